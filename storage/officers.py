"""Officers: accounts of village, kecamatan, kabupaten and branch, and who is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal, TypeAlias

from sqlalchemy import Connection, Row, insert, select

from storage.ids import new_id
from storage.scope import WHOLE, Scope
from storage.tables import officer_sessions, officers

Role: TypeAlias = Literal["admin", "branch", "kabupaten", "kecamatan", "desa"]
Stage: TypeAlias = Literal["password", "full"]

ABSOLUTE = timedelta(hours=12)  # a working day: whoever stays in enters again next morning
IDLE = timedelta(minutes=30)  # an office computer is left standing


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer, without what proves him."""

    id: str
    login: str
    name: str
    role: Role
    regions: tuple[str, ...]  # codes; empty only for an admin
    state: str

    @property
    def scope(self) -> Scope:
        """Whose rows may be seen."""
        return Scope(self.regions or (WHOLE,))


@dataclass(frozen=True, slots=True)
class Seat:
    """An officer who is in, by one session."""

    session_id: str
    officer: Officer
    stage: Stage
    confirmed_at: datetime | None  # when password and second factor were last given again
    ends_at: datetime


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


def begin(
    conn: Connection, officer_id: str, token: bytes, stage: Stage, device: str, now: datetime
) -> str:
    """Opens a session under the hash of its token; gives its id."""
    session = new_id(now)
    values = {
        "id": session,
        "token_hash": sha256(token).digest(),
        "officer_id": officer_id,
        "stage": stage,
        "device": device[:128],
        "created_at": now,
        "seen_at": now,
        "ends_at": now + ABSOLUTE,
        "confirmed_at": now if stage == "full" else None,
    }
    conn.execute(insert(officer_sessions).values(values))
    return session


def seat(conn: Connection, token: bytes, now: datetime) -> Seat | None:
    """Who is in with this token; None where nobody is, or no longer."""
    its = officer_sessions.c
    held = (its.token_hash == sha256(token).digest(), its.ends_at > now, its.seen_at > now - IDLE)
    query = select(officer_sessions, officers).join_from(officer_sessions, officers)
    row = conn.execute(query.where(*held, officers.c.state != "disabled")).one_or_none()
    if row is None:
        return None
    of = row._mapping
    return Seat(of[its.id], _officer(row), of[its.stage], of[its.confirmed_at], of[its.ends_at])


def _officer(row: Row[tuple[object, ...]]) -> Officer:
    of, its = row._mapping, officers.c
    return Officer(
        of[its.id],
        of[its.login],
        of[its.name],
        of[its.role],
        tuple(of[its.regions]),
        of[its.state],
    )
