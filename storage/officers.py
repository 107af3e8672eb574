"""Officers: accounts of village, kecamatan, kabupaten and branch, and who is in.

Sessions are `storage.officer_sessions`, what proves an officer `storage.officer_proofs`, what
those above do `storage.officer_acts`, chats `storage.officer_chats`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select

from storage.ids import new_id
from storage.officer_chats import of_endpoint, of_endpoints
from storage.officer_rows import Officer, Role, officer
from storage.officer_sessions import ABSOLUTE, IDLE, Seat, Stage, begin, seat
from storage.tables import officers

__all__ = [
    "ABSOLUTE",
    "IDLE",
    "Officer",
    "Role",
    "Seat",
    "Stage",
    "add",
    "anybody",
    "begin",
    "by_id",
    "names",
    "of_endpoint",
    "of_endpoints",
    "seat",
]


def add(
    conn: Connection,
    login: str,
    name: str,
    role: Role,
    regions: Sequence[str],
    actor: str,
    now: datetime,
) -> str:
    """Makes an account without password, to be entered by an invitation; gives its id."""
    who = new_id(now)
    values = {
        "id": who,
        "login": login.strip().lower(),
        "name": name,
        "role": role,
        "regions": list(regions),
        "state": "invited",
        "totp_confirmed": False,
        "created_by": actor,
        "created_at": now,
        "version": 1,
    }
    conn.execute(insert(officers).values(values))
    return who


def by_id(conn: Connection, officer_id: str) -> Officer | None:
    """The officer of this id, whatever the state."""
    row = conn.execute(select(officers).where(officers.c.id == officer_id)).one_or_none()
    return officer(row) if row else None


def names(conn: Connection, ids: Collection[str]) -> dict[str, str]:
    """The names of officers by id; other actors are left out."""
    query = select(officers.c.id, officers.c.name).where(officers.c.id.in_(list(ids)))
    return {row.id: row.name for row in conn.execute(query)}


def anybody(conn: Connection) -> bool:
    """Whether there is any account at all."""
    return conn.execute(select(officers.c.id).limit(1)).first() is not None
