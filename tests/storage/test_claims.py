"""Claims as families tell them: whom a report means, who is told what, what it silences."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, event, insert, select

from conversations.claim_facts import ClaimPeople, ClaimPerson, OfficerPhone, ReportAllowed
from conversations.claim_happened import (
    ClaimHelpAsked,
    ClaimTakenBack,
    GriefBegan,
    GriefMistaken,
    HeirTold,
    OfficerPhoneAsked,
    PaperGiven,
    PaperLater,
)
from conversations.claim_papers import missing_papers
from conversations.happened import PersonDenied, TalkMoved
from storage import claim_papers, mourning, retention
from storage.claim_views import PHONES_A_DAY, REPORTS_A_DAY
from storage.endpoints import Endpoint
from storage.ids import new_id
from storage.store import Store
from storage.tables import (
    claim_links,
    claims,
    endpoints,
    links,
    metadata,
    outbox,
    participants,
    tasks,
    timers,
    tries,
)
from tests import members
from tests.storage.claiming import (
    FATHER,
    KPJ,
    OFFICE,
    events,
    give,
    member,
    mourned,
    open_tasks,
    picture,
    report,
    sent,
    standing,
    subject,
    tell,
    told_acts,
    view,
    views,
)
from tests.storage.places import (
    LONG_AGO,
    NOW,
    PHONE,
    SEALER,
    VILLAGE,
    acts,
    again,
    ask,
    endpoint,
    note,
    participant,
)

OTHER = "+628120000002"
NOT_HIS = subject("nik", "6310031502700002")
REPORTED = select(tasks.c.participant_id).where(tasks.c.kind == mourning.REPORT)
HEIR = {
    "name": "Siti",
    "relation": "child",
    "minor": "yes",
    "guardian": "Aminah",
    "bank": "BRI",
    "account": "0123-4567-89",
}


def claim_rows(conn: Connection) -> list[Any]:
    """All claims."""
    return list(conn.execute(select(claims).order_by(claims.c.id)))


# --- whom a report means -------------------------------------------------------------------


async def test_a_report_about_somebody_spoken_for_is_the_familys(store: Store) -> None:
    """It is about the participant at once, silences until taken back, is an officer's task."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1", phone=PHONE)
        father = member(conn, phone, "helper", registrar=phone)
        claim = report(conn, phone, who=father)
        (row,) = claim_rows(conn)
        assert (row.id, row.participant_id, row.village_code) == (claim, father, VILLAGE)
        assert (row.state, row.confirmed, row.kind) == ("received", False, "death")
        assert mourned(conn, father) == NOW
        assert standing(conn, father) == "here"
        assert open_tasks(conn) == ["death_report"]
        (opened,) = events(conn, claim)
        assert (opened.act, opened.reason, opened.actor) == ("opened", "linked", phone.id)
        assert (opened.from_state, opened.to_state) == ("", "received")
        assert ("claim_opened", claim) in acts(conn)

    await store.write(work)


@pytest.mark.parametrize(
    ("told", "family", "linked"),
    [
        (subject("nik", FATHER), None, False),  # a neighbour who knows the NIK
        (subject("kpj", KPJ), None, False),  # the number of the card, from a phone nobody knows
        (subject(birth_year=1970), None, False),  # name, village and year
        (NOT_HIS, None, False),  # not a member
        (subject("nik", FATHER), PHONE, True),  # the daughter's phone, a recorded contact
        (subject(birth_year=1970), PHONE, True),
    ],
)
async def test_a_match_of_words_is_the_familys_only_from_a_known_phone(
    store: Store, told: dict[str, object], family: str | None, linked: bool
) -> None:
    """Else the claim itself says nothing, and the officer's task says whom it may mean."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1", phone=PHONE)
        father = member(conn, family=family)
        claim = report(conn, phone, told)
        (row,) = claim_rows(conn)
        assert row.participant_id == (father if linked else None)
        assert events(conn, claim)[0].reason == ("linked" if linked else "unlinked")
        (meant,) = conn.scalars(REPORTED)
        assert meant == (None if told == NOT_HIS else father)
        assert view(conn, phone).disclosed == linked

    await store.write(work)


async def test_two_of_one_name_and_year_are_nobody(store: Store) -> None:
    """A name alone is matched only where one person fits."""

    def work(conn: Connection) -> None:
        member(conn)
        participant(conn, "SLAMET  RIYADI", birth_date=date(1970, 9, 9))
        report(conn, endpoint(conn, "1"), subject(birth_year=1970))
        assert list(conn.scalars(select(tasks.c.participant_id).distinct())) == [None]

    await store.write(work)


async def test_made_up_people_report_only_each_other(store: Store) -> None:
    """A visitor of /coba who types a real NIK silences nobody."""

    def work(conn: Connection) -> None:
        father = member(conn)
        report(conn, endpoint(conn, "1", trial=True))
        assert mourned(conn, father) is None
        (row,) = claim_rows(conn)
        assert row.trial
        assert list(conn.scalars(select(tasks.c.participant_id).distinct())) == [None]

    await store.write(work)


# --- a stranger ----------------------------------------------------------------------------


def left(conn: Connection, who: Endpoint) -> list[object]:
    """What a report leaves as far as its sender could ever notice it."""
    shown = view(conn, who)
    rows = conn.execute(select(tasks.c.kind, tasks.c.due_at, tasks.c.state).order_by(tasks.c.kind))
    (row,) = conn.execute(select(claims.c.state, claims.c.participant_id, claims.c.village_code))
    people = ask(conn, who, ClaimPeople())
    return [shown.member, shown.record, shown.state, shown.papers, list(rows), tuple(row), people]


async def test_a_member_and_nobody_look_the_same_to_a_stranger(store: Store) -> None:
    """The same claim, the same tasks with the same days, the same answers."""

    def one(conn: Connection, nik: str) -> list[object]:
        transaction = conn.begin_nested()
        stranger = endpoint(conn, "1", phone=OTHER)
        member(conn, family=PHONE)
        report(conn, stranger, subject("nik", nik))
        found = left(conn, stranger)
        transaction.rollback()
        return found

    def work(conn: Connection) -> None:
        assert one(conn, FATHER) == one(conn, "6310031502700002")

    await store.write(work)


def test_the_same_is_asked_of_the_database_for_a_member_and_nobody() -> None:
    """Neither answer nor work tells a stranger whether anybody was found."""

    def asked(nik: str) -> list[str]:
        engine = create_engine("sqlite://")
        metadata.create_all(engine)
        said: list[str] = []
        with engine.begin() as conn:
            stranger = endpoint(conn, "1", phone=OTHER)
            member(conn, family=PHONE)
            event.listen(conn, "before_cursor_execute", lambda *given: said.append(given[2]))
            report(conn, stranger, subject("nik", nik))
            views(conn, stranger)
        engine.dispose()
        return said

    assert asked(FATHER) == asked("6310031502700002")


async def test_a_stranger_is_not_joined_to_the_familys_claim(store: Store) -> None:
    """Whoever types the NIK of somebody with an open claim sees nothing of its papers."""

    def work(conn: Connection) -> None:
        daughter, stranger = endpoint(conn, "1", phone=PHONE), endpoint(conn, "2", phone=OTHER)
        member(conn, family=PHONE)
        claim = report(conn, daughter)
        give(conn, daughter, claim, "kk")
        report(conn, stranger)
        assert view(conn, stranger).papers == ()
        assert view(conn, stranger).claim != claim
        assert [each.kind for each in view(conn, daughter).papers] == ["kk"]

    await store.write(work)


async def test_two_reports_of_strangers_are_two_claims(store: Store) -> None:
    """Nobody known is no person of whom a claim is open."""

    def work(conn: Connection) -> None:
        one, two = endpoint(conn, "1"), endpoint(conn, "2")
        claim = report(conn, one, NOT_HIS)
        give(conn, one, claim, "kk")
        report(conn, two, NOT_HIS)
        assert len(claim_rows(conn)) == 2
        assert view(conn, two).papers == ()

    await store.write(work)


async def test_others_cannot_speak_of_a_claim(store: Store) -> None:
    """What an endpoint tells of a claim that it is not linked to is dropped."""

    def work(conn: Connection) -> None:
        daughter, stranger = endpoint(conn, "1", phone=PHONE), endpoint(conn, "2")
        father = member(conn, family=PHONE)
        claim = report(conn, daughter)
        before = told_acts(conn, claim)
        give(conn, stranger, claim, "kk")
        tell(conn, stranger, PaperLater(claim, "kk"), ClaimHelpAsked(claim), ClaimTakenBack(claim))
        tell(conn, stranger, HeirTold(claim, HEIR, (), ""), PaperLater("f" * 32, "kk"))
        assert told_acts(conn, claim) == before
        assert mourned(conn, father) == NOW

    await store.write(work)


async def test_reports_of_a_day_are_limited(store: Store) -> None:
    """A taken-back one counts too, tomorrow begins anew."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1")
        for _ in range(REPORTS_A_DAY):
            assert ask(conn, phone, ReportAllowed())
            claim = report(conn, phone)
            tell(conn, phone, ClaimTakenBack(claim))
        assert not ask(conn, phone, ReportAllowed())
        assert ask(conn, phone, ReportAllowed(), NOW + timedelta(days=1, seconds=1))
        assert ask(conn, endpoint(conn, "2"), ReportAllowed())

    await store.write(work)


# --- who is told the membership -------------------------------------------------------------


def fresh(conn: Connection, at: datetime = NOW) -> Endpoint:
    """A phone that its channel vouches for."""
    return endpoint(conn, "1", phone=PHONE, at=at)


def _contact(conn: Connection) -> Endpoint:
    phone = fresh(conn)
    member(conn, family=PHONE)
    return phone


def _registrar(conn: Connection) -> Endpoint:
    phone = fresh(conn)
    member(conn, phone, "helper", registrar=phone)
    return phone


def _registrar_elsewhere(conn: Connection) -> Endpoint:
    phone = fresh(conn)
    member(conn, registrar=endpoint(conn, "9", "telegram", PHONE))
    return phone


def _own(conn: Connection) -> Endpoint:
    phone = fresh(conn)
    member(conn, phone, "self")
    return phone


def _unvouched(conn: Connection) -> Endpoint:
    phone = endpoint(conn, "1", "telegram")
    member(conn, phone, "helper", family=PHONE, registrar=phone)
    return phone


def _long_ago(conn: Connection) -> Endpoint:
    phone = endpoint(conn, "1", "telegram", PHONE, at=LONG_AGO)
    member(conn, family=PHONE)
    return phone


def _doubtful(conn: Connection) -> Endpoint:
    phone = fresh(conn)
    conn.execute(endpoints.update().values(doubt=True))
    member(conn, family=PHONE)
    return again(conn, phone)


def _moved_here(conn: Connection) -> Endpoint:
    phone = fresh(conn)
    member(conn, phone, "helper")  # the link came by a code, another phone registered
    return phone


def _stranger(conn: Connection) -> Endpoint:
    member(conn, family=OTHER)
    return fresh(conn)


@pytest.mark.parametrize(
    ("given", "number", "disclosed"),
    [
        (_contact, "nik", True),  # recorded as the family's, the channel vouches for it
        (_registrar, "nik", True),  # the phone that registered him
        (_registrar_elsewhere, "nik", True),  # its owner's other channel, the same vouched number
        (_own, "nik", False),  # his own phone may be in anybody's hands
        (_own, "kpj", True),  # with the number on his card too
        (_unvouched, "nik", False),  # nobody vouches that it is the helper's
        (_unvouched, "kpj", True),  # linked, and the card's number
        (_long_ago, "nik", False),  # the number may be another's by now
        (_doubtful, "nik", False),
        (_moved_here, "nik", False),
        (_stranger, "nik", False),  # neighbours know the NIK
        (_stranger, "kpj", False),  # a card may be found: a linked phone is needed too
    ],
)
async def test_who_is_told_the_membership(
    store: Store, given: Any, number: str, disclosed: bool
) -> None:
    """By the phone's own record, or a linked phone with the number of the card; never by a NIK."""

    def work(conn: Connection) -> None:
        phone = given(conn)
        report(conn, phone, subject(number, FATHER if number == "nik" else KPJ))
        shown = view(conn, phone)
        assert shown.disclosed == disclosed
        assert (shown.record is not None) == disclosed
        asked = open_tasks(conn)
        assert ("claim_answer" in asked) == (not disclosed)

    await store.write(work)


async def test_the_record_is_what_was_paid(store: Store) -> None:
    """Since the first paid month, with the income on record; nobody confirmed it yet."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1", phone=PHONE)
        months = members.months("2026-01", "2026-03")
        father = members.member(
            conn, SEALER, random.Random(1), VILLAGE, paid=months, endpoint=phone.id, role="helper"
        )
        sent(conn, father, phone)
        (person,) = ask(conn, phone, ClaimPeople())
        assert person.disclosed
        assert person.record is not None
        assert person.record.joined == date(2026, 1, 1)
        assert person.record.paid == {members.month(each) for each in months}
        assert (person.record.income, person.record.confirmed) == (1_000_000, False)
        report(conn, phone, who=father)
        assert view(conn, phone).record == person.record
        assert view(conn, phone).member == ""

    await store.write(work)


async def test_people_of_an_endpoint_stay_when_they_are_dead(store: Store) -> None:
    """The own one first; whom a note stands for looks like one nobody paid for."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1", phone=PHONE)
        father = member(conn, phone, "helper", standing="dead", registrar=phone)
        note(conn, phone, "Aminah", about=father)
        noted, own = ask(conn, phone, ClaimPeople())
        assert isinstance(noted, ClaimPerson)
        assert (own.who, own.role, own.disclosed) == (father, "helper", True)
        assert own.record is not None
        assert own.record.paid == frozenset()
        assert (noted.name, noted.role, noted.disclosed, noted.record) == (
            "Aminah",
            "self",
            False,
            None,
        )

    await store.write(work)


async def test_a_report_about_a_note_is_a_strangers(store: Store) -> None:
    """Who registered a known NIK speaks for nobody: an officer sees whom it may mean."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1", phone=PHONE)
        father = member(conn)
        note(conn, phone, "Slamet Riyadi", about=father)
        (person,) = ask(conn, phone, ClaimPeople())
        report(conn, phone, who=person.who)
        (row,) = claim_rows(conn)
        assert row.participant_id is None
        assert conn.scalar(REPORTED) == father

    await store.write(work)


# --- grief ---------------------------------------------------------------------------------


def waiting(conn: Connection, who: Endpoint, kind: str) -> str:
    """A message that waits for an endpoint; gives its id."""
    which = new_id(NOW)
    row: dict[str, object] = {
        "id": which,
        "endpoint_id": who.id,
        "channel": who.channel,
        "account": "a",
        "kind": kind,
    }
    row |= {"priority": 1, "message_id": "m", "payload": b"", "state": "waiting", "attempts": 0}
    conn.execute(insert(outbox), {**row, "due_at": NOW, "created_at": NOW})
    return which


def state_of(conn: Connection, message: str) -> str:
    """What became of a message."""
    return str(conn.scalar(select(outbox.c.state).where(outbox.c.id == message)))


async def test_a_death_drops_what_waits_unasked_on_every_phone_of_the_person(store: Store) -> None:
    """Notices and campaigns at once; an answer that waits is still given."""

    def work(conn: Connection) -> None:
        own, second = endpoint(conn, "1"), endpoint(conn, "2", "telegram")
        father = member(conn, own)
        link = {"endpoint_id": second.id, "participant_id": father, "role": "self"}
        conn.execute(insert(links), {**link, "created_at": NOW})
        said = [waiting(conn, own, "notice"), waiting(conn, second, "campaign")]
        answer, others = waiting(conn, own, "reply"), waiting(conn, endpoint(conn, "3"), "notice")
        report(conn, own, who=father)
        assert [state_of(conn, each) for each in said] == ["dropped", "dropped"]
        assert [state_of(conn, each) for each in (answer, others)] == ["waiting", "waiting"]

    await store.write(work)


async def test_an_unlinked_report_silences_for_days_only(store: Store) -> None:
    """Nobody confirmed it: after the days the person is reminded again, nobody lost a thing."""

    def work(conn: Connection) -> None:
        father = member(conn, endpoint(conn, "1"))
        report(conn, endpoint(conn, "2"))
        assert mourned(conn, father) == NOW
        almost = NOW + timedelta(days=mourning.QUIET_DAYS) - timedelta(seconds=1)
        retention.sweep(conn, almost)
        assert mourned(conn, father) == NOW
        retention.sweep(conn, NOW + timedelta(days=mourning.QUIET_DAYS))
        assert mourned(conn, father) is None
        assert standing(conn, father) == "here"

    await store.write(work)


async def test_a_familys_report_silences_until_it_is_taken_back(store: Store) -> None:
    """The days are over, the silence is not."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1", phone=PHONE)
        father = member(conn, phone)
        claim = report(conn, phone, who=father)
        retention.sweep(conn, NOW + timedelta(days=30))
        assert mourned(conn, father) == NOW
        tell(conn, phone, ClaimTakenBack(claim))
        assert mourned(conn, father) is None

    await store.write(work)


async def test_the_officers_tasks_are_due_in_working_days(store: Store) -> None:
    """Sunday 22 November: a stranger is answered on Monday, the death is checked by Tuesday."""

    def work(conn: Connection) -> None:
        report(conn, endpoint(conn, "1"))
        due = {row.kind: row.due_at for row in conn.execute(select(tasks))}
        assert due["claim_answer"].date() == date(2026, 11, 23)
        assert due["death_report"].date() == date(2026, 11, 24)

    await store.write(work)


async def test_an_endpoint_that_spoke_of_a_death_is_left_in_peace(store: Store) -> None:
    """For 7 days from the last word of it, or until it was no report after all."""

    def grieves(conn: Connection, who: Endpoint) -> bool:
        query = select(endpoints.c.id).where(mourning.grieving(endpoints.c.id))
        return who.id in set(conn.scalars(query))

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1")
        message = waiting(conn, phone, "notice")
        tell(conn, phone, GriefBegan())
        assert grieves(conn, phone)
        assert state_of(conn, message) == "dropped"
        later = NOW + timedelta(days=2)
        tell(conn, phone, GriefBegan(), now=later)
        (timer,) = conn.execute(select(timers))
        assert (timer.kind, timer.due_at) == ("grief", later + timedelta(days=7))
        tell(conn, phone, GriefMistaken())
        assert not grieves(conn, phone)

    await store.write(work)


# --- a second relative ----------------------------------------------------------------------


async def test_a_second_relative_joins_and_makes_it_sure(store: Store) -> None:
    """Both known, each with a phone of its own; only now is he dead on record."""

    def work(conn: Connection) -> None:
        daughter, son = endpoint(conn, "1", phone=PHONE), endpoint(conn, "2", phone=OTHER)
        father = member(conn, son, "helper", family=PHONE)
        claim = report(conn, daughter)
        assert standing(conn, father) == "here"
        own = report(conn, son, who=father)
        assert own not in {each.id for each in claim_rows(conn)}
        assert view(conn, son).claim == view(conn, daughter).claim == claim
        assert standing(conn, father) == "dead"
        assert told_acts(conn, claim) == ["opened", "joined", "confirmed"]
        assert "death_report" not in open_tasks(conn)

    await store.write(work)


@pytest.mark.parametrize(
    ("phone", "relation"),
    [
        (PHONE, "child"),  # the same number on another channel
        (None, "child"),  # a phone that nobody vouches for
        (OTHER, "neighbour"),  # no relative
    ],
)
async def test_not_everybody_is_a_second_relative(
    store: Store, phone: str | None, relation: str
) -> None:
    """Joined, but the death stays to be confirmed."""

    def work(conn: Connection) -> None:
        daughter, second = endpoint(conn, "1", phone=PHONE), endpoint(conn, "2", "telegram", phone)
        father = member(conn, second, "helper", family=PHONE)
        claim = report(conn, daughter)
        report(conn, second, who=father, relation=relation)
        assert view(conn, second).claim == claim
        assert standing(conn, father) == "here"

    await store.write(work)


async def test_a_second_relative_who_errs_leaves_the_claim(store: Store) -> None:
    """Only whoever opened it takes it back; then it is gone for both."""

    def work(conn: Connection) -> None:
        daughter, son = endpoint(conn, "1", phone=PHONE), endpoint(conn, "2", phone=OTHER)
        father = member(conn, son, "helper", family=PHONE)
        claim = report(conn, daughter)
        report(conn, son, who=father)
        tell(conn, son, ClaimTakenBack(claim))
        assert views(conn, son) == ()
        assert mourned(conn, father) == NOW
        tell(conn, daughter, ClaimTakenBack(claim))
        assert views(conn, daughter) == ()
        assert (mourned(conn, father), standing(conn, father)) == (None, "here")
        assert open_tasks(conn) == []

    await store.write(work)


# --- papers and the heir ---------------------------------------------------------------------


async def test_papers_come_one_at_a_time_and_are_replaced(store: Store) -> None:
    """The latest picture counts, the event of the earlier one says which it was."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1", phone=PHONE)
        member(conn, family=PHONE)
        claim = report(conn, phone)
        tell(conn, phone, PaperLater(claim, "kk"))
        assert [(each.kind, each.state) for each in view(conn, phone).papers] == [("kk", "later")]
        first = give(conn, phone, claim, "kk")
        tell(conn, phone, PaperLater(claim, "kk"))
        give(conn, phone, claim, "ktp_deceased")
        second = give(conn, phone, claim, "kk")
        shown = [(each.kind, each.state) for each in view(conn, phone).papers]
        assert shown == [("ktp_deceased", "given"), ("kk", "given")]
        *_, last = events(conn, claim)
        assert (last.reason, last.note) == ("kk", {"file": second, "before": first, "page": 0})
        assert open_tasks(conn).count("claim_check") == 1

    await store.write(work)


async def test_a_picture_of_another_claim_is_no_paper(store: Store) -> None:
    """Its owner is the claim it was stored for."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1", phone=PHONE)
        member(conn, family=PHONE)
        claim, other = report(conn, phone), report(conn, phone, subject("nik", "6310031502700009"))
        tell(conn, phone, PaperGiven(claim, "kk", picture(conn, other)))
        assert "paper_given" not in told_acts(conn, claim)

    await store.write(work)


async def test_pages_of_the_newest_sending_count_in_whatever_order_they_end(store: Store) -> None:
    """A second sending replaces all pages of the first; of a page refused the paper is told."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1", phone=PHONE)
        member(conn, family=PHONE)
        claim = report(conn, phone)

        def pages() -> list[str | None]:
            return [each.file_id for each in claim_papers.of_claims(conn, [claim])[claim]]

        def sent(page: int, batch: str) -> str:
            file = picture(conn, claim)
            tell(conn, phone, PaperGiven(claim, "kk", file, page, batch))
            return file

        old = [sent(page, "one") for page in (0, 1, 2)]
        assert pages() == old
        later = sent(1, "two")  # its first page is still being stored
        first = sent(0, "two")
        assert pages() == [first, later]
        claim_papers.judge(conn, SEALER, OFFICE, claim, ("kk", 1), refused="blurred")
        (shown,) = view(conn, phone).papers
        assert (shown.kind, shown.state, shown.reason) == ("kk", "refused", "blurred")
        assert "kk" in missing_papers(view(conn, phone))

    await store.write(work)


async def test_who_receives_is_sealed_and_what_stood_there_is_kept(store: Store) -> None:
    """The account is found by its blind index alone; the event keeps the one before."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1", phone=PHONE)
        member(conn, family=PHONE)
        claim = report(conn, phone)
        tell(conn, phone, HeirTold(claim, HEIR, ({"age": 8, "level": "SD"},), ""))
        shown = view(conn, phone)
        assert (shown.heir_told, shown.heir_minor) == (True, True)
        (row,) = claim_rows(conn)
        assert row.account_index == SEALER.index("claims.account", "0123456789")
        assert b"Aminah" not in row.heir
        assert SEALER.open_json(row.children, "claims", "children", claim)[0]["level"] == "SD"
        tell(conn, phone, HeirTold(claim, {**HEIR, "account": "", "minor": "no"}, (), ""))
        assert events(conn, claim)[-1].note == {"before": HEIR}
        (row,) = claim_rows(conn)
        assert row.account_index is None
        assert not view(conn, phone).heir_minor

    await store.write(work)


async def test_help_asked_is_answered_within_a_working_day(store: Store) -> None:
    """One open task, however often it is asked."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1", phone=PHONE)
        member(conn, family=PHONE)
        claim = report(conn, phone)
        tell(conn, phone, ClaimHelpAsked(claim), ClaimHelpAsked(claim))
        (task,) = conn.execute(select(tasks).where(tasks.c.kind == "claim_help"))
        assert (task.claim_id, task.due_at.date()) == (claim, date(2026, 11, 23))

    await store.write(work)


# --- two phones -----------------------------------------------------------------------------


async def test_a_claim_goes_on_from_another_phone_and_ends_for_a_stranger(store: Store) -> None:
    """A talk that moves takes its claims along; whoever denies to be the person sees none."""

    def work(conn: Connection) -> None:
        old, new = endpoint(conn, "1", phone=PHONE), endpoint(conn, "2", "telegram")
        member(conn, family=PHONE)
        claim = report(conn, old)
        tell(conn, new, TalkMoved(old.id, ()))  # type: ignore[arg-type]
        assert view(conn, new).claim == claim
        name = conn.scalar(select(claim_links.c.name).where(claim_links.c.endpoint_id == new.id))
        assert name is not None
        assert SEALER.open_text(name, "claim_links", "name", claim) == "Siti Aminah"
        tell(conn, old, PersonDenied())  # type: ignore[arg-type]
        assert views(conn, old) == ()
        assert view(conn, new).name == "Slamet Riyadi"

    await store.write(work)


# --- officers -------------------------------------------------------------------------------


async def test_an_officers_number_is_known_by_the_chat(store: Store) -> None:
    """Of whoever joined by an invitation; another number, a made-up one, too many tries."""

    def work(conn: Connection) -> None:
        asking, officer = endpoint(conn, "1"), endpoint(conn, "2", phone=PHONE)
        which = member(conn)
        link = {"endpoint_id": officer.id, "participant_id": which, "role": "officer"}
        conn.execute(insert(links), {**link, "created_at": NOW})
        assert ask(conn, asking, OfficerPhone(PHONE)) == "officer"
        assert ask(conn, asking, OfficerPhone(OTHER)) == "unknown"
        for number in range(PHONES_A_DAY):
            tell(conn, asking, OfficerPhoneAsked(f"+6281200009{number:02}"))
        assert ask(conn, asking, OfficerPhone(PHONE)) == "tired"
        assert ask(conn, asking, OfficerPhone(PHONE), NOW + timedelta(days=2)) == "officer"
        kept = conn.execute(select(tries.c.digest).where(tries.c.kind == "officer_phone")).all()
        assert len(kept) == PHONES_A_DAY

    await store.write(work)


async def test_an_unconfirmed_death_changes_nothing_of_the_person(
    store: Store,
) -> None:
    """The participant's row stays as it was, but for the silence."""

    def work(conn: Connection) -> None:
        phone = endpoint(conn, "1", phone=PHONE)
        father = member(conn, phone, "helper", registrar=phone)
        query = select(participants).where(participants.c.id == father)
        before = conn.execute(query).one()._asdict()
        report(conn, phone, who=father)
        after = conn.execute(query).one()._asdict()
        assert {**after, "mourned_at": None} == before

    await store.write(work)
