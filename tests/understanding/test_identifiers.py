"""NIKs, KK numbers, spoken digits, RT and RW."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.understanding.identifiers import family_card, find_nik, spoken_digits
from conversations.understanding.rtrw import read_rt_rw
from tests.people import person
from tests.understanding.tables.identifiers import GOOD, NIK_ROWS, OTHER, RT_RW_ROWS
from tests.understanding.test_text import ANY_TEXT

DIGITS = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split()


@pytest.mark.parametrize(("typed", "meant"), NIK_ROWS)
def test_niks(typed: str, meant: str | tuple[str, ...]) -> None:
    """One NIK is read, two are asked back, anything else says why."""
    found = find_nik(typed)
    if isinstance(meant, tuple):
        assert (found.value, set(found.candidates), found.reason) == (None, set(meant), "several")
    elif found.value:
        assert found.value.digits == meant
    else:
        assert (found.candidates, found.reason) == ((), meant)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        (f"KK {OTHER} NIK {GOOD}", OTHER),  # labelled
        (f"{OTHER} (kk)", OTHER),  # behind
        (f"nik {GOOD}", None),  # a NIK
        (f"kk {GOOD} kk {OTHER}", None),  # two
        (f"kakak {GOOD}", None),  # another word
    ],
)
def test_a_family_card_is_told_by_its_label(typed: str, digits: str | None) -> None:
    """A KK number looks like a NIK; only its label tells it."""
    assert family_card(typed) == digits


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("nol delapan satu dua", "0812"),  # digit by digit
        ("delapan puluh satu, dua belas, tiga", "81123"),  # in pairs
        ("delapan ratus dua belas tiga empat", "81234"),  # a hundred
        ("dobel tiga nol satu", "3301"),  # twice
        ("anak dua", "anak dua"),  # no run of numbers
        ("dua tiga", "dua tiga"),  # too short a run
    ],
)
def test_spoken_digits(spoken: str, written: str) -> None:
    """Numbers spoken one behind the other become figures; a lone numeral stays a word."""
    assert spoken_digits(spoken) == written


@settings(max_examples=50, deadline=None)  # the first example loads the regions
@given(st.randoms(use_true_random=False))
def test_a_spoken_nik_is_the_same_nik(rng: random.Random) -> None:
    """Whatever NIK is dictated digit by digit, it is read as itself."""
    digits = person(rng).nik
    found = find_nik(" ".join(DIGITS[int(digit)] for digit in digits))
    assert found.value is not None
    assert found.value.digits == digits


@settings(max_examples=50, deadline=None)
@given(
    st.randoms(use_true_random=False),
    st.sampled_from([" ", ", ", "\n", " dan ", " / "]),
    st.sampled_from(["{}", "nik {}", "nik: {}"]),
)
def test_two_niks_are_never_one(rng: random.Random, between: str, told: str) -> None:
    """Of two different NIKs none is taken silently."""
    one, two = person(rng).nik, person(rng).nik
    if one != two:
        found = find_nik(told.format(one) + between + told.format(two))
        assert (found.value, set(found.candidates)) == (None, {one, two})


@pytest.mark.parametrize(("typed", "kept"), RT_RW_ROWS)
def test_rt_and_rw(typed: str, kept: str) -> None:
    """RT without RW is normal."""
    assert read_rt_rw(typed, bare=True).written() == kept


def test_bare_numbers_are_an_rt_only_when_asked() -> None:
    """In the middle of other text "3" and "3/1" are not taken for one."""
    assert (read_rt_rw("3").written(), read_rt_rw("3/1").written()) == ("", "")


@settings(max_examples=50, deadline=None)
@given(
    st.integers(1, 99), st.integers(1, 20), st.sampled_from(["RT {0:03}/RW {1:03}", "rt{0} rw{1}"])
)
def test_every_rt_and_rw(rt: int, rw: int, way: str) -> None:
    """However they are written, the same two numbers are read."""
    found = read_rt_rw(way.format(rt, rw))
    assert (found.rt, found.rw) == (rt, rw)


@settings(max_examples=100, deadline=None)
@given(ANY_TEXT)
def test_any_text(text: str) -> None:
    """Any text gives a NIK or a reason, and no exception."""
    found = find_nik(text)
    assert (found.value is None) == (found.reason is not None)
    read_rt_rw(text, bare=True)
    family_card(text)
