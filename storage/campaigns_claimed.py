"""Claimed rows of campaigns: whether each may still go, and what becomes of one that may not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, or_, select, update

from storage.mourning import GRIEF
from storage.outbox import OutboxRow
from storage.tables import campaign_recipients, endpoints, links, participants
from storage.tables import outbox as outbox_rows
from storage.tables import timers as timer_rows


@dataclass(frozen=True, slots=True)
class Standing:
    """A recipient as it stands when its message is claimed."""

    endpoint: str
    campaign: str
    outbox_id: str | None
    state: str
    participant: str
    role: str
    stopped: str
    active: bool
    doubt: bool
    mourned: bool
    name: str = field(repr=False)
    village: str
    until: date | None


def standing(conn: Connection, rows: Sequence[OutboxRow]) -> dict[str, Standing]:
    """Each row's recipient as it stands now, by the row's id."""
    who = sorted({row.endpoint_id for row in rows if row.endpoint_id})
    of = sorted({row.message_id for row in rows})
    r, e, p = campaign_recipients.c, endpoints.c, participants.c
    columns = (
        *(r.endpoint_id, r.campaign_id, r.outbox_id, r.state, r.participant_id, r.role),
        *(e.stopped, e.active, e.doubt),
        or_(p.standing != "here", p.mourned_at.is_not(None)).label("mourned"),
        *(p.name, p.village_code, p.covered_until),
    )
    known = campaign_recipients.join(endpoints, e.id == r.endpoint_id)
    known = known.join(participants, p.id == r.participant_id)
    query = select(*columns).select_from(known)
    mine = query.where(r.endpoint_id.in_(who), r.campaign_id.in_(of))
    found = [Standing(*row) for row in conn.execute(mine)]
    silent = _silent(conn, {each.participant for each in found}, who)
    return {str(each.outbox_id): _with(each, silent) for each in found}


@dataclass(frozen=True, slots=True)
class _Silent:
    """Who must not be written to for another reason than the recipient's own row tells."""

    stopped: frozenset[str]  # participants who said stop on a phone of their own
    narrowed: frozenset[tuple[str, str]]  # endpoints with whom no more is told of there
    grieving: frozenset[str]  # endpoints


def _silent(conn: Connection, people: Collection[str], phones: Collection[str]) -> _Silent:
    own = and_(links.c.role == "self", links.c.participant_id.in_(sorted(people)))
    said_stop = and_(own, or_(endpoints.c.stopped != "none", links.c.stopped != "none"))
    stopped = select(links.c.participant_id).join_from(links, endpoints).where(said_stop)
    its = timer_rows.c
    grief = select(its.endpoint_id).where(its.key.in_([f"{GRIEF}:{each}" for each in phones]))
    pair = select(links.c.endpoint_id, links.c.participant_id).where(links.c.stopped != "none")
    narrowed = {
        (row[0], row[1]) for row in conn.execute(pair.where(links.c.endpoint_id.in_(phones)))
    }
    return _Silent(
        frozenset(conn.scalars(stopped)), frozenset(narrowed), frozenset(conn.scalars(grief))
    )


def _with(each: Standing, silent: _Silent) -> Standing:
    own = each.role == "self" and each.participant in silent.stopped
    said = own or (each.endpoint, each.participant) in silent.narrowed
    stopped = "all" if said else each.stopped
    mourned = each.endpoint in silent.grieving or (each.mourned and each.role != "heir")
    return replace(each, stopped=stopped, mourned=mourned)


def owners(conn: Connection, phones: Collection[str]) -> dict[str, Any]:
    """The person whose own each phone is, the first registered: name, village, cover."""
    p = participants.c
    columns = (links.c.endpoint_id, p.id, p.name, p.village_code, p.covered_until)
    query = select(*columns).join_from(links, participants)
    own = query.where(links.c.role == "self", links.c.endpoint_id.in_(sorted(phones)))
    return {row.endpoint_id: row for row in conn.execute(own.order_by(p.id.desc()))}


def put_back(conn: Connection, rows: Sequence[OutboxRow]) -> None:
    """Claimed rows that may not go now: their recipients wait again, the rows are gone."""
    ids = [row.id for row in rows]
    if ids:
        row, who = campaign_recipients.c, [row.endpoint_id for row in rows if row.endpoint_id]
        mine = and_(row.endpoint_id.in_(who), row.outbox_id.in_(ids), row.state == "queued")
        back = update(campaign_recipients).where(mine)
        conn.execute(back.values(state="frozen", outbox_id=None))
        drop(conn, rows, "held")


def drop(conn: Connection, rows: Sequence[OutboxRow], why: str) -> None:
    """Claimed rows that are not to go at all; `why` is an error code."""
    ids = [row.id for row in rows]
    if ids:
        gone = update(outbox_rows).where(outbox_rows.c.id.in_(ids))
        conn.execute(gone.values(state="dropped", error_code=why))


def keep_said(conn: Connection, said: Mapping[str, bytes]) -> None:
    """Keeps what was made for local channels, where being readable is being delivered."""
    for which, payload in said.items():
        mine = update(outbox_rows).where(outbox_rows.c.id == which)
        conn.execute(mine.values(payload=payload))
