"""The channels of this house: the browser's phone and the terminal. No platform stands behind."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.channels import Channel, Inbound, Limits, Message, Part, Status, Unusable, json_object
from bot.channels.rendering import fitted
from conversations.session import (
    Chose,
    Corrected,
    Event,
    Json,
    Said,
    SentDocument,
    SentLocation,
    SentPhoto,
    SharedContact,
    Unreadable,
)

LOCAL = ("browser", "terminal")  # the names of both

# A screen has room; the page shows up to three buttons, else a list, as a messenger would.
BROWSER = Limits(
    text=4096, text_with_choices=4096, caption=4096, buttons=3, button_label=40, rows=100,
    row_label=80,
)  # fmt: skip
TERMINAL = replace(BROWSER, buttons=100, button_label=80)


def read_item(payload: bytes) -> Inbound:
    """One event of a made-up person. Raises Unusable."""
    try:
        item = json_object(json.loads(payload))
        person = str(item["person"])
        if isinstance(item.get("start"), str):
            return Inbound(person, None, start=item["start"])
        ref = item.get("ref") if "edited" in item else item.get("id")
        return Inbound(person, read_event(item), ref=str(ref) if ref else None)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise Unusable("not an item of the simulator") from error


def read_event(item: Mapping[str, Json]) -> Event:
    """The event in an item: text, correction, choice, photo, document, location or contact."""
    album, caption = str(item.get("album", "")), str(item.get("caption", ""))
    match item:
        case {"text": str(text)}:
            return Said(text)
        case {"edited": str(text)}:
            return Corrected(text)
        case {"choice": str(token)}:
            return Chose(token)
        case {"photo": str(media)}:
            return SentPhoto(media, album, caption)
        case {"document": str(media)}:
            return SentDocument(media, str(item.get("name", "")), album, caption)
        case {"location": [float() | int() as latitude, float() | int() as longitude]}:
            return SentLocation(float(latitude), float(longitude))
        case {"contact": str(phone)}:
            return SharedContact(phone, own=item.get("own") is not False)
        case {"voice": _} | {"sticker": _}:
            return Unreadable("voice" if "voice" in item else "sticker")
    raise Unusable("not an event")


@dataclass(frozen=True)
class LocalChannel:
    """Browser or terminal; `like` shows each message as that platform would."""

    name: str
    limits: Limits
    like: Mapping[str, Channel]
    rendered_as: str | None = None  # the terminal's --channel
    trial: bool = True

    def read(self, payload: bytes) -> Inbound:
        """The event of a made-up person."""
        return read_item(payload)

    def parts(self, message: Message, address: str) -> Sequence[Part]:
        """One part, with how the platforms would show it; or the chosen platform's parts."""
        if self.rendered_as:
            shown = self.like[self.rendered_as].parts(message, address)
            return [replace(part, payload=_own(part, message, _request(part))) for part in shown]
        as_others = {
            name: [dict(_request(part)) for part in channel.parts(message, address)]
            for name, channel in self.like.items()
        }
        return [
            replace(part, payload={**_own(part, message, None), "as": as_others})
            for part in fitted(message, self.limits)
        ]

    def status(self, payload: bytes) -> Status:
        """Nobody tells what became of a message here."""
        raise Unusable("no statuses on a local channel")

    def deletion(self, address: str, refs: Sequence[str]) -> Mapping[str, Json] | None:
        """Nothing is taken out of a local chat."""
        return None


def _request(part: Part) -> Mapping[str, Json]:
    return dict(part.payload["request"])


def _own(part: Part, message: Message, sent: Mapping[str, Json] | None) -> dict[str, Json]:
    payload: dict[str, Json] = {
        "text": f"{part.text}\n\n\N{PAPERCLIP} {part.file.name}" if part.file else part.text,
        "choices": [{"id": token, "label": label} for token, label in part.choices],
        "list": part.style == "list",
        "list_label": message.list_label,
        "card": dict(part.card) if part.card else None,
        "asks": message.asks if part.choices or not message.choices else None,
    }
    return payload if sent is None else {**payload, "payload": dict(sent)}
