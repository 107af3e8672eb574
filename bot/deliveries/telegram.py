"""Telegram's deliveries: one update a body. Parses no more than whose update it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.deliveries import raw_item
from bot.door import Item

# The kinds of update that we ask for, in the order in which they are looked for.
ASKED_FOR = ("message", "edited_message", "my_chat_member", "callback_query")

DEEPEST = 100  # levels of JSON; an update has about ten, the parser ends near a thousand
LONGEST_NUMBER = 20  # digits; ids have at most 16

# A string with its brackets, ended or not; or a bracket.
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)|[\[{\]}]', re.DOTALL)


def items(body: bytes) -> list[Item]:
    """The one item of a webhook's body; a body without a usable update is kept raw."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):  # no JSON, endless digits, nested too deep
        return [raw_item(body)]
    return [_item(update, body)]


def item_of(update: Any) -> Item:
    """The item of an update that came parsed, in a batch."""
    return _item(update, json.dumps(update).encode())


def number_of(update: Any) -> int | None:
    """The update's own number; None when there is none that could be told apart."""
    number = _inside(update, "update_id")
    return number if type(number) is int else None  # a bool is an int too


def address_of(update: Mapping[str, Any]) -> str:
    """The chat that an update belongs to, else its sender, as decimal text; "" without both."""
    for name in (*ASKED_FOR, *update):
        value = update.get(name)
        if isinstance(value, dict):
            return _place(value)
    return ""


def _place(value: Mapping[str, Any]) -> str:
    if "chat" in value:
        return _id_in(value, "chat")
    return _id_in(value.get("message"), "chat") or _id_in(value, "from")


def _item(update: Any, body: bytes) -> Item:
    number = number_of(update)
    if number is None:
        return raw_item(body)
    return Item(address_of(update), str(number), body)


def _id_in(value: Any, name: str) -> str:
    number = _inside(_inside(value, name), "id")
    return str(number) if type(number) is int else ""


def _inside(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def read_answer(text: str) -> Any:
    """The JSON of an answer with many updates; what is nested too deep is left out, so that one
    update does not cost its neighbours. Raises ValueError."""
    return json.loads(_flat(text), parse_int=_number)


def _flat(text: str) -> str:
    """The text with brackets at the level DEEPEST emptied."""
    kept: list[str] = []
    depth = begin = 0
    for token in _TOKEN.finditer(text):
        if token[0] in "[{":
            depth += 1
            if depth == DEEPEST:
                kept.append(text[begin : token.end()])
        elif token[0] in "]}":
            if depth == DEEPEST:
                begin = token.start()
            depth -= 1
    return "".join(kept) + text[begin:] if kept else text


def _number(digits: str) -> int | float:
    return int(digits) if len(digits) <= LONGEST_NUMBER else float(digits)
