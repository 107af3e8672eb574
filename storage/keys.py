"""The three key files: sealing and look-up keys, the inbox pair, the door's share."""

import base64
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from storage.key_files import (
    KeysError,
    broken,
    make_private,
    one_at_a_time,
    read_private,
    replace_private,
)
from storage.key_ring import SECRET_BYTES, DoorKeys, Key, Keys

__all__ = [
    "DoorKeys",
    "Key",
    "Keys",
    "KeysError",
    "export",
    "load_door",
    "load_or_create",
    "restore",
    "rotate",
    "rotate_index",
    "switch_index",
    "switched",
]

VERSION = 1  # of the files' form; a newer form is refused, never guessed
MAX_KEY_ID = 0xFFFF  # a sealed value names its key in two bytes

T = TypeVar("T")


def load_or_create(path: Path, now: datetime, may_create: bool) -> Keys:
    """Read the key files, making what is missing; `may_create` False once data is sealed.

    `now` aware. The door's file holds nothing of its own and is made whenever it is missing.
    """
    inbox, door = _beside(path, "inbox"), _beside(path, "door")
    if not path.exists():
        _refuse_to_make(path, may_create)
        make_private(path, _main_json(Keys((_new(1, now),), (_new(1, now),), ())))
    if may_create and not inbox.exists():
        make_private(inbox, _inbox_json((_new(1, now),)))
    keys = replace(_read(path, _parse_main), inboxes=_read(inbox, _parse_inbox))
    if not door.exists():
        make_private(door, _door_json(keys.door()))
    if load_door(path) != keys.door():
        raise KeysError(
            f"{door} does not belong to {path.name}",
            f"Move {door.name} away: it is made again from the others",
        )
    return keys


def load_door(path: Path) -> DoorKeys:
    """Read the door's file alone, which lies beside the key file `path` (that may be absent)."""
    return _read(_beside(path, "door"), _parse_door)


def rotate(path: Path, now: datetime) -> Keys:
    """Add a sealing key, which becomes the current one; the old ones stay for reading.

    Processes that run keep the keys they have: restart all of them before they meet the new one.
    """
    with one_at_a_time(path):
        keys = load_or_create(path, now, may_create=False)
        new = _new(keys.masters[-1].id + 1, now)
        keys = replace(keys, masters=(*keys.masters, new))
        replace_private(path, _main_json(keys))
    return keys


def rotate_index(path: Path, now: datetime) -> Keys:
    """Add an index key that waits: both are written from each process's next start on.

    One that waits already stays.
    """
    with one_at_a_time(path):
        keys = load_or_create(path, now, may_create=False)
        if keys.index_next is None:
            keys = replace(keys, index_next=_new(keys.indexes[-1].id + 1, now))
            replace_private(path, _main_json(keys))
    return keys


def switch_index(path: Path, now: datetime) -> Keys:
    """Make the waiting index key the current one, once the database stands under it."""
    with one_at_a_time(path):
        keys = switched(load_or_create(path, now, may_create=False))
        replace_private(path, _main_json(keys))
    return keys


def switched(keys: Keys) -> Keys:
    """The same keys, the waiting one being the current."""
    if keys.index_next is None:
        return keys
    return replace(keys, indexes=(*keys.indexes, keys.index_next), index_next=None)


def export(path: Path, target: Path) -> None:
    """Copy the three files into one, 0600, to be kept elsewhere; never overwrites."""
    keys = replace(_read(path, _parse_main), inboxes=_read(_beside(path, "inbox"), _parse_inbox))
    copy = {
        "version": VERSION,
        "main": _main_json(keys),
        "inbox": _inbox_json(keys.inboxes),
        "door": _door_json(keys.door()),
    }
    if not make_private(target, copy):
        raise KeysError(f"{target} exists already", "Name a new file: keys are never overwritten")


def restore(copy: Path, path: Path) -> Keys:
    """Write the three files again from an exported copy; never overwrites."""

    def parse(raw: Any) -> Keys:
        return replace(_parse_main(raw["main"]), inboxes=_parse_inbox(raw["inbox"]))

    keys = _read(copy, parse)
    for file, content in (
        (path, _main_json(keys)),
        (_beside(path, "inbox"), _inbox_json(keys.inboxes)),
        (_beside(path, "door"), _door_json(keys.door())),
    ):
        if not make_private(file, content):
            raise KeysError(f"{file} exists already", "Move it away: keys are never overwritten")
    return keys


def _new(number: int, now: datetime) -> Key:
    return Key(number, now.astimezone(UTC), secrets.token_bytes(SECRET_BYTES))


def _beside(path: Path, which: str) -> Path:
    return path.with_name(f"{path.stem}.{which}.keys")


def _refuse_to_make(path: Path, may_create: bool) -> None:
    if not may_create:
        raise KeysError(
            f"{path} is missing, but the database already holds sealed data",
            "Put the key files back from your copy: new keys cannot read old data",
        )
    left = [other for other in (_beside(path, "inbox"), _beside(path, "door")) if other.exists()]
    if left:
        raise KeysError(
            f"{path} is missing, but {' and '.join(each.name for each in left)} beside it is not",
            "Put it back from your copy, or move the others away to begin with new keys",
        )


def _read(path: Path, parse: Callable[[Any], T]) -> T:
    raw = read_private(path)
    try:
        if raw["version"] != VERSION:
            raise ValueError(raw["version"])
        return parse(raw)
    except (ValueError, KeyError, TypeError):  # from None: the error may quote a secret
        raise broken(path) from None


def _parse_main(raw: Any) -> Keys:
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


def _parse_inbox(raw: Any) -> tuple[Key, ...]:
    return _parse_keys(raw["keys"])


def _parse_door(raw: Any) -> DoorKeys:
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


def _main_json(keys: Keys) -> dict[str, object]:
    return {
        "version": VERSION,
        "masters": [_key_json(key) for key in keys.masters],
        "indexes": [_key_json(key) for key in keys.indexes],
        "index_next": _key_json(keys.index_next) if keys.index_next else None,
        "fingerprint": replace(keys, inboxes=()).fingerprint(),
    }


def _inbox_json(inboxes: tuple[Key, ...]) -> dict[str, object]:
    return {"version": VERSION, "keys": [_key_json(key) for key in inboxes]}


def _door_json(door: DoorKeys) -> dict[str, object]:
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
