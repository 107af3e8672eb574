"""Wake-up: an event within a process, PostgreSQL's word between them, a short poll beneath."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.logs import log
from storage.store import Store

LISTEN_PAUSE = 5.0  # seconds until a lost connection is tried again; the poll goes on meanwhile
POLL_SECONDS = 0.5  # between processes; within one an event comes first


class Wake:
    """Who waits for rows is woken when some may be there."""

    def __init__(self) -> None:
        self._inbox = asyncio.Event()
        self._outbox = asyncio.Event()
        self._heard: set[asyncio.Event] = set()

    def inbox(self) -> None:
        """Rows may wait in the inbox."""
        self._inbox.set()

    def outbox(self) -> None:
        """Rows may wait in the outbox."""
        self._outbox.set()

    def delivered(self) -> None:
        """Something was delivered to a local channel."""
        for each in self._heard:
            each.set()

    async def for_inbox(self) -> None:
        """Waits for rows in the inbox, or the poll."""
        await _either(self._inbox)

    async def for_outbox(self) -> None:
        """Waits for rows in the outbox, or the poll."""
        await _either(self._outbox)

    async def for_delivery(self, seconds: float) -> None:
        """Waits for a delivery to a local channel, or the poll."""
        event = asyncio.Event()
        self._heard.add(event)
        try:
            await _either(event, min(seconds, POLL_SECONDS))
        finally:
            self._heard.discard(event)


async def hear(
    store: Store, wake: Wake, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Wakes for what other processes store, for ever; on SQLite there is nobody to listen to."""
    if store.dialect == "sqlite":
        return
    from storage.postgresql import PostgresqlStore  # late: SQLite does without

    if not isinstance(store, PostgresqlStore):
        raise TypeError(store.dialect)
    while True:
        try:
            await store.listen(lambda place: _told(wake, place))
            log.warning("listening_lost")
        except Exception as error:  # noqa: BLE001 - the poll finds all; it is tried again
            log.warning("listening_failed", error=type(error).__name__)
        await pause(LISTEN_PAUSE)


def _told(wake: Wake, place: str) -> None:
    if place != "outbox":
        wake.inbox()
    if place != "inbox":
        wake.outbox()


async def _either(event: asyncio.Event, seconds: float = POLL_SECONDS) -> None:
    try:
        # Not wait_for: in Python 3.11 it swallows a cancellation that comes as the event is set.
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
    finally:
        event.clear()
