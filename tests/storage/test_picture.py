"""The picture's numbers: everybody counted once, kept up to date, by day and scope."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from storage import picture, picture_fold
from storage.claims import By
from storage.contributions import undo
from storage.crypto import Sealer
from storage.ids import new_id
from storage.picture import PlaceGone, Village
from storage.scope import Scope
from storage.store import Store
from storage.tables import (
    applications,
    audit,
    endpoints,
    links,
    participants,
    payments,
    reminders,
    village_changes,
)
from tests.members import NOW, member, pay
from tests.storage.places import SEALER

HERE, THERE = "63.10.03.2004", "63.10.03.2001"
KABUPATEN = Scope(("63.10",))
BY = By(Scope((HERE,)), "officer", NOW)
ENDPOINT = "e" * 32


@pytest.fixture
def sealer() -> Sealer:
    """Keys of these tests."""
    return SEALER


def phone(conn: Connection) -> None:
    """A phone that works."""
    row: dict[str, Any] = {
        "id": ENDPOINT,
        "channel": "telegram",
        "account": "main",
        "address_index": b"a",
    }
    row |= {"address": b"sealed", "trial": False, "stopped": "none", "active": True}
    conn.execute(insert(endpoints), {**row, "first_seen_at": NOW, "last_seen_at": NOW})


def apply(conn: Connection, who: str, state: str, village: str = HERE, trial: bool = False) -> str:
    """An application in a state."""
    which = new_id(NOW)
    row: dict[str, Any] = {"id": which, "participant_id": who, "endpoint_id": ENDPOINT}
    row |= {"role": "self", "state": state, "answers": b"", "form": "registration"}
    row |= {"form_version": 1, "flags": [], "village_code": village, "trial": trial, "version": 1}
    conn.execute(insert(applications), {**row, "submitted_at": NOW, "updated_at": NOW})
    return which


def fold(conn: Connection, now: datetime = NOW) -> int:
    """Counts all that changed."""
    return picture_fold.refresh(conn, Scope.whole(), now)


def stands(conn: Connection, code: str = HERE, now: datetime = NOW) -> dict[str, int]:
    """The people of a village by kind, without the empty ones."""
    fold(conn, now)
    found = picture.picture(conn, KABUPATEN, False, now).villages.get(code)
    return {kind: number for kind, number in found.kinds.items() if number} if found else {}


# kind, months paid, payer, state of the application, columns of the person
PEOPLE: list[tuple[str, list[str], str, str, dict[str, Any]]] = [
    ("village", ["2026-11", "2026-12"], "village", "registered", {}),  # more than 14 days left
    ("kabupaten", ["2026-12", "2026-11"], "kabupaten", "registered", {}),
    ("other", ["2026-11", "2026-12"], "csr", "registered", {}),  # any other sponsor
    ("self", ["2026-11", "2026-12"], "self", "registered", {}),
    ("lapsing", ["2026-11"], "village", "registered", {}),  # ends on 30 November, in 8 days
    ("inactive", ["2026-10"], "self", "registered", {}),  # ended
    ("checked", ["2027-01"], "self", "sent", {}),  # paid ahead: cover has not begun
    ("checked", [], "village", "proposed", {}),
    ("applied", [], "village", "submitted", {}),
    ("applied", [], "village", "waiting", {}),
    ("applied", [], "village", "", {}),  # from a list of names, no application yet
    ("", [], "village", "refused", {}),  # over: not in the square
    ("", ["2026-12"], "self", "registered", {"standing": "dead"}),
    ("", ["2026-12"], "self", "registered", {"mourned_at": NOW}),
]


@pytest.mark.parametrize(("kind", "paid", "payer", "state", "columns"), PEOPLE)
async def test_everybody_stands_in_one_kind(
    store: Store, sealer: Sealer, kind: str, paid: list[str], payer: str, state: str, columns: Any
) -> None:
    """By what was paid, by whom and until when; else by the application; the same in both views."""

    def work(conn: Connection) -> tuple[dict[str, int], dict[str, int]]:
        phone(conn)
        who = member(conn, sealer, random.Random(1), HERE, paid=paid, payer=payer, **columns)
        if state:
            apply(conn, who, state)
        counted = stands(conn)
        _, village = picture.people(conn, BY, HERE, False)
        return counted, {each: number for each, number in village.kinds.items() if number}

    expected = {kind: 1} if kind else {}
    assert await store.write(work) == (expected, expected)


async def test_the_picture_follows_what_changes(store: Store, sealer: Sealer) -> None:
    """Each change is noted by itself, also a payment that is undone; a fold counts anew."""

    def work(conn: Connection) -> list[dict[str, int]]:
        phone(conn)
        who = member(conn, sealer, random.Random(2), HERE)
        which = apply(conn, who, "submitted")
        seen = [stands(conn)]
        its = update(applications).where(applications.c.id == which)
        conn.execute(its.values(state="checked"))
        seen.append(stands(conn))
        payment = pay(conn, who, ["2026-11", "2026-12"], payer="village")
        seen.append(stands(conn))
        region = select(payments.c.region_code)
        assert conn.scalar(region) == "63.10"
        undo(conn, Scope.whole(), str(payment), "officer", "mistake", NOW)
        seen.append(stands(conn))
        moved = update(participants).where(participants.c.id == who)
        conn.execute(moved.values(village_code=THERE))
        seen += [stands(conn), stands(conn, THERE)]
        return seen

    seen = await store.write(work)
    assert seen == [
        {"applied": 1},
        {"checked": 1},
        {"village": 1},
        {"checked": 1},
        {},
        {"checked": 1},
    ]


async def test_a_day_that_begins_changes_no_row(store: Store, sealer: Sealer) -> None:
    """Who is covered today, lapses in a month and is inactive in two is so without any counting."""

    def work(conn: Connection) -> list[dict[str, int]]:
        member(conn, sealer, random.Random(3), HERE, paid=["2026-11", "2026-12"])
        fold(conn)
        days = (NOW, NOW + timedelta(days=30), NOW + timedelta(days=60))
        found = [picture.picture(conn, KABUPATEN, False, day).villages[HERE].kinds for day in days]
        return [{kind: number for kind, number in each.items() if number} for each in found]

    assert await store.write(work) == [{"self": 1}, {"lapsing": 1}, {"inactive": 1}]


async def test_made_up_people_are_counted_apart(store: Store, sealer: Sealer) -> None:
    """People of the simulator stand in numbers of their own, shown where nobody else is."""

    def work(conn: Connection) -> tuple[Any, ...]:
        member(conn, sealer, random.Random(4), HERE, trial=True, paid=["2026-12", "2026-11"])
        fold(conn)
        only = picture.only_trial(conn, KABUPATEN)
        trial = picture.picture(conn, KABUPATEN, True, NOW).villages[HERE].covered
        member(conn, sealer, random.Random(5), HERE)
        fold(conn)
        real = picture.picture(conn, KABUPATEN, False, NOW).villages[HERE]
        return only, trial, picture.only_trial(conn, KABUPATEN), real.covered, real.people

    assert await store.write(work) == (True, 1, False, 0, 1)


async def test_a_foreign_village_is_not_there(store: Store, sealer: Sealer) -> None:
    """Neither its people, nor its numbers, nor as a region to look at; the look itself is noted."""

    def work(conn: Connection) -> tuple[Any, ...]:
        member(conn, sealer, random.Random(6), THERE)
        fold(conn)
        for ask in (
            lambda: picture.people(conn, BY, THERE, False),
            lambda: picture.area(BY.scope, THERE, "63.10"),
            lambda: picture.area(BY.scope, "63.10", "63.10"),
        ):
            with pytest.raises(PlaceGone):
                ask()
        picture.people(conn, BY, HERE, False)
        acts = conn.scalars(select(audit.c.act)).all()
        return picture.picture(conn, BY.scope, False, NOW).villages, list(acts)

    assert await store.write(work) == ({}, ["village_seen"])


async def test_reminders_tell_what_they_brought(store: Store, sealer: Sealer) -> None:
    """Told, paid within 14 days, and those whom nobody could tell; each once a month."""
    month = date(2026, 11, 1)

    def remind(conn: Connection, who: str, at: datetime, kind: str, reached: bool = True) -> None:
        row = {"participant_id": who, "kind": kind, "month": month, "at": at}
        row |= {"endpoint_id": ENDPOINT if reached else None}
        conn.execute(insert(reminders), {**row, "outbox_id": "a" * 32 if reached else None})

    def work(conn: Connection) -> Any:
        phone(conn)
        paid, late, never, alone = (
            member(conn, sealer, random.Random(seed), HERE) for seed in (7, 8, 9, 10)
        )
        for kind in ("ends_7", "ends_1"):
            remind(conn, paid, NOW - timedelta(days=10), kind)
        remind(conn, late, NOW - timedelta(days=15), "ends_7")
        remind(conn, never, NOW - timedelta(days=3), "ends_7")
        remind(conn, alone, NOW - timedelta(days=3), "ends_7", reached=False)
        for who in (paid, late):
            pay(conn, who, ["2026-12"])
        fold(conn)
        return dict(picture.picture(conn, KABUPATEN, False, NOW).reminders)

    assert await store.write(work) == {month: {"told": 3, "brought": 1, "nobody": 1}}


async def test_a_phone_that_stops_working_makes_people_unreached(
    store: Store, sealer: Sealer
) -> None:
    """A block, or a link taken away, is noted for the village of the people behind it."""

    def work(conn: Connection) -> list[int]:
        def unreached() -> int:
            fold(conn)
            return picture.picture(conn, KABUPATEN, False, NOW).villages[HERE].unreached

        phone(conn)
        member(conn, sealer, random.Random(11), HERE, endpoint=ENDPOINT)
        seen = [unreached()]
        conn.execute(update(endpoints).values(active=False))
        seen.append(unreached())
        conn.execute(update(endpoints).values(active=True))
        seen.append(unreached())
        conn.execute(links.delete())
        seen.append(unreached())
        return seen

    assert await store.write(work) == [0, 1, 0, 1]


async def test_folding_is_bounded_and_begins_each_day_anew(store: Store, sealer: Sealer) -> None:
    """A few villages at a time, of the scope asked for; once a day all are noted again."""

    def work(conn: Connection) -> tuple[Any, ...]:
        for place in range(3):
            member(conn, sealer, random.Random(20 + place), f"63.10.03.200{place + 1}")
        member(conn, sealer, random.Random(30), "63.10.04.2001")
        first = picture_fold.refresh(conn, Scope(("63.10.03",)), NOW, limit=2)
        left = picture_fold.waiting(conn, KABUPATEN)
        fold(conn)
        begun = (picture_fold.begin_day(conn, NOW), picture_fold.begin_day(conn, NOW))
        return first, left, begun, picture_fold.waiting(conn, KABUPATEN), fold(conn), fold(conn)

    assert await store.write(work) == (2, 2, (True, False), 4, 4, 0)


async def test_what_comes_later_is_noted_again(store: Store, sealer: Sealer) -> None:
    """What comes after a fold is noted again, and counted by the next."""

    def add(seed: int) -> Any:
        return lambda conn: member(conn, sealer, random.Random(seed), HERE)

    await store.write(add(40))
    await store.write(fold)
    await store.write(add(41))
    noted = await store.read(lambda conn: conn.scalar(select(village_changes.c.village_code)))
    assert noted == HERE
    assert await store.write(stands) == {"applied": 2}


def test_need_sorts_what_lacks_most_first() -> None:
    """Fewest covered for longer, then most who wait; who lapses counts as lacking."""

    def village(code: str, **kinds: int) -> Village:
        return Village(code, dict.fromkeys(picture.KINDS, 0) | kinds)

    full, empty = village("a", village=100), village("b")
    waiting, lapsing = village("c", applied=9), village("d", lapsing=100)
    assert sorted([full, empty, waiting, lapsing], key=lambda each: each.need) == [
        lapsing,
        waiting,
        empty,
        full,
    ]
