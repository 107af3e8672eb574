"""Whom reminders reach: of each person's phones the one that works best, all people in one pass.

An own phone before the family's and a helper's, one written from lately before a silent one, the
cheaper channel of two.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select

from storage.tables import endpoints, links

__all__ = ["reached"]

SPEAKERS = ("self", "family", "helper")  # who is told of somebody, the person itself first
CHEAPEST = ("telegram", "whatsapp")  # a message on WhatsApp outside a talk costs money
WINDOW = timedelta(hours=24)  # WhatsApp takes free words only so long after the last message
LATELY = timedelta(days=30)  # who wrote since then will most likely read it


def reached(due: Subquery, sent_at: datetime, templated: frozenset[str]) -> Select[Any]:
    """The rows of `due` (participant_id, kind, month) with endpoint_id, null where nobody is told.

    Without those who said STOP to everything on a phone of their own. One join of all phones and
    one sort, not a query for each person.
    """
    best = _phones(due, sent_at, templated).subquery("best")
    columns = (best.c.participant_id, best.c.kind, best.c.month, best.c.endpoint_id)
    return select(*columns).where(best.c.place == 1, best.c.stopped == 0)


def _phones(due: Subquery, sent_at: datetime, templated: frozenset[str]) -> Select[Any]:
    """A row for each phone of each reminder: one that said STOP first, then the best one."""
    each = (due.c.participant_id, due.c.kind)
    works = _works(sent_at, templated)
    said = or_(endpoints.c.stopped == "all", links.c.stopped == "all")
    stopped = case((and_(links.c.role == "self", said), 1), else_=0)
    order = (stopped.desc(), case((works, 0), else_=1), *_order(sent_at))
    mine = and_(links.c.participant_id == due.c.participant_id, links.c.role.in_(SPEAKERS))
    return select(
        *each,
        due.c.month,
        case((works, endpoints.c.id)).label("endpoint_id"),
        func.row_number().over(partition_by=each, order_by=order).label("place"),
        stopped.label("stopped"),
    ).select_from(
        due.outerjoin(links, mine).outerjoin(endpoints, endpoints.c.id == links.c.endpoint_id)
    )


def _works(sent_at: datetime, templated: frozenset[str]) -> ColumnElement[bool]:
    """Whether a message gets through: WhatsApp takes only templates after a day of silence."""
    at = endpoints.c
    through = or_(
        at.channel != "whatsapp",
        at.last_seen_at >= sent_at - WINDOW,
        at.account.in_(sorted(templated)),
    )
    real = and_(at.active.is_(True), at.doubt.is_(False), at.trial.is_(False))
    return and_(real, at.stopped != "all", links.c.stopped != "all", through)


def _order(sent_at: datetime) -> tuple[ColumnElement[Any], ...]:
    at = endpoints.c
    return (
        case({role: place for place, role in enumerate(SPEAKERS)}, value=links.c.role),
        case((at.last_seen_at >= sent_at - LATELY, 0), else_=1),
        case({each: place for place, each in enumerate(CHEAPEST)}, value=at.channel, else_=2),
        at.last_seen_at.desc(),
        at.id,
    )
