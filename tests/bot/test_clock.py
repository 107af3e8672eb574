"""The clock: it runs on from where it was set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovedClock, now, read_time

START = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
SLACK = timedelta(seconds=20)

STEPS = [
    ("+40 days", timedelta(days=40)),
    ("+40 hari", timedelta(days=40)),
    ("+40", timedelta(days=40)),  # days are meant
    ("+ 3 jam", timedelta(hours=3)),
    ("+3 hours", timedelta(hours=3)),
    ("+90 menit", timedelta(minutes=90)),
    ("+90 minutes", timedelta(minutes=90)),
    ("+5 detik", timedelta(seconds=5)),
    ("+5s", timedelta(seconds=5)),
    ("+1 day", timedelta(days=1)),
    ("+1d", timedelta(days=1)),
    ("2026-12-31T00:00:00Z", timedelta(days=38, hours=21)),
    ("2026-12-31", timedelta(days=38, hours=21)),  # UTC when nothing is said
    ("2026-12-31T08:00:00+08:00", timedelta(days=38, hours=21)),
]


@pytest.mark.parametrize(("to", "ahead"), STEPS)
def test_a_clock_moves_by_a_step_or_to_a_time(to: str, ahead: timedelta) -> None:
    """In words of both languages, or in ISO."""
    clock = MovedClock(START)
    clock.move(to)
    assert timedelta() <= clock() - START - ahead < SLACK


WRONG = [
    "",
    "besok",
    "+",
    "+-3 days",
    "40 days",  # no sign: not a step
    "+3 weeks",
    "+" + "9" * 30 + " days",  # beyond what a date can hold
    "+99999999 days",
    "0001-01-01T00:00:00+14:00",  # before all time in UTC
    "9999-12-31T23:59:59-12:00",
    "1999-12-31",
    "2101-01-01",
]


@pytest.mark.parametrize("to", WRONG)
def test_a_clock_refuses_what_is_no_time(to: str) -> None:
    """Always ValueError, and the clock stays where it was."""
    clock = MovedClock(START)
    with pytest.raises(ValueError):
        clock.move(to)
    assert clock() - START < SLACK


def test_a_clock_that_was_not_set_tells_the_time() -> None:
    """Aware and in UTC."""
    assert now().tzinfo is UTC
    assert abs(MovedClock()() - now()) < SLACK
    assert read_time("2026-11-22T10:00:00+08:00") == datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
