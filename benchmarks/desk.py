"""Measures the desk's pages over 1.000.000 made-up people on PostgreSQL.

    .venv/bin/python -m benchmarks.desk [--people 1000000] [--audit 1000000]

A hundred people a village: the home kabupaten's first, the rest all over the nation; an
application each, half of them in the queue, and so many rows of the audit. Each page is asked for
whole (session, queries, template, gzip), without a network, by an officer of the kabupaten and by
one of the whole nation. Prints one JSON line: for each page the median and the longest of its
times in ms, the median of the desk's own CPU in it (without PostgreSQL's), and its compressed size.
Nobody's data is sealed but the NIK that is looked for.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import secrets
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import Connection, text
from starlette.applications import Starlette

from benchmarks.desk_filling import NIK, fill
from benchmarks.filling import A_VILLAGE, HOME
from benchmarks.turns import postgresql
from desk.app import desk_routes
from desk.ask import csrf
from desk.guard import COOKIE
from desk.office import Office
from storage import officers, picture_fold, schema
from storage.crypto import Sealer
from storage.files import FileFolder
from storage.keys import load_or_create
from storage.officers import Role
from storage.scope import Scope
from storage.store import Store, open_store

PEOPLE, AUDIT = 1_000_000, 1_000_000
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TIMES = 11
ZONE = ZoneInfo("Asia/Makassar")


async def run(people: int, audit: int) -> dict[str, Any]:
    """Fills a store and times each page."""
    with postgresql() as url, tempfile.TemporaryDirectory() as folder:
        await schema.upgrade(url)
        store = await open_store(url)
        try:
            return await measured(store, Path(folder), people, audit)
        finally:
            await store.close()


async def measured(store: Store, folder: Path, people: int, audit: int) -> dict[str, Any]:
    """The figures of a store that is empty yet."""
    sealer = Sealer(load_or_create(folder / "bench.keys", NOW, True))
    began = time.perf_counter()
    await store.write(lambda conn: fill(conn, sealer, people, audit, NOW))
    filled = time.perf_counter() - began
    office = Office(
        store, sealer, FileFolder(folder, sealer), lambda: NOW, ZONE, HOME, _nothing, A_VILLAGE
    )
    first = await _counted(store)
    found: dict[str, Any] = {}
    found |= await _pages(office, "kabupaten", (HOME,))
    found |= await _pages(office, "admin", ())
    return {
        "people": people,
        "audit": audit,
        "fill_seconds": round(filled, 1),
        "first_count_seconds": round(first, 1),
        "load": [round(each, 1) for each in os.getloadavg()],
        "pages": found,
    }


async def _counted(store: Store) -> float:
    """Seconds until the numbers of the home kabupaten's villages are made for the first time."""
    began = time.perf_counter()
    while await store.write(lambda conn: picture_fold.refresh(conn, Scope((HOME,)), NOW)):
        pass
    return time.perf_counter() - began


async def _pages(office: Office, role: Role, regions: tuple[str, ...]) -> dict[str, Any]:
    token = secrets.token_urlsafe(32).encode()

    def enter(conn: Connection) -> None:
        who = officers.add(conn, role, role, role, regions, "bench", NOW)
        officers.begin(conn, who, token, "full", "bench", NOW)

    await office.store.write(enter)
    transport = httpx.ASGITransport(app=Starlette(routes=desk_routes(office)))
    cookies = {COOKIE: token.decode()}
    async with httpx.AsyncClient(
        transport=transport, base_url="https://meja.test", cookies=cookies, timeout=600
    ) as client:
        asked = await office.store.read(_asked)
        return {
            f"{name}, {role}": await _timed(client, csrf(token), path, form)
            for name, (path, form) in asked.items()
        }


def _asked(conn: Connection) -> dict[str, tuple[str, dict[str, str]]]:
    """Pages by name: path and form, which is empty where it is only looked at."""
    half = NOW - timedelta(days=30)
    acting = conn.scalar(
        text("SELECT id FROM officers WHERE login LIKE 'of-%' ORDER BY id LIMIT 1")
    )
    first = "SELECT min(village_code) FROM participants WHERE village_code LIKE :home"
    village = conn.scalar(text(first), {"home": f"{HOME}.%"})
    day = (NOW - timedelta(days=20)).date().isoformat()
    return {
        "queue": ("/pendaftaran", {}),
        "queue, later page": (f"/pendaftaran?sesudah={half:%Y-%m-%dT%H:%M:%S}%2B00:00~0", {}),
        "queue of a village": (f"/pendaftaran?desa={village}", {}),
        "people of a village": (f"/orang?desa={village}", {}),
        "people, a rare name": ("/orang", {"typed": "Kasmirah Handil"}),
        "people, a name misspelt": ("/orang", {"typed": "Mohamad Rachmann"}),
        "people, a usual name": ("/orang", {"typed": "Siti"}),
        "people, NIK": ("/orang", {"typed": NIK}),
        "audit": ("/catatan", {}),
        "audit of an act": ("/catatan?perbuatan=person_edited", {}),
        "audit of an act that is rare": ("/catatan?perbuatan=merged", {}),
        "audit of an officer": (f"/catatan?petugas={acting}", {}),
        "audit of a day": (f"/catatan?hari={day}", {}),
        "picture": ("", {}),
        "picture of a village": (f"/desa/{village}", {}),
    }


async def _timed(
    client: httpx.AsyncClient, word: str, path: str, form: dict[str, str]
) -> dict[str, float]:
    taken, worked, size = [], [], 0
    for _ in range(TIMES):
        began, before = time.perf_counter(), time.process_time()
        if form:
            answer = await client.post(f"/meja{path}", data={"csrf": word, **form})
        else:
            answer = await client.get(f"/meja{path}")
        taken.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - before) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
        size = int(answer.headers["content-length"])
    return {
        "median_ms": round(statistics.median(taken), 1),
        "longest_ms": round(max(taken), 1),
        "own_cpu_ms": round(statistics.median(worked), 1),
        "kB": round(size / 1024, 1),
    }


def _nothing() -> None:
    return


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--audit", type=int, default=AUDIT)
    given = parser.parse_args()
    print(json.dumps(asyncio.run(run(given.people, given.audit))))


if __name__ == "__main__":
    main()
