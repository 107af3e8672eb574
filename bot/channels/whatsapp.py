"""WhatsApp: what a message looks like there. Limits: DESIGN.md section 6.

Webhooks are read by `whatsapp_events`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.channels import Inbound, Limits, Message, Part, Status
from bot.channels.rendering import fitted
from conversations.attachments import PLACE, Attachment, to_json
from conversations.session import Json

TEMPLATE_LANGUAGE = "id"  # templates are in Indonesian, whatever the talk is in
# 3 buttons of 20 characters; a list of 10 rows of 24; 1024 with choices; 4096 text.
LIMITS = Limits(
    text=4096, text_with_choices=1024, caption=1024, buttons=3, button_label=20, rows=10,
    row_label=24, token=200,
)  # fmt: skip


@dataclass(frozen=True)
class WhatsappChannel:
    """How WhatsApp shows a message."""

    name: str = "whatsapp"
    limits: Limits = LIMITS
    trial: bool = False
    account: str = ""  # id of our number; "": no number is connected

    def read(self, payload: bytes) -> Inbound:
        """The event in a webhook's item. Raises Unusable."""
        from bot.channels.whatsapp_events import read_message

        return read_message(payload, self.account)

    def parts(self, message: Message, address: str) -> Sequence[Part]:
        """Cloud API requests: text, interactive button or list, image, document."""
        parts = fitted(message, self.limits)
        return [replace(part, payload=_payload(part, message, address)) for part in _apart(parts)]

    def status(self, payload: bytes) -> Status:
        """What became of a message. Raises Unusable."""
        from bot.channels.whatsapp_events import read_status

        return read_status(payload)

    def deletion(self, address: str, refs: Sequence[str]) -> Mapping[str, Json] | None:
        """A business cannot delete what a person wrote."""
        return None


def recipient(address: str) -> dict[str, Json]:
    """To whom: a phone number, or the business-scoped id of somebody who hides theirs."""
    to = "to" if address.isdecimal() else "recipient"
    return {"messaging_product": "whatsapp", "recipient_type": "individual", to: address}


def _apart(parts: Sequence[Part]) -> list[Part]:
    """An image carries no choices: they come as a message of their own, which has a text.

    Buttons can have a file above them, a list cannot.
    """
    found: list[Part] = []
    for part in parts:
        if part.card and part.choices:
            found.append(Part("", card=part.card))
            found.append(replace(part, card=None))
        elif part.file and part.style not in ("plain", "buttons"):
            found.append(Part("", file=part.file))
            found.append(replace(part, file=None))
        else:
            found.append(part)
    return found


def _payload(part: Part, message: Message, address: str) -> dict[str, Json]:
    request = {**recipient(address), **_body(part, message)}
    payload = {"request": request, **({"card": dict(part.card)} if part.card else {})}
    if part.file:
        payload["file"] = to_json(part.file)
    if message.template:
        payload["template"] = {**recipient(address), **_templated(*message.template)}
    return payload


def _templated(name: str, parameters: Sequence[str]) -> dict[str, Json]:
    """What goes a day after the person's last message; its buttons come back as words."""
    texts = [{"type": "text", "text": each} for each in parameters]
    components = [{"type": "body", "parameters": texts}] if texts else []
    template: dict[str, Json] = {"name": name, "language": {"code": TEMPLATE_LANGUAGE}}
    return {"type": "template", "template": {**template, "components": components}}


def _body(part: Part, message: Message) -> dict[str, Json]:
    if part.card:
        image: dict[str, Json] = {"id": "card"}  # the sender uploads the picture for its real id
        return {
            "type": "image",
            "image": {**image, **({"caption": part.text} if part.text else {})},
        }
    if part.file and part.style == "plain":
        return _captioned(part.file, part.text)
    if part.style in ("plain", "numbers"):
        return {"type": "text", "text": {"body": part.text}}
    action = _buttons(part) if part.style == "buttons" else _list(part, message)
    return {
        "type": "interactive",
        "interactive": {
            "type": "button" if part.style == "buttons" else "list",
            **({"header": _header(part.file)} if part.file else {}),
            "body": {"text": part.text},
            "action": action,
        },
    }


def _captioned(given: Attachment, text: str) -> dict[str, Json]:
    return {
        "type": given.kind,
        given.kind: {**_media(given), **({"caption": text} if text else {})},
    }


def _header(given: Attachment) -> dict[str, Json]:
    return {"type": given.kind, given.kind: _media(given)}


def _media(given: Attachment) -> dict[str, Json]:
    """The sender puts the platform's id in for PLACE."""
    return {"id": PLACE, **({"filename": given.name} if given.kind == "document" else {})}


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
