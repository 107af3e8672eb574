"""What may be done with a campaign: given in, approved, held, ended, sent once more, tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection
from starlette.responses import Response

from desk.ask import HOME, Ask, Missing
from desk.guard import Way, post
from storage import campaigns
from storage import campaigns_run as running
from storage.campaigns import Campaign, CampaignGone, NotAllowed, NotNow, Refused
from storage.claims import By

LIST = f"{HOME}/siaran"
Act = Callable[[Connection], Any]


async def submit(ask: Ask) -> Response:
    """Gives it in: from now on it is frozen."""
    return await _act(ask, campaigns.submit, "campaign-given-in")


async def approve(ask: Ask) -> Response:
    """Another officer lets go what was frozen."""
    which, version, who = ask.part("id"), seen_version(ask), ask.officer

    def act(conn: Connection) -> None:
        campaigns.approve(conn, ask.office.sealer, ask.by, who, which, version)

    return await _done(ask, act, "campaign-approved")


async def send_back(ask: Ask) -> Response:
    """To be changed."""
    return await _act(ask, campaigns.send_back, "campaign-sent-back")


async def pause(ask: Ask) -> Response:
    """Holds it at once."""
    return await _now(ask, campaigns.pause, "campaign-paused")


async def resume(ask: Ask) -> Response:
    """Lets it go on."""
    return await _now(ask, campaigns.resume, "campaign-resumed")


async def cancel(ask: Ask) -> Response:
    """Ends it for good."""
    return await _now(ask, campaigns.cancel, "campaign-cancelled")


async def retry(ask: Ask) -> Response:
    """Once more to those whom it failed to reach."""
    return await _now(ask, campaigns.retry, "campaign-retried")


async def try_out(ask: Ask) -> Response:
    """To the officer's own chat."""
    which, by = (await found(ask)).id, ask.by
    reached = await ask.write(lambda conn: running.try_out(conn, by, which))
    return ask.to(f"{LIST}/{which}", "campaign-tried" if reached else "campaign-no-chat")


async def _act(
    ask: Ask, act: Callable[[Connection, Any, By, str, int], None], told: str
) -> Response:
    """An act on the version that the officer saw."""
    sealer, by, which, version = ask.office.sealer, ask.by, ask.part("id"), seen_version(ask)
    return await _done(ask, lambda conn: act(conn, sealer, by, which, version), told)


async def _now(ask: Ask, act: Callable[[Connection, Any, By, str], Any], told: str) -> Response:
    """An act on whatever stands."""
    sealer, by, which = ask.office.sealer, ask.by, ask.part("id")
    return await _done(ask, lambda conn: act(conn, sealer, by, which), told)


async def _done(ask: Ask, act: Act, told: str) -> Response:
    where = f"{LIST}/{ask.part('id')}"
    try:
        await ask.write(act)
    except CampaignGone:
        raise Missing from None
    except NotNow:
        return ask.to(where, "campaign-not-now")
    except NotAllowed:
        return ask.to(where, "campaign-not-allowed")
    except Refused:
        return ask.to(where, "campaign-refused")
    return ask.to(where, told)


async def found(ask: Ask) -> Campaign:
    by, sealer, which = ask.by, ask.office.sealer, ask.part("id")
    try:
        return await ask.read(lambda conn: campaigns.one(conn, sealer, by, which))
    except CampaignGone:
        raise Missing from None


def seen_version(ask: Ask) -> int:
    given = ask.text("version")
    if not given.isascii() or not given.isdecimal():
        raise Missing
    return int(given)


WAYS: tuple[Way, ...] = (
    post("/siaran/{id}/ajukan", submit),
    post("/siaran/{id}/setujui", approve),
    post("/siaran/{id}/kembalikan", send_back),
    post("/siaran/{id}/jeda", pause),
    post("/siaran/{id}/lanjut", resume),
    post("/siaran/{id}/batal", cancel),
    post("/siaran/{id}/ulangi", retry),
    post("/siaran/{id}/coba", try_out),
)
