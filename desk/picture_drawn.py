"""The picture's shapes: a hundred squares as a few paths, bars by their lengths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from storage.picture import KINDS, SQUARES

ROW = 10  # squares in a row
CELL = 10  # units of a square in the drawing; the patterns of `picture_patterns.html` are as large
FREE = "free"
SHOWN = (*KINDS, FREE)


@dataclass(frozen=True, slots=True)
class Run:
    """Squares of one kind that follow each other, as the path around them."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: where it begins and how far it reaches, of a hundred."""

    label: str
    number: int
    at: float
    long: float


def squares(kinds: Mapping[str, int]) -> tuple[Run, ...]:
    """The 10 × 10 square of these people: each kind one run, the rest is free."""
    runs, begin = [], 0
    for kind in KINDS:
        end = min(SQUARES, begin + kinds[kind])
        if end > begin:
            runs.append(Run(kind, around(begin, end)))
        begin = end
    if begin < SQUARES:
        runs.append(Run(FREE, around(begin, SQUARES)))
    return tuple(runs)


def around(begin: int, end: int) -> str:
    """The path around the squares from one up to, and without, another, in reading order."""
    parts = []
    while begin < end:
        row, column = divmod(begin, ROW)
        whole_rows = (end - begin) // ROW if column == 0 else 0
        wide = ROW if whole_rows else min(end - begin, ROW - column)
        high = max(1, whole_rows)
        parts.append(f"M{column * CELL} {row * CELL}h{wide * CELL}v{high * CELL}h-{wide * CELL}z")
        begin += wide * high
    return "".join(parts)


def of_hundred(kinds: Mapping[str, int], places: int) -> dict[str, int]:
    """How many of a hundred squares stand for each kind, of so many places in all.

    Whole squares by largest remainder; who is there at all has one.
    """
    if not places:
        return dict.fromkeys(KINDS, 0)
    exact = {kind: min(kinds[kind], places) * SQUARES / places for kind in KINDS}
    whole = {kind: max(int(share), 1 if kinds[kind] else 0) for kind, share in exact.items()}
    room = min(SQUARES, round(sum(exact.values()))) - sum(whole.values())
    for kind in sorted(KINDS, key=lambda each: int(exact[each]) - exact[each])[: max(0, room)]:
        whole[kind] += 1
    return whole


def bars(rows: Iterable[tuple[str, int]], most: int = 0) -> tuple[Bar, ...]:
    """Bars from zero; the longest, or `most`, is a hundred long."""
    known = list(rows)
    longest = max(most, *(number for _, number in known), 1) if known else 1
    return tuple(Bar(label, number, 0, 100 * number / longest) for label, number in known)


def stacked(rows: Sequence[tuple[str, int]], most: int) -> tuple[Bar, ...]:
    """Pieces one behind the other; `most` is a hundred long. Empty ones are left out."""
    pieces, at = [], 0.0
    for label, number in rows:
        if number:
            long = 100 * number / max(most, 1)
            pieces.append(Bar(label, number, at, long))
            at += long
    return tuple(pieces)
