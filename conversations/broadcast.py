"""Broadcasts in chat: a button that answers one, and `/siaran` for officers linked by code.

What an officer writes here is only given in: another officer approves it at the desk.
"""

from __future__ import annotations

from dataclasses import dataclass

from conversations import broadcast_text
from conversations.broadcast_rules import Wrong, wrongs
from conversations.broadcast_text import Content, Reader
from conversations.facts import OfficeView, World
from conversations.happened import Stopped
from conversations.move import Move
from conversations.session import SOURCE, Arg, Choice, Chose, PersonEvent, Session, Text
from conversations.states import State
from conversations.understanding.intents import read_command
from conversations.understanding.text import fold
from conversations.values import replace

CALLS = frozenset({"/siaran", "siaran", "buat siaran", "kirim siaran"})
STARTS = frozenset({"mulai", "/mulai", "mulai kabar", "mulai lagi kabar", "aktifkan kabar"})
WRITING, CHOOSING = "broadcast", "broadcast_to"
COVERS = {"everybody": "", "lapsing": "lapsing", "open": "open"}
RESTING = frozenset(
    {"menu", "stopped", "stopped_who", "stopped_one"}
)  # where a form waits, "mulai" is no answer to it
TITLE = 60  # characters of the text that officers see in the list


@dataclass(frozen=True, slots=True)
class CampaignAnswered:
    """A button of a campaign that only answers was pressed."""

    campaign: str
    place: int


@dataclass(frozen=True, slots=True)
class CampaignWritten:
    """An officer gave a campaign in, for everybody in the own regions whose cover stands so."""

    title: str
    text: str
    cover: str


def pressed(session: Session, event: PersonEvent) -> Move | None:
    """An answer to a campaign: it is thanked for, and whatever is open stays open."""
    found = broadcast_text.read_token(event.token) if isinstance(event, Chose) else None
    if found is None:
        return None
    answered = (CampaignAnswered(*found),)
    return Move(session, before=(Text("campaign-answered"),), happened=answered, ask=False)


def called(session: Session, words: str, world: World) -> Move | None:
    """ "/siaran" of an officer and the words of the broadcast itself; "mulai" after STOP."""
    if session.state == WRITING and read_command(words) is None:
        return _wrote(session, world, words.strip())
    said = words.strip().lower()
    waits = session.draft is None or session.state in RESTING
    if said in STARTS and waits and (stopped := _stopped(world)):
        again = replace(session, state="menu", missed=0, about=None)
        return Move(again, before=(Text("broadcast-again"),), happened=stopped, ask=False)
    if said in CALLS and world.my_office() is not None:
        return Move(replace(session, state=WRITING, missed=0, about=None))
    return None


def _stopped(world: World) -> tuple[Stopped, ...]:
    """What takes every STOP of the phone back, that of single people too; () where there is none.

    Whoever else may hold the number starts nothing for the person before.
    """
    phone = (Stopped("none"),) if world.me().stopped != "none" else ()
    if world.me().doubt:
        return phone
    views = (each for each in world.my_cover() if each.stopped != "none")
    return (*phone, *(Stopped("none", each.who) for each in views))


def _wrote(session: Session, world: World, text: str) -> Move:
    """Asks for whom; or says what may not be said."""
    office = world.my_office()
    if office is None:
        return cancelled(session, world)
    found = wrongs(Content({SOURCE: text}), office.refused)
    if found:
        return Move(session, before=tuple(_told(each) for each in found))
    return Move(replace(session, state=CHOOSING, about=text))


def _told(wrong: Wrong) -> Text:
    return Text(f"campaign-checked.{wrong.code}", {"what": wrong.what})


def cancelled(session: Session, world: World) -> Move:
    """Nothing is kept."""
    here = replace(session, state="form" if session.draft else "menu", about=None)
    return Move(here, before=(Text("broadcast-cancelled"),), ask=session.draft is not None)


def _given_in(session: Session, world: World, choice: str) -> Move:
    """It waits for another officer."""
    if choice not in COVERS or not isinstance(session.about, str) or world.my_office() is None:
        return cancelled(session, world)
    text = session.about
    here = replace(session, state="form" if session.draft else "menu", about=None)
    told = CampaignWritten(" ".join(text.split())[:TITLE], text, COVERS[choice])
    before = (Text("broadcast-asked"),)
    return Move(here, before=before, happened=(told,), ask=session.draft is not None)


def _office(world: World) -> OfficeView:
    return world.my_office() or OfficeView("", "", ())


def _ask_text(session: Session, world: World) -> tuple[Text, ...]:
    return (Text("state-broadcast", {"office": _office(world).office}),)


def _ask_whom(session: Session, world: World) -> tuple[Text, ...]:
    office = _office(world)
    text = session.about if isinstance(session.about, str) else ""
    content = Content({SOURCE: text})
    shown, _ = broadcast_text.preview(
        content, office.office, Reader(village=office.place), world.words
    )
    args: dict[str, Arg] = {"preview": shown, "place": office.place}
    return (Text("state-broadcast-to", args),)


def _whom(session: Session, world: World) -> tuple[Choice, ...]:
    names = (*COVERS, "cancel")
    return tuple(Choice(each, Text(f"state-broadcast-to.pick-{each}")) for each in names)


BROADCAST_STATES: tuple[State, ...] = (
    State(WRITING, {"cancel": cancelled}, edges=("menu", CHOOSING), prompt=_ask_text),
    State(
        CHOOSING,
        {"cancel": cancelled},
        edges=("menu",),
        prompt=_ask_whom,
        offered=_whom,
        picked=_given_in,
        reader=lambda text: "cancel" if fold(text) == "tidak jadi" else None,
    ),
)
