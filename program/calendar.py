"""Working days, holidays and Ramadan: "3 hari kerja" skips weekends, holidays and cuti bersama.

The tables are what is shipped; what an officer keeps comes in as arguments of the same shape.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from program.tables import row_on
from program.tables_calendar import HOLIDAYS, KNOWN_YEARS, RAMADANS, Holiday, Ramadan

__all__ = [
    "calendar_certain",
    "great_feasts",
    "holidays",
    "in_ramadan",
    "is_working_day",
    "working_days_after",
    "working_days_between",
]

SATURDAY = 5  # of date.weekday()


def holidays(rows: Iterable[Holiday] = HOLIDAYS) -> frozenset[date]:
    """All days off that the rows list, cuti bersama among them."""
    return frozenset(day for each in rows for day in _days(each))


def great_feasts(rows: Iterable[Holiday] = HOLIDAYS) -> frozenset[date]:
    """The days on which nobody is reminded of anything."""
    return frozenset(day for each in rows if each.great for day in _days(each))


def in_ramadan(day: date, rows: tuple[Ramadan, ...] = RAMADANS) -> bool:
    """Whether a day belongs to the fasting month, as far as the table reaches."""
    return row_on(rows, day) is not None


def is_working_day(day: date, off: Collection[date]) -> bool:
    """Neither Saturday, Sunday nor a day off."""
    return day.weekday() < SATURDAY and day not in off


def working_days_after(day: date, count: int, off: Collection[date]) -> date:
    """The day on which so many working days have passed; the first day itself is not counted.

    Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError("working days are counted forward")
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, off)
    return day


def working_days_between(first: date, last: date, off: Collection[date]) -> int:
    """The working days after the first day up to and with the last; 0 if that is not later."""
    span = (first + timedelta(days=ahead) for ahead in range(1, (last - first).days + 1))
    return sum(is_working_day(day, off) for day in span)


def calendar_certain(first: date, last: date) -> bool:
    """Whether the holidays of every year between two days are listed and checked."""
    years = (row_on(KNOWN_YEARS, date(year, 1, 1)) for year in range(first.year, last.year + 1))
    return all(each is not None and each.certain for each in years)


def _days(row: Holiday) -> Iterable[date]:
    return (
        row.valid_from + timedelta(days=ahead)
        for ahead in range((row.valid_to - row.valid_from).days + 1)
    )
