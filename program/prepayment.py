"""A payment for several months at once: which months it covers and what each costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from program.contributions import Contribution, contribution, months_later
from program.open_questions import UNANSWERED, Answers

__all__ = ["Basis", "Payment", "payment", "unpaid_from"]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a contribution is counted from: rupiah a month, programmes, who pays, transport."""

    income: int
    programmes: frozenset[str]
    payer: str
    transport: bool = False


@dataclass(frozen=True, slots=True)
class Payment:
    """The months paid, each with its contribution by its own tariff, in order."""

    months: tuple[tuple[date, Contribution], ...]

    @property
    def total(self) -> int:
        """What is paid at once, whole rupiah."""
        return sum(each.total for _, each in self.months)

    @property
    def certain(self) -> bool:
        """Whether every month's sum is."""
        return all(each.certain for _, each in self.months)

    @property
    def sources(self) -> tuple[str, ...]:
        """Each month's, every one once."""
        return tuple(dict.fromkeys(source for _, each in self.months for source in each.sources))


def payment(months: Iterable[date], basis: Basis, answers: Answers = UNANSWERED) -> Payment:
    """What these months cost; a month named twice is charged once.

    Raises ValueError like `contribution`.
    """
    return Payment(
        tuple(
            (
                month,
                contribution(
                    month,
                    basis.income,
                    basis.programmes,
                    basis.payer,
                    basis.transport,
                    answers=answers,
                ),
            )
            for month in sorted(set(months))
        )
    )


def unpaid_from(first: date, count: int, paid: Iterable[date]) -> tuple[date, ...]:
    """The next so many months from a first one that are not paid yet: none is charged twice.

    Months are given by their first day; raises ValueError unless at least one month is asked for.
    """
    if count < 1:
        raise ValueError("at least one month is paid")
    known, month = frozenset(paid), first
    found: list[date] = []
    while len(found) < count:
        if month not in known:
            found.append(month)
        month = months_later(month, 1)
    return tuple(found)
