"""Lists of people kept by name: kept from a campaign, used for another, forgotten."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection
from starlette.responses import Response

from desk import campaigns_form
from desk.ask import HOME, Ask, Missing
from desk.guard import Way, post
from storage import campaigns, campaigns_lists
from storage.campaigns import CampaignGone
from storage.campaigns_lists import Kept

PATH = f"{HOME}/siaran"
FIELD = "kept_list"  # of the form: the list whose NIKs go along


async def keep(ask: Ask) -> Response:
    """Keeps whom a campaign is for under a name."""
    by, sealer, which, name = ask.by, ask.office.sealer, ask.part("id"), ask.text("name")

    def act(conn: Connection) -> None:
        campaigns_lists.keep(conn, by, name, campaigns.one(conn, sealer, by, which))

    try:
        await ask.write(act)
    except CampaignGone:
        raise Missing from None
    except ValueError:
        return ask.to(f"{PATH}/{which}", "campaign-list-unnamed")
    return ask.to(PATH, "campaign-list-kept")


async def drop(ask: Ask) -> Response:
    """Forgets one."""
    by, which = ask.by, ask.part("list")
    try:
        await ask.write(lambda conn: campaigns_lists.drop(conn, by, which))
    except CampaignGone:
        raise Missing from None
    return ask.to(PATH, "campaign-list-dropped")


async def filled(ask: Ask) -> Mapping[str, str]:
    """What stands in the fields of a new campaign: nothing, or the list that was chosen."""
    which, by = ask.query("daftar"), ask.by
    if not which:
        return campaigns_form.FRESH
    try:
        found: Kept = await ask.read(lambda conn: campaigns_lists.one(conn, by, which))
    except CampaignGone:
        raise Missing from None
    return {**campaigns_form.meant(found.audience), FIELD: found.id}


WAYS: tuple[Way, ...] = (
    post("/siaran/daftar/{list}/hapus", drop),
    post("/siaran/{id}/daftar", keep),
)
