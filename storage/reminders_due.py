"""Who is due for a reminder on a day, by one set-based query over the stored cover.

The same answer as `program.reminders`, which a property test holds it to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    String,
    and_,
    case,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    union_all,
)

from program.coverage import LAPSING_DAYS
from program.reminders import CHOSEN, DEFAULT_OFFSETS, SPONSOR_ENDS, Offsets, dues_on
from storage.reminders_reach import reached
from storage.scope import Scope, within
from storage.tables import contributions, participants, payments, places, pots, reminders

__all__ = ["EVERYBODY", "Planning", "Which", "due_people", "perhaps_due"]

Which: TypeAlias = ColumnElement[bool]  # a condition on participants
EVERYBODY: Final[Which] = true()

DECEMBER = 12
SELF = "self"  # the payer of one's own
# Literals, so that PostgreSQL uses the partial index of open places.
OPEN_PLACE = places.c.state != literal_column("'ended'", String)
HELD = places.c.state == literal_column("'held'", String)


@dataclass(frozen=True, slots=True)
class Planning:
    """What a planning needs to know; `sent_at` is when the messages go."""

    scope: Scope
    day: date
    sent_at: datetime
    offsets: Offsets = DEFAULT_OFFSETS
    templated: frozenset[str] = frozenset()  # WhatsApp accounts whose templates are approved


def due_people(planning: Planning, which: Which = EVERYBODY) -> Select[Any]:
    """Everybody who is due: participant_id, kind, month, endpoint_id (null: nobody to tell)."""
    due = union_all(*_dated(planning, which), _chosen(planning, which)).subquery("due")
    return reached(due, planning.sent_at, planning.templated)


def perhaps_due(planning: Planning) -> Iterator[Select[Any]]:
    """Ids of whoever may be due, by cheap conditions that PostgreSQL joins as wholes.

    Who stopped, hears of a sponsor instead or was planned longer ago is told apart by `due_people`.
    """
    who = participants.c
    everybody = _remindable(planning, EVERYBODY)
    for until, kind in dues_on(planning.day, planning.offsets):
        due = who.covered_until == until
        told = _lately(planning, (kind, SPONSOR_ENDS), who.covered_until)
        yield select(who.id).where(due, ~told, *everybody)
    told = _lately(planning, (CHOSEN,), who.remind_on)
    yield select(who.id).where(*_wished(planning), ~told, *everybody)


def _lately(planning: Planning, kinds: tuple[str, ...], month: Column[date]) -> ColumnElement[bool]:
    """Whether it was planned since the first day on which it could be."""
    since = planning.day - timedelta(days=planning.offsets.late + 1)
    return exists().where(
        reminders.c.participant_id == participants.c.id,
        reminders.c.kind.in_(kinds),
        reminders.c.month == month,
        reminders.c.at >= datetime.combine(since, time(), UTC),
    )


def _stands(kinds: tuple[ColumnElement[str], ...], month: Column[date]) -> ColumnElement[bool]:
    """Whether one of these reminders stands in the table already, looked up by its key."""
    its = reminders.c
    mine = and_(its.participant_id == participants.c.id, its.month == month)
    stands = select(literal(1)).where(mine, its.kind.in_(kinds))
    return _any(stands.correlate(participants, contributions))


def _any(rows: Select[Any]) -> ColumnElement[bool]:
    """Whether there are any; not EXISTS, which PostgreSQL would join with all rows of a table."""
    return rows.limit(1).scalar_subquery().is_not(None)


# --- by the last covered day ---------------------------------------------------------------


def _dated(planning: Planning, which: Which) -> list[Select[Any]]:
    """A stretch of the index of last covered days for each."""
    return [_of_day(planning, which, *each) for each in dues_on(planning.day, planning.offsets)]


def _of_day(planning: Planning, which: Which, until: date, kind: str) -> Select[Any]:
    """A sponsored person hears that the sponsor's months end, if they do, in place of the kind."""
    who, paid = participants.c, contributions.c
    plain, ends = literal(kind, String), literal(SPONSOR_ENDS, String)
    sponsored = func.coalesce(paid.payer, SELF) != SELF
    known = case((sponsored, ends), else_=plain)
    month = until.replace(day=1)
    last = and_(paid.participant_id == who.id, paid.month == month, paid.programme == "jkm")
    return (
        select(
            who.id.label("participant_id"), known.label("kind"), who.covered_until.label("month")
        )
        .select_from(participants.outerjoin(contributions, last))
        .where(
            who.covered_until == until,
            *_remindable(planning, which),
            ~_stands((plain, known), who.covered_until),
            ~_has_place(month),
            ~and_(sponsored, _pot_lasts(month)),
        )
    )


def _pot_lasts(month: date) -> ColumnElement[bool]:
    """Whether the money by which the month was paid pays further months."""
    paid = contributions.c
    money = (
        select(literal(1))
        .select_from(payments.join(pots, pots.c.id == payments.c.pot_id))
        .where(payments.c.id == paid.payment_id, pots.c.last_month > month)
        .correlate(contributions)
    )
    return _any(money)


def _has_place(month: date) -> ColumnElement[bool]:
    """Whether a sponsored place goes on: then its officers are warned, not the person."""
    later = or_(
        places.c.until_month > month,
        and_(places.c.until_month.is_(None), _lasts(month)),
    )
    mine = and_(places.c.participant_id == participants.c.id, OPEN_PLACE, HELD)
    its = select(literal(1)).where(mine, places.c.sponsor_id.is_not(None), later)
    return _any(its.correlate(participants))


def _lasts(month: date) -> ColumnElement[bool]:
    """A place without a last month lasts to the end of its year."""
    if month.month == DECEMBER:
        return places.c.year > month.year
    return places.c.year >= month.year


# --- by the day that they chose ------------------------------------------------------------


def _chosen(planning: Planning, which: Which) -> Select[Any]:
    """Unless cover has long to go (`program.reminders.chosen_due`)."""
    who, kind = participants.c, literal(CHOSEN, String)
    told = _stands((kind,), who.remind_on)
    return select(
        who.id.label("participant_id"), kind.label("kind"), who.remind_on.label("month")
    ).where(*_wished(planning), *_remindable(planning, which), ~told)


def _wished(planning: Planning) -> tuple[ColumnElement[bool], ...]:
    who, day = participants.c, planning.day
    late = day - timedelta(days=planning.offsets.late)
    open_now = or_(
        who.covered_until.is_(None), who.covered_until <= day + timedelta(days=LAPSING_DAYS)
    )
    return (who.remind_on.between(late, day), open_now)


def _remindable(planning: Planning, which: Which) -> tuple[ColumnElement[bool], ...]:
    """Who may be written to unasked at all: here, alive, and wanting it."""
    who = participants.c
    return (
        which,
        who.trial.is_(False),
        who.standing == "here",
        who.mourned_at.is_(None),
        who.reminded.is_(True),
        within(planning.scope, who.village_code),
    )
