"""Answers: what a reading does to the draft, and what the form does about it."""

from __future__ import annotations

from conversations.facts import World
from conversations.fields import (
    Field,
    Go,
    Invalid,
    Open,
    Reading,
    Tell,
    Unsure,
    Working,
)
from conversations.form import READ_BACK, View, suggestion
from conversations.misses import missed
from conversations.move import Move
from conversations.question import view_of
from conversations.session import (
    Answer,
    Draft,
    Effect,
    Given,
    Pending,
    Session,
    Skipped,
    Suggested,
    Text,
)
from conversations.states import Book
from conversations.understanding.intents import read_greeting, read_intent, read_question
from conversations.understanding.text import fold
from conversations.understanding.yesno import read_yes_no
from conversations.values import replace

MID_FORM = frozenset({"status", "officer", "language", "accident"})  # after the words fit no answer
THANKS = frozenset(
    {"terima kasih", "terimakasih", "makasih", "trims", "trimakasih", "suwun", "matur nuwun"}
)
GREETINGS = frozenset(
    {"halo", "hallo", "hai", "hello", "hi", "permisi", "selamat pagi", "selamat siang"}
    | {"selamat sore", "selamat malam", "assalamualaikum", "assalamu alaikum", "salam", "shalom"}
    | {"om swastiastu", "p", "assalamualaikum wr wb"}
)
STATUS = frozenset({"status", "cek status", "status saya", "status pendaftaran"})  # whole messages


def hear(session: Session, text: str, world: World, book: Book) -> Move:
    """Words for the question now open: a question in between, an answer, or neither."""
    view = _view(session, world, book)
    if view.current is None:
        return Move(session)
    key = read_question(text)
    if key and key in book.questions:
        return Move(session, before=(book.questions[key](world),))
    if fold(text) in STATUS:
        return book.intents["status"](session, world)
    if view.current.field.open_text and not suggestion(view.current):
        if pleasantry := read_pleasantry(text):
            return Move(session, before=(Text(f"greeting.{pleasantry}"),))
        if read_yes_no(text) == "yes":
            return Move(session)
    return read(session, view.current.field.id, text, world, book)


def read_pleasantry(text: str) -> str | None:
    """A greeting or thanks that is the whole message, so that nobody is registered by it."""
    if fold(text) in THANKS:
        return "thanks"
    return read_greeting(text) if fold(text) in GREETINGS else None


def read(session: Session, name: str, text: str, world: World, book: Book) -> Move:
    """Words for one question of the open draft."""
    view = _view(session, world, book)
    slot = view.slot(name)
    if slot is None:
        return Move(session)
    found = suggestion(slot)
    agrees = read_yes_no(text) if found else None
    if found and found.source in READ_BACK and agrees in ("yes", "no"):
        return choose(session, name, "keep" if agrees == "yes" else "other", world, book)
    reading = slot.field.read(text, view.scene)
    if isinstance(reading, Invalid):
        if found and (agrees == "yes" or fold(text) in KEEPING):
            return choose(session, name, "keep", world, book)
        return _not_an_answer(session, view, slot.field, reading, text, book)
    taken = take(session, view, slot.field, reading)
    return replace(taken, told=isinstance(reading, Given))


KEEPING = frozenset({"tetap", "sama", "tetap itu", "tetap saja", "masih sama"})


def choose(session: Session, name: str, choice: str, world: World, book: Book) -> Move:
    """A tap on a choice of one question of the open draft."""
    view = _view(session, world, book)
    slot = view.slot(name)
    if slot is None:
        return Move(session)
    found = suggestion(slot)
    reading: Reading
    if choice == "keep":
        value = found.value if found else view.values.get(name)
        reading = slot.field.confirmed(value, view.scene) if value is not None else Open(name)
    elif choice == "other" and not _offers_other(slot.field, view):
        reading = Open(name)
    else:
        reading = slot.field.choose(choice, view.scene)
    if reading == Invalid("choice"):
        return Move(session, before=(Text("repair-passed"),))  # of a form that was changed since
    return take(session, view, slot.field, reading)


def _offers_other(field: Field, view: View) -> bool:
    """Whether "other" is a choice of the field's own; else it turns a suggestion down."""
    return any(each.id == "other" for each in field.options(view.scene))


def take(session: Session, view: View, field: Field, reading: Reading) -> Move:
    """What a reading that is no refusal does."""
    calm = replace(session, missed=0)
    scene = view.scene
    match reading:
        case Given() | Skipped():
            return _answered(calm, view, field, reading)
        case Unsure():
            asked = field.text(scene, f"ask-{reading.code}", **reading.args)
            return Move(calm, before=(asked,), short=True, choices=reading.choices)
        case Tell():
            told = field.text(scene, f"tell-{reading.code}", **reading.args)
            return Move(calm, before=(told,), short=True)
        case Open():
            return _reopened(calm, view, reading)
        case Go():
            return Move(replace(calm, state=reading.state))
        case Working():
            return _working(calm, view, field, reading)
        case Invalid():
            return missed(session, field, reading, view)


def reopen(session: Session, view: View, name: str, source: str) -> Move:
    """Asks an answered question again, the old answer one tap away."""
    slot = view.slot(name)
    if slot is None:
        return Move(session)
    value = slot.answer.value if isinstance(slot.answer, Given | Suggested) else None
    draft = view.form.reviewed_again(view.draft).with_answer(name, Suggested(value, source))
    return Move(replace(session, draft=draft, state="form"))


def _view(session: Session, world: World, book: Book) -> View:
    view = view_of(session, world, book)
    if view is None:
        raise LookupError("no draft is open")
    return view


def _answered(session: Session, view: View, field: Field, answer: Given | Skipped) -> Move:
    value = answer.value if isinstance(answer, Given) else None
    old = view.scene.kept(field.id)
    draft = _with(view, field, answer, anew=old is not None and old != value)
    now = view.form.view(draft, view.world)
    remark = field.remark(value, now.scene) if value is not None and value != old else None
    noted = Move(
        replace(session, draft=draft, state="form"),
        before=(remark,) if remark else (),
        answered=field.id,
    )
    reaction = view.form.reactions.get(field.id)
    move = reaction(noted.session, now) if reaction else None
    return move.after(noted) if move else noted


def _with(view: View, field: Field, answer: Answer, anew: bool) -> Draft:
    """The draft with the answer; `anew`: a changed one, so what hangs on it may be forgotten."""
    form = view.form
    draft = view.draft if field.id in form.final else form.reviewed_again(view.draft)
    if anew and field.id in form.anew:
        draft = draft.without(*(each for each in draft.answers if each not in form.anew[field.id]))
    return draft.with_answer(field.id, answer)


def _reopened(session: Session, view: View, reading: Open) -> Move:
    draft = view.draft.with_answer(reading.field, Suggested(reading.kept, "asked"))
    return Move(replace(session, draft=draft, state="form"))


def _working(session: Session, view: View, field: Field, reading: Working) -> Move:
    effect = Effect(
        view.world.seed[16:].hex(),
        reading.kind,
        {"media": reading.media, "draft": view.draft.id, "field": field.id},
    )
    draft = view.draft.with_answer(field.id, Pending(effect.id))
    thanks = field.text(view.scene, "working")
    moved = replace(session, draft=draft, state="form")
    return Move(moved, before=(thanks,), effects=(effect,))


def _not_an_answer(
    session: Session, view: View, field: Field, reading: Invalid, text: str, book: Book
) -> Move:
    """Words that fit no answer: a wish, a greeting, or a misunderstanding."""
    intent = read_intent(text)
    if intent and intent in MID_FORM and intent in book.intents:
        return book.intents[intent](session, view.world)
    greeting = "thanks" if intent == "thanks" else read_greeting(text)
    if greeting:
        return Move(session, before=(Text(f"greeting.{greeting}"),))
    return missed(session, field, reading, view)
