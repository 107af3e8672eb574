"""Where people's data come from: the import that brought somebody who has not written yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, and_, exists, select

from conversations.facts import Source
from storage.contributions import office_day
from storage.crypto import Sealer
from storage.tables import applications, import_rows, imports, links, participants, receipts

CODE = "receipts.code"  # the blind index column, as `storage.facts` names it


@dataclass(frozen=True, slots=True)
class Brought:
    """Somebody whom an office's list brought, and for whom nobody speaks yet."""

    participant_id: str
    name: str = field(repr=False)
    trial: bool
    source: Source


def by_codes(
    conn: Connection, sealer: Sealer, codes: Collection[str], now: datetime
) -> dict[str, Brought]:
    """Those whom the codes on their papers stand for, as long as no endpoint speaks for them."""
    indexes = {sealer.index(CODE, code): code for code in codes}
    if not indexes:
        return {}
    who = participants.c
    query = (
        select(receipts.c.code_index, who.id, who.name, who.trial)
        .select_from(receipts.join(applications, applications.c.id == receipts.c.application_id))
        .join(participants, who.id == applications.c.participant_id)
        .where(receipts.c.code_index.in_(list(indexes)), who.standing == "here")
    )
    rows = conn.execute(query).all()
    brought = of_people(conn, {row.id for row in rows}, now)
    return {
        indexes[row.code_index]: Brought(row.id, row.name, row.trial, brought[row.id])
        for row in rows
        if row.id in brought
    }


def of_people(conn: Connection, ids: Collection[str], now: datetime) -> dict[str, Source]:
    """The first import of each whom one brought, as long as no endpoint speaks for them."""
    if not ids:
        return {}
    row, file = import_rows.c, imports.c
    theirs = and_(row.participant_id.in_(sorted(ids)), row.kind == "new")
    brought = and_(theirs, file.basis.is_not(None), file.state == "done")
    unheard = ~exists(
        select(links.c.endpoint_id).where(links.c.participant_id == row.participant_id)
    )
    columns = (row.participant_id, file.region_code, file.done_at)
    query = select(*columns).join_from(import_rows, imports).where(brought, unheard)
    found = conn.execute(query.order_by(file.done_at.desc(), file.id.desc()))
    return {who: Source(region, office_day(done_at or now)) for who, region, done_at in found}
