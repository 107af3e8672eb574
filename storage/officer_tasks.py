"""Open tasks of officers in their regions, by time left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, select, tuple_

from storage import audits
from storage.claims import By
from storage.scope import Scope, begins
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
    phase, _, last = after.partition(":")
    found: list[Task] = []
    if phase != "o":
        dated = tasks.c.due_at.is_not(None)
        found = _open(conn, by.scope, and_(dated, _behind(conn, last)) if last else dated, PAGE + 1)
    if len(found) <= PAGE:
        rest = tasks.c.due_at.is_(None)
        behind = and_(rest, tasks.c.id > last) if phase == "o" else rest
        found += _open(conn, by.scope, behind, PAGE + 1 - len(found))
    audits.officers(conn, by.actor, "tasks_listed", "task", "", by.now)
    if len(found) <= PAGE:
        return tuple(found), ""
    end = found[PAGE - 1]
    return tuple(found[:PAGE]), f"{'d' if end.due_at else 'o'}:{end.id}"


def _open(conn: Connection, scope: Scope, part: ColumnElement[bool], limit: int) -> list[Task]:
    """The first open tasks of this part: a query a region, each along an index, merged."""
    its = tasks.c
    found: dict[str, Task] = {}
    for region in scope.regions:
        here = select(tasks).where(its.state == "open", begins(its.village_code, region), part)
        rows = conn.execute(here.order_by(its.due_at, its.id).limit(limit))
        found |= {row.id: _task(row) for row in rows}
    return sorted(found.values(), key=_when)[:limit]


def _when(task: Task) -> tuple[float, str]:
    return (task.due_at.timestamp() if task.due_at else 0.0), task.id


def _task(row: Row[Any]) -> Task:
    of = row._mapping
    return Task(*(of[name] for name in Task.__slots__))


def _behind(conn: Connection, last: str) -> ColumnElement[bool]:
    due = conn.scalar(select(tasks.c.due_at).where(tasks.c.id == last))
    if due is None:
        return tasks.c.id > last
    return tuple_(tasks.c.due_at, tasks.c.id) > (due, last)
