"""States: what is not a form. Declared values with named choices and the edges they may take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from conversations.facts import World
from conversations.form import Form
from conversations.move import Move
from conversations.session import CameBy, Choice, Say, Session, Text
from conversations.understanding.yesno import read_yes_no

Handler = Callable[[Session, World], Move]
Prompted = Callable[[Session, World], tuple[Text, ...]]
Offered = Callable[[Session, World], tuple[Choice, ...]]
ListHandler = Callable[[Session, World, str], Move]


@dataclass(frozen=True)
class State:
    """One state: its message `state-NAME`, its choices, and where each leads."""

    name: str
    options: Mapping[str, Handler]
    edges: tuple[str, ...]  # states and forms that the handlers may lead to
    prompt: Prompted | None = None  # the message with arguments, if it needs any
    offered: Offered | None = None  # the choices now, if not all options
    picked: ListHandler | None = None  # for choices that are not fixed, such as names
    heard: Callable[[Session, World, str], Move | None] | None = None  # words that name no choice
    reader: Callable[[str], str | None] | None = None  # words → choice

    @property
    def message(self) -> str:
        """The message of the state: `next_person` → `state-next-person`."""
        return f"state-{self.name}".replace("_", "-")

    def say(self, session: Session, world: World) -> Say:
        """The state's question."""
        texts = self.prompt(session, world) if self.prompt else (Text(self.message),)
        return Say(texts, self.choices(session, world), asks=f"{self.name}.choice")

    def choices(self, session: Session, world: World) -> tuple[Choice, ...]:
        """The choices now."""
        if self.offered:
            return self.offered(session, world)
        return tuple(self.choice(each) for each in self.options)

    def choice(self, name: str) -> Choice:
        """One fixed choice with its label."""
        return Choice(name, Text(f"{self.message}.pick-{name.replace('_', '-')}"))

    def choose(self, session: Session, world: World, choice: str) -> Move | None:
        """The tapped choice; None when the state does not know it."""
        if choice in self.options:
            return self.options[choice](session, world)
        return self.picked(session, world, choice) if self.picked else None

    def read(self, text: str) -> str | None:
        """The choice that the words name."""
        found = self.reader(text) if self.reader else None
        if found in self.options:
            return found
        answer = read_yes_no(text)
        return answer if answer in self.options else None


@dataclass(frozen=True)
class Book:
    """All forms and states: what the kernel talks from."""

    forms: Mapping[str, Form]
    states: Mapping[str, State]
    intents: Mapping[str, Handler]  # what somebody wants → what is done
    questions: Mapping[str, Callable[[World], Text]]  # a question in the middle → its answer
    receipt: ListHandler  # a receipt code was written
    one_time: ListHandler  # a one-time code was written
    came: Callable[[Session, World, CameBy], Move]  # a link of ours was followed
    anywhere: tuple[str, ...]  # states that words of any moment lead to
    aside: Callable[[Session, World, str], Move | None]  # words that any state can answer
