"""Telegram: what a message looks like there. Limits: DESIGN.md section 6.

Updates are read by `telegram_updates`, the only part of the engine that imports aiogram.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.channels import Inbound, Limits, Message, Part, Status, Unusable
from bot.channels.rendering import BOLD, fitted, units
from conversations.attachments import PLACE, Attachment, to_json
from conversations.session import Json

# Text 4096, caption 1024. Buttons of a keyboard may be many; ten still fit a small screen.
LIMITS = Limits(
    text=4096, text_with_choices=4096, caption=1024, buttons=10, button_label=40, rows=0,
    row_label=0, token=64,
)  # fmt: skip
NARROW = 12  # labels up to this length stand two in a row


@dataclass(frozen=True)
class TelegramChannel:
    """How Telegram shows a message."""

    name: str = "telegram"
    limits: Limits = LIMITS
    trial: bool = False

    def read(self, payload: bytes) -> Inbound:
        """The event in an update. Raises Unusable."""
        from bot.channels.telegram_updates import read_update  # aiogram: seconds and 130 MB

        return read_update(payload)

    def parts(self, message: Message, address: str) -> Sequence[Part]:
        """sendMessage, sendPhoto, sendDocument; no parse_mode, so nothing needs escaping."""
        asks_contact = bool(message.contact_label)
        shown = [_request(part, address, message) for part in fitted(message, self.limits)]
        if message.frees_keyboard and not asks_contact:
            shown = _freed(shown)
        return shown

    def status(self, payload: bytes) -> Status:
        """Telegram tells nothing of what it delivered."""
        raise Unusable("Telegram has no statuses")

    def deletion(self, address: str, refs: Sequence[str]) -> Mapping[str, Json] | None:
        """deleteMessages; a bot may delete what a person wrote in their own chat."""
        ids = [int(ref) for ref in refs if ref.isdecimal()]
        if not ids:
            return None
        return {"method": "deleteMessages", "chat_id": chat_id(address), "message_ids": ids}


def chat_id(address: str) -> int | str:
    """The address as Telegram's own number; the terminal's people have words instead."""
    return int(address) if address.removeprefix("-").isdecimal() else address


def _request(part: Part, address: str, message: Message) -> Part:
    plain, entities = bold(part.text)  # stars are WhatsApp's bold; here entities mark it
    if part.card or part.file:
        body: dict[str, Json] = {
            **(_file(part.file) if part.file else _CARD),
            "chat_id": chat_id(address),
            "caption": plain,
            "caption_entities": entities,
        }
    else:
        body = {
            "method": "sendMessage",
            "chat_id": chat_id(address),
            "text": plain,
            "entities": entities,
        }
    if message.contact_label and (part.choices or not message.choices):
        body["reply_markup"] = contact_keyboard(message.contact_label, part.choices)
    elif part.style == "buttons":
        body["reply_markup"] = {"inline_keyboard": keyboard(part.choices)}
    return replace(part, payload=_payload(part, body))


def _payload(part: Part, body: Mapping[str, Json]) -> dict[str, Json]:
    request = {key: value for key, value in body.items() if value}
    card = {"card": dict(part.card)} if part.card else {}
    file = {"file": to_json(part.file)} if part.file else {}
    return {"request": request, **card, **file}


_CARD: Mapping[str, Json] = {"method": "sendPhoto", "photo": "attach://card"}


def _file(given: Attachment) -> Mapping[str, Json]:
    if given.kind == "image":
        return {"method": "sendPhoto", "photo": PLACE}
    return {"method": "sendDocument", "document": PLACE}


def _freed(parts: Sequence[Part]) -> list[Part]:
    """The contact button goes with the first message that has room for saying so."""
    found: list[Part] = []
    for each in parts:
        request = each.payload["request"]
        if "reply_markup" not in request and not any(_frees(one) for one in found):
            freed = {**request, "reply_markup": {"remove_keyboard": True}}
            each = replace(each, payload={**each.payload, "request": freed})
        found.append(each)
    return found


def _frees(part: Part) -> bool:
    return "remove_keyboard" in part.payload["request"].get("reply_markup", {})


def contact_keyboard(label: str, choices: Sequence[tuple[str, str]]) -> dict[str, Json]:
    """A keyboard in place of the letters: the own number with a tap, or a choice by its label."""
    rows: list[Json] = [[{"text": label, "request_contact": True}]]
    rows += [[{"text": words}] for _, words in choices]
    return {"keyboard": rows, "resize_keyboard": True, "one_time_keyboard": True}


def keyboard(choices: Sequence[tuple[str, str]]) -> list[list[dict[str, str]]]:
    """Rows of buttons; short labels stand two in a row."""
    rows: list[list[dict[str, str]]] = []
    for token, label in choices:
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
        found.append({"type": "bold", "offset": units(plain), "length": units(match[1])})
        plain += match[1]
        place = match.end()
    return plain + text[place:], found
