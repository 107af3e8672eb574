"""The village's decision on a list of applications: minutes or SK, seats, and who gets one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from storage import applications_news, audits, places
from storage.applications import ApplicationGone, Done, Result, Seen, found, note_event
from storage.applications_kin import own_affair
from storage.claims import By
from storage.crypto import Sealer
from storage.giving import Given, Outcome
from storage.places import Giving, NewDecision
from storage.scope import within
from storage.tables import applications, participants

DECIDABLE = ("proposed", "checked", "waiting")
MOST_AT_ONCE = 300  # people of one list: three times a village's hundred


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom the village may decide on now."""

    id: str
    version: int
    participant_id: str
    name: str
    birth_date: date
    state: str
    trial: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a list: of each application, and of each seat that was asked for."""

    outcomes: tuple[Done, ...]
    seats: Mapping[str, Outcome]  # by application


def candidates(conn: Connection, by: By, village: str) -> tuple[Candidate, ...]:
    """Whom a village may decide on: proposed, checked and waiting, but no self-payers; noted."""
    audits.officers(conn, by.actor, "applications_listed", "region", village, by.now)
    its = applications.c
    mine = (its.village_code == village) & within(by.scope, its.village_code)
    who = participants.c
    columns = (its.id, its.version, its.participant_id, who.name, who.birth_date)
    query = select(*columns, its.state, its.trial).join_from(applications, participants)
    here = query.where(mine, its.state.in_(DECIDABLE), who.payer != "self")
    rows = conn.execute(here.order_by(its.submitted_at, its.id).limit(MOST_AT_ONCE)).all()
    order = sorted(rows, key=lambda row: DECIDABLE.index(row.state))
    return tuple(Candidate(*row) for row in order)


def decide(
    conn: Connection,
    sealer: Sealer,
    by: By,
    decision: NewDecision,
    from_month: date,
    seen: Sequence[Seen],
    default: int = places.SEATS,
) -> Decided:
    """Records the decision and gives seats in the order of the list; who gets none waits.

    Raises PlaceGone for a village outside the scope.
    """
    looked = [(each, *_decidable(conn, sealer, by, decision, each)) for each in seen[:MOST_AT_ONCE]]
    outcomes = tuple(Done(each.id, result) for each, result, _ in looked)
    rows = [row for _, result, row in looked if row is not None and result == "done"]
    if not rows:
        places.seats(conn, by.scope, decision.village, from_month.year, default)  # or PlaceGone
        return Decided(outcomes, {})
    people = tuple(Given(row.participant_id) for row in rows)
    giving = Giving(decision, from_month, people, told_here=False)
    taken = places.take(conn, by.scope, giving, default, by.actor, by.now)
    told = {each.participant_id: each for each in taken.outcomes}
    seats = {row.id: told[row.participant_id] for row in rows}
    for row in rows:
        _follow(conn, sealer, by, row.id, row.state, seats[row.id], decision)
    return Decided(outcomes, seats)


def _decidable(
    conn: Connection, sealer: Sealer, by: By, decision: NewDecision, seen: Seen
) -> tuple[Result, Row[Any] | None]:
    """Whether the village may decide on it now, and its row."""
    try:
        row = found(conn, by, seen.id)
    except ApplicationGone:
        return "gone", None
    if row.village_code != decision.village:
        return "gone", None
    if row.version != seen.version:
        return "changed", None
    if row.state not in DECIDABLE or row.payer == "self":
        return "not_now", None
    own = own_affair(conn, sealer, by.actor, row.participant_id)
    return ("own", None) if own else ("done", row)


def _follow(
    conn: Connection,
    sealer: Sealer,
    by: By,
    application_id: str,
    before: str,
    outcome: Outcome,
    decision: NewDecision,
) -> None:
    """The event and the news of what the seat means; a refusal of a seat changes nothing."""
    if outcome.state == "refused":
        return
    row = found(conn, by, application_id)
    if row.state == before:
        return
    told = {"number": decision.number, "kind": decision.kind, "on": decision.decided_on.isoformat()}
    note_event(conn, sealer, by, application_id, row.state, (before, row.state), note=told)
    applications_news.tell(conn, sealer, by, row)
