"""Every page and act of the desk, tried by everybody who has no business there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import httpx
import pytest

from bot.web import web
from desk.app import ways
from desk.guard import ALL, Way
from program.regions import villages
from storage.officers import Role
from storage.tables import metadata
from tests.bot.house import made
from tests.desk.conftest import ADDRESS, Desk, Visitor
from tests.people import Person

PART = re.compile(r"\{(\w+)(?::\w+)?\}")
NOBODY = "0" * 32
OTHER_KABUPATEN = "63.03"
# What an act of a stranger may leave behind: that it was tried, and that he was here.
TRACES = {"audit", "officer_sessions", "officers", "entry_tries", "officer_codes"}
# Ways that are open to whoever is in and show nothing of others.
OWN = ("/akun", "/keluar", "/pastikan", "/kabar")


@dataclass(frozen=True, slots=True)
class Seen:
    """A filled house: what nobody else may read, and the ids of what is in it."""

    secrets: tuple[str, ...]
    ids: tuple[str, ...]
    village: str


async def filled(desk: Desk) -> Seen:
    """Two people with applications, talks and questions; one id of every table."""
    people = [made(11), made(12)]
    for number, person in enumerate(people):
        phone = desk.office.phone(f"orang-{number}")
        await phone.register(person)
        await phone.text("petugas")
        await phone.text("bapak saya meninggal")
    dumped = [*await ids(desk)]
    return Seen(tuple(told(people)), tuple(dumped), people[0].village.code)


def told(people: Iterable[Person]) -> Iterable[str]:
    """What would tell of them."""
    for person in people:
        yield from (person.name, person.nik, person.mother_name, person.phone.lstrip("+"))
        yield from (person.phone[-9:], person.family.name)


async def ids(desk: Desk) -> Sequence[str]:
    """One id of each table that has ids."""
    found = []
    for table in metadata.sorted_tables:
        if "id" in table.columns and table.name not in TRACES:
            rows = await desk.office.rows(table)
            found += [str(row.id) for row in rows[:1]]
    return found


def paths(way: Way, seen: Seen) -> Iterable[str]:
    """The way's addresses with each id in all its parts."""
    if not PART.search(way.path):
        yield way.path
        return
    for each in (*seen.ids, seen.village):
        yield PART.sub(each, way.path)


def pages() -> list[Way]:
    """What is only looked at."""
    return [each for each in ways() if each.method == "GET" and not each.path.startswith(OWN)]


def acts() -> list[Way]:
    """What changes something."""
    return [each for each in ways() if each.method == "POST" and not each.path.startswith(OWN)]


def other_village(seen: Seen) -> str:
    """A neighbour village of the same kecamatan or kabupaten."""
    return next(each.code for each in villages("63.10") if each.code != seen.village)


async def strangers(desk: Desk, seen: Seen) -> list[Visitor]:
    """Officers who are in, of another kabupaten and of another village."""
    return [
        await desk.officer("kabupaten", (OTHER_KABUPATEN,)),
        await desk.officer("desa", (other_village(seen),)),
    ]


async def test_no_page_tells_a_foreign_officer_anything(desk: Desk) -> None:
    """Every list and every page, with every id of the house: nothing of another region's people."""
    seen = await filled(desk)
    own = await (await desk.officer()).get("/pendaftaran")
    assert any(secret in own.text for secret in seen.secrets), "nobody to be seen at all"
    leaks = []
    for visitor in await strangers(desk, seen):
        for way in pages():
            for path in paths(way, seen):
                answer = await visitor.get(path)
                assert answer.status_code < 500, path
                if any(secret in answer.text for secret in seen.secrets):
                    leaks.append(path)
    assert leaks == []


async def test_a_foreign_id_reads_like_a_missing_one(desk: Desk) -> None:
    """The same status and the same words, so that ids cannot be guessed at."""
    seen = await filled(desk)
    (visitor, *_) = await strangers(desk, seen)
    differ = []
    for way in pages():
        if not PART.search(way.path):
            continue
        missing = await visitor.get(PART.sub(NOBODY, way.path))
        for each in seen.ids:
            answer = await visitor.get(PART.sub(each, way.path))
            if (answer.status_code, answer.text) != (missing.status_code, missing.text):
                differ.append(PART.sub(each, way.path))
    assert differ == []


async def test_no_act_of_a_foreign_officer_changes_anything(desk: Desk) -> None:
    """Every act with every id: the store is as it was, but for the audit."""
    seen = await filled(desk)
    (*_, visitor) = await strangers(desk, seen)
    before = await without_traces(desk)
    for way in acts():
        if PART.search(way.path):
            for path in paths(way, seen):
                answer = await visitor.post(path, reason="x", text="x", name="x", version="1")
                assert answer.status_code < 500, path
    assert await without_traces(desk) == before


async def without_traces(desk: Desk) -> dict[str, list[str]]:
    """The store, without what any try leaves."""
    dump = await desk.office.dump()
    return {name: rows for name, rows in dump.items() if name not in TRACES}


async def test_strangers_are_sent_to_the_entry(desk: Desk) -> None:
    """No page and no act answers without a seat."""
    transport = httpx.ASGITransport(app=web(desk.office.house))
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as stranger:
        for way in ways():
            path = "/meja" + PART.sub(NOBODY, way.path)
            answer = await stranger.request(way.method, path)
            assert answer.status_code in (303, 403, 404), path
            if answer.status_code == 303:
                assert answer.headers["location"].startswith("/meja/masuk"), path


@pytest.mark.parametrize("role", sorted(ALL))
async def test_roles_keep_to_their_ways(desk: Desk, role: Role) -> None:
    """What is not a role's reads as missing."""
    visitor = await desk.officer(role)
    for way in ways():
        if role in way.roles:
            continue
        path = PART.sub(NOBODY, way.path)
        answer = await (visitor.get(path) if way.method == "GET" else visitor.post(path))
        assert answer.status_code == 404, path


STRANGE = ("x", "' OR 1=1 --", "99.99", "-1", "9" * 40, "2026-99-99", "a~b", "\u202e<b>", "{{7*7}}")
ASKED = (
    *("sesudah", "sebelum", "keadaan", "desa", "wilayah", "urut", "latihan", "saring", "tanda"),
    *("petugas", "perbuatan", "hari", "jabatan", "siap", "kolom", "ke"),
)


async def test_no_address_breaks_a_page(desk: Desk) -> None:
    """Strange values behind the question mark, and in the cookie, get a page or a kind refusal."""
    visitor = await desk.officer("admin")
    broken = []
    for way in pages():
        if PART.search(way.path):
            continue
        for value in STRANGE:
            visitor.client.cookies.set("meja-kabar", "tidak-ada")
            asked = dict.fromkeys(ASKED, value)
            answer = await visitor.client.get("/meja" + way.path, params=asked)
            if answer.status_code >= 500 or "<b>" in answer.text.partition("<main")[2][:200]:
                broken.append((way.path, value))
    assert broken == []


async def test_a_form_of_elsewhere_is_refused(desk: Desk) -> None:
    """Without the session's own word nothing is done."""
    visitor = await desk.officer("admin")
    for way in ways():
        if way.method == "POST":
            path = "/meja" + PART.sub(NOBODY, way.path)
            answer = await visitor.client.post(path, data={"csrf": "a" * 64})
            assert answer.status_code in (403, 404), path
