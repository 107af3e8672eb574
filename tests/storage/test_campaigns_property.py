"""Nobody gets a campaign twice, on both databases; and the test that says so sees a fault."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from storage import campaigns
from storage.crypto import Sealer
from storage.keys import load_or_create
from storage.store import Store
from storage.tables import campaign_recipients
from tests import campaigning as made
from tests.storage.test_campaigns import LEFT_OUT, Machine

NOW = made.NOON
RUNS = 2  # campaigns by chance in each database; Hypothesis has many more in memory
ACTS = 25
WHOM = ("stop", "news", "die", "grieve", "block")
ALL = (*WHOM, "pause", "resume", *("tick", "retry") * 4, *("send", "fail", "lose", "crash") * 2)
# What a fault would need: somebody's outcome is lost, and all that failed is tried again.
LOST = [("tick", 0), ("crash", 2), ("tick", 0), ("retry", 0), ("tick", 0), ("send", 9)]


@pytest.fixture
def sealer(tmp_path: Path) -> Sealer:
    """Keys of this test."""
    return Sealer(load_or_create(tmp_path / "keys" / "test.keys", NOW, True))


def ran(machine: Machine, acts: list[tuple[str, int]]) -> None:
    """Does all, and what is left to do; nobody has it twice at any moment."""
    rest = [("retry", 0), ("resume", 0), ("tick", 0), ("send", 9)] * 4
    for act, which in (*acts, *rest):
        machine.do(act, which)
        assert all(times == 1 for times in machine.model.handed.values()), act


def anew(conn: Connection, work: Callable[[], None]) -> None:
    """Runs it in a transaction of its own, of which nothing stays."""
    with conn.begin_nested() as inside:
        work()
        inside.rollback()


async def test_nobody_twice_on_either_database(store: Store, sealer: Sealer) -> None:
    """For mixes of stops, deaths, pauses, crashes, losses and retries; at the end all are told."""
    chance = random.Random(10)

    def work(conn: Connection) -> None:
        for _ in range(RUNS):
            before = [(chance.choice(LEFT_OUT), chance.randrange(5)) for _ in range(2)]
            acts = [(chance.choice(ALL), chance.randrange(1, 5)) for _ in range(ACTS)]
            anew(conn, lambda before=before, acts=acts: told(conn, before, acts))  # type: ignore[misc]

    def told(conn: Connection, before: Any, acts: Any) -> None:
        machine = Machine(conn, sealer, before)
        ran(machine, acts)
        row = campaign_recipients.c
        left = conn.scalars(select(row.state).where(row.campaign_id == machine.which)).all()
        assert set(left) <= {"sent", "failed", "unknown", "dropped"}

    await store.write(work)


async def test_resending_unknown_outcomes_is_seen(
    store: Store, sealer: Sealer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the fault the same run goes red: a second message is handed over to one phone.

    What sees it is the count of messages handed over, which a crash adds to as well.
    """
    retry = campaigns.retry

    def faulty(conn: Connection, sealer: Sealer, by: Any, which: str) -> int:
        row = campaign_recipients.c
        lost = update(campaign_recipients).where(row.campaign_id == which, row.state == "unknown")
        conn.execute(lost.values(state="failed"))
        return retry(conn, sealer, by, which)

    def work(conn: Connection) -> None:
        anew(conn, lambda: ran(Machine(conn, sealer, []), LOST))
        monkeypatch.setattr(campaigns, "retry", faulty)
        with pytest.raises(AssertionError, match="send"):
            ran(Machine(conn, sealer, []), LOST)

    await store.write(work)
