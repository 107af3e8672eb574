"""Covers: what each phone may be told of those for whom it speaks, and nothing more."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, event, insert, select, update

from conversations.facts import CoverView, MyCover
from conversations.happened import PersonDenied
from storage import contributions as cover
from storage import covers
from storage.contributions import NewLine, NewPayment
from storage.endpoints import Endpoint
from storage.ids import new_id
from storage.scope import Scope
from storage.store import Store
from storage.tables import links, participants, places, pots, tasks
from tests import members
from tests.members import months
from tests.storage.places import NOW, SEALER, VILLAGE, ask, endpoint, note, record

TODAY = date(2026, 11, 22)
RNG = random.Random(7)
YEAR = months("2026-01", "2026-12")


def shown(conn: Connection, who: Endpoint, today: date = TODAY) -> tuple[CoverView, ...]:
    """What an endpoint is told."""
    return covers.covers(conn, SEALER, [who.id], today).get(who.id, ())


def one(conn: Connection, who: Endpoint, today: date = TODAY) -> CoverView:
    """The same of the only person there."""
    (view,) = shown(conn, who, today)
    return view


def sealed(which: str, column: str, value: str) -> bytes:
    """A sealed column of a participant."""
    return SEALER.seal_text(value, "participants", column, which)


def place(conn: Connection, who: str, state: str = "held", **more: object) -> str:
    """A place in the village's hundred or its waiting list."""
    which = new_id(NOW)
    row = {"id": which, "village_code": VILLAGE, "year": 2026, "participant_id": who}
    row |= {"state": state, "version": 1, "created_at": NOW, "updated_at": NOW}
    conn.execute(insert(places), {**row, **more})
    return which


async def test_the_own_phone_is_told_everything(store: Store) -> None:
    """Also income and payment code, and what the person wished."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1")
        siti = members.member(
            conn,
            SEALER,
            RNG,
            VILLAGE,
            paid=[*months("2026-08", "2026-12"), "2027-03"],
            endpoint=phone.id,
            income=1_500_000,
            package="with_jht",
            occupation="driver",
            remind_on=date(2026, 12, 10),
            reminded=False,
        )
        code = sealed(siti, "payment_code", "1234567890")
        conn.execute(update(participants).values(payment_code=code))
        name, sex = conn.execute(select(participants.c.name, participants.c.sex)).one()
        assert one(conn, phone) == CoverView(
            who=siti,
            name=name,
            sex=sex,
            role="self",
            village=VILLAGE,
            covered_until=date(2026, 12, 31),
            paid_ahead=(date(2026, 12, 1), date(2027, 3, 1)),
            payer="self",
            income=1_500_000,
            transport=True,
            programmes=frozenset({"jkk", "jkm", "jht"}),
            payment_code="1234567890",
            reminded=False,
            remind_on=date(2026, 12, 10),
        )
        assert ask(conn, phone, MyCover()) == shown(conn, phone)

    await store.write(work)


async def test_another_phone_learns_no_income_and_no_code(store: Store) -> None:
    """A helper and the family see until when, not what is one's own."""

    def work(conn: Connection) -> None:
        for address, role in [("1", "helper"), ("2", "family")]:
            phone = endpoint(conn, address)
            who = members.member(
                conn, SEALER, RNG, VILLAGE, paid=YEAR, endpoint=phone.id, role=role
            )
            code = sealed(who, "payment_code", "1234567890")
            conn.execute(update(participants).values(payment_code=code))
            view = one(conn, phone)
            assert (view.role, view.covered_until) == (role, date(2026, 12, 31))
            assert (view.income, view.payment_code) == (None, "")
        stranger, officer = endpoint(conn, "3"), endpoint(conn, "4")
        members.member(conn, SEALER, RNG, VILLAGE, endpoint=officer.id, role="officer")
        assert shown(conn, stranger) == shown(conn, officer) == ()

    await store.write(work)


async def test_several_people_of_many_phones(store: Store) -> None:
    """Each phone its own people, oneself first; in as many queries as for one phone."""

    def work(conn: Connection) -> None:
        phones = [endpoint(conn, str(number)) for number in range(8)]
        expected = {}
        for phone in phones:
            added = [
                members.member(
                    conn,
                    SEALER,
                    RNG,
                    VILLAGE,
                    endpoint=phone.id,
                    role=role,
                    now=NOW + timedelta(minutes=minute),
                )
                for minute, role in enumerate(["helper", "family", "self"])
            ]
            expected[phone.id] = [added[2], added[0], added[1]]
            again = {"endpoint_id": phone.id, "participant_id": added[2], "role": "helper"}
            conn.execute(insert(links), {**again, "created_at": NOW})  # two roles: the own counts
        asked: list[str] = []
        event.listen(conn, "before_cursor_execute", lambda *each: asked.append(each[2]))
        found = covers.covers(conn, SEALER, [each.id for each in phones], TODAY)
        for_all, asked[:] = len(asked), []
        shown(conn, phones[0])
        assert for_all == len(asked) <= 7
        assert {who: [each.who for each in views] for who, views in found.items()} == expected
        assert all(views[0].role == "self" for views in found.values())

    await store.write(work)


async def test_the_dead_and_those_who_left_are_not_named(store: Store) -> None:
    """Whose death is only told is left to their own phone: it may be a mistake."""

    def work(conn: Connection) -> None:
        # columns, role → whether that phone is told
        table: list[tuple[dict[str, Any], str, bool]] = [
            ({"standing": "dead"}, "self", False),
            ({"standing": "dead"}, "helper", False),
            ({"standing": "moved"}, "self", False),
            ({"standing": "employed"}, "self", True),
            ({"mourned_at": NOW}, "family", False),
            ({"mourned_at": NOW}, "self", True),
        ]
        for number, (columns, role, told) in enumerate(table):
            phone = endpoint(conn, str(number))
            members.member(conn, SEALER, RNG, VILLAGE, endpoint=phone.id, role=role, **columns)
            assert bool(shown(conn, phone)) is told, columns

    await store.write(work)


async def test_a_run_that_begins_today_covers_today(store: Store) -> None:
    """Though the store's own column is brought up to date some time later."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1")
        members.member(conn, SEALER, RNG, VILLAGE, paid=["2027-02"], endpoint=phone.id)
        assert one(conn, phone).covered_until is None
        assert one(conn, phone).paid_ahead == (date(2027, 2, 1),)
        assert one(conn, phone, date(2027, 2, 1)).covered_until == date(2027, 2, 28)
        assert one(conn, phone, date(2027, 2, 1)).paid_ahead == ()

    await store.write(work)


async def test_who_pays(store: Store) -> None:
    """The sponsor as long as its months last, also by a place; then nobody is named."""

    def work(conn: Connection) -> None:
        desa = members.sponsor(conn, "village", "Desa Sini", VILLAGE)
        asleep = members.sponsor(conn, "kabupaten", "Kabupaten", "63.10", active=False)
        october, next_year = months("2026-01", "2026-10"), months("2027-01", "2027-03")
        spring = {"from_month": date(2027, 1, 1)}
        until_june = {"sponsor_id": desa, "until_month": date(2026, 6, 1)}
        # paid by the village, paid by oneself, place → payer, sponsor, until
        table: list[tuple[object, ...]] = [
            ((), (), None, "self", "", None),
            ((), october, None, "self", "", None),
            (YEAR, (), None, "village", "Desa Sini", date(2026, 12, 1)),
            # (its months are over: it is not said to pay, though it paid last)
            (october, (), None, "village", "", date(2026, 10, 1)),
            # (paid ahead by oneself behind the village's months)
            (YEAR, next_year, None, "self", "Desa Sini", date(2026, 12, 1)),
            # (a place of this year is paid for to its end, though nothing came yet)
            ((), (), {"sponsor_id": desa}, "village", "Desa Sini", date(2026, 12, 1)),
            ((), october, {"sponsor_id": desa}, "village", "Desa Sini", date(2026, 12, 1)),
            (october, (), {"sponsor_id": desa}, "village", "Desa Sini", date(2026, 12, 1)),
            # (not yet, not any more, by nobody, by one that does not pay at present)
            ((), october, {"sponsor_id": desa, **spring}, "self", "", None),
            ((), october, until_june, "self", "", None),
            ((), (), {}, "self", "", None),
            ((), (), {"sponsor_id": asleep}, "self", "", None),
            ((), (), {"sponsor_id": desa, "state": "ended"}, "self", "", None),
        ]
        for number, (village, own, held, payer, sponsor, until) in enumerate(table):
            phone = endpoint(conn, str(number))
            who = members.member(conn, SEALER, RNG, VILLAGE, endpoint=phone.id)
            members.pay(conn, who, own)  # type: ignore[arg-type]
            members.pay(conn, who, village, payer="village", sponsor=desa)  # type: ignore[arg-type]
            if held is not None:
                place(conn, who, **{"state": "held", **held})  # type: ignore[dict-item]
            view = one(conn, phone)
            told = (view.payer, view.sponsor, view.sponsored_until)
            assert told == (payer, sponsor, until), number

    await store.write(work)


async def test_a_pot_says_until_when_it_pays(store: Store) -> None:
    """A sponsor that pays month by month pays to its pot's last month, unless the place ended."""

    def work(conn: Connection) -> None:
        desa = members.sponsor(conn, "village", "Desa Sini", VILLAGE)
        row = {"id": new_id(NOW), "sponsor_id": desa, "year": 2026, "version": 1}
        row |= {"last_month": date(2026, 12, 1), "created_at": NOW}
        conn.execute(insert(pots), row)
        for ended, until in [(False, date(2026, 12, 1)), (True, date(2026, 11, 1))]:
            phone = endpoint(conn, str(ended))
            who = members.member(conn, SEALER, RNG, VILLAGE, endpoint=phone.id)
            members.pay(conn, who, ["2026-11"], payer="village", sponsor=desa, pot=str(row["id"]))
            if ended:
                place(conn, who, "ended", sponsor_id=desa)
            assert one(conn, phone).sponsored_until == until
        waiting = endpoint(conn, "waiting")
        who = members.member(conn, SEALER, RNG, VILLAGE, endpoint=waiting.id, payer="unknown")
        assert one(conn, waiting).payer == "unknown"

    await store.write(work)


async def test_the_place_in_the_waiting_list(store: Store) -> None:
    """As the village ranked them, then extreme poverty, desil, time; made-up people apart."""

    def work(conn: Connection) -> None:
        early, late = NOW - timedelta(days=2), NOW - timedelta(days=1)
        # columns in the order that they are due
        table: list[dict[str, object]] = [
            {"rank": 1, "created_at": late},
            {"rank": 2, "created_at": early},
            {"extreme_poverty": True, "desil": 3, "created_at": late},
            {"desil": 1, "extreme_poverty": False, "created_at": late},
            {"desil": 2, "created_at": early},
            {"created_at": early},
            {"created_at": late},
        ]
        expected = {}
        for number in RNG.sample(range(len(table)), len(table)):
            phone = endpoint(conn, str(number))
            who = members.member(conn, SEALER, RNG, VILLAGE, endpoint=phone.id)
            place(conn, who, "waiting", **table[number])
            expected[phone.id] = number + 1
        trial = endpoint(conn, "trial", "browser", trial=True)
        who = members.member(conn, SEALER, RNG, VILLAGE, endpoint=trial.id, trial=True)
        place(conn, who, "waiting", rank=1)
        other = members.member(conn, SEALER, RNG, "63.10.01.2001")
        place(conn, other, "waiting", rank=1, village_code="63.10.01.2001")
        found = covers.covers(conn, SEALER, [*expected, trial.id], TODAY)
        assert {who: views[0].waiting for who, views in found.items()} == {**expected, trial.id: 1}

    await store.write(work)


async def test_a_note_looks_like_somebody_not_paid_yet(store: Store) -> None:
    """Nobody learns that the NIK was known: neither cover nor the participant's id."""

    def work(conn: Connection) -> None:
        first, second = endpoint(conn, "1"), endpoint(conn, "2")
        siti = members.member(conn, SEALER, RNG, VILLAGE, paid=YEAR, endpoint=first.id)
        note(conn, second, "Siti Aminah", siti)
        view = one(conn, second)
        assert view.who == conn.scalar(select(tasks.c.id))
        assert (view.name, view.role, view.village) == ("Siti Aminah", "self", VILLAGE)
        assert (view.covered_until, view.paid_ahead, view.payer) == (None, (), "unknown")
        assert one(conn, first).covered_until == date(2026, 12, 31)

    await store.write(work)


async def test_who_denied_is_told_nothing(store: Store) -> None:
    """A number that is somebody else's by now speaks for nobody."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1")
        members.member(conn, SEALER, RNG, VILLAGE, paid=YEAR, endpoint=phone.id)
        record(conn, phone, PersonDenied())
        assert shown(conn, phone) == ()

    await store.write(work)


async def test_what_is_recorded_is_told_at_once(store: Store) -> None:
    """And no more once it is undone."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1")
        siti = members.member(conn, SEALER, RNG, VILLAGE, endpoint=phone.id)
        line = NewLine(siti, None, date(2026, 11, 1), 2)
        new = NewPayment("self", "bank", TODAY, "officer", (line,))
        recorded = cover.record(conn, SEALER, Scope((VILLAGE,)), new, NOW)
        assert one(conn, phone).covered_until == date(2026, 12, 31)
        assert cover.undo(conn, Scope((VILLAGE,)), recorded.id, "officer", "typo", NOW)
        assert one(conn, phone).covered_until is None

    await store.write(work)
