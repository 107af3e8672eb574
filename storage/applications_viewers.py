"""Who has an application open now, so that two officers on one record see each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from storage.applications import ApplicationGone
from storage.claims import By
from storage.scope import within
from storage.store import insert_into
from storage.tables import application_viewers, applications, officers

LATELY = timedelta(seconds=60)  # three polls of the page's script
FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Present:
    """The other officers who look at it now, and how often it was changed."""

    names: tuple[str, ...]
    version: int
    state: str


def here(conn: Connection, by: By, application_id: str) -> Present:
    """Notes that the officer looks at it; gives who else does. Raises ApplicationGone."""
    its, seen = applications.c, application_viewers.c
    mine = (its.id == application_id) & within(by.scope, its.village_code)
    row = conn.execute(select(its.version, its.state).where(mine)).one_or_none()
    if row is None:
        raise ApplicationGone
    values = {"application_id": application_id, "officer_id": by.actor, "seen_at": by.now}
    statement = insert_into(conn, application_viewers).values(values)
    keys = ["application_id", "officer_id"]
    conn.execute(statement.on_conflict_do_update(index_elements=keys, set_={"seen_at": by.now}))
    others = (seen.application_id == application_id) & (seen.officer_id != by.actor)
    query = select(officers.c.name).join_from(application_viewers, officers)
    lately = seen.seen_at > by.now - LATELY
    names = conn.scalars(query.where(others, lately).order_by(officers.c.name))
    return Present(tuple(names), row.version, row.state)


def forget(conn: Connection, now: datetime) -> int:
    """Forgets who looked long ago; gives how many rows."""
    old = application_viewers.c.seen_at < now - FORGOTTEN
    return conn.execute(delete(application_viewers).where(old)).rowcount
