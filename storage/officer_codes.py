"""One-time links of invitations and resets, and recovery codes; only hashes are kept."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal, TypeAlias

from sqlalchemy import Connection, delete, func, insert, select, update

from storage.officer_rows import Officer, officer
from storage.officer_sessions import hashed
from storage.tables import officer_codes, officers

LinkKind: TypeAlias = Literal["invite", "reset"]

LINK_LIFE = timedelta(days=7)  # an invitation lies in somebody's messages over a week-end
RECOVERY_CODES = 10  # a page of paper; each opens once
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else on paper
CODE_LENGTH = 12  # 58 bits: nobody guesses it, also not against its stolen hash and at leisure
KEPT = timedelta(days=30)  # used or expired: who asks why a link failed, asks by then


@dataclass(frozen=True, slots=True)
class Link:
    """A link that is still good."""

    code_hash: bytes
    kind: LinkKind
    officer: Officer
    expires_at: datetime


def give_link(
    conn: Connection, officer_id: str, kind: LinkKind, token: bytes, actor: str, now: datetime
) -> datetime:
    """Makes a link; earlier ones of this officer open nothing any more. Gives until when."""
    drop_links(conn, officer_id)
    until = now + LINK_LIFE
    values = {"code_hash": hashed(token), "kind": kind, "expires_at": until}
    conn.execute(insert(officer_codes).values(values | _given(officer_id, actor, now)))
    return until


def drop_links(conn: Connection, officer_id: str) -> None:
    """Lets all unused links of an officer open nothing any more."""
    its = officer_codes.c
    theirs = (its.officer_id == officer_id, its.kind.in_(("invite", "reset")))
    conn.execute(delete(officer_codes).where(*theirs, its.used_at.is_(None)))


def link(conn: Connection, token: bytes, now: datetime) -> Link | None:
    """Whom a link stands for; None where it is unknown, used, or too old."""
    its = officer_codes.c
    query = select(officer_codes, officers).join_from(officer_codes, officers)
    good = (its.kind.in_(("invite", "reset")), its.used_at.is_(None), its.expires_at > now)
    here = (its.code_hash == hashed(token), officers.c.state != "disabled")
    row = conn.execute(query.where(*here, *good)).one_or_none()
    if row is None:
        return None
    of = row._mapping
    return Link(of[its.code_hash], of[its.kind], officer(row), of[its.expires_at])


def use_link(conn: Connection, code_hash: bytes, now: datetime) -> bool:
    """Uses a link, once; False for whoever comes too late."""
    its = officer_codes.c
    good = (its.code_hash == code_hash, its.used_at.is_(None), its.expires_at > now)
    return conn.execute(update(officer_codes).where(*good).values(used_at=now)).rowcount == 1


def new_recovery(conn: Connection, officer_id: str, actor: str, now: datetime) -> tuple[str, ...]:
    """Makes ten codes, in place of all earlier ones; gives them, to be shown once."""
    drop_recovery(conn, officer_id)
    codes = tuple(_new_code() for _ in range(RECOVERY_CODES))
    values = {"kind": "recovery", "expires_at": None} | _given(officer_id, actor, now)
    rows = [{"code_hash": _recovery_hash(officer_id, each), **values} for each in codes]
    conn.execute(insert(officer_codes), rows)
    return codes


def drop_recovery(conn: Connection, officer_id: str) -> None:
    """Lets all recovery codes of an officer open nothing any more."""
    its = officer_codes.c
    theirs = (its.officer_id == officer_id, its.kind == "recovery")
    conn.execute(delete(officer_codes).where(*theirs))


def use_recovery(conn: Connection, officer_id: str, written: str, now: datetime) -> bool:
    """Uses a recovery code, each exactly once; spaces, lines and small letters do not matter."""
    its = officer_codes.c
    here = (its.code_hash == _recovery_hash(officer_id, written), its.kind == "recovery")
    good = (*here, its.officer_id == officer_id, its.used_at.is_(None))
    return conn.execute(update(officer_codes).where(*good).values(used_at=now)).rowcount == 1


def recovery_left(conn: Connection, officer_id: str) -> int:
    """How many recovery codes are still good."""
    its = officer_codes.c
    good = (its.officer_id == officer_id, its.kind == "recovery", its.used_at.is_(None))
    return conn.scalar(select(func.count()).select_from(officer_codes).where(*good)) or 0


def forget(conn: Connection, now: datetime) -> int:
    """Deletes links that expired long ago."""
    return conn.execute(
        delete(officer_codes).where(officer_codes.c.expires_at < now - KEPT)
    ).rowcount


def _given(officer_id: str, actor: str, now: datetime) -> dict[str, object]:
    return {"officer_id": officer_id, "created_by": actor, "created_at": now, "used_at": None}


def _new_code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def _recovery_hash(officer_id: str, written: str) -> bytes:
    code = "".join(each for each in written.upper() if each.isalnum())
    return sha256(f"recovery {officer_id} {code}".encode("utf-8", "replace")).digest()
