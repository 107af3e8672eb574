"""Until when somebody is covered, and the state that follows."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.contributions import months_later
from program.coverage import (
    LAPSING_DAYS,
    State,
    begins_on,
    coverage,
    covered_until,
    inactive_from,
    last_day,
    missed_months,
    open_months,
    state_on,
)

MONTHS = st.integers(0, 47).map(lambda ahead: months_later(date(2025, 1, 1), ahead))
PAID = st.frozensets(MONTHS, max_size=30)
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


def months(*written: str) -> set[date]:
    """Months as written, such as "2026-01"."""
    return {date.fromisoformat(f"{each}-01") for each in written}


JANUARY_FEBRUARY = months("2026-01", "2026-02")


@pytest.mark.parametrize(
    ("paid", "day", "state", "until", "missed"),
    [
        (set(), "2026-06-10", "never_paid", None, 0),
        (months("2026-07"), "2026-06-10", "never_paid", None, 0),  # ahead: nothing begun yet
        (JANUARY_FEBRUARY, "2026-01-01", "covered", "2026-02-28", 0),  # the first covered day
        (JANUARY_FEBRUARY, "2026-02-13", "covered", "2026-02-28", 0),  # 15 days left
        (JANUARY_FEBRUARY, "2026-02-14", "lapsing", "2026-02-28", 0),  # 14 days left
        (JANUARY_FEBRUARY, "2026-02-28", "lapsing", "2026-02-28", 0),  # the last covered day
        (JANUARY_FEBRUARY, "2026-03-01", "open", "2026-02-28", 0),
        (JANUARY_FEBRUARY, "2026-03-31", "open", "2026-02-28", 0),  # not over on its last day
        (JANUARY_FEBRUARY, "2026-04-01", "arrears", "2026-02-28", 1),
        (JANUARY_FEBRUARY, "2026-05-31", "arrears", "2026-02-28", 2),
        (JANUARY_FEBRUARY, "2026-06-01", "inactive", "2026-02-28", 3),
        (JANUARY_FEBRUARY, "2026-06-10", "inactive", "2026-02-28", 3),
        (JANUARY_FEBRUARY, "2027-03-02", "inactive", "2026-02-28", 12),
        # a gap before the run that holds the day is made good
        (months("2026-01", "2026-05"), "2026-05-03", "covered", "2026-05-31", 0),
        # a month paid ahead after a gap covers nothing before it begins
        (months("2026-01", "2026-05"), "2026-04-30", "arrears", "2026-01-31", 2),
        # cover runs over the turn of the year
        (months("2025-12", "2026-01"), "2025-12-05", "covered", "2026-01-31", 0),
        (months("2024-02"), "2024-02-29", "lapsing", "2024-02-29", 0),  # a leap day
    ],
)
def test_the_state_of_a_day(
    paid: set[date], day: str, state: str, until: str | None, missed: int
) -> None:
    """State, last covered day and missed months follow from the paid months alone."""
    found = coverage(paid, date.fromisoformat(day))
    assert found.state == state
    assert found.covered_until == (date.fromisoformat(until) if until else None)
    assert len(found.missed) == missed
    assert all(found.sources)


def test_missed_months_are_named_from_the_end_of_cover_on() -> None:
    """They are consecutive, over and unpaid; what is still to be paid adds the day's own month."""
    until, day = date(2026, 2, 28), date(2026, 6, 10)
    assert missed_months(until, day) == (date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1))
    assert open_months(until, day) == (*missed_months(until, day), date(2026, 6, 1))
    assert open_months(until, date(2026, 2, 1)) == ()
    assert open_months(None, day) == (date(2026, 6, 1),)


def test_cover_that_is_still_to_begin_is_told() -> None:
    """Months paid ahead cover from their first day; nobody covered waits for cover."""
    paid = months("2026-01", "2026-05")
    assert begins_on(paid, date(2026, 3, 9)) == date(2026, 5, 1)
    assert begins_on(paid, date(2026, 1, 9)) is None
    assert begins_on(paid, date(2026, 6, 1)) is None


def test_the_cliff_has_a_date() -> None:
    """Cover to 31 December, as a village's budget year gives it, is inactive on 1 April."""
    assert inactive_from(date(2026, 12, 31)) == date(2027, 4, 1)


@given(PAID, DAYS)
def test_the_state_follows_from_the_stored_day_alone(paid: frozenset[date], day: date) -> None:
    """What storage keeps, the last covered day, gives the same state as the months."""
    until = covered_until(paid, day)
    state = state_on(until, day)
    assert coverage(paid, day).state is state
    assert (state in (State.COVERED, State.LAPSING)) == (day.replace(day=1) in paid)
    if until is not None and state is State.INACTIVE:
        assert day >= inactive_from(until)
        assert state_on(until, inactive_from(until) - timedelta(days=1)) is State.ARREARS


@given(PAID, MONTHS, DAYS)
def test_a_payment_never_moves_cover_back(paid: frozenset[date], more: date, day: date) -> None:
    """Whatever month is paid besides, cover ends no earlier and no more months are missed."""
    before, after = covered_until(paid, day), covered_until(paid | {more}, day)
    assert before is None or (after is not None and after >= before)
    if before is not None:
        assert len(missed_months(after, day)) <= len(missed_months(before, day))


@given(st.lists(MONTHS, max_size=20), st.randoms(use_true_random=False), DAYS)
def test_the_order_of_recording_does_not_matter(
    paid: list[date], chance: Random, day: date
) -> None:
    """Shuffled and doubled months give the same answer."""
    shuffled = paid + paid[: len(paid) // 2]
    chance.shuffle(shuffled)
    assert coverage(shuffled, day) == coverage(paid, day)


@given(PAID, DAYS)
def test_cover_is_one_unbroken_run(paid: frozenset[date], day: date) -> None:
    """It ends with a paid month whose next one is unpaid."""
    until = covered_until(paid, day)
    assert (until is None) == all(each > day for each in paid)
    if until is not None:
        assert last_day(until) == until
        assert until.replace(day=1) in paid
        assert months_later(until.replace(day=1), 1) not in paid


@given(st.frozensets(MONTHS, min_size=1))
def test_states_come_in_their_order(paid: frozenset[date]) -> None:
    """Day by day after the last paid month they only get worse: open, arrears, inactive."""
    until = last_day(max(paid))
    order = [State.COVERED, State.LAPSING, State.OPEN, State.ARREARS, State.INACTIVE]
    days = [until + timedelta(days=ahead) for ahead in range(-LAPSING_DAYS, 130)]
    ranks = [order.index(state_on(until, day)) for day in days]
    assert all(earlier <= later for earlier, later in pairwise(ranks))
    assert set(ranks) == {1, 2, 3, 4}
