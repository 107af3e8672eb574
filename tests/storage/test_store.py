"""The store: writes share a commit and nothing else, and an answered write is kept."""

import asyncio
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, func, insert, make_url, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.util import await_only

from storage.ids import new_id
from storage.store import Store, StoreClosedError, UnknownDatabaseError, insert_into, open_store
from storage.tables import store_facts, timers

WITA = timezone(timedelta(hours=8))


class MadeUpError(Exception):
    """An error of a job in these tests."""


def put(name: str) -> Callable[[Connection], str]:
    """Give work that stores a fact and gives its name."""

    def work(conn: Connection) -> str:
        conn.execute(insert(store_facts), {"name": name, "value": "v"})
        return name

    return work


def names(conn: Connection) -> set[str]:
    """Give the names of all stored facts."""
    return set(conn.scalars(select(store_facts.c.name)))


async def test_a_write_is_seen_by_the_next_read(store: Store) -> None:
    """What a write stored is read by all ways of reading, and its result is given back."""
    assert await store.write(put("a")) == "a"
    assert await store.read(names) == {"a"}
    async with store.batch() as batch:
        assert await batch.read(names) == {"a"}


async def test_a_failing_write_harms_no_neighbour(store: Store) -> None:
    """Of writes in flight together, those that raise are rolled back alone and told so."""

    def fail(conn: Connection) -> None:
        put("lost")(conn)
        raise MadeUpError

    writes = [put("a"), fail, put("b"), put("a"), put("c")]
    results = await asyncio.gather(*(store.write(work) for work in writes), return_exceptions=True)
    kinds = [type(result) for result in results]
    assert kinds[1] is MadeUpError
    assert sorted(kind.__name__ for kind in kinds) == [
        IntegrityError.__name__,
        MadeUpError.__name__,
        *["str"] * 3,
    ]
    assert await store.read(names) == {"a", "b", "c"}


async def test_an_error_does_not_tell_the_values(store: Store) -> None:
    """The text of a database error holds no parameter, by whichever way it was met."""
    await store.write(put("Siti"))

    async def in_batch() -> None:
        async with store.batch() as batch:
            await batch.write(put("Siti"))

    for attempt in (store.write(put("Siti")), store.read(put("Siti")), in_batch()):
        with pytest.raises(DBAPIError) as caught:
            await attempt
        assert "Siti" not in f"{caught.value} {caught.value.__cause__}"


async def test_a_read_cannot_write(store: Store) -> None:
    """Work that writes where it should read raises, and stores nothing."""
    with pytest.raises(DBAPIError):
        await store.read(put("a"))
    assert await store.read(names) == set()


async def test_a_read_sees_one_picture(store: Store) -> None:
    """A write that commits between two queries of a read is seen by neither."""

    def twice(conn: Connection) -> tuple[set[str], set[str]]:
        before = names(conn)
        await_only(store.write(put("a")))
        return before, names(conn)

    assert await store.read(twice) == (set(), set())
    assert await store.read(names) == {"a"}


async def test_a_batch_goes_on_after_a_write_that_failed(store: Store) -> None:
    """A write of a batch is rolled back alone; what follows it is kept."""
    async with store.batch() as batch:
        await batch.write(put("a"))
        with pytest.raises(IntegrityError):
            await batch.write(put("a"))
        await batch.write(put("b"))
    assert await store.read(names) == {"a", "b"}


async def test_a_batch_left_by_an_error(store: Store) -> None:
    """PostgreSQL forgets the whole batch; SQLite keeps what a write of it had answered."""

    async def leave() -> None:
        async with store.batch() as batch:
            await batch.write(put("a"))
            raise MadeUpError

    with pytest.raises(MadeUpError):
        await leave()
    kept = {"a"} if store.dialect == "sqlite" else set()
    assert await store.read(names) == kept


async def test_a_cancelled_waiter_harms_nobody(store: Store) -> None:
    """Writes whose callers gave up do not hinder those behind them."""
    tasks = [asyncio.create_task(store.write(put(f"{i}"))) for i in range(20)]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert results[1::2] == [f"{i}" for i in range(1, 20, 2)]
    assert await store.write(put("after")) == "after"


async def test_closing_finishes_what_was_asked(store: Store) -> None:
    """Writes handed over before the store is closed are answered; later ones are refused."""
    writes = asyncio.gather(*(store.write(put(f"{i}")) for i in range(5)))
    await store.write(put("last"))
    assert len(await writes) == 5
    await store.close()
    await store.close()
    with pytest.raises(StoreClosedError):
        await store.write(put("late"))
    with pytest.raises(StoreClosedError):
        await store.read(names)


async def test_upserts_in_the_dialect_of_the_connection(store: Store) -> None:
    """`insert_into` leaves a row that is there, and stores one that is not."""

    def upsert(conn: Connection) -> int:
        statement = insert_into(conn, store_facts).on_conflict_do_nothing()
        rows = [{"name": name, "value": "v"} for name in ("a", "b")]
        return len(conn.execute(statement.returning(store_facts.c.name), rows).all())

    await store.write(put("a"))
    assert await store.write(upsert) == 1


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/seratus"])
async def test_a_store_lies_in_a_file_or_on_postgresql(url: str) -> None:
    """Any other database is refused by name."""
    with pytest.raises(UnknownDatabaseError):
        await open_store(url)


async def test_times_come_back_aware_and_utc(store: Store) -> None:
    """A time of any zone comes back as the same moment in UTC, to the microsecond."""
    moment = datetime(2026, 3, 1, 7, 59, 59, 999_999, tzinfo=WITA)
    await store.write(lambda conn: conn.execute(insert(timers), timer("a", moment)))
    later = moment + timedelta(microseconds=1)
    await store.write(lambda conn: conn.execute(insert(timers), timer("b", later)))
    given = await store.read(lambda conn: conn.scalar(select(func.min(timers.c.due_at))))
    assert given == moment
    assert given.tzinfo is UTC
    before = select(timers.c.key).where(timers.c.due_at < later)
    assert await store.read(lambda conn: conn.scalars(before).all()) == ["a"]


async def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    """A naive time is a programmer's error, not a guess."""
    naive = datetime(2026, 3, 1)  # noqa: DTZ001
    with pytest.raises(StatementError, match="without a zone"):
        await store.write(lambda conn: conn.execute(insert(timers), timer("a", naive)))


def timer(key: str, due_at: datetime) -> dict[str, object]:
    """Give a timer's row."""
    return {"key": key, "due_at": due_at, "kind": "nudge", "created_at": due_at}


# SQLite alone


async def test_writes_that_wait_share_a_commit(sqlite_url: str) -> None:
    """When the commit of a group fails, each of its writes fails, and the next group is whole."""
    store = await open_store(sqlite_url)
    begun, go = threading.Event(), threading.Event()

    def hold_up(_: Connection) -> bool:
        begun.set()
        return go.wait(10)

    first = asyncio.create_task(store.write(hold_up))
    assert await asyncio.to_thread(begun.wait, 10)

    def break_commit(conn: Connection) -> None:
        conn.execute(text("PRAGMA defer_foreign_keys = ON"))
        conn.execute(text("INSERT INTO tries VALUES ('nobody', 'nik', x'00', '2026-01-01')"))

    group = [asyncio.create_task(store.write(work)) for work in (put("a"), break_commit, put("b"))]
    await asyncio.sleep(0)
    go.set()
    assert await first
    results = await asyncio.gather(*group, return_exceptions=True)
    assert [type(result) for result in results] == [IntegrityError] * 3
    await store.write(put("c"))
    assert await store.read(names) == {"c"}
    await store.close()


async def test_the_writer_is_set_for_durability(sqlite_url: str) -> None:
    """The writing connection flushes each commit, overwrites what is deleted, checks keys."""
    store = await open_store(sqlite_url)

    def settings(conn: Connection) -> list[object]:
        pragmas = ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        return [conn.exec_driver_sql(f"PRAGMA {pragma}").scalar() for pragma in pragmas]

    assert await store.write(settings) == ["wal", 2, 1, 1]
    await store.close()


def test_a_store_outlives_an_event_loop(sqlite_url: str) -> None:
    """A store opened in one loop writes and reads in the next, also after a loop gave up on it."""
    go = threading.Event()

    async def give_up(store: Store) -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await store.write(lambda _: go.wait(10))

    async def go_on(store: Store) -> None:
        await store.write(put("a"))
        assert await store.read(names) == {"a"}
        await store.close()

    store = asyncio.run(open_store(sqlite_url))
    asyncio.run(give_up(store))
    go.set()
    asyncio.run(go_on(store))


async def test_the_folder_is_its_owners(tmp_path: Path) -> None:
    """A missing data folder is made, closed to others; the file can be in a relative path."""
    store = await open_store(f"sqlite:///{tmp_path}/new/data/seratus.db")
    await store.close()
    assert (tmp_path / "new" / "data").stat().st_mode & 0o777 == 0o700


async def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    """Opening a store on what is no database raises."""
    path = tmp_path / "seratus.db"
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(DBAPIError):
        await open_store(f"sqlite:///{path}")


WRITE_FOREVER = """
import asyncio, sys
from itertools import count
from sqlalchemy import text
from storage.store import open_store

async def write(store, number):
    statement = text("INSERT INTO store_facts VALUES (:name, 'v')")
    await store.write(lambda conn: conn.execute(statement, {"name": str(number)}) and None)
    print(number, flush=True)

async def main():
    store = await open_store(sys.argv[1])
    for first in count(step=8):
        await asyncio.gather(*(write(store, first + i) for i in range(8)))

asyncio.run(main())
"""


def test_a_kill_loses_no_answered_write(sqlite_url: str) -> None:
    """After `kill -9` in the midst of writing, the file is whole and holds what was answered."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITE_FOREVER, sqlite_url], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout
        answered = [writer.stdout.readline() for _ in range(100)]
        writer.send_signal(signal.SIGKILL)
        answered += [line for line in writer.stdout if line.endswith("\n")]
    database = sqlite3.connect(make_url(sqlite_url).database or "")
    kept = {f"{name}\n" for (name,) in database.execute("SELECT name FROM store_facts")}
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    assert set(answered) <= kept


# Ids


@given(st.lists(st.datetimes(min_value=datetime(1990, 1, 1), timezones=st.just(UTC))))  # noqa: DTZ001
def test_ids_sort_as_time_does(moments: list[datetime]) -> None:
    """Ids of different microseconds sort by time, whatever their random part."""
    ids = [new_id(moment) for moment in sorted(set(moments))]
    assert ids == sorted(ids)
    assert all(len(each) == 32 and each[12] == "7" and each[16] in "89ab" for each in ids)


def test_an_id_is_made_of_time_and_entropy() -> None:
    """Equal time and entropy give an equal id; random ones differ."""
    now = datetime(2026, 3, 1, tzinfo=UTC)
    assert new_id(now, b"x" * 8) == new_id(now, b"x" * 16) != new_id(now, b"y" * 8)
    assert new_id(now) != new_id(now)
    with pytest.raises(ValueError, match="entropy"):
        new_id(now, b"short")
    with pytest.raises(ValueError, match="zone"):
        new_id(datetime(2026, 3, 1))  # noqa: DTZ001


async def test_one_process_may_be_alone_on_postgresql(postgresql_url: str) -> None:
    """Beside a process that is alone nobody joins; several may work beside each other."""
    first, second = await open_store(postgresql_url), await open_store(postgresql_url)
    assert await first.join(alone=True)
    assert not await second.join(alone=False)
    assert not await second.join(alone=True)
    await first.close()
    third = await open_store(postgresql_url)
    assert await second.join(alone=False)
    assert await third.join(alone=False)
    fourth = await open_store(postgresql_url)
    assert not await fourth.join(alone=True)
    for each in (second, third, fourth):
        await each.close()
