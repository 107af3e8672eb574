"""WhatsApp's deliveries: up to 1.000 messages, statuses and changes a body, an item each.

Parses no more than whose event it is and under which id. The shapes are those of Meta's webhook
reference, "messages" and "Business-scoped user IDs".
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.deliveries import raw_item
from bot.door import Item
from storage.inbox import Kind

# A `wa_id`: E.164 without the plus has at most 15 digits; a few more where Meta adds its own.
NUMBER = re.compile(r"[0-9]{5,20}")
# A business-scoped user id: two letters, a period and up to 128 letters and digits, or with ".ENT."
# for a parent's. Samples come without the letters; never all digits, or it would be a number.
USER_ID = re.compile(r"(?=[0-9]*[A-Za-z._-])[A-Za-z0-9._-]{1,160}")
# Ids of messages are base64 behind "wamid."; 100 characters today.
EVENT_ID = re.compile(r"[!-~]{1,500}")
# Nobody means longer integers, and Python reads at most 4.300 digits: one would cost the batch.
LONGEST_INTEGER = 400
# System messages that tell of a person's new number or user id; the second is of older versions.
MOVES = frozenset({"user_changed_number", "customer_changed_number", "user_changed_user_id"})
# How such a message's body ends; what stands before is the person's own name.
CHANGED = re.compile(r".* changed from (\S+) to (\S+)", re.DOTALL)

RAW = "raw"  # the event id of a piece that is broken
SHARED = frozenset({"messaging_product", "metadata", "contacts"})  # belongs to all of a batch
_ENCODER = json.JSONEncoder(separators=(",", ":"), sort_keys=True, check_circular=False)

Json = Any
Object = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Moved:
    """A person's address until now, and the new ones, the one to write to first."""

    old: str
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """What becomes an item; without an event id it is known by what it says."""

    value: Json
    event_id: str = ""
    address: str = ""
    kind: Kind = "message"


def items(body: bytes) -> list[Item]:
    """The items of a webhook's body, each id once; what is broken is kept raw beside the others."""
    try:
        pieces = list(_of_body(json.loads(body, parse_int=_integer)))
    except (ValueError, RecursionError):  # no JSON, or nested too deep
        return [raw_item(body)]
    found: dict[str, Item] = {}
    for piece in pieces:
        item = _item(piece, body)
        found.setdefault(item.event_id, item)
    return list(found.values()) or [raw_item(body)]


def addresses(message: Object, contact: Json) -> tuple[str, ...]:
    """The addresses of who wrote, the one to answer to first: the number, else the user id."""
    sender = message.get("from")
    number = _shaped(NUMBER, sender)
    user = _shaped(
        USER_ID, message.get("from_user_id"), _inside(contact, "user_id"), sender,
        message.get("from_parent_user_id"), _inside(contact, "parent_user_id"),
    )  # fmt: skip
    wa_id = _shaped(NUMBER, _inside(contact, "wa_id"))  # of some countries not the number
    return tuple(dict.fromkeys(filter(None, (number, user, wa_id))))


def system_move(message: Object) -> Moved | None:
    """The change of address that a system message tells of, None when it tells of none."""
    system = message.get("system")
    if _text(_inside(system, "type")) not in MOVES:
        return None
    number = _shaped(NUMBER, _inside(system, "wa_id"), _inside(system, "new_wa_id"))
    user = _shaped(USER_ID, _inside(system, "user_id"))
    new = tuple(filter(None, (number, user)))
    told = (message.get("from"), message.get("from_user_id"), _inside(system, "previous_user_id"))
    before = (_shaped_any(each) for each in (*told, _from_body(_inside(system, "body"), new)))
    old = next((each for each in before if each and each not in new), "")
    return Moved(old, new) if old and new else None


def update_move(update: Json) -> Moved | None:
    """The change of address in an entry of `user_id_update`, None when it is broken."""
    ids = _inside(update, "user_id")
    old, user = (
        _shaped(USER_ID, _inside(ids, "previous")),
        _shaped(USER_ID, _inside(ids, "current")),
    )
    number = _shaped(NUMBER, _inside(update, "wa_id"))
    return Moved(old, tuple(filter(None, (number, user)))) if old and user else None


def _of_body(body: Json) -> Iterator[_Piece]:
    for entry in _listed(body, "entry"):
        if not isinstance(_inside(entry, "changes"), list):
            yield _Piece(entry, RAW)
        for change in _listed(entry, "changes"):
            yield from _of_change(change)


def _of_change(change: Json) -> Iterator[_Piece]:
    field, value = _inside(change, "field"), _inside(change, "value")
    if not isinstance(field, str) or not isinstance(value, dict):
        yield _Piece(change, RAW)
    elif field == "messages":
        yield from _of_messages(value)
    elif field == "user_id_update" and isinstance(value.get(field), list):
        yield from _of_updates(value)
    else:
        yield _Piece({"field": field, "value": value})


def _of_messages(value: Object) -> Iterator[_Piece]:
    """Messages, statuses, and whatever else stands beside them, such as `errors`."""
    metadata = value.get("metadata")
    contacts = _by_address(value)
    for message in _listed(value, "messages"):
        yield _message(message, contacts, metadata)
    for status in _listed(value, "statuses"):
        yield _status(status, metadata)
    listed = {each for each in ("messages", "statuses") if isinstance(value.get(each), list)}
    rest = {name: value[name] for name in value if name not in SHARED | listed and value[name]}
    if rest:
        yield _Piece({"field": "messages", "value": {"metadata": metadata, **rest}})


def _message(message: Json, contacts: Object, metadata: Json) -> _Piece:
    event_id = _shaped(EVENT_ID, _inside(message, "id"))
    if not event_id:
        return _Piece(message, RAW)
    contact = contacts.get(_text(message.get("from"))) or contacts.get(
        _text(message.get("from_user_id"))
    )
    move = system_move(message)
    address = move.old if move else next(iter(addresses(message, contact)), "")
    value = {"metadata": metadata, "contact": contact, "message": message}
    return _Piece(value, f"message:{event_id}", address)


def _status(status: Json, metadata: Json) -> _Piece:
    message = _shaped(EVENT_ID, _inside(status, "id"))
    state = _shaped(EVENT_ID, _inside(status, "status"))
    if not message or not state:
        return _Piece(status, RAW)
    codes = [_inside(each, "code") for each in _listed(status, "errors")]
    whole = [str(code) for code in codes if type(code) is int and state == "failed"]
    address = _shaped_any(status.get("recipient_id")) or _shaped(
        USER_ID, status.get("recipient_user_id")
    )
    event_id = ":".join(["status", message, state, *whole])
    return _Piece({"metadata": metadata, "status": status}, event_id, address, "receipt")


def _of_updates(value: Object) -> Iterator[_Piece]:
    """One person's new user id each."""
    for update in _listed(value, "user_id_update"):
        move = update_move(update)
        own = {"metadata": value.get("metadata"), "user_id_update": [update]}
        said = {"field": "user_id_update", "value": own}
        yield _Piece(said, address=move.old if move else "")


def _item(piece: _Piece, body: bytes) -> Item:
    try:
        payload = _ENCODER.encode(piece.value).encode()
    except RecursionError:  # reading and writing need not allow the same depth
        return raw_item(body)
    if piece.event_id == RAW:
        return raw_item(payload)
    event_id = piece.event_id or f"change:{hashlib.sha256(payload).hexdigest()}"
    return Item(piece.address, event_id, payload, piece.kind)


def _by_address(value: Object) -> dict[str, Json]:
    """The contacts of a batch under each id they go by; of two under one, the first."""
    found: dict[str, Json] = {}
    for contact in _listed(value, "contacts"):
        for name in ("wa_id", "user_id"):
            if address := _text(_inside(contact, name)):
                found.setdefault(address, contact)
    return found


def _from_body(body: Json, new: tuple[str, ...]) -> str:
    """The address before the change; only where the change is to what the message itself says."""
    told = CHANGED.fullmatch(_text(body))
    return told[1] if told and told[2] in new else ""


def _shaped_any(value: Json) -> str:
    return _shaped(NUMBER, value) or _shaped(USER_ID, value)


def _shaped(shape: re.Pattern[str], *values: Json) -> str:
    """The first of the values that has the shape, "" when none has."""
    return next((each for each in map(_text, values) if shape.fullmatch(each)), "")


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= LONGEST_INTEGER else digits


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _listed(value: Json, name: str) -> list[Json]:
    found = _inside(value, name)
    return found if isinstance(found, list) else []


def _inside(value: Json, name: str) -> Json:
    return value.get(name) if isinstance(value, dict) else None
