"""Retention: what people wrote is kept only as long as it may be needed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, update

from storage import media
from storage.tables import inbox, outbox

KEPT = timedelta(days=8)  # longer than any platform redelivers, 7 days (DESIGN.md section 7)
MEDIA_KEPT = timedelta(days=1)  # uploads that nobody processed; a turn takes seconds
GONE = b""  # stands where a payload was


def sweep(conn: Connection, now: datetime) -> int:
    """Deletes events worked off and messages sent long ago; failed ones stay for an operator."""
    old = now - KEPT
    heard = conn.execute(
        delete(inbox).where(inbox.c.state == "done", inbox.c.done_at < old)
    ).rowcount
    said = conn.execute(
        delete(outbox).where(outbox.c.state.in_(("sent", "dropped")), outbox.c.created_at < old)
    ).rowcount
    return heard + said + media.forget_older(conn, now - MEDIA_KEPT)


def forget_talks(
    conn: Connection, endpoint_keys: Collection[bytes], endpoint_ids: Collection[str]
) -> None:
    """Erases what was said at these endpoints; the rows stay, so that nothing counts twice."""
    if not endpoint_ids:
        return
    heard = inbox.c.endpoint_key.in_(list(endpoint_keys)) & (inbox.c.state == "done")
    conn.execute(update(inbox).where(heard).values(payload=GONE))
    said = outbox.c.endpoint_id.in_(list(endpoint_ids)) & (outbox.c.state == "sent")
    conn.execute(update(outbox).where(said, outbox.c.kind != "effect").values(payload=GONE))
