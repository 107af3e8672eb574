"""A request about one's own data that came on paper or in person: an officer records it."""

from __future__ import annotations

from datetime import date

from starlette.responses import Response

from conversations.my_data_facts import RIGHTS
from desk.ask import HOME, Ask
from desk.guard import Way, get, post
from desk.people_labels import label
from storage import rights_paper
from storage.rights_acts import NotReadable, RightGone

LIST = f"{HOME}/hak"


async def show(ask: Ask) -> Response:
    """The form."""
    return _form(ask)


def _form(ask: Ask, wrong: str = "", kind: str = "") -> Response:
    today = ask.office.now().astimezone(ask.office.zone).date()
    return ask.page(
        "rights_paper.html",
        422 if wrong else 200,
        wrong=wrong,
        kinds=[(each, label("desk-rights-kind", each)) for each in RIGHTS],
        kind=kind,
        today=today.isoformat(),
        oldest=(today - rights_paper.OLDEST).isoformat(),
    )


async def record(ask: Ask) -> Response:
    """Records it; a NIK of elsewhere is told like one that nobody has."""
    by, sealer, zone = ask.by, ask.office.sealer, ask.office.zone
    typed, kind = ask.text("nik"), ask.text("kind")
    try:
        day = date.fromisoformat(ask.text("day"))
    except ValueError:
        return _form(ask, "day", kind)
    try:
        which = await ask.write(
            lambda conn: rights_paper.put(conn, sealer, by, typed, kind, day, zone)
        )
    except NotReadable as wrong:
        return _form(ask, str(wrong), kind)
    except RightGone:
        return _form(ask, "nobody", kind)
    return ask.to(f"{LIST}/{which}", "rights-paper")


WAYS: tuple[Way, ...] = (get("/hak/surat", show), post("/hak/surat", record))
