"""Sponsors: who pays for others, how much there is in a year, how much is left and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from desk.ask import HOME, Ask, Missing
from desk.claims_acts import Unreadable, number
from desk.guard import Way, get, post
from desk.money_words import month_of, page_tools
from program.regions import region, villages
from storage import money_views, sponsors
from storage.contributions import office_day
from storage.sponsors import (
    KINDS,
    NewPot,
    Sponsor,
    SponsorChanged,
    SponsorDetails,
    SponsorGone,
    lies_in,
)

LIST = f"{HOME}/iuran/penanggung"
DISCOUNTED = {"yes": True, "no": False, "": None}


@dataclass(frozen=True, slots=True)
class Choice:
    """A region for which a sponsor may pay."""

    code: str
    name: str


async def show_list(ask: Ask) -> Response:
    """All sponsors of one's regions with their pots."""
    return await _list(ask)


async def show(ask: Ask) -> Response:
    """One sponsor, to be changed."""
    return await _one(ask)


async def add(ask: Ask) -> Response:
    """A new sponsor."""
    by = ask.by
    try:
        told = _details(ask, ask.text("kind"))
        which = await ask.write(lambda conn: sponsors.add(conn, by.scope, told, by.actor, by.now))
    except SponsorGone:
        raise Missing from None
    except ValueError:
        return await _list(ask, wrong=True)
    return ask.to(f"{LIST}/{which}", "money-sponsor-added")


async def change(ask: Ask) -> Response:
    """New details of a sponsor."""
    by, which = ask.by, ask.part("id")
    try:
        before = await ask.read(lambda conn: sponsors.one(conn, by.scope, which))
        told, version = _details(ask, before.kind), number(ask, "version")
        await ask.write(
            lambda conn: sponsors.change(conn, by.scope, which, version, told, by.actor, by.now)
        )
    except SponsorGone:
        raise Missing from None
    except SponsorChanged:
        return await _one(ask, "changed")
    except ValueError:
        return await _one(ask, "form")
    return ask.to(f"{LIST}/{which}", "money-sponsor-changed")


async def set_pot(ask: Ask) -> Response:
    """A year's money: how much, until which month."""
    by, which = ask.by, ask.part("id")
    try:
        version = number(ask, "version") if ask.text("version") else None
        last = month_of(ask, "last") if ask.text("last") else None
        pot = NewPot(which, number(ask, "year"), _rupiah(ask), last)
        await ask.write(
            lambda conn: sponsors.set_pot(conn, by.scope, pot, version, by.actor, by.now)
        )
    except SponsorGone:
        raise Missing from None
    except SponsorChanged:
        return await _one(ask, "changed")
    except ValueError:
        return await _one(ask, "form")
    return ask.to(f"{LIST}/{which}", "money-pot")


def _rupiah(ask: Ask) -> int | None:
    digits = "".join(each for each in ask.text("amount") if each not in " .Rp")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 15):
        raise Unreadable("amount")
    return int(digits)


def _details(ask: Ask, kind: str) -> SponsorDetails:
    return SponsorDetails(
        kind,
        ask.text("name"),
        ask.text("region"),
        ask.text("wadah") or None,
        DISCOUNTED.get(ask.text("discounted")),
        ask.text("active") == "yes",
    )


def _regions(ask: Ask) -> list[Choice]:
    home = region(ask.office.region)
    around = [Choice(home.code, home.name)] if home and lies_in(ask.scope, home.code) else []
    inside = (each for each in villages(ask.office.region) if lies_in(ask.scope, each.code))
    return around + [Choice(each.code, each.name) for each in inside]


async def _list(ask: Ask, wrong: bool = False) -> Response:
    by, year = ask.by, office_day(ask.office.now()).year
    await ask.write(lambda conn: money_views.noted(conn, by, "sponsors_listed"))
    found = await ask.read(lambda conn: sponsors.listed(conn, by.scope, year))
    return ask.page(
        "money_sponsors.html",
        422 if wrong else 200,
        sponsors=found,
        year=year,
        wrong="form" if wrong else "",
        kinds=sorted(KINDS),
        regions=_regions(ask),
        **page_tools(ask),
    )


async def _one(ask: Ask, wrong: str = "") -> Response:
    by, which = ask.by, ask.part("id")
    try:
        found: Sponsor = await ask.read(lambda conn: sponsors.one(conn, by.scope, which))
    except SponsorGone:
        raise Missing from None
    return ask.page(
        "money_sponsor.html",
        422 if wrong else 200,
        sponsor=found,
        wrong=wrong,
        year=office_day(ask.office.now()).year,
        regions=_regions(ask),
        **page_tools(ask),
    )


WAYS: Sequence[Way] = (
    get("/iuran/penanggung", show_list),
    post("/iuran/penanggung", add),
    get("/iuran/penanggung/{id}", show),
    post("/iuran/penanggung/{id}", change),
    post("/iuran/penanggung/{id}/anggaran", set_pot),
)
