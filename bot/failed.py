"""Failed events: which are kept for an operator, and how they get another try after a mend."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from bot.clock import now
from bot.settings import Settings
from bot.wiring import checked_keys, opened
from storage import inbox
from storage.crypto import Sealer
from storage.failures import error_type, type_of
from storage.inbox import FailedRow

LISTED = 1000  # the oldest; more have one cause, and `replay all` takes them all
NUMBER = re.compile(r"[1-9]\d{0,17}")  # of an inbox row


__all__ = ["NoSuchEvent", "error_type", "listed", "replay"]


class NoSuchEvent(LookupError):
    """No failed event has this number; the message says what to do."""

    def __init__(self, which: str) -> None:
        super().__init__(
            f"{which} is no failed event; `seratus failed` lists those that are, with their numbers"
        )


async def listed(settings: Settings) -> list[str]:
    """A line for each failed event: number, channel, kind, since when, error type."""
    store = await opened(settings)
    try:
        rows, count = await store.read(lambda conn: inbox.failed(conn, LISTED))
        if not rows:
            return ["no event has failed"]
        sealer = Sealer(await checked_keys(store, settings.keys_file, now))
    finally:
        await store.close()
    zone = ZoneInfo(settings.timezone)
    lines = [_line(row, sealer, zone) for row in rows]
    return lines if count == len(rows) else [*lines, f"and {count - len(rows)} more"]


async def replay(settings: Settings, which: str) -> int:
    """Lets one failed event, or "all", wait again in its place; gives how many.

    Also beside a running engine, which finds them by itself. Raises NoSuchEvent.
    """
    if which != "all" and not NUMBER.fullmatch(which):
        raise NoSuchEvent(which)
    store = await opened(settings)
    try:
        if which == "all":
            return await store.write(inbox.retry_all)
        count = await store.write(lambda conn: inbox.retry(conn, [int(which)]))
    finally:
        await store.close()
    if not count:
        raise NoSuchEvent(which)
    return count


def _line(row: FailedRow, sealer: Sealer, zone: ZoneInfo) -> str:
    since = row.since.astimezone(zone).isoformat(" ", "seconds")
    error = type_of(sealer, row.error, row.event_key)
    return f"{row.seq}  {row.channel}  {row.kind}  {since}  {error}"
