"""Giving seats: to whom of a list a village's free seats go, and why not to the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import Connection, select

from program.contributions import months_later
from storage import place_rows
from storage.place_rows import Candidate, Change, Month, Place, Values, indexes
from storage.scope import Scope
from storage.sponsored import in_line
from storage.tables import quotas

SELF = "self"
DESILS = range(1, 11)  # DTSEN: tenths of the households, 1 the poorest

State: TypeAlias = Literal["held", "waiting", "refused"]


@dataclass(frozen=True, slots=True)
class Given:
    """One person of a list; what it does not tell stays as it was."""

    participant_id: str
    extreme_poverty: bool | None = None
    desil: int | None = None

    def __post_init__(self) -> None:
        if self.desil is not None and self.desil not in DESILS:
            raise ValueError("a desil is 1 to 10")


@dataclass(frozen=True, slots=True)
class Seat:
    """Where and from which month seats are given, by which decision, who pays for them."""

    village: str
    from_month: Month
    decision_id: str | None = None
    sponsor_id: str | None = None  # None: not known yet
    replaces_id: str | None = None
    reason: str = "decided"
    waits: bool = False  # who gets none joins the waiting list, behind those who wait
    most: int | None = None  # how many are given at most


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one person of a list.

    Reasons of a refusal: unknown, twice, other_village, dead, moved, employed, held_already,
    covered_elsewhere (another sponsor pays), paid_already (by themselves, all the year), full.
    """

    participant_id: str
    state: State
    reason: str = ""
    place_id: str | None = None
    from_month: Month | None = None  # later than asked where somebody paid for themselves


def give(
    conn: Connection,
    scope: Scope,
    seat: Seat,
    people: Sequence[Given],
    seats: int,
    actor: str,
    now: datetime,
) -> tuple[Outcome, ...]:
    """Gives a village's free seats to these people in their order; tells what became of each.

    The village's places are held already (`place_rows.lock`). Applications and payers follow.
    """
    ids = {each.participant_id for each in people}
    year = seat.from_month.year
    known = place_rows.candidates(conn, scope, ids, year)
    opened = place_rows.open_places(conn, ids, year)
    room = _Room(seat, seats, place_rows.taken(conn, seat.village, year))
    room.rank = place_rows.highest_rank(conn, seat.village, year)
    outcomes: list[Outcome] = []
    changes: list[Change] = []
    for each in people:
        which = each.participant_id
        outcome = room.outcome(which, known.get(which), opened.get(which))
        outcomes.append(outcome)
        if outcome.state != "refused":
            values = _values(seat, each, outcome, opened.get(which), room.rank)
            changes.append(Change(opened.get(which), values, seat.reason))
    ready = iter(place_rows.write(conn, None, changes, actor, now))
    told = tuple(
        each if each.state == "refused" else replace(each, place_id=next(ready))
        for each in outcomes
    )
    _settle(conn, told, now)
    return told


def quota(conn: Connection, village: str, year: int, default: int) -> int:
    """The village's own number of seats in a year, else the setting's."""
    own = (quotas.c.village_code == village) & (quotas.c.year == year)
    found = conn.scalar(select(quotas.c.seats).where(own))
    return default if found is None else int(found)


def line(conn: Connection, scope: Scope, village: str, year: int) -> tuple[Place, ...]:
    """The waiting list in the village's order, whoever may not get a place among them."""
    numbers = in_line(conn, [village], year)
    waiting = place_rows.of_village(conn, scope, village, year, ("waiting",))
    return tuple(sorted(waiting, key=lambda each: (each.trial, numbers[each.participant_id])))


def first_unpaid(candidate: Candidate, month: Month) -> Month:
    """The month itself, or the first after those that somebody paid for themselves from it on."""
    while candidate.paid.get(month, ("", None))[0] == SELF:
        month = months_later(month, 1)
    return month


class _Room:
    """The seats that are left in each month while a list is gone through."""

    def __init__(self, seat: Seat, seats: int, taken: list[int]) -> None:
        self.rank = 0  # the last number on the waiting list
        self._seat = seat
        self._seats = seats
        self._taken = taken
        self._seen: set[str] = set()
        self._given = 0

    def outcome(self, which: str, known: Candidate | None, before: Place | None) -> Outcome:
        """What becomes of the next of the list."""
        twice = which in self._seen
        self._seen.add(which)
        if twice or known is None:
            return Outcome(which, "refused", "twice" if twice else "unknown")
        start = first_unpaid(known, self._seat.from_month)
        if reason := _refusal(known, before, self._seat, start):
            return Outcome(which, "refused", reason)
        if self._take(known, start):
            return Outcome(which, "held", from_month=start)
        if not self._seat.waits:
            return Outcome(which, "refused", "full")
        self.rank += 1
        return Outcome(which, "waiting")

    def _take(self, known: Candidate, start: Month) -> bool:
        """Takes a seat from a month to the year's end; made-up people need none."""
        if self._seat.most is not None and self._given >= self._seat.most:
            return False
        months = indexes(self._seat.from_month.year, start)
        if not known.trial:
            if any(self._taken[index] >= self._seats for index in months):
                return False
            for index in months:
                self._taken[index] += 1
        self._given += 1
        return True


def _refusal(known: Candidate, before: Place | None, seat: Seat, start: Month) -> str:
    """Why somebody may not get a place, "" if they may."""
    if known.village_code != seat.village:
        return "other_village"
    if known.standing != "here":
        return known.standing
    if before is not None and before.village_code != seat.village:
        return "other_village"
    if before is not None and before.state == "held":
        return "held_already"
    if start.year != seat.from_month.year:
        return "paid_already"
    later = (payer for month, payer in known.paid.items() if month >= seat.from_month)
    return "covered_elsewhere" if any(_another(seat, payer) for payer in later) else ""


def _another(seat: Seat, payer: tuple[str, str | None]) -> bool:
    """Whether a month is paid by a sponsor that is not the seat's."""
    kind, sponsor = payer
    if kind == SELF:
        return False
    return sponsor != seat.sponsor_id if seat.sponsor_id else kind != "village"


def _values(seat: Seat, given: Given, outcome: Outcome, before: Place | None, rank: int) -> Values:
    held = outcome.state == "held"
    values: Values = {
        "state": outcome.state,
        "rank": None if held else (before.rank if before and before.rank else rank),
        "from_month": outcome.from_month,
        "replaces_id": seat.replaces_id,
    }
    if held:
        values["sponsor_id"] = seat.sponsor_id
    if seat.decision_id or before is None:
        values["decision_id"] = seat.decision_id
    for name in ("extreme_poverty", "desil"):
        if (told := getattr(given, name)) is not None:
            values[name] = told
    if before is None:
        values |= {
            "village_code": seat.village,
            "year": seat.from_month.year,
            "participant_id": outcome.participant_id,
        }
    return values


def _settle(conn: Connection, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Moves applications on, and says of whoever holds a place that the village is to pay."""
    held = [each.participant_id for each in outcomes if each.state == "held"]
    waiting = [each.participant_id for each in outcomes if each.state == "waiting"]
    place_rows.decide_applications(conn, held, "decided", now)
    place_rows.decide_applications(conn, waiting, "waiting", now)
    place_rows.set_people(conn, held, now, payer="village")
