"""Measures how everything grows: made-up stores of 15.000, 150.000 and 1.000.000 people.

    .venv/bin/python -m benchmarks.scale [--people 15000 …] [--database sqlite postgresql]
        [--only turns desk reminders campaign backup]

Prints one JSON line a store: seconds of filling, bytes on disk, each part's figures, and which of
the desk's statements read a whole table of 10.000 rows or more; then what grew by more than GROWTH
from the first store to the last. Both databases run as they do in an office, durable. One fill
serves all parts.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, text

from benchmarks import campaigns, scale_fill
from benchmarks.filling import HOME
from benchmarks.turns import WARM_UP_PEOPLE, _blocks, measured, opened, postgresql
from bot.logs import log
from bot.reminders import Plans, Region
from bot.wiring import House
from storage import (
    applications_views,
    backup,
    lapsing,
    officer_tasks,
    picture,
    picture_fold,
    recipients,
    search,
)
from storage.claims import By
from storage.crypto import Sealer
from storage.keys import load_or_create
from storage.scope import Scope
from storage.store import Store

SHOWN = 160  # characters of a statement
SIZES = (15_000, 150_000, 1_000_000)
PARTS = ("desk", "reminders", "campaign", "turns", "backup")  # newcomers of turns come late
GROWTH = 2.0  # how much slower a page or a turn may be with the largest store
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # a Monday, ten in Tanah Bumbu
TURN_SECONDS = 5.0
IN_FLIGHT = 64
TIMES = 11


@dataclass(frozen=True, slots=True)
class Place:
    """One filled store: the house over it, and where its files are."""

    house: House
    folder: Path
    url: str
    people: int

    @property
    def store(self) -> Store:
        """Its store."""
        return self.house.store


# --- the stores ----------------------------------------------------------------------------


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database."""
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{folder / 'data' / 'seratus.db'}"
    else:
        with postgresql() as url:
            yield url


@asynccontextmanager
async def filled(kind: str, people: int) -> AsyncIterator[tuple[Place, float]]:
    """A store with so many people, and the seconds of filling it."""
    with tempfile.TemporaryDirectory(prefix="seratus-") as name, database(kind, Path(name)) as url:
        folder = Path(name)
        async with opened(url, folder) as house:
            began = time.perf_counter()
            await house.store.write(lambda conn: scale_fill.fill(conn, people))
            yield Place(house, folder, url, people), time.perf_counter() - began


async def run(kind: str, people: int, only: Sequence[str]) -> dict[str, Any]:
    """The figures of one store."""
    log.configure("error")
    async with filled(kind, people) as (place, seconds):
        found: dict[str, Any] = {"database": kind, "people": people}
        found["fill_seconds"] = round(seconds, 1)
        print(kind, people, "filled", round(seconds, 1), file=sys.stderr, flush=True)
        found["disk_mb"] = round(await on_disk(place) / 2**20, 1)
        for part in (each for each in PARTS if each in only):
            found[part] = await WORK[part](place)
            print(kind, people, part, json.dumps(found[part]), file=sys.stderr, flush=True)
        if "desk" in only:
            found["reads_whole"] = await looked_at(place)
        found["disk_mb_after"] = round(await on_disk(place) / 2**20, 1)
        found["load"] = round(os.getloadavg()[0], 1)
        found["rss_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return found


async def on_disk(place: Place) -> int:
    """Bytes of the database with its indexes."""
    if place.store.dialect == "sqlite":
        return sum(each.stat().st_size for each in (place.folder / "data").glob("seratus.db*"))
    size = text("SELECT pg_database_size(current_database())")
    return int(await place.store.read(lambda conn: conn.scalar(size)) or 0)


# --- what is measured ----------------------------------------------------------------------


async def turns(place: Place) -> dict[str, float]:
    """Registrations by Telegram beside so many people: turns a second of the engine's part."""
    newcomers = count()
    warm = _blocks("telegram", newcomers, WARM_UP_PEOPLE)
    await measured(place.house, "telegram", warm, 1e-9)
    blocks = _blocks("telegram", newcomers, IN_FLIGHT)
    tally = await measured(place.house, "telegram", blocks, TURN_SECONDS)
    result = tally.result("scale", IN_FLIGHT)
    return {"a_second": result.turns_per_second, "p99_ms": result.p99_ms}


async def desk(place: Place) -> dict[str, dict[str, float]]:
    """Counting the kabupaten for the first time, then each page."""
    home = Scope((HOME,))
    began = time.perf_counter()
    while await place.store.write(lambda conn: picture_fold.refresh(conn, home, NOW, 200)):
        pass
    counted = {"seconds": round(time.perf_counter() - began, 1)}
    return {
        "first count of the kabupaten": counted,
        **{
            name: await timed(place.store, work)
            for name, work in pages(place.house.sealers.sealer).items()
        },
    }


def pages(sealer: Sealer) -> dict[str, Callable[[Connection], object]]:
    """The desk's lists and its picture, for an officer of the kabupaten and one of the nation."""
    home, nation = Scope((HOME,)), Scope.whole()
    here, everywhere = By(home, "bench", NOW), By(nation, "bench", NOW)
    return {
        "queue, kabupaten": lambda conn: applications_views.queue(conn, here, "submitted"),
        "queue, nation": lambda conn: applications_views.queue(conn, everywhere, "submitted"),
        "people, kabupaten": lambda conn: search.listed(conn, home),
        "people, nation": lambda conn: search.listed(conn, nation),
        "tasks, kabupaten": lambda conn: officer_tasks.listed(conn, here),
        "tasks, nation": lambda conn: officer_tasks.listed(conn, everywhere),
        "who lapses, kabupaten": lambda conn: lapsing.lapsing(conn, sealer, home, NOW.date()),
        "picture, kabupaten": lambda conn: picture.picture(conn, home, False, NOW),
    }


async def looked_at(place: Place) -> dict[str, str]:
    """Which of the desk's statements read a whole table, by table."""
    found: dict[str, str] = {}
    with explained(place.store.dialect, found):
        for work in pages(place.house.sealers.sealer).values():
            await place.store.write(work)
    return found


async def reminders(place: Place) -> dict[str, float]:
    """The kabupaten's plan of a day on which half of its people are due."""
    day = datetime(2026, 12, 23, 22, tzinfo=UTC)  # six in the morning, a week before cover ends
    began = time.perf_counter()
    planned = await Plans(place.store, Region(), lambda: day).run()
    seconds = time.perf_counter() - began
    return {
        "planned": planned,
        "seconds": round(seconds, 2),
        "us_each": round(seconds / max(planned, 1) * 1e6, 1),
    }


async def campaign(place: Place) -> dict[str, object]:
    """One to everybody in the kabupaten: counted with who is left out, then frozen."""
    sealer = place.house.sealers.sealer
    which = await place.store.write(lambda conn: campaigns.made(conn, sealer))
    return await campaigns.planned(place.store, place.house.sealers, which, recipients.CHUNK)


async def backed_up(place: Place) -> dict[str, float]:
    """One backup, which is read back; bytes of the file."""
    keys = load_or_create(place.folder / "keys" / "seratus.keys", NOW, True)
    sealer, kept = place.house.sealers.sealer, place.folder / "data" / "files"
    path, began = place.folder / f"scale{backup.SUFFIX}", time.perf_counter()
    await place.store.read(lambda conn: backup.take(conn, sealer, keys, kept, path, NOW))
    seconds = time.perf_counter() - began
    return {"seconds": round(seconds, 1), "mb": round(path.stat().st_size / 2**20, 1)}


WORK: dict[str, Callable[[Place], Awaitable[Any]]] = {
    "turns": turns,
    "desk": desk,
    "reminders": reminders,
    "campaign": campaign,
    "backup": backed_up,
}


async def timed(store: Store, work: Callable[[Connection], object]) -> dict[str, float]:
    """Median and longest of a page's queries in ms; a look is noted in the audit."""
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        await store.write(work)
        taken.append((time.perf_counter() - began) * 1000)
    return {"median_ms": round(statistics.median(taken), 1), "longest_ms": round(max(taken), 1)}


# --- plans ---------------------------------------------------------------------------------

ASKED = ("SELECT", "WITH", "UPDATE", "DELETE")
# What the databases call reading a table from its beginning to its end, and how many rows a plan
# of PostgreSQL expects there: small tables are read so by right.
WHOLE = {
    "postgresql": re.compile(r"Seq Scan on (\w+).*rows=(\d+)"),
    "sqlite": re.compile(r"^SCAN (\w+)(?! USING)\b"),
}
MANY = 10_000  # rows


@contextmanager
def explained(dialect: str, found: dict[str, str]) -> Iterator[None]:
    """Meanwhile each different statement's plan is asked for; those that read a table whole stay.

    The benchmark's own filling is not looked at. Asking costs time: nothing is timed meanwhile.
    """
    seen: set[str] = set()

    def look(
        conn: Connection, cursor: Any, statement: str, given: Any, context: Any, many: bool
    ) -> None:
        if statement in seen or many or not statement.lstrip().startswith(ASKED):
            return
        seen.add(statement)
        how = "EXPLAIN QUERY PLAN " if dialect == "sqlite" else "EXPLAIN "
        cursor.execute(how + statement, given)
        for row in cursor.fetchall():
            whole = WHOLE[dialect].search(str(row[-1]))
            if whole and (dialect == "sqlite" or int(whole[2]) >= MANY):
                found[whole[1]] = " ".join(statement.split())[:SHOWN]

    event.listen(Engine, "before_cursor_execute", look)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", look)


# --- what grew -----------------------------------------------------------------------------


def grown(small: Mapping[str, Any], large: Mapping[str, Any]) -> list[str]:
    """What takes more than GROWTH times as long with the larger store."""
    pages = [
        (name, small["desk"][name]["median_ms"], large["desk"][name]["median_ms"])
        for name in small["desk"]
        if "median_ms" in small["desk"][name]
    ]
    pages.append(("a turn", 1 / small["turns"]["a_second"], 1 / large["turns"]["a_second"]))
    pages.append(("a reminder", small["reminders"]["us_each"], large["reminders"]["us_each"]))
    return [
        f"{name}: {after / before:.1f} times"
        for name, before, after in pages
        if before and after / before > GROWTH
    ]


async def measure(kinds: Sequence[str], sizes: Sequence[int], only: Sequence[str]) -> None:
    """Every store, one after the other; then what grew on each database."""
    for kind in kinds:
        found = []
        for people in sizes:
            found.append(await run(kind, people, only))
            print(json.dumps(found[-1]), flush=True)
        if len(found) > 1 and {"desk", "turns", "reminders"} <= set(only):
            print(json.dumps({"database": kind, "grown": grown(found[0], found[-1])}), flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=SIZES)
    parser.add_argument("--database", nargs="+", default=("sqlite", "postgresql"))
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    given = parser.parse_args()
    asyncio.run(measure(given.database, given.people, given.only))


if __name__ == "__main__":
    main()
