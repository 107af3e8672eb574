"""News of places: a timer for each phone that may hear them, and what stands then."""

from __future__ import annotations

import random
from datetime import date, timedelta

from sqlalchemy import Connection, Table, delete, select, update

from conversations.place_facts import MyPlaces, PlaceView
from conversations.place_telling import KIND
from storage import places, renewal, waiting_list
from storage.endpoints import Endpoint
from storage.places import Ending, Given, Giving, NewDecision, Replacement
from storage.renewal import Renewing
from storage.scope import Scope
from storage.store import Store
from storage.tables import endpoints, links, participants, timers
from storage.tables import places as place_table
from tests import members
from tests.storage.places import NOW, SEALER, VILLAGE, ask, endpoint

RNG = random.Random(61)
OFFICER = "an-officer"
DESA = Scope((VILLAGE,))
SK = NewDecision(VILLAGE, "sk", "141/07/2026", date(2026, 10, 20))
DECEMBER, LAST = date(2026, 12, 1), date(2026, 11, 1)
FIRST_SEATS = 1


def phoned(conn: Connection, name: str, role: str = "self") -> tuple[str, Endpoint]:
    """Somebody of the village, and a phone that speaks for them."""
    phone = endpoint(conn, name, "telegram")
    who = members.member(conn, SEALER, RNG, VILLAGE, endpoint=phone.id, role=role)
    return who, phone


def give(conn: Connection, *who: str, told_here: bool = True) -> tuple[str | None, ...]:
    """The village's one place goes to the first of these, the others wait."""
    giving = Giving(SK, LAST, tuple(map(Given, who)), told_here=told_here)
    done = places.take(conn, DESA, giving, FIRST_SEATS, OFFICER, NOW)
    return tuple(each.place_id for each in done.outcomes)


def due(conn: Connection) -> set[tuple[str, str]]:
    """Place and phone of each timer that is set; they are taken away."""
    mine = timers.c.kind == KIND
    keys = conn.scalars(select(timers.c.key).where(mine)).all()
    conn.execute(delete(timers).where(mine))
    return {(key.split(":")[1], key.split(":")[2]) for key in keys}


def heard(conn: Connection, phone: Endpoint) -> list[PlaceView]:
    """What the phone may be told of places now."""
    found: tuple[PlaceView, ...] = ask(conn, phone, MyPlaces())
    return list(found)


async def test_each_change_of_a_place_is_told_to_its_phones(store: Store) -> None:
    """Given, waited for, ended, given on and renewed: once each, nobody else."""

    def work(conn: Connection) -> None:
        (siti, own), (ahmad, helper) = phoned(conn, "siti"), phoned(conn, "ahmad", "helper")
        noor, third = phoned(conn, "noor")
        first, second = give(conn, siti, ahmad)
        assert due(conn) == {(first, own.id), (second, helper.id)}
        (given,), (waits,) = heard(conn, own), heard(conn, helper)
        assert (given.state, given.first, given.own) == ("held", LAST, True)
        assert (waits.state, waits.number, waits.own) == ("waiting", 1, False)
        joined = waiting_list.join(conn, DESA, VILLAGE, 2026, Given(noor), OFFICER, NOW)
        assert due(conn) == {(joined.place_id, third.id)}
        version = conn.scalar(select(place_table.c.version).where(place_table.c.id == first))
        told = Replacement(str(first), int(version or 0), "moved", DECEMBER)
        places.replace(conn, SEALER, DESA, told, FIRST_SEATS, OFFICER, NOW + timedelta(1))
        assert due(conn) == {(first, own.id), (second, helper.id)}
        (ended,), (follows,) = heard(conn, own), heard(conn, helper)
        assert (ended.state, ended.last, ended.reason) == ("ended", LAST, "moved")
        assert (follows.state, follows.first) == ("held", DECEMBER)
        renewal.renew(conn, DESA, Renewing(VILLAGE, 2027), FIRST_SEATS, OFFICER, NOW)
        (carried,) = due(conn)
        assert carried[1] == helper.id  # who waits still is told nothing new
        later = next(each for each in heard(conn, helper) if each.place == carried[0])
        assert (later.first, later.reason) == (date(2027, 1, 1), "renewed")

    await store.write(work)


async def test_an_application_tells_its_own_decision(store: Store) -> None:
    """Who hears of the application hears nothing twice."""

    def work(conn: Connection) -> None:
        siti, _ = phoned(conn, "siti")
        give(conn, siti, told_here=False)
        assert due(conn) == set()

    await store.write(work)


# What stands against telling: table, values.
QUIET: list[tuple[Table, dict[str, object]]] = [
    (endpoints, {"stopped": "all"}),  # asked for silence
    (links, {"stopped": "all"}),  # the same, of this person only
    (endpoints, {"active": False}),  # not there any more
    (endpoints, {"doubt": True}),  # somebody else may hold the number
    (participants, {"mourned_at": NOW}),  # a death is told
]


async def test_nobody_is_told_where_it_would_hurt(store: Store) -> None:
    """Silence and grief, when it is planned; of the dead nothing at all."""

    def work(conn: Connection) -> None:
        for number, (table, values) in enumerate(QUIET):
            who, phone = phoned(conn, f"phone-{number}")
            whose = {endpoints: "id", links: "participant_id", participants: "id"}[table]
            theirs = table.c[whose] == (phone.id if table is endpoints else who)
            conn.execute(update(table).where(theirs).values(values))
            waiting_list.join(conn, DESA, VILLAGE, 2026, Given(who), OFFICER, NOW)
            assert due(conn) == set(), values
        who, phone = phoned(conn, "died")
        place = waiting_list.join(conn, DESA, VILLAGE, 2026, Given(who), OFFICER, NOW).place_id
        due(conn)
        places.end(conn, SEALER, DESA, Ending(str(place), 1, "died"), OFFICER, NOW)
        assert due(conn) == set()
        assert heard(conn, phone) == []

    await store.write(work)
