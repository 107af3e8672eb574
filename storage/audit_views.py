"""The audit read: of one person, of officers within the scope, by act and day; newest first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    or_,
    select,
    tuple_,
)

from conversations.session import Json
from storage.crypto import SealBroken, Sealer
from storage.officer_rows import covers
from storage.person_views import SECRET, row_of
from storage.scope import Scope, within
from storage.tables import applications, audit, claims, officers, participants

PAGE = 50  # rows on one page
OFFICERS = 5000  # of a kabupaten, whose rows are looked through; it has 157 villages
PERSON = "participant"
HIDDEN = "••••"

_ROWS: Select[Any] = select(audit)


@dataclass(frozen=True, slots=True)
class Entry:
    """Who did or saw what, when; names only of what the scope shows."""

    id: str
    at: datetime
    actor_kind: str
    actor: str
    officer: str  # the officer's name; "" of anybody else
    act: str
    subject_kind: str
    subject_id: str
    person: str  # the participant's name where the scope shows it
    details: Mapping[str, Json] = field(repr=False)  # only of a person's own page


@dataclass(frozen=True, slots=True)
class Trail:
    """Some entries, and the id behind which the next page begins; "" at the end."""

    entries: tuple[Entry, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; an empty value asks for all."""

    officer_id: str = ""
    act: str = ""
    since: datetime | None = None
    until: datetime | None = None


def of_person(
    conn: Connection,
    sealer: Sealer,
    scope: Scope,
    participant_id: str,
    after: str = "",
    limit: int = PAGE,
) -> Trail:
    """What was done with a person, their applications and claims. Raises PersonGone."""
    row_of(conn, scope, participant_id)
    about = [_about(PERSON, [participant_id])]
    for kind, table in (("application", applications), ("claim", claims)):
        ids = conn.scalars(select(table.c.id).where(table.c.participant_id == participant_id)).all()
        if ids:
            about.append(_about(kind, ids))
    return _page(conn, scope, [or_(*about)], after, limit, sealer)


def listed(
    conn: Connection,
    scope: Scope,
    names: Collection[str],
    wanted: Wanted,
    after: str = "",
    limit: int = PAGE,
) -> Trail:
    """What officers of the scope did, `names` of `colleagues`; of the whole nation everybody."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.officer_id:
        if wanted.officer_id not in names:
            return Trail(())
        conditions.append(audit.c.actor == wanted.officer_id)
    elif scope != Scope.whole():
        conditions += [audit.c.actor_kind == "officer", audit.c.actor.in_(sorted(names))]
    if wanted.act:
        conditions.append(audit.c.act == wanted.act)
    if wanted.since:
        conditions.append(audit.c.at >= wanted.since)
    if wanted.until:
        conditions.append(audit.c.at < wanted.until)
    return _page(conn, scope, conditions, after, limit)


def colleagues(conn: Connection, scope: Scope) -> dict[str, str]:
    """Names of the officers all of whose regions lie in the scope, by id."""
    its = officers.c
    rows = conn.execute(select(its.id, its.name, its.regions).order_by(its.name).limit(OFFICERS))
    return {row.id: row.name for row in rows if covers(scope, row.regions)}


def _about(kind: str, ids: Collection[str]) -> ColumnElement[bool]:
    return and_(audit.c.subject_kind == kind, audit.c.subject_id.in_(list(ids)))


def _page(
    conn: Connection,
    scope: Scope,
    conditions: Sequence[ColumnElement[bool]],
    after: str,
    limit: int,
    sealer: Sealer | None = None,
) -> Trail:
    place = (audit.c.at, audit.c.id)
    query = _ROWS.where(*conditions)
    if after:
        last = conn.execute(select(*place).where(audit.c.id == after, *conditions)).first()
        if last is None:
            return Trail(())
        query = query.where(tuple_(*place) < tuple_(*last))
    backwards = (audit.c.at.desc(), audit.c.id.desc())
    rows = conn.execute(query.order_by(*backwards).limit(limit + 1)).all()
    more = rows[limit - 1].id if len(rows) > limit else ""
    return Trail(_entries(conn, scope, rows[:limit], sealer), more)


def _entries(
    conn: Connection, scope: Scope, rows: Sequence[Row[Any]], sealer: Sealer | None
) -> tuple[Entry, ...]:
    who, its = participants.c, officers.c
    people = [row.subject_id for row in rows if row.subject_kind == PERSON]
    seen = select(who.id, who.name).where(who.id.in_(people), within(scope, who.village_code))
    names: dict[str, str] = {row.id: row.name for row in conn.execute(seen)}
    acting = [row.actor for row in rows if row.actor_kind == "officer"]
    known = select(its.id, its.name).where(its.id.in_(acting))
    by: dict[str, str] = {row.id: row.name for row in conn.execute(known)}
    return tuple(
        Entry(
            row.id,
            row.at,
            row.actor_kind,
            row.actor,
            by.get(row.actor, ""),
            row.act,
            row.subject_kind,
            row.subject_id,
            names.get(row.subject_id, ""),
            _details(sealer, row),
        )
        for row in rows
    )


def _details(sealer: Sealer | None, row: Row[Any]) -> Mapping[str, Json]:
    if sealer is None or row.details is None:
        return {}
    try:
        found = sealer.open_json(row.details, audit.name, "details", row.id)
    except SealBroken:
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: _masked(value) for name, value in found.items()}


def _masked(told: Json) -> Json:
    """Before and after without the numbers themselves: they are revealed elsewhere, with reason."""
    if not isinstance(told, dict):
        return told
    return {name: HIDDEN if name in SECRET and value else value for name, value in told.items()}
