"""Reads what the page of `/coba` sends: one event as JSON, ids, sequence numbers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

__all__ = ["RefusedError", "event_id", "item", "sequence", "string"]

TEXT_CHARACTERS = 4096  # where the page cuts, Telegram's and WhatsApp's limit too
LABEL_CHARACTERS = 200  # a list row has at most 24 today, a later channel may have more

ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
PHONE = re.compile(r"\+?[0-9][0-9 .()-]{4,24}")
SEQUENCE = re.compile(r"[0-9]{1,15}")


class RefusedError(Exception):
    """A request was refused with an HTTP status and a code that the page has words for."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


def item(body: bytes) -> dict[str, object]:
    """The event that a JSON body holds, refused with a code if it is none."""
    try:
        parsed: object = json.loads(body)
    except (ValueError, RecursionError):
        raise RefusedError(400, "bad_json") from None
    if not isinstance(parsed, dict):
        raise RefusedError(400, "bad_item")
    kinds = [kind for kind in ITEM_KINDS if kind in parsed]
    if len(kinds) != 1:
        raise RefusedError(400, "bad_item")
    return {"id": event_id(parsed.get("id")), **ITEM_KINDS[kinds[0]](parsed)}


def _text(parsed: Mapping[str, object]) -> dict[str, object]:
    text = parsed["text"]
    if isinstance(text, str) and len(text) > TEXT_CHARACTERS:
        raise RefusedError(400, "text_too_long")
    return {"text": string(text, TEXT_CHARACTERS)}


def _choice(parsed: Mapping[str, object]) -> dict[str, object]:
    label = string(parsed.get("label"))
    return {"choice": string(parsed["choice"]), "label": label}


def _location(parsed: Mapping[str, object]) -> dict[str, object]:
    """Latitude and longitude in degrees."""
    place = parsed["location"]
    if not isinstance(place, list) or len(place) != 2:
        raise RefusedError(400, "bad_item")
    for degrees, limit in zip(place, (90, 180), strict=True):
        if type(degrees) not in (int, float) or not -limit <= degrees <= limit:
            raise RefusedError(400, "bad_item")
    return {"location": place}


def _contact(parsed: Mapping[str, object]) -> dict[str, object]:
    number = parsed["contact"]
    if not isinstance(number, str) or not PHONE.fullmatch(number):
        raise RefusedError(400, "bad_item")
    return {"contact": number}


# Photos and documents come in as uploads only, so that nobody names another's media.
ITEM_KINDS: Mapping[str, Callable[[Mapping[str, object]], dict[str, object]]] = {
    "text": _text,
    "choice": _choice,
    "location": _location,
    "contact": _contact,
}


def event_id(value: object) -> str:
    """An id made by the page: 1 to 64 letters, digits, `_` or `-`."""
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise RefusedError(400, "bad_id")
    return value


def string(value: object, limit: int = LABEL_CHARACTERS) -> str:
    """A non-empty string of real characters; a lone surrogate is half of one."""
    if not isinstance(value, str) or not 0 < len(value) <= limit:
        raise RefusedError(400, "bad_item")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise RefusedError(400, "bad_text") from None
    return value


def sequence(value: str) -> int:
    """A number of at most 15 digits; `int` alone would take minus, spaces and endless digits."""
    if not SEQUENCE.fullmatch(value):
        raise RefusedError(400, "bad_after")
    return int(value)
