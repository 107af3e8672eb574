"""Reminders: planned once each, by statements that take a thousand people.

A row of `reminders` is what was planned; it is told once it has the id of its message. What nobody
could be told has no endpoint: the officers see it (`storage.lapsing`). Who is due stands in
`storage.reminders_due`, whom to tell in `storage.reminders_reach`, when in `storage.reminders_at`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    any_,
    func,
    literal,
    literal_column,
    select,
    text,
    true,
    union,
)

from storage.prepared import Making
from storage.reminders_at import CHUNK, TIMER, open_due, put_off, timer_key
from storage.reminders_due import Planning, Which, due_people, perhaps_due
from storage.reminders_reach import LATELY, WINDOW
from storage.reminders_said import tell, untold
from storage.tables import participants, reminders

__all__ = [
    "CHUNK",
    "TIMER",
    "Planned",
    "Planning",
    "chunks",
    "due_people",
    "ids",
    "open_due",
    "plan",
    "tell",
    "timer_key",
    "untold",
]

# PostgreSQL takes the table of reminders for empty: on the days of a plan it grows faster than its
# statistics. For a chunk it would read the whole of it, and for a day read it once for each person.
# A chunk does not wait for the disk: one that a crash takes along is planned again, and the commit
# of whatever builds on it (the end of the plan, a chunk's opening) waits for both.
A_CHUNK = text(
    "SELECT set_config('enable_seqscan', 'off', true), "
    "set_config('synchronous_commit', 'off', true)"
)
A_DAY = text("SET LOCAL enable_nestloop = off")
# A chunk's own values in PostgreSQL's statement; all others are written out, so that it is planned
# with them. Ids as an array: with a stretch of ids it would be planned to read a whole cohort.
WHO: Any = literal_column("string_to_array($1, ',')::bpchar[]")
NOW: Any = literal_column("$2::timestamptz")
SENT = datetime(2, 6, 1, tzinfo=UTC)  # stands in a day's statement for the moment of sending


@dataclass(frozen=True, slots=True)
class Planned:
    """What one chunk came to: rows planned, and those told to nobody."""

    rows: int
    unreachable: int


def chunks(conn: Connection, planning: Planning, size: int) -> tuple[str, ...]:
    """The ids of whoever may be due, so many in each of these; `ids` tells them apart.

    A day of a million people is thirty million characters, not as many objects.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(A_DAY)
    due = union(*perhaps_due(planning)).subquery("due")
    numbered = select(due.c.id, func.row_number().over(order_by=due.c.id).label("place")).subquery(
        "numbered"
    )
    which = (numbered.c.place - 1) // size
    together = select(func.aggregate_strings(numbered.c.id, ","))
    return tuple(conn.scalars(together.group_by(which).order_by(which)))


def ids(chunk: str) -> list[str]:
    """The ids of a chunk."""
    return chunk.split(",")


def plan(conn: Connection, planning: Planning, chunk: str, now: datetime) -> Planned:
    """Plans for the people of a chunk, and sets the timer at which their phones are told.

    Nobody twice: who stands in the table already is not due. `now` must be the chunk's own.
    """
    rows_put, reached = _inserted(conn, planning, chunk, now)
    if reached:
        put_off(conn, planning, now)
    return Planned(rows_put, rows_put - reached)


def _inserted(conn: Connection, planning: Planning, chunk: str, now: datetime) -> tuple[int, int]:
    """How many rows were put, and how many of them reach somebody."""
    if conn.dialect.name == "postgresql":
        conn.execute(A_CHUNK)
        told = conn.exec_driver_sql(_text(conn.dialect, planning), (chunk, now)).one()
    else:
        at = literal(now, reminders.c.at.type)
        conn.execute(_put(conn.dialect, planning, participants.c.id.in_(ids(chunk)), at))
        count = select(func.count(), func.count(reminders.c.endpoint_id))
        told = conn.execute(count.where(reminders.c.at == now)).one()
    return told[0], told[1]


def _put(dialect: Dialect, planning: Planning, which: Which, at: ColumnElement[Any]) -> Any:
    """The INSERT of a chunk's reminders."""
    rows = due_people(planning, which).subquery("due_people")
    columns = (rows.c.participant_id, rows.c.kind, rows.c.month, rows.c.endpoint_id)
    chosen = select(*columns, at).where(true())
    names = ["participant_id", "kind", "month", "endpoint_id", "at"]
    put = Making(dialect).insert(reminders).from_select(names, chosen)
    return put.on_conflict_do_nothing()


def _text(dialect: Dialect, planning: Planning) -> str:
    """The INSERT, counted, as PostgreSQL keeps it ready for all chunks of a moment."""
    text_of_day = _day_text(dialect, replace(planning, sent_at=SENT))
    for ago in (WINDOW, LATELY):
        text_of_day = text_of_day.replace(str(SENT - ago), str(planning.sent_at - ago))
    return text_of_day


@lru_cache(maxsize=4)
def _day_text(dialect: Dialect, planning: Planning) -> str:
    put = _put(dialect, planning, participants.c.id == any_(WHO), NOW)
    rows = put.returning(reminders.c.endpoint_id).cte("put")
    counted = select(func.count(), func.count(rows.c.endpoint_id)).select_from(rows)
    return str(counted.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
