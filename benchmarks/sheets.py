"""How long a list of 20.000 people takes on SQLite: read, checked, taken, taken back, written.

    .venv/bin/python -m benchmarks.sheets [ROWS] [http]

Prints seconds of each, and the longest single step, for which a talk may have to wait. With `http`
the file goes through a running service, and its page is loaded again each second meanwhile.
"""

from __future__ import annotations

import asyncio
import gc
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import httpx

from desk.ask import csrf
from desk.guard import COOKIE
from storage import (
    exports,
    people_imports,
    schema,
    sheet_jobs,
    sheet_work,
)
from storage.claims import By
from storage.export_lists import Cells, Wanted
from storage.export_people import PEOPLE
from storage.people_import_cells import guessed
from storage.scope import Scope
from storage.sheet_reading import Sheet, read_office_sheet
from storage.sheet_writing import BookWriter
from storage.store import Store, open_store
from tests import people, sheet_files
from tests.bot.house import running, sqlite_in
from tests.desk.sight import seated
from tests.storage.places import SEALER

ROWS = next((int(each) for each in sys.argv[1:] if each.isdigit()), people_imports.MOST_ROWS)
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
        now = datetime.now(UTC)
        more = await step_of(store, work, now)
        longest = max(longest, time.perf_counter() - step)
    told(kind, began, f"  longest step {1000 * longest:.0f} ms")


async def step_of(store: Store, work: sheet_work.Working, now: datetime) -> bool:
    """One step, at its own time as in the service."""
    return await store.write(lambda conn: sheet_work.step(conn, SEALER, work, "63.10", now))


async def main() -> None:
    """Everything once, in a store that is thrown away."""
    data = content()
    gc.freeze()  # what was loaded stays, as in the service
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


async def part_of(store: Store, part: Sequence[str]) -> Sequence[Cells]:
    """Some rows of the list."""
    return await store.read(lambda conn: exports.rows(conn, SEALER, BY, Wanted(), part))


async def export(store: Store) -> None:
    """All of them as a workbook."""
    began, longest = time.perf_counter(), 0.0
    writer = BookWriter(PEOPLE.columns)
    found = await store.read(lambda conn: exports.keys(conn, BY, Wanted()))
    print(f"  keys of {len(found)} rows in {1000 * (time.perf_counter() - began):.0f} ms")
    for part in exports.parts(found):
        step = time.perf_counter()
        rows = await part_of(store, part)
        longest = max(longest, time.perf_counter() - step)
        for row in rows:
            writer.add([row.get(name) for name in PEOPLE.columns])
    size = len(writer.content())
    told("export", began, f"  {size / 1e6:.1f} MB, longest part {1000 * longest:.0f} ms")


# --- over HTTP, as an officer does it ----------------------------------------------------------


def over_http(data: bytes) -> None:
    """The same file at a running service: sent, checked, taken; its page loaded again meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        url = sqlite_in(Path(folder))
        token, _ = seated(url, "kabupaten")
        with running(Path(folder), url) as address, _officer(address, token) as officer:
            word = {"csrf": csrf(token.encode())}
            began = time.perf_counter()
            files = {"berkas": ("daftar.xlsx", data)}
            page = officer.post("/meja/excel/unggah", data={**word, "jenis": "people"}, files=files)
            path = page.url.path
            told("sent", began, f"  {len(data) / 1e6:.1f} MB")
            columns = guessed([*sheet_files.HEADERS[:7], "Kode Desa"])
            fields = {f"kolom-{at}": name for name, at in columns.items()}
            began = time.perf_counter()
            _watched(officer, officer.post(f"{path}/kolom", data={**word, **fields}), "check")
            _watched(officer, officer.post(f"{path}/ambil", data=word), "apply")
            told("both", began)
        spent = os.times()
        used = spent.children_user + spent.children_system
        sys.stdout.write(
            f"the service and its reader used {used:.1f} s of a processor, start too\n"
        )


def _officer(address: str, token: str) -> httpx.Client:
    secure = {"X-Forwarded-Proto": "https"}
    cookies = {COOKIE: token}
    return httpx.Client(
        base_url=address, cookies=cookies, headers=secure, follow_redirects=True, timeout=60
    )


def _watched(officer: httpx.Client, page: httpx.Response, kind: str) -> None:
    """Loads the page again each second until the bar is gone; the bar may only grow."""
    began, bars, longest = time.perf_counter(), [0], 0.0
    while bar := re.search(r'<progress[^>]* value="(\d+)"', page.text):
        assert int(bar[1]) >= bars[-1], bars
        bars.append(int(bar[1]))
        time.sleep(1)
        asked = time.perf_counter()
        page = officer.get(page.url.path)
        longest = max(longest, time.perf_counter() - asked)
    assert "sheet-counts" in page.text, page.text[:2000]
    seen = len(set(bars)) - 1
    told(kind, began, f"  {seen} places of the bar seen, longest part {longest:.2f} s")


if __name__ == "__main__":
    if "http" in sys.argv[1:]:
        over_http(content())
    else:
        asyncio.run(main())
