"""Files that go with messages: handed to each platform once, named by its own word from then on.

Whoever sends a file first holds the others of that file and account until it is over, so that a
campaign hands it over once. Handing over is no sending on WhatsApp; on Telegram the first message
brings it, at most once as every other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from bot.carriers import Account, Letter, Upload
from bot.clock import Now
from bot.errors import MEDIA, UNREACHABLE, SendFailed
from bot.house import Sealers
from bot.logs import log
from storage import file_uploads
from storage.crypto import SealBroken
from storage.file_uploads import Place, Reference
from storage.files import FileFolder
from storage.store import Store

# How long platforms keep what was handed over; Meta 30 days, a day earlier it is handed over anew.
LIVES = {"whatsapp": timedelta(days=29)}
MOST_KNOWN = 1000  # names in memory; the store has them all


def upload(payload: Mapping[str, Any]) -> Upload | None:
    """The file of an outbox row's payload; None where it has none."""
    match payload.get("file"):
        case {"file": which, "name": name, "media_type": kind, "digest": digest}:
            return Upload(which, name, kind, digest)
    return None


class Attachments:
    """Sends letters with files; one for a whole event loop."""

    def __init__(self, store: Store, sealers: Sealers, folder: FileFolder, now: Now) -> None:
        self._store = store
        self._sealer = sealers.sealer
        self._folder = folder
        self._now = now
        self._known: dict[Place, Reference] = {}
        self._first: dict[Place, asyncio.Lock] = {}

    async def send(self, account: Account, letter: Letter, file: Upload) -> str | None:
        """The platform's id of the message. Raises SendFailed.

        A name that the platform has forgotten was refused, so nothing was sent: the file is
        handed over once more.
        """
        place = Place(file.id, account.channel, account.name)
        if found := await self._reference(place):
            try:
                return await self._named(account, letter, file, found)
            except SendFailed as failed:
                if failed.code is not MEDIA:
                    raise
            await self._forget(place, found)
        lock = self._first.setdefault(place, asyncio.Lock())
        try:
            async with lock:
                return await self._sent(account, letter, file, place)
        finally:
            if not lock.locked():
                self._first.pop(place, None)

    async def _sent(
        self, account: Account, letter: Letter, file: Upload, place: Place
    ) -> str | None:
        """As the first, or by the name that the first has brought meanwhile."""
        if found := await self._reference(place):
            return await self._named(account, letter, file, found)
        given = replace(file, content=await self._content(file))
        try:
            return await account.carrier.send(replace(letter, file=given))
        finally:
            if given.reference:  # on WhatsApp also where the message itself was refused
                await self._keep(place, given.reference)

    async def _named(
        self, account: Account, letter: Letter, file: Upload, found: Reference
    ) -> str | None:
        its = replace(file, reference=found.name)
        return await account.carrier.send(replace(letter, file=its))

    async def _content(self, file: Upload) -> bytes:
        """What was approved, and nothing else. Raises SendFailed."""
        try:
            content = await asyncio.to_thread(self._folder.read, file.id)
        except (FileNotFoundError, SealBroken):
            raise SendFailed(MEDIA) from None
        except OSError:
            raise SendFailed(UNREACHABLE) from None
        if sha256(content).hexdigest() != file.digest:
            raise SendFailed(MEDIA)
        return content

    async def _reference(self, place: Place) -> Reference | None:
        found = self._known.get(place)
        if found is None:
            found = await self._store.read(
                lambda conn: file_uploads.known(conn, self._sealer, place)
            )
        if found is None or not found.holds(self._now()):
            return None
        self._remember(place, found)
        return found

    async def _keep(self, place: Place, name: str) -> None:
        now, lives = self._now(), LIVES.get(place.channel)
        found = Reference(name, now + lives if lives else None)
        self._remember(place, found)
        work = partial(file_uploads.keep, sealer=self._sealer, place=place, its=found, now=now)
        try:
            await self._store.write(work)
        except Exception as error:  # noqa: BLE001 - the message is out; the name is remembered
            log.error("file_unnamed", channel=place.channel, error=type(error).__name__)

    async def _forget(self, place: Place, found: Reference) -> None:
        """Unless another letter has brought a new name meanwhile."""
        if self._known.get(place) == found:
            del self._known[place]
            await self._store.write(lambda conn: file_uploads.forget(conn, place))

    def _remember(self, place: Place, found: Reference) -> None:
        self._known[place] = found
        if len(self._known) > MOST_KNOWN:
            del self._known[next(iter(self._known))]
