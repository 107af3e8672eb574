"""News of a proof: set once, due in the hours for it, kept from whoever wants none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, select, update

from storage import proof_news, proofs
from storage.news_times import due
from storage.store import Store
from storage.tables import endpoints, participants, timers
from storage.tables import proofs as table
from tests.storage.places import NOW, SEALER
from tests.storage.test_proofs import DESA, OFFICER, READ, sent

# Now, made up or not, when it is due; all UTC, the office is eight hours ahead.
TIMES = [
    (datetime(2026, 11, 23, 2, tzinfo=UTC), False, datetime(2026, 11, 23, 2, tzinfo=UTC)),  # 10.00
    (datetime(2026, 11, 23, 5, tzinfo=UTC), False, datetime(2026, 11, 23, 7, 45, tzinfo=UTC)),
    (datetime(2026, 11, 23, 13, tzinfo=UTC), False, datetime(2026, 11, 24, 1, tzinfo=UTC)),  # night
    (datetime(2026, 11, 23, 13, tzinfo=UTC), True, datetime(2026, 11, 23, 13, tzinfo=UTC)),
]


@pytest.mark.parametrize(("now", "trial", "when"), TIMES)
def test_news_are_due_in_the_hours_for_them(now: datetime, trial: bool, when: datetime) -> None:
    """Made-up people have no night."""
    assert due(now, trial) == when


async def test_a_decision_sets_one_timer_where_the_proof_came_from(store: Store) -> None:
    """Also when it is decided anew before it was told."""

    def work(conn: Connection) -> None:
        phone, siti, proof = sent(conn)
        proofs.refuse(conn, DESA, proof.id, "wrong_sum", OFFICER, NOW, SEALER)
        proof_news.tell(conn, SEALER, proof.id, NOW)
        rows = conn.execute(select(timers.c.key, timers.c.endpoint_id, timers.c.kind)).all()
        key = proof_news.timer_key(siti, phone.id)
        assert [tuple(each) for each in rows] == [(key, phone.id, "proof_told")]

    await store.write(work)


async def test_a_confirmation_is_told_and_noted_once(store: Store) -> None:
    """The first moment stays."""

    def work(conn: Connection) -> None:
        phone, siti, proof = sent(conn)
        proofs.confirm(conn, SEALER, DESA, proof.id, READ, OFFICER, NOW)
        assert conn.scalar(select(timers.c.kind)) == "proof_told"
        proof_news.told(conn, siti, phone.id, NOW)
        proof_news.told(conn, siti, phone.id, NOW.replace(year=2027))
        assert conn.scalar(select(table.c.told_at)) == NOW

    await store.write(work)


# What stands against telling: table, values.
SILENT = [
    (endpoints, {"stopped": "all"}),  # asked for silence
    (endpoints, {"active": False}),  # not there any more
    (participants, {"mourned_at": NOW}),  # a death is told
    (participants, {"standing": "dead"}),
]


@pytest.mark.parametrize(("which", "values"), SILENT)
async def test_nothing_is_told_where_it_would_hurt(
    which: object, values: dict[str, object], store: Store
) -> None:
    """Silence, and grief."""

    def work(conn: Connection) -> None:
        _, _, proof = sent(conn)
        conn.execute(update(which).values(**values))  # type: ignore[arg-type]
        proofs.refuse(conn, DESA, proof.id, "wrong_sum", OFFICER, NOW, SEALER)
        assert conn.execute(select(timers.c.key)).all() == []

    await store.write(work)


async def test_a_proof_that_waits_is_no_news(store: Store) -> None:
    """Nor one that nobody decided."""

    def work(conn: Connection) -> None:
        _, _, proof = sent(conn)
        assert not proof_news.tell(conn, SEALER, proof.id, NOW)

    await store.write(work)
