"""`seratus keys rotate --index`: another key by which NIKs and phones are found, beside all work.

It adds the key, lets every transaction write both columns, fills those of the rows that were there,
and switches in one short transaction. Cut off anywhere, the next command or start goes on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from sqlite3 import SQLITE_BUSY
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.clock import Now
from bot.giving_way import given_way
from storage import reindexing
from storage.backup import remember
from storage.crypto import Sealer
from storage.key_ring import Key, Keys
from storage.keys import rotate_index, switch_index, switched, waiting_key
from storage.store import Store, open_store
from storage.tables import participants, receipts

if TYPE_CHECKING:
    from bot.settings import Settings

Tell = Callable[[str], None]
TRIES = 100  # for the moment in which nothing writes, each waited for a fifth of a second and more
LOCK_TIMEOUT = "55P03"  # PostgreSQL's lock_not_available
PAUSE = 0.05  # seconds between two tries: those who gave way go on


async def rotate(settings: Settings, now: Now, tell: Tell, only_add: bool = False) -> None:
    """The whole of it; `only_add` ends with the key. Raises KeysError, StoreUnreachable."""
    from bot.wiring import checked_keys, opened

    store = await opened(settings)
    try:
        waited = settings.keys_file.exists() and waiting_key(settings.keys_file, now())
        keys = await checked_keys(store, settings.keys_file, now)
        if keys.index_next is None and waited:
            tell(f"Index key {keys.indexes[-1].id} is the current one: the switch was done before")
            return
        keys = rotate_index(settings.keys_file, now())
        key = keys.index_next
        if key is None or only_add:
            tell(f"Index key {key.id if key else 0} waits; type the command again for the rest")
            return
        tell(f"{await _moved(store, keys, key, now)} rows filled")
        switch_index(settings.keys_file, now())
    finally:
        await store.close()
    tell(f"Index key {key.id} is the current one. Copy the keys again: seratus keys export")
    tell("Print posters and links anew: what was signed under the old key is not believed any more")


async def _moved(store: Store, keys: Keys, key: Key, now: Now) -> int:
    """Lets both columns be written, fills them, and switches; gives how many rows were filled."""
    await store.write(lambda conn: _announce(conn, keys, key))
    ready = reindexing.Prepared(now())
    old, new = Sealer(keys), Sealer(switched(keys))
    filled = await fill(store, old)
    for table in (participants, receipts):
        after, more = None, True
        while more:
            read = partial(reindexing.prepare, old=old, new=new, to=ready, table=table, after=after)
            after = await store.read(read)
            more = after is not None
    await _alone(store, lambda conn: reindexing.switch(conn, old, new, key.id, ready))
    return filled


def _announce(conn: Connection, keys: Keys, key: Key) -> None:
    from bot.before_migration import FINGERPRINT

    remember(conn, FINGERPRINT, keys.fingerprint())  # from now on an older key file is refused
    reindexing.announce(conn, key.id)


async def fill(store: Store, sealer: Sealer) -> int:
    """Writes every second column, some rows a transaction; gives how many rows."""
    total = 0
    for table in reindexing.TABLES:
        after, more = None, True
        while more:
            work = partial(reindexing.fill, sealer=sealer, table=table, after=after)
            done, after = await given_way(store.write(work))
            total, more = total + done, after is not None
    return total


async def _alone(store: Store, work: Callable[[Connection], None]) -> None:
    """Does the work once no transaction writes; who is in the way is waited for."""
    for left in reversed(range(TRIES)):
        try:
            await store.write(work)
        except DBAPIError as error:
            if not left or not _in_the_way(error):
                raise
            await asyncio.sleep(PAUSE)
        else:
            return


def _in_the_way(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    return state == LOCK_TIMEOUT or getattr(error.orig, "sqlite_errorcode", None) == SQLITE_BUSY


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
