"""Excel both ways: exports, imports, BPJS's answer, printed lists."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import JSONResponse, Response

from desk import sheets_imports, sheets_prints, sheets_work, words
from desk.ask import HOME, Ask, Missing
from desk.guard import Way, get, post
from desk.people_places import choices, place
from storage import audits, exports, people_imports
from storage import sheet_jobs as jobs
from storage.exports import COVERS, MOST, STATES, NotHere, Wanted
from storage.scope import WHOLE
from storage.sheet_jobs import Job, JobGone

ROOT = f"{HOME}/excel"
FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
# The filters of a list as they stand in a form.
FIELDS = {
    "region": "wilayah",
    "state": "keadaan",
    "cover": "perlindungan",
    "month": "bulan",
    "year": "tahun",
}


async def home(ask: Ask) -> Response:
    """What goes out and what comes in; the latest of both."""
    await sheets_work.resume(ask.office)
    sealer = ask.office.sealer
    files = await ask.read(lambda conn: people_imports.listed(conn, sealer, ask.by))
    lists = await ask.read(lambda conn: jobs.exports(conn, ask.by))
    return ask.page(
        "sheets_home.html",
        files=files,
        lists=lists,
        regions=regions(ask),
        villages=choices(ask.scope, ask.office.region),
        states=STATES,
        covers=COVERS,
        zone=ask.office.zone,
    )


def regions(ask: Ask) -> list[tuple[str, str]]:
    """The regions of which a list may be made: the officer's, and the villages in them."""
    own = [each for each in ask.scope.regions if each != WHOLE]
    return [(each, place(each)) for each in own if len(each) < len("63.10.03.2004")]


async def export(ask: Ask) -> Response:
    """Begins to write a list. Not more than MOST rows."""
    form = ask.text("format") if ask.text("format") in FORMATS else "xlsx"
    wanted = _wanted(ask)
    try:
        rows = await ask.read(lambda conn: exports.size(conn, ask.by, wanted))
    except NotHere:
        raise Missing from None
    if rows > MOST:
        return ask.to(ROOT, "sheets-too-many")
    about = {**wanted.told(), "format": form}
    which = await ask.write(lambda conn: jobs.begin(conn, ask.by, "export", rows, None, about))
    sheets_work.start(ask.office, which)
    return ask.to(f"{ROOT}/kerja/{which}")


def _wanted(ask: Ask) -> Wanted:
    """The list and the filters of the form. Raises Missing for what there is not."""
    try:
        return exports.asked(ask.text("daftar"), {each: ask.text(FIELDS[each]) for each in FIELDS})
    except NotHere:
        raise Missing from None


async def job(ask: Ask) -> Response:
    """How far a list is; at its end the file."""
    its = await _job(ask)
    return ask.page("sheets_job.html", job=its)


async def progress(ask: Ask) -> Response:
    """The same as numbers, for the bar."""
    its = await _job(ask)
    return JSONResponse({"state": its.state, "done": its.done, "total": its.total})


async def _job(ask: Ask) -> Job:
    which = ask.part("id")
    try:
        its = await ask.read(lambda conn: jobs.look(conn, ask.by, which))
    except JobGone:
        raise Missing from None
    if its.state == "open":
        sheets_work.start(ask.office, its.id)
    return its


async def file(ask: Ask) -> Response:
    """The list itself, to whoever asked for it, as long as it is kept."""
    its = await _job(ask)
    if its.kind != "export" or its.state != "done" or its.actor != ask.by.actor:
        raise Missing
    try:
        content = ask.office.files.read(its.id)
    except FileNotFoundError:
        raise Missing from None
    by = ask.by
    await ask.write(
        lambda conn: audits.officers(conn, by.actor, "list_fetched", "export", its.id, by.now)
    )
    form = str(its.about.get("format", "xlsx"))
    list_name = words.word(f"desk-sheets-list-{its.about['name']}").lower().replace(" ", "-")
    name = f"seratus-{list_name}-{its.created_at.astimezone(ask.office.zone):%Y%m%d}.{form}"
    return attachment(content, name, FORMATS[form])


def attachment(content: bytes, name: str, media_type: str) -> Response:
    """A file to be kept, never shown."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


WAYS: Sequence[Way] = (
    get("/excel", home),
    post("/excel/ekspor", export, confirmed=True),
    get("/excel/kerja/{id}", job),
    get("/excel/kerja/{id}/maju", progress),
    get("/excel/kerja/{id}/berkas", file, confirmed=True),
    *sheets_imports.WAYS,
    *sheets_prints.WAYS,
)
