"""Planning of reminders: once a day and region, in chunks, each a transaction of its own.

A timer of the region is the plan: it is due early on its day, and is replaced by the next day's
once all is planned. Chunks that a killed process left are planned again: nobody stands twice in the
table. What was missed for days is not made up for: the plan is always for today. At the hour of
sending each chunk is opened: its phones get their timers (`storage.reminders_at`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.clock import Now
from bot.logs import log
from conversations.templates import REMINDERS
from program.reminders import PLAIN, Reminding, sending_moments
from storage import contributions, kept_settings, lapsing, reminders, templates, timers
from storage.lapsing import Weekly
from storage.reminders import Planned, Planning
from storage.scope import Scope
from storage.store import Store
from storage.timers import Timer

__all__ = ["CHUNK", "KIND", "Plans", "Region"]

KIND = "plan_reminders"  # of the planning timer; it is no event of a talk
PLANNED_AT = time(6)  # local: before the first window, after midnight's payments are in
CHUNK = 1000  # people a transaction, which then takes well under 100 ms on PostgreSQL
LOOK = timedelta(minutes=1)  # how often the timer is looked for when it is not known
APART = timedelta(microseconds=1)  # each chunk has a time of its own, by which its rows are found


@dataclass(frozen=True, slots=True)
class Region:
    """Whose reminders are planned here: code, time zone, settings."""

    code: str = "63.10"
    zone: str = "Asia/Makassar"
    reminding: Reminding = PLAIN


class Plans:
    """Plans a region's reminders when their time has come."""

    def __init__(self, store: Store, region: Region, now: Now, chunk: int = CHUNK) -> None:
        self._store = store
        self._region = region
        self._now = now
        self._chunk = chunk
        self._looked = datetime.min.replace(tzinfo=UTC)
        self._next = self._looked  # when to look again

    async def run(self) -> int:
        """Plans today if that is due; gives how many reminders were planned."""
        now = self._now()
        if self._looked <= now < self._next:
            return 0
        self._looked = now
        due = await self._store.write(lambda conn: self._due(conn, now))
        if due.due_at > now:
            self._next = due.due_at
            return 0
        planned = await self._plan(due)
        self._next = now  # the next look finds tomorrow's
        return planned

    def _due(self, conn: Connection, now: datetime) -> Timer:
        """The region's timer; set for today where there is none."""
        found = timers.of_kind(conn, KIND, f"{KIND}:{self._region.code}:")
        if found:
            return found[0]
        first = self._timer(self._today(now), now)
        timers.set_timers(conn, [first])
        return first

    async def _plan(self, due: Timer) -> int:
        """The whole day, chunk by chunk, then the timer of the next."""
        await self._begin_runs()
        rows = lost = 0
        async for chunk in self._chunks(due):
            rows += chunk.rows
            lost += chunk.unreachable
        week = await self._store.read(lambda conn: self._week(conn, due))
        done = await self._store.write(lambda conn: self._finish(conn, due, week))
        if done and rows:
            log.info("reminders_planned", rows=rows, unreachable=lost)
        return rows

    async def _begin_runs(self) -> None:
        """Cover that begins today, before anybody is told that theirs is over."""
        today, full = self._today(self._now()), contributions.RUNS_AT_ONCE
        while await self._store.write(lambda conn: contributions.begin_runs(conn, today)) >= full:
            pass

    async def _chunks(self, due: Timer) -> AsyncIterator[Planned]:
        start = self._now()
        kept = await self._store.read(self._kept)
        planning = await self._store.read(lambda conn: self._planning(conn, start, kept))
        chunks = await self._store.read(lambda conn: reminders.chunks(conn, planning, self._chunk))
        moments = self._moments(start, kept)
        for number, chunk in enumerate(chunks):
            its = replace(planning, sent_at=moments[number * len(moments) // len(chunks)])
            done = await self._store.write(
                partial(self._planned, due, its, chunk, start + number * APART)
            )
            if done is None:
                return  # another process plans
            yield done

    def _planned(
        self, due: Timer, planning: Planning, chunk: str, at: datetime, conn: Connection
    ) -> Planned | None:
        if not timers.hold(conn, due.key):
            return None
        return reminders.plan(conn, planning, chunk, at)

    def _week(self, conn: Connection, due: Timer) -> Weekly:
        """What officers are told at the first plan of a week; looked for while nothing is held."""
        today = self._today(self._now())
        if self._monday(today) < self._today(due.due_at):
            return ()
        return lapsing.weekly(conn, Scope((self._region.code,)), today)

    def _finish(self, conn: Connection, due: Timer, week: Weekly) -> bool:
        """The officers' tasks of a week; tomorrow's timer in place of today's."""
        if not timers.hold(conn, due.key):
            return False
        now = self._now()
        today = self._today(now)
        lapsing.note_tasks(conn, week, today, now)
        timers.cancel(conn, [due.key])
        timers.set_timers(conn, [self._timer(today + timedelta(days=1), now)])
        return True

    # --- times -----------------------------------------------------------------------------

    def _kept(self, conn: Connection) -> Reminding:
        """The settings, where officers of the region set others."""
        return kept_settings.reminding(conn, self._region.code, self._region.reminding)

    def _planning(self, conn: Connection, start: datetime, kept: Reminding) -> Planning:
        region = self._region
        approved = templates.ready(conn, [each.name for each in REMINDERS])
        day, offsets = self._today(start), kept.offsets
        return Planning(Scope((region.code,)), day, start, offsets, approved)

    def _moments(self, start: datetime, kept: Reminding) -> tuple[datetime, ...]:
        zone = ZoneInfo(self._region.zone)
        local = start.astimezone(zone).replace(tzinfo=None)
        found = sending_moments(local, kept)
        return tuple(each.replace(tzinfo=zone).astimezone(UTC) for each in found)

    def _monday(self, today: date) -> date:
        return today - timedelta(days=today.weekday())

    def _today(self, now: datetime) -> date:
        return now.astimezone(ZoneInfo(self._region.zone)).date()

    def _timer(self, day: date, now: datetime) -> Timer:
        local = datetime.combine(day, PLANNED_AT, ZoneInfo(self._region.zone))
        key = f"{KIND}:{self._region.code}:{day}"
        return Timer(key, local.astimezone(UTC), KIND, now)
