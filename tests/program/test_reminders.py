"""Reminders: which kind is due on which day, and when a day's reminders go out."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.contributions import months_later
from program.coverage import State, inactive_from, last_day, state_on
from program.quiet_hours import Hours, may_send
from program.reminders import (
    Offsets,
    Reminding,
    chosen_due,
    due,
    dues_on,
    reminders_of,
    sending_moments,
    still_due,
)

UNTIL = date(2026, 11, 30)
MONTHS = st.integers(0, 30).map(lambda n: months_later(date(2025, 6, 1), n))


def at(text: str) -> datetime:
    """A local moment."""
    return datetime.fromisoformat(text)


DAYS = st.integers(0, 900).map(lambda n: date(2025, 6, 1) + timedelta(days=n))


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 11, 22), ""),  # too early
        (date(2026, 11, 23), "ends_7"),  # its day
        (date(2026, 11, 26), "ends_7"),  # three days late, it still makes sense
        (date(2026, 11, 27), ""),  # four days late: the next one says more
        (date(2026, 11, 29), "ends_1"),
        (date(2026, 11, 30), "ends_1"),  # the last day of cover
        (date(2026, 12, 1), ""),  # cover is over: not "1 day left" any more
        (date(2026, 12, 31), ""),  # December is not over yet
        (date(2027, 1, 1), "missed_1"),
        (date(2027, 1, 4), "missed_1"),
        (date(2027, 2, 1), "missed_2"),
        (date(2027, 2, 15), "third_14"),  # 14 days before 1 March
        (date(2027, 2, 26), "third_3"),
        (date(2027, 2, 28), "third_3"),  # the day before it is inactive
        (date(2027, 3, 1), ""),  # inactive: an officer's list, no reminder
    ],
)
def test_each_day_has_its_kind(day: date, kind: str) -> None:
    """Counted to the loss of cover: before it ends, at each missed month, before the third."""
    assert due(UNTIL, day) == kind


def test_never_paid_is_never_reminded() -> None:
    """Who never paid has no cover to lose."""
    assert due(None, date(2026, 11, 23)) == ""


def test_offsets_are_settings() -> None:
    """Other offsets give other kinds."""
    offsets = Offsets(before_end=(10,), before_inactive=(), late=0)
    assert [each.kind for each in reminders_of(UNTIL, offsets)] == [
        *("ends_10", "missed_1", "missed_2"),
    ]
    assert due(UNTIL, date(2026, 11, 20), offsets) == "ends_10"
    assert due(UNTIL, date(2026, 11, 21), offsets) == ""


@given(month=MONTHS, day=DAYS)
def test_dues_on_a_day_are_those_of_each_covered_day(month: date, day: date) -> None:
    """The planning's list and the question about one person have one answer."""
    until = last_day(month)
    assert dict(dues_on(day)).get(until, "") == due(until, day)


@given(month=MONTHS, day=DAYS)
def test_a_reminder_never_says_what_is_not_so(month: date, day: date) -> None:
    """Before the end somebody is covered, after it months are missed, never after three."""
    until = last_day(month)
    state = state_on(until, day)
    match due(until, day).partition("_")[0]:
        case "ends":
            assert state is State.LAPSING
        case "missed" | "third":
            assert state is State.ARREARS
            assert day < inactive_from(until)


@pytest.mark.parametrize(
    ("until", "day", "expected"),
    [
        (UNTIL, date(2026, 11, 20), True),  # its day, 10 days left
        (UNTIL, date(2026, 11, 23), True),  # three days late
        (UNTIL, date(2026, 11, 24), False),  # too late
        (UNTIL, date(2026, 11, 19), False),  # not yet
        (date(2026, 12, 31), date(2026, 11, 20), False),  # paid meanwhile
        (None, date(2026, 11, 20), True),  # never paid, wanted to be reminded of it
        (date(2026, 3, 31), date(2026, 11, 20), True),  # long inactive, wanted to come back
    ],
)
def test_a_chosen_day_is_kept(until: date | None, day: date, expected: bool) -> None:
    """Whoever chose a day is reminded on it, unless cover has long to go by then."""
    assert chosen_due(until, date(2026, 11, 20), day) is expected


def test_what_was_planned_may_have_passed() -> None:
    """A reminder that fires late is said only while it is the one to be said."""
    assert still_due("ends_7", UNTIL, date(2026, 11, 25))
    assert not still_due("ends_7", UNTIL, date(2026, 11, 29))
    assert still_due("sponsor_ends", UNTIL, date(2026, 11, 29))
    assert not still_due("sponsor_ends", date(2027, 12, 31), date(2026, 11, 29))


def test_a_day_is_spread_over_its_windows() -> None:
    """Lots go out every five minutes of both windows, none outside them."""
    found = sending_moments(at("2026-11-23 06:00"))  # a Monday
    assert found[0].time() == time(9)
    assert found[-1].time() == time(17, 40)
    assert len(found) == 30 + 24
    assert all(may_send(each) for each in found)


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        (at("2026-11-27 11:00"), at("2026-11-27 15:45")),  # Friday prayer
        (at("2026-11-23 20:00"), at("2026-11-24 09:00")),  # the evening: tomorrow
        (at("2026-12-25 06:00"), at("2026-12-26 09:00")),  # Christmas
    ],
)
def test_the_first_moment_may_be_later(moment: datetime, first: datetime) -> None:
    """Nobody is written to at prayer, in the evening or on a great feast."""
    assert first in sending_moments(moment)
    assert all(may_send(each) and each >= moment for each in sending_moments(moment))


def test_market_days_begin_at_noon() -> None:
    """On a market day nobody is at home in the morning."""
    monday = Reminding(market_days=frozenset({0}))
    assert sending_moments(at("2026-11-23 06:00"), monday)[0].time() == time(15, 45)
    assert sending_moments(at("2026-11-24 06:00"), monday)[0].time() == time(9)


def test_a_market_day_without_an_afternoon_keeps_its_morning() -> None:
    """Where only the morning is allowed, a market day has it too."""
    mornings = Hours(windows=Hours().windows[:1])
    found = sending_moments(at("2026-11-23 06:00"), Reminding(hours=mornings))
    assert (
        sending_moments(
            at("2026-11-23 06:00"), Reminding(hours=mornings, market_days=frozenset({0}))
        )
        == found
    )
