"""One store on two databases: functions take a synchronous Connection, the store runs them."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, UnaryExpression, make_url
from sqlalchemy.sql import operators

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

    Upsert: TypeAlias = "sqlite.Insert | postgresql.Insert"

T = TypeVar("T")
Work: TypeAlias = Callable[[Connection], T]


class StoreClosedError(RuntimeError):
    """The store was closed; nothing more can be read or written."""


class UnknownDatabaseError(ValueError):
    """The database address names neither SQLite in a file nor PostgreSQL."""


class Batch(Protocol):
    """The engine's batch: read what it needs, step, write once.

    On PostgreSQL both happen in one transaction that commits when the batch is left, so that an
    advisory lock taken in `read` holds until then. On SQLite a write is durable when it returns.
    A write that raises is rolled back alone; the batch may go on.
    """

    async def read(self, work: Work[T]) -> T:
        """Give what `work` reads; no write transaction is open on SQLite meanwhile."""
        ...

    async def write(self, work: Work[T]) -> T:
        """Give what `work` returns; raise what it raises."""
        ...


class Store(Protocol):
    """A database; many tasks may use it at once."""

    dialect: str

    async def write(self, work: Work[T]) -> T:
        """Run `work` in one transaction, committed on return; rolled back alone if it raises.

        A caller cancelled while it waits does not know whether the work was committed.
        """
        ...

    async def read(self, work: Work[T]) -> T:
        """Run `work` on one unchanging picture of the database; writing in it is an error."""
        ...

    def batch(self) -> AbstractAsyncContextManager[Batch]:
        """Give a batch, to be used by one task."""
        ...

    async def join(self, alone: bool) -> bool:
        """Say that this process works on the store, until it is closed; alone or beside others.

        False, and nothing is held, beside a process that is alone, or where one wants to be alone
        and others are there. Always True on SQLite, where the lock beside the file decides.
        """
        ...

    async def part(self) -> None:
        """Take back what `join` said; harmless where nothing is held."""
        ...

    async def close(self) -> None:
        """Finish the writes that wait and let go of the database."""
        ...


async def open_store(url: str) -> Store:
    """Open the store at an address, its schema untouched; raise UnknownDatabaseError."""
    address = make_url(url)
    match address.get_backend_name():
        case "sqlite" if address.database and address.database != ":memory:":
            from storage.sqlite import SqliteStore

            return await SqliteStore.open(address)
        case "postgresql":
            from storage.postgresql import PostgresqlStore

            return PostgresqlStore.open(address)
        case name:
            raise UnknownDatabaseError(f"{name} is not a database that Seratus keeps its store in")


def unindexed(column: ColumnElement[T]) -> ColumnElement[T]:
    """The same values, by no index of this column; only on SQLite, which asks no statistics.

    Its planner takes the nation's rows of a day before a kabupaten's of all days.
    """
    return UnaryExpression(column, operator=operators.custom_op("+"), type_=column.type)


def insert_into(conn: Connection, table: Table) -> "Upsert":
    """Give an INSERT that knows ON CONFLICT, in the connection's own dialect."""
    if conn.dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)
