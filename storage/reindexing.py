"""Another index key: blind indexes under the next key are filled beside the work, then switched.

From `announce` on every transaction writes both columns, and `fill` does so for the rows that were
there. `switch` then moves the second column over the first, in one transaction beside which nobody
writes; what runs learns of both by `storage.edges`, so that nobody looks under one key for what
stands under the other. Receipts, accounts of heirs, listed NIKs and tries have no second column and
are made anew there; `Prepared` holds what of it could be reckoned before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, bindparam, or_, select, update

from storage import edges, rows
from storage.backup import remember
from storage.claim_reports import ACCOUNT
from storage.crypto import Sealer
from storage.endpoints import PHONE as ENDPOINT_PHONE
from storage.facts import CODE
from storage.others import TRIED
from storage.participants import NIK
from storage.participants import PHONE as PERSON_PHONE
from storage.rights_erasing import ERASED, NOBODY
from storage.tables import (
    campaign_niks,
    claims,
    endpoints,
    participants,
    passes,
    receipts,
    store_facts,
    tries,
)

FACT = edges.CURRENT  # the store fact: the id of the key that the first columns stand under
KPJ = "participants.kpj"
AT_ONCE = 50  # rows between two commits: measured, some 40 ms of a core


@dataclass(frozen=True, slots=True)
class Indexed:
    """A sealed column with its two indexes; they are `<column>_index` and `<column>_index_next`."""

    table: Table
    column: str
    purpose: str


PAIRS = (
    Indexed(participants, "nik", NIK),
    Indexed(participants, "phone", PERSON_PHONE),
    Indexed(participants, "kpj", KPJ),
    Indexed(endpoints, "phone", ENDPOINT_PHONE),
)
TABLES = (participants, endpoints)
Index = Callable[[str, str], bytes | None]  # purpose and value


@dataclass(slots=True)
class Prepared:
    """What the switch need not reckon: by old digest of a try the new one, receipts likewise."""

    begun: datetime  # who was registered since is not in it
    tries: dict[bytes, bytes] = field(default_factory=dict)
    receipts: dict[bytes, tuple[bytes, bytes]] = field(default_factory=dict)  # index, code sealed


def announce(conn: Connection, key: int) -> None:
    """From here on every transaction writes the second columns under the key `key`."""
    remember(conn, edges.WAITING, str(key))


def fill(
    conn: Connection, sealer: Sealer, table: Table, after: Sequence[Any] | None
) -> tuple[int, tuple[Any, ...] | None]:
    """Writes the second column of some rows behind `after`; how many, and where to go on."""
    found = conn.execute(rows.behind(select(table), table, after, AT_ONCE)).all()
    done = sum(_second(conn, sealer, table, row, sealer.index_next) for row in found)
    return done, ((found[-1].id,) if len(found) == AT_ONCE else None)


def prepare(
    conn: Connection, old: Sealer, new: Sealer, to: Prepared, table: Table, after: Any
) -> tuple[Any, ...] | None:
    """Reads some people's or receipts' rows behind `after` into `to`; where to go on."""
    found = conn.execute(rows.behind(select(table), table, after, AT_ONCE)).all()
    if table is participants:
        to.tries |= _digests(old, new, (_value(old, PAIRS[0], row) for row in found))
    else:
        to.receipts |= {bytes(row.code_index): _receipt(row, old, new) for row in found}
    key = next(iter(table.primary_key.columns)).name
    return (found[-1]._mapping[key],) if len(found) == AT_ONCE else None


def under(conn: Connection) -> int | None:
    """The id of the key that the store stands under; None before the first switch."""
    return edges.read(conn).current


def switch(
    conn: Connection, old: Sealer, new: Sealer, key: int, ready: Prepared | None = None
) -> None:
    """Everything under the index key `key`, by which `new` finds; in a writing transaction.

    `old` finds what stands there. `ready`: the second columns were filled since `announce`; without
    it nothing of them is believed. Raises SealBroken, and then nothing may be committed.
    """
    edges.be_alone(conn)
    for table in TABLES:
        for row in _all(conn, table, _lacking(table) if ready else None):
            _second(conn, old, table, row, new.index)
    tried = dict(ready.tries) if ready else {}
    tried |= _digests(old, new, _niks(conn, old, ready.begun if ready else None))
    _listed(conn)
    for each in PAIRS:
        names = f"{each.column}_index", f"{each.column}_index_next"
        first, second = (each.table.c[name] for name in names)
        moved: dict[str, Any] = {first.name: second, second.name: None}
        conn.execute(update(each.table).where(first.is_not(None)).values(moved))
    given = passes.c.code_index_next.is_not(None)
    anew = {"code_index": passes.c.code_index_next, "code_index_next": None}
    conn.execute(update(passes).where(given).values(anew))
    _receipts(conn, old, new, ready.receipts if ready else {})
    _accounts(conn, old, new)
    _tried(conn, tried)
    conn.execute(store_facts.delete().where(store_facts.c.name == edges.WAITING))
    remember(conn, FACT, str(key))


def _lacking(table: Table) -> Any:
    """Rows that are found by a first column and not yet by its second."""
    names = [f"{each.column}_index" for each in PAIRS if each.table is table]
    its = table.c
    return or_(*(and_(its[name].is_not(None), its[f"{name}_next"].is_(None)) for name in names))


def _second(conn: Connection, old: Sealer, table: Table, row: Row[Any], index: Index) -> int:
    """Writes what the second column lacks, where the row is still as it was read."""
    values: dict[str, bytes | None] = {}
    same = [table.c.id == row.id]
    for each in PAIRS:
        if each.table is not table:
            continue
        first, second = f"{each.column}_index", f"{each.column}_index_next"
        value = _value(old, each, row)
        wanted = index(each.purpose, value) if value is not None else None
        if row._mapping[second] != wanted:
            values[second] = wanted
            same.append(table.c[first] == row._mapping[first])
    if not values:
        return 0
    return conn.execute(update(table).where(and_(*same)).values(values)).rowcount


def _value(sealer: Sealer, each: Indexed, row: Row[Any]) -> str | None:
    """What is indexed; None where there is no index."""
    of: Mapping[str, Any] = dict(row._mapping)
    if of[f"{each.column}_index"] is None or of[each.column] is None:
        return None
    value = sealer.open_text(of[each.column], each.table.name, each.column, row.id)
    return f"{ERASED} {row.id}" if each.purpose == NIK and value == NOBODY else value


def _receipts(
    conn: Connection, old: Sealer, new: Sealer, ready: Mapping[bytes, tuple[bytes, bytes]]
) -> None:
    """The index is the row's name, so the code is sealed anew too; links follow by themselves."""
    anew = []
    for row in _all(conn, receipts):
        index, sealed = ready.get(bytes(row.code_index)) or _receipt(row, old, new)
        anew.append({"was": row.code_index, "index": index, "sealed": sealed})
    mine = update(receipts).where(receipts.c.code_index == bindparam("was"))
    moved = mine.values(
        code_index=bindparam("index"), code=bindparam("sealed"), code_index_next=None
    )
    if anew:
        conn.execute(moved, anew)


def _receipt(row: Row[Any], old: Sealer, new: Sealer) -> tuple[bytes, bytes]:
    """Its index and sealed code under the other key."""
    code = old.open_text(row.code, "receipts", "code", bytes(row.code_index).hex())
    index = new.index(CODE, code)
    return index, new.seal_text(code, "receipts", "code", index.hex())


def _accounts(conn: Connection, old: Sealer, new: Sealer) -> None:
    for row in conn.execute(select(claims).where(claims.c.account_index.is_not(None))).all():
        if row.heir is None:
            continue
        heir = old.open_json(row.heir, "claims", "heir", row.id)
        account = "".join(filter(str.isdigit, str(heir.get("account") or "")))
        mine = update(claims).where(claims.c.id == row.id)
        conn.execute(mine.values(account_index=new.index(ACCOUNT, account) if account else None))


def _listed(conn: Connection) -> None:
    """Listed NIKs of people who are here; of others the list kept nothing that could be read."""
    its, who = campaign_niks.c, participants.c
    same = who.nik_index == its.nik_index
    moved = select(who.nik_index_next).where(same).scalar_subquery()
    here = select(who.id).where(same).exists()
    conn.execute(update(campaign_niks).where(here).values(nik_index=moved))


def _niks(conn: Connection, old: Sealer, since: datetime | None) -> Iterator[str | None]:
    """The NIKs of everybody, or of who was registered since."""
    late = participants.c.created_at >= since if since else None
    return (_value(old, PAIRS[0], row) for row in _all(conn, participants, late))


def _digests(old: Sealer, new: Sealer, niks: Iterable[str | None]) -> dict[bytes, bytes]:
    """How a try of each NIK was noted, and is to be."""
    named = (f"nik {each or ''}" for each in niks)
    return {old.index(TRIED, each): new.index(TRIED, each) for each in named}


def _tried(conn: Connection, known: Mapping[bytes, bytes]) -> None:
    """NIKs that a phone entered, so that the same is not counted twice; those of people here."""
    its = tries.c
    found = conn.execute(select(its.endpoint_id, its.digest).where(its.kind == "nik")).all()
    anew = [
        {"who": row.endpoint_id, "was": row.digest, "is": known[bytes(row.digest)]}
        for row in found
        if bytes(row.digest) in known
    ]
    mine = and_(
        its.endpoint_id == bindparam("who"), its.kind == "nik", its.digest == bindparam("was")
    )
    if anew:
        conn.execute(update(tries).where(mine).values(digest=bindparam("is")), anew)


def _all(conn: Connection, table: Table, where: Any = None) -> Iterator[Row[Any]]:
    """Every such row by primary key, some at a time; read before the next are asked for."""
    after: Sequence[Any] | None = None
    key = next(iter(table.primary_key.columns)).name
    query = select(table) if where is None else select(table).where(where)
    while True:
        found = conn.execute(rows.behind(query, table, after, AT_ONCE)).all()
        yield from found
        if len(found) < AT_ONCE:
            return
        after = (found[-1]._mapping[key],)
