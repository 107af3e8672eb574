"""How keys are written as JSON, in files and in exported copies, and read back."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from storage.key_ring import SECRET_BYTES, DoorKeys, Key, Keys

VERSION = 1  # of the files' form; a newer form is refused, never guessed
MAX_KEY_ID = 0xFFFF  # a sealed value names its key in two bytes

T = TypeVar("T")


def versioned(raw: Any, parse: Callable[[Any], T]) -> T:
    """What `parse` makes of it. Raises ValueError, KeyError or TypeError, which may quote it."""
    if raw["version"] != VERSION:
        raise ValueError(raw["version"])
    return parse(raw)


def parse_copy(raw: Any) -> Keys:
    """All keys of an exported copy."""
    return replace(parse_main(raw["main"]), inboxes=parse_inbox(raw["inbox"]))


def parse_main(raw: Any) -> Keys:
    """Sealing and index keys, their fingerprint checked."""
    waiting = raw["index_next"]
    keys = Keys(
        masters=_parse_keys(raw["masters"]),
        indexes=_parse_keys(raw["indexes"]),
        inboxes=(),
        index_next=_parse_key(waiting) if waiting else None,
    )
    if raw["fingerprint"] != keys.fingerprint():
        raise ValueError("edited or damaged")
    return keys


def parse_inbox(raw: Any) -> tuple[Key, ...]:
    """The inbox pair's private halves."""
    return _parse_keys(raw["keys"])


def parse_door(raw: Any) -> DoorKeys:
    """The door's share."""
    return DoorKeys(_number(raw["inbox_id"]), _secret(raw["inbox_public"]), _secret(raw["lookup"]))


def _parse_keys(raw: Any) -> tuple[Key, ...]:
    keys = tuple(_parse_key(each) for each in raw)
    if not keys or len({key.id for key in keys}) != len(keys):
        raise ValueError("no keys, or two of one number")
    return keys


def _parse_key(raw: Any) -> Key:
    return Key(_number(raw["id"]), datetime.fromisoformat(raw["created"]), _secret(raw["secret"]))


def _number(raw: Any) -> int:
    if type(raw) is not int or not 1 <= raw <= MAX_KEY_ID:
        raise ValueError("not a key's number")
    return raw


def _secret(raw: Any) -> bytes:
    secret = base64.b64decode(raw, validate=True)
    if len(secret) != SECRET_BYTES:
        raise ValueError("not 32 bytes")
    return secret


def main_json(keys: Keys) -> dict[str, object]:
    """Sealing and index keys as written."""
    return {
        "version": VERSION,
        "masters": [_key_json(key) for key in keys.masters],
        "indexes": [_key_json(key) for key in keys.indexes],
        "index_next": _key_json(keys.index_next) if keys.index_next else None,
        "fingerprint": replace(keys, inboxes=()).fingerprint(),
    }


def inbox_json(inboxes: tuple[Key, ...]) -> dict[str, object]:
    """The inbox pair's private halves as written."""
    return {"version": VERSION, "keys": [_key_json(key) for key in inboxes]}


def door_json(door: DoorKeys) -> dict[str, object]:
    """The door's share as written."""
    return {
        "version": VERSION,
        "inbox_id": door.inbox_id,
        "inbox_public": _base64(door.inbox_public),
        "lookup": _base64(door.lookup),
    }


def _key_json(key: Key) -> dict[str, object]:
    return {"id": key.id, "created": key.created.isoformat(), "secret": _base64(key.secret)}


def _base64(secret: bytes) -> str:
    return base64.b64encode(secret).decode()
