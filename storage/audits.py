"""The audit's rows: who did what, when, to what. Never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import Connection, insert

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
