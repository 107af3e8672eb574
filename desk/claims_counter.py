"""A claim opened at the counter for a family that came in person."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from conversations.understanding.relations import RELATIONS
from desk.ask import HOME, Ask
from desk.claims_acts import day_of
from desk.claims_words import tools
from desk.guard import Way, get, post
from desk.people_find import found
from program.regions import villages
from storage import claim_counter
from storage.claim_counter import AT_WORK, KINDS, LONGEST_NAME, AtCounter
from storage.contributions import office_day
from storage.search import Found
from storage.sponsors import lies_in

LONGEST_SEARCH = 80


async def show(ask: Ask) -> Response:
    """First whom it is about."""
    return _form(ask)


async def seek(ask: Ask) -> Response:
    """People of that name or number."""
    typed = ask.text("q")[:LONGEST_SEARCH]
    page = await ask.write(lambda conn: found(conn, ask, ask.scope, typed))
    return _form(ask, page.people, typed)


async def begin(ask: Ask) -> Response:
    """Opens the claim, or goes on with the one that is open."""
    by = ask.by
    try:
        told = AtCounter(
            kind=ask.text("kind"),
            happened_on=day_of(ask) if ask.text("on") else None,
            at_work=ask.text("at_work"),
            participant_id=ask.text("person") or None,
            village=ask.text("village") or None,
            name=ask.text("name")[:LONGEST_NAME],
            asker=ask.text("asker")[:LONGEST_NAME],
            relation=ask.text("relation") if ask.text("relation") in RELATIONS else "",
        )
        if told.happened_on and told.happened_on > office_day(by.now):
            raise ValueError("a day that is still to come")
    except ValueError:
        return _form(ask, wrong=True)
    which, new = await ask.write(
        lambda conn: claim_counter.open_claim(conn, ask.office.sealer, by, told)
    )
    return ask.to(f"{HOME}/klaim/{which}", "claims-opened" if new else "claims-known")


def _form(ask: Ask, people: Sequence[Found] = (), typed: str = "", wrong: bool = False) -> Response:
    here = [each for each in villages(ask.office.region) if lies_in(ask.scope, each.code)]
    return ask.page(
        "claims_new.html",
        422 if wrong else 200,
        people=people,
        typed=typed,
        wrong=wrong,
        villages=here,
        kinds=KINDS,
        at_work=AT_WORK,
        relations=RELATIONS,
        **tools(office_day(ask.office.now()), ask.office.zone),
    )


WAYS: Sequence[Way] = (
    get("/klaim/baru", show),
    post("/klaim/baru/cari", seek),
    post("/klaim/baru", begin),
)
