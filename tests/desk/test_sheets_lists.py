"""Every list of the desk has its button: what its page shows comes as Excel and as CSV."""

from __future__ import annotations

import io
import random
import re
from html import unescape
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]
from sqlalchemy import Connection

from desk import sheets_work, words
from desk.sheets_words import headers
from storage import talks_kept
from storage.exports import LISTS
from storage.officer_sessions import SURE
from storage.tables import audit
from storage.talks_kept import About
from tests import members
from tests.desk.conftest import Desk, Visitor
from tests.storage.places import endpoint
from tests.storage.test_export_lists import application, place

VILLAGE, OTHER = "63.10.01.2005", "63.10.07.2007"
# A page, its list, and the filters that must be in the audit.
PAGES = [
    (f"/orang?desa={VILLAGE}", "people", {"region": VILLAGE}),
    (
        f"/pendaftaran?keadaan=checked&desa={VILLAGE}",
        "applications",
        {"state": "checked", "region": VILLAGE},
    ),
    ("/pendaftaran", "applications", {"state": "submitted"}),
    (f"/iuran/desa/{VILLAGE}/2026", "places", {"region": VILLAGE, "year": "2026"}),
    ("/iuran/habis", "lapsing", {}),
    ("/iuran/bukti", "proofs", {}),
    ("/iuran/nama", "lines", {}),
    ("/iuran/penanggung", "sponsors", {"year": "2026"}),
    ("/klaim", "claims", {}),
    ("/tugas", "tasks", {}),
    ("/percakapan", "talks", {"state": "all"}),
    ("/percakapan?saring=saya", "talks", {"state": "mine"}),
]


async def put(desk: Desk) -> None:
    """Somebody whom officers have to do with, whose name is a formula."""

    def work(conn: Connection) -> None:
        sealer = desk.office.sealers.sealer
        rng, paid = random.Random(5), ("2026-11",)
        for state in ("checked", "submitted"):
            who = members.member(conn, sealer, rng, VILLAGE, name="=1+1", paid=paid)
            application(conn, who, VILLAGE, state=state)
            place(conn, who, VILLAGE, "held")
        at = endpoint(conn, "asks")
        talks_kept.begin(conn, sealer, at, "asked", About("@siti", VILLAGE), desk.office.clock())

    await desk.office.house.store.write(work)


async def taken(visitor: Visitor, page: str, form: str) -> tuple[bytes, str]:
    """What the button of a page brings, and the name of the file."""
    text = (await visitor.get(page)).text
    shown = re.search(r'<form class="desk-export.*?</form>', text, re.DOTALL)
    assert shown, page
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', unescape(shown[0])))
    answer = await visitor.post("/excel/ekspor", **{**fields, "format": form})
    assert answer.status_code == 303, answer.text
    await sheets_work.idle()
    job = str(answer.headers["location"]).removeprefix("/meja")
    assert "Berkas siap" in (await visitor.get(job)).text
    file = await visitor.get(job + "/berkas")
    return file.content, file.headers["content-disposition"]


def sheet_of(content: bytes) -> Worksheet:
    """The sheet of a workbook."""
    return openpyxl.load_workbook(io.BytesIO(content)).active


def line_of(sheet: Worksheet) -> dict[str, Any]:
    """The one row under its headers."""
    head, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    return dict(zip(map(str, head), row, strict=True))


@pytest.mark.parametrize(("page", "name", "filters"), PAGES)
async def test_the_button_of_a_page_brings_its_list(
    desk: Desk, page: str, name: str, filters: dict[str, str]
) -> None:
    """Headers in words and frozen, the page's filter, and the audit says what left."""
    await put(desk)
    visitor = await desk.officer()
    content, called = await taken(visitor, page, "xlsx")
    sheet = sheet_of(content)
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == headers(LISTS[name].columns)
    word = words.word(f"desk-sheets-list-{name}").lower().replace(" ", "-")
    assert f'filename="seratus-{word}-' in called
    rows = list(sheet.iter_rows(min_row=2))
    assert not any(cell.data_type == "f" for row in rows for cell in row)
    plain, _ = await taken(visitor, page, "csv")
    lines = plain.decode("utf-8-sig").splitlines()
    assert lines[0].split(";") == headers(LISTS[name].columns)
    assert len(lines) == 1 + len(rows)
    assert not any(cell.startswith(tuple("=+-@")) for line in lines[1:] for cell in line.split(";"))
    noted = await desk.office.rows(audit, audit.c.act == "list_exported")
    assert len(noted) == 2
    for each in noted:
        told = desk.office.sealers.sealer.open_json(each.details, "audit", "details", each.id)
        kept = {key: value for key, value in told.items() if value}
        assert kept == {"name": name, **filters, **({"rows": len(rows)} if rows else {})}
        assert each.actor == visitor.id


async def test_codes_come_in_words_and_moments_where_the_office_is(desk: Desk) -> None:
    """A NIK is text and whole, a day is a day, and no name becomes a formula."""
    await put(desk)
    visitor = await desk.officer()
    content, _ = await taken(visitor, "/pendaftaran", "xlsx")
    sheet = sheet_of(content)
    told = line_of(sheet)
    assert (told["Nama Lengkap"], told["Keadaan"]) == ("=1+1", "Perlu diperiksa")
    assert re.fullmatch(r"\d{16}", told["NIK"])
    cells = dict(zip(told, sheet[2], strict=True))
    assert (cells["NIK"].data_type, cells["NIK"].number_format) == ("s", "@")
    assert cells["Tanggal Lahir"].is_date
    assert cells["Dikirim"].number_format == "dd/mm/yyyy hh:mm"
    assert told["Dikirim"].hour == 11  # 03.00 UTC in Asia/Makassar
    content, _ = await taken(visitor, "/percakapan", "xlsx")
    told = line_of(sheet_of(content))
    assert (told["Nama Lengkap"], told["Sebab"]) == ("@siti", "Minta petugas")
    assert told["Keadaan"] == "Menunggu jawaban"
    assert told["Saluran"] == "WhatsApp"
    assert not any("halo" in str(each) for each in told.values())


async def test_another_village_gets_none_of_it(desk: Desk) -> None:
    """Its lists are empty, and a region that is not its own is not there."""
    await put(desk)
    other = await desk.officer("desa", [OTHER])
    for page, name in [("/pendaftaran", "applications"), ("/percakapan", "talks")]:
        content, _ = await taken(other, page, "xlsx")
        assert sheet_of(content).max_row == 1, name
    for name in ("applications", "places", "lapsing"):
        told = {"daftar": name, "wilayah": VILLAGE, "tahun": "2026"}
        assert (await other.post("/excel/ekspor", **told)).status_code == 404
    assert (await other.post("/excel/ekspor", daftar="batch")).status_code == 404
    assert (await other.post("/excel/ekspor", daftar="nothing")).status_code == 404


async def test_no_list_leaves_without_password_and_code_given_just_now(desk: Desk) -> None:
    """An officer who went away from the computer gives nothing away."""
    visitor = await desk.officer()
    later = desk.office.clock() + SURE
    desk.office.clock.move(later.isoformat())
    answer = await visitor.post("/excel/ekspor", daftar="talks")
    assert answer.headers["location"].startswith("/meja/pastikan")
    assert await desk.office.count(audit, audit.c.act == "list_exported") == 0
