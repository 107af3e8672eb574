"""Sessions of officers: begun with a token of which only the hash is kept, ended by time or act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal, TypeAlias

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from storage import audits
from storage.ids import new_id
from storage.officer_rows import Officer, officer
from storage.tables import officer_sessions, officers

Stage: TypeAlias = Literal["enrol", "password", "full"]

ABSOLUTE = timedelta(hours=12)  # a working day: whoever stays in enters again next morning
IDLE = timedelta(minutes=30)  # an office computer is left standing
HALFWAY = timedelta(minutes=10)  # between password and second factor
ENROLLING = timedelta(hours=1)  # an authenticator is found and installed over a slow line
SURE = timedelta(minutes=10)  # how long password and second factor count as just given
TOUCHED = timedelta(minutes=1)  # so often at most the latest page is noted
KEPT = timedelta(days=90)  # ended sessions, by which a device is known again
SHOWN = 20  # sessions on a page


@dataclass(frozen=True, slots=True)
class Seat:
    """An officer who is in, by one session."""

    session_id: str
    officer: Officer
    stage: Stage
    confirmed_at: datetime | None  # when password and second factor were last given again
    ends_at: datetime
    seen_at: datetime
    device_hash: bytes | None = None

    def sure(self, now: datetime) -> bool:
        """Whether password and second factor were given only just now."""
        return self.confirmed_at is not None and now - self.confirmed_at < SURE


@dataclass(frozen=True, slots=True)
class Session:
    """One session as its officer sees it."""

    id: str
    device: str
    created_at: datetime
    seen_at: datetime
    open: bool


def begin(
    conn: Connection,
    officer_id: str,
    token: bytes,
    stage: Stage,
    device: str,
    now: datetime,
    *,
    life: timedelta = ABSOLUTE,
    device_hash: bytes | None = None,
    session_id: str | None = None,
    pending: bytes | None = None,
) -> str:
    """Opens a session under the hash of its token; gives its id."""
    session = session_id or new_id(now)
    values = {
        "id": session,
        "token_hash": hashed(token),
        "officer_id": officer_id,
        "stage": stage,
        "device": device[:128],
        "device_hash": device_hash,
        "pending": pending,
        "created_at": now,
        "seen_at": now,
        "ends_at": now + life,
        "confirmed_at": now if stage == "full" else None,
    }
    conn.execute(insert(officer_sessions).values(values))
    return session


def seat(conn: Connection, token: bytes, now: datetime) -> Seat | None:
    """Who is in with this token; None where nobody is, or no longer."""
    its = officer_sessions.c
    query = select(officer_sessions, officers).join_from(officer_sessions, officers)
    here = (its.token_hash == hashed(token), _open(now), officers.c.state != "disabled")
    row = conn.execute(query.where(*here)).one_or_none()
    if row is None:
        return None
    of = row._mapping
    return Seat(
        of[its.id],
        officer(row),
        of[its.stage],
        of[its.confirmed_at],
        of[its.ends_at],
        of[its.seen_at],
        of[its.device_hash],
    )


def touch(conn: Connection, session_id: str, now: datetime) -> None:
    """Notes that a page was just looked at."""
    here = officer_sessions.c.id == session_id
    conn.execute(update(officer_sessions).where(here).values(seen_at=now))


def confirm(conn: Connection, officer_id: str, session_id: str, now: datetime) -> None:
    """Notes that password and second factor were given again."""
    here = and_(_of(officer_id), officer_sessions.c.id == session_id)
    audits.officers(conn, officer_id, "officer_confirmed", "session", session_id, now)
    conn.execute(update(officer_sessions).where(here).values(confirmed_at=now))


def end(conn: Connection, officer_id: str, session_id: str, now: datetime) -> bool:
    """Ends one session of this officer; False where there is no such open one."""
    return _end(conn, and_(_of(officer_id), officer_sessions.c.id == session_id), now) == 1


def leave(conn: Connection, officer_id: str, session_id: str, now: datetime) -> bool:
    """The officer ends an own session, which the audit says; False where there is none."""
    done = end(conn, officer_id, session_id, now)
    if done:
        audits.officers(conn, officer_id, "officer_left", "session", session_id, now)
    return done


def leave_all(conn: Connection, officer_id: str, now: datetime) -> None:
    """The officer ends all own sessions, which the audit says."""
    end_all(conn, officer_id, now)
    audits.officers(conn, officer_id, "officer_left_everywhere", "officer", officer_id, now)


def end_by_token(conn: Connection, token: bytes, now: datetime) -> None:
    """Ends the session that a browser brought along, whosever it is: a new one takes its place."""
    _end(conn, officer_sessions.c.token_hash == hashed(token), now)


def end_all(conn: Connection, officer_id: str, now: datetime, but: str = "") -> int:
    """Ends all sessions of an officer, but one perhaps; gives how many."""
    return _end(conn, and_(_of(officer_id), officer_sessions.c.id != but), now)


def listed(conn: Connection, officer_id: str, now: datetime) -> Sequence[Session]:
    """The officer's own sessions, the newest first, ended ones too."""
    its = officer_sessions.c
    query = select(officer_sessions).where(_of(officer_id), its.stage == "full")
    rows = conn.execute(query.order_by(its.created_at.desc(), its.id.desc()).limit(SHOWN))
    return [
        Session(
            row.id,
            row.device,
            row.created_at,
            row.seen_at,
            row.ends_at > now and row.seen_at > now - IDLE,
        )
        for row in rows
    ]


def known_device(conn: Connection, officer_id: str, device_hash: bytes) -> bool:
    """Whether this officer was in with this browser before."""
    its = officer_sessions.c
    here = (_of(officer_id), its.stage == "full", its.device_hash == device_hash)
    return conn.execute(select(its.id).where(*here).limit(1)).first() is not None


def was_in(conn: Connection, officer_id: str) -> bool:
    """Whether this officer was ever in, as far back as sessions are kept."""
    its = officer_sessions.c
    here = (_of(officer_id), its.stage == "full")
    return conn.execute(select(its.id).where(*here).limit(1)).first() is not None


def forget(conn: Connection, now: datetime) -> int:
    """Deletes sessions that ended long ago, and first entries that were never finished."""
    its = officer_sessions.c
    conn.execute(update(officer_sessions).where(its.ends_at <= now).values(pending=None))
    return conn.execute(delete(officer_sessions).where(its.ends_at < now - KEPT)).rowcount


def hashed(token: bytes) -> bytes:
    """What is kept of a token."""
    return sha256(token).digest()


def _of(officer_id: str) -> ColumnElement[bool]:
    return officer_sessions.c.officer_id == officer_id


def _open(now: datetime) -> ColumnElement[bool]:
    its = officer_sessions.c
    return and_(its.ends_at > now, its.seen_at > now - IDLE)


def _end(conn: Connection, which: ColumnElement[bool], now: datetime) -> int:
    here = (which, officer_sessions.c.ends_at > now)
    ended = update(officer_sessions).where(*here).values(ends_at=now, pending=None)
    return conn.execute(ended).rowcount
