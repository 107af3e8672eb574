"""Registrations at the desk: the queue, one application through its states, what is foreign."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from storage.tables import (
    application_batches,
    application_events,
    applications,
    audit,
    files,
    officer_endpoints,
    officers,
    participants,
    tasks,
)
from tests.bot.house import Phone, picture, words
from tests.desk.conftest import Desk, Visitor
from tests.people import Person, person

HOSTILE = "<img onerror=alert(1) src=x>\u202e=1+1{{7*7}}"
ELSEWHERE = ("63.01",)


def someone(seed: int = 1, **more: object) -> Person:
    """A made-up person."""
    return person(random.Random(seed), **more)  # type: ignore[arg-type]


async def registered(desk: Desk, name: str = "warga", seed: int = 1) -> tuple[Phone, str]:
    """Somebody registered by chat; gives the phone and the application."""
    phone = desk.office.phone(name)
    await phone.register(someone(seed))
    rows = await desk.office.rows(applications)
    return phone, max(rows, key=lambda row: row.id).id


async def step(officer: Visitor, which: str, act: str, version: int, **more: str) -> int:
    """One act by its form; gives the status."""
    given = {"act": act, "version": str(version), **more}
    answer = await officer.post(f"/pendaftaran/{which}/langkah", **given)
    assert "/masuk" not in answer.headers.get("location", "")
    return answer.status_code


async def state(desk: Desk, which: str) -> str:
    """The state that an application is in."""
    (row,) = await desk.office.rows(applications, applications.c.id == which)
    return str(row.state)


async def test_the_queue_shows_who_waits_and_masks_the_nik(desk: Desk) -> None:
    """The name stands in the list, the NIK nowhere whole until it is revealed, which is noted."""
    _, which = await registered(desk)
    officer = await desk.officer()
    page = await officer.get("/pendaftaran")
    assert page.status_code == 200
    assert someone().name in page.text
    one = await officer.get(f"/pendaftaran/{which}")
    assert one.status_code == 200
    assert someone().nik not in page.text + one.text
    shown = await officer.post(f"/pendaftaran/{which}/nik")
    assert someone().nik in shown.text
    acts = [row.act for row in await desk.office.rows(audit, audit.c.actor == officer.id)]
    assert {"applications_listed", "application_seen", "nik_seen"} <= set(acts)


async def test_an_officer_checks_and_the_person_hears_it_once(desk: Desk) -> None:
    """Each step is told in plain words, and only once."""
    phone, which = await registered(desk)
    officer = await desk.officer()
    assert await step(officer, which, "checked", 1) == 303
    told = words(await phone.settled())
    assert "sudah diperiksa petugas" in told
    assert "BELUM terlindungi" in told
    assert await phone.settled() == []
    (event,) = await desk.office.rows(application_events)
    assert event.told_at is not None
    assert "Sudah dikabarkan" in (await officer.get(f"/pendaftaran/{which}")).text


async def test_at_night_the_news_waits_for_the_morning(desk: Desk) -> None:
    """Nobody is written to outside the hours; what stands then is told."""
    phone, which = await registered(desk)
    await desk.office.change(applications, applications.c.id == which, trial=False)
    desk.office.clock.move("2026-11-23T14:00:00Z")  # 22.00 in WITA
    officer = await desk.officer()
    assert await step(officer, which, "checked", 1) == 303
    assert await phone.settled() == []
    assert await step(officer, which, "proposed", 2) == 303
    desk.office.clock.move("2026-11-24T03:00:00Z")
    told = await phone.settled()
    assert "diusulkan" in words(told)
    assert len(told) == 1


async def test_a_correction_asks_just_that_field_and_returns(desk: Desk) -> None:
    """The bot asks the name, the answer is in the queue again with the change shown."""
    phone, which = await registered(desk)
    officer = await desk.officer()
    assert await step(officer, which, "asked", 1, field="name", note="Lihat KTP") == 303
    asked = words(await phone.settled())
    assert "Lihat KTP" in asked
    assert "nama" in asked.casefold()
    assert phone.asks == "correction.choice"
    thanks = await phone.text("Siti Rahmah Wahyuni")
    assert "kami teruskan" in thanks
    assert await state(desk, which) == "submitted"
    page = (await officer.get(f"/pendaftaran/{which}")).text
    assert f"{someone().name} → Siti Rahmah Wahyuni" in page
    (row,) = await desk.office.rows(participants)
    assert row.name == "Siti Rahmah Wahyuni"


async def test_several_fields_and_a_picture_are_asked_one_by_one(desk: Desk) -> None:
    """A wrong answer is refused as in the form; the picture belongs to the application."""
    phone, which = await registered(desk)
    officer = await desk.officer()
    given = {"act": "asked", "version": "1"}
    path = f"/pendaftaran/{which}/langkah"
    answer = await officer.client.post(
        f"/meja{path}",
        data={**given, "csrf": await token(officer), "field": ["nik", "birth_date", "ktp_photo"]},
    )
    assert answer.status_code == 303
    await phone.settled()
    assert "NIK ada 16 angka" in await phone.text("631001450875")
    await phone.text(someone(2).nik)
    await phone.text("5-8-1975")
    assert "simpan" in words(await phone.photo(picture()))
    assert await state(desk, which) == "submitted"
    (row,) = await desk.office.rows(participants)
    assert row.birth_date == date(1975, 8, 5)
    (file,) = await desk.office.rows(files)
    assert (file.owner_kind, file.owner_id) == ("application", which)
    image = await officer.get(f"/pendaftaran/{which}/foto/{file.id}")
    assert image.headers["content-type"] == "image/jpeg"
    assert image.content.startswith(b"\xff\xd8")


async def test_what_was_put_off_comes_back_by_its_words(desk: Desk) -> None:
    """ "Nanti" leaves it; "betulkan" asks again."""
    phone, which = await registered(desk)
    officer = await desk.officer()
    await step(officer, which, "asked", 1, field="phone")
    await phone.settled()
    assert "betulkan" in await phone.text("nanti")
    await phone.text("betulkan")
    assert phone.asks == "correction.choice"
    await phone.text("0812 0000 7777")
    assert await state(desk, which) == "submitted"


async def test_a_nik_of_somebody_else_is_never_told(desk: Desk) -> None:
    """Whoever answers with another's NIK hears the same words; the officer sees a doubt."""
    await registered(desk, "pertama", 5)
    phone, which = await registered(desk, "kedua", 6)
    officer = await desk.officer()
    await step(officer, which, "asked", 1, field="nik")
    await phone.settled()
    assert "kami teruskan" in await phone.text(someone(5).nik)
    (row,) = await desk.office.rows(applications, applications.c.id == which)
    assert "nik_used" in row.flags
    assert "sudah dipakai orang lain" in (await officer.get(f"/pendaftaran/{which}")).text


async def test_the_whole_way_to_the_card(desk: Desk) -> None:
    """Checked, proposed, decided with a letter, sent in a batch, registered, card handed over."""
    phone, which = await registered(desk)
    officer = await desk.officer()
    village = someone().village.code
    await step(officer, which, "checked", 1)
    await step(officer, which, "proposed", 2)
    page = await officer.get(f"/pendaftaran/putusan?desa={village}")
    assert someone().name in page.text
    made = await officer.post(
        "/pendaftaran/putusan",
        village=village,
        kind="musdes",
        number="140/3/2026",
        on="2026-11-20",
        month="2026-12",
        chosen=f"{which}:3",
    )
    assert made.status_code == 200
    assert await state(desk, which) == "decided"
    version = await version_of(desk, which)
    preview = await officer.post("/pendaftaran/pratinjau", act="sent", chosen=f"{which}:{version}")
    assert someone().name in preview.text
    sent = await officer.post("/pendaftaran/banyak", act="sent", chosen=f"{which}:{version}")
    assert "Buka kirimannya" in sent.text
    (batch,) = await desk.office.rows(application_batches)
    assert (batch.region, batch.size) == (village, 1)
    version = await version_of(desk, which)
    assert await step(officer, which, "registered", version, kpj="123") == 200  # said kindly
    assert await step(officer, which, "registered", version, kpj="2610 4567 890") == 303
    (row,) = await desk.office.rows(participants)
    assert row.kpj is not None
    assert someone().name in (await officer.get(f"/pendaftaran/kartu?desa={village}")).text
    assert await step(officer, which, "card", await version_of(desk, which)) == 303
    assert someone().name not in (await officer.get(f"/pendaftaran/kartu?desa={village}")).text
    assert "Kartu peserta" in words(await phone.settled())


async def test_the_sheet_for_bpjs_holds_text_only(desk: Desk) -> None:
    """Nothing that a stranger wrote is a formula; whole NIKs are there and the taking is noted."""
    _, which = await registered(desk)
    who = participants.c.id == (await desk.office.rows(applications))[0].participant_id
    await desk.office.change(participants, who, name="=1+1", payer="self")
    officer = await desk.officer()
    await step(officer, which, "checked", 1)
    await step(officer, which, "sent", 2)
    (batch,) = await desk.office.rows(application_batches)
    answer = await officer.post(f"/pendaftaran/kiriman/{batch.id}/lembar")
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = list(sheet.iter_rows())
    heads = [cell.value for cell in rows[0]]
    assert {"Penanggung", "Jenis Penanggung", "Wadah"} <= set(heads)
    assert sheet.freeze_panes == "A2"
    assert rows[1][heads.index("Tanggal Lahir")].is_date
    assert "f" not in {cell.data_type for cell in rows[1]}
    assert rows[1][1].value == "=1+1"
    assert rows[1][0].value == someone().nik
    assert await desk.office.count(audit, audit.c.act == "batch_exported") == 1


async def test_the_later_officer_is_shown_the_difference(desk: Desk) -> None:
    """Neither's work is lost: what was written stands in the form, and what changed above it."""
    _, which = await registered(desk)
    first, second = await desk.officer(login="budi"), await desk.officer(login="tini")
    await first.get(f"/pendaftaran/{which}")
    seen = await second.get(f"/pendaftaran/{which}")
    assert "Budi juga sedang membuka" in seen.text
    await step(first, which, "checked", 1)
    given = {"act": "refused", "reason": "twice", "note": "Sudah ada di RT 2", "version": "1"}
    lost = await second.post(f"/pendaftaran/{which}/langkah", **given, at=earliest(seen.text))
    assert lost.status_code == 409
    assert "Budi lebih dulu mengubah" in lost.text
    assert "Sudah ada di RT 2" in lost.text
    assert "Yang berubah" in lost.text
    assert await state(desk, which) == "checked"
    looked = await second.post(f"/pendaftaran/{which}/hadir", version="1")
    assert "Budi" in looked.json()["others"]
    assert looked.json()["changed"]


async def test_nobody_decides_on_the_own_family(desk: Desk) -> None:
    """An officer whose chat registered the person is told that somebody else decides."""
    phone, which = await registered(desk)
    officer = await desk.officer()
    link = {
        "endpoint_id": await phone.endpoint_id(),
        "officer_id": officer.id,
        "created_at": desk.office.clock(),
    }
    await desk.office.house.store.write(
        lambda conn: conn.execute(officer_endpoints.insert().values(link))
    )
    assert "atasan yang memutuskan" in (await officer.get(f"/pendaftaran/{which}")).text
    assert await step(officer, which, "checked", 1) == 403
    assert await state(desk, which) == "submitted"
    other = await desk.officer()
    assert await step(other, which, "checked", 1) == 303


async def test_an_officers_phone_among_the_family_is_family(desk: Desk) -> None:
    """The number of an officer's account stands for the officer."""
    _, which = await registered(desk)
    officer = await desk.officer()
    phone = "+62" + someone().family.phone[1:]
    sealed = desk.office.sealers.sealer.seal_text(phone, "officers", "phone", officer.id)
    await desk.office.change(officers, officers.c.id == officer.id, phone=sealed)
    assert await step(officer, which, "checked", 1) == 403


@pytest.mark.parametrize("path", ["", "/nik", "/hadir", "/langkah"])
async def test_a_foreign_application_is_missing_like_one_that_never_was(
    desk: Desk, path: str
) -> None:
    """Another kabupaten's officer gets the identical answer by every way."""
    _, which = await registered(desk)
    officer = await desk.officer(regions=ELSEWHERE)
    answers = []
    for each in (which, "0" * 32):
        at = f"/pendaftaran/{each}{path}"
        given = {"act": "checked", "version": "1"}
        answers.append(await (officer.post(at, **given) if path else officer.get(at)))
    assert [each.status_code for each in answers] == [404, 404]
    assert answers[0].text == answers[1].text


async def test_foreign_lists_are_empty_or_missing(desk: Desk) -> None:
    """Lists, filters, previews, batches and photos of another region give nothing away."""
    _, which = await registered(desk)
    own = await desk.officer()
    await desk.office.change(participants, participants.c.payer == "village", payer="self")
    await step(own, which, "checked", 1)
    await step(own, which, "sent", 2)
    (batch,) = await desk.office.rows(application_batches)
    officer = await desk.officer(regions=ELSEWHERE)
    village = someone().village.code
    for path in (
        f"/pendaftaran?desa={village}",
        f"/pendaftaran/putusan?desa={village}",
        f"/pendaftaran/kartu?desa={village}",
        f"/pendaftaran/kiriman/{batch.id}",
        f"/pendaftaran/{which}/foto/{'0' * 32}",
    ):
        assert (await officer.get(path)).status_code == 404, path
    shown = [
        await officer.get("/pendaftaran?keadaan=sent"),
        await officer.get("/pendaftaran/kiriman"),
    ]
    shown.append(await officer.post("/pendaftaran/pratinjau", act="checked", chosen=f"{which}:1"))
    shown.append(await officer.post("/pendaftaran/banyak", act="checked", chosen=f"{which}:1"))
    for answer in shown:
        assert answer.status_code == 200
        assert someone().name not in answer.text
        assert batch.id not in answer.text


async def test_hostile_words_come_out_harmless(desk: Desk) -> None:
    """What a stranger or an officer wrote is text on every page."""
    phone, which = await registered(desk)
    who = participants.c.id == (await desk.office.rows(applications))[0].participant_id
    await desk.office.change(participants, who, name=HOSTILE)
    officer = await desk.officer()
    await step(officer, which, "asked", 1, field="name", note=HOSTILE)
    village = someone().village.code
    await step(officer, which, "checked", 2)
    paths = ("?keadaan=checked", f"/{which}", f"/putusan?desa={village}")
    for path in paths:
        page = (await officer.get(f"/pendaftaran{path}")).text
        assert "<img onerror" not in page
        assert "49" not in re.findall(r"\{\{.*?\}\}|=1\+1(.{0,9})", page)
        assert "&lt;img onerror" in page
    assert await phone.settled() is not None


COUNTER = {
    "consent": "yes",
    "member_before": "no",
    "payer": "village",
    "occupation": "farmer",
}


def at_counter(who: Person, **more: str) -> dict[str, str]:
    """What an officer fills in for somebody."""
    told = {
        "nik": who.nik,
        "name": who.name,
        "birth_date": who.birth_date.isoformat(),
        "sex": who.sex,
        "village": who.village.code,
        "phone": who.phone,
    }
    return {**COUNTER, **told, **more}


async def test_an_officer_registers_somebody_at_the_counter(desk: Desk) -> None:
    """The same form, the same checks; a code for the paper; the queue holds it."""
    officer = await desk.officer()
    wrong = await officer.post(
        "/pendaftaran/baru", **at_counter(someone(), nik="631001450875", consent="")
    )
    assert wrong.status_code == 422
    assert "masuk 12 angka" in wrong.text
    assert someone().name in wrong.text
    done = await officer.post("/pendaftaran/baru", **at_counter(someone()))
    assert re.search(r"[0-9A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{3}", done.text)
    (row,) = await desk.office.rows(applications)
    assert (row.role, row.state, row.trial) == ("officer", "submitted", False)
    assert await step(officer, row.id, "checked", 1) == 303
    again = await officer.post("/pendaftaran/baru", **at_counter(someone()))
    assert "sudah terdaftar di wilayah" in again.text
    assert await desk.office.count(applications) == 1


async def test_a_nik_of_another_region_becomes_a_note_there(desk: Desk) -> None:
    """Nobody learns at the counter that a NIK is known elsewhere."""
    await registered(desk)
    home = someone(9).village
    officer = await desk.officer("desa", (home.code,))
    given = at_counter(someone(), village=home.code)
    done = await officer.post("/pendaftaran/baru", **given)
    assert re.search(r"[0-9A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{3}", done.text)
    assert await desk.office.count(applications) == 1
    (note,) = await desk.office.rows(tasks, tasks.c.kind == "duplicate")
    assert note.village_code == someone().village.code
    away = await officer.post("/pendaftaran/baru", **at_counter(someone(3)))
    assert away.status_code == 422


async def token(officer: Visitor) -> str:
    """The word of the officer's forms."""
    page = await officer.get("/pendaftaran/baru")
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page.text)
    assert found
    return found[1]


async def version_of(desk: Desk, which: str) -> int:
    """How often an application was changed."""
    (row,) = await desk.office.rows(applications, applications.c.id == which)
    return int(row.version)


def earliest(page: str) -> str:
    """The moment of the last event that a page showed."""
    found: Sequence[str] = re.findall(r'name="at" value="([^"]+)"', page)
    return found[0]
