"""Both client libraries judge the fake Telegram: what it answers, and every update it makes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiogram
import pytest
import telegram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ContentType
from aiogram.exceptions import TelegramForbiddenError, TelegramRetryAfter
from aiogram.methods import GetUpdates
from aiogram.types import BufferedInputFile, Update

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_params import UPDATE_KINDS
from tests.fakes.test_telegram import SITI, png


@pytest.fixture
async def server() -> AsyncIterator[FakeTelegram]:
    """A server where Siti has started the bot."""
    async with FakeTelegram() as opened:
        opened.user(SITI, "Siti").start()
        yield opened


@pytest.fixture
async def gram(server: FakeTelegram) -> AsyncIterator[aiogram.Bot]:
    """A bot of aiogram."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.url))
    async with aiogram.Bot(server.token, session=session) as opened:
        yield opened


@pytest.fixture
async def ptb(server: FakeTelegram) -> AsyncIterator[telegram.Bot]:
    """A bot of python-telegram-bot."""
    async with telegram.Bot(
        server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot"
    ) as opened:
        yield opened


async def test_python_telegram_bot_works(server: FakeTelegram, ptb: telegram.Bot) -> None:
    """getMe, all that our sender calls, and a download."""
    siti = server.user(SITI)
    assert (await ptb.get_me()).username == "seratus_coba_bot"
    keyboard = telegram.InlineKeyboardMarkup.from_button(
        telegram.InlineKeyboardButton("Ya", callback_data="k1")
    )
    entities = [telegram.MessageEntity("bold", 0, 4)]
    sent = await ptb.send_message(SITI, "Halo", entities=entities, reply_markup=keyboard)
    tap = siti.tap("Ya")["callback_query"]
    assert await ptb.answer_callback_query(tap["id"])
    edited = await ptb.edit_message_reply_markup(SITI, sent.message_id)
    assert isinstance(edited, telegram.Message)
    shown = await ptb.send_photo(SITI, png(), caption="Kartu")
    file = await ptb.get_file(shown.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == png()
    assert await ptb.delete_messages(SITI, [sent.message_id])
    assert await ptb.set_my_commands([telegram.BotCommand("daftar", "Daftar peserta")])
    assert server.commands[""] == {"daftar": "Daftar peserta"}
    assert server.chat(SITI).texts == ["Kartu"]


async def test_python_telegram_bot_understands_refusals(
    server: FakeTelegram, ptb: telegram.Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blocked, too fast and wrong are its own errors."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # else it warns where retry_after is read
    with pytest.raises(telegram.error.BadRequest, match="Message text is empty"):
        await ptb.send_message(SITI, " ")
    for _ in range(3):
        await ptb.send_message(SITI, "Halo")
    with pytest.raises(telegram.error.RetryAfter):
        await ptb.send_message(SITI, "Halo")
    server.user(SITI).block()
    with pytest.raises(telegram.error.Forbidden, match="blocked by the user"):
        await ptb.send_message(SITI, "Halo")


async def test_aiogram_sends(server: FakeTelegram, gram: aiogram.Bot) -> None:
    """Its multipart forms are read; its errors are those it knows."""
    assert (await gram.get_me()).is_bot
    await gram.send_photo(SITI, BufferedInputFile(png(), "card.png"), caption="Kartu")
    await gram.send_document(SITI, BufferedInputFile(b"%PDF", "surat.pdf"))
    assert [set(each.files.values()) for each in server.sent] == [{png()}, {b"%PDF"}]
    with pytest.raises(TelegramRetryAfter):
        await asyncio.gather(*(gram.send_message(SITI, "Halo") for _ in range(3)))
    server.user(SITI).block()
    with pytest.raises(TelegramForbiddenError):
        await gram.send_message(SITI, "Halo")


async def test_aiogram_reads_every_update(server: FakeTelegram, gram: aiogram.Bot) -> None:
    """Its strict types take each kind of update, and hold what the person did."""
    await gram(GetUpdates(allowed_updates=UPDATE_KINDS))
    server.limits = None
    await gram.send_message(SITI, "Setuju?", reply_markup=_inline())
    await gram.send_message(SITI, "Nomor?", reply_markup=_contact())
    _do_everything(server)
    came = await gram(GetUpdates())
    assert all(isinstance(each, Update) for each in came)
    assert [_kind(each) for each in came] == EVERYTHING
    assert [each.update_id for each in came] == sorted({each.update_id for each in came})
    start, shared = came[1].message, came[4].message
    assert start is not None
    assert start.entities is not None
    assert (start.text, start.entities[0].type) == ("/start desa_1", "bot_command")
    assert shared is not None
    assert shared.contact is not None
    assert shared.from_user is not None
    assert shared.contact.user_id == shared.from_user.id
    assert shared.reply_to_message is not None


EVERYTHING = [
    "message text", "message text", "callback_query", "callback_query", "message contact",
    "message contact", "message location", "message photo", "message photo", "message photo",
    "message document", "message voice", "message sticker", "message dice",
    "edited_message text", "message_reaction", "my_chat_member", "my_chat_member",
    "my_chat_member", "message text", "message text", "edited_message text", "my_chat_member",
]  # fmt: skip


def _do_everything(server: FakeTelegram) -> None:
    """Each act that the fake offers, in the order of EVERYTHING."""
    siti, group = server.user(SITI), server.group(-100)
    siti.start("desa_1")
    siti.tap("Ya")
    server.chat(SITI).all[2].deleted = True
    siti.tap_data("k1", 2)
    siti.tap("Bagikan nomor")
    siti.share_contact("6281200001111", user_id=99, first_name="Budi")
    siti.share_location(-3.4, 115.9)
    siti.send_photo(png(900, 600), caption="KTP")
    siti.send_album([png(), b"not a picture"])
    siti.send_document(b"%PDF", "surat.pdf", "application/pdf", caption="Surat")
    siti.send_voice()
    siti.send_sticker()
    siti.say({"dice": {"emoji": "🎲", "value": 3}})
    siti.edit(1, "/start lagi")
    siti.react(1)
    siti.block()
    siti.unblock()
    group.add_bot(siti)
    written = siti.write("@seratus_coba_bot berapa iuran?", group)
    siti.write("terima kasih", group, reply_to=written["message"]["message_id"])
    siti.edit(written["message"]["message_id"], "maaf", group)
    group.kick_bot(siti)


def _kind(update: Update) -> str:
    message = update.message or update.edited_message
    if message is None:
        return update.event_type
    return f"{update.event_type} {ContentType(message.content_type).value}"


def _inline() -> aiogram.types.InlineKeyboardMarkup:
    button = aiogram.types.InlineKeyboardButton(text="Ya", callback_data="k1")
    return aiogram.types.InlineKeyboardMarkup(inline_keyboard=[[button]])


def _contact() -> aiogram.types.ReplyKeyboardMarkup:
    button = aiogram.types.KeyboardButton(text="Bagikan nomor", request_contact=True)
    return aiogram.types.ReplyKeyboardMarkup(keyboard=[[button]], one_time_keyboard=True)
