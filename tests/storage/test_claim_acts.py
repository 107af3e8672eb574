"""Officers' acts on claims: from state to state, each told once; what is taken back is restored."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import Connection, create_engine, insert, select

from conversations.claim_happened import ClaimTakenBack, HeirTold
from conversations.claim_telling import ClaimTold
from conversations.happened import TalkMoved
from storage import claim_acts, claim_matching, claim_signals, claim_tasks, holidays
from storage.claim_acts import CHECKS, NotReady
from storage.claim_papers import PaperGone
from storage.claims import OVER, By, ClaimGone, NotNow, listed, one
from storage.endpoints import Endpoint
from storage.ids import new_id
from storage.speakers import Speakers
from storage.store import Store
from storage.tables import (
    claim_events,
    claims,
    files,
    metadata,
    place_changes,
    places,
    tasks,
    timers,
)
from tests.storage.claiming import (
    ELSEWHERE,
    OFFICE,
    WHOLE,
    events,
    give,
    member,
    mourned,
    open_tasks,
    report,
    standing,
    subject,
    tell,
    told_acts,
    view,
    views,
)
from tests.storage.places import (
    NOW,
    PHONE,
    SEALER,
    VILLAGE,
    endpoint,
    participant,
    record,
)

OTHER = "+628120000002"
ON = date(2026, 11, 20)
SUNDAY_MORNING = datetime(2026, 11, 22, 3, 45, tzinfo=UTC)  # 11.45 in Batulicin: too late today


def family(conn: Connection) -> tuple[Endpoint, str, str]:
    """The daughter's phone, her father, and her claim."""
    phone = endpoint(conn, "1", phone=PHONE)
    father = member(conn, family=PHONE)
    return phone, father, report(conn, phone)


def stranger(conn: Connection) -> tuple[Endpoint, str, str]:
    """A phone nobody knows, the father, and a claim that is not matched."""
    phone = endpoint(conn, "1", phone=OTHER)
    father = member(conn, family=PHONE)
    return phone, father, report(conn, phone)


def told(conn: Connection) -> list[tuple[str, datetime]]:
    """Who is to be told of a claim, and when."""
    news = select(timers.c.endpoint_id, timers.c.due_at).where(timers.c.kind == "claim_told")
    return [(who, at) for who, at in conn.execute(news)]


async def test_a_claim_goes_its_way(store: Store) -> None:
    """Each step is seen by the family with its days; the history has all of them."""

    def work(conn: Connection) -> None:
        phone, _, claim = family(conn)
        give(conn, phone, claim, "kk")
        claim_acts.incomplete(conn, SEALER, OFFICE, claim, ["marriage_book"])
        shown = view(conn, phone)
        assert (shown.state, shown.papers[-1].kind) == ("incomplete", "marriage_book")
        claim_acts.ready(conn, SEALER, OFFICE, claim, CHECKS)
        claim_acts.handed(conn, SEALER, OFFICE, claim, ON)
        assert view(conn, phone).handed_on == ON
        due = claim_acts.accepted(conn, SEALER, OFFICE, claim, ON)
        assert due == date(2026, 11, 25)  # Friday; then Monday, Tuesday, Wednesday
        shown = view(conn, phone)
        assert (shown.state, shown.accepted_on, shown.due_on) == ("accepted", ON, due)
        claim_acts.returned(conn, SEALER, OFFICE, claim, "papers", [("kk", "blurred")])
        shown = view(conn, phone)
        assert (shown.state, shown.reason, shown.due_on) == ("returned", "papers", None)
        first = shown.papers[0]
        assert (first.kind, first.state, first.reason) == ("kk", "refused", "blurred")
        give(conn, phone, claim, "kk")
        claim_acts.ready(conn, SEALER, OFFICE, claim, CHECKS)
        claim_acts.handed(conn, SEALER, OFFICE, claim, ON)
        claim_acts.accepted(conn, SEALER, OFFICE, claim, ON)
        claim_acts.paid(conn, SEALER, OFFICE, claim, date(2026, 11, 22))
        shown = view(conn, phone)
        assert (shown.state, shown.paid_on, shown.open) == ("paid", date(2026, 11, 22), False)
        assert shown.reason == ""
        assert open_tasks(conn) == []
        ways = [(each.from_state, each.to_state) for each in events(conn, claim)]
        assert all(one[1] == two[0] for one, two in itertools.pairwise(ways))
        assert ways[-1] == ("accepted", "paid")

    await store.write(work)


async def test_the_days_of_payment_skip_an_officers_holidays(store: Store) -> None:
    """Weekends, the table's holidays, and those that an officer keeps."""

    def work(conn: Connection) -> None:
        _, _, claim = family(conn)
        holidays.keep(conn, date(2026, 11, 24), "Hari desa", "an-officer", NOW)
        holidays.keep(conn, date(2026, 11, 26), "Salah", "an-officer", NOW)
        assert holidays.drop(conn, date(2026, 11, 26), "an-officer", NOW)
        assert not holidays.drop(conn, date(2026, 11, 26), "an-officer", NOW)
        claim_acts.ready(conn, SEALER, OFFICE, claim, CHECKS)
        claim_acts.handed(conn, SEALER, OFFICE, claim, ON)
        assert claim_acts.accepted(conn, SEALER, OFFICE, claim, ON) == date(2026, 11, 26)

    await store.write(work)


async def test_work_accidents_have_longer(store: Store) -> None:
    """Seven working days, also for a death that BPJS takes as one from work."""

    def work(conn: Connection) -> None:
        _, _, claim = family(conn)
        claim_acts.ready(conn, SEALER, OFFICE, claim, CHECKS)
        claim_acts.handed(conn, SEALER, OFFICE, claim, ON)
        due = claim_acts.accepted(conn, SEALER, OFFICE, claim, ON, "jkk")
        assert due == date(2026, 12, 1)

    await store.write(work)


async def test_nothing_is_ready_unchecked(store: Store) -> None:
    """Names, account and originals are looked at, and no refused paper is left."""

    def work(conn: Connection) -> None:
        phone, _, claim = family(conn)
        with pytest.raises(NotReady, match="originals"):
            claim_acts.ready(conn, SEALER, OFFICE, claim, CHECKS - {"originals"})
        give(conn, phone, claim, "kk")
        claim_acts.refuse_paper(conn, SEALER, OFFICE, claim, ("kk", 0), "blurred")
        with pytest.raises(NotReady, match="kk"):
            claim_acts.ready(conn, SEALER, OFFICE, claim, CHECKS)
        give(conn, phone, claim, "kk")
        claim_acts.ready(conn, SEALER, OFFICE, claim, CHECKS)

    await store.write(work)


ACTS: dict[str, Callable[[Connection, By, str], object]] = {
    "incomplete": lambda conn, by, claim: claim_acts.incomplete(conn, SEALER, by, claim),
    "ready": lambda conn, by, claim: claim_acts.ready(conn, SEALER, by, claim, CHECKS),
    "handed": lambda conn, by, claim: claim_acts.handed(conn, SEALER, by, claim, ON),
    "accepted": lambda conn, by, claim: claim_acts.accepted(conn, SEALER, by, claim, ON),
    "returned": lambda conn, by, claim: claim_acts.returned(conn, SEALER, by, claim, "papers"),
    "paid": lambda conn, by, claim: claim_acts.paid(conn, SEALER, by, claim, ON),
    "refused": lambda conn, by, claim: claim_acts.refused(conn, SEALER, by, claim, "inactive"),
    "taken_back": lambda conn, by, claim: claim_acts.take_back(
        conn, SEALER, by, claim, "wrong_person"
    ),
    "confirmed": lambda conn, by, claim: claim_matching.confirm_death(conn, SEALER, by, claim),
    "member": lambda conn, by, claim: claim_matching.settle_member(conn, SEALER, by, claim, False),
}


@pytest.mark.parametrize("act", ACTS)
async def test_officers_of_elsewhere_see_no_claim(store: Store, act: str) -> None:
    """Each act asks for the scope first, and leaves nothing behind."""

    def work(conn: Connection) -> None:
        _, _, claim = family(conn)
        before = told_acts(conn, claim)
        with pytest.raises(ClaimGone):
            ACTS[act](conn, ELSEWHERE, claim)
        with pytest.raises(ClaimGone):
            ACTS[act](conn, OFFICE, "f" * 32)
        assert told_acts(conn, claim) == before
        assert listed(conn, SEALER, ELSEWHERE.scope) == ()
        assert [each.id for each in listed(conn, SEALER, OFFICE.scope)] == [claim]

    await store.write(work)


async def test_a_claim_without_a_village_is_the_kabupatens(store: Store) -> None:
    """Village officers don't see it until it is matched."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1")
        father = member(conn)
        words = subject("", "", village=None)
        claim = report(conn, phone, words)
        village = By(type(WHOLE)((VILLAGE,)), "a-village-officer", NOW)
        with pytest.raises(ClaimGone):
            one(conn, SEALER, village.scope, claim)
        assert one(conn, SEALER, OFFICE.scope, claim).village_code is None
        claim_matching.match(conn, SEALER, OFFICE, claim, father)
        assert one(conn, SEALER, village.scope, claim).participant_id == father
        assert set(conn.scalars(select(tasks.c.village_code))) == {VILLAGE}

    await store.write(work)


# --- whose claim, and who is told ------------------------------------------------------------


async def test_a_match_makes_the_silence_last_and_an_officer_lets_it_be_told(store: Store) -> None:
    """A stranger's report matched is the person's claim; the membership still is not theirs."""

    def work(conn: Connection) -> None:
        phone, father, claim = stranger(conn)
        assert claim_matching.match(conn, SEALER, OFFICE, claim, father) == claim
        assert mourned(conn, father) == NOW
        shown = view(conn, phone)
        assert (shown.disclosed, shown.member, shown.record) == (False, "", None)
        assert told(conn) == []
        new = claim_matching.disclose(conn, SEALER, OFFICE, claim, [phone.id])
        assert new == [phone.id]
        shown = view(conn, phone)
        assert (shown.disclosed, shown.member) == (True, "yes")
        assert shown.record is not None
        assert not shown.record.confirmed
        claim_matching.confirm_months(conn, SEALER, OFFICE, claim)
        record = view(conn, phone).record
        assert record is not None
        assert record.confirmed
        assert "claim_answer" not in open_tasks(conn)
        assert claim_matching.disclose(conn, SEALER, OFFICE, claim, [phone.id]) == []
        assert told_acts(conn, claim) == ["opened", "matched", "disclosed", "months_confirmed"]

    await store.write(work)


async def test_not_a_member_is_said_only_where_it_may_be(store: Store) -> None:
    """The officer settles it; a phone that may not be told still sees nothing."""

    def work(conn: Connection) -> None:
        phone, _, claim = stranger(conn)
        claim_matching.settle_member(conn, SEALER, OFFICE, claim, member=False)
        assert view(conn, phone).member == ""
        claim_matching.disclose(conn, SEALER, OFFICE, claim, [phone.id], papers_seen=True)
        shown = view(conn, phone)
        assert (shown.member, shown.record) == ("no", None)
        with pytest.raises(NotNow):
            claim_matching.settle_member(conn, SEALER, OFFICE, claim, member=True)

    await store.write(work)


async def test_a_match_with_an_open_claim_joins_the_families(store: Store) -> None:
    """Links and papers go over, undisclosed; the other claim is closed without a word."""

    def work(conn: Connection) -> None:
        daughter, father, first = family(conn)
        son = endpoint(conn, "2", phone=OTHER)
        second = report(conn, son, subject("", "", name="Pak Slamet"))
        same = b"the same picture"
        give(conn, daughter, first, "kk", same)
        file = give(conn, son, second, "card")
        give(conn, son, second, "death_letter", same)
        assert claim_matching.match(conn, SEALER, OFFICE, second, father) == first
        shown = view(conn, son)
        assert (shown.claim, shown.disclosed, shown.name) == (first, False, "Pak Slamet")
        kinds = [each.kind for each in view(conn, daughter).papers]
        assert kinds == ["kk", "death_letter", "card"]
        assert conn.scalar(select(files.c.owner_id).where(files.c.id == file)) == first
        assert told_acts(conn, second)[-1] == "taken_back"
        assert told(conn) == []
        assert mourned(conn, father) == NOW

    await store.write(work)


async def test_a_wrong_match_is_put_right(store: Store) -> None:
    """Who was thought dead is not; the other is; what was told of the first is told no more."""

    def work(conn: Connection) -> None:
        phone, father, claim = family(conn)
        other = participant(conn, "Slamet Raharjo")
        claim_matching.confirm_death(conn, SEALER, OFFICE, claim)
        assert standing(conn, father) == "dead"
        claim_matching.match(conn, SEALER, OFFICE, claim, other)
        assert (standing(conn, father), mourned(conn, father)) == ("here", None)
        assert (standing(conn, other), mourned(conn, other)) == ("dead", NOW)
        assert not view(conn, phone).disclosed
        claim_acts.take_back(conn, SEALER, OFFICE, claim, "alive")
        assert (standing(conn, other), mourned(conn, other)) == ("here", None)

    await store.write(work)


@pytest.mark.parametrize("trial", [True, False])
async def test_a_match_keeps_to_its_own_world_and_scope(store: Store, trial: bool) -> None:
    """Neither a made-up person nor somebody of another region."""

    def work(conn: Connection) -> None:
        _, _, claim = stranger(conn)
        village = VILLAGE if trial else "63.11.01.2001"
        other = participant(conn, "Slamet", trial=trial, village_code=village)
        with pytest.raises(ClaimGone):
            claim_matching.match(conn, SEALER, OFFICE, claim, other)

    await store.write(work)


# --- confirmed, taken back ------------------------------------------------------------------


@pytest.mark.parametrize(("paper", "sure"), [("death_certificate", True), ("kk", False)])
async def test_a_checked_letter_of_the_death_confirms_it(
    store: Store, paper: str, sure: bool
) -> None:
    """Given it confirms nothing: an officer must have looked."""

    def work(conn: Connection) -> None:
        phone, father, claim = family(conn)
        give(conn, phone, claim, paper)
        assert standing(conn, father) == "here"
        claim_acts.check_paper(conn, SEALER, OFFICE, claim, (paper, 0))
        assert standing(conn, father) == ("dead" if sure else "here")
        assert ("death_report" in open_tasks(conn)) == (not sure)
        with pytest.raises(PaperGone):
            claim_acts.check_paper(conn, SEALER, OFFICE, claim, ("card", 0))

    await store.write(work)


async def test_what_an_officer_confirmed_only_an_officer_takes_back(store: Store) -> None:
    """The family's "salah orang" is a task then, due within a working day."""

    def work(conn: Connection) -> None:
        phone, father, claim = family(conn)
        claim_matching.confirm_death(conn, SEALER, OFFICE, claim)
        tell(conn, phone, ClaimTakenBack(claim))
        assert view(conn, phone).state == "received"
        assert "claim_return" in open_tasks(conn)
        claim_acts.take_back(conn, SEALER, OFFICE, claim, "alive")
        assert (standing(conn, father), mourned(conn, father)) == ("here", None)
        assert (open_tasks(conn), views(conn, phone)) == ([], ())
        again = report(conn, phone)  # a claim of its own
        assert view(conn, phone).claim == again

    await store.write(work)


def place(conn: Connection, who: str, state: str = "held", year: int = 2026, **more: Any) -> str:
    """A place of somebody's; gives its id."""
    which = new_id(NOW)
    row: dict[str, object] = {"id": which, "village_code": VILLAGE, "year": year, "state": state}
    row |= {"participant_id": who, "from_month": date(year, 1, 1), "version": 1}
    conn.execute(insert(places), {**row, "created_at": NOW, "updated_at": NOW, **more})
    return which


def end(conn: Connection, which: str, reason: str) -> None:
    """An officer ended a place after the death."""
    until = {"state": "ended", "until_month": date(2026, 11, 1)}
    conn.execute(places.update().where(places.c.id == which).values(until))
    row = {"id": new_id(NOW), "place_id": which, "at": NOW + timedelta(hours=1), "actor": "o"}
    changed = {"from_state": "held", "to_state": "ended", "reason": reason}
    conn.execute(insert(place_changes), {**row, **changed})


def state_of(conn: Connection, which: str) -> str:
    """How a place stands."""
    return str(conn.scalar(select(places.c.state).where(places.c.id == which)))


@pytest.mark.parametrize(
    ("reason", "followed", "state"),
    [
        ("died", False, "held"),  # given back
        ("died", True, "ended"),  # another has it now: the village's officer is asked
        ("moved", False, "ended"),  # it did not end by the death
    ],
)
async def test_a_place_that_ended_by_the_death_is_given_back(
    store: Store, reason: str, followed: bool, state: str
) -> None:
    """Where its seat is still free, noted as a change of its own."""

    def work(conn: Connection) -> None:
        _, father, claim = family(conn)
        mine = place(conn, father)
        claim_matching.confirm_death(conn, SEALER, OFFICE, claim)
        end(conn, mine, reason)
        if followed:
            place(conn, participant(conn, "Aminah"), replaces_id=mine)
        claim_acts.take_back(conn, SEALER, OFFICE, claim, "alive")
        assert state_of(conn, mine) == state
        assert (claim_tasks.SEAT in open_tasks(conn)) == followed
        last = select(place_changes.c.reason).where(place_changes.c.place_id == mine)
        if state == "held":
            assert "taken_back" in list(conn.scalars(last))

    await store.write(work)


async def test_a_second_confirmed_claim_keeps_the_person_dead(store: Store) -> None:
    """A refused claim and a later one: only when neither is sure any more is he alive again."""

    def work(conn: Connection) -> None:
        phone, father, first = family(conn)
        claim_matching.confirm_death(conn, SEALER, OFFICE, first)
        claim_acts.refused(conn, SEALER, OFFICE, first, "inactive")
        second = report(conn, phone)
        claim_matching.confirm_death(conn, SEALER, OFFICE, second)
        claim_acts.take_back(conn, SEALER, OFFICE, second, "asked")
        assert standing(conn, father) == "dead"
        claim_acts.take_back(conn, SEALER, OFFICE, first, "wrong_person")
        assert (standing(conn, father), mourned(conn, father)) == ("here", None)

    await store.write(work)


# --- told once -----------------------------------------------------------------------------


async def test_each_change_is_told_once_to_whoever_asked(store: Store) -> None:
    """At the next time to write, together; never to whoever said STOP to everything."""

    def work(conn: Connection) -> None:
        phone, _, claim = family(conn)
        late = By(OFFICE.scope, OFFICE.actor, SUNDAY_MORNING)
        claim_acts.incomplete(conn, SEALER, late, claim)
        claim_acts.ready(conn, SEALER, late, claim, CHECKS)
        ((who, at),) = told(conn)
        assert (who, at) == (phone.id, datetime(2026, 11, 22, 7, 45, tzinfo=UTC))
        (row,) = conn.execute(select(timers))
        assert SEALER.open_text(row.arguments, "timers", "arguments", row.key) == row.key
        assert row.key.split(":")[1] == claim
        assert {each.told_at for each in events(conn, claim)} == {None}
        record(conn, phone, ClaimTold(claim), now=at)
        record(conn, phone, ClaimTold(claim), now=at + timedelta(hours=1))
        kept = {each.act: each.told_at for each in events(conn, claim)}
        assert kept == {"opened": None, "incomplete": at, "ready": at}

    await store.write(work)


async def test_a_claim_taken_back_by_an_officer_is_told_with_an_apology(store: Store) -> None:
    """What was to be told before is not; the timer says that nothing is left to show."""

    def work(conn: Connection) -> None:
        _, _, claim = family(conn)
        claim_acts.ready(conn, SEALER, OFFICE, claim, CHECKS)
        claim_acts.take_back(conn, SEALER, OFFICE, claim, "wrong_person")
        (row,) = conn.execute(select(timers))
        assert row.key.endswith(":taken_back")

    await store.write(work)


async def test_after_maghrib_nothing_is_told(store: Store) -> None:
    """It waits for the morning."""

    def work(conn: Connection) -> None:
        _, _, claim = family(conn)
        evening = By(OFFICE.scope, OFFICE.actor, datetime(2026, 11, 22, 11, 0, tzinfo=UTC))
        claim_acts.ready(conn, SEALER, evening, claim, CHECKS)
        ((_, at),) = told(conn)
        assert at == datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

    await store.write(work)


# --- signs of a broker ----------------------------------------------------------------------


def signs(conn: Connection, claim: str) -> dict[str, int]:
    """The signs of a claim with their weights."""
    return {each.kind: each.weight for each in claim_signals.of_claim(conn, WHOLE, claim)}


async def test_one_account_phone_or_picture_for_several_claims_is_a_sign(store: Store) -> None:
    """Kept for an officer, who looks once; nobody is refused."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1", phone=PHONE)
        first = report(conn, phone)
        second = report(conn, phone, subject("nik", "6310031502700009"), relation="neighbour")
        heir = {"account": "1234567890", "name": "Siti"}
        tell(conn, phone, HeirTold(first, heir, (), ""), HeirTold(second, heir, (), ""))
        give(conn, phone, first, "kk", b"one picture")
        give(conn, phone, second, "ktp_deceased", b"one picture")
        assert signs(conn, second) == {"same_account": 1, "same_phone": 1, "same_photo": 1}
        assert view_states(conn, phone) == {"received"}
        claim_signals.seen(conn, WHOLE, second, "same_photo", "an-officer", NOW)
        fresh = {(each.claim_id, each.kind) for each in claim_signals.listed(conn, WHOLE)}
        assert (second, "same_photo") not in fresh
        assert claim_signals.listed(conn, ELSEWHERE.scope) == ()
        with pytest.raises(ClaimGone):
            claim_signals.seen(conn, ELSEWHERE.scope, second, "same_phone", "x", NOW)

    await store.write(work)


def view_states(conn: Connection, phone: Endpoint) -> set[str]:
    """The states of all claims of a phone."""
    return {each.state for each in views(conn, phone)}


async def test_a_helper_with_all_papers_at_hand_is_a_sign(store: Store) -> None:
    """A family that brings as many is none."""

    def work(conn: Connection) -> None:
        helper, daughter = endpoint(conn, "1", phone=OTHER), endpoint(conn, "2", phone=PHONE)
        claim = report(conn, helper, relation="neighbour")
        own = report(conn, daughter, subject("nik", "6310031502700009"))
        for kind in ("ktp_deceased", "kk", "death_letter", "card"):
            give(conn, helper, claim, kind)
            give(conn, daughter, own, kind)
        assert signs(conn, claim) == {"fast_helper": 4}
        assert signs(conn, own) == {}

    await store.write(work)


async def test_many_reports_of_strangers_within_hours_are_a_sign(store: Store) -> None:
    """Three in a village; one of a week ago is no part of them."""

    def work(conn: Connection) -> None:
        def claim(number: int, at: datetime = NOW) -> str:
            who = endpoint(conn, str(number))
            return report(conn, who, subject("nik", f"63100315027000{number:02}"), at=at)

        claim(10, NOW - timedelta(days=7))
        assert signs(conn, claim(11)) == {}
        assert signs(conn, claim(12)) == {}
        assert signs(conn, claim(13)) == {"many_unlinked": 2}

    await store.write(work)


# --- any order ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def engine() -> Any:
    """An empty store in memory: one that no other process sees suffices here."""
    made = create_engine("sqlite://")
    metadata.create_all(made)
    yield made
    made.dispose()


OTHERS = ("match", "disclose", "paper", "family")


@given(
    known=some.booleans(),
    acts=some.lists(some.sampled_from([*ACTS, *OTHERS]), max_size=12),
)
def test_any_order_of_acts_leaves_a_whole_history_and_can_be_taken_back(
    engine: Any, known: bool, acts: list[str]
) -> None:
    """What the states don't allow changes nothing; taken back, the person is as before."""
    with engine.connect() as conn, conn.begin() as transaction:
        phone, father, claim = family(conn) if known else stranger(conn)
        seat = place(conn, father)
        for act in acts:
            before = conn.execute(select(claims)).one()
            earlier = conn.execute(select(claim_events)).all()
            try:
                _do(conn, act, phone, father, claim)
            except NotNow:
                assert conn.execute(select(claims)).one() == before
            _kept(conn, earlier)
            _whole(conn, claim)
        (row,) = conn.execute(select(claims))
        if row.state not in OVER:
            claim_acts.take_back(conn, SEALER, OFFICE, claim, "wrong_person")
            _whole(conn, claim)
        if row.state not in ("paid", "refused"):
            assert (standing(conn, father), mourned(conn, father)) == ("here", None)
            assert state_of(conn, seat) == "held"
            assert open_tasks(conn) == []
        transaction.rollback()


def _do(conn: Connection, act: str, phone: Endpoint, father: str, claim: str) -> None:
    match act:
        case "match":
            claim_matching.match(conn, SEALER, OFFICE, claim, father)
        case "disclose":
            claim_matching.disclose(conn, SEALER, OFFICE, claim, [phone.id])
        case "paper":
            give(conn, phone, claim, "kk")
        case "family":
            tell(conn, phone, ClaimTakenBack(claim))
        case _:
            ACTS[act](conn, OFFICE, claim)


def _kept(conn: Connection, earlier: Any) -> None:
    """What stood in the history still stands as it was, but that it was told."""
    now = {row.id: row for row in conn.execute(select(claim_events))}
    for row in earlier:
        same = {**now[row.id]._asdict(), "told_at": None}
        assert same == {**row._asdict(), "told_at": None}


def _whole(conn: Connection, claim: str) -> None:
    """Each event begins where the one before ended, and the last is how it stands."""
    ways = [(each.from_state, each.to_state) for each in events(conn, claim)]
    assert ways[0][0] == ""
    assert all(one[1] == two[0] for one, two in itertools.pairwise(ways))
    assert ways[-1][1] == conn.scalar(select(claims.c.state).where(claims.c.id == claim))


async def test_a_moved_talk_is_told_the_state_but_not_the_record(store: Store) -> None:
    """A code from the family's phone shows how far it is; what was disclosed stays there."""

    def work(conn: Connection) -> None:
        phone, _, _ = family(conn)
        other = endpoint(conn, "2", phone=OTHER)
        speakers = Speakers(SEALER, NOW)
        speakers.add(other.id, TalkMoved(phone.id, ()))
        speakers.write(conn)
        assert (view(conn, phone).disclosed, view(conn, other).disclosed) == (True, False)
        assert view(conn, other).record is None

    await store.write(work)
