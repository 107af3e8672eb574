"""Working days, holidays, Ramadan, and what is due when."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.calendar import (
    calendar_certain,
    great_feasts,
    holidays,
    in_ramadan,
    is_working_day,
    working_days_after,
    working_days_between,
)
from program.deadlines import deadline, due_day, due_moment

OFF = holidays()
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 1))


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        ("2026-11-23", 3, "2026-11-26"),  # Monday to Thursday
        ("2026-11-26", 3, "2026-12-01"),  # over a weekend
        ("2026-11-28", 3, "2026-12-02"),  # from a Saturday
        ("2026-12-22", 3, "2026-12-29"),  # over cuti bersama, Natal and a weekend
        ("2026-03-17", 3, "2026-03-27"),  # over Nyepi and Idulfitri
        ("2026-11-23", 0, "2026-11-23"),
    ],
)
def test_working_days_skip_weekends_holidays_and_cuti_bersama(
    day: str, count: int, due: str
) -> None:
    """ "3 hari kerja", the first day not counted."""
    found = working_days_after(date.fromisoformat(day), count, OFF)
    assert found.isoformat() == due


def test_an_officers_own_holidays_are_kept() -> None:
    """A day off that the officer adds moves the due day."""
    monday = date(2026, 11, 23)
    assert working_days_after(monday, 1, OFF | {date(2026, 11, 24)}) == date(2026, 11, 25)


def test_working_days_are_not_counted_backward() -> None:
    """A negative count is a programmer's error."""
    with pytest.raises(ValueError, match="forward"):
        working_days_after(date(2026, 11, 23), -1, OFF)


@given(DAYS, st.integers(1, 20))
def test_a_due_day_is_so_many_working_days_away(day: date, count: int) -> None:
    """It is a working day itself, with so many of them up to it."""
    due = working_days_after(day, count, OFF)
    assert is_working_day(due, OFF)
    assert working_days_between(day, due, OFF) == count


def test_2026_is_as_decreed_and_2027_is_to_be_checked() -> None:
    """17 holidays and 8 cuti bersama; what nobody has checked is not certain."""
    assert len([day for day in OFF if day.year == 2026]) == 25
    assert calendar_certain(date(2026, 1, 1), date(2026, 12, 31))
    assert not calendar_certain(date(2026, 12, 31), date(2027, 1, 1))
    assert not calendar_certain(date(2028, 1, 1), date(2028, 1, 1))  # not listed at all


def test_great_feasts_and_ramadan() -> None:
    """Idulfitri, Iduladha, Nyepi and Natal are great; an independence day is a holiday only."""
    feasts = great_feasts()
    assert {date(2026, 3, 21), date(2026, 5, 27), date(2026, 3, 19), date(2026, 12, 25)} <= feasts
    assert date(2026, 8, 17) in OFF - feasts
    ends = [date(2026, 2, 18), date(2026, 2, 19), date(2026, 3, 20), date(2026, 3, 21)]
    assert [in_ramadan(day) for day in ends] == [False, True, True, False]


@pytest.mark.parametrize(
    ("name", "since", "due"),
    [
        ("jkm_paid", "2026-12-22", "2026-12-29"),  # 3 working days from BPJS's acceptance
        ("jkk_paid", "2026-11-23", "2026-12-02"),  # 7
        ("jkk_claimed", "2024-02-29", "2029-02-28"),  # 5 years
        ("jkk_claimed", "2026-03-01", "2031-03-01"),
        ("death_checked", "2026-11-27", "2026-12-01"),  # 2 working days from a Friday
        ("family_answered", "2026-11-27", "2026-11-30"),
    ],
)
def test_deadlines_in_days(name: str, since: str, due: str) -> None:
    """Each row's own unit."""
    assert due_day(name, date.fromisoformat(since), OFF).isoformat() == due


@pytest.mark.parametrize("name", ["right_granted", "breach_told"])
def test_three_times_24_hours_hold_on_weekends(name: str) -> None:
    """A right asked for on a Friday is due on Monday at the same hour."""
    friday = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
    assert due_moment(name, friday) == datetime(2026, 11, 30, 15, 30, tzinfo=UTC)


def test_an_accident_is_reported_within_two_days() -> None:
    """2 × 24 hours."""
    fell = datetime(2026, 12, 24, 8, tzinfo=UTC)
    assert due_moment("accident_reported", fell) == datetime(2026, 12, 26, 8, tzinfo=UTC)


def test_a_deadline_asked_for_in_the_wrong_unit_is_an_error() -> None:
    """Hours have no day, days have no moment, and an unknown name has neither."""
    with pytest.raises(ValueError, match="counts hours"):
        due_day("accident_reported", date(2026, 11, 23), OFF)
    with pytest.raises(ValueError, match="counts days"):
        due_moment("jkm_paid", datetime(2026, 11, 23, tzinfo=UTC))
    with pytest.raises(ValueError, match="no deadline"):
        deadline("some day", date(2026, 11, 23))
