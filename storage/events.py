"""Histories that stay: an event for each change of a claim or application, and its audit row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table, select

from conversations.session import Json
from storage import audits
from storage.crypto import Sealer
from storage.ids import new_id
from storage.store import insert_into
from storage.tables import application_events, audit, claim_events

if TYPE_CHECKING:
    from storage.claims import By

TICK = timedelta(microseconds=1)  # between two events of one subject, so that they keep their order


@dataclass(frozen=True, slots=True)
class History:
    """Whose events: their table, the column and the word of the subject, the audit's prefix."""

    table: Table
    column: str
    subject: str
    prefix: str


OF_CLAIMS = History(claim_events, "claim_id", "claim", "claim_")
OF_APPLICATIONS = History(application_events, "application_id", "application", "app_")


def note(
    conn: Connection,
    sealer: Sealer,
    by: By,
    history: History,
    which: str,
    act: str,
    states: tuple[str, str],
    reason: str | None = None,
    told: Json = None,
) -> str:
    """Adds an event (from, to) and its audit row; gives the event's id. `told` is sealed."""
    at = _after_last(conn, history, which, by.now)
    event, table = new_id(at), history.table
    row = {
        "id": event,
        history.column: which,
        "at": at,
        "actor_kind": by.kind,
        "actor": by.actor,
        "act": act,
        "from_state": states[0],
        "to_state": states[1],
        "reason": reason,
        "note": None if told is None else sealer.seal_json(told, table.name, "note", event),
    }
    conn.execute(insert_into(conn, table), row)
    acted = f"{history.prefix}{act}"
    noted = audits.row(by.kind, by.actor, acted, history.subject, which, by.now)
    conn.execute(insert_into(conn, audit), noted)
    return event


def _after_last(conn: Connection, history: History, which: str, now: datetime) -> datetime:
    """Now, or just behind the subject's last event: two of one batch keep their order."""
    its = history.table.c
    newest = select(its.at).where(its[history.column] == which).order_by(its.at.desc()).limit(1)
    last: datetime | None = conn.scalar(newest)
    return now if last is None else max(now, last + TICK)
