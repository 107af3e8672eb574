"""Telegram's JSON made ready for aiogram, where it is stricter than we need it to be."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.channels import json_object

_SURROGATE = re.compile("[\ud800-\udfff]")  # a half of a character: no text can be stored with it
_INSIDE = ("creator", "administrator", "restricted")


def mended(payload: bytes) -> dict[str, Any]:
    """The update in a payload. Raises ValueError and RecursionError."""
    update = json_object(_whole(json.loads(payload)))
    change = update.get("my_chat_member")
    if isinstance(change, dict):
        for name in ("old_chat_member", "new_chat_member"):
            change[name] = _standing(change.get(name))
    return update


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
