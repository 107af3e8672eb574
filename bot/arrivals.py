"""Arrivals: what an event tells of its endpoint itself: a phone, another address, its coming back.

Not of what was said: that is the talk's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.channels import Inbound
from bot.house import Sealers
from storage import addresses, endpoints
from storage.addresses import Alias, Named
from storage.endpoints import Endpoint

Arrival = tuple[Endpoint | None, Inbound | None]


def note_arrivals(
    conn: Connection, sealers: Sealers, arrivals: Sequence[Arrival], now: datetime
) -> None:
    """Stores it for a whole batch; endpoints must be stored already."""
    known = [(endpoint, inbound) for endpoint, inbound in arrivals if endpoint and inbound]
    addresses.add_aliases(
        conn, sealers.sealer, [a for e, i in known for a in _aliases(sealers, e, i)]
    )
    present = [(e.id, i.presence == "back") for e, i in known if i.presence]
    endpoints.present(conn, present)
    for endpoint, inbound in known:
        if inbound.moved_from is not None:
            (index,) = _indexes(sealers, endpoint.channel, endpoint.account, [inbound.address])
            addresses.move(conn, sealers.sealer, endpoint.id, inbound.address, index)
    vouched = [(e.id, i.phone) for e, i in known if i.phone and not e.trial]
    endpoints.vouch(conn, sealers.sealer, vouched, now)


def named(sealers: Sealers, channel: str, account: str, inbound: Inbound) -> list[Named]:
    """The addresses under which the person of an event may be known, with their indexes."""
    found = [each for each in (inbound.address, *inbound.also) if each]
    if inbound.moved_from is not None:  # the new address may be somebody's already
        found = [inbound.moved_from]
    return list(zip(found, _indexes(sealers, channel, account, found), strict=True))


def _aliases(sealers: Sealers, endpoint: Endpoint, inbound: Inbound) -> list[Alias]:
    """Under which the same person may come next time."""
    if inbound.moved_from is not None or endpoint.trial:
        return []
    found = named(sealers, endpoint.channel, endpoint.account, inbound)
    return [
        Alias(address, index, endpoint.id)
        for address, index in found
        if index != endpoint.address_index
    ]


def _indexes(sealers: Sealers, channel: str, account: str, found: Sequence[str]) -> list[bytes]:
    return [sealers.inbox.endpoint_key(channel, account, each) for each in found]
