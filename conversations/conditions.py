"""Conditions as data: when a question is asked. Diagrams read them, so they cannot lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from conversations.session import Json
from program.eligibility import eligibility

Values = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Always:
    """Asked of everybody."""

    def holds(self, values: Values, today: date) -> bool:
        """Always true."""
        return True

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True, slots=True, init=False)
class Is:
    """The field's value is one of these."""

    field: str
    values: tuple[Json, ...]

    def __init__(self, field: str, *values: Json) -> None:
        object.__setattr__(self, "field", field)
        object.__setattr__(self, "values", values)

    def holds(self, values: Values, today: date) -> bool:
        """True when the field is answered with one of the values."""
        return field_in(values, self.field, self.values)

    def __str__(self) -> str:
        return f"{self.field} = {' / '.join(map(str, self.values))}"


@dataclass(frozen=True, slots=True, init=False)
class IsNot:
    """The field is unanswered or its value is none of these."""

    field: str
    values: tuple[Json, ...]

    def __init__(self, field: str, *values: Json) -> None:
        object.__setattr__(self, "field", field)
        object.__setattr__(self, "values", values)

    def holds(self, values: Values, today: date) -> bool:
        """True unless the field is answered with one of the values."""
        return not field_in(values, self.field, self.values)

    def __str__(self) -> str:
        return f"{self.field} ≠ {' / '.join(map(str, self.values))}"


@dataclass(frozen=True, slots=True)
class Answered:
    """The field has a value."""

    field: str

    def holds(self, values: Values, today: date) -> bool:
        """True when the field has a value."""
        return values.get(self.field) is not None

    def __str__(self) -> str:
        return f"{self.field} terisi"


@dataclass(frozen=True, slots=True)
class Contains:
    """The field's value, a list, holds this one."""

    field: str
    value: Json

    def holds(self, values: Values, today: date) -> bool:
        """True when the list holds the value."""
        return self.value in (values.get(self.field) or ())

    def __str__(self) -> str:
        return f"{self.field} ∋ {self.value}"


@dataclass(frozen=True, slots=True)
class TooOld:
    """The birth date in the field is over the age at which one may register."""

    field: str

    def holds(self, values: Values, today: date) -> bool:
        """True when the programme's age limit is reached."""
        born = values.get(self.field)
        return isinstance(born, str) and eligibility(date.fromisoformat(born), today) == "too_old"

    def __str__(self) -> str:
        return f"{self.field} melewati batas umur"


@dataclass(frozen=True, slots=True)
class Several:
    """The field's value, a list, holds more than one."""

    field: str

    def holds(self, values: Values, today: date) -> bool:
        """True when there is more than one to choose from."""
        return len(values.get(self.field) or ()) > 1

    def __str__(self) -> str:
        return f"{self.field} > 1"


@dataclass(frozen=True, slots=True, init=False)
class All:
    """All of the conditions hold."""

    conditions: tuple[Condition, ...]

    def __init__(self, *conditions: Condition) -> None:
        object.__setattr__(self, "conditions", conditions)

    def holds(self, values: Values, today: date) -> bool:
        """True when every one holds."""
        for each in self.conditions:  # noqa: SIM110 - a generator costs more than most conditions
            if not each.holds(values, today):
                return False
        return True

    def __str__(self) -> str:
        return " dan ".join(filter(None, map(str, self.conditions)))


Condition = Always | Is | IsNot | Answered | Contains | TooOld | Several | All


def field_in(values: Values, field: str, wanted: tuple[Json, ...]) -> bool:
    """Whether a field is answered with one of the values."""
    value = values.get(field)
    return value is not None and value in wanted


def fields_of(condition: Condition) -> tuple[str, ...]:
    """The field ids that a condition reads, for the linter."""
    if isinstance(condition, All):
        return tuple(name for each in condition.conditions for name in fields_of(each))
    return () if isinstance(condition, Always) else (condition.field,)
