"""WhatsApp's events: what each stored item is read as, and that nothing but Unusable is raised."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import Inbound, Status, Unusable
from bot.channels.whatsapp_events import FIELDS, read_message, read_status
from bot.deliveries.whatsapp import items
from conversations.session import (
    Chose,
    Corrected,
    Event,
    Said,
    SentDocument,
    SentLocation,
    SentPhoto,
    SharedContact,
    Unreadable,
)
from tests.bot import whatsapp_payloads as wa

OTHER = f"+{wa.OTHER_NUMBER}"

EVENTS: dict[str, Event | None] = {
    "text": Said("Nama saya Siti"),
    "text in reply": Said("ya"),
    "text forwarded": Said("info"),
    "text from an advertisement": Said("halo"),
    "text about a product": Said("ini?"),
    "text with half a character": Said("halo \ufffd"),
    "empty text": Said(""),
    "link": None,  # a start, below
    "link, typed": None,
    "two words": Said(f"mulai {wa.LINK} sekarang"),  # more than a link writes
    "short word": Said("mulai daftar"),
    "opening": None,
    "button reply": Chose("p1.yes"),
    "list reply": Chose("p2.3"),
    "flow reply": Unreadable("other"),
    "call permission": Unreadable("other"),
    "template button of ours": Chose("p3.later"),
    "template button, its text": Said("Berhenti."),  # a period does not make a token
    "image": SentPhoto("media-image", caption="KTP saya"),
    "image without caption": SentPhoto("media-image"),
    "document": SentDocument("media-document", "ktp.pdf", caption="ini KTP"),
    "document without name": SentDocument("media-document"),
    "voice": Unreadable("voice"),
    "audio": Unreadable("voice"),
    "voice, older": Unreadable("voice"),
    "video": Unreadable("other"),
    "sticker": Unreadable("sticker"),
    "location": SentLocation(-3.45, 115.99),
    "location in whole degrees": SentLocation(-3.0, 116.0),
    "location off the earth": Unreadable("other"),
    "location as words": Unreadable("other"),
    "location nowhere": Unreadable("other"),
    "contact": SharedContact(OTHER),
    "contact, own": SharedContact(f"+{wa.PERSON}", own=True),
    "contact, own id with another's text": SharedContact(f"+{wa.PERSON}", own=True),
    "contact without WhatsApp": SharedContact(OTHER),
    "contact by id only": SharedContact(OTHER),
    "contact on the second card": SharedContact(OTHER),
    "contact without number": Unreadable("other"),
    "contact asked for": SharedContact(OTHER),  # not vouched for: no id
    "reaction": None,
    "reaction taken back": None,
    "order": Unreadable("other"),
    "unsupported": Unreadable("other"),
    "unknown, older": Unreadable("other"),
    "not to be had now": Unreadable("other"),
    "media that failed": Unreadable("other"),
    "a kind of tomorrow": Unreadable("other"),
    "edit": Corrected("Nama saya Sri", "wamid.text"),
    "edit of a caption": None,
    "revoke": None,
    "in a group": None,
    "without number": Said("halo"),
    "user id only": Said("halo"),
    "user id in place of the number": Said("halo"),
}
STARTS = {"link": wa.LINK, "link, typed": wa.LINK, "opening": ""}
# Who wrote, where it is not the number with the user id beside it.
SENDERS = dict.fromkeys(
    ("without number", "user id only", "user id in place of the number"),
    Inbound(wa.USER, None, also=(wa.PERSON,)),
)


def stored(message: Any, contacts: Any = None) -> bytes:
    """The payload of a message as the door stores it."""
    (item,) = items(wa.webhook(wa.batch([message], contacts=contacts)))
    return item.payload


def read(message: Any, contacts: Any = None) -> Inbound:
    return read_message(stored(message, contacts), wa.ACCOUNT)


def mark(ref: str) -> dict[str, Any]:
    """Read, and typing."""
    typing = {"type": "text"}
    head = {"messaging_product": "whatsapp", "status": "read", "message_id": ref}
    return {**head, "typing_indicator": typing}


@pytest.mark.parametrize("name", wa.MESSAGES)
def test_every_kind_of_message_is_read(name: str) -> None:
    """Event, person, number vouched for, mark: for each kind that Meta documents."""
    assert EVENTS.keys() == wa.MESSAGES.keys()
    known = Inbound(wa.PERSON, None, phone=f"+{wa.PERSON}", also=(wa.USER,))
    ref, event, start = wa.MESSAGES[name]["id"], EVENTS[name], STARTS.get(name)
    answered = event is not None or start is not None
    assert read(wa.MESSAGES[name]) == replace(
        SENDERS.get(name, known),
        event=event,
        ref=event.ref if isinstance(event, Corrected) else ref,
        start=start,
        group="quiet" if name == "in a group" else "",
        marks=(mark(ref),) if answered else (),
    )


def test_the_address_of_an_item_is_the_one_that_is_read() -> None:
    """Door and engine speak of the same person."""
    for message in wa.MESSAGES.values():
        (item,) = items(wa.webhook(wa.batch([message])))
        assert read_message(item.payload, wa.ACCOUNT).address == item.address


NEW = f"+{wa.NEW_NUMBER}"
MOVES: list[tuple[str, Inbound | None]] = [
    ("number", Inbound(wa.NEW_NUMBER, None, phone=NEW, moved_from=wa.PERSON)),
    (
        "number with user id",
        Inbound(wa.NEW_NUMBER, None, phone=NEW, also=(wa.NEW_USER,), moved_from=wa.PERSON),
    ),
    ("number, older", Inbound(wa.NEW_NUMBER, None, phone=NEW, moved_from=wa.PERSON)),
    ("number, from is the new one", Inbound(wa.NEW_NUMBER, None, phone=NEW, moved_from=wa.PERSON)),
    ("user id", Inbound(wa.NEW_USER, None, moved_from=wa.USER)),
    ("user id, named like a change", Inbound(wa.NEW_USER, None, moved_from=wa.USER)),
    (
        "user id with number",
        Inbound(wa.NEW_NUMBER, None, phone=NEW, also=(wa.NEW_USER,), moved_from=wa.USER),
    ),
    ("user id of nobody", None),  # nothing to move from
    ("user id, body of another", None),
    ("identity", None),
    ("kind of tomorrow", None),
]


@pytest.mark.parametrize(("name", "moved"), MOVES)
def test_a_system_message_moves_the_person_or_nothing(name: str, moved: Inbound | None) -> None:
    """There is never anything to answer."""
    found = read(wa.SYSTEMS[name], contacts=[])
    if moved:
        assert found == moved
    assert (found.event, found.marks) == (None, ())
    assert (found.moved_from is None) == (moved is None)


def test_a_new_user_id_moves_the_person() -> None:
    """Told by a change of its own; the number first where it is known."""
    for update, address, also in (
        (wa.ID_UPDATE, wa.NEW_NUMBER, (wa.NEW_USER,)),
        ({"user_id": wa.ID_UPDATE["user_id"]}, wa.NEW_USER, ()),
    ):
        value = {"metadata": wa.METADATA, "user_id_update": [update]}
        (item,) = items(wa.webhook(wa.change("user_id_update", value)))
        found = read_message(item.payload, wa.ACCOUNT)
        assert (found.address, found.also, found.moved_from) == (address, also, wa.USER)


@pytest.mark.parametrize("field", wa.CHANGES)
def test_a_documented_change_of_the_account_changes_no_talk(field: str) -> None:
    """It is read, and that is all."""
    (item,) = items(wa.webhook(wa.change(field, wa.CHANGES[field])))
    assert read_message(item.payload, wa.ACCOUNT) == Inbound("", None)


def test_every_field_that_is_read_has_a_sample() -> None:
    """A spelling twice stands in one place only."""
    twice = {"user_id_update", "business_username_updates", "template_correct_category_detection"}
    assert FIELDS - twice == wa.CHANGES.keys()


def test_errors_of_the_number_change_no_talk() -> None:
    """Nor do clicks on advertisements."""
    for more in ({"errors": [{"code": 130429}]}, {"user_actions": [{"action_type": "click"}]}):
        (item,) = items(wa.webhook(wa.batch(**more)))
        assert read_message(item.payload, wa.ACCOUNT) == Inbound("", None)


PHONES: list[tuple[str, str | None]] = [
    (wa.PERSON, f"+{wa.PERSON}"),
    ("16505551234", "+16505551234"),  # from abroad
    ("99999999999", None),  # no country
    ("628", None),  # not even a number
    ("62812000010112345", None),  # too long for its country
]


@pytest.mark.parametrize(("sender", "phone"), PHONES)
def test_a_number_is_vouched_for_only_when_there_can_be_such_a_number(
    sender: str, phone: str | None
) -> None:
    """The address may be whatever the platform uses."""
    message = wa.message("text", {"body": "x"}, **{"from": sender})
    assert read(message).phone == phone


WRONG: list[Any] = [
    wa.message("text"),  # no part
    wa.message("text", "halo"),
    wa.message("text", {"body": 7}),
    wa.message("text", {"body": None}),
    wa.message("image", {}),
    wa.message("image", {"id": ""}),
    wa.message("image", [media := {"id": "m"}, media]),
    wa.message("document", {"id": {"a": 1}}),
    wa.message("interactive", {"type": "button_reply"}),
    wa.message("interactive", {"type": "list_reply", "list_reply": {"id": ""}}),
    wa.message("interactive", {"type": 3}),
    wa.message("button", {"payload": None}),
    wa.message("location", None),
    wa.message("edit", {"message": {"type": "text", "text": {"body": "x"}}}),
    {**wa.MESSAGES["text"], "type": ["text"]},
    {**wa.MESSAGES["text"], "type": None},
    {"id": "wamid.x", "type": "text", "text": {"body": "x"}},  # from nobody
]


@pytest.mark.parametrize("message", WRONG)
def test_wrong_types_are_unusable_and_say_nothing_of_the_person(message: Any) -> None:
    """Kept and shown to operators, who read no personal data."""
    with pytest.raises(Unusable) as refused:
        read(message)
    assert wa.PERSON not in str(refused.value)
    assert "halo" not in str(refused.value)


ODD: list[tuple[Any, Event]] = [
    (wa.message("image", {"id": "m", "caption": 5}), SentPhoto("m")),  # a caption is not needed
    (wa.message("document", {"id": "m", "filename": []}), SentDocument("m")),
    (wa.message("document", {"id": "m", "filename": "\ud800"}), SentDocument("m", "\ufffd")),
    (wa.message("location", {"latitude": 10**300, "longitude": 1}), Unreadable("other")),
    (wa.message("location", {"latitude": True, "longitude": 1}), Unreadable("other")),
    (wa.message("contacts", {"phones": []}), Unreadable("other")),
    (wa.message("contacts", [None, {"phones": [None, {"phone": 5}]}]), Unreadable("other")),
    (wa.message("contacts", [{"phones": [{"phone": "110"}]}]), Unreadable("other")),  # no number
]


@pytest.mark.parametrize(("message", "event"), ODD)
def test_what_may_be_missing_is_done_without(message: Any, event: Event) -> None:
    """A broken part that nobody needs does not cost the message."""
    assert read(message).event == event


@pytest.mark.parametrize("account", [wa.ACCOUNT, ""])
def test_only_our_number_is_read(account: str) -> None:
    """A business has several numbers, whose webhooks come to one address."""
    for other in (stored(wa.MESSAGES["text"]), items(wa.webhook(wa.batch(errors=[1])))[0].payload):
        payload = other.replace(wa.ACCOUNT.encode(), b"100200300400501")
        if account:
            with pytest.raises(Unusable, match="another number"):
                read_message(payload, account)
        else:
            read_message(payload, account)


UNKNOWN: list[Any] = [
    {"field": "hologram_update", "value": {}},
    {"field": "messages", "value": {"metadata": {}, "messages": {"id": "x"}}},
    {"field": "messages", "value": {"metadata": {}, "holograms": [1]}},
    {"field": "security", "value": []},
    {"metadata": {}, "message": "x"},
    {"entry": []},
    [],
    None,
]


@pytest.mark.parametrize("item", UNKNOWN)
def test_what_nobody_documents_is_unusable(item: Any) -> None:
    """It is kept, and seen."""
    with pytest.raises(Unusable):
        read_message(json.dumps(item).encode(), wa.ACCOUNT)


@pytest.mark.parametrize("name", wa.HOSTILE)
def test_a_raw_item_is_unusable(name: str) -> None:
    """As message and as status."""
    (item,) = items(wa.HOSTILE[name])
    for reading in (lambda: read_message(item.payload, ""), lambda: read_status(item.payload)):
        with pytest.raises(Unusable):
            reading()


READ: dict[str, Status] = {
    "sent": Status("wamid.ours", "sent", wa.OUTBOX_ID),
    "delivered": Status("wamid.ours", "delivered"),  # what came along is not an outbox id
    "read": Status("wamid.ours", "read"),
    "played": Status("wamid.ours", "read"),
    "failed": Status("wamid.ours", "failed", wa.OUTBOX_ID, 131049),
    "failed without reason": Status("wamid.ours", "failed"),
    "deleted": Status("wamid.ours", "sent"),
    "warning": Status("wamid.ours", "sent"),
    "in a group": Status("wamid.ours", "read"),
}


@pytest.mark.parametrize("name", wa.STATUSES)
def test_every_status_is_read(name: str) -> None:
    """Also those that came without contacts."""
    assert READ.keys() == wa.STATUSES.keys()
    (item,) = items(wa.webhook(wa.batch(statuses=[wa.STATUSES[name]])))
    assert read_status(item.payload) == READ[name]


CODES: list[tuple[Any, int | None]] = [
    ([{"code": 131026}, {"code": 1}], 131026),  # the first
    ([], None),
    ("131026", None),
    ([{"code": "131026"}], None),
    ([{"code": True}], None),
    ([{"code": 10**30}], None),  # no column holds it
    ([{"code": -1}], None),
    ([None], None),
]


@pytest.mark.parametrize(("errors", "code"), CODES)
def test_the_code_of_a_failed_one_is_a_small_number_or_none(errors: Any, code: int | None) -> None:
    """Whatever came instead."""
    payload = json.dumps({"status": wa.status("failed", errors=errors)}).encode()
    assert read_status(payload).error == code


STRANGE: list[Any] = [
    {"status": None},
    {"status": {"id": "wamid.x"}},
    {"status": {"id": "wamid.x", "status": "evaporated"}},
    {"status": {"id": "wamid.x", "status": {"sent": 1}}},
    {"status": {"id": 5, "status": "sent"}},
    {"status": {"status": "sent"}},
    {"message": {}},
]


@pytest.mark.parametrize("item", STRANGE)
def test_a_strange_status_is_unusable(item: Any) -> None:
    """It says nothing that we could store."""
    with pytest.raises(Unusable):
        read_status(json.dumps(item).encode())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
KINDS = st.sampled_from(
    "text interactive button image document audio location contacts reaction system edit "
    "request_welcome order unsupported".split()
)
PARTS = st.fixed_dictionaries(
    {},
    optional={
        name: JSON
        | st.sampled_from(["text", wa.PERSON, wa.USER, "button_reply", [{"phones": [1]}]])
        for name in "id type body payload phones latitude longitude wa_id user_id message".split()
    },
)


@given(
    KINDS,
    PARTS | st.lists(PARTS, max_size=2) | JSON,
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys("from from_user_id errors group_id metadata".split(), JSON),
    ),
    JSON | PARTS,
)
def test_any_part_of_any_kind_is_read_or_unusable(
    kind: str, part: Any, more: dict[str, Any], contact: Any
) -> None:
    """Nothing else is raised, and what is read can be stored."""
    item = {"message": {**wa.message(kind, part), **more}, "contact": contact, **more}
    try:
        found = read_message(json.dumps(item).encode(), wa.ACCOUNT)
    except Unusable:
        return
    repr(found).encode()


@given(JSON)
def test_any_json_is_unusable_or_read(value: Any) -> None:
    """As message and as status."""
    for payload in (
        value,
        {"message": value},
        {"status": value},
        {"field": "calls", "value": value},
    ):
        for reading in (lambda data: read_message(data, "1"), read_status):
            try:
                reading(json.dumps(payload).encode())
            except Unusable:
                continue


@given(st.binary(max_size=100))
def test_any_bytes_are_unusable(payload: bytes) -> None:
    """Also what is not JSON at all."""
    with pytest.raises(Unusable):
        read_message(b"x" + payload, wa.ACCOUNT)
    with pytest.raises(Unusable):
        read_status(b"x" + payload)
