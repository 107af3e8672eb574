"""Open tasks of officers in their regions, by time left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select

from storage import audits
from storage.claims import By
from storage.scope import within
from storage.tables import tasks

PAGE = 50


@dataclass(frozen=True, slots=True)
class Task:
    """One task, with where it is worked on."""

    id: str
    kind: str
    village_code: str | None
    participant_id: str | None
    application_id: str | None
    claim_id: str | None
    officer_id: str | None
    due_at: datetime | None
    created_at: datetime


def listed(conn: Connection, by: By, after: str = "") -> tuple[tuple[Task, ...], str]:
    """A page of open tasks: those with a time first, by it; then the oldest. And the next page.

    Tasks of no village belong to the whole. `after` is "d:ID" or "o:ID" of the last one shown.
    """
    kept = select(tasks).where(tasks.c.state == "open", within(by.scope, tasks.c.village_code))
    phase, _, last = after.partition(":")
    found: list[Task] = []
    if phase != "o":
        dated = kept.where(tasks.c.due_at.is_not(None))
        if last:
            dated = dated.where(_behind(conn, last))
        rows = conn.execute(dated.order_by(tasks.c.due_at, tasks.c.id).limit(PAGE + 1))
        found = [_task(row) for row in rows]
    if len(found) <= PAGE:
        rest = kept.where(tasks.c.due_at.is_(None))
        if phase == "o":
            rest = rest.where(tasks.c.id > last)
        rows = conn.execute(rest.order_by(tasks.c.id).limit(PAGE + 1 - len(found)))
        found += [_task(row) for row in rows]
    audits.officers(conn, by.actor, "tasks_listed", "task", "", by.now)
    if len(found) <= PAGE:
        return tuple(found), ""
    end = found[PAGE - 1]
    return tuple(found[:PAGE]), f"{'d' if end.due_at else 'o'}:{end.id}"


def _task(row: Row[Any]) -> Task:
    of = row._mapping
    return Task(*(of[name] for name in Task.__slots__))


def _behind(conn: Connection, last: str) -> ColumnElement[bool]:
    due = conn.scalar(select(tasks.c.due_at).where(tasks.c.id == last))
    if due is None:
        return tasks.c.id > last
    return or_(tasks.c.due_at > due, and_(tasks.c.due_at == due, tasks.c.id > last))
