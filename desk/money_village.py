"""A village's hundred: who holds a place, who waits, in which order; ended, given on, renewed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection
from starlette.responses import Response

from desk.ask import HOME, Ask, Missing
from desk.claims_acts import Unreadable, day_of, many, number
from desk.guard import Way, get, post
from desk.money_words import month_of, page_tools
from desk.people_find import found
from program.regions import villages
from storage import money_views, places, renewal, sponsors, waiting_list
from storage.contributions import office_day
from storage.decisions import DECISIONS, NewDecision
from storage.giving import DESILS, Given
from storage.money_views import VillageYear
from storage.places import (
    ENDINGS,
    DecisionNeeded,
    Ending,
    Giving,
    PlaceChanged,
    PlaceGone,
    Replaced,
    Replacement,
)
from storage.renewal import Renewed, Renewing
from storage.search import Found
from storage.sponsors import SponsorGone, lies_in
from storage.waiting_list import Order

LIST = f"{HOME}/iuran"
FOLLOWED = ("next", "decided")  # who gets the place that ends
LONGEST_NOTE = 300
LONGEST_SEARCH = 80


class NotFollowing(Exception):
    """A decided person who may not have the place; the reason is its only argument."""


@dataclass(frozen=True, slots=True)
class Here:
    """The village and year that a page is about."""

    village: str
    year: int

    @property
    def path(self) -> str:
        """Its page."""
        return f"{LIST}/desa/{self.village}/{self.year}"


async def show_first(ask: Ask) -> Response:
    """Which village; of a village's own officer its page at once."""
    here = [each for each in villages(ask.office.region) if lies_in(ask.scope, each.code)]
    year = office_day(ask.office.now()).year
    chosen = ask.query("desa") or (here[0].code if len(here) == 1 else "")
    if any(each.code == chosen for each in here):
        return ask.to(Here(chosen, year).path)
    ends = await ask.read(lambda conn: renewal.year_end(conn, ask.scope, year))
    return ask.page("money_first.html", villages=here, year=year, ends=ends, **page_tools(ask))


async def show(ask: Ask) -> Response:
    """One village's year."""
    return await _page(ask, _here(ask))


async def seek(ask: Ask) -> Response:
    """People of the village who may be put on the list or get a place."""
    here, typed = _here(ask), ask.text("q")[:LONGEST_SEARCH]
    page = await ask.write(lambda conn: found(conn, ask, ask.scope, typed))
    people = [each for each in page.people if each.village_code == here.village]
    return await _page(ask, here, people=people, typed=typed)


async def set_quota(ask: Ask) -> Response:
    """The village's own number of seats."""

    def work(conn: Connection, here: Here) -> str:
        seen = places.Seats(here.village, here.year, number(ask, "seen"), 0, 0)
        by, count = ask.by, number(ask, "seats")
        places.set_quota(conn, by.scope, seen, count, by.actor, by.now)
        return "money-quota"

    return await _act(ask, work)


async def join(ask: Ask) -> Response:
    """Puts somebody on the waiting list."""

    def work(conn: Connection, here: Here) -> str:
        by, desil = ask.by, ask.text("desil")
        rank = int(desil) if desil.isdecimal() and len(desil) < 3 else None
        if rank is not None and rank not in DESILS:
            raise Unreadable("desil")
        given = Given(ask.text("person"), ask.text("poor") == "yes" or None, rank)
        done = waiting_list.join(conn, by.scope, here.village, here.year, given, by.actor, by.now)
        return "money-joined" if not done.reason else "money-not-joined"

    return await _act(ask, work)


async def take(ask: Ask) -> Response:
    """Gives places by the village's decision, in the order of the list."""

    def work(conn: Connection, here: Here) -> str:
        by, people = ask.by, tuple(Given(each) for each in many(ask, "person"))
        if not people:
            raise Unreadable("person")
        month = month_of(ask, "month")
        if month.year != here.year:
            raise Unreadable("month")
        giving = Giving(_decision(ask, here), month, people, ask.text("sponsor") or None)
        done = places.take(conn, by.scope, giving, ask.office.seats, by.actor, by.now)
        held = all(each.state == "held" for each in done.outcomes)
        return "money-taken" if held else "money-taken-partly"

    return await _act(ask, work)


async def end(ask: Ask) -> Response:
    """Ends a place, or gives it on to the next or a decided person, from a stated month."""

    def work(conn: Connection, here: Here) -> str:
        by, sealer, which = ask.by, ask.office.sealer, ask.part("place")
        version, why = number(ask, "version"), ask.text("reason")
        note = ask.text("note")[:LONGEST_NOTE] or None
        if ask.text("then") in FOLLOWED:
            told = Replacement(
                which, version, why, month_of(ask, "month"), *_follower(ask, here), note=note
            )
            done = places.replace(conn, sealer, by.scope, told, ask.office.seats, by.actor, by.now)
            return _followed(done)
        last = month_of(ask, "month") if ask.text("month") else None
        ending = Ending(which, version, why, last, note)
        places.end(conn, sealer, by.scope, ending, by.actor, by.now)
        return "money-ended"

    return await _act(ask, work)


def _follower(ask: Ask, here: Here) -> tuple[str | None, NewDecision | None]:
    """Who follows by which decision; none of both: the next in line."""
    if ask.text("then") != "decided":
        return None, None
    if not ask.text("person"):
        raise Unreadable("person")
    return ask.text("person"), _decision(ask, here)


def _followed(done: Replaced) -> str:
    """What is told. Raises NotFollowing, and nothing has changed, where that person may not."""
    if done.outcome is None:
        return "money-nobody-next"
    if done.outcome.state != "held":
        raise NotFollowing(done.outcome.reason)
    return "money-replaced"


async def reorder(ask: Ask) -> Response:
    """The village's own order of those who wait, with its reason."""

    def work(conn: Connection, here: Here) -> str:
        note = ask.text("note")[:LONGEST_NOTE]
        ranked = [
            (number(ask, name), name.removeprefix("no-"))
            for name in ask.form
            if name.startswith("no-") and ask.text(name)
        ]
        if not note or not ranked or len({rank for rank, _ in ranked}) != len(ranked):
            raise Unreadable("order")
        order = Order(here.village, here.year, tuple(who for _, who in sorted(ranked)), note)
        by = ask.by
        waiting_list.reorder(conn, ask.office.sealer, by.scope, order, by.actor, by.now)
        return "money-reordered"

    return await _act(ask, work)


async def preview(ask: Ask) -> Response:
    """What the renewal into the next year would do."""
    here, by = _here(ask), ask.by
    asked = Renewing(here.village, here.year + 1)
    try:
        plan = await ask.write(
            lambda conn: money_views.renewal_preview(conn, by, asked, ask.office.seats)
        )
    except PlaceGone:
        raise Missing from None
    return await _page(ask, here, plan=plan)


async def renew(ask: Ask) -> Response:
    """Carries the list over by the village's decision."""

    def work(conn: Connection, here: Here) -> str:
        by, decision = ask.by, _decision(ask, here)
        asked = Renewing(here.village, here.year + 1, decision)
        renewal.renew(conn, by.scope, asked, ask.office.seats, by.actor, by.now)
        return "money-renewed"

    return await _act(ask, work)


async def _act(ask: Ask, work: Callable[[Connection, Here], str]) -> Response:
    """Does one act on the village's places; what hinders it is said on its page."""
    here = _here(ask)
    try:
        told = await ask.write(lambda conn: work(conn, here))
    except (PlaceGone, SponsorGone):
        raise Missing from None
    except PlaceChanged:
        return await _page(ask, here, "changed")
    except DecisionNeeded:
        return await _page(ask, here, "decision")
    except NotFollowing:
        return await _page(ask, here, "follower")
    except ValueError:
        return await _page(ask, here, "form")
    return ask.to(here.path, told)


def _here(ask: Ask) -> Here:
    """The village and year of the address. Raises Missing."""
    village, year = ask.part("village"), ask.part("year")
    known = year.isascii() and year.isdecimal() and 2014 <= int(year[:5]) <= 2100
    if not known or not lies_in(ask.scope, village):
        raise Missing
    return Here(village, int(year))


def _decision(ask: Ask, here: Here) -> NewDecision:
    return NewDecision(here.village, ask.text("kind"), ask.text("number"), day_of(ask))


async def _page(
    ask: Ask,
    here: Here,
    wrong: str = "",
    people: Sequence[Found] = (),
    typed: str = "",
    plan: Renewed | None = None,
) -> Response:
    by = ask.by
    try:
        look: VillageYear = await ask.write(
            lambda conn: money_views.village_year(
                conn, by, here.village, here.year, ask.office.seats
            )
        )
        named = await ask.read(lambda conn: sponsors.listed(conn, ask.scope, here.year))
    except PlaceGone:
        raise Missing from None
    return ask.page(
        "money_village.html",
        422 if wrong else 200,
        village=here,
        look=look,
        wrong=wrong,
        people=people,
        typed=typed,
        plan=plan,
        pots=[each for each in named if each.id in look.payers],
        endings=list(ENDINGS),
        kinds=sorted(DECISIONS),
        names={each.participant_id: each.name for each in (*look.held, *look.waiting)},
        **page_tools(ask),
    )


_ONE = "/iuran/desa/{village}/{year}"
WAYS: Sequence[Way] = (
    get("/iuran", show_first),
    get(_ONE, show),
    post(_ONE + "/cari", seek),
    post(_ONE + "/kuota", set_quota),
    post(_ONE + "/antre", join),
    post(_ONE + "/beri", take),
    post(_ONE + "/urutan", reorder),
    post(_ONE + "/lihat-perpanjangan", preview),
    post(_ONE + "/perpanjang", renew),
    post(_ONE + "/tempat/{place}", end),
)
