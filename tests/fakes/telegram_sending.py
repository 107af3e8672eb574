"""Sending, editing and deleting messages, once the parameters are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.fakes import telegram_params as params
from tests.fakes.telegram_chats import Chat, Shown
from tests.fakes.telegram_keyboards import check_markup
from tests.fakes.telegram_rules import (
    DOCUMENT_BYTES,
    PHOTO_BYTES,
    Made,
    bad,
    check_caption,
    check_entities,
    check_size,
    check_text,
    formatted,
    picture_size,
)

if TYPE_CHECKING:
    from tests.fakes.telegram import FakeTelegram

DELETED_AT_ONCE = 100  # deleteMessages
DELETABLE_SECONDS = 48 * 3600  # deleteMessage: only messages sent less than 48 hours ago
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart request."""

    name: str
    data: bytes


Uploads = Mapping[str, Upload]


def send_message(server: FakeTelegram, asked: params.SendMessage, uploads: Uploads) -> Made:
    """A text."""
    text = formatted(asked.text, asked.parse_mode)
    check_text(text)
    check_entities(text, asked.entities)
    return _sent(server, asked, _with_entities("text", text, asked.entities))


def send_photo(server: FakeTelegram, asked: params.SendPhoto, uploads: Uploads) -> Made:
    """A picture."""
    content = _caption(asked)
    data = _file(server, asked.photo, uploads)
    if not asked.photo.startswith("attach://"):
        stored = server.files.by_id[asked.photo]
        width, height = picture_size(data)
        sizes = [{**stored.about, "width": width, "height": height}]
    else:
        check_size(data, "photo", PHOTO_BYTES)
        picture_size(data)
        sizes = server.files.photo(data)
    return _sent(server, asked, {"photo": sizes} | content, data)


def send_document(server: FakeTelegram, asked: params.SendDocument, uploads: Uploads) -> Made:
    """A file."""
    content = _caption(asked)
    data = _file(server, asked.document, uploads)
    check_size(data, "document", DOCUMENT_BYTES)
    document = server.files.add("document", data)
    if upload := uploads.get(asked.document.removeprefix("attach://")):
        document["file_name"] = upload.name
    return _sent(server, asked, {"document": document} | content)


def edit_message_reply_markup(
    server: FakeTelegram, asked: params.EditMarkup, uploads: Uploads
) -> Made:
    """Other buttons under a message, or none."""
    check_markup(asked.reply_markup, inline_only=True)
    shown = _editable(server, asked)
    return _edited(server, shown, shown.message, asked.reply_markup)


def edit_message_text(server: FakeTelegram, asked: params.EditText, uploads: Uploads) -> Made:
    """Another text; its buttons go unless they are given again."""
    text = formatted(asked.text, asked.parse_mode)
    check_text(text)
    check_entities(text, asked.entities)
    check_markup(asked.reply_markup, inline_only=True)
    shown = _editable(server, asked)
    if "text" not in shown.message:
        raise bad("there is no text in the message to edit")
    kept = {key: value for key, value in shown.message.items() if key != "entities"}
    return _edited(
        server, shown, kept | _with_entities("text", text, asked.entities), asked.reply_markup
    )


def delete_message(server: FakeTelegram, asked: params.DeleteMessage, uploads: Uploads) -> bool:
    """Take one message out of the chat."""
    chat = server.reachable(asked.chat_id)
    shown = chat.all.get(asked.message_id)
    if shown is None or shown.deleted:
        raise bad("message to delete not found")
    _check_deletable(server, chat, shown)
    shown.deleted = True
    return True


def delete_messages(server: FakeTelegram, asked: params.DeleteMessages, uploads: Uploads) -> bool:
    """Take messages out of the chat; those that are not there are skipped, as the Bot API says."""
    if not asked.message_ids:
        raise bad("message identifiers are not specified")
    if len(asked.message_ids) > DELETED_AT_ONCE:
        raise bad("too many message identifiers specified")
    chat = server.reachable(asked.chat_id)
    found = [chat.all[each] for each in asked.message_ids if each in chat.all]
    for shown in found:
        _check_deletable(server, chat, shown)
    for shown in found:
        shown.deleted = True
    return True


def _sent(
    server: FakeTelegram, asked: params.Send, content: Made, photo: bytes | None = None
) -> Made:
    """The message that now stands in the chat. Raises Refused."""
    chat = server.reachable(asked.chat_id)
    check_markup(asked.reply_markup, chat.private)
    answered = _answered(chat, asked.reply_parameters)
    server.meter(chat)
    message: Made = {
        "message_id": server.next_message_id(),
        "from": server.sender,
        "chat": chat.about,
        "date": int(server.now()),
        **answered,
        **content,
    }
    if asked.reply_markup and asked.reply_markup.get("inline_keyboard"):
        message["reply_markup"] = asked.reply_markup
    shown = Shown(message, True, server.now(), asked.reply_markup, photo)
    chat.all[shown.id] = shown
    return message


def _answered(chat: Chat, asked: params.ReplyParameters | None) -> Made:
    if asked is None:
        return {}
    shown = chat.all.get(asked.message_id)
    if shown is None or shown.deleted:
        if not asked.allow_sending_without_reply:
            raise bad("message to be replied not found")
        return {}
    return {"reply_to_message": {k: v for k, v in shown.message.items() if k != "reply_to_message"}}


def _caption(asked: params.SendPhoto | params.SendDocument) -> Made:
    caption = formatted(asked.caption, asked.parse_mode)
    check_caption(caption)
    check_entities(caption, asked.caption_entities)
    return _with_entities("caption", caption, asked.caption_entities) if caption else {}


def _with_entities(place: str, text: str, entities: list[Made]) -> Made:
    name = "entities" if place == "text" else "caption_entities"
    return {place: text} | ({name: entities} if entities else {})


def _file(server: FakeTelegram, named: str, uploads: Uploads) -> bytes:
    """The bytes of an upload or of a stored file."""
    if named.startswith("attach://"):
        upload = uploads.get(named.removeprefix("attach://"))
        if upload is None:
            raise bad("file must be non-empty")
        return upload.data
    if re.match(r"https?://", named):
        raise bad("failed to get HTTP URL content")  # it has no network
    if named not in server.files.by_id:
        raise bad("wrong remote file identifier specified: wrong string length")
    return server.files.by_id[named].data


def _editable(server: FakeTelegram, asked: params.EditMarkup) -> Shown:
    shown = server.reachable(asked.chat_id).all.get(asked.message_id)
    if shown is None or shown.deleted:
        raise bad("message to edit not found")
    if not shown.from_bot or (shown.markup and "inline_keyboard" not in shown.markup):
        raise bad("message can't be edited")
    return shown


def _edited(server: FakeTelegram, shown: Shown, content: Made, markup: Made | None) -> Made:
    buttons = markup if markup and markup.get("inline_keyboard") else None
    edited = {key: value for key, value in content.items() if key != "reply_markup"}
    edited |= {"reply_markup": buttons} if buttons else {}
    if edited == shown.message:
        raise bad(NOT_MODIFIED)
    shown.message = edited | {"edit_date": int(server.now())}
    shown.markup = buttons
    return shown.message


def _check_deletable(server: FakeTelegram, chat: Chat, shown: Shown) -> None:
    if server.now() - shown.time >= DELETABLE_SECONDS or not (chat.private or shown.from_bot):
        raise bad("message can't be deleted for everyone")
