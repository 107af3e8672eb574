"""WhatsApp's deliveries: every message, status and change an item of its own, whatever came."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.deliveries import raw_item
from bot.deliveries.whatsapp import items
from bot.door import Item
from tests.bot import whatsapp_payloads as wa

ROOT = Path(__file__).parents[2]
TEXT = wa.MESSAGES["text"]


def only(body: bytes) -> Item:
    """The one item of a body."""
    (item,) = items(body)
    return item


@pytest.mark.parametrize("name", wa.MESSAGES)
def test_every_kind_of_message_is_an_item(name: str) -> None:
    """Under its own id, with metadata and the contact it belongs to."""
    message = wa.MESSAGES[name]
    item = only(wa.webhook(wa.batch([message])))
    assert (item.kind, item.event_id) == ("message", f"message:{message['id']}")
    kept = json.dumps({"metadata": wa.METADATA, "contact": wa.CONTACT, "message": message})
    # Compared as JSON, for NaN is not itself.
    assert json.dumps(json.loads(item.payload), sort_keys=True) == json.dumps(
        json.loads(kept), sort_keys=True
    )


ADDRESSES: list[tuple[dict[str, Any], Any, str]] = [
    ({"from": wa.PERSON}, None, wa.PERSON),  # the number
    ({"from": wa.PERSON, "from_user_id": wa.USER}, None, wa.PERSON),  # before the user id
    ({"from_user_id": wa.USER}, [wa.HIDDEN], wa.USER),  # whoever hides the number
    ({"from": wa.USER}, None, wa.USER),  # a user id in the number's place
    ({"from_parent_user_id": wa.PARENT}, None, wa.PARENT),  # nothing else
    ({"from_user_id": "12345678"}, None, ""),  # would be taken for a number
    ({"from": "+62812"}, None, ""),  # neither
    ({"from": "٦٢٨١٢٠٠٠٠١٠١"}, None, ""),  # digits, but not the ten
    ({"from": {"a": 1}, "from_user_id": 7}, None, ""),  # other types
    ({"from": "628" * 20}, None, ""),  # endless
    ({}, [wa.CONTACT], ""),  # a contact that may be anybody's
    ({"from": wa.PERSON}, [{"wa_id": wa.PERSON}, wa.HIDDEN], wa.PERSON),  # of several
    ({"from_user_id": wa.USER}, [{"user_id": wa.USER, "wa_id": wa.PERSON}], wa.USER),
    ({"from_user_id": wa.USER}, [None, [], {"user_id": []}, 5], wa.USER),  # broken contacts
    ({"from_user_id": wa.USER}, "nobody", wa.USER),  # no contacts at all
]


@pytest.mark.parametrize(("sender", "contacts", "address"), ADDRESSES)
def test_the_address_is_the_number_else_the_user_id(
    sender: dict[str, Any], contacts: Any, address: str
) -> None:
    """Else none; of numbers only what can be one."""
    message = {"id": "wamid.a", "type": "text", "text": {"body": "x"}, **sender}
    assert only(wa.webhook(wa.batch([message], contacts=contacts))).address == address


OLD: list[tuple[str, str]] = [
    ("number", wa.PERSON),
    ("number with user id", wa.PERSON),
    ("number, older", wa.PERSON),
    ("number, from is the new one", wa.PERSON),  # told in the body only
    ("user id", wa.USER),
    ("user id, named like a change", wa.USER),  # nobody chooses it by their name
    ("user id with number", wa.USER),
    ("user id of nobody", ""),  # nothing says whose
    ("user id, body of another", ""),  # the body says another new one than the message
    ("identity", wa.PERSON),
    ("kind of tomorrow", wa.PERSON),
]


@pytest.mark.parametrize(("name", "address"), OLD)
def test_a_system_message_belongs_to_the_old_address(name: str, address: str) -> None:
    """So that the move comes behind what the person said before it."""
    assert {each for each, _ in OLD} == set(wa.SYSTEMS)
    assert only(wa.webhook(wa.batch([wa.SYSTEMS[name]], contacts=[]))).address == address


IDS: list[tuple[dict[str, Any], str, str]] = [
    (wa.status("sent"), "status:wamid.ours:sent", wa.PERSON),
    (wa.status("read", recipient_id=None), "status:wamid.ours:read", wa.USER),
    (wa.status("read", recipient_id=7, recipient_user_id=[]), "status:wamid.ours:read", ""),
    (wa.STATUSES["failed"], "status:wamid.ours:failed:131049", wa.PERSON),
    (wa.STATUSES["failed without reason"], "status:wamid.ours:failed", wa.PERSON),
    (wa.STATUSES["warning"], "status:wamid.ours:warning", wa.PERSON),  # codes of failures only
    (wa.status("failed", errors=[{"code": "x"}, None, 3]), "status:wamid.ours:failed", wa.PERSON),
    (wa.status("failed", errors={"code": 1}), "status:wamid.ours:failed", wa.PERSON),
]


@pytest.mark.parametrize(("status", "event_id", "address"), IDS)
def test_a_status_is_a_receipt_known_by_message_and_state(
    status: dict[str, Any], event_id: str, address: str
) -> None:
    """A later state of the same message is another event."""
    item = only(wa.webhook(wa.batch(statuses=[status])))
    assert item == Item(address, event_id, item.payload, "receipt")
    assert json.loads(item.payload) == {"metadata": wa.METADATA, "status": status}


@pytest.mark.parametrize("field", wa.CHANGES)
def test_a_change_of_the_account_is_one_item(field: str) -> None:
    """Known by what it says, the same for a repeated one."""
    body = wa.webhook(wa.change(field, wa.CHANGES[field]))
    item = only(body)
    assert (item.address, item.kind, item.event_id[:7]) == ("", "message", "change:")
    assert json.loads(item.payload) == {"field": field, "value": wa.CHANGES[field]}
    turned = dict(reversed(wa.CHANGES[field].items()))
    assert item == only(wa.webhook({"value": turned, "field": field}))
    assert item.event_id != only(wa.webhook(wa.change(field, {"other": 1}))).event_id


def test_errors_beside_messages_are_an_item_of_their_own() -> None:
    """They concern the number, not the person."""
    errors = [{"code": 130429, "title": "Rate limit hit"}]
    message, rest = items(wa.webhook(wa.batch([TEXT], errors=errors, user_actions=[])))
    assert message.event_id == "message:wamid.text"
    assert json.loads(rest.payload) == {
        "field": "messages",
        "value": {"metadata": wa.METADATA, "errors": errors},
    }


def test_messages_that_are_no_list_are_kept_as_they_are() -> None:
    """Nobody iterates over an object's keys."""
    body = wa.webhook(wa.batch(messages=(), statuses=[wa.status("sent")], messages_=1))
    body = body.replace(b'"messages_": 1', b'"messages": {"id": "x"}')
    _status, rest = items(body)
    assert json.loads(rest.payload)["value"]["messages"] == {"id": "x"}


def test_new_user_ids_are_an_item_each_of_the_old_address() -> None:
    """A broken one among them is kept without an address."""
    other = {"user_id": {"previous": "ID.5", "current": "ID.6"}}
    value = {"metadata": wa.METADATA, "user_id_update": [wa.ID_UPDATE, None, other]}
    found = items(wa.webhook(wa.change("user_id_update", value)))
    assert [each.address for each in found] == [wa.USER, "", "ID.5"]
    assert json.loads(found[2].payload)["value"]["user_id_update"] == [other]


def test_a_full_batch_keeps_every_item_in_its_order() -> None:
    """1.000 messages and statuses over several entries and changes, none lost."""
    contacts = [{"wa_id": f"62812{n:07}", "profile": {"name": "x"}} for n in range(500)]
    changes = []
    for first in range(0, 500, 100):
        messages = [
            wa.message("text", {"body": str(n)}, id=f"wamid.{n}", **{"from": f"62812{n:07}"})
            for n in range(first, first + 100)
        ]
        statuses = [wa.status("sent", id=f"wamid.{n}") for n in range(first, first + 100)]
        changes.append(wa.batch(messages, statuses, contacts))
    entries = [{"id": "1", "changes": changes[:2]}, {"id": "2", "changes": changes[2:]}]
    found = items(json.dumps({"object": "o", "entry": entries}).encode())
    assert len(found) == 1000
    said = [each for each in found if each.kind == "message"]
    assert [each.event_id for each in said] == [f"message:wamid.{n}" for n in range(500)]
    assert [each.address for each in said] == [contact["wa_id"] for contact in contacts]
    assert [json.loads(each.payload)["contact"] for each in said] == contacts
    told = [each.event_id for each in found if each.kind == "receipt"]
    assert told == [f"status:wamid.{n}:sent" for n in range(500)]


def test_what_comes_twice_in_a_body_is_one_item() -> None:
    """Meta repeats; so do batches."""
    body = wa.webhook(wa.batch([TEXT, TEXT], [wa.status("read")] * 2), wa.batch([TEXT]))
    assert [each.event_id for each in items(body)] == [
        "message:wamid.text",
        "status:wamid.ours:read",
    ]


@pytest.mark.parametrize("name", wa.BESIDE_BROKEN)
def test_a_neighbour_survives_what_is_broken(name: str) -> None:
    """The good message is read as if it had come alone; the broken one is kept too."""
    found = items(wa.BESIDE_BROKEN[name])
    good = only(wa.webhook(wa.batch([TEXT])))
    assert good in found
    assert len(found) == (1 if name == "itself" else 2)


@pytest.mark.parametrize("name", wa.BROKEN_CHANGES)
def test_a_broken_change_is_kept_raw_beside_the_others(name: str) -> None:
    """Also an entry without changes."""
    broken = wa.BROKEN_CHANGES[name]
    raw, good = items(wa.webhook(broken, wa.batch([TEXT])))
    assert raw == raw_item(json.dumps(broken, separators=(",", ":"), sort_keys=True).encode())
    assert good.event_id == "message:wamid.text"


def test_an_entry_of_another_product_is_kept_raw() -> None:
    """A Messenger page that was connected to our address by mistake."""
    entry = {"id": "1", "messaging": [{"message": {"mid": "m"}}]}
    body = json.dumps({"object": "page", "entry": [entry]}).encode()
    assert only(body).event_id.startswith("raw:")
    assert json.loads(only(body).payload) == entry


@pytest.mark.parametrize("name", wa.HOSTILE)
def test_what_nobody_understands_is_kept_whole(name: str) -> None:
    """One item with the very bytes."""
    assert items(wa.HOSTILE[name]) == [raw_item(wa.HOSTILE[name])]


def test_no_depth_of_nesting_costs_the_neighbour_silently() -> None:
    """Where reading just succeeds and writing does not, the whole body is kept beside it."""
    for depth in range(900, 1000):
        piece = b'{"id": "d", "x": ' + b"[" * depth + b"]" * depth + b"}"
        body = wa.webhook(wa.batch(["BROKEN", TEXT])).replace(b'"BROKEN"', piece)
        found = items(body)
        assert found == [raw_item(body)] or found[1].event_id == "message:wamid.text"


@given(st.binary(max_size=300))
def test_any_bytes_are_items(body: bytes) -> None:
    """Never an exception, never nothing."""
    assert items(body)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
KEYS = (
    "id from from_user_id wa_id user_id messages statuses contacts errors metadata status type "
    "system body previous current user_id_update recipient_id code"
).split()
PIECES = st.dictionaries(st.sampled_from(KEYS), JSON | st.sampled_from(["a", wa.USER]), max_size=4)
LISTED = st.lists(PIECES | JSON, max_size=3)
VALUES = st.dictionaries(st.sampled_from(KEYS), LISTED | PIECES | JSON, max_size=5)
FIELDS = st.sampled_from(["messages", "user_id_update", "security"]) | st.text(max_size=3)


@given(st.lists(st.fixed_dictionaries({"field": FIELDS, "value": VALUES}) | JSON, max_size=4))
@settings(max_examples=100)
def test_any_changes_are_items(changes: list[Any]) -> None:
    """With ids and addresses that the door can take, and a good message beside them all."""
    found = items(wa.webhook(*changes, wa.batch([TEXT])))
    assert "message:wamid.text" in [each.event_id for each in found]
    for item in found:
        assert item.event_id.isascii()
        assert item.address.isascii()
        json.loads(item.payload)


LOADED = """
import sys
import bot.deliveries, bot.deliveries.telegram, bot.deliveries.whatsapp, bot.webhooks
print(sorted(set(sys.modules) & {"aiogram", "telegram", "aiohttp", "pydantic", "phonenumbers"}))
"""


def test_the_door_loads_no_framework() -> None:
    """Neither what reads nor what sends."""
    ended = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert ended.stdout.decode().strip() == "[]", ended.stderr.decode()
