"""`seratus breach`: whose data a record set holds, as a sheet for the notices."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import command
from bot.command import stop

if TYPE_CHECKING:
    from bot.clock import Now
    from bot.settings import Settings

ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
MOST_BYTES = 200 << 20  # of a file that is looked through; a larger one is split first
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with which a sheet would begin to compute
COLUMNS = ("id", "nama", "desa", "telepon", "lewat")


def add_to(app: typer.Typer) -> None:
    """Makes the command part of `seratus`."""
    app.command("breach")(breach)


def breach(
    out: Annotated[Path, typer.Option(help="A new sheet to write (CSV); only you may read it.")],
    records: Annotated[
        Path | None, typer.Argument(help="A file with ids or NIKs: a list, CSV or XLSX.")
    ] = None,
    village: Annotated[str | None, typer.Option(help="Code of a region instead.")] = None,
    since: Annotated[datetime | None, typer.Option(help="Only data changed since.")] = None,
) -> None:
    """Lists whose data were in a file, a region or since a day, and how each can be told."""
    from bot.backup_commands import done
    from bot.clock import now

    if (records is None) == (village is None and since is None):
        stop("name a file, or --village and/or --since")
    at = since.replace(tzinfo=since.tzinfo or UTC) if since else None
    try:
        ids, niks = read_values(records) if records else (set[str](), set[str]())
        told = done(listed(command.settings(), now, (ids, niks) if records else None, village, at))
        write(out, told[0])
    except (OSError, ValueError) as problem:
        stop(f"{getattr(problem, 'filename', None) or records}: {type(problem).__name__}")
    people, unknown = told
    typer.echo(f"{out}: {len(people)} people; {unknown} values belong to nobody here")
    typer.echo("UU 27/2022 article 46: tell them and the authority within 3 × 24 hours")


def read_values(path: Path) -> tuple[set[str], set[str]]:
    """Ids and NIKs that a file holds. Raises OSError, ValueError for one that is too large."""
    if path.stat().st_size > MOST_BYTES:
        raise ValueError("too large")
    text = _sheet(path) if path.suffix.lower() == ".xlsx" else path.read_text("utf-8", "replace")
    return set(ID.findall(text)), set(NIK.findall(text))


def _sheet(path: Path) -> str:
    """All cells of a workbook."""
    import openpyxl  # type: ignore[import-untyped]

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        rows = (row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
        return "\n".join("\t".join(str(cell) for cell in row if cell is not None) for row in rows)
    finally:
        book.close()


async def listed(
    settings: Settings,
    now: Now,
    values: tuple[set[str], set[str]] | None,
    village: str | None,
    since: datetime | None,
) -> tuple[list[tuple[str, ...]], int]:
    """The rows of the sheet, and how many values belong to nobody here; audited."""
    from sqlalchemy import Connection, insert

    from bot.wiring import checked_keys, opened
    from storage import audits, breaches
    from storage.crypto import Sealer
    from storage.tables import audit

    store = await opened(settings)
    try:
        sealer = Sealer(await checked_keys(store, settings.keys_file, now))

        def work(conn: Connection) -> breaches.Found:
            row = audits.row("system", "command", "breach_listed", "store", village or "", now())
            conn.execute(insert(audit), row)
            if values is not None:
                return breaches.of_records(conn, sealer, *values)
            return breaches.of_place(conn, sealer, village, since)

        found = await store.write(work)
    finally:
        await store.close()
    rows: list[tuple[str, ...]] = [
        (e.id, e.name, e.village, e.phone, " ".join(e.channels)) for e in found.people
    ]
    return rows, found.unknown


def write(path: Path, rows: list[tuple[str, ...]]) -> None:
    """A new file that only its owner may read; no cell of it computes. Raises OSError."""
    text = io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow(COLUMNS)
    sheet.writerows([tuple(map(_plain, row)) for row in rows])
    with path.open("x", encoding="utf-8") as file:
        path.chmod(0o600)
        file.write(text.getvalue())


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
