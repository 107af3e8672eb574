"""Lists of people from a file: new people and corrections, checked row by row, taken, undone whole.

Nothing here touches a consent: the data of an imported person rest on the office's public task,
which the import itself records. Each function does a few rows and is called until all are done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, and_, func, insert, or_, select, update

from storage import audits
from storage.applications_bpjs import common_region
from storage.claims import By
from storage.crypto import Sealer
from storage.ids import new_id
from storage.prepared import Making, Prepared
from storage.scope import within
from storage.store import insert_into
from storage.tables import import_rows, imports, mappings

if TYPE_CHECKING:
    from storage.store import Upsert

BASIS = "public_task"  # UU 27/2022 art. 20(2)(e); a file is no consent
MOST_ROWS = 20_000  # people of one file: more than any kabupaten's programme
KINDS = ("people", "answers")
MOST_NAME = 120  # characters of a file's name
HEAD, READ = "head", "read"  # kinds of rows before they are checked
LISTED = 20  # imports on the page
SHOWN = 50  # rows of a preview


class ImportGone(LookupError):
    """No such import for this officer, or not in the state that the act needs."""


@dataclass(frozen=True, slots=True)
class SheetImport:
    """A file that was sent: `state` is read (columns to be told), dry (checked), done or undone."""

    id: str
    kind: str
    name: str = field(repr=False)
    state: str
    columns: Mapping[str, int]
    settings: Mapping[str, str]  # village, payer, checked
    rows: int
    good: int
    actor: str
    created_at: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row with what became of it; `found` is what was read and what stood before."""

    at: int
    kind: str
    reason: str
    cells: tuple[str, ...] = field(repr=False)
    found: Mapping[str, Any] = field(repr=False)
    participant_id: str | None = None


# --- a file comes --------------------------------------------------------------------------


def begin(
    conn: Connection,
    sealer: Sealer,
    by: By,
    kind: str,
    name: str,
    head: tuple[int, Sequence[str]],
    rows: int,
) -> str:
    """A new import with its row of headers; gives its id."""
    if kind not in KINDS or rows > MOST_ROWS:
        raise ValueError("no such kind of file, or too many rows")
    which = new_id(by.now)
    values = {
        "id": which,
        "kind": kind,
        "digest": sealer.index("imports.digest", which),  # its own: the same file may come again
        "name": sealer.seal_text(PurePath(name).name[-MOST_NAME:], "imports", "name", which),
        "region_code": common_region(by.scope.regions),
        "mapping": {},
        "state": "read",
        "rows": rows,
        "good": 0,
        "actor": by.actor,
        "created_at": by.now,
        "basis": BASIS if kind == "people" else None,
    }
    conn.execute(insert(imports), values)
    keep(conn, sealer, which, [head], HEAD)
    audits.officers(conn, by.actor, "file_sent", "import", which, by.now)
    return which


def keep(
    conn: Connection,
    sealer: Sealer,
    import_id: str,
    rows: Sequence[tuple[int, Sequence[str]]],
    kind: str = READ,
) -> None:
    """Keeps rows of the file as they stand, each with its number."""
    ROWS.many(
        conn,
        [
            {
                "import_id": import_id,
                "position": at,
                "cells": sealer.seal_json(list(cells), "import_rows", "cells", f"{import_id}:{at}"),
                "participant_id": None,
                "reason": "",
                "kind": kind,
                "found": None,
            }
            for at, cells in rows
        ],
    )


ROWS = Prepared(lambda making: making.insert(import_rows))


# --- which column is which -----------------------------------------------------------------


def remembered(
    conn: Connection, sealer: Sealer, kind: str, headers: Sequence[str]
) -> dict[str, int] | None:
    """What an officer told of a file with the same headers, None where nobody did."""
    same = and_(mappings.c.kind == kind, mappings.c.headers == _key(sealer, headers))
    found: dict[str, int] | None = conn.scalar(select(mappings.c.mapping).where(same))
    return found


def set_columns(
    conn: Connection,
    sealer: Sealer,
    by: By,
    import_id: str,
    columns: Mapping[str, int],
    settings: Mapping[str, str],
) -> None:
    """What is in which column; remembered for files like it. Rows are to be checked anew."""
    known = look(conn, sealer, by, import_id)
    if known.state not in ("read", "dry"):
        raise ImportGone
    told = {"mapping": {"columns": dict(columns), **settings}, "state": "read", "good": 0}
    conn.execute(update(imports).where(imports.c.id == import_id).values(told))
    fresh = and_(import_rows.c.import_id == import_id, import_rows.c.kind != HEAD)
    again = {"kind": READ, "reason": "", "found": None, "participant_id": None}
    conn.execute(update(import_rows).where(fresh).values(again))
    key = _key(sealer, headers(conn, sealer, import_id))
    kept = {"mapping": dict(columns), "used_at": by.now}
    row = insert_into(conn, mappings).values(kind=known.kind, headers=key, **kept)
    conn.execute(row.on_conflict_do_update(index_elements=["kind", "headers"], set_=kept))


def headers(conn: Connection, sealer: Sealer, import_id: str) -> tuple[str, ...]:
    """The headers of a file that was looked up already."""
    its = import_rows.c
    query = select(import_rows).where(its.import_id == import_id, its.kind == HEAD)
    return sheet_row(sealer, conn.execute(query).one()).cells


def _key(sealer: Sealer, given: Sequence[str]) -> str:
    return sealer.index("mappings.headers", "\x1f".join(given)).hex()


# --- looking -------------------------------------------------------------------------------


def look(conn: Connection, sealer: Sealer, by: By, import_id: str) -> SheetImport:
    """One import, the officer's own or one of his regions. Raises ImportGone."""
    row = conn.execute(select(imports).where(imports.c.id == import_id, _seen(by))).first()
    if row is None:
        raise ImportGone
    return _import(sealer, row)


def listed(conn: Connection, sealer: Sealer, by: By) -> tuple[SheetImport, ...]:
    """The latest imports."""
    query = select(imports).where(_seen(by))
    rows = conn.execute(query.order_by(imports.c.id.desc()).limit(LISTED))
    return tuple(_import(sealer, row) for row in rows)


def counts(conn: Connection, import_id: str) -> dict[tuple[str, str], int]:
    """How many rows of each kind and reason a file has that was looked up already."""
    its = import_rows.c
    here = and_(its.import_id == import_id, its.kind != HEAD)
    query = select(its.kind, its.reason, func.count()).where(here).group_by(its.kind, its.reason)
    return {(row[0], row[1]): int(row[2]) for row in conn.execute(query)}


def some(
    conn: Connection,
    sealer: Sealer,
    import_id: str,
    kinds: Sequence[str] = (),
    after: int = 0,
    limit: int = SHOWN,
) -> tuple[SheetRow, ...]:
    """Rows of these kinds (of all but the headers) behind a row, in the file's order."""
    its = import_rows.c
    here = and_(its.import_id == import_id, its.position > after, its.kind != HEAD)
    if kinds:
        here = and_(here, its.kind.in_(list(kinds)))
    query = select(import_rows).where(here).order_by(its.position).limit(limit)
    return tuple(sheet_row(sealer, row) for row in conn.execute(query))


def noted(conn: Connection, by: By, act: str, import_id: str) -> None:
    """An audit row of an act with, or a look at, the file."""
    audits.officers(conn, by.actor, act, "import", import_id, by.now)


# --- for those who check and take ----------------------------------------------------------


def mark(conn: Connection, sealer: Sealer, import_id: str, rows: Sequence[SheetRow]) -> None:
    """Writes what became of rows."""
    MARKED.together(
        conn,
        [
            {
                "import_id": import_id,
                "position": row.at,
                "cells": b"",  # stays as it is: the row is there
                "kind": row.kind,
                "reason": row.reason,
                "participant_id": row.participant_id,
                "found": sealer.seal_json(
                    dict(row.found), "import_rows", "found", f"{import_id}:{row.at}"
                ),
            }
            for row in rows
        ],
    )


def _marking(making: Making) -> Upsert:
    """Rows that are there, brought up to date by one statement for all of a step."""
    row = making.insert(import_rows)
    told = ("kind", "reason", "participant_id", "found")
    return row.on_conflict_do_update(
        index_elements=["import_id", "position"],
        set_={name: row.excluded[name] for name in told},
    )


MARKED = Prepared(_marking)


def settle(conn: Connection, by: By, import_id: str, state: str, good: int | None = None) -> None:
    """The import's new state, once all rows are through."""
    told: dict[str, object] = {"state": state}
    if state == "done":
        told |= {"done_at": by.now, "good": good or 0}
    if state == "undone":
        told["undone_at"] = by.now
    conn.execute(update(imports).where(imports.c.id == import_id).values(told))
    noted(conn, by, f"import_{state}", import_id)


def sheet_row(sealer: Sealer, row: Row[Any]) -> SheetRow:
    """A row, opened."""
    place = f"{row.import_id}:{row.position}"
    found = sealer.open_json(row.found, "import_rows", "found", place) if row.found else {}
    cells = sealer.open_json(row.cells, "import_rows", "cells", place)
    return SheetRow(
        row.position, row.kind or "", row.reason or "", tuple(cells), found, row.participant_id
    )


def _seen(by: By) -> Any:
    mine = or_(imports.c.actor == by.actor, within(by.scope, imports.c.region_code))
    return and_(imports.c.kind.in_(KINDS), mine)


def _import(sealer: Sealer, row: Row[Any]) -> SheetImport:
    told = dict(row.mapping or {})
    return SheetImport(
        row.id,
        row.kind,
        sealer.open_text(row.name, "imports", "name", row.id),
        row.state,
        told.pop("columns", {}),
        {name: str(value) for name, value in told.items()},
        row.rows,
        row.good,
        row.actor,
        row.created_at,
        row.done_at,
    )
