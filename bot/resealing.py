"""`seratus keys reseal`: everything under the current key, beside whatever else is working."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot.clock import Now
from bot.file_place import file_place
from bot.giving_way import given_way
from bot.settings import Settings
from bot.wiring import checked_keys, opened
from storage import resealing
from storage.crypto import Sealer
from storage.store import Store


async def reseal(settings: Settings, now: Now, tell: Callable[[str], None]) -> int:
    """Goes through all tables and files; gives how many values no key opens."""
    store = await opened(settings)
    try:
        sealer = Sealer(await checked_keys(store, settings.keys_file, now))
        broken = 0
        for table in resealing.tables():
            anew, lost = await _table(store, sealer, table.name)
            broken += lost
            if anew or lost:
                tell(f"{table.name}: {anew} sealed anew" + (f", {lost} broken" if lost else ""))
        files = sum(resealing.files(sealer, file_place(settings)))
        tell(f"files: {files} sealed anew")
    finally:
        await store.close()
    return broken


async def _table(store: Store, sealer: Sealer, name: str) -> tuple[int, int]:
    """Some rows a transaction, so that no talk waits for long."""
    (table,) = [each for each in resealing.tables() if each.name == name]
    anew, broken, after, more = 0, 0, None, True
    while more:
        work = partial(resealing.reseal, sealer=sealer, table=table, after=after)
        done = await given_way(store.write(work))
        anew, broken, after = anew + done.anew, broken + done.broken, done.last
        more = after is not None
    return anew, broken
