"""The inbox: events in the order of their coming, each stored once and done once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    String,
    Update,
    and_,
    bindparam,
    func,
    literal_column,
    select,
    text,
    update,
)

from storage.prepared import Making, Prepared
from storage.store import insert_into
from storage.tables import inbox
from storage.waking import tell

Kind: TypeAlias = Literal["message", "timer", "effect", "act", "receipt"]

PARTITIONS: Final = 64
# A row tried so often is left to `exhausted`: each try ended the process.
MAX_ATTEMPTS: Final = 5
# Class of the advisory locks of partitions, apart from all our other locks.
PARTITION_LOCKS: Final = 0x5E7A
# Nobody else works off these while they are held: the platforms' statuses, as one more partition.
STATUSES: Final = PARTITIONS
# Two engines share what is more than this; less is a batch for one, as commits cost the most.
WORTH_SHARING: Final = 32
# An engine looks at the first events of so many endpoints to see which partitions hold its batch:
# with four batches waiting, four engines have a full one each.
LOOK_AHEAD: Final = 512
# SQLite takes 32.766 parameters a statement, asyncpg 32.767; longer lists go in parts.
CHUNK: Final = 10_000

# Literals, not parameters: else PostgreSQL's generic plans leave the partial indexes aside.
WAITING: Final = literal_column("'waiting'", String)
RECEIPT: Final = literal_column("'receipt'", String)


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


@dataclass(frozen=True, slots=True)
class FailedRow:
    """An event that failed, without what it held; `error` is sealed."""

    seq: int
    event_key: bytes
    channel: str
    kind: Kind
    since: datetime
    error: bytes | None


_COLUMNS = tuple(inbox.c[name] for name in InboxRow.__slots__)


def partition_of(endpoint_key: bytes) -> int:
    """Give the partition, 0..63, of an endpoint's events."""
    return endpoint_key[0] % PARTITIONS


def put(conn: Connection, rows: Sequence[NewInboxRow]) -> int:
    """Store the events that are not stored yet, in their order; give how many were new."""
    return len(put_seqs(conn, rows))


def put_seqs(conn: Connection, rows: Sequence[NewInboxRow]) -> list[int]:
    """Store the events that are not stored yet, in their order; give the numbers of the new."""
    if not rows:
        return []
    statement = insert_into(conn, inbox).on_conflict_do_nothing(index_elements=["event_key"])
    values = [_values(row) for row in rows]
    new = list(conn.scalars(statement.returning(inbox.c.seq), values))
    if new:
        tell(conn, "inbox")
    return new


def claim(conn: Connection, limit: int, partitions: Sequence[int] | None = None) -> list[InboxRow]:
    """Give the oldest waiting event of each endpoint, oldest first; statuses are left out.

    `partitions` are those that this process holds, None for all. Rows are not marked: who claims
    holds the partitions, or the engine's lock, until they are finished.
    """
    if partitions is not None:
        return _rows(FIRSTS_HELD.rows(conn, limit=limit, partitions=partitions))
    return _rows(FIRSTS.rows(conn, limit=limit))


def claim_receipts(
    conn: Connection,
    limit: int,
    partitions: Sequence[int] | None = None,
    after_seq: int = 0,
) -> list[InboxRow]:
    """Give the oldest waiting platform statuses behind a row, also many of one endpoint.

    Who leaves some waiting, as their message is not known yet, goes on behind them. On PostgreSQL
    none while another process works them off.
    """
    if conn.dialect.name == "postgresql" and not lock_partitions(conn, [STATUSES]):
        return []
    fresh = inbox.c.attempts < MAX_ATTEMPTS
    behind = inbox.c.seq > after_seq
    return _read(conn, limit, partitions, inbox.c.kind == RECEIPT, fresh, behind)


def exhausted(
    conn: Connection, limit: int, partitions: Sequence[int] | None = None
) -> list[InboxRow]:
    """Give waiting events whose tries are used up, to be failed; they hold up nobody."""
    if partitions is not None:
        return _rows(SPENT_HELD.rows(conn, limit=limit, partitions=partitions))
    return _rows(SPENT.rows(conn, limit=limit))


def lock_partitions(conn: Connection, wanted: Iterable[int], most: int | None = None) -> list[int]:
    """Give those of the partitions that are held from now until the transaction ends.

    Takes the first that are free, at most so many, and never waits. For PostgreSQL only: on SQLite
    the engine's file lock holds them all.
    """
    query = text(
        "SELECT p FROM unnest(CAST(:wanted AS int[])) AS p"
        " WHERE pg_try_advisory_xact_lock(:locks, p) LIMIT CAST(:most AS bigint)"
    )
    given = {"wanted": list(wanted), "locks": PARTITION_LOCKS, "most": most}
    return sorted(conn.scalars(query, given))


def share_partitions(conn: Connection, limit: int) -> list[int]:
    """Lock the partitions of a batch, the longest waiting first; give which.

    No more than hold `limit` events, and half at most when others could work too. For PostgreSQL.
    """
    firsts = [row[0] for row in AHEAD.rows(conn, limit=LOOK_AHEAD)]
    held = Counter(firsts)  # in the order of their oldest
    if not held:
        return []
    fair = len(held) if len(firsts) <= WORTH_SHARING else len(held) // 2
    enough = sum(1 for before in accumulate(held.values(), initial=0) if before < limit)
    return lock_partitions(conn, held, max(1, min(fair, enough)))


def count_attempts(conn: Connection, seqs: Sequence[int]) -> None:
    """Count a try of each row; to be committed before the try begins."""
    for part in _parts(seqs):
        more = inbox.c.attempts + 1
        conn.execute(update(inbox).where(inbox.c.seq.in_(part)).values(attempts=more))


def forgive_attempts(conn: Connection, seqs: Sequence[int]) -> None:
    """Take back a try of each row: it ended by no fault of the row."""
    for part in _parts(seqs):
        tried = and_(inbox.c.seq.in_(part), inbox.c.attempts > 0)
        conn.execute(update(inbox).where(tried).values(attempts=inbox.c.attempts - 1))


def finish(conn: Connection, seqs: Sequence[int], now: datetime) -> int:
    """Mark waiting rows as done; give how many were, fewer where another was faster."""
    return sum(FINISH.run(conn, seqs=part, now=now) for part in _parts(seqs))


def _finished(making: Making) -> Update:
    waiting_still = and_(making.among(inbox.c.seq, "seqs"), inbox.c.state == WAITING)
    return update(inbox).where(waiting_still).values(state="done", done_at=bindparam("now"))


FINISH: Final = Prepared(_finished)


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
    if waiting_again:
        tell(conn, "inbox")
    return waiting_again


def retry_all(conn: Connection) -> int:
    """Let all failed rows wait again in their old places; give how many."""
    return retry(conn, list(conn.scalars(select(inbox.c.seq).where(inbox.c.state == "failed"))))


def failed(conn: Connection, limit: int) -> tuple[list[FailedRow], int]:
    """Give the oldest failed rows, and how many there are."""
    rows = select(inbox.c.seq, inbox.c.event_key, inbox.c.channel, inbox.c.kind)
    rows = rows.add_columns(func.coalesce(inbox.c.done_at, inbox.c.received_at), inbox.c.error)
    oldest = rows.where(inbox.c.state == "failed").order_by(inbox.c.seq).limit(limit)
    found = [FailedRow(*tuple(row)) for row in conn.execute(oldest)]
    count = select(func.count()).where(inbox.c.state == "failed")
    return found, conn.scalar(count) or 0


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


def _firsts() -> list[ColumnElement[bool]]:
    """Each endpoint's oldest event that may be tried."""
    other = inbox.alias("other")
    same = other.c.endpoint_key == inbox.c.endpoint_key
    # Not NOT EXISTS: without fresh statistics PostgreSQL joins all waiting rows with each other.
    first = select(func.min(other.c.seq)).where(same, *_claimable(other)).scalar_subquery()
    return [*_claimable(inbox), inbox.c.seq == first]


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


def _oldest(columns: Sequence[Column[Any]], *conditions: ColumnElement[bool]) -> Prepared:
    """The oldest waiting rows of such, up to `limit`."""
    query = select(*columns).where(inbox.c.state == WAITING, *conditions).order_by(inbox.c.seq)
    return Prepared(lambda _: query.limit(bindparam("limit", type_=Integer)))


def _oldest_held(*conditions: ColumnElement[bool]) -> Prepared:
    """The same of the `partitions` alone."""
    query = select(*_COLUMNS).where(inbox.c.state == WAITING, *conditions).order_by(inbox.c.seq)
    query = query.limit(bindparam("limit", type_=Integer))
    return Prepared(lambda making: query.where(making.among(inbox.c.partition, "partitions")))


def _rows(found: Sequence[tuple[Any, ...]]) -> list[InboxRow]:
    return [InboxRow(*row) for row in found]


_USED_UP = inbox.c.attempts >= MAX_ATTEMPTS
FIRSTS: Final = _oldest(_COLUMNS, *_firsts())
FIRSTS_HELD: Final = _oldest_held(*_firsts())
AHEAD: Final = _oldest((inbox.c.partition,), *_firsts())
SPENT: Final = _oldest(_COLUMNS, _USED_UP)
SPENT_HELD: Final = _oldest_held(_USED_UP)


def _parts(seqs: Sequence[int]) -> Iterator[Sequence[int]]:
    return (seqs[start : start + CHUNK] for start in range(0, len(seqs), CHUNK))
