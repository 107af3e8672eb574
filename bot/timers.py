"""Timers: what falls due enters by the inbox; once an hour old rows are deleted."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from bot.clock import Now
from bot.house import Sealers, timer_row
from bot.reminders import KIND, Plans
from bot.wake import Wake
from storage import endpoints, reminders, retention, timers
from storage.inbox import NewInboxRow
from storage.store import Store

TIMERS = 100  # fired a transaction
HOUSE = (KIND,)  # kinds that are no event of a talk
SWEEP = timedelta(hours=1)  # how often old rows are looked for; days matter, not minutes


class Timers:
    """Fires due timers."""

    def __init__(
        self, store: Store, sealers: Sealers, now: Now, wake: Wake, plans: Plans | None = None
    ) -> None:
        self._store = store
        self._sealers = sealers
        self._now = now
        self._wake = wake
        self._plans = plans
        self._swept = now()

    async def fire(self) -> int:
        """Moves due timers into the inbox; gives how many. Once an hour old rows are deleted."""
        if abs(self._now() - self._swept) >= SWEEP:  # also of a clock that was moved back
            self._swept = self._now()
            await self._store.write(lambda conn: retention.sweep(conn, self._now()))
        planned = await self._plans.run() if self._plans else 0
        fired = await self._store.write(
            lambda conn: timers.fire(
                conn, self._now(), TIMERS, lambda timer: self._event(conn, timer), HOUSE
            )
        )
        if fired:
            self._wake.inbox()
        return fired + planned

    def _event(self, conn: Connection, timer: timers.Timer) -> NewInboxRow:
        who = str(timer.endpoint_id)
        endpoint = endpoints.by_id(conn, self._sealers.sealer, [who])[who]
        subject = timer.key if timer.kind == reminders.TIMER else ""
        if timer.arguments:
            subject = self._sealers.sealer.open_text(
                timer.arguments, "timers", "arguments", timer.key
            )
        event_id = f"timer:{timer.key}:{timer.due_at.isoformat()}"
        return timer_row(self._sealers, endpoint, event_id, timer.kind, subject, self._now())
