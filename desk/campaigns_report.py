"""What came of a campaign: live progress, the report, each recipient, and all of it as a sheet."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]
from sqlalchemy import Connection
from starlette.responses import JSONResponse, Response

from desk.ask import Ask, Missing
from desk.guard import Way, get
from desk.words import has, moment, word
from storage import campaigns, campaigns_outcomes
from storage import campaigns_report as reports
from storage.campaigns import Campaign, CampaignGone
from storage.campaigns_report import Line, Progress

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET_PAGE = 5000  # recipients read at once
STATES = ("sent", "failed", "unknown", "dropped", "queued", "frozen")


async def progress(ask: Ask) -> Response:
    """How far it is, for the page that asks every few seconds."""
    found = await _found(ask)
    told = await ask.read(lambda conn: reports.progress(conn, found.id))
    return JSONResponse(
        {
            "state": found.state,
            "gone": told.gone,
            "all": told.recipients,
            "text": sentence(ask, found, told),
        }
    )


def sentence(ask: Ask, found: Campaign, told: Progress) -> str:
    """ "120 dari 400 selesai, 60 pesan setiap menit, sekitar 5 menit lagi"."""
    left, minutes, rate = told.left + told.queued, 0, 0
    if found.started_at and told.gone and left and found.state == "running":
        passed = max(ask.office.now() - found.started_at, timedelta(seconds=1))
        minutes = max(1, round(passed * left / told.gone / timedelta(minutes=1)))
        rate = max(1, round(told.gone * timedelta(minutes=1) / passed))
    its = {"gone": told.gone, "all": told.recipients, "minutes": minutes, "rate": rate}
    return word("desk-campaigns-progress", **its)


async def show(ask: Ask) -> Response:
    """All figures, and a page of recipients."""
    found, now, by = await _found(ask), ask.office.now(), ask.by
    state = ask.query("keadaan") if ask.query("keadaan") in STATES else ""
    after = ask.query("sesudah")[:32]

    def read(conn: Connection) -> tuple[reports.Report, Sequence[Line]]:
        campaigns_outcomes.refresh(conn, found.id)
        reports.looked(conn, by, found.id)
        told = reports.report(conn, found, now)
        return told, reports.lines(conn, by, found.id, state, after)

    report, lines = await ask.write(read)
    more = lines[-1].endpoint if len(lines) == reports.PAGE else ""
    return ask.page(
        "campaigns_report.html",
        campaign=found,
        report=report,
        lines=lines,
        more=more,
        state=state,
        states=STATES,
        place=reports.place,
        reason=reason,
        answer=lambda line: answered(found, line),
    )


async def sheet(ask: Ask) -> Response:
    """The recipients as a sheet; nothing in it is a formula."""
    found, by = await _found(ask), ask.by

    def read(conn: Connection) -> list[Line]:
        campaigns_outcomes.refresh(conn, found.id)
        reports.looked(conn, by, found.id)
        return list(_all(conn, ask, found.id))

    lines = await ask.write(read)
    named = f"siaran-{found.id[:8]}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{named}"'}
    return Response(workbook(found, lines, ask), media_type=SHEET, headers=headers)


def _all(conn: Connection, ask: Ask, which: str) -> Iterator[Line]:
    after = ""
    while found := reports.lines(conn, ask.by, which, "", after, SHEET_PAGE):
        yield from found
        after = found[-1].endpoint


def workbook(found: Campaign, lines: Sequence[Line], ask: Ask) -> bytes:
    """One row a recipient, under headers."""
    book = Workbook(write_only=True)
    page = book.create_sheet(word("desk-campaigns-sheet"))
    heads = ("name", "village", "state", "reason", "receipt", "sent", "answer")
    page.append([_cell(page, word(f"desk-campaigns-head-{each}")) for each in heads])
    for each in lines:
        page.append([_cell(page, value) for value in _values(found, each, ask)])
    _villages(book, lines)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _villages(book: Workbook, lines: Sequence[Line]) -> None:
    """How many of each village, and how many of them were sent."""
    page = book.create_sheet(word("desk-campaigns-report-villages"))
    heads = ("village", "people", "sent-count")
    page.append([_cell(page, word(f"desk-campaigns-head-{each}")) for each in heads])
    every = Counter(each.village for each in lines)
    sent = Counter(each.village for each in lines if each.state == "sent")
    for code in sorted(every):
        page.append([_cell(page, reports.place(code)), every[code], sent[code]])


def _values(found: Campaign, line: Line, ask: Ask) -> Sequence[str]:
    sent = line.sent_at.astimezone(ask.office.zone) if line.sent_at else None
    return (
        line.name,
        reports.place(line.village),
        word(f"desk-campaigns-recipient-{line.state}"),
        reason(line.error_code or ""),
        word(f"desk-campaigns-receipt-{line.receipt}") if line.receipt else "",
        moment(sent) if sent else "",
        answered(found, line),
    )


def _cell(page: object, value: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type, cell.number_format = "s", "@"  # text, whatever it begins with
    return cell


def reason(code: str) -> str:
    """An error code in words."""
    known = f"desk-campaigns-why-{code.replace('_', '-')}"
    return word(known if has(known) else "desk-campaigns-why-other") if code else ""


def answered(found: Campaign, line: Line) -> str:
    """The label of the button that was pressed."""
    buttons = found.content.buttons
    place = line.answer
    return buttons[place].label if place is not None and place < len(buttons) else ""


async def _found(ask: Ask) -> Campaign:
    by, sealer, which = ask.by, ask.office.sealer, ask.part("id")
    try:
        return await ask.read(lambda conn: campaigns.one(conn, sealer, by, which))
    except CampaignGone:
        raise Missing from None


WAYS: tuple[Way, ...] = (
    get("/siaran/{id}/kemajuan", progress),
    get("/siaran/{id}/laporan", show),
    get("/siaran/{id}/laporan.xlsx", sheet),
)
