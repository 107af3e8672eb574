"""Timers: what happens by itself later, each under a key of its own."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, select

from storage import inbox
from storage.prepared import Making, Prepared
from storage.tables import timers


@dataclass(frozen=True, slots=True)
class Timer:
    """What is to happen, when, and to whom; `arguments` are sealed."""

    key: str
    due_at: datetime
    kind: str
    created_at: datetime
    endpoint_id: str | None = None
    arguments: bytes | None = None


_COLUMNS = tuple(timers.c[name] for name in Timer.__slots__)
OWN = timers.c.endpoint_id.is_(None)  # the house's: a handful among a million of people's


def set_timers(conn: Connection, wanted: Sequence[Timer]) -> None:
    """Set timers in their order; one whose key is set already is replaced."""
    SET.many(conn, [_values(timer) for timer in wanted])


def _replacing(making: Making) -> Any:
    statement = making.insert(timers)
    replaced = {name: statement.excluded[name] for name in Timer.__slots__ if name != "key"}
    return statement.on_conflict_do_update(index_elements=["key"], set_=replaced)


SET = Prepared(_replacing)
CANCEL = Prepared(lambda making: delete(timers).where(making.among(timers.c.key, "keys")))


def cancel(conn: Connection, keys: Sequence[str]) -> int:
    """Forget timers; give how many of the keys were set."""
    if not keys:
        return 0
    return CANCEL.run(conn, keys=keys)


def of_kind(conn: Connection, kind: str, beginning: str = "") -> list[Timer]:
    """Give the house's own timers of a kind whose keys begin so, by due time."""
    mine = (timers.c.kind == kind, timers.c.key.startswith(beginning, autoescape=True))
    query = select(*_COLUMNS).where(OWN, *mine).order_by(timers.c.due_at)
    return [Timer(*row) for row in conn.execute(query)]


def hold_due(conn: Connection, kind: str, now: datetime) -> Timer | None:
    """Hold the house's own timer of a kind that is due longest; None if there is none to be had."""
    query = select(*_COLUMNS).where(OWN, timers.c.kind == kind, timers.c.due_at <= now)
    first = query.order_by(timers.c.due_at).limit(1).with_for_update(skip_locked=True)
    found = conn.execute(first).one_or_none()
    return Timer(*found) if found else None


def hold(conn: Connection, key: str) -> bool:
    """Hold a timer until the transaction ends; False if it is gone or held by another."""
    mine = select(timers.c.key).where(timers.c.key == key).with_for_update(skip_locked=True)
    return conn.scalar(mine) is not None


def fire(
    conn: Connection,
    now: datetime,
    limit: int,
    event: Callable[[Timer], inbox.NewInboxRow],
    apart: Collection[str] = (),
) -> int:
    """Move due timers, oldest first, into the inbox as the events made of them; give how many.

    Both happen in the open transaction, so a timer is neither lost nor fired twice. The event's
    key must hold the timer's key and due time: a timer set again is another event. Kinds in
    `apart` are no events: they stay.
    """
    query = select(timers.c.key).where(timers.c.due_at <= now).order_by(timers.c.due_at)
    if apart:
        query = query.where(timers.c.kind.not_in(apart))
    due = query.limit(limit).with_for_update(skip_locked=True).cte("due")
    take = delete(timers).where(timers.c.key.in_(select(due.c.key))).returning(*_COLUMNS)
    taken = sorted((Timer(*row) for row in conn.execute(take)), key=lambda timer: timer.due_at)
    inbox.put(conn, [event(timer) for timer in taken])
    return len(taken)


def next_due(conn: Connection) -> datetime | None:
    """Give when the next timer falls due, also if it did already; None if none is set."""
    due: datetime | None = conn.scalar(select(func.min(timers.c.due_at)))
    return due


def _values(timer: Timer) -> dict[str, object]:
    return {name: getattr(timer, name) for name in Timer.__slots__}
