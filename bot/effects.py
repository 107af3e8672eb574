"""Effects: slow work asked for by turns. Each runs at least once; its result is an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from bot.clock import Now
from bot.house import Sealers, effect_row
from bot.pictures import PictureProcess, PictureRefused
from storage import endpoints, files, inbox, media
from storage.endpoints import Endpoint
from storage.files import FileFolder
from storage.store import Store

JPEG = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Asked:
    """One effect row, opened."""

    endpoint: Endpoint
    effect: str
    kind: str
    args: Mapping[str, Any]


class Effects:
    """Does the slow work and puts its result into the inbox."""

    def __init__(
        self,
        store: Store,
        sealers: Sealers,
        folder: FileFolder,
        pictures: PictureProcess,
        now: Now,
    ) -> None:
        self._store = store
        self._sealers = sealers
        self._folder = folder
        self._pictures = pictures
        self._now = now

    async def run(self, endpoint_id: str, payload: Mapping[str, Any]) -> None:
        """Runs one effect to its end."""
        found = await self._store.read(
            lambda conn: endpoints.by_id(conn, self._sealers.sealer, [endpoint_id])
        )
        asked = Asked(found[endpoint_id], payload["effect"], payload["kind"], payload["args"])
        match asked.kind:
            case "store_photo":
                await self._store_photo(asked)
            case "erase_files":
                self._folder.erase(asked.args["files"])
            case kind:
                raise LookupError(f"no effect is called {kind}")

    async def _store_photo(self, asked: Asked) -> None:
        media_id = str(asked.args["media"])
        raw = await self._store.read(lambda conn: self._fetched(conn, asked.endpoint, media_id))
        if raw is None:
            await self._done(asked, {}, "missing", media_id)
            return
        try:
            picture = await self._pictures.reencode(raw)
        except PictureRefused as refused:
            await self._done(asked, {}, refused.code, media_id)
            return
        owner = ("draft", str(asked.args["draft"]))
        file_id, _ = await self._store.write(
            lambda conn: files.put(
                conn, self._sealers.sealer, owner, picture.jpeg, JPEG, self._now()
            )
        )
        self._folder.write(file_id, picture.jpeg)
        await self._done(asked, {"file": file_id}, None, media_id)

    def _fetched(self, conn: Connection, endpoint: Endpoint, media_id: str) -> bytes | None:
        return media.fetch(
            conn,
            self._sealers.opener,
            endpoint.channel,
            endpoint.account,
            endpoint.address_index,
            media_id,
        )

    async def _done(
        self, asked: Asked, result: Mapping[str, Any], refused: str | None, media_id: str
    ) -> None:
        row = effect_row(self._sealers, asked.endpoint, asked.effect, result, refused, self._now())

        def settle(conn: Connection) -> None:
            inbox.put(conn, [row])
            media.forget(conn, media_id)

        await self._store.write(settle)
