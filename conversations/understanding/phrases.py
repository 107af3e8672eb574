"""Phrases of a few words, found in a message: in their order, perhaps with a word in between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

DENYING = frozenset({"tidak", "jangan", "belum"})
_BETWEEN = frozenset({"saya", "sudah"})  # of what is wanted: "data saya sudah salah"
_WISHED = frozenset({"mau", "jadi", "usah", "perlu", "bisa", "minta", "dari"})


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of `key` in a message; the sure ones score higher."""

    key: str
    score: int
    places: int  # of its words, one bit each

    def within(self, other: Found) -> bool:
        """Whether its words are a part of the other's."""
        return self.places != other.places and self.places | other.places == other.places


class Phrases:
    """All phrases by their first word; "sudah bayar/setor" stands for two."""

    def __init__(self, table: Iterable[tuple[str, int, str]]) -> None:
        """Takes rows of key, score and phrases parted by commas."""
        # First word → second word ("" for none) → the words from the second on, key, score.
        self._by_first: dict[str, dict[str, list[tuple[tuple[str, ...], str, int]]]] = {}
        for key, score, listed in table:
            for phrase in listed.split(","):
                for words in product(*(each.split("/") for each in phrase.split())):
                    row = (words[1:], key, score)
                    by_second = self._by_first.setdefault(words[0], {})
                    by_second.setdefault("".join(words[1:2]), []).append(row)

    @property
    def words(self) -> frozenset[str]:
        """Every word of any phrase."""
        rows = [row for each in self._by_first.values() for rows in each.values() for row in rows]
        return frozenset({word for row in rows for word in row[0]} | self._by_first.keys())

    def find(self, words: Sequence[str], deniable: Mapping[str, bool]) -> list[Found]:
        """All phrases in the words but those of `deniable` keys that are denied: "tidak mau …"."""
        found = []
        present = {"", *words}
        for start, word in enumerate(words):
            for rest, key, score in self._rows(word, present):
                places = _places(words, start, rest)
                if places and not (deniable.get(key, True) and _denied(words, start)):
                    found.append(Found(key, score, places))
        return [each for each in found if not any(each.within(other) for other in found)]

    def _rows(self, first: str, present: set[str]) -> list[tuple[tuple[str, ...], str, int]]:
        """The phrases that begin so and whose second word is present, always in one order."""
        by_second = self._by_first.get(first, {})
        return [row for each in sorted(by_second.keys() & present) for row in by_second[each]]


def _places(words: Sequence[str], start: int, rest: tuple[str, ...]) -> int:
    """Where the phrase's words stand, one bit each; 0 where they do not follow."""
    at, places = start, 1 << start
    for word in rest:
        at = _next(words, at + 1, word)
        if not at:
            return 0
        places |= 1 << at
    return places


def _next(words: Sequence[str], at: int, wanted: str) -> int:
    """Where the wanted word stands, with at most one other in between that counts; 0: nowhere."""
    others = 0
    while at < len(words) and words[at] != wanted:
        others += words[at] not in _BETWEEN
        if others > 1 or words[at] in DENYING:
            return 0
        at += 1
    return at if at < len(words) else 0


def _denied(words: Sequence[str], start: int) -> bool:
    before = words[max(start - 2, 0) : start]
    if before and before[-1] in DENYING:
        return True
    return len(before) == 2 and before[0] in DENYING and before[1] in _WISHED
