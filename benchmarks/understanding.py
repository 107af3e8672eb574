"""What the readers make of the project's own tables, and how long they take.

    .venv/bin/python benchmarks/understanding.py

For each kind: rows, how many are read as they are meant, how many are asked back or left open
though they are plain, and how many are **wrong** (a value that was not meant: the number that must
be zero). Then the median and the slowest hundredth in microseconds, each text read once, after a
first reading that builds the tables. Seconds differ by machine.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

from conversations.understanding.readings import Circumstances, Understood, Value, understand
from tests.understanding.tables.identifiers import NIK_ROWS, PHONE_ROWS
from tests.understanding.tables.intents import INTENT_ROWS
from tests.understanding.tables.occupations import OCCUPATION_ROWS
from tests.understanding.tables.persons import PERSON_ROWS
from tests.understanding.tables.relations import RELATION_ROWS
from tests.understanding.tables.yesno import YES_NO_ROWS

WHERE = Circumstances("63.10", date(2026, 11, 22))
CODES = frozenset("length none province serial family_card".split()) | frozenset(
    "too_short too_long landline not_a_phone foreign".split()
)
ROUNDS = 5  # readings of each text; its best counts, so that a neighbour's noise does not


@dataclass(frozen=True)
class Row:
    """A text and what is meant by it: a value, or None where a question or refusal is right."""

    typed: str
    meant: Value | None


def rows() -> dict[str, list[Row]]:
    """The tables by kind."""
    return {
        "date": [
            *_cases("dates", "test_dates"),
            *_open("dates", "test_refused", "test_asked_back"),
        ],
        "money": [*_cases("money", "test_sums"), *_open("money", "test_asked_back")],
        "number": [*_cases("numbers", "test_numbers"), *_open("numbers", "test_asked_back")],
        "yesno": [Row(*row) for row in YES_NO_ROWS],
        "nik": [_one(*row) for row in NIK_ROWS],
        "phone": [_one(*row) for row in PHONE_ROWS],
        "place": list(_places()),
        "relation": [Row(*row) for row in RELATION_ROWS],
        "occupation": [Row(*row) for row in OCCUPATION_ROWS],
        "intent": [Row(*row) for row in INTENT_ROWS],
        "person": [Row(typed, fields or None) for typed, fields in PERSON_ROWS],
    }


def _one(typed: str, meant: str | tuple[str, ...]) -> Row:
    return Row(typed, None if isinstance(meant, tuple) or meant in CODES else meant)


def _table(module: str, test: str) -> Iterable[Any]:
    """The rows that a test is parametrised with."""
    marks = getattr(import_module(f"tests.understanding.test_{module}"), test).pytestmark
    return next(mark.args[1] for mark in marks if mark.name == "parametrize")


def _cases(module: str, test: str) -> Iterator[Row]:
    for typed, meant, *_ in _table(module, test):
        yield Row(typed, meant.isoformat() if isinstance(meant, date) else meant)


def _open(module: str, *tests: str) -> Iterator[Row]:
    for test in tests:
        yield from (Row(row[0], None) for row in _table(module, test))


def _places() -> Iterator[Row]:
    for typed, code in _table("places", "test_a_village_is_understood"):
        yield Row(typed, code if code.startswith("63.") else f"63.10.{code}")
    yield from _cases("places", "test_a_village_far_away_is_sure_with_what_lies_around_it")
    yield from _open("places", "test_a_slip_far_from_home_is_never_taken_as_sure")
    yield from _open("places", "test_what_is_not_plain_becomes_a_question")
    for text in _table("places", "test_what_names_no_village_is_not_understood"):
        yield Row(text, None)


def judged(row: Row, found: Understood) -> str:
    """ "right", "open" (asked back though plain) or "wrong" (a value that was not meant)."""
    if found.value == row.meant:
        return "right"
    return "open" if found.value is None else "wrong"


def microseconds(kind: str, texts: Iterable[str]) -> list[float]:
    """The best time of each text."""
    best: list[float] = []
    for text in texts:
        times = []
        for _ in range(ROUNDS):
            began = time.perf_counter_ns()
            understand(kind, text, WHERE)
            times.append((time.perf_counter_ns() - began) / 1000)
        best.append(min(times))
    return best


def main() -> None:
    """Prints the table of `docs/understanding.md`."""
    print(f"load {os.getloadavg()[0]:.1f}")
    print("| kind | rows | right | open | wrong | median µs | slowest of 100 µs |")
    print("|---|---|---|---|---|---|---|")
    for kind, table in rows().items():
        verdicts = [(judged(row, understand(kind, row.typed, WHERE)), row) for row in table]
        count = {name: sum(v == name for v, _ in verdicts) for name in ("right", "open", "wrong")}
        times = sorted(microseconds(kind, (row.typed for row in table)))
        slow = times[int(len(times) * 0.99) - 1]
        figures = " | ".join(str(each) for each in (len(table), *count.values()))
        print(f"| {kind} | {figures} | {statistics.median(times):.0f} | {slow:.0f} |")
        for verdict, row in verdicts:
            if verdict != "right":
                print(f"    {verdict}: {row.typed!r}, meant {row.meant!r}")


if __name__ == "__main__":
    main()
