"""Fields of who receives: the bank account, and children at school."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from conversations.fields.field import Field, Invalid, Reading, Scene
from conversations.session import Arg, Choice, Given, Json, Skipped, Text
from conversations.understanding.text import fold
from conversations.understanding.yesno import read_yes_no

ACCOUNT_DIGITS = range(8, 21)  # of Indonesian banks, with room for virtual ones
MOST_CHILDREN = 10  # more is no list of school children
LEVELS: Mapping[str, str] = {
    **dict.fromkeys(("tk", "paud", "ra"), "TK"),
    **dict.fromkeys(("sd", "mi"), "SD"),
    **dict.fromkeys(("smp", "mts", "sltp"), "SMP"),
    **dict.fromkeys(("sma", "smk", "ma", "slta", "smu", "stm"), "SMA"),
    **dict.fromkeys(("pt", "kuliah", "kampus", "universitas", "mahasiswa", "mahasiswi"), "PT"),
}


@dataclass(frozen=True)
class Account(Field):
    """The digits of a bank account, never said again; may come later."""

    hears_death: ClassVar[bool] = False
    optional: ClassVar[bool] = True
    secret: ClassVar[bool] = True
    reads_digits: ClassVar[bool] = True

    def read(self, text: str, scene: Scene) -> Reading:
        """The digits, however they are parted."""
        if read_yes_no(text) in ("skip", "no", "unknown_answer"):
            return Skipped()
        runs = [re.sub(r"\D", "", each) for each in re.findall(r"\d[\d\s.\-]*", text)]
        fits = {each for each in runs if len(each) in ACCOUNT_DIGITS and each.isascii()}
        return Given(fits.pop()) if len(fits) == 1 else Invalid("account")

    def holds(self, value: Json, scene: Scene) -> bool:
        """Digits of a possible length."""
        return isinstance(value, str) and value.isdecimal() and len(value) in ACCOUNT_DIGITS

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """That it is kept, never what it is."""
        return self.text(scene, "kept")


@dataclass(frozen=True)
class Children(Field):
    """Children at school: [{"age", "level"}, …]; none is an answer too."""

    hears_death: ClassVar[bool] = False
    reads_numbers: ClassVar[bool] = True

    def read(self, text: str, scene: Scene) -> Reading:
        """ "8 tahun SD, 16 tahun SMA"."""
        if read_yes_no(text) in ("no", "skip", "unknown_answer") or fold(text) == "tidak ada":
            return Given([])
        found = [
            {"age": int(each["age"]), "level": LEVELS[each["level"].casefold()]}
            for each in _CHILD.finditer(text)
        ]
        numbers = [each for each in re.findall(r"\d+", text) if each.isascii()]
        if not found or len(found) > MOST_CHILDREN or len(numbers) not in _counts(found, text):
            return Invalid("children")
        return Given(found)

    def choose(self, choice: str, scene: Scene) -> Reading:
        """None at school."""
        return Given([]) if choice == "none" else Invalid("choice")

    def options(self, scene: Scene) -> tuple[Choice, ...]:
        """None at school."""
        return (self.option("none", scene),)

    def holds(self, value: Json, scene: Scene) -> bool:
        """A list of children."""
        return isinstance(value, list) and all(
            isinstance(each, dict) and each.get("level") in LEVELS.values() for each in value
        )

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """Each with age and level."""
        if not value:
            return self.option("none", scene).label
        shown = (self.text(scene, "shown", age=e["age"], level=e["level"]) for e in value)
        return "; ".join(scene.world.words.text(each) for each in shown)


_CHILD = re.compile(
    rf"(?<!\d)(?P<age>[0-9]{{1,2}})\s*(?:tahun|thn|th)?\s*[:,(]?\s*(?:kelas\s*\d+\s*)?"
    rf"(?P<level>{'|'.join(sorted(LEVELS, key=len, reverse=True))})(?!\w)",
    re.IGNORECASE,
)


def _counts(found: list[dict[str, Json]], text: str) -> tuple[int, ...]:
    """How many numbers the words may hold: an age each, perhaps a class beside some."""
    classes = len(re.findall(r"kelas\s*\d", text, re.IGNORECASE))
    return tuple(len(found) + each for each in range(classes + 1))
