"""Fits a message to a channel: buttons, a list, numbers, pages, by the channel's own limits."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.channels import Limits, Message, Part

SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
BOLD = re.compile(r"\*([^*\s](?:[^*\n]*[^*\s])?)\*")  # any other star is a star


def fitted(message: Message, limits: Limits) -> list[Part]:
    """The parts in which the channel shows the message; the choices stand under the last."""
    style = style_of(message, limits)
    text = numbered(message) if style == "numbers" else message.text
    room = limits.text if style in ("plain", "numbers") else limits.text_with_choices
    if message.card or message.file:
        pages = split(text, limits.caption)
        first = Part(pages[0], card=message.card, file=message.file)
        rest = [Part(page) for page in pages[1:]]
        return _with_choices([first, *rest], message, style)
    return _with_choices([Part(page) for page in split(text, room)], message, style)


def _with_choices(parts: list[Part], message: Message, style: str) -> list[Part]:
    last = parts[-1]
    style = style if message.choices else "plain"
    return [*parts[:-1], replace(last, choices=message.choices, style=style)]


def style_of(message: Message, limits: Limits) -> str:
    """How the choices are shown: a number always works, a button is nicer."""
    count = len(message.choices)
    if not count:
        return "plain"
    longest = max(units(label) for _, label in message.choices)
    if limits.numbered or any(len(token.encode()) > limits.token for token, _ in message.choices):
        return "numbers"
    if count <= limits.buttons and longest <= limits.button_label:
        return "buttons"
    return "list" if count <= limits.rows and longest <= limits.row_label else "numbers"


def numbered(message: Message) -> str:
    """The text with its choices as a numbered list."""
    lines = [f"{place}. {label}" for place, (_, label) in enumerate(message.choices, 1)]
    return "\n".join([message.text, "", *lines])


def split(text: str, room: int) -> list[str]:
    """Pages of at most `room` UTF-16 units, cut between sentences, else between words."""
    pages: list[str] = []
    rest = text
    while units(rest) > room:
        cut = _cut(rest, _prefix(rest, room))
        pages.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [page for page in (*pages, rest) if page] or [""]


def units(text: str) -> int:
    """Its length in UTF-16 units, as Telegram counts; never less than in characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _prefix(text: str, room: int) -> int:
    """How many of its first characters fit."""
    within = text.encode("utf-16-le", "surrogatepass")[: room * 2]
    return max(1, len(within.decode("utf-16-le", "ignore")))


def _cut(text: str, room: int) -> int:
    """Where to cut: after the last sentence that fits, else the last word, else anywhere."""
    ends = [match.end() for match in SENTENCE.finditer(text[: room + 1]) if match.start() <= room]
    if ends and ends[-1] > room // 3:
        return _beside_bold(text, ends[-1])
    space = text.rfind(" ", 0, room)
    return _beside_bold(text, space + 1 if space > 0 else room)


def _beside_bold(text: str, cut: int) -> int:
    """The cut, in front of *bold* words that it would part from one of their stars."""
    parted = (m.start() for m in BOLD.finditer(text) if m.start() < cut < m.end())
    return next(parted, 0) or cut
