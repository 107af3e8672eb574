"""Several months paid at once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.contributions import contribution, months_later, payable_at_once
from program.open_questions import UNANSWERED, Answers
from program.prepayment import Basis, payment, unpaid_from
from program.tables import DISCOUNTS, PAYER_RULES

SMALLEST = frozenset({"jkk", "jkm"})
FARMER = Basis(1_000_000, SMALLEST, "self")
NOVEMBER = date(2026, 11, 1)
MONTHS = st.integers(0, 60).map(lambda ahead: months_later(date(2025, 1, 1), ahead))


def test_each_month_has_its_own_tariff() -> None:
    """November to January crosses the end of the discount."""
    found = payment((months_later(NOVEMBER, ahead) for ahead in range(3)), FARMER)
    assert [each.total for _, each in found.months] == [8_400, 8_400, 16_800]
    assert (found.total, found.certain) == (33_600, True)
    assert "PP 50/2025 art. 3" in found.sources


def test_one_uncertain_month_makes_the_sum_uncertain() -> None:
    """The village's discount is open in December only; in January there is none to settle."""
    village = Basis(1_000_000, SMALLEST, "village")
    assert not payment([date(2026, 12, 1), date(2027, 1, 1)], village).certain
    assert payment([date(2027, 1, 1)], village).certain


@given(st.lists(MONTHS, min_size=1, max_size=20))
def test_a_month_is_never_charged_twice(months: list[date]) -> None:
    """However often a month is named, it is in the payment once, in order."""
    found = payment(months + months, FARMER)
    assert [month for month, _ in found.months] == sorted(set(months))
    assert found.total == sum(each.total for _, each in found.months)


@given(MONTHS, st.integers(1, 12), st.frozensets(MONTHS))
def test_paid_months_are_passed_over(first: date, count: int, paid: frozenset[date]) -> None:
    """The months offered for payment are unpaid, so many, and leave no unpaid one out."""
    found = unpaid_from(first, count, paid)
    assert len(found) == len(set(found)) == count
    assert not set(found) & paid
    between, month = set(), first
    while month < found[-1]:
        between.add(month)
        month = months_later(month, 1)
    assert between <= paid | set(found)


def test_no_month_at_all_is_an_error() -> None:
    """Paying nought months is no payment."""
    with pytest.raises(ValueError, match="at least one"):
        unpaid_from(NOVEMBER, 0, ())


@pytest.mark.parametrize(
    ("months", "answers", "payable"),
    [
        (1, UNANSWERED, True),
        (12, UNANSWERED, True),
        (2, UNANSWERED, None),  # sources differ
        (2, Answers(two_months_prepaid=True), True),
        (2, Answers(two_months_prepaid=False), False),
        (4, UNANSWERED, False),
        (13, UNANSWERED, False),
    ],
)
def test_how_many_months_a_person_may_pay(
    months: int, answers: Answers, payable: bool | None
) -> None:
    """1, 3, 6 or 12; two are an open question."""
    assert payable_at_once(months, NOVEMBER, answers) is payable


@pytest.mark.parametrize(
    ("payer", "answers", "total", "certain"),
    [
        ("village", UNANSWERED, 16_800, False),
        ("village", Answers(village_discounted=True), 8_400, True),
        ("village", Answers(village_discounted=False), 16_800, True),
        ("csr", Answers(csr_discounted=True), 8_400, True),
        ("csr", Answers(village_discounted=True), 16_800, False),  # another sponsor's answer
        ("kabupaten", Answers(village_discounted=True), 16_800, True),  # the law settles APBD
    ],
)
def test_an_officers_answer_settles_a_sponsors_discount(
    payer: str, answers: Answers, total: int, certain: bool
) -> None:
    """The open question of the discount is a setting per sponsor."""
    found = contribution(NOVEMBER, 1_000_000, SMALLEST, payer, answers=answers)
    assert (found.total, found.certain) == (total, certain)


def test_an_officers_answer_settles_the_top_brackets() -> None:
    """Their sums become certain with the answer."""
    answers = Answers(top_brackets_hold=True)
    assert contribution(NOVEMBER, 20_000_000, SMALLEST, "self", answers=answers).certain


@given(
    MONTHS,
    st.integers(0, 10**7),
    st.sampled_from([each.payer for each in PAYER_RULES]),
    st.booleans(),
)
def test_a_discount_only_where_the_law_gives_it(
    month: date, income: int, payer: str, transport: bool
) -> None:
    """Only a self-payer's JKK and JKM, only in the months of the worker's class, only by half."""
    found = contribution(month, income, frozenset({"jkk", "jkm", "jht"}), payer, transport)
    within = any(
        row.valid_from <= month <= (row.valid_to or month)
        for row in DISCOUNTS
        if row.transport == transport
    )
    assert found.discounted == (payer == "self" and within)
    assert found.discount == (50 if found.discounted else 0)
    assert found.total >= found.jht + (found.jkk + found.jkm) // 2
