"""Contributions at the desk: proofs confirmed and told, places, names, files, sponsors; scopes."""

from __future__ import annotations

import random
from datetime import date
from html import unescape
from typing import Any

from sqlalchemy import Connection

from storage import contributions as cover
from storage import imports, sponsors
from storage.contributions import NewLine, NewPayment
from storage.import_lines import Terms
from storage.imports import PaymentFile
from storage.scope import Scope
from storage.sponsors import NewPot, SponsorDetails
from storage.tables import (
    audit,
    participants,
    places,
    pots,
    proofs,
    quotas,
    tasks,
    timers,
)
from storage.tables import imports as import_table
from storage.tables import sponsors as sponsor_table
from tests import members
from tests.bot.house import Phone, words
from tests.bot.test_premiums import proven
from tests.desk.conftest import Desk

HOSTILE = "<img src=x onerror=alert(1)>{{7*7}}\u202e=1+1"
VILLAGE, OTHER = "63.10.01.2005", "63.10.07.2007"
DISTRICT = Scope(("63.10",))
ACTS = ("cocok", "tolak")


async def news(desk: Desk, phone: Phone) -> str:
    """What the phone is told once what is due has come."""
    found = await desk.office.rows(timers, timers.c.kind == "proof_told")
    if found:
        desk.office.clock.move(max(found[0].due_at, desk.office.clock()).isoformat())
    return words(await phone.settled())


async def people(desk: Desk, count: int) -> list[str]:
    """Members of the village, not paid for yet."""
    rng = random.Random(9)

    def put(conn: Connection) -> list[str]:
        sealer = desk.office.sealers.sealer
        return [members.member(conn, sealer, rng, VILLAGE) for _ in range(count)]

    return await desk.office.house.store.write(put)


# --- proofs --------------------------------------------------------------------------------


async def test_a_proof_is_confirmed_cover_goes_on_and_its_sender_is_told_once(desk: Desk) -> None:
    """From the photo on the page to the message on the phone."""
    phone, proof = await proven(desk.office)
    officer = await desk.officer("desa", (VILLAGE,))
    page = (await officer.get("/iuran/bukti")).text
    assert proof.id in page
    one = (await officer.get(f"/iuran/bukti/{proof.id}")).text
    assert 'value="2026-11"' in one  # the first open month
    photo = await officer.get(f"/iuran/bukti/{proof.id}/foto")
    assert photo.content.startswith(b"\xff\xd8")
    assert "sandbox" in photo.headers["content-security-policy"]
    read = {"first": "2026-11", "months": "2", "paid_on": "2026-11-21", "amount": "Rp 16.800"}
    answer = await officer.post(f"/iuran/bukti/{proof.id}/cocok", **read)
    assert answer.status_code == 303, answer.text
    (member,) = await desk.office.rows(participants)
    assert member.covered_until == date(2026, 12, 31)
    heard = await news(desk, phone)
    assert "31 Desember 2026" in heard
    assert "dicocokkan petugas" in heard
    assert await news(desk, phone) == ""
    assert "Pengirim dikabari" in (await officer.get(f"/iuran/bukti/{proof.id}")).text
    again = await officer.post(f"/iuran/bukti/{proof.id}/cocok", **read)
    assert (again.status_code, "petugas lain" in again.text) == (422, True)
    acts = [each.act for each in await desk.office.rows(audit, audit.c.actor == officer.id)]
    looks = {"proofs_listed", "proof_seen", "proof_picture_seen"}
    assert {*acts} >= {*looks, "payment_recorded", "proof_confirmed"}


async def test_a_proof_is_refused_with_a_reason_and_what_to_do(desk: Desk) -> None:
    """Another may be sent."""
    phone, proof = await proven(desk.office)
    officer = await desk.officer()
    nothing = await officer.post(f"/iuran/bukti/{proof.id}/tolak", reason="because")
    assert nothing.status_code == 422
    answer = await officer.post(f"/iuran/bukti/{proof.id}/tolak", reason="unreadable")
    assert answer.status_code == 303
    heard = await news(desk, phone)
    assert "belum terbaca" in heard
    assert "sudah bayar" in heard


async def test_what_cannot_be_recorded_is_said_and_changes_nothing(desk: Desk) -> None:
    """Months paid already, a day to come, no month at all."""
    _, proof = await proven(desk.office)
    officer = await desk.officer()
    good = {"first": "2026-11", "months": "1", "paid_on": "2026-11-21"}
    for wrong, said in [
        ({"first": "2026-10"}, "sudah dibayar"),
        ({"first": "Oktober"}, "isian"),
        ({"months": "0"}, "isian"),
        ({"months": "99"}, "isian"),
        ({"paid_on": "2030-01-01"}, "isian"),
        ({"amount": "banyak"}, "isian"),
    ]:
        answer = await officer.post(f"/iuran/bukti/{proof.id}/cocok", **{**good, **wrong})
        assert (answer.status_code, said in answer.text) == (422, True), wrong
    (row,) = await desk.office.rows(proofs)
    assert (row.state, row.told_at) == ("waiting", None)


async def test_a_proof_is_seen_only_where_it_belongs(desk: Desk) -> None:
    """A foreign one and a missing one are one answer."""
    _, proof = await proven(desk.office)
    stranger = await desk.officer("desa", (OTHER,))
    missing = await stranger.get(f"/iuran/bukti/{'0' * 32}")
    assert proof.id not in (await stranger.get("/iuran/bukti")).text
    for path in (f"/iuran/bukti/{proof.id}", f"/iuran/bukti/{proof.id}/foto"):
        answer = await stranger.get(path)
        assert (answer.status_code, answer.text) == (404, missing.text)
    for act in ACTS:
        given = {"first": "2026-11", "months": "1", "paid_on": "2026-11-21"}
        answer = await stranger.post(f"/iuran/bukti/{proof.id}/{act}", reason="unreadable", **given)
        assert (answer.status_code, answer.text) == (404, missing.text), act
    (row,) = await desk.office.rows(proofs)
    assert row.state == "waiting"


async def test_what_strangers_wrote_comes_out_harmless(desk: Desk) -> None:
    """Names of people and sponsors, on every page."""
    _, proof = await proven(desk.office)
    await desk.office.change(participants, participants.c.id != "", name=HOSTILE)
    officer = await desk.officer()
    added = await officer.post(
        "/iuran/penanggung",
        kind="village",
        name=HOSTILE,
        region=VILLAGE,
        active="yes",
    )
    sponsor = added.headers["location"].removeprefix("/meja")
    for path in ("/iuran/bukti", f"/iuran/bukti/{proof.id}", "/iuran/penanggung", sponsor):
        page = await officer.get(path)
        assert page.status_code == 200
        assert "<img src=x" not in page.text
        assert "&lt;img src=x" in page.text


async def test_who_said_to_have_paid_is_looked_after(desk: Desk) -> None:
    """Once; elsewhere there is no such task."""
    phone, _ = await proven(desk.office)
    await phone.text("sudah bayar")
    await phone.text("tidak ada bukti")
    (task,) = await desk.office.rows(tasks, tasks.c.kind == "payment_told")
    stranger = await desk.officer("desa", (OTHER,))
    assert (await stranger.post(f"/iuran/kata/{task.id}")).status_code == 404
    officer = await desk.officer("desa", (VILLAGE,))
    assert (await officer.post(f"/iuran/kata/{task.id}")).status_code == 303
    assert (await officer.post(f"/iuran/kata/{task.id}")).status_code == 404


# --- places --------------------------------------------------------------------------------


async def test_a_villages_places_are_given_ordered_ended_and_renewed(desk: Desk) -> None:
    """Each by its form: seats, list, order, decision, the next in line, the next year."""
    siti, budi, wati = await people(desk, 3)
    officer = await desk.officer("desa", (VILLAGE,))
    path = f"/iuran/desa/{VILLAGE}/2026"
    assert (await officer.get("/iuran")).headers["location"] == f"/meja{path}"

    async def act(name: str, **fields: str) -> str:
        answer = await officer.post(f"{path}/{name}", **fields)
        assert answer.status_code == 303, unescape(answer.text)[-1500:]
        return str(answer.headers["set-cookie"])

    await act("kuota", seen="100", seats="1")
    (quota,) = await desk.office.rows(quotas)
    assert quota.seats == 1
    old = await officer.post(f"{path}/kuota", seen="100", seats="5")
    assert (old.status_code, "mengubahnya" in old.text) == (422, True)
    for who in (siti, budi, wati):
        assert "money-joined" in await act("antre", person=who, desil="2")
    order = {f"no-{wati}": "1", f"no-{siti}": "2", f"no-{budi}": "3"}
    await act("urutan", note="Musdes 12 November", **order)
    page = unescape((await officer.get(path)).text)
    assert page.index(f"no-{wati}") < page.index(f"no-{siti}") < page.index(f"no-{budi}")
    assert (await officer.post(f"{path}/urutan", note="", **order)).status_code == 422
    decision = {"kind": "sk", "number": "12/2026", "on": "2026-11-12", "month": "2026-11"}
    await act("beri", person=wati, sponsor="", **decision)
    (held,) = await desk.office.rows(places, places.c.state == "held")
    assert held.participant_id == wati
    told = await act(
        f"tempat/{held.id}", version=str(held.version), reason="moved", then="next", month="2026-12"
    )
    assert "money-replaced" in told
    (held,) = await desk.office.rows(places, places.c.state == "held")
    assert held.participant_id == siti
    before = await desk.office.dump()
    plan = await officer.post(f"{path}/lihat-perpanjangan")
    assert "1 orang diteruskan" in plan.text
    after = await desk.office.dump()
    changed = [name for name, rows in after.items() if rows != before[name]]
    assert set(changed) <= {"audit", "officer_sessions"}
    await act("perpanjang", kind="musdes", number="13/2026", on="2026-11-20")
    next_year = await desk.office.rows(places, places.c.year == 2027, places.c.state == "held")
    assert {each.participant_id for each in next_year} == {siti, budi}  # its own seats: a hundred


async def test_a_place_goes_on_to_the_person_whom_the_village_decided(desk: Desk) -> None:
    """Before who is next; refused whole without the decision, or for who may not have it."""
    siti, budi, wati = await people(desk, 3)
    officer = await desk.officer("desa", (VILLAGE,))
    path = f"/iuran/desa/{VILLAGE}/2026"
    await officer.post(f"{path}/kuota", seen="100", seats="1")
    for who in (siti, budi, wati):
        await officer.post(f"{path}/antre", person=who)
    decision = {"kind": "sk", "number": "12/2026", "on": "2026-11-12"}
    await officer.post(f"{path}/beri", person=siti, sponsor="", month="2026-11", **decision)
    (held,) = await desk.office.rows(places, places.c.state == "held")
    asked = {"version": str(held.version), "reason": "moved", "then": "decided", "month": "2026-12"}
    for wrong in ({}, {"person": wati}, {"person": "0" * 32, **decision}, {**decision}):
        answer = await officer.post(f"{path}/tempat/{held.id}", **asked, **wrong)
        assert (answer.status_code, "Belum ada yang berubah" in answer.text) == (422, True), wrong
    assert [each.id for each in await desk.office.rows(places, places.c.state == "held")] == [
        held.id
    ]
    decision["number"] = "13/2026"
    done = await officer.post(f"{path}/tempat/{held.id}", **asked, person=wati, **decision)
    assert (done.status_code, "money-replaced" in done.headers["set-cookie"]) == (303, True)
    (now,) = await desk.office.rows(places, places.c.state == "held")
    assert (now.replaces_id, now.decision_id == held.decision_id) == (held.id, False)
    assert (now.participant_id, str(now.from_month)) == (wati, "2026-12-01")


async def test_another_villages_places_are_not_there(desk: Desk) -> None:
    """Neither to see nor to change."""
    (siti,) = await people(desk, 1)
    stranger = await desk.officer("desa", (OTHER,))
    path = f"/iuran/desa/{VILLAGE}/2026"
    assert (await stranger.get(path)).status_code == 404
    for act in ("cari", "kuota", "antre", "beri", "urutan", "lihat-perpanjangan", "perpanjang"):
        answer = await stranger.post(f"{path}/{act}", person=siti, seen="100", seats="1")
        assert answer.status_code == 404, act
    assert (await stranger.get(f"/iuran/desa/{OTHER}/abcd")).status_code == 404
    assert await desk.office.count(places) == 0


# --- names, files, who lapses --------------------------------------------------------------


async def unknown_line(desk: Desk, named: str) -> str:
    """A payment with a name that nobody was found for; gives its id."""

    def put(conn: Connection) -> str:
        line = NewLine(None, named, date(2026, 11, 1))
        new = NewPayment("self", "bpjs", date(2026, 11, 20), "o1", (line,))
        sealer = desk.office.sealers.sealer
        return cover.record(conn, sealer, DISTRICT, new, desk.office.clock()).id

    return await desk.office.house.store.write(put)


async def test_a_name_paid_for_is_found_its_person_and_taken_back(desk: Desk) -> None:
    """Sought by name; the months are theirs until it is taken back."""
    (siti,) = await people(desk, 1)
    (row,) = await desk.office.rows(participants)
    payment = await unknown_line(desk, HOSTILE)
    officer = await desk.officer()
    listed = (await officer.get("/iuran/nama")).text
    assert "&lt;img src=x" in listed
    assert "<img src=x" not in listed
    path = f"/iuran/nama/{payment}/1"
    assert (await officer.get(path)).status_code == 200
    sought = (await officer.post(f"{path}/cari", q=row.name)).text
    assert siti in sought
    village = await desk.officer("desa", (VILLAGE,))
    assert (await village.post(path, person=siti)).status_code == 404
    assert (await officer.post(path, person=siti)).status_code == 303
    (row,) = await desk.office.rows(participants)
    assert row.covered_until == date(2026, 11, 30)
    assert (await officer.get(path)).status_code == 404
    page = (await officer.get("/iuran/nama")).text
    undo = page.split("/iuran/nama-batal/")[1].split('"')[0]
    assert (await officer.post(f"/iuran/nama-batal/{undo}")).status_code == 303
    (row,) = await desk.office.rows(participants)
    assert row.covered_until is None
    assert (await officer.post(f"/iuran/nama-batal/{undo}")).status_code == 404


async def test_a_file_is_taken_back_whole(desk: Desk) -> None:
    """Only where it was taken."""
    sealer, now = desk.office.sealers.sealer, desk.office.clock()

    def put(conn: Connection) -> Any:
        who = members.member(conn, sealer, random.Random(4), VILLAGE)
        sealed = conn.execute(participants.select()).one().nik
        nik = sealer.open_text(sealed, "participants", "nik", who)
        file = PaymentFile(b"x", HOSTILE, ("NIK", "Bulan"), ((nik, "2026-11"),), (2,))
        return imports.take(
            conn, sealer, DISTRICT, file, Terms("self", date(2026, 11, 20)), "o1", now
        )

    taken = await desk.office.house.store.write(put)
    assert taken.good == 1, taken.reasons
    stranger = await desk.officer("desa", (VILLAGE,))
    assert (await stranger.post(f"/iuran/impor/{taken.id}/batal")).status_code == 404
    officer = await desk.officer()
    page = (await officer.get("/iuran/impor")).text
    assert "1 dari 1 baris" in page
    assert "<img src=x" not in page
    assert (await officer.post(f"/iuran/impor/{taken.id}/batal")).status_code == 303
    (row,) = await desk.office.rows(import_table)
    assert row.state == "undone"
    (person,) = await desk.office.rows(participants)
    assert person.covered_until is None


async def test_who_lapses_and_whom_nobody_reaches_are_listed(desk: Desk) -> None:
    """By the village's officer; elsewhere nobody."""
    (siti,) = await people(desk, 1)

    def put(conn: Connection) -> None:
        now = desk.office.clock()
        new = NewPayment(
            "self", "officer", now.date(), "o1", (NewLine(siti, None, date(2026, 11, 1)),)
        )
        cover.record(conn, desk.office.sealers.sealer, DISTRICT, new, now)

    await desk.office.house.store.write(put)
    officer = await desk.officer("desa", (VILLAGE,))
    page = unescape((await officer.get("/iuran/habis")).text)
    assert page.count(siti) == 2  # lapses, and nobody reaches her
    assert "Tidak terjangkau pesan (1)" in page
    stranger = await desk.officer("desa", (OTHER,))
    assert siti not in (await stranger.get("/iuran/habis")).text


# --- sponsors ------------------------------------------------------------------------------


async def test_a_sponsor_is_added_changed_and_given_money(desk: Desk) -> None:
    """An old page overwrites nothing; a village sees its kabupaten's money not."""
    officer = await desk.officer()
    new = {"kind": "kabupaten", "name": "Pemkab", "region": "63.10", "active": "yes"}
    answer = await officer.post("/iuran/penanggung", **new)
    path = answer.headers["location"].removeprefix("/meja")
    assert (await officer.post(path, version="1", **{**new, "name": "Pemda"})).status_code == 303
    old = await officer.post(path, version="1", **{**new, "name": "X"})
    assert (old.status_code, "mengubahnya" in old.text) == (422, True)
    pot = {"year": "2026", "amount": "1.000.000", "last": "2026-12"}
    assert (await officer.post(f"{path}/anggaran", **pot)).status_code == 303
    (row,) = await desk.office.rows(pots)
    assert (row.amount, row.last_month) == (1_000_000, date(2026, 12, 1))
    assert (await officer.post(f"{path}/anggaran", **pot)).status_code == 422  # there is one
    answer = await officer.post(f"{path}/anggaran", version="1", **{**pot, "amount": "5"})
    assert answer.status_code == 303
    page = unescape((await officer.get("/iuran/penanggung")).text)
    assert "Pemda" in page
    assert "sisa Rp5" in page
    village = await desk.officer("desa", (VILLAGE,))
    assert (await village.get(path)).status_code == 404
    assert (await village.post(path, version="3", **new)).status_code == 404
    assert (await village.post("/iuran/penanggung", **new)).status_code == 404
    assert "Pemda" not in (await village.get("/iuran/penanggung")).text
    assert (await officer.post("/iuran/penanggung", **{**new, "kind": "x"})).status_code == 422
    (sponsor,) = await desk.office.rows(sponsor_table)
    assert sponsor.name == "Pemda"


async def test_a_villages_page_says_what_is_left_of_its_money(desk: Desk) -> None:
    """And until which month."""

    def put(conn: Connection) -> None:
        now = desk.office.clock()
        told = SponsorDetails("village", "Desa Segumbang", VILLAGE)
        which = sponsors.add(conn, DISTRICT, told, "o1", now)
        pot = NewPot(which, 2026, 500_000, date(2026, 12, 1))
        sponsors.set_pot(conn, DISTRICT, pot, None, "o1", now)

    await desk.office.house.store.write(put)
    officer = await desk.officer("desa", (VILLAGE,))
    page = unescape((await officer.get(f"/iuran/desa/{VILLAGE}/2026")).text)
    assert "sisa Rp500.000, dibayar sampai 12/2026" in page
