"""The language of a talk: chosen at any time, kept in the session; what was open is asked again."""

from __future__ import annotations

from conversations.facts import World
from conversations.move import Move
from conversations.session import LANGUAGES, Session, Text
from conversations.states import Handler, State
from conversations.understanding.languages import ASKED, read_language_name
from conversations.values import replace
from conversations.which import returned


def ask_language(session: Session, world: World) -> Move:
    """Asks which language is wanted; where the talk was is kept beside it."""
    if session.state == "language":
        return Move(replace(session, missed=0))
    here = returned(session)
    about = {"state": here.state, "about": here.about}
    return Move(replace(here, state="language", missed=0, about=about))


def speak(language: str) -> Handler:
    """Goes on in a language where the talk was; nothing else changes."""

    def spoken(session: Session, world: World) -> Move:
        here = replace(returned(session), language=language, missed=0)
        return Move(here, before=(Text("state-language.changed"),))

    return spoken


def wished(session: Session, world: World, wish: str) -> Move:
    """What `read_language` read: a language, or that another one is wanted."""
    return ask_language(session, world) if wish == ASKED else speak(wish)(session, world)


LANGUAGE = State(
    "language",
    {each: speak(each) for each in LANGUAGES},
    edges=(
        *("menu", "registration", "resume", "shelf", "edit", "cancel", "erase", "withdraw"),
        *(
            "waiting",
            "next_person",
            "officer",
            "death",
            "stopped",
            "stopped_who",
            "accident",
            "who",
        ),
    ),
    reader=read_language_name,
)
