"""What officers look at of contributions: proofs, "sudah bayar", a village's year; looks noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, and_, select, update

from program.contributions import months_later
from storage import audits, places, proofs, search, sponsors, waiting_list
from storage.claims import By
from storage.contributions import office_day
from storage.place_rows import Place
from storage.places import Seats
from storage.proofs import OWNER, Proof, ProofGone
from storage.renewal import Renewed, Renewing, renew
from storage.scope import within
from storage.search import Found
from storage.sponsors import Sponsor
from storage.tables import files, participants, tasks
from storage.tables import proofs as proof_rows
from storage.wishes import TOLD

LISTED = 100  # tasks on one page


@dataclass(frozen=True, slots=True)
class ProofLook:
    """A proof with its person, and the month from which it most likely pays."""

    proof: Proof
    person: Found
    first_month: date
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody said to have paid, without a proof."""

    id: str
    participant_id: str | None
    name: str
    village_code: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class VillageYear:
    """A village's places of a year, its waiting list in order, and who may pay."""

    seats: Seats
    held: tuple[Place, ...]
    waiting: tuple[Place, ...]
    payers: Mapping[str, Sponsor]  # by id, without pots


def waiting_proofs(conn: Connection, by: By) -> tuple[tuple[Proof, bool], ...]:
    """The proofs that wait, the oldest first, and whether each is made up; noted as one look."""
    _look(conn, by, "proofs_listed")
    found = proofs.listed(conn, by.scope)
    people = search.visible(conn, by.scope, {each.participant_id for each in found})
    return tuple(
        (each, each.participant_id in people and people[each.participant_id].trial)
        for each in found
    )


def proof(conn: Connection, by: By, proof_id: str) -> ProofLook:
    """One proof; noted. Raises ProofGone."""
    found = proofs.one(conn, by.scope, proof_id)
    people = search.visible(conn, by.scope, [found.participant_id])
    if found.participant_id not in people:  # moved elsewhere meanwhile
        raise ProofGone
    person = people[found.participant_id]
    told = conn.scalar(select(proof_rows.c.told_at).where(proof_rows.c.id == proof_id))
    audits.officers(conn, by.actor, "proof_seen", "proof", proof_id, by.now)
    return ProofLook(found, person, _first(person.covered_until, office_day(by.now)), told)


def proof_picture(conn: Connection, by: By, proof_id: str) -> tuple[str, str]:
    """Id and media type of a proof's picture, its look noted. Raises ProofGone."""
    proofs.one(conn, by.scope, proof_id)
    mine = and_(files.c.owner_kind == OWNER, files.c.owner_id == proof_id)
    row = conn.execute(select(files.c.id, files.c.media_type).where(mine)).first()
    if row is None:
        raise ProofGone
    audits.officers(conn, by.actor, "proof_picture_seen", "proof", proof_id, by.now)
    return row.id, row.media_type


def said_paid(conn: Connection, by: By) -> tuple[Told, ...]:
    """Who said to have paid and sent no proof, the first one first."""
    its, who = tasks.c, participants.c
    query = (
        select(its.id, its.participant_id, who.name, its.village_code, its.created_at)
        .select_from(tasks.outerjoin(participants, who.id == its.participant_id))
        .where(its.kind == TOLD, its.state == "open", within(by.scope, its.village_code))
        .order_by(its.created_at, its.id)
    )
    return tuple(
        Told(row.id, row.participant_id, row.name or "", row.village_code, row.created_at)
        for row in conn.execute(query.limit(LISTED))
    )


def paid_seen(conn: Connection, by: By, task_id: str) -> bool:
    """An officer looked after somebody who said to have paid; False where there is no such task."""
    its = tasks.c
    mine = and_(its.id == task_id, its.kind == TOLD, its.state == "open")
    here = update(tasks).where(mine, within(by.scope, its.village_code))
    if not conn.execute(here.values(state="done")).rowcount:
        return False
    audits.officers(conn, by.actor, "payment_told_done", "task", task_id, by.now)
    return True


def village_year(conn: Connection, by: By, village: str, year: int, default: int) -> VillageYear:
    """A village's places of a year; noted. Raises PlaceGone."""
    today = office_day(by.now)
    first = today.replace(day=1) if today.year == year else date(year, 1, 1)
    seats = places.seats(conn, by.scope, village, year, default, first)
    audits.officers(conn, by.actor, "places_listed", "village", village, by.now)
    return VillageYear(
        seats,
        places.listed(conn, by.scope, village, year),
        waiting_list.in_order(conn, by.scope, village, year),
        {each.id: each for each in sponsors.payers_of(conn, by.scope, village)},
    )


def renewal_preview(conn: Connection, by: By, asked: Renewing, default: int) -> Renewed:
    """What a renewal would do; nothing of it stays. Raises PlaceGone."""
    tried = conn.begin_nested()
    try:
        return renew(conn, by.scope, asked, default, by.actor, by.now)
    finally:
        tried.rollback()


def noted(conn: Connection, by: By, what: str) -> None:
    """Notes a look at one of the lists."""
    _look(conn, by, what)


def _first(covered_until: date | None, today: date) -> date:
    """The month after cover ended or ends, else this month."""
    if covered_until is None:
        return today.replace(day=1)
    return months_later(covered_until.replace(day=1), 1)


def _look(conn: Connection, by: By, act: str) -> None:
    audits.officers(conn, by.actor, act, "region", by.scope.regions[0], by.now)
