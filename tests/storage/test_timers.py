"""Timers: one for each key, fired once, as events of the inbox."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from storage import inbox, timers
from storage.inbox import NewInboxRow
from storage.store import Store
from storage.timers import Timer

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def timer(key: str, hours: int, arguments: bytes | None = None) -> Timer:
    """Give a timer that falls due so many hours after NOW."""
    return Timer(key, NOW + hours * HOUR, "nudge", NOW, arguments=arguments)


def event(fired: Timer) -> NewInboxRow:
    """Give the event made of a timer."""
    key = f"{fired.key}@{fired.due_at.isoformat()}".encode()
    arguments = fired.arguments or b""
    return NewInboxRow(key, "terminal", "", fired.key.encode(), "timer", arguments, fired.due_at)


async def set_timers(store: Store, *wanted: Timer) -> None:
    """Set timers."""
    await store.write(lambda conn: timers.set_timers(conn, wanted))


async def fire(store: Store, hours: int, limit: int = 10) -> int:
    """Fire what is due so many hours after NOW."""
    return await store.write(lambda conn: timers.fire(conn, NOW + hours * HOUR, limit, event))


async def fired(store: Store) -> list[str]:
    """Give the names and times of all fired timers, in order."""
    rows = await store.read(lambda conn: inbox.claim(conn, 100))
    return [row.event_key.decode().removesuffix(":00:00+00:00") for row in rows]


async def test_due_timers_become_events(store: Store) -> None:
    """What is due moves into the inbox, the oldest first and so many at a time; the rest stays."""
    await set_timers(store, timer("b", 2), timer("a", 1), timer("d", 4), timer("c", 3))
    assert await fire(store, 3, limit=2) == 2
    assert await fired(store) == ["a@2026-03-01T09", "b@2026-03-01T10"]
    assert await fire(store, 3) == 1
    assert await fire(store, 3) == 0
    assert await store.read(timers.next_due) == NOW + 4 * HOUR


async def test_a_timer_set_again_is_moved(store: Store) -> None:
    """A key has one timer: the one set last, also within one call."""
    await set_timers(store)
    await set_timers(store, timer("a", 1, b"old"), timer("a", 2, b"newer"))
    await set_timers(store, timer("a", 3, b"newest"), timer("b", 9))
    assert await fire(store, 2) == 0
    assert await fire(store, 3) == 1
    (row,) = await store.read(lambda conn: inbox.claim(conn, 10))
    assert row.payload == b"newest"


async def test_a_timer_fires_again_when_set_again(store: Store) -> None:
    """A key that fired may be set for another time, and is another event."""
    await set_timers(store, timer("a", 1))
    await fire(store, 1)
    await set_timers(store, timer("a", 2))
    assert await fire(store, 2) == 1
    assert await store.read(lambda conn: inbox.waiting(conn)[0]) == 2


async def test_a_cancelled_timer_never_fires(store: Store) -> None:
    """Cancelling counts the keys that were set, and forgets them."""
    await set_timers(store, timer("a", 1), timer("b", 1))
    assert await store.write(lambda conn: timers.cancel(conn, ["a", "x"])) == 1
    assert await store.write(lambda conn: timers.cancel(conn, [])) == 0
    assert await fire(store, 1) == 1
    assert await fired(store) == ["b@2026-03-01T09"]
    assert await store.read(timers.next_due) is None


async def test_an_event_that_cannot_be_made_keeps_the_timer(store: Store) -> None:
    """If making the event raises, the timer is still there: it is not lost."""

    def refuse(_: Timer) -> NewInboxRow:
        raise LookupError

    def work(conn: Connection) -> int:
        return timers.fire(conn, NOW + HOUR, 10, refuse)

    await set_timers(store, timer("a", 1))
    with pytest.raises(LookupError):
        await store.write(work)
    assert await fire(store, 1) == 1
