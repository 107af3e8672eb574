"""Conversations and drafts: what each endpoint is in the middle of, sealed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, bindparam, delete, select, update

from conversations.migrations import migrated
from conversations.saved import (
    answers_from_json,
    answers_to_json,
    session_from_json,
    session_to_json,
)
from conversations.session import Draft, Session
from storage.crypto import Sealer
from storage.prepared import Prepared
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
    kept = _by_endpoint(sealer, DRAFTS_OF.rows(conn, ids=ids))
    talks: dict[str, Talk] = {}
    for who, sealed, version in TALKS_OF.rows(conn, ids=ids):
        mine = kept.get(who, {})
        found = sealer.open_json(sealed, "conversations", "session", who)
        session = session_from_json(found, {name: draft for name, (draft, _) in mine.items()})
        talks[who] = Talk(who, session, version, mine)
    return talks


DRAFT = ("id", "form", "form_version", "answers", "created_at", "touched_at")
DRAFTS_OF = Prepared(
    lambda making: select(
        drafts.c.endpoint_id, drafts.c.version, *(drafts.c[name] for name in DRAFT)
    ).where(making.among(drafts.c.endpoint_id, "ids"))
)
TALKS_OF = Prepared(
    lambda making: select(
        conversations.c.endpoint_id, conversations.c.session, conversations.c.version
    ).where(making.among(conversations.c.endpoint_id, "ids"))
)


def _by_endpoint(
    sealer: Sealer, rows: Iterable[tuple[Any, ...]]
) -> dict[str, dict[str, Versioned]]:
    kept: dict[str, dict[str, Versioned]] = {}
    for who, version, *columns in rows:
        draft = _draft(sealer, *columns)
        kept.setdefault(who, {})[draft.id] = (draft, version)
    return kept


def open_draft(sealer: Sealer, row: Row[Any]) -> Draft:
    """A row of `drafts` as a value."""
    return _draft(sealer, *(getattr(row, name) for name in DRAFT))


def _draft(
    sealer: Sealer,
    draft: str,
    form: str,
    form_version: int,
    sealed: bytes,
    began_at: datetime,
    touched_at: datetime,
) -> Draft:
    """The draft, its answers brought to the form's present version."""
    found = sealer.open_json(sealed, "drafts", "answers", draft)
    answers, version = migrated(form, form_version, found)
    return Draft(draft, form, version, answers_from_json(answers), began_at, touched_at)


def save(
    conn: Connection, sealer: Sealer, changed: Sequence[tuple[Talk, Session]], now: datetime
) -> None:
    """Stores each talk's new session by compare-and-set. Raises Overtaken when one was changed."""
    new = [(talk, session) for talk, session in changed if talk.version == 0]
    old = [(talk, session) for talk, session in changed if talk.version > 0]
    TALKS_NEW.many(conn, [_row(sealer, talk, session, now) for talk, session in new])
    rows = [_changed(_row(sealer, talk, session, now), talk) for talk, session in old]
    _set(conn, TALKS_HELD, TALKS_SET, rows)
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
    conn: Connection, held: Prepared, change: Prepared, rows: Sequence[dict[str, object]]
) -> None:
    """Runs the update for all rows; each must stand at the version that it was read at.

    On PostgreSQL the versions are read under lock first: asyncpg counts no rows of many updates.
    """
    if not rows:
        return
    if conn.dialect.name == "postgresql":
        found = dict(held.rows(conn, ids=[row["which"] for row in rows]))
        if found != {row["which"]: row["was"] for row in rows}:
            raise Overtaken(CHANGED)
        change.many(conn, rows)
    elif change.many(conn, rows) != len(rows):
        raise Overtaken(CHANGED)


CHANGED = "a row was changed by somebody else"


def _held(key: Column[str]) -> Prepared:
    """The versions of rows, locked in the order of their keys."""
    standing = select(key, key.table.c.version).order_by(key).with_for_update()
    return Prepared(lambda making: standing.where(making.among(key, "ids")))


def _setting(key: Column[str], names: Sequence[str]) -> Prepared:
    """The update of one row that stands at the version `was`."""
    same = (key == bindparam("which")) & (key.table.c.version == bindparam("was"))
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    statement = update(key.table).where(same).values(values)
    return Prepared(lambda _: statement)


TALKS_NEW = Prepared(lambda making: making.insert(conversations))
TALKS_HELD = _held(conversations.c.endpoint_id)
TALKS_SET = _setting(conversations.c.endpoint_id, ("session", "version", "updated_at"))


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
        DRAFTS_GONE.run(conn, ids=gone)
    DRAFTS_NEW.many(conn, inserts)
    _set(conn, DRAFTS_HELD, DRAFTS_SET, updates)


CHANGING = ("answers", "form_version", "open", "touched_at", "version")
DRAFTS_GONE = Prepared(lambda making: delete(drafts).where(making.among(drafts.c.id, "ids")))
DRAFTS_NEW = Prepared(lambda making: making.insert(drafts))
DRAFTS_HELD = _held(drafts.c.id)
DRAFTS_SET = _setting(drafts.c.id, CHANGING)


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
