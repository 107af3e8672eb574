"""Campaigns as the sender runs them: frozen, begun, filled into the outbox, made when claimed.

Whoever claims a row of a campaign looks first whether it still may go: a campaign that was paused
holds it, a person who stopped, died or mourns gets nothing any more.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.channels import Channel
from bot.channels.local import LOCAL
from bot.clock import Now
from bot.house import Sealers
from bot.logs import log
from bot.speech import spoken
from conversations.broadcast_text import BY_NAME, Reader, say
from conversations.session import SOURCE
from conversations.words import Catalogue, catalogue
from program.quiet_hours import may_send, next_sending
from program.regions import region
from program.reminders import PLAIN, Reminding
from program.zones import PROVINCES, zones_of
from storage import campaigns as acts
from storage import (
    campaigns_claimed,
    campaigns_freezing,
    campaigns_held,
    campaigns_outcomes,
    campaigns_tier,
    conversations,
    endpoints,
    recipients,
    templates,
    timers,
)
from storage import campaigns_run as running
from storage.campaigns import Campaign
from storage.campaigns_audience import Counted, Meant
from storage.campaigns_claimed import Standing
from storage.campaigns_count import count
from storage.endpoints import Endpoint
from storage.outbox import OutboxRow
from storage.store import Store

KIND = acts.TIMER  # of the timer; it is no event of a talk
SLOW = timedelta(seconds=5)  # how often a campaign is looked at that is spread over hours


@dataclass(frozen=True, slots=True)
class Office:
    """Where campaigns go out from, and when people may be written to."""

    zone: str = "Asia/Makassar"
    reminding: Reminding = PLAIN

    def today(self, now: datetime) -> date:
        """The day there."""
        return now.astimezone(ZoneInfo(self.zone)).date()

    def next_hours(self, now: datetime, regions: Sequence[str]) -> datetime | None:
        """When people of these regions may next be written to, each in the own zone; None: now.

        Where they lie in several zones it is looked at again then: all must be within their hours.
        A zone outside Indonesia is a trial's and holds for everybody.
        """
        zones = zones_of(regions, self.zone) if self.zone in PROVINCES else (self.zone,)
        each = (self._next_in(now, zone) for zone in zones)
        return max(filter(None, each), default=None)

    def _next_in(self, now: datetime, name: str) -> datetime | None:
        zone = ZoneInfo(name)
        local = now.astimezone(zone).replace(tzinfo=None)
        if may_send(local, self.reminding.hours):
            return None
        return next_sending(local, self.reminding.hours).replace(tzinfo=zone).astimezone(UTC)


class Campaigns:
    """Moves campaigns on, and makes their messages."""

    def __init__(
        self,
        store: Store,
        sealers: Sealers,
        channels: Mapping[str, Channel],
        office: Office,
        now: Now,
        chunk: int = recipients.CHUNK,
    ) -> None:
        self._store = store
        self._sealer = sealers.sealer
        self._channels = channels
        self._office = office
        self._now = now
        self._chunk = chunk

    # --- moving on -------------------------------------------------------------------------

    async def run(self) -> int:
        """Moves each campaign on that has something to do; gives how much was done."""
        async with self._store.batch() as batch:
            due = await batch.read(lambda conn: running.due(conn, self._now()))
        return sum([await self._move(which) for which in due])

    async def _move(self, which: str) -> int:
        state, done = await self._store.write(lambda conn: self._moved(conn, which))
        return await self._freeze(which) if state == "freezing" else done

    def _moved(self, conn: Connection, which: str) -> tuple[str, int]:
        """The state it was found in, and what was done in this transaction."""
        now, found = self._now(), campaigns_held.held(conn, self._sealer, which)
        if found is None or found.state == "freezing":
            return (found.state if found else ""), 0
        if found.state not in ("approved", "running"):
            timers.cancel(conn, [acts.timer_key(which)])
            return found.state, 1
        if (later := self._office.next_hours(now, found.audience.regions)) is not None:
            acts.take_back(conn, which)
            acts.set_timer(conn, which, later, now)
            return found.state, 1
        if found.state == "approved":
            running.begin(conn, found, self._office.today(now), now)
            return found.state, 1
        filled = running.fill(conn, self._sealer, found, now)
        if found.spread_hours and not filled:
            self._look_later(conn, found, now)
        return found.state, filled

    def _look_later(self, conn: Connection, found: Campaign, now: datetime) -> None:
        """A slow one costs nothing between two messages; one that is done has no timer."""
        if recipients.any_left(conn, found.id):
            acts.set_timer(conn, found.id, now + SLOW, now)

    async def _freeze(self, which: str) -> int:
        """All stretches, each a transaction of its own; then its state says what is next."""
        its = await self._store.read(lambda conn: self._meant(conn, which))
        if its is None:
            return 0
        spans = await self._store.read(lambda conn: recipients.spans(conn, its, self._chunk))
        pacing = recipients.Pacing(spans)
        while (span := pacing.next()) is not None:
            work = partial(campaigns_freezing.freeze, sealer=self._sealer, its=its, span=span)
            began = time.monotonic()
            if not await self._store.write(work):
                return 0
            pacing.took(time.monotonic() - began)
            await asyncio.sleep(0)  # replies go between two transactions
        told = await self._store.read(lambda conn: count(conn, its))
        now = self._now()
        state = await self._store.write(lambda conn: self._frozen(conn, its, told, now))
        if state:
            log.info("campaign_frozen", campaign=which, people=told.people, state=state)
        return 1

    def _frozen(self, conn: Connection, its: Meant, told: Counted, now: datetime) -> str:
        """Without those above WhatsApp's level of the day; only while it is being frozen."""
        campaign = campaigns_held.held(conn, self._sealer, its.campaign)
        if campaign is None or campaign.state != "freezing":
            return ""
        told = campaigns_tier.left_out(told, campaigns_tier.cut(conn, its))
        return campaigns_freezing.frozen(conn, self._sealer, its, told, now)

    def _meant(self, conn: Connection, which: str) -> Meant | None:
        found = campaigns_held.states(conn, self._sealer, [which]).get(which)
        if found is None:
            return None
        now = self._now()
        day = self._office.today(max(now, found.start_at or now))
        template = found.content.template
        approved = templates.ready(conn, [template]) if template in BY_NAME else frozenset()
        return campaigns_freezing.meant(conn, found, day, now, approved)

    def before_sweep(self, conn: Connection) -> None:
        """What the outbox knows of campaigns is taken over before its old rows go."""
        campaigns_outcomes.refresh_lately(conn, self._now())

    # --- what is claimed -------------------------------------------------------------------

    def claimed(self, conn: Connection, rows: Sequence[OutboxRow]) -> list[OutboxRow]:
        """The rows that may go, those of campaigns with their words; the others are settled."""
        mine = [row for row in rows if row.kind == "campaign" and _unwritten(row)]
        if not mine:
            return list(rows)
        made = self._made(conn, mine)
        settled = {row.id for row in mine} - made.keys()
        return [made.get(row.id, row) for row in rows if row.id not in settled]

    def _made(self, conn: Connection, rows: Sequence[OutboxRow]) -> dict[str, OutboxRow]:
        of = campaigns_held.states(conn, self._sealer, {row.message_id for row in rows})
        known = campaigns_claimed.standing(conn, rows)
        now = self._now()
        quiet = {
            which: self._office.next_hours(now, its.audience.regions) is not None
            for which, its in of.items()
        }
        verdicts = {
            row.id: verdict(
                of.get(row.message_id), known.get(row.id), quiet.get(row.message_id, False)
            )
            if row.payload != running.TRIED
            else ""
            for row in rows
        }
        self._settle(conn, rows, verdicts)
        going = [row for row in rows if not verdicts[row.id]]
        payloads = self._payloads(conn, going, of, known) if going else {}
        local = {row.id: payloads[row.id] for row in going if row.channel in LOCAL}
        campaigns_claimed.keep_said(conn, local)
        return {row.id: replace(row, payload=payloads[row.id]) for row in going}

    def _settle(
        self, conn: Connection, rows: Sequence[OutboxRow], verdicts: Mapping[str, str]
    ) -> None:
        for why in sorted(set(verdicts.values()) - {""}):
            these = [row for row in rows if verdicts[row.id] == why]
            if why == HELD:
                campaigns_claimed.put_back(conn, these)
            else:
                campaigns_claimed.drop(conn, these, why)

    def _payloads(
        self,
        conn: Connection,
        rows: Sequence[OutboxRow],
        of: Mapping[str, Campaign],
        known: Mapping[str, Standing],
    ) -> dict[str, bytes]:
        """Sealed as every row's, so that one function opens them all."""
        phones = {str(row.endpoint_id) for row in rows}
        there = endpoints.by_id(conn, self._sealer, phones)
        owners = campaigns_claimed.owners(conn, phones)
        spoken_by = self._languages(conn, phones, of.values())
        found: dict[str, bytes] = {}
        for row in rows:
            who = str(row.endpoint_id)
            reader = reader_of(known.get(row.id), owners.get(who))
            words = catalogue(spoken_by.get(who, SOURCE), self._office.zone)
            said = self._said(of[row.message_id], there[who], reader, words)
            found[row.id] = self._sealer.seal_json(said, "outbox", "payload", row.id)
        return found

    def _languages(
        self, conn: Connection, phones: Iterable[str], of: Iterable[Campaign]
    ) -> dict[str, str]:
        """The language of each talk."""
        talks = conversations.load(conn, self._sealer, set(phones))
        return {who: talk.session.language for who, talk in talks.items()}

    def _said(
        self, campaign: Campaign, to: Endpoint, reader: Reader, words: Catalogue
    ) -> dict[str, Any]:
        content, last = campaign.content, reader.until if reader.own else None
        for each in (reader, replace(reader, name="")):  # a name that is too long is left out
            made = say(content, campaign.id, campaign.office, each, words, last)
            message = replace(spoken(made, words), file=content.file)
            parts = self._channels[to.channel].parts(message, to.address)
            if len(parts) == 1:
                break
        return {**parts[-1].payload, "to": to.address}


def _unwritten(row: OutboxRow) -> bool:
    """Whether its words are still to be made; a row that brought its own goes as it is."""
    return row.payload in (b"", running.TRIED)


HELD = "held"


def verdict(campaign: Campaign | None, who: Standing | None, quiet: bool) -> str:
    """Why a claimed row does not go: an error code, HELD while it may go later; "": it goes."""
    if campaign is None or who is None or who.state != "queued":
        return "stale"
    if campaign.state == "cancelled":
        return "cancelled"
    if who.stopped != "none":
        return "stopped"
    if who.mourned:
        return "mourned"
    if not who.active:
        return "blocked"
    if who.doubt:
        return "doubt"
    return HELD if quiet or campaign.state != "running" else ""


def reader_of(who: Standing | None, owner: Any | None) -> Reader:
    """Who reads it: whose own the phone is; else nobody is named."""
    if owner is None:
        return Reader(village=village_name(who.village) if who else "")
    name, code, until = owner.name, owner.village_code, owner.covered_until
    return Reader(True, name, village_name(code), until)


def village_name(code: str) -> str:
    """The village's name; its code where it is none of the list."""
    found = region(code)
    return found.name if found else code
