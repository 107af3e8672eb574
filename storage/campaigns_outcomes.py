"""What became of a campaign's messages: sent, delivered, read, failed, answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, and_, func, or_, select, update

from storage import recipients
from storage.tables import campaign_recipients, campaigns
from storage.tables import outbox as outbox_rows

FINAL: Final = ("sent", "failed", "unknown", "dropped")
LATELY = timedelta(days=14)  # a campaign that ended before is told nothing new


def settle(conn: Connection, which: str) -> int:
    """Takes over what became of queued messages; gives of how many."""
    row, said = campaign_recipients.c, outbox_rows.c
    its = recipients.seen(conn).c
    waiting = select(its.endpoint_id).where(its.campaign_id == which, its.state == "queued")
    queued = and_(row.state == "queued", row.endpoint_id.in_(waiting))
    mine = and_(row.campaign_id == which, queued, said.id == row.outbox_id)
    return conn.execute(_taken_over().where(mine, said.state.in_(FINAL))).rowcount


def refresh(conn: Connection, which: str) -> int:
    """Takes over what platforms said later: delivered, read, failed; gives of how many."""
    row, said = campaign_recipients.c, outbox_rows.c
    ended = and_(row.state.in_(FINAL), recipients.TOUCHED)
    mine = and_(row.campaign_id == which, ended, said.id == row.outbox_id)
    newer = or_(
        said.state != row.state,
        func.coalesce(said.receipt, "") != func.coalesce(row.receipt, ""),
    )
    changed = conn.execute(_taken_over().where(mine, newer, said.state.in_(FINAL))).rowcount
    return changed + settle(conn, which)


def refresh_lately(conn: Connection, now: datetime) -> None:
    """Before old rows of the outbox go: every campaign of the last weeks knows what they told."""
    its = campaigns.c
    lately = or_(its.ended_at.is_(None), its.ended_at > now - LATELY)
    query = select(its.id).where(its.started_at.is_not(None), lately)
    for which in conn.scalars(query).all():
        refresh(conn, which)


def _taken_over() -> Any:
    said = outbox_rows.c
    return update(campaign_recipients).values(
        state=said.state, error_code=said.error_code, sent_at=said.sent_at, receipt=said.receipt
    )


def answer(conn: Connection, told: Sequence[tuple[str, str, int]], now: datetime) -> None:
    """Notes buttons that were pressed: endpoint, campaign, place; only of who got it, the last."""
    row = campaign_recipients.c
    for endpoint, campaign, place in told:
        mine = and_(row.endpoint_id == endpoint, row.campaign_id == campaign)
        change = update(campaign_recipients).where(mine, row.state.not_in(("frozen", "dropped")))
        conn.execute(change.values(answer=place, answered_at=now))
