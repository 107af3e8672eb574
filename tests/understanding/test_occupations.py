"""Occupations."""

import pytest
from hypothesis import given, settings

from conversations.understanding.occupations import OCCUPATIONS, read_occupation
from tests.understanding.tables.occupations import OCCUPATION_ROWS
from tests.understanding.test_text import ANY_TEXT


@pytest.mark.parametrize(("typed", "code"), OCCUPATION_ROWS)
def test_occupations(typed: str, code: str | None) -> None:
    """One occupation is read, anything else stays free text."""
    assert read_occupation(typed) == code


@given(ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_any_text(text: str) -> None:
    """Any text gives a known code or none, and no exception."""
    assert read_occupation(text) in (*OCCUPATIONS, None)
