"""Backup, restore and move: what `seratus backup`, `restore`, `resume` and `move` do."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, select, update

from bot import journal as journals
from bot import reindexing
from bot.clock import Now, now
from bot.file_place import file_place
from bot.logs import log
from bot.room import room
from bot.settings import Settings
from bot.wiring import checked_keys, engine_lock, opened, opened_at, writable
from storage import backup, copies, journal, rows, schema
from storage.backup import SUFFIX, Contents
from storage.crypto import Sealer
from storage.keys import Keys, load_or_create
from storage.store import Store, open_store
from storage.tables import outbox, store_facts

RESTORED = "restored"  # the store fact that holds the sender back until an officer agrees
MOVING = "moving"  # the store fact of a database that is being filled by `seratus move`
EVERY = timedelta(hours=24)
LOOK_SECONDS = 600.0  # how often the daily backup looks whether it is time
Tell = Callable[[str], None]


class CannotBackup(RuntimeError):
    """Nothing was written; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What `seratus move` did: rows of each table, all found equal."""

    tables: dict[str, int]


async def take(settings: Settings, now: Now, target: Path | None) -> tuple[Path, Contents]:
    """Writes a backup while others work, reads it back, and deletes those kept long enough."""
    folder = settings.backup_dir
    path = target or folder / f"seratus-{now():%Y%m%d-%H%M%S}{SUFFIX}"
    writable(path.parent)
    store = await opened(settings)
    try:
        keys = await checked_keys(store, settings.keys_file, now)
        sealer, kept = Sealer(keys), file_place(settings)
        made = await store.read(lambda conn: backup.take(conn, sealer, keys, kept, path, now()))
    except FileExistsError:
        raise CannotBackup(f"{path} exists already; name a new file") from None
    finally:
        await store.close()
    if target is None:
        forget(folder, now() - timedelta(days=settings.backup_days), but=path)
    return path, made


def forget(folder: Path, before: datetime, but: Path) -> list[Path]:
    """Deletes the backups and copies that were taken before, and what was left unfinished."""
    kept = [*folder.glob(f"seratus-*{SUFFIX}"), *folder.glob(f"seratus-*{copies.SUFFIX}")]
    old = [each for each in sorted(kept) if each != but and _modified(each, before) < before]
    for each in [*old, *folder.glob(f"seratus-*{SUFFIX}*.unfinished")]:
        each.unlink(missing_ok=True)
    return old


async def restore(settings: Settings, now: Now, source: Path) -> Contents:
    """Fills an empty database and the files folder; the sender waits for `seratus resume`.

    Raises CannotBackup, BackupBroken, KeysError, SchemaError.
    """
    header = backup.header_of(source)
    keys = load_or_create(settings.keys_file, now(), may_create=False)
    keys.check_fingerprint(header.keys)
    writable(settings.data_dir)
    with _alone(settings):
        await schema.upgrade(settings.database_url, header.schema)
        store = await open_store(settings.database_url)
        try:
            done = await store.write(lambda conn: _restored(conn, settings, keys, source, now()))
        except rows.NotEmpty as problem:
            raise CannotBackup(
                f"the database already holds data ({problem}); nothing was changed. "
                "Set SERATUS_DATABASE_URL to a new one, or move the old away"
            ) from None
        finally:
            await store.close()
        await schema.upgrade(settings.database_url)
        await reindexing.restored(settings, keys)
        await journals.apply(settings, now)  # without a file, `resume` asks for it
    return done


def _restored(
    conn: Connection, settings: Settings, keys: Keys, source: Path, now: datetime
) -> Contents:
    done = backup.restore(conn, Sealer(keys), source, file_place(settings))
    hold_back(conn, done.header.taken_at)
    return done


def hold_back(conn: Connection, taken_at: datetime) -> None:
    """Nothing is sent from a restored store before the journal was told and somebody agreed."""
    backup.remember(conn, RESTORED, taken_at.isoformat())
    journals.set_due(conn, now_due=True)
    # What a campaign had not sent may have been sent since the backup was taken.
    waiting = outbox.c.state.in_(("waiting", "sending"))
    unsure = update(outbox).where(outbox.c.kind == "campaign", waiting)
    conn.execute(unsure.values(state="unknown"))


def restored_from(conn: Connection) -> str | None:
    """When the backup was taken that this store was restored from, until somebody agreed."""
    found: str | None = conn.scalar(
        select(store_facts.c.value).where(store_facts.c.name == RESTORED)
    )
    return found


def agree(conn: Connection, without_journal: bool = False) -> bool:
    """Lets the sender send again; False where nothing held it back. Raises CannotBackup."""
    if journals.due(conn) and not without_journal:
        raise CannotBackup(
            "the journal was not told yet: who stopped, died or was deleted since the backup? "
            "Put its file to SERATUS_JOURNAL and type: seratus journal apply"
        )
    journals.set_due(conn, now_due=False)
    held = conn.execute(store_facts.delete().where(store_facts.c.name == RESTORED))
    return held.rowcount > 0


# --- moving --------------------------------------------------------------------------------


async def move(settings: Settings, target: str, tell: Tell) -> Moved:
    """Copies every row to another database and compares both; may be cut off and begun again.

    Files and keys stay where they are. Raises CannotBackup, SchemaError.
    """
    with _alone(settings):
        source = await opened(settings)
        goal = await opened_at(target)
        try:
            await _journalled(settings, source)
            await goal.write(_begin)
            done = {}
            for table in rows.tables():
                if table is not store_facts:
                    done[table.name] = await _copied(source, goal, table.name, tell)
            await _facts(source, goal)
        except rows.NotEmpty as problem:
            raise CannotBackup(
                f"the other database already holds data ({problem}); name an empty one"
            ) from None
        finally:
            await source.close()
            await goal.close()
    return Moved(done)


async def _journalled(settings: Settings, source: Store) -> None:
    """What waits for the journal does not move: it is written first."""
    keys = await checked_keys(source, settings.keys_file, now)
    while await journals.flush(source, journals.journal_of(settings, Sealer(keys)), now):
        pass


def _begin(conn: Connection) -> None:
    under_way = conn.scalar(select(store_facts.c.value).where(store_facts.c.name == MOVING))
    if under_way is None:
        rows.refuse_filled(conn)
        backup.remember(conn, MOVING, "begun")


async def _copied(source: Store, goal: Store, name: str, tell: Tell) -> int:
    """One table, behind what an earlier try copied; then compared row by row."""
    table = store_facts.metadata.tables[name]
    after = await goal.read(lambda conn: rows.last_key(conn, table))
    while True:
        some = await source.read(partial(rows.some, table=table, after=after))
        if not some.values:
            break
        await goal.write(partial(rows.write, rows=some))
        after = rows.key_of(table, some)
    ours = await source.read(lambda conn: rows.digest(conn, table))
    theirs = await goal.read(lambda conn: rows.digest(conn, table))
    if ours != theirs:
        raise CannotBackup(
            f"{name} differs between the two ({ours[0]} and {theirs[0]} rows); "
            "empty the other database and begin again"
        )
    if ours[0]:
        tell(f"{name}: {ours[0]}")
    return ours[0]


async def _facts(source: Store, goal: Store) -> None:
    """Last, so that a database that was not filled to the end is never taken for whole."""
    (facts,) = [each for each in rows.tables() if each is store_facts]
    some = await source.read(lambda conn: rows.some(conn, facts, None))

    def put(conn: Connection) -> None:
        conn.execute(store_facts.delete())
        rows.write(conn, some)
        rows.count_up(conn)
        journal.begin(conn)

    await goal.write(put)


# --- every day -----------------------------------------------------------------------------


async def daily(settings: Settings, now: Now) -> None:
    """Takes a backup in a process of its own once a day, for ever; the log says how it went."""
    while True:
        if settings.backup_daily and _newest(settings.backup_dir, now()) <= now() - EVERY:
            await _in_own_process()
        if (left := room(settings)).scarce:
            log.warning("disk_nearly_full", left_percent=left.percent)
        await asyncio.sleep(LOOK_SECONDS)


async def _in_own_process() -> None:
    """Reading, packing and sealing all rows would hold the talks up for minutes here."""
    command = [sys.executable, "-c", "from bot.cli import main; main()", "backup"]
    ended = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    _, said = await ended.communicate()
    if ended.returncode:
        log.error("backup_failed", said=said.decode("utf-8", "replace").strip()[-300:])
    else:
        log.info("backup_taken")


def _newest(folder: Path, now: datetime) -> datetime:
    taken = [_modified(each, now) for each in folder.glob(f"seratus-*{SUFFIX}")]
    return max(taken, default=datetime.min.replace(tzinfo=now.tzinfo))


def _modified(path: Path, like: datetime) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, like.tzinfo)


class _alone:  # noqa: N801 - read as a word behind `with`
    """No engine works on the SQLite file meanwhile. Raises CannotBackup."""

    def __init__(self, settings: Settings) -> None:
        self._lock = engine_lock(settings)

    def __enter__(self) -> None:
        if self._lock and not self._lock.acquire():
            raise CannotBackup("a `seratus run` uses this database; stop it first")

    def __exit__(self, *_: object) -> None:
        if self._lock:
            self._lock.release()


def summary(done: Contents) -> Sequence[str]:
    """What a backup holds, in lines for an operator."""
    people = done.tables.get("participants", 0)
    lines = [
        f"taken {done.header.taken_at.isoformat(timespec='minutes')}, schema {done.header.schema}",
        f"{sum(done.tables.values())} rows, of them {people} people; {done.files} files",
    ]
    if done.absent:
        lines.append(f"{done.absent} files were named by the database but not there")
    return lines
