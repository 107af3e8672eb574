"""How the fake Telegram delivers, fails when told to and keeps its rates; its page and program."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from tests.fakes.faults import Fault, Kind
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_updates import SECRET_HEADER
from tests.fakes.test_telegram import GROUP, SITI, Bot, Clock, Made, bot, clock, inline, png, say

ROOT = Path(__file__).parents[2]
__all__ = ["bot", "clock"]  # fixtures


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[FakeTelegram]:
    """A server where Siti and a group wait for the bot to write; no updates wait."""
    async with FakeTelegram(now=clock) as opened:
        opened.user(SITI).start()
        opened.group(GROUP)
        opened.updates.forget()
        yield opened


def numbers(updates: list[Made]) -> list[int]:
    return [each["update_id"] for each in updates]


# Long polling


async def test_an_offset_confirms(server: FakeTelegram, bot: Bot) -> None:
    """Updates come again until a higher offset is asked for, as many as wanted."""
    first, second, third = (server.user(SITI).write(text) for text in ("a", "b", "c"))
    assert (await bot.ask("getUpdates"))["result"] == [first, second, third]
    assert (await bot.ask("getUpdates", limit=1))["result"] == [first]
    rest = await bot.ask("getUpdates", offset=second["update_id"])
    assert rest["result"] == [second, third]
    assert (await bot.ask("getUpdates", offset=-1))["result"] == [third]
    await bot.ask("getUpdates", offset=third["update_id"] + 1)
    await server.delivered()


async def test_a_poll_waits_for_an_update(server: FakeTelegram, bot: Bot) -> None:
    """It is answered as soon as there is one."""
    polling = asyncio.create_task(bot.ask("getUpdates", timeout=50))
    await server.wait_for(lambda: server.updates.polls == 1)
    update = server.user(SITI).write("Halo")
    assert (await polling)["result"] == [update]


async def test_a_poll_ends_without_updates(bot: Bot) -> None:
    """An empty list when the time is over."""
    assert (await bot.ask("getUpdates", timeout=0))["result"] == []


async def test_a_second_poller_ends_the_first(server: FakeTelegram, bot: Bot) -> None:
    """The first gets a 409, the second the update."""
    first = asyncio.create_task(bot.ask("getUpdates", timeout=50))
    await server.wait_for(lambda: server.updates.polls == 1)
    second = asyncio.create_task(bot.ask("getUpdates", timeout=50))
    answer = await first
    assert answer["error_code"] == 409
    assert answer["description"].startswith("Conflict: terminated by other getUpdates request")
    server.push({"update_id": 1, "message": {"date": "year 58861"}})
    assert numbers((await second)["result"]) == [1]


async def test_polling_and_a_webhook_exclude_each_other(server: FakeTelegram, bot: Bot) -> None:
    """409 with a webhook, also for the poll that waits while it is set."""
    polling = asyncio.create_task(bot.ask("getUpdates", timeout=50))
    await server.wait_for(lambda: server.updates.polls == 1)
    await bot.ask("setWebhook", url="https://example.org/telegram", secret_token="rahasia")
    for answer in (await polling, await bot.ask("getUpdates")):
        assert answer["description"].startswith("Conflict: can't use getUpdates method while")
    assert (await bot.ask("getWebhookInfo"))["result"]["url"] == "https://example.org/telegram"
    await bot.ask("deleteWebhook")
    assert (await bot.ask("getUpdates"))["ok"]


async def test_reactions_come_only_when_asked_for(server: FakeTelegram, bot: Bot) -> None:
    """allowed_updates holds for updates made after it."""
    server.user(SITI).react(1)
    assert (await bot.ask("getUpdates", allowed_updates=["message_reaction"]))["result"] == []
    reaction = server.user(SITI).react(1)
    server.user(SITI).write("Halo")
    assert (await bot.ask("getUpdates"))["result"] == [reaction]


async def test_updates_come_twice_and_in_any_order(server: FakeTelegram, bot: Bot) -> None:
    """As the test wants it."""
    made = numbers([server.user(SITI).write(str(number)) for number in range(10)])
    server.delivery.copies = 2
    server.delivery.shuffle = random.Random(1)
    came = numbers((await bot.ask("getUpdates"))["result"])
    assert came != sorted(came)
    assert sorted(came) == sorted(made * 2)


# Webhook


class Door:
    """A webhook that answers with these statuses, then with 200."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.secrets: list[str | None] = []
        self.updates: list[Made] = []
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get(SECRET_HEADER))
        self.updates.append(await request.json())
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@asynccontextmanager
async def door(*statuses: int) -> AsyncIterator[Door]:
    opened = Door(*statuses)
    app = web.Application()
    app.add_routes([web.post("/telegram/webhook", opened.take)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    opened.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram/webhook"
    try:
        yield opened
    finally:
        await runner.cleanup()


async def test_a_webhook_gets_updates_with_its_secret(server: FakeTelegram, bot: Bot) -> None:
    """In their order, in the header that Telegram uses; what waited before comes too."""
    updates = [server.user(SITI).write("a")]
    async with door() as opened:
        await bot.ask("setWebhook", url=opened.url, secret_token="rahasia-1")
        updates.append(server.user(SITI).write("b"))
        await server.delivered()
        assert opened.updates == updates
        assert opened.secrets == ["rahasia-1"] * 2


async def test_a_webhook_that_fails_is_asked_again(server: FakeTelegram, bot: Bot) -> None:
    """Until it answers 200; meanwhile other chats' updates come, the same chat's wait."""
    other = server.user(SITI + 1)
    async with door(500, 200, 403) as opened:
        first, second = (server.user(SITI).write(text) for text in ("a", "b"))
        third = other.write("c")
        server.point_webhook(opened.url)
        await server.delivered()
        assert opened.updates == [first, third, first, first, second]
        assert [each.status for each in server.attempts] == [500, 200, 403, 200, 200]
        info = (await bot.ask("getWebhookInfo"))["result"]
        assert info["last_error_message"] == "Wrong response from the webhook: 403"


async def test_a_webhook_gets_updates_twice(server: FakeTelegram) -> None:
    """When the test wants it."""
    server.delivery.copies = 2
    async with door() as opened:
        server.point_webhook(opened.url)
        update = server.user(SITI).write("a")
        await server.wait_for(lambda: len(server.attempts) == 2)
        assert opened.updates == [update, update]


async def test_a_webhook_that_nobody_serves_is_asked_again(server: FakeTelegram) -> None:
    """Status 0 is noted; the server closes at once all the same."""
    server.point_webhook("http://127.0.0.1:9/telegram/webhook")
    server.push({"update_id": "not a number"})
    await server.wait_for(lambda: len(server.attempts) >= 2)
    assert {each.status for each in server.attempts} == {0}


# Troubles

# (trouble, status, description or body)
ANSWERS: list[tuple[Fault, int, str]] = [
    (Fault("429", retry_after=7), 429, "Too Many Requests: retry after 7"),  # slower
    (Fault("403"), 403, "Forbidden: bot was blocked by the user"),  # blocked
    (Fault("400"), 400, "Bad Request: chat not found"),  # refused
    (Fault("400", description="Bad Request: BUTTON_DATA_INVALID"), 400, "BUTTON_DATA"),  # its words
    (Fault("500"), 500, "Internal Server Error"),  # broken
    (Fault("502_html"), 502, "502 Bad Gateway"),  # a proxy speaks
    (Fault("malformed"), 200, '{"ok": tru'),  # cut off
]


@pytest.mark.parametrize(("fault", "status", "words"), ANSWERS)
async def test_troubles_are_answered(
    server: FakeTelegram, bot: Bot, fault: Fault, status: int, words: str
) -> None:
    """Once, and nothing is accepted; afterwards all is well."""
    server.faults.add(fault)
    async with aiohttp.ClientSession() as session:
        url = f"{server.url}/bot{server.token}/sendMessage"
        async with session.post(url, json=say()) as answer:
            body = await answer.text()
    assert (answer.status, words in body) == (status, True)
    assert ('"retry_after": 7' in body) is (status == 429)
    assert server.sent == []
    assert len(server.faults) == 0
    assert (await bot.ask("sendMessage", say()))["ok"]


async def test_troubles_meet_whom_they_are_for(server: FakeTelegram, bot: Bot) -> None:
    """The method, the chat and how many times."""
    server.faults.add(
        Fault("500", method="sendPhoto"), Fault("403", chat=str(GROUP), count=2), Fault("400")
    )
    chats = (GROUP, SITI, GROUP, SITI, GROUP)
    answers = [await bot.ask("sendMessage", say(chat_id=chat)) for chat in chats]
    assert [each.get("error_code", 200) for each in answers] == [403, 400, 403, 200, 200]
    assert len(server.faults) == 1
    server.faults.clear()
    assert len(server.faults) == 0


# (trouble without an answer, how many messages were accepted)
SILENT: list[tuple[Kind, int]] = [
    ("drop", 0),  # hung up at once
    ("timeout_before", 0),  # never answered
    ("timeout_after", 1),  # never answered, but sent
]


@pytest.mark.parametrize(("kind", "accepted"), SILENT)
async def test_troubles_without_an_answer_end_with_the_server(
    clock: Clock, kind: Kind, accepted: int
) -> None:
    """The connection breaks when the server closes, and nothing is left running."""
    async with aiohttp.ClientSession() as session:
        async with FakeTelegram(now=clock) as server:
            server.user(SITI).start()
            server.faults.add(Fault(kind))
            asking = asyncio.create_task(Bot(server, session).ask("sendMessage", say()))
            await server.wait_for(lambda: len(server.sent) == accepted and not server.faults)
        with pytest.raises(aiohttp.ClientError):
            await asking
        assert server.chat(SITI).texts == ["Halo"] * accepted


async def test_a_client_that_hangs_up_ends_the_silence(server: FakeTelegram, bot: Bot) -> None:
    """The next request is answered as usual."""
    server.faults.add(Fault("timeout_after"))
    asking = asyncio.create_task(bot.ask("sendMessage", say()))
    await server.wait_for(lambda: server.sent)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert (await bot.ask("sendMessage", say()))["ok"]


async def test_files_fail_too(server: FakeTelegram) -> None:
    """Method "file" is the download."""
    photo = server.user(SITI).send_photo(png())["message"]["photo"][-1]
    path = server.files.by_id[photo["file_id"]].path
    server.faults.add(Fault("500", method="file"))
    url = f"{server.url}/file/bot{server.token}/{path}"
    async with aiohttp.ClientSession() as session:
        statuses = []
        for address in (url, url, f"{url}x"):
            async with session.get(address) as answer:
                statuses.append(answer.status)
    assert statuses == [500, 200, 404]


# Rates


async def send(bot: Bot, chat: int, times: int) -> list[int]:
    """What is answered to so many messages: 0 when sent, else retry_after."""
    answers = [await bot.ask("sendMessage", say(chat_id=chat)) for _ in range(times)]
    return [each.get("parameters", {}).get("retry_after", 0) for each in answers]


async def test_a_person_gets_one_message_a_second(
    server: FakeTelegram, bot: Bot, clock: Clock
) -> None:
    """Three at once, then one each second; a pause allows three again."""
    assert await send(bot, SITI, 5) == [0, 0, 0, 1, 1]
    clock.time += 1
    assert await send(bot, SITI, 2) == [0, 1]
    clock.time += 60
    assert await send(bot, SITI, 4) == [0, 0, 0, 1]


async def test_a_group_gets_twenty_messages_a_minute(
    server: FakeTelegram, bot: Bot, clock: Clock
) -> None:
    """The 21st waits for the minute to end."""
    assert await send(bot, GROUP, 21) == [0] * 20 + [60]
    clock.time += 59
    assert await send(bot, GROUP, 1) == [1]
    clock.time += 1
    assert await send(bot, GROUP, 21) == [0] * 20 + [60]


async def test_a_bot_sends_thirty_messages_a_second(
    server: FakeTelegram, bot: Bot, clock: Clock
) -> None:
    """In any second, also in the first; what was refused does not count."""
    people = [server.user(1000 + number) for number in range(62)]
    for person in people:
        person.start()
    assert [(await send(bot, each.id, 1))[0] for each in people[:31]] == [0] * 30 + [1]
    clock.time += 0.5
    assert await send(bot, people[31].id, 1) == [1]
    clock.time += 0.5
    assert [(await send(bot, each.id, 1))[0] for each in people[31:]] == [0] * 30 + [1]


async def test_rates_can_be_switched_off(server: FakeTelegram, bot: Bot) -> None:
    """limits = None."""
    server.limits = None
    assert await send(bot, SITI, 40) == [0] * 40


# By hand


async def test_the_page_shows_and_writes(server: FakeTelegram, bot: Bot) -> None:
    """What arrived is there, safely; a new person can come, write, tap and share the number."""
    await bot.ask("sendMessage", say(text="<Halo>", reply_markup=inline(
        {"text": "Ya", "callback_data": "k1"})))  # fmt: skip
    form = aiohttp.FormData({"chat_id": str(SITI), "photo": "attach://card"})
    form.add_field("card", png(), filename="card.png")
    await bot.post("sendPhoto", data=form)
    await bot.ask("sendMessage", say(colour="red"))
    acts = [
        {"act": "new", "id": "20", "name": "Dewi"},
        {"act": "write", "chat": "20", "text": "Mau daftar"},
        {"act": "tap", "chat": str(SITI), "message": "2", "value": "k1"},
        {"act": "contact", "chat": str(SITI)},
    ]
    async with aiohttp.ClientSession() as session:
        for act in acts:
            async with session.post(f"{server.url}/act", data=act) as answer:
                assert answer.status == 200
                shown = await answer.text()
        async with session.get(f"{server.url}/picture/{SITI}/3") as answer:
            assert await answer.read() == png()
        async with session.post(f"{server.url}/act", data={"act": "tap", "chat": "1"}) as answer:
            assert answer.status == 400
    picture = f'src="/picture/{SITI}/3"'
    for words in ("&lt;Halo&gt;", "Mau daftar", "Dewi", "unknown parameter", "contact", picture):
        assert words in shown
    kinds = [(set(each) - {"update_id"}).pop() for _, each in server.updates.waiting]
    assert kinds == ["message", "message", "callback_query", "message"]


@contextmanager
def program(*arguments: str) -> Iterator[str]:
    """The address of a server of its own process."""
    command = [sys.executable, "-m", "tests.fakes.telegram", "--port", "0", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


async def test_it_starts_by_hand() -> None:
    """`python -m tests.fakes.telegram` prints its address and answers getMe."""
    with program("--token", "1:abc") as url:
        async with aiohttp.ClientSession() as session, session.get(f"{url}/bot1:abc/getMe") as got:
            assert (await got.json())["result"]["is_bot"] is True
