"""What the pages of registrations show: labels of codes, places by name, the fields to compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from conversations.counter import choices
from conversations.facts import World
from conversations.understanding.phones import show_phone
from conversations.words import catalogue
from desk import words
from desk.ask import Ask
from program.eligibility import age_on
from program.nik import mask_nik
from program.regions import path, villages
from storage.applications_views import Detail, Event, Line
from storage.scope import WHOLE

STATES = (
    *("submitted", "correction", "checked", "proposed", "waiting"),
    *("decided", "sent", "registered", "refused"),
)
ZONE = "Asia/Makassar"  # labels tell no time
KECAMATAN = 8  # characters of its code; a village is told with it
AGED = frozenset({"nik_birth_date", "minor", "too_old"})
# Which doubts belong to which field.
DOUBTED = {
    "nik": frozenset({"nik_region", "nik_used"}),
    "name": frozenset({"twin"}),
    "birth_date": AGED,
    "sex": frozenset({"nik_sex"}),
    "phone": frozenset({"no_phone"}),
    "member_before": frozenset({"member_before", "member_unknown"}),
    "village": frozenset({"away"}),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One field as it is shown."""

    field: str
    label: str
    value: str
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A village in the choice of villages."""

    code: str
    name: str
    kecamatan: str


def places(ask: Ask) -> Sequence[Place]:
    """The villages that the officer may choose from; an admin those of the office's kabupaten."""
    home = ask.office.region
    codes = [home if each == WHOLE else each for each in ask.scope.regions]
    found = [village for code in codes for village in villages(code)]
    return [Place(each.code, each.name, path(each.code)[-2].name) for each in found]


def place_name(code: str) -> str:
    """A region by name, "Segumbang, Batulicin"; its code where it is unknown."""
    known = path(code)
    if not known:
        return code or words.word("desk-registrations-nation")
    shown = known[-2:] if len(code) > KECAMATAN else known[-1:]
    return ", ".join(each.name for each in reversed(shown))


def doubts(ask: Ask, line: Line) -> tuple[str, ...]:
    """The codes of what is doubtful in a line."""
    away = () if line.village_code.startswith(f"{ask.office.region}.") else ("away",)
    return (*line.doubts, *away)


def doubt(code: str) -> str:
    """A doubt in words; one that nobody named is shown as its code."""
    name = f"desk-doubt-{code.replace('_', '-')}"
    return words.word(name) if words.has(name) else code


def facts(ask: Ask, detail: Detail, nik: str = "") -> Sequence[Fact]:
    """The fields, in the order of a KTP; the NIK masked unless it was revealed."""
    line, person = detail.line, detail.person
    age = age_on(line.birth_date, ask.office.now().astimezone(ask.office.zone).date())
    born = words.word("desk-registrations-aged", day=words.day(line.birth_date), age=age)
    shown = {
        "nik": nik or mask_nik(person["nik"]),
        "name": line.name,
        "birth_date": born,
        "birth_place": person["birth_place"],
        "sex": label("sex", line.sex),
        "mother_name": person["mother_name"],
        "village": place_name(line.village_code),
        "address": " ".join(filter(None, (person["street"], person["rt_rw"]))),
        "phone": show_phone(person["phone"]) if person["phone"] else "",
        "occupation": person["occupation_text"] or label("occupation", person["occupation"]),
        "payer": label("payer", line.payer),
        "member_before": label("member_before", person["member_before"]),
    }
    found = doubts(ask, line)
    return [_fact(name, value, found) for name, value in shown.items()]


def _fact(name: str, value: str, found: Sequence[str]) -> Fact:
    own = tuple(doubt(each) for each in found if each in DOUBTED.get(name, ()))
    return Fact(name, field_name(name), value or "–", own)


def field_name(name: str) -> str:
    """A field's name for officers."""
    plain = name.replace("[0]", "").replace(".", "-").replace("_", "-")
    return words.word(f"desk-field-{plain}")


def label(field: str, choice: str) -> str:
    """A choice of the form, as the person was shown it."""
    return _labels().get((field, choice), choice or "–")


def told(event: Event) -> Sequence[tuple[str, str]]:
    """What belongs to an event, as (label, text): fields, words, old and new."""
    note, found = event.note, []
    if event.reason:
        found.append((words.word("desk-registrations-reason"), reason(event.reason)))
    if note.get("fields"):
        names = ", ".join(field_name(str(each)) for each in note["fields"])
        found.append((words.word("desk-registrations-fields"), names))
    if note.get("note"):
        found.append((words.word("desk-registrations-note"), str(note["note"])))
    if name := note.get("field"):
        changed = f"{_value(name, note.get('old'))} → {_value(name, note.get('new'))}"
        found.append((field_name(str(name)), changed))
    if note.get("number"):
        found.append((words.word("desk-registrations-number"), str(note["number"])))
    return found


def reason(code: str) -> str:
    """A reason in words."""
    return words.word(f"desk-reason-{code.replace('_', '-')}")


def when(ask: Ask, at: datetime) -> str:
    """A moment where the office is."""
    return words.moment(at.astimezone(ask.office.zone))


def _value(field: str, value: object) -> str:
    """An answer in an event: a NIK stays masked, a place gets its name."""
    match field, value:
        case _, None | "" | []:
            return "–"
        case "nik", str(digits):
            return mask_nik(digits)
        case "village", [str(code), *_]:
            return place_name(code)
        case "ktp_photo", _:
            return words.word("desk-registrations-new-photo")
        case "birth_date", str(day):
            return words.day(date.fromisoformat(day))
        case _, dict():
            return str(value.get("name") or value.get("text") or label(field, str(value["kind"])))
        case _:
            return label(field, str(value))


@cache
def _labels() -> dict[tuple[str, str], str]:
    said = catalogue("id", ZONE)
    offered = choices(World(datetime(2026, 1, 1).astimezone(), said))
    pairs = [(name, each) for name, options in offered.items() for each in options]
    return {(name, each.id): said.text(each.label) for name, each in pairs}
