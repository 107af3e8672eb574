"""The engine: claims a batch of inbox rows, reads, steps each purely, writes in one transaction.

A turn that raises harms only itself. A batch whose write fails is rolled back and replayed turn by
turn; a turn that fails alone is kept as failed with its error, and the person gets an apology.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.channels import Channel, Inbound
from bot.clock import Now
from bot.house import Sealers, house_event
from bot.logs import log
from bot.speech import spoken
from bot.written import Outcome, write_batch
from conversations.facts import Endpoint as EndpointFacts
from conversations.facts import Me, Needs, NikHolder, Query, World
from conversations.kernel import step
from conversations.session import Claim, Say, Text, Turn
from conversations.states import Book
from conversations.words import SOURCE, Catalogue
from storage import conversations, endpoints, facts, inbox
from storage.conversations import Overtaken, Talk
from storage.endpoints import Endpoint, Seen
from storage.inbox import InboxRow
from storage.sqlite import TransactionLostError
from storage.store import Batch, Store, StoreClosedError

BATCH = 128  # turns a transaction: beyond it the store gains little (LIMITS.md)
ROUNDS = 8  # a step asks for facts at most so often; more is a flow that never settles
PARTITIONS = range(64)


class TriesUsedUp(RuntimeError):
    """The process ended each time that this row was tried."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the office is and what its people are told."""

    region: str
    zone: str
    limits: facts.Limits


@dataclass(frozen=True, slots=True)
class Work:
    """One row of the batch with all that its step needs."""

    row: InboxRow
    inbound: Inbound
    endpoint: Endpoint
    fresh: bool
    talk: Talk


class Engine:
    """Turns inbox rows into conversations, records and outbox rows."""

    def __init__(
        self,
        store: Store,
        sealers: Sealers,
        channels: Mapping[str, Channel],
        book: Book,
        place: Place,
        now: Now,
    ) -> None:
        self._store = store
        self._sealers = sealers
        self._channels = channels
        self._book = book
        self._place = place
        self._now = now
        self._words: dict[str, Catalogue] = {}
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
        outcomes = [*broken, *await self._step_all(batch, works)]
        now = self._now()
        await batch.write(lambda conn: write_batch(conn, self._sealers, outcomes, now, self._again))

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
        sealed = self._sealed_error(row, error)

        def fail(conn: Connection) -> None:
            known = endpoints.load(conn, self._sealers.sealer, [row.endpoint_key])
            owner = known.get(row.endpoint_key)
            outcome = self._sorry(row, owner, SOURCE, sealed)
            write_batch(conn, self._sealers, [outcome], self._now(), self._again)

        await batch.write(fail)
        log.error("turn_failed", inbox_seq=row.seq, error=type(error).__name__)

    def _sealed_error(self, row: InboxRow, error: Exception) -> bytes:
        told = "".join(traceback.format_exception(error))
        return self._sealers.sealer.seal_text(told, "inbox", "error", row.event_key.hex())

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
                broken.append(Outcome(row, error=self._sealed_error(row, error)))
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

    # --- stepping --------------------------------------------------------------------------

    async def _step_all(self, batch: Batch, works: Sequence[Work]) -> list[Outcome]:
        """Steps every turn; facts that any of them needs are fetched for all at once."""
        known: dict[facts.Asked, Any] = {}
        outcomes: dict[int, Outcome] = {}
        waiting = list(works)
        for _ in range(ROUNDS):
            asked: list[facts.Asked] = []
            again: list[Work] = []
            for work in waiting:
                result = self._step(work, known)
                if isinstance(result, Needs):
                    asked += [(work.endpoint.id, query) for query in result.queries]
                    again.append(work)
                else:
                    outcomes[work.row.seq] = result
            if not again:
                break
            known |= await self._fetch(batch, asked, works)
            waiting = again
        else:
            endless = RuntimeError("a flow asks for facts without end")
            outcomes |= {work.row.seq: self._apology(work, endless) for work in waiting}
        return [outcomes[work.row.seq] for work in works]

    async def _fetch(
        self, batch: Batch, asked: Sequence[facts.Asked], works: Sequence[Work]
    ) -> dict[facts.Asked, Any]:
        known = {work.endpoint.id: work.endpoint for work in works}
        limits, now = self._place.limits, self._now()
        return await batch.read(
            lambda conn: facts.fetch(conn, self._sealers.sealer, asked, known, limits, now)
        )

    def _step(self, work: Work, known: Mapping[facts.Asked, Any]) -> Outcome | Needs:
        mine: dict[Query, Any] = {q: v for (who, q), v in known.items() if who == work.endpoint.id}
        try:
            result = step(
                work.talk.session, work.inbound.event, self._world(work, mine), self._book
            )
            if isinstance(result, Needs):
                return result
            return self._outcome(work, result, mine)
        except Exception as error:  # noqa: BLE001 - a turn that raises harms only itself
            log.error("turn_failed", inbox_seq=work.row.seq, error=type(error).__name__)
            return self._apology(work, error)

    def _world(self, work: Work, known: Mapping[Query, Any]) -> World:
        endpoint = work.endpoint
        me = EndpointFacts(endpoint.phone, endpoint.stopped)
        return World(
            now=self._now(),
            words=self._catalogue(work.talk.session.language),
            seed=self._sealers.sealer.seed(work.row.event_key.hex()),
            facts={**known, Me(): me},
            home=self._place.region,
            zone=self._place.zone,
        )

    def _outcome(self, work: Work, turn: Turn, known: Mapping[Query, Any]) -> Outcome:
        words = self._catalogue(turn.session.language)
        channel = self._channels[work.row.channel]
        person = work.row.kind == "message"
        return Outcome(
            work.row,
            endpoint=work.endpoint,
            fresh=work.fresh,
            talk=work.talk,
            turn=turn,
            messages=shown(turn.says, channel, words, work.endpoint.address),
            person=person,
            again=(work, known),
        )

    def _apology(self, work: Work, error: Exception) -> Outcome:
        """The person hears of it, the session stays as it was, the row is kept."""
        language = work.talk.session.language
        sealed = self._sealed_error(work.row, error)
        sorry = self._sorry(work.row, work.endpoint, language, sealed)
        return replace(sorry, fresh=work.fresh)

    def _sorry(
        self, row: InboxRow, endpoint: Endpoint | None, language: str, sealed: bytes
    ) -> Outcome:
        if endpoint is None or row.kind != "message":
            return Outcome(row, error=sealed)
        says = (Say((Text("apology"),)),)
        words = self._catalogue(language)
        messages = shown(says, self._channels[row.channel], words, endpoint.address)
        return Outcome(row, endpoint=endpoint, messages=messages, person=True, error=sealed)

    def _again(self, outcome: Outcome, lost: Claim) -> Outcome:
        """Steps a turn again that lost a key, with that fact, before its says are stored."""
        work, known = outcome.again
        held = {**known, NikHolder(lost.value): "another"}
        result = self._step(work, {(work.endpoint.id, query): v for query, v in held.items()})
        if isinstance(result, Needs):
            raise Overtaken("a turn that lost a key needs other facts")
        return result

    def _catalogue(self, language: str) -> Catalogue:
        if language not in self._words:
            self._words[language] = Catalogue(language, self._place.zone)
        return self._words[language]


def is_away(error: Exception) -> bool:
    """Whether the database cannot be reached or is busy or full: nothing is wrong with the rows."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return isinstance(error, OperationalError | OSError | TransactionLostError | StoreClosedError)


def shown(
    says: Sequence[Say], channel: Channel, words: Catalogue, address: str
) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """(message id, payload) of every platform message that the says become."""
    return tuple(
        (say.id, {**part.payload, "to": address})
        for say in says
        for part in channel.parts(spoken(say, words), address)
    )
