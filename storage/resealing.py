"""Resealing: what an older key sealed is sealed anew under the current one, while all work goes on.

Row by row, each written only where it is still what was read, so that a talk that was faster wins;
cut off at any row, it is begun again and finds what is left. The inbox has keys of its own, whose
rows go after days, and uploads wait a day at most: both are left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, and_, select, update

from storage import rows
from storage.crypto import SealBroken, Sealer
from storage.file_stores import FileStore, at

SEALED = "sealed: "  # how the comment of such a column begins (`storage.tables.columns.sealed`)
LEFT_ALONE = frozenset({("inbox", "payload"), ("media", "sealed")})
AT_ONCE = 200  # rows opened and sealed between two commits: some 10 ms of a core

# What a value's place names as its row, where that is not the table's `id`.
Place = Callable[[Mapping[str, Any]], str]
PLACES: Mapping[str, Place] = {
    "claim_links": lambda row: str(row["claim_id"]),
    "conversations": lambda row: str(row["endpoint_id"]),
    "import_rows": lambda row: f"{row['import_id']}:{row['position']}",
    "inbox": lambda row: bytes(row["event_key"]).hex(),
    "payment_lines": lambda row: f"{row['payment_id']}:{row['position']}",
    "receipts": lambda row: bytes(row["code_index"]).hex(),
    "timers": lambda row: str(row["key"]),
}


@dataclass(frozen=True, slots=True)
class Resealed:
    """Of one table: rows looked at, values sealed anew, values that no key opens."""

    rows: int
    anew: int
    broken: int
    last: tuple[Any, ...] | None  # primary key to go on behind; None at the end


def sealed_columns(table: Table) -> Sequence[Column[Any]]:
    """The columns that the sealing keys open."""
    return [
        each
        for each in table.columns
        if (each.comment or "").startswith(SEALED) and (table.name, each.name) not in LEFT_ALONE
    ]


def tables() -> Sequence[Table]:
    """The tables that hold such columns."""
    return [each for each in rows.tables() if sealed_columns(each)]


def reseal(
    conn: Connection, sealer: Sealer, table: Table, after: Sequence[Any] | None = None
) -> Resealed:
    """Some rows behind `after`, by primary key."""
    found = conn.execute(rows.behind(select(table), table, after, AT_ONCE)).all()
    anew = broken = 0
    for row in found:
        try:
            anew += _row(conn, sealer, table, row)
        except SealBroken:
            broken += 1
    keys = [each.name for each in table.primary_key.columns]
    last = tuple(found[-1]._mapping[each] for each in keys) if len(found) == AT_ONCE else None
    return Resealed(len(found), anew, broken, last)


def _row(conn: Connection, sealer: Sealer, table: Table, row: Row[Any]) -> int:
    of: Mapping[str, Any] = dict(row._mapping)
    place = PLACES.get(table.name, _id)(of)
    old = {
        each.name: of[each.name]
        for each in sealed_columns(table)
        if of[each.name] and not sealer.is_current(of[each.name])
    }
    new = {
        name: sealer.seal(sealer.open(value, table.name, name, place), table.name, name, place)
        for name, value in old.items()
    }
    if not new:
        return 0
    mine = [each == of[each.name] for each in table.primary_key.columns]
    same = [table.columns[name] == value for name, value in old.items()]
    done = conn.execute(update(table).where(and_(*mine, *same)).values(**new))
    return len(new) * done.rowcount


def _id(row: Mapping[str, Any]) -> str:
    return str(row["id"])


def files(sealer: Sealer, place: Path | FileStore) -> Iterator[int]:
    """The kept files, one after the other; gives 1 for each that was sealed anew."""
    kept = at(place)
    for file_id in list(kept.ids()):
        content = kept.get(file_id)
        if sealer.is_current(content):
            yield 0
            continue
        where = ("files", "content", file_id)
        kept.put(file_id, sealer.seal(sealer.open(content, *where), *where))
        yield 1
