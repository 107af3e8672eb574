"""The engine: claims a batch of inbox rows, reads, steps each purely, writes in one transaction.

A turn that raises harms only itself. A batch whose write fails is rolled back and replayed turn by
turn; a turn that fails alone is kept as failed with its error, and the person gets an apology.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from bot import points
from bot.arrivals import named
from bot.away import is_away
from bot.channels import Channel, Inbound
from bot.clock import Now
from bot.house import Sealers, house_event
from bot.intake import cut
from bot.logs import log
from bot.meters import meters
from bot.stepping import Stepper, Work
from bot.written import Outcome, write_batch
from conversations.session import SharedContact
from conversations.words import SOURCE
from storage import addresses, conversations, endpoints, inbox
from storage.addresses import Named
from storage.endpoints import Endpoint, Seen
from storage.inbox import InboxRow
from storage.store import Batch, Store

BATCH = 128  # turns a transaction: beyond it the store gains little (LIMITS.md)
OF_THE_HOUSE = frozenset({"timer", "effect", "act"})  # their keys follow an endpoint that moves


class TriesUsedUp(RuntimeError):
    """The process ended each time that this row was tried."""


class Engine:
    """Turns inbox rows into conversations, records and outbox rows."""

    def __init__(
        self,
        store: Store,
        sealers: Sealers,
        channels: Mapping[str, Channel],
        stepper: Stepper,
        now: Now,
    ) -> None:
        self._store = store
        self._sealers = sealers
        self._channels = channels
        self._stepper = stepper
        self._now = now
        self._careful = 0
        self._started = False
        self._forgiven: list[int] = []

    async def run_batch(self) -> int:
        """Works off one batch; gives how many rows it finished or failed."""
        await self._start()
        await self._forgive()
        if self._careful > 0:
            self._careful -= 1
            return await self._guarded(1, counted=True)
        return await self._guarded(BATCH, counted=False)

    async def _start(self) -> None:
        """After a crash the rows of the last batch are tried one at a time, each try counted."""
        if not self._started:
            self._started = True
            async with self._store.batch() as batch:
                count, _ = await batch.read(inbox.waiting)
            self._careful = min(count, BATCH)

    async def _guarded(self, limit: int, counted: bool) -> int:
        try:
            return await self._batch(limit, counted)
        except Exception as error:
            if is_away(error):
                raise  # the rows wait, the loop tries again
            log.warning("batch_replayed", error=type(error).__name__, limit=limit)
            return await self._one_by_one(limit)

    async def _one_by_one(self, limit: int) -> int:
        """Replays a batch that failed to commit, turn by turn, so that one harms only itself.

        A turn that fails each time is failed once its tries are used up.
        """
        done = 0
        for _ in range(limit + inbox.MAX_ATTEMPTS):
            try:
                count = await self._batch(1, counted=True)
            except Exception as error:
                if is_away(error):
                    raise
                log.warning("turn_replayed", error=type(error).__name__)
                continue  # its try was counted, it comes again
            if count == 0:
                break
            done += count
        return done

    async def _batch(self, limit: int, counted: bool) -> int:
        """One transaction of turns; a counted one is alone in it.

        So is one that was tried before: it may be what ended a process, or another's batch.
        """
        async with self._store.batch() as batch:
            rows, spent = await batch.read(lambda conn: self._claim(conn, limit, counted))
            for row in spent:
                await self._fail(batch, row, TriesUsedUp())
            suspects = rows[:1] if counted else [row for row in rows if row.attempts][:1]
            if suspects:
                rows = suspects
                await self._alone(batch, suspects[0])
            elif rows:
                await self._work_off(batch, rows)
        if rows:
            points.reached(points.COMMITTED)
        return len(rows) + len(spent)

    async def _alone(self, batch: Batch, row: InboxRow) -> None:
        """One turn whose try is counted first; the last try keeps the row with its error."""
        await self._store.write(lambda conn: inbox.count_attempts(conn, [row.seq]))
        try:
            await self._work_off(batch, [row])
        except Exception as error:
            if is_away(error):
                self._forgiven.append(row.seq)
            if is_away(error) or row.attempts + 1 < inbox.MAX_ATTEMPTS:
                raise
            await self._fail(batch, row, error)

    async def _forgive(self) -> None:
        """Tries that ended as the database was away or full do not count against their rows."""
        if self._forgiven:
            seqs = list(self._forgiven)
            await self._store.write(lambda conn: inbox.forgive_attempts(conn, seqs))
            self._forgiven = self._forgiven[len(seqs) :]

    async def _work_off(self, batch: Batch, rows: Sequence[InboxRow]) -> None:
        with meters.timed("engine.read"):
            readable, broken = self._opened(rows)
            works = await batch.read(lambda conn: self._load(conn, readable))
        with meters.timed("engine.step"):
            outcomes = [*broken, *await self._stepper.step_all(batch, works)]
        now = self._now()

        def write(conn: Connection) -> None:
            write_batch(conn, self._sealers, outcomes, now, self._stepper)
            points.reached(points.STEPPED)

        with meters.timed("engine.write"):
            await batch.write(write)
        counted(outcomes)

    # --- claiming and reading --------------------------------------------------------------

    def _claim(
        self, conn: Connection, limit: int, counted: bool
    ) -> tuple[list[InboxRow], list[InboxRow]]:
        """The rows to work off, and those that killed the process each time they were tried.

        Only of partitions that no other process holds: it may be trying them this moment.
        """
        shares = conn.dialect.name == "postgresql"
        held = inbox.share_partitions(conn, limit) if shares else None
        rows = inbox.claim(conn, limit, held) if held != [] else []
        if len(rows) == limit and not counted:
            return rows, []  # many wait; those come when fewer do
        return rows, self._spent(conn, shares)

    def _spent(self, conn: Connection, shares: bool) -> list[InboxRow]:
        rows = inbox.exhausted(conn, BATCH)
        if not rows or not shares:
            return rows
        free = inbox.lock_partitions(conn, {row.partition for row in rows})
        return inbox.exhausted(conn, BATCH, free)

    async def _fail(self, batch: Batch, row: InboxRow, error: Exception) -> None:
        """Keeps the row as failed; a person who is known hears of it."""
        sealed = self._stepper.sealed_error(row, error)
        try:
            await batch.write(lambda conn: self._sorry(conn, row, sealed))
        except Exception as another:
            if is_away(another):
                raise
            log.error("apology_failed", inbox_seq=row.seq, error=type(another).__name__)
            await batch.write(lambda conn: inbox.fail(conn, row.seq, sealed, self._now()))
        log.error("turn_failed", inbox_seq=row.seq, error=type(error).__name__)
        meters.count("seratus_turns", row.kind, "unknown", "failed")

    def _sorry(self, conn: Connection, row: InboxRow, sealed: bytes) -> None:
        known = endpoints.load(conn, self._sealers.sealer, [row.endpoint_key])
        outcome = self._stepper.sorry(row, known.get(row.endpoint_key), SOURCE, sealed)
        write_batch(conn, self._sealers, [outcome], self._now(), self._stepper)

    def _opened(
        self, rows: Sequence[InboxRow]
    ) -> tuple[list[tuple[InboxRow, Inbound]], list[Outcome]]:
        readable: list[tuple[InboxRow, Inbound]] = []
        broken: list[Outcome] = []
        for row in rows:
            try:
                readable.append((row, self._read(row)))
            except Exception as error:  # noqa: BLE001 - a row nobody can read is kept as failed
                log.error("row_unreadable", inbox_seq=row.seq, error=type(error).__name__)
                broken.append(Outcome(row, error=self._stepper.sealed_error(row, error)))
        return readable, broken

    def _read(self, row: InboxRow) -> Inbound:
        payload = self._sealers.opener.open(row.payload, row.channel, row.account, row.event_key)
        if row.kind in ("timer", "effect"):
            return house_event(payload)
        return cut(self._channels[row.channel].read(payload))

    def _load(self, conn: Connection, rows: Sequence[tuple[InboxRow, Inbound]]) -> list[Work]:
        """Endpoints, talks and drafts of all rows, in a handful of queries.

        Somebody with two addresses in one batch is one person: the later row waits for the next.
        """
        sealer = self._sealers.sealer
        names = {row.seq: self._named(row, inbound) for row, inbound in rows}
        indexes = {index for found in names.values() for _, index in found}
        known = endpoints.load(conn, sealer, indexes | {row.endpoint_key for row, _ in rows})
        talks = conversations.load(conn, sealer, {each.id for each in known.values()})
        works: list[Work] = []
        taken: set[object] = set()
        for row, inbound in rows:
            own = known.get(row.endpoint_key) if row.kind in OF_THE_HOUSE else None
            found = own or addresses.whose(known, names[row.seq])
            keys = {row.endpoint_key, *(index for _, index in names[row.seq])}
            person: set[object] = {found.id} if found else set(keys)
            if person & taken:
                continue
            taken |= person
            endpoint = self._now_known(found, inbound) if found else self._fresh(row, inbound)
            talk = talks.get(endpoint.id) or conversations.fresh(endpoint.id)
            works.append(Work(row, inbound, endpoint, found is None, talk))
        return works

    def _named(self, row: InboxRow, inbound: Inbound) -> list[Named]:
        return named(self._sealers, row.channel, row.account, inbound)

    def _now_known(self, endpoint: Endpoint, inbound: Inbound) -> Endpoint:
        """With the phone that the channel vouches for just now.

        One that is being shared answers the question first, and is known from then on.
        """
        shared = isinstance(inbound.event, SharedContact)
        if inbound.phone is None or endpoint.trial or shared:
            return endpoint
        return replace(endpoint, phone=inbound.phone, phone_at=self._now())

    def _fresh(self, row: InboxRow, inbound: Inbound) -> Endpoint:
        trial = self._channels[row.channel].trial
        address = inbound.address
        index = self._sealers.inbox.endpoint_key(row.channel, row.account, address)
        phone = None if trial else inbound.phone
        seen = Seen(row.channel, row.account, address, index, trial, phone)
        return endpoints.fresh(seen, self._now())


def counted(outcomes: Sequence[Outcome]) -> None:
    """Counts the turns of a commit, and notes each in the log under its inbox row's number."""
    meters.note("seratus_commit_rows", len(outcomes), "engine")
    for each in outcomes:
        kind, flow, came_to = each.row.kind, _flow(each), _came_to(each)
        meters.count("seratus_turns", kind, flow, came_to)
        for value in each.turn.happened if each.turn else ():
            meters.count("seratus_happened", type(value).__name__)
        log.debug("turn", inbox_seq=each.row.seq, kind=kind, flow=flow, outcome=came_to)


def _flow(outcome: Outcome) -> str:
    """The form that is being filled in, else the state of the talk, as the turn found it."""
    if outcome.talk is None:
        return "unknown"
    session = outcome.talk.session
    return session.draft.form if session.draft else session.state


def _came_to(outcome: Outcome) -> str:
    if outcome.error is not None:
        return "failed"
    if outcome.turn and outcome.talk and outcome.turn.session.missed > outcome.talk.session.missed:
        return "not_understood"
    return "answered" if outcome.messages else "quiet"
