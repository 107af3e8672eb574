"""The turnstile: processes of one database work the engine in turn, as `seratus chat` does."""

from __future__ import annotations

import asyncio

from storage.lock import EngineLock
from storage.store import Store

PATIENCE = 3.0  # seconds that another chat's turn may take; `seratus run` never lets go
STEP = 0.05  # seconds between two looks


class Turnstile:
    """Lets `seratus chat` work the engine for the length of one line.

    On SQLite it takes the lock beside the file; on PostgreSQL engines share by partitions.
    """

    def __init__(self, store: Store, lock: EngineLock | None) -> None:
        self._store = store
        self._lock = lock

    def enter(self) -> bool:
        """Whether this process may work the engine now, until `leave`."""
        return self._lock is None or self._lock.acquire()

    def leave(self) -> None:
        """Lets the next one in."""
        if self._lock:
            self._lock.release()

    async def alone(self) -> bool:
        """Whether no `seratus run` holds the engine: then a clock may be moved."""
        for _ in range(int(PATIENCE / STEP)):
            if await self._free():
                return True
            await asyncio.sleep(STEP)
        return False

    async def _free(self) -> bool:
        if not self.enter():
            return False
        self.leave()
        if not await self._store.join(alone=True):
            return False
        await self._store.part()
        return True
