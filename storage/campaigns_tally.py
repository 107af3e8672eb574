"""Counting from what is counted already: a sum over villages, and the few it cannot know.

`ways_counts` tells how many ways of each kind a village has (decision 0015 in docs/decisions).
Phones that mourn, WhatsApp's window and other campaigns of the day change without a way changing:
of those only the few that they touch are looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, not_, select, text

from storage import campaigns_ways
from storage.campaigns_audience import (
    RANK,
    REACHED,
    WINDOW,
    Meant,
    elsewhere,
    filters,
    grieving,
    named,
)
from storage.tables import ways, ways_counts

SHARED = text("ways.shared")  # as the condition of the partial index
LATELY = text("ways.state = 'open' AND ways.channel = 'whatsapp'")
STATES = ("consent", "stopped")  # of a way: why not, only where the way is meant

ALONE = "SELECT pg_try_advisory_xact_lock(1500)"
KINDS = "village_code, trial, several, shared, role, state, channel, account"
FOLD = f"""
    WITH gone AS (
      DELETE FROM ways_counts
      WHERE shard <> 0 AND shard NOT IN (SELECT pid FROM pg_stat_activity) RETURNING *
    )
    INSERT INTO ways_counts (shard, {KINDS}, people)
    SELECT pg_backend_pid(), {KINDS}, sum(people) FROM gone GROUP BY {KINDS}
    ON CONFLICT ({KINDS}, shard) DO UPDATE SET people = ways_counts.people + excluded.people
    """  # noqa: S608  the columns are our own words


@dataclass(frozen=True, slots=True)
class Kind:
    """Ways alike, and how many."""

    shared: bool
    role: str
    state: str
    channel: str
    account: str
    people: int


def known(meant: Meant) -> bool:
    """Whether it is counted already; who is asked of people themselves, it is not."""
    return not filters(meant)


def counts(conn: Connection, meant: Meant) -> tuple[dict[str, int], int]:
    """How many people with one way by rank, and through how many phones those who are reached."""
    roles = frozenset(named(meant.audience))
    found: Counter[str] = Counter()
    alone = 0
    kinds = _kinds(conn, meant)
    for kind in kinds:
        found[_reason(kind, roles)] += kind.people
        alone += kind.people if _open(kind, roles) and not kind.shared else 0
    for why, shared, number in _exceptions(conn, meant, kinds, roles):
        found[REACHED] -= number
        found[why] += number
        alone -= 0 if shared else number
    phones = alone + _shared(conn, meant, kinds, roles)
    return {RANK[why]: number for why, number in found.items() if number}, phones


def _kinds(conn: Connection, meant: Meant) -> Sequence[Kind]:
    its = ways_counts.c
    columns = (its.shared, its.role, its.state, its.channel, its.account)
    theirs = (its.several.is_(False), its.trial.is_(meant.trial))
    query = select(*columns, func.sum(its.people)).where(*theirs, *_there(meant))
    if "participant" not in meant.audience.roles:
        query = query.where(its.role.in_(named(meant.audience)))
    return [Kind(*row[:5], int(row[5])) for row in conn.execute(query.group_by(*columns))]


def _there(meant: Meant) -> tuple[ColumnElement[bool], ...]:
    return (campaigns_ways.there(meant, ways_counts.c.village_code),)


def _reason(kind: Kind, roles: frozenset[str]) -> str:
    if kind.state == "grief":
        return "grief"
    if kind.role in roles and kind.state in STATES:
        return kind.state
    return REACHED if _open(kind, roles) else "no_channel"


def _open(kind: Kind, roles: frozenset[str]) -> bool:
    return kind.role in roles and kind.state == "open"


def _exceptions(
    conn: Connection, meant: Meant, kinds: Sequence[Kind], roles: frozenset[str]
) -> list[tuple[str, bool, int]]:
    """Open ways that nobody is written to by all the same: why, whether shared, how many."""
    told = ways.c.endpoint_id.in_(grieving())
    found = [("grief", *row) for row in _rows(conn, meant, told)]
    if _untold(meant, kinds, roles):
        found += _closed(conn, meant, kinds, roles)
    if meant.others:
        closed = campaigns_ways.closed(meant)
        other = and_(not_(told), not_(closed), elsewhere(meant, ways.c.endpoint_id))
        found += [("other", *row) for row in _rows(conn, meant, other)]
    return found


def _untold(meant: Meant, kinds: Sequence[Kind], roles: frozenset[str]) -> list[Kind]:
    """Those that WhatsApp takes only in its window."""
    return [
        kind
        for kind in kinds
        if kind.channel == "whatsapp" and kind.account not in meant.templated and _open(kind, roles)
    ]


def _closed(
    conn: Connection, meant: Meant, kinds: Sequence[Kind], roles: frozenset[str]
) -> list[tuple[str, bool, int]]:
    """All of them but those that wrote lately, and those that are left out as mourning."""
    number: Counter[bool] = Counter()
    for kind in _untold(meant, kinds, roles):
        number[kind.shared] += kind.people
    account = ways.c.account.not_in(sorted(meant.templated))
    since = (meant.sent_at - WINDOW).date()
    late = (LATELY, account, ways.c.seen_on >= since - timedelta(days=1))
    within = (*late, not_(campaigns_ways.closed(meant)))
    told = (ways.c.endpoint_id.in_(grieving()), campaigns_ways.closed(meant))
    for conditions in (within, told):
        for shared, people in _rows(conn, meant, *conditions):
            number[shared] -= people
    return [("window", shared, people) for shared, people in number.items() if people]


def _rows(conn: Connection, meant: Meant, *conditions: Any) -> list[tuple[bool, int]]:
    """How many open ways that are meant, shared ones and others."""
    its = ways.c
    query = select(its.shared, func.count()).where(*_meant(meant), *conditions)
    return [(bool(row[0]), row[1]) for row in conn.execute(query.group_by(its.shared))]


def _meant(meant: Meant) -> tuple[Any, ...]:
    its = ways.c
    mine = its.role.in_(named(meant.audience))
    theirs = (its.several.is_(False), its.trial.is_(meant.trial))
    return (
        text("ways.state = 'open'"),
        mine,
        *theirs,
        campaigns_ways.there(meant, its.village_code),
    )


def _shared(conn: Connection, meant: Meant, kinds: Sequence[Kind], roles: frozenset[str]) -> int:
    """Phones through which several are told, each once."""
    if not any(kind.shared and _open(kind, roles) for kind in kinds):
        return 0
    query = select(func.count(ways.c.endpoint_id.distinct()))
    query = query.where(SHARED, *campaigns_ways.meaning(meant), campaigns_ways.reached(meant))
    return conn.scalar(query) or 0


def fold(conn: Connection) -> None:
    """Adds up what connections to PostgreSQL left that are gone; one process at a time."""
    if conn.dialect.name == "postgresql" and conn.scalar(text(ALONE)):
        conn.execute(text(FOLD))
