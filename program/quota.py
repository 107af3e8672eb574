"""A village's places: a hundred unless set otherwise, and who is next when one is free."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from program.tables import row_on

__all__ = ["DEFAULT_PLACES", "Order", "Places", "Waiting", "free_places", "in_line", "places"]

NO_DESIL = 11  # behind the poorest tenth, 1, and the richest, 10
Order = Literal["decision", "poverty", "time"]


@dataclass(frozen=True, slots=True)
class Places:
    """How many workers a village's sponsor pays for; `village` "" is every village."""

    valid_from: date
    valid_to: date | None
    village: str
    count: int
    source: str


DEFAULT_PLACES = (Places(date(2026, 1, 1), None, "", 100, "programme: 1 desa 100 pekerja rentan"),)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody on a village's waiting list; `decided` is the place the village's decision gave."""

    person: str
    since: datetime
    decided: int | None = None
    extreme_poverty: bool = False
    desil: int | None = None


def places(village: str, year: int, agreed: Iterable[Places] = ()) -> int:
    """The places of a village in a year: what was agreed for it, else the programme's number.

    Raises ValueError for a year before the programme's table.
    """
    day = date(year, 1, 1)
    own = row_on(tuple(each for each in agreed if each.village == village), day)
    row = own or row_on(DEFAULT_PLACES, day)
    if row is None:
        raise ValueError(f"no number of places for {year}")
    return row.count


def free_places(count: int, taken: int) -> int:
    """How many are left; none when more are taken than there are."""
    return max(0, count - taken)


def in_line(waiting: Iterable[Waiting], order: Order = "time") -> tuple[Waiting, ...]:
    """The waiting list in the village's order; ties by time, then by person.

    "decision": as the village decided, undecided people last; "poverty": extreme poverty first,
    then the DTSEN desil, unknown last; "time": the default only.
    """
    return tuple(sorted(waiting, key=lambda each: (_rank(each, order), each.since, each.person)))


def _rank(each: Waiting, order: Order) -> tuple[int, int]:
    if order == "decision":
        return (each.decided is None, each.decided or 0)
    if order == "poverty":
        return (not each.extreme_poverty, each.desil if each.desil is not None else NO_DESIL)
    return (0, 0)
