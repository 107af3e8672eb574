"""Drafts that move: a talk begun at one endpoint goes on at another, never open on both.

A turn saw the drafts of the other endpoint when it was stepped (`conversations.facts.Other`). They
move only as they were seen: who answered there meanwhile makes the turn be stepped again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, false, select, update

from conversations.facts import Other, PassView
from conversations.session import Draft
from storage.conversations import Overtaken, Talk, Versioned, open_draft
from storage.crypto import Sealer
from storage.inbox import WAITING, partition_of
from storage.tables import conversations, drafts, endpoints, inbox, timers


@dataclass(frozen=True, slots=True)
class Move:
    """One draft as the turn saw it, where it was and where it goes on."""

    draft: Draft
    from_endpoint: str
    to_endpoint: str


def seen(known: Mapping[Any, Any], endpoint_id: str) -> dict[str, Draft]:
    """The drafts of another endpoint by id, as the facts of a turn showed them."""
    shown: dict[str, Draft] = {}
    for answer in known.values():
        others = answer if isinstance(answer, tuple) else (answer,)
        for other in others:
            place = other.other if isinstance(other, PassView) else other
            if isinstance(place, Other) and place.endpoint == endpoint_id:
                shown |= {draft.id: draft for draft in place.drafts}
    return shown


def drafts_of(
    conn: Connection, sealer: Sealer, endpoint_ids: Iterable[str]
) -> dict[str, tuple[Draft, ...]]:
    """The drafts of each endpoint, the open one first, then the latest."""
    theirs = select(drafts).where(drafts.c.endpoint_id.in_(list(endpoint_ids)))
    found: dict[str, tuple[Draft, ...]] = {}
    for row in conn.execute(theirs.order_by(drafts.c.open.desc(), drafts.c.touched_at.desc())):
        found[row.endpoint_id] = (*found.get(row.endpoint_id, ()), open_draft(sealer, row))
    return found


def take_over(
    conn: Connection, sealer: Sealer, moves: Sequence[Move]
) -> dict[str, dict[str, Versioned]]:
    """Moves drafts that stand as they were seen; gives them by new endpoint, for `with_taken`.

    The talks that they leave count as changed, so that a turn there is stepped again. Raises
    Overtaken where a draft was changed, moved or deleted meanwhile, also by another of the moves.
    """
    if not moves:
        return {}
    left = sorted({each.from_endpoint for each in moves})
    talks = update(conversations).where(conversations.c.endpoint_id.in_(left))
    conn.execute(talks.values(version=conversations.c.version + 1))
    versions = _standing(conn, sealer, moves)
    change = update(drafts).where(drafts.c.id == bindparam("which"))
    moved = {"endpoint_id": bindparam("to"), "version": drafts.c.version + 1, "open": false()}
    conn.execute(change.values(moved), [{"which": m.draft.id, "to": m.to_endpoint} for m in moves])
    _take_along(conn, moves)
    taken: dict[str, dict[str, Versioned]] = {}
    for each in moves:
        version = versions[each.draft.id] + 1
        taken.setdefault(each.to_endpoint, {})[each.draft.id] = (each.draft, version)
    return taken


def with_taken(talk: Talk, taken: Mapping[str, Versioned]) -> Talk:
    """The talk that knows the drafts it took over, so that saving it changes their rows."""
    return replace(talk, drafts={**(talk.drafts or {}), **taken})


def _take_along(conn: Connection, moves: Sequence[Move]) -> None:
    """What the house has for these drafts, results of effects and timers, follows them."""
    pairs = {(each.from_endpoint, each.to_endpoint) for each in moves}
    who = {each for pair in pairs for each in pair}
    query = select(endpoints.c.id, endpoints.c.address_index).where(endpoints.c.id.in_(who))
    keys = {row.id: row.address_index for row in conn.execute(query)}
    for old, new in pairs:
        done = (inbox.c.endpoint_key == keys[old]) & (inbox.c.kind == "effect")
        follow = update(inbox).where(done, inbox.c.state == WAITING)
        partition = partition_of(keys[new])
        conn.execute(follow.values(endpoint_key=keys[new], partition=partition))
    for each in moves:
        kept = update(timers).where(timers.c.key == f"draft:{each.draft.id}")
        conn.execute(kept.values(endpoint_id=each.to_endpoint))


def endpoint_of(conn: Connection, draft: str) -> str | None:
    """The endpoint where a draft is now."""
    found: str | None = conn.scalar(select(drafts.c.endpoint_id).where(drafts.c.id == draft))
    return found


def _standing(conn: Connection, sealer: Sealer, moves: Sequence[Move]) -> dict[str, int]:
    """The versions of the drafts, held until the transaction ends; Overtaken if one is not so."""
    wanted = {(each.draft.id, each.from_endpoint): each.draft for each in moves}
    query = select(drafts).where(drafts.c.id.in_({each.draft.id for each in moves}))
    rows = conn.execute(query.order_by(drafts.c.id).with_for_update()).all()
    standing = {(row.id, row.endpoint_id): open_draft(sealer, row) for row in rows}
    if standing != wanted or len(moves) != len(wanted):
        raise Overtaken("a draft that was to move was changed by somebody else")
    return {row.id: row.version for row in rows}
