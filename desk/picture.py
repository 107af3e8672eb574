"""The picture: each village's hundred, and what the kabupaten needs to know first."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Any

from sqlalchemy import Connection
from starlette.responses import Response

from desk import picture_sheets
from desk.ask import HOME, Ask, Missing
from desk.guard import Way, get
from desk.picture_charts import charts, total
from desk.picture_drawn import SHOWN, around, of_hundred, squares
from desk.picture_places import (
    ORDERS,
    TILES,
    address,
    choices,
    own_village,
    parts,
    tiles,
    title,
)
from program.regions import region
from storage import picture, picture_fold, picture_stops
from storage.picture import KINDS, PlaceGone
from storage.scope import Scope

VILLAGE = f"{HOME}/desa"
SHEET = f"{HOME}/gambaran.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BUDGET = 0.15  # seconds that a page spends on counting villages anew before it shows the others
PEOPLE = 100  # of a village in its square; all others stand in the list of people


async def home(ask: Ask) -> Response:
    """All villages of the area; the own one where it is the only one."""
    own = own_village(ask.scope)
    if own:
        return await _one(ask, own)
    values = await _gathered(ask)
    return ask.page("picture_all.html", **values)


async def village(ask: Ask) -> Response:
    """One village's hundred, with names."""
    return await _one(ask, ask.part("code"))


async def sheet(ask: Ask) -> Response:
    """All numbers of the page as a workbook; nobody stands in it."""
    values = await _gathered(ask)
    made = await asyncio.to_thread(picture_sheets.whole, values)
    return _file(made, "gambaran")


async def village_sheet(ask: Ask) -> Response:
    """A village's numbers as a workbook; nobody stands in it."""
    values = await _village(ask, ask.part("code"))
    made = await asyncio.to_thread(picture_sheets.village, values)
    return _file(made, f"gambaran-{values['code']}")


def _file(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return Response(content, media_type=XLSX, headers=headers)


# --- all villages --------------------------------------------------------------------------


async def _gathered(ask: Ask) -> dict[str, Any]:
    office, by = ask.office, ask.by
    wanted = ask.query("wilayah")
    try:
        area = picture.area(ask.scope, wanted, office.region)
    except PlaceGone:
        raise Missing from None
    if wanted and region(wanted) is None:
        raise Missing
    await _counted(ask, area)
    await office.store.write(lambda conn: picture.look(conn, by, wanted or "scope"))

    def read(conn: Connection) -> Any:
        trial = _trial(conn, ask, area)
        found = picture.picture(conn, area, trial, by.now, ask.office.seats)
        stops = picture_stops.stops(conn, office.sealer, area, office.region, trial, by.now)
        return trial, found, stops, picture.demo(conn)

    trial, found, stops, demo = await ask.read(read)
    order = ask.query("urut") if ask.query("urut") in ORDERS else "butuh"
    shown = tiles(found, area, order)
    kinds = total(shown)
    latihan = "1" if trial else ("0" if ask.query("latihan") == "0" else "")
    here = {"wilayah": wanted, "urut": "" if order == "butuh" else order}
    return {
        "picture": found,
        "tiles": shown[:TILES],
        "more": max(0, len(shown) - TILES),
        "kinds": kinds,
        "places": len(shown) * picture.SQUARES,
        "free": sum(each.village.free for each in shown),
        "hero": squares(of_hundred(kinds, len(shown) * picture.SQUARES)),
        "shown": SHOWN,
        "title": title(area),
        "choices": choices(ask.scope, office.region),
        "orders": tuple(ORDERS),
        "order": order,
        "wanted": wanted,
        "trial": trial,
        "latihan": latihan,
        "demo": demo,
        "other": address(HOME, **here, latihan="0" if trial else "1"),
        "sheet": address(SHEET, **here, latihan=latihan),
        "village_root": VILLAGE,
        "carry": f"?latihan={latihan}" if latihan else "",
        **charts(found, stops, shown),
    }


def _trial(conn: Connection, ask: Ask, area: Scope) -> bool:
    """Whether made-up people are shown: as asked, else where there is nobody else."""
    asked = ask.query("latihan")
    return asked == "1" if asked else picture.only_trial(conn, area)


async def _counted(ask: Ask, area: Scope) -> None:
    """Counts villages anew that changed, as many as a page may wait for; the loop does the rest."""
    store, now = ask.office.store, ask.office.now()
    until = monotonic() + BUDGET
    while await ask.read(lambda conn: picture_fold.waiting(conn, area)):
        done = await store.write(lambda conn: picture_fold.refresh(conn, area, now))
        if not done or monotonic() > until:
            return


# --- one village ---------------------------------------------------------------------------


async def _one(ask: Ask, code: str) -> Response:
    return ask.page("picture_village.html", **await _village(ask, code))


async def _village(ask: Ask, code: str) -> dict[str, Any]:
    by, scope = ask.by, Scope((code,))
    if len(parts(code)[1]) == 0:
        raise Missing
    await _counted(ask, scope)

    def look(conn: Connection) -> Any:
        trial = _trial(conn, ask, scope)
        people, numbers = picture.people(conn, by, code, trial, ask.office.seats)
        found = picture.picture(conn, scope, trial, by.now, ask.office.seats)
        return trial, people, numbers, found, picture.demo(conn)

    try:
        trial, people, numbers, found, demo = await ask.office.store.write(look)
    except PlaceGone:
        raise Missing from None
    name, kecamatan = parts(code)
    cells = [(each, place) for place, each in enumerate(people[:PEOPLE])]
    latihan = "1" if trial else ("0" if ask.query("latihan") == "0" else "")
    carry = f"?latihan={latihan}" if latihan else ""
    return {
        "code": code,
        "name": name,
        "kecamatan": kecamatan,
        "village": numbers,
        "cells": [(each, place % 10 * 10, place // 10 * 10) for each, place in cells],
        "free": around(len(cells), picture.SQUARES) if len(cells) < picture.SQUARES else "",
        "beyond": len(people) - len(cells),
        "kinds": numbers.kinds,
        "shown": (*KINDS, "free"),
        "picture": found,
        "trial": trial,
        "demo": demo,
        "other": address(f"{VILLAGE}/{code}", latihan="0" if trial else "1"),
        "sheet": f"{VILLAGE}/{code}/angka.xlsx{carry}",
        "back": "" if own_village(ask.scope) else HOME + carry,
        **charts(found, None, []),
    }


WAYS: tuple[Way, ...] = (
    get("", home),
    get("/gambaran.xlsx", sheet),
    get("/desa/{code}", village),
    get("/desa/{code}/angka.xlsx", village_sheet),
)
