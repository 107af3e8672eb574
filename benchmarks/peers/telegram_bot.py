"""The registration on python-telegram-bot: a ConversationHandler, one function a question.

At its best: keyboards made once, no logging, no job queue, no persistence, a request that answers
at once with the shortest reply. Choices come as pressed buttons or as typed labels.
"""

from __future__ import annotations

import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram import Update as TelegramUpdate
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest
from telegram.warnings import PTBUserWarning

from benchmarks.peers.peer import Forgotten, Forms, Update
from benchmarks.peers.questions import (
    CHOICES,
    GOODBYE,
    NAMES,
    TEXTS,
    THANKS,
    UNCLEAR,
    UNDERSTAND,
    summary,
)

TOKEN = "700000001:made-up-token"
Context = ContextTypes.DEFAULT_TYPE
PlainApplication = Application[Any, Any, Any, Any, Any, Any]

(
    CONSENT,
    FOR_WHOM,
    NIK,
    NAME,
    BIRTH_DATE,
    SEX,
    MOTHER_NAME,
    VILLAGE,
    PHONE,
    OCCUPATION,
    HEIR,
    SEND,
) = range(len(NAMES))
ENDED = ConversationHandler.END

KEYBOARDS = {
    name: InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=code) for code, label in row.items()]]
    )
    for name, row in CHOICES.items()
}


async def start(update: TelegramUpdate, context: Context) -> int:
    """/start."""
    message, _ = await heard(update)
    await message.reply_text(TEXTS["consent"], reply_markup=KEYBOARDS["consent"])
    return CONSENT


async def consent(update: TelegramUpdate, context: Context) -> int:
    """Yes or no; who says no is let go."""
    message, words = await heard(update)
    value = UNDERSTAND["consent"](words)
    if value == "no":
        await message.reply_text(GOODBYE)
        return ENDED
    return await kept(message, context, "consent", value, FOR_WHOM)


async def for_whom(update: TelegramUpdate, context: Context) -> int:
    """Oneself or another."""
    message, words = await heard(update)
    return await kept(message, context, "for_whom", UNDERSTAND["for_whom"](words), NIK)


async def nik(update: TelegramUpdate, context: Context) -> int:
    """The NIK."""
    message, words = await heard(update)
    return await kept(message, context, "nik", UNDERSTAND["nik"](words), NAME)


async def name(update: TelegramUpdate, context: Context) -> int:
    """The name."""
    message, words = await heard(update)
    return await kept(message, context, "name", UNDERSTAND["name"](words), BIRTH_DATE)


async def birth_date(update: TelegramUpdate, context: Context) -> int:
    """The birth date."""
    message, words = await heard(update)
    return await kept(message, context, "birth_date", UNDERSTAND["birth_date"](words), SEX)


async def sex(update: TelegramUpdate, context: Context) -> int:
    """Female or male."""
    message, words = await heard(update)
    return await kept(message, context, "sex", UNDERSTAND["sex"](words), MOTHER_NAME)


async def mother_name(update: TelegramUpdate, context: Context) -> int:
    """The mother's name."""
    message, words = await heard(update)
    return await kept(message, context, "mother_name", UNDERSTAND["mother_name"](words), VILLAGE)


async def village(update: TelegramUpdate, context: Context) -> int:
    """The village."""
    message, words = await heard(update)
    return await kept(message, context, "village", UNDERSTAND["village"](words), PHONE)


async def phone(update: TelegramUpdate, context: Context) -> int:
    """The phone number."""
    message, words = await heard(update)
    return await kept(message, context, "phone", UNDERSTAND["phone"](words), OCCUPATION)


async def occupation(update: TelegramUpdate, context: Context) -> int:
    """The occupation."""
    message, words = await heard(update)
    return await kept(message, context, "occupation", UNDERSTAND["occupation"](words), HEIR)


async def heir(update: TelegramUpdate, context: Context) -> int:
    """The heir's name; then all is shown."""
    message, words = await heard(update)
    value = UNDERSTAND["heir"](words)
    if value is None:
        await message.reply_text(UNCLEAR)
        return HEIR
    answers = answers_of(context)
    answers["heir"] = value
    await message.reply_text(summary(answers), reply_markup=KEYBOARDS["send"])
    return SEND


async def send(update: TelegramUpdate, context: Context) -> int:
    """Send or cancel."""
    message, words = await heard(update)
    value = UNDERSTAND["send"](words)
    if value is None:
        await message.reply_text(UNCLEAR)
        return SEND
    if value == "send":
        forms: Forms = context.bot_data["forms"]
        await forms.save(message.chat_id, {**answers_of(context), "send": value})
    answers_of(context).clear()
    await message.reply_text(THANKS if value == "send" else GOODBYE)
    return ENDED


async def heard(update: TelegramUpdate) -> tuple[Message, str]:
    """The message to answer and what was said; a pressed button stops turning."""
    message = update.effective_message
    assert message
    query = update.callback_query
    if query is None:
        return message, message.text or ""
    await query.answer()
    return message, query.data or ""


async def kept(message: Message, context: Context, name: str, value: str | None, then: int) -> int:
    """Keep what was understood and ask the next, or say that nothing was."""
    if value is None:
        await message.reply_text(UNCLEAR)
        return NAMES.index(name)
    answers_of(context)[name] = value
    asked = NAMES[then]
    await message.reply_text(TEXTS[asked], reply_markup=KEYBOARDS.get(asked))
    return then


def answers_of(context: Context) -> dict[str, str]:
    """The person's answers so far, in memory."""
    answers: dict[str, str] | None = context.user_data
    assert answers is not None
    return answers


HANDLERS = (
    *(consent, for_whom, nik, name, birth_date, sex),
    *(mother_name, village, phone, occupation, heir, send),
)


def conversation() -> ConversationHandler[Context]:
    """The states and their functions."""
    words = filters.TEXT & ~filters.COMMAND
    states: dict[object, list[Any]] = {
        place: [MessageHandler(words, handler)] for place, handler in enumerate(HANDLERS)
    }
    for each in CHOICES:
        place = NAMES.index(each)
        states[place].append(CallbackQueryHandler(HANDLERS[place]))
    with warnings.catch_warnings():  # it warns of buttons that are followed by chat: they are meant
        warnings.simplefilter("ignore", PTBUserWarning)
        return ConversationHandler([CommandHandler("start", start)], states, [])


OURSELVES = b'{"ok":true,"result":{"id":700000001,"is_bot":true,"first_name":"S","username":"s"}}'
SENT = b'{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"}}}'
DONE = b'{"ok":true,"result":true}'


class Accepting(BaseRequest):
    """Answers ok at once."""

    @property
    def read_timeout(self) -> float:
        """Seconds."""
        return 1.0

    async def initialize(self) -> None:
        """Nothing is opened."""

    async def shutdown(self) -> None:
        """Nothing is open."""

    async def do_request(self, url: str, *_: Any, **__: Any) -> tuple[int, bytes]:
        """Give the message that was sent, ourselves, or true."""
        if url.endswith("/sendMessage"):
            return 200, SENT
        return 200, OURSELVES if url.endswith("/getMe") else DONE


@dataclass(slots=True)
class TelegramBot:
    """An application, fed update by update."""

    application: PlainApplication
    forms: Forms
    troubles: list[Exception] = field(default_factory=list)

    async def turn(self, update: Update) -> None:
        """Feed one raw update: reading, conversation, function, replies."""
        read = TelegramUpdate.de_json(update, self.application.bot)
        await self.application.process_update(read)
        if self.troubles:
            raise self.troubles.pop()

    async def trouble(self, update: object, context: Context) -> None:
        """Keep what a function raised: the framework would only log it."""
        assert context.error
        self.troubles.append(context.error)


@asynccontextmanager
async def assembled(forms: Forms) -> AsyncIterator[TelegramBot]:
    """A bot with that way of saving."""
    builder = Application.builder().token(TOKEN).updater(None).job_queue(None)
    application: Any = builder.request(Accepting()).build()
    application.bot_data["forms"] = forms
    application.add_handler(conversation())
    bot = TelegramBot(application, forms)
    application.add_error_handler(bot.trouble)
    async with application:
        yield bot


@asynccontextmanager
async def memory(folder: Path) -> AsyncIterator[TelegramBot]:
    """States in memory, nothing saved."""
    async with assembled(Forgotten()) as bot:
        yield bot


@asynccontextmanager
async def sql_end(folder: Path) -> AsyncIterator[TelegramBot]:
    """States in memory, the finished form written through SQLAlchemy."""
    from benchmarks.peers.sql import SqlForms, sessions

    async with sessions(folder) as opened, assembled(SqlForms(opened)) as bot:
        yield bot
