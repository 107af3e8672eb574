"""Settings of reminders, as people write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

import pytest

from program.quiet_hours import Span
from program.reminding_words import LONGEST, days_before, months, weekdays, windows


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("7,1", (7, 1)),  # as the settings page shows it
        (" 1 , 7 ", (7, 1)),  # the farthest day is told first, whatever the order
        ("3,3", (3,)),  # one day is one reminder
        (f"{LONGEST}", (LONGEST,)),  # the farthest that is let through
        ("", ()),  # none at all
    ],
)
def test_days_before(text: str, days: tuple[int, ...]) -> None:
    """Days come once each, the farthest first."""
    assert days_before(text) == days


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("09.00-11.30", (Span(time(9), time(11, 30)),)),  # as Indonesians write hours
        ("9:05 - 11:30", (Span(time(9, 5), time(11, 30)),)),  # colons, one digit, room
        (
            "09.00-11.30, 15.45-17.45",
            (Span(time(9), time(11, 30)), Span(time(15, 45), time(17, 45))),
        ),  # two of them
    ],
)
def test_windows(text: str, spans: tuple[Span, ...]) -> None:
    """Hours are spans of a day."""
    assert windows(text) == spans


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("senin, Kamis", {0, 3}),  # capitals or not
        ("minggu", {6}),  # the week begins on Monday
        ("", set()),  # no day is left out
    ],
)
def test_weekdays(text: str, days: set[int]) -> None:
    """Weekdays are counted from Monday, 0."""
    assert weekdays(text) == days


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3, 9", {3, 9}),  # two harvests
        ("1,12", {1, 12}),  # the first and the last
        ("", set()),  # no harvest
    ],
)
def test_months(text: str, numbers: set[int]) -> None:
    """Months are their numbers."""
    assert months(text) == numbers


@pytest.mark.parametrize(
    ("read", "text", "says"),
    [
        (days_before, "tujuh", "7,1"),  # a word
        (days_before, "7,x", "7,1"),  # one of two
        (days_before, "0", "1 to"),  # the day itself
        (days_before, f"{LONGEST + 1}", "1 to"),  # overtakes the month before
        (windows, "", "names no hours"),  # nothing would ever be sent
        (windows, "pagi", "not a list of hours"),  # a word
        (windows, "11.30-09.00", "before it begins"),  # the wrong way round
        (windows, "09.00-09.00", "before it begins"),  # no time at all
        (windows, "25.00-26.00", "hour must be"),  # no such hour
        (weekdays, "monday", "senin"),  # another language
        (months, "maret", "3,9"),  # a name
        (months, "0", "3,9"),  # before January
        (months, "13", "3,9"),  # after December
    ],
)
def test_what_is_refused_says_how(read: Callable[[str], object], text: str, says: str) -> None:
    """Whatever cannot be meant is refused, with how to write it."""
    with pytest.raises(ValueError, match=says):
        read(text)
