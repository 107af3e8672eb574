""" "Ini dengan siapa?": on a phone of several people only the one asked about is shown."""

from __future__ import annotations

from conversations.facts import ApplicationView, World
from conversations.labels import named_choice
from conversations.move import Move
from conversations.session import Choice, Session, Text
from conversations.states import State
from conversations.status import status_line, status_lines
from conversations.understanding.names import read_name
from conversations.understanding.text import fold
from conversations.values import replace

MOST_NAMED = 9  # a list has ten rows on the narrowest channel (WhatsApp), the last one is "all"
BACK_TO = ("menu", "registration", "resume", "waiting", "next_person")


def status(session: Session, world: World) -> Move:
    """How far this phone's applications are; of several people, first whose."""
    if len(_people(world)) > 1:
        about = session.about if session.state == "who" else _place(session)
        return Move(replace(session, state="who", missed=0, about=about))
    shown = status_lines(world) or (Text("status-none"),)
    return Move(replace(session, missed=0), before=shown)


def _place(session: Session) -> list[object]:
    """Where to go back to, with what that state is about."""
    return [session.state, session.about if session.state == "waiting" else None]


def _people(world: World) -> dict[str, ApplicationView]:
    """The newest application of each name."""
    people: dict[str, ApplicationView] = {}
    for each in world.my_applications():
        people.setdefault(fold(each.name), each)
    return people


def who_choices(session: Session, world: World) -> tuple[Choice, ...]:
    """The names, and all of them."""
    people = [*_people(world).values()][:MOST_NAMED]
    names = tuple(named_choice(each.code, each.name) for each in people)
    return (*names, Choice("all", Text("state-who.all")))


def who_picked(session: Session, world: World, choice: str) -> Move:
    """One person's applications, or all."""
    mine = world.my_applications()
    picked = next((fold(each.name) for each in mine if each.code == choice), None)
    if choice == "all":
        return _shown(session, status_lines(world))
    if picked is None:
        return _shown(session, (Text("repair-passed"),))
    return _shown(session, tuple(status_line(e, world) for e in mine if fold(e.name) == picked))


def who_heard(session: Session, world: World, text: str) -> Move | None:
    """A name, or a part of it, instead of its number."""
    words = fold(read_name(text).value or text)  # "pak darto" is Darto
    if words in ("semua", "semuanya", "semua orang"):
        return who_picked(session, world, "all")
    people = _people(world)
    fits = [each for name, each in people.items() if f" {words} " in f" {name} "]
    return who_picked(session, world, fits[0].code) if len(fits) == 1 else None


def _shown(session: Session, lines: tuple[Text, ...]) -> Move:
    """The lines, and back to what was open."""
    state, about = session.about if isinstance(session.about, list) else ("menu", None)
    named = "registration" if state == "form" else state
    if named not in BACK_TO or (state in ("form", "resume") and session.draft is None):
        state, about = "menu", None
    return Move(replace(session, state=state, about=about, missed=0), before=lines)


WHO_STATES: tuple[State, ...] = (
    State("who", {}, edges=BACK_TO, offered=who_choices, picked=who_picked, heard=who_heard),
)
