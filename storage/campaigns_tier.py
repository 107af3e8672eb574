"""How many people a WhatsApp number may still write to first today: its messaging limit at Meta.

Only who has not written within 24 hours counts; the others' messages are answers. The level is the
office's to write down; while it has not, a new number's is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select

from storage.campaigns_audience import WINDOW, Counted, Meant
from storage.campaigns_rules import rules
from storage.tables import campaign_recipients, endpoints, outbox

REASON: Final = "tier"  # among those who are left out
DAY: Final = WINDOW  # Meta counts each person once in 24 hours
FIRST_TOLD: Final = ("notice", "campaign")  # kinds of messages that answer nothing


def room(conn: Connection, its: Meant) -> int | None:
    """How many more the number may write to first on that day; None: as many as it likes."""
    level = rules(conn).tier
    return None if level is None else max(0, level - _told(conn, its) - _planned(conn, its))


def counted(conn: Connection, its: Meant, found: Counted, need: int) -> Counted:
    """The count without those above the level; `need` are reached by a template only."""
    free = room(conn, its) if need else None
    return found if free is None else left_out(found, max(0, need - free))


def left_out(found: Counted, over: int) -> Counted:
    """The count with so many left out for it."""
    if not over:
        return found
    why: Mapping[str, int] = {REASON: over, **found.left_out}
    reached, messages = found.reached - over, found.messages - over
    return replace(found, reached=reached, messages=messages, left_out=why)


def cut(conn: Connection, its: Meant) -> int:
    """Takes frozen recipients above the level away again, in one statement; gives how many."""
    free = room(conn, its) if its.templated else None
    if free is None:
        return 0
    row = campaign_recipients.c
    phones = select(row.endpoint_id).join_from(
        campaign_recipients, endpoints, endpoints.c.id == row.endpoint_id
    )
    closed = phones.where(row.campaign_id == its.campaign, _closed(its))
    ordered = closed.order_by(row.endpoint_id).subquery("closed")
    # SQLite knows no OFFSET without LIMIT.
    over = select(ordered.c.endpoint_id).order_by(ordered.c.endpoint_id).offset(free).limit(2**31)
    mine = and_(row.campaign_id == its.campaign, row.endpoint_id.in_(over))
    return conn.execute(delete(campaign_recipients).where(mine)).rowcount


def _closed(its: Meant) -> ColumnElement[bool]:
    """Phones of the number that only a template reaches by then."""
    at = endpoints.c
    ours = and_(at.channel == "whatsapp", at.account.in_(sorted(its.templated)))
    return and_(ours, at.last_seen_at < its.sent_at - WINDOW)


def _told(conn: Connection, its: Meant) -> int:
    """Phones written to first in the 24 hours before.

    Where it is not known any more whether the window was open then, the phone is counted.
    """
    at, said = endpoints.c, outbox.c
    lately = and_(said.state == "sent", said.sent_at > its.sent_at - DAY)
    first = or_(at.last_seen_at < its.sent_at - WINDOW, at.last_seen_at > said.sent_at)
    ours = and_(said.channel == "whatsapp", said.account.in_(sorted(its.templated)))
    query = select(func.count(said.endpoint_id.distinct())).join_from(outbox, endpoints)
    return _number(conn, query.where(ours, lately, first, said.kind.in_(FIRST_TOLD)))


def _planned(conn: Connection, its: Meant) -> int:
    """Phones that other campaigns of the day will write to first."""
    row = campaign_recipients.c
    theirs = and_(row.campaign_id.in_(its.others), row.state.in_(("frozen", "queued")))
    query = select(func.count(row.endpoint_id.distinct())).join_from(
        campaign_recipients, endpoints, endpoints.c.id == row.endpoint_id
    )
    return _number(conn, query.where(theirs, _closed(its))) if its.others else 0


def _number(conn: Connection, query: Any) -> int:
    return int(conn.scalar(query) or 0)
