"""When planned reminders are told: one timer for a chunk, and at its time one for each phone.

A region's day may be half a million phones. Their timers would take as long to put as all the rest
of the plan, and stand in the way of every other timer until noon; a chunk's are put when it is due.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, String, literal, select

from storage import timers
from storage.reminders_due import Planning
from storage.store import insert_into
from storage.tables import reminders
from storage.tables import timers as rows
from storage.timers import Timer

__all__ = ["CHUNK", "TIMER", "open_due", "put_off", "timer_key"]

CHUNK = "reminders"  # kind of the timer of a chunk; it is no event of a talk
TIMER = "reminder"  # kind of the timer that speaks to one endpoint


def put_off(conn: Connection, planning: Planning, at: datetime) -> None:
    """Sets the timer of a chunk, which was planned at its own moment."""
    key = f"{CHUNK}:{planning.day}:{at.isoformat()}"
    timers.set_timers(conn, [Timer(key, planning.sent_at, CHUNK, at)])


def open_due(conn: Connection, now: datetime) -> int:
    """Puts the timers of the phones of one chunk that is due; gives how many chunks: 1 or 0.

    One timer a phone and day, however many people it speaks for.
    """
    found = timers.hold_due(conn, CHUNK, now)
    if found is None:
        return 0
    _, day, at = found.key.split(":", 2)
    who = reminders.c.endpoint_id
    columns = (
        literal(f"{TIMER}:", String) + who + literal(f":{day}", String),
        literal(found.due_at, rows.c.due_at.type),
        literal(TIMER, String),
        who,
        literal(now, rows.c.created_at.type),
    )
    planned = reminders.c.at == datetime.fromisoformat(at)
    theirs = select(*columns).where(planned, who.is_not(None)).distinct()
    names = ["key", "due_at", "kind", "endpoint_id", "created_at"]
    conn.execute(insert_into(conn, rows).from_select(names, theirs).on_conflict_do_nothing())
    timers.cancel(conn, [found.key])
    return 1


def timer_key(endpoint_id: str, day: date) -> str:
    """The key of the timer that speaks to an endpoint on a day."""
    return f"{TIMER}:{endpoint_id}:{day}"
