"""Statuses: in any order, more than once, before the send returned."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest
from sqlalchemy import Connection, select, update

from storage import outbox, statuses
from storage.outbox import Outcome
from storage.statuses import Receipt, StatusMark
from storage.store import Store
from storage.tables import outbox as table
from tests.storage.test_outbox import NOW, SECOND, put, row

KEY = b"wamid"
ID = "1".rjust(32, "0")
STATES: tuple[Receipt, ...] = ("sent", "delivered", "read", "failed")


def mark(state: Receipt, key: bytes = KEY, outbox_id: str | None = ID, at: int = 0) -> StatusMark:
    """A status so many seconds after NOW."""
    code = "undeliverable" if state == "failed" else None
    return StatusMark(key, outbox_id, state, code, NOW + at * SECOND)


def settled(conn: Connection, *marks: StatusMark) -> set[int]:
    """Which of the marks matched."""
    return statuses.settle(conn, marks, NOW + 60 * SECOND)


def standing(conn: Connection) -> tuple[object, ...]:
    """The one row's state, error code, receipt and key."""
    names = ("state", "error_code", "receipt", "platform_key")
    return tuple(conn.execute(select(*(table.c[name] for name in names))).one())


def becoming(conn: Connection, **values: object) -> None:
    """Set how the row stands."""
    conn.execute(update(table).values(**values))


ORDERS = [(STATES[:n], order) for n in range(1, 5) for order in permutations(STATES[:n])]
ENDS = {
    # what was said, in whatever order: the highest is the truth
    ("sent",): ("sent", None, "sent", KEY),
    ("sent", "delivered"): ("sent", None, "delivered", KEY),
    ("sent", "delivered", "read"): ("sent", None, "read", KEY),
    # what was read cannot have failed
    STATES: ("sent", None, "read", KEY),
}


async def test_the_order_of_statuses_does_not_matter(store: Store) -> None:
    """Each order of the same statuses, at once or one by one, ends the same."""
    await put(store, row("1"))

    def work(conn: Connection) -> None:
        for said, order in ORDERS:
            for batches in ([order], [[each] for each in order]):
                becoming(conn, state="sending", error_code=None, receipt=None, platform_key=None)
                for batch in batches:
                    assert settled(conn, *map(mark, batch)) == set(range(len(batch)))
                assert standing(conn) == ENDS[said], order

    await store.write(work)


STANDINGS: list[tuple[str, int, Receipt, str]] = [
    # the sender does not know yet
    ("sending", 1, "sent", "sent"),
    ("sending", 1, "failed", "failed"),
    # the sender never learned
    ("unknown", 1, "read", "sent"),
    # it would be tried again, but was sent
    ("waiting", 1, "delivered", "sent"),
    ("waiting", 1, "failed", "failed"),
    # it was never tried: what came back is no word of it
    ("waiting", 0, "sent", "waiting"),
    # the sender gave up on what the platform had taken
    ("failed", 3, "sent", "sent"),
    # taken first, undeliverable later
    ("sent", 1, "failed", "failed"),
    ("sent", 1, "delivered", "sent"),
    # never left
    ("dropped", 0, "failed", "dropped"),
]


@pytest.mark.parametrize(("before", "attempts", "said", "after"), STANDINGS)
async def test_a_status_settles_what_the_sender_does_not_know(
    store: Store, before: str, attempts: int, said: Receipt, after: str
) -> None:
    """A row found by its outbox id becomes what the platform says."""
    await put(store, row("1"))

    def work(conn: Connection) -> str:
        becoming(conn, state=before, attempts=attempts, error_code="timeout")
        assert settled(conn, mark(said)) == {0}
        state, code, *_ = standing(conn)
        wanted = {"sent": None, "failed": "undeliverable"}
        assert code == wanted.get(str(state), "timeout")
        return str(state)

    assert await store.write(work) == after


async def test_failed_comes_after_sent_and_not_after_delivered(store: Store) -> None:
    """Taken and then undeliverable is failed; delivered afterwards is delivered after all."""
    await put(store, row("1"))

    def work(conn: Connection) -> None:
        becoming(conn, state="sending")
        settled(conn, mark("sent"), mark("failed"))
        assert standing(conn)[:3] == ("failed", "undeliverable", "failed")
        settled(conn, mark("delivered"))
        assert standing(conn)[:3] == ("sent", None, "delivered")
        settled(conn, mark("failed"))
        assert standing(conn)[:3] == ("sent", None, "delivered")

    await store.write(work)


OUTCOMES: Sequence[tuple[Outcome, tuple[object, ...]]] = [
    # the answer to the send comes late
    (Outcome(0, "sent", NOW, KEY), ("sent", None, "delivered", KEY)),
    # a time-out of what was delivered changes nothing
    (Outcome(0, "unknown", error_code="timeout"), ("sent", None, "delivered", None)),
    (Outcome(0, "waiting", due_at=NOW, error_code="timeout"), ("sent", None, "delivered", None)),
]


@pytest.mark.parametrize(("outcome", "after"), OUTCOMES)
async def test_a_sender_that_comes_late_only_names_the_message(
    store: Store, outcome: Outcome, after: tuple[object, ...]
) -> None:
    """What a status settled stays; the platform's message id is added where it is missing."""
    await put(store, row("1"))

    def work(conn: Connection) -> tuple[object, ...]:
        becoming(conn, state="sent", receipt="delivered")
        seq = conn.scalars(select(table.c.seq)).one()
        late = Outcome(
            seq, outcome.state, outcome.sent_at, outcome.platform_key, outcome.error_code
        )
        outbox.finish(conn, [late])
        return standing(conn)

    assert await store.write(work) == after


async def test_a_retry_keeps_the_name_of_the_message(store: Store) -> None:
    """An outcome without a message id does not take away the one that is known."""
    await put(store, row("1"))

    def work(conn: Connection) -> tuple[object, ...]:
        becoming(conn, state="sending", platform_key=KEY)
        seq = conn.scalars(select(table.c.seq)).one()
        outbox.finish(conn, [Outcome(seq, "waiting", error_code="timeout", due_at=NOW)])
        return standing(conn)

    assert await store.write(work) == ("waiting", "timeout", None, KEY)


UNMATCHED = [
    # another system sends from the same number
    mark("sent", b"other", None),
    mark("sent", b"other", "f" * 32),
    # nothing that we give along looks like this
    mark("sent", b"other", "1"),
    mark("sent", b"other", "\x00"),
    mark("sent", b"other", "\ud800"),
    mark("sent", b"other", ID + "\n"),
    mark("sent", b"other", "9" * 5000),
]


async def test_a_status_of_somebody_elses_message_matches_nothing(store: Store) -> None:
    """Its place is not among those that matched; its neighbours are."""
    await put(store, row("1"))

    def work(conn: Connection) -> set[int]:
        return settled(conn, *UNMATCHED, mark("sent"))

    assert await store.write(work) == {len(UNMATCHED)}
    assert await store.write(lambda conn: settled(conn)) == set()


async def test_a_thousand_statuses_are_applied_at_once(store: Store) -> None:
    """As many as one body of WhatsApp may hold, by either name, in a few statements."""
    await put(store, *(row(f"{i:x}") for i in range(1000)))

    def work(conn: Connection) -> int:
        becoming(conn, state="sending")
        marks = [mark("delivered", b"%d" % i, f"{i:x}".rjust(32, "0")) for i in range(1000)]
        assert settled(conn, *marks) == set(range(1000))
        read = [mark("read", b"%d" % i, None) for i in range(1000)]
        assert settled(conn, *read) == set(range(1000))
        return len(conn.scalars(select(table.c.id).where(table.c.receipt == "read")).all())

    assert await store.write(work) == 1000


async def test_the_time_of_a_status_is_the_platforms(store: Store) -> None:
    """The first that says it was taken dates the sending; none lies in the future."""
    await put(store, row("1"))

    def work(conn: Connection) -> tuple[object, ...]:
        becoming(conn, state="sending")
        settled(conn, mark("delivered", at=5), mark("sent", at=3))
        settled(conn, mark("read", at=3600))
        return tuple(conn.execute(select(table.c.sent_at, table.c.receipt_at)).one())

    assert await store.write(work) == (NOW + 5 * SECOND, NOW + 60 * SECOND)


async def test_failures_are_counted_by_channel_and_code(store: Store) -> None:
    """Rows that failed, not those that wait with an error or were dropped."""
    await put(store, *(row(str(i)) for i in range(1, 6)))

    def work(conn: Connection) -> dict[tuple[str, str], int]:
        states = [
            ("failed", "a"),
            ("failed", "a"),
            ("failed", None),
            ("waiting", "a"),
            ("dropped", "b"),
        ]
        for number, (state, code) in enumerate(states, 1):
            one = update(table).where(table.c.id == str(number).rjust(32, "0"))
            conn.execute(one.values(state=state, error_code=code))
        return outbox.failed_by_code(conn)

    assert await store.write(work) == {("terminal", "a"): 2, ("terminal", "unknown"): 1}
