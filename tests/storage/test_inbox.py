"""The inbox: each event once, one at a time for each endpoint, in order."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, select
from sqlalchemy import event as event_api

from storage import inbox
from storage.inbox import InboxRow, Kind, NewInboxRow
from storage.store import Store, open_store
from storage.tables import inbox as table

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def event(key: str, who: str = "a", kind: Kind = "message", minute: int = 0) -> NewInboxRow:
    """Give an event of an endpoint."""
    return NewInboxRow(
        event_key=key.encode(),
        channel="terminal",
        account="",
        endpoint_key=who.encode(),
        kind=kind,
        payload=b"sealed",
        received_at=NOW + timedelta(minutes=minute),
    )


def putting(*rows: NewInboxRow) -> Callable[[Connection], int]:
    """Give work that stores events."""
    return lambda conn: inbox.put(conn, rows)


def claiming(
    limit: int = 100, partitions: list[int] | None = None
) -> Callable[[Connection], list[str]]:
    """Give work that claims events and names them."""
    return lambda conn: keys(inbox.claim(conn, limit, partitions))


def keys(rows: list[InboxRow]) -> list[str]:
    """Give the names of events."""
    return [row.event_key.decode() for row in rows]


def seqs(conn: Connection, *named: str) -> list[int]:
    """Give the places of events."""
    wanted = [name.encode() for name in named]
    return list(conn.scalars(select(table.c.seq).where(table.c.event_key.in_(wanted))))


async def test_an_event_is_stored_once(store: Store) -> None:
    """A redelivered event is not stored again, beside new ones, also within one put."""
    assert await store.write(putting()) == 0
    assert await store.write(putting(event("1"), event("2", "b"))) == 2
    again = event("2", "b")
    assert await store.write(putting(again, event("3", "c"), event("3", "c"))) == 1
    assert await store.read(claiming()) == ["1", "2", "3"]


async def test_an_event_is_claimed_as_it_was_stored(store: Store) -> None:
    """A claimed row holds all that was put, its partition and its tries."""
    await store.write(putting(event("1", "é", "act", 3)))
    (row,) = await store.read(lambda conn: inbox.claim(conn, 10, None))
    assert row == InboxRow(
        seq=row.seq,
        event_key=b"1",
        channel="terminal",
        account="",
        endpoint_key="é".encode(),
        partition="é".encode()[0] % 64,
        kind="act",
        payload=b"sealed",
        attempts=0,
        received_at=NOW + timedelta(minutes=3),
    )


async def test_a_claim_gives_the_oldest_of_each_endpoint(store: Store) -> None:
    """One endpoint's events are claimed one by one, others beside them, oldest first."""
    await store.write(putting(event("1", "a"), event("2", "a"), event("3", "b"), event("4", "c")))
    assert await store.read(claiming()) == ["1", "3", "4"]
    assert await store.read(claiming(limit=2)) == ["1", "3"]
    assert await store.write(lambda conn: inbox.finish(conn, seqs(conn, "1", "3"), NOW)) == 2
    assert await store.read(claiming()) == ["2", "4"]


async def test_many_events_in_one_put_keep_their_order(store: Store) -> None:
    """Two thousand events of one put wait in the order given."""
    await store.write(putting(*(event(f"{i}", f"{i:04}") for i in range(2000))))
    claimed = await store.read(claiming(limit=2000))
    assert claimed == [f"{i}" for i in range(2000)]


async def test_a_claim_keeps_to_the_partitions(store: Store) -> None:
    """Only events of the partitions held are claimed; of none, none."""
    await store.write(putting(event("1", "a"), event("2", "b")))
    assert await store.read(claiming(partitions=[ord("b") % 64])) == ["2"]
    assert await store.read(claiming(partitions=[])) == []
    assert await store.read(claiming(partitions=list(range(64)))) == ["1", "2"]


async def test_a_partition_has_one_holder(postgresql_url: str) -> None:
    """On PostgreSQL a batch holds its partitions until it is left; others get the rest."""
    first, second = [await open_store(postgresql_url) for _ in range(2)]

    def lock(*wanted: int) -> Callable[[Connection], list[int]]:
        return lambda conn: inbox.lock_partitions(conn, wanted)

    async with first.batch() as mine, second.batch() as other:
        assert await mine.read(lock(*range(32))) == list(range(32))
        assert await other.read(lock(*range(30, 64))) == list(range(32, 64))
        assert await mine.read(lock()) == []
        await mine.write(putting(event("1")))
    async with second.batch() as other:
        assert await other.read(lock(0, 63)) == [0, 63]
    await first.close()
    await second.close()


async def test_a_failed_event_lets_the_next_pass(store: Store) -> None:
    """A failed row is kept with its error, holds up nobody, and can be replayed in its place."""
    await store.write(putting(event("1"), event("2")))
    await store.write(lambda conn: inbox.fail(conn, seqs(conn, "1")[0], b"sealed error", NOW))
    assert await store.read(claiming()) == ["2"]
    assert await store.write(lambda conn: inbox.retry(conn, seqs(conn, "1", "2"))) == 1
    assert await store.read(claiming()) == ["1"]


async def test_an_event_that_kills_is_set_aside(store: Store) -> None:
    """After its last try an event is claimed no more; the endpoint's next one is."""
    await store.write(putting(event("1"), event("2")))
    for _ in range(inbox.MAX_ATTEMPTS):
        assert await store.read(claiming()) == ["1"]
        await store.write(lambda conn: inbox.count_attempts(conn, seqs(conn, "1")))
    assert await store.read(claiming()) == ["2"]
    rows = await store.read(lambda conn: inbox.exhausted(conn, 10))
    assert [(row.event_key, row.attempts) for row in rows] == [(b"1", inbox.MAX_ATTEMPTS)]


async def test_statuses_go_their_own_way(store: Store) -> None:
    """A platform's statuses neither wait for nor hold up messages, and come many at once."""
    statuses = [event(f"s{i}", "a", "receipt") for i in range(3)]
    await store.write(putting(*statuses, event("1", "a")))
    assert await store.read(claiming()) == ["1"]
    claimed = await store.read(lambda conn: inbox.claim_receipts(conn, 2))
    assert keys(claimed) == ["s0", "s1"]
    last = claimed[-1].seq
    behind = await store.read(lambda conn: inbox.claim_receipts(conn, 2, after_seq=last))
    assert keys(behind) == ["s2"]


async def test_statuses_have_an_index_of_their_own(store: Store) -> None:
    """However many messages wait, statuses are found at once."""
    plan = await store.write(lambda conn: plan_of(conn, lambda c: inbox.claim_receipts(c, 10)))
    assert "ix_inbox_waiting_receipts" in plan


async def test_finishing_counts_what_still_waited(store: Store) -> None:
    """A row finished twice counts once, so that a second engine would be noticed."""
    await store.write(putting(event("1"), event("2", "b")))
    assert await store.write(lambda conn: inbox.finish(conn, seqs(conn, "1"), NOW)) == 1
    assert await store.write(lambda conn: inbox.finish(conn, seqs(conn, "1", "2"), NOW)) == 1
    assert await store.write(lambda conn: inbox.finish(conn, [], NOW)) == 0


async def test_finishing_takes_any_number(store: Store) -> None:
    """More rows than a statement takes parameters are finished all the same."""
    many = range(1, 40_000)
    await store.write(putting(event("1")))
    assert await store.write(lambda conn: inbox.finish(conn, many, NOW)) == 1


async def test_waiting_says_how_many_and_since_when(store: Store) -> None:
    """The backlog is its size and the time of its oldest event."""
    assert await store.read(inbox.waiting) == (0, None)
    await store.write(putting(event("1", minute=5), event("2", minute=7)))
    assert await store.read(inbox.waiting) == (2, NOW + timedelta(minutes=5))


async def test_a_claim_uses_the_partial_indexes(store: Store) -> None:
    """Claiming asks in words that the indexes of waiting rows answer, however many are done."""
    plan = await store.write(lambda conn: plan_of(conn, claiming(partitions=[1])))
    assert "inbox.state = 'waiting'" in plan, "a parameter would be no constant to a generic plan"
    assert "ix_inbox_waiting" in plan
    assert "ix_inbox_waiting_endpoint_key" in plan


def plan_of(conn: Connection, work: Callable[[Connection], object]) -> str:
    """Give the last statement of some work, and how the database answers it."""
    asked: list[tuple[str, tuple[object, ...]]] = []

    def note(_conn: object, _cursor: object, *call: Any) -> None:  # as the driver was asked
        asked.append((call[0], tuple(call[1])))

    event_api.listen(conn, "before_cursor_execute", note)
    work(conn)
    event_api.remove(conn, "before_cursor_execute", note)
    statement, values = asked[-1]
    if conn.dialect.name == "sqlite":
        plan = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        return f"{statement} {plan.all()}"
    conn.exec_driver_sql("SET LOCAL enable_seqscan = off")  # else it reads so small a table whole
    return f"{statement} {conn.exec_driver_sql(f'EXPLAIN {statement}', values).all()}"


@given(st.binary(min_size=32, max_size=32))
def test_every_endpoint_has_a_partition(key: bytes) -> None:
    """A partition is one of the 64."""
    assert 0 <= inbox.partition_of(key) < inbox.PARTITIONS
