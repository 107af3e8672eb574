"""Where people's data come from: the import that brought somebody who has not written yet."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, and_, exists, select

from conversations.facts import Source
from storage.contributions import office_day
from storage.tables import import_rows, imports, links


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
