"""What proves an officer: password hash, second factor whose steps work once, recovery codes."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

import pyotp
from sqlalchemy import Connection, insert, or_, select, update

from storage import audits, officer_codes, officer_notices, officer_sessions
from storage.crypto import Sealer
from storage.ids import new_id
from storage.officer_codes import Link
from storage.officer_rows import Officer, officer
from storage.tables import audit, officers
from storage.tables import officer_sessions as session_table

Proof: TypeAlias = Literal["totp", "recovery"]

STEP_SECONDS = 30  # RFC 6238
DRIFT = 1  # steps that a phone's clock may be off, either way


class LinkGone(LookupError):
    """The link was used, replaced or grew too old between its page and its form."""


@dataclass(frozen=True, slots=True)
class Device:
    """The browser of a request: as it calls itself, and the hash of the mark it brought."""

    name: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry: by what, and whether from a browser that was never seen with this officer."""

    proof: Proof
    new_device: bool


def new_secret() -> str:
    """A secret for an authenticator, 160 bits in base 32."""
    return pyotp.random_base32()


def password_of(conn: Connection, login: str) -> tuple[Officer, str] | None:
    """The officer of a login name and the password's hash, where entry is open to them."""
    here = (officers.c.login == login, officers.c.state == "active")
    row = conn.execute(select(officers).where(*here)).one_or_none()
    return (officer(row), row.password) if row and row.password and row.totp_confirmed else None


def halfway(conn: Connection, officer_id: str, token: bytes, device: Device, now: datetime) -> None:
    """Opens the session between password and second factor."""
    life = officer_sessions.HALFWAY
    officer_sessions.begin(conn, officer_id, token, "password", device.name, now, life=life)


def prove(
    conn: Connection, sealer: Sealer, officer_id: str, given: str, now: datetime
) -> Proof | None:
    """Whether a code is right: of this moment's step, not used before, or a recovery code."""
    row = conn.execute(select(officers).where(officers.c.id == officer_id)).one()
    digits = "".join(given.split())
    if row.totp is not None and row.totp_confirmed and len(digits) == 6:
        secret = sealer.open_text(row.totp, "officers", "totp", officer_id)
        step = right_step(secret, digits, now)
        return "totp" if step is not None and _use_step(conn, officer_id, step) else None
    return "recovery" if officer_codes.use_recovery(conn, officer_id, given, now) else None


def enter(
    conn: Connection, officer_id: str, proof: Proof, token: bytes, device: Device, now: datetime
) -> Entered:
    """Opens the full session under a new token; a browser never seen before is told of."""
    known = officer_sessions.known_device(conn, officer_id, device.digest)
    first = not officer_sessions.was_in(conn, officer_id)
    officer_sessions.begin(
        conn, officer_id, token, "full", device.name, now, device_hash=device.digest
    )
    conn.execute(update(officers).where(officers.c.id == officer_id).values(seen_at=now))
    audits.officers(conn, officer_id, f"officer_entered_{proof}", "officer", officer_id, now)
    new = not known and not first
    if new:
        told = (device.name, device.digest)
        officer_notices.put(conn, officer_id, "device", officer_id, now, *told)
    return Entered(proof, new)


def refused(conn: Connection, officer_id: str, now: datetime) -> None:
    """Notes a failed entry; the id is empty where nobody has the name, which is not kept."""
    row = audits.row("system", "desk", "entry_refused", "officer", officer_id, now)
    conn.execute(insert(audit), row)


def password_by_id(conn: Connection, officer_id: str) -> str | None:
    """The hash of an officer's password, to be asked for once more."""
    return conn.scalar(select(officers.c.password).where(officers.c.id == officer_id))


# --- the first entry, and the one after a reset --------------------------------------------


def enrol(
    conn: Connection,
    sealer: Sealer,
    link: Link,
    password: str,
    token: bytes,
    device: Device,
    now: datetime,
) -> None:
    """Opens a session that holds the new password's hash and a new secret until the first code."""
    session = new_id(now)
    pending = {"password": password, "totp": new_secret(), "link": link.code_hash.hex()}
    officer_sessions.begin(
        conn,
        link.officer.id,
        token,
        "enrol",
        device.name,
        now,
        life=officer_sessions.ENROLLING,
        session_id=session,
        pending=sealer.seal_json(pending, "officer_sessions", "pending", session),
    )


def offer(conn: Connection, sealer: Sealer, session_id: str, now: datetime) -> str:
    """Puts a new secret into a full session, for another phone; gives it."""
    secret = new_secret()
    sealed = sealer.seal_json({"totp": secret}, "officer_sessions", "pending", session_id)
    here = session_table.c.id == session_id
    conn.execute(update(session_table).where(here).values(pending=sealed))
    return secret


def pending_secret(conn: Connection, sealer: Sealer, session_id: str) -> str | None:
    """The secret that waits in a session for its first code."""
    held = _pending(conn, sealer, session_id)
    return held.get("totp") if held else None


def complete(
    conn: Connection,
    sealer: Sealer,
    officer_id: str,
    session_id: str,
    given: str,
    token: bytes,
    device: Device,
    now: datetime,
) -> tuple[str, ...] | None:
    """The first code: password and second factor hold from now on, and the officer is in.

    Gives the recovery codes; None where the code is wrong. Raises LinkGone.
    """
    held = _pending(conn, sealer, session_id)
    step = right_step(held["totp"], "".join(given.split()), now) if held else None
    if held is None or step is None:
        return None
    if not officer_codes.use_link(conn, bytes.fromhex(held["link"]), now):
        raise LinkGone
    _factor(conn, sealer, officer_id, held["totp"], step)
    values = {"password": held["password"], "state": "active", "version": officers.c.version + 1}
    conn.execute(update(officers).where(officers.c.id == officer_id).values(values))
    officer_sessions.end_all(conn, officer_id, now)
    enter(conn, officer_id, "totp", token, device, now)
    return officer_codes.new_recovery(conn, officer_id, officer_id, now)


# --- changes of one's own ------------------------------------------------------------------


def change_password(
    conn: Connection, officer_id: str, session_id: str, password: str, now: datetime
) -> None:
    """Sets a new hash; all other sessions end."""
    here = officers.c.id == officer_id
    values = {"password": password, "version": officers.c.version + 1}
    conn.execute(update(officers).where(here).values(values))
    _changed(conn, officer_id, session_id, "password", now)


def change_factor(
    conn: Connection, sealer: Sealer, officer_id: str, session_id: str, given: str, now: datetime
) -> bool:
    """Takes the secret that was offered, once a code shows that it works; other sessions end."""
    held = _pending(conn, sealer, session_id)
    step = right_step(held["totp"], "".join(given.split()), now) if held else None
    if held is None or step is None:
        return False
    _factor(conn, sealer, officer_id, held["totp"], step)
    here = session_table.c.id == session_id
    conn.execute(update(session_table).where(here).values(pending=None))
    _changed(conn, officer_id, session_id, "factor", now)
    return True


def renew_recovery(conn: Connection, officer_id: str, now: datetime) -> tuple[str, ...]:
    """Ten new recovery codes; the old ones open nothing any more."""
    audits.officers(conn, officer_id, "officer_recovery_renewed", "officer", officer_id, now)
    return officer_codes.new_recovery(conn, officer_id, officer_id, now)


def right_step(secret: str, digits: str, now: datetime) -> int | None:
    """The time step whose code these digits are, of this and its neighbours; None for none."""
    current = int(now.timestamp()) // STEP_SECONDS
    made = pyotp.TOTP(secret)
    asked = digits.encode("utf-8", "replace")
    found = [
        step
        for step in range(current - DRIFT, current + DRIFT + 1)
        if hmac.compare_digest(made.generate_otp(step).encode(), asked)
    ]
    return found[-1] if found else None


def _use_step(conn: Connection, officer_id: str, step: int) -> bool:
    its = officers.c
    later = or_(its.totp_step.is_(None), its.totp_step < step)
    here = update(officers).where(its.id == officer_id, later)
    return conn.execute(here.values(totp_step=step)).rowcount == 1


def _factor(conn: Connection, sealer: Sealer, officer_id: str, secret: str, step: int) -> None:
    values = {
        "totp": sealer.seal_text(secret, "officers", "totp", officer_id),
        "totp_confirmed": True,
        "totp_step": step,
    }
    conn.execute(update(officers).where(officers.c.id == officer_id).values(values))


def _changed(
    conn: Connection,
    officer_id: str,
    session_id: str,
    what: Literal["password", "factor"],
    now: datetime,
) -> None:
    officer_sessions.end_all(conn, officer_id, now, but=session_id)
    officer_notices.put(conn, officer_id, what, officer_id, now)
    audits.officers(conn, officer_id, f"officer_{what}_changed", "officer", officer_id, now)


def _pending(conn: Connection, sealer: Sealer, session_id: str) -> dict[str, str] | None:
    sealed = conn.scalar(select(session_table.c.pending).where(session_table.c.id == session_id))
    if sealed is None:
        return None
    held = sealer.open_json(sealed, "officer_sessions", "pending", session_id)
    return {str(name): str(value) for name, value in held.items()}
