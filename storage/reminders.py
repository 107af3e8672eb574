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

from sqlalchemy import Connection, Dialect, func, literal, select, text, true, union

from storage.prepared import Making
from storage.reminders_at import CHUNK, TIMER, open_due, put_off, timer_key
from storage.reminders_due import EVERYBODY, Ids, Planning, due_people, perhaps_due
from storage.reminders_reach import LATELY, WINDOW
from storage.reminders_said import tell, untold
from storage.tables import reminders

__all__ = [
    "CHUNK",
    "EVERYBODY",
    "TIMER",
    "Ids",
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
BETWEEN = ","  # ids of a chunk
# What stands in a day's statement for a chunk's own values.
WHO = "ids of the chunk"
NOW, SENT = datetime(1, 6, 1, tzinfo=UTC), datetime(2, 6, 1, tzinfo=UTC)


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
    together = select(func.aggregate_strings(numbered.c.id, BETWEEN))
    return tuple(conn.scalars(together.group_by(which).order_by(which)))


def ids(chunk: str) -> Ids:
    """The ids of a chunk."""
    return tuple(chunk.split(BETWEEN))


def plan(conn: Connection, planning: Planning, who: Ids, now: datetime) -> Planned:
    """Plans for these people, and sets the timer at which their phones are told.

    Nobody twice: who stands in the table already is not due. `now` must be the chunk's own.
    """
    rows_put, reached = _inserted(conn, planning, who, now)
    if reached:
        put_off(conn, planning, now)
    return Planned(rows_put, rows_put - reached)


def _inserted(conn: Connection, planning: Planning, who: Ids, now: datetime) -> tuple[int, int]:
    """How many rows were put, and how many of them reach somebody."""
    if conn.dialect.name == "postgresql":
        conn.execute(A_CHUNK)
        told = conn.exec_driver_sql(_own(conn.dialect, planning, who, now)).one()
    else:
        conn.execute(_put(conn.dialect, planning, who, now))
        count = select(func.count(), func.count(reminders.c.endpoint_id))
        told = conn.execute(count.where(reminders.c.at == now)).one()
    return told[0], told[1]


def _put(dialect: Dialect, planning: Planning, who: Ids, now: datetime) -> Any:
    """The INSERT of a chunk's reminders."""
    rows = due_people(planning, who).subquery("due_people")
    columns = (rows.c.participant_id, rows.c.kind, rows.c.month, rows.c.endpoint_id)
    chosen = select(*columns, literal(now, reminders.c.at.type)).where(true())
    names = ["participant_id", "kind", "month", "endpoint_id", "at"]
    put = Making(dialect).insert(reminders).from_select(names, chosen)
    return put.on_conflict_do_nothing()


def _own(dialect: Dialect, planning: Planning, who: Ids, now: datetime) -> str:
    """The INSERT with the chunk's own values, so that PostgreSQL plans it anew for each.

    They are ids, codes and times of ours. Planned once for all it would read a whole cohort a
    chunk. Made once for a day: a chunk only fills in what is its own.
    """
    moments = {NOW: now, **{SENT - ago: planning.sent_at - ago for ago in (WINDOW, LATELY)}}
    own = {str(mark): str(moment) for mark, moment in moments.items()}
    own[WHO] = "', '".join(who) or WHO
    text_of_day = _day_text(dialect, replace(planning, sent_at=SENT), bool(who))
    for mark, value in own.items():
        text_of_day = text_of_day.replace(f"'{mark}'", f"'{value}'")
    return text_of_day


@lru_cache(maxsize=4)
def _day_text(dialect: Dialect, planning: Planning, some: bool) -> str:
    """The INSERT of a day, counted, with marks where a chunk's own values go."""
    put = _put(dialect, planning, (WHO,) if some else EVERYBODY, NOW)
    rows = put.returning(reminders.c.endpoint_id).cte("put")
    counted = select(func.count(), func.count(rows.c.endpoint_id)).select_from(rows)
    return str(counted.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
