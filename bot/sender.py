"""The sender: claims outbox rows by priority, runs effects, delivers, records. Also the timers."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from bot.clock import Now
from bot.effects import Effects
from bot.house import Sealers, timer_row
from bot.logs import log
from bot.wake import Wake
from storage import endpoints, outbox, timers
from storage.inbox import NewInboxRow
from storage.outbox import OutboxRow, Outcome
from storage.store import Store

BATCH = 100  # rows a claim (LIMITS.md)
TIMERS = 100  # timers fired a transaction
TRIES = 5  # of an effect, with growing pauses, before it is left as failed
PAUSE = timedelta(seconds=10)


class Sender:
    """Works off the outbox of local channels: their messages are delivered by being readable."""

    def __init__(
        self, store: Store, sealers: Sealers, effects: Effects, now: Now, wake: Wake
    ) -> None:
        self._store = store
        self._sealers = sealers
        self._effects = effects
        self._now = now
        self._wake = wake

    async def recover(self) -> None:
        """After a start: rows left "sending" by a killed sender wait again."""
        await self._store.write(lambda conn: outbox.release_stale(conn, self._now()))

    async def run_batch(self, channel: str, account: str) -> int:
        """Claims and works off one batch of an account; gives how many rows."""
        rows = await self._store.write(
            lambda conn: outbox.claim(conn, channel, account, self._now(), BATCH)
        )
        if not rows:
            return 0
        outcomes = [await self._one(row) for row in rows]
        await self._store.write(lambda conn: outbox.finish(conn, outcomes))
        self._wake.delivered()
        self._wake.inbox()
        return len(rows)

    async def _one(self, row: OutboxRow) -> Outcome:
        if row.kind != "effect":
            return Outcome(row.seq, "sent", sent_at=self._now())
        try:
            payload = self._sealers.sealer.open_json(row.payload, "outbox", "payload", row.id)
            await self._effects.run(str(row.endpoint_id), payload)
        except Exception as error:  # noqa: BLE001 - recorded on the row, tried again
            log.error("effect_failed", outbox_seq=row.seq, error=type(error).__name__)
            return self._later(row, type(error).__name__)
        return Outcome(row.seq, "sent", sent_at=self._now())

    def _later(self, row: OutboxRow, code: str) -> Outcome:
        if row.attempts >= TRIES:
            return Outcome(row.seq, "failed", error_code=code[:32])
        pause = PAUSE * 2 ** (row.attempts - 1)
        return Outcome(row.seq, "waiting", error_code=code[:32], due_at=self._now() + pause)

    async def fire_timers(self) -> int:
        """Moves due timers into the inbox; gives how many."""
        fired = await self._store.write(
            lambda conn: timers.fire(
                conn, self._now(), TIMERS, lambda timer: self._event(conn, timer)
            )
        )
        if fired:
            self._wake.inbox()
        return fired

    def _event(self, conn: Connection, timer: timers.Timer) -> NewInboxRow:
        who = str(timer.endpoint_id)
        endpoint = endpoints.by_id(conn, self._sealers.sealer, [who])[who]
        subject = ""
        if timer.arguments:
            subject = self._sealers.sealer.open_text(
                timer.arguments, "timers", "arguments", timer.key
            )
        event_id = f"timer:{timer.key}:{timer.due_at.isoformat()}"
        return timer_row(self._sealers, endpoint, event_id, timer.kind, subject, self._now())
