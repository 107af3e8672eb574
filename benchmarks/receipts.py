"""People's turns beside a campaign's receipts: whether so many waiting statuses delay anybody.

    .venv/bin/python -m benchmarks.receipts [--statuses 100000] [--seconds S]

WhatsApp, SQLite FULL, in one process. First turns alone; then the same with the statuses of a
campaign waiting in the inbox, worked off as the service's loop does: turns first, receipts only
where fewer than a batch of turns came. The longest batch of receipts is what a message may have to
wait for. Prints one JSON line.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select, update

from benchmarks import turns
from benchmarks.peers.measure import surroundings
from benchmarks.registrations import ACCOUNT
from bot.clock import now
from bot.deliveries import whatsapp
from bot.receipts import PATIENCE
from bot.wiring import House
from storage.tables import inbox
from tests.fakes import whatsapp_payloads as meta

STATUSES = 100_000
AT_ONCE = 1_000  # statuses of one webhook of our own making; Meta's are smaller
PEOPLE = 8  # who write at the same time, fewer than the engine's batch


async def run(statuses: int, seconds: float) -> dict[str, Any]:
    """Turns alone, then beside receipts."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        async with turns.opened(f"sqlite+aiosqlite:///{folder / 'seratus.db'}", folder) as house:
            newcomers = turns._blocks("whatsapp", count(), PEOPLE)
            await turns.measured(house, "whatsapp", newcomers, 1e-9)
            alone, _ = await _played(house, newcomers, seconds)
            await _waiting(house, statuses)
            beside, receipts = await _played(house, newcomers, seconds)
            left = await house.store.write(_left)
    return {
        "variant": "receipts-whatsapp-sqlite",
        "statuses": statuses,
        "alone_p50_ms": turns._ms(alone, 0.5),
        "alone_p99_ms": turns._ms(alone, 0.99),
        "beside_p50_ms": turns._ms(beside, 0.5),
        "beside_p99_ms": turns._ms(beside, 0.99),
        "receipts_batches": len(receipts),
        "receipts_batch_p50_ms": round(statistics.median(receipts) * 1000, 1) if receipts else None,
        "receipts_batch_longest_ms": round(max(receipts, default=0.0) * 1000, 1),
        "statuses_left": left,
    }


async def _played(house: House, blocks: Any, seconds: float) -> tuple[list[float], list[float]]:
    """Seconds of each batch of turns, and of each batch of receipts between them."""
    took: list[float] = []
    receipts: list[float] = []
    while sum(took) < seconds:
        lanes = next(blocks)
        for bodies in turns._rounds([lane.before + lane.bodies for lane in lanes]):
            began = time.perf_counter()
            await asyncio.gather(*(turns._posted(house, "whatsapp", body) for body in bodies))
            await turns._worked_off(house, len(bodies))
            took.append(time.perf_counter() - began)
            began = time.perf_counter()
            if await house.receipts.run_batch():
                receipts.append(time.perf_counter() - began)
    return took, receipts


async def _waiting(house: House, statuses: int) -> None:
    """The statuses of messages that were sent long ago, as the platform brings them."""
    for start in range(0, statuses, AT_ONCE):
        told = [
            meta.status(f"wamid.{number}", "delivered")
            for number in range(start, min(start + AT_ONCE, statuses))
        ]
        body = meta.signed(meta.webhook(meta.value(statuses=told)), "-")[0]
        await house.door.accept("whatsapp", ACCOUNT["whatsapp"], whatsapp.items(body))
    await house.store.write(_aged)


def _aged(conn: Connection) -> None:
    """Nobody waits any more for the sends that they tell of."""
    conn.execute(
        update(inbox).where(inbox.c.state == "waiting").values(received_at=now() - 2 * PATIENCE)
    )


def _left(conn: Connection) -> int:
    waiting = select(func.count()).select_from(inbox).where(inbox.c.state == "waiting")
    return int(conn.scalar(waiting) or 0)


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.receipts")
    parser.add_argument("--statuses", type=int, default=STATUSES)
    parser.add_argument("--seconds", type=float, default=turns.SECONDS)
    args = parser.parse_args()
    around = surroundings()
    print(json.dumps(asyncio.run(run(args.statuses, args.seconds)) | around))


if __name__ == "__main__":
    main()
