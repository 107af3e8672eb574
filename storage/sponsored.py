"""Who pays for somebody now and until when: by what was paid, and by the village's places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from program.quota import NO_DESIL
from storage.tables import contributions, participants, payments, places, pots, sponsors

SELF = "self"


@dataclass(frozen=True, slots=True)
class PaidMonth:
    """One paid month of a person; `until` is the last month that its sponsor's pot pays."""

    month: date
    payer: str
    sponsor: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A place in a village's hundred, first and last contribution month, and who pays for it."""

    first: date
    last: date
    payer: str = ""
    sponsor: str = ""
    state: str = "held"


@dataclass(frozen=True, slots=True)
class Payer:
    """Who paid the latest months or pays now; of a sponsor its name and last month."""

    kind: str
    sponsor: str = ""
    until: date | None = None


def who_pays(months: Sequence[PaidMonth], held: Sequence[Held], wished: str, today: date) -> Payer:
    """Who pays: the sponsor as long as its months last, else whoever paid last, else as wished.

    The paid months are in order. A sponsor whose months are over is not named any more.
    """
    this = today.replace(day=1)
    by_other = [each for each in months if each.payer != SELF]
    sure = [_by_payment(by_other[-1], held)] if by_other else []
    sure += [_by_place(each) for each in held if _holds(each, this)]
    latest = months[-1].payer if months else wished
    if not sure:
        return Payer(latest)
    until = max(last for last, _, _ in sure)
    _, kind, name = next(each for each in sure if each[0] == until)
    if until < this:
        return Payer(latest, until=until)
    ahead = bool(months) and months[-1].month > until
    return Payer(latest if ahead else kind, name, until)


def _by_payment(latest: PaidMonth, held: Sequence[Held]) -> tuple[date, str, str]:
    """What a sponsor's last paid month says; its pot no more about whoever lost the place."""
    left = any(each.state == "ended" for each in held) and not any(
        each.state == "held" for each in held
    )
    until = latest.month if left else max(latest.month, latest.until or latest.month)
    return until, latest.payer, latest.sponsor


def _by_place(place: Held) -> tuple[date, str, str]:
    return place.last, place.payer, place.sponsor


def _holds(place: Held, month: date) -> bool:
    return place.state == "held" and bool(place.payer) and place.first <= month <= place.last


def paid_months(conn: Connection, ids: Sequence[str]) -> dict[str, list[PaidMonth]]:
    """The paid months of each person, in order."""
    paid = contributions.c
    columns = (paid.participant_id, paid.month, paid.payer, sponsors.c.name, pots.c.last_month)
    query = (
        select(*columns)
        .join_from(contributions, payments)
        .outerjoin(sponsors, sponsors.c.id == payments.c.sponsor_id)
        .outerjoin(pots, pots.c.id == payments.c.pot_id)
        .where(paid.participant_id.in_(ids), paid.programme == "jkm")
        .order_by(paid.participant_id, paid.month)
    )
    found: dict[str, list[PaidMonth]] = {}
    for who, month, payer, name, last in conn.execute(query):
        found.setdefault(who, []).append(PaidMonth(month, payer, name or "", last))
    return found


def held_places(conn: Connection, ids: Sequence[str], year: int) -> dict[str, list[Held]]:
    """The places of each person in this year, held and ended; one without a last month: all of it.

    A sponsor that does not pay at present counts as none.
    """
    pays = and_(sponsors.c.id == places.c.sponsor_id, sponsors.c.active.is_(True))
    query = (
        select(places, sponsors.c.kind, sponsors.c.name)
        .join_from(places, sponsors, pays, isouter=True)
        .where(places.c.participant_id.in_(ids), places.c.state.in_(("held", "ended")))
        .where(places.c.year == year)
    )
    found: dict[str, list[Held]] = {}
    for row in conn.execute(query):
        first = row.from_month or date(year, 1, 1)
        last = row.until_month or date(year, 12, 1)
        held = Held(first, last, row.kind or "", row.name or "", row.state)
        found.setdefault(row.participant_id, []).append(held)
    return found


def in_line(conn: Connection, villages: Iterable[str], year: int) -> Mapping[str, int]:
    """The place, from 1, of everybody on these villages' waiting lists of a year.

    As the village ranked them, then extreme poverty, DTSEN desil, time; made-up people apart.
    """
    place = places.c
    lists = (place.village_code, participants.c.trial)
    number = func.row_number().over(partition_by=lists, order_by=in_line_order())
    query = (
        select(place.participant_id, number)
        .join_from(places, participants)
        .where(place.village_code.in_(sorted(villages)), place.year == year)
        .where(place.state == "waiting")
    )
    return {who: int(number) for who, number in conn.execute(query)}


def in_line_order() -> tuple[ColumnElement[Any], ...]:
    """The order of a village's waiting list."""
    place = places.c
    return (
        place.rank.is_(None),
        place.rank,
        func.coalesce(place.extreme_poverty, False).desc(),
        func.coalesce(place.desil, NO_DESIL),
        place.created_at,
        place.participant_id,
    )
