"""What every field can do, and what reading an answer may give."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import ClassVar

from conversations.conditions import Always, Condition
from conversations.facts import World
from conversations.session import (
    FROM_CARD,
    Answer,
    Arg,
    Choice,
    Given,
    Json,
    Skipped,
    Suggested,
    Text,
)


@dataclass(frozen=True, slots=True)
class Invalid:
    """The words are no answer: `message.not-CODE` says kindly what to do."""

    code: str
    args: Mapping[str, Arg] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unsure:
    """The words may mean several things: asked back with these choices."""

    code: str
    choices: tuple[Choice, ...]
    args: Mapping[str, Arg] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tell:
    """No answer yet, but something to say before the question is asked again."""

    code: str
    args: Mapping[str, Arg] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Open:
    """No answer here: another question (or this one, plainly) is to be asked."""

    field: str
    kept: Json = None  # what it holds already, while it is asked


@dataclass(frozen=True, slots=True)
class Go:
    """No answer here: the talk goes to a state, such as the list of answers to change."""

    state: str


@dataclass(frozen=True, slots=True)
class Working:
    """The answer comes later, from an effect of this kind."""

    kind: str
    media: str


Reading = Given | Skipped | Invalid | Unsure | Tell | Open | Go | Working


@dataclass(frozen=True, slots=True)
class Scene:
    """What a field sees: the resolved values of its form, and the world."""

    form: str
    values: Mapping[str, Json]
    world: World
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def value(self, name: str) -> Json:
        """The value of a field, None when unanswered."""
        return self.values.get(name)

    def kept(self, name: str) -> Json:
        """The value of a field, also while it is asked again."""
        answer = self.answers.get(name)
        if isinstance(answer, Suggested) and answer.source in FROM_CARD:
            return None  # a photo told it, nobody has said it yet
        return answer.value if isinstance(answer, Given | Suggested) else None

    def you(self) -> dict[str, Arg]:
        """How the subject is addressed: `whom`, `sex` and `called`, for every message."""
        name = self.value("name") or {}
        return {
            "whom": str(self.value("for_whom") or "self"),
            "sex": str(self.value("sex") or "unknown"),
            "called": str(name.get("called") or name.get("name") or ""),
        }


@cache  # of the fields of all forms
def message_id(form: str, field_id: str) -> str:
    """The message of a field: `registration`, `heirs[0].name` → `registration-heirs-name`."""
    plain = re.sub(r"\[\d+\]", "", field_id)
    return f"{form}-{plain}".replace(".", "-").replace("_", "-")


MOST_SHOWN = 48  # characters of a person's words in a list, so that a summary fits a message


def short(value: Arg) -> Arg:
    """A person's words, cut where a list would grow too long for a message with buttons."""
    long = isinstance(value, str) and len(value) > MOST_SHOWN
    return f"{str(value)[: MOST_SHOWN - 1]}…" if long else value


@dataclass(frozen=True)
class Field:
    """One question. Subclasses say how words and taps become a value and how it is shown."""

    id: str
    when: Condition = Always()

    open_text: ClassVar[bool] = (
        False  # any words may be the answer, so command words need a way out
    )
    secret: ClassVar[bool] = False  # never echoed, FACTS.md section 6
    derived: ClassVar[bool] = False  # usually known without asking, so not counted in the progress
    hears_death: ClassVar[bool] = True  # a death word here is a report, not part of the answer
    optional: ClassVar[bool] = False  # may be skipped
    reads_numbers: ClassVar[bool] = (
        False  # a bare number is an answer before it is a place in the list
    )
    reads_digits: ClassVar[bool] = False  # eight digits may be an answer, or a try at one

    def read(self, text: str, scene: Scene) -> Reading:
        """What the words mean here."""
        raise NotImplementedError

    def choose(self, choice: str, scene: Scene) -> Reading:
        """What a tapped choice means here."""
        if choice == "skip" and self.optional:
            return Skipped()
        return Invalid("choice")

    def options(self, scene: Scene) -> tuple[Choice, ...]:
        """The choices offered with the question."""
        return self.skip_option(scene)

    def skip_option(self, scene: Scene) -> tuple[Choice, ...]:
        """The choice to leave it out, where that is allowed."""
        return (self.option("skip", scene),) if self.optional else ()

    def option(self, choice: str, scene: Scene, **args: Arg) -> Choice:
        """One choice with the label `message.pick-CHOICE`."""
        return Choice(choice, self.text(scene, f"pick-{choice.replace('_', '-')}", **args))

    def text(self, scene: Scene, attribute: str = "", **args: Arg) -> Text:
        """This field's message or one of its attributes."""
        name = message_id(scene.form, self.id)
        return Text(f"{name}.{attribute}" if attribute else name, {**scene.you(), **args})

    def args(self, scene: Scene) -> Mapping[str, Arg]:
        """Further arguments of the question."""
        return {}

    def suggest(self, scene: Scene) -> Answer | None:
        """An answer known from elsewhere: Given counts, Suggested is asked for confirmation.

        It and `holds` may look at answers to earlier questions only, or to none of the form's.
        """
        return None

    def holds(self, value: Json, scene: Scene) -> bool:
        """Whether a stored value is still a valid answer."""
        return True

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """The value as a person reads it."""
        return str(value)

    def confirmed(self, value: Json, scene: Scene) -> Reading:
        """What it means that a suggested value is right."""
        return Given(value)

    def show_to_check(self, value: Json, scene: Scene) -> Arg | Text:
        """A value that was read from a photo, as a person compares it with the card."""
        return self.show(value, scene)

    def remark(self, value: Json, scene: Scene) -> Text | None:
        """Something worth saying when this value was just given."""
        return None
