"""Ranges of sums and numbers: "1 sampai 2 juta", "500 - 1 juta", "dua tiga juta"."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from conversations.understanding.amounts import SCALES, amount_words
from conversations.understanding.words import NUMERALS, THOUSAND, UNITS

_PARTED = re.compile(
    r"\s*(?:[-–—]|(?<!\w)(?:sampai|sampe|sampek|smp|s/d|s\.d\.?|sd|hingga|atau|to)(?!\w))\s*"
)
_BETWEEN = re.compile(r"(?<!\w)antara(?!\w)(.+?)(?<!\w)(?:dan|sama|karo|wan)(?!\w)(.+)")
_HYPHENED = re.compile(r"(?<!\w)(se|sa|sak)-\s?(?=[a-z])")  # "se-juta" is no range


@dataclass(frozen=True, slots=True)
class Ends:
    """The words of both ends of a range; the low one in several ways, the most likely first."""

    lows: tuple[list[str], ...]
    high: list[str]


def read_ends(text: str, noise: Collection[str]) -> Ends | None:
    """Give the ends of a range in cleaned small letters; None where there is no range.

    A text of more than two ends gives no low end.
    """
    between = _BETWEEN.search(text)
    parts = list(between.groups()) if between else _PARTED.split(unhyphened(text))
    if len(parts) == 1:
        return _said(amount_words(parts[0], noise))
    if len(parts) > 2:
        return Ends((), [])
    low, high = (amount_words(part, noise) for part in parts)
    return Ends(_low_ends(low, high), high)


def unhyphened(text: str) -> str:
    """Write "se-juta" as "se juta"."""
    return _HYPHENED.sub(r"\1 ", text)


def _said(words: Sequence[str]) -> Ends | None:
    """Part "dua tiga juta", two or three million."""
    first, second = (UNITS.get(word, 0) for word in (*words[:2], "", "")[:2])
    if not first or second != first + 1:
        return None
    if len(words) > 2 and words[2] not in NUMERALS | frozenset(SCALES):
        return None
    return Ends(([words[0], *words[2:]],), list(words[1:]))


def _low_ends(low: list[str], high: Sequence[str]) -> tuple[list[str], ...]:
    """A unit said once, at the high end, counts for both; else thousands are left out."""
    scale = next((word for word in high if word in SCALES), None)
    if scale is None or any(word in SCALES or word in THOUSAND for word in low):
        return (low,)
    return ([*low, scale], [*low, "ribu"], low)
