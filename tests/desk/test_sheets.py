"""Excel both ways as an officer does it: files out, files in, every wrong row with its reason."""

from __future__ import annotations

import asyncio
import io
import random
import re
from collections.abc import Sequence

import openpyxl  # type: ignore[import-untyped]
import pytest

from desk import sheets_work
from desk.ask import csrf
from storage.sheet_jobs import HELD_FOR
from storage.tables import (
    applications,
    audit,
    consents,
    imports,
    links,
    participants,
)
from tests import people
from tests.bot.house import answers_of
from tests.desk.conftest import Desk, Visitor
from tests.people import Person
from tests.sheet_files import HEADERS, csv_of, ods, xlsx

RNG = random.Random(9)
VILLAGE = "63.10.03.2004"
ELSEWHERE = "63.10.03.2005"
FILE = "/excel/impor/"


def made(count: int) -> list[Person]:
    """Different people of one village."""
    found: dict[str, Person] = {}
    while len(found) < count:
        each = people.person(RNG, age=40)
        found[each.nik] = each
    return list(found.values())


def row(person: Person, **other: object) -> list[object]:
    """Somebody's row under HEADERS."""
    told: dict[str, object] = {
        "no": 1,
        "nik": person.nik,
        "name": person.name,
        "place": person.birth_place,
        "born": person.birth_date.isoformat(),
        "sex": "P" if person.sex == "female" else "L",
        "village": "Segumbang",
        "rt": "RT 3 RW 1",
        "phone": person.phone,
        "work": "petani",
    }
    return list({**told, **other}.values())


async def sent(
    visitor: Visitor, content: bytes, name: str = "daftar.xlsx", kind: str = "people"
) -> str:
    """Uploads a file; gives the path of its page."""
    answer = await visitor.client.post(
        "/meja/excel/unggah",
        data={"csrf": csrf(visitor.token), "jenis": kind},
        files={"berkas": (name, content)},
    )
    assert answer.status_code == 303
    return str(answer.headers["location"]).removeprefix("/meja")


async def checked(visitor: Visitor, path: str, **fields: str) -> str:
    """Takes the columns as guessed and lets the rows be checked; gives the page."""
    page = (await visitor.get(path)).text
    chosen = re.findall(r'name="(kolom-\d+)">.*?</select>', page, re.DOTALL)
    told = {}
    for name in chosen:
        block = page.split(f'name="{name}">')[1].split("</select>")[0]
        found = re.search(r'value="(\w*)" selected', block)
        told[name] = found[1] if found else ""
    answer = await visitor.post(path + "/kolom", **{**told, **fields})
    assert answer.status_code == 303, answer.text
    await sheets_work.idle()
    return (await visitor.get(path)).text


async def done(visitor: Visitor, path: str, act: str = "ambil") -> str:
    """Takes the rows, or takes them back; gives the page."""
    answer = await visitor.post(f"{path}/{act}")
    assert answer.status_code == 303
    await sheets_work.idle()
    return (await visitor.get(path)).text


async def reasons(visitor: Visitor, path: str) -> list[str]:
    """The last column but one of the returned file, from its first row on."""
    answer = await visitor.get(path + "/salinan")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    return [str(each[-2]) for each in sheet.iter_rows(min_row=2, values_only=True)]


WRONG: Sequence[tuple[dict[str, object], str]] = [
    # what stands in the row instead, the reason that is told
    ({"nik": ""}, "NIK kosong"),
    ({"nik": "631003010880900"}, "NIK bukan 16 angka"),
    ({"nik": "6,31E+15"}, "NIK rusak oleh Excel"),
    ({"nik": 6.31003010880e15}, "NIK rusak oleh Excel"),  # a number: its last digits are lost
    ({"nik": "9910030108809001"}, "NIK tidak mungkin"),
    ({"name": ""}, "Nama kosong"),
    ({"name": "123"}, "Nama belum terbaca"),
    ({"born": "kemarin dulu"}, "Tanggal lahir belum terbaca"),
    ({"born": "2031-01-01"}, "Tanggal lahir belum terjadi"),
    ({"sex": "?"}, "Jenis kelamin belum terbaca"),
    ({"village": ""}, "Desa kosong"),
    ({"village": "Xqwz Vkjx"}, "Desa tidak dikenal"),
    ({"phone": "123"}, "Nomor HP belum terbaca"),
    ({"place": "x" * 70}, "terlalu panjang"),
]


async def test_every_kind_of_wrong_row_says_why_in_the_returned_file(desk: Desk) -> None:
    """Good rows beside them are taken; the copy holds values only."""
    visitor = await desk.officer()
    persons = made(len(WRONG) + 2)
    rows = [row(each, **other) for each, (other, _) in zip(persons, WRONG, strict=False)]
    good = row(persons[-1], place="=1+1")
    rows += [good, good]
    path = await sent(visitor, xlsx(HEADERS, rows))
    page = await checked(visitor, path)
    assert "Hasil pemeriksaan" in page
    told = await reasons(visitor, path)
    for (other, reason), said in zip(WRONG, told, strict=False):
        assert reason in said, (other, said)
    assert told[-2:] == ["orang baru, belum dimasukkan", "Sudah ada di baris sebelumnya"]
    answer = await visitor.get(path + "/salinan")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    kept = [cell for line in sheet.iter_rows(min_row=2) for cell in line if cell.value]
    assert {cell.data_type for cell in kept} == {"s"}
    await done(visitor, path)
    assert await desk.office.count(applications) == 1


FORMS: Sequence[tuple[str, str]] = [
    # what the file is, its name
    ("xlsx", "a.xlsx"),  # openpyxl
    ("ods", "a.ods"),  # in the manner of LibreOffice; its own: tests/storage/test_sheet_files.py
    (";utf-8", "a.csv"),
    (",utf-8", "a.csv"),
    (";utf-8-sig", "a.csv"),
    (";cp1252", "a.csv"),
    (",cp1252", "a.csv"),
]


@pytest.mark.parametrize(("form", "name"), FORMS)
async def test_files_of_every_program_are_read(desk: Desk, form: str, name: str) -> None:
    """A name with an accent and a NIK come whole, and a rounded one is refused with the reason."""
    visitor = await desk.officer()
    first, second = made(2)
    rows = [row(first, name="José Aminah", work="petani"), row(second, nik="6,31E+15")]
    content = {"xlsx": xlsx, "ods": ods}.get(form)
    data = content(HEADERS, rows) if content else csv_of(HEADERS, rows, form[0], form[1:])
    path = await sent(visitor, data, name)
    page = await checked(visitor, path)
    assert "NIK rusak oleh Excel" in page
    await done(visitor, path)
    (who,) = await desk.office.rows(participants)
    assert who.name == "José Aminah"
    opened = desk.office.sealers.sealer.open_text(who.nik, "participants", "nik", who.id)
    assert opened == first.nik


async def test_an_import_cannot_touch_a_consent(desk: Desk) -> None:
    """A column of consents is not read, not even when it is asked for; it is said so."""
    visitor = await desk.officer()
    phone = desk.office.phone("siti")
    await phone.register(people.person(random.Random(4)))
    before = [tuple(each) for each in await desk.office.rows(consents)]
    (who,) = made(1)
    headers = [*HEADERS, "Persetujuan", "Setuju dihubungi"]
    path = await sent(visitor, xlsx(headers, [[*row(who), "ya", "ya"]]))
    page = (await visitor.get(path)).text
    assert "hanya bisa diberikan atau dicabut oleh orangnya sendiri" in page
    assert 'name="kolom-10"' not in page
    await checked(visitor, path, **{"kolom-10": "consent", "kolom-11": "name"})
    await done(visitor, path)
    assert [tuple(each) for each in await desk.office.rows(consents)] == before
    (kept,) = await desk.office.rows(imports)
    assert kept.basis == "public_task"


async def test_corrected_and_sent_again_then_undone(desk: Desk) -> None:
    """The second file adds what the first could not; an undo takes away what it brought."""
    visitor = await desk.officer()
    first, second = made(2)
    path = await sent(visitor, xlsx(HEADERS, [row(first), row(second, nik="6310")]))
    await checked(visitor, path)
    await done(visitor, path)
    again = await sent(visitor, xlsx(HEADERS, [row(first), row(second)]))
    page = await checked(visitor, again)
    assert "Kolomnya" not in page
    assert await reasons(visitor, again) == [
        "sudah sama, tidak ada yang berubah",
        "orang baru, belum dimasukkan",
    ]
    page = await done(visitor, again)
    assert "Sudah masuk" in page
    assert await desk.office.count(participants) == 2
    page = await done(visitor, again, "undur")
    assert "Sudah dibatalkan" in page
    (left,) = await desk.office.rows(participants)
    assert left.id  # only the first file's
    await done(visitor, path, "undur")
    assert await desk.office.count(participants) == 0
    assert await desk.office.count(applications) == 0


async def test_export_and_import_again_makes_no_difference(desk: Desk) -> None:
    """NIKs whole, hidden columns with id and version; what was changed is seen and applied."""
    visitor = await desk.officer()
    persons = made(12)
    works = ["petani", "nelayan", "pedagang", "tukang", "sopir", "karet", "sapi", "jahit"]
    works += ["pembantu", "penyanyi", "", "lainnya"]
    rows = [row(each, work=work) for each, work in zip(persons, works, strict=True)]
    path = await sent(visitor, xlsx(HEADERS, rows))
    await checked(visitor, path)
    await done(visitor, path)
    for form in ("xlsx", "csv"):
        content = await exported(visitor, format=form)
        same = await sent(visitor, content, f"a.{form}")
        page = await checked(visitor, same)
        assert "Sudah sama" in page, form
        assert "Perlu dibetulkan" not in page
        assert "Dibetulkan" not in page
    content = await exported(visitor)
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.active
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].hidden
    niks = {str(cell.value) for cell in sheet["C"][1:]}
    assert niks == {each.nik for each in persons}
    assert {cell.data_type for cell in sheet["C"][1:]} == {"s"}
    assert sheet["F2"].is_date
    sheet["D2"] = "Aminah Baru"
    out = io.BytesIO()
    book.save(out)
    path = await sent(visitor, out.getvalue())
    page = await checked(visitor, path)
    assert "Aminah Baru" in page
    await done(visitor, path)
    assert "Aminah Baru" in {each.name for each in await desk.office.rows(participants)}
    stale = await sent(visitor, out.getvalue())
    assert "berubah setelah diunduh" in await checked(visitor, stale)
    await done(visitor, path, "undur")
    assert "Aminah Baru" not in {each.name for each in await desk.office.rows(participants)}


async def exported(visitor: Visitor, **fields: str) -> bytes:
    """The list of people."""
    told = {"daftar": "people", "wilayah": "", "keadaan": "", "perlindungan": "", "bulan": ""}
    answer = await visitor.post("/excel/ekspor", **{**told, **fields})
    assert answer.status_code == 303
    await sheets_work.idle()
    path = str(answer.headers["location"]).removeprefix("/meja")
    answer = await visitor.get(path + "/berkas")
    assert answer.status_code == 200
    return answer.content


async def test_hostile_cells_come_out_harmless(desk: Desk) -> None:
    """Pages escape, sheets hold text, a CSV's formula is quoted and unquoted again."""
    visitor = await desk.officer()
    (who,) = made(1)
    bad = "<img src=x onerror=alert(1)>"
    rows = [[*row(who, place="@1+1"), "{{7*7}}"]]
    path = await sent(visitor, xlsx([*HEADERS, bad], rows), f"{bad}.xlsx")
    page = (await visitor.get(path)).text
    assert bad not in page
    page = await checked(visitor, path)
    assert bad not in page
    await done(visitor, path)
    content = await exported(visitor, format="csv")
    assert ";'@1+1;" in content.decode("utf-8-sig")
    page = await checked(visitor, await sent(visitor, content, "a.csv"))
    assert "Sudah sama" in page  # the sign before it is no correction
    assert "Dibetulkan" not in page
    await desk.office.change(participants, participants.c.name != "", name="=1+1")
    content = await exported(visitor, format="csv")
    assert ";'=1+1;" in content.decode("utf-8-sig")
    sheet = openpyxl.load_workbook(io.BytesIO(await exported(visitor))).active
    assert (sheet["D2"].value, sheet["D2"].data_type) == ("=1+1", "s")


async def test_nobody_exports_or_imports_beyond_the_own_village(desk: Desk) -> None:
    """Another village's rows are refused, its people are in no list, its files are not there."""
    kabupaten = await desk.officer()
    (first, second) = made(2)
    path = await sent(kabupaten, xlsx(HEADERS, [row(first)]))
    await checked(kabupaten, path)
    await done(kabupaten, path)
    other = await desk.officer("desa", [ELSEWHERE])
    sheet = openpyxl.load_workbook(io.BytesIO(await exported(other))).active
    assert sheet.max_row == 1
    for each in (path, path + "/salinan"):
        assert (await other.get(each)).status_code == 404
    assert (await other.post(path + "/undur")).status_code == 404
    told = {"daftar": "people", "wilayah": VILLAGE, "keadaan": "", "perlindungan": ""}
    assert (await other.post("/excel/ekspor", **told)).status_code == 404
    for name in ("sk", "berita-acara", "titipan"):
        assert (await other.get(f"/excel/cetak/{name}?desa={VILLAGE}")).status_code == 404
        assert (await kabupaten.get(f"/excel/cetak/{name}?desa={VILLAGE}")).status_code == 200
    mine = await sent(other, xlsx(HEADERS, [row(first), row(second)]))
    page = await checked(other, mine)
    assert page.count("di luar wilayah kerja") == 2
    # Who is registered elsewhere is not found out: with the own village it looks like anybody.
    mine = await sent(other, xlsx(HEADERS, [row(first, village="")]))
    await checked(other, mine, desa=ELSEWHERE)
    assert await reasons(other, mine) == ["orang baru, belum dimasukkan"]
    await done(other, mine)
    assert await reasons(other, mine) == ["orang baru, sudah masuk"]
    assert await desk.office.count(participants) == 1


async def test_an_export_is_in_the_audit_with_filter_and_rows(desk: Desk) -> None:
    """Which list, which filter, how many rows."""
    visitor = await desk.officer()
    await exported(visitor, perlindungan="never")
    (noted,) = await desk.office.rows(audit, audit.c.act == "list_exported")
    told = desk.office.sealers.sealer.open_json(noted.details, "audit", "details", noted.id)
    assert (told["name"], told["cover"], told["rows"]) == ("people", "never", 0)


async def test_a_job_whose_process_died_goes_on(desk: Desk) -> None:
    """What was held by nobody any more is taken up when somebody looks."""
    visitor = await desk.officer()
    persons = made(120)
    path = await sent(visitor, xlsx(HEADERS, [row(each) for each in persons]))
    page = (await visitor.get(path)).text
    assert "Kolom mana" in page
    told = {f"kolom-{at}": name for at, name in enumerate(("", "nik", "name"))}
    await visitor.post(path + "/kolom", **told, desa=VILLAGE)
    for task in list(sheets_work.WORKING.values()):
        task.cancel()
    while sheets_work.WORKING:
        await asyncio.gather(*sheets_work.WORKING.values(), return_exceptions=True)
    later = desk.office.clock() + 2 * HELD_FOR
    desk.office.clock.move(later.isoformat())
    assert "Memeriksa berkas" in (await visitor.get(path)).text
    await sheets_work.idle()
    page = (await visitor.get(path)).text
    assert "Hasil pemeriksaan" in page
    assert ">120<" in page


BROKEN: Sequence[tuple[str, bytes, str]] = [
    # name, content, what is told
    ("a.xlsx", b"", "sheets-file-empty"),
    ("a.xlsx", b"PK\x03\x04 broken", "sheets-file-not-a-sheet"),
    ("a.csv", b"NIK;Nama\n", "sheets-file-empty"),
    ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00", "sheets-file-not-a-sheet"),
]


@pytest.mark.parametrize(("name", "content", "told"), BROKEN)
async def test_a_file_that_is_none_is_told_kindly(
    desk: Desk, name: str, content: bytes, told: str
) -> None:
    """Nothing is kept of it."""
    visitor = await desk.officer()
    assert await sent(visitor, content, name) == "/excel"
    assert visitor.client.cookies.get("meja-kabar") == told
    assert (await visitor.get("/excel")).status_code == 200
    assert await desk.office.count(imports) == 0


async def test_nik_and_birth_date_alone_open_nothing_of_a_list(desk: Desk) -> None:
    """Who writes them of somebody listed hears what anybody hears; the record stays as it was."""
    listed, unlisted = made(2)
    visitor = await desk.officer()
    path = await sent(visitor, xlsx(HEADERS, [row(listed)]))
    await checked(visitor, path)
    await done(visitor, path)
    (before,) = await desk.office.rows(participants)
    told = []
    for name, person in (("orang", listed), ("lain", unlisted)):
        phone, answers = desk.office.phone(name), answers_of(person)
        said = [await phone.say(text="daftar")]
        while phone.asks and phone.asks.startswith("registration."):
            said.append(await phone.say(**answers[phone.asks.removeprefix("registration.")]))
        assert "Sudah diterima, petugas memeriksa" in await phone.text("status")
        told.append([[reply["id"] for reply in replies] for replies in said])
    assert told[0] == told[1]
    assert before.id not in {each.participant_id for each in await desk.office.rows(links)}
    (after,) = await desk.office.rows(participants, participants.c.id == before.id)
    assert tuple(after) == tuple(before)
