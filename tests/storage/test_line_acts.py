"""Lines of payments whose person is named later: paid from then on, and taken back whole."""

from __future__ import annotations

import random
from datetime import date

import pytest
from sqlalchemy import Connection, select

from storage import contributions as cover
from storage import line_acts, payments, sponsors
from storage.contributions import NewLine, NewPayment
from storage.line_acts import LineGone, LineNotTaken
from storage.scope import Scope
from storage.sponsors import NewPot, SponsorDetails
from storage.store import Store
from storage.tables import contributions, participants
from tests import members
from tests.storage.places import NOW, SEALER, VILLAGE, acts

DISTRICT, ELSEWHERE = Scope(("63.10",)), Scope(("63.10.01",))
RNG = random.Random(5)
MONTH = date(2026, 11, 1)
PAID = date(2026, 11, 20)


def unknown(conn: Connection) -> tuple[str, str]:
    """A payment with one name that nobody was found for, and the person who is meant."""
    line = NewLine(None, "6310 SITI AMINH", MONTH, 2)
    new = NewPayment("self", "bpjs", PAID, "o1", (line,))
    paid = cover.record(conn, SEALER, DISTRICT, new, NOW)
    return paid.id, members.member(conn, SEALER, RNG, VILLAGE)


def until(conn: Connection, who: str) -> date | None:
    """Until when somebody is covered."""
    found: date | None = conn.scalar(
        select(participants.c.covered_until).where(participants.c.id == who)
    )
    return found


async def test_a_name_is_assigned_and_taken_back(store: Store) -> None:
    """The months are the person's from then on; taken back, everything is as before."""

    def work(conn: Connection) -> None:
        payment, siti = unknown(conn)
        which = line_acts.assign(conn, SEALER, DISTRICT, (payment, 1), siti, "o1", NOW)
        assert until(conn, siti) == date(2026, 12, 31)
        assert payments.unrecognised(conn, SEALER, DISTRICT) == ()
        (kept,) = line_acts.listed(conn, DISTRICT)
        assert (kept.id, kept.months, kept.actor) == (which, 2, "o1")
        assert line_acts.undo(conn, DISTRICT, which, "o2", NOW)
        assert not line_acts.undo(conn, DISTRICT, which, "o2", NOW)
        assert until(conn, siti) is None
        assert conn.execute(select(contributions)).all() == []
        (line,) = payments.unrecognised(conn, SEALER, DISTRICT)
        assert line.named == "6310 SITI AMINH"
        assert line_acts.listed(conn, DISTRICT) == ()
        done = {"payment_recorded", "line_assigned", "line_unassigned"}
        assert {act for act, _ in acts(conn)} == done

    await store.write(work)


async def test_a_line_is_assigned_once_and_only_where_it_belongs(store: Store) -> None:
    """Elsewhere there is no such line, and nobody of that id."""

    def work(conn: Connection) -> None:
        payment, siti = unknown(conn)
        with pytest.raises(LineGone):
            line_acts.assign(conn, SEALER, ELSEWHERE, (payment, 1), siti, "o1", NOW)
        with pytest.raises(LineGone):
            line_acts.assign(conn, SEALER, DISTRICT, (payment, 1), "0" * 32, "o1", NOW)
        with pytest.raises(LineGone):
            line_acts.assign(conn, SEALER, DISTRICT, (payment, 2), siti, "o1", NOW)
        which = line_acts.assign(conn, SEALER, DISTRICT, (payment, 1), siti, "o1", NOW)
        with pytest.raises(LineGone):
            line_acts.assign(conn, SEALER, DISTRICT, (payment, 1), siti, "o1", NOW)
        assert not line_acts.undo(conn, ELSEWHERE, which, "o1", NOW)
        assert until(conn, siti) == date(2026, 12, 31)

    await store.write(work)


async def test_a_month_is_not_paid_twice_by_naming_its_person(store: Store) -> None:
    """The line waits on."""

    def work(conn: Connection) -> None:
        payment, siti = unknown(conn)
        own = NewPayment("self", "officer", PAID, "o1", (NewLine(siti, None, MONTH),))
        cover.record(conn, SEALER, DISTRICT, own, NOW)
        with pytest.raises(LineNotTaken, match="paid_already"):
            line_acts.assign(conn, SEALER, DISTRICT, (payment, 1), siti, "o1", NOW)
        assert len(payments.unrecognised(conn, SEALER, DISTRICT)) == 1

    await store.write(work)


async def test_a_pot_pays_no_month_after_its_last(store: Store) -> None:
    """Whatever is left in it."""

    def work(conn: Connection) -> None:
        siti = members.member(conn, SEALER, RNG, VILLAGE)
        village = SponsorDetails("village", "Desa", VILLAGE)
        sponsor = sponsors.add(conn, DISTRICT, village, "o1", NOW)
        pot = sponsors.set_pot(conn, DISTRICT, NewPot(sponsor, 2026, None, MONTH), None, "o1", NOW)
        lines = (NewLine(siti, None, MONTH, 2), NewLine(siti, None, MONTH))
        new = NewPayment("village", "invoice", PAID, "o1", lines, sponsor, pot)
        became = cover.record(conn, SEALER, DISTRICT, new, NOW)
        assert [each.reason for each in became.lines] == ["pot_ended", ""]

    await store.write(work)
