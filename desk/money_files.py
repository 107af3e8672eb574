"""Files of payments: tried first, taken whole, given back with what became of each row, undone."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection
from starlette.datastructures import UploadFile
from starlette.responses import Response

from conversations.session import Text
from conversations.words import catalogue
from desk.ask import HOME, Ask, Missing
from desk.claims_acts import Unreadable, day_of
from desk.guard import Way, get, post
from desk.money_words import month_of, page_tools
from desk.sheets_words import dashed
from storage import imports, money_views, officers, sponsors
from storage.contributions import office_day
from storage.imports import Imported, PaymentFile, Terms
from storage.payment_files import read_file, with_reasons
from storage.payment_rows import ColumnsUnknown, Default
from storage.sheet_reading import MAX_BYTES, SheetProblem
from storage.sponsors import SponsorGone

LIST = f"{HOME}/iuran/impor"
# All rows are taken in one transaction, for which everybody waits: some half a second.
MOST_ROWS = 2_000
FORM_BYTES = MAX_BYTES + 256 * 1024
EVIDENCES = ("bpjs", "bank", "invoice")
TRY, COPY, TAKE = "coba", "salinan", "ambil"
SHOWN = 10  # numbers of rows beside a reason; all of them are in the copy


async def show(ask: Ask) -> Response:
    """Files that were taken, and the form for another."""
    return await _page(ask)


async def give(ask: Ask) -> Response:
    """Tells what would become of a file, gives a copy that tells it, or takes it."""
    found = ask.form.get("berkas")
    if not isinstance(found, UploadFile) or not found.size:
        return ask.to(LIST, "sheets-no-file")
    read = await read_file(await found.read(), found.filename or "")
    if isinstance(read, SheetProblem):
        return ask.to(LIST, f"sheets-file-{dashed(read.code)}")
    if len(read.rows) > MOST_ROWS:
        return ask.to(LIST, "money-file-too-many")
    try:
        done = await ask.write(lambda conn: _done(conn, ask, read))
    except SponsorGone:
        raise Missing from None
    except ColumnsUnknown as problem:
        return await _page(ask, f"column-{dashed(str(problem))}")
    except ValueError:
        return await _page(ask, "form")
    if ask.text("act") == COPY and not done.again:
        return _copy(ask, read, done)
    return await _page(ask, done=done)


def _done(conn: Connection, ask: Ask, read: PaymentFile) -> Imported:
    by, sealer, terms = ask.by, ask.office.sealer, _terms(conn, ask)
    dry = ask.text("act") != TAKE
    return imports.take(conn, sealer, by.scope, read, terms, by.actor, by.now, dry)


def _terms(conn: Connection, ask: Ask) -> Terms:
    """Who paid, when and for which month. Raises Unreadable, SponsorGone."""
    paid_on, evidence = day_of(ask, "paid_on"), ask.text("evidence")
    month = month_of(ask, "month") if ask.text("month") else None
    if evidence not in EVIDENCES or paid_on > office_day(ask.by.now):
        raise Unreadable("evidence")
    payer, sponsor, pot = "self", None, None
    if which := ask.text("sponsor"):
        its = sponsors.one(conn, ask.scope, which)
        payer, sponsor = its.kind, its.id
        pot = next((each.id for each in its.pots if each.year == paid_on.year), None)
    return Terms(payer, paid_on, evidence, sponsor, pot, default=Default(month))


def _copy(ask: Ask, read: PaymentFile, done: Imported) -> Response:
    content = with_reasons(read, done.rows, catalogue("id", ask.office.zone.key))
    plain = read.name.lower().endswith(".csv")
    name, kind = ("seratus-hasil.csv", "text/csv") if plain else ("seratus-hasil.xlsx", XLSX)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=headers)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def undo(ask: Ask) -> Response:
    """Takes a whole file back."""
    by, which = ask.by, ask.part("id")
    if not await ask.write(lambda conn: imports.undo(conn, by.scope, which, by.actor, by.now)):
        raise Missing
    return ask.to(LIST, "money-import-undone")


async def _page(ask: Ask, wrong: str = "", done: Imported | None = None) -> Response:
    by, sealer, today = ask.by, ask.office.sealer, office_day(ask.office.now())
    await ask.write(lambda conn: money_views.noted(conn, by, "imports_listed"))
    found = await ask.read(lambda conn: imports.listed(conn, sealer, by.scope))
    names = await ask.read(lambda conn: officers.names(conn, {each.actor for each in found}))
    payers = await ask.read(lambda conn: sponsors.listed(conn, by.scope, today.year))
    return ask.page(
        "money_imports.html",
        422 if wrong else 200,
        imports=found,
        names=names,
        sponsors=[each for each in payers if each.active],
        evidences=EVIDENCES,
        wrong=wrong,
        done=done,
        taken=ask.text("act") == TAKE,
        reasons=_reasons(ask, done) if done else (),
        given={each: ask.text(each) for each in ("sponsor", "month", "paid_on", "evidence")},
        **page_tools(ask),
    )


def _reasons(ask: Ask, done: Imported) -> Sequence[tuple[str, int, str]]:
    """Each reason in words, how many rows have it, and the first of them."""
    words = catalogue("id", ask.office.zone.key)
    return [
        (
            words.text(Text(f"import-row.{dashed(reason)}")),
            count,
            ", ".join([str(row.at) for row in done.rows if row.reason == reason][:SHOWN]),
        )
        for reason, count in done.reasons.most_common()
    ]


WAYS: Sequence[Way] = (
    get("/iuran/impor", show),
    post("/iuran/impor", give, form_bytes=FORM_BYTES),
    post("/iuran/impor/{id}/batal", undo),
)
