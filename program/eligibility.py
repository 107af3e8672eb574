"""Who may register by age: not yet 65, and under 18 an officer decides."""

from datetime import date
from typing import Literal

from program.tables import AGE_LIMITS, row_on


def age_on(birth_date: date, day: date) -> int:
    """Completed years on a day; who was born on 29 February completes a year on 1 March."""
    before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before_birthday


def eligibility(birth_date: date, day: date) -> Literal["eligible", "too_old", "minor"]:
    """Whether a person born then may register on a day (FACTS section 2).

    Raises ValueError on a day before the table of age limits begins.
    """
    limits = row_on(AGE_LIMITS, day)
    if limits is None:
        raise ValueError(f"no age limits for {day:%Y-%m-%d}")
    age = age_on(birth_date, day)
    if age >= limits.too_old:
        return "too_old"
    return "minor" if age < limits.adult else "eligible"
