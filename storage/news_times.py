"""When news are told: in the hours in which people may be written to; made-up people at once.

The talk looks again when the timer fires, and may put it off (`conversations.claim_telling`).
"""

from __future__ import annotations

from datetime import datetime

from program.quiet_hours import next_sending
from storage.crypto import Sealer
from storage.office_time import office_zone
from storage.timers import Timer


def due(now: datetime, trial: bool) -> datetime:
    """The next moment at which an endpoint may be told something unasked."""
    if trial:
        return now
    local = now.astimezone(office_zone()).replace(tzinfo=None)
    return next_sending(local).replace(tzinfo=office_zone())


def timer(
    sealer: Sealer, kind: str, key: str, endpoint_id: str, trial: bool, now: datetime
) -> Timer:
    """A timer of an endpoint whose subject is its own key, so that the talk can put it off."""
    arguments = sealer.seal_text(key, "timers", "arguments", key)
    return Timer(key, due(now, trial), kind, now, endpoint_id, arguments)
