"""Payments from a file of BPJS, a bank or an office: row by row, taken once, undone whole.

One file is one payment with a line for each person and its months. What a row lacks is told with
the row; the same file under the same terms changes nothing the second time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, and_, select, update

from storage import audits, contributions
from storage.charges import assess
from storage.crypto import Sealer
from storage.ids import new_id
from storage.import_lines import REASONS, RowResult, Terms, once, understood
from storage.payment_rows import columns_of, read_row
from storage.prepared import Prepared
from storage.scope import Scope, within
from storage.store import insert_into
from storage.tables import import_rows, imports, mappings, payments

__all__ = [
    "MOST_ROWS",
    "REASONS",
    "Import",
    "Imported",
    "PaymentFile",
    "RowResult",
    "Terms",
    "TooManyRows",
    "listed",
    "take",
    "undo",
]

KIND = "payments"
UNDONE = "import_undone"  # reason of the payments that went with an import
MOST_ROWS = 20_000  # a kabupaten's 15.000 people in one file
LISTED = 200  # imports on one page of the desk


class TooManyRows(ValueError):
    """A file of more than MOST_ROWS rows."""


@dataclass(frozen=True, slots=True)
class PaymentFile:
    """A file as it was read: its bytes, its name, the cells of its sheet and their row numbers."""

    content: bytes = field(repr=False)
    name: str = field(repr=False)
    headers: tuple[str, ...] = field(repr=False)
    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    at: tuple[int, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do. `again`: the file had been taken, nothing was changed."""

    id: str | None  # None: a dry run, or nothing could be taken
    rows: tuple[RowResult, ...]
    again: bool = False

    @property
    def good(self) -> int:
        """Rows that were taken, or would be."""
        return sum(not each.reason for each in self.rows)

    @property
    def total(self) -> int:
        """Whole rupiah charged."""
        return sum(each.amount for each in self.rows)

    @property
    def reasons(self) -> Counter[str]:
        """How many rows were not taken, by reason."""
        return Counter(each.reason for each in self.rows if each.reason)


@dataclass(frozen=True, slots=True)
class Import:
    """An import as officers see it in a list."""

    id: str
    name: str = field(repr=False)
    state: str  # done or undone
    rows: int
    good: int
    actor: str
    created_at: datetime


def take(
    conn: Connection,
    sealer: Sealer,
    scope: Scope,
    file: PaymentFile,
    terms: Terms,
    actor: str,
    now: datetime,
    dry_run: bool = False,
) -> Imported:
    """Records what a file says was paid; a dry run only tells what would become of each row.

    Which column is which is remembered for files with the same headers. Raises ColumnsUnknown,
    TooManyRows, SponsorUnknown.
    """
    if len(file.rows) > MOST_ROWS:
        raise TooManyRows
    columns = _columns(conn, sealer, file, terms, now)
    digest = _digest(sealer, scope, file, terms)
    if (before := _done(conn, digest)) is not None:
        return Imported(before, (), again=True)
    pairs = zip(file.at, file.rows, strict=True)
    rows = once([read_row(at, cells, columns, terms.default) for at, cells in pairs])
    reading = understood(conn, sealer, scope, rows, terms, actor)
    found = [each.line for each in assess(conn, sealer, scope, reading.asked)]
    if dry_run or not any(each.state == "paid" for each in found):
        return Imported(None, reading.results(found))
    which = new_id(now)
    head = _head(sealer, scope, file, which, actor, now)
    head |= {"digest": digest, "mapping": columns}
    kept = insert_into(conn, imports).values(head).on_conflict_do_nothing()
    if conn.scalar(kept.returning(imports.c.id)) is None:  # somebody else took it meanwhile
        return Imported(_done(conn, digest), (), again=True)
    asked = replace(reading.asked, import_id=which)
    results = reading.results(contributions.record(conn, sealer, scope, asked, now).lines)
    _keep_rows(conn, sealer, which, file, results)
    imported = Imported(which, results)
    counted = update(imports).where(imports.c.id == which).values(good=imported.good)
    conn.execute(counted)
    audits.officers(conn, actor, "import_done", "import", which, now)
    return imported


def undo(conn: Connection, scope: Scope, import_id: str, actor: str, now: datetime) -> bool:
    """Takes a whole import back; gives whether it was there. The file may then be taken anew."""
    mine = and_(imports.c.id == import_id, within(scope, imports.c.region_code))
    here = and_(mine, imports.c.kind == KIND, imports.c.state == "done")
    if conn.scalar(select(imports.c.id).where(here).with_for_update()) is None:
        return False
    came = and_(payments.c.import_id == import_id, payments.c.state == "recorded")
    for payment in conn.scalars(select(payments.c.id).where(came)).all():
        contributions.undo(conn, scope, payment, actor, UNDONE, now)
    gone = update(imports).where(imports.c.id == import_id).values(state="undone", undone_at=now)
    conn.execute(gone)
    audits.officers(conn, actor, "import_undone", "import", import_id, now)
    return True


def listed(
    conn: Connection, sealer: Sealer, scope: Scope, limit: int = LISTED
) -> tuple[Import, ...]:
    """The imports of these regions' officers, the latest first."""
    here = and_(imports.c.kind == KIND, within(scope, imports.c.region_code))
    query = select(imports).where(here).order_by(imports.c.created_at.desc(), imports.c.id.desc())
    return tuple(
        Import(
            row.id,
            sealer.open_text(row.name, "imports", "name", row.id),
            row.state,
            row.rows,
            row.good,
            row.actor,
            row.created_at,
        )
        for row in conn.execute(query.limit(limit))
    )


def _columns(
    conn: Connection, sealer: Sealer, file: PaymentFile, terms: Terms, now: datetime
) -> dict[str, int]:
    """Which column is which; what an officer told is remembered for these headers."""
    key = sealer.index("mappings.headers", "\x1f".join(file.headers)).hex()
    same = and_(mappings.c.kind == KIND, mappings.c.headers == key)
    kept: Mapping[str, int] = conn.scalar(select(mappings.c.mapping).where(same)) or {}
    found = columns_of(file.headers, terms.columns, kept)
    if not terms.columns:
        return found
    told = {"mapping": found, "used_at": now}
    made = insert_into(conn, mappings).values(kind=KIND, headers=key, **told)
    conn.execute(made.on_conflict_do_update(index_elements=["kind", "headers"], set_=told))
    return found


def _digest(sealer: Sealer, scope: Scope, file: PaymentFile, terms: Terms) -> bytes:
    """One for the same bytes under the same terms: a list without months is sent every month."""
    said = [*scope.regions, terms.payer, terms.sponsor_id, terms.default.first_month]
    told = [sha256(file.content).hexdigest(), *map(str, said), str(terms.default.months)]
    return sealer.index("imports.digest", "\x1f".join(told))


def _done(conn: Connection, digest: bytes) -> str | None:
    same = and_(imports.c.kind == KIND, imports.c.digest == digest, imports.c.state == "done")
    found: str | None = conn.scalar(select(imports.c.id).where(same))
    return found


def _head(
    sealer: Sealer, scope: Scope, file: PaymentFile, which: str, actor: str, now: datetime
) -> dict[str, object]:
    return {
        "id": which,
        "kind": KIND,
        "name": sealer.seal_text(file.name, "imports", "name", which),
        "region_code": scope.regions[0],
        "state": "done",
        "rows": len(file.rows),
        "good": 0,
        "actor": actor,
        "created_at": now,
        "done_at": now,
    }


def _keep_rows(
    conn: Connection,
    sealer: Sealer,
    which: str,
    file: PaymentFile,
    results: Sequence[RowResult],
) -> None:
    kept = [
        {
            "import_id": which,
            "position": result.at,
            "cells": sealer.seal_json(cells, "import_rows", "cells", f"{which}:{result.at}"),
            "participant_id": result.participant_id,
            "reason": result.reason,
        }
        for cells, result in zip(file.rows, results, strict=True)
    ]
    ROWS.many(conn, kept)


ROWS = Prepared(lambda making: making.insert(import_rows))
