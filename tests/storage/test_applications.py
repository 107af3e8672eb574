"""Officers' acts on applications: from state to state, each in its scope, told once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from conversations.application_facts import MySteps, Step
from conversations.application_news import ApplicationTold
from conversations.correction import CorrectionGiven
from storage import applications as acts
from storage import applications_bpjs as bpjs
from storage import applications_deciding as deciding
from storage import applications_viewers as viewers
from storage import applications_views as views
from storage import endpoints as endpoint_rows
from storage import exports, officers
from storage.applications import (
    ApplicationChanged,
    ApplicationGone,
    Done,
    NotNow,
    OwnAffair,
    Seen,
)
from storage.applications_news import timer_key
from storage.claims import By
from storage.decisions import NewDecision
from storage.endpoints import Endpoint
from storage.ids import new_id
from storage.participants import NIK, PHONE
from storage.places import PlaceGone
from storage.scope import Scope
from storage.store import Store
from storage.tables import (
    application_events,
    applications,
    audit,
    contacts,
    officer_endpoints,
    participants,
    timers,
)
from tests.storage.places import NOW, SEALER, VILLAGE, ask, endpoint, participant, record
from tests.storage.places import PHONE as OWN_PHONE

OFFICE = By(Scope(("63.10",)), "an-officer", NOW)
ELSEWHERE = By(Scope(("63.10.01", "63.01")), "another-officer", NOW)
OTHER_VILLAGE = "63.10.01.2001"
NIK_TEXT = "6310034507750001"  # a NIK of nobody


def made(
    conn: Connection,
    who: Endpoint | None = None,
    state: str = "submitted",
    role: str = "self",
    at: datetime = NOW,
    **columns: Any,
) -> Seen:
    """An application of a made-up woman of the village, sent from an endpoint."""
    sender = who or endpoint(conn, f"of {new_id(NOW)}")
    keys = {"nik_index": SEALER.index(NIK, columns.pop("nik", new_id(NOW)))}
    village = columns.get("village_code", VILLAGE)
    name = columns.pop("name", "Siti Aminah")
    which = participant(conn, name, sender, role, **{**keys, **columns})
    sealed = SEALER.seal_text(NIK_TEXT, "participants", "nik", which)
    mine = participants.c.id == which
    conn.execute(update(participants).where(mine).values(nik=sealed))
    application = new_id(at)
    answers = {"answers": {}, "values": {"helper_relation": "child"}}
    row: dict[str, object] = {
        "id": application,
        "participant_id": which,
        "endpoint_id": sender.id,
        "role": role,
        "state": state,
        "answers": SEALER.seal_json(answers, "applications", "answers", application),
        "form": "registration",
        "form_version": 1,
        "flags": ["nik_sex"],
        "village_code": village,
        "trial": False,
        "version": 1,
        "submitted_at": at,
        "updated_at": at,
    }
    conn.execute(insert(applications), row)
    return Seen(application, 1)


def state(conn: Connection, seen: Seen) -> str:
    """The state that it is in."""
    return str(conn.scalar(select(applications.c.state).where(applications.c.id == seen.id)))


def now_seen(conn: Connection, seen: Seen) -> Seen:
    """The application as it stands."""
    found = conn.scalar(select(applications.c.version).where(applications.c.id == seen.id))
    return Seen(seen.id, int(found or 0))


Act = Callable[[Connection, By, Seen], object]
# Each act that is done with one application, and the state that allows it.
ACTS: list[tuple[str, str, Act]] = [
    ("checked", "submitted", lambda conn, by, seen: acts.check(conn, SEALER, by, seen)),
    ("correction", "checked", lambda conn, by, seen: acts.ask(conn, SEALER, by, seen, ["name"])),
    ("proposed", "checked", lambda conn, by, seen: acts.propose(conn, SEALER, by, seen)),
    ("waiting", "proposed", lambda conn, by, seen: acts.wait(conn, SEALER, by, seen)),
    ("refused", "submitted", lambda conn, by, seen: acts.refuse(conn, SEALER, by, seen, "twice")),
    (
        "registered",
        "sent",
        lambda conn, by, seen: bpjs.registered(conn, SEALER, by, seen, "26104567890"),
    ),
    ("submitted", "sent", lambda conn, by, seen: bpjs.returned(conn, SEALER, by, seen, "other")),
    ("registered", "registered", lambda conn, by, seen: acts.hand_card(conn, SEALER, by, seen)),
]


@pytest.mark.parametrize(("after", "before", "act"), ACTS)
async def test_every_act_notes_who_and_counts(
    store: Store, after: str, before: str, act: Act
) -> None:
    """The new state, one event with both states and the actor, one audit row, one more version."""

    def work(conn: Connection) -> None:
        seen = made(conn, state=before)
        act(conn, OFFICE, seen)
        (event,) = conn.execute(select(application_events)).all()
        (noted,) = conn.execute(select(audit)).all()
        assert (state(conn, seen), event.from_state, event.to_state) == (after, before, after)
        assert (event.actor, noted.actor, noted.subject_id) == ("an-officer", "an-officer", seen.id)
        assert now_seen(conn, seen).version == 2

    await store.write(work)


@pytest.mark.parametrize(("after", "before", "act"), ACTS)
async def test_every_act_on_a_foreign_one_is_missing(
    store: Store, after: str, before: str, act: Act
) -> None:
    """Another region's officer gets the answer that an unknown id gets, and nothing is changed."""

    def work(conn: Connection) -> None:
        seen = made(conn, state=before)
        for each in (seen, Seen("0" * 32, 1)):
            with pytest.raises(ApplicationGone):
                act(conn, ELSEWHERE, each)
        assert state(conn, seen) == before
        assert conn.execute(select(application_events)).first() is None

    await store.write(work)


@pytest.mark.parametrize(("after", "before", "act"), ACTS)
async def test_who_saw_an_older_state_changes_nothing(
    store: Store, after: str, before: str, act: Act
) -> None:
    """The second of two officers is told that it was changed."""

    def work(conn: Connection) -> None:
        seen = made(conn, state=before)
        with pytest.raises(ApplicationChanged):
            act(conn, OFFICE, replace(seen, version=2))
        with pytest.raises(NotNow):
            act(conn, OFFICE, made(conn, state="withdrawn"))

    await store.write(work)


READS: list[Callable[[Connection, By, Seen], object]] = [
    lambda conn, by, seen: views.look(conn, SEALER, by, seen.id),
    lambda conn, by, seen: views.reveal(conn, SEALER, by, seen.id),
    lambda conn, by, seen: views.photo(conn, by, seen.id, "0" * 32),
    lambda conn, by, seen: viewers.here(conn, by, seen.id),
    lambda conn, by, seen: bpjs.batch(conn, by.scope, seen.id),
    lambda conn, by, seen: views.queue(conn, by, "submitted", VILLAGE),
    lambda conn, by, seen: views.cards(conn, by, VILLAGE),
]


@pytest.mark.parametrize("read", READS)
async def test_nothing_foreign_is_read(store: Store, read: Act) -> None:
    """A page of another region is missing, and no look at it is noted."""

    def work(conn: Connection) -> None:
        seen = made(conn)
        with pytest.raises((ApplicationGone, PlaceGone)):
            read(conn, ELSEWHERE, seen)

    await store.write(work)


async def test_lists_give_nothing_foreign(store: Store) -> None:
    """Queue, chosen ones, candidates, batches and bulk acts of elsewhere are empty."""

    def work(conn: Connection) -> None:
        seen = made(conn, state="checked", payer="self")
        sent = bpjs.send(conn, SEALER, OFFICE, [seen])
        assert sent.batch_id
        assert views.queue(conn, ELSEWHERE, "sent").lines == ()
        assert views.of_ids(conn, ELSEWHERE, [seen.id]) == ()
        assert views.of_batch(conn, ELSEWHERE, sent.batch_id) == ()
        sheet = exports.Wanted("batch", batch=sent.batch_id)
        (who,) = exports.keys(conn, OFFICE, sheet)
        assert exports.keys(conn, ELSEWHERE, sheet) == ()
        assert exports.rows(conn, SEALER, ELSEWHERE, sheet, [who]) == []
        assert deciding.candidates(conn, ELSEWHERE, VILLAGE) == ()
        assert bpjs.batches(conn, ELSEWHERE.scope) == ()
        assert bpjs.send(conn, SEALER, ELSEWHERE, [seen]).outcomes == (Done(seen.id, "gone"),)
        letter = NewDecision(VILLAGE, "sk", "1/2026", date(2026, 11, 1))
        with pytest.raises(PlaceGone):
            deciding.decide(conn, SEALER, ELSEWHERE, letter, date(2026, 12, 1), [seen])

    await store.write(work)


async def test_a_self_payer_skips_the_village(store: Store) -> None:
    """Who pays alone goes to BPJS once checked, is never proposed; who is not waits for a place."""

    def work(conn: Connection) -> None:
        alone, other = made(conn, state="checked", payer="self"), made(conn, state="checked")
        with pytest.raises(NotNow):
            acts.propose(conn, SEALER, OFFICE, alone)
        sent = bpjs.send(conn, SEALER, OFFICE, [alone, other])
        assert [each.result for each in sent.outcomes] == ["done", "not_now"]
        assert (state(conn, alone), state(conn, other)) == ("sent", "checked")

    await store.write(work)


async def test_a_decision_gives_seats_in_order_and_the_rest_waits(store: Store) -> None:
    """One seat: the first is decided, the second waits; both with an event and their news."""

    def work(conn: Connection) -> None:
        first = made(conn, state="proposed", name="Siti A")
        second = made(conn, state="proposed", name="Siti B")
        letter = NewDecision(VILLAGE, "musdes", "140/3", date(2026, 11, 20))
        month = date(2026, 12, 1)
        done = deciding.decide(conn, SEALER, OFFICE, letter, month, [first, second], default=1)
        assert [each.result for each in done.outcomes] == ["done", "done"]
        assert (state(conn, first), state(conn, second)) == ("decided", "waiting")
        made_events = conn.execute(select(application_events.c.act).order_by("id")).scalars()
        assert sorted(made_events) == ["decided", "waiting"]
        told = set(conn.scalars(select(timers.c.kind)))
        assert told == {"application_told"}
        assert bpjs.send(conn, SEALER, OFFICE, [now_seen(conn, first)]).batch_id

    await store.write(work)


async def test_what_bpjs_sent_back_goes_again_with_its_place(store: Store) -> None:
    """It is checked again and may go without another decision."""

    def work(conn: Connection) -> None:
        seen = made(conn, state="proposed")
        letter = NewDecision(VILLAGE, "musdes", "140/3", date(2026, 11, 20))
        deciding.decide(conn, SEALER, OFFICE, letter, date(2026, 12, 1), [seen])
        bpjs.send(conn, SEALER, OFFICE, [now_seen(conn, seen)])
        bpjs.returned(conn, SEALER, OFFICE, now_seen(conn, seen), "data_differs", "Nama beda")
        assert views.queue(conn, OFFICE, "submitted").lines[0].reason == "data_differs"
        acts.check(conn, SEALER, OFFICE, now_seen(conn, seen))
        sent = bpjs.send(conn, SEALER, OFFICE, [now_seen(conn, seen)])
        assert sent.outcomes[0].result == "done"

    await store.write(work)


async def test_the_kpj_is_sealed_and_found_by_its_index(store: Store) -> None:
    """Eleven characters, kept sealed; anything else is refused."""

    def work(conn: Connection) -> None:
        seen = made(conn, state="sent")
        with pytest.raises(bpjs.NoKpj):
            bpjs.registered(conn, SEALER, OFFICE, seen, "123")
        bpjs.registered(conn, SEALER, OFFICE, seen, "2610-4567 890")
        row = conn.execute(select(participants)).one()
        assert SEALER.open_text(row.kpj, "participants", "kpj", row.id) == "26104567890"
        assert row.kpj_index == SEALER.index("participants.kpj", "26104567890")

    await store.write(work)


async def test_a_card_is_handed_over_once(store: Store) -> None:
    """The second time is refused; the list to sign no longer names the person."""

    def work(conn: Connection) -> None:
        seen = made(conn, state="registered")
        assert len(views.cards(conn, OFFICE, VILLAGE)) == 1
        acts.hand_card(conn, SEALER, OFFICE, seen)
        with pytest.raises(NotNow):
            acts.hand_card(conn, SEALER, OFFICE, now_seen(conn, seen))
        assert views.cards(conn, OFFICE, VILLAGE) == ()

    await store.write(work)


async def test_many_at_once_do_not_stop_each_other(store: Store) -> None:
    """Each is told apart: done, changed, not now, gone."""

    def work(conn: Connection) -> None:
        good, old = made(conn), made(conn)
        late = made(conn, state="sent")
        given = [good, replace(old, version=7), late, Seen("0" * 32, 1)]
        done = acts.each_of(conn, SEALER, OFFICE, given, acts.check)
        assert [each.result for each in done] == ["done", "changed", "not_now", "gone"]

    await store.write(work)


# --- nobody decides on the own family ------------------------------------------------------


def officer(conn: Connection, chat: Endpoint | None = None) -> By:
    """An officer, known in a chat where one is given."""
    who = officers.add(conn, f"o{new_id(NOW)[-8:]}", "Petugas", "desa", [VILLAGE], "test", NOW)
    if chat:
        link = {"endpoint_id": chat.id, "officer_id": who, "created_at": NOW}
        conn.execute(insert(officer_endpoints), link)
    return By(Scope((VILLAGE,)), who, NOW)


def contact(conn: Connection, seen: Seen, phone: str) -> None:
    """A family contact of whoever applied."""
    mine = applications.c.id == seen.id
    who = conn.scalar(select(applications.c.participant_id).where(mine))
    row = new_id(NOW)
    told = {"id": row, "participant_id": who, "position": 0, "relation": "child"}
    told["name"] = SEALER.seal_text("Budi", "contacts", "name", row)
    told["phone"] = SEALER.seal_text(phone, "contacts", "phone", row)
    conn.execute(insert(contacts), told)


def own_self(conn: Connection) -> tuple[By, Seen]:
    """The officer's own chat sent it."""
    chat = endpoint(conn, "chat")
    return officer(conn, chat), made(conn, chat)


def own_child(conn: Connection) -> tuple[By, Seen]:
    """The officer's chat helped the own mother."""
    chat = endpoint(conn, "chat")
    return officer(conn, chat), made(conn, chat, role="helper")


def own_contact(conn: Connection) -> tuple[By, Seen]:
    """The officer's vouched number is the family contact."""
    by, seen = officer(conn, endpoint(conn, "chat", phone=OWN_PHONE)), made(conn)
    contact(conn, seen, OWN_PHONE)
    return by, seen


def own_phone(conn: Connection) -> tuple[By, Seen]:
    """The officer's vouched number is the person's."""
    by = officer(conn, endpoint(conn, "chat", phone=OWN_PHONE))
    return by, made(conn, phone_index=SEALER.index(PHONE, OWN_PHONE))


def named_by_officer(conn: Connection) -> tuple[By, Seen]:
    """The officer registered too, and named the person's number as family."""
    chat = endpoint(conn, "chat")
    own = made(conn, chat)
    contact(conn, own, OWN_PHONE)
    return officer(conn, chat), made(conn, phone_index=SEALER.index(PHONE, OWN_PHONE))


@pytest.mark.parametrize(
    "tie",
    [own_self, own_child, own_contact, own_phone, named_by_officer],
    ids=lambda tie: tie.__name__,
)
async def test_nobody_decides_on_the_own_family(
    store: Store, tie: Callable[[Connection], tuple[By, Seen]]
) -> None:
    """Every act is refused, also in bulk, in a decision and in a batch; others may."""

    def work(conn: Connection) -> None:
        by, seen = tie(conn)
        with pytest.raises(OwnAffair):
            acts.check(conn, SEALER, by, seen)
        assert views.look(conn, SEALER, by, seen.id).own
        (bulk,) = acts.each_of(conn, SEALER, by, [seen], acts.check)
        assert bulk.result == "own"
        acts.check(conn, SEALER, OFFICE, seen)
        letter = NewDecision(VILLAGE, "sk", "1", date(2026, 11, 1))
        done = deciding.decide(conn, SEALER, by, letter, date(2026, 12, 1), [now_seen(conn, seen)])
        assert done.outcomes[0].result == "own"
        conn.execute(update(applications).values(state="decided"))
        assert bpjs.send(conn, SEALER, by, [now_seen(conn, seen)]).outcomes[0].result == "own"

    await store.write(work)


async def test_a_neighbour_whom_an_officer_helped_is_no_family(store: Store) -> None:
    """An officer registers neighbours by his own phone every day and checks them."""

    def work(conn: Connection) -> None:
        chat = endpoint(conn, "chat")
        by = officer(conn, chat)
        seen = made(conn, chat, role="helper")
        answers = {"answers": {}, "values": {"helper_relation": "neighbour"}}
        sealed = SEALER.seal_json(answers, "applications", "answers", seen.id)
        conn.execute(update(applications).values(answers=sealed))
        acts.check(conn, SEALER, by, seen)
        assert state(conn, seen) == "checked"

    await store.write(work)


# --- the queue -----------------------------------------------------------------------------


async def test_the_queue_goes_page_by_page_oldest_first(store: Store) -> None:
    """Every application of the scope stands on one page, none twice, whatever the regions."""

    def work(conn: Connection) -> None:
        places = (VILLAGE, OTHER_VILLAGE)
        for number in range(views.PAGE + 3):
            at = NOW + timedelta(minutes=(number * 7) % 53)
            made(conn, at=at, village_code=places[number % 2])
        both = By(Scope((VILLAGE, "63.10.01", OTHER_VILLAGE)), "an-officer", NOW)
        first = views.queue(conn, both, "submitted")
        assert first.more is not None
        second = views.queue(conn, both, "submitted", last=first.more)
        lines = [*first.lines, *second.lines]
        assert len({each.id for each in lines}) == views.PAGE + 3
        assert [e.submitted_at for e in lines] == sorted(e.submitted_at for e in lines)
        assert second.more is None
        one = views.queue(conn, both, "submitted", OTHER_VILLAGE)
        assert {each.village_code for each in one.lines} == {OTHER_VILLAGE}

    await store.write(work)


async def test_doubts_name_twins_in_the_scope_only(store: Store) -> None:
    """Two of one name and birth date are marked for whoever may see both."""

    def work(conn: Connection) -> None:
        seen, _ = made(conn), made(conn, village_code=OTHER_VILLAGE)
        wide = views.look(conn, SEALER, OFFICE, seen.id)
        assert wide.line.doubts == ("nik_sex", "twin")
        assert len(wide.twins) == 1
        narrow = views.look(conn, SEALER, By(Scope((VILLAGE,)), "a", NOW), seen.id)
        assert (narrow.line.doubts, narrow.twins) == (("nik_sex",), ())

    await store.write(work)


async def test_ages_that_an_officer_decides_are_marked(store: Store) -> None:
    """A minor and somebody of 65 stand in the queue with their mark."""

    def work(conn: Connection) -> None:
        made(conn, birth_date=date(2010, 1, 1))
        made(conn, birth_date=date(1950, 1, 1))
        lines = views.queue(conn, OFFICE, "submitted").lines
        marks = {mark for line in lines for mark in line.doubts}
        assert marks == {"nik_sex", "minor", "too_old"}

    await store.write(work)


async def test_officers_on_one_record_see_each_other_for_a_minute(store: Store) -> None:
    """The other is named while the page is open, and no longer."""

    def work(conn: Connection) -> None:
        seen, first, second = made(conn), officer(conn), officer(conn)
        assert viewers.here(conn, first, seen.id).names == ()
        assert viewers.here(conn, second, seen.id).names == ("Petugas",)
        later = replace(first, now=NOW + timedelta(minutes=2))
        assert viewers.here(conn, later, seen.id).names == ()
        assert viewers.forget(conn, NOW + timedelta(days=2)) == 2

    await store.write(work)


# --- what the talk is told and answers -----------------------------------------------------


def steps(conn: Connection, who: Endpoint) -> tuple[Step, ...]:
    """What a phone is told."""
    found: tuple[Step, ...] = ask(conn, who, MySteps())
    return found


async def test_several_steps_are_told_together_and_once(store: Store) -> None:
    """One timer a phone; what was told is noted with each step."""

    def work(conn: Connection) -> None:
        who = endpoint(conn, "a")
        seen = made(conn, who)
        acts.check(conn, SEALER, OFFICE, seen)
        acts.propose(conn, SEALER, OFFICE, now_seen(conn, seen))
        keys = list(conn.scalars(select(timers.c.key)))
        assert keys == [timer_key(seen.id, who.id)]
        (step,) = steps(conn, who)
        assert (step.act, step.state, step.told) == ("proposed", "proposed", False)
        record(conn, who, ApplicationTold(seen.id))
        (step,) = steps(conn, who)
        assert step.told
        assert conn.scalars(select(application_events.c.told_at)).all() == [NOW, NOW]

    await store.write(work)


async def test_a_correction_is_taken_from_who_was_asked_only(store: Store) -> None:
    """Field by field; after the last it is in the queue again, with old and new in its history."""

    def work(conn: Connection) -> None:
        who, stranger = endpoint(conn, "a"), endpoint(conn, "b")
        seen = made(conn, who)
        acts.ask(conn, SEALER, OFFICE, seen, ["birth_date", "sex"], "Lihat KTP")
        given = CorrectionGiven(seen.id, "birth_date", "1975-07-05")
        record(conn, stranger, given)
        (step,) = steps(conn, who)
        assert (step.fields, step.note) == (("birth_date", "sex"), "Lihat KTP")
        record(conn, who, given)
        record(conn, who, CorrectionGiven(seen.id, "name", {"name": "Never Asked"}))
        assert state(conn, seen) == "correction"
        record(conn, who, CorrectionGiven(seen.id, "sex", "female"))
        assert state(conn, seen) == "submitted"
        row = conn.execute(select(participants)).one()
        assert (row.name, row.birth_date) == ("Siti Aminah", date(1975, 7, 5))
        changed = views.look(conn, SEALER, OFFICE, seen.id).events[1]
        assert changed.note == {"field": "birth_date", "old": "1980-02-29", "new": "1975-07-05"}

    await store.write(work)


async def test_an_answer_settles_and_raises_doubts(store: Store) -> None:
    """The doubts are those of the data as they are now; whatever else was noted stays."""

    def work(conn: Connection) -> None:
        who = endpoint(conn, "a")
        seen = made(conn, who)
        conn.execute(update(applications).values(flags=["nik_birth_date", "member_before"]))
        acts.ask(conn, SEALER, OFFICE, seen, ["birth_date"])
        record(conn, who, CorrectionGiven(seen.id, "birth_date", "1975-07-05"))
        row = conn.execute(select(applications)).one()
        assert row.flags == ["member_before", "no_phone"]

    await store.write(work)


async def test_a_village_answered_anew_changes_whose_it_is(store: Store) -> None:
    """The officers of the new village see it, those of the old no longer."""

    def work(conn: Connection) -> None:
        who = endpoint(conn, "a")
        seen = made(conn, who)
        acts.ask(conn, SEALER, OFFICE, seen, ["village"])
        record(conn, who, CorrectionGiven(seen.id, "village", [OTHER_VILLAGE]))
        old, new = By(Scope((VILLAGE,)), "a", NOW), By(Scope((OTHER_VILLAGE,)), "b", NOW)
        assert views.queue(conn, old, "submitted").lines == ()
        assert len(views.queue(conn, new, "submitted").lines) == 1

    await store.write(work)


async def test_who_stopped_everything_or_mourns_is_not_told(store: Store) -> None:
    """STOP and a reported death win over news."""

    def work(conn: Connection) -> None:
        stopped, mourning = endpoint(conn, "a"), endpoint(conn, "b")
        endpoint_rows.stop(conn, [(stopped.id, "all")])
        acts.check(conn, SEALER, OFFICE, made(conn, stopped))
        acts.check(conn, SEALER, OFFICE, made(conn, mourning, mourned_at=NOW))
        assert conn.scalars(select(timers.c.key)).all() == []
        assert steps(conn, mourning) == ()

    await store.write(work)
