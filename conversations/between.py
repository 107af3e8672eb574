"""Wishes in the middle of a form: what wins over the question, and what is no answer to it."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.facts import World
from conversations.fields import Field
from conversations.handover import ask_accident
from conversations.move import Move
from conversations.session import Session
from conversations.states import Book
from conversations.understanding.intents import IntentMatch, likely
from conversations.values import replace
from conversations.which import ask_which

# They win over any question (promise 5).
AT_ONCE = frozenset({"death", "delete_data", "withdraw", "withdraw_consent"})
NO_NAME = frozenset({"health_bpjs", "swearing"})  # is said before it is taken for a name or a place
SURE = 90  # of 100, for words that any name or place might hold as well
# After words that fit no answer; those of `answers.MID_FORM` are known there.
AFTER_A_MISS = frozenset(
    {"health_bpjs", "paid", "claim", "card", "change_data", "swearing", "covered"}
)
MOST_OF_A_NAME = 2  # words of a message with an accident in it that may still be a name


def at_once(
    session: Session, found: Sequence[IntentMatch], field: Field | None, world: World, book: Book
) -> Move | None:
    """A death, or the wish to be deleted: at once; of two such wishes it asks which."""
    wishes = likely(found)
    if AT_ONCE.isdisjoint(wishes):
        return None
    if "death" in wishes and field is not None and not field.hears_death:
        return None
    if len(wishes) > 1:
        return ask_which(session, wishes)
    return book.intents[wishes[0]](session, world)


def no_answer(
    session: Session,
    text: str,
    found: Sequence[IntentMatch],
    field: Field | None,
    world: World,
    book: Book,
) -> Move | None:
    """What an open question must not take for a name: an accident, the health BPJS, a curse."""
    if field is None or not field.open_text or not found or found[0].score < SURE:
        return None
    key = found[0].key
    if key == "accident" and len(likely(found)) == 1 and len(text.split()) > MOST_OF_A_NAME:
        return ask_accident(session, text)
    if key not in NO_NAME:
        return None
    return replace(book.intents[key](session, world), literal=(field.id, text))


def after_a_miss(
    session: Session, move: Move, found: Sequence[IntentMatch], world: World, book: Book
) -> Move:
    """The wish of words that fitted no answer, else the move as it is."""
    if move.session.missed <= session.missed:
        return move
    wishes = likely(found) or tuple(each.key for each in found[:1])
    if len(wishes) != 1 or wishes[0] not in AFTER_A_MISS:
        return move
    return book.intents[wishes[0]](session, world)
