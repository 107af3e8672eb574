"""Telegram out: python-telegram-bot's ExtBot behind our limiter and our HTTP.

Everything that quotes the token (its log lines, its exceptions, file addresses) ends here.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

import aiohttp
from telegram import InputFile
from telegram.error import TelegramError
from telegram.ext import BaseRateLimiter, ExtBot
from telegram.request import BaseRequest, RequestData

from bot.carriers import Letter, Upload
from bot.channels.outgoing import ANSWER_SECONDS, Answer, Attempt, Outgoing, allowed, checked, drawn
from bot.errors import MEDIA, REFUSED, UNKNOWN, MediaRefused, SendFailed, telegram_error
from bot.limits import Limiter
from bot.logs import log
from conversations.attachments import PLACE
from conversations.session import Text
from conversations.words import Catalogue

T = TypeVar("T")

# As people are shown them, in this order; their words are `command-…` in platforms.ftl.
COMMANDS = ("start", "daftar", "status", "bantuan", "petugas", "berhenti")
# What the adapter reads; all else need not be sent to us.
UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
SHORT = "short-description"
WEBHOOK_CONNECTIONS = 40  # Telegram's own default; the door answers within milliseconds
TOO_BIG = b"file is too big"
DONE = b'{"ok":true,"result":true}'
# Errors of the library about an answer that Telegram gave, but not in the form it documents.
MALFORMED = (TypeError, KeyError, ValueError, AttributeError, OSError)


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram shall bring updates, and the secret that it brings along."""

    url: str
    secret: str = field(repr=False)
    updates: Sequence[str] = UPDATES


@dataclass(slots=True)
class Call:
    """One call of the Bot API on its way through the library."""

    attempt: Attempt
    answered: bool = False
    letter: bool = False  # of its answer only the name is wanted
    name: str | None = None  # of the message that it sent
    file: str | None = None  # what its file is called from now on


_call: ContextVar[Call | None] = ContextVar("_call", default=None)


class Undone(TelegramError):
    """A call that Telegram refused, or that did not reach it."""

    __slots__ = ("failed", "too_large")

    def __init__(self, failed: SendFailed, too_large: bool = False) -> None:
        super().__init__(failed.code.code)
        self.failed = failed
        self.too_large = too_large


class Http(BaseRequest):
    """The library's requests over our session; answers are judged by `bot.errors`."""

    __slots__ = ("_outgoing",)

    def __init__(self, outgoing: Outgoing) -> None:
        self._outgoing = outgoing

    @property
    def read_timeout(self) -> float | None:
        """Seconds; the session's own time-outs count."""
        return ANSWER_SECONDS

    async def initialize(self) -> None:
        """The session opens by itself."""

    async def shutdown(self) -> None:
        """The carrier closes the session."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status 200 and the answer. Raises Undone."""
        call = _call.get() or Call(Attempt())
        failed: SendFailed
        try:
            answer = await self._ask(url, method, request_data, call.attempt)
        except SendFailed as error:
            failed = error
        else:
            return 200, _judged(answer, call)
        raise Undone(failed)

    async def _ask(
        self, url: str, method: str, given: RequestData | None, attempt: Attempt
    ) -> Answer:
        if given is None:
            return await self._outgoing.ask(method, url, attempt=attempt)
        if given.contains_files:
            return await self._outgoing.ask(method, url, attempt=attempt, data=_form(given))
        return await self._outgoing.ask(method, url, attempt=attempt, json_body=given.parameters)


def _form(given: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in given.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in given.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form


def _judged(answer: Answer, call: Call) -> bytes:
    """The answer's bytes when the call is done. Raises Undone."""
    body = answer.json if isinstance(answer.json, dict) else None
    if answer.status < 300 and body and body.get("ok") is True and "result" in body:
        call.answered = True
        if not call.letter:
            return answer.raw
        call.name, call.file = _name(body["result"]), _file_id(body["result"])
        return DONE  # the library would read a message of a hundred attributes, a third of all
    code = body.get("error_code") if body and answer.status < 300 else None
    failed = telegram_error(code if isinstance(code, int) else answer.status, body)
    if failed is None:
        return DONE
    raise Undone(failed, TOO_BIG in answer.raw.lower())


class Paced(BaseRateLimiter[Call]):
    """Lets each message go when our limiter says so; marks, edits and deletions pass."""

    def __init__(self, limiter: Limiter) -> None:
        self._limiter = limiter

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to let go of."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | dict[str, Any] | list[dict[str, Any]]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Call | None,
    ) -> bool | dict[str, Any] | list[dict[str, Any]]:
        """The answer; a message without a slot waits for one first."""
        call = rate_limit_args or Call(Attempt())
        if endpoint.startswith("send") and call.attempt.slot is None:
            call.attempt.slot = await self._limiter.slot(str(data.get("chat_id", "")))
        before = _call.set(call)
        try:
            return await callback(*args, **kwargs)
        finally:
            _call.reset(before)
            if call.attempt.slot:
                call.attempt.slot.back()


class TelegramCarrier:
    """One bot."""

    def __init__(
        self,
        token: str,
        api_url: str,
        limiter: Limiter,
        webhook: Webhook | None = None,
        outgoing: Outgoing | None = None,
    ) -> None:
        # Its debug lines hold addresses with the token and texts of people.
        logging.getLogger("telegram").setLevel(logging.CRITICAL)
        self._api_url = checked(api_url)
        self._outgoing = outgoing or Outgoing()
        self._webhook = webhook
        http = Http(self._outgoing)
        self._bot: ExtBot[Call] = ExtBot(
            token,
            base_url=f"{self._api_url}/bot",
            base_file_url=f"{self._api_url}/file/bot",
            request=http,
            get_updates_request=http,
            rate_limiter=Paced(limiter),
        )

    async def send(self, letter: Letter) -> str | None:
        """The message as "chat id:message id". Raises SendFailed."""
        request = dict(letter.request)
        if "photo" in request and letter.card:
            request["photo"] = InputFile(await drawn(letter.card), filename="kartu.png")
        if letter.file:
            request = _with_file(request, letter.file)
        call = Call(Attempt(letter.slot), letter=True)
        await self._done(lambda: self._asked(request, call), call)
        if letter.file and call.file:
            letter.file.reference = call.file
        return call.name if letter.counts else None

    def _asked(self, request: dict[str, Any], call: Call) -> Awaitable[object]:
        """The call that a request asks for. Raises SendFailed when we know none such."""
        bot, take = self._bot, request.pop
        match take("method", None):
            case "sendMessage":
                chat, text = take("chat_id"), take("text")
                return bot.send_message(chat, text, api_kwargs=request, rate_limit_args=call)
            case "sendPhoto":
                chat, photo = take("chat_id"), take("photo")
                return bot.send_photo(chat, photo, api_kwargs=request, rate_limit_args=call)
            case "sendDocument":
                chat, document = take("chat_id"), take("document")
                return bot.send_document(chat, document, api_kwargs=request, rate_limit_args=call)
            case "answerCallbackQuery":
                query = take("callback_query_id")
                return bot.answer_callback_query(query, api_kwargs=request, rate_limit_args=call)
            case "editMessageReplyMarkup":
                return bot.edit_message_reply_markup(api_kwargs=request, rate_limit_args=call)
            case "deleteMessages":
                chat, which = take("chat_id"), take("message_ids")
                return bot.delete_messages(chat, which, api_kwargs=request, rate_limit_args=call)
        raise SendFailed(REFUSED)

    async def _done(self, ask: Callable[[], Awaitable[T]], call: Call) -> T | None:
        """What the library gives; None where Telegram's answer was not as documented.

        Raises SendFailed, outside of the handling: nothing of the library hangs on it.
        """
        try:
            return await ask()
        except Undone as undone:
            failed = undone.failed
        except TelegramError:
            failed = SendFailed(REFUSED)
        except MALFORMED:
            if call.answered:
                return None
            failed = SendFailed(REFUSED)
        raise SendFailed(failed.code, failed.retry_after)

    # --- files -----------------------------------------------------------------------------

    async def fetch(self, media: str, most: int) -> bytes:
        """A file by its file_id. Raises MediaRefused, SendFailed."""
        address = await self._address(media, most)
        content = None
        if address and allowed(address, self._api_url):
            content = await self._outgoing.download(address, most)
        if content is None:
            raise MediaRefused("missing")
        return content

    async def _address(self, media: str, most: int) -> str | None:
        """Where the file lies; the address holds the token."""
        try:
            file = await self._bot.get_file(media)
        except Undone as undone:
            failed, too_large = undone.failed, undone.too_large
        except (TelegramError, *MALFORMED):
            failed, too_large = SendFailed(UNKNOWN), False
        else:
            if (file.file_size or 0) > most:
                raise MediaRefused("too_large")
            return file.file_path
        if too_large:
            raise MediaRefused("too_large")
        if failed.code in (MEDIA, REFUSED):
            raise MediaRefused("missing")
        raise SendFailed(failed.code, failed.retry_after)

    # --- beginning and end -------------------------------------------------------------------

    async def start(self) -> None:
        """Checks the token, then tells Telegram our commands, words and webhook.

        Raises SendFailed when the token is refused or nobody answers; other trouble is logged.
        """
        await self._told("getMe", self._bot.get_me)
        words = Catalogue()
        texts = {each: words.text(Text(f"command-{each}")) for each in COMMANDS}
        about, short = (words.text(Text(f"bot-{each}")) for each in ("description", SHORT))
        await self._try("commands", lambda: self._bot.set_my_commands([*texts.items()]))
        await self._try("description", lambda: self._bot.set_my_description(about))
        await self._try(SHORT, lambda: self._bot.set_my_short_description(short))
        if self._webhook:
            await self._try("webhook", self._set_webhook)

    def _set_webhook(self) -> Awaitable[object]:
        assert self._webhook is not None  # noqa: S101 - the only caller has looked
        return self._bot.set_webhook(
            self._webhook.url,
            secret_token=self._webhook.secret,
            allowed_updates=list(self._webhook.updates),
            max_connections=WEBHOOK_CONNECTIONS,
        )

    async def _try(self, step: str, ask: Callable[[], Awaitable[object]]) -> None:
        try:
            await self._told(step, ask)
        except SendFailed:
            return

    async def _told(self, step: str, ask: Callable[[], Awaitable[object]]) -> None:
        try:
            await self._done(ask, Call(Attempt(), answered=True))
        except SendFailed as failed:
            log.warning("telegram_start", step=step, error=failed.code.code)
            raise

    async def close(self) -> None:
        """Ends the session."""
        await self._outgoing.close()


def _name(sent: Any) -> str | None:
    """A message's id, which counts within its chat only; None where it is not as documented."""
    match sent:
        case {"message_id": int(which), "chat": {"id": int(chat)}}:
            return f"{chat}:{which}"
    return None


def _with_file(request: Mapping[str, Any], file: Upload) -> dict[str, Any]:
    """The file by what Telegram calls it, else its content. Raises SendFailed without either."""
    if file.reference is None and file.content is None:
        raise SendFailed(MEDIA)
    shown = file.reference or InputFile(file.content or b"", filename=file.name)
    return {name: shown if value == PLACE else value for name, value in request.items()}


def _file_id(sent: Any) -> str | None:
    """What a photo (its largest size) or a document that was sent is called from now on."""
    match sent:
        case {"photo": [*_, {"file_id": str(found)}]} | {"document": {"file_id": str(found)}}:
            return found
    return None
