"""People found: by name with typing errors, by NIK or phone, and the list of a village.

Names are clear. A search takes the words of names that sound like each word typed (a bounded
number), then the people in the scope who have them, and ranks a bounded number of these. What lies
outside the scope is never read; an exact number of somebody outside is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, select, tuple_

from storage.crypto import Sealer
from storage.endpoints import PHONE as ENDPOINT_PHONE
from storage.name_words import keys_of, sound, words_of
from storage.participants import NIK, PHONE
from storage.scope import Scope, within
from storage.tables import endpoints, links, participant_words, participants, word_keys

PAGE = 50  # people on one page
RANKED = 400  # people that a search compares with what was typed; more have the same common name
WORDS_TYPED = 4  # words of a search that count; more say nothing new
WORDS_ALIKE = 24  # spellings of one word that are looked for
KEYED = 3000  # words sharing a key that are compared; a sound is shared by far fewer
LEAST = 72.0  # of 100: how alike a word must be to count
BEGINNING = 3  # letters from which the beginning of a word finds it

_COLUMNS = (
    participants.c.id,
    participants.c.name,
    participants.c.birth_date,
    participants.c.sex,
    participants.c.village_code,
    participants.c.standing,
    participants.c.mourned_at,
    participants.c.covered_until,
    participants.c.trial,
)
_PEOPLE: Select[Any] = select(*_COLUMNS)


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody in a list: enough to tell people of one name apart, no number."""

    id: str
    name: str
    birth_date: date
    sex: str
    village_code: str
    standing: str
    mourned: bool
    covered_until: date | None
    trial: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Some people, and the id behind which the next page begins; "" at the end."""

    people: tuple[Found, ...]
    after: str = ""


def by_name(conn: Connection, scope: Scope, typed: str, limit: int = PAGE) -> Page:
    """Those whose names are most like what was typed, the likest first; `after` if more are."""
    asked = words_of(typed)[:WORDS_TYPED]
    alike = [words for words in (_alike(conn, each) for each in asked) if words]
    if not alike:
        return Page(())
    ids: dict[str, None] = {}
    for left_out in range(len(alike)):
        for kept in combinations(alike, len(alike) - left_out):
            ids |= dict.fromkeys(_having(conn, scope, kept))
        if ids:
            break
    rows = _people(conn, scope, list(ids)[:RANKED])
    wanted = " ".join(asked)
    ranked = sorted(rows, key=lambda row: (-_likeness(wanted, row.name), row.name, row.id))
    more = ranked[limit - 1].id if len(ranked) > limit else ""
    return Page(tuple(map(_found, ranked[:limit])), more)


def by_number(
    conn: Connection, sealer: Sealer, scope: Scope, nik: str | None, phone: str | None
) -> Page:
    """Who has this NIK, or this phone (E.164): their own or that of a chat that speaks for them."""
    asked: list[ColumnElement[bool]] = []
    if nik:
        asked.append(participants.c.nik_index == sealer.index(NIK, nik))
    if phone:
        asked.append(participants.c.phone_index == sealer.index(PHONE, phone))
        at = endpoints.c.phone_index == sealer.index(ENDPOINT_PHONE, phone)
        linked = select(links.c.participant_id).join_from(links, endpoints)
        asked.append(participants.c.id.in_(linked.where(at, links.c.role != "officer")))
    found: dict[str, Found] = {}
    for condition in asked:  # one by one: an OR would leave the indexes aside
        here = and_(condition, within(scope, participants.c.village_code))
        for row in conn.execute(_PEOPLE.where(here).limit(PAGE)):
            found.setdefault(row.id, _found(row))
    return Page(tuple(sorted(found.values(), key=lambda each: (each.name, each.id)))[:PAGE])


def listed(conn: Connection, scope: Scope, after: str = "", limit: int = PAGE) -> Page:
    """The people of the scope by village and name, behind the person `after`.

    An `after` that is not there, or not to be seen, begins anew.
    """
    who = participants.c
    place = (who.village_code, who.name, who.id)
    query = _PEOPLE.where(within(scope, who.village_code))
    if scope != Scope.whole():  # bounds that lead into the index at once, which an OR does not
        query = query.where(who.village_code >= min(scope.regions))
        query = query.where(who.village_code < f"{max(scope.regions)}/")
    last = conn.execute(
        select(*place).where(who.id == after, within(scope, who.village_code))
    ).first()
    if last is not None:
        query = query.where(tuple_(*place) > tuple_(*last))
    rows = conn.execute(query.order_by(*place).limit(limit + 1)).all()
    more = rows[limit - 1].id if len(rows) > limit else ""
    return Page(tuple(map(_found, rows[:limit])), more)


def visible(conn: Connection, scope: Scope, ids: Iterable[str]) -> dict[str, Found]:
    """Those of these people that the scope shows."""
    return {row.id: _found(row) for row in _people(conn, scope, list(ids))}


# --- words -----------------------------------------------------------------------------------


def _alike(conn: Connection, typed: str) -> list[str]:
    """Words of names that the typed one may mean, the likest first."""
    key = word_keys.c
    near = select(key.word).where(key.key.in_(sorted(keys_of(typed)))).limit(KEYED)
    found = set(conn.scalars(near))
    heard = sound(typed)
    if len(typed) >= BEGINNING:
        begins = and_(key.key >= heard, key.key < heard + "~")
        found |= set(conn.scalars(select(key.word).where(begins).limit(KEYED)))
    scored = [(_word_likeness(typed, heard, word), word) for word in found]
    told = sorted((-score, word) for score, word in scored if score >= LEAST)
    return [word for _, word in told[:WORDS_ALIKE]]


def _word_likeness(typed: str, heard: str, word: str) -> float:
    if word.startswith(typed) and len(typed) >= BEGINNING:
        return 95.0 if word != typed else 100.0
    spelt = fuzz.ratio(typed, word)
    return max(spelt, fuzz.ratio(heard, sound(word)) - 2.0)


def _likeness(wanted: str, name: str) -> float:
    """How like a whole name is, the order of its words counting little."""
    words = " ".join(words_of(name))
    alike = fuzz.token_sort_ratio(wanted, words)
    heard = fuzz.token_set_ratio(
        " ".join(map(sound, wanted.split())), " ".join(map(sound, words.split()))
    )
    return 0.6 * alike + 0.4 * heard


# --- people ----------------------------------------------------------------------------------


def _having(conn: Connection, scope: Scope, wanted: Sequence[list[str]]) -> list[str]:
    """Ids of people in the scope with a word of each list; those spelt as typed come first."""
    exact = [[words[0]] for words in wanted]
    found = list(conn.scalars(_with_words(scope, exact)))
    if len(found) < RANKED and exact != list(wanted):
        found += conn.scalars(_with_words(scope, wanted))
    return list(dict.fromkeys(found))


def _with_words(scope: Scope, wanted: Sequence[list[str]]) -> Select[Any]:
    """The longest word leads: it is the rarest as a rule."""
    ordered = sorted(wanted, key=lambda words: -len(words[0]))
    first = participant_words.alias("w0")
    query = select(first.c.participant_id).select_from(first)
    for place, words in enumerate(ordered[1:], 1):
        its = participant_words.alias(f"w{place}")
        same = and_(
            its.c.participant_id == first.c.participant_id,
            its.c.village_code == first.c.village_code,
            its.c.word.in_(words),
        )
        query = query.join(its, same)
    here = within(scope, first.c.village_code)
    return query.where(first.c.word.in_(ordered[0]), here).limit(RANKED)


def _people(conn: Connection, scope: Scope, ids: Sequence[str]) -> Sequence[Row[Any]]:
    if not ids:
        return []
    here = and_(participants.c.id.in_(ids), within(scope, participants.c.village_code))
    return conn.execute(_PEOPLE.where(here)).all()


def _found(row: Row[Any]) -> Found:
    return Found(
        row.id,
        row.name,
        row.birth_date,
        row.sex,
        row.village_code,
        row.standing,
        row.mourned_at is not None,
        row.covered_until,
        row.trial,
    )


def narrowed(scope: Scope, village: str) -> Scope | None:
    """The scope of one region within a scope; None where it does not lie in it."""
    if scope == Scope.whole() or any(
        village == each or village.startswith(f"{each}.") for each in scope.regions
    ):
        return Scope((village,))
    return None
