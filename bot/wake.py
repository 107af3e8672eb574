"""Wake-up within a process: an event; between processes everybody also polls shortly."""

from __future__ import annotations

import asyncio

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


async def _either(event: asyncio.Event, seconds: float = POLL_SECONDS) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
    finally:
        event.clear()
