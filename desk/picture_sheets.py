"""The numbers of the picture as a workbook: nobody stands in it, every text is a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.styles import Font  # type: ignore[import-untyped]

from desk.picture_drawn import SHOWN
from desk.words import day, word
from storage.picture import Village

Cells = Sequence[str | int]


def whole(values: Mapping[str, Any]) -> bytes:
    """All numbers of the first page."""
    book = Workbook(write_only=True)
    heads = [word("desk-picture-village"), word("desk-picture-district"), *_kinds()]
    more = ("covered", "seats", "held", "line", "unreached")
    heads += [word(f"desk-picture-{each}") for each in more]
    _sheet(book, "villages", heads, (_line(each) for each in values["tiles"]))
    _times(book, values)
    if values["funnel"]:
        steps = (
            [word(f"desk-picture-step-{bar.label}"), bar.number, gone]
            for bar, gone in values["funnel"]
        )
        heads = [word(f"desk-picture-{each}") for each in ("step", "reached", "stopped")]
        _sheet(book, "funnel", heads, steps)
    return _bytes(book)


def village(values: Mapping[str, Any]) -> bytes:
    """The numbers of one village."""
    book = Workbook(write_only=True)
    its: Village = values["village"]
    rows: list[Cells] = [
        [word(f"desk-picture-kind-{kind}"), number] for kind, number in _numbers(its)
    ]
    heads = [word("desk-picture-stands"), word("desk-picture-people")]
    _sheet(book, "villages", heads, rows)
    _times(book, values)
    return _bytes(book)


def _times(book: Workbook, values: Mapping[str, Any]) -> None:
    people = word("desk-picture-people")
    weeks = ([bar.label, bar.number] for bar in values["weeks"])
    _sheet(book, "weeks", [word("desk-picture-week"), people], weeks)
    states = ([word(f"desk-picture-state-{bar.label}"), bar.number] for bar in values["states"])
    _sheet(book, "states", [word("desk-picture-state"), people], states)
    names = ("told", "brought", "nobody")
    told = ([day(month), *(its[each] for each in names)] for month, its, _ in values["reminders"])
    heads = [word("desk-picture-month"), *(word(f"desk-picture-{each}") for each in names)]
    _sheet(book, "reminders", heads, told)
    claims = (
        [word(f"desk-picture-claim-{state}"), *numbers] for state, numbers, _ in values["claims"]
    )
    _sheet(book, "claims", [word("desk-picture-state"), *values["ages"]], claims)


def _kinds() -> list[str]:
    return [word(f"desk-picture-kind-{kind}") for kind in SHOWN]


def _numbers(its: Village) -> list[tuple[str, int]]:
    return [(kind, its.free if kind == "free" else its.kinds[kind]) for kind in SHOWN]


def _line(tile: Any) -> Cells:
    its: Village = tile.village
    numbers = [number for _, number in _numbers(its)]
    more = (its.covered, its.seats, its.held, its.line, its.unreached)
    return [tile.name, tile.kecamatan, *numbers, *more]


def _sheet(book: Workbook, name: str, heads: Sequence[str], rows: Iterable[Cells]) -> None:
    sheet = book.create_sheet(word(f"desk-picture-sheet-{name}"))
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, each, bold=True) for each in heads])
    for row in rows:
        sheet.append([_cell(sheet, each) for each in row])


def _cell(sheet: Any, value: str | int, *, bold: bool = False) -> Any:
    """A cell; a text is never taken for a formula."""
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    cell.font = Font(bold=bold)
    return cell


def _bytes(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
