"""Freezing: who gets a campaign, stretch by stretch, and whose approval it needs then."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection

from storage import campaigns_rules, campaigns_tally, recipients, timers
from storage.campaigns import Campaign, set_timer, timer_key
from storage.campaigns_audience import Counted, Meant, same_day
from storage.campaigns_held import held, note
from storage.campaigns_rules import Asked
from storage.crypto import Sealer
from storage.recipients import Span


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
    note(conn, campaign, {**values, "state": state}, "campaign_frozen", now)
    if state == "approved":
        set_timer(conn, campaign.id, max(campaign.start_at or now, now), now)
    else:
        timers.cancel(conn, [timer_key(campaign.id)])
    return state


def _asked(campaign: Campaign, day: date, number: int) -> Asked:
    regions, repeated = campaign.audience.regions, campaign.repeat_of is not None
    its = (campaign.id, campaign.author, campaign.made_in, regions, day, number, repeated)
    return Asked(*its, campaign.content)
