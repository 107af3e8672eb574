"""What /metrics and /readyz read from the store: ages and counts, nobody's data."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, String, case, func, literal_column, select

from storage.outbox import BULK
from storage.tables import inbox, outbox, timers, village_counts

WAITING = literal_column("'waiting'", String)  # a literal, as in the partial indexes
FUNNEL = ("application", "cover", "person")  # kinds of counts that tell how far people are


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits of one account: how much, and since when the oldest."""

    channel: str
    account: str
    waited_for: str  # person, or nobody: reminders and campaigns
    number: int
    since: datetime


def inbox_waiting(conn: Connection) -> list[Waiting]:
    """Events that wait, by account."""
    its = inbox.c
    query = select(its.channel, its.account, func.count(), func.min(its.received_at))
    rows = conn.execute(query.where(its.state == WAITING).group_by(its.channel, its.account))
    return [Waiting(row[0], row[1], "person", row[2], row[3]) for row in rows]


def outbox_waiting(conn: Connection, now: datetime) -> list[Waiting]:
    """Messages and effects that are due and wait, by account and whether a person waits."""
    its = outbox.c
    whose = case((its.priority < BULK, "person"), else_="nobody").label("waited_for")
    query = select(its.channel, its.account, whose, func.count(), func.min(its.due_at))
    due = query.where(its.state == WAITING, its.due_at <= now)
    rows = conn.execute(due.group_by(its.channel, its.account, whose))
    return [Waiting(*row) for row in rows]


def late_timers(
    conn: Connection, now: datetime, apart: Collection[str]
) -> tuple[int, datetime | None]:
    """How many timers are due and did not fire, and since when the first; kinds apart left out."""
    its = timers.c
    query = select(func.count(), func.min(its.due_at)).where(its.due_at <= now)
    number, since = conn.execute(query.where(its.kind.not_in(apart))).one()
    return number, since


def funnel(conn: Connection) -> dict[tuple[str, str], int]:
    """People by kind of count and name, of the whole store, from the picture's own numbers."""
    its = village_counts.c
    query = select(its.kind, its.name, func.sum(its.number)).where(its.kind.in_(FUNNEL))
    rows = conn.execute(query.where(its.trial.is_(False)).group_by(its.kind, its.name))
    return {(kind, name): int(number) for kind, name, number in rows}
