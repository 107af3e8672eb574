"""Decisions by which a village gives its places: Musdes or SK, with number and date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, and_, select

from storage import audits
from storage.ids import new_id
from storage.store import insert_into
from storage.tables import decisions

DECISIONS = frozenset({"musdes", "sk", "other"})
LONGEST_NUMBER = 64  # characters of a letter's number, as the column holds


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A village's decision: kind, number and date of its letter."""

    village: str
    kind: str  # one of DECISIONS
    number: str
    decided_on: date
    file_id: str | None = None  # the letter or its list

    def __post_init__(self) -> None:
        if self.kind not in DECISIONS or not 0 < len(self.number.strip()) <= LONGEST_NUMBER:
            raise ValueError("a decision is a musdes, sk or other, with its number")


def decided(conn: Connection, new: NewDecision, actor: str, now: datetime) -> str:
    """The id of a decision, recorded once however often its list is added to."""
    its = decisions.c
    same = and_(
        its.village_code == new.village,
        its.kind == new.kind,
        its.number == new.number,
        its.decided_on == new.decided_on,
    )
    known: str | None = conn.scalar(select(its.id).where(same))
    if known is not None:
        return known
    which = new_id(now)
    row = {
        "id": which,
        "village_code": new.village,
        "kind": new.kind,
        "number": new.number,
        "decided_on": new.decided_on,
        "file_id": new.file_id,
        "recorded_by": actor,
        "recorded_at": now,
    }
    conn.execute(insert_into(conn, decisions), row)
    audits.officers(conn, actor, "places_decided", "decision", which, now)
    return which
