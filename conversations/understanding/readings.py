"""Every reader under one roof: a kind and a text give a value, a choice or the reason for none.

Readers are imported when their kind is first asked for: `seratus understand yesno` loads no places.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from conversations.understanding.text import MAX_TEXT, clean

Value = str | int | float | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Understood:
    """What a reader makes of a text: a value; or values to choose from, most likely first; or why.

    `reason` is a short stable code: None with a value, "empty", "ambiguous", "not_understood", or
    the reader's own ("future", "landline", "province", …). With one thing in `ambiguous` it tells
    why that is not the value ("bound", "per_day").
    """

    value: Value | None = None
    ambiguous: tuple[Value, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What reading depends on besides the text: the office's kabupaten and the day."""

    home: str
    today: date


def understand(kind: str, text: str, where: Circumstances) -> Understood:
    """What the reader of a kind makes of a text. Raises KeyError for an unknown kind."""
    read = READERS[kind]
    seen = text[:MAX_TEXT]
    return read(seen, where) if clean(seen) else Understood(reason="empty")


def _told(
    value: Value | None, candidates: Sequence[Value] = (), reason: str | None = None
) -> Understood:
    """A reading in the shape of all: one value, several to choose from, or why there is none."""
    if value is not None:
        return Understood(value)
    several = len(candidates) > 1
    return Understood(None, tuple(candidates), "ambiguous" if several else _why(reason))


def _why(reason: str | None) -> str:
    return reason or "not_understood"


def _date(text: str, where: Circumstances) -> Understood:
    from conversations.understanding.dates import read_date

    found = read_date(text, where.today)
    candidates = tuple(day.isoformat() for day in found.candidates)
    return _told(found.value.isoformat() if found.value else None, candidates, found.reason)


def _money(text: str, _where: Circumstances) -> Understood:
    from conversations.understanding.money import read_money

    found = read_money(text)
    return _told(found.value, found.candidates, found.reason)


def _number(text: str, _where: Circumstances) -> Understood:
    from conversations.understanding.numbers import read_number

    found = read_number(text)
    return _told(found.value, found.candidates, found.reason)


def _yes_no(text: str, _where: Circumstances) -> Understood:
    from conversations.understanding.yesno import read_yes_no

    answer = read_yes_no(text)
    return _told("unknown" if answer == "unknown_answer" else answer)


def _nik(text: str, _where: Circumstances) -> Understood:
    from conversations.understanding.identifiers import find_nik

    found = find_nik(text)
    return _told(found.value.digits if found.value else None, found.candidates, found.reason)


def _phone(text: str, _where: Circumstances) -> Understood:
    from conversations.understanding.phones import read_phone

    found = read_phone(text)
    return _told(found.value, found.candidates, found.reason)


def _place(text: str, where: Circumstances) -> Understood:
    from conversations.understanding.places import read_place

    found = read_place(text, where.home)
    return _told(found.code, found.candidates, found.reason)


def _relation(text: str, _where: Circumstances) -> Understood:
    from conversations.understanding.relations import read_relation

    return _told(read_relation(text))


def _occupation(text: str, _where: Circumstances) -> Understood:
    from conversations.understanding.occupations import read_occupation

    return _told(read_occupation(text))


def _intent(text: str, _where: Circumstances) -> Understood:
    from conversations.understanding.intents import read_wish

    found = read_wish(text)
    return _told(found.key, found.candidates, found.reason)


def _person(text: str, where: Circumstances) -> Understood:
    from conversations.understanding.persons import read_person

    found = read_person(text, where.home, where.today)
    if found.fields:
        return Understood(dict(found.fields))
    choices = [{name: value} for name, values in found.unsure.items() for value in values]
    return _told(None, choices)


READERS: Mapping[str, Callable[[str, Circumstances], Understood]] = {
    "date": _date,
    "money": _money,
    "number": _number,
    "yesno": _yes_no,
    "nik": _nik,
    "phone": _phone,
    "place": _place,
    "relation": _relation,
    "occupation": _occupation,
    "intent": _intent,
    "person": _person,
}
KINDS: tuple[str, ...] = tuple(READERS)
