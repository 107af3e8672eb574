"""What people wrote goes when it is no longer needed."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select

from storage import addresses, inbox, outbox, passes, retention
from storage.inbox import NewInboxRow
from storage.outbox import NewOutboxRow
from storage.passes import NewPass
from storage.store import Store
from storage.tables import inbox as inbox_table
from storage.tables import media
from storage.tables import outbox as outbox_table
from tests.storage.places import SEALER, endpoint, index

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
        conn.execute(media.insert(), row)
        return retention.sweep(conn, NOW + timedelta(days=2))

    assert await store.write(work) == 1


async def test_codes_go_a_month_after_they_expired(store: Store) -> None:
    """Used or not; until then it can be said why one did not work."""

    def work(conn: Connection) -> list[int]:
        who = endpoint(conn, "1", "telegram")
        until = NOW + timedelta(minutes=15)
        passes.put(conn, SEALER, [NewPass("48217735", "move", who.id, until, who.id)], NOW)
        passes.use(conn, SEALER, "48217735", who.id, NOW)
        month = until + retention.PASSES_KEPT
        return [retention.sweep(conn, at) for at in (month, month + timedelta(seconds=1))]

    assert await store.write(work) == [0, 1]


async def test_a_forgotten_talk_is_forgotten_under_all_its_addresses(store: Store) -> None:
    """What came under the account's id goes with what came under the number."""

    def work(conn: Connection) -> None:
        who = endpoint(conn, "628120000001")
        addresses.add_aliases(
            conn, SEALER, [addresses.Alias("ID.aaa111", index("ID.aaa111"), who.id)]
        )
        rows = ("628120000001", "ID.aaa111", "628120000002")
        inbox.put(conn, [event(each, index(each)) for each in rows])
        inbox.finish(conn, list(conn.scalars(select(inbox_table.c.seq))), NOW)
        retention.forget_talks(conn, [], [who.id])

    await store.write(work)
    assert await store.read(kept) == [retention.GONE, retention.GONE, b"sealed words"]


async def test_what_was_not_delivered_is_forgotten_too(store: Store) -> None:
    """Words that failed go as those that were sent; what is still to be said stays."""
    states = ("waiting", "sending", "sent", "failed", "unknown", "dropped")

    def work(conn: Connection) -> dict[str, bytes]:
        who = endpoint(conn, "1", "telegram")
        for number, state in enumerate(states):
            row = NewOutboxRow(f"{number:032}", who.id, "t", "a", "reply", "m", b"words", NOW, NOW)
            outbox.put(conn, [row])
            one = outbox_table.update().where(outbox_table.c.id == row.id)
            conn.execute(one.values(state=state))
        retention.forget_talks(conn, [], [who.id])
        rows = conn.execute(select(outbox_table.c.state, outbox_table.c.payload))
        return {row.state: row.payload for row in rows}

    left = await store.write(work)
    assert {state for state, words in left.items() if words} == {"waiting", "sending"}
