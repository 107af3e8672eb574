"""Who is entitled after a death, in the order of PP 44/2015 art. 37(5); nothing is divided here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from program.tables import row_on
from program.tables_benefits import HEIR_ORDERS

__all__ = ["RELATIVES", "Heirs", "heirs"]

RELATIVES = tuple(name for each in HEIR_ORDERS[-1].classes for name in each)


@dataclass(frozen=True, slots=True)
class Heirs:
    """Who is entitled, all of one class (1 to 5), or nobody: class None.

    Without anybody the funeral money goes to `funeral_to`, the rest to `rest_to`; both are None
    otherwise.
    """

    entitled: tuple[str, ...]
    heir_class: int | None
    funeral_to: str | None
    rest_to: str | None
    source: str


def heirs(left: Iterable[str], death_on: date | None = None) -> Heirs:
    """The nearest class that anybody left belongs to, in the order in force; today's without a day.

    Raises ValueError for a name that is not in RELATIVES or a day before the tables begin.
    """
    order = row_on(HEIR_ORDERS, death_on) if death_on else HEIR_ORDERS[-1]
    if order is None:
        raise ValueError(f"no order of heirs for {death_on:%Y-%m-%d}")
    names = frozenset(left)
    if unknown := sorted(names - frozenset(RELATIVES)):
        raise ValueError(f"not a relative in the law's order: {', '.join(unknown)}")
    for number, members in enumerate(order.classes, start=1):
        entitled = tuple(each for each in members if each in names)
        if entitled:
            return Heirs(entitled, number, None, None, order.source)
    return Heirs((), None, order.funeral_to, order.rest_to, order.source)
