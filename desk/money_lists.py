"""Names paid but not known here, and who loses cover soon."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from desk import money_files
from desk.ask import HOME, Ask, Missing
from desk.guard import Way, get, post
from desk.money_words import page_tools
from desk.people_find import found
from storage import lapsing, line_acts, money_views, payments
from storage.contributions import office_day
from storage.line_acts import LineGone, LineNotTaken
from storage.search import Found

LIST = f"{HOME}/iuran"
LONGEST_SEARCH = 80
SHOWN = 200  # people on the page of those who lapse; the rest is in the export


async def show_lines(ask: Ask) -> Response:
    """Names that were paid for and that nobody here has."""
    by, sealer = ask.by, ask.office.sealer
    await ask.write(lambda conn: money_views.noted(conn, by, "unrecognised_listed"))
    lines = await ask.read(lambda conn: payments.unrecognised(conn, sealer, by.scope, SHOWN))
    done = await ask.read(lambda conn: line_acts.listed(conn, by.scope))
    return ask.page("money_lines.html", lines=lines, done=done, **page_tools(ask))


async def show_line(ask: Ask) -> Response:
    """One of them, and who may be meant."""
    return await _line_page(ask)


async def assign(ask: Ask) -> Response:
    """Says whose it is: the months are that person's from now on."""
    by, who, line = ask.by, ask.text("person"), _line(ask)
    sealer = ask.office.sealer
    try:
        await ask.write(
            lambda conn: line_acts.assign(conn, sealer, by.scope, line, who, by.actor, by.now)
        )
    except LineGone:
        raise Missing from None
    except LineNotTaken as problem:
        return await _line_page(ask, str(problem).replace("_", "-"))
    return ask.to(f"{LIST}/nama", "money-assigned")


async def unassign(ask: Ask) -> Response:
    """Takes it back."""
    by, which = ask.by, ask.part("id")
    done = await ask.write(lambda conn: line_acts.undo(conn, by.scope, which, by.actor, by.now))
    if not done:
        raise Missing
    return ask.to(f"{LIST}/nama", "money-unassigned")


async def show_lapsing(ask: Ask) -> Response:
    """Who loses cover within 14 days, and whom no message reaches."""
    by, sealer, today = ask.by, ask.office.sealer, office_day(ask.office.now())
    await ask.write(lambda conn: money_views.noted(conn, by, "lapsing_listed"))
    soon = await ask.read(lambda conn: lapsing.lapsing(conn, sealer, by.scope, today))
    alone = await ask.read(lambda conn: lapsing.unreachable(conn, by.scope, today))
    return ask.page(
        "money_lapsing.html",
        people=soon[:SHOWN],
        more=max(0, len(soon) - SHOWN),
        alone=frozenset(each.who for each in alone),
        unreached=alone[:SHOWN],
        **page_tools(ask),
    )


async def _line_page(ask: Ask, wrong: str = "") -> Response:
    line, typed = _line(ask), ask.text("q")[:LONGEST_SEARCH]
    try:
        named, row = await ask.write(
            lambda conn: line_acts.named(conn, ask.office.sealer, ask.scope, line)
        )
    except LineGone:
        raise Missing from None
    people: tuple[Found, ...] = ()
    if typed:
        people = (await ask.write(lambda conn: found(conn, ask, ask.scope, typed))).people
    return ask.page(
        "money_line.html",
        422 if wrong else 200,
        named=named,
        row=row,
        people=[each for each in people if not each.trial],
        typed=typed,
        wrong=wrong,
        **page_tools(ask),
    )


def _line(ask: Ask) -> tuple[str, int]:
    position = ask.part("position")
    if not (position.isascii() and position.isdecimal() and len(position) < 10):
        raise Missing
    return ask.part("payment"), int(position)


WAYS: Sequence[Way] = (
    get("/iuran/nama", show_lines),
    get("/iuran/nama/{payment}/{position}", show_line),
    post("/iuran/nama/{payment}/{position}/cari", show_line),
    post("/iuran/nama/{payment}/{position}", assign),
    post("/iuran/nama-batal/{id}", unassign),
    *money_files.WAYS,
    get("/iuran/habis", show_lapsing),
)
