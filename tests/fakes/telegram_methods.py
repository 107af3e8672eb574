"""What each Bot API method does, once its parameters are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.fakes import telegram_params as params
from tests.fakes import telegram_sending as sending
from tests.fakes.telegram_rules import Made, bad
from tests.fakes.telegram_sending import Uploads
from tests.fakes.telegram_updates import Webhook

if TYPE_CHECKING:
    from tests.fakes.telegram import FakeTelegram

CALLBACK_TEXT = 200  # answerCallbackQuery: text, characters
DOWNLOAD_BYTES = 20 * 1024 * 1024  # getFile
COMMANDS = 100  # setMyCommands
COMMAND = re.compile(r"[a-z0-9_]{1,32}")  # BotCommand: command
COMMAND_DESCRIPTION = 256  # BotCommand: description
DESCRIPTION = 512  # setMyDescription
SHORT_DESCRIPTION = 120  # setMyShortDescription
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # setWebhook: secret_token
WEBHOOK_PORTS = (None, 80, 88, 443, 8443)  # setWebhook
LOOPBACK = ("127.0.0.1", "localhost", "::1")  # reached without TLS, as by a local Bot API server
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def get_me(server: FakeTelegram, asked: params.GetMe, uploads: Uploads) -> Made:
    """Who the bot is."""
    return server.me


def set_webhook(server: FakeTelegram, asked: params.SetWebhook, uploads: Uploads) -> bool:
    """Where updates go from now on."""
    if asked.url:
        _check_address(asked.url)
    if asked.secret_token is not None and not SECRET.fullmatch(asked.secret_token):
        raise bad("secret token contains unallowed characters")
    server.updates.allowed = params.known_kinds(asked.allowed_updates) or server.updates.allowed
    if asked.drop_pending_updates:
        server.updates.forget()
    hook = Webhook(asked.url, asked.secret_token, asked.max_connections) if asked.url else None
    server.updates.point(hook)
    return True


def delete_webhook(server: FakeTelegram, asked: params.DeleteWebhook, uploads: Uploads) -> bool:
    """Back to getUpdates."""
    if asked.drop_pending_updates:
        server.updates.forget()
    server.updates.point(None)
    return True


def get_webhook_info(server: FakeTelegram, asked: params.GetMe, uploads: Uploads) -> Made:
    """Where updates go, and how many wait."""
    hook = server.updates.webhook
    info: Made = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(server.updates.waiting),
    }
    if hook:
        info["max_connections"] = hook.max_connections
    if server.updates.allowed:
        info["allowed_updates"] = server.updates.allowed
    wrong = [each for each in server.updates.attempts if not 200 <= each.status < 300]
    if wrong:
        info["last_error_date"] = int(server.now())
        info["last_error_message"] = f"Wrong response from the webhook: {wrong[-1].status}"
    return info


def send_chat_action(server: FakeTelegram, asked: params.SendChatAction, uploads: Uploads) -> bool:
    """What the bot is doing shows for five seconds; only the log knows it."""
    server.reachable(asked.chat_id)
    return True


def answer_callback_query(
    server: FakeTelegram, asked: params.AnswerCallbackQuery, uploads: Uploads
) -> bool:
    """Once for each tap, soon after it."""
    if len(asked.text) > CALLBACK_TEXT:
        raise bad("MESSAGE_TOO_LONG")
    if asked.url is not None:
        raise bad("URL_INVALID")
    since = server.queries.pop(asked.callback_query_id, None)
    if since is None or server.now() - since > server.callback_seconds:
        raise bad(TOO_OLD)
    return True


def set_my_commands(server: FakeTelegram, asked: params.SetMyCommands, uploads: Uploads) -> bool:
    """The menu of commands."""
    if len(asked.commands) > COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for each in asked.commands:
        if not COMMAND.fullmatch(each.command):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(each.description) <= COMMAND_DESCRIPTION:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    server.commands[asked.language_code] = {e.command: e.description for e in asked.commands}
    return True


def set_my_description(
    server: FakeTelegram, asked: params.SetMyDescription, uploads: Uploads
) -> bool:
    """What an empty chat shows."""
    if len(asked.description) > DESCRIPTION:
        raise bad("description is too long")
    server.descriptions[asked.language_code] = asked.description
    return True


def set_my_short_description(
    server: FakeTelegram, asked: params.SetMyShortDescription, uploads: Uploads
) -> bool:
    """What the profile shows."""
    if len(asked.short_description) > SHORT_DESCRIPTION:
        raise bad("short description is too long")
    server.short_descriptions[asked.language_code] = asked.short_description
    return True


def get_file(server: FakeTelegram, asked: params.GetFile, uploads: Uploads) -> Made:
    """Where a file can be loaded."""
    stored = server.files.by_id.get(asked.file_id)
    if stored is None:
        raise bad("invalid file_id")
    if stored.about["file_size"] > DOWNLOAD_BYTES:
        raise bad("file is too big")
    return {**stored.about, "file_path": stored.path}


Method = Callable[[Any, Any, Uploads], Any]
# By the documented name. getUpdates waits and is the server's own.
METHODS: dict[str, tuple[type[params.Params], Method]] = {
    "getMe": (params.GetMe, get_me),
    "setWebhook": (params.SetWebhook, set_webhook),
    "deleteWebhook": (params.DeleteWebhook, delete_webhook),
    "getWebhookInfo": (params.GetMe, get_webhook_info),
    "sendMessage": (params.SendMessage, sending.send_message),
    "sendPhoto": (params.SendPhoto, sending.send_photo),
    "sendDocument": (params.SendDocument, sending.send_document),
    "sendChatAction": (params.SendChatAction, send_chat_action),
    "answerCallbackQuery": (params.AnswerCallbackQuery, answer_callback_query),
    "editMessageReplyMarkup": (params.EditMarkup, sending.edit_message_reply_markup),
    "editMessageText": (params.EditText, sending.edit_message_text),
    "deleteMessage": (params.DeleteMessage, sending.delete_message),
    "deleteMessages": (params.DeleteMessages, sending.delete_messages),
    "setMyCommands": (params.SetMyCommands, set_my_commands),
    "setMyDescription": (params.SetMyDescription, set_my_description),
    "setMyShortDescription": (params.SetMyShortDescription, set_my_short_description),
    "getFile": (params.GetFile, get_file),
}
# They change nothing and are not logged.
READING = frozenset({"getMe", "getWebhookInfo", "getFile"})


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise bad("bad webhook: invalid URL") from None
    if host in LOOPBACK and parts.scheme in ("http", "https"):
        return
    if parts.scheme != "https" or not host:
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in WEBHOOK_PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
