"""Holidays: those of the program's table and those that an officer keeps."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import Connection, delete, select

from program.calendar import holidays as listed_holidays
from program.calendar import working_days_after
from program.deadlines import DEADLINES, deadline
from storage import audits
from storage.contributions import office_day
from storage.office_time import office_zone
from storage.store import insert_into
from storage.tables import holidays

CLOSES = time(16)  # when the office closes: what is promised for a day is done by then


def keep(conn: Connection, day: date, name: str, actor: str, now: datetime) -> None:
    """Adds a holiday, or names it anew."""
    told = {"name": name, "set_by": actor, "set_at": now}
    made = insert_into(conn, holidays).values(day=day, **told)
    conn.execute(made.on_conflict_do_update(index_elements=["day"], set_=told))
    audits.officers(conn, actor, "holiday_kept", "holiday", day.isoformat(), now)


def drop(conn: Connection, day: date, actor: str, now: datetime) -> bool:
    """Takes an officer's holiday away; gives whether there was one."""
    gone = conn.execute(delete(holidays).where(holidays.c.day == day)).rowcount > 0
    if gone:
        audits.officers(conn, actor, "holiday_dropped", "holiday", day.isoformat(), now)
    return gone


def kept(conn: Connection) -> dict[date, str]:
    """The holidays that officers added, by day."""
    its = holidays.c
    return {row.day: row.name for row in conn.execute(select(its.day, its.name))}


def days_off(conn: Connection) -> frozenset[date]:
    """All days on which nobody works, beside the weekends."""
    return listed_holidays() | frozenset(conn.scalars(select(holidays.c.day)))


def due_at(conn: Connection, name: str, now: datetime) -> datetime:
    """The moment by which a promise counted in working days is due (`program.deadlines`)."""
    today = office_day(now)
    oldest = min(each.valid_from for each in DEADLINES if each.name == name)
    count = deadline(name, max(today, oldest)).count  # a clock set back still keeps the rule
    day = working_days_after(today, count, days_off(conn))
    return datetime.combine(day, CLOSES, office_zone())
