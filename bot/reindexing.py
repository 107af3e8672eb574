"""`seratus keys rotate --index`: another key by which NIKs and phones are found.

Typed once it adds the key; typed again it fills the second columns beside whatever works, and
switches as soon as no other process is there. Cut off anywhere, the next command or start goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, make_url

from bot.clock import Now
from storage import reindexing
from storage.backup import remember
from storage.crypto import Sealer
from storage.key_ring import Key, Keys
from storage.keys import rotate_index, switch_index, switched
from storage.lock import EngineLock
from storage.store import Store, open_store

if TYPE_CHECKING:
    from bot.settings import Settings

Tell = Callable[[str], None]
STOP = "The second columns are filled. Stop every process, then type the same command again: it "
STOP += "switches within seconds"


async def rotate(settings: Settings, now: Now, tell: Tell) -> None:
    """The next step of a rotation. Raises KeysError, StoreUnreachable."""
    from bot.wiring import checked_keys, opened

    store = await opened(settings.database_url)
    try:
        keys = await checked_keys(store, settings.keys_file, now)
        if keys.index_next is None:
            added = rotate_index(settings.keys_file, now())
            tell(f"Index key {added.index_next.id if added.index_next else 0} waits.")
            tell("Copy the keys again (seratus keys export), start every process anew, ")
            tell("then type the same command again")
            return
        tell(f"{await fill(store, Sealer(keys))} rows filled")
        if not await _switched_alone(settings, store, keys, keys.index_next, now):
            tell(STOP)
            return
    finally:
        await store.close()
    tell(f"Index key {keys.index_next.id} is the current one. Print posters and links anew: ")
    tell("what was signed under the old key is not believed any more")


async def fill(store: Store, sealer: Sealer) -> int:
    """Writes every second column, some rows a transaction; gives how many rows."""
    total = 0
    for table in reindexing.TABLES:
        after, more = None, True
        while more:
            work = partial(reindexing.fill, sealer=sealer, table=table, after=after)
            done, after = await store.write(work)
            total, more = total + done, after is not None
    return total


async def _switched_alone(settings: Settings, store: Store, keys: Keys, key: Key, now: Now) -> bool:
    """Switches where no other process works on the database."""
    lock = _lock(settings)
    if lock and not lock.acquire():
        return False
    try:
        if not await store.join(alone=True):
            return False
        old, new = Sealer(keys), Sealer(switched(keys))
        await store.write(lambda conn: reindexing.switch(conn, old, new, key.id))
        switch_index(settings.keys_file, now())
    finally:
        if lock:
            lock.release()
    return True


def _lock(settings: Settings) -> EngineLock | None:
    address = make_url(settings.database_url)
    if address.get_backend_name() != "sqlite" or not address.database:
        return None
    return EngineLock.beside(Path(address.database))


async def settled(store: Store, keys: Keys, path: Path, now: Now, fresh: bool) -> Keys:
    """The keys as the database stands: of a switch that was cut off the file follows."""
    under = await store.read(reindexing.under)
    if fresh:
        await store.write(lambda conn: _note(conn, keys))
    elif keys.index_next and under == keys.index_next.id:
        return switch_index(path, now())
    return keys


def _note(conn: Connection, keys: Keys) -> None:
    remember(conn, reindexing.FACT, str(keys.indexes[-1].id))


async def restored(settings: Settings, keys: Keys) -> None:
    """A backup from before a switch, under the current index key; alone on the database."""
    store = await open_store(settings.database_url)
    try:
        under = await store.read(reindexing.under) or keys.indexes[0].id
        if under == keys.indexes[-1].id or under not in {each.id for each in keys.indexes}:
            return
        before = tuple(each for each in keys.indexes if each.id <= under)
        old = Sealer(replace(keys, indexes=before, index_next=None))
        new, key = Sealer(replace(keys, index_next=None)), keys.indexes[-1].id
        await store.write(lambda conn: reindexing.switch(conn, old, new, key))
    finally:
        await store.close()
