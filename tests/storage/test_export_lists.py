"""Every list of the desk as it leaves: whose rows, which columns, in which order, filters kept."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, update

from storage import exports, talks_kept
from storage.claims import By
from storage.exports import LISTS, NotHere, Wanted
from storage.ids import new_id
from storage.payments import line_id
from storage.scope import Scope
from storage.store import Store
from storage.tables import applications, payment_lines, places, pots, proofs, talks, tasks
from storage.talks_kept import About
from tests import members
from tests.members import month
from tests.storage.claiming import report, subject
from tests.storage.places import NOW, SEALER, VILLAGE, endpoint

THERE = "63.10.01.2005"
BY = By(Scope(("63.10",)), "an-officer", NOW)
NEAR = By(Scope((VILLAGE,)), "a-village-officer", NOW)
FAR = By(Scope(("63.71",)), "a-stranger", NOW)
BATCH = "b" * 32
# What some lists need to know; all else stands for all of them.
FILTERS: Mapping[str, Mapping[str, str]] = {"places": {"year": "2026"}, "batch": {"batch": BATCH}}
# A list, how many rows the kabupaten and how many the village sees of what `office` puts.
SEEN = [
    ("people", 4, 3),
    ("batch", 1, 1),
    ("applications", 2, 1),
    ("places", 4, 3),
    ("contributions", 4, 2),  # two months of two people: jkk and jkm
    ("lapsing", 2, 1),
    ("proofs", 2, 1),
    ("lines", 1, 0),  # a payment of the kabupaten
    ("sponsors", 2, 0),
    ("claims", 2, 1),
    ("tasks", 4, 2),  # two that the report of a death made in each village
    ("talks", 2, 1),
]


def rows_of(conn: Connection, by: By, name: str, **filters: str) -> list[Mapping[str, Any]]:
    """A whole list, read one row at a time."""
    wanted = exports.asked(name, {**FILTERS.get(name, {}), **filters})
    found = exports.keys(conn, by, wanted)
    rows = [row for key in found for row in exports.rows(conn, SEALER, by, wanted, [key])]
    assert exports.size(conn, by, wanted) == len(rows)
    return rows


def application(conn: Connection, who: str, village: str, **more: object) -> None:
    """An application of somebody."""
    at = endpoint(conn, f"app-{who}")
    row: dict[str, object] = {"id": new_id(NOW), "participant_id": who, "endpoint_id": at.id}
    row |= {"role": "self", "state": "submitted", "answers": b"", "form": "registration"}
    row |= {"form_version": 1, "village_code": village, "flags": [], "trial": False, "version": 1}
    conn.execute(insert(applications), {**row, "submitted_at": NOW, "updated_at": NOW, **more})


def place(conn: Connection, who: str, village: str, state: str, **more: object) -> None:
    """A place of a village's hundred, or of its waiting list."""
    row: dict[str, object] = {"id": new_id(NOW), "village_code": village, "year": 2026}
    row |= {"participant_id": who, "state": state, "version": 1}
    conn.execute(insert(places), {**row, "created_at": NOW, "updated_at": NOW, **more})


def office(conn: Connection) -> None:
    """Rows of every list in two villages, and somebody made up."""
    rng = random.Random(3)
    payer = members.sponsor(conn, name="APBD Tanah Bumbu", kind="kabupaten", wadah="W-17")
    members.sponsor(conn, name="CSR Tambang", kind="csr")
    pot: dict[str, object] = {"id": new_id(NOW), "sponsor_id": payer, "year": 2026, "version": 1}
    conn.execute(insert(pots), {**pot, "amount": 1_000_000, "created_at": NOW})
    here, next_one, later = (members.member(conn, SEALER, rng, VILLAGE) for _ in range(3))
    there = members.member(conn, SEALER, rng, THERE)
    paid = members.pay(
        conn, here, ["2026-11"], payer="kabupaten", sponsor=payer, pot=str(pot["id"])
    )
    members.pay(conn, there, ["2026-11"])
    application(conn, here, VILLAGE, batch_id=BATCH, state="sent")
    application(conn, there, THERE)
    place(conn, here, VILLAGE, "held", sponsor_id=payer, from_month=month("2026-11"))
    place(conn, later, VILLAGE, "waiting", desil=4)
    place(conn, next_one, VILLAGE, "waiting", extreme_poverty=True)
    place(conn, there, THERE, "held")
    line = {"payment_id": paid, "position": 7, "first_month": month("2026-11"), "months": 1}
    named = SEALER.seal_text("6310 Budi", "payment_lines", "named", line_id(str(paid), 7))
    more = {"named": named, "programmes": ["jkk"], "amount": 16_800, "state": "unknown"}
    conn.execute(insert(payment_lines), {**line, **more, "reason": ""})
    for number, (who, village) in enumerate(((here, VILLAGE), (there, THERE))):
        _asked(conn, who, village, number)
    members.member(conn, SEALER, rng, VILLAGE, paid=("2026-11",), trial=True)


def _asked(conn: Connection, who: str, village: str, number: int) -> None:
    """Somebody of a village sends a proof, reports a death and asks for an officer."""
    at = endpoint(conn, f"asks-{number}")
    proof: dict[str, object] = {"id": new_id(NOW), "participant_id": who, "endpoint_id": at.id}
    proof |= {"village_code": village, "state": "waiting", "version": 1, "months": 2}
    conn.execute(insert(proofs), {**proof, "created_at": NOW})
    report(conn, at, {**subject(), "village": village})
    since = NOW + timedelta(minutes=number)
    talks_kept.begin(conn, SEALER, at, "asked", About("Siti", village), since)


@pytest.mark.parametrize(("name", "all_of_them", "of_one_village"), SEEN)
async def test_each_list_holds_what_its_officer_may_see(
    store: Store, name: str, all_of_them: int, of_one_village: int
) -> None:
    """The kabupaten all, a village its own, another kabupaten nothing; every column is filled."""

    def work(conn: Connection) -> None:
        office(conn)
        told = rows_of(conn, BY, name)
        assert len(told) == all_of_them, told
        assert all(set(LISTS[name].columns) <= set(row) for row in told)
        filled = {column for row in told for column in row if row[column] not in (None, "")}
        assert set(LISTS[name].columns) - filled <= EMPTY.get(name, set())
        assert len(rows_of(conn, NEAR, name)) == of_one_village
        assert rows_of(conn, FAR, name) == []

    await store.write(work)


# Columns that nobody whom `office` puts has anything in.
EMPTY: Mapping[str, set[str]] = {
    "people": {"rt_rw", "kpj"},
    "batch": {"rt_rw"},
    "applications": {"reason"},
    "places": {"until_month"},
    "sponsors": {"last_month"},
    "claims": {"due_on"},
    "talks": {"closed_at", "officer"},
}


async def test_lists_stand_in_the_order_of_their_pages(store: Store) -> None:
    """Who holds a place before who waits, those by need; who waits longest for an answer first."""

    def work(conn: Connection) -> None:
        office(conn)
        placed = rows_of(conn, BY, "places", region=VILLAGE)
        assert [(row["place_state"], row["rank"]) for row in placed] == [
            ("held", None),
            ("waiting", 1),
            ("waiting", 2),
        ]
        assert [row["extreme_poverty"] for row in placed] == [None, True, None]
        assert (placed[0]["sponsor"], placed[0]["wadah"]) == ("APBD Tanah Bumbu", "W-17")
        asked = [row["asked_at"] for row in rows_of(conn, BY, "talks")]
        assert asked == sorted(asked)
        pot, without = rows_of(conn, BY, "sponsors", year="2026")
        assert (pot["pot"], pot["spent"] + pot["left"]) == (1_000_000, 1_000_000)
        assert pot["spent"] > 0
        assert (without["pot"], without["spent"], without["left"]) == (None, None, None)

    await store.write(work)


async def test_filters_are_those_of_the_page(store: Store) -> None:
    """State, region, year, month, cover; what a list does not know is left aside."""

    def work(conn: Connection) -> None:
        office(conn)
        # list, filter, rows
        asked: Sequence[tuple[str, dict[str, str], int]] = [
            ("applications", {"state": "submitted"}, 1),
            ("applications", {"state": "sent", "region": VILLAGE}, 1),
            ("applications", {"state": "sent", "region": THERE}, 0),
            ("applications", {"cover": "lapsed"}, 2),
            ("places", {"year": "2027"}, 0),
            ("sponsors", {"year": "2027"}, 2),
            ("contributions", {"month": "2026-10"}, 0),
            ("claims", {"state": "received"}, 2),
            ("claims", {"state": "paid"}, 0),
            ("talks", {"state": "mine"}, 0),
            ("talks", {"state": "unassigned"}, 2),
            ("talks", {"state": "closed"}, 0),
            ("lapsing", {"region": VILLAGE}, 1),
        ]
        for name, filters, count in asked:
            assert len(rows_of(conn, BY, name, **filters)) == count, (name, filters)

    await store.write(work)


async def test_made_up_people_are_in_no_list(store: Store) -> None:
    """Neither they nor their talks, proofs, claims and tasks."""

    def work(conn: Connection) -> None:
        office(conn)
        before = {name: len(rows_of(conn, BY, name)) for name, _, _ in SEEN}
        unreal = members.member(
            conn, SEALER, random.Random(8), VILLAGE, paid=("2026-11",), trial=True
        )
        application(conn, unreal, VILLAGE, trial=True)
        place(conn, unreal, VILLAGE, "held")
        _asked(conn, unreal, VILLAGE, 9)
        last = conn.execute(talks.select().order_by(talks.c.asked_at.desc())).first()
        assert last is not None
        conn.execute(update(talks).where(talks.c.id == last.id).values(trial=True))
        conn.execute(tasks.delete())
        row: dict[str, object] = {"id": new_id(NOW), "kind": "duplicate", "state": "open"}
        row |= {"participant_id": unreal, "village_code": VILLAGE, "created_at": NOW}
        conn.execute(insert(tasks), row)
        left = {name: len(rows_of(conn, BY, name)) for name, _, _ in SEEN}
        # The report of a death came from no simulator here, so it counts.
        assert left == {**before, "claims": before["claims"] + 1, "tasks": 0}

    await store.write(work)


async def test_a_row_that_left_the_scope_after_the_count_is_not_read(store: Store) -> None:
    """Between the reading of the keys and of the rows somebody moved away."""

    def work(conn: Connection) -> None:
        office(conn)
        wanted = Wanted("applications")
        found = exports.keys(conn, NEAR, wanted)
        conn.execute(update(applications).values(village_code=THERE))
        assert exports.rows(conn, SEALER, NEAR, wanted, found) == []

    await store.write(work)


NOT_ASKED = [
    # what no page asks for
    ("nothing", {}),
    ("places", {}),  # of no year
    ("places", {"year": "tahun"}),
    ("places", {"year": "20260"}),
    ("batch", {}),
    ("batch", {"batch": "%"}),
    ("people", {"state": "dead"}),
    ("people", {"cover": "x"}),
    ("people", {"region": "63.10.03.9999"}),
    ("contributions", {"month": "2026-13"}),
    ("contributions", {"month": "2026-1"}),
    ("talks", {"state": "theirs"}),
    ("claims", {"state": "x"}),
]


@pytest.mark.parametrize(("name", "told"), NOT_ASKED)
def test_what_there_is_not_is_refused(name: str, told: dict[str, str]) -> None:
    """An unknown list, or a filter with a value that it does not have."""
    with pytest.raises(NotHere):
        exports.asked(name, told)


def test_niks_leave_only_with_the_lists_for_bpjs_and_for_the_decision() -> None:
    """Claims, tasks, talks and who loses cover are known by name and village."""
    with_nik = {name for name, its in LISTS.items() if "nik" in its.columns}
    assert with_nik == {"people", "batch", "applications", "places", "contributions"}


async def test_days_are_days_and_moments_are_moments(store: Store) -> None:
    """So that a spreadsheet sorts them."""

    def work(conn: Connection) -> None:
        office(conn)
        (row, *_) = rows_of(conn, BY, "applications")
        assert isinstance(row["birth_date"], date)
        assert isinstance(row["submitted_at"], datetime)
        assert isinstance(row["nik"], str)

    await store.write(work)
