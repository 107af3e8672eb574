"""Another index key: blind indexes under the next key are filled beside the work, then switched.

From `keys.rotate_index` on every process that starts writes both columns, and `fill` does so for
the rows that were there. `switch` then moves the second column over the first, in one transaction
with no other process beside it: nobody ever looks under one key for what stands under the other.
Receipts, accounts of heirs, listed NIKs and tries have no second column and are made anew there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, select, update

from storage import rows
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

FACT = "index_key"  # the store fact: the id of the key that the first columns stand under
KPJ = "participants.kpj"
AT_ONCE = 200  # rows between two commits: some 10 ms of a core


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


def fill(
    conn: Connection, sealer: Sealer, table: Table, after: Sequence[Any] | None
) -> tuple[int, tuple[Any, ...] | None]:
    """Writes the second column of some rows behind `after`; how many, and where to go on."""
    found = conn.execute(rows.behind(select(table), table, after, AT_ONCE)).all()
    done = sum(_second(conn, sealer, table, row, sealer.index_next) for row in found)
    return done, ((found[-1].id,) if len(found) == AT_ONCE else None)


def under(conn: Connection) -> int | None:
    """The id of the key that the store stands under; None before the first switch."""
    found = conn.scalar(select(store_facts.c.value).where(store_facts.c.name == FACT))
    return int(found) if found else None


def switch(conn: Connection, old: Sealer, new: Sealer, key: int) -> None:
    """Everything under the index key `key`, by which `new` finds; alone on the database.

    `old` finds what stands there. Raises SealBroken, and then nothing may be committed.
    """
    niks: dict[bytes, str] = {}
    for table in TABLES:
        for row in _all(conn, table):
            _second(conn, old, table, row, new.index)
            if table is participants:
                niks[bytes(row.nik_index)] = _value(old, PAIRS[0], row) or ""
    for each in PAIRS:
        names = f"{each.column}_index", f"{each.column}_index_next"
        first, second = (each.table.c[name] for name in names)
        moved = {first.name: second, second.name: None}
        conn.execute(update(each.table).where(first.is_not(None)).values(moved))
    given = passes.c.code_index_next.is_not(None)
    anew = {"code_index": passes.c.code_index_next, "code_index_next": None}
    conn.execute(update(passes).where(given).values(anew))
    _receipts(conn, old, new)
    _accounts(conn, old, new)
    _listed(conn, niks, new)
    _tried(conn, old, new, niks.values())
    remember(conn, FACT, str(key))


def _second(conn: Connection, old: Sealer, table: Table, row: Row[Any], index: Index) -> int:
    """Writes what the second column lacks, where the row is still as it was read."""
    values, same = dict[str, bytes | None](), [table.c.id == row.id]
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


def _receipts(conn: Connection, old: Sealer, new: Sealer) -> None:
    """The index is the row's name, so the code is sealed anew too; links follow by themselves."""
    for row in _all(conn, receipts):
        code = old.open_text(row.code, "receipts", "code", bytes(row.code_index).hex())
        index = new.index(CODE, code)
        sealed = new.seal_text(code, "receipts", "code", index.hex())
        mine = update(receipts).where(receipts.c.code_index == row.code_index)
        conn.execute(mine.values(code_index=index, code_index_next=None, code=sealed))


def _accounts(conn: Connection, old: Sealer, new: Sealer) -> None:
    for row in conn.execute(select(claims).where(claims.c.account_index.is_not(None))).all():
        if row.heir is None:
            continue
        heir = old.open_json(row.heir, "claims", "heir", row.id)
        account = "".join(filter(str.isdigit, str(heir.get("account") or "")))
        mine = update(claims).where(claims.c.id == row.id)
        conn.execute(mine.values(account_index=new.index(ACCOUNT, account) if account else None))


def _listed(conn: Connection, niks: Mapping[bytes, str], new: Sealer) -> None:
    """Listed NIKs of people who are here; of others the list kept nothing that could be read."""
    for row in conn.execute(select(campaign_niks)).all():
        if nik := niks.get(bytes(row.nik_index)):
            its = campaign_niks.c
            mine = and_(its.campaign_id == row.campaign_id, its.nik_index == row.nik_index)
            conn.execute(update(campaign_niks).where(mine).values(nik_index=new.index(NIK, nik)))


def _tried(conn: Connection, old: Sealer, new: Sealer, niks: Any) -> None:
    """NIKs that a phone entered, so that the same is not counted twice; those of people here."""
    known = {old.index(TRIED, f"nik {each}"): new.index(TRIED, f"nik {each}") for each in niks}
    for row in conn.execute(select(tries).where(tries.c.kind == "nik")).all():
        if digest := known.get(bytes(row.digest)):
            its = tries.c
            mine = and_(
                its.endpoint_id == row.endpoint_id, its.kind == "nik", its.digest == row.digest
            )
            conn.execute(update(tries).where(mine).values(digest=digest))


def _all(conn: Connection, table: Table) -> Iterator[Row[Any]]:
    """Every row by primary key, some at a time; read before the next are asked for."""
    after: Sequence[Any] | None = None
    key = next(iter(table.primary_key.columns)).name
    while True:
        found = conn.execute(rows.behind(select(table), table, after, AT_ONCE)).all()
        yield from found
        if len(found) < AT_ONCE:
            return
        after = (found[-1]._mapping[key],)
