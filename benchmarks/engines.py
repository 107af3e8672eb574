"""Measures several engine processes on one PostgreSQL: what they do together, and how they share.

    .venv/bin/python -m benchmarks.engines [--people 200] [--engines 1 2 4]

Whole registrations of so many people wait in the inbox; then so many engine processes, each as
`seratus engine` runs it, work them off. Prints one JSON line for each number of engines: turns a
second of all, what each did, their CPU a turn, the cores in use by PostgreSQL, them and whoever,
and PostgreSQL's deadlocks. Nothing is sent; `fsync` is on.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import func, select, text

from benchmarks.registrations import ACCOUNT, Network, registration, turns_of
from benchmarks.turns import SPLIT, opened, postgresql
from bot.wiring import House
from storage.store import Store, open_store
from storage.tables import applications, inbox

PEOPLE = 200
ENGINES = (1, 2, 4)
NETWORK: Network = "telegram"
REST = 0.02  # seconds an engine waits where others hold all that there is


async def run(people: int, engines: int) -> dict[str, object]:
    """The figures of so many engines. Raises RuntimeError where a registration is missing."""
    with tempfile.TemporaryDirectory() as place, postgresql() as url:
        folder = Path(place)
        async with opened(url, folder) as house:
            await _fill(house, people)
            store = await open_store(url)
            try:
                return await _timed(store, url, folder, people, engines)
            finally:
                await store.close()


async def _fill(house: House, people: int) -> None:
    """Everybody's bodies, the first ones of all in front."""
    talks = [registration(NETWORK, number) for number in range(people)]
    for bodies in zip(*talks, strict=True):
        items = [item for body in bodies for item in SPLIT[NETWORK](body)]
        await house.door.accept(NETWORK, ACCOUNT[NETWORK], items)


async def _timed(
    store: Store, url: str, folder: Path, people: int, engines: int
) -> dict[str, object]:
    turns = people * turns_of(NETWORK)
    workers = [_worker(url, folder) for _ in range(engines)]
    for each in workers:
        assert each.stdout is not None
        each.stdout.readline()  # ready
    load, busy, began = os.getloadavg()[0], _busy(), time.perf_counter()
    said = await asyncio.gather(*(asyncio.to_thread(each.communicate, b"go\n") for each in workers))
    seconds, cores = time.perf_counter() - began, _busy() - busy
    done = [json.loads(out) for out, _ in said]
    await _checked(store, people)
    return {
        "engines": engines,
        "turns": turns,
        "turns_per_second": round(turns / seconds, 1),
        "each_did": [each["did"] for each in done],
        "engine_cpu_us_per_turn": round(sum(each["cpu"] for each in done) / turns * 1e6),
        "cores_in_use": round(cores / seconds, 2),
        "deadlocks": await _deadlocks(store),
        "load_before": round(load, 2),
    }


def _worker(url: str, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "benchmarks.engines", "--work", url, str(folder)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


async def _work(url: str, folder: Path) -> None:
    """One engine, until nothing waits."""
    async with opened(url, folder) as house:
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        did, began = 0, time.process_time()
        while (found := await house.engine.run_batch()) or await _waiting(house.store):
            did += found
            if not found:
                await asyncio.sleep(REST)
        print(json.dumps({"did": did, "cpu": time.process_time() - began}), flush=True)


async def _waiting(store: Store) -> bool:
    open_row = select(inbox.c.seq).where(inbox.c.state == "waiting").limit(1)
    return await store.read(lambda conn: conn.scalar(open_row) is not None)


async def _checked(store: Store, people: int) -> None:
    count = select(func.count()).select_from(applications)
    if (found := await store.read(lambda conn: conn.scalar(count))) != people:
        raise RuntimeError(f"{found} of {people} registrations arrived")


async def _deadlocks(store: Store) -> int:
    asked = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    return await store.read(lambda conn: int(conn.scalar(asked) or 0))


def _busy() -> float:
    """Seconds that all cores worked for anybody, since the start of the machine."""
    fields = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()[1:]
    user, nice, system, _, _, *interrupts = map(int, fields)
    return (user + nice + system + sum(interrupts[:2])) / os.sysconf("SC_CLK_TCK")


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engines")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--engines", type=int, nargs="+", default=list(ENGINES))
    parser.add_argument("--work", nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    if args.work:
        asyncio.run(_work(args.work[0], Path(args.work[1])))
        return
    for each in args.engines:
        print(json.dumps(asyncio.run(run(args.people, each))), flush=True)


if __name__ == "__main__":
    main()
