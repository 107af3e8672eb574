"""Within what time something is due: dated rows, and the moment or day that follows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from program.calendar import working_days_after
from program.tables import row_on

__all__ = ["DEADLINES", "Deadline", "deadline", "due_day", "due_moment"]

Unit = Literal["working_days", "hours", "years"]
_PP_44 = date(2015, 7, 1)
_UU_27 = date(2022, 10, 17)
_ISSUE_7 = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Deadline:
    """So many units from `since`; `name` is what must have happened by then."""

    valid_from: date
    valid_to: date | None
    name: str
    count: int
    unit: Unit
    since: str
    certain: bool
    source: str


# "JKK within 7" is read as working days, the later of the two readings: a promise errs late.
DEADLINES = (
    Deadline(_PP_44, None, "jkm_paid", 3, "working_days", "bpjs_accepted", True, "PP 44/2015"),
    Deadline(_PP_44, None, "jkk_paid", 7, "working_days", "bpjs_accepted", False, "PP 44/2015"),
    Deadline(_PP_44, None, "accident_reported", 48, "hours", "accident", True, "PP 44/2015"),
    Deadline(_PP_44, None, "jkk_claimed", 5, "years", "accident", False, "one secondary source"),
    Deadline(_UU_27, None, "right_granted", 72, "hours", "request", True, "UU 27/2022 art. 30-41"),
    Deadline(_UU_27, None, "breach_told", 72, "hours", "breach", True, "UU 27/2022 art. 46"),
    Deadline(_ISSUE_7, None, "death_checked", 2, "working_days", "report", True, "house rule"),
    Deadline(_ISSUE_7, None, "family_answered", 1, "working_days", "report", True, "house rule"),
)
LATE_PERCENT_A_DAY = 1  # of what is due, to the participant, when JKK or JKM is late (PP 44/2015)


def deadline(name: str, day: date) -> Deadline:
    """The row in force; raises ValueError for a name that no row has then."""
    row = row_on(tuple(each for each in DEADLINES if each.name == name), day)
    if row is None:
        raise ValueError(f"no deadline called {name} on {day:%Y-%m-%d}")
    return row


def due_day(name: str, since: date, off: Collection[date]) -> date:
    """The last day of a deadline of working days or years; `off` are the days off.

    Raises ValueError for one that counts hours.
    """
    row = deadline(name, since)
    if row.unit == "working_days":
        return working_days_after(since, row.count, off)
    if row.unit == "years":
        return _years_later(since, row.count)
    raise ValueError(f"{name} counts hours: ask for its moment")


def due_moment(name: str, since: datetime) -> datetime:
    """The last moment of a deadline of hours, weekends included; raises ValueError otherwise."""
    row = deadline(name, since.date())
    if row.unit != "hours":
        raise ValueError(f"{name} counts days: ask for its day")
    return since + timedelta(hours=row.count)


def _years_later(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes the 28th where there is none."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap else day.day)
