"""Ways to people: whatever happens, the triggers keep what would be made anew from the tables."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update

from storage import endpoints, mourning
from storage.crypto import Sealer
from storage.keys import load_or_create
from storage.store import Store
from storage.tables import endpoints as phones
from storage.tables import links, participants, ways
from tests import campaigning as made

NOW = made.NOON
MIGRATION = import_module("storage.migrations.versions.0016_audiences")


@pytest.fixture
def sealer(tmp_path: Path) -> Sealer:
    """Keys of this test."""
    return Sealer(load_or_create(tmp_path / "keys" / "test.keys", NOW, True))


def rows(conn: Connection) -> list[tuple[Any, ...]]:
    """All ways, in one order on both databases."""
    return sorted(tuple(map(str, row)) for row in conn.execute(select(ways)))


def anew(conn: Connection) -> list[tuple[Any, ...]]:
    """The ways as the migration makes them of what stands in the tables."""
    conn.execute(delete(ways))
    for statement in MIGRATION.written(conn.dialect.name):
        conn.execute(text(statement))
    return rows(conn)


async def test_triggers_keep_what_would_be_made_anew(store: Store, sealer: Sealer) -> None:
    """After each of the things that happen to people, links and phones, on both databases."""

    def link(who: str, phone: str, role: str) -> dict[str, Any]:
        return {"endpoint_id": phone, "participant_id": who, "role": role, "created_at": NOW}

    def happen(conn: Connection) -> None:
        own, other, third = (made.phone(conn, sealer, name) for name in ("a", "b", "c"))
        siti = made.member(conn, sealer, 1, own)
        darto = made.member(conn, sealer, 2, None)
        who, its, row = participants.c, phones.c, links.c
        person, phone = update(participants).where(who.id == siti), update(phones)
        here = {"standing": "here", "mourned_at": None}
        acts = (
            insert(links).values(link(darto, own, "helper")),  # the first way of somebody
            insert(links).values(link(siti, other, "helper")),  # a second way
            phone.where(its.id == own).values(active=False),  # blocked
            phone.where(its.id == own).values(active=True, stopped="news"),
            phone.where(its.id == own).values(stopped="none"),
            update(links).where(row.participant_id == darto).values(stopped="all"),  # of him alone
            phone.where(its.id == own).values(active=False),
            phone.where(its.id == own).values(active=True),
            update(links).where(row.participant_id == darto).values(stopped="news"),
            update(links).where(row.participant_id == siti).values(stopped="all"),
            update(links).where(row.participant_id == siti).values(stopped="none"),
            phone.where(its.id == other).values(doubt=True, stopped="all"),
            phone.where(its.id == other).values(last_seen_at=NOW + timedelta(days=3)),
            person.values(village_code=made.OTHER),  # moved
            person.values(standing="dead"),
            person.values(**here),
            update(links).where(row.endpoint_id == other).values(endpoint_id=third),  # moved phone
            delete(links).where(row.participant_id == siti, row.role == "helper"),
            delete(links).where(row.participant_id == darto),  # nobody speaks for him any more
            delete(links).where(row.participant_id == siti),
        )
        for act in acts:
            conn.execute(act)
            kept = rows(conn)
            assert kept == anew(conn), str(act)
            assert {each[1] for each in kept} == {siti, darto}
        endpoints.stop(conn, [(own, "all")])
        mourning.begin(conn, own, NOW)
        assert rows(conn) == anew(conn)

    await store.write(happen)
