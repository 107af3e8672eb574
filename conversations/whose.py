"""Whose cover a talk is about: one of those for whom the phone speaks."""

from __future__ import annotations

from conversations.facts import CoverView, World
from conversations.move import Move
from conversations.session import Json, Session, Text
from conversations.understanding.names import read_name
from conversations.understanding.text import fold
from conversations.values import replace

ABOUT_ONE = frozenset({"premium", "ahead", "proof", "remind"})  # states that are about somebody


def subject(session: Session, world: World) -> CoverView | None:
    """The person the state is about; None: of nobody, or no longer one of this phone."""
    if session.state not in ABOUT_ONE:
        return None
    who = kept(session).get("who")
    return next((each for each in world.my_cover() if each.who == who), None)


def only_one(session: Session, world: World) -> CoverView | None:
    """The person the state is about, else the only one of this phone."""
    people = world.my_cover()
    return subject(session, world) or (people[0] if len(people) == 1 else None)


def opened(session: Session, state: str, view: CoverView, **more: Json) -> Session:
    """The session in a state about somebody."""
    return replace(session, state=state, missed=0, about={"who": view.who, **more})


def kept(session: Session) -> dict[str, Json]:
    """What the state keeps beside whom it is about."""
    return session.about if isinstance(session.about, dict) else {}


def passed(session: Session) -> Move:
    """Whom the question was about is no longer one of this phone."""
    return Move(replace(session, state="menu", about=None), before=(Text("repair-passed"),))


def closed(session: Session, *said: Text, happened: tuple[object, ...] = ()) -> Move:
    """Back to the menu with a last word."""
    done = replace(session, state="menu", missed=0, about=None)
    return Move(done, before=said, happened=happened, ask=False)


def named(text: str, world: World) -> CoverView | None:
    """The one person whose name, or a part of it, the words are."""
    words = fold(read_name(text).value or text)  # "pak darto" is Darto
    found = [each for each in world.my_cover() if f" {words} " in f" {fold(each.name)} "]
    return found[0] if words and len(found) == 1 else None
