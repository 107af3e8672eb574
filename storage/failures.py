"""What failed: events whose turn raised, and messages that did not go out; by scope, replayable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    exists,
    literal_column,
    or_,
    select,
    update,
)

from storage import audits, inbox
from storage.claims import KABUPATEN, By
from storage.crypto import SealBroken, Sealer
from storage.outbox import FAILED
from storage.scope import Scope, within
from storage.tables import aliases, endpoints, links, outbox, participants
from storage.tables import inbox as events
from storage.waking import tell

PAGE = 50  # rows on one page
FRAME = re.compile(r'  File ".*", line \d+')
TYPE = re.compile(r"[A-Za-z_][\w.]*(?=:|$)", re.ASCII)
AGAIN = ("reply", "notice")  # kinds that may go again; a campaign's message goes at most once
ONE: ColumnElement[int] = literal_column("1")
STALE = timedelta(days=2)  # an older answer would only puzzle whoever gets it


@dataclass(frozen=True, slots=True)
class Failure:
    """An event that failed: whose, and the kind of error, never its words."""

    seq: int
    channel: str
    kind: str
    since: datetime
    error: str  # name of the error's type
    person_id: str  # somebody in the scope for whom the chat speaks; "" of nobody
    person: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that did not go out, why, and to whom."""

    seq: int
    channel: str
    kind: str
    message_id: str
    at: datetime
    code: str  # by the closed list of send errors
    person_id: str
    person: str
    again: bool  # whether it may be sent once more


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, newest first, and behind which the next page begins; 0 at the end."""

    rows: tuple[Any, ...]
    after: int = 0


# --- events ------------------------------------------------------------------------------------


def failed_events(
    conn: Connection, sealer: Sealer, scope: Scope, after: int = 0, limit: int = PAGE
) -> Page:
    """Events that failed, of chats that speak for somebody in the scope.

    Those of nobody yet are the kabupaten's.
    """
    query: Select[Any] = select(
        events.c.seq,
        events.c.channel,
        events.c.kind,
        events.c.received_at,
        events.c.error,
        events.c.event_key,
        events.c.endpoint_key,
    ).where(*_failed_here(scope))
    if after:
        query = query.where(events.c.seq < after)
    rows = conn.execute(query.order_by(events.c.seq.desc()).limit(limit + 1)).all()
    shown = rows[:limit]
    people = _by_key(conn, scope, [row.endpoint_key for row in shown])
    found = tuple(
        Failure(
            row.seq,
            row.channel,
            row.kind,
            row.received_at,
            type_of(sealer, row.error, row.event_key),
            *people.get(row.endpoint_key, ("", "")),
        )
        for row in shown
    )
    return Page(found, shown[-1].seq if len(rows) > limit else 0)


def replay(conn: Connection, by: By, seqs: Sequence[int]) -> int:
    """Lets these failed events wait again in their old places; gives how many the scope had."""
    here = select(events.c.seq).where(events.c.seq.in_(seqs), *_failed_here(by.scope))
    mine = list(conn.scalars(here))
    count = inbox.retry(conn, mine)
    for seq in mine:
        audits.officers(conn, by.actor, "event_replayed", "event", str(seq), by.now)
    return count


def _failed_here(scope: Scope) -> list[ColumnElement[bool]]:
    failed = events.c.state == literal_column("'failed'")
    if scope == Scope.whole():
        return [failed]
    key = events.c.endpoint_key
    at = or_(
        endpoints.c.address_index == key,
        endpoints.c.id.in_(select(aliases.c.endpoint_id).where(aliases.c.address_index == key)),
    )
    return [failed, _of_scope(scope, at)]


def _by_key(conn: Connection, scope: Scope, keys: Sequence[bytes]) -> dict[bytes, tuple[str, str]]:
    """Somebody in the scope for each chat: the own person first."""
    query = select(endpoints.c.address_index, endpoints.c.id).where(
        endpoints.c.address_index.in_(keys)
    )
    known = {row.id: row.address_index for row in conn.execute(query)}
    return {known[each]: who for each, who in _people(conn, scope, list(known)).items()}


# --- messages ----------------------------------------------------------------------------------


def dead_letters(
    conn: Connection, scope: Scope, now: datetime, after: int = 0, limit: int = PAGE
) -> Page:
    """Messages that did not go out, to chats that speak for somebody in the scope."""
    query: Select[Any] = select(
        outbox.c.seq,
        outbox.c.channel,
        outbox.c.kind,
        outbox.c.message_id,
        outbox.c.created_at,
        outbox.c.error_code,
        outbox.c.endpoint_id,
    ).where(*_dead_here(scope))
    if after:
        query = query.where(outbox.c.seq < after)
    rows = conn.execute(query.order_by(outbox.c.seq.desc()).limit(limit + 1)).all()
    shown = rows[:limit]
    people = _people(conn, scope, [row.endpoint_id for row in shown if row.endpoint_id])
    found = tuple(
        Letter(
            row.seq,
            row.channel,
            row.kind,
            row.message_id,
            row.created_at,
            row.error_code or "unknown",
            *people.get(row.endpoint_id, ("", "")),
            again=_goes_again(row, now),
        )
        for row in shown
    )
    return Page(found, shown[-1].seq if len(rows) > limit else 0)


def send_again(conn: Connection, by: By, seq: int) -> bool:
    """Lets a message wait once more; gives whether it was there and young enough."""
    its = outbox.c
    query: Select[Any] = select(its.seq, its.kind, its.created_at)
    row = conn.execute(query.where(its.seq == seq, *_dead_here(by.scope))).first()
    if row is None or not _goes_again(row, by.now):
        return False
    fresh = {"state": "waiting", "attempts": 0, "error_code": None, "due_at": by.now}
    still = and_(its.seq == seq, its.state == "failed")
    if conn.execute(update(outbox).where(still).values(fresh)).rowcount != 1:
        return False
    audits.officers(conn, by.actor, "message_sent_again", "message", str(seq), by.now)
    tell(conn, "outbox")
    return True


def _goes_again(row: Row[Any], now: datetime) -> bool:
    return row.kind in AGAIN and row.created_at > now - STALE


def _dead_here(scope: Scope) -> list[ColumnElement[bool]]:
    failed = outbox.c.state == FAILED
    if scope == Scope.whole():
        return [failed]
    if not _whole_kabupaten(scope):
        return [failed, _linked(scope, outbox.c.endpoint_id)]
    nobody = or_(outbox.c.endpoint_id.is_(None), ~_linked_at_all(outbox.c.endpoint_id))
    return [failed, or_(_linked(scope, outbox.c.endpoint_id), nobody)]


# --- whose -------------------------------------------------------------------------------------


def _of_scope(scope: Scope, at: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the chat speaks for somebody here; of nobody at all it is the kabupaten's."""
    joined = links.join(endpoints).join(participants)
    here = select(ONE).select_from(joined).where(at, within(scope, participants.c.village_code))
    if not _whole_kabupaten(scope):
        return exists(here)
    anybody = select(ONE).select_from(links.join(endpoints)).where(at)
    return or_(exists(here), ~exists(anybody))


def _linked(scope: Scope, endpoint: ColumnElement[Any]) -> ColumnElement[bool]:
    here = select(ONE).select_from(links.join(participants))
    mine = and_(links.c.endpoint_id == endpoint, within(scope, participants.c.village_code))
    return exists(here.where(mine))


def _linked_at_all(endpoint: ColumnElement[Any]) -> ColumnElement[bool]:
    any_link = select(ONE).select_from(links)
    return exists(any_link.where(links.c.endpoint_id == endpoint))


def _whole_kabupaten(scope: Scope) -> bool:
    return any(each.count(".") + 1 <= KABUPATEN for each in scope.regions)


def _people(
    conn: Connection, scope: Scope, endpoint_ids: Sequence[str]
) -> dict[str, tuple[str, str]]:
    """(id, name) of somebody in the scope for each chat, the own person first."""
    who = participants.c
    query: Select[Any] = select(links.c.endpoint_id, links.c.role, who.id, who.name)
    here = query.join_from(links, participants).where(
        links.c.endpoint_id.in_(endpoint_ids), within(scope, who.village_code)
    )
    rows = sorted(conn.execute(here), key=lambda row: (row.role != "self", row.id), reverse=True)
    return {row.endpoint_id: (row.id, row.name) for row in rows}


# --- errors ------------------------------------------------------------------------------------


def type_of(sealer: Sealer, error: bytes | None, event_key: bytes) -> str:
    """The type of a sealed error; "unknown" where it cannot be opened."""
    try:
        told = sealer.open_text(error or b"", "inbox", "error", event_key.hex())
    except SealBroken:
        return "unknown"
    return error_type(told.splitlines())


def error_type(lines: Iterable[str]) -> str:
    """The type of an error as its traceback tells it; its message may hold anything, so no more."""
    told = list(lines)
    frames = [place for place, line in enumerate(told) if FRAME.match(line)]
    behind = told[frames[-1] + 1 :] if frames else told
    first = next((line for line in behind if line and not line.startswith(" ")), "")
    found = TYPE.match(first)
    return found.group().rpartition(".")[2] if found else "unknown"
