"""Running: recipients into the outbox a little ahead of what is sent, and what became of them.

A recipient is frozen, then queued with a row of the outbox, then settled by that row's outcome.
Each step is one transaction, so that a killed process leaves nobody between two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    Connection,
    String,
    and_,
    bindparam,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from conversations.broadcast_text import to_json
from storage import audits, campaigns_rules, campaigns_tally, outbox, recipients, timers
from storage.campaigns import TABLE, TIMER, Campaign, read, set_timer, timer_key
from storage.campaigns_audience import Counted, Meant, same_day
from storage.campaigns_rules import Asked
from storage.claims import By
from storage.crypto import Sealer
from storage.ids import new_id
from storage.mourning import GRIEF
from storage.outbox import NewOutboxRow, OutboxRow
from storage.prepared import Making, Prepared
from storage.recipients import Span
from storage.store import insert_into
from storage.tables import (
    audit,
    campaign_niks,
    campaign_recipients,
    campaigns,
    endpoints,
    links,
    officer_endpoints,
    participants,
)
from storage.tables import outbox as outbox_rows
from storage.tables import timers as timer_rows

AHEAD: Final = 500  # of a campaign that wait in the outbox: half a second at the highest rate
SHARE: Final = 250  # queued at once, so that several campaigns take turns
EMPTY: Final = b""  # the payload of a row that is rendered when it is claimed
TRIED: Final = b"try"  # of one that an officer sends to their own chat: no recipient's
FINAL: Final = ("sent", "failed", "unknown", "dropped")
LOOKED_AT = 20  # campaigns looked at in one turn of the sender
WEEK = timedelta(days=7)
SYSTEM = "campaigns"


@dataclass(frozen=True, slots=True)
class Standing:
    """A recipient as it stands when its message is claimed."""

    endpoint: str
    campaign: str
    outbox_id: str | None
    state: str
    participant: str
    role: str
    stopped: str
    active: bool
    doubt: bool
    mourned: bool
    name: str = field(repr=False)
    village: str
    until: date | None


def due(conn: Connection, now: datetime) -> tuple[str, ...]:
    """The campaigns that have something to do, the one that waits longest first."""
    its = timer_rows.c
    query = select(its.key).where(its.kind == TIMER, its.due_at <= now)
    keys = conn.scalars(query.order_by(its.due_at, its.key).limit(LOOKED_AT))
    return tuple(key.partition(":")[2] for key in keys)


def held(conn: Connection, sealer: Sealer, which: str) -> Campaign | None:
    """The campaign, its timer held until the transaction ends; None where another works on it."""
    if not timers.hold(conn, timer_key(which)):
        return None
    row = conn.execute(select(campaigns).where(campaigns.c.id == which)).one_or_none()
    return read(sealer, row) if row else None


# --- freezing ------------------------------------------------------------------------------


def meant(
    conn: Connection, campaign: Campaign, today: date, now: datetime, templated: frozenset[str]
) -> Meant:
    """The audience with what its questions need; `today` is the day on which it is to go."""
    return Meant(
        campaign.audience,
        campaign.scope,
        campaign.id,
        campaign.trial,
        today,
        max(now, campaign.start_at or now),
        templated,
        same_day(conn, today, campaign.id),
    )


def freeze(conn: Connection, sealer: Sealer, its: Meant, span: Span) -> bool:
    """Freezes one stretch; False where the campaign is to be frozen no more."""
    campaign = held(conn, sealer, its.campaign)
    if campaign is None or campaign.state != "freezing":
        return False
    recipients.freeze(conn, its, span)
    return True


def frozen(conn: Connection, sealer: Sealer, its: Meant, told: Counted, now: datetime) -> str:
    """All are frozen: it waits for approval, or goes where none is needed; gives the state."""
    campaign = held(conn, sealer, its.campaign)
    if campaign is None or campaign.state != "freezing":
        return ""
    campaigns_tally.fold(conn)
    number = recipients.counted(conn, campaign.id)
    values = {
        "recipients": number,
        "left_out": dict(told.left_out),
        "frozen_at": now,
        "day": its.today,
        "needs": campaigns_rules.needed(conn, _asked(campaign, its.today, number)),
    }
    state = "approved" if values["needs"] == "none" else "waiting"
    _note(conn, campaign, {**values, "state": state}, "campaign_frozen", now)
    if state == "approved":
        set_timer(conn, campaign.id, max(campaign.start_at or now, now), now)
    else:
        timers.cancel(conn, [timer_key(campaign.id)])
    return state


def _asked(campaign: Campaign, day: date, number: int) -> Asked:
    regions, repeated = campaign.audience.regions, campaign.repeat_of is not None
    its = (campaign.id, campaign.author, campaign.made_in, regions, day, number, repeated)
    return Asked(*its, campaign.content)


# --- sending -------------------------------------------------------------------------------


def begin(conn: Connection, campaign: Campaign, today: date, now: datetime) -> None:
    """Its time has come."""
    told = {"state": "running", "started_at": now, "day": today}
    _note(conn, campaign, told, "campaign_begun", now)


def fill(conn: Connection, sealer: Sealer, campaign: Campaign, now: datetime) -> int:
    """Settles what was sent, and queues as many as may go next; gives how many it queued.

    The campaign is done once nobody is left.
    """
    settle(conn, campaign.id)
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
    _note(conn, campaign, {"state": "done", "ended_at": now}, "campaign_done", now)
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


# --- what became of them -------------------------------------------------------------------


def settle(conn: Connection, which: str) -> int:
    """Takes over what became of queued messages; gives of how many."""
    row, said = campaign_recipients.c, outbox_rows.c
    queued = and_(row.state == "queued", recipients.TOUCHED)
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
    lately = or_(its.ended_at.is_(None), its.ended_at > now - 2 * WEEK)
    query = select(its.id).where(its.started_at.is_not(None), lately)
    for which in conn.scalars(query).all():
        refresh(conn, which)


def _taken_over() -> Any:
    said = outbox_rows.c
    return update(campaign_recipients).values(
        state=said.state, error_code=said.error_code, sent_at=said.sent_at, receipt=said.receipt
    )


# --- claimed rows --------------------------------------------------------------------------


def states(conn: Connection, sealer: Sealer, ids: Collection[str]) -> dict[str, Campaign]:
    """The campaigns of claimed rows."""
    query = select(campaigns).where(campaigns.c.id.in_(sorted(set(ids))))
    return {row.id: read(sealer, row) for row in conn.execute(query)}


def standing(conn: Connection, rows: Sequence[OutboxRow]) -> dict[str, Standing]:
    """Each row's recipient as it stands now, by the row's id."""
    who = sorted({row.endpoint_id for row in rows if row.endpoint_id})
    of = sorted({row.message_id for row in rows})
    r, e, p = campaign_recipients.c, endpoints.c, participants.c
    columns = (
        *(r.endpoint_id, r.campaign_id, r.outbox_id, r.state, r.participant_id, r.role),
        *(e.stopped, e.active, e.doubt),
        or_(p.standing != "here", p.mourned_at.is_not(None)).label("mourned"),
        *(p.name, p.village_code, p.covered_until),
    )
    known = campaign_recipients.join(endpoints, e.id == r.endpoint_id)
    known = known.join(participants, p.id == r.participant_id)
    query = select(*columns).select_from(known)
    mine = query.where(r.endpoint_id.in_(who), r.campaign_id.in_(of))
    found = [Standing(*row) for row in conn.execute(mine)]
    silent = _silent(conn, {each.participant for each in found}, who)
    return {str(each.outbox_id): _with(each, silent) for each in found}


@dataclass(frozen=True, slots=True)
class _Silent:
    """Who must not be written to for another reason than the recipient's own row tells."""

    stopped: frozenset[str]  # participants who said stop on a phone of their own
    narrowed: frozenset[tuple[str, str]]  # endpoints with whom no more is told of there
    grieving: frozenset[str]  # endpoints


def _silent(conn: Connection, people: Collection[str], phones: Collection[str]) -> _Silent:
    own = and_(links.c.role == "self", links.c.participant_id.in_(sorted(people)))
    said_stop = and_(own, or_(endpoints.c.stopped != "none", links.c.stopped != "none"))
    stopped = select(links.c.participant_id).join_from(links, endpoints).where(said_stop)
    its = timer_rows.c
    grief = select(its.endpoint_id).where(its.key.in_([f"{GRIEF}:{each}" for each in phones]))
    pair = select(links.c.endpoint_id, links.c.participant_id).where(links.c.stopped != "none")
    narrowed = {
        (row[0], row[1]) for row in conn.execute(pair.where(links.c.endpoint_id.in_(phones)))
    }
    return _Silent(
        frozenset(conn.scalars(stopped)), frozenset(narrowed), frozenset(conn.scalars(grief))
    )


def _with(each: Standing, silent: _Silent) -> Standing:
    own = each.role == "self" and each.participant in silent.stopped
    said = own or (each.endpoint, each.participant) in silent.narrowed
    stopped = "all" if said else each.stopped
    mourned = each.endpoint in silent.grieving or (each.mourned and each.role != "heir")
    return replace(each, stopped=stopped, mourned=mourned)


def owners(conn: Connection, phones: Collection[str]) -> dict[str, Any]:
    """The person whose own each phone is, the first registered: name, village, cover."""
    p = participants.c
    columns = (links.c.endpoint_id, p.id, p.name, p.village_code, p.covered_until)
    query = select(*columns).join_from(links, participants)
    own = query.where(links.c.role == "self", links.c.endpoint_id.in_(sorted(phones)))
    return {row.endpoint_id: row for row in conn.execute(own.order_by(p.id.desc()))}


def put_back(conn: Connection, rows: Sequence[OutboxRow]) -> None:
    """Claimed rows that may not go now: their recipients wait again, the rows are gone."""
    ids = [row.id for row in rows]
    if ids:
        row, who = campaign_recipients.c, [row.endpoint_id for row in rows if row.endpoint_id]
        mine = and_(row.endpoint_id.in_(who), row.outbox_id.in_(ids), row.state == "queued")
        back = update(campaign_recipients).where(mine)
        conn.execute(back.values(state="frozen", outbox_id=None))
        drop(conn, rows, "held")


def drop(conn: Connection, rows: Sequence[OutboxRow], why: str) -> None:
    """Claimed rows that are not to go at all; `why` is an error code."""
    ids = [row.id for row in rows]
    if ids:
        gone = update(outbox_rows).where(outbox_rows.c.id.in_(ids))
        conn.execute(gone.values(state="dropped", error_code=why))


def keep_said(conn: Connection, said: Mapping[str, bytes]) -> None:
    """Keeps what was made for local channels, where being readable is being delivered."""
    for which, payload in said.items():
        mine = update(outbox_rows).where(outbox_rows.c.id == which)
        conn.execute(mine.values(payload=payload))


def answer(conn: Connection, told: Sequence[tuple[str, str, int]], now: datetime) -> None:
    """Notes buttons that were pressed: endpoint, campaign, place; only of who got it, the last."""
    row = campaign_recipients.c
    for endpoint, campaign, place in told:
        mine = and_(row.endpoint_id == endpoint, row.campaign_id == campaign)
        change = update(campaign_recipients).where(mine, row.state.not_in(("frozen", "dropped")))
        conn.execute(change.values(answer=place, answered_at=now))


def _note(
    conn: Connection, campaign: Campaign, values: Mapping[str, Any], act: str, now: datetime
) -> None:
    told = {**values, "version": campaign.version + 1, "updated_at": now}
    conn.execute(update(campaigns).where(campaigns.c.id == campaign.id).values(told))
    row = audits.row("system", SYSTEM, act, "campaign", campaign.id, now)
    conn.execute(insert(audit), row)
