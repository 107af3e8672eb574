"""Conversations and drafts: what each endpoint is in the middle of, sealed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, bindparam, delete, select, update

from conversations.saved import (
    answers_to_json,
    draft_from_json,
    session_from_json,
    session_to_json,
)
from conversations.session import Draft, Session
from storage.crypto import Sealer
from storage.store import insert_into
from storage.tables import conversations, drafts

Versioned = tuple[Draft, int]  # a draft and the version under which it was read


class Overtaken(RuntimeError):
    """Another writer changed the row first: the turn is to be stepped again."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A session with the versions under which it was read."""

    endpoint_id: str
    session: Session
    version: int = 0  # 0: not stored yet
    drafts: Mapping[str, Versioned] | None = None  # as read, with their versions


def load(conn: Connection, sealer: Sealer, endpoint_ids: Iterable[str]) -> dict[str, Talk]:
    """The talks of these endpoints, two queries for all of them."""
    ids = list(endpoint_ids)
    kept = _by_endpoint(sealer, conn.execute(select(drafts).where(drafts.c.endpoint_id.in_(ids))))
    talks: dict[str, Talk] = {}
    for row in conn.execute(select(conversations).where(conversations.c.endpoint_id.in_(ids))):
        mine = kept.get(row.endpoint_id, {})
        found = sealer.open_json(row.session, "conversations", "session", row.endpoint_id)
        session = session_from_json(found, {name: draft for name, (draft, _) in mine.items()})
        talks[row.endpoint_id] = Talk(row.endpoint_id, session, row.version, mine)
    return talks


def _by_endpoint(sealer: Sealer, rows: Iterable[Row[Any]]) -> dict[str, dict[str, Versioned]]:
    kept: dict[str, dict[str, Versioned]] = {}
    for row in rows:
        kept.setdefault(row.endpoint_id, {})[row.id] = (open_draft(sealer, row), row.version)
    return kept


def open_draft(sealer: Sealer, row: Row[Any]) -> Draft:
    """A row of `drafts` as a value."""
    return draft_from_json(
        {
            "id": row.id,
            "form": row.form,
            "version": row.form_version,
            "answers": sealer.open_json(row.answers, "drafts", "answers", row.id),
            "began_at": row.created_at.isoformat(),
            "touched_at": row.touched_at.isoformat(),
        }
    )


def save(
    conn: Connection, sealer: Sealer, changed: Sequence[tuple[Talk, Session]], now: datetime
) -> None:
    """Stores each talk's new session by compare-and-set. Raises Overtaken when one was changed."""
    new = [(talk, session) for talk, session in changed if talk.version == 0]
    old = [(talk, session) for talk, session in changed if talk.version > 0]
    if new:
        rows = [_row(sealer, talk, session, now) for talk, session in new]
        conn.execute(insert_into(conn, conversations), rows)
    if old:
        same = (conversations.c.endpoint_id == bindparam("which")) & (
            conversations.c.version == bindparam("was")
        )
        change = update(conversations).where(same)
        names = ("session", "version", "updated_at")
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
        rows = [_changed(_row(sealer, talk, session, now), talk) for talk, session in old]
        _set(conn, conversations.c.endpoint_id, change.values(values), rows)
    _save_drafts(conn, sealer, changed)


def _row(sealer: Sealer, talk: Talk, session: Session, now: datetime) -> dict[str, object]:
    sealed = sealer.seal_json(
        session_to_json(session), "conversations", "session", talk.endpoint_id
    )
    return {
        "endpoint_id": talk.endpoint_id,
        "session": sealed,
        "version": talk.version + 1,
        "updated_at": now,
    }


def _changed(row: dict[str, object], talk: Talk) -> dict[str, object]:
    renamed = {f"new_{name}": value for name, value in row.items() if name != "endpoint_id"}
    return {"which": talk.endpoint_id, "was": talk.version, **renamed}


def _set(
    conn: Connection, key: Column[str], change: Any, rows: Sequence[dict[str, object]]
) -> None:
    """Runs the update for all rows; each must stand at the version that it was read at.

    The versions are read under lock first: asyncpg counts no rows of many updates at once.
    """
    table = key.table
    wanted = {row["which"]: row["was"] for row in rows}
    standing = select(key, table.c.version).where(key.in_(list(wanted))).order_by(key)
    found = {row[0]: row[1] for row in conn.execute(standing.with_for_update())}
    if found != wanted:
        raise Overtaken("a row was changed by somebody else")
    conn.execute(change, list(rows))


# --- drafts --------------------------------------------------------------------------------


def _save_drafts(conn: Connection, sealer: Sealer, changed: Sequence[tuple[Talk, Session]]) -> None:
    inserts: list[dict[str, object]] = []
    updates: list[dict[str, object]] = []
    gone: list[str] = []
    for talk, session in changed:
        before = talk.drafts or {}
        now_there = {each.id: each for each in (session.draft, *session.shelf) if each}
        gone += [name for name in before if name not in now_there]
        for name, draft in now_there.items():
            is_open = session.draft is draft
            if name not in before:
                inserts.append(_draft_row(sealer, talk, draft, is_open, 1))
            elif before[name][0] != draft or is_open != _was_open(talk, name):
                version = before[name][1]
                row = _draft_row(sealer, talk, draft, is_open, version + 1)
                updates.append({"which": name, "was": version, **_new(row)})
    if gone:
        conn.execute(delete(drafts).where(drafts.c.id.in_(gone)))
    if inserts:
        conn.execute(insert_into(conn, drafts), inserts)
    if updates:
        same = (drafts.c.id == bindparam("which")) & (drafts.c.version == bindparam("was"))
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in CHANGING}
        _set(conn, drafts.c.id, update(drafts).where(same).values(values), updates)


CHANGING = ("answers", "form_version", "open", "touched_at", "version")


def _new(row: Mapping[str, object]) -> dict[str, object]:
    return {f"new_{name}": row[name] for name in CHANGING}


def _was_open(talk: Talk, name: str) -> bool:
    return talk.session.draft is not None and talk.session.draft.id == name


def _draft_row(
    sealer: Sealer, talk: Talk, draft: Draft, is_open: bool, version: int
) -> dict[str, object]:
    answers = sealer.seal_json(answers_to_json(draft.answers), "drafts", "answers", draft.id)
    return {
        "id": draft.id,
        "endpoint_id": talk.endpoint_id,
        "form": draft.form,
        "form_version": draft.version,
        "answers": answers,
        "open": is_open,
        "created_at": draft.began_at,
        "touched_at": draft.touched_at,
        "version": version,
    }


def lock_draft(conn: Connection, draft: str) -> bool:
    """Whether the draft is there; it stays until the transaction ends."""
    query = select(drafts.c.id).where(drafts.c.id == draft).with_for_update()
    return conn.scalar(query) is not None


def fresh(endpoint_id: str) -> Talk:
    """The talk of an endpoint that never wrote before."""
    return Talk(endpoint_id, Session())
