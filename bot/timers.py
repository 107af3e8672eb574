"""Timers: what falls due enters by the inbox; once an hour old rows are deleted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Connection

from bot.campaigns import KIND as CAMPAIGN
from bot.campaigns import Campaigns
from bot.clock import Now
from bot.house import Sealers, timer_row
from bot.meters import meters
from bot.reminders import KIND, Plans
from bot.wake import Wake
from conversations import place_telling
from storage import (
    endpoints,
    picture_fold,
    reminders,
    retention,
    retention_periods,
    rights_copy,
    rights_paper,
    timers,
    unusual_reading,
)
from storage.inbox import NewInboxRow
from storage.scope import Scope
from storage.store import Store

TIMERS = 100  # fired a transaction
HOUSE = (KIND, reminders.CHUNK, CAMPAIGN)  # kinds that are no event of a talk
OF_KEY = (reminders.TIMER, place_telling.KIND)  # kinds whose key is what the talk is told of
PICTURE = timedelta(minutes=1)  # how often villages that changed are counted anew
SWEEP = timedelta(hours=1)  # how often old rows are looked for; days matter, not minutes


class Timers:
    """Fires due timers."""

    def __init__(
        self,
        store: Store,
        sealers: Sealers,
        now: Now,
        wake: Wake,
        plans: Plans | None = None,
        campaigns: Campaigns | None = None,
        erase: Callable[[list[str]], None] | None = None,
    ) -> None:
        self._campaigns = campaigns
        self._erase = erase  # the content of files, which is not the store's
        self._store = store
        self._sealers = sealers
        self._now = now
        self._wake = wake
        self._plans = plans
        self._swept = now()
        self._counted = now()

    async def fire(self) -> int:
        """Moves due timers into the inbox; gives how many. Once an hour old rows are deleted."""
        if abs(self._now() - self._swept) >= SWEEP:  # also of a clock that was moved back
            self._swept = self._now()
            await self._store.write(self._sweep)
            await self._copies()
        if abs(self._now() - self._counted) >= PICTURE:
            await self._store.write(self._count)
        planned = await self._plans.run() if self._plans else 0
        planned += await self._campaigns.run() if self._campaigns else 0
        fired = await self._store.write(self._fire)
        if fired + planned:
            meters.count("seratus_timers_fired", by=fired + planned)
        if fired:
            self._wake.inbox()
        return fired + planned

    def _fire(self, conn: Connection) -> int:
        """The next chunk of planned reminders becomes timers, due timers become events."""
        now = self._now()
        opened = reminders.open_due(conn, now)
        return opened + timers.fire(
            conn, now, TIMERS, lambda timer: self._event(conn, timer), HOUSE
        )

    def _count(self, conn: Connection) -> None:
        """Counts some villages anew for the picture; the next ones at once, while there are any."""
        picture_fold.begin_day(conn, self._now())
        if not picture_fold.refresh(conn, Scope.whole(), self._now()):
            self._counted = self._now()

    def _sweep(self, conn: Connection) -> None:
        if self._campaigns:
            self._campaigns.before_sweep(conn)
        retention.sweep(conn, self._now())
        retention_periods.sweep(conn, self._sealers.sealer, self._now())
        unusual_reading.note(conn, self._now())
        rights_paper.remind(conn, self._now())

    async def _copies(self) -> None:
        """People's copies of their data that were sent: the content first, then what names it."""
        old = await self._store.read(lambda conn: rights_copy.over(conn, self._now()))
        if old and self._erase:
            await asyncio.to_thread(self._erase, old)
            await self._store.write(lambda conn: rights_copy.forget(conn, old))

    def _event(self, conn: Connection, timer: timers.Timer) -> NewInboxRow:
        who = str(timer.endpoint_id)
        endpoint = endpoints.by_id(conn, self._sealers.sealer, [who])[who]
        subject = timer.key if timer.kind in OF_KEY else ""
        if timer.arguments:
            subject = self._sealers.sealer.open_text(
                timer.arguments, "timers", "arguments", timer.key
            )
        event_id = f"timer:{timer.key}:{timer.due_at.isoformat()}"
        return timer_row(self._sealers, endpoint, event_id, timer.kind, subject, self._now())
