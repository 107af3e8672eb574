"""The words of sheets: headers and cells of what leaves, reasons of what was not taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from desk import words
from desk.accounts_regions import place
from storage.exports import HIDDEN
from storage.office_time import office_zone
from storage.people_imports import SheetRow
from storage.sheet_writing import BookWriter, Cell, CsvWriter, Writer

# Columns that hold codes, and under which messages these have their words.
CODED = {
    **{
        name: f"desk-sheets-{name.replace('_', '-')}"
        for name in ("sex", "occupation", "state", "sponsor_kind", "payer", "evidence", "programme")
    },
    "place_state": "desk-sheets-place-state",
    "talk_state": "desk-sheets-talk-state",
    "application_state": "desk-state",
    "reason": "desk-reason",
    "claim_kind": "desk-claims-kind",
    "claim_state": "desk-claims-state",
    "task_kind": "desk-tasks-kind",
    "talk_reason": "desk-inbox-reason",
    "channel": "desk-inbox-channel",
}


def dashed(code: str) -> str:
    """A code as it stands in the ids of messages."""
    return code.replace("_", "-")


def headers(names: Sequence[str]) -> list[str]:
    """The headers of an exported list."""
    return [words.word(f"desk-sheets-column-{dashed(name)}") for name in names]


def sheet(names: Sequence[str], form: str) -> Writer:
    """A new sheet with these columns, "xlsx" or "csv"; those that only we read are hidden."""
    hidden = [at for at, name in enumerate(names) if name in HIDDEN]
    return (CsvWriter if form == "csv" else BookWriter)(headers(names), hidden)


def cells(names: Sequence[str], row: Mapping[str, Any]) -> list[Cell]:
    """A row of an exported list."""
    return [_cell(name, row) for name in names]


def _cell(name: str, row: Mapping[str, Any]) -> Cell:
    """Codes in words, places by name, moments where the office is; all else as it is."""
    value = row.get(name)
    if name == "version":
        return str(value)
    if name == "pays_for":
        return place(str(value))
    if isinstance(value, bool):
        return words.word("desk-sheets-yes" if value else "desk-sheets-no")
    if isinstance(value, datetime):
        return value.astimezone(office_zone()).replace(tzinfo=None)
    told: Cell = value
    own_words = name == "occupation" and row.get("occupation_told")
    return label(name, str(told)) if name in CODED and told and not own_words else told


def label(name: str, code: str) -> str:
    """A code in words; one that has none stays as it is."""
    message = f"{CODED.get(name, f'desk-sheets-{dashed(name)}')}-{dashed(code)}"
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
