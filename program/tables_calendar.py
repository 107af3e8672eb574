"""Dated tables of the calendar: holidays, great feasts, Ramadan. An officer keeps them up.

2026 is as decreed. 2027 was read in one secondary source that follows the decree of September 2026,
the feasts that fall on weekends are reckoned: those rows are not certain until an officer checks.
"""

from dataclasses import dataclass
from datetime import date

_SKB_2026 = "SKB 3 Menteri 1497/2025, 2/2025, 5/2025"
_READ_2027 = "exchange calendar 2027 (Peng-00169/BEI.POP/09-2026), one secondary source"
_RECKONED = "reckoned, to be checked"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A national holiday, or a cuti bersama (`shared`); on a `great` feast nobody is written to."""

    valid_from: date
    valid_to: date
    name: str
    great: bool
    shared: bool
    certain: bool
    source: str


@dataclass(frozen=True, slots=True)
class Ramadan:
    """The fasting month of a Hijri year, first to last day."""

    valid_from: date
    valid_to: date
    hijri_year: int
    certain: bool
    source: str


@dataclass(frozen=True, slots=True)
class KnownYear:
    """A year whose holidays are listed; `certain` once every one of them is checked."""

    valid_from: date
    valid_to: date
    certain: bool
    source: str


# month-day, name; a star marks a great feast, a plus a cuti bersama.
_YEAR_2026 = """
01-01 Tahun Baru
01-16 Isra Mikraj
02-16+ Imlek
02-17 Imlek
03-18+ Nyepi
03-19* Nyepi
03-20+ Idulfitri
03-21* Idulfitri
03-22* Idulfitri
03-23+ Idulfitri
03-24+ Idulfitri
04-03* Wafat Yesus Kristus
04-05* Paskah
05-01 Hari Buruh
05-14 Kenaikan Yesus Kristus
05-15+ Kenaikan Yesus Kristus
05-27* Iduladha
05-28+ Iduladha
05-31* Waisak
06-01 Hari Lahir Pancasila
06-16 Tahun Baru Islam
08-17 Hari Kemerdekaan
08-25 Maulid Nabi
12-24+ Natal
12-25* Natal
"""
_YEAR_2027 = """
01-01 Tahun Baru
01-05 Isra Mikraj
02-05+ Imlek
03-08* Nyepi
03-09+ Idulfitri
03-10* Idulfitri
03-11* Idulfitri
03-12+ Idulfitri
03-15+ Idulfitri
03-25+ Wafat Yesus Kristus
03-26* Wafat Yesus Kristus
05-06 Kenaikan Yesus Kristus
05-17* Iduladha
05-18+ Iduladha
05-19+ Waisak
05-20* Waisak
06-01 Hari Lahir Pancasila
08-17 Hari Kemerdekaan
12-24+ Natal
"""
_WEEKENDS_2027 = """
02-06 Imlek
03-28* Paskah
05-01 Hari Buruh
06-06 Tahun Baru Islam
08-15 Maulid Nabi
12-25* Natal
"""


def _read(year: int, listed: str, source: str, *, certain: bool) -> tuple[Holiday, ...]:
    return tuple(_holiday(year, line, source, certain) for line in listed.strip().splitlines())


def _holiday(year: int, line: str, source: str, certain: bool) -> Holiday:
    marked, _, name = line.partition(" ")
    day = date.fromisoformat(f"{year}-{marked.rstrip('*+')}")
    return Holiday(day, day, name, marked.endswith("*"), marked.endswith("+"), certain, source)


HOLIDAYS = (
    *_read(2026, _YEAR_2026, _SKB_2026, certain=True),
    *_read(2027, _YEAR_2027, _READ_2027, certain=False),
    *_read(2027, _WEEKENDS_2027, _RECKONED, certain=False),
)

KNOWN_YEARS = (
    KnownYear(date(2026, 1, 1), date(2026, 12, 31), True, _SKB_2026),
    KnownYear(date(2027, 1, 1), date(2027, 12, 31), False, _READ_2027),
)

RAMADANS = (
    Ramadan(date(2026, 2, 19), date(2026, 3, 20), 1447, True, "sidang isbat of 17 February 2026"),
    Ramadan(date(2027, 2, 8), date(2027, 3, 9), 1448, False, _RECKONED),
)
