"""Settings of reminders as people write them: days before, hours, weekdays, months."""

import re
from datetime import time

from program.quiet_hours import Span

__all__ = ["LONGEST", "WEEKDAYS", "days_before", "months", "weekdays", "windows"]

SPAN = re.compile(r"(\d{1,2})[.:](\d\d)\s*-\s*(\d{1,2})[.:](\d\d)")
LONGEST = 28  # days before an event: a month's reminders stay in their order
WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")


def days_before(text: str) -> tuple[int, ...]:
    """ "7, 1" as days. Raises ValueError."""
    found = tuple(int(each) for each in _listed(text) if each.isdecimal())
    if len(found) != len(_listed(text)) or any(not 0 < each <= LONGEST for each in found):
        raise ValueError(f"is not a list of days from 1 to {LONGEST}; write it as 7,1")
    return tuple(sorted(set(found), reverse=True))


def windows(text: str) -> tuple[Span, ...]:
    """ "09.00-11.30, 15.45-17.45" as spans. Raises ValueError."""
    found = tuple(_span(each) for each in _listed(text))
    if not found:
        raise ValueError("names no hours; write them as 09.00-11.30,15.45-17.45")
    return found


def weekdays(text: str) -> frozenset[int]:
    """ "senin, kamis" as weekdays from 0. Raises ValueError."""
    names = [each.lower() for each in _listed(text)]
    if any(each not in WEEKDAYS for each in names):
        raise ValueError(f"knows these days: {', '.join(WEEKDAYS)}")
    return frozenset(WEEKDAYS.index(each) for each in names)


def months(text: str) -> frozenset[int]:
    """ "3, 9" as months. Raises ValueError."""
    found = _listed(text)
    if any(not each.isdecimal() or not 1 <= int(each) <= 12 for each in found):
        raise ValueError("names months by their numbers; write them as 3,9")
    return frozenset(int(each) for each in found)


def _span(text: str) -> Span:
    found = SPAN.fullmatch(text)
    if found is None:
        raise ValueError("is not a list of hours; write them as 09.00-11.30,15.45-17.45")
    hour, minute, until_hour, until_minute = map(int, found.groups())
    span = Span(time(hour, minute), time(until_hour, until_minute))
    if span.end <= span.start:
        raise ValueError("ends before it begins; write it as 09.00-11.30")
    return span


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]
