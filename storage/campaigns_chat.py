"""Campaigns from the chat: which office an officer writes for, and what was given in there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection

from conversations.broadcast import CampaignWritten
from conversations.broadcast_text import Content, office_of
from conversations.facts import OfficeView
from conversations.session import SOURCE
from conversations.words import Catalogue
from program.regions import region
from storage import campaigns, campaigns_rules, officer_chats
from storage.campaigns import NotAllowed, Plan, Refused
from storage.campaigns_audience import Audience
from storage.claims import By
from storage.crypto import Sealer
from storage.officers import Officer

HOME = "63.10"  # of an admin, who has no regions of his own


def offices(conn: Connection, endpoint_ids: Collection[str]) -> dict[str, OfficeView]:
    """The offices of officers who write at these endpoints (fact MyOffice)."""
    found = officer_chats.of_endpoints(conn, endpoint_ids)
    refused = campaigns_rules.rules(conn).refused if found else ()
    return {who: _view(officer, refused) for who, officer in found.items()}


def _view(officer: Officer, refused: tuple[str, ...]) -> OfficeView:
    words = Catalogue(SOURCE)
    codes = officer.regions or (HOME,)
    named = (region(code) for code in codes)
    place = ", ".join(each.name for each in named if each is not None)
    office = office_of(officer.role, officer.regions, HOME, words)
    return OfficeView(office, place, refused)


def give_in(
    conn: Connection, sealer: Sealer, endpoint_id: str, told: CampaignWritten, now: datetime
) -> str | None:
    """Makes and gives in what was written; None where the endpoint is no officer's any more."""
    officer = officer_chats.of_endpoint(conn, endpoint_id)
    if officer is None:
        return None
    by = By(officer.scope, officer.id, now)
    audience = Audience(officer.regions or (HOME,), cover=told.cover)
    office = _view(officer, ()).office
    plan = Plan(told.title, office, Content({SOURCE: told.text}), audience, made_in="chat")
    try:
        which = campaigns.make(conn, sealer, by, plan)
        campaigns.submit(conn, sealer, by, which, 1)
    except (Refused, NotAllowed):  # the rules changed while it was being written
        return None
    return which
