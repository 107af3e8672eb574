"""The work of `seratus demo`: opens the store of the settings and fills it."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.clock import now
from bot.demo import fill, look_at
from bot.settings import Settings
from bot.wiring import checked_keys, opened
from storage.crypto import InboxSealer, Sealer


async def filled(settings: Settings, tell: Callable[[str], None]) -> None:
    """Fills the store and says how to look at it. Raises HoldsPeople, StoreUnreachable."""
    store = await opened(settings)
    try:
        keys = await checked_keys(store, settings.keys_file, now)
        door = InboxSealer(keys.door(), time.monotonic)
        people = await fill(store, Sealer(keys), door, settings.region, now(), tell)
    finally:
        await store.close()
    tell(f"{people} made-up people are in the store")
    for line in look_at(settings.region):
        tell(line)
