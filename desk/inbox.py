"""The inbox: talks in which a person asked for an officer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from starlette.responses import Response

from desk import inbox_acts, inbox_ready
from desk.ask import Ask, Missing
from desk.guard import Way, get, post
from desk.inbox_talk import MARK, fresh, picture, shown
from desk.inbox_views import name, place, preview, reasons, span
from storage import talks
from storage.talks import LISTED, After, Talk, Which

# The filters as they stand in an address.
FILTERS: dict[str, Which] = {
    "semua": "all",
    "bebas": "unassigned",
    "saya": "mine",
    "selesai": "closed",
}


async def queue(ask: Ask) -> Response:
    """Who waits, the longest first."""
    return await _queue(ask, "inbox_list.html")


async def queue_again(ask: Ask) -> Response:
    """The same without its frame, for a page that stays open; nothing where nothing changed."""
    which = FILTERS.get(ask.query("saring"), "all")
    mark = await ask.read(lambda conn: talks.queue_mark(conn, ask.scope, which, ask.officer.id))
    if mark == ask.query("tanda"):
        return Response(status_code=204)
    return await _queue(ask, "inbox_queue.html")


async def _queue(ask: Ask, template: str) -> Response:
    which = FILTERS.get(ask.query("saring"), "all")
    after = _after(ask.query("sesudah"))
    found, latest, mark = await ask.write(lambda conn: _listed(conn, ask, which, after))
    more = len(found) > LISTED
    rows = [_row(ask, each, latest.get(each.id)) for each in found[:LISTED]]
    response = ask.page(
        template,
        rows=rows,
        which=which,
        saring=next(key for key, value in FILTERS.items() if value == which),
        filters=FILTERS,
        more=_written(talks.after(found[LISTED - 1])) if more else "",
        first=after is None,
        mark=mark,
    )
    response.headers[MARK] = mark
    return response


def _listed(
    conn: Connection, ask: Ask, which: Which, after: After | None
) -> tuple[list[Talk], dict[str, talks.Message], str]:
    now, sealer = ask.office.now(), ask.office.sealer
    mark = talks.queue_mark(conn, ask.scope, which, ask.officer.id)
    found = talks.listed(conn, sealer, ask.scope, which, ask.officer.id, now, after, LISTED + 1)
    talks.look(conn, ask.officer.id, "talks_listed", "", now)
    return found, talks.previews(conn, sealer, [each.id for each in found]), mark


def _row(ask: Ask, talk: Talk, latest: talks.Message | None) -> dict[str, Any]:
    mine = talk.officer_id == ask.officer.id
    return {
        "talk": talk,
        "name": name(talk),
        "place": place(talk.village_code),
        "mine": mine,
        "waited": span(ask.office.now() - talk.since),
        "latest": preview(latest),
        **reasons(talk),
    }


def _written(after: After) -> str:
    waiting, since, talk_id = after
    return f"{int(waiting)}~{since:%Y%m%dT%H%M%S.%f%z}~{talk_id}"


def _after(written: str) -> After | None:
    """Where a page goes on; the first where the address says nothing that can be read."""
    waiting, _, rest = written.partition("~")
    since, _, talk_id = rest.partition("~")
    try:
        at = datetime.strptime(since, "%Y%m%dT%H%M%S.%f%z")
    except ValueError:
        return None
    if len(talk_id) != 32 or not talk_id.isalnum():
        raise Missing
    return waiting == "1", at, talk_id


WAYS: Sequence[Way] = (
    get("/percakapan", queue),
    get("/percakapan/antrean", queue_again),
    *inbox_ready.WAYS,
    get("/percakapan/{talk}", shown),
    get("/percakapan/{talk}/baru", fresh),
    get("/percakapan/{talk}/foto/{message}", picture),
    post("/percakapan/{talk}/jawab", inbox_acts.answer, form_bytes=inbox_acts.FORM_BYTES),
    post("/percakapan/{talk}/catat", inbox_acts.note),
    post("/percakapan/{talk}/tangani", inbox_acts.take),
    post("/percakapan/{talk}/serahkan", inbox_acts.give),
    post("/percakapan/{talk}/lepas", inbox_acts.leave),
    post("/percakapan/{talk}/tutup", inbox_acts.close),
)
