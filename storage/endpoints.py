"""Endpoints: a person's place on a channel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from storage.crypto import Sealer
from storage.ids import new_id
from storage.store import insert_into
from storage.tables import endpoints

TABLE = "endpoints"


@dataclass(frozen=True, slots=True)
class Seen:
    """An endpoint as its message shows it."""

    channel: str
    account: str
    address: str
    address_index: bytes  # the door's HMAC of the three above
    trial: bool
    phone: str | None = None  # E.164, vouched for by the channel


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint as the store knows it."""

    id: str
    channel: str
    account: str
    address: str
    address_index: bytes
    trial: bool
    stopped: str
    nik_limit: int | None
    phone: str | None


def load(conn: Connection, sealer: Sealer, indexes: Iterable[bytes]) -> dict[bytes, Endpoint]:
    """The known endpoints by address index, in one query."""
    rows = conn.execute(select(endpoints).where(endpoints.c.address_index.in_(list(indexes))))
    return {row.address_index: _endpoint(sealer, row) for row in rows}


def by_id(conn: Connection, sealer: Sealer, ids: Iterable[str]) -> dict[str, Endpoint]:
    """The endpoints with these ids."""
    rows = conn.execute(select(endpoints).where(endpoints.c.id.in_(list(ids))))
    return {row.id: _endpoint(sealer, row) for row in rows}


def fresh(seen: Seen, now: datetime) -> Endpoint:
    """A new endpoint, not stored yet."""
    return Endpoint(
        new_id(now),
        seen.channel,
        seen.account,
        seen.address,
        seen.address_index,
        seen.trial,
        "none",
        None,
        seen.phone,
    )


def put(conn: Connection, sealer: Sealer, new: Sequence[Endpoint], now: datetime) -> None:
    """Stores new endpoints."""
    if new:
        conn.execute(insert_into(conn, endpoints), [_values(sealer, each, now) for each in new])


def touch(conn: Connection, ids: Sequence[str], now: datetime) -> None:
    """Notes that these endpoints wrote just now; a blocked one that writes is back."""
    if ids:
        known = endpoints.c.id.in_(list(ids))
        conn.execute(update(endpoints).where(known).values(last_seen_at=now, active=True))


def stop(conn: Connection, stopped: Sequence[tuple[str, str]]) -> None:
    """Sets what each endpoint no longer wants: (endpoint id, "none" | "news" | "all")."""
    if stopped:
        change = update(endpoints).where(endpoints.c.id == bindparam("which"))
        conn.execute(
            change.values(stopped=bindparam("what")),
            [{"which": which, "what": what} for which, what in stopped],
        )


def _endpoint(sealer: Sealer, row: Row[Any]) -> Endpoint:
    return Endpoint(
        row.id,
        row.channel,
        row.account,
        sealer.open_text(row.address, TABLE, "address", row.id),
        row.address_index,
        row.trial,
        row.stopped,
        row.nik_limit,
        _phone(sealer, row),
    )


def _phone(sealer: Sealer, row: Row[Any]) -> str | None:
    sealed = row.phone
    return sealer.open_text(sealed, TABLE, "phone", row.id) if sealed else None


def _values(sealer: Sealer, new: Endpoint, now: datetime) -> dict[str, object]:
    return {
        "id": new.id,
        "channel": new.channel,
        "account": new.account,
        "address_index": new.address_index,
        "address": sealer.seal_text(new.address, TABLE, "address", new.id),
        "trial": new.trial,
        "stopped": new.stopped,
        "active": True,
        "phone": sealer.seal_text(new.phone, TABLE, "phone", new.id) if new.phone else None,
        "first_seen_at": now,
        "last_seen_at": now,
    }
