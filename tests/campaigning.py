"""Campaigns for tests: phones with people on them, and an officer's plan."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from conversations.broadcast_text import Button, Content
from storage import campaigns, endpoints, officers
from storage.campaigns import Plan
from storage.campaigns_audience import Audience
from storage.claims import By
from storage.crypto import Sealer
from storage.endpoints import Endpoint, Seen, fresh
from storage.officers import Officer, Role
from storage.scope import WHOLE, Scope
from tests import members
from tests.people import person

VILLAGE, OTHER = "63.10.01.2005", "63.10.03.2004"
NOON = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # a Monday, ten in the morning in Tanah Bumbu
TEXT = "Yth. {nama}, besok petugas ada di balai {desa}. Perlindungan sampai {terlindungi_sampai}."


def phone(
    conn: Connection,
    sealer: Sealer,
    name: str,
    now: datetime = NOON,
    channel: str = "terminal",
    account: str = "local",
    index: bytes | None = None,
    **more: Any,
) -> str:
    """An endpoint that is nobody's of the simulator; gives its id."""
    key = index or sealer.index("tests.phone", f"{channel} {name}")
    seen = Seen(
        channel, account, name, key, bool(more.pop("trial", False)), more.pop("number", None)
    )
    new: Endpoint = replace(fresh(seen, now), **more)
    endpoints.put(conn, sealer, [new], now)
    return new.id


def member(
    conn: Connection,
    sealer: Sealer,
    seed: int,
    endpoint: str | None,
    village: str = VILLAGE,
    **more: Any,
) -> str:
    """Somebody of the village, reached by the endpoint; gives the id."""
    its = person(random.Random(seed))
    return members.member(conn, sealer, its, village, endpoint=endpoint, now=NOON, **more)


def officer(
    conn: Connection, role: Role = "desa", regions: tuple[str, ...] = (VILLAGE,), name: str = ""
) -> Officer:
    """An officer of these regions."""
    login = name or f"{role}-{random.Random(str((role, regions, name))).randrange(10**9)}"
    which = officers.add(conn, login, login.title(), role, regions, "test", NOON)
    return Officer(which, login, login.title(), role, regions, "active")


def by(who: Officer, now: datetime = NOON) -> By:
    """The officer acting."""
    return By(Scope(who.regions or (WHOLE,)), who.id, now)


def plan(text: str = TEXT, regions: tuple[str, ...] = (VILLAGE,), **more: Any) -> Plan:
    """What an officer writes down; `audience` gives parts of it."""
    audience = Audience(regions, **more.pop("audience", {}))
    buttons = more.pop("buttons", (("daftar", "Daftar"), ("answer", "Saya datang")))
    content = Content(
        {"id": text}, tuple(Button(*each) for each in buttons), more.pop("template", "")
    )
    return Plan("Kabar", "Pemerintah Desa Segumbang", content, audience, **more)


def submitted(
    conn: Connection, sealer: Sealer, who: Officer, its: Plan, now: datetime = NOON
) -> str:
    """A campaign that was given in; gives its id."""
    which = campaigns.make(conn, sealer, by(who, now), its)
    campaigns.submit(conn, sealer, by(who, now), which, 1)
    return which


def approved(
    conn: Connection, sealer: Sealer, who: Officer, which: str, now: datetime = NOON
) -> None:
    """Somebody else approves what was frozen."""
    found = campaigns.one(conn, sealer, by(who, now), which)
    campaigns.approve(conn, sealer, by(who, now), who, which, found.version)
