"""Measures the desk's lists and its picture over 1.000.000 made-up people on PostgreSQL.

    .venv/bin/python -m benchmarks.desk [--people 1000000]

A hundred people a village: the home kabupaten's first, the rest all over the nation. Prints one
JSON line: for each page the median and the longest of its queries in ms, as an officer of the
kabupaten and as one of the whole nation. Nobody's data is sealed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, text

from benchmarks.turns import postgresql
from program.regions import all_villages
from storage import applications_views, picture, picture_fold, schema, search
from storage.claims import By
from storage.scope import Scope
from storage.store import Store, open_store

PEOPLE, HOME, A_VILLAGE = 1_000_000, "63.10", 100
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TIMES = 11
AT_ONCE = 5_000  # villages told to the database by one statement
FILL = (
    """INSERT INTO endpoints (id, channel, account, address_index, address, trial, stopped, active,
    doubt, first_seen_at, last_seen_at) VALUES (lpad('', 32, '0'), 'telegram', 'main', 'a', 'a',
    false, 'none', true, false, now(), now())""",
    """INSERT INTO participants (id, nik, nik_index, name, birth_date, sex, village_code,
    occupation, member_before, payer, flags, trial, covered_until, version, created_at, updated_at)
    SELECT lpad(to_hex(n), 32, '0'), 'a', int8send(n),
    (array['Siti','Ahmad','Budi','Noor','Rahman'])[1 + n % 5] || ' ' ||
    (array['Aminah','Hasan','Lestari','Saleh'])[1 + n % 4] || ' ' || to_hex(n % 997),
    date '1960-01-01' + (n % 15000)::int, 'female', homes.code, 'farmer', 'no', 'self', '[]', false,
    CASE WHEN n % 2 = 0 THEN date '2026-12-31' END, 1, now(), now()
    FROM generate_series(0::bigint, :people - 1) AS n JOIN homes ON homes.at = n / :village""",
    """INSERT INTO applications (id, participant_id, endpoint_id, role, state, answers, form,
    form_version, flags, village_code, trial, version, submitted_at, updated_at)
    SELECT id, id, lpad('', 32, '0'), 'self', CASE WHEN covered_until IS NULL THEN 'submitted'
    ELSE 'registered' END, 'a', 'registration', 1, '[]', village_code, false, 1,
    now() - (random() * interval '60 days'), now() FROM participants""",
    "ANALYZE",
)


def fill(conn: Connection, people: int) -> None:
    """Villages, people and an application each."""
    conn.execute(text("CREATE TABLE homes (at bigint PRIMARY KEY, code text)"))
    mine = sorted(all_villages(), key=lambda each: not each.code.startswith(f"{HOME}."))
    rows = [{"at": at, "code": each.code} for at, each in enumerate(mine[: people // A_VILLAGE])]
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        conn.execute(text("INSERT INTO homes (at, code) VALUES (:at, :code)"), some)
    for statement in FILL:
        given = {"people": people, "village": A_VILLAGE}
        conn.execute(text(statement), {k: v for k, v in given.items() if f":{k}" in statement})


async def run(people: int) -> dict[str, Any]:
    """Fills a store and times each page."""
    with postgresql() as url:
        await schema.upgrade(url)
        store = await open_store(url)
        try:
            await store.write(lambda conn: fill(conn, people))
            return {"people": people, **await _pages(store)}
        finally:
            await store.close()


async def _pages(store: Store) -> dict[str, Any]:
    home, nation = Scope((HOME,)), Scope.whole()
    by = {"kabupaten": By(home, "bench", NOW), "nation": By(nation, "bench", NOW)}
    began = time.perf_counter()
    while await store.write(lambda conn: picture_fold.refresh(conn, home, NOW)):
        pass
    counted = round(time.perf_counter() - began, 1)
    found: dict[str, Any] = {"first_count_seconds": counted}
    for name, who in by.items():
        found[f"queue, {name}"] = await _timed(
            store, lambda conn, who=who: applications_views.queue(conn, who, "submitted")
        )
        found[f"people, {name}"] = await _timed(
            store, lambda conn, who=who: search.listed(conn, who.scope)
        )
    found["picture, kabupaten"] = await _timed(
        store, lambda conn: picture.picture(conn, home, False, NOW)
    )
    return found


async def _timed(store: Store, work: Callable[[Connection], object]) -> dict[str, float]:
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        await store.write(work)  # a look is noted in the audit
        taken.append((time.perf_counter() - began) * 1000)
    return {"median_ms": round(statistics.median(taken), 1), "longest_ms": round(max(taken), 1)}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    print(json.dumps(asyncio.run(run(parser.parse_args().people))))


if __name__ == "__main__":
    main()
