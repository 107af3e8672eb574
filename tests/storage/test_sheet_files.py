"""Files that LibreOffice 7.4 Calc itself wrote of one made-up list: each read the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.sheet_reading import Sheet, SheetProblem, read_office_sheet
from tests.bot.test_sheets import REFUSED
from tests.sheet_files import HEADERS

FILES = Path(__file__).parents[1] / "files"
FIRST = ("1", "6310105003869916", "José Aminah", "Malang", "1986-03-10")
SECOND = ("Siti Dewi", "Kotabaru", "1988-10-03")
# The second NIK was typed as a number: a workbook does not hold it whole, the CSV does.
NUMBERS = [
    ("libreoffice.ods", "6.3100843108897E+15"),
    ("libreoffice.xlsx", "6.3100843108897E+15"),
    ("libreoffice.csv", "6310084310889695"),
]


@pytest.mark.parametrize(("name", "number"), NUMBERS)
async def test_a_file_of_libreoffice_is_read(name: str, number: str) -> None:
    """NIKs as text whole, days as days, an accent kept, a number shown as it may be trusted."""
    sheet = await read_office_sheet((FILES / name).read_bytes())
    assert isinstance(sheet, Sheet)
    assert sheet.headers == HEADERS
    first, second = sheet.rows
    assert (first[:5], first[6], first[9]) == (FIRST, "Indra Lokajaya", "petani")
    assert (second[1], second[2:5]) == (number, SECOND)


# What is no list for a chat is none for an office either, which may send more rows.
SAME = sorted(set(REFUSED) - {"rows"})


@pytest.mark.parametrize("kind", SAME)
async def test_an_offices_file_keeps_to_the_same_limits(kind: str) -> None:
    """File, unzipped size, rows and cells, before anything is parsed where that is possible."""
    data, code = REFUSED[kind]
    assert await read_office_sheet(data) == SheetProblem(code)  # type: ignore[arg-type]
