"""A new year of the hundred: carried over, taken out, filled; and who is warned of 31 December."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import Connection, insert, select, update

from storage import place_rows, places, renewal, waiting_list
from storage.ids import new_id
from storage.places import Given, Giving, NewDecision, PlaceGone
from storage.renewal import Gone, Renewed, Renewing
from storage.scope import Scope
from storage.store import Store
from storage.tables import participants, place_changes, pots
from storage.tables import places as place_table
from tests import members
from tests.members import month
from tests.storage.places import NOW, SEALER, VILLAGE

RNG = random.Random(36)
OFFICER = "an-officer"
OTHER_VILLAGE = "63.10.03.2005"
DESA, KABUPATEN, ELSEWHERE = Scope((VILLAGE,)), Scope(("63.10",)), Scope((OTHER_VILLAGE,))
SEATS = 4
MOMENTS = count()


def tick() -> datetime:
    """The next second: acts follow one another."""
    return NOW + timedelta(seconds=next(MOMENTS))


def people(conn: Connection, many: int, village: str = VILLAGE) -> list[str]:
    """Members of a village."""
    return [members.member(conn, SEALER, RNG, village) for _ in range(many)]


def take(
    conn: Connection, who: Sequence[str], sponsor: str | None = None, village: str = VILLAGE
) -> None:
    """Places of this year by the village's SK."""
    decision = NewDecision(village, "sk", "1/2026", date(2026, 2, 1))
    giving = Giving(decision, month("2026-03"), tuple(map(Given, who)), sponsor)
    places.take(conn, Scope((village,)), giving, SEATS, OFFICER, tick())


def renew(conn: Connection, seats: int = SEATS, scope: Scope = DESA) -> Renewed:
    """The village's list goes on into 2027."""
    decision = NewDecision(VILLAGE, "sk", "9/2026", date(2026, 12, 1))
    asked = Renewing(VILLAGE, 2027, decision)
    return renewal.renew(conn, scope, asked, seats, OFFICER, tick())


def say(conn: Connection, who: str, **known: object) -> None:
    """What an officer knows of somebody."""
    conn.execute(update(participants).where(participants.c.id == who).values(known))


def holders(conn: Connection, year: int) -> set[str]:
    """Who holds a place in a year."""
    return {each.participant_id for each in places.listed(conn, DESA, VILLAGE, year)}


async def test_the_list_goes_on_without_who_left(store: Store) -> None:
    """The dead, the moved and the employed are out, the waiting list fills; all is told."""

    def work(conn: Connection) -> None:
        sponsor = members.sponsor(conn, "village", "Pemerintah Desa", VILLAGE)
        who = people(conn, SEATS)
        waiting = people(conn, 4)
        take(conn, [*who, *waiting], sponsor)
        say(conn, who[0], standing="dead")
        say(conn, who[1], standing="employed")
        say(conn, who[2], village_code=OTHER_VILLAGE)
        say(conn, waiting[0], standing="moved")
        done = renew(conn)
        assert done.carried == (who[3],)
        assert done.taken_out == (
            Gone(who[0], "died"),
            Gone(who[1], "employed"),
            Gone(who[2], "moved"),
        )
        assert done.filled == tuple(waiting[1:])
        assert done.passed_over == (Gone(waiting[0], "moved"),)
        assert (done.over, done.seats, done.free) == ((), SEATS, 0)
        assert holders(conn, 2027) == {who[3], *waiting[1:]}
        assert {each.sponsor_id for each in places.listed(conn, DESA, VILLAGE, 2027)} == {sponsor}
        assert max(place_rows.taken(conn, VILLAGE, 2026)) == SEATS  # this year stays as it is
        reasons = select(place_changes.c.reason).order_by(place_changes.c.reason).distinct()
        assert list(conn.scalars(reasons)) == [
            "decided",
            "died",
            "employed",
            "filled",
            "moved",
            "renewed",
        ]

    await store.write(work)


async def test_a_renewal_done_twice_changes_nothing(store: Store) -> None:
    """Nobody is carried, taken out or filled in again."""

    def work(conn: Connection) -> None:
        who = people(conn, SEATS + 2)
        take(conn, who)
        say(conn, who[0], standing="dead")
        renew(conn)
        before = conn.execute(select(place_table).order_by(place_table.c.id)).all()
        again = renew(conn)
        assert (again.carried, again.taken_out, again.filled, again.over) == ((), (), (), ())
        assert conn.execute(select(place_table).order_by(place_table.c.id)).all() == before

    await store.write(work)


async def test_fewer_seats_put_the_last_first_in_line(store: Store) -> None:
    """Whoever held a place stands before those who waited already."""

    def work(conn: Connection) -> None:
        who = people(conn, SEATS + 1)
        take(conn, who)
        done = renew(conn, seats=2)
        assert (done.carried, done.over) == (tuple(who[:2]), tuple(who[2:4]))
        in_line = waiting_list.in_order(conn, DESA, VILLAGE, 2027)
        assert [each.participant_id for each in in_line] == who[2:]
        assert waiting_list.in_order(conn, DESA, VILLAGE, 2026) == ()

    await store.write(work)


async def test_who_another_pays_for_is_not_paid_twice(store: Store) -> None:
    """Months of the new year that the kabupaten paid end the place; own ones only put it off."""

    def work(conn: Connection) -> None:
        who = people(conn, 2)
        take(conn, who)
        apbd = members.sponsor(conn, "kabupaten", "Pemerintah Kabupaten")
        members.pay(conn, who[0], ["2027-02"], payer="kabupaten", sponsor=apbd)
        members.pay(conn, who[1], ["2027-01"])
        done = renew(conn)
        assert done.taken_out == (Gone(who[0], "covered_elsewhere"),)
        (its,) = places.listed(conn, DESA, VILLAGE, 2027)
        assert (its.participant_id, its.from_month) == (who[1], month("2027-02"))

    await store.write(work)


async def test_another_villages_officer_renews_nothing(store: Store) -> None:
    """And a decision of another village renews nothing here."""

    def work(conn: Connection) -> None:
        take(conn, people(conn, 1))
        with pytest.raises(PlaceGone):
            renew(conn, scope=ELSEWHERE)
        assert renewal.year_end(conn, ELSEWHERE, 2026) == ()
        with pytest.raises(ValueError):
            Renewing(VILLAGE, 2027, NewDecision(OTHER_VILLAGE, "sk", "1", date(2026, 12, 1)))

    await store.write(work)


async def test_villages_are_warned_until_list_and_money_are_there(store: Store) -> None:
    """Cover ends on 31 December for whoever has only one of the two."""

    def work(conn: Connection) -> None:
        sponsor = members.sponsor(conn, "village", "Pemerintah Desa", VILLAGE)
        take(conn, people(conn, 2), sponsor)
        take(conn, people(conn, 1, OTHER_VILLAGE), village=OTHER_VILLAGE)
        made_up = members.member(conn, SEALER, RNG, "63.10.03.2006", trial=True)
        take(conn, [made_up], village="63.10.03.2006")

        def warned() -> list[tuple[str, int, bool, bool]]:
            found = renewal.year_end(conn, KABUPATEN, 2026)
            return [(each.village, each.people, each.renewed, each.funded) for each in found]

        other = (OTHER_VILLAGE, 1, False, False)
        assert warned() == [(VILLAGE, 2, False, False), other]
        renew(conn)
        assert warned() == [(VILLAGE, 2, True, False), other]
        row = {"id": new_id(NOW), "sponsor_id": sponsor, "year": 2027, "amount": 1, "version": 1}
        conn.execute(insert(pots), {**row, "created_at": NOW})
        assert warned() == [other]

    await store.write(work)
