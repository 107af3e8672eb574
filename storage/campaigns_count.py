"""How many a campaign reaches, and who is left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, not_, select

from storage import campaigns_tally, campaigns_ways
from storage.campaigns_audience import (
    FIRST,
    ID_AT,
    RANK,
    REACHED,
    REASONS,
    Counted,
    Meant,
    ordered,
    people,
)


def count(conn: Connection, meant: Meant) -> Counted:
    """How many people, phones, and who is left out."""
    its = ordered(conn, meant)
    found: dict[str, int] = {}
    phones = 0
    if not its.of_claims:
        counted = campaigns_tally if campaigns_tally.known(its) else campaigns_ways
        found, phones = counted.counts(conn, its)
    for rank, number in _several(conn, its).items():
        found[rank] = found.get(rank, 0) + number
    phones += _more_phones(conn, its)
    left = {why: found[RANK[why]] for why in REASONS[1:] if RANK[why] in found}
    reached = found.get(RANK[REACHED], 0)
    return Counted(reached + sum(left.values()), reached, phones, left)


def _several(conn: Connection, meant: Meant) -> Mapping[str, int]:
    """People by rank, of those whose best way is to be found first."""
    found = people(meant).subquery("found")
    rank = func.substr(func.ltrim(func.substr(found.c.best, 1, 2), FIRST), 1, 1)
    query = select(rank, func.count()).group_by(rank)
    return {row[0]: row[1] for row in conn.execute(query)}


def _more_phones(conn: Connection, meant: Meant) -> int:
    """Phones of these that do not get it anyhow."""
    found = people(meant).subquery("found")
    best = found.c.best
    reached = func.substr(best, 1, 1) == RANK[REACHED]
    which = func.substr(best, ID_AT, 32).label("which")
    phones = select(which).where(reached).distinct().subquery("phones")
    query: Any = select(func.count()).select_from(phones)
    if not meant.of_claims:
        query = query.where(not_(campaigns_ways.also(meant, phones.c.which)))
    return conn.scalar(query) or 0
