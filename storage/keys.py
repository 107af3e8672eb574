"""The three key files: sealing and look-up keys, the inbox pair, the door's share."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from storage import key_sources
from storage.key_files import (
    KeysError,
    broken,
    make_private,
    one_at_a_time,
    read_private,
    replace_private,
)
from storage.key_forms import (
    VERSION,
    door_json,
    inbox_json,
    main_json,
    parse_copy,
    parse_door,
    parse_inbox,
    parse_main,
    versioned,
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
    "waiting_key",
]

T = TypeVar("T")


def load_or_create(path: Path, now: datetime, may_create: bool) -> Keys:
    """Read the key files, making what is missing; `may_create` False once data is sealed.

    `now` aware. The door's file holds nothing of its own and is made whenever it is missing.
    """
    if found := key_sources.given(path):
        return _of_copy(found)
    inbox, door = _beside(path, "inbox"), _beside(path, "door")
    if not path.exists():
        _refuse_to_make(path, may_create)
        make_private(path, main_json(Keys((_new(1, now),), (_new(1, now),), ())))
    if may_create and not inbox.exists():
        make_private(inbox, inbox_json((_new(1, now),)))
    keys = _of_files(path)
    if not door.exists():
        make_private(door, door_json(keys.door()))
    if load_door(path) != keys.door():
        raise KeysError(
            f"{door} does not belong to {path.name}",
            f"Move {door.name} away: it is made again from the others",
        )
    return keys


def load_door(path: Path) -> DoorKeys:
    """Read the door's file alone, which lies beside the key file `path` (that may be absent)."""
    if found := key_sources.given(path):
        return _of_copy(found).door()
    return _read(_beside(path, "door"), parse_door)


def rotate(path: Path, now: datetime) -> Keys:
    """Add a sealing key, which becomes the current one; the old ones stay for reading.

    Processes that run keep the keys they have: restart all of them before they meet the new one.
    """
    key_sources.refuse_change(path)
    with one_at_a_time(path):
        keys = load_or_create(path, now, may_create=False)
        new = _new(keys.masters[-1].id + 1, now)
        keys = replace(keys, masters=(*keys.masters, new))
        replace_private(path, main_json(keys))
    return keys


def waiting_key(path: Path, now: datetime) -> Key | None:
    """The index key that waits in the file, if one does. Raises KeysError."""
    return load_or_create(path, now, may_create=False).index_next


def rotate_index(path: Path, now: datetime) -> Keys:
    """Add an index key that waits until the database is told of it; one that waits stays."""
    key_sources.refuse_change(path)
    with one_at_a_time(path):
        keys = load_or_create(path, now, may_create=False)
        if keys.index_next is None:
            keys = replace(keys, index_next=_new(keys.indexes[-1].id + 1, now))
            replace_private(path, main_json(keys))
    return keys


def switch_index(path: Path, now: datetime) -> Keys:
    """Make the waiting index key the current one, once the database stands under it."""
    key_sources.refuse_change(path)
    with one_at_a_time(path):
        keys = switched(load_or_create(path, now, may_create=False))
        replace_private(path, main_json(keys))
    return keys


def switched(keys: Keys) -> Keys:
    """The same keys, the waiting one being the current."""
    if keys.index_next is None:
        return keys
    return replace(keys, indexes=(*keys.indexes, keys.index_next), index_next=None)


def export(path: Path, target: Path) -> None:
    """Copy the three files into one, 0600, to be kept elsewhere; never overwrites."""
    copied = key_sources.given(path)
    keys = _of_copy(copied) if copied else _of_files(path)
    copy = {
        "version": VERSION,
        "main": main_json(keys),
        "inbox": inbox_json(keys.inboxes),
        "door": door_json(keys.door()),
    }
    if not make_private(target, copy):
        raise KeysError(f"{target} exists already", "Name a new file: keys are never overwritten")


def restore(copy: Path, path: Path) -> Keys:
    """Write the three files again from an exported copy; never overwrites."""
    key_sources.refuse_change(path)
    keys = _read(copy, parse_copy)
    for file, content in (
        (path, main_json(keys)),
        (_beside(path, "inbox"), inbox_json(keys.inboxes)),
        (_beside(path, "door"), door_json(keys.door())),
    ):
        if not make_private(file, content):
            raise KeysError(f"{file} exists already", "Move it away: keys are never overwritten")
    return keys


def _of_files(path: Path) -> Keys:
    return replace(_read(path, parse_main), inboxes=_read(_beside(path, "inbox"), parse_inbox))


def _of_copy(found: key_sources.Given) -> Keys:
    try:
        return versioned(found.copy, parse_copy)
    except (ValueError, KeyError, TypeError):  # from None: the error may quote a secret
        raise key_sources.unreadable(found.setting) from None


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
        return versioned(raw, parse)
    except (ValueError, KeyError, TypeError):  # from None: the error may quote a secret
        raise broken(path) from None
