"""Measures planning a month of reminders for 1.000.000 members on PostgreSQL, chunk by chunk.

    .venv/bin/python -m benchmarks.reminders [--members 1000000] [--chunk N]

Prints one JSON line: members, reminders planned, seconds over all days of the month, the longest
transaction of a chunk in ms, which bounds how long its locks hold anybody up; then phones, and the
same of opening the chunks when their hour has come. Half of the
members pay month by month, the others a year ahead; one in ten is paid for by a village. Nothing is
sent, the talks are not stepped. PostgreSQL runs with its own settings, `fsync` on.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from calendar import monthrange
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, text

from benchmarks.filling import derive, quiet
from benchmarks.turns import postgresql
from bot.logs import log
from bot.reminders import CHUNK, Plans, Region
from storage import schema
from storage.reminders import open_due
from storage.store import Store, open_store
from storage.tables import reminders, timers

MEMBERS = 1_000_000
MONTH = date(2026, 12, 1)
DAWN = 22  # UTC hour of the day before: 06.00 in Tanah Bumbu
VILLAGES = 150

FILL = (
    """
    INSERT INTO endpoints (id, channel, account, address_index, address, trial, stopped, active,
      doubt, first_seen_at, last_seen_at)
    SELECT lpad(to_hex(n), 32, '0'), 'telegram', 'main', int8send(n), 'sealed', false, 'none',
      true, false, now(), now()
    FROM generate_series(1::bigint, :members) AS n
    """,
    """
    INSERT INTO participants (id, nik, nik_index, name, birth_date, sex, village_code, occupation,
      member_before, payer, flags, trial, covered_until, version, created_at, updated_at)
    SELECT lpad(to_hex(n), 32, '0'), 'sealed', int8send(n), 'Siti', '1980-02-29', 'female',
      '63.10.03.' || (2000 + n % :villages), 'farmer', 'no', 'self', '[]', false,
      (date_trunc('month', date '2026-12-01')
        + make_interval(months => CASE WHEN n % 2 = 0 THEN 1 ELSE 1 + (n / 2 % 15)::int - 3 END)
      )::date - 1,
      1, now(), now()
    FROM generate_series(1::bigint, :members) AS n
    """,
    """
    INSERT INTO links (endpoint_id, participant_id, role, created_at)
    SELECT id, id, 'self', now() FROM participants
    """,
    """
    INSERT INTO payments (id, payer, evidence, paid_on, region_code, state, actor, recorded_at)
    VALUES ('payment', 'self', 'officer', '2026-01-01', '63.10', 'recorded', 'bench', now())
    """,
    """
    INSERT INTO contributions (participant_id, month, programme, amount, payer, payment_id,
      recorded_at)
    SELECT id, date_trunc('month', covered_until)::date, 'jkm', 6800,
      CASE WHEN right(id, 1) = '1' THEN 'village' ELSE 'self' END, 'payment', now()
    FROM participants
    """,
)


@dataclass
class Watch:
    """A clock that is moved by hand, and the writes that were timed by it."""

    at: datetime
    chunks: list[float] = field(default_factory=list)  # seconds of each transaction

    def __call__(self) -> datetime:
        """The time it shows."""
        return self.at


@dataclass
class Spent:
    """Seconds that one kind of work took over all days, and its longest transaction."""

    seconds: float = 0.0
    longest: float = 0.0

    @contextmanager
    def timed(self, watch: Watch) -> Iterator[None]:
        """Adds what is done meanwhile."""
        watch.chunks.clear()
        began = time.perf_counter()
        yield
        self.seconds += time.perf_counter() - began
        self.longest = max(self.longest, *watch.chunks, 0.0)


class Timed:
    """A store that times its transactions."""

    def __init__(self, store: Store, watch: Watch) -> None:
        self._store = store
        self._watch = watch
        self.dialect = store.dialect
        self.read = store.read

    async def write(self, work: Callable[[Connection], Any]) -> Any:
        """One transaction, committed."""
        began = time.perf_counter()
        try:
            return await self._store.write(work)
        finally:
            self._watch.chunks.append(time.perf_counter() - began)


async def run(members: int, chunk: int) -> dict[str, object]:
    """The figures of one month."""
    log.configure("error")
    with postgresql() as url:
        await schema.upgrade(url)
        store = await open_store(url)
        try:
            await store.write(lambda conn: fill(conn, members))
            return await planned(store, members, chunk)
        finally:
            await store.close()


def fill(conn: Connection, members: int) -> None:
    """So many members, each with a phone and a last paid month."""
    with quiet(conn):
        for statement in FILL:
            given = {"members": members, "villages": VILLAGES}
            known = {name: value for name, value in given.items() if f":{name}" in statement}
            conn.execute(text(statement), known)
    derive(conn)


async def planned(store: Store, members: int, chunk: int) -> dict[str, object]:
    """Plans each day of the month at its dawn."""
    watch = Watch(datetime(MONTH.year, MONTH.month, 1, DAWN, tzinfo=UTC) - timedelta(days=1))
    timed: Any = Timed(store, watch)
    plans = Plans(timed, Region(), watch, chunk)
    count, planning, opening = 0, Spent(), Spent()
    for _ in range(monthrange(MONTH.year, MONTH.month)[1]):
        with planning.timed(watch):
            count += await plans.run()
        watch.at += timedelta(days=1)
        with opening.timed(watch):
            while await timed.write(lambda conn: open_due(conn, watch.at)):
                pass
    rows, phones = await store.read(counted)
    assert rows == count
    return {
        "members": members,
        "reminders": rows,
        "seconds": round(planning.seconds, 1),
        "longest_chunk_ms": round(planning.longest * 1000, 1),
        "phones": phones,
        "opening_seconds": round(opening.seconds, 1),
        "longest_opening_ms": round(opening.longest * 1000, 1),
        "chunk": chunk,
    }


def counted(conn: Connection) -> tuple[int, int]:
    """How many reminders there are, and phones with timers."""
    rows = conn.scalar(select(func.count()).select_from(reminders)) or 0
    mine = select(func.count()).select_from(timers).where(timers.c.kind == "reminder")
    return rows, conn.scalar(mine) or 0


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=MEMBERS)
    parser.add_argument("--chunk", type=int, default=CHUNK)
    given = parser.parse_args()
    print(json.dumps(asyncio.run(run(given.members, given.chunk))))


if __name__ == "__main__":
    main()
