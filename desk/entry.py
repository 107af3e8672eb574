"""Entry: password, second factor, invitations; the only pages without a seat."""

from __future__ import annotations

from starlette.routing import Route

from desk.office import Office


def entry_routes(office: Office) -> list[Route]:
    """The routes of whoever is not in yet."""
    return []
