"""The outbox: by priority, in order for each endpoint, with what became of each row."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from storage import outbox
from storage.outbox import Kind, NewOutboxRow, OutboxRow, Outcome, State
from storage.store import Store
from tests.storage.test_inbox import plan_of
from tests.storage.test_schema import ENDPOINT, person

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def row(name: str, kind: Kind = "reply", *, whole: bool = True, due: int = 0) -> NewOutboxRow:
    """Give a row to the one endpoint, or to none, due so many seconds after NOW."""
    return NewOutboxRow(
        id=name.rjust(32, "0"),
        endpoint_id=ENDPOINT if whole else None,
        channel="terminal",
        account="a",
        kind=kind,
        message_id="menu",
        payload=b"sealed",
        due_at=NOW + due * SECOND,
        created_at=NOW,
        inbox_seq=7,
    )


async def put(store: Store, *rows: NewOutboxRow) -> None:
    """Store rows, and the endpoint that they go to."""

    def work(conn: Connection) -> None:
        person(conn)
        outbox.put(conn, rows)

    await store.write(work)


def claiming(after: int = 0, limit: int = 10) -> Callable[[Connection], list[str]]:
    """Give work that claims rows of the account, so many seconds after NOW, and names them."""
    return lambda conn: names(outbox.claim(conn, "terminal", "a", NOW + after * SECOND, limit))


def finishing(name: str, state: State, **more: object) -> Callable[[Connection], None]:
    """Give work that stores what became of a row."""

    def work(conn: Connection) -> None:
        rows = outbox.of_endpoint(conn, ENDPOINT)
        (seq,) = [row.seq for row in rows if row.id.lstrip("0") == name]
        outbox.finish(conn, [Outcome(seq, state, **more)])  # type: ignore[arg-type]

    return work


def names(rows: list[OutboxRow]) -> list[str]:
    """Give the names of rows."""
    return [row.id.lstrip("0") for row in rows]


async def test_a_claim_goes_by_priority_then_order(store: Store) -> None:
    """Answers to buttons go first, then replies, effects, notices, campaigns."""
    kinds: list[Kind] = ["campaign", "notice", "effect", "reply", "callback", "reply"]
    await put(store, *(row(f"{i + 1}", kind) for i, kind in enumerate(kinds)))
    assert await store.write(claiming(limit=3)) == ["5", "4", "6"]
    assert await store.write(claiming()) == ["3", "2", "1"]
    assert await store.write(claiming()) == []


async def test_a_claimed_row_is_as_it_was_put(store: Store) -> None:
    """A claimed row holds what was put, is being sent since now, and counts its try."""
    await put(store, row("1"))
    later = NOW + SECOND
    (claimed,) = await store.write(lambda conn: outbox.claim(conn, "terminal", "a", later, 9))
    assert claimed == OutboxRow(
        seq=claimed.seq,
        id="1".rjust(32, "0"),
        endpoint_id=ENDPOINT,
        channel="terminal",
        account="a",
        kind="reply",
        priority=1,
        message_id="menu",
        payload=b"sealed",
        state="sending",
        attempts=1,
        due_at=later,
        created_at=NOW,
        sent_at=None,
        inbox_seq=7,
        error_code=None,
    )


@pytest.mark.parametrize(("channel", "account"), [("terminal", "b"), ("browser", "a")])
async def test_a_claim_is_of_one_account(store: Store, channel: str, account: str) -> None:
    """Rows of another account or channel are left to its own sender."""
    await put(store, row("1"))
    assert await store.write(lambda conn: outbox.claim(conn, channel, account, NOW, 9)) == []


async def test_nothing_goes_before_it_is_due(store: Store) -> None:
    """A row waits for its time without holding up later ones that are due."""

    async def next_due() -> datetime | None:
        return await store.read(lambda conn: outbox.next_due(conn, "terminal", "a"))

    await put(store, row("1", "notice", due=60), row("2", "notice"))
    assert await next_due() == NOW
    assert await store.write(claiming()) == ["2"]
    assert await store.write(claiming(after=59)) == []
    assert await next_due() == NOW + 60 * SECOND
    assert await store.write(claiming(after=60)) == ["1"]
    assert await next_due() is None


async def test_an_endpoint_gets_its_rows_in_order(store: Store) -> None:
    """While a row is being sent, later ones of its endpoint and priority stay behind."""
    await put(store, row("1"), row("2"), row("3", "notice"), row("4", whole=False))
    assert await store.write(claiming(limit=1)) == ["1"]
    assert await store.write(claiming()) == ["4", "3"]
    await store.write(finishing("1", "failed", error_code="blocked"))
    assert await store.write(claiming()) == ["2"]


async def test_a_retry_keeps_its_place(store: Store) -> None:
    """A row that waits for its retry holds up later ones of its endpoint and priority."""
    await put(store, row("1"), row("2"))
    await store.write(claiming(limit=1))
    retry = NOW + 30 * SECOND
    await store.write(finishing("1", "waiting", due_at=retry, error_code="rate_limited"))
    assert await store.write(claiming(after=29)) == []
    assert await store.write(claiming(after=30)) == ["1", "2"]


async def test_what_became_of_a_row_is_kept(store: Store) -> None:
    """A row that was sent keeps its time; what is not being sent any more is not changed."""
    await put(store, row("1"), row("2", "notice"))
    await store.write(finishing("2", "dropped"))
    await store.write(claiming(limit=1))
    await store.write(finishing("1", "sent", sent_at=NOW + SECOND, platform_key=b"hmac"))
    await store.write(finishing("1", "failed", error_code="late"))
    await store.write(lambda conn: outbox.finish(conn, []))
    first, second = await store.read(lambda conn: outbox.of_endpoint(conn, ENDPOINT))
    assert (first.state, first.sent_at, first.error_code) == ("sent", NOW + SECOND, None)
    assert second.state == "waiting"


async def test_an_endpoints_rows_after_one(store: Store) -> None:
    """A reader sees its endpoint's rows after the last one that it knows, so many at a time."""
    await put(store, row("1"), row("2", whole=False), row("3"), row("4"))
    rows = await store.read(lambda conn: outbox.of_endpoint(conn, ENDPOINT))
    assert names(rows) == ["1", "3", "4"]
    after = rows[0].seq
    rows = await store.read(lambda conn: outbox.of_endpoint(conn, ENDPOINT, after, limit=1))
    assert names(rows) == ["3"]


RELEASES: list[tuple[Kind, State]] = [
    # a reply is sent at least once
    ("reply", "waiting"),
    # an effect runs at least once
    ("effect", "waiting"),
    # a campaign message is sent at most once
    ("campaign", "unknown"),
]


@pytest.mark.parametrize(("kind", "state"), RELEASES)
async def test_a_dead_senders_rows_are_released(store: Store, kind: Kind, state: State) -> None:
    """Rows that nobody renewed wait again, but a campaign's: its outcome is unknown."""
    await put(store, row("1", kind))
    await store.write(claiming(after=5))
    begun = NOW + 5 * SECOND
    mine = [each.seq for each in await store.read(lambda conn: outbox.of_endpoint(conn, ENDPOINT))]

    def released(at: datetime, held: Sequence[int] = (), channel: str = "terminal") -> Any:
        return lambda conn: outbox.release_stale(conn, [], [(channel, "a")], at, held)

    assert await store.write(released(begun + outbox.STALE)) == 0
    late = begun + outbox.STALE + SECOND
    assert await store.write(released(late, held=mine)) == 0, "this process sends it"
    assert await store.write(released(late, channel="browser")) == 0
    await store.write(lambda conn: outbox.renew(conn, mine, begun + SECOND))
    assert await store.write(released(late)) == 0
    assert await store.write(released(late + SECOND)) == 1
    (released,) = await store.read(lambda conn: outbox.of_endpoint(conn, ENDPOINT))
    assert released.state == state
    assert await store.write(claiming(after=60)) == (["1"] if state == "waiting" else [])


async def test_depth_counts_what_waits(store: Store) -> None:
    """The backlog is counted by channel and kind; what is being sent is not in it."""
    await put(store, row("1"), row("2", "notice"), row("3", "notice", due=9), row("4", "callback"))
    await store.write(claiming(limit=1))
    expected = {("terminal", "reply"): 1, ("terminal", "notice"): 2}
    assert await store.read(outbox.depth) == expected


async def test_a_claim_uses_the_partial_indexes(store: Store) -> None:
    """Claiming asks in words that the indexes of unfinished rows answer."""
    plan = await store.write(lambda conn: plan_of(conn, claiming()))
    assert "outbox.state = 'waiting'" in plan
    assert "ix_outbox_waiting" in plan
    assert "ix_outbox_unfinished" in plan
