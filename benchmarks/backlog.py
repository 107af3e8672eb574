"""Measures how long a reply waits behind a campaign: the claim with so many rows in the outbox.

    .venv/bin/python -m benchmarks.backlog [ROWS]

ROWS campaign rows (1.000.000) of 1.000 people wait on SQLite. Then a reply comes and is claimed as
the sender claims, 50 times. Prints one JSON line.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from pathlib import Path

from sqlalchemy import Connection, text

from benchmarks.peers.measure import surroundings
from benchmarks.turns import opened
from bot.clock import now
from bot.wiring import House
from storage import endpoints, outbox
from storage.endpoints import Seen
from storage.ids import new_id
from storage.outbox import NewOutboxRow

ROWS = 1_000_000
PEOPLE = 1_000
REPLIES = 50
ACCOUNT = ("telegram", "bot")

FILL = text(
    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :rows)"
    " INSERT INTO outbox (id, endpoint_id, channel, account, kind, priority, message_id, payload,"
    " state, attempts, due_at, created_at)"
    " SELECT printf('%032x', i), e.id, :channel, :account, 'campaign', 4, 'made-up', x'00',"
    " 'waiting', 0, :at, :at FROM n"
    " JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM endpoints) AS e"
    " ON e.place = n.i % :people"
)


async def run(rows: int) -> dict[str, object]:
    """Milliseconds to store one reply and to claim it as the only row, commit included."""
    with tempfile.TemporaryDirectory() as place:
        url = f"sqlite+aiosqlite:///{Path(place) / 'data' / 'seratus.db'}"
        async with opened(url, Path(place)) as house:
            who = await house.store.write(lambda conn: _filled(conn, house, rows))
            took = [await _claimed(house, who) for _ in range(REPLIES)]
            return {
                "rows": rows,
                "claim_p50_ms": round(statistics.median(took) * 1000, 3),
                "claim_most_ms": round(max(took) * 1000, 3),
            }


def _filled(conn: Connection, house: House, rows: int) -> str:
    """The backlog; gives the endpoint whose reply comes."""
    at, known = now(), []
    for number in range(PEOPLE):
        index = house.sealers.inbox.endpoint_key(*ACCOUNT, str(number))
        known.append(endpoints.fresh(Seen(*ACCOUNT, str(number), index, False), at))
    endpoints.put(conn, house.sealers.sealer, known, at)
    moment = at.strftime("%Y-%m-%d %H:%M:%S.%f")
    given = {"rows": rows, "people": PEOPLE, "channel": ACCOUNT[0], "account": ACCOUNT[1]}
    conn.execute(FILL, {**given, "at": moment})
    return known[0].id


async def _claimed(house: House, who: str) -> float:
    """Seconds from the reply's commit to its claim's."""
    at = now()
    row = NewOutboxRow(new_id(at), who, *ACCOUNT, "reply", "made-up", b"\0", at, at)
    await house.store.write(lambda conn: outbox.put(conn, [row]))
    began = time.perf_counter()
    urgent, (first,) = await house.store.write(_claim)
    took = time.perf_counter() - began
    if urgent != (0, 1) or first.id != row.id:
        raise RuntimeError("something else went before the reply")
    done = outbox.Outcome(first.seq, "sent", sent_at=at)
    await house.store.write(lambda conn: outbox.finish(conn, [done]))
    return took


def _claim(conn: Connection) -> tuple[tuple[int, int], list[outbox.OutboxRow]]:
    at = now()
    return outbox.urgent(conn, *ACCOUNT, at, 256), outbox.claim(conn, *ACCOUNT, at, 1)


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.backlog")
    parser.add_argument("rows", nargs="?", type=int, default=ROWS)
    around = surroundings()
    print(json.dumps(asyncio.run(run(parser.parse_args().rows)) | around))


if __name__ == "__main__":
    main()
