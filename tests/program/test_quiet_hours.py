"""When nobody is written to unasked."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.quiet_hours import DEFAULT_HOURS, Hours, Span, may_send, next_sending
from program.tables_calendar import HOLIDAYS

MOMENTS = st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2027-12-01"))


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        ("2026-11-23 08:59", False),  # before the first window
        ("2026-11-23 09:00", True),
        ("2026-11-23 11:29", True),
        ("2026-11-23 11:30", False),  # noon
        ("2026-11-23 15:45", True),
        ("2026-11-23 17:44", True),
        ("2026-11-23 17:45", False),  # Maghrib comes
        ("2026-11-23 21:00", False),
        ("2026-11-23 03:00", False),
        ("2026-11-27 10:59", True),  # a Friday morning
        ("2026-11-27 11:00", False),  # Friday prayer
        ("2026-11-27 15:45", True),
        ("2026-11-28 10:00", True),  # Saturday is a day like others
        ("2026-03-02 16:59", True),  # an afternoon of Ramadan
        ("2026-03-02 17:00", False),  # before breaking the fast
        ("2026-03-21 10:00", False),  # Idulfitri
        ("2026-05-27 10:00", False),  # Iduladha
        ("2026-12-25 10:00", False),  # Natal
        ("2026-08-17 10:00", True),  # a holiday, no great feast
    ],
)
def test_times_of_the_region(moment: str, sent: bool) -> None:
    """Two windows a day, less Friday prayer, Maghrib to Isya, Ramadan's evenings and feasts."""
    assert may_send(datetime.fromisoformat(moment)) == sent


@pytest.mark.parametrize(
    ("moment", "after"),
    [
        ("2026-11-23 10:00", "2026-11-23 10:00"),  # now
        ("2026-11-23 11:30", "2026-11-23 15:45"),
        ("2026-11-23 18:00", "2026-11-24 09:00"),
        ("2026-11-27 11:10", "2026-11-27 15:45"),  # Friday
        ("2026-03-20 17:30", "2026-03-23 09:00"),  # over Idulfitri
    ],
)
def test_the_next_time_to_send(moment: str, after: str) -> None:
    """The first moment that is free."""
    assert next_sending(datetime.fromisoformat(moment)) == datetime.fromisoformat(after)


def test_prayer_wins_over_a_window_that_is_set_too_wide() -> None:
    """An officer's evening window does not reach into Maghrib, nor over Friday noon."""
    wide = Hours(windows=(Span(time(8), time(21)),))
    assert not may_send(datetime.fromisoformat("2026-11-23 18:30"), wide)
    assert not may_send(datetime.fromisoformat("2026-11-27 12:00"), wide)
    assert next_sending(datetime.fromisoformat("2026-11-27 12:00"), wide) == datetime.fromisoformat(
        "2026-11-27 14:00"
    )
    assert next_sending(datetime.fromisoformat("2026-11-23 18:30"), wide) == datetime.fromisoformat(
        "2026-11-23 20:00"
    )


def test_hours_without_any_window_are_an_error() -> None:
    """Settings that allow nothing are told, not searched for ever."""
    with pytest.raises(ValueError, match="no time to send"):
        next_sending(datetime.fromisoformat("2026-11-23 10:00"), Hours(windows=()))


@given(MOMENTS)
def test_the_next_time_is_free_and_the_earliest(moment: datetime) -> None:
    """It may be sent at, and no quarter of an hour before it may."""
    found = next_sending(moment)
    assert may_send(found)
    tried = moment
    while tried < found:
        assert not may_send(tried)
        tried += timedelta(minutes=15)


@given(MOMENTS)
def test_nothing_is_sent_at_night_or_on_feasts(moment: datetime) -> None:
    """Whatever the day."""
    if may_send(moment):
        assert time(9) <= moment.time() < time(17, 45)
        assert moment.date() not in {each.valid_from for each in HOLIDAYS if each.great}


def test_the_default_windows_are_the_issues() -> None:
    """09.00–11.30 and 15.45–17.45; a day's feasts may be given instead of the table's."""
    assert DEFAULT_HOURS.windows == (Span(time(9), time(11, 30)), Span(time(15, 45), time(17, 45)))
    monday = datetime.fromisoformat("2026-11-23 10:00")
    assert not may_send(monday, feasts={date(2026, 11, 23)})
