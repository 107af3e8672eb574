"""Files of payments at the command line: read, told row by row, copied with reasons, taken back."""

from __future__ import annotations

import asyncio
import csv
import io
import random
import re
import sqlite3
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import make_url

from conversations.lint import all_texts
from conversations.words import catalogue
from storage.crypto import Sealer
from storage.imports import REASONS, PaymentFile, RowResult
from storage.keys import load_or_create
from storage.payment_files import read_file, with_reasons
from storage.sheet_reading import SheetProblem
from storage.store import open_store
from tests import members
from tests.bot.commands import Seratus
from tests.people import Person, person

RNG = random.Random(66)
VILLAGE = "63.10.03.2004"
WORDS = catalogue("id", "Asia/Makassar")
# What a cell may hold to do something where it is opened.
SPELLS = ("=1+1", "+62812", "-5", "@SUM(A1)", "=HYPERLINK(A1)")


def table_of(*rows: tuple[str, ...]) -> bytes:
    """A CSV as Excel in Indonesian writes it."""
    lines = [";".join(row) for row in (("NIK", "Nama", "Periode", "Jumlah"), *rows)]
    return "\n".join(lines).encode()


async def enrol(url: str, keys: Path, who: Person) -> None:
    """Makes somebody a member of the store."""
    store = await open_store(url)
    sealer = Sealer(load_or_create(keys, members.NOW, False))
    try:
        await store.write(lambda conn: members.member(conn, sealer, who, VILLAGE))
    finally:
        await store.close()


async def test_a_csv_and_a_workbook_say_the_same() -> None:
    """The digits of a NIK stay, a sum and a date come as text."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["NIK", "Nama", "Periode", "Jumlah"])
    sheet.append(["6310031501809001", "Budi", "2026-11", 8400])
    written = io.BytesIO()
    book.save(written)
    one = await read_file(written.getvalue(), "bayar.xlsx")
    other = await read_file(
        table_of(("6310031501809001", "Budi", "2026-11", "8400")), "folder/bayar.csv"
    )
    assert isinstance(one, PaymentFile)
    assert isinstance(other, PaymentFile)
    assert (one.headers, one.rows, one.at) == (other.headers, other.rows, other.at)
    assert (other.name, other.at) == ("bayar.csv", (2,))
    assert isinstance(await read_file(b"\x00\x01\x02" * 50, "x.xlsx"), SheetProblem)


def copy_of(name: str) -> tuple[PaymentFile, bytes]:
    """A file of spells, and its copy with reasons."""
    rows = tuple((spell, "6310031501809001") for spell in SPELLS)
    file = PaymentFile(b"", name, ("=A", "NIK", "Lain"), rows, tuple(range(2, 2 + len(rows))))
    results = [RowResult(at, "" if at % 2 else "pot_empty") for at in file.at]
    return file, with_reasons(file, results, WORDS)


async def test_a_kabupatens_list_is_read_in_one_file() -> None:
    """More rows than a sheet in the chat may have, up to those of an officer's."""
    rows = [(f"63100315018{number:05d}", "Budi", "2026-11", "8400") for number in range(12_000)]
    read = await read_file(table_of(*rows), "kabupaten.csv")
    assert isinstance(read, PaymentFile)
    assert (len(read.rows), read.rows[-1][0]) == (12_000, rows[-1][0])


def test_a_workbook_copy_holds_text_only() -> None:
    """No cell is a formula or a number, and the result stands behind the last column."""
    file, copy = copy_of("bayar.xlsx")
    sheet = load_workbook(io.BytesIO(copy)).active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s"}
    assert [row[0].value for row in rows] == ["=A", *SPELLS]
    assert rows[1][1].value == file.rows[0][1]
    assert [row[3].value for row in rows[:3]] == ["Hasil", "Anggaran sudah habis.", "Sudah dicatat"]


def test_a_csv_copy_begins_no_formula() -> None:
    """What would be one has a mark before it."""
    _, copy = copy_of("bayar.CSV")
    rows = list(csv.reader(io.StringIO(copy.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows] == ["'=A", *(f"'{each}" for each in SPELLS)]
    assert rows[1][1:] == ["6310031501809001", "", "Anggaran sudah habis."]


def test_every_reason_has_words() -> None:
    """And no words are left of a reason that is none."""
    said = {each for each in all_texts("id") if each.startswith("import-row.")}
    named = {f"import-row.{each.replace('_', '-')}" for each in (*REASONS, "taken")}
    assert said == named


def test_a_files_payments_are_tried_taken_and_taken_back(
    seratus: Seratus, tmp_path: Path, sqlite_url: str
) -> None:
    """With pot and sponsor; nobody's NIK or name is printed."""
    budi, stranger = person(RNG), person(RNG)
    file = tmp_path / "bayar.csv"
    file.write_bytes(
        table_of(
            (budi.nik, budi.name, "Nov 2026", "16.800"),
            (budi.nik[:14], budi.name, "Nov 2026", "16.800"),
            (stranger.nik, stranger.name, "Nov 2026", "16.800"),
        )
    )
    assert seratus("sponsor", "list").out == "no sponsor is known\n"  # makes the keys
    asyncio.run(enrol(sqlite_url, tmp_path / "keys" / "seratus.keys", budi))

    def told(*arguments: str, code: int = 0) -> str:
        ended = seratus(*arguments)
        assert ended.code == code, ended.err
        assert budi.nik not in ended.out + ended.err
        assert budi.name not in ended.out + ended.err
        return ended.out

    sponsor = told("sponsor", "add", "--kind", "village", "--name", "Desa", "--region", VILLAGE)
    assert re.fullmatch("[0-9a-f]{32}\n", sponsor)
    pot = ("pot", "set", "--sponsor", "Desa", "--year", "2026", "--amount")
    told(*pot, "1")
    common = ("import", "payments", str(file), "--sponsor", "Desa", "--paid-on", "2026-11-22")
    tried = told(*common, "--dry-run", "--out", "hasil.csv")
    assert "3 rows: 0 would be taken, 0 rupiah" in tried
    assert "pot_empty: 1, rows 2" in tried
    assert "Anggaran sudah habis." in (tmp_path / "hasil.csv").read_text("utf-8-sig")
    told(*pot, "20000")
    done = told(*common)
    assert "3 rows: 1 taken, 16800 rupiah" in done
    assert "nik_length: 1, rows 3" in done
    assert "unknown_person: 1, rows 4" in done
    found = re.search("--undo ([0-9a-f]{32})", done)
    assert found is not None
    assert "nothing was changed" in told(*common)
    assert "amount 20000  spent 16800  left 3200" in told("sponsor", "list")
    told("import", "payments", "--undo", found[1])
    assert "spent 0  left 20000" in told("sponsor", "list", "--year", "2026")
    told("import", "payments", "--undo", found[1], code=2)
    assert audited(sqlite_url) == [
        "sponsor_added",
        "pot_set",
        "pot_set",
        "payment_recorded",
        "import_done",
        "payment_undone",
        "import_undone",
    ]


def audited(url: str) -> list[str]:
    """The acts in the audit, in order."""
    database = sqlite3.connect(make_url(url).database or "")
    acts = [row[0] for row in database.execute("SELECT act FROM audit ORDER BY at, rowid")]
    database.close()
    return acts


WRONG = [
    (("import", "payments"), "FILE is missing"),
    (("import", "payments", "nowhere.csv"), "cannot be read"),
    (("import", "payments", "empty.csv"), "cannot be read: empty"),
    (("import", "payments", "list.csv"), "--map: no column is nik"),
    (("import", "payments", "list.csv", "--map", "nik"), "give columns such as"),
    (("import", "payments", "list.csv", "--map", "nik=A", "--sponsor", "x"), "no sponsor is"),
    (("import", "payments", "list.csv", "--evidence", "word"), "--evidence"),
    (("import", "payments", "list.csv", "--month", "besok"), "2026-11"),
    (("import", "payments", "--undo", "0"), "no import"),
    (("sponsor", "add", "--kind", "bank", "--name", "x"), "kind"),
    (("sponsor", "add", "--kind", "village", "--name", "x", "--region", "31"), "region"),
    (("pot", "set", "--sponsor", "x", "--year", "2026"), "no sponsor is"),
]


@pytest.mark.parametrize(("arguments", "told"), WRONG)
def test_what_is_asked_wrongly_is_told_in_a_line(
    seratus: Seratus, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    """With exit code 2 and the mend."""
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "list.csv").write_bytes(b"Kode;Bulan\nA;2026-11\n")
    ended = seratus(*arguments)
    assert ended.code == 2
    assert told in ended.err
    assert len(ended.err.strip().splitlines()) == 1
