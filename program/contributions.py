"""What a contribution month costs, in whole rupiah (PP 44/2015, PP 46/2015, PP 50/2025)."""

from dataclasses import dataclass
from datetime import date

from program.tables import (
    BRACKETS,
    DISCOUNTS,
    PAYER_RULES,
    PREPAYMENTS,
    RATES,
    Bracket,
    Discount,
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
    "prepaid",
    "prepayment_months",
]

PROGRAMMES = frozenset({"jkk", "jkm", "jht"})
PREPAYMENT_MONTHS = PREPAYMENTS[-1].months


@dataclass(frozen=True, slots=True)
class Contribution:
    """One month's contribution, whole rupiah: the parts before, the total after the discount."""

    jkk: int
    jkm: int
    jht: int
    total: int
    discounted: bool
    certain: bool


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
    month: date, income: int, programmes: frozenset[str], payer: str, transport: bool = False
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
    settled = _holds_for(payer)
    divisor = discount.divisor if discount and settled else 1
    return Contribution(
        jkk,
        jkm,
        jht,
        total=(jkk + jkm) // divisor + jht,
        discounted=divisor > 1,
        certain=row.certain and (discount is None or settled is not None),
    )


def prepaid(
    first_month: date,
    months: int,
    income: int,
    programmes: frozenset[str],
    payer: str,
    transport: bool = False,
) -> tuple[Contribution, ...]:
    """The contributions of consecutive months, each by its own month's tariff; sum their totals.

    Any number of months from 1, since a sponsor may pay the rest of a year; what a person is
    offered stands in PREPAYMENT_MONTHS. Raises ValueError like `contribution`.
    """
    if months < 1:
        raise ValueError("at least one month is paid")
    return tuple(
        contribution(_months_later(first_month, later), income, programmes, payer, transport)
        for later in range(months)
    )


def prepayment_months(day: date) -> tuple[int, ...]:
    """The numbers of months that may be paid at once on a day; empty before the tables begin."""
    row = row_on(PREPAYMENTS, day)
    return row.months if row else ()


def _rates(month: date) -> Rates:
    rates = row_on(RATES, _first_day(month))
    if rates is None:
        raise ValueError(f"no rates for {month:%Y-%m}")
    return rates


def _discount(month: date, transport: bool) -> Discount | None:
    return row_on(tuple(row for row in DISCOUNTS if row.transport == transport), month)


def _holds_for(payer: str) -> bool | None:
    return next((rule.discounted for rule in PAYER_RULES if rule.payer == payer), None)


def _first_day(month: date) -> date:
    if month.day != 1:
        raise ValueError("a contribution month is given by its first day")
    return month


def _months_later(month: date, later: int) -> date:
    years, index = divmod(month.month - 1 + later, 12)
    return month.replace(year=month.year + years, month=index + 1)
