"""The application of the desk, all its pages in one list."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from desk import (
    accounts,
    assets,
    campaigns,
    claims,
    inbox,
    keeping,
    money,
    people,
    picture,
    records,
    registrations,
    rights,
    sheets,
    tasks,
)
from desk.ask import HOME
from desk.entry import entry_routes
from desk.guard import Way, dressed, missing, routes
from desk.kindly import kindly
from desk.office import Office

PARTS = (
    picture,
    registrations,
    people,
    inbox,
    claims,
    money,
    sheets,
    campaigns,
    accounts,
    records,
    keeping,
    rights,
    tasks,
)


def ways() -> Sequence[Way]:
    """Every page and act of whoever is in; what a test of all doors goes through."""
    return [way for part in PARTS for way in part.WAYS]


def desk_routes(office: Office) -> list[BaseRoute]:
    """The routes of `/meja`."""
    own = [
        Route(f"{HOME}/", _home),
        Route(assets.ROOT + "/{digest}/{name}", assets.serve),
        *_logo(office),
        *entry_routes(office),
        *routes(office, ways()),
        Route(HOME, _Nothing()),
        Route(HOME + "/{rest:path}", _Nothing()),
    ]
    return [*kindly(office, own)]


def _logo(office: Office) -> list[Route]:
    """The office's logo, where it has one; nothing that a stranger may not see."""
    if office.logo is None:
        return []
    answer = Response(office.logo, media_type="image/png", headers=assets.KEPT_AN_HOUR)

    async def logo(_: Request) -> Response:
        return answer

    return [Route(f"{HOME}/logo.png", logo)]


async def _home(_: Request) -> Response:
    return RedirectResponse(HOME, 308)


class _Nothing:
    """Whatever else is asked for, by any method."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The one answer for what is not there."""
        await dressed(Request(scope), missing())(scope, receive, send)
