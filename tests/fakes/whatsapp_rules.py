"""What the Cloud API takes in POST …/messages; pure checks that raise Refused.

Unknown keys are refused everywhere (100), what is missing inside an object too (131008), and
values out of bounds (131009). Lengths in characters. Source: Meta's messages reference.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.fakes.whatsapp_fields import items, known, number, string
from tests.fakes.whatsapp_interactive import check_interactive
from tests.fakes.whatsapp_media import MediaStore, check_media
from tests.fakes.whatsapp_refusals import Refused
from tests.fakes.whatsapp_templates import Template, check_template

Json = dict[str, Any]

TEXT = 4096
OPAQUE = 512
MEDIA_TYPES = ("image", "document", "audio", "video", "sticker")
# Digits with country code. Meta also takes +, spaces and hyphens; our own code never sends them.
PHONE = re.compile(r"[1-9]\d{6,14}")
USER_ID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")
ENVELOPE = {
    "messaging_product",
    "recipient_type",
    "to",
    "recipient",
    "type",
    "context",
    "biz_opaque_callback_data",
}
MARK = {"messaging_product", "status", "message_id", "typing_indicator"}


def check_message(
    body: Any, media: MediaStore, templates: Mapping[tuple[str, str], Template]
) -> Json:
    """A message as it may be sent; raises Refused. Whether it arrives is another question."""
    kind = _kind(body)
    known("", body, ENVELOPE | {kind})
    _product(body)
    _recipient(body)
    string("biz_opaque_callback_data", body, most=OPAQUE, optional=True)
    if "context" in body:
        known("context", body["context"], {"message_id"})
        string("message_id", body["context"])
    if kind not in body:
        raise Refused(100, f"The parameter {kind} is required.")
    if kind == "template":
        template = check_template(body[kind], media, templates)
        if "recipient" in body and template.category == "authentication":
            raise Refused(131062, "Authentication templates need a phone number.")
    else:
        _content(kind, body[kind], media)
    return dict(body)


def _kind(body: Any) -> str:
    if not isinstance(body, dict):
        raise Refused(100, "The body must be a JSON object.")
    kind = body.get("type", "text")
    if kind not in ("template", "interactive", *MEDIA_TYPES, *_CHECKS):
        raise Refused(100, "Param type must be one of the message types.")
    return str(kind)


def _product(body: Json) -> None:
    if "messaging_product" not in body:
        raise Refused(100, "The parameter messaging_product is required.")
    if body["messaging_product"] != "whatsapp":
        raise Refused(100, "Param messaging_product must be one of {WHATSAPP}.")


def _recipient(body: Json) -> None:
    """Exactly one of the two; Meta lets `to` win over `recipient`, which hides a mistake."""
    if body.get("recipient_type", "individual") != "individual":
        raise Refused(100, "Param recipient_type must be one of {INDIVIDUAL}.")
    if "to" in body and "recipient" in body:
        raise Refused(100, "Only one of to and recipient may be given.")
    if "to" not in body and "recipient" not in body:
        raise Refused(100, "The parameter to is required.")
    name, shape = ("to", PHONE) if "to" in body else ("recipient", USER_ID)
    if not isinstance(body[name], str) or not shape.fullmatch(body[name]):
        raise Refused(131009, f"Param {name} is not of its form.")


def _content(kind: str, held: Any, media: MediaStore) -> None:
    if kind in MEDIA_TYPES:
        check_media(kind, held, media)
    elif kind == "interactive":
        check_interactive(held, media)
    else:
        _CHECKS[kind](held)


def _text(held: Any) -> None:
    known("text", held, {"body", "preview_url"})
    string("body", held, most=TEXT)
    if not isinstance(held.get("preview_url", False), bool):
        raise Refused(100, "Param text['preview_url'] must be a boolean.")


def _reaction(held: Any) -> None:
    known("reaction", held, {"message_id", "emoji"})
    string("message_id", held)
    if not isinstance(held.get("emoji"), str):  # empty takes the reaction back
        raise Refused(131008, "The parameter reaction['emoji'] is required.")


def _location(held: Any) -> None:
    known("location", held, {"latitude", "longitude", "name", "address"})
    number("latitude", held, -90, 90)
    number("longitude", held, -180, 180)
    string("name", held, optional=True)
    string("address", held, optional=True)


def _contacts(held: Any) -> None:
    fields = {"name", "phones", "addresses", "birthday", "emails", "org", "urls"}
    for card in items("contacts", held, most=257):
        known("contacts", card, fields)
        if not isinstance(card.get("name"), dict):
            raise Refused(131008, "The parameter contacts['name'] is required.")
        string("formatted_name", card["name"])
        if len(card["name"]) < 2:
            raise Refused(131008, "contacts['name'] needs one more name.")
        for phone in items("phones", card.get("phones", []), least=0):
            known("phones", phone, {"phone", "type", "wa_id"})


def check_mark(body: Json) -> str:
    """The message id that a read mark, with or without typing mark, speaks of."""
    known("", body, MARK)
    _product(body)
    if body.get("status") != "read":
        raise Refused(131009, "Param status must be one of {READ}.")
    string("message_id", body)
    if "typing_indicator" in body:
        known("typing_indicator", body["typing_indicator"], {"type"})
        if body["typing_indicator"].get("type") != "text":
            raise Refused(131009, "Param typing_indicator['type'] must be one of {TEXT}.")
    return str(body["message_id"])


_CHECKS = {
    "text": _text,
    "reaction": _reaction,
    "location": _location,
    "contacts": _contacts,
}
