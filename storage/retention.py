"""Retention: what people wrote is kept only as long as it may be needed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, or_, select, update

from storage import (
    applications_viewers,
    entry_tries,
    file_uploads,
    media,
    mourning,
    officer_codes,
    officer_sessions,
    talks_kept,
)
from storage.tables import aliases, endpoints, inbox, outbox, passes

KEPT = timedelta(days=8)  # longer than any platform redelivers, 7 days (DESIGN.md section 7)
MEDIA_KEPT = timedelta(days=1)  # uploads that nobody processed; a turn takes seconds
PASSES_KEPT = timedelta(days=30)  # after they expired: who asks why a code failed, asks by then
SAID = ("sent", "failed", "unknown", "dropped")  # states of what goes out no more
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
    applications_viewers.forget(conn, now)
    file_uploads.sweep(conn, now)
    mourning.end_silences(conn, now)  # of reports that nobody confirmed
    entries = officer_sessions.forget(conn, now) + officer_codes.forget(conn, now)
    entries += entry_tries.forget(conn, now)
    spent = conn.execute(delete(passes).where(passes.c.expires_at < now - PASSES_KEPT)).rowcount
    return heard + said + spent + entries + media.forget_older(conn, now - MEDIA_KEPT)


def forget_talks(
    conn: Connection, endpoint_keys: Collection[bytes], endpoint_ids: Collection[str]
) -> None:
    """Erases what was said at these endpoints; the rows stay, so that nothing counts twice.

    Also what came under their other addresses.
    """
    if not endpoint_ids:
        return
    ids = list(endpoint_ids)
    theirs = or_(
        inbox.c.endpoint_key.in_(list(endpoint_keys)),
        inbox.c.endpoint_key.in_(select(endpoints.c.address_index).where(endpoints.c.id.in_(ids))),
        inbox.c.endpoint_key.in_(
            select(aliases.c.address_index).where(aliases.c.endpoint_id.in_(ids))
        ),
    )
    conn.execute(update(inbox).where(theirs, inbox.c.state == "done").values(payload=GONE))
    said = outbox.c.endpoint_id.in_(ids) & outbox.c.state.in_(SAID)
    conn.execute(update(outbox).where(said, outbox.c.kind != "effect").values(payload=GONE))
    talks_kept.forget_forms(conn, ids)
