"""The store on PostgreSQL: the same functions, run on asyncpg's connections."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from sqlalchemy import URL, NullPool, Pool, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import fast_json
from storage.edges import SHARED, within
from storage.store import StoreClosedError, Work
from storage.waking import CHANNEL

T = TypeVar("T")

# Connections of one process: its engine, its sender and a few pages at once.
POOL_SIZE = 8
# Tells processes of one database from each other: `seratus chat` wants to be alone to move a clock.
PROCESS_LOCK = 0x5E7A706
# Compiling plans to machine code costs more than our short statements take.
SERVER_SETTINGS = {"application_name": "seratus", "jit": "off"}


class PostgresqlStore:
    """A pool of connections; writes are a transaction each, the engine's batch is one."""

    dialect = "postgresql"

    def __init__(self, writers: AsyncEngine) -> None:
        self._writers = writers
        self._readers = writers.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        self._pids: set[int] = set()  # of our own connections: what they store is known here
        event.listen(writers.sync_engine, "connect", self._note_pid)
        self._closed = False
        self._joined: AsyncConnection | None = None

    @classmethod
    def open(cls, url: URL) -> Self:
        """Give the store; the first use connects."""
        return cls(engine(url))

    async def write(self, work: Work[T]) -> T:
        """Run `work` in a transaction of its own, committed on return."""
        async with self._open(self._writers).begin() as conn:
            await conn.execute(SHARED)
            return await conn.run_sync(within(work))

    async def read(self, work: Work[T]) -> T:
        """Run `work` on one picture of the database; a write in it raises."""
        async with self._open(self._readers).begin() as conn:
            return await conn.run_sync(within(work))

    @asynccontextmanager
    async def batch(self) -> AsyncIterator["PostgresqlBatch"]:
        """Give a batch in one transaction; it commits when left, or rolls back if left by error."""
        async with self._open(self._writers).begin() as conn:
            await conn.execute(SHARED)
            yield PostgresqlBatch(conn)

    async def listen(self, heard: Callable[[str], None]) -> None:
        """Call with "inbox" or "outbox" when another process stored rows, once with "" at first.

        Returns when the connection, one of its own, is lost; raises where there is none.
        """
        lost = asyncio.Event()

        def told(_conn: object, pid: int, _channel: str, place: str) -> None:
            if pid not in self._pids:
                heard(place)

        apart = engine(self._open(self._writers).url, NullPool)
        async with apart.connect() as conn:
            raw: Any = (await conn.get_raw_connection()).driver_connection
            raw.add_termination_listener(lambda _: lost.set())
            await raw.add_listener(CHANNEL, told)
            try:
                heard("")
                await lost.wait()
            finally:
                await conn.invalidate()

    def _note_pid(self, connection: DBAPIConnection, _record: object) -> None:
        self._pids.add(connection.driver_connection.get_server_pid())

    async def join(self, alone: bool) -> bool:
        """Hold a session lock on a connection of its own: exclusive if alone, else shared."""
        lock = "pg_try_advisory_lock" if alone else "pg_try_advisory_lock_shared"
        conn = await self._open(self._writers).connect()
        await conn.execution_options(isolation_level="AUTOCOMMIT")
        if not await conn.scalar(text(f"SELECT {lock}(:key)"), {"key": PROCESS_LOCK}):
            await conn.close()
            return False
        self._joined = conn
        return True

    async def part(self) -> None:
        """Let go of the lock by ending its session."""
        if self._joined is not None:
            await self._joined.invalidate()
            await self._joined.close()
            self._joined = None

    async def close(self) -> None:
        """Close the connections; twice is harmless."""
        self._closed = True
        await self.part()
        await self._writers.dispose()

    def _open(self, engine: AsyncEngine) -> AsyncEngine:
        if self._closed:
            raise StoreClosedError
        return engine


@dataclass(frozen=True, slots=True)
class PostgresqlBatch:
    """The engine's batch: reads and writes of one transaction."""

    connection: AsyncConnection

    async def read(self, work: Work[T]) -> T:
        """Give what `work` reads; advisory locks that it takes hold until the batch is left."""
        return await self.connection.run_sync(within(work))

    async def write(self, work: Work[T]) -> T:
        """Give what `work` returns; raise what it raises, rolled back alone."""
        async with self.connection.begin_nested():
            return await self.connection.run_sync(within(work))


def engine(url: URL, poolclass: type[Pool] | None = None) -> AsyncEngine:
    """Give an asyncpg engine that notices connections lost while they lay in the pool.

    Parameters hold people's data: they are never part of an error's text.
    """
    size = {} if poolclass else {"pool_size": POOL_SIZE, "max_overflow": 0}
    return create_async_engine(
        url.set(drivername="postgresql+asyncpg"),
        poolclass=poolclass,
        pool_pre_ping=True,
        hide_parameters=True,
        json_serializer=fast_json.text,
        connect_args={"server_settings": SERVER_SETTINGS},
        **size,
    )
