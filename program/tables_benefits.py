"""Dated tables of what is paid: JKM, JKK, scholarship, JHT, the order of heirs.

Amounts in whole rupiah. Figures were checked on 2026-11-22 (FACTS.md sections 3 and 4); a row that
is not certain says so. Deaths before these amounts held go to an officer.
"""

from dataclasses import dataclass
from datetime import date

_PP_44 = date(2015, 7, 1)
# Not checked against a source: it only keeps older deaths from being reckoned by these amounts.
_AMOUNTS_OF_TODAY = date(2019, 12, 2)


@dataclass(frozen=True, slots=True)
class DeathBenefit:
    """JKM, death not from work: the sums, and the least months for more than the funeral money."""

    valid_from: date
    valid_to: date | None
    death: int
    periodic: int
    funeral: int
    least_months: int
    source: str


@dataclass(frozen=True, slots=True)
class WorkDeathBenefit:
    """JKK on a death from work: so many bases, and the two sums beside them."""

    valid_from: date
    valid_to: date | None
    bases: int
    periodic: int
    funeral: int
    source: str


@dataclass(frozen=True, slots=True)
class SchoolLevel:
    """A level of school: rupiah a year and how many years are paid."""

    name: str
    yearly: int
    years: int


@dataclass(frozen=True, slots=True)
class Scholarship:
    """Levels in their order, ceilings, from which age nothing is paid, JKM's least months."""

    valid_from: date
    valid_to: date | None
    levels: tuple[SchoolLevel, ...]
    children: int
    ceiling: int
    too_old: int
    least_months: int
    years_claimed_together: int
    source: str


@dataclass(frozen=True, slots=True)
class WorkAccident:
    """What else JKK pays: `amount` is a ceiling in rupiah, or None where no sum is stated."""

    valid_from: date
    valid_to: date | None
    name: str
    amount: int | None
    certain: bool
    source: str


@dataclass(frozen=True, slots=True)
class WageReplacement:
    """Percent of the base for the first months without work, and for those after them."""

    valid_from: date
    valid_to: date | None
    full_months: int
    full_percent: int
    later_percent: int
    source: str


@dataclass(frozen=True, slots=True)
class PartialDisability:
    """The table's percentage is paid on so many bases."""

    valid_from: date
    valid_to: date | None
    bases: int
    source: str


@dataclass(frozen=True, slots=True)
class OldAgeGround:
    """When JHT, contributions plus yield, is paid out; `age` in completed years where it counts."""

    valid_from: date
    valid_to: date | None
    name: str
    age: int | None
    source: str


@dataclass(frozen=True, slots=True)
class HeirOrder:
    """The classes of heirs, nearest first, and who is paid where nobody is left."""

    valid_from: date
    valid_to: date | None
    classes: tuple[tuple[str, ...], ...]
    funeral_to: str
    rest_to: str
    source: str


DEATH_BENEFITS = (
    DeathBenefit(
        _AMOUNTS_OF_TODAY,
        None,
        death=20_000_000,
        periodic=24 * 500_000,
        funeral=10_000_000,
        least_months=3,
        source="several secondary sources; Permenaker 1/2025",
    ),
)

WORK_DEATH_BENEFITS = (
    WorkDeathBenefit(
        _AMOUNTS_OF_TODAY,
        None,
        bases=48,
        periodic=24 * 500_000,
        funeral=10_000_000,
        source="several secondary sources",
    ),
)

SCHOLARSHIPS = (
    Scholarship(
        _AMOUNTS_OF_TODAY,
        None,
        levels=(
            SchoolLevel("TK", 1_500_000, 2),
            SchoolLevel("SD", 1_500_000, 6),
            SchoolLevel("SMP", 2_000_000, 3),
            SchoolLevel("SMA", 3_000_000, 3),
            SchoolLevel("PT", 12_000_000, 5),
        ),
        children=2,
        ceiling=174_000_000,
        too_old=23,
        least_months=36,
        years_claimed_together=3,
        source="several secondary sources; Permenaker 1/2025",
    ),
)


def _accident(name: str, amount: int | None, *, certain: bool = True) -> WorkAccident:
    return WorkAccident(_AMOUNTS_OF_TODAY, None, name, amount, certain, "several secondary sources")


WORK_ACCIDENTS = (
    _accident("medical_care", None),  # unlimited, as needed
    _accident("transport_land", 5_000_000),
    _accident("transport_sea", 2_000_000),
    _accident("transport_air", 10_000_000),
    _accident("home_care", 20_000_000),  # for a year
    _accident("dentures", 5_000_000),
    _accident("hearing_aid", 2_500_000),
    _accident("glasses", 1_000_000),
    _accident("return_to_work", None),  # help, no sum
    _accident("total_disability", None, certain=False),  # sources differ: an officer tells
)

WAGE_REPLACEMENTS = (
    WageReplacement(_AMOUNTS_OF_TODAY, None, 12, 100, 50, "several secondary sources"),
)

PARTIAL_DISABILITIES = (PartialDisability(_PP_44, None, 80, "several secondary sources"),)

OLD_AGE_GROUNDS = (
    OldAgeGround(_PP_44, None, "old_age", 56, "PP 46/2015"),
    OldAgeGround(_PP_44, None, "total_disability", None, "PP 46/2015"),
    OldAgeGround(_PP_44, None, "death", None, "PP 46/2015: to the heirs"),
    OldAgeGround(_PP_44, None, "stopped_work", None, "PP 46/2015"),
)

HEIR_ORDERS = (
    HeirOrder(
        _PP_44,
        None,
        classes=(
            ("widow", "widower", "child"),
            ("parent", "grandparent", "grandchild"),
            ("sibling",),
            ("parent_in_law",),
            ("will",),
        ),
        funeral_to="burial_arranger",
        rest_to="dana_jaminan_sosial",
        source="PP 44/2015 art. 37(5)",
    ),
)
