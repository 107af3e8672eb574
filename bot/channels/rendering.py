"""Fits a message to a channel: buttons, a list, numbers, pages, by the channel's own limits."""

from __future__ import annotations

import re

from bot.channels import Limits, Message, Part

SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


def fitted(message: Message, limits: Limits) -> list[Part]:
    """The parts in which the channel shows the message; the choices stand under the last."""
    style = style_of(message, limits)
    text = numbered(message) if style == "numbers" else message.text
    room = limits.text if style in ("plain", "numbers") else limits.text_with_choices
    if message.card:
        pages = split(text, limits.caption)
        first = Part(pages[0], card=message.card)
        rest = [Part(page) for page in pages[1:]]
        return _with_choices([first, *rest], message, style)
    return _with_choices([Part(page) for page in split(text, room)], message, style)


def _with_choices(parts: list[Part], message: Message, style: str) -> list[Part]:
    last = parts[-1]
    shown = Part(last.text, message.choices, style if message.choices else "plain", last.card)
    return [*parts[:-1], shown]


def style_of(message: Message, limits: Limits) -> str:
    """How the choices are shown: a number always works, a button is nicer."""
    count = len(message.choices)
    if not count:
        return "plain"
    longest = max(len(label) for _, label in message.choices)
    if limits.numbered:
        return "numbers"
    if count <= limits.buttons and longest <= limits.button_label:
        return "buttons"
    return "list" if count <= limits.rows and longest <= limits.row_label else "numbers"


def numbered(message: Message) -> str:
    """The text with its choices as a numbered list."""
    lines = [f"{place}. {label}" for place, (_, label) in enumerate(message.choices, 1)]
    return "\n".join([message.text, "", *lines])


def split(text: str, room: int) -> list[str]:
    """Pages of at most `room` characters, cut between sentences, else between words."""
    pages: list[str] = []
    rest = text
    while len(rest) > room:
        cut = _cut(rest, room)
        pages.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [page for page in (*pages, rest) if page] or [""]


def _cut(text: str, room: int) -> int:
    """Where to cut: after the last sentence that fits, else the last word, else anywhere."""
    ends = [match.end() for match in SENTENCE.finditer(text[: room + 1]) if match.start() <= room]
    if ends and ends[-1] > room // 3:
        return ends[-1]
    space = text.rfind(" ", 0, room)
    return space + 1 if space > 0 else room
