"""Sheets that leave: workbooks whose texts stay texts, and CSV that no spreadsheet calculates."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]
from openpyxl.styles import Font  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

Cell: TypeAlias = str | int | date | datetime | None  # a moment: where the office is, no zone
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with these a spreadsheet begins a formula
AS_TEXT = "@"  # the number format of text
AS_DAY = "dd/mm/yyyy"
AS_MOMENT = "dd/mm/yyyy hh:mm"
WIDTH = 18  # of a column, in letters: a NIK with room


class BookWriter:
    """A workbook written row by row: frozen headers, texts as texts, days as days."""

    def __init__(self, headers: Sequence[str], hidden: Collection[int] = ()) -> None:
        """`hidden` are places of columns, from 0."""
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet()
        self._sheet.freeze_panes = "A2"
        for place in range(len(headers)):
            column = self._sheet.column_dimensions[get_column_letter(place + 1)]
            column.width = WIDTH
            column.hidden = place in hidden
        self._sheet.append([self._head(each) for each in headers])

    def add(self, row: Sequence[Cell]) -> None:
        """One row more."""
        self._sheet.append([self._cell(each) for each in row])

    def content(self) -> bytes:
        """The file; nothing can be added any more."""
        written = io.BytesIO()
        self._book.save(written)
        return written.getvalue()

    def _head(self, text: str) -> Any:
        cell = self._cell(text)
        cell.font = Font(bold=True)
        return cell

    def _cell(self, value: Cell) -> Any:
        if value is None or value == "":
            return None
        if isinstance(value, str):
            cell = WriteOnlyCell(self._sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
            cell.data_type = "s"  # else "=…" is taken for a formula
            cell.number_format = AS_TEXT
            return cell
        cell = WriteOnlyCell(self._sheet, value)
        if isinstance(value, date):
            cell.number_format = AS_MOMENT if isinstance(value, datetime) else AS_DAY
        return cell


class CsvWriter:
    """A CSV row by row, with the sign and the mark that Excel in Indonesia expects."""

    def __init__(self, headers: Sequence[str], hidden: Collection[int] = ()) -> None:
        self._written = io.StringIO()
        self._writer = csv.writer(self._written, delimiter=";")
        self.add(headers)

    def add(self, row: Sequence[Cell]) -> None:
        """One row more."""
        self._writer.writerow([_plain(each) for each in row])

    def content(self) -> bytes:
        """The file."""
        return self._written.getvalue().encode("utf-8-sig")


Writer: TypeAlias = BookWriter | CsvWriter


def _plain(value: Cell) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
