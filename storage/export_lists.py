"""What a list that leaves the desk is: one declaration of its columns, filters, query and cells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, and_

from program.regions import kecamatan_name, region
from storage.claims import By
from storage.crypto import Sealer
from storage.scope import Scope, within
from storage.sponsors import BUDGET_YEARS

# Texts, codes, days, moments, whole numbers, yes and no, or None; by column.
Cells: TypeAlias = Mapping[str, Any]
Check: TypeAlias = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which list, and of whom; an empty filter leaves nobody out."""

    name: str = "people"
    region: str = ""
    state: str = ""  # of the application, the claim or the talk
    cover: str = ""  # of a person: covered, lapsed or never
    month: str = ""  # of contributions, "2026-11"
    year: str = ""  # of places and pots, "2026"
    batch: str = ""  # of what went to BPJS together: its id

    def told(self) -> dict[str, str]:
        """As JSON, for the job and the audit: codes only, nobody's data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: all that is to be said of it, so that one machine counts, reads and writes it."""

    columns: tuple[str, ...]
    key: ColumnElement[str]  # by which its rows are read in parts; several rows may share one
    query: Callable[[Connection, By, Wanted], Select[Any]]  # its rows, in its order, of the scope
    cells: Callable[[Connection, Sealer, By, Sequence[Row[Any]]], Sequence[Cells]]
    filters: Mapping[str, Check] = field(default_factory=dict)  # those of `Wanted` that it knows
    needs: Collection[str] = ()  # filters that must not be empty


def one_of(codes: Collection[str]) -> Check:
    """Whether a filter is one of these codes."""
    return lambda told: told in codes


def is_region(told: str) -> bool:
    """Whether it is a region that there is."""
    return region(told) is not None


def is_month(told: str) -> bool:
    """Whether it is a month, "2026-11"."""
    try:
        return len(told) == len("2026-11") and bool(date.fromisoformat(f"{told}-01"))
    except ValueError:
        return False


def is_year(told: str) -> bool:
    """Whether it is a budget year, "2026"."""
    return told.isascii() and told.isdecimal() and int(told[:5]) in BUDGET_YEARS


def is_id(told: str) -> bool:
    """Whether it looks like an id of ours."""
    return len(told) == 32 and told.isascii() and told.isalnum()


def here(by: By, wanted: Wanted, village: Column[str]) -> ColumnElement[bool]:
    """Lies in the officer's regions, and in the region that was chosen."""
    chosen = Scope((wanted.region,)) if wanted.region else Scope.whole()
    return and_(within(by.scope, village), within(chosen, village))


def each(
    cells: Callable[[Sealer, Row[Any]], Cells],
) -> Callable[[Connection, Sealer, By, Sequence[Row[Any]]], Sequence[Cells]]:
    """The cells of a list whose rows hold all that is told of them."""
    return lambda _conn, sealer, _by, rows: [cells(sealer, row) for row in rows]


def place(code: str | None) -> dict[str, Any]:
    """Village and kecamatan by name, and the code; empty where no village is known."""
    known = region(code or "")
    return {
        "village": known.name if known else code or "",
        "district": kecamatan_name(code[:8]) if known and code else "",
        "village_code": code or "",
    }


def opened(sealer: Sealer, row: Row[Any], name: str, which: str) -> str | None:
    """A sealed column of the participant of this id."""
    value = getattr(row, name)
    return sealer.open_text(value, "participants", name, which) if value else None


def local(phone: str | None) -> str | None:
    """A number as people write it here, "0812…", which no spreadsheet takes for a formula."""
    return f"0{phone[3:]}" if phone and phone.startswith("+62") else phone
