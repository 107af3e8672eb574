"""The words of sheets: headers and cells of what leaves, reasons of what was not taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desk import words
from storage.people_imports import SheetRow
from storage.sheet_writing import Cell

CODED = ("sex", "occupation", "state", "sponsor_kind", "payer", "evidence", "programme")


def dashed(code: str) -> str:
    """A code as it stands in the ids of messages."""
    return code.replace("_", "-")


def headers(names: Sequence[str]) -> list[str]:
    """The headers of an exported list."""
    return [words.word(f"desk-sheets-column-{dashed(name)}") for name in names]


def cell(name: str, row: Mapping[str, Any]) -> Cell:
    """One cell of an exported list: codes in words, all else as it is."""
    value: Cell = row.get(name)
    if name == "occupation" and row.get("occupation_told"):
        return value
    if name == "version":
        return str(value)
    if name in CODED and value:
        return label(name, str(value))
    return value


def label(name: str, code: str) -> str:
    """A code in words; one that has none stays as it is."""
    message = f"desk-sheets-{dashed(name)}-{dashed(code)}"
    return words.word(message) if words.has(message) else code


def result(row: SheetRow) -> str:
    """What became, or is to become, of a row."""
    if row.reason:
        return words.word(f"desk-sheets-reason-{dashed(row.reason)}")
    taken = "taken" if row.found.get("taken") else "planned"
    return words.word(f"desk-sheets-row-{row.kind}-{taken}")


def changes(row: SheetRow) -> list[tuple[str, str, str]]:
    """What a correction changes: field, what stands, what is to stand."""
    before, after = row.found.get("before", {}), row.found.get("after", {})
    return [(_field(name), _shown(name, before[name]), _shown(name, after[name])) for name in after]


def _field(name: str) -> str:
    return words.word(f"desk-sheets-column-{dashed(name)}")


def _shown(name: str, value: object) -> str:
    return label(name, str(value)) if value else "–"
