"""People at the desk: found, read, corrected, merged; never beyond one's own villages."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from storage.tables import audit, merges, participants
from tests.bot.house import made
from tests.desk.conftest import Desk, Visitor
from tests.people import Person

HOSTILE = "<img src=x onerror=alert(1)>{{7*7}}\u202e=1+1"


async def registered(desk: Desk, seed: int = 1, name: str = "") -> tuple[str, Person]:
    """Somebody who registered by chat; gives the id."""
    person = made(seed)
    person = replace(person, name=name) if name else person
    await desk.office.phone(f"hp{seed}").register(person)
    rows = await desk.office.rows(participants)
    return str(max(rows, key=lambda row: row.id).id), person


async def village_officer(desk: Desk, person: Person) -> Visitor:
    """An officer of the person's own village."""
    return await desk.officer("desa", (person.village.code,))


def version_in(page: str) -> str:
    """The version of the form on a page."""
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found[1]


async def test_somebody_is_found_with_a_typing_error_and_by_number(desk: Desk) -> None:
    """Name with a slip, NIK and phone; what was typed is in no address."""
    which, person = await registered(desk, name="Siti Rahmah")
    officer = await village_officer(desk, person)
    for typed in ("sity rahma", person.nik, person.phone):
        answer = await officer.post("/orang", typed=typed, village="")
        assert answer.status_code == 200
        assert f"/meja/orang/{which}" in answer.text
        assert person.nik not in answer.text.replace(f'value="{person.nik}"', "")
    listed = await officer.get(f"/orang?desa={person.village.code}")
    assert f"/meja/orang/{which}" in listed.text


async def test_another_villages_officer_finds_and_opens_nothing(desk: Desk) -> None:
    """Search, list, page and every act answer as if nobody were there."""
    which, person = await registered(desk)
    other = await desk.officer("desa", ("63.10.99.2001",))
    unknown = "0" * 32
    for typed in (person.name, person.nik, person.phone):
        answer = await other.post("/orang", typed=typed, village="")
        assert which not in answer.text
    assert (await other.get(f"/orang?desa={person.village.code}")).status_code == 404
    for path in ("", "/ubah", "/gabung", f"/gabung/{unknown}"):
        seen = await other.get(f"/orang/{which}{path}")
        missing = await other.get(f"/orang/{unknown}{path}")
        assert (seen.status_code, seen.text) == (404, missing.text)
    fields = {"version": "1", "reason": "other", "name": "X Y", "birth_date": "1980-01-01"}
    fields |= {"sex": "male", "payer": "self", "village": person.village.code}
    fields |= {"occupation": "farmer", "standing": "moved", "unreachable": "yes"}
    fields |= {"what": "nik", "endpoint": unknown, "limit": "5", "typed": "siti"}
    before = await desk.office.rows(participants)
    for act in ("lihat", "ubah", "keadaan", "hubungan", "kode", "batas", "gabung", "pisah"):
        for who in (which, unknown):
            answer = await other.post(f"/orang/{who}/{act}", **fields)
            assert (answer.status_code, act) == (404, act)
    assert await desk.office.rows(participants) == before


async def test_the_page_masks_numbers_and_reveals_one_with_a_reason(desk: Desk) -> None:
    """The NIK stands on no page until it is asked for, and who asked stays in the audit."""
    which, person = await registered(desk)
    officer = await village_officer(desk, person)
    page = await officer.get(f"/orang/{which}")
    assert page.status_code == 200
    for secret in (person.nik, person.mother_name, person.phone[-6:]):
        assert secret not in page.text
    nothing = await officer.post(f"/orang/{which}/lihat", what="nik", reason="")
    assert nothing.status_code == 404
    shown = await officer.post(f"/orang/{which}/lihat", what="nik", reason="bpjs", note="SIPP")
    assert person.nik in shown.text
    assert person.nik not in (await officer.get(f"/orang/{which}")).text
    acts = [row.act for row in await desk.office.rows(audit, audit.c.actor == officer.id)]
    assert acts.count("revealed_nik") == 1


def form(person: Person, **changed: str) -> dict[str, str]:
    """The edit form as a browser sends it back."""
    told = {
        "name": person.name,
        "birth_date": person.birth_date.isoformat(),
        "birth_place": person.birth_place,
        "sex": person.sex,
        "payer": "village",
        "village": person.village.code,
        "occupation": "farmer",
        "occupation_text": "petani",
        "reason": "papers",
        "note": "KTP",
    }
    return {**told, **changed}


async def test_a_correction_is_read_like_in_the_talk(desk: Desk) -> None:
    """Good values are stored, an unclear one is shown again with what is wrong."""
    which, person = await registered(desk)
    officer = await village_officer(desk, person)
    page = await officer.get(f"/orang/{which}/ubah")
    good = form(person, name="siti maimunah", version=version_in(page.text))
    answer = await officer.post(f"/orang/{which}/ubah", **good)
    assert answer.status_code == 303
    assert "Siti Maimunah" in (await officer.get(f"/orang/{which}")).text
    for field, wrong in (
        ("name", "12345"),
        ("phone", "12"),
        ("birth_date", "kemarin dulu sekali"),
        ("occupation", "raja"),
        ("village", "63.10.99.2001"),
        ("birth_place", "x" * 100),
    ):
        bad = form(person, version="2", **{field: wrong})
        answer = await officer.post(f"/orang/{which}/ubah", **bad)
        assert (answer.status_code, field) == (422, field)
    (row,) = await desk.office.rows(participants)
    assert row.version == 2


async def test_who_comes_second_sees_the_difference(desk: Desk) -> None:
    """Nothing is overwritten; what the second typed is still in the form."""
    which, person = await registered(desk)
    first, second = await village_officer(desk, person), await village_officer(desk, person)
    version = version_in((await second.get(f"/orang/{which}/ubah")).text)
    await first.post(f"/orang/{which}/ubah", **form(person, name="Siti Satu", version=version))
    answer = await second.post(
        f"/orang/{which}/ubah", **form(person, name="Siti Dua", version=version)
    )
    assert answer.status_code == 409
    assert "Siti Satu" in answer.text
    assert 'value="Siti Dua"' in answer.text
    (row,) = await desk.office.rows(participants)
    assert row.name == "Siti Satu"


async def test_standing_reach_and_code(desk: Desk) -> None:
    """Moved, unreachable, dead and back; a code is shown once."""
    which, person = await registered(desk)
    officer = await village_officer(desk, person)

    async def act(path: str, **fields: str) -> None:
        page = await officer.get(f"/orang/{which}")
        fields = {"version": version_in(page.text), "reason": "other", **fields}
        answer = await officer.post(f"/orang/{which}/{path}", **fields)
        assert answer.status_code == 303

    for path, fields, standing, away in (
        ("keadaan", {"standing": "moved"}, "moved", False),
        ("hubungan", {"unreachable": "yes"}, "moved", True),
        ("hubungan", {"unreachable": "no"}, "moved", False),
        ("keadaan", {"standing": "dead", "died_on": "2026-11-20"}, "dead", False),
        ("keadaan", {"standing": "alive"}, "moved", False),
        ("keadaan", {"standing": "here"}, "here", False),
    ):
        await act(path, **fields)
        (row,) = await desk.office.rows(participants)
        assert (row.standing, row.unreachable_at is not None) == (standing, away)
    given = await officer.post(f"/orang/{which}/kode")
    found = re.search(r'people-digits">(\d{4} \d{4})<', given.text)
    assert found
    assert found[1] not in (await officer.get(f"/orang/{which}")).text


async def test_two_are_merged_and_taken_apart_again(desk: Desk) -> None:
    """The merged one's page leads to the other; undone, both are there."""
    kept, person = await registered(desk, 1)
    gone, twin = await registered(desk, 2)
    officer = await desk.officer("kabupaten")
    sought = await officer.post(f"/orang/{kept}/gabung", typed=twin.name)
    assert f"/meja/orang/{kept}/gabung/{gone}" in sought.text
    shown = await officer.get(f"/orang/{kept}/gabung/{gone}")
    versions = re.findall(r'name="(?:kept|gone)_version" value="(\d+)"', shown.text)
    told = {"kept_version": versions[0], "gone_version": versions[1], "reason": "twice"}
    answer = await officer.post(f"/orang/{kept}/gabung/{gone}", **told)
    assert answer.headers["location"] == f"/meja/orang/{kept}"
    led = await officer.get(f"/orang/{gone}")
    assert led.headers["location"] == f"/meja/orang/{kept}"
    (merge,) = await desk.office.rows(merges)
    undone = await officer.post(f"/orang/{kept}/pisah", merge=merge.id, reason="other")
    assert undone.headers["location"] == f"/meja/orang/{gone}"
    assert (await officer.get(f"/orang/{gone}")).status_code == 200
    assert person.name in (await officer.get(f"/orang/{kept}")).text


@pytest.mark.parametrize("column", ["name"])
async def test_what_strangers_wrote_comes_out_harmless(desk: Desk, column: str) -> None:
    """Hostile values in clear and sealed columns are text on every page."""
    which, person = await registered(desk)
    sealer = desk.office.sealers.sealer
    hostile = {column: HOSTILE}
    sealed = {
        each: sealer.seal_text(HOSTILE, "participants", each, which)
        for each in ("street", "rt_rw", "workplace", "occupation_text", "birth_place", "phone")
    }
    await desk.office.change(participants, participants.c.id == which, **hostile, **sealed)
    other, _ = await registered(desk, 2)
    officer = await desk.officer("kabupaten")
    pages = [
        await officer.get(f"/orang?desa={person.village.code}"),
        await officer.get(f"/orang/{which}"),
        await officer.get(f"/orang/{which}/ubah"),
        await officer.get(f"/orang/{which}/gabung"),
        await officer.get(f"/orang/{which}/gabung/{other}"),
        await officer.post("/orang", typed=HOSTILE, village=""),
        await officer.post(f"/orang/{which}/lihat", what="phone", reason="call", note=HOSTILE),
        await officer.get(f"/orang/{which}"),
        await officer.get(f"/catatan/orang/{which}"),
    ]
    for page in pages:
        assert page.status_code == 200
        assert "<img src=x" not in page.text
        assert "49\u202e" not in page.text
    assert html.escape(HOSTILE, quote=False).split("{{")[0] in pages[1].text
