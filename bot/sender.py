"""The sender: claims outbox rows by priority, runs effects, delivers, records. Also the timers."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from bot import points
from bot.attachments import Attachments
from bot.away import is_away
from bot.campaigns import Campaigns
from bot.carriers import Account, platform_key
from bot.channels.local import LOCAL
from bot.clock import Now
from bot.delivery import Delivery
from bot.effects import EffectRunner
from bot.errors import SendFailed
from bot.house import Sealers
from bot.ledger import Ledger
from bot.limits import Pause
from bot.logs import log
from bot.meters import meters
from bot.reminders import Plans
from bot.tenure import Tenure
from bot.timers import Timers
from bot.trouble import HELD_SECONDS
from bot.wake import Wake
from storage import outbox
from storage.outbox import RENEWED, OutboxRow, Outcome
from storage.store import Store

__all__ = ["BATCH", "TRIES", "Sender", "platform_key"]

BATCH = 100  # rows a claim (LIMITS.md)
TRIES = 5  # of an effect, with growing pauses, before it is left as failed
PAUSE = timedelta(seconds=10)
EFFECTS_AT_ONCE = 16  # so that none waits for its time to begin behind a crowd
# A file comes within a minute or never, and eight pictures ahead take 15 s each at most.
EFFECT_SECONDS = 180.0
READING = "ktp"  # the effect that nothing waits for
READING_SECONDS = 1.0  # DESIGN.md section 9: `seratus chat --json` shows it in the next line
START_SECONDS = 5.0  # an account that does not answer holds up the start so long
GRACE_SECONDS = 2.0  # what is being sent at the end may still be answered
LONGEST_ALARM = 60.0  # seconds; what falls due later is found by the poll


class Sender:
    """Works off the outbox of local channels and of this process's platform accounts."""

    def __init__(
        self,
        store: Store,
        sealers: Sealers,
        effects: EffectRunner,
        now: Now,
        wake: Wake,
        accounts: Sequence[Account] = (),
        pause: Pause = asyncio.sleep,
        plans: Plans | None = None,
        campaigns: Campaigns | None = None,
        attachments: Attachments | None = None,
    ) -> None:
        self._store = store
        self._sealers = sealers
        self._effects = effects
        self._now = now
        self._wake = wake
        self._pause = pause
        self._ledger = Ledger(store, wake)
        self._campaigns = campaigns
        self._timers = Timers(store, sealers, now, wake, plans, campaigns, effects.erase)
        self._tenure = Tenure()
        self._deliveries = {
            (each.channel, each.name): Delivery(
                *(each, sealers, self._ledger, now, self._alarm, self._tenure),
                campaigns,
                attachments,
            )
            for each in accounts
        }
        self._running: set[asyncio.Task[None]] = set()  # effects
        self._sending: set[asyncio.Task[None]] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._reading: set[asyncio.Task[None]] = set()  # KTP photos, which nothing waits for
        self._free = asyncio.Semaphore(EFFECTS_AT_ONCE)
        self._readable = asyncio.Semaphore(EFFECTS_AT_ONCE)
        self._read = False  # whether a reading ended since the last rest
        self._patience = 0.0  # of the loop's clock: until when a reading is waited for
        self._bell: asyncio.TimerHandle | None = None
        self._looked = now()  # when rows were renewed and those of the dead looked for

    @property
    def accounts(self) -> list[Account]:
        """The platform accounts; each says what troubles it."""
        return [each.account for each in self._deliveries.values()]

    # --- beginning and end -------------------------------------------------------------------

    async def start(self) -> None:
        """Makes the platform accounts known; one that does not answer is tried again by itself."""
        begun = [self._spawn(self._starting, self._start(e)) for e in self._deliveries.values()]
        if begun:
            await asyncio.wait(begun, timeout=START_SECONDS)

    async def _start(self, delivery: Delivery) -> None:
        if not await self._started(delivery):
            self._spawn(self._starting, self._start_later(delivery))

    async def _start_later(self, delivery: Delivery) -> None:
        await self._pause(HELD_SECONDS)
        while not await self._started(delivery):
            await self._pause(HELD_SECONDS)

    async def _started(self, delivery: Delivery) -> bool:
        try:
            await delivery.account.carrier.start()
        except SendFailed as failed:
            delivery.trouble.tell(failed.code)
            return False
        except Exception as error:  # noqa: BLE001 - a platform's oddity never stops the house
            log.error("account_start", channel=delivery.account.channel, error=type(error).__name__)
        return True

    async def recover(self) -> None:
        """After a start: rows left "sending" by a killed sender of these accounts wait again.

        On PostgreSQL another sender may be sending the youngest: they come back when nobody has
        renewed them for long.
        """
        self._looked = self._now()
        await self._store.write(self._taken_back)

    def _taken_back(self, conn: Connection) -> None:
        outbox.mend_times(conn, self._now())
        self._release(conn)

    def _release(self, conn: Connection) -> None:
        own = list(self._deliveries)
        if conn.dialect.name == "sqlite":
            outbox.release_all(conn, LOCAL, own)
        else:
            outbox.release_stale(conn, LOCAL, own, self._now(), self._ledger.held)

    async def _look(self) -> None:
        """On PostgreSQL: renews what is being sent here, takes back what dead senders left."""
        passed = self._now() - self._looked
        back = passed < timedelta()
        if back or (passed >= RENEWED and self._store.dialect != "sqlite"):
            await self._store.write(lambda conn: self._renew(conn, back))
        if back or passed >= RENEWED:
            self._looked = self._now()

    def _renew(self, conn: Connection, back: bool) -> None:
        if back:  # the clock was ahead
            outbox.mend_times(conn, self._now())
        if conn.dialect.name != "sqlite":
            outbox.renew(conn, self._ledger.held, self._now())
            self._release(conn)

    async def rest(self) -> bool:
        """Waits until all that was begun has ended; gives whether there was any.

        The reading of a KTP is waited for a second; nothing hangs on it.
        """
        running = [*self._running, *self._sending]
        await asyncio.gather(*running)
        if not running and self._reading:
            left = self._patience - asyncio.get_running_loop().time()
            await asyncio.wait(self._reading, timeout=max(0.0, left))
        ended, self._read = self._read, False
        return bool(running) or ended

    async def close(self) -> None:
        """Waits shortly for what is being sent, ends the rest; it begins anew with the next start.

        A campaign's message that was cut off is then recorded as unknown.
        """
        if self._sending:
            await asyncio.wait(self._sending, timeout=GRACE_SECONDS)
        left = [*self._running, *self._reading, *self._sending, *self._starting]
        for each in left:
            each.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        if self._bell:
            self._bell.cancel()
        await self._given_up_accounts()
        for delivery in self._deliveries.values():
            await delivery.account.carrier.close()

    async def _given_up_accounts(self) -> None:
        try:
            await self._tenure.give_up(self._store)
        except Exception as error:  # noqa: BLE001 - the leases run out by themselves
            log.error("accounts_kept", error=type(error).__name__)

    # --- working off -------------------------------------------------------------------------

    async def run_batch(self, channel: str, account: str) -> int:
        """Claims and begins one batch of an account; gives how many rows.

        Local messages are delivered at once; what is sent, and effects, go on by themselves, so
        that a slow one holds up nobody. `rest` waits for them.
        """
        await self._ledger.store()
        delivery = self._deliveries.get((channel, account))
        rows = await (self._sent(delivery) if delivery else self._delivered(channel, account))
        for row in rows:
            if row.kind == "effect":
                self._begin(row)
        return len(rows)

    def _begin(self, row: OutboxRow) -> None:
        if row.message_id != READING:
            self._spawn(self._running, self._effect(row))
            return
        self._patience = asyncio.get_running_loop().time() + READING_SECONDS
        task = self._spawn(self._reading, self._effect(row))
        task.add_done_callback(self._reading_ended)

    def _reading_ended(self, _: asyncio.Task[None]) -> None:
        self._read = True

    async def _delivered(self, channel: str, account: str) -> Sequence[OutboxRow]:
        """Local: delivered by being readable."""
        rows = await self._store.write(lambda conn: self._readied(conn, channel, account))
        self._ledger.held |= {row.seq for row in rows}
        messages = [row for row in rows if row.kind != "effect"]
        self._ledger.note(*(Outcome(row.seq, "sent", sent_at=self._now()) for row in messages))
        if messages:
            meters.count("seratus_sends", channel, account, "sent", by=len(messages))
        await self._ledger.store()
        return rows

    def _readied(self, conn: Connection, channel: str, account: str) -> Sequence[OutboxRow]:
        rows = outbox.claim(conn, channel, account, self._now(), BATCH)
        return self._campaigns.claimed(conn, rows) if self._campaigns else rows

    async def _sent(self, delivery: Delivery) -> Sequence[OutboxRow]:
        quota = delivery.quota()
        work = await self._store.write(lambda conn: delivery.claim(conn, quota))
        self._ledger.held |= {row.seq for row in work.rows}
        delivery.begin(work, self._send)
        return work.rows

    def _send(self, work: Coroutine[Any, Any, None]) -> None:
        self._spawn(self._sending, work)

    def _spawn(
        self, among: set[asyncio.Task[None]], work: Coroutine[Any, Any, None]
    ) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        among.add(task)
        task.add_done_callback(among.discard)
        return task

    def _alarm(self, seconds: float) -> None:
        """Wakes the sender in so long, unless it is woken earlier."""
        loop = asyncio.get_running_loop()
        at = loop.time() + seconds
        if seconds > LONGEST_ALARM or (self._bell and loop.time() < self._bell.when() <= at):
            return
        if self._bell:
            self._bell.cancel()
        self._bell = loop.call_at(at, self._wake.outbox)

    # --- effects -----------------------------------------------------------------------------

    async def _effect(self, row: OutboxRow) -> None:
        try:
            self._ledger.note(await self._ran(row))
            await self._ledger.store()
        except Exception as error:  # noqa: BLE001 - its outcome is recorded with the next batch
            log.error("effect_unrecorded", outbox_seq=row.seq, error=type(error).__name__)

    async def _ran(self, row: OutboxRow) -> Outcome:
        who = str(row.endpoint_id)
        payload: dict[str, Any] = {}
        try:
            payload = self._sealers.sealer.open_json(row.payload, "outbox", "payload", row.id)
            free = self._readable if row.message_id == READING else self._free
            async with free, asyncio.timeout(EFFECT_SECONDS):
                with meters.timed("sender.effect"):
                    await self._effects.run(who, payload)
            points.reached(points.RAN)
        except Exception as error:  # noqa: BLE001 - recorded on the row, tried again
            code = str(error) if isinstance(error, SendFailed) else type(error).__name__[:32]
            log.error("effect_failed", outbox_seq=row.seq, inbox_seq=row.inbox_seq, error=code)
            if row.attempts < TRIES:
                meters.count("seratus_effects", row.message_id, "again")
                return self._later(row, code)
            meters.count("seratus_effects", row.message_id, "failed")
            return await self._given_up(row, payload, code)
        meters.count("seratus_effects", row.message_id, "ran")
        return Outcome(row.seq, "sent", sent_at=self._now())

    def _later(self, row: OutboxRow, code: str) -> Outcome:
        due = self._now() + PAUSE * 2 ** (min(row.attempts, TRIES) - 1)
        return Outcome(row.seq, "waiting", error_code=code, due_at=due)

    async def _given_up(self, row: OutboxRow, payload: dict[str, Any], code: str) -> Outcome:
        """Failed, once the talk knows that it waits in vain; else it is tried once more."""
        try:
            if payload:
                await self._effects.give_up(str(row.endpoint_id), payload)
        except Exception as error:  # noqa: BLE001 - recorded; the row is done with or comes again
            log.error("effect_untold", outbox_seq=row.seq, error=type(error).__name__)
            if is_away(error):
                return self._later(row, code)
        return Outcome(row.seq, "failed", error_code=code)

    # --- timers ------------------------------------------------------------------------------

    async def fire_timers(self) -> int:
        """Moves due timers into the inbox; gives how many. Once an hour old rows are deleted."""
        await self._look()
        return await self._timers.fire()
