"""A file of payments at the desk: tried, copied with the reasons, taken, taken back."""

from __future__ import annotations

import io
import random
from datetime import date
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from sqlalchemy import Connection

from desk import money_files
from desk.ask import csrf
from storage.tables import contributions, participants
from storage.tables import imports as import_table
from tests import members, people
from tests.desk.conftest import Desk, Visitor
from tests.people import Person
from tests.sheet_files import csv_of, xlsx

VILLAGE, OTHER = "63.10.01.2005", "63.10.07.2007"
HEADERS = ("NIK", "Bulan", "Jumlah")


async def someone(desk: Desk) -> Person:
    """A member of the village, not paid for yet."""
    person = people.person(random.Random(7), age=40)

    def work(conn: Connection) -> None:
        members.member(conn, desk.office.sealers.sealer, person, VILLAGE)

    await desk.office.house.store.write(work)
    return person


async def given(visitor: Visitor, act: str, content: bytes, name: str, **more: str) -> Any:
    """The form with a file."""
    told = {"paid_on": "2026-11-20", "evidence": "bpjs", "sponsor": "", "month": "", **more}
    data = {"csrf": csrf(visitor.token), "act": act, **told}
    files = {"berkas": (name, content)}
    return await visitor.client.post("/meja/iuran/impor", data=data, files=files)


async def test_a_file_is_tried_copied_taken_and_taken_back(desk: Desk) -> None:
    """Nothing changes before it is taken; each row that is not says why; twice is once."""
    who, officer = await someone(desk), await desk.officer()
    rows = [(who.nik, "2026-11", ""), ("6,31E+15", "2026-11", ""), (who.nik, "kapan", "=1+1")]
    content = xlsx(HEADERS, rows)
    tried = await given(officer, "coba", content, "bayar.xlsx")
    assert "1 dari 3 baris bisa dicatat" in tried.text
    assert "Belum ada yang berubah" in tried.text
    copy = await given(officer, "salinan", content, "bayar.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(copy.content)).active
    told = [str(cell.value) for cell in sheet["D"]]
    assert told[:2] == ["Hasil", "Sudah dicatat"]
    assert all(told[2:])
    assert {cell.data_type for line in sheet.iter_rows() for cell in line if cell.value} == {"s"}
    assert await desk.office.count(contributions) == 0
    taken = await given(officer, "ambil", content, "bayar.xlsx")
    assert "1 dari 3 baris dicatat" in taken.text
    (member,) = await desk.office.rows(participants)
    assert member.covered_until == date(2026, 11, 30)
    again = await given(officer, "ambil", content, "bayar.xlsx")
    assert "sudah pernah dicatat" in again.text
    (row,) = await desk.office.rows(import_table)
    assert row.actor == officer.id
    assert (await officer.post(f"/iuran/impor/{row.id}/batal")).status_code == 303
    (member,) = await desk.office.rows(participants)
    assert member.covered_until is None


async def test_another_villages_people_are_unknown(desk: Desk) -> None:
    """As unknown as nobody at all; nor may another region's sponsor pay."""
    who, stranger = await someone(desk), await desk.officer("desa", [OTHER])
    content = csv_of(HEADERS, [(who.nik, "2026-11", "")])
    answer = await given(stranger, "ambil", content, "bayar.csv")
    assert "0 dari 1 baris" in answer.text
    assert await desk.office.count(contributions) == 0

    def work(conn: Connection) -> str:
        return members.sponsor(conn, region=VILLAGE)

    foreign = await desk.office.house.store.write(work)
    answer = await given(stranger, "ambil", content, "bayar.csv", sponsor=foreign)
    assert answer.status_code == 404


WRONG = [
    # content, name, other fields, what is told: a word on the page or a flash
    (csv_of(HEADERS, [("1", "2026-11", "")]), "a.csv", {"paid_on": "2031-01-01"}, 422),
    (csv_of(HEADERS, [("1", "2026-11", "")]), "a.csv", {"evidence": "x"}, 422),
    (csv_of(("Nama", "Alamat"), [("a", "b")]), "a.csv", {}, 422),  # no NIK
    (b"\x89PNG\r\n\x1a\n\x00\x00", "a.xlsx", {}, "sheets-file-not-a-sheet"),
    (b"", "a.xlsx", {}, "sheets-no-file"),
    (
        csv_of(HEADERS, [("1", "2026-11", "")] * (money_files.MOST_ROWS + 1)),
        "a.csv",
        {},
        "money-file-too-many",
    ),
]


@pytest.mark.parametrize(("content", "name", "more", "told"), WRONG, ids=range(len(WRONG)))
async def test_what_cannot_be_taken_is_said(
    desk: Desk, content: bytes, name: str, more: dict[str, str], told: int | str
) -> None:
    """And nothing is kept of it."""
    officer = await desk.officer()
    answer = await given(officer, "ambil", content, name, **more)
    if isinstance(told, int):
        assert answer.status_code == told
        assert 'role="alert"' in answer.text
    else:
        assert officer.client.cookies.get("meja-kabar") == told
        assert (await officer.get("/iuran/impor")).status_code == 200
    assert await desk.office.count(import_table) == 0
