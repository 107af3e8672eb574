"""Phone numbers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.understanding.phones import read_phone, show_phone
from tests.understanding.test_text import ANY_TEXT

NUMBER = "+6281234567890"


@pytest.mark.parametrize(
    "typed",
    [
        "081234567890",  # plain
        "+62 812-3456-7890",  # international
        "62 812 3456 7890",  # without the plus
        "81234567890",  # without the zero
        "0062812 3456 7890",  # dialled from abroad
        "+62 0812 3456 7890",  # code and zero
        "O812 3456 7890",  # the letter O
        "0812.3456.7890",  # dots
        "(0812) 34567890",  # brackets
        "no hp: 081234567890",  # a label
        "nol delapan satu dua tiga empat lima enam tujuh delapan sembilan nol",  # voice-typed
        "081234567890 / 0812-3456-7890",  # the same twice
    ],
)
def test_one_number(typed: str) -> None:
    """One mobile number is read, with any noise."""
    assert read_phone(typed).value == NUMBER


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("0812", "too_short"),  # cut off
        ("0812345678901234", "too_long"),  # too many digits
        ("0518 21234", "landline"),  # no WhatsApp there
        ("6310014508750003", "not_a_phone"),  # a NIK
        ("5-8-1975", "not_a_phone"),  # a date
        ("Aminah", "not_a_phone"),  # a name
        ("", "not_a_phone"),  # nothing
        ("+60 1234567890123", "foreign"),  # no such number in Malaysia
    ],
)
def test_refused(typed: str, reason: str) -> None:
    """What can't be a mobile number is refused with its reason."""
    reading = read_phone(typed)
    assert (reading.value, reading.candidates, reading.reason) == (None, (), reason)


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
@settings(max_examples=150, deadline=None)
def test_any_text(text: str) -> None:
    """Any text gives numbers or a reason, and no exception."""
    reading = read_phone(text)
    assert bool(reading.value or reading.candidates) == (reading.reason is None)
    show_phone(text)
