"""The clock: the time now, or a time that `seratus chat` moves."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Now = Callable[[], datetime]
STEP = re.compile(r"\+\s*(\d+)\s*(s|m|h|d|detik|menit|jam|hari|seconds?|minutes?|hours?|days?)?")
YEARS = range(2000, 2101)  # further, dates that follow from it would overflow
UNITS = {"s": 1, "d": 86400, "m": 60, "h": 3600, "j": 3600}


def now() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)


class MovedClock:
    """A clock set to a time; from there it runs on."""

    def __init__(self, start: datetime | None = None) -> None:
        self._ahead = (start - now()) if start else timedelta()

    def __call__(self) -> datetime:
        """The moved time."""
        return now() + self._ahead

    def move(self, to: str) -> None:
        """Sets the clock: an ISO time, or a step such as "+40 days". Raises ValueError."""
        step = STEP.fullmatch(to.strip())
        self._ahead = (_after(self(), step) if step else read_time(to)) - now()


def _after(start: datetime, step: re.Match[str]) -> datetime:
    try:
        return _within(start + _length(step))
    except OverflowError:
        raise ValueError("that is too far") from None


def _within(time: datetime) -> datetime:
    if time.year not in YEARS:
        raise ValueError("that is too far")
    return time


def _length(step: re.Match[str]) -> timedelta:
    unit = (step[2] or "d").lower()
    seconds = {"detik": 1, "hari": 86400, "menit": 60}.get(unit) or UNITS[unit[0]]
    return timedelta(seconds=int(step[1]) * seconds)


def read_time(text: str) -> datetime:
    """An ISO time of 2000 to 2100, in UTC; without a zone it is taken as UTC. Raises ValueError."""
    found = _within(datetime.fromisoformat(text))
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
