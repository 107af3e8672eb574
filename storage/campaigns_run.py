"""Running: into the outbox a little ahead of what is sent; once more where one is repeated.

A recipient is frozen, then queued with a row of the outbox, then settled by that row's outcome.
Each step is one transaction, so that a killed process leaves nobody between two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    Connection,
    String,
    and_,
    bindparam,
    insert,
    literal,
    select,
    update,
)

from conversations.broadcast_text import to_json
from storage import audits, campaigns_outcomes, outbox, recipients, timers
from storage.campaigns import TABLE, TIMER, Campaign, set_timer, timer_key
from storage.campaigns_held import note
from storage.claims import By
from storage.crypto import Sealer
from storage.ids import new_id
from storage.outbox import NewOutboxRow
from storage.prepared import Making, Prepared
from storage.store import insert_into
from storage.tables import (
    campaign_niks,
    campaign_recipients,
    campaigns,
    endpoints,
    officer_endpoints,
)
from storage.tables import timers as timer_rows

AHEAD: Final = 500  # of a campaign that wait in the outbox: half a second at the highest rate
SHARE: Final = 250  # queued at once, so that several campaigns take turns
EMPTY: Final = b""  # the payload of a row that is rendered when it is claimed
TRIED: Final = b"try"  # of one that an officer sends to their own chat: no recipient's
LOOKED_AT = 20  # campaigns looked at in one turn of the sender
WEEK = timedelta(days=7)


def due(conn: Connection, now: datetime) -> tuple[str, ...]:
    """The campaigns that have something to do, the one that waits longest first."""
    its = timer_rows.c
    query = select(its.key).where(timers.OWN, its.kind == TIMER, its.due_at <= now)
    keys = conn.scalars(query.order_by(its.due_at, its.key).limit(LOOKED_AT))
    return tuple(key.partition(":")[2] for key in keys)


# --- sending -------------------------------------------------------------------------------


def begin(conn: Connection, campaign: Campaign, today: date, now: datetime) -> None:
    """Its time has come."""
    told = {"state": "running", "started_at": now, "day": today}
    note(conn, campaign, told, "campaign_begun", now)


def fill(conn: Connection, sealer: Sealer, campaign: Campaign, now: datetime) -> int:
    """Settles what was sent, and queues as many as may go next; gives how many it queued.

    The campaign is done once nobody is left.
    """
    campaigns_outcomes.settle(conn, campaign.id)
    queued = recipients.counted(conn, campaign.id, "queued")
    room = min(SHARE, AHEAD - queued, _spread(conn, campaign, now))
    filled = _queue(conn, campaign.id, room, now) if room > 0 else 0
    if not filled and not queued and not recipients.any_left(conn, campaign.id):
        _done(conn, sealer, campaign, now)
    return filled


def _spread(conn: Connection, campaign: Campaign, now: datetime) -> int:
    """How many more may go by now, where it is spread over hours."""
    if not campaign.spread_hours or campaign.started_at is None:
        return SHARE
    share = (now - campaign.started_at) / timedelta(hours=campaign.spread_hours)
    every = campaign.recipients or 0
    gone = recipients.gone(conn, campaign.id)
    return int(every * min(1.0, share)) + 1 - gone


def _queue(conn: Connection, which: str, room: int, now: datetime) -> int:
    found = recipients.next_ones(conn, which, room)
    new = [_row(which, each, now) for each in found]
    outbox.put(conn, new)
    QUEUED.many(conn, [{"who": o.endpoint_id, "of": which, "said": o.id} for o in new])
    return len(new)


def _row(which: str, to: Any, now: datetime) -> NewOutboxRow:
    """Campaign and endpoint only: what is said is made when it is claimed."""
    its = (new_id(now), to.endpoint_id, to.channel, to.account, "campaign", which, EMPTY, now, now)
    return NewOutboxRow(*its)  # type: ignore[arg-type]


def try_out(conn: Connection, by: By, which: str) -> int:
    """Sends it to the officer's own chats, as often as they ask; gives to how many."""
    chats = select(endpoints.c.id.label("endpoint_id"), endpoints.c.channel, endpoints.c.account)
    mine = chats.join_from(officer_endpoints, endpoints).where(
        officer_endpoints.c.officer_id == by.actor, endpoints.c.active.is_(True)
    )
    found = conn.execute(mine).all()
    outbox.put(conn, [replace(_row(which, each, by.now), payload=TRIED) for each in found])
    audits.officers(conn, by.actor, "campaign_tried", "campaign", which, by.now)
    return len(found)


def _queued(_: Making) -> Any:
    row = campaign_recipients.c
    mine = and_(row.endpoint_id == bindparam("who"), row.campaign_id == bindparam("of"))
    change = update(campaign_recipients).where(mine, row.state == "frozen")
    return change.values(state="queued", outbox_id=bindparam("said"))


QUEUED = Prepared(_queued)


def _done(conn: Connection, sealer: Sealer, campaign: Campaign, now: datetime) -> None:
    note(conn, campaign, {"state": "done", "ended_at": now}, "campaign_done", now)
    timers.cancel(conn, [timer_key(campaign.id)])
    if campaign.repeats in NEXT:
        _again(conn, sealer, campaign, now)


def _month_later(moment: datetime) -> datetime:
    later = (moment.replace(day=1) + timedelta(days=31)).replace(day=1)
    try:
        return later.replace(day=moment.day)
    except ValueError:  # a month without that day: its last
        return (later + timedelta(days=31)).replace(day=1) - timedelta(days=1)


NEXT: Mapping[str, Callable[[datetime], datetime]] = {
    "week": lambda moment: moment + WEEK,
    "month": _month_later,
}


def _again(conn: Connection, sealer: Sealer, campaign: Campaign, now: datetime) -> None:
    """The same once more, with new recipients: they need approval as the first did."""
    which = new_id(now)
    old = conn.execute(select(campaigns).where(campaigns.c.id == campaign.id)).one()._mapping
    kept = {column.name: old[column.name] for column in campaigns.columns}
    fresh = {
        **dict.fromkeys(("needs", "approved_by", "approved_at", "recipients", "left_out")),
        **dict.fromkeys(("frozen_at", "day", "started_at", "ended_at")),
        "id": which,
        "content": sealer.seal_json(to_json(campaign.content), TABLE, "content", which),
        "state": "freezing",
        "start_at": NEXT[campaign.repeats](campaign.start_at or campaign.started_at or now),
        "repeat_of": campaign.repeat_of or campaign.id,
        "version": 1,
        "created_at": now,
        "updated_at": now,
    }
    conn.execute(insert(campaigns), {**kept, **fresh})
    its = campaign_niks.c
    listed = select(literal(which, String), its.nik_index)
    names = ["campaign_id", "nik_index"]
    theirs = listed.where(its.campaign_id == campaign.id)
    conn.execute(insert_into(conn, campaign_niks).from_select(names, theirs))
    set_timer(conn, which, now, now)
