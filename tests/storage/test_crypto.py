"""Sealing: what is sealed opens only at its place, whole, and under its own key."""

import os
import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import crypto
from storage.crypto import InboxOpener, InboxSealer, SealBroken, Sealer
from storage.key_ring import Key, Keys, framed

NOW = datetime(2026, 8, 5, tzinfo=UTC)


def key(number: int = 1) -> Key:
    return Key(number, NOW, os.urandom(32))


def ring(*numbers: int) -> Keys:
    return Keys(tuple(key(n) for n in numbers or (1,)), (key(),), (key(),))


KEYS = ring()
SEALER = Sealer(KEYS)
OPENER = InboxOpener(KEYS)
texts = st.text(st.characters(exclude_categories=()), max_size=20)  # half surrogates too
places = st.tuples(texts, texts, texts)


class Clock:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def door(keys: Keys = KEYS, clock: Clock | None = None) -> InboxSealer:
    return InboxSealer(keys.door(), clock or Clock())


def bent(sealed: bytes, bit: int) -> bytes:
    at = bit % (len(sealed) * 8)
    changed = bytearray(sealed)
    changed[at // 8] ^= 1 << at % 8
    return bytes(changed)


@given(st.binary(max_size=600), places)
def test_sealed_value_opens_at_its_place(value: bytes, place: tuple[str, str, str]) -> None:
    """What was sealed for a place opens there, and never looks like itself."""
    sealed = SEALER.seal(value, *place)
    assert SEALER.open(sealed, *place) == value
    assert len(sealed) == len(value) + 31


@given(places, places)
def test_moved_value_is_refused(place: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    """A value moved to another table, column or row is refused."""
    sealed = SEALER.seal(b"6310014508750003", *place)
    if place != other:
        with pytest.raises(SealBroken):
            SEALER.open(sealed, *other)


MOVES = [
    # from, to: the same letters, cut elsewhere
    (("ab", "c", "d"), ("a", "bc", "d")),
    (("a", "bc", "d"), ("a", "b", "cd")),
    (("a", "", "b"), ("", "a", "b")),
    # a dot inside a name is not the dot between two names
    (("a.b", "c", "d"), ("a", "b.c", "d")),
    # a row that spells a length
    (("a", "b", "\0\0\0\1c"), ("a", "b\0\0\0\1", "c")),
]


@pytest.mark.parametrize(("place", "other"), MOVES)
def test_places_are_framed(place: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    """Two places never run together into the same bytes."""
    with pytest.raises(SealBroken):
        SEALER.open(SEALER.seal(b"x", *place), *other)


@given(st.lists(texts, max_size=4), st.lists(texts, max_size=4))
def test_framing_is_unambiguous(one: list[str], other: list[str]) -> None:
    """Different lists of parts never give the same bytes."""
    assert (framed(*one) == framed(*other)) == (one == other)


@given(st.binary(max_size=100), st.integers(0, 4000))
def test_flipped_bit_is_refused(value: bytes, bit: int) -> None:
    """A value with one bit changed is refused, wherever the bit is."""
    with pytest.raises(SealBroken):
        SEALER.open(bent(SEALER.seal(value, "t", "c", "r"), bit), "t", "c", "r")


@given(st.binary(max_size=60), st.integers(0, 90))
def test_cut_value_is_refused(value: bytes, length: int) -> None:
    """A value that lost its end is refused, also when nothing is left."""
    sealed = SEALER.seal(value, "t", "c", "r")
    with pytest.raises(SealBroken):
        SEALER.open(sealed[: min(length, len(sealed) - 1)], "t", "c", "r")


def test_same_value_is_never_sealed_alike() -> None:
    """Two seals of one value differ, so that equal values cannot be seen."""
    sealed = {SEALER.seal(b"same", "t", "c", "r") for _ in range(crypto.NONCES_AT_ONCE * 3)}
    assert len(sealed) == crypto.NONCES_AT_ONCE * 3


def test_wrong_key_is_refused_without_saying_the_data() -> None:
    """Another store's key opens nothing, and the error holds neither value nor row."""
    sealed = Sealer(ring()).seal(b"Siti", "participants", "mother", "row-9")
    with pytest.raises(SealBroken, match=r"participants\.mother") as caught:
        SEALER.open(sealed, "participants", "mother", "row-9")
    assert "row-9" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_unknown_key_is_named() -> None:
    """A value of a key that is not at hand says which key is missing."""
    sealed = Sealer(ring(1, 2, 3)).seal(b"x", "t", "c", "r")
    with pytest.raises(SealBroken, match="key 3 is not in the key file"):
        SEALER.open(sealed, "t", "c", "r")


def test_old_values_open_after_rotation() -> None:
    """A new key seals what is new, and the old key still opens what is old."""
    rotated = replace(KEYS, masters=(*KEYS.masters, key(2)))
    old, new = SEALER.seal(b"old", "t", "c", "r"), Sealer(rotated).seal(b"new", "t", "c", "r")
    assert Sealer(rotated).open(old, "t", "c", "r") == b"old"
    assert (old[:3], new[:3]) == (b"\x01\x00\x01", b"\x01\x00\x02")
    assert Sealer(rotated).seed("v") == SEALER.seed("v")
    assert Sealer(rotated).index("c", "v") == SEALER.index("c", "v")


@given(texts)
def test_texts_come_back(text: str) -> None:
    """Every text comes back as it was, half surrogates included."""
    assert SEALER.open_text(SEALER.seal_text(text, "t", "c", "r"), "t", "c", "r") == text


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=10,
)


@given(json_values)
def test_json_comes_back(value: object) -> None:
    """Every JSON value comes back as it was."""
    assert SEALER.open_json(SEALER.seal_json(value, "t", "c", "r"), "t", "c", "r") == value


@given(st.tuples(texts, texts), st.tuples(texts, texts))
def test_index_tells_column_and_value_apart(one: tuple[str, str], other: tuple[str, str]) -> None:
    """Equal values of one column share an index, all others do not."""
    assert len(SEALER.index(*one)) == 32
    assert (SEALER.index(*one) == SEALER.index(*other)) == (one == other)


def test_lookups_of_different_purpose_differ() -> None:
    """No two purposes give one value the same bytes, nor do two stores."""
    rotating = Sealer(replace(KEYS, index_next=key(2)))
    found = [
        rotating.index("participants.nik", "1"),
        rotating.index("participants.phone", "1"),
        rotating.index_next("participants.nik", "1"),
        rotating.seed("1"),
        OPENER.endpoint_key("", "", "1"),
        OPENER.event_key("", "", "1"),
        Sealer(ring()).index("participants.nik", "1"),
    ]
    assert len(set(found)) == len(found)


def test_next_index_becomes_the_index() -> None:
    """What was written under the next index key is found once that key is the current one."""
    following = key(2)
    before = Sealer(replace(KEYS, index_next=following))
    after = Sealer(replace(KEYS, indexes=(*KEYS.indexes, following)))
    assert before.index_next("participants.nik", "1") == after.index("participants.nik", "1")
    assert SEALER.index_next("participants.nik", "1") is None


@given(st.binary(max_size=600), texts, texts, texts)
def test_inbox_row_opens_for_its_event(payload: bytes, channel: str, acc: str, event: str) -> None:
    """The engine opens what the door sealed, and both name endpoints and events alike."""
    sealer = door()
    event_key = sealer.event_key(channel, acc, event)
    sealed = sealer.seal(payload, channel, acc, event_key)
    assert OPENER.open(sealed, channel, acc, event_key) == payload
    assert len(sealed) == len(payload) + 55
    assert OPENER.event_key(channel, acc, event) == event_key
    assert OPENER.endpoint_key(channel, acc, event) == sealer.endpoint_key(channel, acc, event)


INBOX_MOVES = [
    ("whatsapp", "main", b"e" * 32),  # another channel
    ("telegram", "second", b"e" * 32),  # another account
    ("telegram", "main", b"f" * 32),  # another event
    ("telegramm", "ain", b"e" * 32),  # the same letters, cut elsewhere
    ("telegram", "maine", b"e" * 31),  # likewise
]


@pytest.mark.parametrize(("channel", "account", "event_key"), INBOX_MOVES)
def test_moved_inbox_row_is_refused(channel: str, account: str, event_key: bytes) -> None:
    """A payload opens only under the channel, account and event it came with."""
    sealed = door().seal(b"{}", "telegram", "main", b"e" * 32)
    with pytest.raises(SealBroken):
        OPENER.open(sealed, channel, account, event_key)


@given(st.integers(0, 4000), st.integers(0, 70))
def test_damaged_inbox_row_is_refused(bit: int, length: int) -> None:
    """A payload with one bit changed, or cut off, is refused."""
    sealed = door().seal(b'{"update_id":1}', "telegram", "main", b"e")
    for damaged in (bent(sealed, bit), sealed[: min(length, len(sealed) - 1)]):
        with pytest.raises(SealBroken):
            OPENER.open(damaged, "telegram", "main", b"e")


POINTS = [
    b"\0" * 32,  # the point of low order that makes every shared secret zero
    b"\xff" * 32,  # no canonical number
]


@pytest.mark.parametrize("point", POINTS)
def test_hostile_point_is_refused(point: bytes) -> None:
    """An ephemeral key that nobody can own is refused like any other damage."""
    sealed = door().seal(b"{}", "telegram", "main", b"e")
    with pytest.raises(SealBroken):
        OPENER.open(sealed[:3] + point + sealed[35:], "telegram", "main", b"e")


def test_inbox_row_of_unknown_key_is_named() -> None:
    """A row for an inbox key that is not at hand says which key is missing."""
    other = replace(KEYS, inboxes=(key(7),))
    with pytest.raises(SealBroken, match="key 7 is not in the key file"):
        OPENER.open(door(other).seal(b"{}", "t", "a", b"e"), "t", "a", b"e")


def test_a_scheme_is_not_taken_for_the_other() -> None:
    """A column's value is no inbox row, and an inbox row no column's value."""
    with pytest.raises(SealBroken, match="scheme"):
        SEALER.open(door().seal(b"{}", "t", "c", b"r"), "t", "c", "r")
    with pytest.raises(SealBroken, match="scheme"):
        OPENER.open(SEALER.seal(b"x" * 40, "t", "c", "r"), "t", "c", b"r")


def ephemeral(sealed: bytes) -> bytes:
    return sealed[3:35]


def test_ephemeral_key_is_renewed_with_time() -> None:
    """The door's key lives ten minutes, and rows of the one before still open."""
    clock = Clock()
    sealer = door(clock=clock)
    first = sealer.seal(b"1", "t", "a", b"e")
    clock.now = 599.9
    assert ephemeral(sealer.seal(b"2", "t", "a", b"e")) == ephemeral(first)
    clock.now = 600.0
    third = sealer.seal(b"3", "t", "a", b"e")
    assert ephemeral(third) != ephemeral(first)
    assert [OPENER.open(row, "t", "a", b"e") for row in (first, third)] == [b"1", b"3"]


def test_ephemeral_key_is_renewed_with_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The door's key seals no more rows than it may."""
    monkeypatch.setattr(crypto, "EPHEMERAL_ROWS", 3)
    sealer = door()
    points = [ephemeral(sealer.seal(b"", "t", "a", b"e")) for _ in range(7)]
    assert [points.count(point) for point in dict.fromkeys(points)] == [3, 3, 1]


def test_fork_renews_the_ephemeral_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """A forked process never counts on with its parent's key."""
    sealer = door()
    first = sealer.seal(b"", "t", "a", b"e")
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert ephemeral(sealer.seal(b"", "t", "a", b"e")) != ephemeral(first)


def test_threads_never_share_a_nonce() -> None:
    """Seals from many threads at once all differ in key or counter and in nonce."""
    sealer, heads, nonces = door(), [], []

    def work() -> None:
        for _ in range(300):
            heads.append(sealer.seal(b"", "t", "a", b"e")[3:39])
            nonces.append(SEALER.seal(b"", "t", "c", "r")[3:15])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(heads)) == len(set(nonces)) == 1200
