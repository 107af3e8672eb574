"""A message of ours as it looks on the person's phone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from tests.fakes.whatsapp_media import Media, MediaStore
from tests.fakes.whatsapp_payloads import Json
from tests.fakes.whatsapp_templates import Template


@dataclass(frozen=True, slots=True)
class Choice:
    """Something a person can tap."""

    kind: Literal["button_reply", "list_reply", "button"]  # "button": of a template
    id: str
    label: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A message of ours as the person sees it."""

    id: str
    kind: str  # text, interactive, image, …
    text: str  # its words: body, caption, a template filled in
    choices: tuple[Choice, ...]
    media: Media | None  # an uploaded file it shows
    at: datetime
    request: Json

    @property
    def labels(self) -> tuple[str, ...]:
        """What can be tapped."""
        return tuple(choice.label for choice in self.choices)


def seen(
    id: str,
    request: Json,
    at: datetime,
    media: MediaStore,
    templates: Mapping[tuple[str, str], Template],
) -> Seen:
    """How an accepted request looks on the person's phone."""
    kind = str(request.get("type", "text"))
    held = request[kind]
    template = None
    if kind == "template":
        template = templates[held["name"], held["language"]["code"]]
    text = _filled(template, held) if template else _words(kind, held)
    choices = _quick_replies(template, held) if template else _choices(kind, held)
    file = media.get(held["id"]) if isinstance(held, dict) and "id" in held else None
    return Seen(id, kind, text, choices, file, at, request)


def _words(kind: str, held: Any) -> str:
    if kind == "text":
        return str(held["body"])
    if kind == "interactive":
        return str(held["body"]["text"])
    if kind == "reaction":
        return str(held["emoji"])
    return str(held.get("caption", "")) if isinstance(held, dict) else ""


def _choices(kind: str, held: Any) -> tuple[Choice, ...]:
    if kind != "interactive":
        return ()
    if held["type"] == "button":
        replies = [button["reply"] for button in held["action"]["buttons"]]
        return tuple(Choice("button_reply", each["id"], each["title"]) for each in replies)
    rows = [row for section in held["action"]["sections"] for row in section["rows"]]
    return tuple(
        Choice("list_reply", row["id"], row["title"], row.get("description")) for row in rows
    )


def _parameters(held: Json, kind: str) -> list[Json]:
    parts = [part for part in held.get("components", []) if part["type"] == kind]
    return [each for part in parts for each in part.get("parameters", [])]


def _filled(template: Template, held: Json) -> str:
    words = [str(each.get("text", "")) for each in _parameters(held, "body")]
    if not template.body:
        return " ".join([template.name, *words])
    return re.sub(r"\{\{(\d+)\}\}", lambda found: words[int(found[1]) - 1], template.body)


def _quick_replies(template: Template, held: Json) -> tuple[Choice, ...]:
    """Each carries the payload of the request, or its label."""
    payloads = dict(enumerate(template.buttons))
    for part in held.get("components", []):
        if part["type"] == "button" and part.get("parameters"):
            given = part["parameters"][0]
            payloads[int(part["index"])] = given.get("payload", given.get("text", ""))
    return tuple(
        Choice("button", payloads[place], label) for place, label in enumerate(template.buttons)
    )
