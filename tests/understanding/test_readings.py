"""Every reader under one roof, in one shape."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.understanding.readings import KINDS, Circumstances, Understood, understand
from tests.people import HOME, TODAY
from tests.understanding.test_text import ANY_TEXT

WHERE = Circumstances(HOME, TODAY)
GOOD, OTHER = "6310015203809001", "6310021203809002"


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("date", "tgl 5 bln 8 th 75", "1975-08-05"),  # ISO
        ("money", "1,5 jt", 1_500_000),  # whole rupiah
        ("number", "dua puluh lima", 25),  # whole
        ("number", "setengah", 0.5),  # a part
        ("yesno", "hiih", "yes"),  # one of four
        ("yesno", "kada tahu", "unknown"),  # not "unknown_answer"
        ("yesno", "nanti saja", "skip"),  # later
        ("nik", "6310 0152 O380 9001", GOOD),  # sixteen digits
        ("phone", "0812 3456 7890", "+6281234567890"),  # E.164
        ("place", "ds sei lembu", "63.10.02.2003"),  # Kemendagri's code
        ("relation", "bini ulun", "wife"),  # the form's code
        ("occupation", "motong gatah", "plantation"),  # the form's code
        ("intent", "bapak ulun maninggal", "death"),  # what is wanted
        ("person", f"Siti {GOOD}", {"name": "Siti", "nik": GOOD}),  # by the form's field ids
    ],
)
def test_a_value(kind: str, typed: str, value: object) -> None:
    """What is understood is a value of its kind, alone."""
    assert understand(kind, typed, WHERE) == Understood(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "typed", "values"),
    [
        ("nik", f"{GOOD} {OTHER}", (GOOD, OTHER)),  # two NIKs
        ("phone", "081234567890 081345678901", ("+6281234567890", "+6281345678901")),  # two phones
        ("place", "Kampung Baru", ("63.10.02.2008", "63.10.06.1001")),  # twins
    ],
)
def test_what_is_ambiguous(kind: str, typed: str, values: tuple[str, ...]) -> None:
    """Two of a kind are both given and none is the value."""
    found = understand(kind, typed, WHERE)
    assert (found.value, found.reason) == (None, "ambiguous")
    assert found.ambiguous[: len(values)] == values


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_understood_has_a_reason(kind: str) -> None:
    """Nothing typed and nonsense give no value and say why."""
    assert understand(kind, " \u200b\n", WHERE) == Understood(reason="empty")
    found = understand(kind, "?!#", WHERE)
    assert found.value is None or kind == "intent"
    assert found.reason or kind == "intent"


def test_the_day_counts() -> None:
    """A date that is still to come is none; on a later day it is one."""
    assert understand("date", "5-8-2026", Circumstances(HOME, date(2026, 1, 1))).value is None
    assert understand("date", "5-8-2026", WHERE).value == "2026-08-05"


def test_an_unknown_kind_is_an_error() -> None:
    """A kind that does not exist is the programmer's mistake."""
    with pytest.raises(KeyError):
        understand("weather", "cerah", WHERE)


def test_a_hostile_text_is_cut() -> None:
    """What stands behind the longest message that a channel takes is not looked at."""
    assert understand("nik", "x " * 3000 + GOOD, WHERE).value is None


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(KINDS), ANY_TEXT)
def test_any_text(kind: str, text: str) -> None:
    """Any text gives a value or a reason, never both and never an exception."""
    found = understand(kind, text, WHERE)
    assert (found.value is None) == (found.reason is not None)
    assert found.value is None or found.ambiguous == ()
