"""Our own turn beside the same turn with its store on raw `sqlite3`.

    .venv/bin/python -m benchmarks.raw_store IN_FLIGHT [--seconds S]

Every statement of a run is kept with its parameters, as the driver was given it, and played again
on a copy of the file: same connections' settings, same commits, nothing around it. A turn on raw
`sqlite3` would then cost what is not the store's in ours (understanding, flows, words, rendering,
opening the row) plus that. The store's part is taken with the sealing in it, the hops between
threads and the event loop, so that the raw turn comes out cheaper than any could be: the ratio is
a lower bound. CPU of all threads; prints one JSON line.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from benchmarks import turns
from benchmarks.peers.measure import surroundings
from storage.sqlite import READER_PRAGMAS, WRITER_PRAGMAS

OURS_ALONE = ("step", "open and validate", "words and rendering")  # what no store does
NETWORK = "telegram"

Call = tuple[int, str, str, Any]  # connection, method, statement, parameters


@dataclass(slots=True)
class Record:
    """What the driver was asked while the engine worked, and the copy of the file before it."""

    folder: Path
    calls: list[Call] = field(default_factory=list)
    connections: list[sqlite3.Connection] = field(default_factory=list)
    on: bool = False

    def add(self, connection: sqlite3.Connection, method: str, words: str, given: Any) -> None:
        """One call more."""
        if self.on:
            self.calls.append((self.connections.index(connection), method, words, given))


def recording(record: Record) -> Callable[..., sqlite3.Connection]:
    """A class of connections that tell the record."""

    class Cursor(sqlite3.Cursor):
        def execute(self, words: str, given: Any = (), /) -> Cursor:
            record.add(self.connection, "execute", words, given)
            return super().execute(words, given)

        def executemany(self, words: str, given: Any, /) -> Cursor:
            rows = list(given)
            record.add(self.connection, "executemany", words, rows)
            return super().executemany(words, rows)

    class Recorded(sqlite3.Connection):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            record.connections.append(self)

        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

        def commit(self) -> None:
            record.add(self, "commit", "", None)
            super().commit()

        def rollback(self) -> None:
            record.add(self, "rollback", "", None)
            super().rollback()

    return Recorded


@contextmanager
def recorded(record: Record) -> Any:
    """Every connection made in it tells the record."""

    def told(_dialect: Any, _record: Any, _args: Any, given: dict[str, Any]) -> None:
        given["factory"] = recording(record)

    event.listen(Engine, "do_connect", told)
    try:
        yield
    finally:
        event.remove(Engine, "do_connect", told)


async def noted(concurrency: int, seconds: float, folder: Path) -> tuple[Record, int]:
    """A run with a record of it, and how many turns it was of; its own time counts for nothing."""
    record = Record(folder)
    url = f"sqlite+aiosqlite:///{folder / 'data' / 'seratus.db'}"
    with recorded(record):
        async with turns.opened(url, folder) as house:
            newcomers = count()
            warm = turns._blocks(NETWORK, newcomers, min(concurrency, turns.WARM_UP_PEOPLE))
            await turns.measured(house, NETWORK, warm, 1e-9)
            await house.store.write(lambda _: _copied(folder))
            record.on = True
            blocks = turns._blocks(NETWORK, newcomers, concurrency)
            done = await turns.measured(house, NETWORK, blocks, seconds)
            record.on = False
    return record, done.turns + done.aside_turns


def _copied(folder: Path) -> None:
    source = folder / "data" / "seratus.db"
    with (
        closing(sqlite3.connect(source)) as here,
        closing(sqlite3.connect(folder / "raw.db")) as to,
    ):
        here.backup(to)


def replayed(record: Record) -> float:
    """CPU seconds of the same calls on raw `sqlite3`."""
    file = record.folder / "raw.db"
    opened: dict[int, sqlite3.Connection] = {}
    writers = {at for at, _, words, _ in record.calls if words.startswith("BEGIN IMMEDIATE")}
    for at in {call[0] for call in record.calls}:
        opened[at] = sqlite3.connect(file, isolation_level=None)
        for pragma in WRITER_PRAGMAS if at in writers else READER_PRAGMAS:
            opened[at].execute(f"PRAGMA {pragma}")
    began = time.process_time()
    _play(record.calls, opened)
    took = time.process_time() - began
    for each in opened.values():
        each.close()
    return took


def _play(calls: Sequence[Call], opened: dict[int, sqlite3.Connection]) -> None:
    for at, method, words, given in calls:
        connection = opened[at]
        if method == "execute":
            connection.execute(words, given).fetchall()
        elif method == "executemany":
            connection.executemany(words, given)
        else:
            getattr(connection, method)()


def compare(concurrency: int, seconds: float) -> dict[str, Any]:
    """Ours, what raw statements cost, and the ratio, µs a turn of CPU."""
    ours = asyncio.run(turns.run("telegram", "sqlite", concurrency, seconds))
    with tempfile.TemporaryDirectory() as place:
        record, played = asyncio.run(noted(concurrency, seconds, Path(place)))
        raw = replayed(record) / played * 1e6
    parts = asyncio.run(turns.run("telegram", "sqlite", concurrency, seconds, parts=True))
    assert parts.parts_us is not None
    share = sum(parts.parts_us[each] for each in OURS_ALONE) / sum(parts.parts_us.values())
    alone = ours.cpu_us_per_turn * share
    return {
        "variant": "ours-raw-store",
        "concurrency": concurrency,
        "ours_us": ours.cpu_us_per_turn,
        "not_the_store_us": round(alone, 1),
        "raw_statements_us": round(raw, 1),  # the door's are in it too
        "raw_store_us": round(alone + raw, 1),
        "ratio": round((alone + raw) / ours.cpu_us_per_turn, 3),
        "statements_a_turn": round(len(record.calls) / played, 2),
    }


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.raw_store")
    parser.add_argument("concurrency", type=int)
    parser.add_argument("--seconds", type=float, default=turns.SECONDS)
    args = parser.parse_args()
    around = surroundings()
    print(json.dumps(compare(args.concurrency, args.seconds) | around))


if __name__ == "__main__":
    main()
