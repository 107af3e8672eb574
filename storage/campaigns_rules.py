"""Rules of campaigns: what the kabupaten keeps, and whose approval a campaign needs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from sqlalchemy import Connection, delete, func, select

from conversations.broadcast_rules import marks, plain
from conversations.broadcast_text import Content
from storage import audits
from storage.claims import By
from storage.officers import Officer
from storage.scope import WHOLE, Scope
from storage.sponsors import lies_in
from storage.store import insert_into
from storage.tables import campaign_rules, campaigns

Kind: TypeAlias = Literal["allowed", "refused", "limit", "rate", "tier"]
Needs: TypeAlias = Literal["none", "second", "kabupaten"]

LIMIT: Final = 100  # recipients an officer may reach in a day alone, over all campaigns (issue 10)
# Messaging limits of WhatsApp numbers: people that one may write to first in 24 hours (DESIGN.md
# section 6, LIMITS.md); a new number has the first.
TIERS: Final = (250, 2_000, 10_000, 100_000)
UNLIMITED: Final = "0"
MOST_RATE: Final = 100_000  # rupiah; a template costs hundreds, more is a slip of the hand
MOST_RULES = 500  # of one kind; a kabupaten keeps dozens
KEEPERS: Final = ("admin", "kabupaten")  # roles that keep the rules and let links through
VILLAGE_PARTS = 4  # of a village's code, "63.10.03.2004"


@dataclass(frozen=True, slots=True)
class Rate:
    """What Meta takes for one template in Indonesia since a day, as the office wrote it down."""

    since: date
    rupiah: int

    @property
    def kept(self) -> str:
        """As it is kept, "2026-10-01 450": in the order of days."""
        return f"{self.since.isoformat()} {self.rupiah}"


def read_rate(value: str) -> Rate:
    """A rate of "2026-10-01 450" or "2026-10-01 Rp450". Raises ValueError."""
    day, _, sum_ = value.partition(" ")
    digits = sum_.strip().lower().removeprefix("rp").replace(".", "").strip()
    if not digits.isascii() or not digits.isdecimal() or int(digits) > MOST_RATE:
        raise ValueError("a rate is a day and a sum")
    return Rate(date.fromisoformat(day), int(digits))


@dataclass(frozen=True, slots=True)
class Rules:
    """What the kabupaten keeps."""

    allowed: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    limit: int = LIMIT
    rates: tuple[Rate, ...] = ()  # the oldest first
    tier: int | None = TIERS[0]  # None: without limit

    def rate(self, day: date) -> Rate | None:
        """What a template costs on a day; None where the office has not written it down."""
        return next((each for each in reversed(self.rates) if each.since <= day), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """What decides whose approval is needed."""

    campaign: str
    author: str
    made_in: str
    regions: Sequence[str]
    day: date
    count: int
    repeated: bool
    content: Content


def rules(conn: Connection) -> Rules:
    """Everything that is kept."""
    its = campaign_rules.c
    rows = conn.execute(select(its.kind, its.value).order_by(its.kind, its.value)).all()
    found = {
        kind: [row.value for row in rows if row.kind == kind] for kind in ("allowed", "refused")
    }
    limits = [int(row.value) for row in rows if row.kind == "limit"]
    limit = limits[0] if limits else LIMIT
    rates = tuple(read_rate(row.value) for row in rows if row.kind == "rate")
    tiers = [int(row.value) or None for row in rows if row.kind == "tier"]
    tier = tiers[0] if tiers else TIERS[0]
    return Rules(tuple(found["allowed"]), tuple(found["refused"]), limit, rates, tier)


def keep(conn: Connection, by: By, kind: Kind, value: str) -> None:
    """Adds a link or number, a name, a rate; or sets the limit or tier. Raises ValueError."""
    kept = " ".join(value.split())[:128]
    if kind == "limit":
        kept = str(int(kept))
        if not 0 <= int(kept) <= 1_000_000:
            raise ValueError("a limit is a number of people")
        conn.execute(delete(campaign_rules).where(campaign_rules.c.kind == "limit"))
    elif kind == "tier":
        if kept not in (*map(str, TIERS), UNLIMITED):
            raise ValueError("a tier is one of Meta's")
        conn.execute(delete(campaign_rules).where(campaign_rules.c.kind == "tier"))
    elif kind == "allowed":
        kept = plain(kept)
    elif kind == "rate":
        kept = read_rate(kept).kept
    if not kept:
        raise ValueError("there is nothing to keep")
    row = {"kind": kind, "value": kept, "set_by": by.actor, "set_at": by.now}
    conn.execute(insert_into(conn, campaign_rules).values(row).on_conflict_do_nothing())
    audits.officers(conn, by.actor, "campaign_rule_kept", "campaign_rule", kind, by.now)


def drop(conn: Connection, by: By, kind: Kind, value: str) -> None:
    """Takes one away."""
    its = campaign_rules.c
    conn.execute(delete(campaign_rules).where(its.kind == kind, its.value == value))
    audits.officers(conn, by.actor, "campaign_rule_dropped", "campaign_rule", kind, by.now)


def needed(conn: Connection, asked: Asked) -> Needs:
    """Whose approval it needs before anything is sent."""
    kept = rules(conn)
    # Nobody reads here what stands in a picture: the kabupaten looks at it.
    if asked.content.file or set(marks(asked.content)) - set(kept.allowed):
        return "kabupaten"
    beyond = len(set(asked.regions)) > 1 or any(not is_village(each) for each in asked.regions)
    if asked.made_in == "chat" or beyond or asked.repeated:
        return "second"
    before = _reached(conn, asked)
    return "second" if before + asked.count > kept.limit else "none"


def is_village(code: str) -> bool:
    """Whether a region's code is a village's."""
    return len(code.split(".")) == VILLAGE_PARTS


def may_approve(needs: str, touched: Collection[str], regions: Sequence[str], who: Officer) -> bool:
    """Whether an officer may: has not touched it, works in all its regions, has the role for it."""
    if who.id in touched or not all(in_scope(who.scope, each) for each in regions):
        return False
    return needs != "kabupaten" or who.role in KEEPERS


def in_scope(scope: Scope, region: str) -> bool:
    """Whether a region lies in the scope; the whole nation only in itself."""
    if scope == Scope.whole():
        return True
    return region != WHOLE and lies_in(scope, region)


def _reached(conn: Connection, asked: Asked) -> int:
    """How many the officer's other campaigns of that day are for."""
    its = campaigns.c
    theirs = (its.author == asked.author, its.day == asked.day, its.id != asked.campaign)
    query = select(func.coalesce(func.sum(its.recipients), 0))
    return int(conn.scalar(query.where(*theirs, its.state != "cancelled")) or 0)
