"""What goes to BPJS and comes back: batches, the KPJ, what was sent back, the cards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, or_, select, tuple_, update

from conversations.application_facts import RETURNS
from storage.applications import (
    ApplicationGone,
    Done,
    Result,
    Seen,
    change,
    found,
    held,
    shortened,
)
from storage.applications_kin import own_affair
from storage.claims import By
from storage.contributions import office_day
from storage.crypto import Sealer
from storage.ids import new_id
from storage.scope import Scope, within
from storage.tables import application_batches, participants, places

KPJ = "participants.kpj"  # the blind index column, as `Sealer.index` names it
KPJ_SHAPE = re.compile(r"(?=[0-9A-Z]*\d)[0-9A-Z]{11}")  # 11 characters, older ones hold letters
MOST_AT_ONCE = 200  # applications of one batch: what is looked over before it goes
SHOWN = 50  # batches on a page


@dataclass(frozen=True, slots=True)
class Batch:
    """What went to BPJS together."""

    id: str
    region: str
    size: int
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """A batch and what became of each application that was to go with it."""

    batch_id: str | None  # None: none could go
    outcomes: tuple[Done, ...]


class NoKpj(ValueError):
    """Not a KPJ: 11 characters."""


def send(conn: Connection, sealer: Sealer, by: By, seen: Sequence[Seen]) -> Sent:
    """Sends these to BPJS as one batch; who may not go yet stays behind.

    Who is decided may go, and who is checked and pays alone or holds a place already.
    """
    rows = []
    outcomes: list[Done] = []
    for each in seen[:MOST_AT_ONCE]:
        try:
            row = found(conn, by, each.id)
            result = _sendable(conn, sealer, by, each, row)
        except ApplicationGone:
            outcomes.append(Done(each.id, "gone"))
            continue
        outcomes.append(Done(each.id, result))
        rows += [row] if result == "done" else []
    if not rows:
        return Sent(None, tuple(outcomes))
    batch = new_id(by.now)
    made = {"id": batch, "region": common_region([row.village_code for row in rows])}
    told = {"size": len(rows), "made_by": by.actor, "made_at": by.now}
    conn.execute(insert(application_batches), {**made, **told})
    for row in rows:
        change(conn, sealer, by, row, "sent", "sent", batch_id=batch)
    return Sent(batch, tuple(outcomes))


def registered(conn: Connection, sealer: Sealer, by: By, seen: Seen, kpj: str) -> str:
    """BPJS gave the KPJ; kept sealed. Raises NoKpj."""
    number = re.sub(r"[\s.\-]", "", kpj).upper()
    if not KPJ_SHAPE.fullmatch(number):
        raise NoKpj
    row = held(conn, sealer, by, seen, "registered")
    who = row.participant_id
    values = {
        "kpj": sealer.seal_text(number, "participants", "kpj", who),
        "kpj_index": sealer.index(KPJ, number),
        "kpj_index_next": sealer.index_next(KPJ, number),
        "version": participants.c.version + 1,
        "updated_at": by.now,
    }
    conn.execute(update(participants).where(participants.c.id == who).values(values))
    return change(conn, sealer, by, row, "registered", "registered")


def returned(
    conn: Connection, sealer: Sealer, by: By, seen: Seen, reason: str, note: str = ""
) -> str:
    """BPJS sent it back, for one of RETURNS: it is in the queue to check again."""
    if reason not in RETURNS:
        raise ValueError("no such reason")
    row = held(conn, sealer, by, seen, "returned")
    told = {"note": shortened(note)}
    return change(conn, sealer, by, row, "returned", "submitted", reason, told)


def batches(
    conn: Connection, scope: Scope, behind: tuple[datetime, str] | None = None
) -> tuple[Batch, ...]:
    """The batches of the officer's regions, the newest first, one page; `behind` the last seen."""
    its = application_batches.c
    query = select(application_batches).where(within(scope, its.region))
    if behind is not None:
        query = query.where(tuple_(its.made_at, its.id) < behind)
    rows = conn.execute(query.order_by(its.made_at.desc(), its.id.desc()).limit(SHOWN))
    return tuple(Batch(row.id, row.region, row.size, row.made_by, row.made_at) for row in rows)


def batch(conn: Connection, scope: Scope, batch_id: str) -> Batch:
    """One batch. Raises ApplicationGone."""
    its = application_batches.c
    query = select(application_batches).where(its.id == batch_id, within(scope, its.region))
    row = conn.execute(query).one_or_none()
    if row is None:
        raise ApplicationGone
    return Batch(row.id, row.region, row.size, row.made_by, row.made_at)


def common_region(villages: Sequence[str]) -> str:
    """The smallest region that holds these villages; "" where they lie in several provinces."""
    levels = zip(*(each.split(".") for each in villages), strict=False)
    return ".".join(level[0] for level in takewhile(lambda each: len(set(each)) == 1, levels))


def _sendable(conn: Connection, sealer: Sealer, by: By, seen: Seen, row: Row[Any]) -> Result:
    if row.version != seen.version:
        return "changed"
    who = row.participant_id
    alone = row.state == "checked" and (row.payer == "self" or _holds_place(conn, who, by))
    if row.state != "decided" and not alone:
        return "not_now"
    return "own" if own_affair(conn, sealer, by.actor, who) else "done"


def _holds_place(conn: Connection, participant_id: str, by: By) -> bool:
    """Whether the village gave a place this year or next already: one that BPJS sent back."""
    year, its = office_day(by.now).year, places.c
    mine = and_(its.participant_id == participant_id, its.state == "held")
    which = conn.scalar(select(its.id).where(mine, or_(its.year == year, its.year == year + 1)))
    return which is not None


def holders(conn: Connection, ids: Sequence[str], year: int) -> frozenset[str]:
    """Who of these holds a place in a year."""
    its = places.c
    mine = and_(its.participant_id.in_(list(ids)), its.state == "held", its.year >= year)
    return frozenset(conn.scalars(select(its.participant_id).where(mine)))
