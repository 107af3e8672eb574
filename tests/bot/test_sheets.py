"""Sheets: read in a process of their own, or refused in one word; and the talk about a list."""

from __future__ import annotations

import asyncio
import io
import json
import struct
import sys
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from bot.wiring import ACCOUNT
from storage import sheet_reading, sheet_worker
from storage.sheet_reading import Sheet, SheetProblem, SheetReader, read_sheet
from storage.tables import applications, drafts, media, outbox
from tests.bot.house import Chat, Office, Phone, sqlite_in, words

SITI, DARTO = "6310014508759003", "6310010502639006"
HEADERS = ("Nama", "NIK", "Desa", "Pekerjaan")
PEOPLE = (("Siti Aminah", SITI, "Betung", "tani"), ("Pak Darto", DARTO, "Segumbang", "nelayan"))


def sheet_of(book: Workbook) -> Worksheet:
    """The first sheet."""
    found = book.active
    assert isinstance(found, Worksheet)
    return found


def saved(book: Workbook) -> bytes:
    """The workbook's file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(*rows: Sequence[Any]) -> bytes:
    """A workbook with these rows."""
    book = Workbook()
    for row in rows:
        sheet_of(book).append(list(row))
    return saved(book)


ODS_CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Daftar">{}</table:table>
</office:spreadsheet></office:body></office:document-content>"""


MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{}"/>
</manifest:manifest>"""


def zipped(**parts: str | bytes) -> bytes:
    """A packed file; `__` in a name stands for "/", a single "_" for "."."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def ods(*rows: Sequence[str]) -> bytes:
    """An OpenDocument sheet with these rows."""
    cells = ["".join(ODS_CELL.format(cell) for cell in row) for row in rows]
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    listed = MANIFEST.format(kind)
    content = ODS.format(table)
    return zipped(mimetype=kind, content_xml=content, **{"META-INF__manifest_xml": listed})


def csv_of(mark: str, encoding: str = "utf-8") -> bytes:
    """The people as text."""
    lines = "\r\n".join(mark.join(row) for row in (HEADERS, *PEOPLE)) + "\r\n"
    return lines.encode(encoding)


async def read(data: bytes) -> Sheet:
    """What a file holds."""
    found = await read_sheet(data)
    assert isinstance(found, Sheet), found
    return found


FILES = {
    # the same people as offices and phones write them
    "xlsx": xlsx(HEADERS, *PEOPLE),
    "ods": ods(HEADERS, *PEOPLE),
    "semicolons": csv_of(";"),  # Excel in Indonesian
    "commas": csv_of(","),
    "tabs": csv_of("\t"),
    "utf-8 with a mark": csv_of(";", "utf-8-sig"),
    "utf-16": csv_of("\t", "utf-16"),  # Excel's "Unicode text"
    "utf-16 without a mark": csv_of(";", "utf-16-le"),
    "windows-1252": csv_of(";", "cp1252"),
    "told delimiter": b"sep=;\r\n" + csv_of(";"),
    "quoted": b'"Nama";"NIK";"Desa";"Pekerjaan"\n' + csv_of(";").partition(b"\n")[2],
}


@pytest.mark.parametrize("kind", FILES)
async def test_a_list_is_read_whatever_wrote_it(kind: str) -> None:
    """Excel, LibreOffice, text with any usual sign between and any usual letters."""
    found = await read(FILES[kind])
    assert found.headers == HEADERS
    assert found.rows == PEOPLE
    first = 3 if kind == "told delimiter" else 2
    assert found.at == (first, first + 1)


CELLS = [
    # a cell of a spreadsheet, its text
    ("  Siti  ", "Siti"),
    (date(1975, 8, 5), "1975-08-05"),
    (datetime(1975, 8, 5, 0, 0), "1975-08-05"),  # noqa: DTZ001 - a sheet knows no time zone
    (datetime(2026, 11, 22, 8, 30), "2026-11-22 08:30"),  # noqa: DTZ001
    (time(8, 30), "08:30:00"),
    (5, "5"),
    (1500000.0, "1500000"),
    (1.5, "1.5"),
    (81234567890, "81234567890"),
    (6310014508759003, "6.310014508759E+15"),  # its last digits are lost: it must not look whole
    (6.31e15, "6.31E+15"),
    (True, "TRUE"),
    ("=1+1", ""),  # a formula that nobody has worked out yet
    ("x" * 600, "x" * 500),
]


@pytest.mark.parametrize(("value", "text"), CELLS, ids=repr)
async def test_cells_come_as_text(value: object, text: str) -> None:
    """Dates as ISO, whole numbers without a point, rounded ones so that it is seen."""
    found = await read(xlsx(("Nama", "Isi", "Ujung"), ("a", value, "z")))
    assert found.rows == (("a", text, "z"),)


async def test_titles_and_empty_rows_are_left_out() -> None:
    """The row numbers stay those of the file."""
    found = await read(xlsx(["DAFTAR WARGA"], [], HEADERS, [], PEOPLE[0], [None], PEOPLE[1]))
    assert (found.headers, found.header_at) == (HEADERS, 3)
    assert (found.rows, found.at) == (PEOPLE, (5, 7))


async def test_hidden_sheets_are_not_read() -> None:
    """The first one that people see and that has anything in it."""
    book = Workbook()
    sheet_of(book).append(["rahasia", "tersembunyi"])
    sheet_of(book).sheet_state = "hidden"
    book.create_sheet("Kosong")
    book.create_sheet("Daftar").append(["Nama", "NIK"])
    assert (await read(saved(book))).headers == ("Nama", "NIK")


def far(cell: str) -> bytes:
    """A workbook with one cell far off."""
    book = Workbook()
    sheet_of(book)[cell] = "x"
    return saved(book)


def endless() -> bytes:
    """A cell that stands a million times in a million rows."""
    told = 'table:number-columns-repeated="1000000"'
    cell = ODS_CELL.format("x").replace("<table:table-cell ", f"<table:table-cell {told} ")
    row = '<table:table-row table:number-rows-repeated="1000000">'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    content = ODS.format(f"{row}{cell}</table:table-row>")
    manifest = MANIFEST.format(kind)
    return zipped(mimetype=kind, content_xml=content, **{"META-INF__manifest_xml": manifest})


def locked() -> bytes:
    """The beginning of what Excel makes of a workbook with a password."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")


def lying() -> bytes:
    """A bomb whose list says that it unfolds to nearly nothing."""
    data = bytearray(zipped(xl__worksheets__sheet1_xml=bytes(80 * 1024 * 1024)))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(data)


REFUSED = {
    # what is no list, and why
    "nothing": (b"", "empty"),
    "empty workbook": (xlsx(), "empty"),
    "blank lines": (b"\n\n;;\n", "empty"),
    "picture": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" * 20, "not_a_sheet"),
    "pdf": (b"%PDF-1.7\n\x01\x02\x03", "not_a_sheet"),
    "cut workbook": (xlsx(HEADERS)[:900], "not_a_sheet"),
    "other zip": (zipped(foto_jpg=b"x"), "not_a_sheet"),
    "broken xml": (zipped(mimetype="x", content_xml="<a"), "not_a_sheet"),
    "password": (locked(), "password"),
    "large": (bytes(sheet_reading.MAX_BYTES + 1), "too_large"),
    "rows": (csv_of(";") * 4000, "too_many"),
    "columns": (b";".join([b"x"] * 300), "too_many"),
    "far row": (far("A1048576"), "too_many"),
    "far column": (far("XFD1"), "too_many"),
    "bomb": (zipped(xl__worksheets__sheet1_xml=bytes(80 * 1024 * 1024)), "bomb"),
    "lying bomb": (lying(), "not_a_sheet"),
    "endless row": (endless(), "bomb"),
    "many parts": (zipped(**{f"p{i}": b"" for i in range(600)}), "bomb"),
}


@pytest.mark.parametrize("kind", REFUSED)
async def test_what_is_no_list_is_refused_in_one_word(kind: str) -> None:
    """Before anything is parsed where that is possible."""
    data, code = REFUSED[kind]
    assert await read_sheet(data) == SheetProblem(code)  # type: ignore[arg-type]


BROKEN = [
    # what the process might do instead, and what is told
    ("raise SystemExit(1)", "worker"),
    ("import os; os.abort()", "bomb"),  # how a library ends that gets no memory
    ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "timeout"),
    ("pass", "worker"),
    ("print('no JSON')", "worker"),
    ("print('[1]')", "worker"),
    ("""print('{"rows": [[1]]}')""", "worker"),
    ("""print('{"rows": []}')""", "empty"),
    ("""print('{"refused": "new"}')""", "worker"),
]


@pytest.mark.parametrize(("script", "code"), BROKEN)
async def test_a_broken_process_is_an_answer(script: str, code: str) -> None:
    """Whatever becomes of the process, a code comes back."""
    reader = SheetReader((sys.executable, "-I", "-c", script))
    assert await reader.read(bytes(100_000)) == SheetProblem(code)  # type: ignore[arg-type]


async def test_a_process_that_hangs_is_ended() -> None:
    """A sheet holds up nobody for long."""
    reader = SheetReader((sys.executable, "-I", "-c", "import time; time.sleep(60)"), 0.2)
    assert await reader.read(b"x") == SheetProblem("timeout")


LIMITED = """
import json, os, resource, sys
sys.path.insert(0, {root!r})
from storage import sheet_worker
sheet_worker.limit(sheet_worker.LIMITS)
got = [resource.getrlimit(kind)[0] <= most for kind, most in sheet_worker.LIMITS]
got.append({{*os.environ}} <= {{"LC_CTYPE"}})
print(json.dumps({{"rows": [[1, [str(all(got)), "x"]]]}}))
"""


async def test_the_process_gives_up_what_it_does_not_need() -> None:
    """Memory, time, files and children are limited, and it knows no environment."""
    root = str(Path(sheet_worker.__file__).parents[1])
    found = await SheetReader((sys.executable, "-I", "-c", LIMITED.format(root=root))).read(b"")
    assert isinstance(found, Sheet)
    assert found.headers[0] == "True"


def test_people_are_not_in_the_repr() -> None:
    """A sheet in a log or an error tells nobody's name."""
    assert "Siti" not in repr(Sheet(("Siti", SITI), (("Siti",),), (2,)))


# --- the talk ------------------------------------------------------------------------------


async def put_sheet(office: Office, phone: Phone, data: bytes, name: str = "daftar.xlsx") -> str:
    """A file into the chat; gives what is said until all is quiet."""
    key = await office.house.door.keep(phone.channel, ACCOUNT, phone.name, data)
    return words(await phone.say(document=key, name=name))


async def test_a_sheet_becomes_people_who_are_asked_one_by_one(office: Office) -> None:
    """Through door, effect and store on each database; nothing is registered without consent."""
    phone = office.phone("kader")
    rows = (*PEOPLE, ("Budi", "631001", "Betung", "buruh"))
    said = await put_sheet(office, phone, xlsx(HEADERS, *rows))
    assert "2 baik, 1 perlu dibetulkan" in said
    assert phone.asks == "people.choice"
    assert await office.count(media) == 0
    said = words(await phone.say(choice="yes"))
    assert "Orang 1 dari 2: *Siti Aminah*" in said
    assert await office.count(drafts) == 2
    assert "Orang 2 dari 2: *Pak Darto*" in words(await phone.say(choice="not_yet"))
    await phone.say(choice="beside")
    answers = {
        "member_before": {"choice": "no"},
        "birth_date": {"choice": "keep"},
        "birth_place": {"choice": "skip"},
        "phone": {"choice": "none"},
        "payer": {"choice": "village"},
        "heirs[0].name": {"choice": "skip"},
        "ktp_photo": {"choice": "skip"},
    }
    await phone.until("summary", answers)
    await phone.say(choice="send")
    (sent,) = await office.rows(applications)
    assert sent.state == "submitted"
    assert phone.asks == "next_person.choice"


async def test_a_list_in_the_store_is_sealed(office: Office) -> None:
    """No NIK of a list is read in any row, neither before nor after it is confirmed."""
    phone = office.phone("kader")
    await put_sheet(office, phone, csv_of(";"), "daftar.csv")
    for choice in ("yes", "beside"):
        assert SITI not in json.dumps(await office.dump(), default=repr)
        await phone.say(choice=choice)


TOLD = [
    # a file in the chat, what is said of it
    ("warga.xlsx", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "belum bisa saya baca"),
    ("warga.XLSX", b"", "masih kosong"),
    ("warga.csv", bytes(6 * 1024 * 1024), "terlalu besar"),
    ("warga.xlsx", locked(), "terkunci"),
]


@pytest.mark.parametrize(("name", "data", "said"), TOLD)
async def test_a_file_that_is_no_list_is_told_kindly(
    office: Office, name: str, data: bytes, said: str
) -> None:
    """And the talk goes on."""
    assert said in await put_sheet(office, office.phone("kader"), data, name)


async def test_a_reading_that_runs_twice_counts_once(office: Office) -> None:
    """Killed behind its work and before its mark."""
    phone = office.phone("kader")
    await put_sheet(office, phone, csv_of(";"), "daftar.csv")
    (row,) = await office.rows(outbox, outbox.c.kind == "effect")
    before = await office.dump()
    await office.house.sender._effects.run(row.endpoint_id, office.opened(row))
    await office.house.settle()
    assert await office.dump() == before


async def test_seratus_chat_takes_documents(tmp_path: Path) -> None:
    """A line in, and one line out with what was read."""
    file = tmp_path / "daftar.csv"
    file.write_bytes(csv_of(";"))
    chat = Chat(tmp_path, sqlite_in(tmp_path))
    answer = await asyncio.to_thread(lambda: chat.say(document=str(file)))
    chat.close()
    assert answer["asks"] == "people.choice"
    assert "2 orang, semuanya baik" in answer["replies"][-1]["text"]
