"""The audit's rows: who did what, when, to what. Never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import Connection, insert

from storage.crypto import Sealer
from storage.ids import new_id
from storage.tables import audit

ActorKind: TypeAlias = Literal["person", "officer", "system"]


def row(
    actor_kind: ActorKind, actor: str, act: str, kind: str, subject: str, now: datetime
) -> dict[str, object]:
    """One row to be inserted."""
    return {
        "id": new_id(now),
        "at": now,
        "actor_kind": actor_kind,
        "actor": actor,
        "act": act,
        "subject_kind": kind,
        "subject_id": subject,
        "details": None,
    }


def officers(
    conn: Connection, actor: str, act: str, kind: str, subject: str, now: datetime
) -> None:
    """Notes one act of an officer."""
    conn.execute(insert(audit), row("officer", actor, act, kind, subject, now))


def mark(sealer: Sealer, nik: str) -> str:
    """What stands in the audit for a NIK that was looked for: HMAC-SHA256 in 64 hex digits.

    Who asks for one NIK can find its searches; nobody reads a NIK from it without the keys.
    """
    return sealer.proof("audit.nik", nik.encode()).hex()
