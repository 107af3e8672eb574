"""Phone numbers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.understanding.phones import read_phone, show_phone
from tests.understanding.tables.identifiers import NUMBER, PHONE_ROWS
from tests.understanding.test_text import ANY_TEXT


@pytest.mark.parametrize(("typed", "meant"), PHONE_ROWS)
def test_phones(typed: str, meant: str | tuple[str, ...]) -> None:
    """One mobile number is read with any noise, two are asked back, else it says why."""
    reading = read_phone(typed)
    if isinstance(meant, tuple):
        assert (reading.value, reading.candidates) == (None, meant)
    elif reading.value:
        assert (reading.value, reading.reason) == (meant, None)
    else:
        assert (reading.candidates, reading.reason) == ((), meant)


def test_two_numbers_are_asked_back() -> None:
    """Of two numbers none is chosen."""
    reading = read_phone("0812 3456 7890 0813 1111 2222")
    assert (reading.value, reading.candidates) == (None, (NUMBER, "+6281311112222"))


def test_a_foreign_number_is_accepted() -> None:
    """A son's number in Malaysia counts."""
    assert read_phone("+60 12-345 6789").value == "+60123456789"


def test_the_rest_is_kept() -> None:
    """The words beside the number are given."""
    assert read_phone("Rahmah, istri saya, hp 0812 3456 7890").rest == "Rahmah, istri saya"


@pytest.mark.parametrize(
    ("e164", "shown"),
    [
        (NUMBER, "0812-3456-7890"),  # Indonesian
        ("+60123456789", "+60 12-345 6789"),  # foreign
        ("x", "x"),  # no number at all
    ],
)
def test_shown(e164: str, shown: str) -> None:
    """A number is shown as people write it."""
    assert show_phone(e164) == shown


@given(
    st.integers(10_000_000, 99_999_999), st.sampled_from(["0", "62", "+62 ", "", "0062", "+62 0"])
)
@settings(max_examples=100, deadline=None)
def test_every_way_of_dialling(tail: int, start: str) -> None:
    """However the number begins, it is the same number."""
    assert read_phone(f"{start}812{tail}").value == f"+62812{tail}"


@given(st.text("0123456789 +-/", max_size=30) | ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_any_text(text: str) -> None:
    """Any text gives numbers or a reason, and no exception."""
    reading = read_phone(text)
    assert bool(reading.value or reading.candidates) == (reading.reason is None)
    show_phone(text)
