"""Lists to print: for the SK, the minutes of the Musdes, and who is told by word of mouth."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import Connection
from starlette.responses import Response

from desk.ask import Ask, Missing
from desk.guard import Way, get
from desk.people_places import place
from program.nik import mask_nik
from program.regions import path
from storage import export_printed
from storage.export_printed import Printed
from storage.exports import NotHere

NAMES = ("sk", "berita-acara", "titipan")


async def show(ask: Ask) -> Response:
    """One list of one village."""
    name, village = ask.part("daftar"), ask.query("desa")
    if name not in NAMES or len(path(village)) != 4:
        raise Missing
    sealer, by = ask.office.sealer, ask.by
    reads = export_printed.without_phone if name == "titipan" else export_printed.for_decree

    def work(conn: Connection) -> tuple[Printed, ...]:
        return reads(conn, sealer, by, village)

    try:
        lines = await ask.write(work)
    except NotHere:
        raise Missing from None
    return ask.page(
        f"sheets_print_{name.replace('-', '_')}.html",
        village=place(village),
        regions=path(village),
        lines=lines,
        groups=[(rt, list(some)) for rt, some in groupby(lines, key=lambda each: each.rt_rw)],
        masked=mask_nik,
    )


WAYS: Sequence[Way] = (get("/excel/cetak/{daftar}", show),)
