"""Claims as they stand in a list: who, since when, what is promised, signs that nobody has seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from storage.claims import By, here
from storage.crypto import Sealer
from storage.tables import claim_signals, claims, participants, tasks

STATES = ("received", "incomplete", "ready", "handed", "accepted", "returned")
OVER = ("paid", "refused", "taken_back")
CODE_FROM = 25  # the last eight signs of an id are its code on paper


@dataclass(frozen=True, slots=True)
class Card:
    """A claim on the board."""

    id: str
    kind: str
    name: str
    village_code: str | None
    created_at: datetime
    due_on: date | None
    task_due: datetime | None
    signs: int
    trial: bool


def cards(by: By) -> Select[Any]:
    """The claims of these regions, whatever their state, as `card` reads them."""
    due = select(func.min(tasks.c.due_at)).where(
        tasks.c.claim_id == claims.c.id, tasks.c.state == "open"
    )
    signs = select(func.count()).where(
        claim_signals.c.claim_id == claims.c.id, claim_signals.c.seen_at.is_(None)
    )
    its = claims.c
    columns = (its.id, its.kind, its.subject, its.village_code, its.created_at, its.due_on)
    more = (due.scalar_subquery().label("task_due"), signs.scalar_subquery().label("signs"))
    query = select(*columns, its.state, its.trial, participants.c.name, *more)
    return query.select_from(claims.outerjoin(participants)).where(here(by.scope))


def card(sealer: Sealer, row: Row[Any]) -> Card:
    """A row of `cards`."""
    return Card(
        row.id,
        row.kind,
        row.name or subject_name(sealer, row.id, row.subject),
        row.village_code,
        row.created_at,
        row.due_on,
        row.task_due,
        row.signs,
        row.trial,
    )


def subject_name(sealer: Sealer, claim_id: str, subject: bytes) -> str:
    """The name of whom a claim is about as the family told it, "" for none."""
    told = sealer.open_json(subject, "claims", "subject", claim_id)
    return str(told.get("name") or "")


def code_of(claim_id: str) -> str:
    """The code of a claim on paper, "3F2A-91BC"."""
    tail = claim_id[CODE_FROM - 1 :].upper()
    return f"{tail[:4]}-{tail[4:]}"
