"""How long a list of 20.000 people takes on SQLite: read, checked, taken, taken back, written.

    .venv/bin/python -m benchmarks.sheets [ROWS]

Prints seconds of each, and the longest single step, for which a talk may have to wait.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from storage import (
    exports,
    people_imports,
    schema,
    sheet_jobs,
    sheet_work,
)
from storage.claims import By
from storage.exports import Wanted
from storage.people_import_cells import guessed
from storage.scope import Scope
from storage.sheet_reading import Sheet, read_office_sheet
from storage.sheet_writing import BookWriter
from storage.store import Store, open_store
from tests import people, sheet_files
from tests.storage.places import SEALER

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else people_imports.MOST_ROWS
BY = By(Scope(("63.10",)), "an-officer", datetime.now(UTC))
AT_ONCE = 200


def told(what: str, began: float, more: str = "") -> None:
    """One line of the result, with the processor's time so far: a busy machine is waited for."""
    took = time.perf_counter() - began
    sys.stdout.write(f"{what:10} {took:6.1f} s{more}, {time.process_time():.1f} s so far\n")
    sys.stdout.flush()


def content() -> bytes:
    """A workbook of different people."""
    rng = random.Random(1)
    found: dict[str, people.Person] = {}
    while len(found) < ROWS:
        each = people.person(rng)
        found[each.nik] = each
    rows = [
        (at, who.nik, who.name, who.birth_place, who.birth_date.isoformat(), "", who.village.name)
        for at, who in enumerate(found.values(), 1)
    ]
    headers = sheet_files.HEADERS[:7]
    return sheet_files.xlsx(
        [*headers, "Kode Desa"],
        [(*row[:6], "", who.village.code) for row, who in zip(rows, found.values(), strict=True)],
    )


async def job(store: Store, which: str, kind: sheet_jobs.Kind) -> None:
    """One job to its end."""
    began = time.perf_counter()
    asked = await store.write(lambda conn: sheet_work.begin(conn, SEALER, BY, which, kind))
    taken = await store.write(lambda conn: sheet_jobs.take(conn, asked, BY.now))
    assert taken is not None
    work = await store.read(lambda conn: sheet_work.take_up(conn, SEALER, taken, BY.now))
    longest, more = 0.0, True
    while more:
        step = time.perf_counter()
        more = await store.write(lambda conn: sheet_work.step(conn, SEALER, work, "63.10", BY.now))
        longest = max(longest, time.perf_counter() - step)
    told(kind, began, f"  longest step {1000 * longest:.0f} ms")


async def main() -> None:
    """Everything once, in a store that is thrown away."""
    data = content()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/seratus.db"
        await schema.upgrade(url)
        store = await open_store(url)
        began = time.perf_counter()
        sheet = await read_office_sheet(data)
        assert isinstance(sheet, Sheet), sheet
        told("read", began, f"  {len(sheet.rows)} rows, {len(data) / 1e6:.1f} MB")
        began = time.perf_counter()
        which = await store.write(
            lambda conn: people_imports.begin(
                conn, SEALER, BY, "people", "x.xlsx", (sheet.header_at, sheet.headers), ROWS
            )
        )
        rows = list(zip(sheet.at, sheet.rows, strict=True))
        for first in range(0, len(rows), AT_ONCE):
            some = rows[first : first + AT_ONCE]
            await keep(store, which, some)
        told("kept", began)
        columns = guessed(sheet.headers)
        await store.write(
            lambda conn: people_imports.set_columns(conn, SEALER, BY, which, columns, {})
        )
        await job(store, which, "check")
        await job(store, which, "apply")
        await export(store)
        await job(store, which, "undo")
        await store.close()


async def keep(store: Store, which: str, some: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Some rows as they stand."""
    await store.write(lambda conn: people_imports.keep(conn, SEALER, which, some))


async def page_of(store: Store, after: str | None) -> exports.Page:
    """One page of the list."""
    return await store.read(lambda conn: exports.page(conn, SEALER, BY, Wanted(), after))


async def export(store: Store) -> None:
    """All of them as a workbook."""
    began, after, more, longest = time.perf_counter(), None, True, 0.0
    writer = BookWriter(exports.PEOPLE)
    while more:
        step = time.perf_counter()
        page = await page_of(store, after)
        longest = max(longest, time.perf_counter() - step)
        for row in page.rows:
            writer.add([row.get(name) for name in exports.PEOPLE])
        after, more = page.last, page.last is not None
    size = len(writer.content())
    told("export", began, f"  {size / 1e6:.1f} MB, longest page {1000 * longest:.0f} ms")


if __name__ == "__main__":
    asyncio.run(main())
