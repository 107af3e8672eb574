"""The door's side of Telegram: whose update it is and under which id, whatever the body."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deliveries import raw_item
from bot.deliveries.telegram import DEEPEST, item_of, items, read_answer
from bot.door import Item
from tests.bot import telegram_payloads as payloads
from tests.bot.telegram_payloads import (
    GROUP,
    PRIVATE,
    SITI,
    UPDATE_ID,
    Update,
    asked,
    in_group,
    message,
    raw,
    said,
    standing,
    tapped,
    update,
)

INACCESSIBLE = {"chat": PRIVATE, "message_id": 40, "date": 0}

ADDRESSES: dict[str, tuple[Update, str]] = {
    # a person's own chat
    "text": (said("halo"), str(SITI)),
    # an edited message is of the chat that it was written in
    "edited": (update("edited_message", message({"text": "halo"})), str(SITI)),
    # a group has an address of its own
    "group": (in_group({"text": "halo"}), str(GROUP)),
    # a tap belongs to the chat of the keyboard
    "tap": (tapped(asked([("Perempuan", "p1.female")])), str(SITI)),
    # also when Telegram does not show the message any more
    "tap on an old keyboard": (tapped(INACCESSIBLE), str(SITI)),
    # without a message: to who tapped
    "tap without message": (tapped(None), str(SITI)),
    # blocked
    "standing": (
        update("my_chat_member", standing(payloads.member("member"), payloads.KICKED, PRIVATE)),
        str(SITI),
    ),
    # what comes after this was written is kept under its chat
    "future kind in a chat": (update("hologram", {"chat": PRIVATE}), str(SITI)),
    # or its sender
    "future kind with a sender": (update("hologram", {"from": {"id": 9}}), "9"),
    # or under no address
    "future kind of nothing": (update("hologram", 5), ""),
    # only an update id
    "nothing": ({"update_id": UPDATE_ID}, ""),
    # what we ask for goes before what else may stand beside it
    "two kinds": ({"update_id": UPDATE_ID, "x": {"from": {"id": 9}}, **said("x")}, str(SITI)),
    # a chat that is not understood is not replaced by the sender's
    "chat without id": (said("x", chat={"type": "private"}), ""),
    # true is no number
    "chat true": (said("x", chat={"id": True}), ""),
    # nor is a text
    "chat text": (said("x", chat={"id": "7"}), ""),
    **{kind: (update(kind, value), to) for kind, (value, to) in payloads.OTHER_KINDS.items()},
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_update_is_one_item_under_its_number_at_its_chat(name: str) -> None:
    """The payload stays as it came."""
    sent, address = ADDRESSES[name]
    assert items(raw(sent)) == [Item(address, str(UPDATE_ID), raw(sent))]


@pytest.mark.parametrize("name", payloads.UNREADABLE)
def test_a_body_that_nobody_understands_is_kept_whole(name: str) -> None:
    """It has no address, and its id is made of its bytes, so that it counts once."""
    body = payloads.UNREADABLE[name]
    assert items(body) == [raw_item(body)]
    assert raw_item(body) == Item("", f"raw:{hashlib.sha256(body).hexdigest()}", body)


@pytest.mark.parametrize("name", [*payloads.INVALID, *payloads.ODD])
def test_an_update_with_a_number_keeps_it_however_odd(name: str) -> None:
    """The door judges no content."""
    body = {**payloads.INVALID, **payloads.ODD}[name]
    (item,) = items(body)
    assert item.event_id.isdecimal()
    assert item.payload == body


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from("update_id message chat id from callback_query x".split()),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.binary(max_size=200) | JSON.map(raw))
def test_no_body_stops_the_door(body: bytes) -> None:
    """Any bytes and any JSON become one item with an id that can be stored."""
    (item,) = items(body)
    assert item.payload == body
    assert item.event_id.encode()
    assert item.address.encode().decode().lstrip("-").isdecimal() or item.address == ""


@given(JSON)
def test_the_poller_makes_the_same_items(value: Any) -> None:
    """An update that came parsed is the same item as one that came as a body."""
    assert item_of(value) == items(raw(value))[0]


def test_neighbours_of_an_update_without_bottom_are_read() -> None:
    """What is nested too deep is emptied, brackets within texts are left alone."""
    deep = f'{{"update_id": 1, "x": {payloads.nested(5_000)}}}'
    text = f'{{"ok": true, "result": [{deep}, {{"update_id": 2, "text": "[\\"{{["}}, {deep}]}}'
    found = read_answer(text)["result"]
    assert [each["update_id"] for each in found] == [1, 2, 1]
    assert found[1]["text"] == '["{['


def test_what_is_not_too_deep_stays() -> None:
    """Only the level that no update has is emptied."""
    kept = payloads.nested(DEEPEST)
    assert read_answer(kept) == json.loads(kept)
    within = payloads.nested(DEEPEST - 1)
    assert read_answer(f'[{within}, "x"]') == [json.loads(within), "x"]


def test_neighbours_of_a_number_without_end_are_read() -> None:
    """Python refuses to read 5.000 digits as a whole number; they become infinite."""
    found = read_answer('[{"update_id": 1, "x": ' + "9" * 5_000 + '}, {"update_id": 2}]')
    assert [each["update_id"] for each in found] == [1, 2]


@pytest.mark.parametrize("text", ['["', '[["a\\', "]]]", "{" * 300, "[" * 150 + "]" * 120])
def test_a_broken_answer_is_a_value_error(text: str) -> None:
    """Brackets that don't match are no reason for another error."""
    with pytest.raises(ValueError):
        read_answer(text)


def test_the_door_loads_no_bot_framework() -> None:
    """Splitting bodies imports neither aiogram nor telegram."""
    code = (
        "import sys, bot.deliveries.telegram; "
        "sys.exit(bool({'aiogram', 'telegram', 'pydantic'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
