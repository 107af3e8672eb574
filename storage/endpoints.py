"""Endpoints: a person's place on a channel."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    CompoundSelect,
    Connection,
    LargeBinary,
    Row,
    Update,
    and_,
    bindparam,
    case,
    delete,
    false,
    null,
    select,
    true,
    union_all,
    update,
)

from storage.crypto import Sealer
from storage.ids import new_id
from storage.outbox import drop_waiting
from storage.prepared import Making, Prepared
from storage.tables import aliases, endpoints, links

TABLE = "endpoints"
PHONE = "endpoints.phone"  # the blind index column, as `Sealer.index` names it
ACCOUNT, NUMBER = "account", "phone"  # kinds of an alias: the platform's id of a person, or digits
# A prepaid number that is not used goes back to its operator and to somebody else. How soon is the
# operator's to say, no law does: 90 days are the office's assumption.
SILENT = timedelta(days=90)
BY_NUMBER = "whatsapp"  # the channel whose people are who holds a phone number


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
    doubt: bool
    active: bool
    last_seen_at: datetime
    phone_at: datetime | None = None  # when the channel vouched for the phone last
    accounts: frozenset[bytes] = frozenset()  # indexes of the platform's ids of the person

    def doubtful(self, now: datetime) -> bool:
        """Whether somebody else may hold the number: so noted, or silent for too long."""
        silent = self.channel == BY_NUMBER and self.last_seen_at < now - SILENT
        return self.doubt or silent

    def vouched(self, now: datetime) -> bool:
        """Whether the phone was vouched for lately, by which other channels may know the person.

        A Telegram account outlives its number, which by then may be somebody else's.
        """
        lately = self.phone_at is not None and self.phone_at >= now - SILENT
        return self.phone is not None and lately


def load(conn: Connection, sealer: Sealer, indexes: Iterable[bytes]) -> dict[bytes, Endpoint]:
    """The known endpoints by the index asked for, be it their address's or an alias's.

    An address goes before an alias. Two queries; `accounts` is filled here and nowhere else.
    """
    asked = set(indexes)
    found = [(row[0], Kept(*row[1:])) for row in KNOWN.rows(conn, asked=asked)]
    accounts = _accounts(conn, {row.id for _, row in found if row.channel == BY_NUMBER})
    known = {
        row.id: _endpoint(sealer, row, accounts.get(row.id, ()))
        for row in {row.id: row for _, row in found}.values()
    }
    by_alias = {index: known[row.id] for index, row in found if index is not None}
    by_address = {each.address_index: each for each in known.values()}
    return {index: each for index, each in (by_alias | by_address).items() if index in asked}


class Kept(NamedTuple):
    """The columns of an endpoint that are read."""

    id: str
    channel: str
    account: str
    address: bytes
    address_index: bytes
    trial: bool
    stopped: str
    nik_limit: int | None
    phone: bytes | None
    doubt: bool
    active: bool
    last_seen_at: datetime
    phone_at: datetime | None


_COLUMNS = tuple(endpoints.c[name] for name in Kept._fields)


def _known(making: Making) -> CompoundSelect[Any]:
    """The endpoints at these addresses, then those that have them as aliases, behind the alias."""
    address = select(null().cast(LargeBinary).label("alias"), *_COLUMNS)
    alias = select(aliases.c.address_index, *_COLUMNS).join_from(aliases, endpoints)
    return union_all(
        address.where(making.among(endpoints.c.address_index, "asked")),
        alias.where(making.among(aliases.c.address_index, "asked")),
    )


KNOWN = Prepared(_known)
BY_ID = Prepared(lambda making: select(*_COLUMNS).where(making.among(endpoints.c.id, "ids")))


def by_id(conn: Connection, sealer: Sealer, ids: Iterable[str]) -> dict[str, Endpoint]:
    """The endpoints with these ids."""
    rows = (Kept(*row) for row in BY_ID.rows(conn, ids=list(ids)))
    return {row.id: _endpoint(sealer, row) for row in rows}


def by_phone(conn: Connection, sealer: Sealer, phones: Iterable[str]) -> list[Endpoint]:
    """The endpoints with these vouched phones, E.164; several may have one."""
    indexes = [sealer.index(PHONE, phone) for phone in phones]
    rows = conn.execute(select(endpoints).where(endpoints.c.phone_index.in_(indexes)))
    return [_endpoint(sealer, row) for row in rows]


def fresh(seen: Seen, now: datetime) -> Endpoint:
    """A new endpoint, not stored yet."""
    return Endpoint(
        id=new_id(now),
        channel=seen.channel,
        account=seen.account,
        address=seen.address,
        address_index=seen.address_index,
        trial=seen.trial,
        stopped="none",
        nik_limit=None,
        phone=seen.phone,
        doubt=False,
        active=True,
        last_seen_at=now,
        phone_at=now if seen.phone else None,
    )


def put(conn: Connection, sealer: Sealer, new: Sequence[Endpoint], now: datetime) -> None:
    """Stores new endpoints; an address that was an alias of another is their own from now on."""
    if new:
        own = [each.address_index for each in new]
        ALIASES_OWN.run(conn, own=own)
        NEW.many(conn, [_values(sealer, each, now) for each in new])


ALIASES_OWN = Prepared(
    lambda making: delete(aliases).where(making.among(aliases.c.address_index, "own"))
)
NEW = Prepared(lambda making: making.insert(endpoints))


def touch(conn: Connection, ids: Sequence[str], now: datetime) -> None:
    """Notes that these endpoints wrote just now; a blocked one that writes is back.

    Who was silent for too long stays doubtful until "masih dengan …?" was answered.
    """
    if ids:
        TOUCH.run(conn, ids=ids, now=now, silent=now - SILENT)


def _touched(making: Making) -> Update:
    since = endpoints.c.last_seen_at < bindparam("silent")
    doubt = case((and_(endpoints.c.channel == BY_NUMBER, since), true()), else_=endpoints.c.doubt)
    known = update(endpoints).where(making.among(endpoints.c.id, "ids"))
    return known.values(last_seen_at=bindparam("now"), active=True, doubt=doubt)


TOUCH = Prepared(_touched)


def stop(conn: Connection, stopped: Sequence[tuple[str, str]]) -> None:
    """Sets what each endpoint no longer wants: (endpoint id, "none" | "news" | "all")."""
    if stopped:
        change = update(endpoints).where(endpoints.c.id == bindparam("which"))
        conn.execute(
            change.values(stopped=bindparam("what")),
            [{"which": which, "what": what} for which, what in stopped],
        )


def stop_one(conn: Connection, endpoint_id: str, participant_id: str, what: str) -> None:
    """Sets what an endpoint no longer wants of one person; nothing where it speaks for no such."""
    row = links.c
    mine = and_(row.endpoint_id == endpoint_id, row.participant_id == participant_id)
    conn.execute(update(links).where(mine).values(stopped=what))


def vouch(
    conn: Connection, sealer: Sealer, vouched: Sequence[tuple[str, str]], now: datetime
) -> None:
    """Keeps the phone that the channel vouches for just now: (endpoint id, E.164)."""
    if not vouched:
        return
    rows = [
        {
            "which": which,
            "now": now,
            **{f"new_{k}": v for k, v in _phone_values(sealer, which, phone).items()},
        }
        for which, phone in vouched
    ]
    VOUCH.many(conn, rows)


def _vouched(_: Making) -> Update:
    names = ("phone", "phone_index", "phone_index_next")
    values: dict[str, Any] = {n: bindparam(f"new_{n}") for n in names}
    change = update(endpoints).where(endpoints.c.id == bindparam("which"))
    return change.values(**values, phone_at=bindparam("now"))


VOUCH = Prepared(_vouched)


def present(conn: Connection, presence: Sequence[tuple[str, bool]]) -> None:
    """Notes who can be reached: (endpoint id, whether); for the others what waits is dropped."""
    for active in (True, False):
        ids = [which for which, reachable in presence if reachable is active]
        if ids:
            these = update(endpoints).where(endpoints.c.id.in_(ids))
            conn.execute(these.values(active=active))
    gone = [which for which, reachable in presence if not reachable]
    drop_waiting(conn, gone, "blocked")


def set_doubt(conn: Connection, ids: Iterable[str], doubt: bool) -> None:
    """Notes that somebody else may hold these numbers, or that it is the same person after all."""
    wanted = sorted(set(ids))
    if wanted:
        these = update(endpoints).where(endpoints.c.id.in_(wanted))
        conn.execute(these.values(doubt=true() if doubt else false()))


def is_account(address: str) -> bool:
    """Whether an address is the platform's own id of a person; else digits: a phone number."""
    return not (address.isascii() and address.isdigit())


def _accounts(conn: Connection, ids: Collection[str]) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    if ids:
        for which, index in ACCOUNTS.rows(conn, ids=list(ids)):
            found.setdefault(which, []).append(index)
    return found


ACCOUNTS = Prepared(
    lambda making: select(aliases.c.endpoint_id, aliases.c.address_index).where(
        making.among(aliases.c.endpoint_id, "ids"), aliases.c.kind == ACCOUNT
    )
)


def _endpoint(sealer: Sealer, row: Kept | Row[Any], accounts: Iterable[bytes] = ()) -> Endpoint:
    address = sealer.open_text(row.address, TABLE, "address", row.id)
    own = {row.address_index} if row.channel == BY_NUMBER and is_account(address) else set()
    return Endpoint(
        id=row.id,
        channel=row.channel,
        account=row.account,
        address=address,
        address_index=row.address_index,
        trial=row.trial,
        stopped=row.stopped,
        nik_limit=row.nik_limit,
        phone=_phone(sealer, row),
        doubt=row.doubt,
        active=row.active,
        last_seen_at=row.last_seen_at,
        phone_at=row.phone_at,
        accounts=frozenset(own.union(accounts)),
    )


def _phone(sealer: Sealer, row: Kept | Row[Any]) -> str | None:
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
        **_phone_values(sealer, new.id, new.phone),
        "phone_at": new.phone_at,
        "doubt": new.doubt,
        "first_seen_at": now,
        "last_seen_at": now,
    }


def _phone_values(sealer: Sealer, which: str, phone: str | None) -> dict[str, bytes | None]:
    return {
        "phone": sealer.seal_text(phone, TABLE, "phone", which) if phone else None,
        "phone_index": sealer.index(PHONE, phone) if phone else None,
        "phone_index_next": sealer.index_next(PHONE, phone) if phone else None,
    }
