"""The village's hundred: given by decision, never more than the seats, ended with a reason."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select

from storage import place_rows, places, waiting_list
from storage.ids import new_id
from storage.place_rows import Change, taken
from storage.places import (
    DecisionNeeded,
    Ending,
    Given,
    Giving,
    NewDecision,
    Outcome,
    PlaceChanged,
    PlaceGone,
    Replacement,
)
from storage.scope import Scope
from storage.sponsors import SponsorGone
from storage.store import Store
from storage.tables import applications, participants
from storage.tables import places as place_table
from storage.waiting_list import Order
from tests import members
from tests.members import month
from tests.storage.places import NOW, SEALER, VILLAGE, acts, endpoint

RNG = random.Random(26)
OFFICER = "an-officer"
OTHER_VILLAGE = "63.10.03.2005"
DESA, KABUPATEN, ELSEWHERE = Scope((VILLAGE,)), Scope(("63.10",)), Scope((OTHER_VILLAGE,))
SK = NewDecision(VILLAGE, "sk", "141/07/2026", date(2026, 10, 20))
MUSDES = NewDecision(VILLAGE, "musdes", "3/2026", date(2026, 11, 12))


MOMENTS = count()


def tick() -> datetime:
    """The next second: acts follow one another."""
    return NOW + timedelta(seconds=next(MOMENTS))


def people(conn: Connection, count: int, **more: object) -> list[str]:
    """Members of the village."""
    return [members.member(conn, SEALER, RNG, VILLAGE, **more) for _ in range(count)]  # type: ignore[arg-type]


def take(
    conn: Connection,
    who: Sequence[str],
    seats: int = 100,
    first: str = "2026-03",
    sponsor: str | None = None,
    scope: Scope = DESA,
) -> tuple[Outcome, ...]:
    """The village's SK gives places to these people."""
    giving = Giving(SK, month(first), tuple(map(Given, who)), sponsor)
    return places.take(conn, scope, giving, seats, OFFICER, tick()).outcomes


def became(outcomes: Sequence[Outcome]) -> list[str]:
    """State, or the reason of a refusal, of each."""
    return [each.reason or each.state for each in outcomes]


def place(conn: Connection, who: str) -> places.Place:
    """The latest place of somebody."""
    mine = place_table.c.participant_id == who
    query = select(place_table.c.id).where(mine).order_by(place_table.c.created_at.desc())
    which = conn.scalar(query.limit(1))
    assert which is not None
    return place_rows.one(conn, Scope.whole(), which)


def story(conn: Connection, which: str) -> list[tuple[str, str, str]]:
    """From, to and why, of each change of a place."""
    found = places.history(conn, SEALER, KABUPATEN, which)
    return [(each.from_state, each.to_state, each.reason) for each in found]


async def test_a_decision_gives_the_seats_and_the_rest_waits(store: Store) -> None:
    """In the list's order, with a change each; the letter is recorded once."""

    def work(conn: Connection) -> None:
        who = people(conn, 4)
        assert became(take(conn, who[:3], seats=2)) == ["held", "held", "waiting"]
        assert became(take(conn, who[2:], seats=2)) == ["waiting", "waiting"]
        seats = places.seats(conn, DESA, VILLAGE, 2026, 2)
        assert (seats.seats, seats.held, seats.free, seats.waiting) == (2, 2, 0, 2)
        assert [each.participant_id for each in places.listed(conn, DESA, VILLAGE, 2026)] == who[:2]
        in_line = waiting_list.in_order(conn, DESA, VILLAGE, 2026)
        assert [each.participant_id for each in in_line] == who[2:]
        assert story(conn, place(conn, who[0]).id) == [("", "held", "decided")]
        assert [act for act, _ in acts(conn)] == ["places_decided"]
        payers = select(participants.c.payer).where(participants.c.id == who[0])
        assert conn.scalar(payers) == "village"

    await store.write(work)


async def test_who_gets_no_place_is_told_why(store: Store) -> None:
    """Strangers and other villages' people look unknown to the village's officer."""

    def work(conn: Connection) -> None:
        (siti,) = people(conn, 1)
        away = members.member(conn, SEALER, RNG, OTHER_VILLAGE)
        rows = [(each, people(conn, 1, standing=each)[0]) for each in ("dead", "moved", "employed")]
        year = members.months("2026-03", "2026-12")
        alone = people(conn, 1, paid=year)[0]
        apbd = members.sponsor(conn, "kabupaten", "Pemerintah Kabupaten")
        theirs = people(conn, 1, paid=["2026-05"], payer="kabupaten", sponsor=apbd)[0]
        asked = [siti, siti, away, "nobody", *(who for _, who in rows), alone, theirs]
        assert became(take(conn, asked)) == [
            "held",
            "twice",
            "unknown",
            "unknown",
            *(reason for reason, _ in rows),
            "paid_already",
            "covered_elsewhere",
        ]
        assert became(take(conn, [siti])) == ["held_already"]
        assert became(take(conn, [away], scope=KABUPATEN)) == ["other_village"]
        # (its own sponsor's months are no hindrance)
        assert became(take(conn, [theirs], scope=KABUPATEN, sponsor=apbd)) == ["held"]

    await store.write(work)


async def test_a_self_payer_begins_after_the_months_they_paid(store: Store) -> None:
    """A month has one payer: what they paid stays theirs."""

    def work(conn: Connection) -> None:
        (siti,) = people(conn, 1, paid=["2026-03", "2026-04", "2026-07"])
        (outcome,) = take(conn, [siti])
        assert (outcome.state, outcome.from_month) == ("held", month("2026-05"))
        assert taken(conn, VILLAGE, 2026) == [0] * 4 + [1] * 8

    await store.write(work)


async def test_an_open_application_follows_the_decision(store: Store) -> None:
    """Proposed or not, it is decided; one in correction or registered stays as it is."""

    def work(conn: Connection) -> None:
        states = ("submitted", "checked", "proposed", "correction", "registered", "waiting")
        who = people(conn, len(states))
        phone = endpoint(conn, "1")
        for which, state in zip(who, states, strict=True):
            row = {"id": new_id(NOW), "participant_id": which, "endpoint_id": phone.id}
            row |= {"role": "self", "state": state, "answers": b"", "form": "registration"}
            row |= {"form_version": 1, "flags": [], "village_code": VILLAGE, "trial": False}
            row |= {"version": 1, "submitted_at": NOW, "updated_at": NOW}
            conn.execute(insert(applications), row)

        def now_of(which: str) -> str | None:
            mine = applications.c.participant_id == which
            return conn.scalar(select(applications.c.state).where(mine))

        take(conn, who[1:], seats=5)
        take(conn, who[:1], seats=5)
        assert [now_of(each) for each in who] == [
            "waiting",
            "decided",
            "decided",
            "correction",
            "registered",
            "decided",
        ]

    await store.write(work)


async def test_a_dead_persons_seat_goes_to_the_next_in_line(store: Store) -> None:
    """From the stated month; the two never hold it in the same month."""

    def work(conn: Connection) -> None:
        who = people(conn, 3)
        take(conn, who, seats=1)
        gone = place(conn, who[0])
        told = Replacement(gone.id, gone.version, "died", month("2026-09"), note="kabar dari RT 3")
        replaced = places.replace(conn, SEALER, DESA, told, 1, OFFICER, tick())
        assert replaced.outcome is not None
        assert (replaced.outcome.participant_id, replaced.outcome.from_month) == (
            who[1],
            month("2026-09"),
        )
        assert place(conn, who[0]).until_month == month("2026-08")
        assert place(conn, who[1]).replaces_id == gone.id
        assert taken(conn, VILLAGE, 2026) == [0, 0] + [1] * 10
        assert story(conn, gone.id) == [("", "held", "decided"), ("held", "ended", "died")]
        assert places.history(conn, SEALER, DESA, gone.id)[1].note == "kabar dari RT 3"
        standing = select(participants.c.standing).where(participants.c.id == who[0])
        assert conn.scalar(standing) == "dead"
        with pytest.raises(PlaceChanged):
            places.replace(conn, SEALER, DESA, told, 1, OFFICER, tick())

    await store.write(work)


async def test_only_a_decision_passes_over_the_waiting_list(store: Store) -> None:
    """Neither the desk nor a second decision without a letter picks somebody else."""

    def work(conn: Connection) -> None:
        who = people(conn, 4)
        take(conn, who[:3], seats=1)
        gone = place(conn, who[0])
        told = Replacement(gone.id, gone.version, "moved", month("2026-09"), who[2])
        with pytest.raises(DecisionNeeded):
            places.replace(conn, SEALER, DESA, told, 1, OFFICER, tick())
        other = NewDecision(OTHER_VILLAGE, "sk", "9", date(2026, 9, 1))
        wrong = Replacement(gone.id, 1, "moved", month("2026-09"), who[2], other)
        with pytest.raises(PlaceGone):
            places.replace(conn, SEALER, DESA, wrong, 1, OFFICER, tick())
        told = Replacement(gone.id, gone.version, "moved", month("2026-09"), who[3], MUSDES)
        replaced = places.replace(conn, SEALER, DESA, told, 1, OFFICER, tick())
        assert replaced.outcome is not None
        assert (replaced.outcome.participant_id, replaced.outcome.state) == (who[3], "held")

    await store.write(work)


async def test_a_place_ends_with_a_reason(store: Store) -> None:
    """Its seat is free from the month after; who lost it pays alone from then on."""

    def work(conn: Connection) -> None:
        who = people(conn, 3)
        take(conn, who[:1], seats=1)
        held = place(conn, who[0])
        for wrong in (None, month("2024-05")):
            ending = Ending(held.id, held.version, "gave_up", wrong)
            with pytest.raises(ValueError):
                places.end(conn, SEALER, DESA, ending, OFFICER, tick())
        with pytest.raises(ValueError):
            Ending(held.id, held.version, "because")
        ending = Ending(held.id, held.version, "employed", month("2026-06"))
        places.end(conn, SEALER, DESA, ending, OFFICER, tick())
        row = select(participants.c.payer, participants.c.standing)
        assert tuple(conn.execute(row.where(participants.c.id == who[0])).one()) == (
            "self",
            "employed",
        )
        assert became(take(conn, who[1:2], seats=1, first="2026-06")) == ["waiting"]
        assert became(take(conn, who[2:], seats=1, first="2026-07")) == ["held"]

    await store.write(work)


async def test_another_villages_officer_touches_nothing(store: Store) -> None:
    """Nor sees seats, lists or history."""

    def work(conn: Connection) -> None:
        who = people(conn, 2)
        take(conn, who[:1])
        held = place(conn, who[0])
        sponsor = members.sponsor(conn, "village", "Desa lain", OTHER_VILLAGE)
        ending = Ending(held.id, 1, "died", month("2026-09"))
        told = Replacement(held.id, 1, "died", month("2026-09"))
        acts_of_others = [
            lambda: take(conn, who[1:], scope=ELSEWHERE),
            lambda: places.seats(conn, ELSEWHERE, VILLAGE, 2026),
            lambda: places.listed(conn, ELSEWHERE, VILLAGE, 2026),
            lambda: places.history(conn, SEALER, ELSEWHERE, held.id),
            lambda: places.end(conn, SEALER, ELSEWHERE, ending, OFFICER, NOW),
            lambda: places.replace(conn, SEALER, ELSEWHERE, told, 9, OFFICER, NOW),
            lambda: waiting_list.in_order(conn, ELSEWHERE, VILLAGE, 2026),
            lambda: waiting_list.join(
                conn, ELSEWHERE, VILLAGE, 2026, Given(who[1]), OFFICER, tick()
            ),
        ]
        for act in acts_of_others:
            with pytest.raises(PlaceGone):
                act()
        with pytest.raises(SponsorGone):
            take(conn, who[1:], sponsor=sponsor)

    await store.write(work)


async def test_a_village_has_its_own_number_of_seats(store: Store) -> None:
    """Per year; whoever holds a seat keeps it, and an older number is not overwritten."""

    def work(conn: Connection) -> None:
        who = people(conn, 3)
        take(conn, who[:2])
        seen = places.seats(conn, DESA, VILLAGE, 2026)
        places.set_quota(conn, DESA, seen, 1, OFFICER, tick())
        assert became(take(conn, who[2:])) == ["waiting"]
        seats = places.seats(conn, DESA, VILLAGE, 2026)
        assert (seats.seats, seats.held, seats.free) == (1, 2, 0)
        assert places.seats(conn, DESA, VILLAGE, 2027).seats == 100
        with pytest.raises(PlaceChanged):
            places.set_quota(conn, DESA, seen, 50, OFFICER, tick())
        with pytest.raises(PlaceGone):
            places.set_quota(conn, ELSEWHERE, seats, 50, OFFICER, tick())

    await store.write(work)


async def test_a_place_read_too_early_is_not_written(store: Store) -> None:
    """Whoever writes compares what was read with what is there."""

    def work(conn: Connection) -> None:
        (who,) = people(conn, 1)
        take(conn, [who])
        read = place(conn, who)
        need = Given(who, True, 1)
        waiting_list.describe(conn, DESA, read.id, read.version, need, OFFICER, tick())
        late = Change(read, {"desil": 9}, "described")
        with pytest.raises(PlaceChanged):
            place_rows.write(conn, None, [late], OFFICER, tick())
        assert place(conn, who).desil == 1

    await store.write(work)


async def test_made_up_people_take_no_seats(store: Store) -> None:
    """They hold a place beside the hundred, and are counted nowhere."""

    def work(conn: Connection) -> None:
        made_up = people(conn, 2, trial=True)
        real = people(conn, 2)
        assert became(take(conn, [*made_up, *real], seats=1)) == ["held", "held", "held", "waiting"]
        seats = places.seats(conn, DESA, VILLAGE, 2026, 1)
        assert (seats.held, seats.waiting) == (1, 1)

    await store.write(work)


async def test_the_village_sets_the_order_of_its_list(store: Store) -> None:
    """Its own numbers first, then need, then time; each change with the reason."""

    def work(conn: Connection) -> None:
        needs = [(None, None), (False, 4), (False, 2), (True, None), (None, None)]
        who = people(conn, len(needs))
        for which, (poor, desil) in zip(who, needs, strict=True):
            person = Given(which, poor, desil)
            joined = waiting_list.join(conn, DESA, VILLAGE, 2026, person, OFFICER, tick())
            assert joined.reason == ""
        again = waiting_list.join(conn, DESA, VILLAGE, 2026, Given(who[0]), OFFICER, tick())
        assert again.reason == "listed_already"

        def order() -> list[int]:
            found = waiting_list.in_order(conn, DESA, VILLAGE, 2026)
            return [who.index(each.participant_id) for each in found]

        assert order()[:3] == [3, 2, 1]
        told = Order(VILLAGE, 2026, (who[4], who[0]), "Musdes 12 November")
        waiting_list.reorder(conn, SEALER, DESA, told, OFFICER, tick())
        assert order() == [4, 0, 3, 2, 1]
        moved = place(conn, who[4])
        assert story(conn, moved.id)[-1] == ("waiting", "waiting", "reordered")
        need = Given(who[1], True, 1)
        waiting_list.describe(conn, DESA, place(conn, who[1]).id, 1, need, OFFICER, tick())
        assert order() == [4, 0, 1, 3, 2]
        with pytest.raises(PlaceChanged):
            waiting_list.describe(conn, DESA, place(conn, who[1]).id, 1, need, OFFICER, tick())
        unknown = Order(VILLAGE, 2026, ("nobody",), "-")
        with pytest.raises(PlaceChanged):
            waiting_list.reorder(conn, SEALER, DESA, unknown, OFFICER, tick())

    await store.write(work)


async def test_two_officers_at_once_never_give_more_than_there_are(store: Store) -> None:
    """Eight decisions of one village at the same time share the seats that are left."""
    who = await store.write(lambda conn: people(conn, 16))

    def decide(number: int) -> list[str]:
        return who[2 * number : 2 * number + 2]

    async def at_once(number: int) -> list[str]:
        def work(conn: Connection) -> list[str]:
            return became(take(conn, decide(number), seats=5))

        return await store.write(work)

    told = await asyncio.gather(*(at_once(number) for number in range(8)))
    assert sorted(state for each in told for state in each) == ["held"] * 5 + ["waiting"] * 11
    seats = await store.read(lambda conn: places.seats(conn, DESA, VILLAGE, 2026, 5))
    assert (seats.held, seats.free, seats.waiting) == (5, 0, 11)


ACTS = st.lists(
    st.tuples(st.sampled_from(("take", "end", "replace")), st.integers(0, 7), st.integers(1, 12)),
    max_size=12,
)


async def test_no_month_ever_has_more_people_than_seats(store: Store) -> None:
    """Whatever is given, ended and replaced, from whichever months."""

    def work(conn: Connection) -> None:
        @settings(max_examples=25, deadline=None)  # each is some dozen acts, on two databases
        @given(played=ACTS, seats=st.integers(0, 3))
        def law(played: list[tuple[str, int, int]], seats: int) -> None:
            village = f"63.10.03.{next(NUMBERS)}"
            who = [members.member(conn, SEALER, RNG, village) for _ in range(8)]
            for act, index, number in played:
                _play(conn, village, act, who[index], date(2026, number, 1), seats)
                assert max(taken(conn, village, 2026)) <= seats

        law()

    await store.write(work)


NUMBERS = count(3000)  # of villages


def _play(conn: Connection, village: str, act: str, which: str, first: date, seats: int) -> None:
    """One act, if it can be done."""
    scope = Scope((village,))
    mine = place_rows.open_places(conn, [which], 2026).get(which)
    if act == "take":
        decision = NewDecision(village, "sk", "1", date(2026, 1, 1))
        giving = Giving(decision, first, (Given(which),))
        places.take(conn, scope, giving, seats, OFFICER, tick())
    elif mine is not None and mine.state == "held" and act == "end":
        ending = Ending(mine.id, mine.version, "gave_up", first)
        places.end(conn, SEALER, scope, ending, OFFICER, tick())
    elif mine is not None and mine.state == "held":
        told = Replacement(mine.id, mine.version, "gave_up", first)
        places.replace(conn, SEALER, scope, told, seats, OFFICER, tick())
