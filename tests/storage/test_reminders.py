"""Reminders: the query and `program.reminders` have one answer; each is planned once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert, select, update

from program.contributions import months_later
from program.coverage import last_day
from program.reminders import CHOSEN, SPONSOR_ENDS, chosen_due, due
from storage import endpoints as endpoint_rows
from storage import lapsing, reminders
from storage.ids import new_id
from storage.reminders import Planned, Planning
from storage.scope import Scope
from storage.store import Store
from storage.tables import (
    contributions,
    endpoints,
    links,
    participants,
    payments,
    places,
    tasks,
    timers,
)
from storage.tables import reminders as rows
from tests import members
from tests.storage.places import NOW, SEALER, VILLAGE, endpoint, participant

DAY = date(2026, 11, 23)  # a Monday; 7 days before the end of November
MORNING = datetime(2026, 11, 22, 22, 0, tzinfo=UTC)  # 06.00 on that day in Tanah Bumbu
AT_NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
KABUPATEN = Scope(("63.10",))
NOVEMBER = date(2026, 11, 30)


def planning(day: date = DAY, at: datetime = AT_NINE, **more: Any) -> Planning:
    """A planning of the kabupaten."""
    return Planning(KABUPATEN, day, at, **more)


def found(conn: Connection, which: Planning | None = None) -> set[tuple[str, str, date]]:
    """Who is due, with kind and month."""
    query = reminders.due_people(which or planning())
    return {(row.participant_id, row.kind, row.month) for row in conn.execute(query)}


def told(conn: Connection, which: Planning | None = None) -> dict[str, str | None]:
    """The endpoint that is told of each who is due."""
    query = reminders.due_people(which or planning())
    return {row.participant_id: row.endpoint_id for row in conn.execute(query)}


def covered(conn: Connection, until: date | None = NOVEMBER, **more: Any) -> str:
    """Somebody covered until a day who wrote on Telegram lately."""
    who = endpoint(conn, new_id(NOW), "telegram")
    return participant(conn, "Siti", who, covered_until=until, reminded=True, **more)


MOMENTS = count()


def plan(conn: Connection, chunk: str = "") -> Planned:
    """A chunk planned, of everybody where nobody is named, each at a moment of its own."""
    now = MORNING + timedelta(microseconds=next(MOMENTS))
    everybody = ",".join(conn.scalars(select(participants.c.id)))
    return reminders.plan(conn, planning(), chunk or everybody, now)


def opened(conn: Connection, now: datetime = AT_NINE) -> list[Any]:
    """The timers of phones, once all chunks that are due are opened."""
    while reminders.open_due(conn, now):
        pass
    return list(conn.execute(select(timers).where(timers.c.kind == reminders.TIMER)))


# --- one answer ----------------------------------------------------------------------------

people = st.fixed_dictionaries(
    {
        "covered_until": st.none()
        | st.integers(-4, 3).map(lambda n: last_day(months_later(date(2026, 11, 1), n))),
        "remind_on": st.none() | st.integers(-6, 6).map(lambda n: DAY + timedelta(days=n)),
        "trial": st.sampled_from([False] * 6 + [True]),
        "reminded": st.sampled_from([True] * 6 + [False]),
        "standing": st.sampled_from(["here"] * 6 + ["dead", "moved", "employed"]),
        "mourned_at": st.sampled_from([None] * 6 + [NOW]),
        "village_code": st.sampled_from([VILLAGE] * 6 + ["63.09.01.2001"]),
    }
)
paid_by_other = st.booleans()
stopped = st.sampled_from(["none", "none", "none", "news", "all"])
days = st.integers(-40, 100).map(lambda n: DAY + timedelta(days=n))
somebodies = st.lists(st.tuples(people, paid_by_other, stopped), min_size=1, max_size=6)


def expected(each: dict[str, Any], sponsored: bool, stop: str, day: date) -> set[tuple[str, date]]:
    """What the rules say, without the store."""
    wanted = each["reminded"] and stop != "all" and each["mourned_at"] is None
    here = each["standing"] == "here" and not each["trial"]
    if not (wanted and here and each["village_code"] == VILLAGE):
        return set()
    until, chosen = each["covered_until"], each["remind_on"]
    answer = set()
    if kind := due(until, day):
        answer.add((SPONSOR_ENDS if sponsored else kind, until))
    if chosen_due(until, chosen, day):
        answer.add((CHOSEN, chosen))
    return answer


async def test_the_query_and_the_rules_have_one_answer(store: Store) -> None:
    """Random people on random days: who is due, of which kind, is the same."""

    def work(conn: Connection) -> None:
        @settings(max_examples=60, deadline=None)
        @given(somebodies, days)
        def holds(them: list[tuple[dict[str, Any], bool, str]], day: date) -> None:
            wanted = set()
            for each, sponsored, stop in them:
                who = put(conn, each, sponsored, stop)
                wanted |= {(who, *row) for row in expected(each, sponsored, stop, day)}
            answer = found(conn, planning(day))
            for table in (contributions, payments, links, participants):
                conn.execute(delete(table))
            assert answer == wanted

        holds()

    await store.write(work)


def put(conn: Connection, each: dict[str, Any], sponsored: bool, stop: str) -> str:
    """Somebody like this, with the last month paid."""
    who = endpoint(conn, new_id(NOW), "telegram")
    endpoint_rows.stop(conn, [(who.id, stop)])
    which = participant(conn, "Siti", who, **each)
    if (until := each["covered_until"]) is not None:
        pays(conn, which, until, "village" if sponsored else "self")
    return which


def pays(conn: Connection, which: str, until: date, payer: str) -> None:
    """The last covered month, paid by this payer; the cover stays as it was put."""
    members.pay(conn, which, [f"{until:%Y-%m}"], payer=payer)
    conn.execute(update(participants).where(participants.c.id == which).values(covered_until=until))


# --- once ----------------------------------------------------------------------------------


async def test_planning_twice_changes_nothing(store: Store) -> None:
    """Each stands in the table once, with one timer for the phone."""

    def work(conn: Connection) -> None:
        covered(conn)
        assert plan(conn) == Planned(1, 0)
        assert plan(conn) == Planned(0, 0)
        assert [row.kind for row in conn.execute(select(rows))] == ["ends_7"]
        assert opened(conn, AT_NINE - timedelta(seconds=1)) == []
        (timer,) = opened(conn)
        assert timer.due_at == AT_NINE
        assert timer.key == reminders.timer_key(timer.endpoint_id, DAY)

    await store.write(work)


async def test_chunks_miss_nobody(store: Store) -> None:
    """The chunks hold everybody once; whoever has two kinds has both."""

    def work(conn: Connection) -> None:
        both = [covered(conn, remind_on=DAY) for _ in range(3)]
        others = [covered(conn) for _ in range(4)]
        chunks = reminders.chunks(conn, planning(), 2)
        assert [len(reminders.ids(each)) for each in chunks] == [2, 2, 2, 1]
        assert sum(plan(conn, each).rows for each in chunks) == 10
        stored = {(row.participant_id, row.kind) for row in conn.execute(select(rows))}
        assert stored == {
            *((who, kind) for who in both for kind in ("ends_7", CHOSEN)),
            *((who, "ends_7") for who in others),
        }
        assert reminders.chunks(conn, planning(), 2) == ()
        assert len(opened(conn)) == 7  # one a phone, also of those with two kinds

    await store.write(work)


async def test_after_a_standstill_only_what_makes_sense(store: Store) -> None:
    """A week later the seventh day has passed: only the last day's reminder is planned."""

    def work(conn: Connection) -> None:
        who = covered(conn)
        late = planning(date(2026, 11, 30))
        assert found(conn, late) == {(who, "ends_1", NOVEMBER)}
        assert found(conn, planning(date(2026, 12, 3))) == set()

    await store.write(work)


async def test_one_timer_speaks_of_all_on_a_phone(store: Store) -> None:
    """A helper's phone has one timer a day, however many people it speaks for."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "helper", "telegram")
        for name in ("Siti", "Ahmad", "Noor"):
            participant(conn, name, phone, "helper", covered_until=NOVEMBER)
        assert plan(conn).rows == 3
        assert len(opened(conn)) == 1

    await store.write(work)


async def test_what_is_told_is_not_told_again(store: Store) -> None:
    """Planned rows of a phone are known until their message is; then no more."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "own", "telegram")
        who = participant(conn, "Siti", phone, covered_until=NOVEMBER)
        plan(conn)
        (planned,) = reminders.untold(conn, [phone.id], AT_NINE)[phone.id]
        assert (planned.who, planned.kind, planned.month) == (who, "ends_7", NOVEMBER)
        known = {"who": who, "of_kind": "ends_7", "of_month": NOVEMBER, "said": new_id(NOW)}
        reminders.tell(conn, [known])
        assert reminders.untold(conn, [phone.id], AT_NINE) == {}

    await store.write(work)


@pytest.mark.parametrize(
    "change",
    [
        {"standing": "dead"},  # an officer's word
        {"mourned_at": NOW},  # a death was told meanwhile
        {"reminded": False},  # said so meanwhile
    ],
)
async def test_what_changed_since_the_planning_counts(store: Store, change: dict[str, Any]) -> None:
    """A planned reminder is not told about somebody who died or wants none by now."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "own", "telegram")
        who = participant(conn, "Siti", phone, covered_until=NOVEMBER)
        plan(conn)
        conn.execute(update(participants).where(participants.c.id == who).values(change))
        assert reminders.untold(conn, [phone.id], AT_NINE) == {}

    await store.write(work)


# --- sponsors ------------------------------------------------------------------------------


async def test_a_sponsored_person_hears_once(store: Store) -> None:
    """Not on the seventh and again on the last day: once, until when."""

    def work(conn: Connection) -> None:
        who = covered(conn)
        pays(conn, who, NOVEMBER, "kabupaten")
        alone = covered(conn)
        pays(conn, alone, NOVEMBER, "self")
        assert found(conn) == {(who, SPONSOR_ENDS, NOVEMBER), (alone, "ends_7", NOVEMBER)}
        plan(conn)
        assert found(conn) == set()
        assert found(conn, planning(date(2026, 11, 29))) == {(alone, "ends_1", NOVEMBER)}
        assert found(conn, planning(date(2027, 1, 1))) == {(alone, "missed_1", NOVEMBER)}

    await store.write(work)


@pytest.mark.parametrize(
    ("year", "until", "hears"),
    [
        (2026, date(2026, 12, 1), False),  # the village pays December too: its officers are warned
        (2026, None, False),  # to the end of the year
        (2026, date(2026, 11, 1), True),  # its months end with November
    ],
)
async def test_while_the_sponsor_goes_on_officers_are_warned(
    store: Store, year: int, until: date | None, hears: bool
) -> None:
    """Whose place goes on is not told that it ends; the village has a task."""

    def work(conn: Connection) -> None:
        who = covered(conn)
        pays(conn, who, NOVEMBER, "village")
        place = {"id": new_id(NOW), "village_code": VILLAGE, "year": year, "state": "held"}
        place |= {"participant_id": who, "sponsor_id": members.sponsor(conn), "version": 1}
        place |= {"until_month": until, "created_at": NOW, "updated_at": NOW}
        conn.execute(insert(places), place)
        assert bool(found(conn)) is hears
        lapsing.note_tasks(conn, lapsing.weekly(conn, KABUPATEN, DAY), DAY, MORNING)
        kinds = set(conn.scalars(select(tasks.c.kind)))
        assert lapsing.SPONSOR_ENDS in kinds

    await store.write(work)


# --- whom to tell --------------------------------------------------------------------------


async def test_the_channel_that_works_is_told(store: Store) -> None:
    """The own phone before a helper's, one written from lately, the cheaper one of two."""

    def work(conn: Connection) -> None:
        helper = endpoint(conn, "helper", "telegram")
        who = participant(conn, "Siti", helper, "helper", covered_until=NOVEMBER)
        assert told(conn) == {who: helper.id}
        old = linked(conn, who, "old", "telegram", NOW - timedelta(days=60))
        assert told(conn) == {who: old}
        whatsapp = linked(conn, who, "fresh", "whatsapp", AT_NINE - timedelta(hours=2))
        assert told(conn) == {who: whatsapp}
        telegram = linked(conn, who, "cheap", "telegram", NOW)
        assert told(conn) == {who: telegram}
        conn.execute(update(endpoints).where(endpoints.c.id == telegram).values(active=False))
        assert told(conn) == {who: whatsapp}

    await store.write(work)


def linked(conn: Connection, who: str, address: str, channel: str, at: datetime) -> str:
    """One more own phone of somebody."""
    phone = endpoint(conn, address, channel, at=at)
    link = {"endpoint_id": phone.id, "participant_id": who, "role": "self", "created_at": NOW}
    conn.execute(insert(links), link)
    return phone.id


async def test_whatsapp_needs_a_template_after_a_day(store: Store) -> None:
    """Who has not written for a day is told by an approved template, else noted as unreachable."""

    def work(conn: Connection) -> None:
        who = participant(conn, "Siti", covered_until=NOVEMBER)
        phone = linked(conn, who, "old", "whatsapp", AT_NINE - timedelta(hours=25))
        assert told(conn) == {who: None}
        assert told(conn, planning(templated=frozenset({"a"}))) == {who: phone}
        assert plan(conn) == Planned(1, 1)
        assert conn.execute(select(timers)).all() == []
        (row,) = conn.execute(select(rows)).all()
        assert row.endpoint_id is None

    await store.write(work)


async def test_who_may_be_somebody_else_is_not_told(store: Store) -> None:
    """A number in doubt, a blocked one and a made-up phone are not used."""

    def work(conn: Connection) -> None:
        who = participant(conn, "Siti", covered_until=NOVEMBER)
        doubted = linked(conn, who, "doubt", "telegram", NOW)
        endpoint_rows.set_doubt(conn, [doubted], True)
        made_up = endpoint(conn, "trial", "terminal", trial=True)
        link = {"endpoint_id": made_up.id, "participant_id": who, "created_at": NOW}
        conn.execute(insert(links), {**link, "role": "self"})
        assert told(conn) == {who: None}

    await store.write(work)


# --- officers' lists -----------------------------------------------------------------------


async def test_the_village_sees_who_lapses(store: Store) -> None:
    """Within 14 days, in the scope, with whom nobody can reach apart; the dead are left out."""

    def work(conn: Connection) -> None:
        one = covered(conn)
        lost = participant(conn, "Ahmad", covered_until=date(2026, 12, 7))
        pays(conn, lost, date(2026, 12, 7), "village")
        for more in ({"standing": "dead"}, {"mourned_at": NOW}, {"trial": True}):
            covered(conn, **more)
        covered(conn, date(2026, 12, 31))
        covered(conn, village_code="63.10.04.2001")
        seen = lapsing.lapsing(conn, SEALER, Scope((VILLAGE,)), DAY)
        assert [(each.who, each.sponsored) for each in seen] == [(one, False), (lost, True)]
        cannot = lapsing.unreachable(conn, Scope((VILLAGE,)), DAY)
        assert [each.who for each in cannot] == [lost]

    await store.write(work)


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2026, 11, 23), {"lapsing_list", "year_end"}),  # the end of November
        (date(2026, 12, 21), {"lapsing_list", "sponsor_ends", "year_end"}),  # near the cliff
        (date(2026, 10, 6), {"year_end"}),  # October, no month ends
        (date(2026, 9, 12), set()),  # not yet October, no month ends
    ],
)
async def test_officers_are_warned_once(store: Store, day: date, kinds: set[str]) -> None:
    """A weekly list, the sponsor's end and the year's end: a task each, not one more a day."""

    def work(conn: Connection) -> None:
        covered(conn)
        covered(conn, date(2026, 12, 31))
        last = participant(conn, "Noor", covered_until=date(2026, 12, 31))
        pays(conn, last, date(2026, 12, 31), "village")
        now = datetime(day.year, day.month, day.day, tzinfo=UTC)
        made = lapsing.note_tasks(conn, lapsing.weekly(conn, KABUPATEN, day), day, now)
        assert set(conn.scalars(select(tasks.c.kind))) == kinds
        assert made == len(kinds)
        assert lapsing.note_tasks(conn, lapsing.weekly(conn, KABUPATEN, day), day, now) == 0
        conn.execute(update(tasks).values(state="done"))
        assert lapsing.note_tasks(conn, lapsing.weekly(conn, KABUPATEN, day), day, now) == 0

    await store.write(work)
