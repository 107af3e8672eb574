"""STOP: it holds at once for the whole phone; then it may be narrowed.

On a phone of several people it asks for whom. Replies and the own claim come all the same, and
"mulai" lets news come again (`conversations.broadcast`).
"""

from __future__ import annotations

from conversations.facts import CoverView, World
from conversations.happened import Stopped
from conversations.labels import named_choice
from conversations.move import Move
from conversations.session import Choice, Session, Text
from conversations.states import State
from conversations.understanding.text import fold
from conversations.values import replace
from conversations.whose import named

MOST_NAMED = 9  # a list has ten rows on the narrowest channel (WhatsApp), the last one is "all"
EVERYBODY = frozenset(
    {"semua", "semuanya", "semua orang", "sabarataan", "sedoyo", "sedaya", "kabeh"}
)


def stop(session: Session, world: World) -> Move:
    """STOP holds at once; then it asks for whom, or whether reminders may stay."""
    done = (Stopped("all"),)
    if world.me().doubt or world.me().stopped == "all" or len(_people(world)) < 2:
        return Move(replace(session, state="stopped", missed=0), happened=done)
    before = {"before": world.me().stopped}
    return Move(replace(session, state="stopped_who", missed=0, about=before), happened=done)


def _people(world: World) -> tuple[CoverView, ...]:
    """Those of whom the phone is told."""
    return world.my_cover()


# --- the whole phone -----------------------------------------------------------------------


def only_reminders(session: Session, world: World) -> Move:
    """Reminders before cover lapses may still come."""
    return _closed(session, Text("state-stopped.reminders"), Stopped("news"))


def nothing_more(session: Session, world: World) -> Move:
    """Nothing at all."""
    return _closed(session, Text("state-stopped.nothing"))


def erase_too(session: Session, world: World) -> Move:
    """Also wants the data deleted."""
    return Move(replace(session, state="erase", about=None))


def _closed(session: Session, said: Text, *happened: object) -> Move:
    here = replace(session, state="menu", about=None)
    return Move(here, before=(said,), happened=happened, ask=False)


# --- one of several people -----------------------------------------------------------------


def for_everybody(session: Session, world: World) -> Move:
    """It was meant for the whole phone, which has stopped already."""
    return Move(replace(session, state="stopped", missed=0, about=None))


def who_choices(session: Session, world: World) -> tuple[Choice, ...]:
    """The names, and all of them."""
    names = tuple(named_choice(each.who, each.name) for each in _people(world)[:MOST_NAMED])
    return (*names, Choice("all", Text("state-stopped-who.pick-all")))


def who_picked(session: Session, world: World, choice: str) -> Move:
    """News of one person stops, that of the others comes as before."""
    found = next((each for each in _people(world) if each.who == choice), None)
    return _narrowed(session, found) if found else for_everybody(session, world)


def who_heard(session: Session, world: World, text: str) -> Move | None:
    """A name, or a part of it, instead of its button."""
    found = named(text, world)
    return _narrowed(session, found) if found else None


def _narrowed(session: Session, view: CoverView) -> Move:
    kept = session.about if isinstance(session.about, dict) else {}
    before = "news" if kept.get("before") == "news" else "none"
    asked = replace(session, state="stopped_one", missed=0, about={"who": view.who})
    return Move(asked, happened=(Stopped(before), Stopped("all", view.who)))


def _one(session: Session, world: World) -> CoverView | None:
    who = session.about.get("who") if isinstance(session.about, dict) else None
    return next((each for each in _people(world) if each.who == who), None)


def one_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """Whether reminders of this one may stay."""
    view = _one(session, world)
    return (Text("state-stopped-one", {"name": view.name if view else ""}),)


def one_reminders(session: Session, world: World) -> Move:
    """Reminders of this one may still come."""
    view = _one(session, world)
    if view is None:
        return _closed(session, Text("repair-passed"))
    told = Text("state-stopped-one.reminders", {"name": view.name})
    return _closed(session, told, Stopped("news", view.who))


def _all_of(text: str) -> str | None:
    return "all" if fold(text) in EVERYBODY else None


STOP_STATES: tuple[State, ...] = (
    State(
        "stopped",
        {"reminders": only_reminders, "nothing": nothing_more, "erase": erase_too},
        edges=("menu", "erase"),
    ),
    State(
        "stopped_who",
        {"all": for_everybody},
        edges=("stopped", "stopped_one"),
        offered=who_choices,
        picked=who_picked,
        heard=who_heard,
        reader=_all_of,
    ),
    State(
        "stopped_one",
        {"reminders": one_reminders, "nothing": nothing_more, "erase": erase_too},
        edges=("menu", "erase"),
        prompt=one_prompt,
    ),
)
