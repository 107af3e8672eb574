"""JSON written by the fast writer is what `json` wrote before, and each reads the other's."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import fast_json

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    # any text, lone surrogates of broken phones too
    | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(VALUES)
def test_old_and_new_read_each_other(value: object) -> None:
    """Rows of an older version are read by this one, and the other way round."""
    old = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    raw = old.encode("utf-8", "surrogatepass")
    assert fast_json.read(raw) == value
    assert json.loads(fast_json.written(value).decode("utf-8", "surrogatepass")) == value
    assert fast_json.text(value) == fast_json.written(value).decode("utf-8", "surrogatepass")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"nama": "Sitī"}, '{"nama":"Sitī"}'.encode()),
        ("NaN", b'"NaN"'),  # a word, not a number
        ("\ud800", b'"\xed\xa0\x80"'),  # half a sign, as a broken phone sends it
        ((1, "a"), b'[1,"a"]'),
    ],
)
def test_the_same_bytes_as_ever(value: object, written: bytes) -> None:
    """Compact, in UTF-8."""
    assert fast_json.written(value) == written


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (float("nan"), ValueError),
        ([float("inf")], ValueError),
        (object(), TypeError),
    ],
)
def test_what_is_no_json_is_refused(value: object, problem: type[Exception]) -> None:
    """As `json` refuses it; nothing half written is sealed."""
    with pytest.raises(problem):
        fast_json.written(value)
