"""Tries of entry, counted before they are judged, so that many at once cannot slip through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, case, delete, select, update

from storage.crypto import Sealer
from storage.store import insert_into
from storage.tables import entry_tries

COLUMN = "entry_tries.key"  # as `Sealer.index` names it
FORGOTTEN = timedelta(hours=1)  # without a further try
KEPT = timedelta(days=1)  # rows of whoever never came again


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tries are free, and how long one waits after each further one: twice as long."""

    free: int
    first: timedelta
    longest: timedelta  # an attacker keeps nobody out for longer than that

    def wait(self, failed: int) -> timedelta | None:
        """How long to wait after so many."""
        over = failed - self.free
        if over < 0:
            return None
        doubled: int = 2 ** min(over, 16)
        return min(self.first * doubled, self.longest)


@dataclass(frozen=True, slots=True)
class Counted:
    """What tries are counted for."""

    kind: str
    value: str
    limit: Limit

    def key(self, sealer: Sealer) -> bytes:
        """Under which they are counted: nobody reads a name or an address from it."""
        return sealer.index(COLUMN, f"{self.kind} {self.value}")


BY_NAME = Limit(5, timedelta(seconds=30), timedelta(minutes=15))
# An office, or a whole mobile network, comes from one address.
BY_ADDRESS = Limit(50, timedelta(seconds=30), timedelta(minutes=15))


def take(
    conn: Connection, sealer: Sealer, counted: Sequence[Counted], now: datetime
) -> datetime | None:
    """Counts a try; gives until when to wait where it may not be made, and then counts nothing."""
    limits = {each.key(sealer): each.limit for each in counted}
    rows = _held(conn, sorted(limits), now)
    waits: list[datetime] = [row.until for row in rows if row.until is not None and row.until > now]
    if waits:
        return max(waits)
    for row in rows:
        _count(conn, row, limits[row.key], now)
    return None


def right(conn: Connection, sealer: Sealer, counted: Sequence[Counted]) -> None:
    """Takes back what `take` counted, where the try was right."""
    keys = [each.key(sealer) for each in counted]
    fewer = case((entry_tries.c.failed > 0, entry_tries.c.failed - 1), else_=0)
    here = entry_tries.c.key.in_(keys)
    conn.execute(update(entry_tries).where(here).values(failed=fewer, until=None))


def forgive(conn: Connection, sealer: Sealer, counted: Sequence[Counted]) -> None:
    """Forgets all tries: whoever it was is in."""
    keys = [each.key(sealer) for each in counted]
    conn.execute(delete(entry_tries).where(entry_tries.c.key.in_(keys)))


def failures(conn: Connection, sealer: Sealer, counted: Counted) -> int:
    """How many tries are counted."""
    here = entry_tries.c.key == counted.key(sealer)
    return conn.scalar(select(entry_tries.c.failed).where(here)) or 0


def forget(conn: Connection, now: datetime) -> int:
    """Deletes what was counted long ago."""
    old = entry_tries.c.since < now - KEPT
    return conn.execute(delete(entry_tries).where(old)).rowcount


def _held(conn: Connection, keys: Sequence[bytes], now: datetime) -> Sequence[Row[Any]]:
    """The rows of these keys, made where they are missing, held until the transaction ends."""
    new = [{"key": key, "failed": 0, "since": now, "until": None} for key in keys]
    conn.execute(insert_into(conn, entry_tries).on_conflict_do_nothing(), new)
    query = select(entry_tries).where(entry_tries.c.key.in_(keys)).order_by(entry_tries.c.key)
    return conn.execute(query.with_for_update()).all()


def _count(conn: Connection, row: Row[Any], limit: Limit, now: datetime) -> None:
    old = now - max(row.since, row.until or row.since) > FORGOTTEN
    failed = 1 if old else row.failed + 1
    wait = limit.wait(failed)
    until = now + wait if wait else None
    since = now if old else row.since
    change = update(entry_tries).where(entry_tries.c.key == row.key)
    conn.execute(change.values(failed=failed, since=since, until=until))
