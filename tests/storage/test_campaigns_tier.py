"""WhatsApp's messaging limit: whoever is above it is left out, counted, and never frozen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from storage import campaigns_rules, campaigns_tier, outbox, recipients
from storage.campaigns_audience import Meant
from storage.campaigns_costs import cost
from storage.campaigns_count import count
from storage.crypto import Sealer
from storage.ids import new_id
from storage.keys import load_or_create
from storage.outbox import NewOutboxRow, Outcome
from storage.store import Store
from storage.tables import campaign_recipients
from tests import campaigning as made
from tests.storage.test_campaigns import meant

NOW = made.NOON
OLD = NOW - timedelta(days=2)  # the window is closed
ONE = frozenset({"one"})


def frozen(conn: Connection, its: Meant) -> int:
    """All recipients of a campaign; gives how many were cut."""
    recipients.forget(conn, its.campaign)
    for span in recipients.spans(conn, its):
        recipients.freeze(conn, its, span)
    return campaigns_tier.cut(conn, its)


def left(conn: Connection, its: Meant) -> set[str]:
    """The phones that are frozen."""
    row = campaign_recipients.c
    return set(conn.scalars(select(row.endpoint_id).where(row.campaign_id == its.campaign)))


def told(conn: Connection, who: str, kind: outbox.Kind, at: int) -> None:
    """Something sent to a phone of the number, so many hours ago."""
    when = NOW - timedelta(hours=at)
    row = NewOutboxRow(new_id(when), who, "whatsapp", "one", kind, "kabar", b"", when, when)
    outbox.put(conn, [row])
    (taken,) = outbox.claim(conn, "whatsapp", "one", when, 1)
    outbox.finish(conn, [Outcome(taken.seq, "sent", sent_at=when)])


async def test_only_so_many_are_written_to_first(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The count says how many are left out, the frozen ones are just the others."""
    monkeypatch.setattr(campaigns_rules, "TIERS", (3, 5))
    sealer = Sealer(load_or_create(tmp_path / "keys" / "test.keys", NOW, True))

    def happen(conn: Connection) -> None:
        by = made.by(made.officer(conn, "kabupaten", ("63.10",)))
        campaigns_rules.keep(conn, by, "tier", "3")
        whatsapp: dict[str, Any] = {"channel": "whatsapp", "account": "one"}
        closed = [made.phone(conn, sealer, f"old{each}", OLD, **whatsapp) for each in range(5)]
        free = [
            made.phone(conn, sealer, "fresh", **whatsapp),  # wrote today: an answer, not a template
            made.phone(conn, sealer, "telegram", OLD, channel="telegram"),
        ]
        for seed, phone in enumerate((*closed, *free)):
            made.member(conn, sealer, seed, phone)
        author = made.officer(conn)
        its = meant(templated=ONE, campaign=made.submitted(conn, sealer, author, made.plan()))
        plain = count(conn, its)
        assert (plain.reached, plain.messages) == (7, 7)
        seen = campaigns_tier.counted(conn, its, plain, cost(conn, its, plain).people)
        assert (seen.people, seen.reached, seen.messages) == (7, 5, 5)
        assert dict(seen.left_out) == {"tier": 2}
        assert frozen(conn, its) == 2
        assert left(conn, its) == {*sorted(closed)[:3], *free}
        # Frozen again after a crash, it is the same.
        assert frozen(conn, its) == 2
        # Another campaign of the day has the number's whole day already.
        which = made.submitted(conn, sealer, author, made.plan())
        second = replace(its, campaign=which, others=(its.campaign,))
        assert campaigns_tier.room(conn, second) == 0
        # What was sent counts a day long, each phone once; callbacks and replies do not.
        recipients.forget(conn, its.campaign)
        for at, kind in ((1, "campaign"), (2, "notice"), (30, "campaign"), (3, "reply")):
            told(conn, closed[0] if at < 3 else closed[1], kind, at)  # type: ignore[arg-type]
        assert campaigns_tier.room(conn, its) == 2
        # Without limit nobody is left out; without a template nobody is counted.
        campaigns_rules.keep(conn, by, "tier", campaigns_rules.UNLIMITED)
        assert frozen(conn, its) == 0
        assert campaigns_tier.cut(conn, replace(its, templated=frozenset())) == 0
        with pytest.raises(ValueError, match="tier"):
            campaigns_rules.keep(conn, by, "tier", "17")

    await store.write(happen)
