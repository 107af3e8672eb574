"""The application of the desk, all its pages in one list."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

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
    sheets,
)
from desk.ask import HOME
from desk.entry import entry_routes
from desk.guard import Way, dressed, missing, routes
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
)


def ways() -> Sequence[Way]:
    """Every page and act of whoever is in; what a test of all doors goes through."""
    return [way for part in PARTS for way in part.WAYS]


def desk_routes(office: Office) -> list[BaseRoute]:
    """The routes of `/meja`."""
    return [
        Route(f"{HOME}/", _home),
        Route(assets.ROOT + "/{digest}/{name}", assets.serve),
        *entry_routes(office),
        *routes(office, ways()),
        Route(HOME + "/{rest:path}", _nothing),
    ]


async def _home(_: Request) -> Response:
    return RedirectResponse(HOME, 308)


async def _nothing(request: Request) -> Response:
    return dressed(request, missing())
