"""A move: what a state, a repair or a form's reaction does, before the next question is asked."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.session import Choice, Claim, Effect, PersonEvent, Say, Session, Text, Timer
from conversations.values import replace


@dataclass(frozen=True)
class Move:
    """The new session and what comes with it; the kernel adds the question now open."""

    session: Session
    before: tuple[Text, ...] = ()  # paragraphs in front of the question
    first: tuple[Say, ...] = ()  # messages of their own before it
    effects: tuple[Effect, ...] = ()
    claims: tuple[Claim, ...] = ()
    timers: tuple[Timer, ...] = ()
    happened: tuple[object, ...] = ()
    ask: bool = True  # False: nothing is asked after it
    short: bool = False  # True: `before` stands for the question, its choices stay
    choices: tuple[Choice, ...] | None = None  # asked back with these instead
    literal: tuple[str, str] | None = None  # (field, words) that a command displaced
    answered: str | None = None  # the field that got an answer
    told: bool = False  # its answer stood in the words themselves
    again: PersonEvent | None = None  # what waited for this answer and is heard now

    def after(self, earlier: Move | None) -> Move:
        """This move with what an earlier one in the same turn gave."""
        if earlier is None:
            return self
        return replace(
            self,
            before=earlier.before + self.before,
            first=earlier.first + self.first,
            effects=earlier.effects + self.effects,
            claims=earlier.claims + self.claims,
            timers=earlier.timers + self.timers,
            happened=earlier.happened + self.happened,
            answered=self.answered or earlier.answered,
            told=self.told or earlier.told,
        )
