"""Until when somebody is covered, and what follows from it: by contributions alone.

A contribution for a month covers to that month's last day; a month is missed when it is over
unpaid (issue 6, FACTS.md section 1). Months are given by their first day.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from program.contributions import months_later
from program.tables import LAPSES, Lapse, row_on

__all__ = [
    "LAPSING_DAYS",
    "Coverage",
    "State",
    "begins_on",
    "coverage",
    "covered_until",
    "inactive_from",
    "last_day",
    "missed_months",
    "open_months",
    "state_on",
]

COVER_SOURCE = "practice of cover: a contribution covers to the last day of its month"
LAPSING_DAYS = 14  # cover with so many days left, or fewer, is lapsing (issue 6)


class State(StrEnum):
    """How somebody is covered on a day; the text is what commands and the store say."""

    NEVER_PAID = "never_paid"  # no cover has begun by this day
    COVERED = "covered"
    LAPSING = "lapsing"  # covered, 14 days or fewer left
    OPEN = "open"  # cover ended, no month missed yet
    ARREARS = "arrears"  # 1 or 2 consecutive months missed
    INACTIVE = "inactive"  # 3 or more


@dataclass(frozen=True, slots=True)
class Coverage:
    """A day's answer: state, last covered day, the months missed since; with its sources."""

    state: State
    covered_until: date | None
    missed: tuple[date, ...]
    sources: tuple[str, ...]


def coverage(paid: Iterable[date], day: date) -> Coverage:
    """Everything about a day in one value."""
    until = covered_until(paid, day)
    sources = (COVER_SOURCE, _lapse(day).source)
    return Coverage(state_on(until, day), until, missed_months(until, day), sources)


def covered_until(paid: Iterable[date], day: date) -> date | None:
    """The last day of the unbroken run of paid months that holds the day, else of the last before.

    None if no paid month has begun by then: months paid ahead cover nothing yet (`begins_on`).
    Neither order nor repetition of the months matters.
    """
    months = {each.replace(day=1) for each in paid}
    begun = [each for each in months if each <= day]
    if not begun:
        return None
    month = max(begun)
    while (following := months_later(month, 1)) in months:
        month = following
    return last_day(month)


def begins_on(paid: Iterable[date], day: date) -> date | None:
    """The first day of the next paid month after an uncovered day; None if covered or none is."""
    months = sorted({each.replace(day=1) for each in paid})
    until = covered_until(months, day)
    if until is not None and day <= until:
        return None
    return next((each for each in months if each > day), None)


def state_on(covered_until: date | None, day: date) -> State:
    """The state that follows from the stored last covered day alone.

    - None: `never_paid`
    - day ≤ covered_until: `lapsing` within LAPSING_DAYS of it, else `covered`
    - after it: by the number n of calendar months that are over since: n = 0 `open`,
      0 < n < limit `arrears`, n ≥ limit `inactive`, the limit (3) being a dated row

    n is months(day) − months(covered_until + 1 day), where months(d) = 12 × year + month.
    """
    if covered_until is None:
        return State.NEVER_PAID
    if day <= covered_until:
        lapsing = (covered_until - day).days <= LAPSING_DAYS
        return State.LAPSING if lapsing else State.COVERED
    missed = len(missed_months(covered_until, day))
    if missed == 0:
        return State.OPEN
    return State.INACTIVE if missed >= _lapse(day).unpaid_months else State.ARREARS


def missed_months(covered_until: date | None, day: date) -> tuple[date, ...]:
    """The months that are over unpaid since cover ended; on its last day a month is not over.

    Gaps before the last run don't count: a payment made them good.
    """
    if covered_until is None:
        return ()
    first = covered_until + timedelta(days=1)
    count = 12 * (day.year - first.year) + day.month - first.month
    return tuple(months_later(first.replace(day=1), later) for later in range(count))


def open_months(covered_until: date | None, day: date) -> tuple[date, ...]:
    """What may be paid to be covered on the day: the missed months, then its own if unpaid."""
    if covered_until is not None and day <= covered_until:
        return ()
    return (*missed_months(covered_until, day), day.replace(day=1))


def inactive_from(covered_until: date) -> date:
    """The first day of inactive membership if nothing is paid any more."""
    after = covered_until + timedelta(days=1)
    return months_later(after.replace(day=1), _lapse(after).unpaid_months)


def last_day(month: date) -> date:
    """The last day of the month that holds a day."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def _lapse(day: date) -> Lapse:
    """The row in force; for a day before the tables begin their oldest one."""
    return row_on(LAPSES, day) or LAPSES[0]
