"""Every row of every dated table: its time, its source; every open question: its answer."""

from dataclasses import fields
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from program import deadlines, quota, tables, tables_benefits, tables_calendar
from program.open_questions import QUESTIONS, UNANSWERED, Answers, still_open

TABLES = {
    f"{module.__name__}.{name}": rows
    for module in (tables, tables_benefits, tables_calendar, deadlines, quota)
    for name, rows in vars(module).items()
    if name.isupper() and isinstance(rows, tuple) and name != "FORMER_KECAMATAN"
}


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_its_time_and_source(name: str) -> None:
    """Valid from, valid to (None is open) and where it was read."""
    rows: tuple[Any, ...] = TABLES[name]
    assert rows
    for row in rows:
        assert isinstance(row.valid_from, date)
        assert row.valid_to is None or row.valid_to >= row.valid_from
        for sourced in getattr(row, "rows", (row,)):  # a bracket table's rows have their own
            assert sourced.source.strip()


# Tables of which one row holds at a time; in the others rows of several kinds stand together.
SINGLE = (
    "BRACKETS RATES LAPSES PREPAYMENTS AGE_LIMITS DEATH_BENEFITS WORK_DEATH_BENEFITS SCHOLARSHIPS "
    "HEIR_ORDERS RAMADANS KNOWN_YEARS WAGE_REPLACEMENTS PARTIAL_DISABILITIES"
).split()


@pytest.mark.parametrize("name", [each for each in TABLES if each.split(".")[-1] in SINGLE])
def test_no_two_rows_hold_on_one_day(name: str) -> None:
    """Rows follow each other in time."""
    rows: tuple[Any, ...] = TABLES[name]
    for earlier, later in pairwise(rows):
        assert earlier.valid_to is not None
        assert earlier.valid_to < later.valid_from


def test_money_is_whole_rupiah() -> None:
    """No table holds a float."""
    floats = [
        (name, each.name)
        for name, rows in TABLES.items()
        for row in rows
        for each in fields(row)
        if isinstance(getattr(row, each.name), float)
    ]
    assert not floats


def test_every_open_question_is_a_named_answer() -> None:
    """Each answer has its question and stays open until somebody gives it."""
    assert {each.name for each in QUESTIONS} == {each.name for each in fields(Answers)}
    assert still_open(UNANSWERED) == QUESTIONS
    answered = Answers(village_discounted=False, total_disability_sum=0)
    assert {"village_discounted", "total_disability_sum"}.isdisjoint(
        each.name for each in still_open(answered)
    )
    assert all(each.asked.endswith("?") or "rupiah" in each.asked for each in QUESTIONS)
    assert all(each.meanwhile and each.source for each in QUESTIONS)
