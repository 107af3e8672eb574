"""What enters the inbox from the house itself: due timers and the results of effects."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channels import Inbound, Unusable
from conversations.session import EffectDone, TimerFired
from storage.crypto import InboxOpener, InboxSealer, Sealer
from storage.endpoints import Endpoint
from storage.inbox import Kind, NewInboxRow


@dataclass(frozen=True, slots=True)
class Sealers:
    """All that seals and opens in the engine and the sender; the door holds only `inbox`."""

    sealer: Sealer
    inbox: InboxSealer
    opener: InboxOpener


def timer_row(
    sealers: Sealers, endpoint: Endpoint, event_id: str, kind: str, subject: str, now: datetime
) -> NewInboxRow:
    """A due timer as an event of the conversation it concerns."""
    body = {"timer": kind, "subject": subject, "to": endpoint.address}
    return _row(sealers, endpoint, event_id, "timer", body, now)


def effect_row(
    sealers: Sealers,
    endpoint: Endpoint,
    effect: str,
    result: Mapping[str, Any],
    refused: str | None,
    now: datetime,
    ref: str | None = None,
) -> NewInboxRow:
    """An effect's result as an event; the effect's id makes it count once.

    `ref` is the platform's id of the message that asked for it.
    """
    body = {
        "effect": effect,
        "result": dict(result),
        "refused": refused,
        "to": endpoint.address,
        "ref": ref,
    }
    return _row(sealers, endpoint, f"effect:{effect}", "effect", body, now)


def _row(
    sealers: Sealers,
    endpoint: Endpoint,
    event_id: str,
    kind: Kind,
    body: Mapping[str, Any],
    now: datetime,
) -> NewInboxRow:
    key = sealers.inbox.event_key(endpoint.channel, endpoint.account, event_id)
    payload = json.dumps(body, separators=(",", ":")).encode()
    return NewInboxRow(
        event_key=key,
        channel=endpoint.channel,
        account=endpoint.account,
        endpoint_key=endpoint.address_index,
        kind=kind,
        payload=sealers.inbox.seal(payload, endpoint.channel, endpoint.account, key),
        received_at=now,
    )


def house_event(payload: bytes) -> Inbound:
    """The event back. Raises Unusable."""
    found: Any = json.loads(payload)
    match found:
        case {"timer": str(kind), "subject": str(subject), "to": str(address)}:
            return Inbound(address, TimerFired(kind, subject))
        case {
            "effect": str(effect),
            "result": dict(result),
            "refused": refused,
            "to": str(address),
            **more,
        }:
            ref = more.get("ref")
            return Inbound(
                address, EffectDone(effect, result, refused), ref=str(ref) if ref else None
            )
    raise Unusable("not an event of the house")
