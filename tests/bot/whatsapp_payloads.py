"""What Meta's webhook reference says WhatsApp sends, with invented people, and what nobody should.

Every kind of message, status and change; the tests say what each is read as.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

ACCOUNT = "100200300400500"  # our phone number id
BUSINESS = "900800700600500"  # the id of the business account
PERSON = "628120000101"
NEW_NUMBER = "628120000102"
OTHER_NUMBER = "628120000103"
USER = "ID.13000000000000000001"
NEW_USER = "ID.13000000000000000002"
PARENT = "ID.ENT.11000000000000000001"
OUTBOX_ID = "0123456789abcdef0123456789abcdef"
LINK = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcY"  # the form of what a link carries

Object = dict[str, Any]

METADATA: Object = {"display_phone_number": "628110000999", "phone_number_id": ACCOUNT}
CONTACT: Object = {"profile": {"name": "Siti Aminah"}, "wa_id": PERSON, "user_id": USER}
HIDDEN: Object = {
    "profile": {"name": "Siti Aminah", "username": "@siti.aminah"},
    "user_id": USER,
    "parent_user_id": PARENT,
}


def message(kind: str, part: Any = None, **more: Any) -> Object:
    """A message of a kind with its part, from the person whose number is known."""
    head = {"from": PERSON, "from_user_id": USER, "id": f"wamid.{kind}", "timestamp": "1795316400"}
    own = {} if part is None else {kind: part}
    return {**head, "type": kind, **own, **more}


def hidden(kind: str, part: Any = None, **more: Any) -> Object:
    """The same of somebody whose number WhatsApp keeps to itself."""
    made = message(kind, part, **more)
    return {name: made[name] for name in made if name != "from"}


def system(kind: str, told: Object, **more: Any) -> Object:
    """A system message; it comes without contacts."""
    head = {"id": f"wamid.{kind}", "timestamp": "1795316400", "type": "system"}
    return {**head, "system": {"type": kind, **told}, **more}


def status(state: str, **more: Any) -> Object:
    """A status of a message of ours."""
    head = {"id": "wamid.ours", "status": state, "timestamp": "1795316401"}
    return {**head, "recipient_id": PERSON, "recipient_user_id": USER, **more}


def change(field: str, value: Any) -> Object:
    """One of an entry's changes."""
    return {"field": field, "value": value}


def batch(
    messages: Iterable[Any] = (), statuses: Iterable[Any] = (), contacts: Any = None, **more: Any
) -> Object:
    """A change of the field "messages"."""
    value: Object = {"messaging_product": "whatsapp", "metadata": METADATA}
    parts = {"messages": list(messages), "statuses": list(statuses)}
    value |= {name: part for name, part in parts.items() if part}
    shown = [CONTACT] if contacts is None and parts["messages"] else contacts
    return change("messages", {**value, **({"contacts": shown} if shown else {}), **more})


def webhook(*changes: Any) -> bytes:
    """A whole body."""
    entry = {"id": BUSINESS, "changes": list(changes)}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def media(name: str, **more: Any) -> Object:
    """What all media have."""
    return {"mime_type": "x/y", "sha256": "q1w2", "id": f"media-{name}", **more}


UNSUPPORTED = [
    {
        "code": 131051,
        "title": "Message type unknown",
        "message": "Message type unknown",
        "error_data": {"details": "Message type is currently not supported."},
    }
]
CARD: Object = {"name": {"formatted_name": "Ahmad Hasan", "first_name": "Ahmad"}}
BACK = {"from": "628110000999", "id": "wamid.asked"}  # what a reply answers

MESSAGES: Mapping[str, Object] = {
    "text": message("text", {"body": "Nama saya Siti"}),
    "text in reply": message("text", {"body": "ya"}, context=BACK),
    "text forwarded": message("text", {"body": "info"}, context={"forwarded": True}),
    "text from an advertisement": message(
        "text", {"body": "halo"}, referral={"source_type": "ad", "source_id": "1", "body": "Ikut"}
    ),
    "text about a product": message(
        "text", {"body": "ini?"}, context={**BACK, "referred_product": {"catalog_id": "1"}}
    ),
    "text with half a character": message("text", {"body": "halo \ud83d"}),
    "empty text": message("text", {"body": ""}),
    "link": message("text", {"body": f"MULAI {LINK}"}),
    "link, typed": message("text", {"body": f" start  {LINK}\n"}),
    "two words": message("text", {"body": f"mulai {LINK} sekarang"}),
    "short word": message("text", {"body": "mulai daftar"}),
    "opening": message("request_welcome"),
    "button reply": message(
        "interactive",
        {"type": "button_reply", "button_reply": {"id": "p1.yes", "title": "Ya"}},
        context=BACK,
    ),
    "list reply": message(
        "interactive",
        {"type": "list_reply", "list_reply": {"id": "p2.3", "title": "Desa", "description": "x"}},
        context=BACK,
    ),
    "flow reply": message(
        "interactive",
        {"type": "nfm_reply", "nfm_reply": {"name": "flow", "body": "Sent", "response_json": "{}"}},
    ),
    "call permission": message(
        "interactive",
        {"type": "call_permission_reply", "call_permission_reply": {"response": "accept"}},
    ),
    "template button of ours": message("button", {"payload": "p3.later", "text": "Nanti"}),
    "template button, its text": message("button", {"payload": "Berhenti.", "text": "Berhenti."}),
    "image": message("image", media("image", caption="KTP saya")),
    "image without caption": message("image", media("image")),
    "document": message("document", media("document", filename="ktp.pdf", caption="ini KTP")),
    "document without name": message("document", media("document")),
    "voice": message("audio", media("audio", voice=True)),
    "audio": message("audio", media("audio", voice=False)),
    "voice, older": message("voice", media("voice")),
    "video": message("video", media("video", caption="lihat")),
    "sticker": message("sticker", media("sticker", animated=True)),
    "location": message(
        "location",
        {"latitude": -3.45, "longitude": 115.99, "name": "Pasar", "address": "Batulicin"},
    ),
    "location in whole degrees": message("location", {"latitude": -3, "longitude": 116}),
    "location off the earth": message("location", {"latitude": 91.0, "longitude": 1.0}),
    "location as words": message("location", {"latitude": "-3.4", "longitude": "115"}),
    "location nowhere": message("location", {"latitude": float("nan"), "longitude": 1.0}),
    "contact": message(
        "contacts",
        [{**CARD, "phones": [{"phone": "0812-0000-103", "type": "CELL", "wa_id": OTHER_NUMBER}]}],
    ),
    "contact, own": message(
        "contacts", [{**CARD, "phones": [{"phone": "+62 812 0000 101", "wa_id": PERSON}]}]
    ),
    "contact, own id with another's text": message(
        "contacts", [{**CARD, "phones": [{"phone": f"+{OTHER_NUMBER}", "wa_id": PERSON}]}]
    ),
    "contact without WhatsApp": message(
        "contacts", [{**CARD, "phones": [{"phone": f"+{OTHER_NUMBER}"}]}]
    ),
    "contact by id only": message("contacts", [{**CARD, "phones": [{"wa_id": OTHER_NUMBER}]}]),
    "contact on the second card": message(
        "contacts", [CARD, {**CARD, "phones": [{"phone": "1"}, {"phone": f"+{OTHER_NUMBER}"}]}]
    ),
    "contact without number": message("contacts", [{**CARD, "emails": [{"email": "a@b.id"}]}]),
    "contact asked for": message(
        "contacts",
        [{"vcard": "BEGIN:VCARD", "phones": [{"phone": f"+{OTHER_NUMBER}"}]}],
        origin="contact_request",
    ),
    "reaction": message("reaction", {"message_id": "wamid.ours", "emoji": "👍"}),
    "reaction taken back": message("reaction", {"message_id": "wamid.ours"}),
    "order": message(
        "order",
        {
            "catalog_id": "1",
            "text": "pesan",
            "product_items": [
                {"product_retailer_id": "a", "quantity": 2, "item_price": 30, "currency": "IDR"}
            ],
        },
    ),
    "unsupported": message("unsupported", {"type": "poll_update"}, errors=UNSUPPORTED),
    "unknown, older": message("unknown", errors=UNSUPPORTED),
    "not to be had now": message(
        "unsupported", errors=[{"code": 131060, "title": "This message is currently unavailable."}]
    ),
    "media that failed": message(
        "image", errors=[{"code": 131052, "title": "Media download error"}]
    ),
    "a kind of tomorrow": message("hologram", {"id": "h"}),
    "edit": message(
        "edit",
        {
            "original_message_id": "wamid.text",
            "message": {"type": "text", "text": {"body": "Nama saya Sri"}, "context": {"id": "x"}},
        },
    ),
    "edit of a caption": message(
        "edit",
        {
            "original_message_id": "wamid.image",
            "message": {"type": "image", "image": media("image", caption="KTP ibu")},
        },
    ),
    "revoke": message("revoke", {"original_message_id": "wamid.text"}),
    "in a group": message("text", {"body": "halo semua"}, group_id="group-1"),
    "without number": hidden("text", {"body": "halo"}),
    "user id only": hidden("text", {"body": "halo"}, from_parent_user_id=PARENT),
    "user id in place of the number": message("text", {"body": "halo"}, **{"from": USER}),
}

SYSTEMS: Mapping[str, Object] = {
    "number": system(
        "user_changed_number",
        {"body": f"User Siti changed from {PERSON} to {NEW_NUMBER}", "wa_id": NEW_NUMBER},
        **{"from": PERSON},
    ),
    "number with user id": system(
        "user_changed_number",
        {"body": "User Siti changed", "wa_id": NEW_NUMBER, "user_id": NEW_USER},
        **{"from": PERSON, "from_user_id": USER},
    ),
    "number, older": system(
        "customer_changed_number", {"new_wa_id": NEW_NUMBER}, **{"from": PERSON}
    ),
    "number, from is the new one": system(
        "user_changed_number",
        {"body": f"User Siti changed from {PERSON} to {NEW_NUMBER}", "wa_id": NEW_NUMBER},
        **{"from": NEW_NUMBER},
    ),
    "user id": system(
        "user_changed_user_id",
        {"body": f"User Siti changed from {USER} to {NEW_USER}", "user_id": NEW_USER},
    ),
    "user id, named like a change": system(
        "user_changed_user_id",
        {
            "body": f"User A changed from ID.9 to {NEW_USER} changed from {USER} to {NEW_USER}",
            "user_id": NEW_USER,
        },
    ),
    "user id with number": system(
        "user_changed_user_id",
        {
            "body": f"User Siti changed from {USER} to {NEW_USER}",
            "user_id": NEW_USER,
            "wa_id": NEW_NUMBER,
        },
        **{"from": NEW_NUMBER},
    ),
    "user id of nobody": system(
        "user_changed_user_id", {"body": "User Siti changed", "user_id": NEW_USER}
    ),
    "user id, body of another": system(
        "user_changed_user_id",
        {"body": f"User Siti changed from {USER} to ID.7", "user_id": NEW_USER},
    ),
    "identity": system(
        "customer_identity_changed", {"body": "x", "identity": "abc"}, **{"from": PERSON}
    ),
    "kind of tomorrow": system("user_moved_to_the_moon", {}, **{"from": PERSON}),
}

REFUSED = [{"code": 131049, "title": "Not delivered", "error_data": {"details": "x"}}]
STATUSES: Mapping[str, Object] = {
    "sent": status(
        "sent",
        conversation={"id": "c", "origin": {"type": "service"}},
        pricing={"billable": True, "pricing_model": "PMP", "type": "regular"},
        biz_opaque_callback_data=OUTBOX_ID,
    ),
    "delivered": status("delivered", biz_opaque_callback_data="campaign 7"),
    "read": status("read"),
    "played": status("played"),
    "failed": status("failed", errors=REFUSED, biz_opaque_callback_data=OUTBOX_ID),
    "failed without reason": status("failed"),
    "deleted": status("deleted"),
    "warning": status("warning", errors=REFUSED),
    "in a group": status("read", recipient_type="group", recipient_participant_id=PERSON),
}

PREFERENCE = {
    "wa_id": PERSON, "user_id": USER, "detail": "User requested to stop marketing messages",
    "category": "marketing_messages", "value": "stop", "timestamp": 1795316400,
}  # fmt: skip
ID_UPDATE: Object = {
    "wa_id": NEW_NUMBER,
    "detail": "User id for Siti has been updated.",
    "user_id": {"previous": USER, "current": NEW_USER},
    "parent_user_id": {"previous": PARENT, "current": "ID.ENT.2"},
    "timestamp": "1795316400",
}

CHANGES: Mapping[str, Object] = {
    "account_alerts": {"entity_type": "BUSINESS", "alert_type": "OBA_APPROVED"},
    "account_offboarded": {"phone_number": "628110000999"},
    "account_reconnected": {"phone_number": "628110000999"},
    "account_review_update": {"decision": "APPROVED"},
    "account_settings_update": {"type": "phone_number_settings", "timestamp": "1795316400"},
    "account_update": {"event": "ACCOUNT_RESTRICTION", "restriction_info": [{"expiration": 1}]},
    "automatic_events": {"metadata": METADATA, "automatic_events": [{"event_name": "Purchase"}]},
    "business_capability_update": {"max_daily_conversations_per_business": 2000},
    "business_status_update": {"business_id": BUSINESS, "event": "x"},
    "business_username_update": {"display_phone_number": "628110000999", "status": "approved"},
    "calls": {"metadata": METADATA, "calls": [{"id": "c", "from": PERSON, "event": "connect"}]},
    "campaign_status_update": {"campaign_id": "1", "new_status": "COMPLETE"},
    "flows": {"event": "FLOW_STATUS_CHANGE", "flow_id": "1"},
    "group_lifecycle_update": {"metadata": METADATA, "groups": [{"type": "group_create"}]},
    "group_participants_update": {"groups": [{"type": "group_participants_add"}]},
    "group_settings_update": {"groups": [{"type": "group_settings_update"}]},
    "group_status_update": {"groups": [{"type": "group_suspend"}]},
    "history": {"metadata": METADATA, "history": [{"metadata": {"phase": 0}, "threads": []}]},
    "message_echoes": {"metadata": METADATA, "message_echoes": []},
    "message_template_components_update": {"message_template_id": 1, "message_template_title": ""},
    "message_template_quality_update": {"previous_quality_score": "GREEN"},
    "message_template_status_update": {"event": "PAUSED", "message_template_name": "ingat"},
    "messaging_handovers": {"sender": {"phone_number": PERSON}},
    "partner_solutions": {"event": "SOLUTION_CREATED", "solution_id": "1"},
    "payment_configuration_update": {"configuration_name": "x", "status": "ACTIVE"},
    "phone_number_name_update": {"decision": "APPROVED", "requested_verified_name": "Seratus"},
    "phone_number_quality_update": {"event": "THROUGHPUT_UPGRADE", "current_limit": "TIER_2K"},
    "security": {"event": "PIN_CHANGED", "requester": "1"},
    "smb_app_state_sync": {"metadata": METADATA, "state_sync": [{"type": "contact"}]},
    "smb_message_echoes": {"metadata": METADATA, "message_echoes": [{"to": PERSON, "id": "w"}]},
    "template_category_update": {"new_category": "MARKETING", "message_template_name": "ingat"},
    "tracking_events": {"events": [{"event_name": "x"}]},
    "user_preferences": {"metadata": METADATA, "user_preferences": [PREFERENCE]},
}

_DEEP = b"[" * 5000 + b"]" * 5000
_FINE = json.dumps(MESSAGES["text"]).encode()


def _beside(piece: bytes) -> bytes:
    """A body with a broken message before a good one."""
    whole = webhook(batch(["BROKEN", MESSAGES["text"]]))
    return whole.replace(b'"BROKEN"', piece)


# Bodies in which the one good message stands behind something broken.
BESIDE_BROKEN: Mapping[str, bytes] = {
    "null": _beside(b"null"),
    "a number": _beside(b"7"),
    "a text": _beside(b'"message"'),
    "a list": _beside(b"[[]]"),
    "no id": _beside(b'{"from": "628120000101", "type": "text"}'),
    "an id of another type": _beside(b'{"id": {"a": 1}, "type": "text"}'),
    "an empty id": _beside(b'{"id": ""}'),
    "half a character as id": _beside(b'{"id": "\\ud800"}'),
    "an id with spaces": _beside(b'{"id": "a b"}'),
    "an endless id": _beside(b'{"id": "' + b"a" * 5000 + b'"}'),
    "system without types": _beside(b'{"id": "s", "type": [], "system": {"type": {}}}'),
    "a system that is a text": _beside(b'{"id": "s", "type": "system", "system": "x"}'),
    "an endless integer": _beside(b'{"id": "i", "timestamp": ' + b"9" * 6000 + b"}"),
    "the year 58861": _beside(b'{"id": "y", "timestamp": "1795316400000"}'),
    "a float beyond all": _beside(b'{"id": "f", "timestamp": 1e999}'),
    "a sender of another type": _beside(b'{"id": "t", "from": [1], "from_user_id": {}}'),
    "itself": _beside(_FINE),
}
# Bodies in which nothing can be told apart; kept whole.
HOSTILE: Mapping[str, bytes] = {
    "nothing": b"",
    "no JSON": b"hello",
    "broken off": webhook(batch([MESSAGES["text"]]))[:-3],
    "no UTF-8": b"\xff\xfe\xfa",
    "nul": b"\x00" * 20,
    "null": b"null",
    "a list": b"[]",
    "an empty object": b"{}",
    "deep": _DEEP,
    "deep message": _beside(_DEEP),
    "no entries": b'{"object": "whatsapp_business_account", "entry": []}',
    "entry is an object": b'{"entry": {"changes": []}}',
    "entry is null": b'{"entry": null}',
    "no changes": b'{"entry": [{"id": "1", "changes": []}]}',
    "empty batch": webhook(change("messages", {"metadata": METADATA, "messages": []})),
}
# Changes that are broken, each in a body of its own.
BROKEN_CHANGES: Mapping[str, Any] = {
    "null": None,
    "a text": "change",
    "no value": {"field": "messages"},
    "value is null": {"field": "messages", "value": None},
    "value is a list": {"field": "account_update", "value": []},
    "field is an object": {"field": {}, "value": {}},
}
