"""People: search, the list of a village, one page a person, corrections, merging."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection
from starlette.responses import Response

from desk import people_edit, people_merge, people_page
from desk.ask import Ask, Missing
from desk.guard import Way, get, post
from desk.people_find import found
from desk.people_places import choices, place
from storage import audits, search
from storage.scope import Scope
from storage.search import Page


async def show_list(ask: Ask) -> Response:
    """The search, and below it a village's people, page by page."""
    village, after = ask.query("desa"), ask.query("sesudah")
    page = None
    if village:
        scope = _within(ask, village)
        page = await ask.write(lambda conn: _listed(conn, ask, scope, village, after))
    return _answer(ask, page, village)


async def find(ask: Ask) -> Response:
    """What was typed, found; never in the address."""
    typed, village = ask.text("typed"), ask.text("village")
    scope = _within(ask, village) if village else ask.scope
    if not typed:
        return ask.to(f"/meja/orang?desa={village}" if village else "/meja/orang")
    page = await ask.write(lambda conn: found(conn, ask, scope, typed))
    return _answer(ask, page, village, typed)


def _listed(conn: Connection, ask: Ask, scope: Scope, village: str, after: str) -> Page:
    page = search.listed(conn, scope, after)
    audits.officers(conn, ask.officer.id, "people_listed", "village", village, ask.office.now())
    return page


def _within(ask: Ask, village: str) -> Scope:
    narrowed = search.narrowed(ask.scope, village)
    if narrowed is None:
        raise Missing
    return narrowed


def _answer(ask: Ask, page: Page | None, village: str, typed: str = "") -> Response:
    return ask.page(
        "people_list.html",
        page=page,
        typed=typed,
        village=village,
        villages=choices(ask.scope, ask.office.region),
        place=place,
    )


WAYS: Sequence[Way] = (
    get("/orang", show_list),
    post("/orang", find),
    *people_page.WAYS,
    *people_edit.WAYS,
    *people_merge.WAYS,
)
