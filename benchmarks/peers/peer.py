"""What every peer bot gives the benchmark, and a save that saves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Update = dict[str, Any]


class LeftOut(Exception):
    """The variant cannot run here; the message says why."""


class Forms(Protocol):
    """Takes the finished forms; `finished` counts them."""

    finished: int

    async def save(self, chat: int, answers: Mapping[str, str]) -> None:
        """Keep one finished form."""
        ...


class Peer(Protocol):
    """A bot that is fed updates as Telegram sends them."""

    forms: Forms

    async def turn(self, update: Update) -> None:
        """Work one update through to its last reply; raises what the bot's handler raised."""
        ...


@dataclass(slots=True)
class Forgotten:
    """Counts the finished forms and saves nothing."""

    finished: int = 0

    async def save(self, chat: int, answers: Mapping[str, str]) -> None:
        """Let the form go."""
        self.finished += 1
