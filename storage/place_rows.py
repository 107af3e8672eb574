"""The rows of a village's places: who holds or waits, in which months; each change is noted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select, text, update

from program.contributions import months_later
from storage.crypto import Sealer
from storage.ids import new_id
from storage.scope import Scope, within
from storage.sponsors import lies_in
from storage.store import insert_into
from storage.tables import applications, contributions, participants, payments, place_changes
from storage.tables import places as place_table

# Class of the advisory locks of villages' places, apart from all our other locks.
PLACE_LOCKS = 0x5E7C
DECIDABLE = ("submitted", "checked", "proposed", "waiting")  # applications a place decides
LISTABLE = ("submitted", "checked", "proposed")  # applications that join the waiting list

Month = date  # a first day
Values = dict[str, object]


class PlaceGone(LookupError):
    """No such village, person or place where this officer works."""


class PlaceChanged(RuntimeError):
    """Somebody else changed the place since it was read: look again."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as it stands; months are first days, None until it was given."""

    id: str
    village_code: str
    year: int
    participant_id: str
    name: str
    trial: bool
    standing: str
    sponsor_id: str | None
    state: str  # waiting, held or ended
    rank: int | None
    desil: int | None
    extreme_poverty: bool | None
    from_month: Month | None
    until_month: Month | None
    decision_id: str | None
    replaces_id: str | None
    version: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may get a place: where, in which standing, and who pays which months."""

    id: str
    village_code: str
    standing: str
    trial: bool
    paid: Mapping[Month, tuple[str, str | None]]  # payer's kind and sponsor


@dataclass(frozen=True, slots=True)
class Change:
    """A place's new values and why; `place` None: a new one."""

    place: Place | None
    values: Values
    reason: str
    note: str | None = None


def lock(conn: Connection, scope: Scope, village: str, year: int) -> None:
    """Holds a village's places of a year until the transaction ends. Raises PlaceGone.

    SQLite's writers come one after the other anyway.
    """
    if not lies_in(scope, village):
        raise PlaceGone
    if conn.dialect.name == "postgresql":
        wait = text("SELECT pg_advisory_xact_lock(:locks, hashtext(:which))")
        conn.execute(wait, {"locks": PLACE_LOCKS, "which": f"{village}/{year}"})


def of_village(
    conn: Connection,
    scope: Scope,
    village: str,
    year: int,
    states: Collection[str] = ("held", "waiting"),
) -> tuple[Place, ...]:
    """A village's places of a year in these states, the earliest first."""
    place = place_table.c
    here = and_(place.village_code == village, place.year == year, place.state.in_(states))
    order = (place.from_month, place.created_at, place.id)
    rows = conn.execute(_places().where(here, within(scope, place.village_code)).order_by(*order))
    return tuple(map(_place, rows))


def one(conn: Connection, scope: Scope, place_id: str) -> Place:
    """A place. Raises PlaceGone."""
    mine = (place_table.c.id == place_id) & within(scope, place_table.c.village_code)
    row = conn.execute(_places().where(mine)).first()
    if row is None:
        raise PlaceGone
    return _place(row)


def open_places(conn: Connection, ids: Collection[str], year: int) -> dict[str, Place]:
    """The places that these people hold or wait for in a year, in whatever village."""
    theirs = place_table.c.participant_id.in_(ids) & (place_table.c.year == year)
    query = _places().where(theirs, place_table.c.state != "ended")
    return {row.participant_id: _place(row) for row in conn.execute(query)}


def taken(conn: Connection, village: str, year: int) -> list[int]:
    """How many real people hold a place in each of the year's twelve months."""
    place = place_table.c
    begun = (place.state == "held") | place.until_month.is_not(None)
    query = (
        select(place.from_month, place.until_month)
        .join_from(place_table, participants)
        .where(place.village_code == village, place.year == year, place.from_month.is_not(None))
        .where(place.state != "waiting", begun, participants.c.trial.is_(False))
    )
    counts = [0] * 12
    for first, until in conn.execute(query):
        for index in indexes(year, first, until):
            counts[index] += 1
    return counts


def indexes(year: int, first: Month, until: Month | None = None) -> range:
    """The places in the year, from 0, of the months from one to another, or to its end."""
    begin = 12 * (first.year - year) + first.month - 1
    end = 12 if until is None else 12 * (until.year - year) + until.month
    return range(max(0, begin), min(12, end))


def candidates(
    conn: Connection, scope: Scope, ids: Collection[str], year: int
) -> dict[str, Candidate]:
    """These people as far as the scope shows them, held until the transaction ends."""
    who = participants.c
    columns = (who.id, who.village_code, who.standing, who.trial)
    theirs = select(*columns).where(who.id.in_(ids), within(scope, who.village_code))
    rows = conn.execute(theirs.order_by(who.id).with_for_update()).all()
    paid = _paid(conn, [row.id for row in rows], year)
    return {row.id: Candidate(*row, paid.get(row.id, {})) for row in rows}


def write(
    conn: Connection,
    sealer: Sealer | None,
    changes: Sequence[Change],
    actor: str,
    now: datetime,
) -> list[str]:
    """Makes and changes places, each by compare-and-set, each noted; gives their ids.

    The ids of new ones are in their order. Raises PlaceChanged. A note needs the sealer.
    """
    moments = [now + timedelta(microseconds=each) for each in range(len(changes))]  # in order
    made = zip(changes, moments, strict=True)
    ids = [change.place.id if change.place else new_id(at) for change, at in made]
    pairs = list(zip(changes, ids, strict=True))
    fresh = [_new(each, which, now) for each, which in pairs if not each.place]
    if fresh:
        conn.execute(insert_into(conn, place_table), fresh)
    for change in changes:
        if change.place:
            _set(conn, change.place, change.values, now)
    noted = [_noted(sealer, each, which, actor, now) for each, which in pairs]
    if noted:
        conn.execute(insert_into(conn, place_changes), noted)
    return ids


def decide_applications(conn: Connection, ids: Iterable[str], state: str, now: datetime) -> None:
    """Moves the open applications of these people to `decided` or `waiting`, where they are due."""
    before = DECIDABLE if state == "decided" else LISTABLE
    theirs = applications.c.participant_id.in_(list(ids)) & applications.c.state.in_(before)
    values = {"state": state, "updated_at": now, "version": applications.c.version + 1}
    conn.execute(update(applications).where(theirs).values(values))


def set_people(conn: Connection, ids: Iterable[str], now: datetime, **values: object) -> None:
    """Changes what is known of these people."""
    theirs = participants.c.id.in_(list(ids))
    counted = {**values, "updated_at": now, "version": participants.c.version + 1}
    conn.execute(update(participants).where(theirs).values(counted))


def highest_rank(conn: Connection, village: str, year: int) -> int:
    """The last number that the village gave on its waiting list, 0 if none."""
    place = place_table.c
    here = and_(place.village_code == village, place.year == year, place.state == "waiting")
    return int(conn.scalar(select(func.max(place.rank)).where(here)) or 0)


def month_before(month: Month) -> Month:
    """The first day of the month before."""
    return months_later(month, -1)


def _paid(
    conn: Connection, ids: Collection[str], year: int
) -> dict[str, dict[Month, tuple[str, str | None]]]:
    paid = contributions.c
    query = (
        select(paid.participant_id, paid.month, paid.payer, payments.c.sponsor_id)
        .join_from(contributions, payments)
        .where(paid.participant_id.in_(ids), paid.programme == "jkm")
        .where(paid.month.between(date(year, 1, 1), date(year, 12, 1)))
    )
    found: dict[str, dict[Month, tuple[str, str | None]]] = {}
    for who, month, payer, sponsor in conn.execute(query):
        found.setdefault(who, {})[month] = (payer, sponsor)
    return found


def _new(change: Change, which: str, now: datetime) -> Values:
    blank = dict.fromkeys(_GIVEN)
    stamps = {"id": which, "version": 1, "created_at": now, "updated_at": now}
    return {**blank, **stamps, **change.values}


# What a new place may lack.
_GIVEN = (
    "sponsor_id",
    "rank",
    "desil",
    "extreme_poverty",
    "from_month",
    "until_month",
    "decision_id",
    "replaces_id",
)


def _set(conn: Connection, place: Place, values: Values, now: datetime) -> None:
    same = (place_table.c.id == place.id) & (place_table.c.version == place.version)
    counted = {**values, "version": place.version + 1, "updated_at": now}
    if conn.execute(update(place_table).where(same).values(counted)).rowcount != 1:
        raise PlaceChanged


def _noted(sealer: Sealer | None, change: Change, which: str, actor: str, now: datetime) -> Values:
    row = new_id(now)
    before = change.place.state if change.place else ""
    note = change.note
    if note is not None and sealer is None:
        raise ValueError("a note needs the sealer")
    kept = sealer.seal_text(note, "place_changes", "note", row) if sealer and note else None
    return {
        "id": row,
        "place_id": which,
        "at": now,
        "actor": actor,
        "from_state": before,
        "to_state": change.values.get("state", before),
        "reason": change.reason,
        "note": kept,
    }


def _places() -> Any:
    columns = (participants.c.name, participants.c.trial, participants.c.standing)
    return select(place_table, *columns).join_from(place_table, participants)


def _place(row: Row[Any]) -> Place:
    return Place(
        row.id,
        row.village_code,
        row.year,
        row.participant_id,
        row.name,
        row.trial,
        row.standing,
        row.sponsor_id,
        row.state,
        row.rank,
        row.desil,
        row.extreme_poverty,
        row.from_month,
        row.until_month,
        row.decision_id,
        row.replaces_id,
        row.version,
        row.created_at,
    )
