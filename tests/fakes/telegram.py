"""A Telegram that refuses what Telegram refuses, for tests and by hand.

    async with FakeTelegram() as server:
        siti = server.user(7, first_name="Siti")
        siti.start()

By hand: `python -m tests.fakes.telegram --port 8081`.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from itertools import count
from typing import Any, Self, cast

import aiohttp
from aiohttp import web

from tests.fakes import telegram_http, telegram_page
from tests.fakes.faults import Fault, Faults
from tests.fakes.telegram_chats import Chat, Files, Shown
from tests.fakes.telegram_log import Refusal, Sent
from tests.fakes.telegram_methods import METHODS, READING
from tests.fakes.telegram_params import GetUpdates, known_kinds, read
from tests.fakes.telegram_people import NEVER_STARTED, Group, Person
from tests.fakes.telegram_rates import USUAL, Meter, Rates
from tests.fakes.telegram_rules import Made, Refused, bad
from tests.fakes.telegram_updates import POST_SECONDS, Attempt, Delivery, Pulse, Updates, Webhook

TOKEN = "1000000001:AAFakeTokenOfTheFakeTelegramServer0"
ME: Made = {
    "id": 1000000001,
    "is_bot": True,
    "first_name": "Seratus",
    "username": "seratus_coba_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": True,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}
CALLBACK_SECONDS = 15.0  # a tap waits so long for its answer; Telegram names no figure
WAIT_SECONDS = 10.0  # a test that waits longer has failed


class FakeTelegram:
    """One bot's Telegram, on a port of 127.0.0.1 while it is entered."""

    def __init__(
        self,
        token: str = TOKEN,
        *,
        port: int = 0,
        now: Callable[[], float] = time.time,
        limits: Rates | None = USUAL,
        callback_seconds: float = CALLBACK_SECONDS,
    ) -> None:
        self.token = token
        self.me = dict(ME)
        self.now = now
        self.callback_seconds = callback_seconds
        self.closing = asyncio.Event()
        self.faults = Faults()
        self.files = Files()
        self.sent: list[Sent] = []
        self.refused: list[Refusal] = []
        self.chats: dict[int, Chat] = {}
        self.people: dict[int, Person] = {}
        self.queries: dict[str, float] = {}  # taps not answered yet, and since when
        self.commands: dict[str, dict[str, str]] = {}  # by language, then name: description
        self.descriptions: dict[str, str] = {}  # by language
        self.short_descriptions: dict[str, str] = {}
        self.limits = limits
        self.url = ""
        self._port = port
        self._pulse = Pulse()
        self.updates = Updates(self._pulse, self.closing)
        self._message_ids = count(1)
        self._query_ids = count(4_000_000_000_000_000_001)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            runner = await self._serve(stack)
            self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            timeout = aiohttp.ClientTimeout(total=POST_SECONDS)
            session = await stack.enter_async_context(aiohttp.ClientSession(timeout=timeout))
            delivering = asyncio.create_task(self.updates.deliver(session))
            stack.push_async_callback(_stop, delivering)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *error: object) -> None:
        self.closing.set()
        self._pulse.beat()
        await self._stack.aclose()

    @property
    def limits(self) -> Rates | None:
        """How fast the bot may send; None for as fast as it can. Setting it forgets the past."""
        return self._limits

    @limits.setter
    def limits(self, limits: Rates | None) -> None:
        self._limits = limits
        self._meter = None if limits is None else Meter(limits)

    @property
    def delivery(self) -> Delivery:
        """How updates travel: copies, order."""
        return self.updates.delivery

    @property
    def attempts(self) -> list[Attempt]:
        """What was posted to the webhook, and the status of each answer."""
        return self.updates.attempts

    @property
    def sender(self) -> Made:
        """The bot as messages name it."""
        return {key: self.me[key] for key in ("id", "is_bot", "first_name", "username")}

    def user(
        self,
        id: int,
        first_name: str = "Siti",
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "id",
        phone: str | None = None,
    ) -> Person:
        """The person of this id, made at the first call; the bot may write once they wrote."""
        if id in self.people:
            return self.people[id]
        name = {"first_name": first_name, "last_name": last_name, "username": username}
        name = {key: value for key, value in name.items() if value is not None}
        about: Made = {"id": id, "is_bot": False, **name}
        if language_code is not None:
            about["language_code"] = language_code
        chat = self._open(Chat(id, {"id": id, "type": "private", **name}, NEVER_STARTED))
        self.people[id] = Person(self, chat, about, phone or f"62812000{id % 100_000:05}")
        return self.people[id]

    def group(self, id: int = -100, title: str = "Kelompok Tani", kind: str = "group") -> Group:
        """A group (`kind` "group" or "supergroup") that the bot is in."""
        return Group(self, self._open(Chat(id, {"id": id, "type": kind, "title": title})))

    def chat(self, id: int) -> Chat:
        """A chat as its people see it. Raises KeyError."""
        return self.chats[id]

    def push(self, update: Made) -> None:
        """Let any JSON object travel as an update."""
        self.updates.push(update)

    def point_webhook(self, url: str | None, secret: str | None = None) -> None:
        """What setWebhook does, without a bot; None takes it away."""
        self.updates.point(None if url is None else Webhook(url, secret))

    async def wait_for(self, true: Callable[[], object], seconds: float = WAIT_SECONDS) -> None:
        """Wait until this holds, looked at whenever something happens. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            await self._pulse.until(true)

    async def delivered(self) -> None:
        """Wait until no update is left: posted with a 2xx, or confirmed by an offset."""
        await self.wait_for(lambda: not self.updates.waiting)

    # For the parts of the server.

    def next_message_id(self) -> int:
        """Counts up over all chats, as private chats and basic groups do."""
        return next(self._message_ids)

    def reachable(self, chat_id: int | str) -> Chat:
        """The chat that the bot may write to. Raises Refused."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad("chat not found")
        if chat.closed is not None:
            raise Refused(403, f"Forbidden: {chat.closed}")
        return chat

    def meter(self, chat: Chat) -> None:
        """Count a message. Raises Refused with status 429."""
        if self._meter is not None:
            self._meter.take(chat.id, chat.private, self.now())

    def asked(self, chat: Chat, shown: Shown, person: Made, data: str) -> Made:
        """A callback query that waits for its answer."""
        number = str(next(self._query_ids))
        self.queries[number] = self.now()
        gone = {"chat": chat.about, "message_id": shown.id, "date": 0}
        return {
            "id": number,
            "from": person,
            "message": gone if shown.deleted else shown.message,
            "chat_instance": str(chat.id * 1_000_003),
            "data": data,
        }

    def trouble(self, method: str, chat: str | None = None) -> Fault | None:
        """The trouble that this request shall meet."""
        fault = self.faults.take(method, chat)
        self._pulse.beat()
        return fault

    async def call(self, call: telegram_http.Call) -> Any:
        """Do what a method does and note it. Raises Refused."""
        asked = read(call.model, call.given)
        if isinstance(asked, GetUpdates):
            self.updates.allowed = known_kinds(asked.allowed_updates) or self.updates.allowed
            return await self.updates.poll(asked)
        result = METHODS[call.method][1](self, asked, call.uploads)
        if call.method not in READING:
            self._note(call, asked.model_dump(exclude_unset=True), result)
        return result

    def refuse(self, method: str, given: Made, refused: Refused) -> None:
        """Note a refusal."""
        chat = given.get("chat_id")
        self.refused.append(Refusal(method, chat, refused.code, refused.description, given))
        self._pulse.beat()

    def _note(self, call: telegram_http.Call, params: Made, result: Any) -> None:
        files = {name: upload.data for name, upload in call.uploads.items()}
        message = cast(Made, result) if isinstance(result, dict) else params
        self.sent.append(
            Sent(
                call.method,
                params.get("chat_id"),
                params,
                files,
                self.now(),
                message.get("message_id"),
            )
        )
        self._pulse.beat()

    async def _serve(self, stack: AsyncExitStack) -> web.AppRunner:
        app = web.Application(client_max_size=telegram_http.BODY_BYTES)
        app.add_routes(telegram_http.routes(self) + telegram_page.routes(self))
        runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=1)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", self._port).start()
        return runner

    def _open(self, chat: Chat) -> Chat:
        return self.chats.setdefault(chat.id, chat)


async def _stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def main() -> None:
    """Serve until interrupted; the address is the only line printed."""
    reader = argparse.ArgumentParser(prog="python -m tests.fakes.telegram", description=__doc__)
    reader.add_argument("--port", type=int, default=8081, help="0: any free one")
    reader.add_argument("--token", default=TOKEN)
    reader.add_argument("--webhook", help="post updates here")
    reader.add_argument("--secret", help="of the webhook")
    given = reader.parse_args()
    async with FakeTelegram(given.token, port=given.port) as server:
        if given.webhook:
            server.point_webhook(given.webhook, given.secret)
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(main())
