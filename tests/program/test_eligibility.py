"""Who may register by age."""

from datetime import date

import pytest

from program.eligibility import age_on, eligibility

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("birth_date", "age"),
    [
        (date(1980, 11, 22), 46),  # on the birthday
        (date(1980, 11, 23), 45),  # the day before
        (date(2026, 11, 22), 0),  # born today
    ],
)
def test_age_is_in_completed_years(birth_date: date, age: int) -> None:
    """A year counts from the birthday on."""
    assert age_on(birth_date, TODAY) == age


def test_a_leap_day_child_completes_a_year_on_the_first_of_march() -> None:
    """On 28 February of a common year the year is not complete yet."""
    assert age_on(date(2000, 2, 29), date(2026, 2, 28)) == 25
    assert age_on(date(2000, 2, 29), date(2026, 3, 1)) == 26


@pytest.mark.parametrize(
    ("birth_date", "told"),
    [
        (date(1961, 11, 22), "too_old"),  # 65 today
        (date(1961, 11, 23), "eligible"),  # 65 tomorrow, not yet 65 at registration
        (date(2008, 11, 22), "eligible"),  # 18 today
        (date(2008, 11, 23), "minor"),  # 18 tomorrow: an officer decides
        (date(1920, 1, 1), "too_old"),
    ],
)
def test_eligibility_by_age(birth_date: date, told: str) -> None:
    """65 or older may not register, under 18 an officer decides."""
    assert eligibility(birth_date, TODAY) == told


def test_before_the_table_there_is_no_answer() -> None:
    """A day without age limits is a programmer's error."""
    with pytest.raises(ValueError, match="no age limits"):
        eligibility(date(1980, 1, 1), date(2010, 1, 1))
