"""Writes a batch of turns in one transaction: keys first, then talks, records, timers, outbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.house import Sealers
from conversations.happened import DraftDeleted, RegistrationSubmitted
from conversations.session import Claim, Effect, Turn
from storage import conversations, endpoints, files, inbox, outbox, participants, retention, timers
from storage.conversations import Talk
from storage.endpoints import Endpoint
from storage.facts import held
from storage.ids import new_id
from storage.inbox import InboxRow
from storage.outbox import NewOutboxRow
from storage.participants import Holder, NewParticipant
from storage.records import Records, Written


@dataclass(frozen=True)
class Outcome:
    """What one row of the batch comes to."""

    row: InboxRow
    endpoint: Endpoint | None = None
    fresh: bool = False
    talk: Talk | None = None
    turn: Turn | None = None  # None: it failed, the session stays
    messages: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    person: bool = False
    error: bytes | None = None  # sealed
    again: Any = None  # what the engine needs to step it again


Again = Callable[[Outcome, Claim], Outcome]


def write_batch(
    conn: Connection, sealers: Sealers, outcomes: Sequence[Outcome], now: datetime, again: Again
) -> None:
    """Stores everything that follows from the batch."""
    new = {o.endpoint.id: o.endpoint for o in outcomes if o.fresh and o.endpoint}
    endpoints.put(conn, sealers.sealer, list(new.values()), now)
    settled, holders, claimed = _claimed(conn, sealers, outcomes, now, again)
    records = _recorded(sealers, settled, now, holders, claimed)
    records.write(conn)
    changed = [(o.talk, o.turn.session) for o in settled if o.talk and o.turn]
    conversations.save(conn, sealers.sealer, changed, now)
    seen = {o.endpoint.id for o in settled if o.person and o.endpoint} - set(new)
    endpoints.touch(conn, sorted(seen), now)
    _set_timers(conn, sealers, settled, now)
    erased = _erased(conn, sealers, settled, now)
    outbox.put(conn, [*_replies(sealers, settled, now), *_effects(sealers, settled, now), *erased])
    inbox.finish(conn, [o.row.seq for o in settled if o.error is None], now)
    for each in settled:
        if each.error is not None:
            inbox.fail(conn, each.row.seq, each.error, now)
    _forget(conn, settled)


# --- keys ----------------------------------------------------------------------------------


def _claimed(
    conn: Connection, sealers: Sealers, outcomes: Sequence[Outcome], now: datetime, again: Again
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
        settled[place] = again(outcome, lost)
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


def _effects(sealers: Sealers, settled: Sequence[Outcome], now: datetime) -> list[NewOutboxRow]:
    return [
        _out(sealers, each, "effect", effect.kind, _effect(effect), now)
        for each in settled
        if each.turn
        for effect in each.turn.effects
    ]


def _effect(effect: Effect) -> dict[str, Any]:
    return {"effect": effect.id, "kind": effect.kind, "args": dict(effect.args)}


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
            body = {"effect": new_id(now), "kind": "erase_files", "args": {"files": gone}}
            effects.append(_out(sealers, each, "effect", "erase_files", body, now))
    return effects


def _out(
    sealers: Sealers,
    outcome: Outcome,
    kind: outbox.Kind,
    message_id: str,
    payload: Mapping[str, Any],
    now: datetime,
) -> NewOutboxRow:
    row_id = new_id(now)
    return NewOutboxRow(
        id=row_id,
        endpoint_id=outcome.endpoint.id if outcome.endpoint else None,
        channel=outcome.row.channel,
        account=outcome.row.account,
        kind=kind,
        message_id=message_id,
        payload=sealers.sealer.seal_json(dict(payload), "outbox", "payload", row_id),
        due_at=now,
        created_at=now,
        inbox_seq=outcome.row.seq,
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
