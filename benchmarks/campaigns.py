"""Measures counting and freezing a campaign for 1.000.000 people, on SQLite and on PostgreSQL.

    .venv/bin/python -m benchmarks.campaigns [--people 1000000] [--chunk N]

Prints one JSON line a database: people, seconds of the count with who is left out, seconds of
freezing in chunks, recipients, and the longest transaction of a chunk in ms, which bounds how long
a turn waits; then rows a second queued, claimed with their words made, and noted as sent. One in
ten said stop, one in twenty is blocked. Both databases run with their own settings, durable.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from benchmarks import filling
from benchmarks.filling import HOME
from benchmarks.turns import postgresql
from bot.campaigns import Campaigns
from bot.campaigns import Office as CampaignOffice
from bot.house import Sealers
from bot.logs import log
from bot.wiring import channels
from conversations.broadcast_text import Content
from storage import (
    campaigns,
    campaigns_freezing,
    campaigns_held,
    campaigns_run,
    officers,
    outbox,
    recipients,
    schema,
)
from storage.campaigns import Plan
from storage.campaigns_audience import Audience, Meant
from storage.campaigns_count import count
from storage.claims import By
from storage.crypto import InboxOpener, InboxSealer, Sealer
from storage.keys import load_or_create
from storage.outbox import Outcome
from storage.scope import Scope
from storage.store import Store, open_store
from storage.tables import endpoints

PEOPLE = 1_000_000
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # a Monday, ten in Tanah Bumbu
TODAY = date(2026, 11, 23)
SENT = 10_000  # messages of which the sending is measured
FIRST = 10_000_000  # number of a made-up chat
BATCH = 256  # rows a claim

NUMBERS = {
    "sqlite": "WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < :people) ",
    "postgresql": "WITH g(n) AS (SELECT generate_series(1::bigint, :people)) ",
}
HEX = {"sqlite": "printf('%032x', n)", "postgresql": "lpad(to_hex(n), 32, '0')"}
KEY = {"sqlite": "CAST(printf('%08x', n) AS BLOB)", "postgresql": "int8send(n)"}
VILLAGE = {
    "sqlite": "'63.10.03.' || (2000 + n % 150)",
    "postgresql": "'63.10.03.' || (2000 + n % 150)",
}
FILL = (
    """
    INSERT INTO endpoints (id, channel, account, address_index, address, trial, stopped, active,
      doubt, first_seen_at, last_seen_at)
    {numbers} SELECT {hex}, 'telegram', 'main', {key}, :sealed, {no},
      CASE WHEN n % 10 = 0 THEN 'all' ELSE 'none' END,
      CASE WHEN n % 20 = 1 THEN {no} ELSE {yes} END, {no}, :now, :now FROM g
    """,
    """
    INSERT INTO participants (id, nik, nik_index, name, birth_date, sex, village_code, occupation,
      member_before, payer, flags, trial, covered_until, reminded, standing, version, created_at,
      updated_at)
    {numbers} SELECT {hex}, :sealed, {key}, 'Siti', '1980-02-29', 'female', {village}, 'farmer',
      'no', 'self', '[]', {no}, '2026-12-31', {yes}, 'here', 1, :now, :now FROM g
    """,
    """
    INSERT INTO links (endpoint_id, participant_id, role, created_at)
    SELECT id, id, 'self', :now FROM participants
    """,
)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Store]:
    """A migrated store."""
    await schema.upgrade(url)
    store = await open_store(url)
    try:
        yield store
    finally:
        await store.close()


async def run(name: str, url: str, people: int, chunk: int) -> dict[str, object]:
    """The figures of one database."""
    folder = Path(tempfile.mkdtemp(prefix="seratus-"))
    keys = load_or_create(folder / "keys" / "bench.keys", NOW, True)
    sealers = Sealers(Sealer(keys), InboxSealer(keys.door(), time.monotonic), InboxOpener(keys))
    try:
        async with opened(url) as store:
            await store.write(lambda conn: fill(conn, people))
            which = await store.write(lambda conn: made(conn, sealers.sealer))
            figures = await planned(store, sealers, which, chunk)
            sending = await sent(store, sealers, which)
        return {"database": name, "people": people, **figures, **sending}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fill(conn: Connection, people: int) -> None:
    """So many people, each with a phone."""
    name = conn.dialect.name
    parts = {"numbers": NUMBERS[name], "hex": HEX[name], "key": KEY[name], "village": VILLAGE[name]}
    parts |= {"yes": "1", "no": "0"} if name == "sqlite" else {"yes": "true", "no": "false"}
    now = "2026-11-22 02:00:00.000000"
    given = {
        "people": people,
        "sealed": b"sealed",
        "now": now if name == "sqlite" else datetime.fromisoformat(f"{now}+00:00"),
    }
    with filling.quiet(conn):
        for each in FILL:
            statement = each.format(**parts)
            known = {key: value for key, value in given.items() if f":{key}" in statement}
            conn.execute(text(statement), known)
    filling.derive(conn)


def made(conn: Connection, sealer: Sealer) -> str:
    """A campaign that is being frozen."""
    author = officers.add(conn, "bench", "Bench", "kabupaten", [HOME], "bench", NOW)
    by = By(Scope((HOME,)), author, NOW)
    plan = Plan("Kabar", "Kantor", Content({"id": "Yth. {nama} di {desa}."}), Audience((HOME,)))
    which = campaigns.make(conn, sealer, by, plan)
    campaigns.submit(conn, sealer, by, which, 1)
    return which


async def planned(store: Store, sealers: Sealers, which: str, chunk: int) -> dict[str, object]:
    """Counts, then freezes chunk by chunk as the sender does."""
    its = Meant(Audience((HOME,)), Scope((HOME,)), which, False, TODAY, NOW)
    began = time.perf_counter()
    told = await store.read(lambda conn: count(conn, its))
    counted = time.perf_counter() - began
    began, cpu = time.perf_counter(), time.process_time()
    took: list[float] = []
    spans = await store.read(lambda conn: recipients.spans(conn, its, chunk))
    pacing = recipients.Pacing(spans)
    while (span := pacing.next()) is not None:
        at = time.perf_counter()

        def freeze(conn: Connection, span: recipients.Span = span) -> bool:
            return campaigns_freezing.freeze(conn, sealers.sealer, its, span)

        await store.write(freeze)
        took.append(time.perf_counter() - at)
        pacing.took(took[-1])
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    await store.write(lambda conn: campaigns_freezing.frozen(conn, sealers.sealer, its, told, NOW))
    number = await store.read(lambda conn: recipients.counted(conn, which))
    assert number == told.messages, (number, told)
    return {
        "load": round(os.getloadavg()[0], 1),
        "count_seconds": round(counted, 2),
        "freeze_seconds": round(seconds, 2),
        "recipients": number,
        "freeze_cpu_seconds": round(cpu, 2),  # of our process: on PostgreSQL not the server's
        "transactions": len(took),
        "median_chunk_ms": round(statistics.median(took) * 1000, 1),
        "longest_chunk_ms": round(max(took) * 1000, 1),
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "chunk": chunk,
    }


async def sent(store: Store, sealers: Sealers, which: str) -> dict[str, object]:
    """Queues, claims with words, and notes as sent."""
    moving = Campaigns(store, sealers, channels(), CampaignOffice(), lambda: NOW)
    await store.write(lambda conn: real_addresses(conn, sealers))

    def state(conn: Connection) -> None:
        found = campaigns_held.states(conn, sealers.sealer, [which])[which]
        campaigns_run.begin(conn, found, TODAY, NOW)
        campaigns.set_timer(conn, which, NOW, NOW)

    await store.write(state)
    began, done = time.perf_counter(), 0
    while done < SENT:
        await moving.run()

        def claim(conn: Connection) -> int:
            rows = moving.claimed(conn, outbox.claim(conn, "telegram", "main", NOW, BATCH))
            outbox.finish(conn, [Outcome(row.seq, "sent", sent_at=NOW) for row in rows])
            return len(rows)

        number = await store.write(claim)
        done += number
        if not number:
            break
    seconds = time.perf_counter() - began
    return {"sent": done, "sent_a_second": round(done / seconds)}


def real_addresses(conn: Connection, sealers: Sealers, number: int = SENT * 2) -> None:
    """The first people's addresses can be opened, each another."""
    query = endpoints.select().with_only_columns(endpoints.c.id).order_by(endpoints.c.id)
    ids = conn.scalars(query.limit(number)).all()
    seal: Callable[..., bytes] = sealers.sealer.seal_text
    rows: list[dict[str, Any]] = [
        {"which": each, "sealed": seal(str(FIRST + place), "endpoints", "address", each)}
        for place, each in enumerate(ids)
    ]
    conn.execute(text("UPDATE endpoints SET address = :sealed WHERE id = :which"), rows)


async def measured(people: int, chunk: int, only: str | None) -> None:
    """Both databases, one after the other, or one."""
    log.configure("error")
    if only != "postgresql":
        folder = Path(tempfile.mkdtemp(prefix="seratus-"))
        try:
            url = f"sqlite+aiosqlite:///{folder / 'bench.db'}"
            print(json.dumps(await run("sqlite", url, people, chunk)), flush=True)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    if only != "sqlite":
        with postgresql() as url:
            print(json.dumps(await run("postgresql", url, people, chunk)), flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--database", choices=("sqlite", "postgresql"))
    parser.add_argument("--chunk", type=int, default=recipients.CHUNK)
    given = parser.parse_args()
    asyncio.run(measured(given.people, given.chunk, given.database))


if __name__ == "__main__":
    main()
