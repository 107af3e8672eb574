"""Effects: slow work asked for by turns. Each runs at least once; its result is an event."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.carriers import Carrier
from bot.clock import Now
from bot.errors import MediaRefused, SendFailed
from bot.house import Sealers, effect_row
from bot.ktp import CardRefused, KtpReader
from bot.pictures import MAX_BYTES, PictureProcess, PictureRefused
from bot.uploads import Refusal, Uploads
from conversations import correction, officer_talk
from conversations.claims import carried_paper
from conversations.lists import MOST_PEOPLE
from conversations.paying import carried
from conversations.understanding.ktp import Card
from storage import (
    applications_talk,
    claim_papers,
    conversations,
    endpoints,
    files,
    inbox,
    media,
    moving,
    talks_kept,
)
from storage.claim_papers import OWNER
from storage.documents import DocumentReader, DocumentRefused
from storage.endpoints import Endpoint
from storage.files import FileFolder
from storage.inbox import NewInboxRow
from storage.sheet_reading import SheetProblem, SheetReader
from storage.store import Store

JPEG = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Cards:
    """What reads KTP photos, and where the office is."""

    reader: KtpReader
    region: str  # code of its kabupaten
    zone: str

    async def read(self, jpeg: bytes, now: datetime) -> Card:
        """The card on a picture that was written anew by us. Raises CardRefused."""
        today = now.astimezone(ZoneInfo(self.zone)).date()
        return await self.reader.read(jpeg, today, self.region)


@dataclass(frozen=True, slots=True)
class Asked:
    """One effect row, opened."""

    endpoint: Endpoint
    effect: str
    kind: str
    args: Mapping[str, Any]
    ref: str | None = None  # the platform's id of the message that asked for it


class EffectRunner(Protocol):
    """What the sender asks of effects; `seratus chat`'s replay and tests bring their own."""

    async def run(self, endpoint_id: str, payload: Mapping[str, Any]) -> None:
        """Runs one effect to its end. Raises what is tried again."""

    async def give_up(self, endpoint_id: str, payload: Mapping[str, Any]) -> None:
        """Tells the talk that an effect failed for good."""

    def erase(self, ids: list[str]) -> None:
        """Erases the content of files. Raises OSError."""


class Effects:
    """Does the slow work and puts its result into the inbox."""

    def __init__(
        self,
        store: Store,
        sealers: Sealers,
        folder: FileFolder,
        pictures: PictureProcess,
        now: Now,
        carriers: Mapping[tuple[str, str], Carrier] | None = None,
        cards: Cards | None = None,
        uploads: Uploads | None = None,
    ) -> None:
        self._store = store
        self._sealers = sealers
        self._folder = folder
        self._pictures = pictures
        self._now = now
        self._cards = cards  # None: KTP photos are not read here
        self._sheets = SheetReader()
        self._documents = DocumentReader()
        self._uploads = uploads  # None: whatever comes is kept
        self._carriers = carriers or {}  # by channel and account; local channels have none

    async def run(self, endpoint_id: str, payload: Mapping[str, Any]) -> None:
        """Runs one effect to its end."""
        found = await self._store.read(
            lambda conn: endpoints.by_id(conn, self._sealers.sealer, [endpoint_id])
        )
        asked = _asked(found[endpoint_id], payload)
        match asked.kind:
            case "store_photo" | "store_proof" | "store_paper" | "store_sent" | "store_correction":
                await self._store_photo(asked)
            case "ktp":
                await self._read_card(asked)
            case "read_sheet":
                await self._read_sheet(asked)
            case "erase_files":
                self._folder.erase(asked.args["files"])
            case kind:
                raise LookupError(f"no effect is called {kind}")

    def erase(self, ids: list[str]) -> None:
        """Erases the content of files; one that is gone already is no trouble. Raises OSError."""
        self._folder.erase(ids)

    async def give_up(self, endpoint_id: str, payload: Mapping[str, Any]) -> None:
        """Tells the talk that an effect failed for good, so that it waits no longer."""
        found = await self._store.read(
            lambda conn: endpoints.by_id(conn, self._sealers.sealer, [endpoint_id])
        )
        asked = _asked(found[endpoint_id], payload)
        await self._store.write(
            lambda conn: inbox.put(conn, [self._result(conn, asked, {}, "worker")])
        )

    async def _store_photo(self, asked: Asked) -> None:
        media_id = str(asked.args["media"])
        if code := await self._too_many(asked, media_id):
            await self._done(asked, {}, code, media_id)
            return
        try:
            raw = await self._media(asked.endpoint, media_id)
            content, kind = await self._made_safe(asked, raw)
        except (MediaRefused, PictureRefused, DocumentRefused) as refused:
            await self._done(asked, {}, refused.code, media_id)
            return
        file_id = await self._store.write(lambda conn: self._kept(conn, asked, content, kind))
        if file_id is None:
            await self._done(asked, {}, "missing", media_id)
        else:
            await self._done(asked, {"file": file_id}, None, media_id)

    async def _too_many(self, asked: Asked, media_id: str) -> Refusal | None:
        if self._uploads is None:
            return None
        ask = partial(self._uploads.refusal, sealer=self._sealers.sealer, now=self._now())
        who = asked.endpoint.id
        return await self._store.write(lambda conn: ask(conn, endpoint_id=who, media_id=media_id))

    async def _made_safe(self, asked: Asked, raw: bytes) -> tuple[bytes, str]:
        """A picture written anew; in a talk with an officer also a document in which nothing acts.

        With the media type. Raises PictureRefused, DocumentRefused.
        """
        try:
            return (await self._pictures.reencode(raw)).jpeg, JPEG
        except PictureRefused as refused:
            if refused.code != "not_a_picture" or asked.kind != officer_talk.STORE:
                raise
        return raw, await self._documents.media_type(raw)

    async def _read_card(self, asked: Asked) -> None:
        """Reads a stored photo; that there is nothing to read it or to be read is an answer too."""
        result: dict[str, Any] = {}
        refused = None
        try:
            if self._cards is None:
                raise CardRefused("off")
            jpeg = await asyncio.to_thread(self._folder.read, str(asked.args["file"]))
            card = await self._cards.read(jpeg, self._now())
            result = {"values": dict(card.values), "unsure": sorted(card.unsure)}
        except FileNotFoundError:
            refused = "missing"
        except CardRefused as problem:
            refused = problem.code
        await self._store.write(
            lambda conn: inbox.put(conn, [self._result(conn, asked, result, refused)])
        )

    async def _read_sheet(self, asked: Asked) -> None:
        """Reads a list of people; of a long one only so much that it can be seen to be long."""
        media_id = str(asked.args["media"])
        try:
            sheet = await self._sheets.read(await self._media(asked.endpoint, media_id))
        except MediaRefused as refused:
            await self._done(asked, {}, refused.code, media_id)
            return
        if isinstance(sheet, SheetProblem):
            await self._done(asked, {}, sheet.code, media_id)
            return
        most = MOST_PEOPLE + 1
        result = {"headers": sheet.headers, "header_at": sheet.header_at}
        rows = {"rows": sheet.rows[:most], "at": sheet.at[:most]}
        await self._done(asked, {**result, **rows}, None, media_id)

    def _kept(self, conn: Connection, asked: Asked, content: bytes, kind: str) -> str | None:
        """Row and content of the draft's picture, None when the draft was deleted meanwhile.

        The content is there before the row can be seen: who erases the row finds it. A proof's
        picture is its effect's until the proof is recorded.
        """
        owner = self._owner(conn, asked)
        if owner is None:
            return None
        sealer, now = self._sealers.sealer, self._now()
        file_id, _ = files.put(conn, sealer, owner, content, kind, now, asked.endpoint.id)
        self._folder.write(file_id, content)
        return file_id

    def _owner(self, conn: Connection, asked: Asked) -> tuple[str, str] | None:
        """Whose the picture is; None where that is gone, or not the sender's to add to."""
        if asked.kind == "store_proof":
            return "effect", asked.effect
        if asked.kind == officer_talk.STORE:
            talk = talks_kept.open_of(conn, asked.endpoint.id)
            return (talks_kept.OWNER, talk) if talk else None
        if asked.kind == "store_paper":
            claim = str(asked.args["paper_of"])
            return (OWNER, claim) if claim_papers.takes(conn, claim, asked.endpoint.id) else None
        if asked.kind == correction.STORE:
            sent = str(asked.args[correction.CARRIED])
            return applications_talk.owner(conn, sent, asked.endpoint.id)
        draft = str(asked.args.get("draft", ""))
        return ("draft", draft) if conversations.lock_draft(conn, draft) else None

    async def _media(self, endpoint: Endpoint, media_id: str) -> bytes:
        """What was sent, from the platform or from our own store.

        Raises MediaRefused for good; SendFailed where another try may help.
        """
        carrier = self._carriers.get((endpoint.channel, endpoint.account))
        if carrier is None:
            raw = await self._store.read(lambda conn: self._fetched(conn, endpoint, media_id))
            if raw is None:
                raise MediaRefused("missing")
            return raw
        try:
            return await carrier.fetch(media_id, MAX_BYTES)
        except SendFailed as failed:
            if failed.code.retryable:
                raise
        raise MediaRefused("missing")

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
        def settle(conn: Connection) -> None:
            talks_kept.attach(conn, asked.effect, result.get("file"), refused)
            inbox.put(conn, [self._result(conn, asked, result, refused)])
            media.forget(conn, media_id)

        await self._store.write(settle)

    def _result(
        self, conn: Connection, asked: Asked, result: Mapping[str, Any], refused: str | None
    ) -> NewInboxRow:
        """The result for the talk where the draft is now: it may have moved meanwhile."""
        owner, ref = asked.endpoint, asked.ref
        result = {**result, **carried(asked.args), **carried_paper(asked.args)}
        result |= correction.carried_correction(asked.args)
        if asked.kind == officer_talk.STORE:
            result["sent"] = True
        now_at = moving.endpoint_of(conn, str(asked.args.get("draft", "")))
        if now_at is not None and now_at != owner.id:
            owner, ref = endpoints.by_id(conn, self._sealers.sealer, [now_at])[now_at], None
        return effect_row(self._sealers, owner, asked.effect, result, refused, self._now(), ref=ref)


def _asked(endpoint: Endpoint, payload: Mapping[str, Any]) -> Asked:
    return Asked(endpoint, payload["effect"], payload["kind"], payload["args"], payload.get("ref"))
