"""The limit of the disk and of SQLite: durable turns through raw `sqlite3`, nothing else.

A turn is what any engine that loses nothing must write: the update's id, so that it counts once,
the session, an audit row and the reply. So many turns a transaction, `executemany` a table.
"""

from __future__ import annotations

import os
import random
import sqlite3
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

FILE = "turns.db"
PEOPLE = 2_000
SESSION_BYTES = 500  # half a registration's answers
REPLY_BYTES = 300
AUDIT_BYTES = 100
ID_BYTES = 32  # an HMAC-SHA256
PAGE_BYTES = 4096
FLUSHES = 50

TABLES = """
CREATE TABLE seen (event BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE sessions (person INTEGER PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE audit (id INTEGER PRIMARY KEY, person INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE outbox (id INTEGER PRIMARY KEY, person INTEGER NOT NULL, body BLOB NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Turn:
    """The rows that one turn writes."""

    event: bytes
    person: int
    session: bytes
    audit: bytes
    reply: bytes


def turns(seed: int = 1) -> Iterator[Turn]:
    """Made-up turns of all people in rotation, without end."""
    rng = random.Random(seed)
    while True:
        for person in range(PEOPLE):
            yield Turn(
                rng.randbytes(ID_BYTES),
                person,
                rng.randbytes(SESSION_BYTES),
                rng.randbytes(AUDIT_BYTES),
                rng.randbytes(REPLY_BYTES),
            )


def batches(size: int, seed: int = 1) -> Iterator[list[Turn]]:
    """The same turns, so many a transaction."""
    endless = turns(seed)
    while True:
        yield list(islice(endless, size))


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """A new file in the folder: WAL, each commit flushed, everybody's session in place."""
    conn = sqlite3.connect(folder / FILE, isolation_level=None)
    try:
        conn.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" + TABLES)
        conn.execute("BEGIN IMMEDIATE")
        conn.executemany(
            "INSERT INTO sessions VALUES (?, 0, ?)",
            ((person, bytes(SESSION_BYTES)) for person in range(PEOPLE)),
        )
        conn.execute("COMMIT")
        yield conn
    finally:
        conn.close()


def write(conn: sqlite3.Connection, batch: Sequence[Turn]) -> float:
    """Write the turns in one transaction; gives the seconds of its COMMIT, the flush in it.

    Raises sqlite3.IntegrityError, with nothing written, where an update came before.
    """
    conn.execute("BEGIN IMMEDIATE")
    try:
        conn.executemany("INSERT INTO seen VALUES (?)", [(turn.event,) for turn in batch])
        conn.executemany(
            "UPDATE sessions SET version = version + 1, body = ? WHERE person = ?",
            [(turn.session, turn.person) for turn in batch],
        )
        conn.executemany(
            "INSERT INTO audit (person, body) VALUES (?, ?)",
            [(turn.person, turn.audit) for turn in batch],
        )
        conn.executemany(
            "INSERT INTO outbox (person, body) VALUES (?, ?)",
            [(turn.person, turn.reply) for turn in batch],
        )
    except sqlite3.Error:
        conn.execute("ROLLBACK")
        raise
    began = time.perf_counter()
    conn.execute("COMMIT")
    return time.perf_counter() - began


def flush_ms(folder: Path) -> float:
    """Milliseconds that the disk takes to flush one page appended to a file, the median."""
    took = []
    with (folder / "flush").open("wb", buffering=0) as file:
        for _ in range(FLUSHES):
            file.write(bytes(PAGE_BYTES))
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000
