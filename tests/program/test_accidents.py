"""What JKK pays besides a death, and when JHT is paid."""

from datetime import date

import pytest

from program.accidents import (
    old_age_grounds,
    partial_disability,
    wage_replacement,
    work_accident,
)

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("name", "amount", "certain"),
    [
        ("medical_care", None, True),  # as needed, no ceiling
        ("transport_land", 5_000_000, True),
        ("transport_sea", 2_000_000, True),
        ("transport_air", 10_000_000, True),
        ("home_care", 20_000_000, True),
        ("dentures", 5_000_000, True),
        ("hearing_aid", 2_500_000, True),
        ("glasses", 1_000_000, True),
        ("total_disability", None, False),  # sources differ: no sum is stated
    ],
)
def test_ceilings_of_jkk(name: str, amount: int | None, certain: bool) -> None:
    """Each thing has its row, with its source."""
    row = work_accident(name, DAY)
    assert (row.amount, row.certain) == (amount, certain)
    assert row.source


@pytest.mark.parametrize(("month", "paid"), [(1, 100), (12, 100), (13, 50), (40, 50)])
def test_wages_are_replaced_in_full_for_a_year(month: int, paid: int) -> None:
    """Then by half."""
    assert wage_replacement(1_000_000, month, DAY) == paid * 10_000


@pytest.mark.parametrize(
    ("permille", "paid"), [(0, 0), (40, 3_200_000), (125, 10_000_000), (1000, 80_000_000)]
)
def test_a_partial_disability_is_a_share_of_80_bases(permille: int, paid: int) -> None:
    """The table's percentage × 80 × base."""
    assert partial_disability(1_000_000, permille, DAY) == paid


def test_jht_is_paid_on_four_grounds() -> None:
    """At 56, on total disability, to the heirs, on stopping work."""
    grounds = {each.name: each.age for each in old_age_grounds(DAY)}
    assert grounds == {"old_age": 56, "total_disability": None, "death": None, "stopped_work": None}


def test_wrong_arguments_raise() -> None:
    """What no row names is a programmer's error."""
    with pytest.raises(ValueError, match="no benefit called"):
        work_accident("holiday", DAY)
    with pytest.raises(ValueError, match="from 1"):
        wage_replacement(1_000_000, 0, DAY)
    with pytest.raises(ValueError, match="permille"):
        partial_disability(1_000_000, 1001, DAY)
