"""The waiting list of a village's places, in the order that the village sets.

Its own numbers go first; who has none follows by extreme poverty, DTSEN desil and time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from storage import audits, place_news, place_rows
from storage.crypto import Sealer
from storage.giving import Given, line
from storage.place_rows import Change, Place, PlaceChanged, PlaceGone, Values
from storage.scope import Scope
from storage.sponsors import lies_in

__all__ = ["Listed", "Order", "describe", "in_order", "join", "reorder"]


@dataclass(frozen=True, slots=True)
class Listed:
    """Whether somebody is on the list now, or why not.

    Reasons: unknown, other_village, dead, moved, employed, listed_already, held_already.
    """

    place_id: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """The order that a village decided: people by id, the first first; others follow by need."""

    village: str
    year: int
    people: tuple[str, ...]
    note: str = field(repr=False)  # why, in the officer's words: "Musdes 12 November"


def in_order(conn: Connection, scope: Scope, village: str, year: int) -> tuple[Place, ...]:
    """A village's waiting list, who is next first. Raises PlaceGone."""
    if not lies_in(scope, village):
        raise PlaceGone
    return line(conn, scope, village, year)


def join(
    conn: Connection,
    scope: Scope,
    village: str,
    year: int,
    person: Given,
    actor: str,
    now: datetime,
) -> Listed:
    """Puts somebody on their village's waiting list of a year. Raises PlaceGone."""
    place_rows.lock(conn, scope, village, year)
    ids = [person.participant_id]
    known = place_rows.candidates(conn, scope, ids, year).get(person.participant_id)
    before = place_rows.open_places(conn, ids, year).get(person.participant_id)
    if known is None:
        return Listed(None, "unknown")
    if known.village_code != village or known.standing != "here":
        return Listed(None, "other_village" if known.standing == "here" else known.standing)
    if before is not None:
        return Listed(before.id, "held_already" if before.state == "held" else "listed_already")
    values: Values = {
        "village_code": village,
        "year": year,
        "participant_id": known.id,
        "state": "waiting",
        "extreme_poverty": person.extreme_poverty,
        "desil": person.desil,
    }
    (which,) = place_rows.write(conn, None, [Change(None, values, "joined")], actor, now)
    place_rows.decide_applications(conn, ids, "waiting", now)
    audits.officers(conn, actor, "place_waited_for", "place", which, now)
    place_news.tell(conn, [which], now)
    return Listed(which)


def describe(
    conn: Connection,
    scope: Scope,
    place_id: str,
    version: int,
    told: Given,
    actor: str,
    now: datetime,
) -> None:
    """Notes what is known of somebody's need. Raises PlaceGone, PlaceChanged."""
    place = place_rows.one(conn, scope, place_id)
    if place.version != version or place.participant_id != told.participant_id:
        raise PlaceChanged
    need: Values = {"extreme_poverty": told.extreme_poverty, "desil": told.desil}
    place_rows.write(conn, None, [Change(place, need, "described")], actor, now)
    audits.officers(conn, actor, "place_described", "place", place_id, now)


def reorder(
    conn: Connection, sealer: Sealer, scope: Scope, order: Order, actor: str, now: datetime
) -> tuple[Place, ...]:
    """Sets the village's own order; gives the list as it is now. Raises PlaceGone, PlaceChanged.

    PlaceChanged: somebody of the order waits no more.
    """
    place_rows.lock(conn, scope, order.village, order.year)
    waiting = {
        each.participant_id: each for each in in_order(conn, scope, order.village, order.year)
    }
    if len(set(order.people)) != len(order.people):
        raise ValueError("somebody stands twice in the order")
    if not waiting.keys() >= set(order.people):
        raise PlaceChanged
    ranks = {which: number for number, which in enumerate(order.people, 1)}
    changes = [
        Change(place, {"rank": ranks.get(which)}, "reordered", order.note)
        for which, place in waiting.items()
        if place.rank != ranks.get(which)
    ]
    place_rows.write(conn, sealer, changes, actor, now)
    audits.officers(conn, actor, "places_reordered", "village", order.village, now)
    return in_order(conn, scope, order.village, order.year)
