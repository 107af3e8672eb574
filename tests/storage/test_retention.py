"""What people wrote goes when it is no longer needed."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select

from storage import inbox, media, retention
from storage.inbox import NewInboxRow
from storage.store import Store
from storage.tables import inbox as inbox_table

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def event(name: str, who: bytes = b"a" * 32) -> NewInboxRow:
    """One event of somebody."""
    return NewInboxRow(
        event_key=name.encode().ljust(32, b"."),
        channel="terminal",
        account="local",
        endpoint_key=who,
        kind="message",
        payload=b"sealed words",
        received_at=NOW,
    )


def kept(conn: Connection) -> list[bytes]:
    """The payloads that are left, oldest first."""
    return list(conn.scalars(select(inbox_table.c.payload).order_by(inbox_table.c.seq)))


async def test_done_events_go_after_the_time_and_waiting_ones_stay(store: Store) -> None:
    """An event that waits is kept however old it is; a done one goes after eight days."""

    def work(conn: Connection) -> tuple[int, int]:
        inbox.put(conn, [event("one"), event("two")])
        first = conn.scalar(select(inbox_table.c.seq).order_by(inbox_table.c.seq))
        inbox.finish(conn, [int(first or 0)], NOW)
        early = retention.sweep(conn, NOW + retention.KEPT)
        late = retention.sweep(conn, NOW + retention.KEPT + timedelta(seconds=1))
        return early, late

    assert await store.write(work) == (0, 1)
    assert await store.read(kept) == [b"sealed words"]


async def test_a_forgotten_talk_keeps_its_rows_but_not_its_words(store: Store) -> None:
    """The words of one go, its neighbour's stay, and a redelivered event still counts once."""

    def work(conn: Connection) -> int:
        inbox.put(conn, [event("one"), event("two", b"b" * 32)])
        inbox.finish(conn, list(conn.scalars(select(inbox_table.c.seq))), NOW)
        retention.forget_talks(conn, [b"a" * 32], ["0" * 32])
        return inbox.put(conn, [event("one")])

    assert await store.write(work) == 0
    assert await store.read(kept) == [retention.GONE, b"sealed words"]


async def test_uploads_that_nobody_processed_go_after_a_day(store: Store) -> None:
    """Media are kept for seconds; what is left after a day is deleted."""

    def work(conn: Connection) -> int:
        row = {"id": "1" * 32, "endpoint_key": b"a" * 32, "sealed": b"x", "created_at": NOW}
        conn.execute(media.media.insert(), row)
        return retention.sweep(conn, NOW + timedelta(days=2))

    assert await store.write(work) == 1
