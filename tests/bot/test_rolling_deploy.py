"""A deploy without a stop: the released version and this one work side by side under load."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from storage import schema
from storage.crypto import InboxOpener, Sealer
from storage.keys import load_or_create
from storage.store import open_store
from storage.tables import applications, participants
from tests.bot.versions import (
    RELEASED_SCHEMA,
    ROOT,
    SOON,
    Crowd,
    Version,
    both,
    exported,
    more_than_once,
)
from tests.crash.waiting import eventually

LANES = 4  # people who talk at the same time
SHARED = 3  # people at least whom both versions answered


@pytest.mark.parametrize("empty_database_url", ["postgresql"], indirect=True)
async def test_two_versions_work_side_by_side(empty_database_url: str, tmp_path: Path) -> None:
    """It migrates under load, both answer the same people, and none is lost, failed or doubled."""
    if missing := exported(tmp_path / "released"):
        pytest.skip(missing)
    old = Version("old", tmp_path / "released", tmp_path, empty_database_url)
    new = Version("new", ROOT, tmp_path, empty_database_url)
    store = await open_store(empty_database_url)
    try:
        door = await old.door()
        assert await store.read(schema.version) == RELEASED_SCHEMA
        await old.engine()
        keys = load_or_create(
            tmp_path / "keys" / "seratus.keys", datetime.now(UTC), may_create=False
        )
        crowd = Crowd(store, InboxOpener(keys), Sealer(keys), [door])
        async with asyncio.TaskGroup() as group:
            for number in range(LANES):
                group.create_task(crowd.lane(number))
            await deployed(crowd, old, new)
            crowd.stopping = True
        await nothing_lost(crowd, old, new)
    finally:
        await asyncio.gather(old.end(), new.end())
        await store.close()


async def deployed(crowd: Crowd, old: Version, new: Version) -> None:
    """As docs/deploy.md says: migrate, start the new, stop the old; people talk all the while."""

    async def all_talk() -> bool:
        return sum(crowd.people.values()) >= LANES * 3

    assert await eventually(all_talk, SOON)
    await schema.upgrade(new.url)
    assert await crowd.store.read(schema.version) == schema.HEAD
    engine, door = await asyncio.gather(new.engine(), new.door())
    assert engine.returncode is None
    crowd.doors.append(door)

    async def shared() -> bool:
        rows = await crowd.store.read(crowd.rows)
        return len(both(rows, old.turns(), new.turns())) >= SHARED

    assert await eventually(shared, SOON), "both versions work"
    await crowd.doors.pop(0).closed()
    await old.end()


async def nothing_lost(crowd: Crowd, old: Version, new: Version) -> None:
    """Every message was worked off once, by one of the two, and every registration arrived once."""
    for version in (old, new):
        log = version.log("engine").splitlines()
        assert [each for each in log if '"level": "error"' in each] == [], version.name
    rows = await crowd.store.read(crowd.rows)
    assert {name: len(theirs) for name, theirs in rows.items()} == crowd.people
    assert {state for theirs in rows.values() for _, state in theirs} == {"done"}
    turns = [*old.turns(), *new.turns()]
    assert more_than_once(turns) == []
    assert {seq for theirs in rows.values() for seq, _ in theirs} <= set(turns)
    assert await crowd.store.read(sent) == (len(crowd.people), len(crowd.people))


def sent(conn: Connection) -> tuple[int, int]:
    """How many applications and how many people there are."""
    tables = (applications, participants)
    counts = [conn.scalar(select(func.count()).select_from(each)) for each in tables]
    return counts[0] or 0, counts[1] or 0
