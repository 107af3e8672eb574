"""Fields about money: income by bracket, programmes with their sums, months to pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import ClassVar

from conversations.fields.field import Field, Invalid, Reading, Scene, Unsure
from conversations.session import Arg, Choice, Given, Json, Rupiah, Text
from conversations.understanding.money import read_money
from program.contributions import PREPAYMENT_MONTHS, Contribution, contribution, prepaid
from program.regions import region

PROGRAMMES: Mapping[str, frozenset[str]] = {
    "jkk_jkm": frozenset({"jkk", "jkm"}),
    "with_jht": frozenset({"jkk", "jkm", "jht"}),
}
LOWEST_INCOME = 1_000_000  # income under the first bracket takes it, FACTS.md section 1
# Offered by button, a higher income is typed. The bounds are brackets of FACTS.md section 1.
OFFERED_INCOMES = (1_000_000, 1_100_000, 1_300_000, 1_500_000, 1_700_000, 1_900_000, 2_100_000)
HIGHEST_INCOME = 1_000_000_000  # rupiah a month; above it a zero too many was typed


@dataclass(frozen=True)
class Income(Field):
    """Rupiah a month."""

    reads_digits: ClassVar[bool] = True

    def read(self, text: str, scene: Scene) -> Reading:
        """A sum as written; an ambiguous one is asked back."""
        found = read_money(text)
        if len(found.candidates) > 1:
            return Unsure("which", tuple(self._sum(each, scene) for each in found.candidates))
        if found.value is None or found.value > HIGHEST_INCOME:
            return Invalid("money")
        return Given(found.value)

    def choose(self, choice: str, scene: Scene) -> Reading:
        """The lower end of the tapped bracket."""
        return Given(int(choice)) if choice.isdecimal() else Invalid("money")

    def options(self, scene: Scene) -> tuple[Choice, ...]:
        """The lowest brackets first."""
        bounds = pairwise(OFFERED_INCOMES)
        first = self.text(scene, "pick-under", to=Rupiah(OFFERED_INCOMES[1]))
        rest = (
            Choice(str(low), self.text(scene, "pick-between", low=Rupiah(low), high=Rupiah(high)))
            for low, high in list(bounds)[1:]
        )
        return (Choice(str(LOWEST_INCOME), first), *rest)

    def _sum(self, amount: int, scene: Scene) -> Choice:
        return Choice(str(amount), self.text(scene, "pick-sum", sum=Rupiah(amount)))

    def holds(self, value: Json, scene: Scene) -> bool:
        """A whole sum."""
        return isinstance(value, int) and 0 <= value <= HIGHEST_INCOME

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """The sum."""
        return Rupiah(int(value))


@dataclass(frozen=True)
class Programmes(Field):
    """ "jkk_jkm" or "with_jht"."""

    def read(self, text: str, scene: Scene) -> Reading:
        """With old-age savings or without."""
        words = text.casefold()
        if any(each in words for each in ("jht", "hari tua", "tabung", "tiga")):
            return Given("with_jht")
        both = any(each in words for each in ("jkk", "jkm", "dua", "biasa", "murah"))
        return Given("jkk_jkm") if both else Invalid("choice")

    def choose(self, choice: str, scene: Scene) -> Reading:
        """The tapped package."""
        return Given(choice) if choice in PROGRAMMES else Invalid("choice")

    def options(self, scene: Scene) -> tuple[Choice, ...]:
        """Both packages."""
        return tuple(self.option(each, scene) for each in PROGRAMMES)

    def args(self, scene: Scene) -> Mapping[str, Arg]:
        """What each package costs a month."""
        return {each: Rupiah(monthly(scene, each).total) for each in PROGRAMMES}

    def holds(self, value: Json, scene: Scene) -> bool:
        """A known package."""
        return value in PROGRAMMES

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """The package and its monthly sum."""
        return self.text(scene, "shown-" + value.replace("_", "-"), **self.args(scene))


@dataclass(frozen=True)
class Months(Field):
    """How many months to pay at once: one of the prepayment periods."""

    reads_numbers: ClassVar[bool] = True

    def read(self, text: str, scene: Scene) -> Reading:
        """A number of months; a bare number that is also a place in the list is asked back."""
        digits = "".join(each for each in text if each.isdecimal())
        number = int(digits) if digits and len(digits) < 4 else 0
        if "tahun" in text.casefold() and number <= 1:
            number = 12
        bare = text.strip().isdecimal()
        place = PREPAYMENT_MONTHS[number - 1] if bare and 0 < number <= 4 else None
        meant = [each for each in dict.fromkeys((number, place)) if each in PREPAYMENT_MONTHS]
        if len(meant) > 1:
            return Unsure("which", tuple(self._months(each, scene) for each in meant if each))
        return Given(meant[0]) if meant else Invalid("choice")

    def choose(self, choice: str, scene: Scene) -> Reading:
        """The tapped period."""
        fits = choice.isdecimal() and int(choice) in PREPAYMENT_MONTHS
        return Given(int(choice)) if fits else Invalid("choice")

    def options(self, scene: Scene) -> tuple[Choice, ...]:
        """Each period with its sum."""
        return tuple(self._months(each, scene) for each in PREPAYMENT_MONTHS)

    def _months(self, months: int, scene: Scene) -> Choice:
        total = sum(each.total for each in payments(scene, months))
        return Choice(str(months), self.text(scene, "pick", months=months, total=Rupiah(total)))

    def holds(self, value: Json, scene: Scene) -> bool:
        """A known period."""
        return value in PREPAYMENT_MONTHS

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """The period and its sum."""
        return self._months(int(value), scene).label


def this_month(scene: Scene) -> date:
    """The contribution month now: its first day."""
    return scene.world.today.replace(day=1)


def drives(scene: Scene) -> bool:
    """Whether the occupation counts as transport for the discount (PP 50/2025 art. 4)."""
    return bool((scene.value("occupation") or {}).get("kind") == "driver")


def monthly(scene: Scene, package: str = "jkk_jkm", payer: str = "self") -> Contribution:
    """This month's contribution for the package at the answered income."""
    income = scene.value("income") or LOWEST_INCOME
    return contribution(this_month(scene), income, PROGRAMMES[package], payer, drives(scene))


def payments(scene: Scene, months: int) -> tuple[Contribution, ...]:
    """The contributions of the coming months, month by month across a change of tariff."""
    package = PROGRAMMES[scene.value("programmes") or "jkk_jkm"]
    income = scene.value("income") or LOWEST_INCOME
    return prepaid(this_month(scene), months, income, package, "self", drives(scene))


def sums_now(scene: Scene) -> Mapping[str, Arg]:
    """`own`: a month paid by oneself now; `full`: the same without discount; `regency`: where."""
    home = region(scene.world.home)
    return {
        "own": Rupiah(monthly(scene).total),
        "full": Rupiah(monthly(scene, payer="kabupaten").total),
        "regency": home.name if home else "",
    }
