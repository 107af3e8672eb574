"""Reminders: planned once each, by statements that take a whole stretch of people.

A row of `reminders` is what was planned; it is told once it has the id of its message. What nobody
could be told has no endpoint: the officers see it (`storage.lapsing`). Who is due stands in
`storage.reminders_due`, whom to tell in `storage.reminders_reach`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Dialect, String, func, literal, select, text, true, union_all

from storage.prepared import Making
from storage.reminders_due import EVERYBODY, Planning, Span, due_people, perhaps_due
from storage.reminders_reach import LATELY, WINDOW
from storage.reminders_said import tell, untold
from storage.store import insert_into
from storage.tables import reminders, timers

__all__ = [
    "EVERYBODY",
    "TIMER",
    "Planned",
    "Planning",
    "Span",
    "due_people",
    "plan",
    "spans",
    "tell",
    "timer_key",
    "untold",
]

TIMER = "reminder"  # kind of the timer that speaks to one endpoint
# Until the commit PostgreSQL looks rows up instead of reading tables that it takes for empty: the
# table of reminders grows faster than its statistics on the days of a plan.
BY_INDEX = text("SET LOCAL enable_seqscan = off")
# What stands in a day's statement for a stretch's own values.
FIRST, END = "first of the stretch", "end of the stretch"
NOW, SENT = datetime(1, 6, 1, tzinfo=UTC), datetime(2, 6, 1, tzinfo=UTC)
BEHIND_ALL = "g"  # ids are hexadecimal digits


@dataclass(frozen=True, slots=True)
class Planned:
    """What one chunk came to: rows planned, and those told to nobody."""

    rows: int
    unreachable: int


def spans(conn: Connection, planning: Planning, size: int) -> tuple[Span, ...]:
    """All people in stretches with about so many who may be due; none if nobody may be."""
    due = union_all(*perhaps_due(planning)).subquery("due")
    numbered = select(due.c.id, func.row_number().over(order_by=due.c.id).label("place")).subquery(
        "numbered"
    )
    firsts = select(numbered.c.id).where(numbered.c.place % size == 1 % size)
    found = list(dict.fromkeys(conn.scalars(firsts.order_by(numbered.c.id))))
    return tuple(Span(*each) for each in pairwise([*found, ""]))


def plan(conn: Connection, planning: Planning, span: Span, now: datetime) -> Planned:
    """Plans one stretch of people, and sets a timer for each endpoint.

    Nobody twice: who stands in the table already is not due. `now` must be the chunk's own.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(BY_INDEX)
        conn.exec_driver_sql(_own(conn.dialect, planning, span, now))
    else:
        conn.execute(_put(conn.dialect, planning, span, now))
    mine = reminders.c.at == now
    count = select(func.count(), func.count(reminders.c.endpoint_id)).where(mine)
    rows_put, reached = conn.execute(count).one()
    if reached:
        _set_timers(conn, planning, now)
    return Planned(rows_put, rows_put - reached)


def _put(dialect: Dialect, planning: Planning, span: Span, now: datetime) -> Any:
    """The INSERT of a stretch's reminders."""
    rows = due_people(planning, span).subquery("due_people")
    columns = (rows.c.participant_id, rows.c.kind, rows.c.month, rows.c.endpoint_id)
    chosen = select(*columns, literal(now, reminders.c.at.type)).where(true())
    names = ["participant_id", "kind", "month", "endpoint_id", "at"]
    put = Making(dialect).insert(reminders).from_select(names, chosen)
    return put.on_conflict_do_nothing()


def _own(dialect: Dialect, planning: Planning, span: Span, now: datetime) -> str:
    """The INSERT with the stretch's own values, so that PostgreSQL plans it anew for each.

    They are ids, codes and times of ours. Planned once for all it would read a whole cohort a
    stretch; with `plan_cache_mode` it would plan the check of each row's keys anew, which took
    twice as long. Made once for a day: a stretch only fills in what is its own.
    """
    text_of_day = _day_text(dialect, replace(planning, sent_at=SENT))
    own = {FIRST: span.first, END: span.end or BEHIND_ALL}
    moments = {NOW: now, **{SENT - ago: planning.sent_at - ago for ago in (WINDOW, LATELY)}}
    own |= {str(mark): str(moment) for mark, moment in moments.items()}
    for mark, value in own.items():
        text_of_day = text_of_day.replace(f"'{mark}'", f"'{value}'")
    return text_of_day


@lru_cache(maxsize=4)
def _day_text(dialect: Dialect, planning: Planning) -> str:
    """The INSERT of a day with marks where a stretch's own values go."""
    put = _put(dialect, planning, Span(FIRST, END), NOW)
    return str(put.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def timer_key(endpoint_id: str, day: date) -> str:
    """The key of the timer that speaks to an endpoint on a day."""
    return f"{TIMER}:{endpoint_id}:{day}"


def _set_timers(conn: Connection, planning: Planning, now: datetime) -> None:
    """One timer an endpoint and day, however many people it speaks for."""
    who = reminders.c.endpoint_id
    key = literal(f"{TIMER}:", String) + who + literal(f":{planning.day}", String)
    columns = (
        key,
        literal(planning.sent_at, timers.c.due_at.type),
        literal(TIMER, String),
        who,
        literal(now, timers.c.created_at.type),
    )
    theirs = select(*columns).where(reminders.c.at == now, who.is_not(None)).distinct()
    names = ["key", "due_at", "kind", "endpoint_id", "created_at"]
    conn.execute(insert_into(conn, timers).from_select(names, theirs).on_conflict_do_nothing())
