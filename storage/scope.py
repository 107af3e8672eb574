"""Whose rows may be seen: every reading function takes a scope."""

from dataclasses import dataclass
from typing import Self

from sqlalchemy import Column, ColumnElement, String, and_, literal_column, or_, true

WHOLE = ""
INDEXED = (2, 5)  # characters of a province's and a kabupaten's code: each has an index of its own


class ScopeMissing(RuntimeError):
    """A query was asked for without saying whose rows may be seen."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Regions by Kemendagri code ("63.10", "63.10.03.2004"), each with all that lies in it."""

    regions: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.regions:
            raise ScopeMissing("a scope names at least one region")
        if WHOLE in self.regions and self.regions != (WHOLE,):
            raise ScopeMissing("only Scope.whole() stands for everything")

    @classmethod
    def whole(cls) -> Self:
        """Give the scope of the whole nation: of the house itself and of an admin."""
        return cls((WHOLE,))


def within(scope: Scope | None, village: ColumnElement[str]) -> ColumnElement[bool]:
    """Give the condition that a village code lies in the scope; null lies only in the whole.

    Ranges instead of LIKE, so that both databases use the index: "/" follows "." in both orders.
    """
    if scope is None:
        raise ScopeMissing("a query needs a scope")
    if scope == Scope.whole():
        return true()
    return or_(*(_in_region(village, region) for region in scope.regions))


def _in_region(village: ColumnElement[str], region: str) -> ColumnElement[bool]:
    return or_(village == region, and_(village >= f"{region}.", village < f"{region}/"))


def begins(village: Column[str], region: str) -> ColumnElement[bool]:
    """Lies in one region, as `within`; of a kabupaten or province along the index of its queue.

    A range of codes would leave the order by time to a sort, or to a walk past the whole nation.
    """
    if len(region) not in INDEXED:
        return within(Scope((region,)), village)
    return literal_column(f"substr({village}, 1, {len(region)})", String) == region
