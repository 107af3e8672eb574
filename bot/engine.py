"""The engine: claims a batch of inbox rows, reads, steps each purely, writes in one transaction.

A turn that raises harms only itself. A batch whose write fails is rolled back and replayed turn by
turn; a turn that fails alone is kept as failed with its error, and the person gets an apology.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.channels import Channel, Inbound
from bot.clock import Now
from bot.house import Sealers, house_event
from bot.logs import log
from bot.stepping import Stepper, Work
from bot.written import Outcome, write_batch
from conversations.words import SOURCE
from storage import conversations, endpoints, inbox
from storage.endpoints import Endpoint, Seen
from storage.inbox import InboxRow
from storage.sqlite import TransactionLostError
from storage.store import Batch, Store, StoreClosedError

BATCH = 128  # turns a transaction: beyond it the store gains little (LIMITS.md)
PARTITIONS = range(64)


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

    async def run_batch(self) -> int:
        """Works off one batch; gives how many rows it finished or failed."""
        await self._start()
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
        """One transaction of turns; a counted one is alone in it."""
        async with self._store.batch() as batch:
            rows, spent = await batch.read(lambda conn: self._claim(conn, limit))
            for row in spent:
                await self._fail(batch, row, TriesUsedUp())
            if counted and rows:
                await self._alone(batch, rows[0])
            elif rows:
                await self._work_off(batch, rows)
        return len(rows) + len(spent)

    async def _alone(self, batch: Batch, row: InboxRow) -> None:
        """One turn whose try is counted first; the last try keeps the row with its error."""
        await self._store.write(lambda conn: inbox.count_attempts(conn, [row.seq]))
        try:
            await self._work_off(batch, [row])
        except Exception as error:
            if is_away(error) or row.attempts + 1 < inbox.MAX_ATTEMPTS:
                raise
            await self._fail(batch, row, error)

    async def _work_off(self, batch: Batch, rows: Sequence[InboxRow]) -> None:
        readable, broken = self._opened(rows)
        works = await batch.read(lambda conn: self._load(conn, readable))
        outcomes = [*broken, *await self._stepper.step_all(batch, works)]
        now = self._now()
        await batch.write(
            lambda conn: write_batch(conn, self._sealers, outcomes, now, self._stepper.again)
        )

    # --- claiming and reading --------------------------------------------------------------

    def _claim(self, conn: Connection, limit: int) -> tuple[list[InboxRow], list[InboxRow]]:
        """The rows to work off, and those that killed the process each time they were tried.

        Only of partitions that no other process holds: it may be trying them this moment.
        """
        partitions = None
        if conn.dialect.name == "postgresql":
            partitions = inbox.lock_partitions(conn, PARTITIONS)
            if not partitions:
                return [], []
        spent = inbox.exhausted(conn, BATCH, partitions)
        return inbox.claim(conn, limit, partitions), spent

    async def _fail(self, batch: Batch, row: InboxRow, error: Exception) -> None:
        """Keeps the row as failed; a person who is known hears of it."""
        sealed = self._stepper.sealed_error(row, error)

        def fail(conn: Connection) -> None:
            known = endpoints.load(conn, self._sealers.sealer, [row.endpoint_key])
            owner = known.get(row.endpoint_key)
            outcome = self._stepper.sorry(row, owner, SOURCE, sealed)
            write_batch(conn, self._sealers, [outcome], self._now(), self._stepper.again)

        await batch.write(fail)
        log.error("turn_failed", inbox_seq=row.seq, error=type(error).__name__)

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
        return self._channels[row.channel].read(payload)

    def _load(self, conn: Connection, rows: Sequence[tuple[InboxRow, Inbound]]) -> list[Work]:
        """Endpoints, talks and drafts of all rows, in a handful of queries."""
        sealer = self._sealers.sealer
        known = endpoints.load(conn, sealer, {row.endpoint_key for row, _ in rows})
        talks = conversations.load(conn, sealer, [each.id for each in known.values()])
        works = []
        for row, inbound in rows:
            endpoint = known.get(row.endpoint_key) or self._fresh(row, inbound)
            talk = talks.get(endpoint.id) or conversations.fresh(endpoint.id)
            works.append(Work(row, inbound, endpoint, row.endpoint_key not in known, talk))
        return works

    def _fresh(self, row: InboxRow, inbound: Inbound) -> Endpoint:
        trial = self._channels[row.channel].trial
        seen = Seen(
            row.channel, row.account, inbound.address, row.endpoint_key, trial, inbound.phone
        )
        return endpoints.fresh(seen, self._now())


def is_away(error: Exception) -> bool:
    """Whether the database cannot be reached or is busy or full: nothing is wrong with the rows."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return isinstance(error, OperationalError | OSError | TransactionLostError | StoreClosedError)
