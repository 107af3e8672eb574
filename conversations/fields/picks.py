"""Fields answered by choosing: fixed choices, free text with a way out, the summary."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from conversations.fields.field import Field, Go, Invalid, Open, Reading, Scene, Tell
from conversations.session import Answer, Arg, Choice, Given, Json, Skipped, Text
from conversations.understanding.occupations import OCCUPATIONS, read_occupation
from conversations.understanding.text import clean, fold
from conversations.understanding.yesno import read_yes_no

MOST_DIGITS = 9  # of an address or a trade; a NIK has 16, a KPJ 11
MAX_FREE_TEXT = 120  # characters; an address line or a trade, what BPJS's form has room for


@dataclass(frozen=True)
class Pick(Field):
    """One of fixed choices, by tap, number, label or the words that `reader` knows."""

    choices: tuple[str, ...] = ()
    reader: Callable[[str], str | None] | None = None
    tells: tuple[str, ...] = ()  # choices that only show something and ask again
    figures: Callable[[Scene], Mapping[str, Arg]] | None = None  # sums named in the question

    def read(self, text: str, scene: Scene) -> Reading:
        """A choice that the words name."""
        found = self.reader(text) if self.reader else None
        return self.choose(found, scene) if found else Invalid("choice")

    def choose(self, choice: str, scene: Scene) -> Reading:
        """The tapped choice."""
        if choice in self.tells:
            return Tell(choice)
        return Given(choice) if choice in self.choices else Invalid("choice")

    def options(self, scene: Scene) -> tuple[Choice, ...]:
        """All choices."""
        return tuple(self.option(each, scene) for each in (*self.choices, *self.tells))

    def args(self, scene: Scene) -> Mapping[str, Arg]:
        """The sums, if the question names any."""
        return self.figures(scene) if self.figures else {}

    def holds(self, value: Json, scene: Scene) -> bool:
        """Still one of the choices."""
        return value in self.choices

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """The choice's label."""
        return self.option(str(value), scene).label


@dataclass(frozen=True)
class FreeText(Field):
    """A short line in the person's own words; may be skipped."""

    reads_digits: ClassVar[bool] = True

    most: int = MAX_FREE_TEXT

    open_text: ClassVar[bool] = True
    optional: ClassVar[bool] = True

    def read(self, text: str, scene: Scene) -> Reading:
        """The line itself."""
        return read_line(text, self.most)

    def holds(self, value: Json, scene: Scene) -> bool:
        """A text of allowed length."""
        return isinstance(value, str) and 0 < len(value) <= self.most


def read_line(text: str, most: int) -> Reading:
    """One line of the person's own words, of at most so many letters."""
    line = " ".join(clean(text).split())
    if read_yes_no(line) in ("skip", "no", "unknown_answer"):
        return Skipped()
    if not any(each.isalnum() for each in line) or holds_number(line):
        return Invalid("empty")
    if len(line) > most:
        return Invalid("long", {"most": most})
    return Given(_written(line))


def holds_number(line: str) -> bool:
    """Whether a NIK or a card's number stands in a line that is shown again (FACTS.md 6)."""
    return sum(each.isdecimal() for each in line) > MOST_DIGITS


def _written(line: str) -> str:
    """Words typed without capitals get them: "rt 3, jalan melati" → "RT 3, Jalan Melati"."""
    if not line.islower():
        return line
    return re.sub(r"\bR[tw]\b", lambda found: found[0].upper(), line.title())


@dataclass(frozen=True)
class Occupation(Field):
    """What somebody lives from: a known kind, or the person's own word. {"kind", "text"}."""

    open_text: ClassVar[bool] = True

    def read(self, text: str, scene: Scene) -> Reading:
        """The kind if known, with the words as typed."""
        line = " ".join(clean(text).split())
        if read_yes_no(line):
            return Invalid("choice")
        unfit = len(line) > MAX_FREE_TEXT or holds_number(line)
        if unfit or sum(each.isalpha() for each in line) < 3:
            return Invalid("choice")
        return Given({"kind": read_occupation(line) or "other", "text": line})

    def choose(self, choice: str, scene: Scene) -> Reading:
        """A tapped kind; "other" asks for words."""
        if choice == "other":
            return Tell("other")
        return Given({"kind": choice, "text": ""}) if choice in OCCUPATIONS else Invalid("choice")

    def options(self, scene: Scene) -> tuple[Choice, ...]:
        """The kinds."""
        return tuple(self.option(each, scene) for each in OCCUPATIONS)

    def holds(self, value: Json, scene: Scene) -> bool:
        """A known kind."""
        return isinstance(value, dict) and value.get("kind") in OCCUPATIONS

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """The person's own word, else the kind's label."""
        return str(value["text"]) or self.option(value["kind"], scene).label


@dataclass(frozen=True)
class Extras(Field):
    """What may be completed later: a list of the parts that the person opened."""

    derived: ClassVar[bool] = True
    parts: tuple[str, ...] = ()

    def suggest(self, scene: Scene) -> Answer | None:
        """Nothing, until asked for."""
        return Given([])

    def read(self, text: str, scene: Scene) -> Reading:
        """Words that end it."""
        return self.choose("none", scene) if read_yes_no(text) else Invalid("choice")

    def choose(self, choice: str, scene: Scene) -> Reading:
        """One part more, or none."""
        opened = scene.kept(self.id) or []
        if choice == "none":
            return Given(opened)
        fits = choice in self.parts
        return Given([*dict.fromkeys([*opened, choice])]) if fits else Invalid("choice")

    def options(self, scene: Scene) -> tuple[Choice, ...]:
        """The parts not yet opened, and none."""
        left = [each for each in self.parts if each not in (scene.kept(self.id) or [])]
        return tuple(self.option(each, scene) for each in (*left, "none"))

    def holds(self, value: Json, scene: Scene) -> bool:
        """Known parts."""
        return isinstance(value, list) and all(each in self.parts for each in value)


@dataclass(frozen=True)
class Review(Field):
    """The summary with every answer editable: send, change one, or complete."""

    derived: ClassVar[bool] = True
    extras: str = "extras"

    def read(self, text: str, scene: Scene) -> Reading:
        """Words that send or change."""
        words = fold(text)
        if read_yes_no(text) == "yes" or words in SENDING:
            return Given("send")
        if read_yes_no(text) == "no" or words in CHANGING:
            return Go("edit")
        return self.choose("more", scene) if words in COMPLETING else Invalid("choice")

    def choose(self, choice: str, scene: Scene) -> Reading:
        """Send, or open the list of answers or of what can be completed."""
        ways: Mapping[str, Reading] = {
            "send": Given("send"),
            "edit": Go("edit"),
            "more": Open(self.extras, scene.kept(self.extras)),
        }
        return ways.get(choice, Invalid("choice"))

    def options(self, scene: Scene) -> tuple[Choice, ...]:
        """Send, change, complete."""
        return tuple(self.option(each, scene) for each in ("send", "edit", "more"))

    def holds(self, value: Json, scene: Scene) -> bool:
        """Only "send" ends a form."""
        return bool(value == "send")


SENDING = frozenset({"kirim", "kirimkan", "sudah benar", "sudah betul", "benar semua", "lanjut"})
COMPLETING = frozenset({"lengkapi", "melengkapi", "mau melengkapi", "tambah"})
CHANGING = frozenset({"ubah", "ganti", "salah", "ada yang salah", "perbaiki"})
