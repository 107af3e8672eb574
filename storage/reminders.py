"""Reminders: who is due on a day, by one set-based query over the stored cover; planned once each.

A row of `reminders` is what was planned; it is told once it has the id of its message. What nobody
could be told has no endpoint: the officers see it (`storage.lapsing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    true,
    union_all,
    update,
)

from conversations.facts import DueReminder
from program.coverage import LAPSING_DAYS
from program.reminders import CHOSEN, DEFAULT_OFFSETS, SPONSOR_ENDS, Offsets, dues_on
from storage import mourning
from storage.prepared import Prepared
from storage.scope import Scope, within
from storage.store import insert_into
from storage.tables import (
    contributions,
    endpoints,
    links,
    participants,
    payments,
    places,
    pots,
    reminders,
    timers,
)

__all__ = [
    "EVERYBODY",
    "TIMER",
    "Planned",
    "Planning",
    "Span",
    "due_people",
    "plan",
    "spans",
    "tell",
    "timer_key",
    "untold",
]

TIMER = "reminder"  # kind of the timer that speaks to one endpoint
SPEAKERS = ("self", "family", "helper")  # who is told of somebody, the person itself first
CHEAPEST = ("telegram", "whatsapp")  # a message on WhatsApp outside a talk costs money
WINDOW = timedelta(hours=24)  # WhatsApp takes free words only so long after the last message
LATELY = timedelta(days=30)  # who wrote since then will most likely read it
KEPT = timedelta(days=10)  # what was planned longer ago makes no sense any more
DECEMBER = 12
SELF = "self"  # the payer of one's own
GOES_ON = "goes_on"  # in a payer's place: the sponsor pays on
# Literals, so that PostgreSQL uses the partial index of open places.
OPEN_PLACE = places.c.state != literal_column("'ended'", String)
HELD = places.c.state == literal_column("'held'", String)
# A plan made while the table was empty would read all of it again and again.
NO_SCANS = text("SET LOCAL enable_seqscan = off")


@dataclass(frozen=True, slots=True)
class Planning:
    """What a planning needs to know; `sent_at` is when the messages go."""

    scope: Scope
    day: date
    sent_at: datetime
    offsets: Offsets = DEFAULT_OFFSETS
    templated: frozenset[str] = frozenset()  # WhatsApp accounts whose templates are approved


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of participants' ids, from one up to, and without, another; "" is no end."""

    first: str = ""
    end: str = ""


EVERYBODY = Span()


@dataclass(frozen=True, slots=True)
class Planned:
    """What one chunk came to: rows planned, and those told to nobody."""

    rows: int
    unreachable: int


def spans(conn: Connection, planning: Planning, size: int) -> tuple[Span, ...]:
    """All people in stretches with about so many who may be due; none if nobody may be.

    May be: who stopped, or hears of a sponsor instead, is told apart by `due_people`.
    """
    due = union_all(*_perhaps(planning)).subquery("due")
    numbered = select(due.c.id, func.row_number().over(order_by=due.c.id).label("place")).subquery(
        "numbered"
    )
    firsts = select(numbered.c.id).where(numbered.c.place % size == 1 % size)
    found = list(dict.fromkeys(conn.scalars(firsts.order_by(numbered.c.id))))
    return tuple(Span(*each) for each in pairwise([*found, ""]))


def _perhaps(planning: Planning) -> Iterator[Select[Any]]:
    """By cheap conditions that PostgreSQL joins as wholes."""
    who = participants.c
    everybody = _remindable(planning, EVERYBODY)
    for until, kind in dues_on(planning.day, planning.offsets):
        due = who.covered_until == until
        yield select(who.id).where(due, ~_known(kind, who.covered_until), *everybody)
    told = _known(CHOSEN, who.remind_on)
    yield select(who.id).where(*_wished(planning), ~told, *everybody)


def _known(kind: str, month: Column[date]) -> ColumnElement[bool]:
    return exists().where(
        reminders.c.participant_id == participants.c.id,
        reminders.c.kind == kind,
        reminders.c.month == month,
    )


def by_index(conn: Connection) -> None:
    """Until its commit PostgreSQL looks rows up instead of reading tables that it takes for empty.

    The table of reminders grows faster than its statistics on the days of a plan.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(text("SET LOCAL enable_seqscan = off"))


def plan(conn: Connection, planning: Planning, span: Span, now: datetime) -> Planned:
    """Plans one stretch of people, and sets a timer for each endpoint.

    Nobody twice: who stands in the table already is not due. `now` must be the chunk's own.
    """
    by_index(conn)
    rows = due_people(planning, span).subquery("due_people")
    columns = (rows.c.participant_id, rows.c.kind, rows.c.month, rows.c.endpoint_id)
    chosen = select(*columns, literal(now, reminders.c.at.type)).where(true())
    names = ["participant_id", "kind", "month", "endpoint_id", "at"]
    put = insert_into(conn, reminders).from_select(names, chosen).on_conflict_do_nothing()
    found = _ran(conn, put.returning(reminders.c.endpoint_id))
    if found:
        _set_timers(conn, planning, now)
    return Planned(len(found), sum(endpoint is None for endpoint in found))


def _ran(conn: Connection, put: Any) -> Sequence[str | None]:
    """What the statement gives; PostgreSQL plans it anew with each stretch's own values.

    They are ids, codes and days. Planned once for all it would read a whole cohort a stretch.
    """
    if conn.dialect.name != "postgresql":
        return conn.scalars(put).all()
    conn.execute(NO_SCANS)
    own = str(put.compile(dialect=conn.dialect, compile_kwargs={"literal_binds": True}))
    return conn.exec_driver_sql(own).scalars().all()


def timer_key(endpoint_id: str, day: date) -> str:
    """The key of the timer that speaks to an endpoint on a day."""
    return f"{TIMER}:{endpoint_id}:{day}"


def _set_timers(conn: Connection, planning: Planning, now: datetime) -> None:
    """One timer an endpoint and day, however many people it speaks for."""
    who = reminders.c.endpoint_id
    key = literal(f"{TIMER}:", String) + who + literal(f":{planning.day}", String)
    columns = (
        key,
        literal(planning.sent_at, timers.c.due_at.type),
        literal(TIMER, String),
        who,
        literal(now, timers.c.created_at.type),
    )
    theirs = select(*columns).where(reminders.c.at == now, who.is_not(None)).distinct()
    names = ["key", "due_at", "kind", "endpoint_id", "created_at"]
    conn.execute(insert_into(conn, timers).from_select(names, theirs).on_conflict_do_nothing())


# --- who is due ----------------------------------------------------------------------------


def due_people(planning: Planning, span: Span = EVERYBODY) -> Select[Any]:
    """Everybody who is due: participant_id, kind, month, endpoint_id (null: nobody to tell)."""
    rows = _found(planning, span).subquery("due")
    columns = (rows.c.participant_id, rows.c.kind, rows.c.month)
    return select(*columns, _endpoint(rows.c.participant_id, planning).label("endpoint_id"))


def _found(planning: Planning, span: Span) -> Select[Any]:
    """Everybody in the span who is due and does not stand in the table yet."""
    found = union_all(*_dated(planning, span), _chosen(planning, span)).subquery("found")
    known = _standing(found.c.kind, found.c.participant_id, found.c.month)
    columns = (found.c.participant_id, found.c.kind, found.c.month)
    return select(*columns).where(~_any(known), ~_stopped(found.c.participant_id))


def _standing(
    kind: str | ColumnElement[str], who: ColumnElement[str], month: ColumnElement[date]
) -> Select[Any]:
    """The reminder itself, looked up by its key."""
    its = reminders.c
    return select(literal(1)).where(its.participant_id == who, its.kind == kind, its.month == month)


def _any(rows: Select[Any]) -> ColumnElement[bool]:
    """Whether there are any; not EXISTS, which PostgreSQL would join with all rows of a table."""
    return rows.limit(1).scalar_subquery().is_not(None)


def _dated(planning: Planning, span: Span) -> list[Select[Any]]:
    """By the last covered day, a stretch of its index for each."""
    return [_of_day(planning, span, *each) for each in dues_on(planning.day, planning.offsets)]


def _of_day(planning: Planning, span: Span, until: date, kind: str) -> Select[Any]:
    who = participants.c
    covered = (
        select(who.id, who.covered_until, _payer(until).label("payer"))
        .where(
            who.covered_until == until,
            *_remindable(planning, span),
            ~_any(_standing(kind, who.id, who.covered_until)),
            ~_has_place(until),
        )
        .subquery("covered")
    )
    kinds = case(
        (func.coalesce(covered.c.payer, SELF) == SELF, literal(kind, String)),
        else_=literal(SPONSOR_ENDS, String),
    )
    columns = (
        covered.c.id.label("participant_id"),
        kinds.label("kind"),
        covered.c.covered_until.label("month"),
    )
    return select(*columns).where(func.coalesce(covered.c.payer, SELF) != GOES_ON)


def _chosen(planning: Planning, span: Span) -> Select[Any]:
    """By the day that they chose, unless cover has long to go (`program.reminders.chosen_due`)."""
    who = participants.c
    columns = (
        who.id.label("participant_id"),
        literal(CHOSEN, String).label("kind"),
        who.remind_on.label("month"),
    )
    return select(*columns).where(*_wished(planning), *_remindable(planning, span))


def _wished(planning: Planning) -> tuple[ColumnElement[bool], ...]:
    who, day = participants.c, planning.day
    late = day - timedelta(days=planning.offsets.late)
    open_now = or_(
        who.covered_until.is_(None), who.covered_until <= day + timedelta(days=LAPSING_DAYS)
    )
    return (who.remind_on.between(late, day), open_now)


def _remindable(planning: Planning, span: Span) -> tuple[ColumnElement[bool], ...]:
    """Who may be written to unasked at all: here, alive, and wanting it."""
    who = participants.c
    ids = ((who.id >= span.first,) if span.first else ()) + (
        (who.id < span.end,) if span.end else ()
    )
    return (
        *ids,
        who.trial.is_(False),
        who.standing == "here",
        who.mourned_at.is_(None),
        who.reminded.is_(True),
        within(planning.scope, who.village_code),
    )


def _payer(until: date) -> ColumnElement[str | None]:
    """Who paid the last covered month; GOES_ON if a sponsor whose money pays further months."""
    month = until.replace(day=1)
    paid = contributions.c
    money = (
        select(literal(1))
        .select_from(payments.join(pots, pots.c.id == payments.c.pot_id))
        .where(payments.c.id == paid.payment_id, pots.c.last_month > month)
        .correlate(contributions)
    )
    payer = case((paid.payer == SELF, SELF), (_any(money), GOES_ON), else_=paid.payer)
    last = and_(paid.participant_id == participants.c.id, paid.month == month)
    rows = select(payer).where(last, paid.programme == "jkm").correlate(participants)
    return rows.limit(1).scalar_subquery()


def _has_place(until: date) -> ColumnElement[bool]:
    """Whether a sponsored place goes on: then its officers are warned, not the person."""
    month = until.replace(day=1)
    later = or_(
        places.c.until_month > month,
        and_(places.c.until_month.is_(None), _lasts(month)),
    )
    mine = and_(places.c.participant_id == participants.c.id, OPEN_PLACE, HELD)
    return _any(select(literal(1)).where(mine, places.c.sponsor_id.is_not(None), later))


def _lasts(month: date) -> ColumnElement[bool]:
    """A place without a last month lasts to the end of its year."""
    if month.month == DECEMBER:
        return places.c.year > month.year
    return places.c.year >= month.year


# --- whom to tell --------------------------------------------------------------------------


def _stopped(who: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the person said STOP to everything on a phone of its own."""
    own = and_(links.c.participant_id == who, links.c.role == "self")
    stopped = select(literal(1)).join_from(links, endpoints).where(own)
    return _any(stopped.where(endpoints.c.stopped == "all"))


def _endpoint(who: ColumnElement[str], planning: Planning) -> ColumnElement[str | None]:
    """The endpoint that works best: the own one, written from lately, cheap."""
    at = endpoints.c
    reached = or_(
        at.channel != "whatsapp",
        at.last_seen_at >= planning.sent_at - WINDOW,
        at.account.in_(sorted(planning.templated)),
    )
    works = and_(
        at.active.is_(True), at.doubt.is_(False), at.trial.is_(False), at.stopped != "all", reached
    )
    theirs = and_(links.c.participant_id == who, links.c.role.in_(SPEAKERS))
    order = (
        case({role: place for place, role in enumerate(SPEAKERS)}, value=links.c.role),
        case((at.last_seen_at >= planning.sent_at - LATELY, 0), else_=1),
        case({each: place for place, each in enumerate(CHEAPEST)}, value=at.channel, else_=2),
        at.last_seen_at.desc(),
        at.id,
    )
    best = select(at.id).join_from(links, endpoints).where(theirs, works).order_by(*order)
    return best.limit(1).scalar_subquery()


# --- what is told --------------------------------------------------------------------------


def untold(
    conn: Connection, endpoint_ids: Iterable[str], now: datetime
) -> dict[str, tuple[DueReminder, ...]]:
    """What is planned for each endpoint and not told yet (fact MyReminders).

    Of people for whom it still speaks, who are still to be reminded.
    """
    found: dict[str, list[DueReminder]] = {}
    since = now - KEPT
    for endpoint, *row in UNTOLD.rows(conn, ids=sorted(set(endpoint_ids)), since=since):
        each = DueReminder(*row)
        if each not in found.setdefault(endpoint, []):
            found[endpoint].append(each)
    return {endpoint: tuple(rows) for endpoint, rows in found.items()}


def _untold(making: Any) -> Select[Any]:
    mine = and_(
        reminders.c.participant_id == links.c.participant_id,
        reminders.c.endpoint_id == links.c.endpoint_id,
    )
    who = participants.c
    return (
        select(links.c.endpoint_id, reminders.c.participant_id, reminders.c.kind, reminders.c.month)
        .select_from(
            links.join(reminders, mine).join(participants, who.id == reminders.c.participant_id)
        )
        .where(making.among(links.c.endpoint_id, "ids"))
        .where(reminders.c.outbox_id.is_(None), reminders.c.at >= bindparam("since"))
        .where(who.standing == "here", who.mourned_at.is_(None), who.reminded.is_(True))
        .where(~mourning.grieving(links.c.endpoint_id))
        .order_by(reminders.c.at, reminders.c.participant_id, reminders.c.kind)
    )


UNTOLD = Prepared(_untold)


def tell(conn: Connection, told: Sequence[Mapping[str, object]]) -> None:
    """Notes the message by which each was told: who, kind, month, said."""
    TOLD.many(conn, told)


def _told(_: Any) -> Any:
    key = and_(
        reminders.c.participant_id == bindparam("who"),
        reminders.c.kind == bindparam("of_kind"),
        reminders.c.month == bindparam("of_month", type_=reminders.c.month.type),
    )
    return update(reminders).where(key).values(outbox_id=bindparam("said"))


TOLD = Prepared(_told)
