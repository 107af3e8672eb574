"""Signs of a broker (*calo*) between the claims: kept for an officer to look at.

They refuse nobody and change nothing that a family is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select, update

from storage import audits
from storage.claims import By, ClaimGone, here
from storage.scope import Scope
from storage.store import insert_into
from storage.tables import claim_events, claim_links, claim_papers, claim_signals, claims, endpoints

HELPER, OFFICER = "helper", "officer"
# A family brings its papers over days; whoever has four at hand at once prepared them before.
FAST_PAPERS = 4
FAST = timedelta(minutes=10)
MANY = 3  # reports by people whom nobody knows, one of a village after the other
NEAR = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Signal:
    """One sign, and whether an officer looked."""

    claim_id: str
    kind: str
    weight: int
    at: datetime
    seen_by: str | None
    seen_at: datetime | None


def listed(conn: Connection, scope: Scope, limit: int = 200) -> tuple[Signal, ...]:
    """The signs that nobody looked at yet, the newest first."""
    query = select(claim_signals).join_from(claim_signals, claims)
    fresh = query.where(here(scope), claim_signals.c.seen_at.is_(None))
    order = (claim_signals.c.at.desc(), claim_signals.c.claim_id, claim_signals.c.kind)
    return tuple(_signal(row) for row in conn.execute(fresh.order_by(*order).limit(limit)))


def of_claim(conn: Connection, scope: Scope, claim_id: str) -> tuple[Signal, ...]:
    """The signs of a claim."""
    query = select(claim_signals).join_from(claim_signals, claims)
    mine = query.where(here(scope), claim_signals.c.claim_id == claim_id)
    return tuple(_signal(row) for row in conn.execute(mine.order_by(claim_signals.c.kind)))


def seen(
    conn: Connection, scope: Scope, claim_id: str, kind: str, actor: str, now: datetime
) -> None:
    """An officer looked at a sign. Raises ClaimGone."""
    known = {each.kind for each in of_claim(conn, scope, claim_id)}
    if kind not in known:
        raise ClaimGone
    mine = and_(claim_signals.c.claim_id == claim_id, claim_signals.c.kind == kind)
    conn.execute(update(claim_signals).where(mine).values(seen_by=actor, seen_at=now))
    audits.officers(conn, actor, "signal_seen", "claim", claim_id, now)


def look(conn: Connection, by: By, claim_id: str) -> Mapping[str, int]:
    """Looks for signs of one claim anew and keeps them; gives those found with their weights.

    One that weighs more than an officer saw is to be looked at again.
    """
    row = conn.execute(select(claims).where(claims.c.id == claim_id)).first()
    if row is None or row.state == "taken_back":
        return {}
    found = {
        "same_account": _same_account(conn, row),
        "same_phone": _same_phone(conn, row),
        "same_photo": _same_photo(conn, row),
        "fast_helper": _fast_helper(conn, row),
        "many_unlinked": _many_unlinked(conn, row),
    }
    signs = {kind: weight for kind, weight in found.items() if weight}
    for kind, weight in signs.items():
        _keep(conn, by.now, claim_id, kind, weight)
    return signs


def _keep(conn: Connection, now: datetime, claim_id: str, kind: str, weight: int) -> None:
    its = claim_signals
    made = insert_into(conn, its).values(claim_id=claim_id, kind=kind, weight=weight, at=now)
    anew = {"weight": weight, "at": now, "seen_by": None, "seen_at": None}
    more = its.c.weight < weight
    conn.execute(
        made.on_conflict_do_update(index_elements=["claim_id", "kind"], set_=anew, where=more)
    )


def _others(claim: Row[Any]) -> Any:
    """Other claims of the same world that stand, about another person or one not known yet."""
    known = claim.participant_id
    another = or_(claims.c.participant_id.is_(None), claims.c.participant_id != known)
    return and_(
        claims.c.id != claim.id,
        claims.c.trial.is_(claim.trial),
        claims.c.state != "taken_back",
        *([another] if known else []),
    )


def _same_account(conn: Connection, claim: Row[Any]) -> int:
    if claim.account_index is None:
        return 0
    return _count(conn, _others(claim), claims.c.account_index == claim.account_index)


def _same_phone(conn: Connection, claim: Row[Any]) -> int:
    """Other claims at the same endpoints, or at others with the same vouched phone.

    A village officer may bring many.
    """
    at = select(endpoints.c.id, endpoints.c.phone_index).join_from(claim_links, endpoints)
    private = claim_links.c.role != OFFICER
    rows = conn.execute(at.where(claim_links.c.claim_id == claim.id, private)).all()
    phones = [index for _, index in rows if index is not None]
    same = or_(
        endpoints.c.id.in_([which for which, _ in rows]), endpoints.c.phone_index.in_(phones)
    )
    there = select(claim_links.c.claim_id).join_from(claim_links, endpoints).where(same)
    return _count(conn, _others(claim), claims.c.id.in_(there))


def _same_photo(conn: Connection, claim: Row[Any]) -> int:
    mine = select(claim_papers.c.digest).where(claim_papers.c.claim_id == claim.id)
    digests = [each for each in conn.scalars(mine) if each is not None]
    there = select(claim_papers.c.claim_id).where(claim_papers.c.digest.in_(digests))
    return _count(conn, _others(claim), claims.c.id.in_(there))


def _fast_helper(conn: Connection, claim: Row[Any]) -> int:
    """How many papers a helper gave within minutes of the report, if they are too many."""
    helps = and_(claim_links.c.claim_id == claim.id, claim_links.c.role == HELPER)
    helpers = list(conn.scalars(select(claim_links.c.endpoint_id).where(helps)))
    its = claim_events.c
    early = and_(its.claim_id == claim.id, its.act == "paper_given", its.actor.in_(helpers))
    query = select(func.count(its.reason.distinct())).where(early)
    count = conn.scalar(query.where(its.at <= claim.created_at + FAST)) or 0
    return int(count) if count >= FAST_PAPERS else 0


def _many_unlinked(conn: Connection, claim: Row[Any]) -> int:
    """How many other reports by people whom nobody knows came within hours, if they are many."""
    if not _unknown(conn, claim.id):
        return 0
    around = claims.c.created_at.between(claim.created_at - NEAR, claim.created_at + NEAR)
    near = claims.c.village_code == claim.village_code
    if claim.village_code is None:
        near = claims.c.village_code.is_(None)
    ids = list(conn.scalars(select(claims.c.id).where(_others(claim), around, near)))
    count = sum(_unknown(conn, each) for each in ids)
    return count if count + 1 >= MANY else 0


def _unknown(conn: Connection, claim_id: str) -> bool:
    """Whether nobody known is linked to the claim: its report said so."""
    its = claim_events.c
    query = select(its.reason).where(its.claim_id == claim_id, its.act == "opened")
    return conn.scalar(query) == "unlinked"


def _count(conn: Connection, *conditions: Any) -> int:
    return int(conn.scalar(select(func.count()).select_from(claims).where(*conditions)) or 0)


def _signal(row: Row[Any]) -> Signal:
    return Signal(row.claim_id, row.kind, row.weight, row.at, row.seen_by, row.seen_at)
