"""Fields about a person: NIK, name, birth, sex, mother."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from conversations.fields.field import Field, Invalid, Open, Reading, Scene, Unsure
from conversations.session import Answer, Arg, Choice, Given, Json, Skipped, Suggested, Text
from conversations.understanding.dates import read_date
from conversations.understanding.identifiers import find_nik
from conversations.understanding.names import called, read_name
from conversations.understanding.yesno import read_yes_no
from program.eligibility import age_on, eligibility
from program.nik import Nik, mask_nik, read_nik

MEN = frozenset({"pak", "bapak", "mas", "kakek", "paman", "almarhum", "alm"})
WOMEN = frozenset({"bu", "ibu", "mbak", "nenek", "bibi", "almarhumah", "almh"})
OLDEST = 120  # years; an older birth date is a typing mistake


@dataclass(frozen=True)
class NikField(Field):
    """The 16 digits of a KTP; odd dates inside are flagged, never refused (FACTS.md 7)."""

    reads_digits: ClassVar[bool] = True

    def read(self, text: str, scene: Scene) -> Reading:
        """The NIK, unless one of the hard errors."""
        found = find_nik(text)
        if found.value is None:
            code = (found.reason or "none").replace("_", "-")
            return Invalid(code, {"count": found.count})
        if not scene.world.nik_allowed(found.value.digits):
            return Invalid("many")
        return Given(found.value.digits)

    def holds(self, value: Json, scene: Scene) -> bool:
        """Sixteen digits without a hard error."""
        return isinstance(read_nik(str(value)), Nik)

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """Masked."""
        return mask_nik(str(value))

    def confirmed(self, value: Json, scene: Scene) -> Reading:
        """As if it were typed: it counts towards the limit."""
        return self.read(str(value), scene)

    def show_to_check(self, value: Json, scene: Scene) -> Arg | Text:
        """Beginning and end; what is between is the birth date, which is asked next."""
        digits = str(value)
        return f"{digits[:4]} •••• •••• {digits[12:]}"


@dataclass(frozen=True)
class PersonName(Field):
    """A name as on the KTP: {"name", "called", "title"}; `called` is how a helper says it."""

    open_text: ClassVar[bool] = True

    def read(self, text: str, scene: Scene) -> Reading:
        """The name without its title, and how the person is called."""
        found = read_name(text)
        if found.value is None:
            return Invalid("name")
        other = scene.value("for_whom") == "other"
        return Given(
            {
                "name": found.value,
                "called": called(text) if other and found.title else found.value,
                "title": found.title or "",
            }
        )

    def holds(self, value: Json, scene: Scene) -> bool:
        """A readable name."""
        return isinstance(value, dict) and bool(value.get("name"))

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """The name."""
        return str(value["name"])

    def remark(self, value: Json, scene: Scene) -> Text | None:
        """Takes over the name that a helper used."""
        return self.text(scene, "noted") if scene.value("for_whom") == "other" else None


@dataclass(frozen=True)
class BirthDate(Field):
    """ISO date; the NIK's own is offered for one-tap confirmation."""

    reads_digits: ClassVar[bool] = True

    def suggest(self, scene: Scene) -> Answer | None:
        """The date inside the NIK."""
        born = self._told_by_nik(scene)
        return Suggested(born.isoformat(), "nik") if born else None

    def read(self, text: str, scene: Scene) -> Reading:
        """A date; of two possible ones it asks which."""
        if read_yes_no(text) == "no":
            return Open(self.id)
        found = read_date(text, scene.world.today)
        if len(found.candidates) > 1:
            return Unsure("which", tuple(self._candidate(day, scene) for day in found.candidates))
        if found.value is None:
            return Invalid(found.reason or "not_a_date")
        return self._within(found.value, scene)

    def choose(self, choice: str, scene: Scene) -> Reading:
        """One of the dates asked back, or "other": it will be typed."""
        if choice == "other":
            return Open(self.id)
        try:
            return self._within(date.fromisoformat(choice), scene)
        except ValueError:
            return Invalid("not_a_date")

    def _told_by_nik(self, scene: Scene) -> date | None:
        digits = scene.value("nik")
        return Nik(digits).birth_date(scene.world.today) if digits else None

    def _candidate(self, day: date, scene: Scene) -> Choice:
        return Choice(day.isoformat(), self.text(scene, "pick-date", date=day))

    def _within(self, born: date, scene: Scene) -> Reading:
        if born > scene.world.today:
            return Invalid("future")
        return (
            Invalid("impossible")
            if age_on(born, scene.world.today) > OLDEST
            else Given(born.isoformat())
        )

    def holds(self, value: Json, scene: Scene) -> bool:
        """A date in the past."""
        try:
            return date.fromisoformat(str(value)) <= scene.world.today
        except ValueError:
            return False

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """The date in words."""
        return date.fromisoformat(str(value))

    def remark(self, value: Json, scene: Scene) -> Text | None:
        """Reads a typed date back; says that an officer decides under 18."""
        born = date.fromisoformat(str(value))
        if eligibility(born, scene.world.today) == "minor":
            return self.text(scene, "minor", age=age_on(born, scene.world.today))
        told = self._told_by_nik(scene)
        return self.text(scene, "noted", date=born) if born != told else None


@dataclass(frozen=True)
class Sex(Field):
    """ "female" or "male": read from the NIK, asked only when the name's title says otherwise."""

    derived: ClassVar[bool] = True

    def suggest(self, scene: Scene) -> Answer | None:
        """What the NIK says, unless in doubt."""
        digits = scene.value("nik")
        if not digits:
            return None
        title = (scene.value("name") or {}).get("title", "")
        doubtful = title in MEN if Nik(digits).sex == "female" else title in WOMEN
        return None if doubtful else Given(Nik(digits).sex)

    def read(self, text: str, scene: Scene) -> Reading:
        """Perempuan or laki-laki."""
        words = text.casefold()
        if any(each in words for each in ("perempuan", "wanita", "bini", "istri")):
            return Given("female")
        found = any(each in words for each in ("laki", "pria", "lanang"))
        return Given("male") if found else Invalid("choice")

    def choose(self, choice: str, scene: Scene) -> Reading:
        """One of two."""
        return Given(choice) if choice in ("female", "male") else Invalid("choice")

    def options(self, scene: Scene) -> tuple[Choice, ...]:
        """Both."""
        return (self.option("female", scene), self.option("male", scene))

    def holds(self, value: Json, scene: Scene) -> bool:
        """One of two."""
        return value in ("female", "male")

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """The label."""
        return self.option(str(value), scene).label


@dataclass(frozen=True)
class MotherName(Field):
    """The mother's maiden name, never echoed: account thieves ask for it (FACTS.md 6)."""

    open_text: ClassVar[bool] = True
    secret: ClassVar[bool] = True
    hears_death: ClassVar[bool] = False
    optional: ClassVar[bool] = True

    def read(self, text: str, scene: Scene) -> Reading:
        """A name; "almh. Siti" is one, "nanti" leaves it to the village office."""
        if read_yes_no(text) in ("skip", "unknown_answer"):
            return Skipped()
        found = read_name(text)
        return Given(found.value) if found.value else Invalid("name")

    def holds(self, value: Json, scene: Scene) -> bool:
        """Some text."""
        return bool(value)

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """That it is kept, never what it is."""
        return self.text(scene, "kept")
