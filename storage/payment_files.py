"""Files of payments: bytes to rows, and back to a copy with the reason beside each row.

A copy opens in a spreadsheet at an office: whatever stood in a cell stays text and is never a
formula, so that a NIK keeps its digits and a cell from elsewhere does nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]

from conversations.session import Text
from conversations.words import Catalogue
from storage.imports import PaymentFile, RowResult
from storage.sheet_reading import SheetProblem, read_office_sheet

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with these a spreadsheet begins a formula
AS_TEXT = "@"  # the number format of text


async def read_file(data: bytes, name: str) -> PaymentFile | SheetProblem:
    """The rows of a file under its headers, or why it cannot be read."""
    sheet = await read_office_sheet(data)
    if isinstance(sheet, SheetProblem):
        return sheet
    return PaymentFile(data, PurePath(name).name, sheet.headers, sheet.rows, sheet.at)


def with_reasons(file: PaymentFile, results: Sequence[RowResult], words: Catalogue) -> bytes:
    """A copy of the file, of its own kind, with a column that tells what became of each row."""
    lines = _lines(file, results, words)
    return _csv(lines) if PurePath(file.name).suffix.lower() == ".csv" else _workbook(lines)


def _lines(
    file: PaymentFile, results: Sequence[RowResult], words: Catalogue
) -> Iterator[list[str]]:
    """The headers and rows, each as wide as the widest, and what is told of it behind."""
    width = max(map(len, (file.headers, *file.rows)))
    yield [*_wide(file.headers, width), words.text(Text("import-row"))]
    for cells, result in zip(file.rows, results, strict=True):
        told = (result.reason or "taken").replace("_", "-")
        yield [*_wide(cells, width), words.text(Text(f"import-row.{told}"))]


def _wide(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _csv(lines: Iterator[list[str]]) -> bytes:
    """With the sign that Excel in Indonesian expects, and its mark of UTF-8."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";")
    for line in lines:
        writer.writerow([f"'{each}" if each.startswith(FORMULA) else each for each in line])
    return written.getvalue().encode("utf-8-sig")


def _workbook(lines: Iterator[list[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in lines:
        sheet.append([_text(sheet, each) for each in line])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _text(sheet: Any, value: str) -> Any:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"  # else "=…" is taken for a formula
    cell.number_format = AS_TEXT
    return cell
