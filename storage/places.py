"""The village's hundred: a place is given by the village's decision and ends with a reason.

No month has more people than seats. Who gets no seat joins the waiting list
(`storage.waiting_list`); a new year is `storage.renewal`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, and_, func, select

from program.quota import free_places
from storage import audits, place_news, place_rows
from storage.crypto import Sealer
from storage.decisions import NewDecision, decided
from storage.giving import Given, Outcome, Seat, give, line, quota
from storage.place_rows import (
    Change,
    Month,
    Place,
    PlaceChanged,
    PlaceGone,
    Values,
    indexes,
    month_before,
)
from storage.scope import Scope
from storage.sponsors import SponsorGone, lies_in, payers_of
from storage.store import insert_into
from storage.tables import participants, place_changes, quotas
from storage.tables import places as place_table

__all__ = [
    "ENDINGS",
    "SEATS",
    "DecisionNeeded",
    "Ending",
    "Given",
    "Giving",
    "NewDecision",
    "Noted",
    "Outcome",
    "Place",
    "PlaceChanged",
    "PlaceGone",
    "Replaced",
    "Replacement",
    "Seats",
    "Taken",
    "decided",
    "end",
    "history",
    "listed",
    "replace",
    "seats",
    "set_quota",
    "take",
]

SEATS = 100  # "1 desa 100 pekerja rentan"; SERATUS_SEATS_PER_VILLAGE sets another number
MOST_SEATS = 10_000  # of one village; above it zeros too many were typed
# Why a place ends, and what that says of the person.
ENDINGS = {
    "died": "dead",
    "moved": "moved",
    "employed": "employed",
    "covered_elsewhere": None,
    "gave_up": None,
    "not_vulnerable": None,
    "mistake": None,
}


class DecisionNeeded(ValueError):
    """Somebody else than the next in line is to get the place: the village decides that."""


@dataclass(frozen=True, slots=True)
class Giving:
    """A decision with its list, in the village's order, and from which month it holds."""

    decision: NewDecision
    from_month: Month
    people: tuple[Given, ...]
    sponsor_id: str | None = None  # who pays; None: not known yet
    told_here: bool = True  # else whoever takes the outcomes tells people

    def __post_init__(self) -> None:
        _first_day(self.from_month)


@dataclass(frozen=True, slots=True)
class Taken:
    """A recorded decision, and what became of everybody on its list, in its order."""

    decision_id: str
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Seats:
    """A village's seats of a year; `held` are those in its fullest month from the one asked for."""

    village: str
    year: int
    seats: int
    held: int
    waiting: int

    @property
    def free(self) -> int:
        """How many are left until the year's end."""
        return free_places(self.seats, self.held)


@dataclass(frozen=True, slots=True)
class Ending:
    """A place that ends, or somebody who leaves the waiting list."""

    place_id: str
    version: int
    reason: str  # one of ENDINGS
    last_month: Month | None = None  # last contribution month; a held place needs it
    note: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.reason not in ENDINGS:
            raise ValueError("no such reason to end a place")
        _first_day(self.last_month)


@dataclass(frozen=True, slots=True)
class Replacement:
    """A held place that goes over to another; without a name the next in line gets it."""

    place_id: str
    version: int
    reason: str  # one of ENDINGS
    from_month: Month  # first month of who follows
    participant_id: str | None = None
    decision: NewDecision | None = None
    note: str | None = field(default=None, repr=False)

    def ending(self) -> Ending:
        """The end of the place, the month before."""
        _first_day(self.from_month)
        last = month_before(self.from_month)
        return Ending(self.place_id, self.version, self.reason, last, self.note)


@dataclass(frozen=True, slots=True)
class Replaced:
    """The place that ended, and what became of who follows; None where nobody may."""

    ended: str
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Noted:
    """One change of a place; the note in the officer's words."""

    at: datetime
    actor: str
    from_state: str
    to_state: str
    reason: str
    note: str | None = field(default=None, repr=False)


def seats(
    conn: Connection,
    scope: Scope,
    village: str,
    year: int,
    default: int = SEATS,
    from_month: Month | None = None,
) -> Seats:
    """How many seats a village has, how many are held and waited for. Raises PlaceGone."""
    _here(scope, village)
    counts = place_rows.taken(conn, village, year)
    months = indexes(year, from_month or date(year, 1, 1))
    place = place_table.c
    here = and_(place.village_code == village, place.year == year, place.state == "waiting")
    query = select(func.count()).select_from(place_table.join(participants))
    waiting = conn.scalar(query.where(here, participants.c.trial.is_(False)))
    held = max((counts[index] for index in months), default=0)
    return Seats(village, year, quota(conn, village, year, default), held, int(waiting or 0))


def set_quota(
    conn: Connection, scope: Scope, seen: Seats, count: int, actor: str, now: datetime
) -> None:
    """Gives a village its own number of seats; who holds one keeps it. Raises PlaceGone.

    `seen` is what the officer looked at: PlaceChanged if another number was set since.
    """
    if not 0 <= count <= MOST_SEATS:
        raise ValueError(f"a village has 0 to {MOST_SEATS} seats")
    village, year = seen.village, seen.year
    place_rows.lock(conn, scope, village, year)
    if quota(conn, village, year, seen.seats) != seen.seats:
        raise PlaceChanged
    told = {"seats": count, "set_by": actor, "set_at": now}
    made = insert_into(conn, quotas).values(village_code=village, year=year, **told)
    conn.execute(made.on_conflict_do_update(index_elements=["village_code", "year"], set_=told))
    audits.officers(conn, actor, "quota_set", "village", village, now)


def listed(
    conn: Connection,
    scope: Scope,
    village: str,
    year: int,
    states: Sequence[str] = ("held",),
) -> tuple[Place, ...]:
    """A village's places of a year in these states, the earliest first. Raises PlaceGone."""
    _here(scope, village)
    return place_rows.of_village(conn, scope, village, year, states)


def take(
    conn: Connection, scope: Scope, giving: Giving, default: int, actor: str, now: datetime
) -> Taken:
    """Records a village's decision: its list gets the free seats in order, the rest waits.

    Who pays for themselves keeps those months and begins with the next. Raises PlaceGone for
    a village outside the scope, SponsorGone for a sponsor that does not pay there.
    """
    village, year = giving.decision.village, giving.from_month.year
    place_rows.lock(conn, scope, village, year)
    payers = payers_of(conn, scope, village)
    if giving.sponsor_id and giving.sponsor_id not in {each.id for each in payers}:
        raise SponsorGone
    which = decided(conn, giving.decision, actor, now)
    seat = Seat(village, giving.from_month, which, giving.sponsor_id, waits=True)
    count = quota(conn, village, year, default)
    outcomes = give(conn, scope, seat, giving.people, count, actor, now)
    if giving.told_here:
        place_news.tell(conn, [each.place_id for each in outcomes], now)
    return Taken(which, outcomes)


def end(
    conn: Connection, sealer: Sealer, scope: Scope, ending: Ending, actor: str, now: datetime
) -> Place:
    """Ends a place with its reason; gives it as it was. Raises PlaceGone, PlaceChanged.

    The seat is free from the month after the last.
    """
    place = _open(conn, scope, ending)
    values: Values = {"state": "ended", "rank": None, "until_month": None}
    if place.state == "held":
        if ending.last_month is None or ending.last_month.year not in (place.year - 1, place.year):
            raise ValueError("a place that is held ends with a month of its year")
        values["until_month"] = ending.last_month
    change = Change(place, values, ending.reason, ending.note)
    place_rows.write(conn, sealer, [change], actor, now)
    _leave(conn, place, ending.reason, now)
    audits.officers(conn, actor, "place_ended", "place", place.id, now)
    place_news.tell(conn, [place.id], now)
    return place


def replace(
    conn: Connection,
    sealer: Sealer,
    scope: Scope,
    told: Replacement,
    default: int,
    actor: str,
    now: datetime,
) -> Replaced:
    """Ends a held place and gives the seat to whoever follows, from the stated month.

    Raises PlaceGone, PlaceChanged; DecisionNeeded for anybody but the next in line.
    """
    place = _open(conn, scope, told.ending())
    village, year = place.village_code, place.year
    if place.state != "held" or told.from_month.year != year:
        raise ValueError("a place that is held is replaced within its year")
    people = _followers(conn, scope, place, told)
    end(conn, sealer, scope, told.ending(), actor, now)
    by = decided(conn, told.decision, actor, now) if told.decision else place.decision_id
    seat = Seat(village, told.from_month, by, place.sponsor_id, place.id, "replaced", most=1)
    count = quota(conn, village, year, default)
    outcomes = give(conn, scope, seat, people, count, actor, now)
    place_news.tell(conn, [each.place_id for each in outcomes], now)
    held = (each for each in outcomes if each.state == "held")
    refused = next(iter(outcomes), None) if told.participant_id else None
    return Replaced(place.id, next(held, refused))


def history(conn: Connection, sealer: Sealer, scope: Scope, place_id: str) -> tuple[Noted, ...]:
    """Every change of a place, the first one first. Raises PlaceGone."""
    place_rows.one(conn, scope, place_id)
    its = place_changes.c
    query = select(place_changes).where(its.place_id == place_id).order_by(its.at, its.id)
    return tuple(
        Noted(
            row.at,
            row.actor,
            row.from_state,
            row.to_state,
            row.reason,
            sealer.open_text(row.note, "place_changes", "note", row.id) if row.note else None,
        )
        for row in conn.execute(query)
    )


def _followers(
    conn: Connection, scope: Scope, place: Place, told: Replacement
) -> tuple[Given, ...]:
    """Who may follow, in order: the one who was decided, else the waiting list."""
    if told.decision is not None and told.decision.village != place.village_code:
        raise PlaceGone
    waiting = line(conn, scope, place.village_code, place.year)
    ready = [each.participant_id for each in waiting if each.standing == "here"]
    if told.participant_id is None:
        return tuple(map(Given, ready))
    if told.decision is None and told.participant_id not in ready[:1]:
        raise DecisionNeeded
    return (Given(told.participant_id),)


def _open(conn: Connection, scope: Scope, ending: Ending) -> Place:
    """The place as the officer saw it, its village's places held. Raises PlaceGone."""
    place = place_rows.one(conn, scope, ending.place_id)
    place_rows.lock(conn, scope, place.village_code, place.year)
    place = place_rows.one(conn, scope, ending.place_id)
    if place.state == "ended" or place.version != ending.version:
        raise PlaceChanged
    return place


def _leave(conn: Connection, place: Place, reason: str, now: datetime) -> None:
    """What the end of a place says of the person; who lost one is to pay for themselves."""
    said: dict[str, object] = {}
    if standing := ENDINGS[reason]:
        said["standing"] = standing
    if place.state == "held" and reason not in ("died", "covered_elsewhere"):
        said["payer"] = "self"
    if said:
        place_rows.set_people(conn, [place.participant_id], now, **said)


def _here(scope: Scope, village: str) -> None:
    if not lies_in(scope, village):
        raise PlaceGone


def _first_day(month: Month | None) -> None:
    if month is not None and month.day != 1:
        raise ValueError("a month is given by its first day")
