"""Corrections of a person: read by the registration form's own fields, shown again if unclear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection
from starlette.responses import Response

from conversations.facts import NikAllowed, Query, World
from conversations.fields import Field
from conversations.fields.field import Scene
from conversations.registration import registration
from conversations.session import Given, Json, Skipped
from conversations.understanding.identifiers import find_nik
from conversations.understanding.occupations import OCCUPATIONS
from conversations.words import catalogue
from desk.ask import HOME, Ask
from desk.guard import get, post
from desk.people_page import seen, version_of, why_of
from desk.people_places import choices, place
from storage import person_acts, person_views
from storage.officers import Role
from storage.person_acts import EDIT_REASONS, Changed, NikHeld, NotHere
from storage.person_views import Person

WRITTEN = ("name", "birth_date", "birth_place", "street", "rt_rw", "workplace", "second_occupation")
CHOSEN = {"sex": ("female", "male"), "payer": ("self", "village", "unknown")}
HIDDEN = ("phone", "mother_name", "nik")  # never shown: empty leaves them as they are
MAY_BE_EMPTY = frozenset({"birth_place", "street", "rt_rw", "workplace", "second_occupation"})
NIK_ROLES: frozenset[Role] = frozenset({"admin", "branch", "kabupaten"})
LONGEST = 200  # characters of a field; the form's own fields take fewer


@dataclass(slots=True)
class Read:
    """What was typed, the values it means, and the fields that are unclear."""

    typed: dict[str, str] = field(default_factory=dict)
    values: dict[str, Json] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)


async def ask_edit(ask: Ask) -> Response:
    """The form with what stands now."""
    which, sealer = ask.part("id"), ask.office.sealer
    person = await seen(ask, lambda conn: person_views.look(conn, sealer, ask.by, which).person)
    return _form(ask, person, Read(typed=standing_now(person)))


async def edit(ask: Ask) -> Response:
    """Writes what is clear; else, or where somebody else was faster, shows it again."""
    which, version, why, sealer = ask.part("id"), version_of(ask), why_of(ask), ask.office.sealer
    read = read_form(ask)
    if read.wrong:
        return await _again(ask, read, 422)

    def work(conn: Connection) -> str:
        try:
            person_acts.edit(conn, sealer, ask.by, which, version, read.values, why)
        except NikHeld:
            return "nik"
        except NotHere:
            return "village_code"
        return ""

    try:
        wrong = await seen(ask, work)
    except Changed:
        return await _again(ask, read, 409)
    if wrong:
        read.wrong.add(wrong)
        return await _again(ask, read, 422)
    return ask.to(f"{HOME}/orang/{which}", "people-edited")


async def _again(ask: Ask, read: Read, status: int) -> Response:
    which, sealer = ask.part("id"), ask.office.sealer
    person = await seen(ask, lambda conn: person_views.one(conn, sealer, ask.scope, which))
    return _form(ask, person, read, status)


def _form(ask: Ask, person: Person, read: Read, status: int = 200) -> Response:
    now = standing_now(person)
    other = {name: now[name] for name in now if read.typed.get(name, now[name]) != now[name]}
    return ask.page(
        "people_edit.html",
        status,
        person=person,
        typed={**now, **read.typed},
        wrong=read.wrong,
        other=other if status == 409 else {},
        villages=with_own(choices(ask.scope, ask.office.region), person.village_code),
        occupations=OCCUPATIONS,
        reasons=EDIT_REASONS,
        nik_too=ask.officer.role in NIK_ROLES,
        place=place,
    )


def with_own(villages: list[tuple[str, str]], own: str) -> list[tuple[str, str]]:
    """The person's own village can always be left as it is."""
    return villages if own in dict(villages) else [(own, place(own)), *villages]


def standing_now(person: Person) -> dict[str, str]:
    """The values as the form shows them."""
    return {
        "name": person.name,
        "birth_date": person.birth_date.isoformat(),
        "sex": person.sex,
        "payer": person.payer,
        "village": person.village_code,
        "occupation": person.occupation,
        "occupation_text": person.told["occupation_text"],
        **{each: person.told[each] for each in MAY_BE_EMPTY},
        **dict.fromkeys(HIDDEN, ""),
    }


# --- reading ---------------------------------------------------------------------------------


def read_form(ask: Ask) -> Read:
    """All fields of the form, each read as the talk reads it."""
    read = Read()
    for name in (*WRITTEN, *HIDDEN):
        if name == "nik" and ask.officer.role not in NIK_ROLES:
            continue
        typed = read.typed[name] = ask.text(name)[:LONGEST]
        if typed or name in MAY_BE_EMPTY:
            _read(ask, read, name, typed)
        elif name not in HIDDEN:
            read.wrong.add(name)
    for name, known in CHOSEN.items():
        read.typed[name] = ask.text(name)
        _take(read, name, read.typed[name] if read.typed[name] in known else None)
    _read_work(ask, read)
    village = read.typed["village"] = ask.text("village")
    _take(read, "village_code", village or None)
    return read


def _read(ask: Ask, read: Read, name: str, typed: str) -> None:
    if not typed:
        read.values[name] = None
        return
    found = fields()[name].read(typed, scene(ask, typed if name == "nik" else ""))
    match found:
        case Given(value):
            read.values[name] = stored(name, value)
        case Skipped():
            read.values[name] = None
        case _:
            read.wrong.add(name)


def _read_work(ask: Ask, read: Read) -> None:
    kind, words = ask.text("occupation"), ask.text("occupation_text")[:LONGEST]
    read.typed |= {"occupation": kind, "occupation_text": words}
    _take(read, "occupation", kind if kind in OCCUPATIONS else None)
    if not words:
        read.values["occupation_text"] = None
        return
    found = fields()["occupation"].read(words, scene(ask))
    if isinstance(found, Given):
        read.values["occupation_text"] = found.value["text"]
    else:
        read.wrong.add("occupation_text")


def _take(read: Read, name: str, value: str | None) -> None:
    if value is None:
        read.wrong.add(name)
    else:
        read.values[name] = value


def stored(name: str, value: Any) -> Json:
    """A form's value as the participant's column holds it."""
    match name:
        case "name":
            return value["name"]
        case "birth_date":
            return date.fromisoformat(value)
        case "phone" if value == "none":
            return None
    return value


@cache
def fields() -> Mapping[str, Field]:
    """The registration's fields by id."""
    return {each.id: each for each in registration().fields}


def scene(ask: Ask, nik: str = "") -> Scene:
    """The world as a field sees it; an officer may enter any NIK."""
    found = find_nik(nik).value if nik else None
    facts: dict[Query, Any] = {NikAllowed(found.digits): True} if found else {}
    world = World(
        ask.office.now(), catalogue("id", str(ask.office.zone)), facts=facts, home=ask.office.region
    )
    return Scene("registration", {"for_whom": "other"}, world)


WAYS = (
    get("/orang/{id}/ubah", ask_edit),
    post("/orang/{id}/ubah", edit),
)
