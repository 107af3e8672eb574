"""Campaigns: begun by one officer, frozen, approved by another, run, paused, ended.

Every change is a compare-and-set on state and version and writes an audit row. What was approved
is what was frozen: any change takes recipients and approval away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, insert, or_, select, update

from conversations import broadcast_files
from conversations.broadcast_rules import Wrong, wrongs
from conversations.broadcast_text import Content
from conversations.broadcast_text import from_json as content_back
from conversations.broadcast_text import to_json as content_kept
from storage import audits, campaigns_audience, campaigns_rules, recipients, sponsors, timers
from storage.campaigns_audience import Audience
from storage.campaigns_rules import Rules, in_scope, may_approve
from storage.claims import By
from storage.crypto import Sealer
from storage.ids import new_id
from storage.officers import Officer
from storage.participants import NIK
from storage.scope import WHOLE, Scope, within
from storage.store import insert_into
from storage.tables import campaign_niks, campaign_recipients, campaigns, outbox
from storage.timers import Timer

TABLE: Final = "campaigns"
TIMER: Final = "campaign"  # kind of the timer of a campaign with work to do
OPEN: Final = ("draft", "waiting", "approved")  # states in which it may still be changed
PAGE = 30  # campaigns on one page of the desk
PAYERS: Final = ("self", "sponsored")  # of an audience, where no sponsor is meant
MOST_NIKS = 20_000  # of one list: a kabupaten's people


class CampaignGone(LookupError):
    """No such campaign where this officer works."""


class NotNow(RuntimeError):
    """The campaign has changed meanwhile, or its state does not allow the act."""


class Refused(ValueError):
    """It may not be said so; `wrongs` say why."""

    def __init__(self, found: Sequence[Wrong]) -> None:
        super().__init__(", ".join(each.code for each in found))
        self.wrongs = tuple(found)


class NotAllowed(PermissionError):
    """This officer may not approve it, or may not address this region."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an officer writes down: what is said, to whom, and when."""

    title: str
    office: str
    content: Content
    audience: Audience
    start_at: datetime | None = None
    spread_hours: int = 0
    repeats: str = "none"
    niks: tuple[str, ...] = field(default=(), repr=False)  # of `audience.listed`; () keeps the list
    trial: bool = False
    made_in: str = "desk"


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign as it stands."""

    id: str
    title: str
    office: str
    content: Content
    audience: Audience
    scope: Scope
    trial: bool
    state: str
    needs: str | None
    made_in: str
    author: str
    touched_by: tuple[str, ...]
    approved_by: str | None
    approved_at: datetime | None
    start_at: datetime | None
    spread_hours: int
    repeats: str
    repeat_of: str | None
    recipients: int | None
    left_out: Mapping[str, int]
    frozen_at: datetime | None
    day: date | None
    started_at: datetime | None
    ended_at: datetime | None
    version: int
    created_at: datetime


_PLAIN = (
    *("id", "title", "office", "trial", "state", "needs", "made_in", "author", "approved_by"),
    *("approved_at", "start_at", "spread_hours", "repeats", "repeat_of", "recipients"),
    *("frozen_at", "day", "started_at", "ended_at", "version", "created_at"),
)


# --- reading -------------------------------------------------------------------------------


def one(conn: Connection, sealer: Sealer, by: By, which: str) -> Campaign:
    """The campaign, where the officer works. Raises CampaignGone."""
    query = select(campaigns).where(campaigns.c.id == which, _seen(by))
    row = conn.execute(query).one_or_none()
    if row is None:
        raise CampaignGone
    return read(sealer, row)


def listed(conn: Connection, sealer: Sealer, by: By, before: str = "") -> tuple[Campaign, ...]:
    """A page of them, the newest first, after the one `before`."""
    query = select(campaigns).where(_seen(by)).order_by(campaigns.c.id.desc()).limit(PAGE)
    if before:
        query = query.where(campaigns.c.id < before)
    return tuple(read(sealer, row) for row in conn.execute(query))


def read(sealer: Sealer, row: Row[Any]) -> Campaign:
    """A row opened."""
    plain = {name: getattr(row, name) for name in _PLAIN}
    return Campaign(
        **plain,
        content=content_back(sealer.open_json(row.content, TABLE, "content", row.id)),
        audience=campaigns_audience.from_json(row.audience),
        scope=Scope(tuple(row.scope)),
        touched_by=tuple(row.touched_by),
        left_out=dict(row.left_out or {}),
    )


def _seen(by: By) -> ColumnElement[bool]:
    return or_(within(by.scope, campaigns.c.region_code), campaigns.c.author == by.actor)


# --- writing it ----------------------------------------------------------------------------


def make(conn: Connection, sealer: Sealer, by: By, plan: Plan) -> str:
    """Begins a campaign; gives its id. Raises Refused, NotAllowed."""
    _check(conn, by, plan)
    which = new_id(by.now)
    row = {
        "id": which,
        **_planned(sealer, which, plan),
        "scope": list(by.scope.regions),
        "state": "draft",
        "trial": plan.trial,
        "made_in": plan.made_in,
        "author": by.actor,
        "touched_by": [by.actor],
        "version": 1,
        "created_at": by.now,
        "updated_at": by.now,
    }
    conn.execute(insert(campaigns), row)
    _list(conn, sealer, which, plan)
    audits.officers(conn, by.actor, "campaign_made", "campaign", which, by.now)
    return which


def change(conn: Connection, sealer: Sealer, by: By, which: str, version: int, plan: Plan) -> None:
    """Writes it anew: it is a draft again, and nobody has approved it.

    Raises CampaignGone, NotNow, Refused, NotAllowed.
    """
    found = one(conn, sealer, by, which)
    _check(conn, by, plan)
    touched = list(dict.fromkeys((*found.touched_by, by.actor)))
    values = {**_planned(sealer, which, plan), **UNFROZEN, "touched_by": touched}
    _set(conn, by, found, version, OPEN, "draft", "campaign_changed", values)
    recipients.forget(conn, which)
    timers.cancel(conn, [timer_key(which)])
    _list(conn, sealer, which, plan)


UNFROZEN: Mapping[str, Any] = {
    **dict.fromkeys(("needs", "approved_by", "approved_at", "recipients", "frozen_at", "day"))
}


def submit(conn: Connection, sealer: Sealer, by: By, which: str, version: int) -> None:
    """Gives it in: its recipients are frozen next. Raises CampaignGone, NotNow, Refused."""
    found = one(conn, sealer, by, which)
    plan = Plan(found.title, found.office, found.content, found.audience)
    _check(conn, by, plan)
    touched = list(dict.fromkeys((*found.touched_by, by.actor)))
    _set(
        conn,
        by,
        found,
        version,
        ("draft",),
        "freezing",
        "campaign_given_in",
        {"touched_by": touched},
    )
    set_timer(conn, which, by.now, by.now)


def approve(
    conn: Connection, sealer: Sealer, by: By, who: Officer, which: str, version: int
) -> None:
    """Lets go what was frozen. Raises CampaignGone, NotNow, NotAllowed."""
    found = one(conn, sealer, by, which)
    touched = {found.author, *found.touched_by}
    if not may_approve(found.needs or "second", touched, found.audience.regions, who):
        raise NotAllowed
    values = {"approved_by": by.actor, "approved_at": by.now}
    _set(conn, by, found, version, ("waiting",), "approved", "campaign_approved", values)
    set_timer(conn, which, max(found.start_at or by.now, by.now), by.now)


def send_back(conn: Connection, sealer: Sealer, by: By, which: str, version: int) -> None:
    """Gives it back to be changed. Raises CampaignGone, NotNow."""
    found = one(conn, sealer, by, which)
    _set(conn, by, found, version, ("waiting", "approved"), "draft", "campaign_sent_back", UNFROZEN)
    recipients.forget(conn, which)
    timers.cancel(conn, [timer_key(which)])


# --- while it runs -------------------------------------------------------------------------


def pause(conn: Connection, sealer: Sealer, by: By, which: str) -> None:
    """Holds it at once: what waits in the outbox is taken back. Raises CampaignGone, NotNow."""
    found = one(conn, sealer, by, which)
    _set(conn, by, found, found.version, ("running",), "paused", "campaign_paused", {})
    take_back(conn, which)
    timers.cancel(conn, [timer_key(which)])


def resume(conn: Connection, sealer: Sealer, by: By, which: str) -> None:
    """Lets it go on. Raises CampaignGone, NotNow."""
    found = one(conn, sealer, by, which)
    _set(conn, by, found, found.version, ("paused",), "running", "campaign_resumed", {})
    set_timer(conn, which, by.now, by.now)


def cancel(conn: Connection, sealer: Sealer, by: By, which: str) -> None:
    """Ends it for good; who has it keeps it. Raises CampaignGone, NotNow."""
    found = one(conn, sealer, by, which)
    states = (*OPEN, "freezing", "running", "paused")
    ended = {"ended_at": by.now}
    _set(conn, by, found, found.version, states, "cancelled", "campaign_cancelled", ended)
    take_back(conn, which)
    timers.cancel(conn, [timer_key(which)])


def retry(conn: Connection, sealer: Sealer, by: By, which: str) -> int:
    """Sends it again to those whom it failed to reach, and to nobody else; gives how many.

    An unknown outcome is none of these. Raises CampaignGone, NotNow.
    """
    found = one(conn, sealer, by, which)
    row = campaign_recipients.c
    failed = and_(row.campaign_id == which, row.state == "failed", recipients.TOUCHED)
    again = update(campaign_recipients).where(failed)
    count = conn.execute(again.values(state="frozen", outbox_id=None, error_code=None)).rowcount
    if count:
        going = {"ended_at": None}
        states = ("done", "running")
        _set(conn, by, found, found.version, states, "running", "campaign_retried", going)
        set_timer(conn, which, by.now, by.now)
    return count


def take_back(conn: Connection, which: str) -> int:
    """Takes back what waits in the outbox and was not handed over; gives how many."""
    row = campaign_recipients.c
    mine = (row.campaign_id == which, row.state == "queued", recipients.TOUCHED)
    queued = select(row.outbox_id).where(*mine)
    waiting = delete(outbox).where(outbox.c.id.in_(queued), outbox.c.state == "waiting")
    ids = list(conn.scalars(waiting.returning(outbox.c.id)))
    for first in range(0, len(ids), 500):  # parameters of one statement
        some = row.outbox_id.in_(ids[first : first + 500])
        theirs = and_(row.campaign_id == which, some, recipients.TOUCHED)
        back = update(campaign_recipients).where(theirs, row.state == "queued")
        conn.execute(back.values(state="frozen", outbox_id=None))
    return len(ids)


def timer_key(which: str) -> str:
    """The key of a campaign's timer."""
    return f"{TIMER}:{which}"


def set_timer(conn: Connection, which: str, due: datetime, now: datetime) -> None:
    """When the campaign is looked at next."""
    timers.set_timers(conn, [Timer(timer_key(which), due, TIMER, now)])


# --- parts ---------------------------------------------------------------------------------


def _check(conn: Connection, by: By, plan: Plan) -> None:
    """Raises NotAllowed for a region outside the scope, Refused for what may not be said."""
    if not all(in_scope(by.scope, each) for each in plan.audience.regions):
        raise NotAllowed
    _check_sponsor(conn, by, plan.audience.sponsor)
    its, failed = campaigns.c, plan.audience.failed_of
    if failed and conn.scalar(select(its.id).where(its.id == failed, _seen(by))) is None:
        raise NotAllowed
    if len(plan.niks) > MOST_NIKS:
        raise Refused([Wrong("long-list", str(MOST_NIKS))])
    found = refused(campaigns_rules.rules(conn), plan.content)
    found += tuple(broadcast_files.wrongs(plan.content, plan.office))
    if found:
        raise Refused(found)


def _check_sponsor(conn: Connection, by: By, sponsor: str) -> None:
    """Raises NotAllowed for one who pays elsewhere."""
    if sponsor in ("", *PAYERS):
        return
    try:
        sponsors.one(conn, by.scope, sponsor)
    except sponsors.SponsorGone:
        raise NotAllowed from None


def refused(rules: Rules, content: Content) -> tuple[Wrong, ...]:
    """What may not be said so."""
    return wrongs(content, rules.refused)


def _planned(sealer: Sealer, which: str, plan: Plan) -> dict[str, Any]:
    return {
        "title": plan.title[:128],
        "office": plan.office[:128],
        "content": sealer.seal_json(content_kept(plan.content), TABLE, "content", which),
        "file_id": plan.content.file.file if plan.content.file else None,
        "audience": campaigns_audience.to_json(plan.audience),
        "region_code": around(plan.audience.regions),
        "start_at": plan.start_at,
        "spread_hours": plan.spread_hours,
        "repeats": plan.repeats,
    }


def around(regions: Sequence[str]) -> str:
    """The smallest region that holds all of these; "" where only the nation does."""
    parts = [each.split(".") for each in regions]
    shared: list[str] = []
    for level in zip(*parts, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return WHOLE if WHOLE in regions else ".".join(shared)


def _list(conn: Connection, sealer: Sealer, which: str, plan: Plan) -> None:
    """Keeps the list of NIKs, as blind indexes only; a new one replaces the old one."""
    if plan.audience.listed and not plan.niks:
        return
    conn.execute(delete(campaign_niks).where(campaign_niks.c.campaign_id == which))
    indexes = {sealer.index(NIK, nik) for nik in plan.niks} if plan.audience.listed else set()
    rows = [{"campaign_id": which, "nik_index": each} for each in sorted(indexes)]
    if rows:
        conn.execute(insert_into(conn, campaign_niks), rows)


def _set(
    conn: Connection,
    by: By,
    found: Campaign,
    version: int,
    states: Sequence[str],
    state: str,
    act: str,
    values: Mapping[str, Any],
) -> None:
    """Compare-and-set. Raises NotNow where somebody was faster or the state does not allow it."""
    its = campaigns.c
    as_seen = and_(its.id == found.id, its.version == version, its.state.in_(states))
    told = {**values, "state": state, "version": version + 1, "updated_at": by.now}
    if conn.execute(update(campaigns).where(as_seen).values(told)).rowcount != 1:
        raise NotNow
    audits.officers(conn, by.actor, act, "campaign", found.id, by.now)
