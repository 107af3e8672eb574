"""Links that begin a talk: they say what was put into them, and nothing that was changed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.receipt import make_code
from storage import deep_links
from storage.crypto import Sealer
from tests.storage.places import KEYS, SEALER

UNTIL = date(2026, 12, 31)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
digits = st.text("0123456789", min_size=10, max_size=10)
villages = digits.map(lambda d: f"{d[:2]}.{d[2:4]}.{d[4:6]}.{d[6:]}")
values = st.one_of(
    st.tuples(st.just("village"), villages),
    st.tuples(st.just("receipt"), st.binary(min_size=16, max_size=16).map(make_code)),
    st.tuples(st.just("officer"), st.text("0123456789", min_size=8, max_size=8)),
)
days = st.dates(deep_links.FIRST_DAY, date(2205, 1, 1))


@given(values, days)
def test_a_link_says_what_was_put_into_it(value: tuple[str, str], until: date) -> None:
    """Up to and on its last day, in no more characters than Telegram allows."""
    text = deep_links.make(SEALER, *value, until)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", text)
    assert deep_links.read(SEALER, text, until) == value
    assert deep_links.read(SEALER, text, until + timedelta(days=1)) is None


@given(values, st.integers(0), st.sampled_from(ALPHABET))
def test_a_changed_character_is_refused(value: tuple[str, str], at: int, other: str) -> None:
    """Each character counts, also the last, whose low bits say nothing."""
    text = deep_links.make(SEALER, *value, UNTIL)
    place = at % len(text)
    changed = text[:place] + other + text[place + 1 :]
    expected = value if changed == text else None
    assert deep_links.read(SEALER, changed, UNTIL) == expected


@given(st.text(max_size=80))
def test_any_other_text_is_no_link(text: str) -> None:
    """Whatever stands there, nothing is raised."""
    assert deep_links.read(SEALER, text, UNTIL) is None


def test_every_changed_place_is_refused() -> None:
    """All changes of one character of one link, one by one; also cut, longer, or twice."""
    text = deep_links.make(SEALER, "village", "63.10.04.2001", UNTIL)
    for place, before in enumerate(text):
        for other in set(ALPHABET) - {before}:
            changed = text[:place] + other + text[place + 1 :]
            assert deep_links.read(SEALER, changed, UNTIL) is None
    for changed in (text[:-1], text + "A", text + "=", text * 2, ""):
        assert deep_links.read(SEALER, changed, UNTIL) is None


def test_a_link_is_read_while_the_index_key_is_renewed() -> None:
    """Links under the next key are ours already, those under another house's are not."""
    assert KEYS.index_next is not None
    renewed = Sealer(replace(KEYS, indexes=(*KEYS.indexes, KEYS.index_next), index_next=None))
    text = deep_links.make(renewed, "officer", "48217735", UNTIL)
    assert deep_links.read(SEALER, text, UNTIL) == ("officer", "48217735")
    other = replace(KEYS, indexes=KEYS.masters, index_next=None)
    assert deep_links.read(Sealer(other), text, UNTIL) is None


REFUSED = [
    # no such kind
    ("campaign", "1", UNTIL),
    # a kecamatan is no desa
    ("village", "63.10.04", UNTIL),
    # digits of another script
    ("village", "६3.10.04.2001", UNTIL),
    # mistyped: the last character checks the others
    ("receipt", "K7M-4TPA-9XX", UNTIL),
    # not as it is written
    ("receipt", "k7m4tpa9xq", UNTIL),
    ("officer", "4821 7735", UNTIL),
    ("officer", "1234567", UNTIL),
    # days that cannot be told
    ("officer", "48217735", date(2025, 12, 31)),
    ("officer", "48217735", date(2300, 1, 1)),
]


@pytest.mark.parametrize(("kind", "value", "until"), REFUSED)
def test_what_is_no_value_makes_no_link(kind: str, value: str, until: date) -> None:
    """A link is never made of what could not be read again."""
    with pytest.raises(ValueError, match=r"link|code|digits"):
        deep_links.make(SEALER, kind, value, until)
