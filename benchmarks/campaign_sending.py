"""Measures the real sender on a campaign to 1.000.000 people, for as long as is asked.

    .venv/bin/python -m benchmarks.campaign_sending [--people N] [--rate R] [--seconds S]

The campaign is counted and frozen for everybody (SQLite, durable), then the sender's own loop
queues, makes and sends it over Telegram's client to a server in a process of its own that takes
everything at once. Prints one JSON line: how many were handed over, messages a second and their
share of the limit, CPU a message, and what the process held in memory before the first message, at
a tenth and at the end of what was sent. A whole million takes long: `part` says how much was sent.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from benchmarks import campaigns as planning
from benchmarks import sender
from benchmarks.peers.measure import surroundings
from benchmarks.turns import resident
from bot.wiring import House
from storage import campaigns, campaigns_held, campaigns_run, recipients

RATE = 1_000  # a second; what Telegram grants to a bot that pays for more
SECONDS = 60.0
SPARE = 1.5  # addresses that can be opened, by those that the limit lets through
BEGAN = time.monotonic()


def by_day() -> datetime:
    """Ten in the morning where they live: no quiet hours hold the campaign back."""
    return planning.NOW + timedelta(seconds=time.monotonic() - BEGAN)


async def run(people: int, rate: int, seconds: float) -> dict[str, Any]:
    """Plans for all, sends for so long."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        async with (
            sender.platform() as url,
            sender.opened("telegram", rate, url, folder, by_day) as (house, limiter),
        ):
            which = await _begun(house, people, int(rate * seconds * SPARE))
            cpu, before = time.process_time(), resident()
            early = await _sent(house, limiter.handed, seconds)
            cpu = time.process_time() - cpu
            left = await house.store.read(lambda conn: recipients.by_state(conn, which))
    times = sorted(limiter.handed)
    speed = sender.steady(times, seconds)
    return {
        "people": people,
        "recipients": sum(left.values()),
        "sent": len(times),
        "part": round(len(times) / sum(left.values()), 4),
        "messages_per_second": round(speed, 1),
        "rate": rate,
        "share_of_limit": round(speed / rate, 4),
        "most_in_a_second": sender.most_in_a_second(times),
        "cpu_us_per_message": round(cpu / len(times) * 1e6, 1),
        "mb_before": before >> 20,
        "mb_at_a_tenth": early >> 20,
        "mb_at_the_end": resident() >> 20,
    }


async def _begun(house: House, people: int, opened: int) -> str:
    """A campaign that runs, all its recipients frozen."""
    store, sealers = house.store, house.sealers
    await store.write(lambda conn: planning.fill(conn, people))
    which = await store.write(lambda conn: planning.made(conn, sealers.sealer))
    await planning.planned(store, sealers, which, recipients.CHUNK)
    await store.write(lambda conn: planning.real_addresses(conn, sealers, opened))

    def begin(conn: Connection) -> None:
        found = campaigns_held.states(conn, sealers.sealer, [which])[which]
        campaigns_run.begin(conn, found, planning.TODAY, by_day())
        campaigns.set_timer(conn, which, by_day(), by_day())

    await store.write(begin)
    return which


async def _sent(house: House, handed: Sequence[float], seconds: float) -> int:
    """The service's own loop, for so long; gives the memory held at a tenth of the time."""
    began, early = time.monotonic(), 0
    while (passed := time.monotonic() - began) < seconds:
        if not early and passed > seconds / 10:
            early = resident()
        fired = await house.sender.fire_timers()
        sent = await house.sender.run_batch(*house.accounts[-1])
        if not fired and not sent:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(house.wake.for_outbox(), 0.5)
    await house.sender.rest()
    return early


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.campaign_sending")
    parser.add_argument("--people", type=int, default=planning.PEOPLE)
    parser.add_argument("--rate", type=int, default=RATE)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    given = parser.parse_args()
    around = surroundings()
    found = asyncio.run(run(given.people, given.rate, given.seconds))
    print(json.dumps(found | around))


if __name__ == "__main__":
    main()
