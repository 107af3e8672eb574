"""When people may be written to unasked: times of the region, prayer, Friday, Ramadan, feasts.

All times are local ones of the receiver's region, given without a time zone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from program.calendar import great_feasts, in_ramadan
from program.tables_calendar import RAMADANS, Ramadan

__all__ = ["DEFAULT_HOURS", "Hours", "Span", "may_send", "next_sending"]

FRIDAY = 4  # of date.weekday()
SOUGHT_DAYS = 31  # a longer stretch without a sendable minute means wrong settings


@dataclass(frozen=True, slots=True)
class Span:
    """From a time of day up to, and without, a later one."""

    start: time
    end: time

    def holds(self, moment: time) -> bool:
        """Whether a time of day lies within."""
        return self.start <= moment < self.end


@dataclass(frozen=True, slots=True)
class Hours:
    """When reminders go out and what they leave free; settings of a region (issue 6)."""

    windows: tuple[Span, ...] = (Span(time(9), time(11, 30)), Span(time(15, 45), time(17, 45)))
    friday: Span = Span(time(11), time(14))
    maghrib_to_isya: Span = Span(time(17, 45), time(20))  # wide enough for the year in WITA
    ramadan_evening: Span = Span(time(17), time.max)  # breaking the fast, tarawih


DEFAULT_HOURS = Hours()


def may_send(
    moment: datetime,
    hours: Hours = DEFAULT_HOURS,
    feasts: Collection[date] | None = None,
    ramadans: tuple[Ramadan, ...] = RAMADANS,
) -> bool:
    """Whether an unasked message may go out at a local moment; `feasts` default to the table."""
    clock, day = moment.time(), moment.date()
    free = [hours.maghrib_to_isya]
    if day.weekday() == FRIDAY:
        free.append(hours.friday)
    if in_ramadan(day, ramadans):
        free.append(hours.ramadan_evening)
    return (
        day not in (great_feasts() if feasts is None else feasts)
        and any(each.holds(clock) for each in hours.windows)
        and not any(each.holds(clock) for each in free)
    )


def next_sending(
    moment: datetime,
    hours: Hours = DEFAULT_HOURS,
    feasts: Collection[date] | None = None,
    ramadans: tuple[Ramadan, ...] = RAMADANS,
) -> datetime:
    """The first local moment from a given one at which an unasked message may go out.

    Raises ValueError if the settings leave none within a month.
    """
    known = great_feasts() if feasts is None else feasts
    for candidate in _candidates(moment, hours):
        if may_send(candidate, hours, known, ramadans):
            return candidate
    raise ValueError("these hours leave no time to send within a month")


def _candidates(moment: datetime, hours: Hours) -> list[datetime]:
    """The moment itself and every later border of a span: only there silence can end."""
    free = (hours.friday, hours.maghrib_to_isya, hours.ramadan_evening)
    borders = {each.start for each in hours.windows} | {each.end for each in free}
    days = (moment.date() + timedelta(days=ahead) for ahead in range(SOUGHT_DAYS + 1))
    found = [datetime.combine(day, each) for day in days for each in sorted(borders)]
    return [moment, *(each for each in found if each > moment)]
