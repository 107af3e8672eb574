"""Cleaning and folding of typed text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.understanding.text import MAX_TEXT, clean, fold

ANY_TEXT = st.text(st.characters(codec=None), max_size=60)


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  halo   pak ", "halo pak"),  # spaces
        ("a\r\n\r\n\r\n\r\nb", "a\n\nb"),  # at most two line ends
        ("a \n b\tc", "a\nb c"),  # spaces around a line end
        ("A\u200bm\u202einah\x00", "Aminah"),  # zero width, bidirectional, NUL
        ("ami\ud800nah", "aminah"),  # a lone surrogate
        ("０８１２", "0812"),  # full-width digits
        ("٠٨١٢", "0812"),  # Arabic-Indic digits
        ("1½ juta", "1½ juta"),  # compatibility forms that mean something stay
        ("André", "André"),  # letters of names stay
        ("👍🏽", "👍🏽"),  # pictures stay
        ("ㅤ", ""),  # a letter that is drawn empty
    ],
)
def test_clean(typed: str, cleaned: str) -> None:
    """Invisible characters go, letters stay."""
    assert clean(typed) == cleaned


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Iyaaaa!!", "iya"),  # repeated letters
        ("S.Pd", "s pd"),  # punctuation
        ("André", "andre"),  # accents
        ("50.000", "50 000"),  # digits are not squeezed
        ("👍🏽", "👍"),  # the skin tone goes
    ],
)
def test_fold(typed: str, folded: str) -> None:
    """Folded text compares words alone."""
    assert fold(typed) == folded


@given(ANY_TEXT)
@settings(max_examples=150, deadline=None)
def test_clean_is_safe_and_stable(text: str) -> None:
    """Whatever was typed, nothing invisible is left and a second cleaning changes nothing."""
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    cleaned.encode()
    odd = [c for c in cleaned if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c != "\n"]
    assert odd == []


def test_a_long_text_is_cut() -> None:
    """A hostile message is cut at the limit."""
    assert len(clean("a" * 1_000_000)) == MAX_TEXT
