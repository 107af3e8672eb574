"""The picture: where each village stands, read from the numbers that `storage.picture_fold` keeps.

What depends on the day is found when it is read, so a day that begins changes no row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, exists, func, select

from program.coverage import LAPSING_DAYS
from storage import audits
from storage.claims import By
from storage.contributions import office_day
from storage.picture_fold import begin_of, counted, payer, stage, unreached, weeks
from storage.place_rows import PlaceGone
from storage.places import SEATS
from storage.scope import Scope, within
from storage.sponsors import lies_in
from storage.tables import (
    applications,
    claims,
    participants,
    places,
    quotas,
    store_facts,
    village_changes,
    village_counts,
)

# How somebody stands, in the order of the square: covered by whom, then who needs something.
COVERED = ("village", "kabupaten", "other", "self")
KINDS = (*COVERED, "lapsing", "inactive", "checked", "applied")
SQUARES = 100  # 10 × 10: the village's hundred
PAYERS = ("village", "kabupaten", "self")  # all others are "other"
OPEN_CLAIMS_ENDED = ("paid", "refused", "taken_back")
AGES = (3, 14, 30)  # days up to which a claim is so old; more is the last group
MONTHS_BACK = 3  # of reminders
DEMO = "demo"  # fact of a store that holds made-up people to look at
PEOPLE = 400  # of one village on its page; beyond them the list of people is to be used

Numbers = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Village:
    """Where a village stands."""

    code: str
    kinds: Numbers  # people by KINDS
    seats: int = SEATS
    held: int = 0  # seats that are given
    line: int = 0  # people on the waiting list
    unreached: int = 0

    @property
    def covered(self) -> int:
        """How many are covered today, also those whose cover ends soon."""
        return sum(self.kinds[each] for each in (*COVERED, "lapsing"))

    @property
    def people(self) -> int:
        """How many applied or were covered."""
        return sum(self.kinds.values())

    @property
    def free(self) -> int:
        """How many of the hundred nobody stands for yet."""
        return max(0, SQUARES - self.people)

    @property
    def need(self) -> tuple[int, int, str]:
        """Sorts villages by what is lacking: to be covered for longer, then those who wait."""
        lasting = self.covered - self.kinds["lapsing"]
        waiting = self.kinds["applied"] + self.kinds["checked"] + self.kinds["lapsing"]
        return -max(0, SQUARES - lasting), -waiting, self.code


@dataclass(frozen=True, slots=True)
class Picture:
    """The numbers of some regions on a day."""

    today: date
    villages: Mapping[str, Village]  # those that have any number, by code
    applications: Numbers  # by state
    weeks: Mapping[date, int]  # registrations sent, by Monday
    reminders: Mapping[date, Numbers]  # told, brought, nobody; by the month that was ending
    claims: Mapping[str, tuple[int, ...]]  # open ones by state, in the groups of AGES
    waiting: int  # villages whose numbers are being made anew


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a village's square."""

    id: str
    kind: str  # of KINDS
    name: str = field(repr=False)
    covered_until: date | None
    unreached: bool
    application: str  # state of the newest one, "" where there is none


def area(scope: Scope, wanted: str, home: str) -> Scope:
    """The region asked for, else the house's, else all of the scope. Raises PlaceGone."""
    if wanted:
        if not lies_in(scope, wanted):
            raise PlaceGone
        return Scope((wanted,))
    return Scope((home,)) if lies_in(scope, home) else scope


def only_trial(conn: Connection, scope: Scope) -> bool:
    """Whether the scope holds people of the simulator and nobody else."""
    return _any(conn, scope, trial=True) and not _any(conn, scope, trial=False)


def demo(conn: Connection) -> bool:
    """Whether all people of this store are made up, to look at."""
    its = store_facts.c
    return conn.scalar(select(its.value).where(its.name == DEMO)) is not None


def _any(conn: Connection, scope: Scope, *, trial: bool) -> bool:
    its = village_counts.c
    some = its.kind.in_(("cover", "person", "application"))
    here = exists().where(some, its.trial.is_(trial), within(scope, its.village_code))
    return bool(conn.scalar(select(here)))


def look(conn: Connection, by: By, seen: str) -> None:
    """Notes in the audit that an officer looked at these regions."""
    audits.officers(conn, by.actor, "picture_seen", "region", seen, by.now)


def picture(
    conn: Connection, scope: Scope, trial: bool, now: datetime, default: int = SEATS
) -> Picture:
    """All numbers of the scope; `default` seats in a village without a number of its own."""
    today = office_day(now)
    lines, months = _lines(conn, scope, trial, today)
    return Picture(
        today,
        _villages(conn, scope, trial, today, default),
        lines.get("application", {}),
        {each: months.get(("week", "sent", each), 0) for each in weeks(today)},
        _reminders(months, today),
        _claims(conn, scope, trial, today),
        _waiting(conn, scope),
    )


# --- villages ------------------------------------------------------------------------------


def _villages(
    conn: Connection, scope: Scope, trial: bool, today: date, default: int
) -> dict[str, Village]:
    kinds: dict[str, dict[str, int]] = {}
    for code, kind, number in conn.execute(_by_village(scope, trial, today)):
        known = kinds.setdefault(code, {})
        known[kind] = known.get(kind, 0) + number
    seats = _seats(conn, scope, today.year)
    return {
        code: Village(
            code,
            MappingProxyType({each: found.get(each, 0) for each in KINDS}),
            seats.get(code, default),
            found.get("held", 0),
            found.get("waiting", 0),
            found.get("nobody", 0),
        )
        for code, found in kinds.items()
    }


def _by_village(scope: Scope, trial: bool, today: date) -> Any:
    its = village_counts.c
    names = case((its.kind == "cover", _covered(its.day, its.name, today)), else_=its.name)
    kind = names.label("stands")
    people = its.kind.in_(("cover", "person", "reach", "place"))
    query = select(its.village_code, kind, func.sum(its.number))
    mine = query.where(people, its.trial.is_(trial), within(scope, its.village_code))
    return mine.group_by(its.village_code, kind)


def _covered(until: ColumnElement[date], payer: ColumnElement[str], today: date) -> Any:
    last = today + timedelta(days=LAPSING_DAYS)
    return case(
        (until < today, "inactive"),
        (until <= last, "lapsing"),
        (payer.in_(PAYERS), payer),
        else_="other",
    )


def _seats(conn: Connection, scope: Scope, year: int) -> dict[str, int]:
    its = quotas.c
    query = select(its.village_code, its.seats)
    mine = query.where(its.year == year, within(scope, its.village_code))
    return {row[0]: row[1] for row in conn.execute(mine)}


def _waiting(conn: Connection, scope: Scope) -> int:
    its = village_changes.c.village_code
    return conn.scalar(select(func.count(its.distinct())).where(within(scope, its))) or 0


# --- over time -----------------------------------------------------------------------------

Dated = dict[tuple[str, str, date], int]  # kind, name, day


def _lines(
    conn: Connection, scope: Scope, trial: bool, today: date
) -> tuple[dict[str, dict[str, int]], Dated]:
    """The numbers of all villages together: by name, and by name and day."""
    its = village_counts.c
    query = select(its.kind, its.name, its.day, func.sum(its.number))
    mine = and_(its.trial.is_(trial), within(scope, its.village_code))
    wanted = its.kind.in_(("application", "week", "reminder"))
    named: dict[str, dict[str, int]] = {}
    dated: Dated = {}
    rows = conn.execute(query.where(mine, wanted).group_by(its.kind, its.name, its.day))
    for kind, name, day, number in rows:
        named.setdefault(kind, {})[name] = number
        dated[(kind, name, day)] = number
    return named, dated


def _reminders(dated: Dated, today: date) -> dict[date, Numbers]:
    months = sorted({day for kind, _, day in dated if kind == "reminder"})[-MONTHS_BACK:]
    return {
        month: {
            name: dated.get(("reminder", name, month), 0) for name in ("told", "brought", "nobody")
        }
        for month in months
    }


def _claims(conn: Connection, scope: Scope, trial: bool, today: date) -> dict[str, tuple[int, ...]]:
    """Open claims are few, and are counted as they are."""
    its = claims.c
    since = [begin_of(today - timedelta(days=days)) for days in AGES]
    group = case(
        *((its.created_at >= moment, place) for place, moment in enumerate(since)),
        else_=len(AGES),
    ).label("age")
    still = its.state.not_in(OPEN_CLAIMS_ENDED)
    mine = and_(still, its.trial.is_(trial), within(scope, its.village_code))
    query = select(its.state, group, func.count()).where(mine).group_by(its.state, group)
    found: dict[str, list[int]] = {}
    for state, age, number in conn.execute(query):
        found.setdefault(state, [0] * (len(AGES) + 1))[age] = number
    return {state: tuple(numbers) for state, numbers in found.items()}


# --- one village ---------------------------------------------------------------------------


def people(
    conn: Connection, by: By, code: str, trial: bool, default: int = SEATS
) -> tuple[tuple[Person, ...], Village]:
    """A village's people in the order of its square, noted in the audit. Raises PlaceGone."""
    if not lies_in(by.scope, code):
        raise PlaceGone
    today, who = office_day(by.now), participants.c
    found = [_person(row, today) for row in conn.execute(_people(by.scope, code, trial))]
    order = {kind: place for place, kind in enumerate(KINDS)}
    found = [each for each in found if each.kind in order]
    found.sort(key=lambda each: (order[each.kind], each.name, each.id))
    audits.officers(conn, by.actor, "village_seen", "village", code, by.now)
    kinds = {kind: sum(each.kind == kind for each in found) for kind in KINDS}
    place = places.c
    given = select(place.state, func.count()).join_from(places, participants)
    held = given.where(place.village_code == code, place.year == today.year, who.trial.is_(trial))
    seats: dict[str, int] = {row[0]: row[1] for row in conn.execute(held.group_by(place.state))}
    village = Village(
        code,
        MappingProxyType(kinds),
        _seats(conn, Scope((code,)), today.year).get(code, default),
        seats.get("held", 0),
        seats.get("waiting", 0),
        sum(each.unreached for each in found),
    )
    return tuple(found), village


def _people(scope: Scope, code: str, trial: bool) -> Any:
    who, its = participants.c, applications.c
    newest = select(its.state).where(its.participant_id == who.id)
    state = newest.order_by(its.submitted_at.desc(), its.id.desc()).limit(1).scalar_subquery()
    columns = (who.id, who.name, who.covered_until, state.label("application"))
    how = (payer().label("payer"), stage().label("stage"), unreached().label("unreached"))
    here = and_(who.village_code == code, within(scope, who.village_code), counted())
    return select(*columns, *how).where(here, who.trial.is_(trial))


def _person(row: Any, today: date) -> Person:
    return Person(
        row.id,
        _kind(row, today),
        row.name,
        row.covered_until,
        bool(row.unreached),
        row.application or "",
    )


def _kind(row: Any, today: date) -> str:
    until: date | None = row.covered_until
    if until is None:
        return str(row.stage)
    if until < today:
        return "inactive"
    if until <= today + timedelta(days=LAPSING_DAYS):
        return "lapsing"
    return row.payer if row.payer in PAYERS else "other"


__all__: Sequence[str] = (
    "AGES",
    "COVERED",
    "DEMO",
    "KINDS",
    "SQUARES",
    "Person",
    "Picture",
    "PlaceGone",
    "Village",
    "area",
    "demo",
    "look",
    "only_trial",
    "people",
    "picture",
)
