"""Handing over to an officer, and the wish that wins over any flow: stop."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.correction import brought_back
from conversations.facts import World
from conversations.happened import OfficerAsked
from conversations.move import Move
from conversations.session import Said, Session, Text
from conversations.states import Handler, State
from conversations.stopping import STOP_STATES, stop
from conversations.values import replace

IN_FORM = "form"


def ask_officer(session: Session, world: World) -> Move:
    """Calls an officer at once; the form stays as it is."""
    return _handed(session, world, "asked", Text("officer-called"))


def officer_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """Whether an officer is to be called; what was answered stays."""
    return (Text("state-officer", {"draft": "yes" if session.draft else "no"}),)


def offer_officer(session: Session, world: World) -> Move:
    """The person agreed to be handed over."""
    return _handed(session, world, "lost", Text("officer-called"))


def _handed(session: Session, world: World, why: str, text: Text) -> Move:
    state = IN_FORM if session.draft and session.state == IN_FORM else "menu"
    moved = replace(session, state=state, missed=0, about=None)
    asked = (OfficerAsked(why),)
    told = (text, *office_words(world))
    return Move(moved, before=told, happened=asked, ask=state == IN_FORM)


def office_words(world: World) -> tuple[Text, ...]:
    """Where the kabupaten's office is reached, where its officers wrote a number down."""
    office = world.office
    if not office.phone:
        return ()
    given = {"name": office.name or "-", "phone": office.phone, "hours": office.hours or "-"}
    named, timed = ("yes" if each else "no" for each in (office.name, office.hours))
    return (Text("officer-office", {**given, "named": named, "timed": timed}),)


def try_again(session: Session, world: World) -> Move:
    """Back to where it was."""
    return Move(replace(session, state="form" if session.draft else "menu", missed=0, about=None))


def health(session: Session, world: World) -> Move:
    """The other BPJS."""
    return Move(replace(session, missed=0), before=(Text("help-health"),))


def change_data(session: Session, world: World) -> Move:
    """Something stored is wrong: answers of an open form are changed here, the rest by officers."""
    if session.draft:
        return Move(replace(session, missed=0), before=(Text("help-change"),))
    if asked := brought_back(session, world):
        return asked
    return _handed(session, world, "asked", Text("officer-change"))


def swearing(session: Session, world: World) -> Move:
    """Stays calm and offers an officer."""
    return Move(replace(session, state="officer", missed=0), before=(Text("officer-calm"),))


# --- an accident told where an answer was asked for ----------------------------------------


def ask_accident(session: Session, text: str) -> Move:
    """Asks whether the words report an accident or answer the open question."""
    return Move(replace(session, state="accident", missed=0, about=text))


def accident_told(session: Session, world: World) -> Move:
    """It is one: an officer is called, and the form goes on."""
    state = IN_FORM if session.draft else "menu"
    return _handed(replace(session, state=state), world, "asked", Text("officer-accident"))


def accident_denied(session: Session, world: World) -> Move:
    """The words were the answer after all."""
    answer = Said(f'"{session.about}"') if isinstance(session.about, str) else None
    here = replace(session, state=IN_FORM if session.draft else "menu", about=None)
    return Move(here, again=answer if session.draft else None)


def later_issue(text: str) -> Handler:
    """A wish that an officer takes up, with its own words."""

    def handler(session: Session, world: World) -> Move:
        return _handed(session, world, "asked", Text(text))

    return handler


paid_elsewhere = later_issue("officer-paid")  # "sudah bayar", of nobody known here

OFFICER_STATES: tuple[State, ...] = (
    State(
        "officer",
        {"yes": offer_officer, "again": try_again},
        edges=("menu", "registration"),
        prompt=officer_prompt,
    ),
    *STOP_STATES,
    State(
        "accident",
        {"yes": accident_told, "no": accident_denied},
        edges=("menu", "registration"),
    ),
)

INTENTS: Mapping[str, Handler] = {
    "officer": ask_officer,
    "stop": stop,
    "health_bpjs": health,
    "card": later_issue("officer-card"),
    "swearing": swearing,
}
