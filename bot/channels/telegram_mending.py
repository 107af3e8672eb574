"""Telegram's JSON made ready for aiogram, where it is stricter than we need it to be."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.channels import json_object

_SURROGATE = re.compile("[\ud800-\udfff]")  # a half of a character: no text can be stored with it
# Bytes that may hold a half: an escape without its other half, or one written out, as UTF-8 never
# should. An escaped backslash in front could deceive, and UTF-16 and UTF-32 hold NULs.
_HALVES = re.compile(
    rb"\\\\|\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]"
    rb"|\xed[\xa0-\xbf]|\x00",
    re.DOTALL,
)
_INSIDE = ("creator", "administrator", "restricted")


def mended(payload: bytes) -> dict[str, Any]:
    """The update in a payload. Raises ValueError and RecursionError."""
    found = json.loads(payload)
    update = json_object(_whole(found) if _may_hold_halves(payload) else found)
    change = update.get("my_chat_member")
    if isinstance(change, dict):
        for name in ("old_chat_member", "new_chat_member"):
            change[name] = _standing(change.get(name))
    return update


def _may_hold_halves(payload: bytes) -> bool:
    """Looks for the few bytes that all of them need first: the whole search takes 30 µs."""
    plain = payload.isascii() and b"\0" not in payload
    if plain and b"\\ud" not in payload and b"\\uD" not in payload:
        return False
    return _HALVES.search(payload) is not None


def _whole(value: Any) -> Any:
    """The JSON value with half characters replaced by U+FFFD."""
    match value:
        case str():
            return _SURROGATE.sub("\ufffd", value)
        case list():
            return [_whole(each) for each in value]
        case dict():
            return {_whole(key): _whole(each) for key, each in value.items()}
    return value


def _standing(member: Any) -> Any:
    """A standing without its rights: aiogram wants them all, each Telegram adds some, none is read.

    Every standing inside a chat becomes "member".
    """
    if not isinstance(member, dict):
        return member
    if member.get("status") == "kicked":
        return {"until_date": 0, **member}
    if member.get("status") in _INSIDE:
        return {"status": "member", "user": member.get("user")}
    return member
