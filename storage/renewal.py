"""A new year of the village's hundred: the list is carried over, and the gaps are filled.

Cover paid for a budget year ends on 31 December while village money often comes in March: a
village that has neither a list nor money for the next year is warned from October (FACTS.md 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, and_, func, select

from storage import audits, place_news, place_rows
from storage.decisions import NewDecision, decided
from storage.giving import Given, Outcome, Seat, give, line, quota
from storage.place_rows import Change, Place, Values
from storage.scope import Scope, within
from storage.tables import participants, pots
from storage.tables import places as place_table

# What a person's standing says of why a place is not carried over.
STANDINGS = {"dead": "died", "moved": "moved", "employed": "employed"}


@dataclass(frozen=True, slots=True)
class Renewing:
    """Which village's list goes on into which year, and by which decision if there is one."""

    village: str
    year: int  # the new one
    decision: NewDecision | None = None

    def __post_init__(self) -> None:
        if self.decision is not None and self.decision.village != self.village:
            raise ValueError("another village's decision")


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody who lost the place, and why: died, moved, employed, covered_elsewhere, …"""

    participant_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a renewal did; people by id."""

    village: str
    year: int
    carried: tuple[str, ...]  # keep their place
    taken_out: tuple[Gone, ...]
    filled: tuple[str, ...]  # from the waiting list, in its order
    over: tuple[str, ...]  # no seat left: first on the waiting list
    passed_over: tuple[Gone, ...]  # on the waiting list, but may not get a place
    seats: int
    free: int  # still, in the fullest month


@dataclass(frozen=True, slots=True)
class YearEnd:
    """A village whose people lose their cover on 31 December unless something is done."""

    village: str
    people: int  # who hold a place now
    renewed: bool  # the list for the next year is there
    funded: bool  # every sponsor of its places has told of money for the next year


def renew(
    conn: Connection, scope: Scope, asked: Renewing, default: int, actor: str, now: datetime
) -> Renewed:
    """Carries a village's list over, takes out who left, fills from the waiting list.

    Done twice it finds nothing left to do but to fill. Raises PlaceGone.
    """
    village, year = asked.village, asked.year
    place_rows.lock(conn, scope, village, year)
    before = place_rows.of_village(conn, scope, village, year - 1, ("held", "waiting"))
    held = [each for each in before if each.state == "held" and not _ended_early(each)]
    opened = place_rows.open_places(conn, [each.participant_id for each in before], year)
    kept = {who for who, place in opened.items() if place.state == "held"}
    todo = [each for each in held if each.participant_id not in kept]
    waited = line(conn, scope, village, year - 1)
    by = decided(conn, asked.decision, actor, now) if asked.decision else None
    count = quota(conn, village, year, default)
    outcomes = [
        (each, _carry(conn, scope, each, year, by, count, actor, now)) for each in _grouped(todo)
    ]
    told = [pair for places, found in outcomes for pair in zip(places, found, strict=True)]
    out = [(place, _reason(outcome)) for place, outcome in told if outcome.state == "refused"]
    _close(conn, out, actor, now)
    _carry_line(conn, waited, opened, year, actor, now)
    seat = Seat(village, date(year, 1, 1), by, _usual_sponsor(held), reason="filled")
    filled = _fill(conn, scope, seat, count, actor, now)
    audits.officers(conn, actor, "places_renewed", "village", village, now)
    changed = [each.place_id for each in (*(outcome for _, outcome in told), *filled)]
    place_news.tell(conn, [*changed, *(place.id for place, _ in out)], now)
    taken = max(place_rows.taken(conn, village, year))
    return Renewed(
        village,
        year,
        tuple(place.participant_id for place, each in told if each.state == "held"),
        tuple(Gone(place.participant_id, reason) for place, reason in out),
        tuple(each.participant_id for each in filled if each.state == "held"),
        tuple(place.participant_id for place, each in told if each.state == "waiting"),
        tuple(
            Gone(each.participant_id, each.reason)
            for each in filled
            if each.state == "refused" and each.reason != "full"
        ),
        count,
        max(0, count - taken),
    )


def year_end(conn: Connection, scope: Scope, year: int) -> tuple[YearEnd, ...]:
    """The villages whose cover ends with this year and that have no list or no money for the next.

    By code; made-up people are left out.
    """
    place = place_table.c
    here = and_(place.state == "held", participants.c.trial.is_(False))
    mine = within(scope, place.village_code)
    people = select(place.village_code, func.count()).join_from(place_table, participants)
    counted = people.where(here, mine, place.year == year).group_by(place.village_code)
    counts = {village: int(count) for village, count in conn.execute(counted)}
    villages = select(place.village_code).distinct().join_from(place_table, participants)
    renewed = set(conn.scalars(villages.where(here, mine, place.year == year + 1)))
    unfunded = _unfunded(conn, scope, year)
    found = (
        YearEnd(village, count, village in renewed, village not in unfunded)
        for village, count in sorted(counts.items())
    )
    return tuple(each for each in found if not (each.renewed and each.funded))


def _unfunded(conn: Connection, scope: Scope, year: int) -> set[str]:
    """Villages with a place of this year that nobody, or a sponsor without a next pot, pays for."""
    place = place_table.c
    pot = and_(pots.c.sponsor_id == place.sponsor_id, pots.c.year == year + 1)
    query = (
        select(place.village_code)
        .distinct()
        .join_from(place_table, participants)
        .outerjoin(pots, pot)
        .where(within(scope, place.village_code), place.year == year, place.state == "held")
        .where(participants.c.trial.is_(False), pots.c.id.is_(None))
    )
    return set(conn.scalars(query))


def _ended_early(place: Place) -> bool:
    """Whether a held place was given only for a part of its year."""
    return place.until_month is not None and place.until_month.month < 12


def _grouped(places: Sequence[Place]) -> list[tuple[Place, ...]]:
    """The places by sponsor and decision, made-up people apart, the earliest group first."""
    groups: dict[tuple[str | None, str | None], list[Place]] = {}
    for each in places:
        groups.setdefault((each.sponsor_id, each.decision_id), []).append(each)
    return [tuple(each) for each in groups.values()]


def _carry(
    conn: Connection,
    scope: Scope,
    places: Sequence[Place],
    year: int,
    decision_id: str | None,
    count: int,
    actor: str,
    now: datetime,
) -> tuple[Outcome, ...]:
    first = places[0]
    by = decision_id or first.decision_id
    seat = Seat(
        first.village_code, date(year, 1, 1), by, first.sponsor_id, None, "renewed", waits=True
    )
    people = [Given(each.participant_id, each.extreme_poverty, each.desil) for each in places]
    return give(conn, scope, seat, people, count, actor, now)


def _reason(outcome: Outcome) -> str:
    """Why a place is not carried over; who is no more in this village's list has moved."""
    moved = ("other_village", "unknown")
    return "moved" if outcome.reason in moved else STANDINGS.get(outcome.reason, outcome.reason)


def _close(conn: Connection, out: Sequence[tuple[Place, str]], actor: str, now: datetime) -> None:
    """Ends the old year's places that are not carried over, with that year."""
    changes = [
        Change(place, {"state": "ended", "until_month": date(place.year, 12, 1)}, reason)
        for place, reason in out
    ]
    place_rows.write(conn, None, changes, actor, now)


def _carry_line(
    conn: Connection,
    waited: Sequence[Place],
    opened: dict[str, Place],
    year: int,
    actor: str,
    now: datetime,
) -> None:
    """Moves the waiting list into the new year, behind who lost a seat, each as long waiting."""
    going = [each for each in waited if each.participant_id not in opened]
    first = 1 + (place_rows.highest_rank(conn, going[0].village_code, year) if going else 0)
    made = []
    for number, place in enumerate(going, first):
        values: Values = {
            "village_code": place.village_code,
            "year": year,
            "participant_id": place.participant_id,
            "state": "waiting",
            "rank": number if place.rank is not None else None,
            "desil": place.desil,
            "extreme_poverty": place.extreme_poverty,
            "decision_id": place.decision_id,
            "created_at": place.created_at,
        }
        made.append(Change(None, values, "renewed"))
    ended = [Change(place, {"state": "ended", "rank": None}, "renewed") for place in waited]
    place_rows.write(conn, None, [*made, *ended], actor, now)


def _fill(
    conn: Connection, scope: Scope, seat: Seat, count: int, actor: str, now: datetime
) -> tuple[Outcome, ...]:
    """Gives the seats that are left to the waiting list, in its order."""
    waiting = line(conn, scope, seat.village, seat.from_month.year)
    people = [Given(each.participant_id) for each in waiting]
    return give(conn, scope, seat, people, count, actor, now)


def _usual_sponsor(held: Sequence[Place]) -> str | None:
    """Who pays for most of the village's places."""
    known = [each.sponsor_id for each in held if each.sponsor_id]
    return max(set(known), key=lambda each: (known.count(each), each)) if known else None
