"""How webhooks reach the door: signed, batched, repeated, and tried until they are answered 200."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import aiohttp

from tests.fakes.whatsapp_payloads import (
    MOST_ITEMS,
    Account,
    Json,
    Sender,
    State,
    signed,
    value,
    webhook,
)

Spread = Literal["together", "changes", "entries"]

ANSWER_WITHIN = aiohttp.ClientTimeout(total=10)  # seconds, about Meta's own patience
RETRY_AFTER = 0.05  # seconds; Meta starts at some seconds and goes on for days


@dataclass(frozen=True, slots=True)
class Habits:
    """How webhooks come; may be changed at any time."""

    statuses: tuple[State, ...] = ("sent", "delivered", "read")  # of each message, in this order
    before_answer: bool = False  # the statuses come before the send's own answer
    contacts: bool = True  # statuses name the person in `contacts`
    copies: int = 1  # each POST comes so often
    spread: Spread = "together"  # items of a POST: in one change, a change each, an entry each
    most: int = MOST_ITEMS  # items in one POST


@dataclass(frozen=True, slots=True)
class Item:
    """One message or status on its way."""

    sender: Sender
    message: Json | None = None
    status: Json | None = None
    contacts: bool = True


@dataclass(frozen=True, slots=True)
class Posted:
    """One attempt: what was posted and the HTTP status of the answer, 0 without one."""

    raw: bytes
    body: Json
    status: int


class Webhooks:
    """Posts items to the webhook address; without one they are only kept in `posted`."""

    def __init__(self, account: Account, url: str | None, secret: str | None) -> None:
        self.account = account
        self.url = url
        self.secret = secret
        self.habits = Habits()
        self.posted: list[Posted] = []
        self._held: list[Item] | None = None
        self._queue: asyncio.Queue[tuple[Sequence[Item], asyncio.Event | None]] = asyncio.Queue()
        self._retrying: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()

    async def open(self) -> None:
        """Start the worker that posts what comes later."""
        self._session = aiohttp.ClientSession(timeout=ANSWER_WITHIN)
        self._worker = asyncio.create_task(self._work())

    async def close(self) -> None:
        """End the worker and all retries."""
        self._closing.set()
        self._worker.cancel()
        await asyncio.gather(self._worker, *self._retrying, return_exceptions=True)
        await self._session.close()

    def later(self, items: Sequence[Item], after: asyncio.Event | None = None) -> None:
        """Post items soon, behind those that wait, and not before `after`."""
        if self._held is None:
            self._queue.put_nowait((items, after))
        else:
            self._held.extend(items)

    async def now(self, items: Sequence[Item]) -> None:
        """Post items and wait for the first answer; failures are tried again in the background."""
        if self._held is not None:
            self._held.extend(items)
            return
        for group in batches_of(items, self.habits.most):
            for _ in range(self.habits.copies):
                await self._first(self._body(group))

    def hold(self) -> None:
        """Keep all items back until `release`."""
        self._held = []

    async def release(self, backwards: bool = False) -> None:
        """Post all that was held, as few POSTs as the habits allow."""
        held, self._held = self._held or [], None
        await self.now(held[::-1] if backwards else held)

    async def settled(self) -> None:
        """Return once nothing waits and every POST was answered 200."""
        await self._queue.join()
        while self._retrying:
            await asyncio.wait(self._retrying)

    async def _work(self) -> None:
        while True:
            items, after = await self._queue.get()
            try:
                if after is not None:
                    await after.wait()
                for item in items:  # a POST each, unless held
                    await self.now([item])
            finally:
                self._queue.task_done()

    async def _first(self, body: Json) -> None:
        if not await self._delivered(body):
            task = asyncio.create_task(self._until_taken(body))
            self._retrying.add(task)
            task.add_done_callback(self._retrying.discard)

    async def _until_taken(self, body: Json) -> None:
        while not await self._closed_within(RETRY_AFTER):
            if await self._delivered(body):
                return

    async def _closed_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def _delivered(self, body: Json) -> bool:
        raw, headers = signed(body, self.secret or "")
        if self.secret is None:
            del headers["X-Hub-Signature-256"]
        status = await self._status(raw, headers)
        self.posted.append(Posted(raw, body, status))
        return status == 200 or self.url is None

    async def _status(self, raw: bytes, headers: dict[str, str]) -> int:
        if self.url is None:
            return 0
        try:
            async with self._session.post(
                self.url, data=raw, headers=headers, allow_redirects=False
            ) as answer:
                await answer.read()
                return answer.status
        except (aiohttp.ClientError, TimeoutError, OSError):
            return 0

    def _body(self, items: Sequence[Item]) -> Json:
        if self.habits.spread == "together":
            return webhook(self._value(items), account=self.account)
        values = [self._value([item]) for item in items]
        return webhook(*values, spread=self.habits.spread, account=self.account)

    def _value(self, items: Sequence[Item]) -> Json:
        named = [item.sender for item in items if item.contacts]
        return value(
            [item.message for item in items if item.message is not None],
            [item.status for item in items if item.status is not None],
            senders=list(dict.fromkeys(named)),
            contacts=bool(named),
            account=self.account,
        )


def batches_of(items: Sequence[Item], most: int) -> list[Sequence[Item]]:
    """Items in groups of at most `most`."""
    return [items[start : start + most] for start in range(0, len(items), most)]
