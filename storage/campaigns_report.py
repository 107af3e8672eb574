"""Reports: what became of a campaign, in all, by region and by person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, exists, func, select

from conversations.broadcast_text import Reader
from program.regions import path, region
from storage import audits
from storage.campaigns import Campaign
from storage.campaigns_audience import Meant, conditions
from storage.claims import By
from storage.recipients import by_state
from storage.scope import Scope, within
from storage.tables import (
    applications,
    audit,
    campaign_recipients,
    campaigns,
    contributions,
    participants,
)

BECAUSE = timedelta(days=1)  # who stops so soon after a message, stops because of it
AFTER = timedelta(days=7)  # registered or paid within these (issue 10)
PAGE = 50  # people on one page
DELIVERED = ("delivered", "read")
STOPS = ("stopped_all", "stopped_news")  # acts of the audit


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is; what is queued waits for a channel."""

    recipients: int
    left: int
    queued: int
    sent: int
    failed: int
    unknown: int
    dropped: int

    @property
    def gone(self) -> int:
        """How many are through, with whatever outcome."""
        return self.sent + self.failed + self.unknown + self.dropped


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it; `reasons` by error code, `answers` by the place of the button."""

    progress: Progress
    delivered: int
    read: int
    reasons: Mapping[str, int]
    answers: Mapping[int, int]
    stopped: int
    registered: int
    paid: int
    villages: Mapping[str, tuple[int, int]]  # code: sent, all


@dataclass(frozen=True, slots=True)
class Line:
    """One recipient as an officer may see it."""

    endpoint: str
    name: str = field(repr=False)
    village: str
    state: str
    error_code: str | None
    receipt: str | None
    sent_at: datetime | None
    answer: int | None


def progress(conn: Connection, which: str) -> Progress:
    """How many are where; whoever waits is what is left of those who were frozen."""
    frozen = conn.scalar(select(campaigns.c.recipients).where(campaigns.c.id == which))
    found = by_state(conn, which, frozen)
    names = ("queued", "sent", "failed", "unknown", "dropped")
    return Progress(
        sum(found.values()), found.get("frozen", 0), *(found.get(each, 0) for each in names)
    )


def report(conn: Connection, campaign: Campaign, now: datetime) -> Report:
    """All figures of a campaign that the officer may see (`campaigns.one` was asked before)."""
    row, last = campaign_recipients.c, campaign.ended_at or now
    mine = row.campaign_id == campaign.id
    got = and_(mine, row.sent_at.is_not(None))
    return Report(
        progress(conn, campaign.id),
        _count(conn, mine, row.receipt.in_(DELIVERED)),
        _count(conn, mine, row.receipt == "read"),
        _by(conn, row.error_code, and_(mine, row.error_code.is_not(None))),
        _by(conn, row.answer, and_(mine, row.answer.is_not(None))),
        _count(conn, got, _stopped(last + BECAUSE)),
        _count(conn, got, _registered(last + AFTER)),
        _count(conn, got, _paid(last + AFTER)),
        _villages(conn, mine),
    )


def lines(
    conn: Connection, by: By, which: str, state: str = "", after: str = "", limit: int = PAGE
) -> tuple[Line, ...]:
    """A page of recipients where the officer works, by endpoint; a look is one row of the audit."""
    row, p = campaign_recipients.c, participants.c
    columns = (
        *(row.endpoint_id, p.name, row.village_code, row.state, row.error_code),
        *(row.receipt, row.sent_at, row.answer),
    )
    mine = [row.campaign_id == which, row.endpoint_id > after, within(by.scope, row.village_code)]
    whose = p.id == row.participant_id
    query = select(*columns).join_from(campaign_recipients, participants, whose).where(*mine)
    query = query.where(row.state == state) if state else query
    found = conn.execute(query.order_by(row.endpoint_id).limit(limit)).all()
    return tuple(Line(*each) for each in found)


def looked(conn: Connection, by: By, which: str) -> None:
    """Notes that the recipients were looked at."""
    audits.officers(conn, by.actor, "campaign_recipients_seen", "campaign", which, by.now)


def three(conn: Connection, meant: Meant, scope: Scope) -> tuple[Reader, ...]:
    """Three of those who are meant and may be seen, as their own phones would name them."""
    p = participants.c
    seen = (*conditions(meant), within(scope, p.village_code))
    few = select(p.name, p.village_code, p.covered_until).where(*seen)
    rows = conn.execute(few.order_by(p.id).limit(3)).all()
    return tuple(Reader(True, r.name, _village(r.village_code), r.covered_until) for r in rows)


def place(code: str) -> str:
    """A region by name with the one around it, "Segumbang, Kusan Hilir"; the code if unknown."""
    named = [each.name for each in reversed(path(code)) if each.kind != "provinsi"]
    return ", ".join(named[:2]) if named else code


def _village(code: str) -> str:
    found = region(code)
    return found.name if found else code


def _count(conn: Connection, *conditions: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(campaign_recipients).where(*conditions)
    return conn.scalar(query) or 0


def _by(conn: Connection, column: Any, condition: ColumnElement[bool]) -> dict[Any, int]:
    query = select(column, func.count()).where(condition).group_by(column).order_by(column)
    return {row[0]: row[1] for row in conn.execute(query)}


def _stopped(until: datetime) -> ColumnElement[bool]:
    row, its = campaign_recipients.c, audit.c
    mine = and_(its.subject_kind == "endpoint", its.subject_id == row.endpoint_id)
    return exists().where(mine, its.act.in_(STOPS), its.at.between(row.sent_at, until))


def _registered(until: datetime) -> ColumnElement[bool]:
    row, its = campaign_recipients.c, applications.c
    return exists().where(
        its.endpoint_id == row.endpoint_id, its.submitted_at.between(row.sent_at, until)
    )


def _paid(until: datetime) -> ColumnElement[bool]:
    row, its = campaign_recipients.c, contributions.c
    mine = its.participant_id == row.participant_id
    return exists().where(mine, its.recorded_at.between(row.sent_at, until))


def _villages(conn: Connection, mine: ColumnElement[bool]) -> dict[str, tuple[int, int]]:
    row = campaign_recipients.c
    sent = func.sum(case((row.state == "sent", 1), else_=0))
    query = select(row.village_code, sent, func.count()).where(mine).group_by(row.village_code)
    rows = conn.execute(query.order_by(row.village_code)).all()
    return {village: (int(done), every) for village, done, every in rows}
