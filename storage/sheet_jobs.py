"""Jobs of the desk's sheets: what is to be done in small steps, how far it is, who works on it.

A job belongs to the officer who asked for it; whoever works in all of its regions sees it too. One
process at a time works on it, which holds it for a while and holds on with every step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, or_, select, update

from storage.applications_bpjs import common_region
from storage.claims import By
from storage.ids import new_id
from storage.scope import Scope, within
from storage.tables import sheet_jobs

Kind: TypeAlias = Literal["check", "apply", "undo", "export"]
HELD_FOR = timedelta(seconds=60)  # a step takes a tenth of a second; who is silent so long has died
SHOWN = 20  # jobs on the page
KEPT_FOR = timedelta(days=1)  # an exported file can be fetched so long


class JobGone(LookupError):
    """No such job for this officer."""


@dataclass(frozen=True, slots=True)
class Job:
    """One job with its progress; `latest` is the last row that an export has written."""

    id: str
    kind: Kind
    import_id: str | None
    actor: str
    regions: tuple[str, ...]
    about: Mapping[str, Any]
    state: str  # open, done or failed
    done: int
    total: int
    latest: str | None
    created_at: datetime
    finished_at: datetime | None

    def by(self, now: datetime) -> By:
        """Who acts: the officer who asked for it, within the regions of then."""
        return By(Scope(self.regions), self.actor, now)


def begin(
    conn: Connection,
    by: By,
    kind: Kind,
    total: int,
    import_id: str | None = None,
    about: Mapping[str, Any] | None = None,
) -> str:
    """A new job; gives its id."""
    which = new_id(by.now)
    row = {
        "id": which,
        "kind": kind,
        "import_id": import_id,
        "actor": by.actor,
        "regions": list(by.scope.regions),
        "region_code": common_region(by.scope.regions),
        "about": dict(about or {}),
        "state": "open",
        "done": 0,
        "total": total,
        "created_at": by.now,
    }
    conn.execute(insert(sheet_jobs), row)
    return which


def take(conn: Connection, job_id: str, now: datetime) -> Job | None:
    """The job, held by this process from now on; None where another holds it or it is over."""
    its = sheet_jobs.c
    free = or_(its.held_until.is_(None), its.held_until < now)
    mine = and_(its.id == job_id, its.state == "open", free)
    held = update(sheet_jobs).where(mine).values(held_until=now + HELD_FOR)
    if conn.execute(held).rowcount != 1:
        return None
    return _job(conn.execute(select(sheet_jobs).where(its.id == job_id)).one())


def step(
    conn: Connection, job_id: str, done: int, now: datetime, latest: str | None = None
) -> None:
    """Notes how far it is, and holds on."""
    told = {"done": done, "latest": latest, "held_until": now + HELD_FOR}
    conn.execute(update(sheet_jobs).where(sheet_jobs.c.id == job_id).values(told))


def let_go(conn: Connection, job_id: str) -> None:
    """Gives it free for whoever goes on with it."""
    conn.execute(update(sheet_jobs).where(sheet_jobs.c.id == job_id).values(held_until=None))


def finish(conn: Connection, job_id: str, now: datetime, state: str = "done") -> None:
    """It is over."""
    told = {"state": state, "finished_at": now, "held_until": None}
    conn.execute(update(sheet_jobs).where(sheet_jobs.c.id == job_id).values(told))


def look(conn: Connection, by: By, job_id: str) -> Job:
    """One job. Raises JobGone."""
    row = conn.execute(select(sheet_jobs).where(sheet_jobs.c.id == job_id, _seen(by))).first()
    if row is None:
        raise JobGone
    return _job(row)


def latest(conn: Connection, import_id: str) -> Job | None:
    """The newest job of a file that was looked up already."""
    its = sheet_jobs.c
    query = select(sheet_jobs).where(its.import_id == import_id)
    row = conn.execute(query.order_by(its.created_at.desc(), its.id.desc()).limit(1)).first()
    return _job(row) if row else None


def exports(conn: Connection, by: By) -> tuple[Job, ...]:
    """The officer's latest exports, as long as their files are kept."""
    its = sheet_jobs.c
    fresh = and_(its.kind == "export", its.actor == by.actor, its.created_at > by.now - KEPT_FOR)
    query = select(sheet_jobs).where(fresh).order_by(its.created_at.desc(), its.id.desc())
    return tuple(map(_job, conn.execute(query.limit(SHOWN))))


def waiting(conn: Connection) -> tuple[str, ...]:
    """The jobs that are not over, the oldest first."""
    its = sheet_jobs.c
    query = select(its.id).where(its.state == "open").order_by(its.created_at)
    return tuple(conn.scalars(query))


def stale_files(conn: Connection, now: datetime) -> tuple[str, ...]:
    """Exports whose files are kept no longer; they count as failed from now on."""
    its = sheet_jobs.c
    old = and_(its.kind == "export", its.state == "done", its.created_at <= now - KEPT_FOR)
    found = tuple(conn.scalars(select(its.id).where(old)))
    conn.execute(update(sheet_jobs).where(old).values(state="failed"))
    return found


def _seen(by: By) -> ColumnElement[bool]:
    """The officer's own, as long as the regions are still his, and those of his regions."""
    return within(by.scope, sheet_jobs.c.region_code) | (sheet_jobs.c.actor == by.actor)


def _job(row: Row[Any]) -> Job:
    return Job(
        row.id,
        row.kind,
        row.import_id,
        row.actor,
        tuple(row.regions),
        row.about,
        row.state,
        row.done,
        row.total,
        row.latest,
        row.created_at,
        row.finished_at,
    )
