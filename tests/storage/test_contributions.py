"""Contributions: charged once, in any order, undone exactly; cover as `program` says it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event, func, insert, select, update

from program import coverage
from program.contributions import months_later
from storage import contributions as cover
from storage.contributions import NewLine, NewPayment, Recorded, SponsorUnknown
from storage.ids import new_id
from storage.scope import Scope
from storage.store import Store
from storage.tables import (
    audit,
    contributions,
    participants,
    payment_lines,
    payments,
    pots,
    sponsors,
)
from tests import members
from tests.members import month
from tests.storage.places import NOW, SEALER, VILLAGE, acts

TODAY = date(2026, 11, 22)
OFFICER = "an-officer"
DESA = Scope((VILLAGE,))
KABUPATEN = Scope(("63.10",))
ELSEWHERE = Scope(("63.10.01",))
EXAMPLES = settings(max_examples=20, deadline=None)  # each is some transactions, on two databases
RNG = random.Random(6)


def somebody(conn: Connection, **more: object) -> str:
    """A member without contributions."""
    return members.member(conn, SEALER, RNG, VILLAGE, **more)  # type: ignore[arg-type]


def line(who: str | None, first: str, months: int = 1, amount: int | None = None) -> NewLine:
    """A line of JKK and JKM."""
    return NewLine(who, "a name", month(first), months, amount=amount)


def pay(
    conn: Connection,
    *lines: NewLine,
    payer: str = "self",
    sponsor: str | None = None,
    pot: str | None = None,
    scope: Scope = KABUPATEN,
    now: datetime = NOW,
) -> Recorded:
    """Records a payment of these lines."""
    new = NewPayment(payer, "officer", TODAY, OFFICER, lines, sponsor, pot, reference="TRX-1")
    return cover.record(conn, SEALER, scope, new, now)


def became(recorded: Recorded) -> list[str]:
    """State, or the reason of a refusal, of each line."""
    return [each.reason or each.state for each in recorded.lines]


def paid(conn: Connection, who: str, programme: str = "jkm") -> list[date]:
    """The paid months of somebody."""
    mine = (contributions.c.participant_id == who) & (contributions.c.programme == programme)
    query = select(contributions.c.month).where(mine).order_by(contributions.c.month)
    return list(conn.scalars(query))


def stored(conn: Connection, who: str) -> tuple[date | None, date | None]:
    """What is stored of somebody's cover."""
    columns = (participants.c.covered_until, participants.c.next_cover)
    until, later = conn.execute(select(*columns).where(participants.c.id == who)).one()
    return until, later


def everything(conn: Connection) -> tuple[object, ...]:
    """All contributions, and how everybody is covered."""
    rows = conn.execute(
        select(contributions).order_by(
            contributions.c.participant_id, contributions.c.month, contributions.c.programme
        )
    )
    who = select(participants.c.id, participants.c.covered_until, participants.c.next_cover)
    return rows.all(), conn.execute(who.order_by(participants.c.id)).all()


def pot(conn: Connection, sponsor: str, amount: int | None) -> str:
    """A pot of this year."""
    which = new_id(NOW)
    row = {"id": which, "sponsor_id": sponsor, "year": 2026, "amount": amount, "version": 1}
    conn.execute(insert(pots), {**row, "created_at": NOW})
    return which


async def test_a_payment_covers_to_the_last_months_end(store: Store) -> None:
    """Its months are charged at their own tariff, JKK and JKM, and the audit knows who did it."""

    def work(conn: Connection) -> None:
        siti = somebody(conn)
        recorded = pay(conn, line(siti, "2026-11", 3))
        assert became(recorded) == ["paid"]
        assert recorded.total == 8_400 + 8_400 + 16_800  # the discount ends with December
        assert stored(conn, siti) == (date(2027, 1, 31), None)
        costs = conn.execute(
            select(contributions.c.month, contributions.c.programme, contributions.c.amount)
            .where(contributions.c.participant_id == siti)
            .order_by(contributions.c.month, contributions.c.programme)
        ).all()
        assert [tuple(row) for row in costs] == [
            (month("2026-11"), "jkk", 5_000),
            (month("2026-11"), "jkm", 3_400),
            (month("2026-12"), "jkk", 5_000),
            (month("2026-12"), "jkm", 3_400),
            (month("2027-01"), "jkk", 10_000),
            (month("2027-01"), "jkm", 6_800),
        ]
        assert acts(conn) == [("payment_recorded", recorded.id)]
        (reference,) = conn.scalars(select(payments.c.reference))
        assert reference is not None
        assert b"TRX-1" not in reference

    await store.write(work)


async def test_what_a_line_costs(store: Store) -> None:
    """By the person's income and work where they pay, by the lowest bracket where a sponsor does;
    an amount that the line names is shared out and nothing is lost."""

    def work(conn: Connection) -> None:
        yes = members.sponsor(conn, "csr", "PT Sawit", discounted=True)
        unsure = members.sponsor(conn, "csr", "PT Karet")
        apbd = members.sponsor(conn, "kabupaten", "Pemerintah Kabupaten", discounted=True)
        both, jht = frozenset({"jkk", "jkm"}), frozenset({"jkk", "jkm", "jht"})
        # payer, sponsor, income, work, programmes, month, amount of the line → charged
        table = [
            # (a self-payer with an income in a higher bracket, half price)
            ("self", None, 1_500_000, "farmer", both, "2026-11", None, (16_000 + 6_800) // 2),
            # (a driver is discounted until March 2027, a farmer is not)
            ("self", None, 1_000_000, "driver", both, "2027-02", None, 8_400),
            ("self", None, 1_000_000, "farmer", both, "2027-02", None, 16_800),
            # (JHT is never discounted)
            ("self", None, 1_000_000, "farmer", jht, "2026-11", None, 8_400 + 20_000),
            # (a sponsor pays the lowest bracket, whatever the income)
            ("kabupaten", apbd, 3_000_000, "farmer", both, "2026-11", None, 16_800),
            # (an officer's word settles CSR, not APBD, which the regulation settles)
            ("csr", yes, None, "farmer", both, "2026-11", None, 8_400),
            ("csr", unsure, None, "farmer", both, "2026-11", None, 16_800),
            # (the invoice knows better)
            ("csr", unsure, None, "farmer", jht, "2026-11", 10_001, 10_001),
            ("self", None, None, "farmer", both, "2026-11", None, 8_400),
        ]
        for payer, sponsor, income, work, programmes, first, amount, charged in table:
            who = somebody(conn, payer=payer, income=income, occupation=work)
            asked = NewLine(who, None, month(first), 1, programmes, amount)
            recorded = pay(conn, asked, payer=payer, sponsor=sponsor)
            assert (recorded.total, became(recorded)) == (charged, ["paid"]), (payer, income, first)
            mine = contributions.c.participant_id == who
            total = select(func.sum(contributions.c.amount), func.count()).where(mine)
            assert tuple(conn.execute(total).one()) == (charged, len(programmes))

    await store.write(work)


async def test_a_month_is_charged_once(store: Store) -> None:
    """Neither again nor by another payer; a whole line is refused, with the reason."""

    def work(conn: Connection) -> None:
        siti = somebody(conn)
        desa = members.sponsor(conn, "village", "Desa Sini")
        other = members.sponsor(conn, "village", "Desa Sana")
        assert became(pay(conn, line(siti, "2026-10", 2))) == ["paid"]
        before = everything(conn)
        # line, payer, sponsor → what becomes of it
        table = [
            (line(siti, "2026-10", 2), "self", None, "paid_already"),  # the same again
            (line(siti, "2026-11", 3), "self", None, "paid_already"),  # overlaps by one month
            (line(siti, "2026-08", 3), "self", None, "paid_already"),
            (line(siti, "2026-11"), "village", desa, "other_payer"),
            (line(siti, "2026-11"), "kabupaten", None, "other_payer"),
            (line(siti, "1999-01"), "self", None, "no_tariff"),  # before BPJS was
        ]
        for asked, payer, sponsor, reason in table:
            assert became(pay(conn, asked, payer=payer, sponsor=sponsor)) == [reason]
            assert everything(conn) == before
        assert became(pay(conn, line(siti, "2026-12"), payer="village", sponsor=desa)) == ["paid"]
        again = pay(conn, line(siti, "2026-12"), payer="village", sponsor=other)
        assert became(again) == ["other_payer"]  # of the same kind, but another's money
        jht = NewLine(siti, None, month("2026-10"), 1, frozenset({"jht"}))
        assert became(pay(conn, jht)) == ["paid"]  # another programme of a month of one's own

    await store.write(work)


async def test_two_officers_at_once_charge_a_month_once(store: Store) -> None:
    """Of payments recorded at the same time one is paid, the others are refused."""

    def twice(who: Sequence[str]) -> Callable[[Connection], Recorded]:
        return lambda conn: pay(conn, *(line(each, "2026-11") for each in who))

    siti, budi = await store.write(lambda conn: (somebody(conn), somebody(conn)))
    both = [twice(who) for who in ([siti, budi], [budi, siti], [siti], [budi])]
    found = await asyncio.gather(*(store.write(each) for each in both))
    assert sum(each.counts["paid"] for each in found) == 2
    assert sum(each.counts["refused"] for each in found) == 4
    months = await store.read(lambda conn: [paid(conn, each) for each in (siti, budi)])
    assert months == [[month("2026-11")]] * 2


async def test_lines_of_one_payment_are_taken_in_their_order(store: Store) -> None:
    """A month twice on one list is charged once, for the first line."""

    def work(conn: Connection) -> None:
        siti, budi = somebody(conn), somebody(conn)
        recorded = pay(
            conn,
            line(siti, "2026-10", 2),
            line(siti, "2026-11", 2),
            line(None, "2026-10"),
            line(budi, "2026-10"),
            line("f" * 32, "2026-10"),
            line(siti, "2026-12"),
        )
        assert became(recorded) == ["paid", "paid_already", "unknown", "paid", "unknown", "paid"]
        assert recorded.counts == {"paid": 3, "refused": 1, "unknown": 2}
        assert paid(conn, siti) == [month("2026-10"), month("2026-11"), month("2026-12")]
        kept = select(payment_lines.c.position, payment_lines.c.state, payment_lines.c.reason)
        assert [tuple(row) for row in conn.execute(kept.order_by(payment_lines.c.position))] == [
            (each.position, each.state, each.reason) for each in recorded.lines
        ]

    await store.write(work)


async def test_the_same_list_twice_changes_nothing(store: Store) -> None:
    """Every line is refused as paid already, and names not recognised stand once."""

    def work(conn: Connection) -> None:
        lines = [line(somebody(conn), "2026-10", 3), line(somebody(conn), "2026-11")]
        unknown = NewLine(None, "6310030000000001 Siti", month("2026-11"), amount=16_800)
        desa = members.sponsor(conn)
        pay(conn, *lines, unknown, payer="village", sponsor=desa)
        before = everything(conn)
        again = pay(conn, *lines, unknown, payer="village", sponsor=desa)
        assert became(again) == ["paid_already", "paid_already", "unknown"]
        assert everything(conn) == before
        (shown,) = cover.unrecognised(conn, SEALER, KABUPATEN)
        assert (shown.named, shown.first_month, shown.amount, shown.payer) == (
            "6310030000000001 Siti",
            month("2026-11"),
            16_800,
            "village",
        )
        for which in conn.scalars(select(payments.c.id)).all():
            assert cover.undo(conn, KABUPATEN, which, OFFICER, "wrong", NOW)
        assert cover.unrecognised(conn, SEALER, KABUPATEN) == ()
        sealed = conn.scalars(select(payment_lines.c.named)).all()
        assert not any(b"Siti" in each for each in sealed if each)

    await store.write(work)


async def test_somebody_outside_the_scope_is_unknown(store: Store) -> None:
    """As if nobody had the id; a payment is seen and undone only where it was recorded."""

    def work(conn: Connection) -> None:
        siti = somebody(conn)
        recorded = pay(conn, line(siti, "2026-11"), scope=ELSEWHERE)
        assert became(recorded) == ["unknown"]
        assert conn.scalars(select(payment_lines.c.participant_id)).all() == [None]
        assert stored(conn, siti) == (None, None)
        assert cover.unrecognised(conn, SEALER, DESA) == ()
        assert len(cover.unrecognised(conn, SEALER, KABUPATEN)) == 1
        mine = pay(conn, line(siti, "2026-11"), scope=DESA)
        for scope, undone in [(ELSEWHERE, False), (KABUPATEN, True), (DESA, False)]:
            assert cover.undo(conn, scope, mine.id, OFFICER, "typo", NOW) is undone

    await store.write(work)


async def test_a_sponsor_of_another_place_pays_nothing(store: Store) -> None:
    """A village uses its own money and its kabupaten's, each out of its own pot."""

    def work(conn: Connection) -> None:
        siti = somebody(conn)
        own = members.sponsor(conn, "village", "Desa Sini", VILLAGE)
        theirs = members.sponsor(conn, "village", "Desa Sana", "63.10.01.2001")
        apbd = members.sponsor(conn, "kabupaten", "Kabupaten", "63.10")
        # payer, sponsor, pot: none of these is to be spent by this village so
        for payer, sponsor, money in [
            ("village", theirs, None),
            ("village", "f" * 32, None),
            ("kabupaten", own, None),  # not this sponsor's kind
            ("village", own, pot(conn, theirs, None)),  # another's pot
            ("village", own, "f" * 32),
        ]:
            with pytest.raises(SponsorUnknown):
                pay(
                    conn, line(siti, "2026-11"), payer=payer, sponsor=sponsor, pot=money, scope=DESA
                )
        for first, payer, sponsor in [("2026-10", "village", own), ("2026-11", "kabupaten", apbd)]:
            recorded = pay(conn, line(siti, first), payer=payer, sponsor=sponsor, scope=DESA)
            assert became(recorded) == ["paid"]

    await store.write(work)


async def test_a_pot_that_runs_out(store: Store) -> None:
    """Lines are paid in their order as long as they fit; what is taken back may be spent again."""

    def work(conn: Connection) -> None:
        desa = members.sponsor(conn, "village", "Desa", VILLAGE)
        money = pot(conn, desa, 50_400)  # three months of 16.800
        who = [somebody(conn) for _ in range(5)]
        first = pay(conn, line(who[0], "2026-11"), payer="village", sponsor=desa, pot=money)
        rest = pay(
            conn,
            line(who[1], "2026-11", 3),  # more than is left
            line(who[2], "2026-11"),
            line(who[3], "2026-11"),
            line(who[4], "2026-11"),
            payer="village",
            sponsor=desa,
            pot=money,
        )
        assert became(rest) == ["pot_empty", "paid", "paid", "pot_empty"]
        assert cover.spent(conn, [money]) == {money: 50_400}
        assert stored(conn, who[4]) == (None, None)
        assert cover.undo(conn, KABUPATEN, first.id, OFFICER, "wrong", NOW)
        assert cover.spent(conn, [money]) == {money: 33_600}
        last = pay(conn, line(who[4], "2026-11"), payer="village", sponsor=desa, pot=money)
        assert became(last) == ["paid"]
        endless = pot(conn, members.sponsor(conn, "csr", "PT", VILLAGE), None)
        (csr,) = conn.scalars(select(pots.c.sponsor_id).where(pots.c.id == endless))
        many = pay(conn, line(who[1], "2026-01", 24), payer="csr", sponsor=csr, pot=endless)
        assert became(many) == ["paid"]

    await store.write(work)


# The months of a year and a half around TODAY, by number: 0 is January 2026.
some_months = st.sets(st.integers(0, 17), max_size=12)


def numbered(numbers: Sequence[int] | set[int]) -> list[date]:
    return [months_later(date(2026, 1, 1), each) for each in sorted(numbers)]


async def test_stored_cover_is_the_programmes(store: Store) -> None:
    """For any paid months and any day, also when the day comes later and runs begin."""

    def work(conn: Connection) -> None:
        @EXAMPLES
        @given(some_months, st.integers(0, 500), st.integers(0, 200))
        def holds(numbers: set[int], first: int, later: int) -> None:
            months = numbered(numbers)
            who = somebody(conn)
            members.pay(conn, who, [f"{each:%Y-%m}" for each in months])
            day = date(2026, 1, 1) + timedelta(days=first)
            cover.refresh(conn, [who], day)
            agrees(conn, who, months, day)
            day += timedelta(days=later)
            while cover.begin_runs(conn, day, 2) == 2:
                pass
            agrees(conn, who, months, day)

        holds()

    await store.write(work)


def agrees(conn: Connection, who: str, months: Sequence[date], day: date) -> None:
    """The store and `program.coverage` give one answer."""
    until, later = stored(conn, who)
    assert until == coverage.covered_until(months, day)
    covered = until is not None and day <= until
    assert later == next((each for each in months if each > (until or day) and each > day), None)
    if not covered:
        assert later == coverage.begins_on(months, day)


payments_of_one = st.lists(
    st.tuples(st.integers(0, 15), st.integers(1, 4), st.sampled_from(["self", "village"])),
    max_size=6,
)


async def test_nothing_is_charged_twice_and_cover_never_moves_back(store: Store) -> None:
    """Whatever is recorded, in which order; and taking all back leaves what was before."""

    def work(conn: Connection) -> None:
        @EXAMPLES
        @given(payments_of_one, some_months)
        def holds(asked: list[tuple[int, int, str]], before: set[int]) -> None:
            who = somebody(conn)
            members.pay(conn, who, [f"{each:%Y-%m}" for each in numbered(before)])
            states = [(stored(conn, who), paid(conn, who))]
            taken = []
            charged = set(numbered(before))
            for first, count, payer in asked:
                new = NewLine(who, None, months_later(date(2026, 1, 1), first), count)
                recorded = pay(conn, new, payer=payer)
                months = set(numbered(range(first, first + count)))
                assert (became(recorded) == ["paid"]) == charged.isdisjoint(months)
                charged |= months if became(recorded) == ["paid"] else set()
                taken.append(recorded.id)
                states.append((stored(conn, who), paid(conn, who)))
                assert paid(conn, who) == sorted(charged)
                (was, _), (now, _) = states[-2][0], states[-1][0]
                assert was is None or (now is not None and now >= was)
            for which in reversed(taken):
                assert (stored(conn, who), paid(conn, who)) == states.pop()
                assert cover.undo(conn, KABUPATEN, which, OFFICER, "test", NOW)
            assert (stored(conn, who), paid(conn, who)) == states.pop()

        holds()

    await store.write(work)


async def test_the_order_of_recording_does_not_matter(store: Store) -> None:
    """Payments for different months, one of them twice, end the same in any order."""

    def work(conn: Connection) -> None:
        @EXAMPLES
        @given(some_months, st.data())
        def holds(numbers: set[int], data: st.DataObject) -> None:
            months = numbered(numbers)
            ends = []
            for _ in range(2):
                who = somebody(conn)
                for each in data.draw(st.permutations([*months, *months[:1]])):
                    pay(conn, NewLine(who, None, each))
                ends.append((stored(conn, who), paid(conn, who)))
            assert ends[0] == ends[1]

        holds()

    await store.write(work)


async def test_undo_takes_back_exactly_one_payment(store: Store) -> None:
    """The others' months stay, the lines are kept, a second undo finds nothing."""

    def work(conn: Connection) -> None:
        siti, budi = somebody(conn), somebody(conn)
        pay(conn, line(siti, "2026-09"))
        before = everything(conn)
        wrong = pay(conn, line(siti, "2026-10", 2), line(budi, "2026-11"))
        assert stored(conn, siti) == (date(2026, 11, 30), None)
        assert cover.undo(conn, KABUPATEN, wrong.id, "another", "wrong_list", NOW)
        assert everything(conn) == before
        row = conn.execute(select(payments).where(payments.c.id == wrong.id)).one()
        assert (row.state, row.undone_by, row.undone_reason) == ("undone", "another", "wrong_list")
        lines = select(func.count()).where(payment_lines.c.payment_id == wrong.id)
        assert conn.scalar(lines) == 2
        assert not cover.undo(conn, KABUPATEN, wrong.id, OFFICER, "again", NOW)
        told = select(audit.c.actor).where(audit.c.act == "payment_undone")
        assert conn.scalars(told).all() == ["another"]
        assert became(pay(conn, line(siti, "2026-10", 2))) == ["paid"]

    await store.write(work)


async def test_a_month_paid_ahead_begins_on_its_day(store: Store) -> None:
    """Until then it covers nothing; `next_cover` tells when it will."""

    def work(conn: Connection) -> None:
        siti = somebody(conn)
        pay(conn, line(siti, "2027-02", 2))
        assert stored(conn, siti) == (None, date(2027, 2, 1))
        assert cover.begin_runs(conn, date(2027, 1, 31)) == 0
        assert cover.begin_runs(conn, date(2027, 2, 1)) == 1
        assert stored(conn, siti) == (date(2027, 3, 31), None)
        assert cover.begin_runs(conn, date(2027, 2, 1)) == 0

    await store.write(work)


async def test_the_day_is_the_offices(store: Store) -> None:
    """In the first hours of a month it is that month already, though not yet by UTC."""

    def work(conn: Connection) -> None:
        early = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)  # 00.30 of 1 December in Makassar
        siti = somebody(conn)
        pay(conn, line(siti, "2026-12"), now=early)
        assert stored(conn, siti) == (date(2026, 12, 31), None)

    await store.write(work)


WRONG: list[dict[str, object]] = [
    {"first_month": date(2026, 11, 2)},  # no first day
    {"months": 0},
    {"months": 25},
    {"programmes": frozenset()},
    {"programmes": frozenset({"jp"})},  # a BPU joins no JP
    {"amount": -1},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_lines_that_cannot_be(wrong: dict[str, object]) -> None:
    """They raise at once, before anything is written."""
    given = {"participant_id": None, "named": "a", "first_month": month("2026-11"), **wrong}
    with pytest.raises(ValueError):
        NewLine(**given)  # type: ignore[arg-type]
    with pytest.raises(ValueError):
        NewPayment("apbd", "officer", TODAY, OFFICER, ())


PEOPLE = 4000  # a fifth of the 20.000 of a kabupaten's list
MOST_STATEMENTS = 40  # for them; a query a line would be thousands


async def test_a_long_list_is_set_based(store: Store) -> None:
    """Thousands of lines take thousands of rows, not thousands of questions."""
    row = dict.fromkeys(("name", "sex", "occupation", "member_before", "payer"), "x")

    def work(conn: Connection) -> None:
        ids = [new_id(NOW) for _ in range(PEOPLE)]
        shared = {**row, "birth_date": TODAY, "village_code": VILLAGE, "flags": [], "nik": b"x"}
        shared |= {"trial": False, "version": 1, "created_at": NOW, "updated_at": NOW}
        rows = [{**shared, "id": each, "nik_index": each.encode()} for each in ids]
        conn.execute(insert(participants), rows)
        lines = [  # most cost the same, every fifth says another sum
            NewLine(each, "a name", month("2026-11"), amount=None if place % 5 else 9_999)
            for place, each in enumerate(ids)
        ]
        asked: list[str] = []
        event.listen(conn, "before_cursor_execute", lambda *each: asked.append(each[2]))
        recorded = pay(conn, *lines, payer="kabupaten")
        statements = len(asked)
        assert recorded.counts == {"paid": PEOPLE}
        assert recorded.total == PEOPLE // 5 * (4 * 16_800 + 9_999)
        assert conn.scalar(select(func.sum(contributions.c.amount))) == recorded.total
        assert conn.scalar(select(func.count()).select_from(contributions)) == 2 * PEOPLE
        covered = participants.c.covered_until == date(2026, 11, 30)
        assert conn.scalar(select(func.count()).where(covered)) == PEOPLE
        assert statements < MOST_STATEMENTS

    await store.write(work)


async def test_a_sponsor_that_stopped_was_still_paying(store: Store) -> None:
    """What was recorded stays recorded when a sponsor is set inactive."""

    def work(conn: Connection) -> None:
        siti, desa = somebody(conn), members.sponsor(conn)
        pay(conn, line(siti, "2026-11"), payer="village", sponsor=desa)
        conn.execute(update(sponsors).values(active=False))
        cover.refresh(conn, [siti], TODAY)
        assert stored(conn, siti) == (date(2026, 11, 30), None)

    await store.write(work)
