"""Telegram out: what is asked of the Bot API, what its answers mean, and that the token stays."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from typing import Any

import pytest

from bot.carriers import Letter
from bot.channels.outgoing import Outgoing, Times
from bot.channels.telegram_sending import COMMANDS, TelegramCarrier, Webhook
from bot.errors import (
    BLOCKED,
    EXPIRED,
    REFUSED,
    TOO_OFTEN,
    UNAUTHORIZED,
    UNKNOWN,
    UNREACHABLE,
    MediaRefused,
    SendError,
    SendFailed,
)
from bot.limits import Limiter, Pace, Rates
from bot.logs import log
from storage.outbox import Kind
from tests.bot.house import free_port
from tests.bot.standin import Reply, StandIn, Trouble, told
from tests.fakes.faults import Fault
from tests.fakes.telegram import TOKEN as FAKES_TOKEN
from tests.fakes.telegram import FakeTelegram

TOKEN = "2000000002:AArahasiaRahasiaRahasiaRahasiaRahasia"
FAST = Rates(1000, Pace(0.001, 100), Pace(0.001, 100))
SENT = {
    "ok": True,
    "result": {
        "message_id": 77,
        "date": 1793000000,
        "chat": {"id": 123, "type": "private", "first_name": "Siti"},
        "text": "Halo",
    },
}
CARD = {
    **{f"word_{each}": each for each in ("title", "subtitle", "note", "name", "nik")},
    **{f"word_{each}": each for each in ("village", "state", "code")},
    "name": "Siti",
    "nik": "6310************",
    "village": "Pagatan",
    "state": "Terkirim",
    "code": "ABC-234",
}


@pytest.fixture(autouse=True)
def _logs() -> None:
    """Lines go to the standard error of this test."""
    log.configure("info")


@pytest.fixture
async def platform() -> AsyncIterator[StandIn]:
    """A server in Telegram's place."""
    async with StandIn() as server:
        yield server


@pytest.fixture
async def carrier(platform: StandIn) -> AsyncIterator[TelegramCarrier]:
    """A bot of that server."""
    made = bot_of(platform.url)
    yield made
    await made.close()


def bot_of(url: str, webhook: Webhook | None = None, rates: Rates = FAST) -> TelegramCarrier:
    """A bot with short time-outs."""
    outgoing = Outgoing(Times(connect=2, answer=0.3, download=2))
    return TelegramCarrier(TOKEN, url, Limiter(rates), webhook, outgoing)


def letter(request: Mapping[str, Any], kind: Kind = "reply", **more: Any) -> Letter:
    """A letter to the one chat."""
    return Letter("0" * 32, kind, "123", request, **more)


HELLO = {"method": "sendMessage", "chat_id": 123, "text": "Halo"}
REQUESTS: list[dict[str, Any]] = [
    HELLO,
    {
        **HELLO,
        "entities": [{"type": "bold", "offset": 0, "length": 4}],
        "reply_markup": {"inline_keyboard": [[{"text": "Ya", "callback_data": "p1.yes"}]]},
    },
    {**HELLO, "reply_markup": {"remove_keyboard": True}, "protect_content": True},
    {"method": "answerCallbackQuery", "callback_query_id": "4000", "text": "Sudah"},
    {"method": "editMessageReplyMarkup", "chat_id": 123, "message_id": 7},
    {
        "method": "editMessageReplyMarkup",
        "chat_id": 123,
        "message_id": 7,
        "reply_markup": {"inline_keyboard": []},
    },
    {"method": "deleteMessages", "chat_id": 123, "message_ids": [7, 8]},
    {"method": "sendMessage", "chat_id": 123, "text": "😀 é \ud800"},  # half a character
]


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda each: each["method"])
async def test_a_request_arrives_as_it_was_made(
    platform: StandIn, carrier: TelegramCarrier, request_: dict[str, Any]
) -> None:
    """What was rendered is what Telegram is asked, nothing added and nothing lost."""
    message = request_["method"].startswith("send")
    platform.will(Reply(body=SENT if message else {"ok": True, "result": True}))
    found = await carrier.send(letter(request_))
    assert found == ("123:77" if message else None)
    assert platform.last.path == f"/bot{TOKEN}/{request_['method']}"
    assert platform.last.json == {k: v for k, v in request_.items() if k != "method"}


async def test_a_card_is_drawn_and_attached(platform: StandIn, carrier: TelegramCarrier) -> None:
    """The picture goes along as PNG."""
    platform.will(Reply(body=SENT))
    entities = [{"type": "bold", "offset": 0, "length": 4}]
    request = {"method": "sendPhoto", "chat_id": 123, "photo": "attach://card", "caption": "Kartu"}
    request["caption_entities"] = entities
    assert await carrier.send(letter(request, card=CARD)) == "123:77"
    name, kind, content = platform.last.form["photo"]
    assert (name, kind, content[:4]) == ("kartu.png", "image/png", b"\x89PNG")
    assert platform.last.form["chat_id"] == "123"
    assert platform.last.form["caption"] == "Kartu"
    assert '"bold"' in platform.last.form["caption_entities"]


def no(code: int, text: str, **parameters: Any) -> Reply:
    """A refusal of Telegram's."""
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": text}
    return Reply(code, body | ({"parameters": parameters} if parameters else {}))


FAILURES: list[tuple[Reply | Trouble, SendError, float | None]] = [
    (no(403, "Forbidden: bot was blocked by the user"), BLOCKED, None),
    (no(429, "Too Many Requests: retry after 9", retry_after=9), TOO_OFTEN, 9.0),
    (no(400, "Bad Request: message is too long"), REFUSED, None),
    (no(400, "Bad Request: query is too old and …"), EXPIRED, None),
    (no(401, "Unauthorized"), UNAUTHORIZED, None),
    (no(404, "Not Found"), UNAUTHORIZED, None),
    (no(500, "Internal Server Error"), UNREACHABLE, None),
    (Reply(502, b"<html>Bad Gateway</html>"), UNREACHABLE, None),
    # a refusal under a good status
    (Reply(200, no(403, "Forbidden: user is deactivated").body), SendError("gone", "person"), None),
    # what comes back is no answer: it may have been sent
    (Reply(200, b'{"ok": tru'), UNKNOWN, None),
    (Reply(200, b"<html>Selamat datang di WiFi</html>"), UNKNOWN, None),
    (Reply(200, pieces=40), UNKNOWN, None),
    ("never", UNKNOWN, None),
    ("drop", UNKNOWN, None),
    # elsewhere the token would go along
    (Reply(302, b"", {"Location": "/bot/elsewhere"}), REFUSED, None),
    (Reply(307, b"", {"Location": "/bot/elsewhere"}), REFUSED, None),
]


@pytest.mark.parametrize(("reply", "code", "after"), FAILURES, ids=str)
async def test_what_goes_wrong_is_named_and_tells_no_token(
    platform: StandIn,
    carrier: TelegramCarrier,
    caplog: pytest.LogCaptureFixture,
    reply: Reply | Trouble,
    code: SendError,
    after: float | None,
) -> None:
    """Each trouble has its code; neither exceptions nor logs hold token, address or text."""
    caplog.set_level(logging.DEBUG)
    platform.will(reply)
    with pytest.raises(SendFailed) as caught:
        await carrier.send(letter(HELLO))
    assert (caught.value.code.code, caught.value.retry_after) == (code.code, after)
    assert len(platform.asked) == 1
    everything = told(caught.value) + caplog.text
    for secret in (TOKEN, "rahasia", "Halo", platform.url):
        assert secret not in everything


async def test_nobody_there(caplog: pytest.LogCaptureFixture) -> None:
    """A platform that cannot be reached took nothing; the slot is free again."""
    caplog.set_level(logging.DEBUG)
    limits = Limiter(Rates(1, Pace(1), Pace(1)))
    carrier = TelegramCarrier(TOKEN, f"http://127.0.0.1:{free_port()}", limits)
    with pytest.raises(SendFailed) as caught:
        await carrier.send(letter(HELLO, slot=limits.reserve("123")))
    assert caught.value.code == UNREACHABLE
    assert limits.free() == 1
    assert TOKEN not in told(caught.value) + caplog.text
    await carrier.close()


@pytest.mark.parametrize("reply", [Reply(body=SENT), no(403, "Forbidden"), "never", "drop"])
async def test_what_was_handed_over_counts(
    platform: StandIn, carrier: TelegramCarrier, reply: Reply | Trouble
) -> None:
    """Whatever came of it: it went to the socket in this second."""
    platform.will(reply)
    limits = Limiter(Rates(1, Pace(1), Pace(1)))
    with suppress(SendFailed):
        await carrier.send(letter(HELLO, slot=limits.reserve("123")))
    assert limits.free() == 0
    assert 0.1 < limits.wait() <= 1.01


DONE = [
    "Bad Request: message is not modified: specified new message content is exactly the same",
    "Bad Request: message to delete not found",
    "Bad Request: message can't be deleted for everyone",
]


@pytest.mark.parametrize("text", DONE)
async def test_what_is_so_already_is_done(
    platform: StandIn, carrier: TelegramCarrier, text: str
) -> None:
    """A keyboard that is gone already needs no second try."""
    platform.will(no(400, text))
    request = {"method": "editMessageReplyMarkup", "chat_id": 123, "message_id": 7}
    assert await carrier.send(letter(request, "callback")) is None


ODD = [True, {}, {"message_id": "x"}, [], {"message_id": 1, "chat": 3}]


@pytest.mark.parametrize("result", ODD, ids=str)
async def test_an_accepted_message_of_another_form_is_sent(
    platform: StandIn, carrier: TelegramCarrier, result: Any
) -> None:
    """Telegram said ok: it is not sent again because its answer is not as documented."""
    platform.will(Reply(body={"ok": True, "result": result}))
    assert await carrier.send(letter(HELLO)) is None


@pytest.mark.parametrize("request_", [{"method": "banChatMember"}, {"method": "sendMessage"}, {}])
async def test_what_we_never_send_does_not_leave(
    platform: StandIn, carrier: TelegramCarrier, request_: dict[str, Any]
) -> None:
    """A method that nobody renders, or one without its parameters, is refused here."""
    with pytest.raises(SendFailed, match="refused"):
        await carrier.send(letter(request_))
    assert platform.asked == []


class Counting(Limiter):
    """Notes who waits for a slot."""

    def __init__(self) -> None:
        super().__init__(FAST)
        self.waited: list[str] = []

    async def slot(self, address: str, bulk: bool = False) -> Any:
        """As always."""
        self.waited.append(address)
        return await super().slot(address, bulk)


async def test_marks_pass_and_messages_take_a_slot(platform: StandIn) -> None:
    """The library asks our limiter for messages only, and only when they bring no slot."""
    limits = Counting()
    carrier = TelegramCarrier(TOKEN, platform.url, limits)
    for request in REQUESTS:
        await carrier.send(letter(request))
    assert limits.waited == ["123"] * 4
    await carrier.send(letter(HELLO, slot=limits.reserve("9")))
    assert limits.waited == ["123"] * 4
    await carrier.close()


# --- files ---------------------------------------------------------------------------------


def file(path: str = "photos/1.jpg", size: int | None = 5) -> Reply:
    """What getFile answers."""
    about: dict[str, Any] = {"file_id": "F", "file_unique_id": "U", "file_path": path}
    return Reply(body={"ok": True, "result": about | ({"file_size": size} if size else {})})


async def test_a_file_is_fetched(platform: StandIn, carrier: TelegramCarrier) -> None:
    """Asked for by its id, fetched from the same host."""
    platform.will(file(), Reply(body=b"bytes"))
    assert await carrier.fetch("F", 100) == b"bytes"
    assert platform.asked[0].json == {"file_id": "F"}
    assert platform.last.path == f"/file/bot{TOKEN}/photos/1.jpg"


UNFETCHED: list[tuple[list[Reply | Trouble], str, int]] = [
    # says its size: not even asked for
    ([file(size=101)], "too_large", 1),
    # says nothing and goes on and on
    ([file(size=None), Reply(pieces=200)], "too_large", 2),
    # says a small size and lies
    ([file(), Reply(body=b"x" * 101)], "too_large", 2),
    ([no(400, "Bad Request: file is too big")], "too_large", 1),
    ([no(400, "Bad Request: wrong file_id or the file is temporarily unavailable")], "missing", 1),
    ([no(400, "Bad Request: invalid file_id")], "missing", 1),
    ([file(), Reply(404)], "missing", 2),
    # redirects are not followed: the address holds the token
    ([file(), Reply(302, b"", {"Location": "/elsewhere"})], "missing", 2),
    # no path at all
    ([Reply(body={"ok": True, "result": {"file_id": "F", "file_unique_id": "U"}})], "missing", 1),
    # troubles that may pass
    ([no(500, "Internal Server Error")], "unreachable", 1),
    ([file(), Reply(503)], "unreachable", 2),
    ([file(), "drop", "drop"], "unreachable", 3),  # aiohttp asks a second time by itself
    (["never"], "unknown", 1),
    ([no(429, "Too Many Requests", retry_after=3)], "too_often", 1),
    ([Reply(body={"ok": True, "result": [1]})], "unknown", 1),
]


@pytest.mark.parametrize(("replies", "code", "asked"), UNFETCHED, ids=str)
async def test_a_file_that_cannot_be_had(
    platform: StandIn,
    carrier: TelegramCarrier,
    caplog: pytest.LogCaptureFixture,
    replies: list[Reply | Trouble],
    code: str,
    asked: int,
) -> None:
    """It is told why, without the address, which holds the token."""
    caplog.set_level(logging.DEBUG)
    platform.will(*replies)
    with pytest.raises((MediaRefused, SendFailed)) as caught:
        await carrier.fetch("F", 100)
    assert str(caught.value) == code
    assert len(platform.asked) == asked
    assert TOKEN not in told(caught.value) + caplog.text


async def test_a_file_of_this_machine_is_not_fetched(
    platform: StandIn, carrier: TelegramCarrier
) -> None:
    """A path that exists here is taken by the library for a local file; we fetch only there."""
    platform.will(file(path="/etc/hostname"))
    with pytest.raises(MediaRefused, match="missing"):
        await carrier.fetch("F", 100)
    assert len(platform.asked) == 1


@pytest.mark.parametrize("url", ["http://api.telegram.org", "ftp://127.0.0.1", "api.telegram.org"])
def test_a_token_goes_nowhere_unguarded(url: str) -> None:
    """Only https, but on this machine."""
    with pytest.raises(ValueError, match="https") as caught:
        bot_of(url)
    assert TOKEN not in told(caught.value)


# --- start ---------------------------------------------------------------------------------

ME = Reply(
    body={"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "S", "username": "s"}}
)


async def test_at_start_telegram_is_told_who_we_are(platform: StandIn) -> None:
    """Commands and words in Indonesian, and the webhook with its secret."""
    carrier = bot_of(platform.url, Webhook("https://kantor.example/telegram/webhook", "kunci"))
    platform.will(ME)
    await carrier.start()
    asked = {each.path.rpartition("/")[2]: each.json for each in platform.asked}
    assert [*asked] == [
        "getMe",
        "setMyCommands",
        "setMyDescription",
        "setMyShortDescription",
        "setWebhook",
    ]
    assert [each["command"] for each in asked["setMyCommands"]["commands"]] == [*COMMANDS]
    assert "BPJS" in asked["setMyDescription"]["description"]
    assert asked["setWebhook"] == {
        "url": "https://kantor.example/telegram/webhook",
        "secret_token": "kunci",
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
        "max_connections": 40,
    }
    await carrier.close()


@pytest.mark.parametrize(
    ("reply", "code"),
    [(no(401, "Unauthorized"), "unauthorized"), (Reply(502, b"<html>"), "unreachable")],
)
async def test_a_refused_token_is_told(
    platform: StandIn,
    carrier: TelegramCarrier,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    reply: Reply,
    code: str,
) -> None:
    """Without the token itself, which the library would quote."""
    caplog.set_level(logging.DEBUG)
    platform.will(reply)
    with pytest.raises(SendFailed, match=code) as caught:
        await carrier.start()
    assert len(platform.asked) == 1
    assert TOKEN not in told(caught.value) + caplog.text + capsys.readouterr().err


async def test_trouble_with_a_word_stops_nothing(
    platform: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each step is tried; what failed is logged."""
    carrier = bot_of(platform.url, Webhook("https://kantor.example/x", "kunci"))
    bad = no(400, "Bad Request: BOT_COMMAND_INVALID")
    platform.will(ME, bad, no(429, "Too Many", retry_after=3), bad, bad)
    await carrier.start()
    assert len(platform.asked) == 5
    written = capsys.readouterr().err
    assert [step for step in ("commands", "description", "webhook") if step in written]
    assert TOKEN not in written
    assert "kunci" not in written
    await carrier.close()


# --- the strict fake -----------------------------------------------------------------------


async def test_the_strict_server_takes_what_we_send() -> None:
    """A talk with the fake Telegram: start, message, card, taps, deletion, file, a blocked bot."""
    async with FakeTelegram() as server:
        limits = Limiter(Rates(30, Pace(0.001, 30), Pace(3)))
        server.limits = None
        carrier = TelegramCarrier(FAKES_TOKEN, server.url, limits)
        await carrier.start()
        assert server.refused == []
        assert {*COMMANDS} == {name for each in server.commands.values() for name in each}
        siti = server.user(123)
        siti.start()
        buttons = {"inline_keyboard": [[{"text": "Ya", "callback_data": "p1.yes"}]]}
        name = await carrier.send(letter({**HELLO, "reply_markup": buttons}))
        photo = {"method": "sendPhoto", "chat_id": 123, "photo": "attach://card", "caption": "K"}
        assert await carrier.send(letter(photo, card=CARD))
        assert name is not None
        which = int(name.partition(":")[2])
        bare = {"method": "editMessageReplyMarkup", "chat_id": 123, "message_id": which}
        for _ in range(2):  # the second changes nothing
            assert await carrier.send(letter(bare, "callback")) is None
        gone = {"method": "deleteMessages", "chat_id": 123, "message_ids": [which]}
        assert await carrier.send(letter(gone)) is None
        server.faults.add(Fault("timeout_after", "sendMessage"), Fault("502_html", "sendMessage"))
        short = Outgoing(Times(answer=0.3))
        patient = TelegramCarrier(FAKES_TOKEN, server.url, limits, None, short)
        for code in ("unknown", "unreachable"):
            with pytest.raises(SendFailed, match=code):
                await patient.send(letter(HELLO))
        siti.block()
        with pytest.raises(SendFailed, match="blocked"):
            await carrier.send(letter(HELLO))
        await carrier.close()
        await patient.close()
