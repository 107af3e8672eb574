"""Payments from files: every wrong row with its reason, taken once, undone whole."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection, event, func, insert, select

from storage import imports
from storage.ids import new_id
from storage.imports import Imported, PaymentFile, Terms, TooManyRows
from storage.payment_rows import (
    COLUMNS,
    ColumnsUnknown,
    Default,
    columns_of,
    read_months,
    read_rupiah,
)
from storage.payments import unrecognised
from storage.scope import Scope
from storage.store import Store
from storage.tables import (
    contributions,
    import_rows,
    mappings,
    participants,
    payment_lines,
    payments,
    pots,
)
from storage.tables import imports as import_table
from tests import members
from tests.members import month
from tests.people import Person, person
from tests.storage.places import NOW, SEALER, VILLAGE

RNG = random.Random(56)
OFFICER = "an-officer"
OTHER_VILLAGE = "63.10.03.2005"
DESA, KABUPATEN, ELSEWHERE = Scope((VILLAGE,)), Scope(("63.10",)), Scope((OTHER_VILLAGE,))
PRICE = 16_800  # a village's month, unsettled, so without discount
HEADERS = ("No", "NIK", "Nama Lengkap", "Periode", "Jumlah Bayar")
ALONE = Terms("self", date(2026, 11, 22))
MOST_STATEMENTS = 60  # for 4.000 rows


def somebody(conn: Connection, village: str = VILLAGE, **more: object) -> tuple[Person, str]:
    """A member and its id; nobody else has the NIK."""
    while True:
        its = person(RNG)
        if its.nik not in SEEN:
            SEEN.add(its.nik)
            return its, members.member(conn, SEALER, its, village, **more)  # type: ignore[arg-type]


SEEN: set[str] = set()


def sheet(
    rows: Sequence[Sequence[str]], headers: Sequence[str] = HEADERS, name: str = "bayar.csv"
) -> PaymentFile:
    """A file as its reader gives it: rows are numbered as Excel shows them."""
    table = tuple(tuple(row) for row in rows)
    content = repr((headers, table)).encode()
    return PaymentFile(content, name, tuple(headers), table, tuple(range(2, len(table) + 2)))


def take(
    conn: Connection,
    file: PaymentFile,
    terms: Terms = ALONE,
    scope: Scope = KABUPATEN,
    dry_run: bool = False,
) -> Imported:
    """Takes a file in."""
    return imports.take(conn, SEALER, scope, file, terms, OFFICER, NOW, dry_run)


def counted(conn: Connection) -> Mapping[str, int]:
    """How many rows there are of what an import writes."""
    tables = (contributions, payments, payment_lines, import_table, import_rows)
    return {each.name: conn.scalar(select(func.count()).select_from(each)) or 0 for each in tables}


async def test_every_kind_of_wrong_row_says_why(store: Store) -> None:
    """In a dry run as when it is taken; good rows beside them are paid."""

    def work(conn: Connection) -> None:
        village = members.sponsor(conn, "village", "Pemerintah Desa", VILLAGE)
        apbd = members.sponsor(conn, "kabupaten", "Pemerintah Kabupaten")
        pot = new_id(NOW)
        row = {"id": pot, "sponsor_id": village, "year": 2026, "amount": 2 * PRICE + 1}
        ends = {"last_month": date(2026, 11, 1)}
        conn.execute(insert(pots), {**row, **ends, "version": 1, "created_at": NOW})
        nov = ["2026-11"]
        good, _ = somebody(conn)
        paid, _ = somebody(conn, paid=nov, payer="village", sponsor=village)
        theirs, _ = somebody(conn, paid=nov, payer="kabupaten", sponsor=apbd)
        away, _ = somebody(conn, OTHER_VILLAGE)
        late, more, other = (somebody(conn)[0] for _ in range(3))
        stranger = person(RNG)
        sum_of = str(PRICE)
        # NIK, month, sum → why it is not taken
        table = [
            (good.nik, "2026-11", sum_of, ""),
            (f"{more.nik[:6]} {more.nik[6:]}", "Nov 2026", "Rp 16.800,00", ""),  # as people write
            ("", "2026-11", sum_of, "nik_missing"),
            ("belum ada", "2026-11", sum_of, "nik_missing"),
            (good.nik[:15], "2026-11", sum_of, "nik_length"),
            ("6.31003E+15", "2026-11", sum_of, "nik_rounded"),  # Excel's
            ("6,31E+15", "2026-11", sum_of, "nik_rounded"),
            (f"00{good.nik[2:]}", "2026-11", sum_of, "nik_impossible"),  # no such province
            (stranger.nik, "2026-11", sum_of, "unknown_person"),
            (away.nik, "2026-11", sum_of, "unknown_person"),  # outside the scope: the same words
            (good.nik, "11/2026", sum_of, "twice_in_file"),
            (late.nik, "", sum_of, "month_missing"),
            (late.nik, "bulan depan", sum_of, "month_unreadable"),
            (late.nik, "Jan 2020 - Des 2026", sum_of, "month_unreadable"),  # more than two years
            (paid.nik, "2026-11", sum_of, "paid_already"),
            (theirs.nik, "2026-11", sum_of, "other_payer"),
            (late.nik, "2026-11", "enam belas", "amount_unreadable"),
            (late.nik, "2026-11", "8400", "amount_differs"),
            (other.nik, "2026-11", sum_of, "pot_empty"),
            (other.nik, "2026-12", sum_of, "pot_ended"),  # the sponsor pays to November
            (late.nik, "2014-02", "", "no_tariff"),  # before the tables
        ]
        assert {reason for *_, reason in table if reason} == set(imports.REASONS)
        file = sheet([["1", nik, "Nama", when, cost] for nik, when, cost, _ in table])
        terms = Terms("village", date(2026, 11, 22), "invoice", village, pot)
        before = counted(conn)
        tried = take(conn, file, terms, DESA, dry_run=True)
        assert [each.reason for each in tried.rows] == [reason for *_, reason in table]
        assert [each.at for each in tried.rows] == list(range(2, len(table) + 2))
        assert (tried.id, tried.good, tried.total) == (None, 2, 2 * PRICE)
        assert counted(conn) == before
        taken = take(conn, file, terms, DESA)
        assert taken.rows == tried.rows
        kept = select(import_rows.c.reason).order_by(import_rows.c.position)
        assert list(conn.scalars(kept)) == [reason for *_, reason in table]
        (cells,) = conn.scalars(select(import_rows.c.cells).where(import_rows.c.position == 2))
        assert good.nik.encode() not in cells

    await store.write(work)


async def test_the_same_file_twice_changes_nothing(store: Store) -> None:
    """It is known by its content, whatever its name; undone, it may be taken again."""

    def work(conn: Connection) -> None:
        its, who = somebody(conn)
        file = sheet([["1", its.nik, its.name, "2026-11", "8400"]])
        first = take(conn, file)
        before = counted(conn)
        again = take(conn, replace(file, name="salinan.csv"))
        assert (again.again, again.id, again.rows) == (True, first.id, ())
        assert counted(conn) == before
        # (the same list under other terms is another payment)
        monthly = replace(ALONE, default=Default(month("2026-12")))
        assert not take(conn, file, monthly, dry_run=True).again
        assert imports.undo(conn, KABUPATEN, str(first.id), OFFICER, NOW)
        third = take(conn, file)
        assert (third.again, third.good) == (False, 1)
        until = select(participants.c.covered_until).where(participants.c.id == who)
        assert conn.scalar(until) == date(2026, 11, 30)

    await store.write(work)


async def test_an_import_is_undone_whole(store: Store) -> None:
    """Its months are free and its people as before; others' officers can't, nor can it be twice."""

    def work(conn: Connection) -> None:
        pairs = [somebody(conn, paid=["2026-10"]) for _ in range(3)]
        everybody = select(participants.c.id, participants.c.covered_until)
        before = conn.execute(everybody.order_by(participants.c.id)).all()
        rows = [["1", its.nik, its.name, "Nov-Des 2026", "16.800"] for its, _ in pairs]
        done = take(conn, sheet(rows))
        which = str(done.id)
        assert conn.execute(everybody.order_by(participants.c.id)).all() != before
        assert not imports.undo(conn, ELSEWHERE, which, OFFICER, NOW)
        assert imports.undo(conn, KABUPATEN, which, OFFICER, NOW)
        assert not imports.undo(conn, KABUPATEN, which, OFFICER, NOW)
        assert conn.execute(everybody.order_by(participants.c.id)).all() == before
        (listed,) = imports.listed(conn, SEALER, KABUPATEN)
        assert (listed.name, listed.state, listed.rows, listed.good) == (
            "bayar.csv",
            "undone",
            3,
            3,
        )
        assert imports.listed(conn, SEALER, ELSEWHERE) == ()

    await store.write(work)


async def test_one_invoice_is_one_payment_of_names_times_months(store: Store) -> None:
    """Months come from the terms where the file has none; names not recognised are shown."""

    def work(conn: Connection) -> None:
        village = members.sponsor(conn, "village", "Pemerintah Desa", VILLAGE)
        pairs = [somebody(conn) for _ in range(2)]
        stranger = person(RNG)
        rows = [[its.nik, its.name] for its, _ in pairs]
        rows += [[stranger.nik, stranger.name], ["", "Tanpa Nomor"]]
        terms = Terms(
            "village",
            date(2026, 11, 22),
            "invoice",
            village,
            reference="INV-7",
            default=Default(month("2026-11"), 2),
        )
        done = take(conn, sheet(rows, ("nik", "nama")), terms, DESA)
        assert [each.reason for each in done.rows] == ["", "", "unknown_person", "nik_missing"]
        assert done.total == 4 * PRICE
        (payment,) = conn.execute(select(payments)).all()
        assert (payment.evidence, payment.import_id) == ("invoice", done.id)
        shown = unrecognised(conn, SEALER, DESA)
        assert [each.named for each in shown] == [
            f"{stranger.nik} {stranger.name}",
            "Tanpa Nomor",
        ]
        assert {(each.first_month, each.months) for each in shown} == {(month("2026-11"), 2)}

    await store.write(work)


async def test_a_file_without_a_good_row_changes_nothing(store: Store) -> None:
    """So that it can be sent again once the people are registered."""

    def work(conn: Connection) -> None:
        before = counted(conn)
        file = sheet([["1", person(RNG).nik, "Nama", "2026-11", "8400"]])
        for _ in range(2):
            done = take(conn, file)
            assert (done.id, done.again, done.good) == (None, False, 0)
        assert counted(conn) == before

    await store.write(work)


async def test_a_sum_with_jht_pays_jht_and_any_sum_as_written(store: Store) -> None:
    """The sum tells the package; others are taken only if the officer says so."""

    def work(conn: Connection) -> None:
        (both, with_jht), (odd, odd_id) = somebody(conn), somebody(conn)
        rows = [
            ["1", both.nik, both.name, "2026-11", "28.400"],  # 8.400 and 20.000
            ["2", odd.nik, odd.name, "2026-11", "9.000"],
        ]
        file = sheet(rows)
        assert [each.reason for each in take(conn, file, dry_run=True).rows] == [
            "",
            "amount_differs",
        ]
        done = take(conn, file, replace(ALONE, as_written=True))
        assert [(each.reason, each.amount) for each in done.rows] == [("", 28_400), ("", 9_000)]
        paid = select(contributions.c.programme).order_by(contributions.c.programme)
        mine = contributions.c.participant_id
        assert list(conn.scalars(paid.where(mine == with_jht))) == ["jht", "jkk", "jkm"]
        assert list(conn.scalars(paid.where(mine == odd_id))) == ["jkk", "jkm"]

    await store.write(work)


async def test_columns_told_once_are_remembered(store: Store) -> None:
    """By the headers of the file; what is told anew goes before, other headers are others."""

    def work(conn: Connection) -> None:
        its, _ = somebody(conn)
        headers = ("A1", "Pembayaran", "Kode")
        rows = [["2026-11", "8400", its.nik]]
        file = sheet(rows, headers)
        with pytest.raises(ColumnsUnknown, match="nik"):
            take(conn, file)
        told = replace(ALONE, columns={"nik": "kode", "month": "A", "amount": "Pembayaran"})
        assert take(conn, file, told, dry_run=True).good == 1
        assert take(conn, file, dry_run=True).good == 1
        assert conn.scalar(select(func.count()).select_from(mappings)) == 1
        wrong = replace(ALONE, columns={"month": "B"})
        assert take(conn, file, wrong, dry_run=True).reasons == {"month_unreadable": 1}
        with pytest.raises(ColumnsUnknown):
            take(conn, sheet(rows, ("A1", "Pembayaran", "Kode lain")))

    await store.write(work)


async def test_too_many_rows_are_refused(store: Store) -> None:
    """Before anything is read."""

    def work(conn: Connection) -> None:
        with pytest.raises(TooManyRows):
            take(conn, sheet([["1"]] * (imports.MOST_ROWS + 1)))

    await store.write(work)


async def test_a_long_file_is_set_based(store: Store) -> None:
    """Thousands of rows of people and strangers take the statements of a few chunks."""
    asked: list[str] = []

    def work(conn: Connection) -> None:
        some = [somebody(conn)[0] for _ in range(100)]
        months = [f"{year}-{number:02}" for year in (2025, 2026) for number in range(1, 13)]
        rows = [["1", its.nik, its.name, each, ""] for each in months for its in some]
        rows += [["1", person(RNG).nik, "Nama", "2026-11", ""] for _ in range(4_000 - len(rows))]
        event.listen(conn, "before_cursor_execute", lambda *each: asked.append(each[2]))
        assert take(conn, sheet(rows)).good == len(some) * len(months)

    await store.write(work)
    assert len(asked) < MOST_STATEMENTS


MONTHS = [
    ("2026-11", (month("2026-11"), 1)),
    ("2026-11-01", (month("2026-11"), 1)),  # a date cell
    ("01/11/2026", (month("2026-11"), 1)),
    ("202611", (month("2026-11"), 1)),  # BPJS's blth
    ("Nov-26", (month("2026-11"), 1)),  # Excel's
    ("Periode Nopember 2026", (month("2026-11"), 1)),
    ("Jan-Mar 2026", (month("2026-01"), 3)),
    ("Des 2025 s.d. Jan 2026", (month("2025-12"), 2)),
    ("01/2026 - 03/2026", (month("2026-01"), 3)),
    ("2026-01..2026-12", (month("2026-01"), 12)),
    ("Jan, Mar 2026", None),  # two months or three
    ("Mar 2026 - Jan 2026", None),  # backward
    ("November", None),  # of which year
    ("13/2026", None),
    ("2026", None),
    ("besok", None),
]


@pytest.mark.parametrize(("text", "meant"), MONTHS)
def test_months_as_offices_write_them(text: str, meant: tuple[date, int] | None) -> None:
    """What may mean two things is not read."""
    assert read_months(text) == meant


SUMS = [
    ("8400", 8_400),
    ("8.400", 8_400),
    ("Rp 8.400,00", 8_400),
    ("8,400.00", 8_400),
    ("Rp8.400,-", 8_400),
    ("16800.0", 16_800),  # a number cell
    ("8400.5", None),  # no half rupiah
    ("-8400", None),
    ("0", None),
    ("8.4", None),
    ("lunas", None),
]


@pytest.mark.parametrize(("text", "meant"), SUMS)
def test_sums_as_offices_write_them(text: str, meant: int | None) -> None:
    """Whole rupiah or nothing."""
    assert read_rupiah(text) == meant


def test_columns_are_known_by_their_headers() -> None:
    """Of two for the same the first counts; one told by hand is no other's."""
    assert columns_of(("No", "N.I.K", "NAMA PESERTA", "Blth", "Total", "Jumlah"), {"nik": "B"}) == {
        "nik": 1,
        "name": 2,
        "month": 3,
        "amount": 4,
    }
    assert not set.intersection(*map(set, COLUMNS.values()))
    for told in ({"nik": "tidak ada!"}, {"warna": "A"}):
        with pytest.raises(ColumnsUnknown):
            columns_of(("NIK",), told)
