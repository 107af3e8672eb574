"""Two lists matched before either pays: one payer a NIK and month."""

from __future__ import annotations

import random
from datetime import date

import pytest
from sqlalchemy import Connection

from storage import matching
from storage.matching import Covered
from storage.scope import Scope
from storage.store import Store
from tests import members
from tests.members import month
from tests.people import person
from tests.storage.places import SEALER, VILLAGE

RNG = random.Random(46)
DESA, KABUPATEN, ELSEWHERE = Scope((VILLAGE,)), Scope(("63.10",)), Scope(("63.10.01",))
NOVEMBER = month("2026-11")


def niks(count: int) -> list[str]:
    """Different NIKs of made-up people."""
    found = list(dict.fromkeys(person(RNG).nik for _ in range(2 * count)))
    return found[:count]


async def test_every_nik_is_in_one_of_the_four(store: Store) -> None:
    """As it is written on the lists: spaces, dots and repetitions don't matter."""

    def work(conn: Connection) -> None:
        a, b, c, d, _ = niks(5)
        spaced = f"{a[:6]} {a[6:12]} {a[12:]}"
        first, second = [a, b, c, c, "63100"], [c, spaced, d, "-"]
        matched = matching.match(conn, SEALER, KABUPATEN, first, second, NOVEMBER)
        assert matched.both == (a, c)
        assert (matched.only_first, matched.only_second) == ((b,), (d,))
        assert matched.covered_elsewhere == ()
        assert (matched.twice, matched.unreadable) == ((c,), 2)
        assert not any(each in repr(matched) for each in (a, b, c, d))

    await store.write(work)


async def test_a_month_that_is_paid_is_told_apart(store: Store) -> None:
    """With who paid it; another month's payment is none, and strangers learn nothing."""

    def work(conn: Connection) -> None:
        siti, budi, ani = (person(RNG) for _ in range(3))
        apbd = members.sponsor(conn, "kabupaten", "Pemerintah Kabupaten")
        paid = ["2026-11"]
        members.member(conn, SEALER, siti, VILLAGE, paid=paid, payer="kabupaten", sponsor=apbd)
        members.member(conn, SEALER, budi, VILLAGE, paid=paid)
        members.member(conn, SEALER, ani, VILLAGE, paid=["2026-10"])
        first, second = [siti.nik, ani.nik], [budi.nik, siti.nik]
        matched = matching.match(conn, SEALER, DESA, first, second, NOVEMBER)
        assert matched.covered_elsewhere == (
            Covered(siti.nik, "kabupaten", "Pemerintah Kabupaten"),
            Covered(budi.nik, "self", ""),
        )
        assert (matched.both, matched.only_first, matched.only_second) == ((), (ani.nik,), ())
        stranger = matching.match(conn, SEALER, ELSEWHERE, first, second, NOVEMBER)
        assert stranger.covered_elsewhere == ()
        assert stranger.both == (siti.nik,)

    await store.write(work)


async def test_a_month_is_given_by_its_first_day(store: Store) -> None:
    """Else nobody would be found to be paid for."""

    def work(conn: Connection) -> None:
        with pytest.raises(ValueError):
            matching.match(conn, SEALER, DESA, [], [], date(2026, 11, 2))

    await store.write(work)
