"""Webhook bodies as Meta sends them: pure builders for the fake and for other tests.

Shapes: the Cloud API's webhook reference for "messages" (v26), with business-scoped user ids.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]
State = Literal["sent", "delivered", "read", "failed"]
Spread = Literal["entries", "changes"]

AT = 1795320000  # seconds since 1970: 22 November 2026, when nothing else is said
MOST_ITEMS = 1000  # Meta batches at most so many updates in one POST
ERRORS_PAGE = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"


@dataclass(frozen=True, slots=True)
class Account:
    """The business number that webhooks speak of."""

    waba_id: str = "102290129340398"
    phone_number_id: str = "106540352242922"
    phone: str = "622150000001"  # digits


@dataclass(frozen=True, slots=True)
class Sender:
    """A WhatsApp user as webhooks show one; without `wa_id` the phone number is hidden."""

    wa_id: str | None = "6281250000001"  # digits
    user_id: str | None = "ID.1502576394655843"  # business-scoped
    name: str = "Siti Rahmah"
    username: str | None = None


ACCOUNT = Account()
SENDER = Sender()
HIDDEN = Sender(wa_id=None, user_id="ID.2607481930215577", name="Noor", username="noor.pagatan")

_MEDIA: Json = {"id": "8300000000000001", "sha256": "q83v", "mime_type": "image/jpeg"}
# What each kind holds when a test doesn't say.
SAMPLES: dict[str, Json | list[Json]] = {
    "text": {"body": "halo"},
    "image": {**_MEDIA, "caption": "KTP saya"},
    "document": {**_MEDIA, "mime_type": "application/pdf", "filename": "ktp.pdf"},
    "audio": {**_MEDIA, "mime_type": "audio/ogg; codecs=opus", "voice": True},
    "video": {**_MEDIA, "mime_type": "video/mp4"},
    "sticker": {**_MEDIA, "mime_type": "image/webp", "animated": False},
    "location": {"latitude": -3.4531, "longitude": 115.5912},
    "contacts": [
        {
            "name": {"formatted_name": "Budi Hasan", "first_name": "Budi", "last_name": "Hasan"},
            "phones": [
                {"phone": "+62 812-5000-0002", "wa_id": "6281250000002", "type": "CELL"},
            ],
        }
    ],
    "reaction": {"message_id": "wamid.HBgA", "emoji": "👍"},
    "order": {
        "catalog_id": "354160437058781",
        "text": "",
        "product_items": [
            {
                "product_retailer_id": "KARTU",
                "quantity": 1,
                "item_price": 30,
                "currency": "IDR",
            }
        ],
    },
    "button": {"text": "Ya", "payload": "ya"},
    "interactive": {"type": "button_reply", "button_reply": {"id": "p1.1", "title": "Ya"}},
    "system": {
        "body": "User Siti Rahmah changed from 6281250000001 to 6281250000009",
        "type": "user_changed_number",
        "wa_id": "6281250000009",
        "user_id": "ID.1502576394655999",
        "previous_user_id": "ID.1502576394655843",
    },
    "edit": {
        "original_message_id": "wamid.HBgA",
        "message": {"type": "text", "text": {"body": "halo lagi"}},
    },
    "revoke": {"original_message_id": "wamid.HBgA"},
    "unsupported": {"type": "unknown"},
}
KINDS = tuple(SAMPLES)


def message(
    kind: str,
    content: Json | list[Json] | None = None,
    *,
    sender: Sender = SENDER,
    id: str = "",
    at: int = AT,
    context: Json | None = None,
) -> Json:
    """One message of a person; `at` in seconds since 1970, `id` derived from all when empty."""
    held = SAMPLES[kind] if content is None else content
    found = _whose(sender) | {"id": id, "timestamp": str(at), "type": kind, kind: held}
    if kind == "unsupported":
        found["errors"] = [failure(131051, "Message type unknown")]
    if context is not None:
        found["context"] = context
    if not id:
        digest = hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()
        found["id"] = wamid(sender.wa_id or sender.user_id or "", digest, ours=False)
    return found


def _whose(sender: Sender) -> Json:
    fields = {"from": sender.wa_id, "from_user_id": sender.user_id}
    return {name: value for name, value in fields.items() if value is not None}


def button_reply(id: str, title: str) -> Json:
    """The content of kind "interactive" after a tapped reply button."""
    return {"type": "button_reply", "button_reply": {"id": id, "title": title}}


def list_reply(id: str, title: str, description: str | None = None) -> Json:
    """The content of kind "interactive" after a chosen row."""
    row = {"id": id, "title": title} | ({"description": description} if description else {})
    return {"type": "list_reply", "list_reply": row}


def flow_reply(answers: Mapping[str, Any]) -> Json:
    """The content of kind "interactive" after a finished WhatsApp Flow."""
    reply = {"name": "flow", "body": "Sent", "response_json": json.dumps(answers)}
    return {"type": "nfm_reply", "nfm_reply": reply}


def status(
    id: str,
    state: State = "sent",
    *,
    recipient: Sender = SENDER,
    at: int = AT,
    opaque: str | None = None,
    error: Json | None = None,
    category: str = "service",
) -> Json:
    """What became of a message of ours; `error` as `failure` makes it, for state "failed"."""
    found: Json = {"id": id, "status": state, "timestamp": str(at)}
    whom = {"recipient_id": recipient.wa_id, "recipient_user_id": recipient.user_id}
    found |= {name: value for name, value in whom.items() if value is not None}
    if opaque is not None:
        found["biz_opaque_callback_data"] = opaque
    if state == "failed":
        return found | {"errors": [error or failure(131000, "Something went wrong")]}
    return found | _priced(state, at, category)


def _priced(state: State, at: int, category: str) -> Json:
    """Conversation and price; only the first status tells when the conversation ends."""
    conversation: Json = {"id": "7270432eae37498234f4444b35ffc5", "origin": {"type": category}}
    if state == "sent":
        conversation["expiration_timestamp"] = str(at + 86400)
    pricing = {"billable": category != "service", "pricing_model": "PMP", "type": "regular"}
    return {"conversation": conversation, "pricing": {**pricing, "category": category}}


def failure(code: int, title: str, details: str = "") -> Json:
    """One of a failed status's or an unsupported message's `errors`."""
    return {
        "code": code,
        "title": title,
        "message": title,
        "error_data": {"details": details or title},
        "href": ERRORS_PAGE,
    }


def value(
    messages: Sequence[Json] = (),
    statuses: Sequence[Json] = (),
    *,
    senders: Sequence[Sender] = (SENDER,),
    contacts: bool = True,
    account: Account = ACCOUNT,
) -> Json:
    """One change's value; `contacts` False leaves them out, as Meta may with statuses."""
    found: Json = {
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": account.phone,
            "phone_number_id": account.phone_number_id,
        },
    }
    if contacts:
        found["contacts"] = [_contact(sender, profile=bool(messages)) for sender in senders]
    if messages:
        found["messages"] = list(messages)
    if statuses:
        found["statuses"] = list(statuses)
    return found


def _contact(sender: Sender, profile: bool) -> Json:
    """Status webhooks come without a profile."""
    ids = {"wa_id": sender.wa_id, "user_id": sender.user_id}
    found: Json = {name: value for name, value in ids.items() if value is not None}
    if profile:
        username = {"username": sender.username} if sender.username else {}
        found["profile"] = {"name": sender.name, **username}
    return found


def webhook(*values: Json, spread: Spread = "changes", account: Account = ACCOUNT) -> Json:
    """The body of one POST: the values as changes of one entry, or as an entry each."""
    changes = [{"field": "messages", "value": each} for each in values]
    groups = [changes] if spread == "changes" else [[each] for each in changes]
    entries = [{"id": account.waba_id, "changes": group} for group in groups]
    return {"object": "whatsapp_business_account", "entry": entries}


def said(kind: str = "text", content: Json | list[Json] | None = None, **more: Any) -> Json:
    """The body of a POST with one message; `more` as of `message`."""
    sender = more.get("sender", SENDER)
    # Meta's system messages come without contacts.
    known = kind != "system"
    return webhook(value([message(kind, content, **more)], senders=[sender], contacts=known))


def signed(body: Json, secret: str) -> tuple[bytes, dict[str, str]]:
    """The raw bytes of a POST and its headers, signed as Meta does.

    Meta escapes beyond ASCII, and slashes: who signs a JSON that was read and written anew, fails.
    """
    raw = json.dumps(body).replace("/", "\\/").encode()
    return raw, {"Content-Type": "application/json", "X-Hub-Signature-256": signature(raw, secret)}


def signature(raw: bytes, secret: str) -> str:
    """The header X-Hub-Signature-256 of these bytes."""
    return "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()


def wamid(person: str, digest: str, *, ours: bool = True) -> str:
    """A message id: base64 that holds the person's phone (or user id) in clear, as Meta's do."""
    number = digest[: 18 if ours else 20].upper().encode()
    whom = person.encode()
    head = bytes([0x1C, 0x18, len(whom)]) + whom + bytes([0x15, 0x02, 0x00])
    tail = bytes([0x11 if ours else 0x12, 0x18, len(number)]) + number + b"\x00"
    return "wamid." + base64.b64encode(head + tail).decode()
