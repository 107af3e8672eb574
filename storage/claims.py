"""Claims of heirs and hurt workers: what stands, and each change as an event that stays.

Nothing is overwritten unseen: every change holds the row, writes an event (who, when, from, to,
why) and an audit row in one transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select, update

from conversations.session import Json
from storage import events
from storage.audits import ActorKind
from storage.crypto import Sealer
from storage.scope import Scope, within
from storage.tables import claim_events, claim_links, claims, participants

__all__ = [
    "OVER",
    "By",
    "Claim",
    "ClaimGone",
    "Event",
    "NotNow",
    "change",
    "here",
    "history",
    "listed",
    "held",
    "one",
]

TABLE = "claims"
OVER = frozenset({"paid", "refused", "taken_back"})
HEARD = ("opened", "joined")  # acts whose notes hold what somebody told
LISTED = 200  # claims on one page of the desk
KABUPATEN = 2  # parts of a kabupaten's code, "63.10"; the nation has none of them


class ClaimGone(LookupError):
    """No such claim where this officer works."""


class NotNow(RuntimeError):
    """The claim's state does not allow the act; the text names both."""


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, over which regions, and when."""

    scope: Scope
    actor: str  # id of the officer or endpoint, or the part of the system
    now: datetime
    kind: ActorKind = "officer"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as an officer sees it."""

    id: str
    kind: str
    state: str
    participant_id: str | None
    village_code: str | None
    happened_on: date | None
    at_work: str
    confirmed: bool
    accepted_on: date | None
    due_on: date | None
    reason: str
    trial: bool
    version: int
    created_at: datetime
    subject: Mapping[str, Json] = field(repr=False)
    heir: Mapping[str, Json] | None = field(repr=False)
    children: tuple[Mapping[str, Json], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was done with a claim; `note` holds what belongs to it."""

    id: str
    at: datetime
    actor_kind: str
    actor: str
    act: str
    from_state: str
    to_state: str
    reason: str
    told_at: datetime | None
    note: Json = field(repr=False)


def one(conn: Connection, sealer: Sealer, scope: Scope, claim_id: str) -> Claim:
    """A claim. Raises ClaimGone."""
    row = conn.execute(select(claims).where(claims.c.id == claim_id, here(scope))).first()
    if row is None:
        raise ClaimGone
    return opened(sealer, row)


def listed(
    conn: Connection,
    sealer: Sealer,
    scope: Scope,
    states: Collection[str] = ("received",),
    limit: int = LISTED,
) -> tuple[Claim, ...]:
    """The claims in these states, the one that waits longest first; made-up ones left out."""
    mine = and_(here(scope), claims.c.state.in_(list(states)), claims.c.trial.is_(False))
    query = select(claims).where(mine).order_by(claims.c.updated_at, claims.c.id).limit(limit)
    return tuple(opened(sealer, row) for row in conn.execute(query))


def history(conn: Connection, sealer: Sealer, scope: Scope, claim_id: str) -> tuple[Event, ...]:
    """All that was done with a claim, the first thing first. Raises ClaimGone."""
    if conn.scalar(select(claims.c.id).where(claims.c.id == claim_id, here(scope))) is None:
        raise ClaimGone
    return events_of(conn, sealer, [claim_id]).get(claim_id, ())


def held(conn: Connection, by: By, claim_id: str) -> Row[Any]:
    """The claim's row, held until the transaction ends. Raises ClaimGone."""
    mine = select(claims).where(claims.c.id == claim_id, here(by.scope)).with_for_update()
    row = conn.execute(mine).first()
    if row is None:
        raise ClaimGone
    return row


def change(
    conn: Connection,
    sealer: Sealer,
    by: By,
    claim_id: str,
    act: str,
    to: str | None = None,
    reason: str | None = None,
    note: Json = None,
    **values: object,
) -> str:
    """Does one act: new values of the row, its event and audit; gives the event's id.

    `to` None leaves the state, and why it stands so. The claim is `held` by whoever calls.
    """
    state = conn.scalar(select(claims.c.state).where(claims.c.id == claim_id))
    counted = {"version": claims.c.version + 1, "updated_at": by.now, "state": to or state}
    if to is not None:
        counted["reason"] = reason
    conn.execute(update(claims).where(claims.c.id == claim_id).values({**values, **counted}))
    return note_event(conn, sealer, by, claim_id, act, (str(state), to or str(state)), reason, note)


def note_event(
    conn: Connection,
    sealer: Sealer,
    by: By,
    claim_id: str,
    act: str,
    states: tuple[str, str],
    reason: str | None = None,
    note: Json = None,
) -> str:
    """Adds an event (from, to) and its audit row; gives the event's id."""
    return events.note(conn, sealer, by, events.OF_CLAIMS, claim_id, act, states, reason, note)


def events_of(
    conn: Connection, sealer: Sealer, claim_ids: Collection[str]
) -> dict[str, tuple[Event, ...]]:
    """The events of claims, the first ones first."""
    its = claim_events.c
    query = select(claim_events).where(its.claim_id.in_(list(claim_ids)))
    found: dict[str, tuple[Event, ...]] = {}
    for row in conn.execute(query.order_by(its.at, its.id)):
        found[row.claim_id] = (*found.get(row.claim_id, ()), _event(sealer, row))
    return found


def here(scope: Scope) -> ColumnElement[bool]:
    """The condition that a claim lies in the scope; where no village is known: the kabupaten's."""
    mine = within(scope, claims.c.village_code)
    if any(each.count(".") + 1 <= KABUPATEN for each in scope.regions):
        return or_(mine, claims.c.village_code.is_(None))
    return mine


def linked(conn: Connection, claim_id: str, endpoint_id: str) -> Row[Any] | None:
    """How an endpoint is linked to a claim, None where it is not."""
    mine = (claim_links.c.claim_id == claim_id) & (claim_links.c.endpoint_id == endpoint_id)
    return conn.execute(select(claim_links).where(mine)).first()


def open_claim_of(conn: Connection, participant_id: str, kind: str) -> str | None:
    """The open claim of this kind about somebody, held until the transaction ends."""
    conn.execute(
        select(participants.c.id).where(participants.c.id == participant_id).with_for_update()
    )
    mine = (claims.c.participant_id == participant_id) & (claims.c.kind == kind)
    found: str | None = conn.scalar(
        select(claims.c.id).where(mine, claims.c.state.not_in(sorted(OVER)))
    )
    return found


def opened(sealer: Sealer, row: Row[Any]) -> Claim:
    """A row of `claims` as a value."""

    def unsealed(column: str) -> Json:
        sealed = getattr(row, column)
        return None if sealed is None else sealer.open_json(sealed, TABLE, column, row.id)

    return Claim(
        row.id,
        row.kind,
        row.state,
        row.participant_id,
        row.village_code,
        row.happened_on,
        row.at_work,
        row.confirmed,
        row.accepted_on,
        row.due_on,
        row.reason or "",
        row.trial,
        row.version,
        row.created_at,
        unsealed("subject"),
        unsealed("heir"),
        tuple(unsealed("children") or ()),
    )


def _event(sealer: Sealer, row: Row[Any]) -> Event:
    note = sealer.open_json(row.note, "claim_events", "note", row.id) if row.note else None
    return Event(
        row.id,
        row.at,
        row.actor_kind,
        row.actor,
        row.act,
        row.from_state,
        row.to_state,
        row.reason or "",
        row.told_at,
        note,
    )
