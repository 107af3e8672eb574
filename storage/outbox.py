"""The outbox: what is to be said or done outside, in order, and what became of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    Update,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    not_,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.types import Integer, LargeBinary

from storage.prepared import Making, Prepared
from storage.tables import Moment, outbox
from storage.waking import tell

Kind: TypeAlias = Literal["callback", "reply", "notice", "campaign", "effect"]
State: TypeAlias = Literal["waiting", "sending", "sent", "failed", "unknown", "dropped"]

# Lower goes first. A person waits for a reply and for an effect, for a campaign nobody does.
PRIORITY: Final[Mapping[Kind, int]] = {
    "callback": 0,
    "reply": 1,
    "effect": 2,
    "notice": 3,
    "campaign": 4,
}
BULK: Final = PRIORITY["notice"]  # from here on nobody waits for an answer
# Class of the advisory locks of accounts, apart from all our other locks.
ACCOUNT_LOCKS: Final = 0x5E7B

# A button that was pressed waits for no longer: its platform has given up by then.
CALLBACK_LIFE: Final = timedelta(seconds=10)
# A sender that lives says so of each row more often (RENEWED); older ones' sender is dead.
STALE: Final = timedelta(seconds=45)
# How often a sender renews its rows and looks for others': dead ones' come back within a minute.
RENEWED: Final = timedelta(seconds=15)
# No retry waits longer; what does was put off by a clock that was ahead.
RETRIED_WITHIN: Final = timedelta(days=1)
# What is not said any more to somebody who blocked us; effects go on.
SAID: Final[Sequence[Kind]] = ("callback", "reply", "notice", "campaign")

# Literals, not parameters: else PostgreSQL's generic plans leave the partial indexes aside.
WAITING: Final = literal_column("'waiting'", String)
SENDING: Final = literal_column("'sending'", String)
FAILED: Final = literal_column("'failed'", String)


@dataclass(frozen=True, slots=True)
class NewOutboxRow:
    """A say or an effect that was decided; `payload` is sealed, `inbox_seq` the turn it answers."""

    id: str
    endpoint_id: str | None
    channel: str
    account: str
    kind: Kind
    message_id: str
    payload: bytes
    due_at: datetime
    created_at: datetime
    inbox_seq: int | None = None


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A row as it stands; `attempts` counts the present one, `due_at` is since when it is sent."""

    seq: int
    id: str
    endpoint_id: str | None
    channel: str
    account: str
    kind: Kind
    priority: int
    message_id: str
    payload: bytes
    state: State
    attempts: int
    due_at: datetime
    created_at: datetime
    sent_at: datetime | None
    inbox_seq: int | None
    error_code: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row being sent.

    `waiting` with `due_at` is a retry; `sent` comes with `sent_at` and the HMAC of the platform's
    message id, all others with an error code.
    """

    seq: int
    state: State
    sent_at: datetime | None = None
    platform_key: bytes | None = None
    error_code: str | None = None
    due_at: datetime | None = None


_COLUMNS = tuple(outbox.c[name] for name in OutboxRow.__slots__)


def put(conn: Connection, rows: Sequence[NewOutboxRow]) -> None:
    """Store rows in their order, which is kept for each endpoint and priority."""
    if rows:
        PUT.many(conn, [_values(row) for row in rows])
        tell(conn, "outbox")


PUT = Prepared(lambda making: making.insert(outbox))


def claim(
    conn: Connection, channel: str, account: str, now: datetime, limit: int, *, says: bool = True
) -> list[OutboxRow]:
    """Take due rows of an account, by priority and order, and mark them as being sent.

    A row stays behind while an earlier one of its endpoint and priority is being sent or waits
    for its retry. `says`: messages too, which only the sender takes that has the account.
    """
    if conn.dialect.name == "postgresql":
        _lock_account(conn, channel, account)
    given = {"of_channel": channel, "of_account": account, "now": now, "limit": limit}
    claimed = CLAIM if says else CLAIM_EFFECTS
    rows = [OutboxRow(*row) for row in claimed.rows(conn, **given)]
    return sorted(rows, key=lambda row: (row.priority, row.seq))


def finish(conn: Connection, outcomes: Sequence[Outcome]) -> None:
    """Store what became of rows being sent; one released or settled meanwhile is left as it is.

    Only the platform's message id is kept with it, by which its later statuses are known.
    """
    if not outcomes:
        return
    changed = FINISH.many(conn, [_outcome_values(outcome) for outcome in outcomes])
    if changed == len(outcomes):
        return  # the key is there
    keyed = [{"of_seq": o.seq, "key": o.platform_key} for o in outcomes if o.platform_key]
    NAME.many(conn, keyed)


def _finished(_: Making) -> Update:
    of_this = and_(outbox.c.seq == bindparam("of_seq"), outbox.c.state == SENDING)
    return (
        update(outbox)
        .where(of_this)
        .values(
            state=bindparam("new_state"),
            sent_at=bindparam("new_sent_at"),
            platform_key=func.coalesce(
                bindparam("new_platform_key", type_=LargeBinary), outbox.c.platform_key
            ),
            error_code=bindparam("new_error_code"),
            due_at=func.coalesce(bindparam("new_due_at", type_=Moment), outbox.c.due_at),
        )
    )


def _named(_: Making) -> Update:
    nameless = and_(outbox.c.seq == bindparam("of_seq"), outbox.c.platform_key.is_(None))
    return update(outbox).where(nameless).values(platform_key=bindparam("key"))


FINISH = Prepared(_finished)
NAME = Prepared(_named)


def drop_waiting(
    conn: Connection, endpoint_ids: Iterable[str], why: str, kinds: Sequence[Kind] = SAID
) -> None:
    """Drop what waits to be said to these endpoints; `why` is an error code."""
    ids = list(endpoint_ids)
    if ids:
        theirs = and_(outbox.c.endpoint_id.in_(ids), outbox.c.kind.in_(kinds))
        waiting = update(outbox).where(theirs, outbox.c.state == WAITING)
        conn.execute(waiting.values(state="dropped", error_code=why))


def of_endpoint(
    conn: Connection, endpoint_id: str, after_seq: int = 0, limit: int = 100
) -> list[OutboxRow]:
    """Give what was decided for an endpoint after a row, in order, effects included."""
    mine = and_(outbox.c.endpoint_id == endpoint_id, outbox.c.seq > after_seq)
    query = select(*_COLUMNS).where(mine).order_by(outbox.c.seq).limit(limit)
    return [OutboxRow(*row) for row in conn.execute(query)]


def renew(conn: Connection, seqs: Collection[int], now: datetime) -> None:
    """Say that rows are still being sent."""
    mine = and_(outbox.c.seq.in_(seqs), outbox.c.state == SENDING)
    conn.execute(update(outbox).where(mine).values(due_at=now))


def release_all(
    conn: Connection, channels: Collection[str], accounts: Collection[tuple[str, str]]
) -> int:
    """Give up all rows being sent, where no other sender lives; give how many.

    They wait again, but a campaign's, which is sent at most once: its outcome is unknown.
    """
    return _release(conn, _of(channels, accounts))


def release_stale(
    conn: Connection,
    channels: Collection[str],
    accounts: Collection[tuple[str, str]],
    now: datetime,
    held: Collection[int] = (),
) -> int:
    """Give up rows whose sender has died, as `release_all`, but those that this process sends.

    A moved clock may have left some that are sent since a time to come.
    """
    since = outbox.c.due_at
    theirs = and_(_of(channels, accounts), or_(since < now - STALE, since > now + STALE))
    return _release(conn, and_(theirs, outbox.c.seq.not_in(held)))


def mend_times(conn: Connection, now: datetime) -> int:
    """Let rows go now that a clock put off which was ahead and is not any more; give how many.

    What was due at once, and retries; what is planned for a day stays.
    """
    at_once = and_(outbox.c.created_at > now, outbox.c.due_at <= outbox.c.created_at)
    retried = and_(outbox.c.attempts > 0, outbox.c.due_at > now + RETRIED_WITHIN)
    put_off = and_(outbox.c.state == WAITING, outbox.c.due_at > now, or_(at_once, retried))
    return conn.execute(update(outbox).where(put_off).values(due_at=now)).rowcount


def urgent(
    conn: Connection, channel: str, account: str, now: datetime, most: int
) -> tuple[int, int]:
    """Give how many due rows of an account are callbacks, and how many others are waited for.

    Each is counted up to `most`: a backlog costs nothing.
    """
    given = {"of_channel": channel, "of_account": account, "now": now, "limit": most}
    return len(CALLBACKS.rows(conn, **given)), len(OTHERS.rows(conn, **given))


def next_due(conn: Connection, channel: str, account: str) -> datetime | None:
    """Give when the next row of an account falls due, also if it did already."""
    mine = and_(outbox.c.channel == channel, outbox.c.account == account)
    query = select(func.min(outbox.c.due_at)).where(mine, outbox.c.state == WAITING)
    due: datetime | None = conn.scalar(query)
    return due


def depth(conn: Connection) -> dict[tuple[str, Kind], int]:
    """Give how many rows wait, by channel and kind."""
    group = (outbox.c.channel, outbox.c.kind)
    query = select(*group, func.count()).where(outbox.c.state == WAITING).group_by(*group)
    return {(channel, kind): count for channel, kind, count in conn.execute(query)}


def failed_by_code(conn: Connection) -> dict[tuple[str, str], int]:
    """Give how many rows failed, by channel and error code; one without a code is "unknown"."""
    group = (outbox.c.channel, outbox.c.error_code)
    query = select(*group, func.count()).where(outbox.c.state == FAILED).group_by(*group)
    return {(channel, code or "unknown"): count for channel, code, count in conn.execute(query)}


def oldest(conn: Connection, now: datetime) -> datetime | None:
    """Give since when the row waits that was due first and is not sent yet."""
    query = select(func.min(outbox.c.due_at)).where(outbox.c.state == WAITING)
    due: datetime | None = conn.scalar(query.where(outbox.c.due_at <= now))
    return due


def _values(row: NewOutboxRow) -> dict[str, object]:
    given = {name: getattr(row, name) for name in NewOutboxRow.__slots__}
    return {**given, "priority": PRIORITY[row.kind], "state": "waiting", "attempts": 0}


def _outcome_values(outcome: Outcome) -> dict[str, object]:
    return {
        "of_seq": outcome.seq,
        "new_state": outcome.state,
        "new_sent_at": outcome.sent_at,
        "new_platform_key": outcome.platform_key,
        "new_error_code": outcome.error_code,
        "new_due_at": outcome.due_at,
    }


def _of(channels: Collection[str], accounts: Collection[tuple[str, str]]) -> ColumnElement[bool]:
    account = tuple_(outbox.c.channel, outbox.c.account)
    return or_(outbox.c.channel.in_(channels), account.in_(list(accounts)))


def _release(conn: Connection, rows: ColumnElement[bool]) -> int:
    at_most_once = outbox.c.kind == "campaign"
    state = case((at_most_once, "unknown"), else_="waiting")
    code = case((at_most_once, "unknown"), else_=outbox.c.error_code)
    given_up = update(outbox).where(outbox.c.state == SENDING, rows)
    return conn.execute(given_up.values(state=state, error_code=code)).rowcount


def _lock_account(conn: Connection, channel: str, account: str) -> None:
    """Let two senders of one account claim one after the other, else an endpoint's order breaks."""
    lock = text("SELECT pg_advisory_xact_lock(:locks, hashtext(:account))")
    conn.execute(lock, {"locks": ACCOUNT_LOCKS, "account": f"{channel}/{account}"})


def _due() -> ColumnElement[bool]:
    """Whether a row of the account may go by now."""
    return and_(
        outbox.c.channel == bindparam("of_channel"),
        outbox.c.account == bindparam("of_account"),
        outbox.c.state == WAITING,
        outbox.c.due_at <= NOW,
    )


def _urgent(kinds: ColumnElement[bool]) -> Prepared:
    """Due rows of such kinds, up to `limit`."""
    some = select(outbox.c.seq).where(_due(), kinds).limit(bindparam("limit", type_=Integer))
    return Prepared(lambda _: some)


def _claimed(*only: ColumnElement[bool]) -> Any:
    """The update that takes due rows, as `claim` tells."""
    order = (outbox.c.priority, outbox.c.seq)
    due = select(outbox.c.seq).where(_due(), *only, not_(_held_up())).order_by(*order)
    due = due.limit(bindparam("limit", type_=Integer))
    taken = due.with_for_update(skip_locked=True).cte("due")
    mark = update(outbox).where(outbox.c.seq.in_(select(taken.c.seq)))
    mark = mark.values(state="sending", attempts=outbox.c.attempts + 1, due_at=NOW)
    return mark.returning(*_COLUMNS)


def _held_up() -> ColumnElement[bool]:
    earlier = outbox.alias("earlier")
    retried = and_(earlier.c.state == WAITING, earlier.c.attempts > 0, earlier.c.due_at > NOW)
    # A subquery with a limit, not EXISTS: PostgreSQL would join it, without fresh statistics badly.
    before = select(earlier.c.seq).where(
        earlier.c.endpoint_id == outbox.c.endpoint_id,
        earlier.c.priority == outbox.c.priority,
        earlier.c.seq < outbox.c.seq,
        earlier.c.state.in_([WAITING, SENDING]),  # as in the partial index
        or_(earlier.c.state == SENDING, retried),
    )
    return before.limit(1).scalar_subquery().is_not(None)


NOW = bindparam("now", type_=Moment)
CLAIM = Prepared(lambda _: _claimed())
CLAIM_EFFECTS = Prepared(lambda _: _claimed(outbox.c.priority == PRIORITY["effect"]))
CALLBACKS = _urgent(outbox.c.priority == PRIORITY["callback"])
OTHERS = _urgent(outbox.c.priority.between(PRIORITY["callback"] + 1, BULK - 1))
