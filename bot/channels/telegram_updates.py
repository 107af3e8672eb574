"""Telegram's updates as the engine reads them; aiogram's types validate and stay in here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal

import phonenumbers
from aiogram.enums import ContentType
from aiogram.types import (
    CallbackQuery,
    ChatMemberUpdated,
    InaccessibleMessage,
    Message,
    PhotoSize,
    Update,
)
from pydantic import ValidationError

from bot.channels import Inbound, Unusable
from bot.channels.telegram_marks import Mark, chosen, heard
from bot.channels.telegram_mending import mended
from bot.deliveries.telegram import address_of, number_of
from conversations.session import (
    Chose,
    Corrected,
    Event,
    Said,
    SentDocument,
    SentLocation,
    SentPhoto,
    SharedContact,
    Unreadable,
)

MOST_BYTES = 20_000_000  # what a bot may download (Bot API, getFile)
HOME = "ID"  # where a number without country code is dialled
GROUPS = ("group", "supergroup")

_COMMAND = re.compile(r"/([a-z]\w{0,31})(?:@\w{1,64})?(?!\S)(.*)", re.ASCII | re.DOTALL | re.I)

# Kinds of message a chatbot cannot use, as `repair-unreadable` answers them. A kind that is
# neither here nor in _READERS is Telegram's own note in the chat (pinned, joined, …).
_UNREADABLE: Mapping[str, str] = {
    "voice": "voice",
    "audio": "voice",
    "sticker": "sticker",
    "animation": "sticker",
    "dice": "sticker",
    **dict.fromkeys(
        "video video_note game poll story paid_media checklist gift unique_gift giveaway "
        "giveaway_winners invoice rich_message unknown".split(),  # unknown: newer than aiogram
        "other",
    ),
}


def read_update(payload: bytes) -> Inbound:
    """The event in an update, at the address that the door gave it. Raises Unusable."""
    update, address = _validated(payload)
    inbound = _read(update, address)
    if inbound.event is not None and not address:
        raise Unusable("the chat's id is no whole number")
    return inbound


def _validated(payload: bytes) -> tuple[Update, str]:
    try:
        parsed = mended(payload)
        update = Update.model_validate(parsed)
    except ValidationError as error:
        raise Unusable(_why(error)) from None
    except (ValueError, RecursionError):
        raise Unusable("not a JSON object") from None
    if number_of(parsed) is None:
        raise Unusable("update_id is no whole number")
    return update, address_of(parsed)


def _why(error: ValidationError) -> str:
    """Where the first fault is and of which sort; never what stood there."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(str(each) for each in first["loc"][:6])
    return f"not an update as documented: {place} {first['type']}"


def _read(update: Update, address: str) -> Inbound:
    if update.message:
        return _message(update.message, address)
    if update.edited_message:
        return _edited(update.edited_message, address)
    if update.my_chat_member:
        return _membership(update.my_chat_member, address)
    if update.callback_query:
        return _tapped(update.callback_query, address)
    return Inbound(address, None)


def _message(message: Message, address: str) -> Inbound:
    ref = _ref(message)
    if message.chat.type in GROUPS:
        return Inbound(address, None, ref=ref, group=_addressed(message))
    if not _from_person(message):
        return Inbound(address, None, ref=ref)
    if message.text is not None:
        words, start = _words(message.text)
        return Inbound(address, None if start is not None else Said(words), ref=ref, start=start)
    event = _event(message)
    own = event.phone if isinstance(event, SharedContact) and event.own else None
    return Inbound(address, event, phone=own, ref=ref)


def _ref(message: Message) -> str | None:
    return str(message.message_id) if message.message_id else None  # 0: shown for a moment only


def _addressed(message: Message) -> Literal["addressed", "quiet"]:
    """Whether a person brought in, commanded or answered a bot."""
    if message.from_user is None or message.from_user.is_bot:
        return "quiet"
    replied = message.reply_to_message and message.reply_to_message.from_user
    came = any(member.is_bot for member in message.new_chat_members or ())
    commanded = _COMMAND.fullmatch(message.text or "")
    return "addressed" if came or commanded or (replied and replied.is_bot) else "quiet"


def _from_person(message: Message) -> bool:
    """Whether a person wrote it to us, not into a business's or another chat with the same id."""
    elsewhere = message.business_connection_id or message.guest_query_id
    person = message.from_user is not None and not message.from_user.is_bot
    return message.chat.type == "private" and person and not elsewhere


def _words(text: str) -> tuple[str, str | None]:
    """The words of a text or command, and what a /start carried, "" when nothing."""
    command = _COMMAND.fullmatch(text)
    if command is None:
        return text, None
    name, rest = command.groups()
    if name.lower() == "start":
        return "", rest.strip()
    return f"{name}{rest}".strip(), None


def _event(message: Message) -> Event | None:
    """What is not text; None for Telegram's own notes."""
    kind = ContentType(message.content_type).value
    if kind in _READERS:
        return _READERS[kind](message)
    return Unreadable(_UNREADABLE[kind]) if kind in _UNREADABLE else None


def _photo(message: Message) -> Event:
    sizes = message.photo or (message.live_photo and message.live_photo.photo)
    if not sizes:
        return Unreadable("other")
    fitting = [size for size in sizes if (size.file_size or 0) <= MOST_BYTES]
    best = max(fitting, key=_pixels) if fitting else min(sizes, key=_pixels)
    return SentPhoto(best.file_id, message.media_group_id or "", message.caption or "")


def _pixels(size: PhotoSize) -> int:
    return size.width * size.height


def _document(message: Message) -> Event | None:
    file, album = message.document, message.media_group_id or ""
    if file is None:
        return None
    return SentDocument(file.file_id, file.file_name or "", album, message.caption or "")


def _place(message: Message) -> Event | None:
    place = message.venue.location if message.venue else message.location
    if place is None:
        return None
    if not (abs(place.latitude) <= 90 and abs(place.longitude) <= 180):  # NaN is in neither
        return Unreadable("other")
    return SentLocation(place.latitude, place.longitude)


def _contact(message: Message) -> Event | None:
    """A contact card; one's own only when Telegram vouches for it and nobody passed it on."""
    card, sender = message.contact, message.from_user
    if card is None or sender is None:
        return None
    number = card.phone_number
    if card.user_id is not None and not number.startswith("0"):
        # Telegram's own have the country code, often without the plus: 888… is not 0888… here.
        number = f"+{number.lstrip('+')}"
    e164 = _e164(number)
    own = e164 is not None and card.user_id == sender.id and message.forward_origin is None
    return SharedContact(e164 or number, own)


def _e164(number: str) -> str | None:
    """The number in E.164: as dialled here, else with a country code that lacks its plus."""
    for way in (number, f"+{number.lstrip('+')}"):
        try:
            parsed = phonenumbers.parse(way, HOME)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return None


_READERS: Mapping[str, Callable[[Message], Event | None]] = {
    "photo": _photo,
    "live_photo": _photo,
    "document": _document,
    "location": _place,
    "venue": _place,
    "contact": _contact,
}


def _edited(message: Message, address: str) -> Inbound:
    ref = _ref(message)
    if message.chat.type in GROUPS:
        return Inbound(address, None, ref=ref, group="quiet")
    text = message.caption if message.text is None else message.text
    if text is None or not _from_person(message):
        return Inbound(address, None, ref=ref)
    words, start = _words(text)
    return Inbound(address, None if start is not None else Corrected(words), ref=ref)


def _membership(change: ChatMemberUpdated, address: str) -> Inbound:
    """Our own standing in a chat: blocked by a person, unblocked, or brought into a group."""
    before, now = change.old_chat_member.status, change.new_chat_member.status
    if change.chat.type in GROUPS:
        came = now == "member" != before
        return Inbound(address, None, group="addressed" if came else "quiet")
    if change.chat.type != "private" or now == "left":
        return Inbound(address, None)
    return Inbound(address, None, presence="gone" if now == "kicked" else "back")


def _tapped(query: CallbackQuery, address: str) -> Inbound:
    message = query.message
    answer = heard(query.id)
    if message and message.chat.type in GROUPS:
        return Inbound(address, None, group="quiet", marks=(answer,))
    if query.from_user.is_bot or not _in_our_chat(message):
        return Inbound(address, None)
    if query.data is None:  # a game's button
        return Inbound(address, None, marks=(answer,))
    return Inbound(address, Chose(query.data), marks=(answer, *_shown(message, query.data)))


def _in_our_chat(message: Message | InaccessibleMessage | None) -> bool:
    if message is None:
        return True
    business = isinstance(message, Message) and message.business_connection_id
    return message.chat.type == "private" and not business


def _shown(message: Message | InaccessibleMessage | None, data: str) -> tuple[Mark, ...]:
    if not isinstance(message, Message) or message.reply_markup is None:
        return ()
    rows = message.reply_markup.inline_keyboard
    buttons = [(button.text, button.callback_data) for row in rows for button in row]
    return chosen(message.chat.id, message.message_id, buttons, data)
