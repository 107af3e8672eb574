"""The sender: claims outbox rows by priority, runs effects, delivers, records. Also the timers."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.clock import Now
from bot.effects import Effects
from bot.house import Sealers, timer_row
from bot.logs import log
from bot.wake import Wake
from storage import endpoints, outbox, retention, timers
from storage.inbox import NewInboxRow
from storage.outbox import OutboxRow, Outcome
from storage.store import Store

BATCH = 100  # rows a claim (LIMITS.md)
TIMERS = 100  # timers fired a transaction
TRIES = 5  # of an effect, with growing pauses, before it is left as failed
PAUSE = timedelta(seconds=10)
SWEEP = timedelta(hours=1)  # how often old rows are looked for; days matter, not minutes
# A clock that was moved may have left rows "sending" since a time that has not come yet.
END_OF_TIME = datetime.max.replace(tzinfo=UTC)


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
        self._running: set[asyncio.Task[None]] = set()
        self._unrecorded: list[Outcome] = []
        self._swept = now()

    async def recover(self) -> None:
        """After a start: rows left "sending" by a killed sender wait again."""
        await self._store.write(lambda conn: outbox.release_stale(conn, END_OF_TIME))

    async def run_batch(self, channel: str, account: str) -> int:
        """Claims and works off one batch of an account; gives how many rows.

        Messages are delivered at once; effects go on by themselves, so that a slow one holds up
        nobody. `rest` waits for them.
        """
        await self._record()
        rows = await self._store.write(
            lambda conn: outbox.claim(conn, channel, account, self._now(), BATCH)
        )
        messages = [row for row in rows if row.kind != "effect"]
        await self._record(*(Outcome(row.seq, "sent", sent_at=self._now()) for row in messages))
        for row in rows:
            if row.kind == "effect":
                task = asyncio.create_task(self._effect(row))
                self._running.add(task)
                task.add_done_callback(self._running.discard)
        return len(rows)

    async def rest(self) -> bool:
        """Waits until all effects that were begun have ended; gives whether there were any."""
        running = list(self._running)
        await asyncio.gather(*running)
        return bool(running)

    async def close(self) -> None:
        """Ends effects under way; they begin anew with the next start."""
        running = list(self._running)
        for each in running:
            each.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _record(self, *outcomes: Outcome) -> None:
        """Stores what became of rows; what could not be stored is tried again with the next."""
        self._unrecorded += outcomes
        pending = list(self._unrecorded)
        if not pending:
            return
        await self._store.write(lambda conn: outbox.finish(conn, pending))
        self._unrecorded = [each for each in self._unrecorded if each not in pending]
        self._wake.delivered()
        self._wake.inbox()

    async def _effect(self, row: OutboxRow) -> None:
        try:
            await self._record(await self._ran(row))
        except Exception as error:  # noqa: BLE001 - its outcome is recorded with the next batch
            log.error("effect_unrecorded", outbox_seq=row.seq, error=type(error).__name__)

    async def _ran(self, row: OutboxRow) -> Outcome:
        who = str(row.endpoint_id)
        payload: dict[str, Any] = {}
        try:
            payload = self._sealers.sealer.open_json(row.payload, "outbox", "payload", row.id)
            await self._effects.run(who, payload)
        except Exception as error:  # noqa: BLE001 - recorded on the row, tried again
            code = type(error).__name__[:32]
            log.error("effect_failed", outbox_seq=row.seq, error=code)
            if row.attempts < TRIES:
                due = self._now() + PAUSE * 2 ** (row.attempts - 1)
                return Outcome(row.seq, "waiting", error_code=code, due_at=due)
            if payload:
                await self._effects.give_up(who, payload)
            return Outcome(row.seq, "failed", error_code=code)
        return Outcome(row.seq, "sent", sent_at=self._now())

    async def fire_timers(self) -> int:
        """Moves due timers into the inbox; gives how many. Once an hour old rows are deleted."""
        if self._now() - self._swept >= SWEEP:
            self._swept = self._now()
            await self._store.write(lambda conn: retention.sweep(conn, self._now()))
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
