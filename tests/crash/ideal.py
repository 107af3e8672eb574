"""The ideal run: what one undisturbed registration leaves, played in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from bot.channels.local import read_event
from conversations.book import BOOK
from conversations.facts import Endpoint as EndpointFacts
from conversations.facts import Me, Needs, Query, World
from conversations.happened import RegistrationSubmitted
from conversations.kernel import step
from conversations.session import EffectDone, Event, Session, Turn
from tests.bot.house import CATALOGUE, Said, unknown

MOST_TURNS = 40
FORM = "registration."
FILE = "berkas"  # stands for any file's id


@dataclass(frozen=True, slots=True)
class Ideal:
    """What must be stored of one person."""

    asked: tuple[str, ...]  # every question, in order
    state: str | None  # of the talk, at its end
    values: Mapping[str, Any]
    answers: Mapping[str, Any]


class Player:
    """Plays turns in memory over an empty store."""

    def __init__(self, now: datetime) -> None:
        self.session = Session()
        self._now = now
        self._facts: dict[Query, Any] = {Me(): EndpointFacts()}
        self._turns = 0

    def turn(self, event: Event) -> Turn:
        """One turn; its effects are done at once."""
        self._turns += 1
        seed = sha256(self._turns.to_bytes(2, "big")).digest()
        world = World(self._now, CATALOGUE, seed=seed, facts=self._facts)
        turn = step(self.session, event, world, BOOK)
        while isinstance(turn, Needs):
            self._facts |= {query: unknown(query) for query in turn.queries}
            turn = step(self.session, event, replace(world, facts=self._facts), BOOK)
        self.session = turn.session
        for effect in turn.effects:
            self.turn(EffectDone(effect.id, {"file": FILE}))
        return turn


def ideal(answers: Mapping[str, Said], now: datetime) -> Ideal:
    """Somebody who answers so, from "daftar" to the end."""
    player = Player(now)
    said: Said = {"text": "daftar"}
    for _ in range(MOST_TURNS):
        turn = player.turn(read_event(said))
        for happened in turn.happened:
            if isinstance(happened, RegistrationSubmitted):
                return _ideal(player.session, happened)
        said = answers[(turn.asks or "").removeprefix(FORM)]
    raise AssertionError("the registration never ends")


def _ideal(session: Session, sent: RegistrationSubmitted) -> Ideal:
    asked = tuple(prompt.asks for prompt in session.prompts)
    return Ideal(asked, session.state, sent.values, sent.answers)
