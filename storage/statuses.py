"""Statuses: what a platform says became of our messages, in any order and more than once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Connection, bindparam, select, update

from storage.tables import outbox

Receipt: TypeAlias = Literal["sent", "failed", "delivered", "read"]

# Each may come first, so the highest said is the truth: what was delivered had not failed.
TRUTH: Final = ("sent", "failed", "delivered", "read")
# States in which a row may yet be told by its platform to have been sent: its sender does not know
# (sending, unknown), gave up on it (failed), or knows (sent). One dropped never left.
OPEN: Final = ("sending", "unknown", "failed", "sent")
OUTBOX_ID = re.compile(r"[0-9a-f]{32}")  # of what comes back only this can be ours


@dataclass(frozen=True, slots=True)
class StatusMark:
    """What a platform says of one message: by the HMAC of its id, or by the outbox id we gave."""

    platform_key: bytes
    outbox_id: str | None
    state: Receipt
    error_code: str | None
    at: datetime


@dataclass(slots=True)
class _Standing:
    """A row of the outbox and what its marks make of it."""

    seq: int
    id: str
    state: str
    attempts: int
    platform_key: bytes | None
    sent_at: datetime | None
    error_code: str | None
    receipt: str | None
    receipt_at: datetime | None
    changed: bool = False

    def take(self, mark: StatusMark) -> None:
        """Takes in one mark."""
        if self.platform_key is None:
            self.platform_key, self.changed = mark.platform_key, True
        if self.receipt is not None and TRUTH.index(mark.state) <= TRUTH.index(self.receipt):
            return
        self.receipt, self.receipt_at, self.changed = mark.state, mark.at, True
        retried = self.state == "waiting" and self.attempts > 0
        if self.state not in OPEN and not retried:
            return
        failed = mark.state == "failed"
        self.state = "failed" if failed else "sent"
        self.error_code = mark.error_code if failed else None
        if not failed and self.sent_at is None:
            self.sent_at = mark.at


_READ = tuple(outbox.c[name] for name in _Standing.__slots__ if name != "changed")
_WRITTEN = ("state", "platform_key", "sent_at", "error_code", "receipt", "receipt_at")


def settle(conn: Connection, marks: Sequence[StatusMark], now: datetime) -> set[int]:
    """Applies marks to their rows, set-based; gives the places of those that matched.

    A mark dated after `now` counts as of now.
    """
    rows = _standing(conn, marks)
    by_key = {row.platform_key: row for row in rows if row.platform_key}
    by_id = {row.id: row for row in rows}
    matched: set[int] = set()
    for place, mark in enumerate(marks):
        row = by_key.get(mark.platform_key) or by_id.get(mark.outbox_id or "")
        if row is not None:
            matched.add(place)
            row.take(replace(mark, at=min(mark.at, now)))
    _write(conn, [row for row in rows if row.changed])
    return matched


def _standing(conn: Connection, marks: Sequence[StatusMark]) -> list[_Standing]:
    """The rows that the marks may be of, held until the transaction ends."""
    keys = {mark.platform_key for mark in marks}
    ids = {mark.outbox_id for mark in marks if mark.outbox_id}
    theirs = outbox.c.platform_key.in_(keys) | outbox.c.id.in_(filter(OUTBOX_ID.fullmatch, ids))
    query = select(*_READ).where(theirs).order_by(outbox.c.seq).with_for_update()
    return [_Standing(*row) for row in conn.execute(query)]


def _write(conn: Connection, changed: Sequence[_Standing]) -> None:
    if changed:
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in _WRITTEN}
        statement = update(outbox).where(outbox.c.seq == bindparam("of_seq")).values(values)
        conn.execute(statement, [_values(row) for row in changed])


def _values(row: _Standing) -> dict[str, object]:
    return {"of_seq": row.seq, **{f"new_{name}": getattr(row, name) for name in _WRITTEN}}
