"""The schema: brought to the program's version, the same as declared, with its guards."""

import asyncio
import re
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, LargeBinary, Table, insert, inspect, select, text, update
from sqlalchemy.exc import IntegrityError

from storage import schema
from storage.store import Store, open_store
from storage.tables import (
    applications,
    drafts,
    endpoints,
    inbox,
    metadata,
    outbox,
    participants,
    receipt_links,
    receipts,
)

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
ENDPOINT, PARTICIPANT = "e" * 32, "f" * 32
# Rows as version 0001 of the schema had them.
FIRST_ROWS: list[tuple[str, dict[str, object]]] = [
    (
        "endpoints",
        {
            "id": ENDPOINT,
            "channel": "telegram",
            "account": "a",
            "address_index": b"a",
            "address": b"sealed",
            "trial": False,
            "stopped": "none",
            "active": True,
            "phone": b"sealed",
            "first_seen_at": NOW,
            "last_seen_at": NOW,
        },
    ),
    ("tasks", {"id": "a" * 32, "kind": "duplicate", "state": "open", "created_at": NOW}),
    (
        "receipts",
        {
            "code_index": b"c",
            "code": b"sealed",
            "task_id": "a" * 32,
            "endpoint_id": ENDPOINT,
            "created_at": NOW,
        },
    ),
    (
        "outbox",
        {
            "id": "b" * 32,
            "endpoint_id": ENDPOINT,
            "channel": "telegram",
            "account": "a",
            "kind": "reply",
            "priority": 1,
            "message_id": "menu",
            "payload": b"said",
            "state": "sent",
            "attempts": 1,
            "due_at": NOW,
            "created_at": NOW,
        },
    ),
]


@pytest.mark.filterwarnings("ignore:.*expression-based index")  # not reflected on SQLite
async def test_migrated_equals_declared(store: Store) -> None:
    """A migrated database has the tables, columns, indexes and comments of `tables`."""

    def differences(conn: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(conn), metadata))

    assert await store.read(differences) == []


@pytest.mark.filterwarnings("ignore:.*expression-based index")  # not reflected on SQLite
async def test_partial_indexes_hold_what_is_declared(store: Store) -> None:
    """The conditions of partial indexes name the same states; Alembic does not compare them."""
    dialect = f"{store.dialect}_where"

    def migrated(conn: Connection) -> dict[str | None, set[str]]:
        every = (index for table in metadata.tables for index in inspect(conn).get_indexes(table))
        options = {index["name"]: index.get("dialect_options", {}) for index in every}
        return {
            name: states(option[dialect])
            for name, option in options.items()
            if option.get(dialect) is not None
        }

    declared = {
        str(index.name): states(index.dialect_kwargs[dialect])
        for table in metadata.tables.values()
        for index in table.indexes
        if index.dialect_kwargs.get(dialect) is not None
    }
    assert await store.read(migrated) == declared
    assert "one_open_application" in declared


INDEXES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index'",
    "postgresql": "SELECT indexname FROM pg_indexes",
}


async def test_every_declared_index_is_there(store: Store) -> None:
    """Also those over expressions, of which reflection on SQLite tells nothing."""
    query = text(INDEXES[store.dialect])
    found = await store.read(lambda conn: set(conn.scalars(query)))
    declared = {str(index.name) for each in metadata.tables.values() for index in each.indexes}
    assert "ix_applications_kabupaten_queue" in declared
    assert declared <= found


def states(condition: object) -> set[str]:
    """Give the quoted words of a condition."""
    return set(re.findall(r"'(\w+)'", str(condition)))


def test_head_is_the_scripts_head() -> None:
    """The version known without Alembic is the one that the scripts lead to."""
    assert ScriptDirectory.from_config(schema.config()).get_current_head() == schema.HEAD


async def test_upgrade_makes_the_tables_once(empty_database_url: str) -> None:
    """An empty database gets all tables; a second upgrade changes nothing."""
    await schema.upgrade(empty_database_url)
    await schema.upgrade(empty_database_url)
    store = await open_store(empty_database_url)
    assert await store.read(schema.version) == schema.HEAD
    await store.close()


async def test_a_store_of_the_first_version_is_brought_up(empty_database_url: str) -> None:
    """Its rows stay: nobody is in doubt, and who was given a receipt may still be told of it."""

    def before(conn: Connection) -> None:
        schema.migrate(conn, "0001")
        for table, row in FIRST_ROWS:
            names = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            conn.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)

    def after(conn: Connection) -> tuple[object, ...]:
        who = conn.execute(select(endpoints)).one()
        told = conn.execute(select(receipt_links)).one()
        said = conn.execute(select(outbox.c.payload, outbox.c.receipt)).one()
        return who.doubt, who.phone_index, told.code_index, told.endpoint_id, tuple(said)

    store = await open_store(empty_database_url)
    await store.write(before)
    await store.close()
    await schema.upgrade(empty_database_url)
    store = await open_store(empty_database_url)
    assert await store.read(schema.version) == schema.HEAD
    assert await store.read(after) == (False, None, b"c", ENDPOINT, (b"said", None))
    await store.close()


async def test_processes_that_start_together_migrate_once(empty_database_url: str) -> None:
    """Three upgrades at once of an empty database all succeed."""
    await asyncio.gather(*(schema.upgrade(empty_database_url) for _ in range(3)))


async def test_a_newer_database_is_refused(store: Store, database_url: str) -> None:
    """A version that the scripts do not know is a clear error, and is left alone."""
    await store.write(lambda conn: conn.execute(text("UPDATE alembic_version SET version_num='9'")))
    with pytest.raises(schema.SchemaError, match="newer than this program"):
        await schema.upgrade(database_url)
    assert await store.read(schema.version) == "9"


def test_alembic_stays_out_of_a_start(database_url: str) -> None:
    """A database at HEAD is recognised without importing Alembic, which is slow."""
    program = (
        "import asyncio, sys; from storage import schema;"
        f"asyncio.run(schema.upgrade({database_url!r})); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_every_column_says_what_it_holds(table: Table) -> None:
    """Tables and columns have comments; what is called sealed is bytes."""
    assert table.comment
    for column in table.columns:
        assert column.comment, column
        if column.comment.startswith("sealed:"):
            assert isinstance(column.type, LargeBinary), column


@pytest.mark.parametrize("end", ["refused", "withdrawn", "registered"])
async def test_one_open_application(store: Store, end: str) -> None:
    """A participant has at most one application that is neither ended nor registered."""
    await store.write(person)
    await store.write(lambda conn: conn.execute(insert(applications), application(1, "submitted")))
    with pytest.raises(IntegrityError):
        await store.write(
            lambda conn: conn.execute(insert(applications), application(2, "waiting"))
        )
    ended = update(applications).values(state=end)
    await store.write(lambda conn: conn.execute(ended))
    await store.write(lambda conn: conn.execute(insert(applications), application(2, "submitted")))


async def test_a_receipt_stands_for_one_thing(store: Store) -> None:
    """A receipt stands for an application or for a task, never for neither."""
    await store.write(person)
    row = {"code_index": b"c", "code": b"s", "endpoint_id": ENDPOINT, "created_at": NOW}
    with pytest.raises(IntegrityError):
        await store.write(lambda conn: conn.execute(insert(receipts), row))


async def test_rows_point_at_rows_that_are_there(store: Store) -> None:
    """Foreign keys are enforced, also on SQLite."""
    row = {
        "id": "d" * 32,
        "endpoint_id": "0" * 32,
        "form": "registration",
        "form_version": 1,
        "answers": b"sealed",
        "open": True,
        "created_at": NOW,
        "touched_at": NOW,
        "version": 1,
    }
    with pytest.raises(IntegrityError):
        await store.write(lambda conn: conn.execute(insert(drafts), row))


async def test_a_place_in_the_inbox_is_never_given_twice(store: Store) -> None:
    """A row that comes after the last one was deleted gets a higher place."""

    def come_and_go(conn: Connection) -> int:
        row = {
            "event_key": b"k",
            "channel": "terminal",
            "account": "",
            "endpoint_key": b"p",
            "partition": 0,
            "kind": "message",
            "payload": b"",
            "state": "waiting",
            "attempts": 0,
            "received_at": NOW,
        }
        conn.execute(insert(inbox), row)
        seq: int = conn.scalars(select(inbox.c.seq)).one()
        conn.execute(inbox.delete())
        return seq

    assert await store.write(come_and_go) < await store.write(come_and_go)


def person(conn: Connection) -> None:
    """Store an endpoint and a participant."""
    endpoint = {
        "id": ENDPOINT,
        "channel": "terminal",
        "account": "",
        "address_index": b"a",
        "address": b"sealed",
        "trial": False,
        "stopped": "none",
        "active": True,
        "first_seen_at": NOW,
        "last_seen_at": NOW,
    }
    participant = {
        "id": PARTICIPANT,
        "nik": b"sealed",
        "nik_index": b"n",
        "name": "Siti",
        "birth_date": date(1980, 2, 29),
        "sex": "female",
        "village_code": "63.10.03.2004",
        "occupation": "farmer",
        "member_before": "no",
        "payer": "village",
        "flags": [],
        "trial": False,
        "version": 1,
        "created_at": NOW,
        "updated_at": NOW,
    }
    conn.execute(insert(endpoints), endpoint)
    conn.execute(insert(participants), participant)


def application(number: int, state: str) -> dict[str, object]:
    """Give an application of the person in a state."""
    return {
        "id": f"{number:032x}",
        "participant_id": PARTICIPANT,
        "endpoint_id": ENDPOINT,
        "role": "self",
        "state": state,
        "answers": b"sealed",
        "form": "registration",
        "form_version": 1,
        "flags": [],
        "village_code": "63.10.03.2004",
        "trial": False,
        "version": 1,
        "submitted_at": NOW,
        "updated_at": NOW,
    }
