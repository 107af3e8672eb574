"""Measures the picture over many made-up people on SQLite: reading it, and keeping it up to date.

    .venv/bin/python -m benchmarks.picture [--people 100000]

Prints one JSON line: people, villages, seconds until all are counted for the first time; in ms
the medians of reading the picture and of counting the village of a change anew. The people lie in
the 157 villages of the home kabupaten; half of them are covered. Nobody's data is sealed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, text

from program.regions import villages
from storage import picture, picture_fold, schema
from storage.scope import Scope
from storage.store import Store, open_store

PEOPLE = 100_000
HOME = "63.10"
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TIMES = 15
NUMBERS = "WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < :n)"
ID = "printf('%032x', n)"
FILL = (
    """INSERT INTO endpoints (id, channel, account, address_index, address, trial, stopped, active,
    doubt, first_seen_at, last_seen_at) VALUES (printf('%032x', 0), 'telegram', 'main', 'a', 'a',
    0, 'none', 1, 0, '2026-11-01 00:00:00.000000', '2026-11-01 00:00:00.000000')""",
    NUMBERS
    + f""" INSERT INTO participants (id, nik, nik_index, name, birth_date, sex, village_code,
    occupation, member_before, payer, flags, trial, covered_until, version, created_at, updated_at)
    SELECT {ID}, 'a', CAST({ID} AS BLOB), 'Siti', '1980-02-29', 'female',
    (SELECT code FROM homes WHERE at = n % (SELECT count(*) FROM homes)), 'farmer', 'no', 'self',
    '[]', 0, CASE WHEN n % 2 = 0 THEN '2026-12-31' END, 1, '2026-11-01 00:00:00.000000',
    '2026-11-01 00:00:00.000000' FROM counted""",
    NUMBERS
    + f""" INSERT INTO links (endpoint_id, participant_id, role, created_at)
    SELECT printf('%032x', 0), {ID}, 'self', '2026-11-01 00:00:00.000000' FROM counted""",
    NUMBERS
    + f""" INSERT INTO applications (id, participant_id, endpoint_id, role, state, answers, form,
    form_version, flags, village_code, trial, version, submitted_at, updated_at)
    SELECT p.id, p.id, printf('%032x', 0), 'self', CASE WHEN n % 2 = 0 THEN 'registered' ELSE
    'submitted' END, 'a', 'registration', 1, '[]', p.village_code, 0, 1,
    '2026-11-01 00:00:00.000000', '2026-11-01 00:00:00.000000'
    FROM counted JOIN participants AS p ON p.id = {ID}""",
    """INSERT INTO payments (id, payer, evidence, paid_on, region_code, state, actor, recorded_at)
    VALUES (printf('%032x', 0), 'village', 'officer', '2026-11-01', '63.10', 'recorded', 'a',
    '2026-11-01 00:00:00.000000')""",
    NUMBERS
    + f""" INSERT INTO contributions (participant_id, month, programme, amount, payer, payment_id,
    recorded_at) SELECT {ID}, '2026-12-01', 'jkm', 6800, 'village', printf('%032x', 0),
    '2026-11-01 00:00:00.000000' FROM counted WHERE n % 2 = 0""",
)


async def run(people: int) -> dict[str, object]:
    """The figures."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'seratus.db'}"
        await schema.upgrade(url)
        store = await open_store(url)
        try:
            await store.write(lambda conn: fill(conn, people))
            return {"people": people, **await measured(store)}
        finally:
            await store.close()


def fill(conn: Connection, people: int) -> None:
    """So many people in the villages of the home kabupaten."""
    conn.execute(text("CREATE TEMP TABLE homes (at INTEGER PRIMARY KEY, code TEXT)"))
    homes = [{"at": at, "code": each.code} for at, each in enumerate(villages(HOME))]
    conn.execute(text("INSERT INTO homes VALUES (:at, :code)"), homes)
    for statement in FILL:
        conn.execute(text(statement), {"n": people} if ":n" in statement else {})


async def measured(store: Store) -> dict[str, object]:
    """The first counting, then reading and counting a village anew, TIMES times each."""
    scope, counted, began = Scope((HOME,)), 0, time.perf_counter()
    while done := await store.write(lambda conn: picture_fold.refresh(conn, scope, NOW)):
        counted += done
    first = time.perf_counter() - began
    reads, folds = [], []
    for number in range(TIMES):
        began = time.perf_counter()
        await store.read(lambda conn: picture.picture(conn, scope, False, NOW))
        reads.append(time.perf_counter() - began)
        await store.write(lambda conn, n=number: change(conn, n))  # type: ignore[misc]
        began = time.perf_counter()
        await store.write(lambda conn: picture_fold.refresh(conn, scope, NOW))
        folds.append(time.perf_counter() - began)
    return {
        "villages": counted,
        "first_seconds": round(first, 1),
        "read_ms": round(statistics.median(reads) * 1000, 1),
        "change_ms": round(statistics.median(folds) * 1000, 1),
    }


def change(conn: Connection, number: int) -> None:
    """An officer decides on one application."""
    given = {"which": f"{2 * number + 1:032x}"}
    conn.execute(text("UPDATE applications SET state = 'checked' WHERE id = :which"), given)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    print(json.dumps(asyncio.run(run(parser.parse_args().people))))


if __name__ == "__main__":
    main()
