"""Uploads of the simulator and the terminal, sealed, until they are processed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select

from storage.crypto import InboxOpener, InboxSealer
from storage.ids import new_id
from storage.store import insert_into
from storage.tables import media


def keep(
    conn: Connection,
    sealer: InboxSealer,
    channel: str,
    account: str,
    endpoint_key: bytes,
    content: bytes,
    now: datetime,
) -> str:
    """Stores an upload for this endpoint and gives its id; the door can seal but not read it."""
    media_id = new_id(now)
    sealed = sealer.seal(content, channel, account, _purpose(endpoint_key, media_id))
    row = {"id": media_id, "endpoint_key": endpoint_key, "sealed": sealed, "created_at": now}
    conn.execute(insert_into(conn, media), row)
    return media_id


def fetch(
    conn: Connection,
    opener: InboxOpener,
    channel: str,
    account: str,
    endpoint_key: bytes,
    media_id: str,
) -> bytes | None:
    """The upload, None when it is gone or another's."""
    query = select(media.c.sealed).where(
        media.c.id == media_id, media.c.endpoint_key == endpoint_key
    )
    sealed = conn.scalar(query)
    if sealed is None:
        return None
    return opener.open(sealed, channel, account, _purpose(endpoint_key, media_id))


def forget(conn: Connection, media_id: str) -> None:
    """Takes an upload away once it is processed."""
    conn.execute(delete(media).where(media.c.id == media_id))


def forget_older(conn: Connection, than: datetime) -> int:
    """Takes uploads away that nobody processed."""
    return conn.execute(delete(media).where(media.c.created_at < than)).rowcount


def _purpose(endpoint_key: bytes, media_id: str) -> bytes:
    return endpoint_key + media_id.encode()
