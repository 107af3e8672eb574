"""Lists that leave: which columns, whose people, what the audit keeps; workbooks as Excel wants."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from datetime import date

import openpyxl  # type: ignore[import-untyped]
import pytest
from sqlalchemy import Connection, func, select

from storage import export_printed, exports
from storage.claims import By
from storage.exports import HIDDEN, LISTS, NotHere, Wanted
from storage.scope import Scope
from storage.sheet_writing import BookWriter, Cell, CsvWriter
from storage.store import Store
from storage.tables import audit
from tests import members, people
from tests.storage.places import NOW, SEALER, VILLAGE

BY = By(Scope(("63.10",)), "an-officer", NOW)
ABROAD = By(Scope(("63.10.03",)), "another-officer", NOW)
THERE = "63.10.01.2005"


def all_rows(conn: Connection, by: By, wanted: Wanted) -> list[dict[str, object]]:
    """A whole list, read two rows at a time."""
    found = exports.keys(conn, by, wanted)
    parts = [found[at : at + 2] for at in range(0, len(found), 2)]
    return [dict(row) for part in parts for row in exports.rows(conn, SEALER, by, wanted, part)]


async def test_lists_hold_whose_they_are_and_what_they_say(store: Store) -> None:
    """People and contributions page by page: scope, region, cover, month; noted with the filter."""

    def work(conn: Connection) -> None:
        rng = random.Random(5)
        persons = [people.person(rng, age=40) for _ in range(5)]
        paid = members.months("2026-10", "2026-12")
        ids = [
            members.member(conn, SEALER, each, village, paid=months)
            for each, village, months in zip(
                persons,
                (VILLAGE, VILLAGE, VILLAGE, THERE, THERE),
                (paid, (), (), paid[:1], ()),
                strict=True,
            )
        ]
        niks = [each.nik for each in persons]

        # Which list, by whom: whose NIKs, in the order of ids.
        asked = [
            (Wanted(), BY, niks),
            (Wanted(region=VILLAGE), BY, niks[:3]),
            (Wanted(), ABROAD, niks[:3]),
            (Wanted(cover="covered"), BY, [niks[0]]),
            (Wanted(cover="lapsed"), BY, [niks[3]]),
            (Wanted(cover="never"), ABROAD, niks[1:3]),
            (Wanted(state="sent"), BY, []),
        ]
        for wanted, by, whose in asked:
            rows = all_rows(conn, by, wanted)
            assert sorted(str(row["nik"]) for row in rows) == sorted(whose), wanted
            assert exports.size(conn, by, wanted) == len(whose)
            assert all(set(LISTS["people"].columns) <= set(row) for row in rows)
        for name in ("people", "contributions"):
            with pytest.raises(NotHere):
                exports.size(conn, ABROAD, Wanted(name, region=THERE))

        (first, *_) = all_rows(conn, BY, Wanted(cover="covered"))
        assert (first["id"], first["version"], first["name"]) == (ids[0], 1, persons[0].name)
        assert first["birth_date"] == persons[0].birth_date
        assert isinstance(first["covered_until"], date)

        # Contributions: a line a month and programme, of the own regions and the month asked for.
        lines = all_rows(conn, BY, Wanted("contributions"))
        assert len(lines) == 2 * (len(paid) + 1)
        assert {(each["nik"], each["month"]) for each in lines} == {
            *((niks[0], members.month(each)) for each in paid),
            (niks[3], members.month(paid[0])),
        }
        assert all(set(LISTS["contributions"].columns) <= set(each) for each in lines)
        of_month = Wanted("contributions", month="2026-12")
        assert {each["nik"] for each in all_rows(conn, BY, of_month)} == {niks[0]}
        assert {each["nik"] for each in all_rows(conn, ABROAD, Wanted("contributions"))} == {
            niks[0]
        }

        exports.noted(conn, SEALER, BY, of_month, 2)
        (kept,) = conn.execute(select(audit).where(audit.c.act == "list_exported")).all()
        told = SEALER.open_json(kept.details, "audit", "details", kept.id)
        assert (told["name"], told["month"], told["rows"]) == ("contributions", "2026-12", 2)
        assert not any(nik in str(told) for nik in niks)

    await store.write(work)


async def test_printed_lists_stay_in_the_own_village(store: Store) -> None:
    """By word of mouth: who has no phone, by RT; another region's officer prints nothing."""

    def work(conn: Connection) -> None:
        members.member(conn, SEALER, random.Random(6), VILLAGE)
        assert len(export_printed.without_phone(conn, SEALER, BY, VILLAGE)) <= 1
        for reads in (export_printed.without_phone, export_printed.for_decree):
            with pytest.raises(NotHere):
                reads(conn, SEALER, ABROAD, THERE)
        printed = audit.c.act.in_(("relay_printed", "decree_printed"))
        assert conn.scalar(select(func.count()).where(printed)) == 1

    await store.write(work)


NIK = "6310030108800001"
CELLS: Sequence[tuple[Cell, tuple[object, str], str]] = [
    # what is written, what stands in the workbook (value, type), what stands in the CSV
    (NIK, (NIK, "s"), NIK),
    ("=1+1", ("=1+1", "s"), "'=1+1"),
    ("+62811", ("+62811", "s"), "'+62811"),
    ("-5", ("-5", "s"), "'-5"),
    ("@siti", ("@siti", "s"), "'@siti"),
    ('Siti; "Ani"', ('Siti; "Ani"', "s"), 'Siti; "Ani"'),
    ("\x0bSiti", ("Siti", "s"), "\x0bSiti"),
    (16_800, (16_800, "n"), "16800"),
    ("", (None, "n"), ""),
    (None, (None, "n"), ""),
]


def test_cells_stay_what_they_are_in_both_kinds_of_file() -> None:
    """Texts are texts, days are days; headers frozen, the first two columns hidden."""
    book, plain = BookWriter(["ID", "Versi", "Isi"], [0, 1]), CsvWriter(["ID", "Versi", "Isi"])
    days = ("id", "1", date(1980, 8, 1))
    for row in (*(("id", "1", value) for value, _, _ in CELLS), days):
        book.add(row)
        plain.add(row)
    sheet = openpyxl.load_workbook(io.BytesIO(book.content())).active
    assert sheet.freeze_panes == "A2"
    assert [sheet.column_dimensions[each].hidden for each in "ABC"] == [True, True, False]
    cells = [row[2] for row in sheet.iter_rows(min_row=2)]
    found = [(cell.value, cell.data_type) for cell in cells[:-1]]
    assert found == [wanted for _, wanted, _ in CELLS]
    assert cells[-1].is_date
    assert cells[0].number_format == "@"
    text = plain.content().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert [each[2] for each in lines[1:]] == [*(told for _, _, told in CELLS), "1980-08-01"]
    assert set(HIDDEN) == set(LISTS["people"].columns[:2])
