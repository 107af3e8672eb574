"""Where the desk comes in: by name, since `bot` and `desk` never import each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

from starlette.routing import BaseRoute

from bot.file_place import file_place
from bot.logo import logo
from bot.logs import log
from bot.pictures import PictureProcess, PictureRefused
from bot.reminder_settings import reminding
from bot.room import room
from bot.wiring import House
from storage.documents import DocumentReader, DocumentRefused
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
    sealer, settings, pictures = house.sealers.sealer, house.settings, PictureProcess()

    def scarce() -> int | None:
        left = room(settings)
        return left.percent if left.scarce else None

    def wake() -> None:
        house.wake.inbox()
        house.wake.outbox()

    async def reencode(data: bytes) -> bytes | str:
        try:
            return (await pictures.reencode(data)).jpeg
        except PictureRefused as refused:
            return refused.code

    documents = DocumentReader()

    async def document(data: bytes) -> str:
        try:
            return await documents.media_type(data)
        except DocumentRefused as refused:
            return refused.code

    return import_module("desk.office").Office(
        store=house.store,
        sealer=sealer,
        files=FileFolder(file_place(settings), sealer),
        now=house.now,
        zone=ZoneInfo(settings.timezone),
        region=settings.region,
        wake=wake,
        seats=settings.seats_per_village,
        trouble=_log,
        reencode=reencode,
        document=document,
        reminding=reminding(settings),
        logo=logo(settings),
        scarce=scarce,
    )


def _log(which: str, told: Mapping[str, object]) -> None:
    log.error("desk_failed", number=which, **told)
