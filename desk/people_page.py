"""One page a person, and the acts on it that need no page of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from sqlalchemy import Connection
from starlette.responses import Response

from desk.ask import HOME, Ask, Missing
from desk.guard import get, post
from desk.people_labels import act_word, field_word, label, reason_word
from desk.people_places import place
from program.contributions import months_later
from program.coverage import state_on
from storage import audit_views, person_acts, person_views
from storage.contributions import office_day
from storage.person_acts import Changed, Why
from storage.person_views import PersonGone, Sheet
from storage.retention import KEPT

T = TypeVar("T")
STRIP_BACK, STRIP_AHEAD = 14, 3  # months before and after this one that the strip shows
AUDIT_SHOWN = 12  # newest entries on the person's own page


async def show(ask: Ask) -> Response:
    """The page; who was merged into another is shown there."""
    which = ask.part("id")

    def work(conn: Connection) -> tuple[Sheet, audit_views.Trail] | str:
        sealer = ask.office.sealer
        try:
            sheet = person_views.look(conn, sealer, ask.by, which)
        except PersonGone:
            other = person_views.went_into(conn, ask.scope, which)
            if other is None:
                raise
            return other
        trail = audit_views.of_person(conn, sealer, ask.scope, which, limit=AUDIT_SHOWN)
        return sheet, trail

    found = await seen(ask, work)
    if isinstance(found, str):
        return ask.to(f"{HOME}/orang/{found}", "merged-before")
    return _page(ask, *found)


def _page(
    ask: Ask,
    sheet: Sheet,
    trail: audit_views.Trail,
    shown: tuple[str, str] = ("", ""),
    code: tuple[str, str] | None = None,
) -> Response:
    today = office_day(ask.office.now())
    until = sheet.person.covered_until
    return ask.page(
        "people_one.html",
        sheet=sheet,
        person=sheet.person,
        trail=trail,
        place=place,
        label=label,
        act_word=act_word,
        field_word=field_word,
        reason_word=reason_word,
        zone=ask.office.zone,
        strip=_strip(sheet, today),
        cover=state_on(until, today),
        kept_days=KEPT.days,
        revealed=shown,
        code=code,
        reasons={
            "edit": person_acts.EDIT_REASONS,
            "reveal": person_acts.REVEAL_REASONS,
            "standing": person_acts.STANDING_REASONS,
            "reach": person_acts.UNREACHABLE_REASONS,
        },
        most_niks=person_acts.MOST_NIKS,
    )


def _strip(sheet: Sheet, today: date) -> list[tuple[date, str]]:
    """Months around this one, each with who paid it, "" for nobody."""
    paid = {each.month: each.payer for each in sheet.paid}
    this = today.replace(day=1)
    months = [months_later(this, each) for each in range(-STRIP_BACK, STRIP_AHEAD + 1)]
    return [(month, paid.get(month, "")) for month in months]


# --- acts ------------------------------------------------------------------------------------


async def reveal(ask: Ask) -> Response:
    """A number in full, on this one page."""
    which, what, why = ask.part("id"), ask.text("what"), why_of(ask)

    def work(conn: Connection) -> tuple[Sheet, audit_views.Trail, str]:
        sealer = ask.office.sealer
        value = person_acts.reveal(conn, sealer, ask.by, which, what, why)
        sheet = person_views.read(conn, sealer, ask.scope, which)
        trail = audit_views.of_person(conn, sealer, ask.scope, which, limit=AUDIT_SHOWN)
        return sheet, trail, value

    sheet, trail, value = await seen(ask, work)
    return _page(ask, sheet, trail, (what, value))


async def give_code(ask: Ask) -> Response:
    """A one-time code, on this one page."""
    which = ask.part("id")

    def work(conn: Connection) -> tuple[Sheet, audit_views.Trail, str, str]:
        sealer = ask.office.sealer
        code, until = person_acts.give_code(conn, sealer, ask.by, which)
        sheet = person_views.read(conn, sealer, ask.scope, which)
        trail = audit_views.of_person(conn, sealer, ask.scope, which, limit=AUDIT_SHOWN)
        local = until.astimezone(ask.office.zone)
        return sheet, trail, code, local.isoformat()

    sheet, trail, code, until = await seen(ask, work)
    return _page(ask, sheet, trail, code=(f"{code[:4]} {code[4:]}", until))


async def set_standing(ask: Ask) -> Response:
    """Here, moved, employed; dead begins grief, and a death taken back ends it."""
    which, version, why = ask.part("id"), version_of(ask), why_of(ask)
    standing, died_on = ask.text("standing"), day_of(ask.text("died_on"))
    sealer = ask.office.sealer

    def work(conn: Connection) -> None:
        args = (conn, sealer, ask.by, which, version)
        if standing == "dead":
            person_acts.set_dead(*args, died_on, why)
        elif standing == "alive":
            person_acts.undo_death(*args, why)
        else:
            person_acts.set_standing(*args, standing, why)

    return await done(ask, work, "people-standing")


async def set_reach(ask: Ask) -> Response:
    """Unreachable, or reached again."""
    which, version, why = ask.part("id"), version_of(ask), why_of(ask)
    away, sealer = ask.text("unreachable") == "yes", ask.office.sealer

    def work(conn: Connection) -> None:
        person_acts.set_unreachable(conn, sealer, ask.by, which, version, away, why)

    return await done(ask, work, "people-reach")


async def set_limit(ask: Ask) -> Response:
    """How many people a helper's phone may register."""
    which, why, sealer = ask.part("id"), why_of(ask), ask.office.sealer
    endpoint, limit = ask.text("endpoint"), ask.text("limit")
    if not limit.isdecimal() or int(limit) > person_acts.MOST_NIKS:
        return ask.to(f"{HOME}/orang/{which}", "people-limit-wrong")

    def work(conn: Connection) -> None:
        person_acts.set_nik_limit(conn, sealer, ask.by, which, endpoint, int(limit), why)

    return await done(ask, work, "people-limit")


# --- ways of all acts ------------------------------------------------------------------------


async def seen(ask: Ask, work: Callable[[Connection], T]) -> T:
    """What the work gives; nobody here is missing, like a page that is not there."""
    try:
        return await ask.write(work)
    except (PersonGone, ValueError):
        raise Missing from None


async def done(ask: Ask, work: Callable[[Connection], object], told: str) -> Response:
    """Back to the person; who came second is told and looks again."""
    which = ask.part("id")
    try:
        await seen(ask, work)
    except Changed:
        return ask.to(f"{HOME}/orang/{which}", "people-changed")
    return ask.to(f"{HOME}/orang/{which}", told)


def why_of(ask: Ask) -> Why:
    """The reason and note of a form; a reason is always chosen. Raises Missing."""
    reason, note = ask.text("reason"), ask.text("note")
    if not reason or len(note) > person_acts.LONGEST_NOTE or len(reason) > 32:
        raise Missing
    return Why(reason, note)


def version_of(ask: Ask) -> int:
    """The version that the officer saw. Raises Missing."""
    told = ask.text("version")
    if not told.isdecimal() or len(told) > 9:
        raise Missing
    return int(told)


def day_of(text: str) -> date | None:
    """A day as a browser sends it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


WAYS = (
    get("/orang/{id}", show),
    post("/orang/{id}/lihat", reveal, confirmed=True),
    post("/orang/{id}/kode", give_code, confirmed=True),
    post("/orang/{id}/keadaan", set_standing),
    post("/orang/{id}/hubungan", set_reach),
    post("/orang/{id}/batas", set_limit),
)
