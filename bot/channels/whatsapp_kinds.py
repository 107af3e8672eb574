"""WhatsApp's kinds of message: what each says, by Meta's webhook reference "messages".

Wrong types in a known kind are Unusable, so that an operator sees them; a kind that a chatbot
cannot use is answered as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.channels import Unusable, json_object
from bot.deliveries.whatsapp import NUMBER
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

HOME = "ID"  # how a number without its country is read
# The text that a wa.me link of ours writes: one word, then what the link carries.
LINK = re.compile(r"\s*(?:mulai|start)\s+([A-Za-z0-9_-]{20,})\s*", re.IGNORECASE | re.ASCII)
TOKEN = re.compile(r"\S+\.\S+")  # our buttons carry `prompt.choice`; a template's default its text
HALVES = re.compile("[\ud800-\udfff]")  # of a character; JSON may hold one alone

OTHER = "other"
# Kinds that have words of their own among the answers to what we cannot read.
UNREADABLE = {"audio": "voice", "voice": "voice", "sticker": "sticker"}
SILENT = frozenset({"reaction", "revoke", "system"})  # nothing is said with them

Object = Mapping[str, Json]


def link_in(message: Object, kind: str) -> str | None:
    """What a link carried, "" when somebody just opened the chat; None for all other messages."""
    if kind == "request_welcome":
        return ""
    found = LINK.fullmatch(text_in(message.get("text"), "body")) if kind == "text" else None
    return found[1] if found else None


def event_in(message: Object, kind: str, own: frozenset[str]) -> Event | None:
    """What was said, None where there is nothing to answer; `own` are the sender's numbers.

    Raises Unusable.
    """
    if message.get("errors"):
        return Unreadable(OTHER)
    if kind == "contacts":
        return _contacts(message.get("contacts"), own)
    if kind in READERS:
        return READERS[kind](json_object(message.get(kind)))
    return None if kind in SILENT else Unreadable(UNREADABLE.get(kind, OTHER))


def phone_of(wa_id: Json) -> str | None:
    """E.164 of a `wa_id`, if there is such a number."""
    return _number(f"+{wa_id}") if isinstance(wa_id, str) and NUMBER.fullmatch(wa_id) else None


def text_in(value: Json, name: str) -> str:
    """A string of an object without halves of characters; "" when there is none."""
    found = value.get(name) if isinstance(value, dict) else None
    return HALVES.sub("\ufffd", found) if isinstance(found, str) else ""


def _said(text: Object) -> Event:
    if not isinstance(text.get("body"), str):
        raise Unusable("a text without a body")
    return Said(text_in(text, "body"))


def _interactive(reply: Object) -> Event:
    match reply:
        case {"type": "button_reply" | "list_reply" as kind}:
            return Chose(_demanded(json_object(reply.get(kind)), "id"))
        case {"type": str()}:  # "nfm_reply" of a flow, and what is still to come
            return Unreadable(OTHER)
    raise Unusable("an interactive reply without a type")


def _button(button: Object) -> Event:
    """The quick reply of a template: what we gave it along, or else its text."""
    token = text_in(button, "payload")
    return Chose(token) if TOKEN.fullmatch(token) else Said(_demanded(button, "text"))


def _photo(image: Object) -> Event:
    return SentPhoto(_demanded(image, "id"), caption=text_in(image, "caption"))


def _document(document: Object) -> Event:
    name, caption = text_in(document, "filename"), text_in(document, "caption")
    return SentDocument(_demanded(document, "id"), name, caption=caption)


def _location(pin: Object) -> Event:
    latitude, longitude = _degrees(pin.get("latitude"), 90), _degrees(pin.get("longitude"), 180)
    if latitude is None or longitude is None:
        return Unreadable(OTHER)
    return SentLocation(latitude, longitude)


def _degrees(value: Json, limit: int) -> float | None:
    """None for NaN, and for integers no float can hold: compared before one is made of them."""
    if type(value) not in (int, float) or not -limit <= value <= limit:
        return None
    return float(value)


def _edit(edit: Object) -> Event | None:
    """A corrected text; of a picture only the caption can be edited."""
    original = _demanded(edit, "original_message_id")
    match edit.get("message"):
        case {"type": "text", "text": {"body": str()} as text}:
            return Corrected(text_in(text, "body"), original)
    return None


READERS: Mapping[str, Callable[[Object], Event | None]] = {
    "text": _said,
    "interactive": _interactive,
    "button": _button,
    "image": _photo,
    "document": _document,
    "location": _location,
    "edit": _edit,
}


def _contacts(cards: Json, own: frozenset[str]) -> Event:
    """The first number of the cards; the sender's own only by WhatsApp's id of it.

    The text of a card is written by who sends it, so of one's own card the id is the number.
    """
    phones = (phone for card in _listed(cards) for phone in _listed(_phones(card)))
    for phone in phones:
        wa_id = text_in(phone, "wa_id")
        if wa_id in own and (number := phone_of(wa_id)):
            return SharedContact(number, own=True)
        if number := _number(text_in(phone, "phone")) or phone_of(wa_id):
            return SharedContact(number)
    return Unreadable(OTHER)


def _phones(card: Json) -> Json:
    return card.get("phones") if isinstance(card, dict) else None


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _number(written: str) -> str | None:
    """E.164 of a number as written, None when there is no such number."""
    import phonenumbers  # its tables are not needed at start

    try:
        parsed = phonenumbers.parse(written, HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _demanded(value: Object, name: str) -> str:
    found = text_in(value, name)
    if not found:
        raise Unusable("a message without what its kind has")
    return found
