"""Dues: which months somebody may pay next and what they cost, as the rules of `program` say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from conversations.facts import CoverView
from conversations.fields.money import LOWEST_INCOME
from program.contributions import bracket, contribution, months_later, prepayment_months
from program.coverage import State, begins_on, covered_until, last_day, open_months, state_on
from program.prepayment import Basis, Payment, payment, unpaid_from

FULL_PRICE_WITHIN = 24  # months ahead in which the end of a discount is looked for
COVERED = frozenset({State.COVERED, State.LAPSING})
UNPAID = frozenset({State.OPEN, State.ARREARS})


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive months of one price, whole rupiah a month."""

    first: date
    last: date
    monthly: int

    @property
    def count(self) -> int:
        """How many months."""
        return 12 * (self.last.year - self.first.year) + self.last.month - self.first.month + 1


def basis(view: CoverView) -> Basis:
    """What somebody who pays for oneself is charged by; without an income the lowest bracket."""
    income = LOWEST_INCOME if view.income is None else view.income
    return Basis(income, view.programmes, "self", view.transport)


def state_of(view: CoverView, today: date) -> State:
    """The state by contributions alone."""
    return state_on(view.covered_until, today)


def begins(view: CoverView, today: date) -> date | None:
    """The first day of months paid ahead, where today is not covered."""
    if state_of(view, today) in COVERED:
        return None
    return begins_on(view.paid_ahead, today)


def ends(view: CoverView, start: date) -> date:
    """The last day of the run of months paid ahead that begins on a day."""
    return covered_until(view.paid_ahead, start) or last_day(start)


def due_months(view: CoverView, today: date) -> tuple[date, ...]:
    """The months to pay next: all that are open, else the next one; inactive: this month."""
    state = state_of(view, today)
    if state in UNPAID:
        return open_months(view.covered_until, today)
    return months_ahead(view, today, 1)


def months_ahead(view: CoverView, today: date, count: int) -> tuple[date, ...]:
    """The next so many months that are not paid yet, beginning where cover ended or ends."""
    return unpaid_from(_next_month(view, today), count, view.paid_ahead)


def periods(today: date) -> tuple[int, ...]:
    """How many months may be paid at once."""
    return prepayment_months(today)


def price(view: CoverView, months: Iterable[date]) -> Payment:
    """What these months cost somebody who pays for oneself."""
    return payment(months, basis(view))


def runs(paid: Payment) -> tuple[Run, ...]:
    """The months in order, those of one price together."""
    found: list[Run] = []
    for monthly, group in groupby(paid.months, key=lambda each: each[1].total):
        for month, _ in group:
            follows = found and months_later(found[-1].last, 1) == month
            if follows and found[-1].monthly == monthly:
                found[-1] = Run(found[-1].first, month, monthly)
            else:
                found.append(Run(month, month, monthly))
    return tuple(found)


def full_price(view: CoverView, months: Sequence[date]) -> Run | None:
    """The first month after these without their discount, and its sum; None: none is discounted."""
    its = basis(view)
    if not price(view, months[-1:]).months[0][1].discounted:
        return None
    for later in range(1, FULL_PRICE_WITHIN):
        month = months_later(months[-1], later)
        cost = contribution(month, its.income, its.programmes, its.payer, its.transport)
        if not cost.discounted:
            return Run(month, month, cost.total)
    return None


def lower_bound(view: CoverView, month: date) -> int:
    """The income, rupiah a month, from which somebody's bracket counts."""
    return bracket(basis(view).income, month).from_income


def sponsored(view: CoverView, today: date) -> bool:
    """Whether somebody else pays at present, so that there is nothing to pay."""
    if view.payer == "self" or (not view.sponsor and view.covered_until is None):
        return False
    if view.sponsored_until is not None:
        return today <= last_day(view.sponsored_until)
    return view.covered_until is not None and today <= view.covered_until


def alone_from(view: CoverView, today: date) -> date:
    """The first month that a sponsored person would pay alone."""
    after = [_next_month(view, today)]
    if view.sponsored_until is not None:
        after.append(months_later(view.sponsored_until.replace(day=1), 1))
    return unpaid_from(max(after), 1, view.paid_ahead)[0]


def _next_month(view: CoverView, today: date) -> date:
    """The month with which paying goes on."""
    state = state_of(view, today)
    if view.covered_until is not None and state in COVERED:
        return (view.covered_until + timedelta(days=1)).replace(day=1)
    if state in UNPAID:
        return open_months(view.covered_until, today)[0]
    return today.replace(day=1)
