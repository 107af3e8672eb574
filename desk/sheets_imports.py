"""A file comes in: which column is which, what would become of each row, taken, taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from sqlalchemy import Connection
from starlette.datastructures import UploadFile
from starlette.responses import Response

from desk import sheets_work, words
from desk.ask import HOME, Ask, Missing
from desk.guard import Way, get, post
from desk.people_places import choices
from desk.sheets_words import changes, dashed, result
from storage import bpjs_answers, people_imports, sheet_reading, sheet_work
from storage import sheet_jobs as jobs
from storage.people_import_cells import FIELDS, guessed, is_consent
from storage.people_imports import MOST_ROWS, ImportGone, SheetImport, SheetRow
from storage.sheet_jobs import Job, Kind
from storage.sheet_reading import Sheet, SheetProblem, read_office_sheet
from storage.sheet_writing import BookWriter, CsvWriter

ROOT = f"{HOME}/excel"
FILE_BYTES = sheet_reading.MAX_BYTES + 64 * 1024  # the file, and the form around it
KEPT_AT_ONCE = 200  # rows of a file that are stored in one go: some 20 ms
READ_AT_ONCE = 500
PAYERS = ("village", "self", "unknown")
NEEDED = {"people": ("nik", "name"), "answers": ("nik",)}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def upload(ask: Ask) -> Response:
    """Takes a file in; nothing is changed by it yet."""
    given, kind = ask.form.get("berkas"), ask.text("jenis")
    if not isinstance(given, UploadFile) or kind not in people_imports.KINDS:
        return ask.to(ROOT, "sheets-no-file")
    data = await given.read()
    sheet = await read_office_sheet(data) if data else SheetProblem("empty")
    if isinstance(sheet, SheetProblem):
        return ask.to(ROOT, f"sheets-file-{dashed(sheet.code)}")
    if not sheet.rows:
        return ask.to(ROOT, "sheets-file-empty")
    if len(sheet.rows) > MOST_ROWS:
        return ask.to(ROOT, "sheets-file-too-many")
    which = await _kept(ask, kind, given.filename or "", sheet)
    return ask.to(f"{ROOT}/impor/{which}")


async def _kept(ask: Ask, kind: str, name: str, sheet: Sheet) -> str:
    """The rows as they stand, some at a time."""
    sealer, head = ask.office.sealer, (sheet.header_at, sheet.headers)
    which = await ask.write(
        lambda conn: people_imports.begin(conn, sealer, ask.by, kind, name, head, len(sheet.rows))
    )
    rows = list(zip(sheet.at, sheet.rows, strict=True))
    for first in range(0, len(rows), KEPT_AT_ONCE):
        some = rows[first : first + KEPT_AT_ONCE]
        await _keep(ask, which, some)
    return which


async def _keep(ask: Ask, which: str, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    sealer = ask.office.sealer
    await ask.office.store.write(lambda conn: people_imports.keep(conn, sealer, which, rows))


# --- one file ------------------------------------------------------------------------------


async def show(ask: Ask) -> Response:
    """The columns to be told, the progress, what would become of the rows, or what became."""
    asked, job = await _asked(ask)
    if job is not None and job.state == "open":
        sheets_work.start(ask.office, job.id)
        return ask.page("sheets_job.html", job=job, file=asked)
    if asked.state == "read" or ask.query("kolom"):
        return await _columns(ask, asked)
    return await _rows(ask, asked, job)


async def _columns(ask: Ask, asked: SheetImport, wrong: Sequence[str] = ()) -> Response:
    sealer = ask.office.sealer
    heads = await ask.read(lambda conn: people_imports.headers(conn, sealer, asked.id))
    kept = await ask.read(lambda conn: people_imports.remembered(conn, sealer, asked.kind, heads))
    some = await ask.read(lambda conn: people_imports.some(conn, sealer, asked.id, limit=3))
    found = asked.columns or kept or _guess(asked.kind, heads)
    return ask.page(
        "sheets_columns.html",
        422 if wrong else 200,
        file=asked,
        columns=_offered(heads, found, some),
        fields=FIELDS if asked.kind == "people" else bpjs_answers.FIELDS,
        consents=[each for each in heads if is_consent(each)],
        villages=choices(ask.scope, ask.office.region),
        payers=PAYERS,
        remembered=kept is not None,
        wrong=[words.word(f"desk-sheets-column-{dashed(each)}") for each in wrong],
    )


def _guess(kind: str, heads: Sequence[str]) -> Mapping[str, int]:
    return guessed(heads) if kind == "people" else bpjs_answers.guessed(heads)


def _offered(
    heads: Sequence[str], found: Mapping[str, int], some: Sequence[SheetRow]
) -> list[tuple[int, str, str, str]]:
    """Place, header, field and an example of each column; consents are not offered at all."""
    fields = {place: name for name, place in found.items()}
    return [
        (at, head, fields.get(at, ""), _example(at, some))
        for at, head in enumerate(heads)
        if not is_consent(head)
    ]


def _example(at: int, some: Sequence[SheetRow]) -> str:
    return next((row.cells[at] for row in some if at < len(row.cells) and row.cells[at]), "")


async def set_columns(ask: Ask) -> Response:
    """Keeps which column is which, and begins to check."""
    asked, _ = await _asked(ask)
    sealer = ask.office.sealer
    heads = await ask.read(lambda conn: people_imports.headers(conn, sealer, asked.id))
    fields = FIELDS if asked.kind == "people" else bpjs_answers.FIELDS
    told = {
        name: at
        for at, head in reversed(list(enumerate(heads)))
        if (name := ask.text(f"kolom-{at}")) in fields and not is_consent(head)
    }
    missing = [name for name in NEEDED[asked.kind] if name not in told]
    if missing and not ("id" in told and "version" in told):
        return await _columns(ask, asked, missing)
    village, payer = ask.text("desa"), ask.text("bayar")
    settings = {
        "village": village if village in dict(choices(ask.scope, ask.office.region)) else "",
        "payer": payer if payer in PAYERS else "village",
        "checked": "yes" if ask.text("sudah") == "yes" else "",
    }

    def work(conn: Connection) -> str:
        people_imports.set_columns(conn, sealer, ask.by, asked.id, told, settings)
        return sheet_work.begin(conn, sealer, ask.by, asked.id, "check")

    return await _begun(ask, asked.id, work)


async def _rows(ask: Ask, asked: SheetImport, job: Job | None) -> Response:
    sealer, by = ask.office.sealer, ask.by

    def work(conn: Connection) -> tuple[dict[tuple[str, str], int], list[SheetRow]]:
        people_imports.noted(conn, by, "import_seen", asked.id)
        kinds = ("wrong",), ("change", "back", "kpj"), ("new",), ("undone",)
        found = [people_imports.some(conn, sealer, asked.id, each) for each in kinds]
        return people_imports.counts(conn, asked.id), [row for some in found for row in some]

    counts, rows = await ask.write(work)
    wrong = [row for row in rows if row.kind == "wrong"]
    return ask.page(
        "sheets_rows.html",
        file=asked,
        job=job,
        kinds=_by_kind(counts),
        wrong=[(row, result(row)) for row in wrong],
        changes=[(row, changes(row)) for row in rows if row.kind == "change"],
        stayed=[(row, result(row)) for row in rows if row.reason and row.kind != "wrong"],
    )


def _by_kind(counts: Mapping[tuple[str, str], int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for (kind, _), number in counts.items():
        found[kind] = found.get(kind, 0) + number
    return found


async def take(ask: Ask) -> Response:
    """Takes over what was checked."""
    return await _begin(ask, "apply")


async def undo(ask: Ask) -> Response:
    """Takes the whole import back."""
    return await _begin(ask, "undo")


async def _begin(ask: Ask, kind: Kind) -> Response:
    which, sealer = ask.part("id"), ask.office.sealer
    return await _begun(
        ask, which, lambda conn: sheet_work.begin(conn, sealer, ask.by, which, kind)
    )


async def _begun(ask: Ask, which: str, work: sheets_work.Begin) -> Response:
    try:
        job = await ask.write(work)
    except ImportGone:
        raise Missing from None
    sheets_work.start(ask.office, job)
    return ask.to(f"{ROOT}/impor/{which}")


async def copy(ask: Ask) -> Response:
    """The file again, a new one with values only, and beside each row what became of it."""
    asked, _ = await _asked(ask)
    sealer, by = ask.office.sealer, ask.by
    heads = await ask.read(lambda conn: people_imports.headers(conn, sealer, asked.id))
    form = "csv" if PurePath(asked.name).suffix.lower() == ".csv" else "xlsx"
    more = [words.word("desk-sheets-column-result"), words.word("desk-sheets-column-code")]
    hidden = [asked.columns[each] for each in ("id", "version") if each in asked.columns]
    writer = (CsvWriter if form == "csv" else BookWriter)([*heads, *more], hidden)
    after = 0
    while some := await _some(ask, asked.id, after):
        await asyncio.to_thread(_write, writer, len(heads), some)
        after = some[-1].at
    await ask.write(lambda conn: people_imports.noted(conn, by, "import_copied", asked.id))
    content = await asyncio.to_thread(writer.content)
    headers = {"Content-Disposition": f'attachment; filename="seratus-hasil.{form}"'}
    media = XLSX if form == "xlsx" else "text/csv; charset=utf-8"
    return Response(content, media_type=media, headers=headers)


async def _some(ask: Ask, which: str, after: int) -> Sequence[SheetRow]:
    sealer = ask.office.sealer
    return await ask.read(
        lambda conn: people_imports.some(conn, sealer, which, (), after, READ_AT_ONCE)
    )


def _write(writer: BookWriter | CsvWriter, width: int, rows: Sequence[SheetRow]) -> None:
    for row in rows:
        cells = [*row.cells[:width], *[""] * (width - len(row.cells))]
        code = str(row.found.get("code", "")) if row.found.get("taken") else ""
        writer.add([*cells, result(row), code])


async def _asked(ask: Ask) -> tuple[SheetImport, Job | None]:
    which, sealer = ask.part("id"), ask.office.sealer

    def work(conn: Connection) -> tuple[SheetImport, Job | None]:
        job = jobs.latest(conn, which)  # first: what a job that is over did stands in the import
        return people_imports.look(conn, sealer, ask.by, which), job

    try:
        return await ask.read(work)
    except ImportGone:
        raise Missing from None


WAYS: Sequence[Way] = (
    post("/excel/unggah", upload, form_bytes=FILE_BYTES),
    get("/excel/impor/{id}", show),
    post("/excel/impor/{id}/kolom", set_columns),
    post("/excel/impor/{id}/ambil", take),
    post("/excel/impor/{id}/undur", undo),
    get("/excel/impor/{id}/salinan", copy),
)
