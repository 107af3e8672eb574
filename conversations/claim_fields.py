"""Fields of a report and of who receives: a death word in them is no new report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from conversations.claim_words import read_claim_words
from conversations.fields.field import Field, Go, Invalid, Reading, Scene, Unsure
from conversations.fields.person import PersonName
from conversations.fields.picks import FreeText, Pick, Review
from conversations.fields.place import District, Village
from conversations.labels import named_choice
from conversations.session import Answer, Arg, Choice, Given, Json, Skipped, Text
from conversations.understanding.days_gone_by import read_past
from conversations.understanding.identifiers import find_nik
from conversations.understanding.names import read_name
from conversations.understanding.text import clean, fold
from conversations.understanding.yesno import read_yes_no
from program.nik import Nik, mask_nik, read_nik

OTHER = "other"
GIVEN_UP = Go("cancel")  # "salah orang" in a report: asks whether to stop
MOST_NAMED = 9  # a list has ten rows on the narrowest channel (WhatsApp)
KPJ = re.compile(r"(?=[0-9a-z]*\d)[0-9a-z]{11}")  # 11 characters, older ones hold letters
OLDEST = 120  # years; an older birth year is a typing mistake


@dataclass(frozen=True)
class WhoMeant(Field):
    """Somebody for whom the phone speaks (the participant's id), or "other"."""

    hears_death: ClassVar[bool] = False
    derived: ClassVar[bool] = True

    def suggest(self, scene: Scene) -> Answer | None:
        """Nobody is linked to this phone, so it is another."""
        return None if scene.world.claim_people() else Given(OTHER)

    def read(self, text: str, scene: Scene) -> Reading:
        """A name, or a part of one, or that it is somebody else."""
        if fold(text) in ("orang lain", "bukan", "lain", "lainnya"):
            return Given(OTHER)
        wanted = fold(read_name(text).value or text)
        people = scene.world.claim_people()
        fits = [each.who for each in people if f" {wanted} " in f" {fold(each.name)} "]
        return Given(fits[0]) if wanted and len(fits) == 1 else Invalid("choice")

    def choose(self, choice: str, scene: Scene) -> Reading:
        """One of them, or another."""
        return Given(choice) if self.holds(choice, scene) else Invalid("choice")

    def options(self, scene: Scene) -> tuple[Choice, ...]:
        """The names, and another."""
        people = scene.world.claim_people()[:MOST_NAMED]
        names = tuple(named_choice(each.who, each.name) for each in people)
        return (*names, self.option(OTHER, scene))

    def holds(self, value: Json, scene: Scene) -> bool:
        """Still one of this phone's people, or another."""
        return value == OTHER or any(each.who == value for each in scene.world.claim_people())

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """The name, which stands in the next line too."""
        people = scene.world.claim_people()
        name = next((each.name for each in people if each.who == value), None)
        return name or self.option(OTHER, scene).label


@dataclass(frozen=True)
class SubjectName(PersonName):
    """The name of whom it is about; known of those for whom the phone speaks."""

    hears_death: ClassVar[bool] = False

    def suggest(self, scene: Scene) -> Answer | None:
        """The name on record."""
        who = scene.value("who")
        people = scene.world.claim_people() if who not in (None, OTHER) else ()
        name = next((each.name for each in people if each.who == who), None)
        return Given({"name": name, "called": name, "title": ""}) if name else None

    def read(self, text: str, scene: Scene) -> Reading:
        """The name; "bapak saya Darto" and "alm. Darto" are Darto."""
        if read_claim_words(text) == "mistake":
            return GIVEN_UP
        bare = _INTRODUCED.sub("", clean(text)).strip(" ,.")
        reading = PersonName.read(self, bare, scene)
        if isinstance(reading, Given) and reading.value["title"] in ("almarhum", "alm"):
            name = reading.value["name"]
            return Given({"name": name, "called": name, "title": ""})
        return reading

    def remark(self, value: Json, scene: Scene) -> Text | None:
        """Nothing."""
        return None


_INTRODUCED = re.compile(
    r"^(?:(?:bapak|bpk|ayah|abah|ibu|mama|uma|suami|istri|isteri|anak|kakak|adik|kakek|nenek|"
    r"laki|bini|mertua|paman|bibi)(?:ku|nya)?\s+(?:saya|ulun|aku|kami|kula|kulo)\b[\s,:]*)"
    r"(?:namanya|bernama|nama)?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class SubjectVillage(Village):
    """The village of whom it is about; none is suggested from an earlier registration."""

    hears_death: ClassVar[bool] = False

    def suggest(self, scene: Scene) -> Answer | None:
        """Nothing is known."""
        return None


@dataclass(frozen=True)
class SubjectDistrict(District):
    """Which of the villages of one name."""

    hears_death: ClassVar[bool] = False


@dataclass(frozen=True)
class BirthYear(Field):
    """The year of birth, about right is enough; may be left out."""

    hears_death: ClassVar[bool] = False
    optional: ClassVar[bool] = True
    reads_numbers: ClassVar[bool] = True

    def read(self, text: str, scene: Scene) -> Reading:
        """One number of four digits, or an age in years."""
        if read_claim_words(text) == "mistake":
            return GIVEN_UP
        if read_yes_no(text) in ("skip", "no", "unknown_answer"):
            return Skipped()
        today = scene.world.today
        numbers = [int(each) for each in re.findall(r"(?<!\d)\d{1,4}(?!\d)", text)]
        years = [each for each in numbers if today.year - OLDEST <= each <= today.year]
        if len(set(years)) == 1:
            return Given(years[0])
        aged = {"umur", "usia", "tahun", "thn", "th"} & set(fold(text).split())
        if aged and len(numbers) == 1 and 0 < numbers[0] <= OLDEST:
            return Given(today.year - numbers[0])
        return Invalid("year")

    def holds(self, value: Json, scene: Scene) -> bool:
        """A year of a life."""
        return isinstance(value, int) and 0 <= scene.world.today.year - value <= OLDEST


@dataclass(frozen=True)
class MemberNumber(Field):
    """NIK or KPJ: {"kind", "value"}; whose it is, is never told here. May be left out."""

    hears_death: ClassVar[bool] = False
    optional: ClassVar[bool] = True
    secret: ClassVar[bool] = True
    reads_digits: ClassVar[bool] = True

    def read(self, text: str, scene: Scene) -> Reading:
        """A NIK, else the eleven signs of a card's number."""
        if read_claim_words(text) == "mistake":
            return GIVEN_UP
        if read_yes_no(text) in ("skip", "no", "unknown_answer"):
            return Skipped()
        found = find_nik(text)
        if found.value is not None:
            fits = scene.world.nik_allowed(found.value.digits)
            return Given({"kind": "nik", "value": found.value.digits}) if fits else Invalid("many")
        bare = re.sub(r"[\s.\-]", "", text.casefold().removeprefix("kpj"))
        if KPJ.fullmatch(bare):
            return Given({"kind": "kpj", "value": bare.upper()})
        return Invalid("number")

    def holds(self, value: Json, scene: Scene) -> bool:
        """Still a number of either kind."""
        if not isinstance(value, dict):
            return False
        digits = str(value.get("value", ""))
        if value.get("kind") == "nik":
            return isinstance(read_nik(digits), Nik)
        return bool(KPJ.fullmatch(digits.casefold()))

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """Masked."""
        digits = str(value["value"])
        return mask_nik(digits) if value["kind"] == "nik" else self.text(scene, "kept")


@dataclass(frozen=True)
class PastDay(Field):
    """ISO date of the day it happened; may be left out."""

    hears_death: ClassVar[bool] = False
    optional: ClassVar[bool] = True
    reads_digits: ClassVar[bool] = True

    def read(self, text: str, scene: Scene) -> Reading:
        """A day; of two possible ones it asks which."""
        if read_claim_words(text) == "mistake":
            return GIVEN_UP
        if read_yes_no(text) in ("skip", "unknown_answer"):
            return Skipped()
        found = read_past(text, scene.world.today)
        if found.candidates:
            return Unsure("which", tuple(self._candidate(day, scene) for day in found.candidates))
        if found.value is None:
            return Invalid(found.reason or "day")
        return Given(found.value.isoformat())

    def choose(self, choice: str, scene: Scene) -> Reading:
        """A day that was offered, or that it is not known."""
        if choice == "skip":
            return Skipped()
        if choice in ("today", "yesterday"):
            return self.read({"today": "hari ini", "yesterday": "kemarin"}[choice], scene)
        return Given(choice) if self.holds(choice, scene) else Invalid("choice")

    def options(self, scene: Scene) -> tuple[Choice, ...]:
        """Today, yesterday, not known."""
        return tuple(self.option(each, scene) for each in ("today", "yesterday", "skip"))

    def _candidate(self, day: date, scene: Scene) -> Choice:
        return Choice(day.isoformat(), self.text(scene, "pick-date", date=day))

    def holds(self, value: Json, scene: Scene) -> bool:
        """A day up to today."""
        try:
            return date.fromisoformat(str(value)) <= scene.world.today
        except ValueError:
            return False

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """The date in words."""
        return date.fromisoformat(str(value))


@dataclass(frozen=True)
class ReportPick(Pick):
    """One of fixed choices, in a report."""

    hears_death: ClassVar[bool] = False

    def read(self, text: str, scene: Scene) -> Reading:
        """A choice, or that the report was a mistake."""
        return GIVEN_UP if read_claim_words(text) == "mistake" else Pick.read(self, text, scene)


@dataclass(frozen=True)
class ReportText(FreeText):
    """A short line, in a report."""

    hears_death: ClassVar[bool] = False


@dataclass(frozen=True)
class Confirm(Review):
    """All answers read back: right, or one to be changed."""

    hears_death: ClassVar[bool] = False

    def choose(self, choice: str, scene: Scene) -> Reading:
        """Right, or the list of answers."""
        return Invalid("choice") if choice == "more" else Review.choose(self, choice, scene)

    def options(self, scene: Scene) -> tuple[Choice, ...]:
        """Right, change."""
        return tuple(self.option(each, scene) for each in ("send", "edit"))
