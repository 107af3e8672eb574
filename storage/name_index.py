"""The index of names: the words of people's names by village, kept where people are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, delete

from storage.name_words import keys_of, words_of
from storage.prepared import Prepared
from storage.tables import participant_words, word_keys


class Named(NamedTuple):
    """Somebody's name and village, as the index wants them."""

    id: str
    name: str
    village: str


def add(conn: Connection, people: Sequence[Named]) -> None:
    """Takes in people who are new."""
    rows = [
        {"word": word, "village_code": each.village, "participant_id": each.id}
        for each in people
        for word in words_of(each.name)
    ]
    WORDS.many(conn, rows)
    add_keys(conn, {str(row["word"]) for row in rows})


def add_keys(conn: Connection, words: Iterable[str]) -> None:
    """The keys of words; in one order in all processes, else two could wait for each other."""
    rows = [{"key": key, "word": word} for word in sorted(words) for key in sorted(keys_of(word))]
    KEYS.many(conn, rows)


WORDS = Prepared(lambda making: making.insert(participant_words).on_conflict_do_nothing())
KEYS = Prepared(lambda making: making.insert(word_keys).on_conflict_do_nothing())


def renew(conn: Connection, people: Sequence[Named]) -> None:
    """Takes people anew, whose name or village may have changed."""
    forget(conn, [each.id for each in people])
    add(conn, people)


def forget(conn: Connection, ids: Sequence[str]) -> None:
    """Leaves people out."""
    if ids:
        theirs = participant_words.c.participant_id.in_(ids)
        conn.execute(delete(participant_words).where(theirs))
