"""A talk with an officer: who asked is heard by a person, and the bot is silent while one answers.

`Session.officer` says how it stands: "" (nobody was asked for), "asked" (the bot goes on
meanwhile), "held" (an officer reads, the bot is silent) and "told" (held, and the person knows it).
Officers' acts come as timers of the talk, so that it has one writer and one order. STOP, a death,
*batal* and *menu* bring the bot back; the officer still sees everything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from conversations.attachments import from_json
from conversations.claim_form import CLAIM_FORMS
from conversations.claim_happened import ClaimHelpAsked
from conversations.facts import World
from conversations.happened import OfficerAsked
from conversations.hearing import wins
from conversations.move import Move
from conversations.session import (
    CameBy,
    Corrected,
    Effect,
    EffectDone,
    PersonEvent,
    Said,
    Say,
    SentDocument,
    SentPhoto,
    Session,
    Text,
    TimerFired,
    Unreadable,
)
from conversations.templates import ANSWER
from conversations.understanding.intents import read_command
from conversations.understanding.text import clean
from conversations.values import replace

SAYS = "officer_says"  # timers of officers' acts; the subject is JSON
HOLDS = "officer_holds"
FREES = "officer_frees"
CLOSES = "officer_closes"
FORGETS = "officer_forgets"
KINDS = frozenset({SAYS, HOLDS, FREES, CLOSES, FORGETS})

ASKED, HELD, TOLD = "asked", "held", "told"
SILENT = frozenset({HELD, TOLD})
STORE = "store_sent"  # the effect that keeps a picture for the officer who reads
# After so long without a word from the officer the bot answers again: an afternoon forgotten, and
# nobody is left alone overnight. The office's assumption.
FORGOTTEN_AFTER = timedelta(hours=12)
BACK = frozenset({"menu", "cancel"})  # commands that bring the bot back
# Where a death is told already: then it is what the talk with the officer is about.
GRIEVING = frozenset({"death", "grief", "claim", "paper"})
RESTING = frozenset({"menu", "death", "grief"})  # states whose question is not asked again


@dataclass(frozen=True, slots=True)
class OfficerSpoke:
    """An officer's words were said here."""

    message: str


@dataclass(frozen=True, slots=True)
class OfficerUnheard:
    """An officer's words were not said. `why`: "doubt" (somebody else may hold the number now) or
    "gone" (this talk is not with officers any more)."""

    message: str
    why: str


@dataclass(frozen=True, slots=True)
class OfficerLeft:
    """A talk with an officer was closed, and the bot is back."""

    talk: str


@dataclass(frozen=True, slots=True)
class TalkForgotten:
    """A talk with an officer was closed so long ago that what was said in it goes."""

    talk: str


def subject(**what: Any) -> str:
    """What a timer of this module says, as its subject."""
    return json.dumps(what, separators=(",", ":"))


# --- what a person does --------------------------------------------------------------------


def called(move: Move) -> Move:
    """The move after which the talk is with officers, where one was asked for in it."""
    asked = any(isinstance(each, OfficerAsked | ClaimHelpAsked) for each in move.happened)
    if not asked or move.session.officer:
        return move
    return replace(move, session=replace(move.session, officer=ASKED))


def released(session: Session, event: PersonEvent, world: World) -> Session:
    """The session with the bot back, where this event or the officer's long silence brings it."""
    if session.officer not in SILENT:
        return session
    since = session.officer_at
    forgotten = since is None or world.now - since >= FORGOTTEN_AFTER
    if forgotten or isinstance(event, CameBy) or _brings_back(session, event):
        return replace(session, officer=ASKED)
    return session


def _brings_back(session: Session, event: PersonEvent) -> bool:
    if not isinstance(event, Said | Corrected):
        return False
    text = clean(event.text)
    wish = wins(text)
    if wish == "death":
        return not _grieving(session)
    return wish == "stop" or read_command(text) in BACK


def _grieving(session: Session) -> bool:
    draft = session.draft
    return session.state in GRIEVING or (draft is not None and draft.form in CLAIM_FORMS)


def listened(session: Session, event: PersonEvent, world: World) -> Move | None:
    """What is said to an officer: kept for him, answered by the bot with a hint at most once."""
    if session.officer not in SILENT:
        return None
    if isinstance(event, Unreadable):
        return Move(session, before=(Text("repair-unreadable", {"kind": event.kind}),), ask=False)
    effects = _kept(event, world)
    asks_again = isinstance(event, Said) and wins(clean(event.text)) == "officer"
    if session.officer == TOLD and not asks_again:
        return Move(session, effects=effects, ask=False)
    told = (Text("officer-reads"),)
    return Move(replace(session, officer=TOLD), before=told, effects=effects, ask=False)


def _kept(event: PersonEvent, world: World) -> tuple[Effect, ...]:
    if not isinstance(event, SentPhoto | SentDocument):
        return ()
    return (Effect(world.seed[:16].hex(), STORE, {"media": event.media}),)


def stored(session: Session, event: EffectDone) -> Move:
    """What was sent to an officer is kept; where it could not be, the person is told."""
    quiet = Move(session, ask=False)
    if session.officer not in SILENT or not event.refused or not event.result.get("sent"):
        return quiet
    return replace(quiet, before=(Text("officer-no-picture"),))


# --- what an officer does ------------------------------------------------------------------


def acted(session: Session, event: TimerFired, world: World) -> Move:
    """An officer's act reaches the talk."""
    found = json.loads(event.subject)
    if event.kind == SAYS:
        return _says(session, found, world)
    if event.kind == CLOSES:
        left = (OfficerLeft(str(found["talk"])),)
        return replace(_closed(session, found, world), happened=left)
    quiet = Move(session, ask=False)
    if event.kind == FORGETS:
        return replace(quiet, happened=(TalkForgotten(str(found["talk"])),))
    if not session.officer:
        return quiet
    if event.kind == FREES:
        return replace(quiet, session=replace(session, officer=ASKED))
    state = TOLD if session.officer == TOLD else HELD
    return replace(quiet, session=replace(session, officer=state, officer_at=world.now))


def _says(session: Session, found: Mapping[str, Any], world: World) -> Move:
    """The officer's words, signed by the office; only to whoever asked."""
    message = str(found["message"])
    why = "" if session.officer else "gone"
    why = "doubt" if world.me().doubt else why
    if why:
        return Move(session, ask=False, happened=(OfficerUnheard(message, why),))
    hint = () if session.officer == TOLD else (Text("officer-says.reply"),)
    signed = Text("officer-says", {"kind": str(found["kind"]), "place": str(found["place"])})
    words = Text("officer-says.words", {"text": str(found["text"])})
    template = Text(ANSWER.message)
    texts = (template,) if found.get("template") else (signed, words, *hint)
    held = replace(session, officer=TOLD, officer_at=world.now)
    file = from_json(found["file"]) if found.get("file") else None
    said = (Say(texts, template=template, file=file),)
    return Move(held, first=said, ask=False, happened=(OfficerSpoke(message),))


def _closed(session: Session, found: Mapping[str, Any], world: World) -> Move:
    """The officer is done: a line, and the question that was open."""
    free = replace(session, officer="", officer_at=None)
    if not session.officer or world.me().doubt or found.get("quiet"):
        return Move(free, ask=False)
    asks = session.officer in SILENT and session.state not in RESTING
    return Move(replace(free, missed=0), before=(Text("officer-done"),), ask=asks)
