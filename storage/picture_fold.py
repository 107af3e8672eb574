"""The picture kept up to date: villages that changed are counted anew, a few at a time.

Nothing is counted when it is looked at. What depends on the day (who is covered, whose cover ends
soon) is not stored: people are counted by the day until which they are covered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeAlias

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Date,
    Select,
    and_,
    case,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    text,
)

from storage.contributions import office_day
from storage.lapsing import REACHING
from storage.office_time import office_zone
from storage.scope import Scope, within
from storage.tables import (
    applications,
    contributions,
    endpoints,
    links,
    participants,
    places,
    reminders,
    store_facts,
    village_changes,
    village_counts,
)

AT_ONCE = 8  # villages in one transaction: of 100 people each it takes some milliseconds
WEEKS = 12  # of registrations that are shown
REMINDED = timedelta(days=100)  # of reminders that are shown: three months and a little
PAYS_WITHIN = timedelta(days=14)  # what a reminder brought was paid so soon after it
NO_DAY = date(2000, 1, 1)  # stands where a number has no day: a key cannot be null
WAITS = ("submitted", "correction", "waiting")  # applications that nobody checked, or that wait
OVER = ("refused", "withdrawn")
LOCK = 0x5E7A707  # one process counts at a time, on PostgreSQL
Moments: TypeAlias = ColumnElement[datetime]
COUNTED_ON = "picture_counted_on"  # fact of the store: the day all villages were noted last


def refresh(conn: Connection, scope: Scope, now: datetime, limit: int = AT_ONCE) -> int:
    """Counts villages anew that changed, the longest waiting first; gives how many.

    Zero also where another process is at it.
    """
    if not _alone(conn):
        return 0
    codes = _changed(conn, scope, limit)
    if codes:
        # Taken away before it is counted: what is committed in between is noted again.
        conn.execute(delete(village_changes).where(village_changes.c.village_code.in_(codes)))
        conn.execute(delete(village_counts).where(village_counts.c.village_code.in_(codes)))
        names = ["village_code", "kind", "trial", "name", "day", "number"]
        for counts in _counts(codes, now, _due(conn)):
            conn.execute(insert(village_counts).from_select(names, counts))
    return len(codes)


def waiting(conn: Connection, scope: Scope) -> int:
    """How many villages of the scope changed since they were counted."""
    its = village_changes.c.village_code
    query = select(func.count(its.distinct())).where(within(scope, its))
    return conn.scalar(query) or 0


def begin_day(conn: Connection, now: datetime) -> bool:
    """Notes all villages once a day: weeks go by, and reminders are planned without a trigger."""
    today = office_day(now).isoformat()
    its = store_facts.c
    if conn.scalar(select(its.value).where(its.name == COUNTED_ON)) == today:
        return False
    conn.execute(delete(store_facts).where(its.name == COUNTED_ON))
    conn.execute(insert(store_facts).values(name=COUNTED_ON, value=today))
    known = select(village_counts.c.village_code).distinct()
    conn.execute(insert(village_changes).from_select(["village_code"], known))
    return True


def _alone(conn: Connection) -> bool:
    if conn.dialect.name == "sqlite":
        return True  # one transaction writes at a time
    return bool(conn.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": LOCK}))


def _changed(conn: Connection, scope: Scope, limit: int) -> Sequence[str]:
    its = village_changes.c
    query = select(its.village_code).where(within(scope, its.village_code))
    return conn.scalars(
        query.group_by(its.village_code).order_by(func.min(its.id)).limit(limit)
    ).all()


# --- what is counted -----------------------------------------------------------------------


def counted() -> ColumnElement[bool]:
    """The living who are here."""
    return and_(participants.c.standing == "here", participants.c.mourned_at.is_(None))


def payer() -> ColumnElement[str]:
    """Who paid the last month of somebody's cover."""
    paid, who = contributions.c, participants.c
    latest = and_(paid.participant_id == who.id, paid.programme == "jkm")
    query = select(paid.payer).where(latest, paid.month <= who.covered_until)
    return func.coalesce(query.order_by(paid.month.desc()).limit(1).scalar_subquery(), "self")


def stage() -> ColumnElement[str]:
    """How far somebody is who was never covered: applied, checked, or over."""
    its = applications.c
    mine = select(its.state).where(its.participant_id == participants.c.id)
    newest = mine.order_by(its.submitted_at.desc(), its.id.desc()).limit(1).scalar_subquery()
    return case(
        (participants.c.next_cover.is_not(None), "checked"),
        (newest.is_(None), "applied"),
        (newest.in_(WAITS), "applied"),
        (newest.in_(OVER), "over"),
        else_="checked",
    )


def unreached() -> ColumnElement[bool]:
    """Whom no message reaches: no phone that works, or an officer says so."""
    works = and_(
        links.c.participant_id == participants.c.id,
        links.c.role.in_(REACHING),
        endpoints.c.active.is_(True),
        endpoints.c.doubt.is_(False),
        endpoints.c.stopped != "all",
    )
    reached = exists().where(links.c.endpoint_id == endpoints.c.id, works)
    return or_(~reached, participants.c.unreachable_at.is_not(None))


def _counts(codes: Sequence[str], now: datetime, due: Moments) -> Iterator[Select[Any]]:
    who, today = participants.c, office_day(now)
    here = and_(who.village_code.in_(codes), counted())
    cover = select(who.village_code, who.trial, payer().label("name"), who.covered_until)
    yield _summed("cover", cover.where(here, who.covered_until.is_not(None)))
    never = select(who.village_code, who.trial, stage().label("name"), _no_day())
    yield _summed("person", never.where(here, who.covered_until.is_(None)))
    out = select(who.village_code, who.trial, literal("nobody").label("name"), _no_day())
    yield _summed("reach", out.where(here, unreached()))
    its = applications.c
    mine = its.village_code.in_(codes)
    states = select(its.village_code, its.trial, its.state.label("name"), _no_day())
    yield _summed("application", states.where(mine))
    since = weeks(today)
    sent = select(its.village_code, its.trial, literal("sent").label("name"), _week(since))
    yield _summed("week", sent.where(mine, its.submitted_at >= begin_of(since[0])))
    place = places.c
    seats = select(place.village_code, who.trial, place.state.label("name"), _no_day())
    held = and_(place.village_code.in_(codes), place.year == today.year, place.state != "ended")
    yield _summed("place", seats.join_from(places, participants).where(held))
    yield from _reminded(codes, now, due)


def _summed(kind: str, people: Select[Any]) -> Select[Any]:
    """The rows of `people` (village, trial, name, day) counted."""
    rows = people.subquery("rows")
    village, trial, name, day = rows.columns
    columns = (village, literal(kind), cast(trial, Boolean), name, day, func.count())
    return select(*columns).group_by(village, trial, name, day)


def _reminded(codes: Sequence[str], now: datetime, due: Moments) -> Iterator[Select[Any]]:
    """People told by month, of them who paid soon after, and those whom nobody could tell."""
    told, who = reminders.c, participants.c
    mine = and_(who.village_code.in_(codes), told.at >= now - REMINDED)
    people = (who.village_code, who.trial)
    for name, which in (
        ("told", told.outbox_id.is_not(None)),
        ("brought", and_(told.outbox_id.is_not(None), _paid_soon(due))),
        ("nobody", told.endpoint_id.is_(None)),
    ):
        rows = select(*people, literal(name).label("name"), told.month, told.participant_id)
        joined = rows.join_from(reminders, participants, who.id == told.participant_id)
        once = joined.where(mine, which).distinct().subquery()
        yield _summed("reminder", select(*list(once.columns)[:4]))


def _paid_soon(due: Moments) -> ColumnElement[bool]:
    paid, told = contributions.c, reminders.c
    after = and_(paid.participant_id == told.participant_id, paid.recorded_at >= told.at)
    return exists().where(after, paid.recorded_at <= due)


def _due(conn: Connection) -> Moments:
    """Until when a payment counts as brought by the reminder of its row."""
    days = PAYS_WITHIN.days
    if conn.dialect.name == "sqlite":  # as `Moment` writes a time there, but for its last digits
        return literal_column(f"strftime('%Y-%m-%d %H:%M:%f', reminders.at, '+{days} days')")
    return literal_column(f"reminders.at + interval '{days} days'")


def weeks(today: date) -> list[date]:
    """The Mondays of the weeks that are shown, this week's last."""
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]


def begin_of(day: date) -> datetime:
    """When a day begins where the office is."""
    return datetime.combine(day, time(), office_zone()).astimezone(UTC)


def _week(since: Sequence[date]) -> ColumnElement[date]:
    sent = applications.c.submitted_at
    latest_first = [(sent >= begin_of(monday), _day(monday)) for monday in reversed(since)]
    return case(*latest_first, else_=_day(since[0])).label("day")


def _day(day: date) -> ColumnElement[date]:
    return literal(day, Date)


def _no_day() -> ColumnElement[date]:
    return literal(NO_DAY, Date).label("day")
