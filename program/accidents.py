"""What JKK pays besides a death from work, and when JHT is paid: whole rupiah, by the tables."""

from datetime import date

from program.tables import row_on
from program.tables_benefits import (
    OLD_AGE_GROUNDS,
    PARTIAL_DISABILITIES,
    WAGE_REPLACEMENTS,
    WORK_ACCIDENTS,
    OldAgeGround,
    WorkAccident,
)

__all__ = ["old_age_grounds", "partial_disability", "wage_replacement", "work_accident"]


def work_accident(name: str, day: date) -> WorkAccident:
    """The ceiling for a thing that JKK pays; raises ValueError for one that no row names."""
    row = row_on(tuple(each for each in WORK_ACCIDENTS if each.name == name), day)
    if row is None:
        raise ValueError(f"no benefit called {name} on {day:%Y-%m-%d}")
    return row


def wage_replacement(base: int, month: int, day: date) -> int:
    """What is paid for the so-manieth month without work, from 1, of an accident on a day."""
    row = row_on(WAGE_REPLACEMENTS, day)
    if row is None or month < 1:
        raise ValueError("wage replacement counts months from 1 and needs a table for the day")
    percent = row.full_percent if month <= row.full_months else row.later_percent
    return base * percent // 100


def partial_disability(base: int, permille: int, day: date) -> int:
    """The table's share of a lasting partial disability, in permille, on 80 bases.

    Permille, since the table has halves of a percent; raises ValueError outside 0 to 1000.
    """
    row = row_on(PARTIAL_DISABILITIES, day)
    if row is None or not 0 <= permille <= 1000:
        raise ValueError("a disability has 0 to 1000 permille and needs a table for the day")
    return base * row.bases * permille // 1000


def old_age_grounds(day: date) -> tuple[OldAgeGround, ...]:
    """The grounds on which JHT is paid out on a day."""
    return tuple(each for each in OLD_AGE_GROUNDS if row_on((each,), day))
