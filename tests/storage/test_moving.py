"""A talk that goes on elsewhere: who is offered what, what moves with it, and what stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select, update

from conversations.facts import (
    Elsewhere,
    MyApplications,
    NikHolder,
    Other,
    PassSeen,
    PassView,
    PeopleHere,
)
from conversations.happened import PersonConfirmed, PersonDenied, SecretHeard, TalkMoved
from conversations.session import Draft, Given, Session
from storage import conversations, endpoints, moving, outbox, participants
from storage.conversations import Overtaken
from storage.endpoints import SILENT, Endpoint
from storage.moving import Move
from storage.outbox import Kind, NewOutboxRow
from storage.store import Store
from storage.tables import conversations as talks
from storage.tables import drafts, links
from storage.tables import endpoints as table
from tests.storage.places import (
    LONG_AGO,
    NOW,
    PHONE,
    SEALER,
    acts,
    again,
    ask,
    draft,
    endpoint,
    note,
    participant,
    record,
    talk,
)


def pair(conn: Connection) -> tuple[Endpoint, Endpoint]:
    """The same phone on two channels."""
    first = endpoint(conn, "628120000001", phone=PHONE)
    return first, endpoint(conn, "4711", "telegram", phone=PHONE)


def offered(conn: Connection, who: Endpoint) -> list[str]:
    """From which endpoints a talk may go on here."""
    return [other.endpoint for other in ask(conn, who, Elsewhere())]


async def test_the_same_vouched_phone_is_known_elsewhere(store: Store) -> None:
    """With the drafts, the open one first, and how many people; not what has neither."""

    def work(conn: Connection) -> None:
        first, here = pair(conn)
        assert ask(conn, here, Elsewhere()) == ()
        talk(conn, first, draft("1"), draft("2"))
        siti = participant(conn, "Siti", first)
        link = {"endpoint_id": first.id, "participant_id": siti, "role": "helper"}
        conn.execute(links.insert(), {**link, "created_at": NOW})
        (other,) = ask(conn, here, Elsewhere())
        assert (other.endpoint, other.channel, other.people) == (first.id, "whatsapp", 1)
        assert other.drafts == (draft("1"), draft("2"))
        assert ask(conn, first, Elsewhere()) == ()

    await store.write(work)


async def test_a_note_counts_like_a_registration(store: Store) -> None:
    """Who was noted on somebody else's sees the same everywhere as who was first (promise 7)."""

    def work(conn: Connection) -> None:
        first, here = pair(conn)
        note(conn, first, "Siti Aminah")
        assert ask(conn, first, PeopleHere()) == ("Siti Aminah",)
        (other,) = ask(conn, here, Elsewhere())
        assert other.people == 1
        record(conn, here, TalkMoved(first.id, ()))
        for who in (first, here):
            assert [each.name for each in ask(conn, who, MyApplications())] == ["Siti Aminah"]
        record(conn, here, PersonDenied())
        assert ask(conn, here, MyApplications()) == ()
        assert ask(conn, here, PeopleHere()) == ()
        assert len(ask(conn, first, MyApplications())) == 1

    await store.write(work)


async def test_a_note_is_ones_own_wherever_the_talk_went_on(store: Store) -> None:
    """Who asks about the NIK at the new endpoint is told the same as at the first."""

    def work(conn: Connection) -> list[str]:
        first, here = pair(conn)
        other = endpoint(conn, "628120000002")
        nik = "6310030000000001"
        key = SEALER.index(participants.NIK, nik)
        holder = participant(conn, "Ani", other, nik_index=key)
        note(conn, first, "Siti", about=holder)
        asked = [ask(conn, here, NikHolder(nik))]
        record(conn, here, TalkMoved(first.id, ()))
        asked += [ask(conn, who, NikHolder(nik)) for who in (first, here)]
        record(conn, here, PersonDenied())
        return [*asked, ask(conn, here, NikHolder(nik))]

    assert await store.write(work) == ["another", "mine", "mine", "another"]


Change = Callable[[Connection, Endpoint, Endpoint], object]


def setting(which: int, **values: object) -> Change:
    """What is so of the first endpoint (0) or of the one that asks (1)."""

    def change(conn: Connection, *both: Endpoint) -> None:
        conn.execute(update(table).where(table.c.id == both[which].id).values(**values))

    return change


HINDRANCES: list[Change] = [
    # made-up people are known nowhere
    setting(0, trial=True),
    setting(1, trial=True),
    # the phone may be somebody else's, here or there
    setting(0, doubt=True),
    setting(1, doubt=True),
    # a number that was silent for too long
    setting(0, last_seen_at=LONG_AGO),
    # a phone that was vouched for too long ago: the account outlives the number
    setting(0, phone_at=LONG_AGO),
    setting(1, phone_at=LONG_AGO),
    # none was vouched for
    setting(1, phone=None, phone_index=None),
    # another phone
    lambda conn, first, _: endpoints.vouch(conn, SEALER, [(first.id, "+628120000009")], NOW),
    # who blocked us is not there
    setting(0, active=False),
]


@pytest.mark.parametrize("change", HINDRANCES)
async def test_a_talk_is_not_offered_where_it_may_be_anothers(store: Store, change: Change) -> None:
    """Each of these alone hides what is elsewhere."""

    def work(conn: Connection) -> None:
        first, here = pair(conn)
        participant(conn, "Siti", first)
        assert offered(conn, here) == [first.id]
        change(conn, first, here)
        assert offered(conn, here) == []

    await store.write(work)


async def test_people_here_are_named_the_own_one_first(store: Store) -> None:
    """Then as they came; one person in two roles once."""

    def work(conn: Connection) -> tuple[str, ...]:
        who = endpoint(conn, "1", "telegram")
        participant(conn, "Budi", who, "helper")
        siti = participant(conn, "Siti")
        link = {"endpoint_id": who.id, "participant_id": siti}
        for days, role in ((1, "family"), (2, "self")):
            row = {**link, "role": role, "created_at": NOW + timedelta(days=days)}
            conn.execute(links.insert(), row)
        participant(conn, "Ani", endpoint(conn, "2", "telegram"))
        people: tuple[str, ...] = ask(conn, who, PeopleHere())
        return people

    assert await store.write(work) == ("Siti", "Budi")


# --- drafts --------------------------------------------------------------------------------


async def test_drafts_go_on_at_the_new_endpoint(store: Store) -> None:
    """They are there, not here any more, and saving the new talk changes their rows."""

    def work(conn: Connection) -> None:
        first, here = pair(conn)
        opened, waiting = draft("1"), draft("2")
        talk(conn, first, opened, waiting)
        seen = moving.seen({Elsewhere(): ask(conn, here, Elsewhere())}, first.id)
        assert seen == {opened.id: opened, waiting.id: waiting}
        moves = [Move(each, first.id, here.id) for each in seen.values()]
        taken = moving.take_over(conn, SEALER, moves)
        fresh = moving.with_taken(conversations.fresh(here.id), taken[here.id])
        answered = opened.with_answer("sex", Given("female"))
        session = Session(draft=answered, shelf=(waiting,))
        conversations.save(conn, SEALER, [(fresh, session)], NOW)
        both = conversations.load(conn, SEALER, [first.id, here.id])
        assert (both[here.id].session.draft, both[here.id].session.shelf) == (answered, (waiting,))
        assert (both[first.id].session.draft, both[first.id].session.shelf) == (None, ())
        versions = conn.execute(select(drafts.c.version, drafts.c.open).order_by(drafts.c.id))
        assert [tuple(row) for row in versions] == [(3, True), (2, False)]
        assert moving.take_over(conn, SEALER, []) == {}

    await store.write(work)


async def test_a_turn_at_the_old_endpoint_is_stepped_again(store: Store) -> None:
    """Its talk counts as changed, so that its answer is not lost in a draft that is gone."""

    def work(conn: Connection) -> None:
        first, here = pair(conn)
        talk(conn, first, draft("1"))
        before = conversations.load(conn, SEALER, [first.id])[first.id]
        moving.take_over(conn, SEALER, [Move(draft("1"), first.id, here.id)])
        with pytest.raises(Overtaken):
            conversations.save(conn, SEALER, [(before, before.session)], NOW)
        assert conn.scalars(select(drafts.c.open)).all() == [False]

    await store.write(work)


def answered(conn: Connection, first: Endpoint, _: Endpoint) -> None:
    """The draft got another answer where it was."""
    before = conversations.load(conn, SEALER, [first.id])[first.id]
    changed = Session(draft=draft("1", "Aminah"))
    conversations.save(conn, SEALER, [(before, changed)], NOW)


def deleted(conn: Connection, first: Endpoint, _: Endpoint) -> None:
    """The draft was given up where it was."""
    before = conversations.load(conn, SEALER, [first.id])[first.id]
    conversations.save(conn, SEALER, [(before, Session())], NOW)


def taken(conn: Connection, first: Endpoint, _: Endpoint) -> None:
    """The draft went on at a third endpoint."""
    third = endpoint(conn, "3", "telegram")
    moving.take_over(conn, SEALER, [Move(draft("1"), first.id, third.id)])


@pytest.mark.parametrize("change", [answered, deleted, taken])
async def test_a_draft_moves_only_as_it_was_seen(store: Store, change: Change) -> None:
    """What happened to it meanwhile makes the turn that wanted it be stepped again."""

    def work(conn: Connection) -> None:
        first, here = pair(conn)
        talk(conn, first, draft("1"))
        change(conn, first, here)
        with pytest.raises(Overtaken):
            moving.take_over(conn, SEALER, [Move(draft("1"), first.id, here.id)])

    await store.write(work)


async def test_a_draft_does_not_move_to_two_at_once(store: Store) -> None:
    """Two turns of one batch that want one draft are stepped one after the other."""

    def work(conn: Connection) -> None:
        first, here = pair(conn)
        talk(conn, first, draft("1"))
        third = endpoint(conn, "3", "telegram")
        both = [Move(draft("1"), first.id, who.id) for who in (here, third)]
        with pytest.raises(Overtaken):
            moving.take_over(conn, SEALER, both)

    await store.write(work)


def test_what_a_turn_saw_is_of_the_one_endpoint() -> None:
    """Drafts shown by a code count too, those of other endpoints do not."""
    mine, others = draft("1"), draft("2")
    known: dict[object, object] = {
        PassSeen("48217735"): PassView("open", "move", Other("a", "telegram", (mine,))),
        Elsewhere(): (Other("b", "telegram", (others,)),),
        PeopleHere(): ("Siti",),
        NikHolder("x"): "nobody",
    }
    assert moving.seen(known, "a") == {mine.id: mine}
    assert moving.seen(known, "b") == {others.id: others}


# --- records -------------------------------------------------------------------------------


async def test_links_are_copied_with_their_roles_and_stay(store: Store) -> None:
    """The new endpoint speaks for the same people, the old one too; twice is once."""

    def work(conn: Connection) -> None:
        first, here = pair(conn)
        siti = participant(conn, "Siti", first)
        budi = participant(conn, "Budi", first, "helper")
        record(conn, here, TalkMoved(first.id, ()))
        record(conn, here, TalkMoved(first.id, ()))
        rows = conn.execute(select(links.c.endpoint_id, links.c.participant_id, links.c.role))
        both = {(siti, "self"), (budi, "helper")}
        assert {tuple(row) for row in rows} == {
            (w.id, *each) for w in (first, here) for each in both
        }
        assert acts(conn) == [("talk_moved", first.id)] * 2

    await store.write(work)


async def test_a_person_confirmed_is_in_doubt_no_more(store: Store) -> None:
    """What they speak for stays, and it is noted; a secret heard leaves nothing."""

    def work(conn: Connection) -> None:
        who = endpoint(conn, "1", at=LONG_AGO)
        participant(conn, "Siti", who)
        endpoints.touch(conn, [who.id], NOW)
        record(conn, who, PersonConfirmed(), SecretHeard("nik"))
        assert not again(conn, who).doubtful(NOW)
        assert ask(conn, who, PeopleHere()) == ("Siti",)
        assert acts(conn) == [("person_confirmed", who.id)]

    await store.write(work)


async def test_a_person_denied_speaks_for_nobody(store: Store) -> None:
    """Links and notices for those before are gone, a neighbour's stay; the phone stays vouched."""

    def work(conn: Connection) -> None:
        who, other = pair(conn)
        endpoints.set_doubt(conn, [who.id, other.id], True)
        for each in (who, other):
            participant(conn, "Siti", each)
        kinds: list[Kind] = ["notice", "reply"]
        for n, kind in enumerate(kinds):
            row = NewOutboxRow(f"{n:032}", who.id, "t", "a", kind, "menu", b"", NOW, NOW)
            outbox.put(conn, [row])
        record(conn, who, PersonDenied())
        assert ask(conn, who, PeopleHere()) == ()
        assert ask(conn, other, PeopleHere()) == ("Siti",)
        now = again(conn, who)
        assert (now.doubt, now.phone, now.vouched(NOW + SILENT)) == (False, PHONE, True)
        assert again(conn, other).doubt
        states = [(r.state, r.error_code) for r in outbox.of_endpoint(conn, who.id)]
        assert states == [("dropped", "denied"), ("waiting", None)]
        assert acts(conn) == [("person_denied", who.id)]

    await store.write(work)


async def test_drafts_of_an_endpoint_without_any(store: Store) -> None:
    """Nothing is given for it."""

    def work(conn: Connection) -> dict[str, tuple[Draft, ...]]:
        who = endpoint(conn, "1", "telegram")
        talk(conn, who)
        assert conn.scalars(select(talks.c.endpoint_id)).all() == [who.id]
        return moving.drafts_of(conn, SEALER, [who.id])

    assert await store.write(work) == {}
