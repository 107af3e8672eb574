"""Repair, written once for all flows: back, change, help, repeat, cancel, menu, officer, stop."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.answers import reopen
from conversations.correction import brought_back
from conversations.facts import World
from conversations.handover import office_words
from conversations.move import Move
from conversations.question import open_field, view_of
from conversations.session import Session, Text
from conversations.states import Book
from conversations.understanding.intents import read_edit_target
from conversations.values import replace

# Words of "ubah …" → field ids, tried in this order.
TARGETS: Mapping[str, tuple[str, ...]] = {
    "heirs": ("heirs[0].name",),
    "photo": ("ktp_photo",),
    "village": ("village",),
}


def command(name: str, session: Session, text: str, world: World, book: Book) -> Move:
    """What a command word does, in any state."""
    return COMMANDS[name](session, text, world, book)


def _back(session: Session, text: str, world: World, book: Book) -> Move:
    if session.state == "edit" or (session.draft and session.state not in ("form", "menu")):
        return Move(replace(session, state="form"))
    field = open_field(session, world, book)
    view = view_of(session, world, book)
    if view and session.state == "form" and field is None:  # sent, but a photo is being stored
        return Move(replace(session, draft=view.form.reviewed_again(view.draft)))
    if field is None or view is None:
        return Move(replace(session, state="menu", about=None))
    before = view.before(field.id)
    if before is None:
        return Move(session, before=(Text("repair-first"),))
    return reopen(session, view, before.field.id, "back")


def _help(session: Session, text: str, world: World, book: Book) -> Move:
    field = open_field(session, world, book)
    view = view_of(session, world, book)
    if field is None or view is None:
        return Move(session, before=(Text("repair-help"), *office_words(world)))
    return Move(session, before=(field.text(view.scene, "help"), Text("repair-help.form")))


def _repeat(session: Session, text: str, world: World, book: Book) -> Move:
    return Move(session)


def _cancel(session: Session, text: str, world: World, book: Book) -> Move:
    if session.draft is None:
        return Move(replace(session, state="menu", about=None), before=(Text("repair-nothing"),))
    return Move(replace(session, state="cancel"))


def _menu(session: Session, text: str, world: World, book: Book) -> Move:
    kept = (Text("repair-kept"),) if session.draft else ()
    return Move(replace(session, state="menu", about=None), before=kept)


def _officer(session: Session, text: str, world: World, book: Book) -> Move:
    return book.intents["officer"](session, world)


def _stop(session: Session, text: str, world: World, book: Book) -> Move:
    return book.intents["stop"](session, world)


def _edit(session: Session, text: str, world: World, book: Book) -> Move:
    view = view_of(session, world, book)
    target = read_edit_target(text)
    if view is None:
        if target == "phone":  # "ganti hp" where no form is open: goes on with another phone
            return _move(session, text, world, book)
        asked = brought_back(session, world)
        return asked or Move(session, before=(Text("repair-nothing"),))
    for name in TARGETS.get(target or "", (target,)):
        slot = view.slot(name) if name else None
        if slot and not slot.open:
            return reopen(session, view, slot.field.id, "edit")
    return Move(replace(session, state="edit", draft=view.form.reviewed_again(view.draft)))


def _move(session: Session, text: str, world: World, book: Book) -> Move:
    return book.intents["move"](session, world)


COMMANDS: Mapping[str, Callable[[Session, str, World, Book], Move]] = {
    "back": _back,
    "help": _help,
    "repeat": _repeat,
    "cancel": _cancel,
    "menu": _menu,
    "officer": _officer,
    "stop": _stop,
    "edit": _edit,
    "move": _move,
}
