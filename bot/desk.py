"""Where the desk comes in: by name, since `bot` and `desk` never import each other."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

from starlette.routing import BaseRoute

from bot.wiring import House
from storage.files import FileFolder


def desk_routes(house: House) -> Sequence[BaseRoute]:
    """The routes of `/meja`; loads the desk's libraries."""
    routes: Sequence[BaseRoute] = import_module("desk.app").desk_routes(_office(house))
    return routes


async def resume_jobs(house: House) -> None:
    """Goes on with the files that a stopped desk was in the middle of."""
    await import_module("desk.sheets_work").resume(_office(house))


def _office(house: House) -> Any:
    """`desk.office.Office` over the house's store and keys."""
    sealer, settings = house.sealers.sealer, house.settings

    def wake() -> None:
        house.wake.inbox()
        house.wake.outbox()

    return import_module("desk.office").Office(
        store=house.store,
        sealer=sealer,
        files=FileFolder(settings.data_dir / "files", sealer),
        now=house.now,
        zone=ZoneInfo(settings.timezone),
        region=settings.region,
        wake=wake,
        seats=settings.seats_per_village,
    )
