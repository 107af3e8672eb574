"""WhatsApp: what a message looks like there. Limits: DESIGN.md section 6.

Receiving and sending come with their own issue; the simulator and `seratus chat --channel whatsapp`
show with this what would be sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.channels import Inbound, Limits, Message, Part, Unusable
from bot.channels.rendering import fitted
from conversations.session import Json

# 3 buttons of 20 characters; a list of 10 rows of 24; 1024 with choices; 4096 text.
LIMITS = Limits(
    text=4096, text_with_choices=1024, caption=1024, buttons=3, button_label=20, rows=10,
    row_label=24,
)  # fmt: skip


@dataclass(frozen=True)
class WhatsappChannel:
    """How WhatsApp shows a message."""

    name: str = "whatsapp"
    limits: Limits = LIMITS
    trial: bool = False

    def read(self, payload: bytes) -> Inbound:
        """Not yet: webhooks are read by the issue that brings WhatsApp."""
        raise Unusable("WhatsApp is not connected in this version")

    def parts(self, message: Message, address: str) -> Sequence[Part]:
        """Cloud API payloads: text, interactive button or list, image."""
        parts = fitted(message, self.limits)
        return [replace(part, payload=_payload(part, message)) for part in _apart(parts)]


def _apart(parts: Sequence[Part]) -> list[Part]:
    """An image carries no choices: they come as a message of their own, which has a text."""
    found: list[Part] = []
    for part in parts:
        if part.card and part.choices:
            found.append(Part("", card=part.card))
            found.append(replace(part, card=None))
        else:
            found.append(part)
    return found


def _payload(part: Part, message: Message) -> dict[str, Json]:
    if part.card:
        image: dict[str, Json] = {"id": "card"}
        return {
            "type": "image",
            "image": {**image, **({"caption": part.text} if part.text else {})},
        }
    if part.style in ("plain", "numbers"):
        return {"type": "text", "text": {"body": part.text}}
    action = _buttons(part) if part.style == "buttons" else _list(part, message)
    return {
        "type": "interactive",
        "interactive": {
            "type": "button" if part.style == "buttons" else "list",
            "body": {"text": part.text},
            "action": action,
        },
    }


def _buttons(part: Part) -> dict[str, Json]:
    return {
        "buttons": [
            {"type": "reply", "reply": {"id": token, "title": label}}
            for token, label in part.choices
        ]
    }


def _list(part: Part, message: Message) -> dict[str, Json]:
    rows = [{"id": token, "title": label} for token, label in part.choices]
    return {"button": message.list_label, "sections": [{"rows": rows}]}
