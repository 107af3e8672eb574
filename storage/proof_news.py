"""News of a proof of payment: what an officer decided is told once to whoever sent it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from conversations.proof_telling import KIND
from storage import news_times, timers
from storage.crypto import Sealer
from storage.tables import endpoints, participants, proofs

DECIDED = ("confirmed", "refused")


def tell(conn: Connection, sealer: Sealer, proof_id: str, now: datetime) -> bool:
    """Sets the timer of the talk that is to tell what became of a proof; gives whether it may.

    Nobody is told who asked for silence, nor of somebody who is mourned. A proof decided anew
    before it was told is told as it stands then.
    """
    at, who = endpoints.c, participants.c
    query = select(proofs.c.participant_id, at.id, at.trial)
    sent = query.select_from(proofs.join(endpoints).join(participants))
    mine = sent.where(proofs.c.id == proof_id, proofs.c.state.in_(DECIDED))
    free = mine.where(at.active.is_(True), at.stopped != "all", who.mourned_at.is_(None))
    row = conn.execute(free.where(who.standing != "dead")).first()
    if row is None:
        return False
    key = timer_key(row.participant_id, row.id)
    made = news_times.timer(sealer, KIND, key, row.id, row.trial, now)
    timers.set_timers(conn, [made])
    return True


def told(conn: Connection, participant_id: str, endpoint_id: str, now: datetime) -> None:
    """Notes that what was decided of somebody's proofs was told where they came from."""
    its = proofs.c
    mine = (its.participant_id == participant_id) & (its.endpoint_id == endpoint_id)
    fresh = mine & its.state.in_(DECIDED) & its.told_at.is_(None)
    conn.execute(update(proofs).where(fresh).values(told_at=now))


def timer_key(participant_id: str, endpoint_id: str) -> str:
    """The key of the timer that tells an endpoint of somebody's proof."""
    return f"{KIND}:{participant_id}:{endpoint_id}"
