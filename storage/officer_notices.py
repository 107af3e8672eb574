"""What an officer is told at the next entry: a new device, a reset, a change by somebody above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import ColumnElement, Connection, and_, insert, or_, select, update

from storage.ids import new_id
from storage.tables import officer_notices, officers

Kind: TypeAlias = Literal[
    "device", "reset", "changed", "password", "factor", "guessed", "right-waits", "right-late"
]
SHOWN = 10  # at once


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that happened to the account."""

    id: str
    kind: Kind
    by: str | None  # name of the officer who did it; None for the command or the house
    device: str | None
    at: datetime


def put(
    conn: Connection,
    officer_id: str,
    kind: Kind,
    by: str,
    now: datetime,
    device: str | None = None,
    device_hash: bytes | None = None,
) -> None:
    """Tells an officer at the next entry."""
    values = {
        "id": new_id(now),
        "officer_id": officer_id,
        "kind": kind,
        "by": by,
        "device": device[:128] if device else None,
        "device_hash": device_hash,
        "created_at": now,
        "seen_at": None,
    }
    conn.execute(insert(officer_notices).values(values))


def waiting(conn: Connection, officer_id: str, device_hash: bytes | None) -> Sequence[Notice]:
    """What was not read yet, the newest first.

    A new device is told of elsewhere only: whoever sits at it cannot put the notice away.
    """
    its = officer_notices.c
    actor = officers.alias()
    query = select(officer_notices, actor.c.name.label("actor")).outerjoin(
        actor, actor.c.id == its.by
    )
    rows = conn.execute(
        query.where(_unread(officer_id, device_hash)).order_by(its.id.desc()).limit(SHOWN)
    )
    return [Notice(row.id, row.kind, row.actor, row.device, row.created_at) for row in rows]


def read(conn: Connection, officer_id: str, device_hash: bytes | None, now: datetime) -> None:
    """Notes that all that `waiting` gives was read."""
    here = _unread(officer_id, device_hash)
    conn.execute(update(officer_notices).where(here).values(seen_at=now))


def _unread(officer_id: str, device_hash: bytes | None) -> ColumnElement[bool]:
    its = officer_notices.c
    elsewhere = or_(its.device_hash.is_(None), its.device_hash != device_hash)
    theirs = and_(its.officer_id == officer_id, its.seen_at.is_(None))
    return and_(theirs, elsewhere) if device_hash is not None else theirs
