"""Effects: slow work asked for by turns. Each runs at least once; its result is an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from bot.clock import Now
from bot.house import Sealers, effect_row
from bot.pictures import PictureProcess, PictureRefused
from storage import conversations, endpoints, files, inbox, media
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

    async def give_up(self, endpoint_id: str, payload: Mapping[str, Any]) -> None:
        """Tells the talk that an effect failed for good, so that it waits no longer."""
        found = await self._store.read(
            lambda conn: endpoints.by_id(conn, self._sealers.sealer, [endpoint_id])
        )
        endpoint, now = found[endpoint_id], self._now()
        row = effect_row(self._sealers, endpoint, payload["effect"], {}, "worker", now)
        await self._store.write(lambda conn: inbox.put(conn, [row]))

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
        file_id = await self._store.write(lambda conn: self._kept(conn, asked, picture.jpeg))
        if file_id is None:
            await self._done(asked, {}, "missing", media_id)
        else:
            await self._done(asked, {"file": file_id}, None, media_id)

    def _kept(self, conn: Connection, asked: Asked, jpeg: bytes) -> str | None:
        """Row and content of the draft's picture, None when the draft was deleted meanwhile.

        The content is there before the row can be seen: who erases the row finds it.
        """
        draft = str(asked.args["draft"])
        if not conversations.lock_draft(conn, draft):
            return None
        sealer, now = self._sealers.sealer, self._now()
        file_id, _ = files.put(conn, sealer, ("draft", draft), jpeg, JPEG, now)
        self._folder.write(file_id, jpeg)
        return file_id

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
