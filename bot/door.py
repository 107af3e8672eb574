"""The door: takes events, stores each once, sealed, and only then says so. Holds no token.

It knows the inbox's public key and the key for addresses and event ids, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot import points
from bot.clock import Now
from bot.logs import log
from bot.meters import meters
from bot.wake import Wake
from storage import inbox, media
from storage.crypto import InboxSealer
from storage.inbox import NewInboxRow
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Item:
    """One event of a platform's batch: who, under which id, and the raw bytes."""

    address: str
    event_id: str
    payload: bytes
    kind: inbox.Kind = "message"


class Door:
    """The way into the inbox."""

    def __init__(self, store: Store, sealer: InboxSealer, now: Now, wake: Wake) -> None:
        self._store = store
        self._sealer = sealer
        self._now = now
        self._wake = wake

    async def accept(self, channel: str, account: str, items: Sequence[Item]) -> int:
        """Stores the items that are new; gives how many. On return they are committed."""
        rows = [self._row(channel, account, item) for item in items]
        try:
            with meters.timed("door.store"):
                seqs = await self._store.write(lambda conn: inbox.put_seqs(conn, rows))
        except Exception:
            meters.count("seratus_events", channel, "refused", by=len(rows))
            raise
        points.reached(points.STORED)
        meters.count("seratus_events", channel, "stored", by=len(seqs))
        meters.count("seratus_events", channel, "known", by=len(rows) - len(seqs))
        for seq in seqs:
            log.debug("event_stored", inbox_seq=seq, channel=channel)
        self._wake.inbox()
        return len(seqs)

    async def keep(self, channel: str, account: str, address: str, content: bytes) -> str:
        """Stores an upload of a local channel; gives its media id."""
        key = self._sealer.endpoint_key(channel, account, address)
        return await self._store.write(
            lambda conn: media.keep(conn, self._sealer, channel, account, key, content, self._now())
        )

    def _row(self, channel: str, account: str, item: Item) -> NewInboxRow:
        key = self._sealer.event_key(channel, account, item.event_id)
        return NewInboxRow(
            event_key=key,
            channel=channel,
            account=account,
            endpoint_key=self._sealer.endpoint_key(channel, account, item.address),
            kind=item.kind,
            payload=self._sealer.seal(item.payload, channel, account, key),
            received_at=self._now(),
        )


def local_item(person: str, event: Mapping[str, Any]) -> Item:
    """An event of a made-up person as the local channels store it."""
    payload = json.dumps({**event, "person": person}).encode()
    return Item(person, f"{person}:{event['id']}", payload)
