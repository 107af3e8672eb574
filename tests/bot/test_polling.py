"""The poller against a small server in Telegram's place: nothing lost, nothing told."""

from __future__ import annotations

import asyncio
import json
import traceback
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import polling
from bot.deliveries.telegram import item_of
from bot.door import Item
from bot.logs import log
from bot.polling import (
    AWAY,
    EMPTY_PAUSE,
    FLOOD,
    LONGEST_PAUSE,
    LONGEST_WAIT,
    NONSENSE,
    OTHER_POLLER,
    REFUSED,
    REPEATED,
    SET_UP_PAUSE,
    UNKNOWN_BOT,
    UNTAKEN,
    WEBHOOK,
    Poller,
    PollingTrouble,
)
from bot.settings import SettingsProblem
from tests.bot.telegram_payloads import nested, said, update

SECRET = "AAH-made-up-secret"
TOKEN = f"700000001:{SECRET}"
ACCOUNT = "700000001"

Answer = Callable[[], web.StreamResponse]


def numbered(number: int) -> dict[str, Any]:
    """An update with this number."""
    return {**said("halo"), "update_id": number}


def gives(*updates: Any) -> Answer:
    """Updates, as Telegram answers them."""
    return lambda: web.json_response({"ok": True, "result": list(updates)})


def refuses(status: int, description: str | None = None, **more: Any) -> Answer:
    """A refusal, as Telegram words it."""
    body = {"ok": False, "error_code": status, "description": description, **more}
    return lambda: web.json_response(body, status=status)


def writes(text: str, status: int = 200, **headers: str) -> Answer:
    """Anything else."""
    return lambda: web.Response(text=text, status=status, content_type="text/html", headers=headers)


@dataclass
class Telegram:
    """Answers in turn what it was told to, then nothing new; keeps what it was asked."""

    answers: list[Answer] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    url: str = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One request."""
        self.paths.append(request.path)
        self.asked.append({key: str(value) for key, value in (await request.post()).items()})
        return self.answers.pop(0)() if self.answers else gives()()


@dataclass
class Door:
    """Takes batches, or fails as often as it was told to."""

    failures: int = 0
    batches: list[list[Item]] = field(default_factory=list)

    async def accept(self, channel: str, account: str, items: Sequence[Item]) -> int:
        """Like the door's, which returns once the batch is committed."""
        assert (channel, account) == ("telegram", ACCOUNT)
        if self.failures:
            self.failures -= 1
            raise OSError(f"no space left for {TOKEN}")
        self.batches.append(list(items))
        return len(items)


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    stand_in = Telegram()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", stand_in.answer)
    async with TestServer(app) as server:
        stand_in.url = str(server.make_url("/"))
        yield stand_in


@pytest.fixture(autouse=True)
def _logs() -> Iterator[None]:
    """The log writes to where this test's errors go, and the next test's elsewhere."""
    log.configure("info")
    yield
    log.configure("info")


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
async def poller(telegram: Telegram, door: Door) -> AsyncIterator[Poller]:
    made = Poller(TOKEN, telegram.url, ACCOUNT, door.accept)
    yield made
    await made.close()


@dataclass
class Pauses:
    """Lets time pass at once until so many pauses were made, then stands still."""

    most: int
    made: list[float] = field(default_factory=list)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, seconds: float) -> None:
        """One pause."""
        self.made.append(seconds)
        if len(self.made) == self.most:
            self.done.set()
            await asyncio.Event().wait()


async def play(
    telegram: Telegram, door: Door, rounds: int, told: list[str | None] | None = None
) -> tuple[list[float], str | None]:
    """Runs a poller for so many rounds; gives its pauses and its trouble at the end."""
    pauses = Pauses(rounds)
    hears = None if told is None else told.append
    poller = Poller(TOKEN, telegram.url, ACCOUNT, door.accept, hears, pauses)
    running = asyncio.create_task(poller.run())
    stands_still = asyncio.create_task(pauses.done.wait())
    await asyncio.wait({running, stands_still}, return_when=asyncio.FIRST_COMPLETED)
    stands_still.cancel()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    return pauses.made, poller.trouble


async def test_it_asks_as_the_bot_api_documents(telegram: Telegram, poller: Poller) -> None:
    """By the bot's own path, held open, for the kinds that we use and no others."""
    assert await poller.once() == 0
    assert telegram.paths == [f"/bot{TOKEN}/getUpdates"]
    assert telegram.asked == [
        {
            "limit": "100",
            "timeout": "25",
            "allowed_updates": '["message", "edited_message", "my_chat_member", "callback_query"]',
        }
    ]


async def test_the_offset_moves_behind_what_was_committed(
    telegram: Telegram, door: Door, poller: Poller
) -> None:
    """Not sent at the start: the server knows what is unconfirmed, the door what it has."""
    telegram.answers = [gives(numbered(7), numbered(9)), gives(numbered(10))]
    assert [await poller.once() for _ in range(3)] == [2, 1, 0]
    assert [each.get("offset") for each in telegram.asked] == [None, "10", "11"]
    assert [[each.event_id for each in batch] for batch in door.batches] == [["7", "9"], ["10"]]
    assert door.batches[0][0] == item_of(numbered(7))


async def test_the_offset_stays_when_the_door_fails(
    telegram: Telegram, door: Door, poller: Poller
) -> None:
    """The same batch is asked for again."""
    door.failures = 1
    telegram.answers = [gives(numbered(7)), gives(numbered(7))]
    with pytest.raises(OSError, match="no space"):
        await poller.once()
    assert await poller.once() == 1
    assert [each.get("offset") for each in telegram.asked] == [None, None]
    assert len(door.batches) == 1


async def test_numbers_that_begin_anew_are_followed(telegram: Telegram, poller: Poller) -> None:
    """After a quiet week Telegram draws a new number, perhaps a lower one."""
    telegram.answers = [gives(numbered(900)), gives(numbered(5))]
    assert [await poller.once() for _ in range(3)] == [1, 1, 0]
    assert [each.get("offset") for each in telegram.asked] == [None, "901", "6"]


BAD_NEIGHBOURS: list[Any] = [
    {"update_id": 7, "message": {"text": 5}},  # does not validate
    {"update_id": 7, "message": []},
    {"update_id": 7, "hologram": {"deep": 1}},  # a kind made tomorrow
    {"message": {"text": "x"}},  # no number
    {"update_id": "7"},
    {"update_id": 10**30},
    "garbage",
    None,
    [],
    7,
    {"update_id": 7, "message": {"text": "\ud800"}},  # half a character
    {"update_id": 7, "x": json.loads(nested(300))},  # nested
]


@pytest.mark.parametrize("bad", BAD_NEIGHBOURS)
async def test_a_neighbour_of_an_unreadable_update_is_not_lost(
    telegram: Telegram, door: Door, poller: Poller, bad: Any
) -> None:
    """Both are handed over, the good one whole, and the offset moves on."""
    telegram.answers = [gives(numbered(6), bad, numbered(8))]
    assert await poller.once() == 3
    (batch,) = door.batches
    assert [batch[0], batch[2]] == [item_of(numbered(6)), item_of(numbered(8))]
    await poller.once()
    assert telegram.asked[-1]["offset"] == "9"


@pytest.mark.parametrize(
    "bad",
    [
        f'{{"update_id": 7, "x": {nested(100_000)}}}',  # deeper than a parser goes
        '{"update_id": 7, "x": ' + "9" * 10_000 + "}",  # more digits than Python reads
    ],
)
async def test_a_neighbour_of_an_update_that_no_parser_reads_is_not_lost(
    telegram: Telegram, door: Door, poller: Poller, bad: str
) -> None:
    """Also where the whole answer could not be parsed as it came."""
    answer = f'{{"ok": true, "result": [{bad}, {json.dumps(numbered(8))}]}}'
    telegram.answers = [writes(answer)]
    assert await poller.once() == 2
    assert [each.event_id for each in door.batches[0]] == ["7", "8"]


WEBHOOK_409 = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete "
    "the webhook first"
)
OTHER_409 = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
    "running"
)
GROWING = None  # the first of the growing pauses, then the second

TROUBLES: dict[str, tuple[Answer, str, float | None]] = {
    # a token that was revoked
    "401": (refuses(401, "Unauthorized"), REFUSED, SET_UP_PAUSE),
    # a token that never was
    "404": (refuses(404, "Not Found"), UNKNOWN_BOT, SET_UP_PAUSE),
    # updates are brought to a webhook
    "409 webhook": (refuses(409, WEBHOOK_409), WEBHOOK, SET_UP_PAUSE),
    # two pollers
    "409 other": (refuses(409, OTHER_409), OTHER_POLLER, GROWING),
    # no reason given
    "409 bare": (refuses(409), OTHER_POLLER, GROWING),
    # asked to wait
    "429": (refuses(429, "Too Many Requests", parameters={"retry_after": 17}), FLOOD, 17),
    # for longer than we believe
    "429 for ever": (
        refuses(429, "Too Many Requests", parameters={"retry_after": 10**9}),
        FLOOD,
        LONGEST_WAIT,
    ),
    # for less than nothing
    "429 below zero": (refuses(429, "x", parameters={"retry_after": -5}), FLOOD, 1),
    # without saying how long
    "429 bare": (refuses(429), AWAY, GROWING),
    # out of order, with and without words
    "500": (refuses(500), AWAY, GROWING),
    "502 page": (writes("<html>Bad Gateway</html>", 502), AWAY, GROWING),
    "503 restart": (refuses(503, "restart"), AWAY, GROWING),
    # other refusals
    "400": (refuses(400, "Bad Request: x"), AWAY, GROWING),
    "403": (refuses(403, "Forbidden"), AWAY, GROWING),
    # a page instead of JSON
    "page": (writes("<html>Welcome</html>"), NONSENSE, GROWING),
    "empty": (writes(""), NONSENSE, GROWING),
    "cut off": (writes('{"ok": true, "result": [{"upd'), NONSENSE, GROWING),
    "not an envelope": (writes("[1, 2]"), NONSENSE, GROWING),
    "result an object": (writes('{"ok": true, "result": {}}'), NONSENSE, GROWING),
    "not ok and 200": (writes('{"ok": false}'), AWAY, GROWING),
    "no UTF-8": (
        lambda: web.Response(body=b"\xff\xfe{", content_type="application/json"),
        NONSENSE,
        GROWING,
    ),
    # sent elsewhere
    "redirect": (writes("moved", 307, Location="/elsewhere"), NONSENSE, GROWING),
    # says gzip and is not
    "broken encoding": (
        writes("this is not gzip at all", **{"Content-Encoding": "gzip"}),
        AWAY,
        GROWING,
    ),
}


@pytest.mark.parametrize("name", TROUBLES)
async def test_what_is_wrong_is_told_with_its_mend(
    telegram: Telegram, door: Door, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Kept while it lasts, logged once, waited for as long as it needs."""
    answer, told, pause = TROUBLES[name]
    telegram.answers = [answer, answer]
    pauses, trouble = await play(telegram, door, rounds=2)
    assert trouble is not None
    assert trouble.startswith(told)
    assert pauses == ([1, 2] if pause is GROWING else [pause, pause])
    logged = capsys.readouterr().err
    assert logged.count("telegram_polling_trouble") == 1
    assert SECRET not in logged
    assert len(telegram.paths) == 2  # no redirect is followed
    assert door.batches == []


async def test_pauses_grow_and_begin_anew(telegram: Telegram, door: Door) -> None:
    """From one second to thirty; what works ends the trouble, and both are told."""
    telegram.answers = [refuses(500)] * 7 + [gives(numbered(1)), gives(), refuses(500)]
    told: list[str | None] = []
    pauses, trouble = await play(telegram, door, rounds=10, told=told)
    assert pauses == [1, 2, 4, 8, 16, LONGEST_PAUSE, LONGEST_PAUSE, 0, EMPTY_PAUSE, 1]
    away = f"{AWAY} (500)"
    assert (told, trouble) == ([away, None, away], away)


async def test_a_failing_door_is_told_and_tried_again(telegram: Telegram, door: Door) -> None:
    """With the error's name only: its text may hold anything."""
    door.failures = 2
    telegram.answers = [gives(numbered(7))] * 3
    told: list[str | None] = []
    pauses, trouble = await play(telegram, door, rounds=4, told=told)
    assert pauses == [1, 2, 0, EMPTY_PAUSE]
    assert told == [f"{UNTAKEN} (OSError)", None]
    assert [each.get("offset") for each in telegram.asked] == [None, None, None, "8"]
    assert trouble is None


@pytest.mark.parametrize("again", [numbered(7), update("x", 1) | {"update_id": None}])
async def test_a_server_that_repeats_itself_is_not_asked_without_end(
    telegram: Telegram, door: Door, again: Any
) -> None:
    """A server that knows no offset, or updates without number."""
    telegram.answers = [gives(numbered(7))] + [gives(again)] * 2
    pauses, trouble = await play(telegram, door, rounds=3)
    assert pauses == [0, 1, 2]
    assert trouble == REPEATED


async def test_an_answer_without_end_is_not_read(
    telegram: Telegram, poller: Poller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes are counted while they come."""
    monkeypatch.setattr(polling, "MOST_BYTES", 1_000)
    telegram.answers = [gives(*[numbered(n) for n in range(100)])]
    with pytest.raises(PollingTrouble, match=AWAY):
        await poller.once()


async def test_nobody_there_is_told_without_the_address() -> None:
    """A refused connection names neither token nor URL, also in its traceback."""
    async with TestServer(web.Application()) as server:
        gone = str(server.make_url("/"))
    poller = Poller(TOKEN, gone, ACCOUNT, Door().accept)
    try:
        with pytest.raises(PollingTrouble) as caught:
            await poller.once()
    finally:
        await poller.close()
    assert str(caught.value) == f"{AWAY} (ClientConnectorError)"
    assert SECRET not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("name", TROUBLES)
async def test_the_token_is_in_no_error(telegram: Telegram, poller: Poller, name: str) -> None:
    """Also when the server's page repeats the address that it was asked at."""
    told = f'{{"ok": false, "description": "bot{TOKEN}"}}'
    status = TROUBLES[name][0]().status
    telegram.answers = [writes(told, status), writes(f"<p>/bot{TOKEN}/getUpdates", status)]
    for _ in range(2):
        with pytest.raises(PollingTrouble) as caught:
            await poller.once()
        assert SECRET not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("token", ["", "700000001", f"x:{SECRET}", f"7:{SECRET} ", f"{SECRET}:7"])
def test_a_token_that_is_none_is_refused_at_once(token: str) -> None:
    """The text names the setting and its mend, not what was given."""
    with pytest.raises(SettingsProblem, match="SERATUS_TELEGRAM_TOKEN") as caught:
        Poller(token, "https://telegram.invalid", ACCOUNT, Door().accept)
    assert SECRET not in "".join(traceback.format_exception(caught.value))
