"""What a campaign costs on WhatsApp: by the office's own dated rates, and never guessed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from storage import campaigns_rules
from storage.campaigns_costs import cost
from storage.campaigns_count import count
from storage.campaigns_rules import Rate, read_rate
from storage.crypto import Sealer
from storage.keys import load_or_create
from storage.store import Store
from tests import campaigning as made
from tests.storage.test_campaigns import meant

NOW = made.NOON

WRITTEN = [
    ("2026-10-01 450", Rate(date(2026, 10, 1), 450)),  # as the form sends it
    ("2026-10-01 Rp1.450", Rate(date(2026, 10, 1), 1450)),  # as people write sums
    ("2026-10-01 0", Rate(date(2026, 10, 1), 0)),  # free
    ("2026-10-01", None),  # no sum
    ("450", None),  # no day
    ("2026-13-01 450", None),  # no such day
    ("2026-10-01 -450", None),  # less than nothing
    ("2026-10-01 =1+1", None),  # no number
    ("2026-10-01 100001", None),  # a slip of the hand
]


@pytest.mark.parametrize(("written", "rate"), WRITTEN)
def test_a_rate_is_a_day_and_a_sum(written: str, rate: Rate | None) -> None:
    """Everything else is refused."""
    if rate is None:
        with pytest.raises(ValueError, match=r"rate|isoformat|month"):
            read_rate(written)
    else:
        assert read_rate(written) == rate
        assert read_rate(rate.kept) == rate


async def test_only_those_who_need_the_template_cost_and_by_the_days_rate(
    store: Store, tmp_path: Path
) -> None:
    """Whoever wrote within 24 hours gets free words; without a rate the sum is not known."""
    sealer = Sealer(load_or_create(tmp_path / "keys" / "test.keys", NOW, True))

    def happen(conn: Connection) -> None:
        old = NOW - timedelta(days=2)
        for seed, seen in ((1, old), (2, old), (3, NOW)):
            name = f"wa{seed}"
            its = made.phone(conn, sealer, name, seen, channel="whatsapp", account="one")
            made.member(conn, sealer, seed, its)
        made.member(conn, sealer, 4, made.phone(conn, sealer, "free"))
        asked = meant(templated=frozenset({"one"}))
        told = cost(conn, asked, count(conn, asked))
        assert (told.people, told.rupiah) == (2, None)
        by = made.by(made.officer(conn, "kabupaten", ("63.10",)))
        for each in ("2026-10-01 400", "2026-12-01 900", "2026-01-01 100"):
            campaigns_rules.keep(conn, by, "rate", each)
        told = cost(conn, asked, count(conn, asked))
        assert (told.people, told.rupiah, told.rate) == (2, 800, Rate(date(2026, 10, 1), 400))

    await store.write(happen)
