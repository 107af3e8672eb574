"""What a contribution month costs, in whole rupiah (PP 44/2015, PP 46/2015, PP 50/2025)."""

from dataclasses import dataclass
from datetime import date

from program.open_questions import UNANSWERED, Answers
from program.tables import (
    BRACKETS,
    DISCOUNTS,
    PAYER_RULES,
    PREPAYMENTS,
    RATES,
    Bracket,
    Discount,
    PayerRule,
    Rates,
    row_on,
)

__all__ = [
    "PREPAYMENT_MONTHS",
    "PROGRAMMES",
    "Bracket",
    "Contribution",
    "bracket",
    "contribution",
    "months_later",
    "payable_at_once",
    "prepaid",
    "prepayment_months",
]

PROGRAMMES = frozenset({"jkk", "jkm", "jht"})
PREPAYMENT_MONTHS = PREPAYMENTS[-1].months


@dataclass(frozen=True, slots=True)
class Contribution:
    """One month's contribution, whole rupiah: the parts before, the total after the discount.

    `discount` is the percentage off JKK and JKM: 0 or 50.
    """

    base: int
    jkk: int
    jkm: int
    jht: int
    total: int
    discount: int
    certain: bool
    sources: tuple[str, ...]

    @property
    def discounted(self) -> bool:
        """Whether a part of JKK and JKM is off."""
        return self.discount > 0


def bracket(income: int, month: date) -> Bracket:
    """The bracket of a monthly income; below the first row's income the first row holds.

    Raises ValueError for a negative income or a month without a table.
    """
    if income < 0:
        raise ValueError("an income is not negative")
    table = row_on(BRACKETS, _first_day(month))
    if table is None:
        raise ValueError(f"no income brackets for {month:%Y-%m}")
    reached = [row for row in table.rows if row.from_income <= income]
    return reached[-1] if reached else table.rows[0]


def contribution(
    month: date,
    income: int,
    programmes: frozenset[str],
    payer: str,
    transport: bool = False,
    *,
    answers: Answers = UNANSWERED,
) -> Contribution:
    """One contribution month; an unsettled payer counts without discount and is not certain.

    Raises ValueError for an unknown programme, a month that is not a first day or has no rates.
    """
    if not programmes <= PROGRAMMES:
        raise ValueError("programmes are jkk, jkm and jht")
    row, rates = bracket(income, month), _rates(month)
    jkk = row.base // rates.jkk_divisor if "jkk" in programmes else 0
    jkm = rates.jkm if "jkm" in programmes else 0
    jht = row.base // rates.jht_divisor if "jht" in programmes else 0
    discount = _discount(month, transport) if jkk + jkm else None
    settled = _holds_for(payer, month, answers)
    divisor = discount.divisor if discount and settled else 1
    return Contribution(
        row.base,
        jkk,
        jkm,
        jht,
        total=(jkk + jkm) // divisor + jht,
        discount=100 - 100 // divisor,
        certain=_holds(row, answers) and (discount is None or settled is not None),
        sources=_sources(row, rates, discount, _rule(payer, month)),
    )


def prepaid(
    first_month: date,
    months: int,
    income: int,
    programmes: frozenset[str],
    payer: str,
    transport: bool = False,
    *,
    answers: Answers = UNANSWERED,
) -> tuple[Contribution, ...]:
    """The contributions of consecutive months, each by its own month's tariff; sum their totals.

    Any number of months from 1, since a sponsor may pay the rest of a year; what a person is
    offered stands in PREPAYMENT_MONTHS. Raises ValueError like `contribution`.
    """
    if months < 1:
        raise ValueError("at least one month is paid")
    return tuple(
        contribution(
            months_later(first_month, later), income, programmes, payer, transport, answers=answers
        )
        for later in range(months)
    )


def prepayment_months(day: date) -> tuple[int, ...]:
    """The numbers of months that may be paid at once on a day; empty before the tables begin."""
    row = row_on(PREPAYMENTS, day)
    return row.months if row else ()


def payable_at_once(months: int, day: date, answers: Answers = UNANSWERED) -> bool | None:
    """Whether a person may pay so many months at once; None while that is unsettled."""
    row = row_on(PREPAYMENTS, day)
    if row and months in row.months:
        return True
    if row and months in row.unsettled:
        return answers.two_months_prepaid
    return False


def months_later(month: date, later: int) -> date:
    """The first day of the month so many months after (before, if negative) a month's first day."""
    years, index = divmod(month.month - 1 + later, 12)
    return month.replace(year=month.year + years, month=index + 1)


def _rates(month: date) -> Rates:
    rates = row_on(RATES, _first_day(month))
    if rates is None:
        raise ValueError(f"no rates for {month:%Y-%m}")
    return rates


def _discount(month: date, transport: bool) -> Discount | None:
    return row_on(tuple(row for row in DISCOUNTS if row.transport == transport), month)


def _rule(payer: str, month: date) -> PayerRule | None:
    """The rule for a payer; who is not listed is as unsettled as an unknown one."""
    known = payer if any(each.payer == payer for each in PAYER_RULES) else "unknown"
    return row_on(tuple(each for each in PAYER_RULES if each.payer == known), month)


def _holds_for(payer: str, month: date, answers: Answers) -> bool | None:
    answered = {"village": answers.village_discounted, "csr": answers.csr_discounted}
    rule = _rule(payer, month)
    listed = rule.discounted if rule else None
    return answered.get(payer) if listed is None else listed


def _holds(row: Bracket, answers: Answers) -> bool:
    return row.certain or bool(answers.top_brackets_hold)


def _sources(
    row: Bracket, rates: Rates, discount: Discount | None, rule: PayerRule | None
) -> tuple[str, ...]:
    """Each source once; the discount's and its payer's only in months that have one."""
    found = [row.source, rates.source]
    if discount and rule:
        found += [discount.source, rule.source]
    return tuple(dict.fromkeys(found))


def _first_day(month: date) -> date:
    if month.day != 1:
        raise ValueError("a contribution month is given by its first day")
    return month
