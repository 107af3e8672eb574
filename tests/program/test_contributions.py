"""What a contribution month costs."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from program.contributions import (
    PREPAYMENT_MONTHS,
    PROGRAMMES,
    bracket,
    contribution,
    prepaid,
    prepayment_months,
)
from program.tables import BRACKETS, DISCOUNTS, PAYER_RULES, Discount, row_on

SMALLEST = frozenset({"jkk", "jkm"})
DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 1)
MONTHS = st.dates(date(2015, 7, 1), date(2040, 1, 1)).map(lambda day: day.replace(day=1))
PAYERS = st.sampled_from([rule.payer for rule in PAYER_RULES] + ["somebody"])


@pytest.mark.parametrize(
    ("income", "base", "certain"),
    [
        (0, 1_000_000, True),  # under the first row the first row holds
        (999_999, 1_000_000, True),
        (1_099_999, 1_000_000, True),
        (1_100_000, 1_200_000, True),  # a lower bound belongs to its row
        (2_699_999, 2_600_000, True),
        (2_700_000, 2_950_000, True),
        (7_700_000, 7_950_000, True),
        (8_200_000, 8_700_000, True),
        (18_199_999, 17_700_000, True),
        (18_200_000, 18_700_000, False),  # the last three rows are unsettled
        (19_200_000, 19_700_000, False),
        (90_000_000, 20_700_000, False),  # nothing above the last row
    ],
)
def test_an_income_has_its_bracket(income: int, base: int, certain: bool) -> None:
    """The highest row that the income reaches gives the base, with its source."""
    found = bracket(income, DECEMBER)
    assert (found.base, found.certain) == (base, certain)
    assert found.source


@pytest.mark.parametrize(
    ("month", "payer", "transport", "total", "certain"),
    [
        (date(2026, 3, 1), "self", False, 16_800, True),  # before the discount of all others
        (date(2026, 4, 1), "self", False, 8_400, True),  # its first month
        (DECEMBER, "self", False, 8_400, True),  # its last
        (JANUARY, "self", False, 16_800, True),
        (date(2025, 12, 1), "self", True, 16_800, True),  # before that of transport workers
        (date(2026, 1, 1), "self", True, 8_400, True),  # its first month
        (date(2027, 3, 1), "self", True, 8_400, True),  # its last
        (date(2027, 4, 1), "self", True, 16_800, True),
        (DECEMBER, "kabupaten", False, 16_800, True),  # APBD: no discount
        (DECEMBER, "state", False, 16_800, True),  # APBN: no discount
        (DECEMBER, "village", False, 16_800, False),  # unsettled
        (DECEMBER, "unknown", False, 16_800, False),
        (DECEMBER, "somebody else", False, 16_800, False),
        (JANUARY, "village", False, 16_800, True),  # nothing to settle without a discount
    ],
)
def test_the_smallest_package_by_month_and_payer(
    month: date, payer: str, transport: bool, total: int, certain: bool
) -> None:
    """JKK and JKM are halved only in the months and for the payers of PP 50/2025."""
    paid = contribution(month, 1_000_000, SMALLEST, payer, transport)
    assert (paid.total, paid.certain) == (total, certain)
    assert (paid.jkk, paid.jkm, paid.jht) == (10_000, 6_800, 0)
    assert paid.discounted == (total == 8_400)


@pytest.mark.parametrize(
    ("programmes", "december", "january"),
    [
        ({"jkk", "jkm", "jht"}, 28_400, 36_800),  # JHT is never halved
        ({"jkk", "jkm"}, 8_400, 16_800),
        ({"jkk"}, 5_000, 10_000),
        ({"jkm"}, 3_400, 6_800),
        ({"jht"}, 20_000, 20_000),
        (set(), 0, 0),
    ],
)
def test_the_total_by_programmes(programmes: set[str], december: int, january: int) -> None:
    """Each programme adds its own part."""
    for month, total in ((DECEMBER, december), (JANUARY, january)):
        assert contribution(month, 500_000, frozenset(programmes), "self").total == total


def test_jht_alone_is_certain_whoever_pays() -> None:
    """Where nothing could be discounted an unsettled payer unsettles nothing."""
    paid = contribution(DECEMBER, 1_000_000, frozenset({"jht"}), "village")
    assert (paid.discounted, paid.certain) == (False, True)


def test_an_unsettled_bracket_is_not_certain() -> None:
    """A figure from an unsettled row is shown as such."""
    assert not contribution(JANUARY, 18_200_000, SMALLEST, "self").certain


def test_prepayment_crosses_a_change_of_tariff() -> None:
    """November to January is paid at two discounted months and a full one."""
    paid = prepaid(date(2026, 11, 1), 3, 1_000_000, SMALLEST, "self")
    assert [month.total for month in paid] == [8_400, 8_400, 16_800]


def test_a_year_ahead_has_twelve_months() -> None:
    """Twelve months from February run into the next January."""
    paid = prepaid(date(2026, 2, 1), 12, 1_000_000, SMALLEST, "self")
    assert [month.total for month in paid] == [16_800] * 2 + [8_400] * 9 + [16_800]


def test_prepayment_months_come_from_the_table() -> None:
    """1, 3, 6 or 12 months are offered, none before the programme began."""
    assert prepayment_months(DECEMBER) == PREPAYMENT_MONTHS == (1, 3, 6, 12)
    assert prepayment_months(date(2010, 1, 1)) == ()


@pytest.mark.parametrize(
    ("month", "income", "programmes", "told"),
    [
        (date(2026, 12, 2), 1, SMALLEST, "first day"),
        (date(2015, 6, 1), 1, SMALLEST, "no income brackets"),
        (DECEMBER, -1, SMALLEST, "negative"),
        (DECEMBER, 1, frozenset({"jp"}), "programmes"),  # BPU may not join JP
    ],
)
def test_wrong_arguments_raise(
    month: date, income: int, programmes: frozenset[str], told: str
) -> None:
    """A programmer's error is raised and says what is wrong."""
    with pytest.raises(ValueError, match=told):
        contribution(month, income, programmes, "self")


def test_no_month_at_all_is_an_error() -> None:
    """Paying nought months ahead is no payment."""
    with pytest.raises(ValueError, match="at least one"):
        prepaid(DECEMBER, 0, 1_000_000, SMALLEST, "self")


@settings(deadline=None)
@given(MONTHS, st.integers(0, 10**9), st.sets(st.sampled_from(sorted(PROGRAMMES))), PAYERS)
def test_a_total_is_its_parts(month: date, income: int, programmes: set[str], payer: str) -> None:
    """Undiscounted the total is the sum; discounted exactly half of JKK and JKM is off."""
    paid = contribution(month, income, frozenset(programmes), payer)
    off = (paid.jkk + paid.jkm) // 2 if paid.discounted else 0
    assert paid.total == paid.jkk + paid.jkm + paid.jht - off
    assert (paid.jkk + paid.jkm) % 2 == 0
    assert paid.discounted <= paid.certain or income >= 18_200_000


@settings(deadline=None)
@given(MONTHS, st.integers(0, 10**8), st.integers(0, 10**7))
def test_more_income_never_costs_less(month: date, income: int, more: int) -> None:
    """Contributions do not fall as the income rises."""
    less = contribution(month, income, PROGRAMMES, "self")
    assert less.total <= contribution(month, income + more, PROGRAMMES, "self").total


def test_the_tables_are_in_order_and_sourced() -> None:
    """Rows rise, every row names its source and no two discounts of a kind overlap."""
    for table in BRACKETS:
        assert list(table.rows) == sorted(table.rows, key=lambda row: row.from_income)
        assert all(row.source for row in table.rows)
    assert len(BRACKETS[0].rows) == 33
    assert all(row.source for row in (*DISCOUNTS, *PAYER_RULES))


def test_a_dated_row_holds_on_both_its_ends() -> None:
    """The first and the last day belong to a row, the days around it don't."""
    rows = (Discount(date(2026, 1, 2), date(2026, 1, 3), False, 2, "a test"),)
    days = [date(2026, 1, day) for day in (1, 2, 3, 4)]
    assert [row_on(rows, day) is not None for day in days] == [False, True, True, False]


def test_a_month_without_rates_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the table of rates ends before that of incomes, nothing is guessed."""
    monkeypatch.setattr("program.contributions.RATES", ())
    with pytest.raises(ValueError, match="no rates for 2026-12"):
        contribution(DECEMBER, 1_000_000, SMALLEST, "self")
