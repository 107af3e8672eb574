"""Telegram: what a message looks like there. Limits: DESIGN.md section 6.

Receiving and sending come with their own issue; the simulator and `seratus chat --channel telegram`
show with this what would be sent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.channels import Inbound, Limits, Message, Part, Unusable
from bot.channels.rendering import fitted
from conversations.session import Json

# Text 4096, caption 1024. Buttons of a keyboard may be many; eight still fit a small screen.
LIMITS = Limits(
    text=4096, text_with_choices=4096, caption=1024, buttons=10, button_label=40, rows=0,
    row_label=0,
)  # fmt: skip
CALLBACK_BYTES = 64
BOLD = re.compile(r"\*([^*\s](?:[^*\n]*[^*\s])?)\*")  # any other star is a star
NARROW = 12  # labels up to this length stand two in a row


@dataclass(frozen=True)
class TelegramChannel:
    """How Telegram shows a message."""

    name: str = "telegram"
    limits: Limits = LIMITS
    trial: bool = False

    def read(self, payload: bytes) -> Inbound:
        """Not yet: updates are read by the issue that brings Telegram."""
        raise Unusable("Telegram is not connected in this version")

    def parts(self, message: Message, address: str) -> Sequence[Part]:
        """sendMessage or sendPhoto payloads; no parse_mode, so nothing needs escaping."""
        return [replace(part, payload=_payload(part)) for part in fitted(message, self.limits)]


def _payload(part: Part) -> dict[str, Json]:
    plain, entities = bold(part.text)  # stars are WhatsApp's bold; here entities mark it
    body: dict[str, Json] = {"entities": entities}
    if part.card:
        body = {"photo": "attach://card", "caption": plain, "caption_entities": entities}
    else:
        body["text"] = plain
    if part.style == "buttons":
        body["reply_markup"] = {"inline_keyboard": keyboard(part.choices)}
    return {key: value for key, value in body.items() if value}


def keyboard(choices: Sequence[tuple[str, str]]) -> list[list[dict[str, str]]]:
    """Rows of buttons; short labels stand two in a row. Callback data: at most 64 bytes."""
    rows: list[list[dict[str, str]]] = []
    for token, label in choices:
        if len(token.encode()) > CALLBACK_BYTES:
            raise ValueError("a button's token is longer than Telegram takes")
        button = {"text": label, "callback_data": token}
        fits = rows and len(rows[-1]) == 1 and len(rows[-1][0]["text"]) <= NARROW
        if fits and len(label) <= NARROW:
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


def bold(text: str) -> tuple[str, list[dict[str, Json]]]:
    """The text without the stars around *bold* words, and entities in UTF-16 units for them."""
    found: list[dict[str, Json]] = []
    plain = ""
    place = 0
    for match in BOLD.finditer(text):
        plain += text[place : match.start()]
        found.append({"type": "bold", "offset": _units(plain), "length": _units(match[1])})
        plain += match[1]
        place = match.end()
    return plain + text[place:], found


def _units(text: str) -> int:
    """Its length as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
