"""News: each change of a claim is told once to whoever asked about it, by a timer of their talk.

At times at which people may be written to, never after Maghrib. Whoever said STOP to everything
asks for the state instead.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, and_, select, update

from conversations.claim_telling import BACK, KIND
from storage import news_times, timers
from storage.claims import By
from storage.crypto import Sealer
from storage.tables import claim_events, claim_links, endpoints

FAMILY = ("family", "helper")
# Acts that the family is told.
NEWS = frozenset(
    {
        "incomplete",
        "ready",
        "handed",
        "accepted",
        "returned",
        "paid",
        "refused",
        "taken_back",
        "paper_refused",
        "disclosed",
        "matched",
        "not_a_member",
        "months_confirmed",
    }
)


def tell(conn: Connection, sealer: Sealer, by: By, claim_id: str, back: bool = False) -> int:
    """Sets a timer for each talk that is to tell the change; gives how many.

    Several changes before the next time to send are told together: the talk tells what stands.
    `back` where the claim was taken back. STOP does not hold it: the own claim still comes.
    """
    at = endpoints.c
    here = select(at.id, at.trial).join_from(claim_links, endpoints)
    asked = here.where(claim_links.c.claim_id == claim_id, claim_links.c.role.in_(FAMILY))
    rows = conn.execute(asked.where(at.active.is_(True)).order_by(at.id)).all()
    end = f":{BACK}" if back else ""
    timers.set_timers(
        conn,
        [
            news_times.timer(
                sealer, KIND, timer_key(claim_id, row.id) + end, row.id, row.trial, by.now
            )
            for row in rows
        ],
    )
    return len(rows)


def told(conn: Connection, claim_ids: Collection[str], now: datetime) -> None:
    """Notes that what was done with these claims was told, by the first talk that told it."""
    its = claim_events.c
    done = and_(its.claim_id.in_(list(claim_ids)), its.act.in_(NEWS), its.told_at.is_(None))
    conn.execute(update(claim_events).where(done, its.actor_kind == "officer").values(told_at=now))


def hush(conn: Connection, claim_id: str, endpoint_id: str) -> None:
    """Forgets what was to be told there."""
    timers.cancel(conn, [timer_key(claim_id, endpoint_id)])


def timer_key(claim_id: str, endpoint_id: str) -> str:
    """The key of the timer that tells an endpoint of a claim."""
    return f"{KIND}:{claim_id}:{endpoint_id}"
