"""News of places in the village's hundred: given, waited for or ended; told once to each phone.

Applications tell their own decision (`storage.applications_news`), so that nobody hears it twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import Connection, Row, select

from conversations.place_facts import PlaceView
from conversations.place_telling import KIND
from storage import news_times, sponsored, timers
from storage.tables import endpoints, links, participants, place_changes, places, sponsors
from storage.timers import Timer

SPEAKERS = ("self", "family", "helper")  # who is two of them at one phone is the first


def tell(conn: Connection, place_ids: Collection[str | None], now: datetime) -> int:
    """Sets a timer for each talk that is to tell of these places; gives how many.

    Nobody is told who asked for silence, nor of the dead and of whom is mourned.
    """
    at, who = endpoints.c, participants.c
    ids = [each for each in place_ids if each]
    query = (
        select(places.c.id, at.id, at.trial)
        .distinct()
        .select_from(places.join(participants).join(links).join(endpoints))
        .where(places.c.id.in_(ids), links.c.role.in_(SPEAKERS))
        .where(at.active.is_(True), at.doubt.is_(False), at.stopped != "all")
        .where(links.c.stopped != "all")
        .where(who.mourned_at.is_(None), who.standing != "dead")
    )
    rows = conn.execute(query).all() if ids else []
    timers.set_timers(conn, [_timer(*row, now) for row in rows])
    return len(rows)


def timer_key(place_id: str, endpoint_id: str) -> str:
    """The key of the timer that tells an endpoint of a place; it is the talk's subject too."""
    return f"{KIND}:{place_id}:{endpoint_id}"


def _timer(place_id: str, endpoint_id: str, trial: bool, now: datetime) -> Timer:
    due = news_times.due(now, trial)
    return Timer(timer_key(place_id, endpoint_id), due, KIND, now, endpoint_id)


def views(
    conn: Connection, endpoint_ids: Iterable[str], today: date
) -> dict[str, tuple[PlaceView, ...]]:
    """The places of those for whom these endpoints speak (fact MyPlaces)."""
    rows = _rows(conn, sorted(set(endpoint_ids)), today.year)
    reasons = _reasons(conn, {row.id for row in rows})
    waiting = {(row.village_code, row.year) for row in rows if row.state == "waiting"}
    numbers = {each: sponsored.in_line(conn, [each[0]], each[1]) for each in waiting}
    found: dict[str, dict[str, PlaceView]] = {}
    for row in sorted(rows, key=lambda row: SPEAKERS.index(row.role)):
        line = numbers.get((row.village_code, row.year), {})
        number = line.get(row.participant_id, 0) if row.state == "waiting" else 0
        view = _view(row, number, reasons.get(row.id, ""))
        found.setdefault(row.endpoint_id, {}).setdefault(row.id, view)
    return {who: tuple(theirs.values()) for who, theirs in found.items()}


def _rows(conn: Connection, endpoint_ids: Collection[str], year: int) -> list[Row[tuple[object]]]:
    who = participants.c
    columns = (links.c.endpoint_id, links.c.role, who.name, who.trial, sponsors.c.name)
    query = (
        select(places, *columns[:4], columns[4].label("sponsor"))
        .select_from(
            links.join(participants)
            .join(places, places.c.participant_id == who.id)
            .outerjoin(sponsors, sponsors.c.id == places.c.sponsor_id)
        )
        .where(links.c.endpoint_id.in_(endpoint_ids), links.c.role.in_(SPEAKERS))
        .where(places.c.year.in_((year, year + 1)), links.c.stopped != "all")
        .where(who.mourned_at.is_(None), who.standing != "dead")
        .order_by(places.c.id)
    )
    return list(conn.execute(query))


def _reasons(conn: Connection, ids: Collection[str]) -> dict[str, str]:
    """Why each place is as it is: the reason of its latest change."""
    its = place_changes.c
    query = select(its.place_id, its.reason).where(its.place_id.in_(ids)).order_by(its.at, its.id)
    return {row.place_id: row.reason for row in conn.execute(query)}  # the last one stays


def _view(row: Row[tuple[object]], number: int, reason: str) -> PlaceView:
    return PlaceView(
        row.id,
        row.name,
        row.state,
        row.from_month,
        row.until_month,
        row.sponsor or "",
        number,
        reason,
        row.role == "self",
        row.trial,
    )
