"""Recipients: frozen with a campaign, in chunks that hold nobody up, each phone once.

A chunk that a killed process left is frozen again: who stands in the table stays as they are.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    String,
    and_,
    case,
    delete,
    func,
    literal,
    select,
    text,
)

from storage import campaigns_ways
from storage.campaigns_audience import (
    ID_AT,
    RANK,
    REACHED,
    WAYS,
    Meant,
    conditions,
    ordered,
    people,
    several,
)
from storage.store import insert_into
from storage.tables import campaign_recipients, endpoints, participants

CHUNK = 4000  # people a stretch, the least that one transaction freezes: 30 ms of CPU
AT_MOST = 4  # stretches a transaction, however quickly the ones before were frozen
AIM = 0.08  # seconds a transaction is to take: no turn is to wait for 100 ms
# A plan made while a table was empty would read all of it again and again.
NO_SCANS = text("SET LOCAL enable_seqscan = off")
STATES = ("frozen", "queued", "sent", "failed", "unknown", "dropped")
# As the partial index has it: SQLite takes the index only for the same words.
TOUCHED = text(
    "(campaign_recipients.state <> 'frozen' OR campaign_recipients.outbox_id IS NOT NULL)"
)
# Whoever was queued once, along the index of nobody else. Without statistics of the table, which is
# empty most of the time, SQLite would pass the index over and read the whole campaign each time.
KEPT = "campaign_id, state, endpoint_id, outbox_id"
SEEN = {
    name: text(
        f"SELECT {KEPT} FROM campaign_recipients {index} "  # noqa: S608  our own words
        "WHERE state <> 'frozen' OR outbox_id IS NOT NULL"
    )
    for name, index in (("sqlite", "INDEXED BY touched"), ("postgresql", ""))
}
COLUMNS = ("endpoint_id", "campaign_id", "participant_id", "role", "village_code", "phone_key")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of ids, from one up to, and without, another; "" is no end."""

    first: str
    end: str
    phones: bool  # ids of phones, of people with one way; else of people with more


def spans(conn: Connection, meant: Meant, size: int = CHUNK) -> tuple[Span, ...]:
    """Everybody who is meant, in stretches of about so many."""
    its, who = ordered(conn, meant), participants.c
    place = func.row_number().over(order_by=who.id)
    every = (*conditions(its), *several(its))
    numbered = select(who.id, place.label("place")).where(*every).subquery("numbered")
    firsts = select(numbered.c.id).where(numbered.c.place % size == 1 % size)
    people = list(conn.scalars(firsts.order_by(numbered.c.id)))
    phones = [] if its.of_claims else campaigns_ways.firsts(conn, its, size)
    return (*_stretches(people, False), *_stretches(phones, True))


class Pacing:
    """Puts neighbouring stretches together: as many as the last transactions would do in time.

    Twice as many at most from one to the next; a slow one is followed by few at once.
    """

    def __init__(self, spans: Sequence[Span], aim: float = AIM) -> None:
        self._left, self._aim, self._many = deque(spans), aim, 1

    def next(self) -> Span | None:
        """The next transaction's; None: all were given."""
        if not self._left:
            return None
        first = last = self._left.popleft()
        for _ in range(self._many - 1):
            if not self._left or self._left[0].phones != first.phones:
                break
            last = self._left.popleft()
        return Span(first.first, last.end, first.phones)

    def took(self, seconds: float) -> None:
        """How long the last one took."""
        fitting = int(self._many * self._aim / max(seconds, 1e-6))
        self._many = max(1, min(fitting, self._many * 2, AT_MOST))


def _stretches(firsts: Sequence[str], phones: bool) -> Sequence[Span]:
    return [Span(*each, phones) for each in pairwise([*firsts, ""])] if firsts else []


def freeze(conn: Connection, meant: Meant, span: Span) -> int:
    """Freezes one stretch; gives how many recipients it added."""
    its = ordered(conn, meant)
    if span.phones:
        puts = (
            campaigns_ways.freeze(conn, its, span.first, span.end, each) for each in (True, False)
        )
        return sum(_ran(conn, put.on_conflict_do_nothing()) for put in puts)
    found = people(its, *_within(span)).subquery("found")
    best = found.c.best
    chosen = (
        select(
            func.substr(best, ID_AT, 32),
            literal(meant.campaign, String),
            found.c.participant_id,
            _role(best),
            found.c.village_code,
            endpoints.c.phone_index,
            literal("frozen", String),
        )
        .outerjoin_from(found, endpoints, campaigns_ways.vouched(func.substr(best, ID_AT, 32)))
        .where(func.substr(best, 1, 1) == RANK[REACHED])
        .order_by(func.substr(best, 2, 1), found.c.participant_id)
    )
    put = insert_into(conn, campaign_recipients).from_select([*COLUMNS, "state"], chosen)
    return _ran(conn, put.on_conflict_do_nothing())


def _ran(conn: Connection, put: Any) -> int:
    """PostgreSQL plans it anew with each stretch's own values: ids, codes and days."""
    if conn.dialect.name != "postgresql":
        return conn.execute(put).rowcount
    conn.execute(NO_SCANS)
    own = str(put.compile(dialect=conn.dialect, compile_kwargs={"literal_binds": True}))
    return conn.exec_driver_sql(own).rowcount


def forget(conn: Connection, campaign: str) -> int:
    """Takes the recipients away: what they were to get has changed; gives how many."""
    mine = delete(campaign_recipients).where(campaign_recipients.c.campaign_id == campaign)
    return conn.execute(mine).rowcount


def counted(conn: Connection, campaign: str, state: str = "") -> int:
    """How many were frozen, in whatever state or in one."""
    known = seen(conn) if state not in ("", "frozen") else campaign_recipients
    query = select(func.count()).select_from(known).where(known.c.campaign_id == campaign)
    return conn.scalar(query.where(known.c.state == state) if state else query) or 0


def seen(conn: Connection) -> FromClause:
    """Recipients that were queued once: campaign_id, state, endpoint_id, outbox_id."""
    its = campaign_recipients.c
    columns = (its.campaign_id, its.state, its.endpoint_id, its.outbox_id)
    return SEEN[conn.dialect.name].columns(*columns).subquery("seen")


def gone(conn: Connection, campaign: str) -> int:
    """How many were queued, whatever became of them."""
    row = campaign_recipients.c
    query = select(func.count()).select_from(campaign_recipients)
    return conn.scalar(query.where(row.campaign_id == campaign, row.state != "frozen")) or 0


def any_left(conn: Connection, campaign: str) -> bool:
    """Whether anybody waits to be queued."""
    return bool(next_ones(conn, campaign, 1))


def next_ones(conn: Connection, campaign: str, room: int) -> Sequence[Any]:
    """Who is queued next, with channel and account: those that came back, then those untouched.

    Nobody passes over rows that were sent long ago: whoever is untouched lies behind all others.
    """
    row = campaign_recipients.c
    mine = and_(row.campaign_id == campaign, row.state == "frozen")
    back = seen(conn)
    theirs = and_(back.c.campaign_id == campaign, back.c.state == "frozen")
    returned = select(back.c.endpoint_id).where(theirs, back.c.outbox_id == "")
    again = and_(mine, row.outbox_id == "", row.endpoint_id.in_(returned))
    found = list(conn.execute(_next(again, room)))
    if len(found) < room:
        fresh = and_(mine, row.outbox_id.is_(None), row.endpoint_id > _last(conn, campaign))
        found += conn.execute(_next(fresh, room - len(found)))
    return found


def _next(which: ColumnElement[bool], room: int) -> Select[Any]:
    row = campaign_recipients.c
    columns = (row.endpoint_id, endpoints.c.channel, endpoints.c.account)
    phone = endpoints.c.id == row.endpoint_id
    query = select(*columns).join_from(campaign_recipients, endpoints, phone).where(which)
    return query.order_by(row.endpoint_id).limit(room).with_for_update(of=campaign_recipients)


def _last(conn: Connection, campaign: str) -> str:
    """The last one who was touched: one step along the index for each state."""
    row = seen(conn).c
    lasts = [
        select(func.max(row.endpoint_id))
        .where(row.campaign_id == campaign, row.state == state)
        .scalar_subquery()
        for state in STATES
    ]
    return max(each or "" for each in conn.execute(select(*lasts)).one())


def by_state(conn: Connection, campaign: str, every: int | None = None) -> dict[str, int]:
    """How many are in each state; of `every` as it was frozen, else it is counted, too."""
    row = campaign_recipients.c
    moved = and_(row.campaign_id == campaign, row.state != "frozen", TOUCHED)
    query = select(row.state, func.count()).where(moved).group_by(row.state)
    found: dict[str, int] = {each[0]: each[1] for each in conn.execute(query)}
    every = counted(conn, campaign) if every is None else every
    left = every - sum(found.values())
    return {**found, "frozen": left} if left else found


def _within(span: Span) -> Sequence[ColumnElement[bool]]:
    who = participants.c
    return (who.id >= span.first, *([who.id < span.end] if span.end else []))


def _role(best: ColumnElement[str]) -> ColumnElement[str]:
    digits = {str(place): role for place, role in enumerate(WAYS)}
    return case(digits, value=func.substr(best, 2, 1), else_=WAYS[0])
