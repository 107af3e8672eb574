"""Campaigns as whoever moves them on has them: held by their timer, each change in the audit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from storage import audits, timers
from storage.campaigns import Campaign, read, timer_key
from storage.crypto import Sealer
from storage.tables import audit, campaigns

SYSTEM = "campaigns"


def held(conn: Connection, sealer: Sealer, which: str) -> Campaign | None:
    """The campaign, its timer held until the transaction ends; None where another works on it."""
    if not timers.hold(conn, timer_key(which)):
        return None
    row = conn.execute(select(campaigns).where(campaigns.c.id == which)).one_or_none()
    return read(sealer, row) if row else None


def states(conn: Connection, sealer: Sealer, ids: Collection[str]) -> dict[str, Campaign]:
    """The campaigns of claimed rows."""
    query = select(campaigns).where(campaigns.c.id.in_(sorted(set(ids))))
    return {row.id: read(sealer, row) for row in conn.execute(query)}


def note(
    conn: Connection, campaign: Campaign, values: Mapping[str, Any], act: str, now: datetime
) -> None:
    told = {**values, "version": campaign.version + 1, "updated_at": now}
    conn.execute(update(campaigns).where(campaigns.c.id == campaign.id).values(told))
    row = audits.row("system", SYSTEM, act, "campaign", campaign.id, now)
    conn.execute(insert(audit), row)
