"""The store on SQLite: one writer thread, one commit for all the writes that wait."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeAlias, TypeVar

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from storage import fast_json
from storage.edges import within
from storage.store import StoreClosedError, Work

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

T = TypeVar("T")
Settle: TypeAlias = Callable[[], None]

# One commit carries at most so many jobs, so that the first of a flood does not wait for the last.
MAX_GROUP = 256
# Another process (`seratus chat` beside `seratus run`, a backup) may hold the write lock so long.
BUSY_TIMEOUT_MS = 10_000

# Sorting spills to memory, never to a temporary file outside the data folder.
ALL_PRAGMAS = (f"busy_timeout = {BUSY_TIMEOUT_MS}", "foreign_keys = ON", "temp_store = MEMORY")
WRITER_PRAGMAS = (
    *ALL_PRAGMAS,
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
    # People stand in a dozen indexes of no order: what a hundred of them touch is twice SQLite's
    # own cache, and was fetched and spilled within one transaction. 16 MB, at most once a process.
    "cache_size = -16384",
    # Pages of 4 kB in the log before they go into the file: the same ones go once, not four times.
    "wal_autocheckpoint = 4000",
)
READER_PRAGMAS = (*ALL_PRAGMAS, "query_only = ON")


class TransactionLostError(RuntimeError):
    """SQLite rolled back the whole group by itself: the disk is full or failed."""


class SqliteStore:
    """A database file: writes share one thread and one commit, web reads go over aiosqlite."""

    dialect = "sqlite"

    def __init__(self, url: URL, writer: "Writer") -> None:
        self._url = url
        self._writer = writer
        self._readers: AsyncEngine | None = None

    @classmethod
    async def open(cls, url: URL) -> Self:
        """Open the file, making it and its folder where missing; raise what SQLite raises."""
        make_folder(url)
        writer = Writer(url)
        await asyncio.wrap_future(writer.start())
        return cls(url, writer)

    async def write(self, work: Work[T]) -> T:
        """Run `work` in the next group: committed on return, rolled back alone if it raises."""
        return await asyncio.wrap_future(self._writer.write(work))

    async def read(self, work: Work[T]) -> T:
        """Run `work` on one picture of the database, beside the writer."""
        async with self._reading().begin() as conn:
            return await conn.run_sync(within(work))

    @asynccontextmanager
    async def batch(self) -> AsyncIterator["SqliteBatch"]:
        """Give a batch whose reads and writes hop to the writer thread once each."""
        yield SqliteBatch(self._writer)

    async def join(self, alone: bool) -> bool:
        """Give True: `storage.lock` keeps other engines away from the file."""
        return True

    async def part(self) -> None:
        """Nothing is held."""

    async def close(self) -> None:
        """Finish the writes that wait, then close all connections; twice is harmless."""
        stopped = self._writer.stop()
        if self._readers is not None:
            await self._readers.dispose()
            self._readers = None
        await asyncio.wrap_future(stopped)

    def _reading(self) -> "AsyncEngine":
        if self._writer.stopping:
            raise StoreClosedError
        if self._readers is None:  # made and imported late: `seratus chat` starts without it
            from sqlalchemy.ext.asyncio import create_async_engine

            self._readers = create_async_engine(
                self._url.set(drivername="sqlite+aiosqlite"), hide_parameters=True
            )
            prepare(self._readers.sync_engine, READER_PRAGMAS, "BEGIN")
        return self._readers


@dataclass(frozen=True, slots=True)
class SqliteBatch:
    """The engine's batch: reads on the writer thread's read-only connection, writes in a group."""

    writer: "Writer"

    async def read(self, work: Work[T]) -> T:
        """Give what `work` reads, outside any write transaction."""
        return await asyncio.wrap_future(self.writer.read(work))

    async def write(self, work: Work[T]) -> T:
        """Give what `work` returns, committed; raise what it raises."""
        return await asyncio.wrap_future(self.writer.write(work))


class Runnable(Protocol):
    """A job of any type, as the writer thread sees it."""

    reads: bool

    def begin(self) -> bool: ...
    def run(self, conn: Connection) -> Settle: ...
    def fail(self, error: BaseException) -> None: ...


@dataclass(slots=True)
class Job(Generic[T]):
    """Work handed to the writer thread, and the future of the one who waits for it."""

    work: Work[T]
    reads: bool
    future: Future[T] = field(default_factory=Future)

    def begin(self) -> bool:
        """Say whether its caller still waits; from now on it cannot be taken back."""
        return self.future.set_running_or_notify_cancel()

    def run(self, conn: Connection) -> Settle:
        """Do the work; give what tells the caller its result, or the error of it alone."""
        try:
            with conn.begin() if self.reads else conn.begin_nested():
                result = within(self.work)(conn)
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is the caller's
            if self.reads:
                conn.invalidate()  # rows left unread would hold the next read to an old picture
            return partial(self.future.set_exception, error)
        return partial(self.future.set_result, result)

    def fail(self, error: BaseException) -> None:
        """Tell the caller that the group was not committed."""
        self.future.set_exception(error)


class Writer:
    """The thread that holds the only writing connection, and a reading one for the engine."""

    def __init__(self, url: URL) -> None:
        self._url = url.set(drivername="sqlite+pysqlite")
        self._jobs: SimpleQueue[Runnable | None] = SimpleQueue()
        self._door = threading.Lock()  # nothing enters the queue behind the word to stop
        self._started = _promise()
        self._stopped = _promise()
        self.stopping = False

    def start(self) -> Future[None]:
        """Start the thread; the future is done once its connections are open."""
        threading.Thread(target=self._live, name="seratus-writer", daemon=True).start()
        return self._started

    def stop(self) -> Future[None]:
        """Take no more jobs; the future is done once those that wait are, and all is closed."""
        with self._door:
            if not self.stopping:
                self.stopping = True
                self._jobs.put(None)
        return self._stopped

    def write(self, work: Work[T]) -> Future[T]:
        """Hand over work that writes; raise StoreClosedError."""
        return self._hand_over(Job(work, reads=False))

    def read(self, work: Work[T]) -> Future[T]:
        """Hand over work that reads what was committed before; raise StoreClosedError."""
        return self._hand_over(Job(work, reads=True))

    def _hand_over(self, job: Job[T]) -> Future[T]:
        with self._door:
            if self.stopping:
                raise StoreClosedError
            self._jobs.put(job)
        return job.future

    def _live(self) -> None:
        writing = engine(self._url, WRITER_PRAGMAS, "BEGIN IMMEDIATE")
        reading = engine(self._url, READER_PRAGMAS, "BEGIN")
        try:
            with writing.connect() as writer, reading.connect() as reader:
                self._started.set_result(None)
                self._work(writer, reader)
        except BaseException as error:  # noqa: BLE001 - told to the one who opens the store
            self._started.set_exception(error)
        self._stopped.set_result(None)

    def _work(self, writer: Connection, reader: Connection) -> None:
        last = False
        while not last:
            jobs, last = self._next()
            begun = [job for job in jobs if job.begin()]
            for job in begun:
                if job.reads:
                    job.run(reader)()
            commit_group(writer, [job for job in begun if not job.reads])

    def _next(self) -> tuple[list[Runnable], bool]:
        """Wait for a job, give it with all that wait behind it, and whether they are the last."""
        jobs: list[Runnable] = []
        job = self._jobs.get()
        while job is not None:
            jobs.append(job)
            if len(jobs) == MAX_GROUP:
                return jobs, False
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return jobs, False
        return jobs, True


def commit_group(conn: Connection, jobs: Sequence[Runnable]) -> None:
    """Run all jobs in one transaction, then tell their callers; if it fails, it fails for all."""
    if not jobs:
        return
    try:
        with conn.begin():
            settle = [_run_in_group(conn, job) for job in jobs]
    except BaseException as error:  # noqa: BLE001 - each caller is told
        conn.invalidate()  # a commit that failed leaves its transaction open: connect anew
        for job in jobs:
            job.fail(error)
        return
    for tell in settle:
        tell()


def _run_in_group(conn: Connection, job: Runnable) -> Settle:
    settle = job.run(conn)
    # Else the next savepoint would open a transaction of its own and commit without the others.
    if not conn.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]
        raise TransactionLostError
    return settle


def engine(url: URL, pragmas: Sequence[str], begin: str) -> Engine:
    """Give a synchronous engine whose connections have these settings and begin like this.

    Parameters hold people's data: they are never part of an error's text.
    """
    made = create_engine(
        url, poolclass=NullPool, hide_parameters=True, json_serializer=fast_json.text
    )
    prepare(made, pragmas, begin)
    return made


def prepare(made: Engine, pragmas: Sequence[str], begin: str) -> None:
    """Let an engine's connections have these settings and begin transactions by our own words."""

    @event.listens_for(made, "connect")
    def set_up(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(made, "begin")
    def begin_transaction(conn: Connection) -> None:
        conn.exec_driver_sql(begin)


def make_folder(url: URL) -> None:
    """Make the folder of the database file, for its owner only."""
    Path(url.database or "").parent.mkdir(mode=0o700, parents=True, exist_ok=True)


def _promise() -> Future[None]:
    promise: Future[None] = Future()
    promise.set_running_or_notify_cancel()  # a cancelled waiter must not take it away
    return promise
