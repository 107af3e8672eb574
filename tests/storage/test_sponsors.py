"""Sponsors and pots: whose money it is, how much is left, and who may see and change it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection

from storage import contributions as cover
from storage import sponsors
from storage.contributions import NewLine, NewPayment, Recorded
from storage.scope import Scope
from storage.sponsors import NewPot, SponsorChanged, SponsorDetails, SponsorGone
from storage.store import Store
from tests import members
from tests.storage.places import NOW, SEALER, VILLAGE, acts

RNG = random.Random(16)
OFFICER = "an-officer"
DESA, KABUPATEN, ELSEWHERE = Scope((VILLAGE,)), Scope(("63.10",)), Scope(("63.10.01",))
OURS = SponsorDetails("village", "Pemerintah Desa", VILLAGE, "WADAH-1")
PRICE = 16_800  # a village's month, unsettled, so without discount


def sponsored(conn: Connection, amount: int | None) -> tuple[str, str]:
    """The village's sponsor and its pot of this year."""
    which = sponsors.add(conn, DESA, OURS, OFFICER, NOW)
    return which, sponsors.set_pot(conn, DESA, NewPot(which, 2026, amount), None, OFFICER, NOW)


def pay(conn: Connection, sponsor: str, pot: str, people: list[str]) -> Recorded:
    """The village pays November for these people."""
    lines = tuple(NewLine(each, None, date(2026, 11, 1)) for each in people)
    new = NewPayment("village", "invoice", date(2026, 11, 22), OFFICER, lines, sponsor, pot)
    return cover.record(conn, SEALER, DESA, new, NOW)


async def test_a_pot_runs_out_and_fills_again(store: Store) -> None:
    """Nobody is paid from an empty pot; a payment undone gives its money back."""

    def work(conn: Connection) -> None:
        which, pot = sponsored(conn, 2 * PRICE + 100)
        people = [members.member(conn, SEALER, RNG, VILLAGE) for _ in range(3)]
        recorded = pay(conn, which, pot, people)
        assert [each.reason for each in recorded.lines] == ["", "", "pot_empty"]
        ((its,),) = (each.pots for each in sponsors.listed(conn, DESA))
        assert (its.amount, its.spent, its.left) == (2 * PRICE + 100, 2 * PRICE, 100)
        assert cover.undo(conn, DESA, recorded.id, OFFICER, "typo", NOW)
        assert sponsors.one(conn, DESA, which).pots[0].left == 2 * PRICE + 100
        (line,) = pay(conn, which, pot, people[2:]).lines
        assert line.state == "paid"

    await store.write(work)


async def test_a_cut_budget_is_told_as_it_is(store: Store) -> None:
    """What was spent stays, what is left is less than nothing, and no more is paid."""

    def work(conn: Connection) -> None:
        which, pot = sponsored(conn, None)
        people = [members.member(conn, SEALER, RNG, VILLAGE) for _ in range(2)]
        pay(conn, which, pot, people[:1])
        assert sponsors.one(conn, DESA, which).pots[0].left is None
        sponsors.set_pot(conn, DESA, NewPot(which, 2026, 800), 1, OFFICER, NOW)
        assert sponsors.one(conn, DESA, which).pots[0].left == 800 - PRICE
        (line,) = pay(conn, which, pot, people[1:]).lines
        assert line.reason == "pot_empty"

    await store.write(work)


async def test_two_officers_do_not_overwrite_each_other(store: Store) -> None:
    """Whoever read an older version looks again, of a sponsor as of a pot."""

    def work(conn: Connection) -> None:
        which, pot = sponsored(conn, 1_000)
        told = replace(OURS, name="Pemerintah Desa Baru", discounted=True)
        sponsors.change(conn, DESA, which, 1, told, OFFICER, NOW)
        with pytest.raises(SponsorChanged):
            sponsors.change(conn, DESA, which, 1, OURS, OFFICER, NOW)
        sponsors.set_pot(conn, DESA, NewPot(which, 2026, 2_000), 1, OFFICER, NOW)
        for version in (None, 1):
            with pytest.raises(SponsorChanged):
                sponsors.set_pot(conn, DESA, NewPot(which, 2026, 3_000), version, OFFICER, NOW)
        (its,) = sponsors.listed(conn, DESA)
        assert (its.name, its.discounted, its.version) == ("Pemerintah Desa Baru", True, 2)
        assert (its.pots[0].id, its.pots[0].amount) == (pot, 2_000)
        assert [act for act, _ in acts(conn)] == [
            "pot_set",
            "pot_set",
            "sponsor_added",
            "sponsor_changed",
        ]

    await store.write(work)


async def test_another_regions_officer_sees_and_changes_nothing(store: Store) -> None:
    """A village uses the kabupaten's sponsor for its people, and sees none of its money."""

    def work(conn: Connection) -> None:
        which, _ = sponsored(conn, 1_000)
        apbd = SponsorDetails("kabupaten", "Pemerintah Kabupaten", "63.10")
        above = sponsors.add(conn, KABUPATEN, apbd, OFFICER, NOW)
        assert [each.id for each in sponsors.listed(conn, KABUPATEN, 2026)] == [above, which]
        assert [each.id for each in sponsors.listed(conn, DESA)] == [which]
        assert sponsors.listed(conn, ELSEWHERE) == ()
        around = sponsors.payers_of(conn, DESA, VILLAGE)
        assert [each.id for each in around] == [which, above]
        assert all(each.pots == () for each in around)
        refused = [
            lambda: sponsors.add(conn, DESA, apbd, OFFICER, NOW),
            lambda: sponsors.one(conn, DESA, above),
            lambda: sponsors.change(conn, ELSEWHERE, which, 1, OURS, OFFICER, NOW),
            lambda: sponsors.change(
                conn, DESA, which, 1, replace(OURS, region_code="63.10.01.1007"), OFFICER, NOW
            ),
            lambda: sponsors.set_pot(conn, DESA, NewPot(above, 2026, 1), None, OFFICER, NOW),
            lambda: sponsors.payers_of(conn, ELSEWHERE, VILLAGE),
        ]
        for act in refused:
            with pytest.raises(SponsorGone):
                act()

    await store.write(work)


WRONG = [
    {"kind": "self"},  # nobody's sponsor
    {"region_code": "63.99"},  # no region
    {"name": " "},
    {"name": "x" * 129},
    {"wadah": ""},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_sponsor_is_told_rightly(wrong: dict[str, str]) -> None:
    """What the tables cannot hold is refused before it gets there."""
    with pytest.raises(ValueError):
        replace(OURS, **wrong)  # type: ignore[arg-type]
