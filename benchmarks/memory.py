"""Memory of everything in one process, with so many participants in the store.

    .venv/bin/python -m benchmarks.memory [--people 15000] [--network telegram|whatsapp]

`seratus run` in a process of its own over a filled SQLite file: web server, door, engine, sender,
timers and the desk. People write "daftar" at a rate that it keeps up with; then the process is
asked what it holds. Telegram's part is imported with its first message. Prints one JSON line.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import aiohttp
import psutil

from benchmarks import load, scale_fill, turns
from benchmarks.peers.measure import surroundings
from benchmarks.registrations import Network

PEOPLE = 15_000
TALKING = 300  # people who write
RATE = 25  # a second


async def run(network: Network, people: int) -> dict[str, Any]:
    """Fills, starts, talks, asks."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        await _filled(folder, people)
        with load.running(folder, network) as address:
            house = psutil.Process(os.getpid()).children()[-1]
            began = house.memory_info().rss
            await _talked(network, address, folder)
            held = house.memory_full_info()
        return {
            "variant": f"memory-{network}",
            "people": people,
            "talking": TALKING,
            "rss_at_start_mb": round(began / 2**20, 1),
            "rss_mb": round(held.rss / 2**20, 1),
            "own_mb": round(held.uss / 2**20, 1),  # not shared with any other process
        }


async def _filled(folder: Path, people: int) -> None:
    url = f"sqlite+aiosqlite:///{folder / 'data' / 'seratus.db'}"
    async with turns.opened(url, folder) as house:
        await house.store.write(lambda conn: scale_fill.fill(conn, people))


async def _talked(network: Network, address: str, folder: Path) -> None:
    bodies = list(load._bodies(network, TALKING))
    async with aiohttp.ClientSession() as session:
        url = f"{address}/{network}/webhook"
        posts = [
            asyncio.create_task(load._due(session, url, network, body, at))
            for body, at in load._schedule(bodies, RATE)
        ]
        answers = await asyncio.gather(*posts)
        if refused := sum(each.status != 200 for each in answers):
            raise RuntimeError(f"{refused} of {TALKING} bodies were refused")
        await load._until_done(folder / "data" / "seratus.db", TALKING)


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--network", choices=("telegram", "whatsapp"), default="telegram")
    args = parser.parse_args()
    around = surroundings()
    print(json.dumps(asyncio.run(run(args.network, args.people)) | around))


if __name__ == "__main__":
    main()
