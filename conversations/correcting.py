"""Edited messages: the answer that a message gave is replaced by what it says now."""

from __future__ import annotations

from conversations import answers
from conversations.facts import World
from conversations.fields import Field, Go, Invalid, Reading, Unsure
from conversations.form import View
from conversations.hearing import quoted, said, wins
from conversations.move import Move
from conversations.plan import Slot
from conversations.question import open_field, view_of
from conversations.session import (
    Corrected,
    Given,
    Heard,
    PersonEvent,
    Said,
    Session,
    Skipped,
    Text,
)
from conversations.states import Book
from conversations.understanding.text import clean, fold
from conversations.understanding.yesno import read_yes_no
from conversations.values import replace

READ_BACK = ("keep", "other")  # the choices of "Betul?" under a value that was read back


# --- which message answered what -----------------------------------------------------------


def remembered(session: Session, event: PersonEvent, move: Move, world: World, book: Book) -> Move:
    """The move with what this message answered, or was meant for, kept for its correction."""
    after = move.session
    ref = event.ref if isinstance(event, Said | Corrected) else ""
    if session.draft and move.answered:
        asks = f"{session.draft.form}.{move.answered}"
        answered = Heard(ref, session.draft.id, asks)
        final = move.answered in book.forms[session.draft.form].final
        noted = after.with_heard(answered) if ref and not final else None
        return replace(move, session=noted or after.forgetting(session.draft.id, asks))
    meant = _meant_for(session, move, world, book)
    if not ref or meant is None or isinstance(event, Corrected):
        return move
    return replace(move, session=after.with_heard(meant._replace(ref=ref)))


def _meant_for(session: Session, move: Move, world: World, book: Book) -> Heard | None:
    """The question that was open before and still is, so that the message gave no answer."""
    if session.state != move.session.state:
        return None
    if session.state != "form" or session.draft is None:
        missed = move.session.missed > session.missed
        return Heard("", None, f"{session.state}.choice") if missed else None
    field = open_field(session, world, book)
    still = move.session.draft and move.session.draft.id == session.draft.id
    if field is None or not still or field.id in book.forms[session.draft.form].final:
        return None
    return Heard("", session.draft.id, f"{session.draft.form}.{field.id}")


# --- an edited message ---------------------------------------------------------------------


def corrected(session: Session, event: Corrected, world: World, book: Book) -> Move:
    """The answer is replaced; words that gave none are heard now; others are too late."""
    text = clean(event.text)
    found = next((each for each in session.heard if event.ref and each.ref == event.ref), None)
    if wins(text) and not _about_dead(found, book):
        return said(session, text, world, book)
    if found and _is_open(session, found, world, book):
        return _anew(session, event, world, book)
    view = view_of(session, world, book)
    slot = view.slot(found.asks.partition(".")[2]) if view and found else None
    if not found or not view or not slot or view.draft.id != found.draft or not text:
        return _too_late(session)
    return _corrected(session, view, slot, text)


def _about_dead(found: Heard | None, book: Book) -> bool:
    """Whether a word of death is part of the answer there."""
    if found is None or found.draft is None:
        return False
    form, _, name = found.asks.partition(".")
    return any(not each.hears_death for each in book.forms[form].fields if each.id == name)


def _is_open(session: Session, found: Heard, world: World, book: Book) -> bool:
    """Whether the question is still the one asked."""
    if found.draft is None:
        return found.asks == f"{session.state}.choice"
    field = open_field(session, world, book)
    here = session.draft is not None and session.draft.id == found.draft
    return here and field is not None and found.asks.partition(".")[2] == field.id


def _anew(session: Session, event: Corrected, world: World, book: Book) -> Move:
    heard = Said(event.text, event.ref)
    return remembered(session, heard, said(session, heard.text, world, book), world, book)


def _too_late(session: Session) -> Move:
    late = Text("corrected-late", {"draft": "yes" if session.draft else "no"})
    return Move(session, before=(late,), ask=session.state == "form")


def _corrected(session: Session, view: View, slot: Slot, text: str) -> Move:
    reading = _reading(session, view, slot.field, text)
    if isinstance(reading, Invalid):
        code = reading.code.replace("_", "-")
        told = slot.field.text(view.scene, f"not-{code}", **reading.args)
        kept = Text("corrected.kept")
        return Move(session, before=(told, kept), ask=session.state == "form")
    if isinstance(reading, Given | Skipped):
        taken = answers.take(session, view, slot.field, reading)
        done = replace(taken, told=isinstance(reading, Given))
        return _back(session, replace(done, before=(Text("corrected"), *taken.before)))
    return _asked_again(session, view, slot.field, reading)


def _back(session: Session, move: Move) -> Move:
    """To the question that was open, unless the new answer led elsewhere."""
    if move.session.state != "form" or session.state == "form":
        return move
    return replace(move, session=replace(move.session, state=session.state), ask=False)


def _asked_again(session: Session, view: View, field: Field, reading: Reading) -> Move:
    """The question itself, the old answer one tap away; of two meanings it asks which."""
    move = answers.reopen(session, view, field.id, "edit")
    if move.session.draft is None or not isinstance(reading, Unsure):
        return move
    now = view.form.view(move.session.draft, view.world)
    first = now.current is not None and now.current.field.id == field.id
    return answers.take(move.session, now, field, reading) if first else move


def _reading(session: Session, view: View, field: Field, text: str) -> Reading:
    """What the new words mean at that question, by number and label too."""
    if marked := quoted(text):
        return field.read(marked, view.scene)
    offered = _offered(session, view, field)
    place = int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else 0
    if place and not field.reads_numbers:
        choice = offered[place - 1] if place <= len(offered) else ""
        return _chosen(view, field, choice)
    labels = {fold(view.world.words.text(c.label)): c.id for c in field.options(view.scene)}
    if fold(text) in labels:
        return _chosen(view, field, labels[fold(text)])
    agrees = read_yes_no(text) if offered == READ_BACK else None
    if agrees in ("yes", "no"):
        return _chosen(view, field, "keep" if agrees == "yes" else "other")
    return field.read(text, view.scene)


def _offered(session: Session, view: View, field: Field) -> tuple[str, ...]:
    """The choices as the question was last put."""
    asks = f"{view.form.id}.{field.id}"
    prompts = [p for p in session.prompts if p.asks == asks and p.draft == view.draft.id]
    return prompts[-1].choices if prompts else ()


def _chosen(view: View, field: Field, choice: str) -> Reading:
    value = view.values.get(field.id)
    if choice == "keep" and value is not None:
        return Given(value)
    if choice == "other" and not any(each.id == "other" for each in field.options(view.scene)):
        return Go("form")
    return field.choose(choice, view.scene)
