"""How updates reach a bot: kept until confirmed, by long polling or to a webhook."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.fakes.telegram_params import GetUpdates
from tests.fakes.telegram_rules import Made, Refused

# What a bot gets only when it asks for it (getUpdates: allowed_updates).
ASKED_FOR = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
RETRY_PAUSE = 0.02  # seconds until a webhook that failed is tried again; Telegram waits longer
POST_SECONDS = 10.0  # a webhook that answers later has failed


class Pulse:
    """Wakes all who wait for something to change; unlike a Condition it is beaten without await."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def beat(self) -> None:
        """Something has changed."""
        self._event.set()
        self._event = asyncio.Event()

    async def until(self, true: Callable[[], object]) -> None:
        """Wait until this holds."""
        while not true():
            await self._event.wait()


@dataclass(slots=True)
class Delivery:
    """How updates travel: each so many times, and in the order that `shuffle` makes."""

    copies: int = 1
    shuffle: random.Random | None = None


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are posted."""

    url: str
    secret: str | None = None
    max_connections: int = 40


@dataclass(frozen=True, slots=True)
class Attempt:
    """One post to the webhook; status 0: no answer."""

    update: Made
    status: int


class Updates:
    """The updates that the bot has not confirmed."""

    def __init__(self, pulse: Pulse, closing: asyncio.Event) -> None:
        self.waiting: list[tuple[int, Made]] = []
        self.allowed: list[str] | None = None
        self.webhook: Webhook | None = None
        self.delivery = Delivery()
        self.attempts: list[Attempt] = []
        self._pulse = pulse
        self._closing = closing
        self._next = 100_000_001
        self.polls = 0  # getUpdates calls and changes of the webhook so far

    def add(self, kind: str, value: Made) -> Made:
        """A well-formed update; queued unless its kind was not asked for."""
        update = {"update_id": self._next, kind: value}
        self._next += 1
        if kind in self.allowed if self.allowed else kind not in ASKED_FOR:
            self.push(update)
        return update

    def push(self, update: Made) -> None:
        """Queue an update as it is."""
        number = update.get("update_id")
        if type(number) is not int:
            number, self._next = self._next, self._next + 1
        self._next = max(self._next, number + 1)
        self.waiting.append((number, update))
        self._pulse.beat()

    def forget(self) -> None:
        """Drop all that waits."""
        self.waiting.clear()
        self._pulse.beat()

    def point(self, webhook: Webhook | None) -> None:
        """Set or take away the webhook; whoever polls is told."""
        self.webhook = webhook
        self.polls += 1
        self._pulse.beat()

    async def poll(self, asked: GetUpdates) -> list[Made]:
        """getUpdates. Raises Refused with status 409."""
        self._refuse_beside_webhook()
        self.polls += 1
        mine = self.polls
        self._confirm(asked.offset)
        try:
            async with asyncio.timeout(asked.timeout):
                await self._pulse.until(
                    lambda: self.waiting or self.polls != mine or self._closing.is_set()
                )
        except TimeoutError:
            pass
        if self.polls != mine:
            self._refuse_beside_webhook()
            raise Refused(
                409,
                "Conflict: terminated by other getUpdates request; "
                "make sure that only one bot instance is running",
            )
        return [update for _, update in self._travelling()][: asked.limit]

    def _refuse_beside_webhook(self) -> None:
        if self.webhook is not None:
            raise Refused(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.waiting = self.waiting[offset:]
        else:
            self.waiting = [each for each in self.waiting if each[0] >= offset]
        self._pulse.beat()

    def _travelling(self) -> list[tuple[int, Made]]:
        travelling = [each for each in self.waiting for _ in range(self.delivery.copies)]
        if self.delivery.shuffle is not None:
            self.delivery.shuffle.shuffle(travelling)
        return travelling

    async def deliver(self, session: aiohttp.ClientSession) -> None:
        """Post what waits to the webhook, for ever; what did not get a 2xx is posted again."""
        while True:
            await self._pulse.until(lambda: self.waiting and self.webhook)
            if not await self._deliver_once(session):
                await self._pause()

    async def _deliver_once(self, session: aiohttp.ClientSession) -> bool:
        """One round; a chat whose update failed waits for the next, others do not wait for it."""
        failed: set[object] = set()
        for number, update in self._travelling():
            chat = _chat(update)
            if chat in failed or self.webhook is None:
                continue
            status = await self._post(session, self.webhook, update)
            if 200 <= status < 300:
                self.waiting = [each for each in self.waiting if each != (number, update)]
            else:
                failed.add(chat)
            self.attempts.append(Attempt(update, status))
            self._pulse.beat()
        return not failed

    async def _post(self, session: aiohttp.ClientSession, hook: Webhook, update: Made) -> int:
        headers = {"Content-Type": "application/json"}
        if hook.secret:
            headers[SECRET_HEADER] = hook.secret
        try:
            async with session.post(hook.url, data=json.dumps(update), headers=headers) as answer:
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return 0

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(RETRY_PAUSE):
                await self._closing.wait()
        except TimeoutError:
            pass


def _chat(update: Made) -> object:
    """The chat it belongs to, as far as one can be found in any JSON."""
    for value in update.values():
        inner: Any = value
        if isinstance(inner, dict) and isinstance(inner.get("message"), dict):
            inner = inner["message"]
        if isinstance(inner, dict) and isinstance(inner.get("chat"), dict):
            return str(inner["chat"].get("id"))
    return id(update)
