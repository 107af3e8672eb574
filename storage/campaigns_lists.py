"""Audiences kept by name: an office addresses the same people again.

A list keeps who was meant, and the NIKs of the campaign that it was kept from. It opens nothing:
the regions of whoever uses it still hold, at the form, when counted and when frozen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, String, and_, delete, insert, literal, select

from storage import audits, campaigns_audience
from storage.campaigns import Campaign, CampaignGone, around
from storage.campaigns_audience import Audience
from storage.campaigns_rules import in_scope
from storage.claims import By
from storage.ids import new_id
from storage.scope import within
from storage.store import insert_into
from storage.tables import campaign_lists, campaign_niks

MOST_NAME: Final = 120  # characters
MOST: Final = 100  # lists shown to one officer; an office keeps a handful


@dataclass(frozen=True, slots=True)
class Kept:
    """A list as it stands."""

    id: str
    name: str
    audience: Audience
    campaign: str  # whose NIKs it holds
    kept_at: datetime


def kept(conn: Connection, by: By) -> tuple[Kept, ...]:
    """Those of the officer's regions, by name."""
    its = campaign_lists.c
    query = select(campaign_lists).where(within(by.scope, its.region_code))
    rows = conn.execute(query.order_by(its.name, its.id).limit(MOST))
    return tuple(each for each in map(_read, rows) if _mine(by, each))


def one(conn: Connection, by: By, which: str) -> Kept:
    """The list, where the officer works. Raises CampaignGone."""
    its = campaign_lists.c
    mine = and_(its.id == which, within(by.scope, its.region_code))
    row = conn.execute(select(campaign_lists).where(mine)).one_or_none()
    if row is None or not _mine(by, found := _read(row)):
        raise CampaignGone
    return found


def keep(conn: Connection, by: By, name: str, campaign: Campaign) -> str:
    """Keeps whom a campaign is for; gives the list's id. Raises ValueError without a name."""
    called = " ".join(name.split())[:MOST_NAME]
    if not called:
        raise ValueError("a list has a name")
    which = new_id(by.now)
    row = {
        "id": which,
        "name": called,
        "audience": campaigns_audience.to_json(campaign.audience),
        "region_code": around(campaign.audience.regions),
        "campaign_id": campaign.id,
        "kept_by": by.actor,
        "kept_at": by.now,
    }
    conn.execute(insert(campaign_lists), row)
    audits.officers(conn, by.actor, "campaign_list_kept", "campaign_list", which, by.now)
    return which


def drop(conn: Connection, by: By, which: str) -> None:
    """Forgets it; campaigns made of it stay. Raises CampaignGone."""
    found = one(conn, by, which)
    conn.execute(delete(campaign_lists).where(campaign_lists.c.id == found.id))
    audits.officers(conn, by.actor, "campaign_list_dropped", "campaign_list", which, by.now)


def use(conn: Connection, by: By, which: str, campaign: str) -> None:
    """Gives the list's NIKs to a campaign that was just made. Raises CampaignGone."""
    found, its = one(conn, by, which), campaign_niks.c
    theirs = select(literal(campaign, String), its.nik_index)
    mine = theirs.where(its.campaign_id == found.campaign)
    names = ["campaign_id", "nik_index"]
    put = insert_into(conn, campaign_niks).from_select(names, mine)
    conn.execute(put.on_conflict_do_nothing())


def _mine(by: By, found: Kept) -> bool:
    return all(in_scope(by.scope, each) for each in found.audience.regions)


def _read(row: Row[Any]) -> Kept:
    audience = campaigns_audience.from_json(row.audience)
    return Kept(row.id, row.name, audience, row.campaign_id, row.kept_at)
