"""A death confirmed, or taken back: what it changes of the person, and what is restored."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select

from storage import claim_tasks, mourning, place_rows
from storage.claim_tasks import About
from storage.claims import By, change, events_of, held
from storage.contributions import office_day
from storage.crypto import Sealer
from storage.giving import quota
from storage.place_rows import Change, Place
from storage.places import SEATS
from storage.scope import Scope
from storage.tables import claim_events, claims, participants, place_changes
from storage.tables import places as place_table

DEAD, HERE = "dead", "here"
DIED = "died"  # why a place ended
WORDS = frozenset({"officer", "paper", "second_relative"})  # what confirms a death


def confirm(conn: Connection, sealer: Sealer, by: By, claim_id: str, how: str) -> str | None:
    """Notes that the death is sure, by one of WORDS; gives the event, None where it was already.

    Only now may a place be freed, by the village, with the reason that the person died.
    """
    row = held(conn, by, claim_id)
    if row.confirmed or row.kind != "death" or row.state == "taken_back":
        return None
    note = {"standing": _bury(conn, row.participant_id, by.now)}
    claim_tasks.close(conn, claim_id, [mourning.REPORT])
    event = change(conn, sealer, by, claim_id, "confirmed", reason=how, note=note, confirmed=True)
    if row.participant_id:
        mourning.settle(conn, [row.participant_id], by.now)
    return event


def bury(conn: Connection, row: Row[Any], now: datetime) -> str | None:
    """What a match does where the death was confirmed before; gives the standing before."""
    return _bury(conn, row.participant_id, now) if row.confirmed else None


def _bury(conn: Connection, participant_id: str | None, now: datetime) -> str | None:
    """Notes the person as dead; gives the standing before."""
    if participant_id is None:
        return None
    who = participants.c
    before: str | None = conn.scalar(select(who.standing).where(who.id == participant_id))
    place_rows.set_people(conn, [participant_id], now, standing=DEAD)
    return before


def take_back(conn: Connection, sealer: Sealer, by: By, claim_id: str, reason: str) -> str:
    """Restores everything that the report changed; gives the event. Raises ClaimGone."""
    row = held(conn, by, claim_id)
    people = {row.participant_id, *claim_tasks.suspects(conn, claim_id)} - {None}
    claim_tasks.close(conn, claim_id)
    event = change(
        conn, sealer, by, claim_id, "taken_back", "taken_back", reason=reason, confirmed=False
    )
    revive(conn, sealer, by, row)
    mourning.settle(conn, [str(each) for each in people], by.now)
    return event


def revive(conn: Connection, sealer: Sealer, by: By, row: Row[Any]) -> None:
    """The standing as it was before the claim, and the places that ended by the death.

    `row` is the claim as it was; nothing happens where another claim says that it is sure.
    """
    claim, who = claims.c, row.participant_id
    if who is None or not row.confirmed:
        return
    sure = and_(claim.participant_id == who, claim.kind == "death", claim.confirmed.is_(True))
    if conn.scalar(select(func.count()).select_from(claims).where(sure)):
        return
    events = events_of(conn, sealer, [row.id]).get(row.id, ())
    told = [each.note["standing"] for each in events if each.note and "standing" in each.note]
    before = next((each for each in reversed(told) if each and each != DEAD), HERE)
    its = participants.c
    dead = select(its.id).where(its.id == who, its.standing == DEAD)
    if conn.scalar(dead) is not None:
        place_rows.set_people(conn, [who], by.now, standing=before)
    for place, was in _ended(conn, row):
        _reseat(conn, sealer, by, row, place, was)


def _ended(conn: Connection, row: Row[Any]) -> list[tuple[Place, str]]:
    """Places that ended by the death since it was reported, and what they were before."""
    its = place_changes.c
    query = select(its.place_id, its.from_state, its.to_state, its.reason)
    theirs = query.join_from(place_changes, place_table).where(
        place_table.c.participant_id == row.participant_id,
        place_table.c.state == "ended",
        its.at >= row.created_at,
    )
    last = {each.place_id: each for each in conn.execute(theirs.order_by(its.at, its.id))}
    died = [each for each in last.values() if each.to_state == "ended" and each.reason == DIED]
    return [(place_rows.one(conn, Scope.whole(), each.place_id), each.from_state) for each in died]


def _reseat(
    conn: Connection, sealer: Sealer, by: By, row: Row[Any], place: Place, was: str
) -> None:
    """Gives the place back where its seat is still free, else asks the village's officer."""
    today = office_day(by.now)
    if place.year < today.year:
        return
    place_rows.lock(conn, Scope.whole(), place.village_code, place.year)
    place = place_rows.one(conn, Scope.whole(), place.id)
    open_now = place_rows.open_places(conn, [place.participant_id], place.year)
    if place.state == "ended" and not open_now and (was == "waiting" or _free(conn, place)):
        values: dict[str, object] = {"state": was, "until_month": None}
        place_rows.write(conn, sealer, [Change(place, values, "taken_back")], by.actor, by.now)
        return
    about = About(row.id, place.village_code, place.participant_id)
    claim_tasks.ask(conn, sealer, by, claim_tasks.SEAT, about, {"place": place.id})


def _free(conn: Connection, place: Place) -> bool:
    """Whether nobody follows in the seat and no month after its end is full."""
    later = and_(place_table.c.replaces_id == place.id, place_table.c.state != "ended")
    if conn.scalar(select(func.count()).select_from(place_table).where(later)):
        return False
    first = place.until_month or place.from_month
    if first is None:
        return False
    counts = place_rows.taken(conn, place.village_code, place.year)
    months = place_rows.indexes(place.year, first)[1 if place.until_month else 0 :]
    seats = quota(conn, place.village_code, place.year, SEATS)
    return all(counts[index] < seats for index in months) or place.trial


def sure_by_officer(conn: Connection, claim_id: str) -> bool:
    """Whether an officer confirmed the death, by word or paper: then only one takes it back."""
    its = claim_events.c
    by_officer = and_(its.claim_id == claim_id, its.act == "confirmed", its.actor_kind == "officer")
    return conn.scalar(select(func.count()).select_from(claim_events).where(by_officer)) != 0
