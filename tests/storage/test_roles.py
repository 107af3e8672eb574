"""A role a process on PostgreSQL: each can do its work under its own, and no more."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from starlette.requests import Request
from typer.testing import CliRunner

from bot import wiring
from bot.cli import app
from bot.web import Health
from storage import postgresql, roles, schema
from storage.store import Store, open_store
from storage.tables import applications, metadata, outbox
from tests.bot.house import Office, answers_of, made, open_office
from tests.reaching import Key, Source

SOURCE = Source(("bot", "desk", "storage", "conversations"))
# One process knows all parts only in these; separate ones are wired with their own alone.
ALL_IN_ONE: tuple[Key, ...] = (
    ("bot.wiring", "build"),
    ("bot.wiring", "House"),
    ("bot.wiring", "opened"),
    ("bot.web", "web"),
    ("bot.service", "serve"),
)
SENDING = (
    "sender timers effects poster delivery reminders campaigns attachments uploads polling door"
)
ROOTS: dict[str, list[Key]] = {
    "door": [],
    "engine": SOURCE.of("bot.engine", "bot.stepping", "bot.receipts"),
    "sender": [
        ("bot.journal", "keep"),
        *SOURCE.of(*(f"bot.{each}" for each in SENDING.split())),
    ],
    "desk": [key for key in SOURCE.nodes if key[0].startswith(("desk", "bot.desk"))],
}
ALWAYS: list[Key] = [("bot.web", "Health"), ("bot.wiring", "checked_keys")]


@pytest.mark.parametrize("part", list(roles.PARTS))
def test_rights_cover_what_the_code_can_reach(part: str) -> None:
    """No statement of a process is refused by its own role."""
    reached = SOURCE.reached([*ROOTS[part], *ALWAYS], ALL_IN_ONE)
    given = dict(roles.rights(part))
    assert len(reached) > 20
    lacking = {
        table: verbs - set(given.get(table, "").split(", "))
        for table, verbs in reached.items()
        if verbs - set(given.get(table, "").split(", "))
    }
    assert lacking == {}


def test_every_table_that_a_role_names_is_there() -> None:
    """And nobody is given anything beside the tables and the schema's version."""
    for part in roles.NAMES:
        assert {table for table, _ in roles.rights(part)} <= {*metadata.tables, roles.VERSION}
    for each in roles.PARTS.values():
        assert each.reads | each.never <= set(metadata.tables)
        assert not each.reads & each.never
    assert set(roles.DOOR) == {"inbox", "outbox", "timers", "store_facts", "village_counts"}


def test_nobody_but_the_owner_takes_from_the_audit() -> None:
    """Neither its entries nor its seals can be changed by a process."""
    for part in roles.NAMES:
        assert dict(roles.rights(part)).get("audit") in (None, "SELECT, INSERT")
        assert dict(roles.rights(part)).get("audit_seals") in (None, "SELECT, INSERT")


def test_the_command_prints_all_of_it() -> None:
    """For psql, in one transaction, without a word of anybody's."""
    told = CliRunner().invoke(app, ["roles"])
    assert told.exit_code == 0
    assert told.stdout == roles.script()
    assert told.stdout.startswith("BEGIN;\n")
    assert "PASSWORD" not in told.stdout


# --- on a real PostgreSQL ------------------------------------------------------------------


async def entered(url: str, part: str) -> Store:
    """A store whose connections are of this role."""
    with pytest.MonkeyPatch.context() as patch:
        role = {**postgresql.SERVER_SETTINGS, "role": roles.PREFIX + part}
        patch.setattr(postgresql, "SERVER_SETTINGS", role)
        return await open_store(url)


@pytest.fixture
def granted_url(postgresql_url: str) -> str:
    """A fresh database whose roles were made by the script and kept in step by the owner."""

    async def give() -> None:
        owner = await open_store(postgresql_url)
        for part in roles.NAMES:
            await owner.write(partial(made_role, part))
        assert await owner.write(roles.grant) == roles.NAMES
        await owner.close()

    asyncio.run(give())
    return postgresql_url


def made_role(part: str, conn: Connection) -> None:
    """The role, where an earlier test of this server has not made it."""
    conn.exec_driver_sql(roles.made(part))


async def house_of(url: str, folder: Path, part: str, patch: pytest.MonkeyPatch) -> Office:
    """A house over a store of this role."""
    store = await entered(url, part)

    async def opened(_: object) -> Store:
        await schema.upgrade(url)
        return store

    patch.setattr(wiring, "opened", opened)
    return await open_office(url, folder)


async def refused(store: Store, statement: str) -> bool:
    """Whether the database forbids it, and not for another reason."""
    with pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
        await store.write(lambda conn: conn.execute(text(statement)))
    return True


async def test_each_process_works_under_its_role(
    granted_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The door stores, the engine registers somebody, the sender sends; none can do more."""
    engine = await house_of(granted_url, tmp_path, "engine", monkeypatch)
    door = await entered(granted_url, "door")
    monkeypatch.setattr(engine.house.door, "_store", door)
    await engine.house.start()
    phone, person = engine.phone("ani"), made()
    for said in ({"text": "daftar"}, *answers_of(person).values()):
        await phone.put(**said)
        while await engine.house.engine.run_batch():
            pass
    assert await engine.count(applications) == 1
    sender = await house_of(granted_url, tmp_path, "sender", monkeypatch)
    await sender.house.start()
    await sender.house.sender.fire_timers()
    await sender.house.sender.run_batch("terminal", wiring.ACCOUNT)
    assert await sender.count(outbox, outbox.c.state == "sent") > 5
    await kept_in_bounds(door, engine.house.store, sender.house.store)
    await healthy(engine, door)
    for each in (engine.house, sender.house, door):
        await each.close()


async def healthy(office: Office, door: Store) -> None:
    """What the door's process says of itself, it can read."""
    health = Health(office.house.settings, door, office.clock, dict)
    asked = {"type": "http", "headers": [], "client": ("127.0.0.1", 1)}
    for answer in (health.ready, health.numbers):
        assert (await answer(Request(asked))).status_code == 200


async def kept_in_bounds(door: Store, engine: Store, sender: Store) -> None:
    """What a broken process cannot do."""
    for table in ("participants", "applications", "officers", "audit", "conversations", "files"):
        assert await refused(door, f"SELECT * FROM {table}")
    assert await refused(door, "SELECT payload FROM inbox")
    assert await refused(door, "DELETE FROM inbox")
    for store in (door, engine, sender):
        assert await refused(store, "DELETE FROM audit")
        assert await refused(store, "DROP TABLE inbox")
        assert await refused(store, "CREATE TABLE mine (id int)")
        assert await refused(store, "UPDATE alembic_version SET version_num = '0001'")
    assert await refused(engine, "SELECT * FROM officer_sessions")
    assert await refused(sender, "SELECT * FROM contacts")
