"""Tasks that a claim makes for officers, with the moment by which each was promised."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, select, update

from conversations.session import Json
from storage import audits
from storage.claims import By, held
from storage.crypto import Sealer
from storage.holidays import due_at
from storage.ids import new_id
from storage.mourning import REPORT
from storage.store import insert_into
from storage.tables import tasks

ANSWER = "claim_answer"  # the family asked for what only an officer may tell
HELP = "claim_help"  # the family asked for an officer
CHECK = "claim_check"  # papers came and are to be looked at
ACCIDENT = "accident_report"  # help the family with the report
RETURN = "claim_return"  # the family says that a confirmed death was a mistake
SEAT = "place_return"  # a place that ended by a death taken back went to another meanwhile
# Which promise each keeps (`program.deadlines`); the others have no day.
PROMISES = {REPORT: "death_checked", ANSWER: "family_answered", HELP: "family_answered"}
PROMISES |= {ACCIDENT: "family_answered", RETURN: "family_answered"}


@dataclass(frozen=True, slots=True)
class About:
    """What a task is about."""

    claim_id: str
    village_code: str | None
    participant_id: str | None = None
    endpoint_id: str | None = None


def ask(
    conn: Connection,
    sealer: Sealer,
    by: By,
    kind: str,
    about: About,
    body: Mapping[str, Json] | None = None,
) -> str:
    """Makes a task, one open of a kind and claim; gives its id."""
    mine = and_(tasks.c.claim_id == about.claim_id, tasks.c.kind == kind, tasks.c.state == "open")
    known: str | None = conn.scalar(select(tasks.c.id).where(mine))
    if known is not None:
        return known
    which = new_id(by.now)
    row = {
        "id": which,
        "kind": kind,
        "endpoint_id": about.endpoint_id,
        "participant_id": about.participant_id,
        "claim_id": about.claim_id,
        "village_code": about.village_code,
        "body": sealer.seal_json(dict(body), "tasks", "body", which) if body else None,
        "state": "open",
        "due_at": _due(conn, kind, by.now),
        "created_at": by.now,
    }
    conn.execute(insert_into(conn, tasks), row)
    return which


def close(conn: Connection, claim_id: str, kinds: Collection[str] | None = None) -> int:
    """Marks the open tasks of a claim as done, all or of some kinds; gives how many."""
    mine = and_(tasks.c.claim_id == claim_id, tasks.c.state == "open")
    if kinds is not None:
        mine = and_(mine, tasks.c.kind.in_(list(kinds)))
    return conn.execute(update(tasks).where(mine).values(state="done")).rowcount


def done(conn: Connection, by: By, claim_id: str, kind: str) -> bool:
    """An officer did what a task asked; gives whether there was one. Raises ClaimGone."""
    held(conn, by, claim_id)
    closed = close(conn, claim_id, [kind])
    if closed:
        audits.officers(conn, by.actor, "claim_task_done", "claim", claim_id, by.now)
    return bool(closed)


def set_about(conn: Connection, claim_id: str, participant_id: str, village: str) -> None:
    """Says whom the tasks of a claim are about, and so which officers see them."""
    mine = update(tasks).where(tasks.c.claim_id == claim_id)
    conn.execute(mine.values(participant_id=participant_id, village_code=village))


def suspects(conn: Connection, claim_id: str) -> list[str]:
    """Whom the claim's report may mean, by its task, as long as nobody confirmed it."""
    mine = and_(tasks.c.claim_id == claim_id, tasks.c.kind == REPORT)
    return [each for each in conn.scalars(select(tasks.c.participant_id).where(mine)) if each]


def _due(conn: Connection, kind: str, now: datetime) -> datetime | None:
    return due_at(conn, PROMISES[kind], now) if kind in PROMISES else None
