"""The parameters of each Bot API method, read strictly: a wrong name or type is a 400."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tests.fakes.telegram_rules import Made, bad, check_strings

UPDATE_KINDS = (
    "message edited_message channel_post edited_channel_post business_connection business_message "
    "edited_business_message deleted_business_messages guest_message message_reaction "
    "message_reaction_count inline_query chosen_inline_result callback_query shipping_query "
    "pre_checkout_query purchased_paid_media poll poll_answer my_chat_member chat_member "
    "chat_join_request chat_boost removed_chat_boost managed_bot subscription "
    "stopped_message_generation".split()
)
ACTIONS = (
    "typing|upload_photo|record_video|upload_video|record_voice|upload_voice|upload_document|"
    "choose_sticker|find_location|record_video_note|upload_video_note"
)
# Telegram's own words for what is missing; None: our own.
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "commands": "can't parse commands JSON object",
    "action": "wrong parameter action in request",
    "file_id": "file_id not specified",
}
WRONG = {
    "reply_markup": "object expected as reply markup",
    "entities": "can't parse entities",
    "caption_entities": "can't parse entities",
    "action": "wrong parameter action in request",
    "message_ids": "can't parse message identifiers JSON object",
    "commands": "can't parse commands JSON object",
}


class Params(BaseModel):
    """What a method takes."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class GetMe(Params):
    """Nothing."""


class GetUpdates(Params):
    """Long polling; Telegram clamps what is refused here."""

    offset: int = 0
    limit: Annotated[int, Field(ge=1, le=100)] = 100
    timeout: Annotated[int, Field(ge=0, le=50)] = 0  # seconds; Telegram's own most is 50
    allowed_updates: list[str] | None = None


class SetWebhook(Params):
    """Where updates go; an empty url takes the webhook away."""

    url: str
    ip_address: str | None = None
    max_connections: Annotated[int, Field(ge=1, le=100)] = 40
    allowed_updates: list[str] | None = None
    drop_pending_updates: bool = False
    secret_token: str | None = None


class DeleteWebhook(Params):
    """Back to getUpdates."""

    drop_pending_updates: bool = False


class ReplyParameters(Params):
    """What a message answers."""

    message_id: int
    chat_id: int | str | None = None
    allow_sending_without_reply: bool = False
    quote: str | None = None
    quote_parse_mode: str | None = None
    quote_entities: list[Made] | None = None
    quote_position: int | None = None


class LinkPreview(Params):
    """How a link is shown."""

    is_disabled: bool | None = None
    url: str | None = None
    prefer_small_media: bool | None = None
    prefer_large_media: bool | None = None
    show_above_text: bool | None = None


class Send(Params):
    """What all messages take."""

    chat_id: int | str
    business_connection_id: str | None = None
    message_thread_id: int | None = None
    disable_notification: bool = False
    protect_content: bool = False
    allow_paid_broadcast: bool = False
    message_effect_id: str | None = None
    reply_parameters: ReplyParameters | None = None
    reply_markup: Made | None = None
    parse_mode: str | None = None


class SendMessage(Send):
    """A text."""

    text: str
    entities: list[Made] = []
    link_preview_options: LinkPreview | None = None


class SendPhoto(Send):
    """A picture: attach://part, or the id of a stored one."""

    photo: str
    caption: str = ""
    caption_entities: list[Made] = []
    show_caption_above_media: bool = False
    has_spoiler: bool = False


class SendDocument(Send):
    """A file, likewise."""

    document: str
    caption: str = ""
    caption_entities: list[Made] = []
    disable_content_type_detection: bool = False


class SendChatAction(Params):
    """What the person sees the bot doing."""

    chat_id: int | str
    action: Annotated[str, Field(pattern=rf"^({ACTIONS})$")]
    business_connection_id: str | None = None
    message_thread_id: int | None = None


class AnswerCallbackQuery(Params):
    """Stops the waiting mark on a tapped button."""

    callback_query_id: str
    text: str = ""
    show_alert: bool = False
    url: str | None = None
    cache_time: Annotated[int, Field(ge=0)] = 0


class EditMarkup(Params):
    """editMessageReplyMarkup; inline messages are unknown here."""

    chat_id: int | str
    message_id: int
    business_connection_id: str | None = None
    reply_markup: Made | None = None


class EditText(EditMarkup):
    """editMessageText."""

    text: str
    parse_mode: str | None = None
    entities: list[Made] = []
    link_preview_options: LinkPreview | None = None


class DeleteMessage(Params):
    """One message."""

    chat_id: int | str
    message_id: int


class DeleteMessages(Params):
    """Several messages of one chat."""

    chat_id: int | str
    message_ids: list[int]


class Command(Params):
    """One line of the menu of commands."""

    command: str
    description: str


class SetMyCommands(Params):
    """The menu of commands."""

    commands: list[Command]
    scope: Made | None = None
    language_code: str = ""


class SetMyDescription(Params):
    """What an empty chat shows."""

    description: str = ""
    language_code: str = ""


class SetMyShortDescription(Params):
    """What the profile shows."""

    short_description: str = ""
    language_code: str = ""


class GetFile(Params):
    """Where a file can be loaded."""

    file_id: str


P = TypeVar("P", bound=Params)


def read(model: type[P], given: Mapping[str, Any]) -> P:
    """The parameters as values, from JSON or from a form, whose values are all strings."""
    plain = {name: _plain(model, name, value) for name, value in given.items()}
    try:
        check_strings(plain)
        return model.model_validate(plain)
    except RecursionError:
        raise bad("too deep") from None
    except ValidationError as error:
        raise bad(_words(error)) from None


def known_kinds(kinds: list[str] | None) -> list[str] | None:
    """allowed_updates, or a refusal of a kind that there is not."""
    for kind in kinds or ():
        if kind not in UPDATE_KINDS:
            raise bad(f'unknown kind of update "{kind}"')
    return kinds


def _plain(model: type[Params], name: str, value: Any) -> Any:
    """A string becomes what it says in JSON, unless the parameter is a text."""
    field = model.model_fields.get(name)
    if field is None or not isinstance(value, str) or field.annotation in (str, str | None):
        return value
    if name == "chat_id":
        return int(value) if re.fullmatch(r"-?\d{1,20}", value) else value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def _words(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    name = str(first["loc"][0])
    if first["type"] == "extra_forbidden":
        return f'unknown parameter "{".".join(map(str, first["loc"]))}"'
    if first["type"] == "missing" and len(first["loc"]) == 1:
        return MISSING.get(name, f'parameter "{name}" is required')
    return WRONG.get(name, f'wrong parameter "{name}": {first["msg"]}')
