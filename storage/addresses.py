"""Addresses: by which of its names a platform's person is known, and what a phone number proves.

WhatsApp names a person by phone number, by an id of its own (an account's, never given to
another), or by both. The account's id is the person; a number is whoever holds it now:

- A message that names a known account belongs to that account's endpoint, whatever its number.
- A number whose endpoint knew another account before has a new holder, or its old one with a new
  account: the endpoint is doubtful, "masih dengan …?" is asked before anything is shown, and the
  old account leads there no more.
- A number that was only an alias of an account's endpoint, and comes with another account, is not
  that person's any more: whoever comes is new.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, update

from storage import inbox as inbox_rows
from storage.crypto import Sealer
from storage.endpoints import (
    ACCOUNT,
    BY_NUMBER,
    NUMBER,
    TABLE,
    Endpoint,
    by_id,
    is_account,
    load,
    set_doubt,
)
from storage.store import insert_into
from storage.tables import aliases, endpoints, inbox

Named = tuple[str, bytes]  # an address, and the door's HMAC of channel, account and address
GOES = ("address_index_next", "phone", "phone_index", "phone_index_next", "phone_at")
OURS = ("timer", "effect", "act")  # events of the house: they follow the endpoint


@dataclass(frozen=True, slots=True)
class Alias:
    """Another address of an endpoint, as its message shows it."""

    address: str
    address_index: bytes
    endpoint_id: str


def whose(known: Mapping[bytes, Endpoint], named: Sequence[Named]) -> Endpoint | None:
    """The endpoint that a message belongs to, of those that `load` found for its addresses.

    Doubtful at once where its number came with another account than before. None: a new one.
    """
    accounts = [index for address, index in named if is_account(address)]
    for index in accounts:
        if index in known:
            return known[index]
    for _, index in named:
        found = known.get(index)
        if found is None or (accounts and _is_an_accounts(found)):
            continue
        return replace(found, doubt=True) if _renewed(found, accounts) else found
    return None


def add_aliases(conn: Connection, sealer: Sealer, new: Sequence[Alias]) -> dict[bytes, str]:
    """Keeps other addresses of endpoints; one that is another's already stays there.

    Gives those conflicts: {index: id of the other endpoint}. An endpoint whose number came with
    another account than before becomes doubtful, and its old accounts lead there no more.
    """
    known = load(conn, sealer, {each.address_index for each in new}) if new else {}
    added = [each for each in new if each.address_index not in known]
    if added:
        _renew(conn, sealer, new, {each.endpoint_id for each in added})
        conn.execute(insert_into(conn, aliases).on_conflict_do_nothing(), _rows(added))
    return {
        each.address_index: known[each.address_index].id
        for each in new
        if each.address_index in known and known[each.address_index].id != each.endpoint_id
    }


def move(
    conn: Connection, sealer: Sealer, endpoint_id: str, address: str, address_index: bytes
) -> str | None:
    """Gives an endpoint the new address that its platform told; it is doubtful from now on.

    None when done, also before. Where another endpoint has the address already, ours stays, both
    are doubtful, and the other's id is given. The vouched phone goes with the old address; a
    former account still leads here, a former number does not.
    """
    other = load(conn, sealer, [address_index]).get(address_index)
    if other is not None and other.id != endpoint_id:
        set_doubt(conn, [endpoint_id, other.id], True)
        return other.id
    ours = by_id(conn, sealer, [endpoint_id])[endpoint_id]
    if ours.address_index != address_index:
        _moved(conn, sealer, ours, address, address_index)
    return None


def _is_an_accounts(endpoint: Endpoint) -> bool:
    return endpoint.channel == BY_NUMBER and is_account(endpoint.address)


def _renewed(endpoint: Endpoint, accounts: Sequence[bytes]) -> bool:
    """Whether other accounts are named now than those known."""
    known = endpoint.accounts
    return bool(accounts) and bool(known) and known.isdisjoint(accounts)


def _renew(conn: Connection, sealer: Sealer, new: Sequence[Alias], ids: Collection[str]) -> None:
    """Puts in doubt, of the endpoints with these ids, those that came with another account."""
    theirs = [each.address_index for each in by_id(conn, sealer, ids).values()]
    renewed = []
    for endpoint in load(conn, sealer, theirs).values():
        mine = [each for each in new if each.endpoint_id == endpoint.id]
        if _renewed(endpoint, [each.address_index for each in mine if is_account(each.address)]):
            renewed.append(endpoint.id)
    if renewed:
        set_doubt(conn, renewed, True)
        former = aliases.c.endpoint_id.in_(renewed) & (aliases.c.kind == ACCOUNT)
        conn.execute(delete(aliases).where(former))


def _rows(added: Sequence[Alias]) -> list[dict[str, object]]:
    return [
        {
            "address_index": each.address_index,
            "endpoint_id": each.endpoint_id,
            "kind": ACCOUNT if is_account(each.address) else NUMBER,
        }
        for each in added
    ]


def _moved(
    conn: Connection, sealer: Sealer, ours: Endpoint, address: str, address_index: bytes
) -> None:
    conn.execute(delete(aliases).where(aliases.c.address_index == address_index))
    if _is_an_accounts(ours):
        conn.execute(
            insert_into(conn, aliases), _rows([Alias(ours.address, ours.address_index, ours.id)])
        )
    change = update(endpoints).where(endpoints.c.id == ours.id)
    sealed = sealer.seal_text(address, TABLE, "address", ours.id)
    nothing = dict.fromkeys(GOES)
    conn.execute(change.values(address=sealed, address_index=address_index, doubt=True, **nothing))
    _take_along(conn, ours.address_index, address_index)


def _take_along(conn: Connection, old: bytes, new: bytes) -> None:
    """What the house has in the inbox for the endpoint waits under its new key."""
    waiting = inbox.c.kind.in_(OURS) & (inbox.c.endpoint_key == old)
    change = update(inbox).where(waiting, inbox.c.state == inbox_rows.WAITING)
    conn.execute(change.values(endpoint_key=new, partition=inbox_rows.partition_of(new)))
