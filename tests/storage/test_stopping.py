"""STOP of one person on a shared phone: campaigns and reminders leave that one alone, no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select

from bot.campaigns import verdict
from storage import campaigns_claimed, campaigns_run, endpoints, recipients
from storage.campaigns_count import count
from storage.crypto import Sealer
from storage.keys import load_or_create
from storage.store import Store
from storage.tables import campaign_recipients, journal_rows, links, ways
from storage.tables import outbox as said
from tests import campaigning as made
from tests.storage.test_campaigns import meant

NOW = made.NOON


@pytest.fixture
def sealer(tmp_path: Path) -> Sealer:
    """Keys of this test."""
    return Sealer(load_or_create(tmp_path / "keys" / "test.keys", NOW, True))


async def test_one_of_a_phone_is_left_alone_and_the_others_are_not(
    store: Store, sealer: Sealer
) -> None:
    """Counted, frozen and asked once more when it is sent; "mulai" takes it back."""

    def happen(conn: Connection) -> None:
        shared, far = made.phone(conn, sealer, "shared"), made.phone(conn, sealer, "far")
        siti = made.member(conn, sealer, 1, shared)
        darto = made.member(conn, sealer, 2, shared, role="helper")
        endpoints.stop_one(conn, shared, siti, "all")
        told = count(conn, meant())
        assert (told.messages, dict(told.left_out)) == (1, {"stopped": 1})
        who = made.officer(conn)
        which = made.submitted(conn, sealer, who, made.plan())
        for span in recipients.spans(conn, its := meant(campaign=which)):
            recipients.freeze(conn, its, span)
        row = campaign_recipients.c
        frozen = conn.execute(select(row.endpoint_id, row.participant_id)).all()
        assert [tuple(each) for each in frozen] == [(shared, darto)]
        campaigns_run._queue(conn, which, 10, NOW)
        _held(conn, shared, which, "")
        endpoints.stop_one(conn, shared, darto, "news")
        _held(conn, shared, which, "stopped")
        states = conn.execute(select(ways.c.participant_id, ways.c.state)).all()
        assert {each[0]: each[1] for each in states} == {siti: "stopped", darto: "consent"}
        for each in (siti, darto):
            endpoints.stop_one(conn, shared, each, "none")
        assert dict(count(conn, meant()).left_out) == {}
        endpoints.stop_one(conn, far, siti, "all")  # a phone that speaks for nobody
        assert dict(count(conn, meant()).left_out) == {}
        noted = select(journal_rows.c.subject, journal_rows.c.value)
        kept = conn.execute(noted.where(journal_rows.c.kind == "stopped_one")).all()
        assert {each[0]: each[1] for each in kept} == {
            siti + shared: "none",
            darto + shared: "none",
        }

    await store.write(happen)


def _held(conn: Connection, phone: str, which: str, why: str) -> None:
    """What a claimed row of the phone is told."""
    row = conn.execute(select(said).where(said.c.endpoint_id == phone)).one()
    claimed = [_Claimed(row.id, phone, which)]
    known = campaigns_claimed.standing(conn, claimed)  # type: ignore[arg-type]
    campaign = _Running()
    assert verdict(campaign, known.get(row.id), quiet=False) == why  # type: ignore[arg-type]


class _Running:
    state = "running"


class _Claimed:
    def __init__(self, row: str, phone: str, which: str) -> None:
        self.id, self.endpoint_id, self.message_id = row, phone, which


async def test_stop_of_the_own_person_stops_all_ways_to_them(store: Store, sealer: Sealer) -> None:
    """Who says it of themselves on their own phone is not reached through a helper's either."""

    def happen(conn: Connection) -> None:
        own, neighbour = made.phone(conn, sealer, "own"), made.phone(conn, sealer, "neighbour")
        siti = made.member(conn, sealer, 1, own)
        way = {"endpoint_id": neighbour, "participant_id": siti, "role": "helper"}
        conn.execute(insert(links), {**way, "created_at": NOW})
        made.member(conn, sealer, 2, own, role="helper")
        endpoints.stop_one(conn, neighbour, siti, "all")
        assert count(conn, meant()).reached == 2
        endpoints.stop_one(conn, own, siti, "all")
        told = count(conn, meant())
        assert (told.reached, dict(told.left_out)) == (1, {"stopped": 1})

    await store.write(happen)
