"""The mailbox of the local channels: what was said on both sides, read from inbox and outbox."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any

from sqlalchemy import Connection, select

from bot.channels import Unusable
from bot.channels.local import read_item
from bot.door import Door, local_item
from bot.house import Sealers
from bot.recording import NotRecordable, recorded
from bot.simulator_items import RefusedError
from bot.speech import picture
from bot.wake import Wake
from conversations.session import Chose, Said, SentDocument, SentLocation, SentPhoto, SharedContact
from storage.retention import GONE
from storage.store import Store
from storage.tables import endpoints, inbox, outbox

BROWSER, ACCOUNT = "browser", "local"
SHOWN = ("reply", "notice", "campaign")
# A message's `seq` is a cursor into both tables: inbox seq × SIDE + outbox seq. It stays a whole
# number in JavaScript (2^53) up to 2^27 events and 2^26 messages, ample for a simulator.
SIDE = 2**26


class BrowserMailbox:
    """What stands behind `/coba`: the browser channel's way in, and its messages."""

    def __init__(
        self, store: Store, door: Door, sealers: Sealers, wake: Wake, home: str = ""
    ) -> None:
        self._store = store
        self._door = door
        self._sealers = sealers
        self._wake = wake
        self._home = home  # code of the office's kabupaten

    async def accept(self, person: str, item: Mapping[str, object]) -> None:
        """Takes one event of a person, once for each `item["id"]`."""
        await self._door.accept(BROWSER, ACCOUNT, [local_item(person, item)])

    async def keep(self, person: str, data: bytes) -> str:
        """Stores an upload and gives its media id."""
        return await self._door.keep(BROWSER, ACCOUNT, person, data)

    async def history(self, person: str, after: int) -> list[dict[str, object]]:
        """Messages of both sides with a `seq` above `after`, ascending."""
        key = self._sealers.opener.endpoint_key(BROWSER, ACCOUNT, person)
        return await self._store.read(lambda conn: self._messages(conn, key, after))

    async def file(self, person: str, message: str) -> tuple[bytes, str] | None:
        """The card of a message as PNG, None if it has none."""
        key = self._sealers.opener.endpoint_key(BROWSER, ACCOUNT, person)
        payload = await self._store.read(lambda conn: self._payload(conn, key, message))
        if not payload or not payload.get("card"):
            return None
        return await asyncio.to_thread(picture, payload["card"]), "image/png"

    async def wait(self, person: str, after: int, timeout: float) -> None:  # noqa: ASYNC109
        """Returns when something newer may exist, or after `timeout` seconds."""
        await self._wake.for_delivery(timeout)

    async def transcript(self, person: str) -> str:
        """The talk as a test, with made-up people. Raises RefusedError with the reason why not."""
        try:
            return await recorded(self._store, self._sealers, BROWSER, person, self._home)
        except NotRecordable as reason:
            raise RefusedError(409, f"save_{reason}") from None

    # --- reading ---------------------------------------------------------------------------

    def _messages(self, conn: Connection, key: bytes, after: int) -> list[dict[str, object]]:
        """What is newer than the cursor: each answer stands behind what it answers."""
        heard, answered = divmod(after, SIDE)
        own = conn.execute(
            select(inbox.c.seq, inbox.c.event_key, inbox.c.payload, inbox.c.received_at)
            .where(inbox.c.endpoint_key == key, inbox.c.kind == "message", inbox.c.seq > heard)
            .where(inbox.c.payload != GONE)
            .order_by(inbox.c.seq)
        ).all()
        mine = select(endpoints.c.id).where(endpoints.c.address_index == key)
        said = conn.execute(
            select(outbox)
            .where(
                outbox.c.endpoint_id.in_(mine),
                outbox.c.kind.in_(SHOWN),
                outbox.c.seq > answered,
                outbox.c.payload != GONE,
            )
            .order_by(outbox.c.seq)
        ).all()
        ready = list(takewhile(lambda row: row.state not in ("waiting", "sending"), said))
        return self._merged(own, [row for row in ready if row.state == "sent"], heard, answered)

    def _merged(
        self, own: Sequence[Any], said: Sequence[Any], heard: int, answered: int
    ) -> list[dict[str, object]]:
        messages: list[dict[str, object]] = []
        labels: dict[str, str] = {}
        waiting = list(own)
        for row in (*said, None):
            while waiting and (row is None or waiting[0].seq <= (row.inbox_seq or 0)):
                mine = waiting.pop(0)
                heard = mine.seq
                shown = self._own_message(mine, labels)
                messages.append({"seq": heard * SIDE + answered, **shown})
            if row is not None:
                answered = row.seq
                message = self._bot_message(row)
                labels |= {each["id"]: each["label"] for each in message["choices"]}
                messages.append({"seq": heard * SIDE + answered, **message})
        return messages

    def _bot_message(self, row: Any) -> dict[str, Any]:
        payload = self._sealers.sealer.open_json(row.payload, "outbox", "payload", row.id)
        card = payload.get("card")
        return {
            "id": row.id,
            "from": "bot",
            "text": payload["text"],
            "choices": payload["choices"],
            "list": payload["list"],
            "list_label": payload["list_label"],
            "file": {"media_type": "image/png", "name": f"{card['code']}.png"} if card else None,
            "at": row.created_at.isoformat(),
            "as": payload.get("as"),
            "photo": str(payload.get("asks") or "").endswith("ktp_photo"),
        }

    def _own_message(self, row: Any, labels: Mapping[str, str]) -> dict[str, Any]:
        raw = self._sealers.opener.open(row.payload, BROWSER, ACCOUNT, row.event_key)
        text, file, photo = _shown(raw, labels)
        return {
            "id": _id(raw),
            "from": "person",
            "text": text,
            "choices": [],
            "list": False,
            "list_label": "",
            "file": file,
            "at": row.received_at.isoformat(),
            "as": None,
            "photo": photo,
        }

    def _payload(self, conn: Connection, key: bytes, message: str) -> dict[str, Any] | None:
        mine = select(endpoints.c.id).where(endpoints.c.address_index == key)
        query = select(outbox.c.id, outbox.c.payload).where(
            outbox.c.id == message, outbox.c.endpoint_id.in_(mine), outbox.c.payload != GONE
        )
        row = conn.execute(query).first()
        if row is None:
            return None
        found: dict[str, Any] = self._sealers.sealer.open_json(
            row.payload, "outbox", "payload", row.id
        )
        return found


def _id(raw: bytes) -> str:
    try:
        return str(json.loads(raw)["id"])
    except (KeyError, TypeError, ValueError, RecursionError):
        return ""


def _shown(raw: bytes, labels: Mapping[str, str]) -> tuple[str, dict[str, str] | None, bool]:
    """Text, file and photo mark of a person's own message."""
    try:
        event = read_item(raw).event
    except Unusable:  # it is kept for an operator; the rest of the talk is still shown
        return "", None, False
    label = json.loads(raw).get("label")
    match event:
        case Said(text):
            return text, None, False
        case Chose(token):
            return str(label or labels.get(token, token)), None, False
        case SentPhoto():
            return "", None, True
        case SentDocument(_, name):
            return name, None, False
        case SentLocation(latitude, longitude):
            return f"📍 {latitude:.5f}, {longitude:.5f}", None, False
        case SharedContact(phone):
            return phone, None, False
    return "", None, False
