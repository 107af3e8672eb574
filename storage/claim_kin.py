"""Kin: who asks about a claim from which phone, and who may be told more than the state of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, select, update

from storage.claim_news import hush
from storage.claims import HEARD
from storage.crypto import Sealer
from storage.endpoints import Endpoint
from storage.store import insert_into
from storage.tables import claim_events, claim_links, endpoints

STRANGERS = ("neighbour", "other")  # relations that make a helper, and no second relative


def link(
    conn: Connection,
    sealer: Sealer,
    claim_id: str,
    endpoint: Endpoint,
    asker: tuple[str, str],
    disclosed_by: str | None,
    now: datetime,
) -> None:
    """Links an endpoint to a claim; `asker` is name and relation as told, each "" if untold.

    Who is linked already stays as they are, but may be told more from now on.
    """
    name, relation = asker
    row = {
        "claim_id": claim_id,
        "endpoint_id": endpoint.id,
        "role": "helper" if relation in STRANGERS else "family",
        "relation": relation,
        "name": sealer.seal_text(name, claim_links.name, "name", claim_id) if name else None,
        "disclosed": False,
        "disclosed_by": None,
        "created_at": now,
    }
    conn.execute(insert_into(conn, claim_links).on_conflict_do_nothing(), row)
    if disclosed_by:
        disclose(conn, claim_id, [endpoint.id], disclosed_by)


def unlink(conn: Connection, claim_id: str, endpoint_id: str) -> None:
    """Nothing of the claim is told there any more."""
    conn.execute(delete(claim_links).where(_at(claim_id, [endpoint_id])))
    hush(conn, claim_id, endpoint_id)


def disclose(conn: Connection, claim_id: str, endpoint_ids: Collection[str], why: str) -> list[str]:
    """Lets linked endpoints be told the membership and sums; gives those that could not before."""
    closed = and_(_at(claim_id, endpoint_ids), claim_links.c.disclosed.is_(False))
    ids = list(conn.scalars(select(claim_links.c.endpoint_id).where(closed)))
    conn.execute(update(claim_links).where(closed).values(disclosed=True, disclosed_by=why))
    return ids


def withdraw(conn: Connection, claim_id: str) -> None:
    """Lets nobody be told the membership any more: the claim is about somebody else."""
    mine = claim_links.c.claim_id == claim_id
    conn.execute(update(claim_links).where(mine).values(disclosed=False, disclosed_by=None))


def of_claim(conn: Connection, claim_id: str) -> list[str]:
    """The endpoints linked to a claim."""
    mine = select(claim_links.c.endpoint_id).where(claim_links.c.claim_id == claim_id)
    return list(conn.scalars(mine.order_by(claim_links.c.endpoint_id)))


def copy(conn: Connection, claim_id: str, other: str, now: datetime) -> None:
    """Links the endpoints of a claim to another, where nothing is disclosed to them yet."""
    mine = select(claim_links).where(claim_links.c.claim_id == claim_id)
    fixed = {"claim_id": other, "name": None, "disclosed": False, "disclosed_by": None}
    rows = [{**each, **fixed, "created_at": now} for each in conn.execute(mine).mappings()]
    if rows:
        conn.execute(insert_into(conn, claim_links).on_conflict_do_nothing(), rows)


def opener(conn: Connection, claim_id: str) -> str | None:
    """The endpoint that told of it first."""
    mine = and_(claim_events.c.claim_id == claim_id, claim_events.c.act == "opened")
    found: str | None = conn.scalar(select(claim_events.c.actor).where(mine))
    return found


def second_relative(conn: Connection, claim_id: str, endpoint: Endpoint, relation: str) -> bool:
    """Whether a relative's report comes beside that of another relative with another phone.

    Both must be known to the record and both phones vouched for: one person with two channels, or
    two cards nobody vouches for, confirm nothing. Of made-up people two endpoints suffice.
    """
    if relation in STRANGERS:
        return False
    event, at = claim_events.c, endpoints.c
    told = select(at.id, at.phone_index).join_from(claim_events, endpoints, at.id == event.actor)
    mine = and_(event.claim_id == claim_id, event.act.in_(HEARD), event.reason == "linked")
    kin = and_(
        claim_links.c.claim_id == claim_id,
        claim_links.c.endpoint_id == at.id,
        claim_links.c.relation.not_in(STRANGERS),
    )
    rows = {
        row.id: row.phone_index for row in conn.execute(told.join(claim_links, kin).where(mine))
    }
    own = conn.scalar(select(at.phone_index).where(at.id == endpoint.id))
    others = [phone for which, phone in rows.items() if which != endpoint.id]
    if endpoint.trial:
        return bool(others)
    return own is not None and any(phone is not None and phone != own for phone in others)


def _at(claim_id: str, endpoint_ids: Collection[str]) -> ColumnElement[bool]:
    mine = claim_links.c.endpoint_id.in_(list(endpoint_ids))
    return and_(claim_links.c.claim_id == claim_id, mine)
