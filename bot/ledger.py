"""The ledger: which outbox rows are being sent here, and what became of them, in batches."""

from __future__ import annotations

import asyncio

from sqlalchemy import Connection

from bot.meters import meters
from bot.wake import Wake
from storage import endpoints, outbox
from storage.outbox import Outcome
from storage.store import Store


class Ledger:
    """Collects outcomes; whoever stores them stores those of all others with them."""

    def __init__(self, store: Store, wake: Wake) -> None:
        self._store = store
        self._wake = wake
        self._outcomes: list[Outcome] = []
        self._gone: list[str] = []
        self._storing = asyncio.Lock()
        self.held: set[int] = set()  # rows that this process is sending, by seq

    def note(self, *outcomes: Outcome) -> None:
        """What is to be stored with the next batch."""
        self._outcomes += outcomes

    def note_gone(self, endpoint_id: str) -> None:
        """Somebody who cannot be reached until they write again."""
        self._gone.append(endpoint_id)

    async def store(self) -> None:
        """Returns when all that was noted is stored; what could not be stays noted, and raises."""
        async with self._storing:
            outcomes, gone = self._outcomes, self._gone
            if not outcomes and not gone:
                return

            def write(conn: Connection) -> None:
                outbox.finish(conn, outcomes)
                endpoints.present(conn, [(each, False) for each in gone])

            self._outcomes, self._gone = [], []
            try:
                with meters.timed("sender.note"):
                    await self._store.write(write)
                meters.note("seratus_commit_rows", len(outcomes), "sender")
                self.held -= {each.seq for each in outcomes}
            except BaseException:
                self._outcomes, self._gone = outcomes + self._outcomes, gone + self._gone
                raise
        self._wake.delivered()
        self._wake.inbox()
        self._wake.outbox()
