"""The audit's chain: stretches of rows, each sealed onto the one before by a key.

Made behind the engine, over rows old enough that no transaction adds to them any more: an audited
act pays nothing for it. Who has the database and not the keys cannot make a chain that fits rows
they changed; that the last stretches were cut off shows in the journal, which keeps each seal too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from storage.crypto import SealBroken, Sealer
from storage.tables import audit, audit_seals, journal_rows

PURPOSE = "audit.chain"
KIND = "audit"  # of the journal's entries
LAG = timedelta(minutes=10)  # no transaction is as long: nothing is added behind a seal
STRETCH = 500  # rows of one at most, some 5 ms of a core
BEGIN = b""  # what the first stretch is sealed onto


@dataclass(frozen=True, slots=True)
class Verified:
    """What looking through the whole chain found."""

    stretches: int
    rows: int  # in sealed stretches
    unsealed: int  # too young, or waiting for `seal`
    faults: tuple[str, ...]  # one line each; empty where all is as it was


def seal(conn: Connection, sealer: Sealer, now: datetime) -> int:
    """Seals the next stretch, and notes the seal for the journal; gives how many rows it has."""
    last = conn.execute(select(audit_seals).order_by(audit_seals.c.seq.desc()).limit(1)).first()
    query = _behind(last.upto if last else "").where(audit.c.at < now - LAG).limit(STRETCH)
    rows = conn.execute(query).all()
    if not rows:
        return 0
    seq = last.seq + 1 if last else 1
    chain = _chain(sealer, bytes(last.chain) if last else BEGIN, seq, rows)
    made = {"seq": seq, "upto": rows[-1].id, "number": len(rows), "chain": chain, "at": now}
    conn.execute(insert(audit_seals), made)
    noted = {"kind": KIND, "subject": str(seq), "value": chain.hex()}
    conn.execute(insert(journal_rows), noted)
    return len(rows)


def verify(
    conn: Connection, sealer: Sealer, journalled: Mapping[int, str] | None = None
) -> Verified:
    """Makes every stretch's seal again; `journalled` are those that the journal keeps, as hex."""
    before, after, faults, sealed = BEGIN, "", list[str](), 0
    seals = conn.execute(select(audit_seals).order_by(audit_seals.c.seq)).all()
    for number, each in enumerate(seals, 1):
        rows = conn.execute(_behind(after).where(audit.c.id <= each.upto)).all()
        faults += _faults(sealer, before, number, each, rows)
        kept = (journalled or {}).get(each.seq)
        if kept is not None and kept != bytes(each.chain).hex():
            faults.append(f"{_named(each)}: the journal keeps another seal of it")
        before, after, sealed = bytes(each.chain), each.upto, sealed + len(rows)
    if lost := [seq for seq in journalled or {} if seq > len(seals)]:
        faults.append(f"stretches up to {max(lost)} stand in the journal, here end {len(seals)}")
    behind = select(func.count()).select_from(audit).where(audit.c.id > after)
    return Verified(len(seals), sealed, conn.scalar(behind) or 0, tuple(faults))


def _faults(
    sealer: Sealer, before: bytes, number: int, each: Row[Any], rows: Sequence[Row[Any]]
) -> list[str]:
    if each.seq != number:
        return [f"stretch {number} is missing"]
    if len(rows) != each.number:
        return [f"{_named(each)}: {each.number} rows were sealed, {len(rows)} are there"]
    if _chain(sealer, before, number, rows) != bytes(each.chain):
        return [f"{_named(each)}: a row or the seal was changed"]
    return []


def _named(each: Row[Any]) -> str:
    return f"stretch {each.seq}, sealed {each.at.isoformat(timespec='minutes')}"


def _behind(after: str) -> Any:
    return select(audit).where(audit.c.id > after).order_by(audit.c.id)


def _chain(sealer: Sealer, before: bytes, seq: int, rows: Sequence[Row[Any]]) -> bytes:
    said = [_said(sealer, row) for row in rows]
    return sealer.proof(PURPOSE, json.dumps([before.hex(), seq, said]).encode())


def _said(sealer: Sealer, row: Row[Any]) -> list[str | None]:
    """What a row says, whichever key its details are sealed under just now."""
    details = None
    if row.details is not None:
        try:
            opened = sealer.open(bytes(row.details), audit.name, "details", row.id)
            details = sealer.proof("audit.details", opened).hex()
        except SealBroken:
            details = "broken"
    clear = [row.actor_kind, row.actor, row.act, row.subject_kind, row.subject_id]
    return [row.id, row.at.isoformat(), *clear, details]
