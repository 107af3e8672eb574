"""What the children of somebody who died may get for school: at most, never promised.

The law pays a sum a year by level. Which year of its level a child is in is not asked, so the sum
is the most that is still possible: the path of levels that brings most before the age limit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from program.tables_benefits import Scholarship

__all__ = ["Child", "ChildShare", "Shares", "most_for", "shares"]

Reason = Literal["too_old", "more_than_two", "too_few_months"]


@dataclass(frozen=True, slots=True)
class Child:
    """A child's completed years and present level (TK, SD, SMP, SMA, PT)."""

    age: int
    level: str


@dataclass(frozen=True, slots=True)
class ChildShare:
    """At most so much for a child, whole rupiah, by level; `reason` says why nothing."""

    child: Child
    levels: tuple[tuple[str, int], ...]
    reason: Reason | None = None

    @property
    def total(self) -> int:
        """Of all levels."""
        return sum(amount for _, amount in self.levels)


@dataclass(frozen=True, slots=True)
class Shares:
    """At most so much for all children together, whole rupiah."""

    total: int
    children: tuple[ChildShare, ...]


def shares(children: Sequence[Child], rule: Scholarship, *, due: bool) -> Shares:
    """Each child's share in the order given; the two that bring most count, up to the ceiling."""
    found = [most_for(each, rule) for each in children]
    if not due:
        found = [_nothing(each, each.reason or "too_few_months") for each in found]
    best = sorted(range(len(found)), key=lambda place: -found[place].total)[: rule.children]
    counted = tuple(
        each if place in best or each.reason else _nothing(each, "more_than_two")
        for place, each in enumerate(found)
    )
    return Shares(min(rule.ceiling, sum(each.total for each in counted)), counted)


def most_for(child: Child, rule: Scholarship) -> ChildShare:
    """The best path from the present level on: a payment a year, the last one under the age limit.

    Raises ValueError for a level that is not in the rule or a negative age.
    """
    names = [each.name for each in rule.levels]
    if child.level not in names:
        raise ValueError(f"levels are {', '.join(names)}")
    if child.age < 0:
        raise ValueError("an age is not negative")
    left = rule.too_old - child.age
    if left <= 0:
        return ChildShare(child, (), "too_old")
    present = rule.levels[names.index(child.level)]
    paths = [_path(child, years, left, rule) for years in range(1, present.years + 1)]
    return max(paths, key=lambda each: each.total)


def _path(child: Child, years: int, left: int, rule: Scholarship) -> ChildShare:
    """So many years in the present level, then the next ones, until the age limit ends it."""
    names = [each.name for each in rule.levels]
    found = []
    for level in rule.levels[names.index(child.level) :]:
        paid = min(years if level.name == child.level else level.years, left)
        left -= paid
        if paid:
            found.append((level.name, paid * level.yearly))
    return ChildShare(child, tuple(found))


def _nothing(share: ChildShare, reason: Reason) -> ChildShare:
    return replace(share, levels=(), reason=reason)
