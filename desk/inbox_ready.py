"""Ready answers: used by all officers of a region, kept by its kabupaten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection
from starlette.responses import Response

from desk.ask import HOME, Ask
from desk.guard import Way, get, post
from desk.inbox_views import works_in
from storage import talks_canned
from storage.officers import Role
from storage.talks_acts import LONGEST
from storage.talks_canned import TITLE_LONGEST, CannedGone

PAGE = f"{HOME}/percakapan/jawaban"
KEEPERS: Final[frozenset[Role]] = frozenset({"admin", "kabupaten"})
LONGEST_VERSION = 9  # digits


async def ready(ask: Ask) -> Response:
    """All ready answers of this officer."""
    return await _page(ask)


async def add(ask: Ask) -> Response:
    """A new one."""
    title, body = _words(ask)
    if not _fits(title, body):
        return await _page(ask, 422, "wrong", title, body)

    def work(conn: Connection) -> None:
        talks_canned.add(conn, ask.by, ask.text("wilayah"), title, body)

    try:
        await ask.write(work)
    except CannedGone:
        return await _page(ask, 422, "wrong", title, body)
    return ask.to(PAGE, "inbox-ready-added")


async def change(ask: Ask) -> Response:
    """Other words for one, or its end."""
    title, body = _words(ask)
    ends = ask.text("hapus") == "ya"
    if not ends and not _fits(title, body):
        return await _page(ask, 422, "wrong")

    def work(conn: Connection) -> None:
        answer, version = ask.part("answer"), _version(ask)
        if ends:
            talks_canned.end(conn, ask.by, answer, version)
        else:
            talks_canned.change(conn, ask.by, answer, version, title, body)

    try:
        await ask.write(work)
    except CannedGone:
        return await _page(ask, 409, "changed")
    return ask.to(PAGE, "inbox-ready-ended" if ends else "inbox-ready-saved")


async def _page(
    ask: Ask, status: int = 200, wrong: str = "", title: str = "", body: str = ""
) -> Response:
    found = await ask.read(lambda conn: talks_canned.listed(conn, ask.scope))
    regions = works_in(ask.scope, ask.office.region)
    own = tuple(code for code, _ in regions)
    return ask.page(
        "inbox_ready.html",
        status,
        answers=[(each, _inside(each.region, own)) for each in found],
        regions=regions,
        longest=LONGEST,
        longest_title=TITLE_LONGEST,
        wrong=wrong,
        new_title=title,
        new_body=body,
    )


def _inside(region: str, own: Sequence[str]) -> bool:
    """Whether it is this officer's to change."""
    return any(region == each or region.startswith(f"{each}.") for each in own)


def _words(ask: Ask) -> tuple[str, str]:
    return ask.text("judul"), ask.text("isi").replace("\r\n", "\n")


def _fits(title: str, body: str) -> bool:
    return 0 < len(title) <= TITLE_LONGEST and 0 < len(body) <= LONGEST


def _version(ask: Ask) -> int:
    written = ask.text("versi")
    return int(written) if written.isdecimal() and len(written) <= LONGEST_VERSION else 0


WAYS: Sequence[Way] = (
    get("/percakapan/jawaban", ready, KEEPERS),
    post("/percakapan/jawaban", add, KEEPERS),
    post("/percakapan/jawaban/{answer}", change, KEEPERS),
)
