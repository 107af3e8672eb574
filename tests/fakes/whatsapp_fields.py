"""How single fields of a request are checked; each raises Refused."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Any

from tests.fakes.whatsapp_refusals import Refused

Json = dict[str, Any]


def known(where: str, value: Any, keys: Set[str]) -> Json:
    """A JSON object that has no other keys."""
    if not isinstance(value, dict):
        raise Refused(100, f"Param {where} must be a JSON object.")
    for key in value:
        if key not in keys:
            raise Refused(100, f'Unexpected key "{key}" on param "{where}".')
    return value


def string(
    name: str, held: Json, most: int | None = None, least: int = 1, optional: bool = False
) -> str:
    """A text of `least` to `most` characters that is more than blanks."""
    if name not in held:
        if optional:
            return ""
        raise Refused(131008, f"The parameter {name} is required.")
    text = held[name]
    if not isinstance(text, str):
        raise Refused(100, f"Param {name} must be a string.")
    if not text and least:
        raise Refused(131008, f"The parameter {name} is required.")
    if most is not None and len(text) > most:
        raise Refused(131009, f"Param {name} must be at most {most} characters long.")
    if text and not text.strip():
        raise Refused(131009, f"Param {name} must be more than blanks.")
    return _encodable(name, text)


def _encodable(name: str, text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Refused(100, f"Param {name} is not valid UTF-8.") from None
    return text


def number(name: str, held: Json, least: float, most: float) -> float:
    """A number, or its text, within bounds."""
    if name not in held:
        raise Refused(131008, f"The parameter {name} is required.")
    try:
        found = float(held[name])
    except (TypeError, ValueError):
        raise Refused(100, f"Param {name} must be a number.") from None
    if not least <= found <= most:
        raise Refused(131009, f"Param {name} is out of bounds.")
    return found


def items(name: str, held: Any, most: int | None = None, least: int = 1) -> list[Any]:
    """A JSON list of `least` to `most` items."""
    if not isinstance(held, list):
        raise Refused(100, f"Param {name} must be a list.")
    if len(held) < least or (most is not None and len(held) > most):
        raise Refused(131009, f"Param {name} has a wrong number of items: {len(held)}.")
    return held


def unique(name: str, values: Iterable[str]) -> None:
    """No value twice."""
    found = list(values)
    if len(set(found)) < len(found):
        raise Refused(131009, f"Duplicated {name}.")
