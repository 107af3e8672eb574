"""Lapsing: whom a village's officers must look after, and the tasks that tell them so.

Once a week who loses cover within 14 days; from October the 31 December on which a budget year's
cover ends; and the sponsor's months that end.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, and_, insert, literal, or_, select

from program.coverage import LAPSING_DAYS, last_day
from storage.crypto import Sealer
from storage.ids import new_id
from storage.scope import Scope, within
from storage.store import unindexed
from storage.tables import contributions, endpoints, links, participants, tasks

LAPSING_LIST, YEAR_END, SPONSOR_ENDS = "lapsing_list", "year_end", "sponsor_ends"
OCTOBER = 10  # from when villages are warned of 31 December (FACTS.md section 5)
WEEK = timedelta(days=7)
REACHING = ("self", "family", "helper")

Weekly: TypeAlias = tuple[tuple[str, Sequence[str]], ...]


@dataclass(frozen=True, slots=True)
class Lapsing:
    """Somebody whose cover ends soon or ended lately, as an officer may see it."""

    who: str
    name: str
    village: str
    covered_until: date
    sponsored: bool
    phone: str  # as registered, "" where there is none


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Somebody whose cover ends soon whom no message reaches."""

    who: str
    name: str
    village: str
    covered_until: date


def lapsing(conn: Connection, sealer: Sealer, scope: Scope, today: date) -> tuple[Lapsing, ...]:
    """Who loses cover within 14 days, by village, day and name."""
    query = select(*_columns(), participants.c.phone, _sponsored().label("sponsored"))
    rows = conn.execute(query.where(*_soon(conn, scope, today)).order_by(*_order()))
    return tuple(
        Lapsing(
            row.id,
            row.name,
            row.village_code,
            row.covered_until,
            bool(row.sponsored),
            sealer.open_text(row.phone, "participants", "phone", row.id) if row.phone else "",
        )
        for row in rows
    )


def unreachable(conn: Connection, scope: Scope, today: date) -> tuple[Unreachable, ...]:
    """Who loses cover within 14 days, and has no endpoint that works and wants reminders."""
    query = select(*_columns()).where(*_soon(conn, scope, today), _alone())
    return tuple(Unreachable(*row) for row in conn.execute(query.order_by(*_order())))


def soon(conn: Connection, scope: Scope, today: date) -> Select[Any]:
    """Both lists in one, for a sheet: with `phone`, still sealed, `sponsored` and `alone`."""
    more = (_sponsored().label("sponsored"), _alone().label("alone"))
    query = select(*_columns(), participants.c.phone, *more).select_from(participants)
    return query.where(*_soon(conn, scope, today)).order_by(*_order())


def _columns() -> tuple[ColumnElement[Any], ...]:
    who = participants.c
    return (who.id, who.name, who.village_code, who.covered_until)


def _alone() -> ColumnElement[bool]:
    """Whether nobody of them has an endpoint that works and wants reminders."""
    who = participants.c
    works = and_(
        links.c.participant_id == who.id,
        links.c.role.in_(REACHING),
        endpoints.c.active.is_(True),
        endpoints.c.doubt.is_(False),
        endpoints.c.stopped != "all",
    )
    reached = select(literal(1)).join_from(links, endpoints).where(works).exists()
    return or_(~reached, who.reminded.is_(False))


def _soon(conn: Connection, scope: Scope, today: date) -> tuple[ColumnElement[bool], ...]:
    who = participants.c
    last = today + timedelta(days=LAPSING_DAYS)
    until: ColumnElement[date | None] = who.covered_until
    if scope != Scope.whole() and conn.dialect.name == "sqlite":
        until = unindexed(until)
    return (*_counted(), until.between(today, last), within(scope, who.village_code))


def _counted() -> tuple[ColumnElement[bool], ...]:
    """The living who are here; made-up people of the simulator are left out."""
    who = participants.c
    return (who.trial.is_(False), who.standing == "here", who.mourned_at.is_(None))


def _order() -> tuple[ColumnElement[Any], ...]:
    who = participants.c
    return (who.village_code, who.covered_until, who.name, who.id)


def _sponsored() -> ColumnElement[bool]:
    """Whether somebody else paid the month in which cover ends: no later one is paid."""
    paid = contributions.c
    latest = and_(
        paid.participant_id == participants.c.id, paid.month <= participants.c.covered_until
    )
    month = (
        select(paid.payer)
        .where(latest, paid.programme == "jkm")
        .order_by(paid.month.desc())
        .limit(1)
        .scalar_subquery()
    )
    return month != "self"


# --- tasks ---------------------------------------------------------------------------------


def weekly(conn: Connection, scope: Scope, today: date) -> Weekly:
    """The villages that have something to look after this week, by the kind of their task."""
    found: list[tuple[str, Sequence[str]]] = []
    for until in _month_ends(today):
        if until <= today + timedelta(days=LAPSING_DAYS):
            found.append((LAPSING_LIST, _villages(conn, scope, until)))
            found.append((SPONSOR_ENDS, _sponsored_villages(conn, scope, until)))
    if today.month >= OCTOBER:
        last = date(today.year, 12, 31)
        found.append((YEAR_END, _sponsored_villages(conn, scope, last)))
    return tuple(found)


def note_tasks(conn: Connection, found: Weekly, today: date, now: datetime) -> int:
    """Makes the tasks of a week, one open one a village and kind; gives how many."""
    return sum(_note(conn, kind, villages, today, now) for kind, villages in found)


def _month_ends(today: date) -> tuple[date, ...]:
    """The days with which cover may end soon: a contribution covers to its month's last."""
    return (last_day(today), last_day(last_day(today) + timedelta(days=1)))


def _villages(conn: Connection, scope: Scope, until: date) -> Sequence[str]:
    return conn.scalars(_ending(scope, until)).all()


def _sponsored_villages(conn: Connection, scope: Scope, until: date) -> Sequence[str]:
    """Villages with somebody for whom another paid the month that ends so."""
    paid = contributions.c
    by_other = and_(
        paid.participant_id == participants.c.id,
        paid.month == until.replace(day=1),
        paid.programme == "jkm",
        paid.payer != "self",
    )
    query = _ending(scope, until).join_from(participants, contributions, by_other)
    return conn.scalars(query).all()


def _ending(scope: Scope, until: date) -> Select[Any]:
    ends = (participants.c.covered_until == until, within(scope, participants.c.village_code))
    return select(participants.c.village_code).where(*_counted(), *ends).distinct()


def _note(
    conn: Connection, kind: str, villages: Collection[str], today: date, now: datetime
) -> int:
    known = _known(conn, kind, villages, today) if villages else set()
    rows = [
        {"id": new_id(now), "kind": kind, "village_code": village, "state": "open"}
        | {"created_at": now}
        for village in villages
        if village not in known
    ]
    if rows:
        conn.execute(insert(tasks), rows)
    return len(rows)


def _known(conn: Connection, kind: str, villages: Collection[str], today: date) -> set[str]:
    """The villages that have such a task open, or had one too lately for another."""
    lately = datetime.combine(_since(kind, today), time(), UTC)
    query = select(tasks.c.village_code).where(
        tasks.c.kind == kind,
        tasks.c.village_code.in_(villages),
        or_(tasks.c.state == "open", tasks.c.created_at >= lately),
    )
    return set(conn.scalars(query))


def _since(kind: str, today: date) -> date:
    """A year's end is told once, a sponsor's with each month, the list each week."""
    if kind == YEAR_END:
        return date(today.year, OCTOBER, 1)
    return today - (timedelta(days=LAPSING_DAYS) if kind == SPONSOR_ENDS else WEEK - timedelta(1))
