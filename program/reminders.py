"""When somebody is reminded of the contribution: counted to the loss of cover, not to a due day.

Kinds, by the last covered day (a month's last): `ends_7` and `ends_1`, so many days before cover
ends; `missed_1` and `missed_2`, when a month is over unpaid; `third_14` and `third_3`, so many days
before the third missed month makes the membership inactive (issue 6). A sponsored person hears
`sponsor_ends` once in place of all these; `chosen` is a day that the person chose.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from program.calendar import great_feasts
from program.contributions import months_later
from program.coverage import State, inactive_from, last_day, state_on
from program.quiet_hours import DEFAULT_HOURS, Hours, may_send, next_sending

__all__ = [
    "CHOSEN",
    "PLAIN",
    "SPONSOR_ENDS",
    "Offsets",
    "Reminder",
    "Reminding",
    "chosen_due",
    "due",
    "dues_on",
    "reminders_of",
    "sending_moments",
    "still_due",
]

CHOSEN = "chosen"
SPONSOR_ENDS = "sponsor_ends"
STEP = timedelta(minutes=5)  # reminders of a day go out in lots, one lot at each
NOON = time(12)
MONTHS_BACK = 6  # of covered months that a reminder may still concern: three missed and then some
DAYS_OF_MONTH = 28  # no offset is longer, so that a month's reminders stay in their order


@dataclass(frozen=True, slots=True)
class Offsets:
    """How many days before an event; `late`: days that a reminder still makes sense afterwards."""

    before_end: tuple[int, ...] = (7, 1)
    before_inactive: tuple[int, ...] = (14, 3)
    late: int = 3


DEFAULT_OFFSETS = Offsets()


@dataclass(frozen=True, slots=True)
class Reminding:
    """The settings of a region's reminders; weekdays count from Monday, 0."""

    offsets: Offsets = DEFAULT_OFFSETS
    hours: Hours = DEFAULT_HOURS
    market_days: frozenset[int] = frozenset()  # people are at the market in the morning
    harvest_months: frozenset[int] = frozenset()  # paying several months at once is offered


PLAIN = Reminding()


@dataclass(frozen=True, slots=True)
class Reminder:
    """A kind, the day it falls due, and the last one on which it still makes sense."""

    kind: str
    day: date
    last: date


def reminders_of(until: date, offsets: Offsets = DEFAULT_OFFSETS) -> tuple[Reminder, ...]:
    """All reminders of a last covered day, by their days."""
    late = timedelta(days=offsets.late)
    inactive = inactive_from(until)
    found = [
        Reminder(f"ends_{days}", day, min(day + late, until))
        for days, day in _before(until, offsets.before_end)
    ]
    missed, count = months_later((until + timedelta(days=1)).replace(day=1), 1), 1
    while missed < inactive:
        found.append(Reminder(f"missed_{count}", missed, missed + late))
        missed, count = months_later(missed, 1), count + 1
    found += [
        Reminder(f"third_{days}", day, min(day + late, inactive - timedelta(days=1)))
        for days, day in _before(inactive, offsets.before_inactive)
    ]
    return tuple(sorted(found, key=lambda each: each.day))


def due(until: date | None, day: date, offsets: Offsets = DEFAULT_OFFSETS) -> str:
    """The kind that is due on a day and still makes sense, the nearest if several do; "" if none.

    After a standstill only that one is left, never two at once.
    """
    if until is None:
        return ""
    fitting = [each for each in reminders_of(until, offsets) if each.day <= day <= each.last]
    return fitting[-1].kind if fitting else ""


def still_due(kind: str, until: date | None, day: date, offsets: Offsets = DEFAULT_OFFSETS) -> bool:
    """Whether a reminder planned earlier is still the one to be said."""
    now = due(until, day, offsets)
    return bool(now) if kind == SPONSOR_ENDS else now == kind


def chosen_due(
    until: date | None, chosen: date | None, day: date, offsets: Offsets = DEFAULT_OFFSETS
) -> bool:
    """Whether somebody who chose a day is reminded on another; not while cover has long to go."""
    if chosen is None or not chosen <= day <= chosen + timedelta(days=offsets.late):
        return False
    return state_on(until, day) is not State.COVERED


def dues_on(day: date, offsets: Offsets = DEFAULT_OFFSETS) -> tuple[tuple[date, str], ...]:
    """Every last covered day whose people are reminded on a day, with the kind."""
    ahead = 1 + max(offsets.before_end, default=0) // DAYS_OF_MONTH
    months = (months_later(day.replace(day=1), n) for n in range(-MONTHS_BACK, ahead + 1))
    found = ((last_day(month), due(last_day(month), day, offsets)) for month in months)
    return tuple((until, kind) for until, kind in found if kind)


def sending_moments(moment: datetime, reminding: Reminding = PLAIN) -> tuple[datetime, ...]:
    """The local moments, STEP apart, at which a day's reminders go out: the first day that has any.

    On a market day its afternoon only. Raises ValueError if the hours leave none within a month.
    """
    feasts = great_feasts()
    first = next_sending(moment, reminding.hours, feasts)
    steps = (first + n * STEP for n in range(timedelta(days=1) // STEP))
    fitting = [
        each
        for each in steps
        if each.date() == first.date() and may_send(each, reminding.hours, feasts)
    ]
    if first.weekday() in reminding.market_days:
        fitting = [each for each in fitting if each.time() >= NOON] or fitting
    return tuple(fitting)


def _before(event: date, days: Iterable[int]) -> list[tuple[int, date]]:
    return [(each, event - timedelta(days=each)) for each in days]
