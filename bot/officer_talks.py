"""Talks with officers, kept as they are said: whoever asked for one, from shortly before it on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from conversations.claim_happened import ClaimHelpAsked
from conversations.happened import OfficerAsked
from conversations.officer_talk import (
    ASKED,
    SILENT,
    OfficerLeft,
    OfficerSpoke,
    OfficerUnheard,
    TalkForgotten,
)
from conversations.session import (
    CameBy,
    Chose,
    Corrected,
    Event,
    Given,
    Said,
    SentDocument,
    SentLocation,
    SentPhoto,
    Session,
    SharedContact,
    Turn,
    Unreadable,
)
from storage import talks_kept
from storage.endpoints import Endpoint
from storage.outbox import NewOutboxRow
from storage.talks_kept import About, Earlier, Line

if TYPE_CHECKING:
    from bot.house import Sealers
    from bot.written import Outcome, Voice

CLAIM = "claim"  # why, of a family that asks about its claim
SHOWN = ("reply", "notice")
# How the channels' payloads name a button's token and label.
LABELS = (("id", "label"), ("callback_data", "text"), ("id", "title"))


@dataclass(frozen=True, slots=True)
class Turned:
    """A turn of a talk that officers are concerned with, and its messages' rows."""

    outcome: Outcome
    endpoint: Endpoint
    turn: Turn
    before: Session
    rows: Sequence[NewOutboxRow]

    @property
    def silent(self) -> bool:
        """Whether an officer was listening instead of the bot."""
        return self.before.officer in SILENT

    @property
    def in_form(self) -> bool:
        """Whether what was said belongs to a form."""
        return not self.silent and bool(self.before.draft or self.turn.session.draft)


def note_talks(
    conn: Connection,
    sealers: Sealers,
    outcomes: Sequence[Outcome],
    said: Sequence[NewOutboxRow],
    now: datetime,
    voice: Voice,
) -> list[tuple[Outcome, list[str]]]:
    """Keeps what was said to and by officers; gives pictures that are to be erased, by turn."""
    mine = list(_concerned(outcomes, said))
    known = talks_kept.open_now(conn, [each.endpoint.id for each in mine])
    gone: list[tuple[Outcome, list[str]]] = []
    for each in mine:
        talk = known.get(each.endpoint.id)
        why = _asked(each.turn.happened)
        if why and talk is None:
            talk = _begun(conn, sealers, each, why, now, voice)
        elif why and talk:
            talks_kept.waits(conn, talk, now)
        if talk:
            _keep_turn(conn, sealers, each, talk, now)
            _moved_on(conn, sealers, each, talk, now)
        gone += [(each.outcome, files) for files in _settled(conn, each, now)]
    return gone


def _concerned(outcomes: Sequence[Outcome], said: Sequence[NewOutboxRow]) -> Iterator[Turned]:
    told = (OfficerSpoke, OfficerUnheard, OfficerLeft, TalkForgotten)
    for each in outcomes:
        if each.turn is None or each.talk is None or each.endpoint is None:
            continue
        before = each.talk.session
        happened = any(isinstance(one, told) for one in each.turn.happened)
        if happened or before.officer or each.turn.session.officer:
            rows = [r for r in said if r.inbox_seq == each.row.seq and r.kind in SHOWN]
            yield Turned(each, each.endpoint, each.turn, before, rows)


def _settled(conn: Connection, turned: Turned, now: datetime) -> Iterator[list[str]]:
    """What became of an officer's act; gives pictures to be erased."""
    for each in turned.turn.happened:
        match each:
            case OfficerSpoke(message):
                said = turned.rows[0].id if turned.rows else None
                talks_kept.spoken(conn, message, said)
            case OfficerUnheard(message, reason):
                talks_kept.unheard(conn, message, reason)
            case OfficerLeft(left):
                talks_kept.close(conn, left, now)
            case TalkForgotten(old):
                if gone := talks_kept.forget(conn, old):
                    yield gone


def _asked(happened: Sequence[object]) -> str:
    """Why an officer is asked for, "" where none is."""
    for each in happened:
        if isinstance(each, OfficerAsked):
            return each.why
        if isinstance(each, ClaimHelpAsked):
            return CLAIM
    return ""


# --- the talk ------------------------------------------------------------------------------


def _begun(
    conn: Connection, sealers: Sealers, turned: Turned, why: str, now: datetime, voice: Voice
) -> str:
    """A new talk, with the last messages before the asking as far as they are still kept."""
    endpoint = turned.endpoint
    about = _about(turned.before, talks_kept.guess(conn, endpoint.id))
    talk = talks_kept.begin(conn, sealers.sealer, endpoint, why, about, now)
    found = talks_kept.earlier(conn, endpoint, turned.outcome.row.seq)
    opened = [(each, _payload(sealers, each)) for each in found]
    labels = _labels([payload for _, payload in opened])
    in_form = turned.before.draft is not None
    lines: list[Line] = []
    for each, payload in opened:
        at = each.at or now
        if each.outbox_id:
            lines += _bots(payload, at, in_form, each.outbox_id)
        elif event := voice.heard(endpoint, each.event_key, each.payload):
            lines.append(_persons(event, at, labels, in_form))
    talks_kept.keep(conn, sealers.sealer, talk, lines, now)
    return talk


def _about(session: Session, known: About) -> About:
    """Whom the open form is about where it knows, else who writes."""
    draft = session.draft
    if draft is None:
        return known
    values = {name: a.value for name, a in draft.answers.items() if isinstance(a, Given)}
    named, found = values.get("name"), values.get("village")
    called = str(named.get("name", "")) if isinstance(named, dict) else ""
    village = values.get("district")
    if not village and isinstance(found, list) and len(found) == 1:
        village = found[0]
    same = not called or called == known.called
    return About(
        called or known.called,
        str(village) if village else known.village_code,
        known.participant_id if same else None,
    )


def _keep_turn(
    conn: Connection, sealers: Sealers, turned: Turned, talk: str, now: datetime
) -> None:
    """What the person said in this turn and what the bot answered; officers' words are there."""
    lines: list[Line] = []
    inbound = turned.outcome.inbound
    if turned.outcome.person and inbound and inbound.event:
        stored = (each.id for each in turned.turn.effects if each.kind.startswith("store_"))
        labels = _last_labels(conn, sealers, turned) if isinstance(inbound.event, Chose) else {}
        lines.append(_persons(inbound.event, now, labels, turned.in_form, next(stored, None)))
        if turned.silent and turned.turn.session.officer in SILENT:
            talks_kept.waits(conn, talk, now)
    if not any(isinstance(each, OfficerSpoke) for each in turned.turn.happened):
        for row, (_, payload) in zip(turned.rows, turned.outcome.messages, strict=False):
            lines += _bots(payload, now, turned.in_form, row.id)
    talks_kept.keep(conn, sealers.sealer, talk, lines, now)


def _last_labels(conn: Connection, sealers: Sealers, turned: Turned) -> Mapping[str, str]:
    """Labels of the buttons that were shown last."""
    found = talks_kept.earlier(conn, turned.endpoint, turned.outcome.row.seq)
    return _labels([_payload(sealers, each) for each in found])


def _moved_on(conn: Connection, sealers: Sealers, turned: Turned, talk: str, now: datetime) -> None:
    """Notes that the bot is back, or that somebody else holds the number now."""
    left = any(isinstance(each, OfficerLeft) for each in turned.turn.happened)
    kind = ""
    if turned.silent and turned.turn.session.officer == ASKED and turned.outcome.person:
        talks_kept.freed(conn, talk)
        kind = "back"
    elif turned.before.officer and not turned.turn.session.officer and not left:
        talks_kept.close(conn, talk, now)
        kind = "stranger"
    if kind:
        talks_kept.keep(conn, sealers.sealer, talk, [Line("act", now, kind)], now)


# --- what was said -------------------------------------------------------------------------


def _persons(
    event: Event,
    at: datetime,
    labels: Mapping[str, str],
    in_form: bool,
    effect: str | None = None,
) -> Line:
    kind, text = _heard(event, labels)
    return Line("person", at, kind, text, of_form=in_form, effect_id=effect)


def _heard(event: Event, labels: Mapping[str, str]) -> tuple[str, str]:
    """What kind of message it was, and its words."""
    match event:
        case Said(text):
            return "text", text
        case Corrected(text):
            return "edited", text
        case Chose(token):
            return "choice", labels.get(token, "")
        case SentPhoto(caption=caption):
            return "photo", caption
        case SentDocument(name=name, caption=caption):
            return "document", "\n".join(filter(None, (name, caption)))
        case SentLocation(latitude, longitude):
            return "location", f"{latitude:.5f}, {longitude:.5f}"
        case SharedContact(phone):
            return "contact", phone
        case CameBy():
            return "link", ""
        case Unreadable(kind):
            return "voice" if kind == "voice" else "other", ""
    return "other", ""


def _bots(payload: Any, at: datetime, in_form: bool, outbox_id: str) -> list[Line]:
    text = words_in(payload)
    if not text:
        return []
    choices = tuple(_labels([payload]).values())
    return [Line("bot", at, "text", text, choices, of_form=in_form, outbox_id=outbox_id)]


def _payload(sealers: Sealers, earlier: Earlier) -> Any:
    """What a message of ours holds; nothing of an event."""
    if not earlier.outbox_id:
        return {}
    return sealers.sealer.open_json(earlier.payload, "outbox", "payload", earlier.outbox_id)


def words_in(payload: Any) -> str:
    """The words of a rendered message, of any channel."""
    match payload:
        case {"request": dict(request)}:
            return words_in(request)
        case {"text": {"body": str(text)}} | {"interactive": {"body": {"text": str(text)}}}:
            return text
        case {"text": str(text)} | {"caption": str(text)} | {"image": {"caption": str(text)}}:
            return text
    return ""


def _labels(payloads: Sequence[Any]) -> dict[str, str]:
    """Labels of the buttons in these messages, by token."""
    found: dict[str, str] = {}
    for each in payloads:
        if isinstance(each, dict):
            for token, label in LABELS:
                if isinstance(each.get(token), str) and isinstance(each.get(label), str):
                    found[each[token]] = each[label]
            found |= _labels([value for name, value in each.items() if name != "as"])
        elif isinstance(each, list):
            found |= _labels(each)
    return found
