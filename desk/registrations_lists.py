"""Lists: the village's decision, what went to BPJS together, the cards to sign for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection
from starlette.responses import Response

from desk import sheets_words
from desk.ask import HOME, Ask, Missing
from desk.guard import Way, get, post
from desk.registrations_words import doubt, label, place_name, places, when
from storage import applications_bpjs as bpjs
from storage import applications_deciding as deciding
from storage import applications_views as views
from storage import audits, exports, officers
from storage import places as seats
from storage.applications import ApplicationGone, Seen
from storage.applications_views import Line
from storage.contributions import office_day
from storage.decisions import DECISIONS, NewDecision
from storage.export_lists import Cells
from storage.exports import LISTS, NotHere
from storage.places import PlaceGone
from storage.sponsors import lies_in

ROOT = f"{HOME}/pendaftaran"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = ("musdes", "sk", "other")


# --- the village's decision ----------------------------------------------------------------


async def decision(ask: Ask) -> Response:
    """Whom a village may decide on, and its seats."""
    village = ask.query("desa")
    if not village:
        return ask.page("registrations_decide.html", village="", places=places(ask), **_NOTHING)
    return await _decision(ask, village)


_NOTHING: dict[str, Any] = {
    "people": (),
    "seats": None,
    "wrong": "",
    "given": {},
    "kinds": KINDS,
}


async def _decision(ask: Ask, village: str, wrong: str = "") -> Response:
    year = office_day(ask.office.now()).year
    if not lies_in(ask.scope, village):
        raise Missing

    def work(conn: Connection) -> tuple[tuple[deciding.Candidate, ...], seats.Seats]:
        free = seats.seats(conn, ask.scope, village, year, ask.office.seats)
        return deciding.candidates(conn, ask.by, village), free

    people, free = await ask.office.store.write(work)
    return ask.page(
        "registrations_decide.html",
        status=422 if wrong else 200,
        village=village,
        places=places(ask),
        people=people,
        seats=free,
        wrong=wrong,
        given={each: ask.text(each) for each in ("kind", "number", "on", "month")},
        chosen=set(map(str, ask.form.getlist("chosen"))),
        kinds=KINDS,
        place=place_name,
        month=office_day(ask.office.now()).strftime("%Y-%m"),
    )


async def decide(ask: Ask) -> Response:
    """Records the decision; tells what became of everybody on the list."""
    village = ask.text("village")
    on, month = _day(ask.text("on")), _day(f"{ask.text('month')}-01")
    chosen = [str(each).partition(":") for each in ask.form.getlist("chosen")]
    seen = [Seen(which, int(version)) for which, _, version in chosen if version.isdecimal()]
    right = ask.text("kind") in DECISIONS and 0 < len(ask.text("number")) <= 64
    if not right or on is None or month is None or not seen or on > office_day(ask.office.now()):
        return await _decision(ask, village, "desk-registrations-decide-wrong")
    new = NewDecision(village, ask.text("kind"), ask.text("number"), on)
    sealer, by = ask.office.sealer, ask.by

    def work(conn: Connection) -> deciding.Decided:
        return deciding.decide(conn, sealer, by, new, month, seen, ask.office.seats)

    try:
        done = await ask.write(work)
    except PlaceGone:
        raise Missing from None
    lines = await ask.write(lambda conn: views.of_ids(conn, by, [each.id for each in seen]))
    results = {each.id: each.result for each in done.outcomes}
    return ask.page(
        "registrations_decided.html",
        lines=lines,
        results=results,
        seats=done.seats,
        village=village,
        place=place_name,
    )


# --- batches -------------------------------------------------------------------------------


async def batches(ask: Ask) -> Response:
    """What went to BPJS, the newest first."""
    at, _, which = ask.query("sesudah").partition("~")
    last = (_moment(at), which) if which else None

    def work(conn: Connection) -> tuple[tuple[bpjs.Batch, ...], dict[str, str]]:
        found = bpjs.batches(conn, ask.scope, last)
        return found, officers.names(conn, {each.made_by for each in found})

    found, names = await ask.read(work)
    full = len(found) == bpjs.SHOWN
    more = f"{found[-1].made_at.isoformat()}~{found[-1].id}" if full else ""
    return ask.page(
        "registrations_batches.html",
        batches=found,
        names=names,
        more=more,
        place=place_name,
        when=lambda moment: when(ask, moment),
    )


async def batch(ask: Ask) -> Response:
    """One batch, to print."""
    found, lines = await _batch(ask)
    return ask.page(
        "registrations_batch.html",
        batch=found,
        lines=lines,
        place=place_name,
        label=label,
        doubt=doubt,
        when=lambda moment: when(ask, moment),
    )


async def sheet(ask: Ask) -> Response:
    """The batch as a sheet for BPJS, with whole NIKs; who took it is noted."""
    which, sealer, by = ask.part("id"), ask.office.sealer, ask.by

    def work(conn: Connection) -> Sequence[Cells]:
        bpjs.batch(conn, ask.scope, which)
        wanted = exports.asked("batch", {"batch": which})
        audits.officers(conn, by.actor, "batch_exported", "batch", which, by.now)
        return exports.rows(conn, sealer, by, wanted, exports.keys(conn, by, wanted))

    try:
        rows = await ask.write(work)
    except (ApplicationGone, NotHere):
        raise Missing from None
    names = LISTS["batch"].columns
    writer = sheets_words.sheet(names, "xlsx")
    for row in rows:
        writer.add(sheets_words.cells(names, row))
    headers = {"Content-Disposition": f'attachment; filename="kiriman-{which[:8]}.xlsx"'}
    return Response(writer.content(), media_type=XLSX, headers=headers)


async def _batch(ask: Ask) -> tuple[bpjs.Batch, tuple[Line, ...]]:
    which = ask.part("id")

    def work(conn: Connection) -> tuple[bpjs.Batch, tuple[Line, ...]]:
        return bpjs.batch(conn, ask.scope, which), views.of_batch(conn, ask.by, which)

    try:
        return await ask.office.store.write(work)
    except ApplicationGone:
        raise Missing from None


# --- cards ---------------------------------------------------------------------------------


async def cards(ask: Ask) -> Response:
    """Who of a village is to get a card: a list to sign."""
    village, write = ask.query("desa"), ask.office.store.write
    try:
        lines = await write(lambda conn: views.cards(conn, ask.by, village)) if village else ()
    except PlaceGone:
        raise Missing from None
    return ask.page(
        "registrations_cards.html",
        village=village,
        places=places(ask),
        lines=lines,
        place=place_name,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Missing from None
    if found.tzinfo is None:
        raise Missing
    return found


WAYS: tuple[Way, ...] = (
    get("/pendaftaran/putusan", decision),
    post("/pendaftaran/putusan", decide, confirmed=True),
    get("/pendaftaran/kiriman", batches),
    get("/pendaftaran/kiriman/{id}", batch),
    post("/pendaftaran/kiriman/{id}/lembar", sheet, confirmed=True),
    get("/pendaftaran/kartu", cards),
)
