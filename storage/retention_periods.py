"""The dated table of `program.retention` carried out: what is over its time is counted, or goes.

What hangs on a talk goes through the talk, so that its pictures and its words go with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, insert, select, update

from program.retention import kept
from storage import audits, campaigns_files, rights_copy, timers
from storage import files as kept_files
from storage.claims import OVER
from storage.crypto import Sealer
from storage.tables import (
    audit,
    claim_papers,
    claims,
    drafts,
    files,
    inbox,
    media,
    officer_notices,
    outbox,
    passes,
    rights,
    talks,
    tries,
)
from storage.timers import Timer

AT_ONCE = 1000  # rows of a kind in one transaction: some 10 ms
FORGET = "forget_draft"  # the talk's own timer: it erases the draft with its pictures
Old = Callable[[datetime], ColumnElement[bool]]


@dataclass(slots=True)
class Carried:
    """How many rows of each kind went, and the pictures whose content must go too."""

    gone: dict[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


def _done(now: datetime) -> ColumnElement[bool]:
    return and_(inbox.c.state == "done", inbox.c.done_at < now - kept("messages"))


def _sent(now: datetime) -> ColumnElement[bool]:
    said = outbox.c.state.in_(("sent", "dropped"))
    return and_(said, outbox.c.created_at < now - kept("messages"))


# What goes, by the name of its line in the report: the table, and which rows are too old.
ROWS: Mapping[str, tuple[Table, Old]] = {
    "messages in": (inbox, _done),
    "messages out": (outbox, _sent),
    "uploads": (media, lambda now: media.c.created_at < now - kept("uploads")),
    "codes": (passes, lambda now: passes.c.expires_at < now - kept("codes")),
    "drafts": (drafts, lambda now: drafts.c.touched_at < now - kept("drafts")),
    "talks": (
        talks,
        lambda now: and_(talks.c.state == "closed", talks.c.closed_at < now - kept("talks")),
    ),
    "tries": (
        tries,
        lambda now: and_(tries.c.kind != "nik", tries.c.at < now - kept("tries")),
    ),
    "requests": (
        rights,
        lambda now: and_(rights.c.state != "open", rights.c.decided_at < now - kept("requests")),
    ),
    "notices": (
        officer_notices,
        lambda now: officer_notices.c.created_at < now - kept("notices"),
    ),
}
# Deleted here; the others by `storage.retention` each hour, or by a timer of their talk.
HERE = ("tries", "requests", "notices")


def due(conn: Connection, now: datetime) -> dict[str, int]:
    """How many rows of each kind are over their time; nothing is changed."""
    found = {
        name: int(conn.scalar(select(func.count()).select_from(table).where(old(now))) or 0)
        for name, (table, old) in ROWS.items()
    }
    its = {"campaign files": len(campaigns_files.over(conn, now))}
    its["copies"] = len(rights_copy.over(conn, now))
    return found | {"claim photos": len(_photos(conn, now))} | its


def sweep(conn: Connection, sealer: Sealer, now: datetime) -> Carried:
    """Takes away what hangs on no picture; sets the talks' timers for old drafts."""
    carried = Carried()
    for name in HERE:
        table, old = ROWS[name]
        keys = list(table.primary_key.columns)
        which = select(*keys).where(old(now)).limit(AT_ONCE)
        rows = conn.execute(which).all()
        for row in rows:
            same = and_(*(key == value for key, value in zip(keys, row, strict=True)))
            conn.execute(delete(table).where(same))
        if rows:
            carried.gone[name] = len(rows)
    if count := _old_drafts(conn, sealer, now):
        carried.gone["drafts"] = count
    _log(conn, carried, now)
    return carried


def carry_out(conn: Connection, sealer: Sealer, now: datetime) -> Carried:
    """The same, and files of claims and campaigns long over: their content is the caller's."""
    carried = sweep(conn, sealer, now)
    if photos := _photos(conn, now):
        forget = claim_papers.c.file_id.in_(photos)
        conn.execute(update(claim_papers).where(forget).values(file_id=None))
        kept_files.forget(conn, photos)
        carried.gone["claim photos"] = len(photos)
        carried.files += photos
        _log(conn, Carried({"claim photos": len(photos)}), now)
    if old := campaigns_files.over(conn, now):
        campaigns_files.forget(conn, old)
        carried.gone["campaign files"] = len(old)
        carried.files += old
        _log(conn, Carried({"campaign files": len(old)}), now)
    return carried


def _old_drafts(conn: Connection, sealer: Sealer, now: datetime) -> int:
    """Each is forgotten by its own talk, with its pictures."""
    old = ROWS["drafts"][1](now)
    rows = conn.execute(select(drafts.c.id, drafts.c.endpoint_id).where(old).limit(AT_ONCE)).all()
    set_now = []
    for row in rows:
        key = f"draft:{row.id}"
        subject = sealer.seal_text(row.id, "timers", "arguments", key)
        set_now.append(Timer(key, now, FORGET, now, row.endpoint_id, subject))
    if set_now:
        timers.set_timers(conn, set_now)
    return len(rows)


def _photos(conn: Connection, now: datetime) -> list[str]:
    """Pictures of claims that ended so long ago."""
    long_over = and_(
        claims.c.state.in_(list(OVER)), claims.c.updated_at < now - kept("claim_photos")
    )
    owned = select(claims.c.id).where(long_over)
    query = select(files.c.id).where(files.c.owner_kind == "claim", files.c.owner_id.in_(owned))
    return list(conn.scalars(query.limit(AT_ONCE)))


def _log(conn: Connection, carried: Carried, now: datetime) -> None:
    """What went, by kind and number: in the audit, of nobody."""
    rows: list[dict[str, Any]] = [
        audits.row("system", "retention", "retention_done", "rows", f"{name}: {count}", now)
        for name, count in sorted(carried.gone.items())
    ]
    if rows:
        conn.execute(insert(audit), rows)
