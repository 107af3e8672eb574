"""Stepping: each turn of a batch purely, facts fetched for all at once; what raises says sorry."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.channels import Channel, Inbound
from bot.clock import Now
from bot.house import Sealers
from bot.logs import log
from bot.speech import spoken
from bot.written import Outcome
from conversations.facts import Endpoint as EndpointFacts
from conversations.facts import Me, Needs, NikHolder, Query, World
from conversations.kernel import step
from conversations.session import Claim, Say, Text, Turn
from conversations.states import Book
from conversations.words import Catalogue
from storage import facts
from storage.conversations import Overtaken, Talk
from storage.endpoints import Endpoint
from storage.inbox import InboxRow
from storage.store import Batch

ROUNDS = 8  # a step asks for facts at most so often; more is a flow that never settles


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
        self._place = place
        self._now = now
        self._words: dict[str, Catalogue] = {}

    async def step_all(self, batch: Batch, works: Sequence[Work]) -> list[Outcome]:
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
        sealed = self.sealed_error(work.row, error)
        sorry = self.sorry(work.row, work.endpoint, language, sealed)
        return replace(sorry, fresh=work.fresh)

    def sorry(
        self, row: InboxRow, endpoint: Endpoint | None, language: str, sealed: bytes
    ) -> Outcome:
        """A failed row, with an apology to a person who is known."""
        if endpoint is None or row.kind != "message":
            return Outcome(row, error=sealed)
        says = (Say((Text("apology"),)),)
        words = self._catalogue(language)
        messages = shown(says, self._channels[row.channel], words, endpoint.address)
        return Outcome(row, endpoint=endpoint, messages=messages, person=True, error=sealed)

    def again(self, outcome: Outcome, lost: Claim) -> Outcome:
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

    def sealed_error(self, row: InboxRow, error: Exception) -> bytes:
        """The error as it is kept with its row."""
        told = "".join(traceback.format_exception(error))
        return self._sealers.sealer.seal_text(told, "inbox", "error", row.event_key.hex())


def shown(
    says: Sequence[Say], channel: Channel, words: Catalogue, address: str
) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """(message id, payload) of every platform message that the says become."""
    return tuple(
        (say.id, {**part.payload, "to": address})
        for say in says
        for part in channel.parts(spoken(say, words), address)
    )
