"""Stepping: each turn of a batch purely, facts fetched for all at once; what raises says sorry."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.channels import Channel, Inbound, Unusable
from bot.channels.local import LOCAL
from bot.clock import Now
from bot.house import Sealers
from bot.logs import log
from bot.meters import meters
from bot.rush import Rush
from bot.speech import spoken
from bot.written import Messages, Outcome
from conversations.facts import (
    NO_OFFICE,
    Me,
    MyCover,
    MyReminders,
    Needs,
    NikAllowed,
    NikHolder,
    OfficeTold,
    PassSeen,
    PassView,
    Query,
    World,
)
from conversations.facts import Endpoint as EndpointFacts
from conversations.happened import SecretHeard
from conversations.hearing import wins
from conversations.kernel import step
from conversations.session import (
    CameBy,
    Claim,
    Corrected,
    Event,
    Said,
    Say,
    SentDocument,
    SentPhoto,
    Session,
    Text,
    Turn,
)
from conversations.states import Book
from conversations.words import SOURCE, Catalogue
from program.reminders import PLAIN, Reminding
from storage import deep_links, facts, kept_settings
from storage.conversations import Overtaken, Talk
from storage.crypto import SealBroken
from storage.endpoints import Endpoint
from storage.inbox import InboxRow
from storage.store import Batch

GROUP_REST = timedelta(days=1)  # a group is told once a day that we talk in private only
SHARING = "registration.phone"  # the question with the button that shares one's number
LOOK = timedelta(minutes=1)  # how often settings that officers keep are read anew
REF_BYTES = 8  # what stands for a message within its own talk

ROUNDS = 8  # a step asks for facts at most so often; more is a flow that never settles


Known = dict[str, dict[Query, Any]]  # facts by endpoint id


@dataclass(frozen=True, slots=True)
class Place:
    """Where the office is and what its people are told."""

    region: str
    zone: str
    limits: facts.Limits
    reads_cards: bool = False  # whether the photo of a KTP is read
    reminding: Reminding = PLAIN
    office: OfficeTold = NO_OFFICE


@dataclass(frozen=True, slots=True)
class Work:
    """One row of the batch with all that its step needs."""

    row: InboxRow
    inbound: Inbound
    endpoint: Endpoint
    fresh: bool
    talk: Talk


class Stepper:
    """Turns the works of a batch into outcomes; writes nothing."""

    def __init__(
        self,
        sealers: Sealers,
        channels: Mapping[str, Channel],
        book: Book,
        place: Place,
        now: Now,
    ) -> None:
        self._sealers = sealers
        self._channels = channels
        self._book = book
        self._place = self._given = place
        self._looked: datetime | None = None  # at what officers keep
        self._now = now
        self._rush = Rush()
        self._words: dict[str, Catalogue] = {}

    async def step_all(self, batch: Batch, works: Sequence[Work]) -> list[Outcome]:
        """Steps every turn; facts that any of them needs are fetched for all at once."""
        await self._look(batch)
        known: Known = {}
        outcomes: dict[int, Outcome] = {}
        waiting = []
        for work in works:
            if rushed := self._rushed(work):
                outcomes[work.row.seq] = rushed
            else:
                waiting.append(work)
        for _ in range(ROUNDS):
            asked: list[facts.Asked] = []
            again: list[Work] = []
            for work in waiting:
                result = self._step(work, known.get(work.endpoint.id, {}))
                if isinstance(result, Needs):
                    asked += [(work.endpoint.id, query) for query in _with_next(result.queries)]
                    again.append(work)
                else:
                    outcomes[work.row.seq] = result
            if not again:
                break
            for (who, query), value in (await self._fetch(batch, asked, works)).items():
                known.setdefault(who, {})[query] = value
            waiting = again
        else:
            endless = RuntimeError("a flow asks for facts without end")
            outcomes |= {work.row.seq: self._apology(work, endless) for work in waiting}
        return [outcomes[work.row.seq] for work in works]

    async def _look(self, batch: Batch) -> None:
        """Takes over what officers of the region set, once a minute."""
        now = self._now()
        if self._looked is not None and abs(now - self._looked) < LOOK:
            return
        self._looked, given = now, self._given
        reminding, office = await batch.read(
            lambda conn: (
                kept_settings.reminding(conn, given.region, given.reminding),
                kept_settings.office(conn, given.region),
            )
        )
        self._place = replace(given, reminding=reminding, office=office)

    async def _fetch(
        self, batch: Batch, asked: Sequence[facts.Asked], works: Sequence[Work]
    ) -> dict[facts.Asked, Any]:
        known = {work.endpoint.id: work.endpoint for work in works}
        limits, now = self._place.limits, self._now()
        return await batch.read(
            lambda conn: facts.fetch(conn, self._sealers.sealer, asked, known, limits, now)
        )

    def _step(self, work: Work, mine: Mapping[Query, Any]) -> Outcome | Needs:
        try:
            event = self._event(work)
            if event is None:
                return self._unspoken(work)
            result = step(work.talk.session, event, self._world(work, mine), self._book)
            if isinstance(result, Needs):
                return result
            return self._outcome(work, result, mine)
        except Exception as error:  # noqa: BLE001 - a turn that raises harms only itself
            log.error("turn_failed", inbox_seq=work.row.seq, error=type(error).__name__)
            return self._apology(work, error)

    def _event(self, work: Work) -> Event | None:
        """The event as the talk may know it: links verified, platform ids made its own."""
        inbound = work.inbound
        if work.fresh and work.row.kind in ("timer", "effect"):
            return None  # of somebody who has another address by now
        if inbound.start is not None:
            return self._came_by(inbound.start)
        match inbound.event:
            case Said() | Corrected() as words if inbound.ref:
                return replace(words, ref=self._ref(work.row, inbound.ref))
            case SentPhoto() | SentDocument() as sent if sent.album:
                return replace(sent, album=self._ref(work.row, f"album {sent.album}"))
        return inbound.event

    def _came_by(self, start: str) -> CameBy:
        if not start:
            return CameBy("")
        today = self._now().astimezone(ZoneInfo(self._place.zone)).date()
        found = deep_links.read(self._sealers.sealer, start, today)
        return CameBy(*found) if found else CameBy("broken")

    def _ref(self, row: InboxRow, ref: str) -> str:
        key = self._sealers.opener.event_key(row.channel, row.account, f"ref {ref}")
        return key[:REF_BYTES].hex()

    def _unspoken(self, work: Work) -> Outcome:
        """Nothing to answer; a group that turns to us hears once a day that we talk in private."""
        quiet = Outcome(work.row, inbound=work.inbound)
        if work.inbound.group != "addressed":
            return quiet if work.fresh else replace(quiet, endpoint=work.endpoint)
        heard = replace(quiet, endpoint=work.endpoint, fresh=work.fresh)
        if not work.fresh and self._now() - work.endpoint.last_seen_at < GROUP_REST:
            return heard
        says = (Say((Text("group-polite"),)),)
        return replace(heard, messages=self.shown(work.endpoint, SOURCE, says), person=True)

    def _rushed(self, work: Work) -> Outcome | None:
        """What becomes of somebody's message who floods; None where it is answered as always."""
        channel = work.row.channel
        if work.row.kind != "message" or channel in LOCAL:
            return None
        heard = self._rush.heard(work.endpoint.id, work.row.seq, work.row.received_at)
        event = work.inbound.event
        if heard == "answered" or (isinstance(event, Said) and wins(event.text)):
            return None
        meters.count("seratus_rushed", channel)
        passed = Outcome(work.row, endpoint=work.endpoint, fresh=work.fresh, inbound=work.inbound)
        if heard == "passed":
            return passed
        says = (Say((Text("rush"),)),)
        told = self.shown(work.endpoint, work.talk.session.language, says)
        return replace(passed, messages=told, person=True)

    def _world(self, work: Work, known: Mapping[Query, Any]) -> World:
        endpoint = work.endpoint
        now = self._now()
        phone = endpoint.phone if endpoint.vouched(now) else None
        me = EndpointFacts(phone, endpoint.stopped, endpoint.doubtful(now), endpoint.trial)
        return World(
            now=now,
            words=self._catalogue(work.talk.session.language),
            seed=self._sealers.sealer.seed(work.row.event_key.hex()),
            facts={**known, Me(): me},
            home=self._place.region,
            zone=self._place.zone,
            reads_cards=self._place.reads_cards,
            reminding=self._place.reminding,
            office=self._place.office,
        )

    def _outcome(self, work: Work, turn: Turn, known: Mapping[Query, Any]) -> Outcome:
        deleted, says = self._guarded(work, turn)
        before = work.talk.session
        said = self.shown(work.endpoint, turn.session.language, says, before)
        return Outcome(
            work.row,
            endpoint=work.endpoint,
            fresh=work.fresh,
            inbound=work.inbound,
            talk=work.talk,
            turn=turn,
            messages=deleted + said,
            person=work.row.kind == "message",
            again=(work, known),
        )

    def _guarded(self, work: Work, turn: Turn) -> tuple[Messages, tuple[Say, ...]]:
        """Takes what holds a secret out of the chat, where a channel can, and says so."""
        kinds = [each.kind for each in turn.happened if isinstance(each, SecretHeard)]
        ref = work.inbound.ref
        if not kinds or not ref:
            return (), turn.says
        request = self._channels[work.row.channel].deletion(work.endpoint.address, [ref])
        if request is None:
            return (), turn.says
        told = Text("guard-told", {"kind": kinds[0]})
        payload = {"request": request, "to": work.endpoint.address}
        return (("delete", payload),), _told_first(told, turn.says)

    def shown(
        self,
        endpoint: Endpoint,
        language: str,
        says: Sequence[Say],
        before: Session | None = None,
    ) -> Messages:
        """(message id, payload) of every platform message that the says become."""
        channel, words = self._channels[endpoint.channel], self._catalogue(language)
        opened = before.open_prompt if before else None
        frees = opened is not None and opened.asks == SHARING
        return tuple(
            (say.id, {**part.payload, "to": endpoint.address})
            for place, say in enumerate(says)
            for part in channel.parts(spoken(say, words, frees and place == 0), endpoint.address)
        )

    def heard(self, endpoint: Endpoint, event_key: bytes, payload: bytes) -> Event | None:
        """An earlier event of an endpoint; None where it cannot be read any more."""
        try:
            raw = self._sealers.opener.open(payload, endpoint.channel, endpoint.account, event_key)
            return self._channels[endpoint.channel].read(raw).event
        except (SealBroken, Unusable):
            return None

    def _apology(self, work: Work, error: Exception) -> Outcome:
        """The person hears of it, the session stays as it was, the row is kept."""
        language = work.talk.session.language
        sealed = self.sealed_error(work.row, error)
        sorry = self.sorry(work.row, work.endpoint, language, sealed)
        return replace(sorry, fresh=work.fresh, inbound=work.inbound)

    def sorry(
        self, row: InboxRow, endpoint: Endpoint | None, language: str, sealed: bytes
    ) -> Outcome:
        """A failed row, with an apology to a person who is known."""
        if endpoint is None or row.kind != "message":
            return Outcome(row, error=sealed)
        messages = self.shown(endpoint, language, (Say((Text("apology"),)),))
        return Outcome(row, endpoint=endpoint, messages=messages, person=True, error=sealed)

    def again(self, outcome: Outcome, lost: Claim) -> Outcome:
        """Steps a turn again that lost a key, with that fact, before its says are stored."""
        work, known = outcome.again
        result = self._step(work, {**known, **_lost(lost)})
        if isinstance(result, Needs):
            raise Overtaken("a turn that lost a key needs other facts")
        return result

    def _catalogue(self, language: str) -> Catalogue:
        if language not in self._words:
            self._words[language] = Catalogue(language, self._place.zone)
        return self._words[language]

    def sealed_error(self, row: InboxRow, error: Exception) -> bytes:
        """The error as it is kept with its row."""
        told = "".join(traceback.format_exception(error))
        return self._sealers.sealer.seal_text(told, "inbox", "error", row.event_key.hex())


def _with_next(queries: Sequence[Query]) -> Iterator[Query]:
    """The queries, and what a flow asks next where that is sure: it is stepped once less."""
    for query in queries:
        yield query
        if isinstance(query, NikAllowed):
            yield NikHolder(query.nik)
        if isinstance(query, MyReminders):
            yield MyCover()


def _lost(claim: Claim) -> dict[Query, Any]:
    """What the loser of a key learns."""
    if claim.kind == "pass":
        return {PassSeen(claim.value): PassView("used")}
    return {NikHolder(claim.value): "another"}


def _told_first(told: Text, says: tuple[Say, ...]) -> tuple[Say, ...]:
    """The says with a remark in front of the first question, or behind what only tells."""
    if not says:
        return (Say((told,)),)
    first = says[0]
    texts = (told, *first.texts) if first.asks else (*first.texts, told)
    return (replace(first, texts=texts), *says[1:])
