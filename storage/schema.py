"""The schema's version: brings a database to the one that this program knows."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, NullPool, make_url, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from storage import journal_triggers
from storage.lock import alone_in

if TYPE_CHECKING:
    from alembic.config import Config

# Alembic costs a third of a second to import: a database at this version is known without it.
HEAD = "0029"
MIGRATIONS = Path(__file__).parent / "migrations"
# Keeps two processes that start at once from migrating together; any constant of our own.
ADVISORY_LOCK = 0x5E7A705
Before = Callable[[Path, str], None]  # what is done with an older store: its file, its version


class SchemaError(RuntimeError):
    """The database cannot be used with this program; the message says what to do."""


async def upgrade(url: str, target: str = HEAD, before: Before | None = None) -> None:
    """Bring the database at this address to HEAD, making it if it is a missing SQLite file.

    To an older `target` where a backup of that time is to be restored, and no further. `before`
    is called with a SQLite file that holds an older schema, while nobody else may write to it.

    Raises SchemaError where the database is newer than the program.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        await asyncio.to_thread(_upgrade_sqlite, address, target, before)
    else:
        await _upgrade_postgresql(address, target)


def version(conn: Connection) -> str | None:
    """Give the database's version; None where it has no tables yet."""
    try:
        with conn.begin_nested():
            found: str | None = conn.scalar(text("SELECT version_num FROM alembic_version"))
    except (OperationalError, ProgrammingError):  # SQLite and PostgreSQL: there is no such table
        return None
    return found


def config() -> "Config":
    """Give Alembic's configuration: the scripts of this package."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return made


def migrate(conn: Connection, target: str = "head") -> None:
    """Bring the connection's database to the target version, within the open transaction."""
    from alembic import command

    _refuse_newer(version(conn))
    settings = config()
    settings.attributes["connection"] = conn
    journal_triggers.lift(conn)  # a table that is made anew loses them, and migrations may write
    command.upgrade(settings, target)
    if version(conn) == HEAD:
        journal_triggers.put(conn)


def _refuse_newer(found: str | None) -> None:
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    if found is not None and found not in known:
        raise SchemaError(
            f"the database has version {found}, newer than this program's {HEAD}: "
            "install the newer Seratus, or restore the backup made before it"
        )


def _upgrade_sqlite(url: URL, target: str, before: Before | None) -> None:
    from storage.sqlite import WRITER_PRAGMAS, engine, make_folder

    make_folder(url)
    # Without foreign keys: SQLite changes a table by making it anew. They are checked at the end.
    pragmas = (*WRITER_PRAGMAS, "foreign_keys = OFF")
    made = engine(url.set(drivername="sqlite+pysqlite"), pragmas, "BEGIN IMMEDIATE")
    # SQLite lets nobody wait for another who turns a new file into one with a log: it would fail.
    with alone_in(Path(url.database or "").parent):
        connected = made.connect()
    with connected as conn, conn.begin():
        if (found := version(conn)) != target:
            _refuse_newer(found)
            if before and found and url.database:
                before(Path(url.database), found)
            migrate(conn, target)
            _check_foreign_keys(conn)


def _check_foreign_keys(conn: Connection) -> None:
    broken = conn.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        tables = ", ".join(sorted({row[0] for row in broken}))
        raise SchemaError(f"rows of {tables} point at rows that are gone; nothing was changed")


async def _upgrade_postgresql(url: URL, target: str) -> None:
    from storage.postgresql import engine

    made = engine(url, poolclass=NullPool)
    try:
        async with made.begin() as conn:
            if await conn.run_sync(version) != target:
                await conn.run_sync(_migrate_alone, target)
    finally:
        await made.dispose()


def _migrate_alone(conn: Connection, target: str) -> None:
    """Migrate behind all others who try: who waited finds it done."""
    conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
    if version(conn) != target:
        migrate(conn, target)
