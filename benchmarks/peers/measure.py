"""Measures one peer in a process of its own.

    .venv/bin/python -m benchmarks.peers.measure VARIANT CONCURRENCY [--seconds S] [--typed]

Prints one JSON line: the figures, the disk's flush, the load and the versions. Updates are made
outside the time; Python's garbage collection is on, as it is in a bot.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import platform
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import asdict, dataclass, field
from importlib import import_module, metadata
from itertools import count, islice
from pathlib import Path
from typing import Any

from benchmarks.peers import sqlite_turns
from benchmarks.peers.peer import LeftOut, Peer, Update
from benchmarks.peers.sqlite_turns import Turn
from benchmarks.peers.updates import UPDATES_A_PERSON, registration

# Where each bot is opened: module and function.
BOTS = {
    "aiogram-memory": ("aiogram_bot", "memory"),
    "aiogram-memory-bare": ("aiogram_bot", "memory_bare"),
    "aiogram-sql-end": ("aiogram_bot", "memory_sql_end"),
    "aiogram-sql-state": ("aiogram_bot", "sql_state"),
    "aiogram-redis": ("aiogram_bot", "redis"),
    "telegram-memory": ("telegram_bot", "memory"),
    "telegram-sql-end": ("telegram_bot", "sql_end"),
}
SQLITE = "sqlite"
VARIANTS = (*BOTS, SQLITE)
LIBRARIES = ("aiogram", "pydantic", "python-telegram-bot", "sqlalchemy", "aiosqlite", "redis")

SECONDS = 5.0
WARM_UP_SECONDS = 1.0  # first calls fill the caches of pydantic, SQLAlchemy and the disk
WARM_UP_LANES = 8  # a slow variant warms up in as few turns
BLOCK_PEOPLE = 16  # at least so many are made beforehand and played in one stretch
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")

Opener = Callable[[Path], AbstractAsyncContextManager[Peer]]


@dataclass(frozen=True, slots=True)
class Lane:
    """Updates in flight one after another, and those that were before the time began."""

    before: list[Update]
    updates: list[Update]


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one run; CPU is of the whole process, all its threads."""

    variant: str
    concurrency: int
    turns: int
    turns_per_second: float
    cpu_us_per_turn: float
    p50_ms: float
    p99_ms: float
    rss_mb: float
    commit_ms: float | None = None
    without_commit_per_second: float | None = None


@dataclass(slots=True)
class Tally:
    """What the stretches played so far took, in seconds."""

    until: float
    wall: float = 0.0
    cpu: float = 0.0
    turns: list[float] = field(default_factory=list)
    commits: list[float] = field(default_factory=list)

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.wall >= self.until

    def result(self, variant: str, concurrency: int) -> Result:
        """The figures."""
        turns, took = len(self.turns), sorted(self.turns)
        commits = sum(self.commits)
        return Result(
            variant,
            concurrency,
            turns,
            turns_per_second=round(turns / self.wall, 1),
            cpu_us_per_turn=round(self.cpu / turns * 1e6, 1),
            p50_ms=round(_at(took, 0.50) * 1000, 3),
            p99_ms=round(_at(took, 0.99) * 1000, 3),
            rss_mb=round(_resident() / 2**20, 1),
            commit_ms=round(statistics.median(self.commits) * 1000, 3) if commits else None,
            without_commit_per_second=round(turns / (self.wall - commits), 1) if commits else None,
        )


async def run(
    variant: str,
    concurrency: int,
    seconds: float = SECONDS,
    *,
    typed: bool = False,
    folder: Path | None = None,
) -> Result:
    """Measure one variant, so many updates of different people in flight.

    Raises LeftOut where it cannot run here.
    """
    with tempfile.TemporaryDirectory(dir=folder) as place:
        if variant == SQLITE:
            return _sqlite(Path(place), concurrency, seconds)
        module, function = BOTS[variant]
        opener: Opener = getattr(import_module(f"benchmarks.peers.{module}"), function)
        async with opener(Path(place)) as peer:
            newcomers = count()
            warm = _blocks(newcomers, min(concurrency, WARM_UP_LANES), typed)
            await _measured(peer, warm, WARM_UP_SECONDS)
            blocks = _blocks(newcomers, concurrency, typed)
            return (await _measured(peer, blocks, seconds)).result(variant, concurrency)


async def _measured(peer: Peer, blocks: Iterator[list[Lane]], seconds: float) -> Tally:
    """Play whole blocks until the time is up: each block holds whole registrations only."""
    tally = Tally(seconds)
    while not tally.over:
        lanes = next(blocks)
        await _together(peer, [lane.before for lane in lanes], [])
        finished = peer.forms.finished
        cpu, wall = time.process_time(), time.perf_counter()
        await _together(peer, [lane.updates for lane in lanes], tally.turns)
        tally.cpu += time.process_time() - cpu
        tally.wall += time.perf_counter() - wall
        finished = peer.forms.finished - finished
        expected = sum(len(lane.updates) for lane in lanes) // UPDATES_A_PERSON
        if finished != expected:
            raise RuntimeError(f"{finished} of {expected} forms were finished")
    return tally


async def _together(peer: Peer, lanes: Sequence[Sequence[Update]], took: list[float]) -> None:
    async with asyncio.TaskGroup() as group:
        for updates in lanes:
            group.create_task(_one_by_one(peer, updates, took))


async def _one_by_one(peer: Peer, updates: Sequence[Update], took: list[float]) -> None:
    """A turn's time runs from when its update is there: also while other lanes are at work."""
    for update in updates:
        began = time.perf_counter()
        await asyncio.sleep(0)
        await peer.turn(update)
        took.append(time.perf_counter() - began)


def _blocks(newcomers: Iterator[int], lanes: int, typed: bool) -> Iterator[list[Lane]]:
    """Lanes begin at different questions, as people do, and play as many updates each."""
    people = math.ceil(BLOCK_PEOPLE / lanes)
    first = [lane * UPDATES_A_PERSON // lanes for lane in range(lanes)]
    while True:
        yield [_lane(list(islice(newcomers, people + 1)), at, typed) for at in first]


def _lane(people: Sequence[int], at: int, typed: bool) -> Lane:
    """All but one of the people's worth of updates, from the first one's update `at`."""
    updates = [update for number in people for update in registration(number, typed=typed)]
    return Lane(updates[:at], updates[at : at + len(updates) - UPDATES_A_PERSON])


def _sqlite(folder: Path, size: int, seconds: float) -> Result:
    """So many turns a transaction: a turn takes as long as its transaction."""
    batches = sqlite_turns.batches(size)
    with sqlite_turns.opened(folder) as conn:
        _written(conn, batches, WARM_UP_SECONDS)
        return _written(conn, batches, seconds).result(SQLITE, size)


def _written(conn: sqlite3.Connection, batches: Iterator[list[Turn]], seconds: float) -> Tally:
    tally = Tally(seconds)
    while not tally.over:
        batch = next(batches)
        cpu, began = time.process_time(), time.perf_counter()
        tally.commits.append(sqlite_turns.write(conn, batch))
        took = time.perf_counter() - began
        tally.cpu += time.process_time() - cpu
        tally.wall += took
        tally.turns.extend([took] * len(batch))
    return tally


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _resident() -> int:
    """Bytes of memory that the process holds now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE_BYTES


def surroundings(folder: Path | None = None) -> dict[str, Any]:
    """What the figures depend on: flush of the disk in milliseconds, load, cores, versions."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        flush = sqlite_turns.flush_ms(Path(place))
    return {
        "disk_flush_ms": round(flush, 3),
        "load": [round(each, 2) for each in os.getloadavg()],
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "libraries": dict(_versions()),
    }


def _versions() -> Iterator[tuple[str, str]]:
    for library in LIBRARIES:
        with suppress(metadata.PackageNotFoundError):
            yield library, metadata.version(library)


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers.measure")
    parser.add_argument("variant", choices=VARIANTS)
    parser.add_argument("concurrency", type=int, help="updates in flight; for sqlite the batch")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--typed", action="store_true", help="choices as labels, not as buttons")
    parser.add_argument("--folder", type=Path, help="the disk to use; else that of temporary files")
    args = parser.parse_args()
    around = surroundings(args.folder)
    run_it = run(args.variant, args.concurrency, args.seconds, typed=args.typed, folder=args.folder)
    try:
        figures = asdict(asyncio.run(run_it))
    except LeftOut as why:
        figures = {"variant": args.variant, "left_out": str(why)}
    print(json.dumps(figures | {"typed": args.typed} | around))


if __name__ == "__main__":
    main()
