"""The registration on aiogram: states of an FSM, one handler a question.

At its best: keyboards made once, filters that stay in the event loop, no logging, a session that
accepts every method without building or reading a request. Choices come as pressed buttons or as
typed labels.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.base import BaseSession
from aiogram.filters import CommandStart, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import (
    CallbackQuery,
    Chat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

from benchmarks.peers.peer import Forgotten, Forms, Update
from benchmarks.peers.questions import (
    CHOICES,
    GOODBYE,
    TEXTS,
    THANKS,
    UNCLEAR,
    UNDERSTAND,
    summary,
)

TOKEN = "700000001:made-up-token"
Event = Message | CallbackQuery


class Registration(StatesGroup):
    """The question that is open."""

    consent = State()
    for_whom = State()
    nik = State()
    name = State()
    birth_date = State()
    sex = State()
    mother_name = State()
    village = State()
    phone = State()
    occupation = State()
    heir = State()
    send = State()


KEYBOARDS = {
    name: InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=label, callback_data=code) for code, label in row.items()]
        ]
    )
    for name, row in CHOICES.items()
}


async def start(message: Message, state: FSMContext) -> None:
    """/start."""
    await state.set_state(Registration.consent)
    await message.answer(TEXTS["consent"], reply_markup=KEYBOARDS["consent"])


async def consent(event: Event, state: FSMContext) -> None:
    """Yes or no; who says no is let go."""
    message, words = await heard(event)
    value = UNDERSTAND["consent"](words)
    if value == "no":
        await state.clear()
        await message.answer(GOODBYE)
    elif await kept(message, state, "consent", value):
        await ask(message, state, Registration.for_whom)


async def for_whom(event: Event, state: FSMContext) -> None:
    """Oneself or another."""
    message, words = await heard(event)
    if await kept(message, state, "for_whom", UNDERSTAND["for_whom"](words)):
        await ask(message, state, Registration.nik)


async def nik(message: Message, state: FSMContext) -> None:
    """The NIK."""
    if await kept(message, state, "nik", UNDERSTAND["nik"](message.text or "")):
        await ask(message, state, Registration.name)


async def name(message: Message, state: FSMContext) -> None:
    """The name."""
    if await kept(message, state, "name", UNDERSTAND["name"](message.text or "")):
        await ask(message, state, Registration.birth_date)


async def birth_date(message: Message, state: FSMContext) -> None:
    """The birth date."""
    if await kept(message, state, "birth_date", UNDERSTAND["birth_date"](message.text or "")):
        await ask(message, state, Registration.sex)


async def sex(event: Event, state: FSMContext) -> None:
    """Female or male."""
    message, words = await heard(event)
    if await kept(message, state, "sex", UNDERSTAND["sex"](words)):
        await ask(message, state, Registration.mother_name)


async def mother_name(message: Message, state: FSMContext) -> None:
    """The mother's name."""
    if await kept(message, state, "mother_name", UNDERSTAND["mother_name"](message.text or "")):
        await ask(message, state, Registration.village)


async def village(message: Message, state: FSMContext) -> None:
    """The village."""
    if await kept(message, state, "village", UNDERSTAND["village"](message.text or "")):
        await ask(message, state, Registration.phone)


async def phone(message: Message, state: FSMContext) -> None:
    """The phone number."""
    if await kept(message, state, "phone", UNDERSTAND["phone"](message.text or "")):
        await ask(message, state, Registration.occupation)


async def occupation(message: Message, state: FSMContext) -> None:
    """The occupation."""
    if await kept(message, state, "occupation", UNDERSTAND["occupation"](message.text or "")):
        await ask(message, state, Registration.heir)


async def heir(message: Message, state: FSMContext) -> None:
    """The heir's name; then all is shown."""
    value = UNDERSTAND["heir"](message.text or "")
    if value is None:
        await message.answer(UNCLEAR)
        return
    answers = await state.update_data(heir=value)
    await state.set_state(Registration.send)
    await message.answer(summary(answers), reply_markup=KEYBOARDS["send"])


async def send(event: Event, state: FSMContext, forms: Forms) -> None:
    """Send or cancel."""
    message, words = await heard(event)
    value = UNDERSTAND["send"](words)
    if value is None:
        await message.answer(UNCLEAR)
        return
    if value == "send":
        await forms.save(message.chat.id, {**await state.get_data(), "send": value})
    await state.clear()
    await message.answer(THANKS if value == "send" else GOODBYE)


async def heard(event: Event) -> tuple[Message, str]:
    """The message to answer and what was said; a pressed button stops turning."""
    if isinstance(event, Message):
        return event, event.text or ""
    await event.answer()
    return cast(Message, event.message), event.data or ""


async def kept(message: Message, state: FSMContext, name: str, value: str | None) -> bool:
    """Keep what was understood, or say that nothing was."""
    if value is None:
        await message.answer(UNCLEAR)
        return False
    await state.update_data({name: value})
    return True


async def ask(message: Message, state: FSMContext, question: State) -> None:
    """Go on to a question."""
    asked = question.state.rpartition(":")[2] if question.state else ""
    await state.set_state(question)
    await message.answer(TEXTS[asked], reply_markup=KEYBOARDS.get(asked))


WRITTEN = (nik, name, birth_date, mother_name, village, phone, occupation, heir)
CHOSEN = (consent, for_whom, sex, send)


def router(bare: bool = False) -> Router:
    """The handlers in their places; a router belongs to one dispatcher.

    `StateFilter` runs in the event loop. A bare state, as in the manual's examples, or an `F`, is
    a plain callable to aiogram, which hands each of its checks to a thread: twice as dear.
    """
    made = Router()
    made.message.register(start, CommandStart())
    for handler in (*WRITTEN, *CHOSEN):
        state: State = getattr(Registration, handler.__name__)
        made.message.register(handler, state if bare else StateFilter(state))
    for handler in CHOSEN:
        state = getattr(Registration, handler.__name__)
        made.callback_query.register(handler, state if bare else StateFilter(state))
    return made


SENT = Message(message_id=1, date=datetime.now(UTC), chat=Chat(id=1, type="private"), text="")


class Accepting(BaseSession):
    """Accepts every method at once: no request is built, no answer read."""

    async def make_request(  # the base class names its arguments
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109
    ) -> TelegramType:
        """Give the message that was sent, or True."""
        return cast(TelegramType, SENT if isinstance(method, SendMessage) else True)

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        """Give an empty file."""
        yield b""

    async def close(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True, slots=True)
class AiogramBot:
    """A dispatcher and its bot."""

    dispatcher: Dispatcher
    bot: Bot
    forms: Forms

    async def turn(self, update: Update) -> None:
        """Feed one raw update: validation, state, handler, replies."""
        await self.dispatcher.feed_raw_update(self.bot, update)


def assembled(storage: BaseStorage, forms: Forms, *, bare: bool = False) -> AiogramBot:
    """A bot on that storage of states."""
    dispatcher = Dispatcher(storage=storage, forms=forms)
    dispatcher.include_router(router(bare))
    return AiogramBot(dispatcher, Bot(TOKEN, session=Accepting()), forms)


@asynccontextmanager
async def memory(folder: Path) -> AsyncIterator[AiogramBot]:
    """States in memory, nothing saved."""
    yield assembled(MemoryStorage(), Forgotten())


@asynccontextmanager
async def memory_bare(folder: Path) -> AsyncIterator[AiogramBot]:
    """The same with bare states for filters, as the manual's examples have it."""
    yield assembled(MemoryStorage(), Forgotten(), bare=True)


@asynccontextmanager
async def memory_sql_end(folder: Path) -> AsyncIterator[AiogramBot]:
    """States in memory, the finished form written through SQLAlchemy."""
    from benchmarks.peers.sql import SqlForms, sessions

    async with sessions(folder) as opened:
        yield assembled(MemoryStorage(), SqlForms(opened))


@asynccontextmanager
async def sql_state(folder: Path) -> AsyncIterator[AiogramBot]:
    """States and answers through SQLAlchemy at every step, the finished form too."""
    from benchmarks.peers.aiogram_sql import SqlStorage
    from benchmarks.peers.sql import SqlForms, sessions

    async with sessions(folder) as opened:
        yield assembled(SqlStorage(opened), SqlForms(opened))


@asynccontextmanager
async def redis(folder: Path) -> AsyncIterator[AiogramBot]:
    """States and answers in a Redis of our own on a socket file; raises LeftOut without one."""
    from benchmarks.peers.aiogram_redis import redis_storage

    async with redis_storage(folder) as storage:
        yield assembled(storage, Forgotten())
