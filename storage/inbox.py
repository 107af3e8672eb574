"""The inbox: events in the order of their coming, each stored once and done once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    String,
    func,
    literal_column,
    select,
    text,
    update,
)

from storage.store import insert_into
from storage.tables import inbox

Kind: TypeAlias = Literal["message", "timer", "effect", "act", "receipt"]

PARTITIONS: Final = 64
# A row tried so often is left to `exhausted`: each try ended the process.
MAX_ATTEMPTS: Final = 3
# Class of the advisory locks of partitions, apart from all our other locks.
PARTITION_LOCKS: Final = 0x5E7A
# SQLite takes 32.766 parameters a statement, asyncpg 32.767; longer lists go in parts.
CHUNK: Final = 10_000

# A literal, not a parameter: else PostgreSQL's generic plans leave the partial indexes aside.
WAITING: Final = literal_column("'waiting'", String)


@dataclass(frozen=True, slots=True)
class NewInboxRow:
    """An event to be stored; `payload` is sealed, the two keys are HMACs."""

    event_key: bytes
    channel: str
    account: str
    endpoint_key: bytes
    kind: Kind
    payload: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True)
class InboxRow:
    """An event that waits, with its place in the order and the tries begun before."""

    seq: int
    event_key: bytes
    channel: str
    account: str
    endpoint_key: bytes
    partition: int
    kind: Kind
    payload: bytes
    attempts: int
    received_at: datetime


_COLUMNS = tuple(inbox.c[name] for name in InboxRow.__slots__)


def partition_of(endpoint_key: bytes) -> int:
    """Give the partition, 0..63, of an endpoint's events."""
    return endpoint_key[0] % PARTITIONS


def put(conn: Connection, rows: Sequence[NewInboxRow]) -> int:
    """Store the events that are not stored yet, in their order; give how many were new."""
    if not rows:
        return 0
    statement = insert_into(conn, inbox).on_conflict_do_nothing(index_elements=["event_key"])
    values = [_values(row) for row in rows]
    return len(conn.execute(statement.returning(inbox.c.seq), values).all())


def claim(conn: Connection, limit: int, partitions: Sequence[int] | None = None) -> list[InboxRow]:
    """Give the oldest waiting event of each endpoint, oldest first; statuses are left out.

    `partitions` are those that this process holds, None for all. Rows are not marked: who claims
    holds the partitions, or the engine's lock, until they are finished.
    """
    other = inbox.alias("other")
    same = other.c.endpoint_key == inbox.c.endpoint_key
    # Not NOT EXISTS: without fresh statistics PostgreSQL joins all waiting rows with each other.
    first = select(func.min(other.c.seq)).where(same, *_claimable(other)).scalar_subquery()
    return _read(conn, limit, partitions, *_claimable(inbox), inbox.c.seq == first)


def claim_receipts(
    conn: Connection, limit: int, partitions: Sequence[int] | None = None
) -> list[InboxRow]:
    """Give the oldest waiting platform statuses, also many of one endpoint."""
    fresh = inbox.c.attempts < MAX_ATTEMPTS
    return _read(conn, limit, partitions, inbox.c.kind == "receipt", fresh)


def exhausted(
    conn: Connection, limit: int, partitions: Sequence[int] | None = None
) -> list[InboxRow]:
    """Give waiting events whose tries are used up, to be failed; they hold up nobody."""
    return _read(conn, limit, partitions, inbox.c.attempts >= MAX_ATTEMPTS)


def lock_partitions(conn: Connection, wanted: Iterable[int]) -> list[int]:
    """Give those of the partitions that are held from now until the transaction ends.

    Never waits. For PostgreSQL only: on SQLite the engine's file lock holds them all.
    """
    query = text(
        "SELECT p FROM unnest(CAST(:wanted AS int[])) AS p"
        " WHERE pg_try_advisory_xact_lock(:locks, p)"
    )
    return sorted(conn.scalars(query, {"wanted": list(wanted), "locks": PARTITION_LOCKS}))


def count_attempts(conn: Connection, seqs: Sequence[int]) -> None:
    """Count a try of each row; to be committed before the try begins."""
    for part in _parts(seqs):
        more = inbox.c.attempts + 1
        conn.execute(update(inbox).where(inbox.c.seq.in_(part)).values(attempts=more))


def finish(conn: Connection, seqs: Sequence[int], now: datetime) -> int:
    """Mark waiting rows as done; give how many were, fewer where another was faster."""
    done = 0
    for part in _parts(seqs):
        rows = update(inbox).where(inbox.c.seq.in_(part), inbox.c.state == WAITING)
        done += conn.execute(rows.values(state="done", done_at=now)).rowcount
    return done


def fail(conn: Connection, seq: int, error_sealed: bytes, now: datetime) -> None:
    """Mark a row as failed and keep why; it can be replayed by `retry`."""
    row = update(inbox).where(inbox.c.seq == seq)
    conn.execute(row.values(state="failed", error=error_sealed, done_at=now))


def retry(conn: Connection, seqs: Sequence[int]) -> int:
    """Let failed rows wait again in their old place; give how many."""
    waiting_again = 0
    for part in _parts(seqs):
        rows = update(inbox).where(inbox.c.seq.in_(part), inbox.c.state == "failed")
        fresh = rows.values(state="waiting", attempts=0, error=None, done_at=None)
        waiting_again += conn.execute(fresh).rowcount
    return waiting_again


def waiting(conn: Connection) -> tuple[int, datetime | None]:
    """Give how many rows wait, and since when the oldest."""
    query = select(func.count(), func.min(inbox.c.received_at)).where(inbox.c.state == WAITING)
    count, oldest = conn.execute(query).one()
    return count, oldest


def _values(row: NewInboxRow) -> dict[str, object]:
    given = {name: getattr(row, name) for name in NewInboxRow.__slots__}
    partition = partition_of(row.endpoint_key)
    return {**given, "partition": partition, "state": "waiting", "attempts": 0}


def _claimable(rows: FromClause) -> list[ColumnElement[bool]]:
    return [
        rows.c.state == WAITING,
        rows.c.kind != "receipt",
        rows.c.attempts < MAX_ATTEMPTS,
    ]


def _read(
    conn: Connection,
    limit: int,
    partitions: Sequence[int] | None,
    *conditions: ColumnElement[bool],
) -> list[InboxRow]:
    query = select(*_COLUMNS).where(inbox.c.state == WAITING, *conditions)
    if partitions is not None:
        query = query.where(inbox.c.partition.in_(partitions))
    return [InboxRow(*row) for row in conn.execute(query.order_by(inbox.c.seq).limit(limit))]


def _parts(seqs: Sequence[int]) -> Iterator[Sequence[int]]:
    return (seqs[start : start + CHUNK] for start in range(0, len(seqs), CHUNK))
