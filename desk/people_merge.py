"""Merging: the other is found, both are seen side by side, and the whole can be undone."""

from __future__ import annotations

from sqlalchemy import Connection
from starlette.responses import Response

from desk.ask import HOME, Ask, Missing
from desk.guard import get, post
from desk.people_find import found
from desk.people_page import seen, why_of
from desk.people_places import place
from storage import merging, person_views
from storage.merging import MERGE_REASONS, Hindered, MergeGone, NotUndone, Preview
from storage.search import Page


async def ask_other(ask: Ask) -> Response:
    """Whom this person is to be merged with."""
    which, sealer = ask.part("id"), ask.office.sealer
    person = await seen(ask, lambda conn: person_views.look(conn, sealer, ask.by, which).person)
    return ask.page("people_other.html", person=person, page=None, typed="", place=place)


async def find_other(ask: Ask) -> Response:
    """Those who may be the same; who asked is left out."""
    which, typed, sealer = ask.part("id"), ask.text("typed"), ask.office.sealer

    def work(conn: Connection) -> tuple[person_views.Person, Page]:
        person = person_views.one(conn, sealer, ask.scope, which)
        page = found(conn, ask, ask.scope, typed)
        others = tuple(each for each in page.people if each.id != which)
        return person, Page(others, page.after)

    person, page = await seen(ask, work)
    return ask.page("people_other.html", person=person, page=page, typed=typed, place=place)


async def compare(ask: Ask) -> Response:
    """Both side by side."""
    return _compared(ask, await _preview(ask))


async def merge(ask: Ask) -> Response:
    """The whole in one act; what hinders is shown with the two as they stand now."""
    kept, gone, why = ask.part("id"), ask.part("other"), why_of(ask)
    versions = ask.text("kept_version"), ask.text("gone_version")
    if not all(each.isdecimal() and len(each) < 10 for each in versions):
        raise Missing
    seen_at = (kept, int(versions[0])), (gone, int(versions[1]))
    sealer = ask.office.sealer
    try:
        await seen(ask, lambda conn: merging.merge(conn, sealer, ask.by, *seen_at, why))
    except Hindered as hindered:
        return _compared(ask, await _preview(ask), hindered.reasons, 409)
    return ask.to(f"{HOME}/orang/{kept}", "people-merged")


async def undo(ask: Ask) -> Response:
    """Both are there again."""
    which, why, sealer = ask.part("id"), why_of(ask), ask.office.sealer
    merge_id = ask.text("merge")
    try:
        other = await seen(ask, lambda conn: merging.undo(conn, sealer, ask.by, merge_id, why))
    except MergeGone:
        raise Missing from None
    except NotUndone:
        return ask.to(f"{HOME}/orang/{which}", "people-not-undone")
    return ask.to(f"{HOME}/orang/{other}", "people-undone")


async def _preview(ask: Ask) -> Preview:
    kept, gone, sealer = ask.part("id"), ask.part("other"), ask.office.sealer
    return await seen(ask, lambda conn: merging.preview(conn, sealer, ask.by, kept, gone))


def _compared(
    ask: Ask, both: Preview, hindered: tuple[str, ...] = (), status: int = 200
) -> Response:
    reasons = tuple(dict.fromkeys((*both.hindrances, *hindered)))
    return ask.page(
        "people_merge.html",
        status,
        both=both,
        hindrances=reasons,
        possible=not both.hindrances,
        reasons=MERGE_REASONS,
        place=place,
    )


WAYS = (
    get("/orang/{id}/gabung", ask_other),
    post("/orang/{id}/gabung", find_other),
    get("/orang/{id}/gabung/{other}", compare),
    post("/orang/{id}/gabung/{other}", merge, confirmed=True),
    post("/orang/{id}/pisah", undo, confirmed=True),
)
