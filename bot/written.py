"""Writes a batch of turns in one transaction: keys first, then talks, records, timers, outbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection

from bot.arrivals import note_arrivals
from bot.channels import Inbound
from bot.house import Sealers
from bot.moves import Told, moved
from bot.officer_talks import note_talks
from conversations.broadcast import CampaignAnswered, CampaignWritten
from conversations.happened import DraftDeleted, RegistrationSubmitted, Reminded
from conversations.session import Claim, Effect, Event, Say, Turn
from storage import (
    campaigns_chat,
    campaigns_outcomes,
    conversations,
    endpoints,
    files,
    inbox,
    outbox,
    participants,
    passes,
    reminders,
    retention,
    timers,
)
from storage.conversations import Talk
from storage.endpoints import Endpoint
from storage.facts import held
from storage.ids import new_id
from storage.inbox import InboxRow
from storage.outbox import NewOutboxRow
from storage.participants import Holder, NewParticipant
from storage.records import Records, Written

Messages = tuple[tuple[str, Mapping[str, Any]], ...]  # (message id, payload)


@dataclass(frozen=True)
class Outcome:
    """What one row of the batch comes to."""

    row: InboxRow
    endpoint: Endpoint | None = None
    fresh: bool = False
    inbound: Inbound | None = None  # None: nobody could read it
    talk: Talk | None = None
    turn: Turn | None = None  # None: it failed, the session stays
    messages: Messages = ()
    person: bool = False
    error: bytes | None = None  # sealed
    again: Any = None  # what the engine needs to step it again


class Voice(Protocol):
    """What the writing needs of the stepping."""

    def again(self, outcome: Outcome, lost: Claim) -> Outcome:
        """The turn stepped again with a key lost."""
        ...

    def shown(self, endpoint: Endpoint, language: str, says: Sequence[Say]) -> Messages:
        """The says as the endpoint's platform messages."""
        ...

    def heard(self, endpoint: Endpoint, event_key: bytes, payload: bytes) -> Event | None:
        """An earlier event of an endpoint; None where it cannot be read any more."""
        ...


def write_batch(
    conn: Connection, sealers: Sealers, outcomes: Sequence[Outcome], now: datetime, voice: Voice
) -> None:
    """Stores everything that follows from the batch."""
    new = {o.endpoint.id: o.endpoint for o in outcomes if o.fresh and o.endpoint}
    endpoints.put(conn, sealers.sealer, list(new.values()), now)
    note_arrivals(conn, sealers, [(o.endpoint, o.inbound) for o in outcomes], now)
    used = _passes_claimed(conn, sealers, outcomes, now, voice)
    settled, holders, claimed = _claimed(conn, sealers, used, now, voice)
    settled, told = moved(conn, sealers, settled, voice)
    records = _recorded(sealers, settled, now, holders, claimed)
    records.write(conn)
    changed = [(o.talk, o.turn.session) for o in settled if o.talk and o.turn]
    conversations.save(conn, sealers.sealer, changed, now)
    seen = {o.endpoint.id for o in settled if o.person and o.endpoint} - set(new)
    endpoints.touch(conn, sorted(seen), now)
    _set_timers(conn, sealers, settled, now)
    erased = _erased(conn, sealers, settled, now)
    said = [*_marks(sealers, settled, now), *_replies(sealers, settled, now)]
    said += _notices(sealers, told, now)
    _note_reminded(conn, settled, said)
    _note_campaigns(conn, sealers, settled, now)
    for each, gone in note_talks(conn, sealers, settled, said, now, voice):
        erased.append(_erasing(sealers, each, gone, now))
    outbox.put(conn, [*said, *_effects(sealers, settled, now), *erased])
    inbox.finish(conn, [o.row.seq for o in settled if o.error is None], now)
    for each in settled:
        if each.error is not None:
            inbox.fail(conn, each.row.seq, each.error, now)
    _forget(conn, settled)


# --- keys ----------------------------------------------------------------------------------


def _passes_claimed(
    conn: Connection, sealers: Sealers, outcomes: Sequence[Outcome], now: datetime, voice: Voice
) -> list[Outcome]:
    """The outcomes after their one-time codes were used; who came too late was stepped again."""
    wanted = [(o, claim) for o in outcomes for claim in _claims(o, "pass")]
    if not wanted:
        return list(outcomes)
    asked = [(claim.value, o.endpoint.id) for o, claim in wanted if o.endpoint]
    won = passes.claim(conn, sealers.sealer, asked, now)
    lost = {
        o.row.seq: claim
        for o, claim in wanted
        if o.endpoint is None or won.get(claim.value) != o.endpoint.id
    }
    return [voice.again(o, lost[o.row.seq]) if o.row.seq in lost else o for o in outcomes]


def _claims(outcome: Outcome, kind: str) -> list[Claim]:
    return [each for each in outcome.turn.claims if each.kind == kind] if outcome.turn else []


def _claimed(
    conn: Connection, sealers: Sealers, outcomes: Sequence[Outcome], now: datetime, voice: Voice
) -> tuple[list[Outcome], dict[str, Holder], dict[int, NewParticipant]]:
    """The outcomes after the keys were claimed; who lost was stepped again with that fact."""
    settled = list(outcomes)
    wanted: dict[int, NewParticipant] = {}
    for outcome in settled:
        person = _person(outcome, now)
        if person:
            wanted[outcome.row.seq] = person
    holders = participants.claim(conn, sealers.sealer, list(wanted.values()), now)
    served: set[str] = set()
    for place, outcome in enumerate(settled):
        person = wanted.get(outcome.row.seq)
        if person is None or outcome.turn is None:
            continue
        if _won(person, holders[person.nik]) and person.nik not in served:
            served.add(person.nik)
            continue
        lost = next(each for each in outcome.turn.claims if each.kind == "nik")
        settled[place] = voice.again(outcome, lost)
        del wanted[outcome.row.seq]
    noted = {sent.values["nik"] for o in settled for sent in _submissions(o) if sent.held}
    holders |= participants.holders(conn, sealers.sealer, noted - set(holders))
    return settled, holders, wanted


def _won(person: NewParticipant, holder: Holder) -> bool:
    """Whether the NIK is this turn's: stored just now, or its own, to apply anew."""
    if holder.participant_id == person.id:
        return True
    return held(holder, person.endpoint_id) == "nobody"


def _person(outcome: Outcome, now: datetime) -> NewParticipant | None:
    for sent in _submissions(outcome):
        if not sent.held and outcome.endpoint:
            endpoint = outcome.endpoint
            return NewParticipant(new_id(now), endpoint.id, sent.values, sent.flags, endpoint.trial)
    return None


def _submissions(outcome: Outcome) -> list[RegistrationSubmitted]:
    happened = outcome.turn.happened if outcome.turn else ()
    return [each for each in happened if isinstance(each, RegistrationSubmitted)]


# --- what follows --------------------------------------------------------------------------


def _recorded(
    sealers: Sealers,
    settled: Sequence[Outcome],
    now: datetime,
    holders: Mapping[str, Holder],
    claimed: Mapping[int, NewParticipant],
) -> Records:
    records = Records(sealers.sealer, now, holders)
    for each in settled:
        if each.turn and each.endpoint:
            language = each.turn.session.language
            person = claimed.get(each.row.seq)
            records.add(Written(each.endpoint, language, each.turn.happened, person))
    return records


def _replies(sealers: Sealers, settled: Sequence[Outcome], now: datetime) -> list[NewOutboxRow]:
    return [
        _out(sealers, each, "reply" if each.person else "notice", message_id, payload, now)
        for each in settled
        for message_id, payload in each.messages
    ]


def _note_reminded(
    conn: Connection, settled: Sequence[Outcome], said: Sequence[NewOutboxRow]
) -> None:
    """Notes by which message each planned reminder was told, so that none is told twice."""
    firsts = {row.inbox_seq: row.id for row in reversed(said)}
    reminders.tell(
        conn,
        [
            {
                "who": told.who,
                "of_kind": told.kind,
                "of_month": told.month,
                "said": firsts.get(each.row.seq),
            }
            for each in settled
            if each.turn
            for told in each.turn.happened
            if isinstance(told, Reminded)
        ],
    )


def _note_campaigns(
    conn: Connection, sealers: Sealers, settled: Sequence[Outcome], now: datetime
) -> None:
    """Answers to campaigns, and those that officers gave in here."""
    turns = [(each.endpoint, each.turn) for each in settled]
    told = [(who, each) for who, turn in turns if who and turn for each in turn.happened]
    answers = [
        (who.id, each.campaign, each.place)
        for who, each in told
        if isinstance(each, CampaignAnswered)
    ]
    campaigns_outcomes.answer(conn, answers, now)
    for who, each in told:
        if isinstance(each, CampaignWritten):
            campaigns_chat.give_in(conn, sealers.sealer, who.id, each, now)


def _marks(sealers: Sealers, settled: Sequence[Outcome], now: datetime) -> list[NewOutboxRow]:
    """What shows a person at once that they were heard."""
    return [
        _out(
            sealers,
            each,
            "callback",
            "mark",
            {"request": dict(mark), "to": each.inbound.address},
            now,
        )
        for each in settled
        if each.inbound
        for mark in each.inbound.marks
    ]


def _notices(sealers: Sealers, told: Told, now: datetime) -> list[NewOutboxRow]:
    """What other endpoints than the one that wrote are told."""
    return [
        _row(sealers, endpoint, "notice", message_id, payload, now)
        for endpoint, messages in told
        for message_id, payload in messages
    ]


def _effects(sealers: Sealers, settled: Sequence[Outcome], now: datetime) -> list[NewOutboxRow]:
    return [
        _out(sealers, each, "effect", effect.kind, _effect(effect, each.inbound), now)
        for each in settled
        if each.turn
        for effect in each.turn.effects
    ]


def _effect(effect: Effect, inbound: Inbound | None) -> dict[str, Any]:
    ref = inbound.ref if inbound else None
    return {"effect": effect.id, "kind": effect.kind, "args": dict(effect.args), "ref": ref}


def _forget(conn: Connection, settled: Sequence[Outcome]) -> None:
    """Where a draft was deleted, what was said about it goes too."""
    talks = [each for each in settled if each.endpoint and _deleted(each)]
    keys = [each.row.endpoint_key for each in talks]
    retention.forget_talks(conn, keys, [each.endpoint.id for each in talks if each.endpoint])


def _deleted(outcome: Outcome) -> list[str]:
    happened = outcome.turn.happened if outcome.turn else ()
    return [one.draft for one in happened if isinstance(one, DraftDeleted)]


def _erased(
    conn: Connection, sealers: Sealers, settled: Sequence[Outcome], now: datetime
) -> list[NewOutboxRow]:
    """Files of drafts that are gone: their rows now, their contents by an effect of the owner."""
    effects = []
    for each in settled:
        drafts = _deleted(each)
        gone = files.of_drafts(conn, drafts) if drafts else []
        if gone:
            files.forget(conn, gone)
            effects.append(_erasing(sealers, each, gone, now))
    return effects


def _erasing(
    sealers: Sealers, outcome: Outcome, gone: Sequence[str], now: datetime
) -> NewOutboxRow:
    body = {"effect": new_id(now), "kind": "erase_files", "args": {"files": list(gone)}}
    return _out(sealers, outcome, "effect", "erase_files", body, now)


def _out(
    sealers: Sealers,
    outcome: Outcome,
    kind: outbox.Kind,
    message_id: str,
    payload: Mapping[str, Any],
    now: datetime,
) -> NewOutboxRow:
    """A row for who wrote; an effect of the house has nobody."""
    place = outcome.endpoint or outcome.row
    return _row(sealers, place, kind, message_id, payload, now, outcome.row.seq)


def _row(
    sealers: Sealers,
    to: Endpoint | InboxRow,
    kind: outbox.Kind,
    message_id: str,
    payload: Mapping[str, Any],
    now: datetime,
    inbox_seq: int | None = None,
) -> NewOutboxRow:
    row_id = new_id(now)
    return NewOutboxRow(
        id=row_id,
        endpoint_id=to.id if isinstance(to, Endpoint) else None,
        channel=to.channel,
        account=to.account,
        kind=kind,
        message_id=message_id,
        payload=sealers.sealer.seal_json(dict(payload), "outbox", "payload", row_id),
        due_at=now,
        created_at=now,
        inbox_seq=inbox_seq,
    )


def _set_timers(
    conn: Connection, sealers: Sealers, settled: Sequence[Outcome], now: datetime
) -> None:
    wanted: list[timers.Timer] = []
    cancelled: list[str] = []
    for each in settled:
        for timer in each.turn.timers if each.turn and each.endpoint else ():
            if timer.due_at is None:
                cancelled.append(timer.key)
                continue
            sealed = sealers.sealer.seal_text(timer.subject, "timers", "arguments", timer.key)
            who = each.endpoint.id if each.endpoint else None
            wanted.append(timers.Timer(timer.key, timer.due_at, timer.kind, now, who, sealed))
    timers.cancel(conn, cancelled)
    timers.set_timers(conn, wanted)
