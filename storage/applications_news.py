"""News: each officer's step with an application is told once, by a timer of the talk.

It falls due at once; the talk itself puts it off to the hours in which people may be written to, so
that these stand in one place. Several steps before it are told together: what stands is told.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select, update

from conversations.application_news import KIND
from storage import timers
from storage.claims import By
from storage.crypto import Sealer
from storage.tables import application_events, endpoints, links, participants
from storage.timers import Timer

SPEAKERS = ("self", "helper", "family")


def tell(conn: Connection, sealer: Sealer, by: By, application: Row[Any]) -> int:
    """Sets a timer for each talk that is to tell the step; gives how many."""
    at = endpoints.c
    speaks = select(links.c.endpoint_id).where(
        links.c.participant_id == application.participant_id, links.c.role.in_(SPEAKERS)
    )
    here = or_(at.id == application.endpoint_id, at.id.in_(speaks))
    who = participants.c
    grieved = select(who.id).where(who.id == application.participant_id)
    if conn.scalar(grieved.where(or_(who.mourned_at.is_not(None), who.standing == "dead"))):
        return 0
    query = select(at.id).where(here, at.active.is_(True), at.stopped != "all")
    ids = sorted(conn.scalars(query))
    timers.set_timers(conn, [_timer(sealer, application.id, each, by.now) for each in ids])
    return len(ids)


def told(conn: Connection, application_ids: Collection[str], now: datetime) -> None:
    """Notes that the steps of these applications were told, by the first talk that told them."""
    its = application_events.c
    steps = and_(its.application_id.in_(list(application_ids)), its.actor_kind == "officer")
    conn.execute(update(application_events).where(steps, its.told_at.is_(None)).values(told_at=now))


def timer_key(application_id: str, endpoint_id: str) -> str:
    """The key of the timer that tells an endpoint of an application."""
    return f"{KIND}:{application_id}:{endpoint_id}"


def _timer(sealer: Sealer, application_id: str, endpoint_id: str, now: datetime) -> Timer:
    """A timer whose subject is its own key, so that the talk can put it off."""
    key = timer_key(application_id, endpoint_id)
    arguments = sealer.seal_text(key, "timers", "arguments", key)
    return Timer(key, now, KIND, now, endpoint_id, arguments)
