"""Channels: what a stored payload is read as."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import Unusable, json_object
from bot.channels.local import read_item
from bot.door import local_item
from bot.house import house_event
from bot.wiring import channels
from conversations.session import (
    Chose,
    Corrected,
    EffectDone,
    Event,
    Said,
    SentDocument,
    SentLocation,
    SentPhoto,
    SharedContact,
    TimerFired,
    Unreadable,
)

EVENTS: list[tuple[dict[str, Any], Event]] = [
    ({"text": "halo"}, Said("halo")),
    ({"text": ""}, Said("")),
    ({"choice": "k1.yes"}, Chose("k1.yes")),
    ({"photo": "m"}, SentPhoto("m")),
    ({"document": "m", "name": "ktp.pdf"}, SentDocument("m", "ktp.pdf")),
    ({"location": [-3, 115.5]}, SentLocation(-3.0, 115.5)),
    ({"photo": "m", "album": "a", "caption": "KTP"}, SentPhoto("m", "a", "KTP")),
    ({"edited": "Siti", "ref": "7"}, Corrected("Siti")),
    ({"contact": "+62812"}, SharedContact("+62812", own=True)),
    ({"contact": "+62812", "own": False}, SharedContact("+62812")),  # somebody else's card
    ({"voice": "m"}, Unreadable("voice")),
    ({"sticker": 1}, Unreadable("sticker")),
]


@pytest.mark.parametrize(("item", "event"), EVENTS)
def test_an_item_of_a_local_channel_is_read_as_one_event(
    item: dict[str, Any], event: Event
) -> None:
    """What the door stores, the engine reads."""
    stored = local_item("ani", {**item, "id": "1"})
    found = read_item(stored.payload)
    assert (found.address, found.event) == ("ani", event)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
KEYS = st.sampled_from(["person", "text", "choice", "photo", "document", "location", "contact"])


@given(st.dictionaries(KEYS, JSON, max_size=4) | JSON)
def test_any_json_is_an_event_or_unusable(value: Any) -> None:
    """Nothing else is raised, whatever somebody stored."""
    payload = json.dumps(value).encode()
    try:
        assert isinstance(read_item(payload).address, str)
    except Unusable:
        return


@given(st.binary())
def test_any_bytes_are_an_event_or_unusable(payload: bytes) -> None:
    """Also what is not JSON at all."""
    with pytest.raises(Unusable):
        read_item(b"x" + payload)


def test_lone_surrogates_go_through_the_door() -> None:
    """Half a character is stored as it came; the kernel cleans it."""
    stored = local_item("ani", {"text": "\ud800", "id": "1"})
    assert read_item(stored.payload).event == Said("\ud800")


def test_only_the_local_channels_people_are_made_up() -> None:
    """What they vouch for counts nowhere else."""
    assert {name for name, each in channels().items() if each.trial} == {"browser", "terminal"}
    with pytest.raises(Unusable):
        channels()["browser"].status(b"{}")
    with pytest.raises(Unusable):
        channels()["telegram"].status(b"{}")
    assert channels()["terminal"].deletion("ani", ["1"]) is None


def test_events_of_the_house_are_read_back() -> None:
    """Timers and results of effects come by the same inbox."""
    timer = {"timer": "forget_draft", "subject": "d", "to": "ani"}
    assert house_event(json.dumps(timer).encode()).event == TimerFired("forget_draft", "d")
    effect = {"effect": "e", "result": {"file": "f"}, "refused": None, "to": "ani"}
    assert house_event(json.dumps(effect).encode()).event == EffectDone("e", {"file": "f"})
    named = {**effect, "ref": "77"}
    assert house_event(json.dumps(named).encode()).ref == "77"
    with pytest.raises(Unusable):
        house_event(b"{}")
    with pytest.raises(Unusable):
        json_object([])
