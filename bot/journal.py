"""The journal beside the work: notes brought to its file, the audit sealed, a restored store told.

`seratus journal apply` and `verify` are in `bot.journal_commands`.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sqlalchemy import Connection, select

from bot.clock import Now
from bot.file_place import file_place
from bot.logs import log
from bot.settings import Settings
from bot.wiring import House, checked_keys, opened
from storage import audits_chain, journal, journal_applying
from storage.audits_chain import Verified
from storage.backup import remember
from storage.crypto import Sealer
from storage.journal import Entry, Journal, JournalBroken
from storage.journal_applying import DUE, Applied, Means
from storage.store import Store
from storage.tables import store_facts

LOOK_SECONDS = 1.0  # how long a note waits at most; a look finds one empty table
SEAL_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Proof:
    """What `seratus audit verify` found: of the chain, and of the journal (None: no journal)."""

    audit: Verified
    lines: int
    known: int  # lines that the store knows of
    broken: str | None


def journal_of(settings: Settings, sealer: Sealer) -> Journal:
    """The journal of these settings."""
    return Journal(settings.journal_file, sealer)


async def flush(store: Store, kept: Journal, now: Now) -> int:
    """Brings what waits to the file; gives how many. Raises OSError, JournalBroken."""
    seqs, entries = await store.read(lambda conn: journal.waiting(conn, now()))
    if entries:
        last = await asyncio.to_thread(kept.add, entries)
        await store.write(lambda conn: journal.done(conn, seqs, last))
    return len(entries)


async def seal_audit(store: Store, sealer: Sealer, now: Now) -> int:
    """Seals what is old enough, a stretch a transaction; gives the rows."""
    total = 0
    while done := await store.write(lambda conn: audits_chain.seal(conn, sealer, now())):
        total += done
    return total


async def keep(house: House) -> None:
    """Flushes and seals for ever; what the file refuses is told and tried again."""
    kept, seal_at = journal_of(house.settings, house.sealers.sealer), house.now()
    while True:
        try:
            if house.now() >= seal_at:
                seal_at = house.now() + SEAL_EVERY
                await seal_audit(house.store, house.sealers.sealer, house.now)
            while not await house.store.read(due) and await flush(house.store, kept, house.now):
                pass
            house.note_trouble("journal", None)
        except Exception as error:  # noqa: BLE001 - a loop records and goes on
            house.note_trouble("journal", f"is not written ({type(error).__name__})")
            log.error("journal_not_written", error=type(error).__name__)
        await asyncio.sleep(LOOK_SECONDS)


# --- after a restore -----------------------------------------------------------------------


def due(conn: Connection) -> bool:
    """Whether a restored store was not told its journal yet."""
    fact = select(store_facts.c.value).where(store_facts.c.name == DUE)
    return conn.scalar(fact) is not None


def set_due(conn: Connection, *, now_due: bool) -> None:
    """Says that it is due, or no more."""
    if now_due:
        journal.begin(conn)
        remember(conn, DUE, "yes")
    else:
        conn.execute(store_facts.delete().where(store_facts.c.name == DUE))


async def apply(settings: Settings, now: Now) -> Applied | None:
    """Tells the store its journal; None where there is no file. Raises JournalBroken."""
    store = await opened(settings)
    try:
        sealer = Sealer(await checked_keys(store, settings.keys_file, now))
        kept = journal_of(settings, sealer)
        if not kept.path.exists():
            return None
        entries = await asyncio.to_thread(lambda: list(kept.entries()))
        last = entries[-1].number if entries else 0
        done = await store.write(partial(_told, sealer=sealer, entries=entries, last=last, now=now))
    finally:
        await store.close()
    for each in done.files:
        file_place(settings).delete(each)
    return done


def _told(
    conn: Connection, sealer: Sealer, entries: list[journal.Entry], last: int, now: Now
) -> Applied:
    done = journal_applying.apply(conn, entries, Means(sealer, now()))
    set_due(conn, now_due=False)
    remember(conn, journal.WRITTEN, str(last))
    return done


def _seals(seals: dict[int, str], each: Entry) -> dict[int, str]:
    """The audit's seals that the journal keeps, behind one more entry."""
    match each.kind:
        case audits_chain.KIND:
            return {**seals, int(each.subject): each.value or ""}
        case journal_applying.RESTORED:
            return {seq: one for seq, one in seals.items() if seq <= int(each.value or 0)}
        case _:
            return seals


async def verify(settings: Settings, now: Now) -> Proof:
    """Looks through the audit's chain and the journal."""
    store = await opened(settings)
    try:
        sealer = Sealer(await checked_keys(store, settings.keys_file, now))
        kept, broken, seals, lines = journal_of(settings, sealer), None, dict[int, str](), 0
        try:
            for each in kept.entries():
                lines = each.number
                seals = _seals(seals, each)
        except JournalBroken as problem:
            broken = str(problem)
        known = await store.read(journal.known)
        found = await store.read(lambda conn: audits_chain.verify(conn, sealer, seals))
    finally:
        await store.close()
    return Proof(found, lines, known, broken)
