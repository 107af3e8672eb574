"""One-time codes: what each may do, once, by whom, for how long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select

from conversations.facts import PassSeen, PassView
from conversations.happened import MoveCodeGiven, PassTried, PassUsed
from storage import endpoints, passes
from storage.endpoints import Endpoint
from storage.others import CODES_A_DAY
from storage.passes import CodeTaken, NewPass
from storage.scope import Scope
from storage.speakers import UnclaimedPass
from storage.store import Store
from storage.tables import audit, links, tries
from storage.tables import passes as table
from tests.storage.places import (
    NOW,
    SEALER,
    VILLAGE,
    acts,
    ask,
    draft,
    endpoint,
    participant,
    record,
    talk,
)

CODE, OTHER_CODE = "48217735", "10293847"
MINUTE = timedelta(minutes=1)
UNTIL = NOW + 15 * MINUTE
OFFICER = "officer-1"


def given(conn: Connection, who: Endpoint, code: str = CODE, until: datetime = UNTIL) -> None:
    """A code to move was shown at an endpoint."""
    record(conn, who, MoveCodeGiven(code, until))


def state(conn: Connection, who: Endpoint, code: str = CODE, now: datetime = NOW) -> str:
    """What an endpoint that writes the code is told of it."""
    view: PassView = ask(conn, who, PassSeen(code), now)
    return view.state


async def test_a_code_to_move_shows_where_it_was_shown(store: Store) -> None:
    """It opens the other's drafts and people; where it was shown itself it opens nothing more."""

    def work(conn: Connection) -> None:
        ani, budi = endpoint(conn, "628120000001"), endpoint(conn, "4711", "telegram")
        waiting, opened = draft("1"), draft("2", "Aminah")
        talk(conn, ani, opened, waiting)
        participant(conn, "Siti", ani)
        given(conn, ani)
        view = ask(conn, budi, PassSeen(CODE))
        assert (view.state, view.kind, view.name) == ("open", "move", "")
        assert (view.other.endpoint, view.other.channel) == (ani.id, "whatsapp")
        assert view.other.drafts == (opened, waiting)
        assert view.other.people == 1
        assert ask(conn, ani, PassSeen(CODE)) == PassView("open", "move", None)
        assert ("move_code_given", ani.id) in acts(conn)

    await store.write(work)


async def test_a_code_is_used_exactly_once(store: Store) -> None:
    """Of two who want it the first has it, in one claim or in two; then it is used for all."""

    def work(conn: Connection) -> None:
        ani, budi, caca = (endpoint(conn, each, "telegram") for each in ("1", "2", "3"))
        given(conn, ani)
        wanted = [(CODE, budi.id), (CODE, caca.id), (OTHER_CODE, caca.id)]
        assert passes.claim(conn, SEALER, wanted, NOW) == {CODE: budi.id}
        assert passes.claim(conn, SEALER, wanted, NOW) == {}
        assert not passes.use(conn, SEALER, CODE, caca.id, NOW)
        assert state(conn, caca) == "used"
        assert passes.find(conn, SEALER, [CODE], NOW)[CODE].used_by == budi.id

    await store.write(work)


async def test_a_code_wanted_at_once_is_won_by_one(store: Store) -> None:
    """Two processes that write at the same time do not both win."""

    def prepare(conn: Connection) -> list[str]:
        ani, budi, caca = (endpoint(conn, each, "telegram") for each in ("1", "2", "3"))
        given(conn, ani)
        return [budi.id, caca.id]

    def using(who: str) -> Callable[[Connection], bool]:
        return lambda conn: passes.use(conn, SEALER, CODE, who, NOW)

    both = await store.write(prepare)
    won = await asyncio.gather(*(store.write(using(who)) for who in both))
    assert sorted(won) == [False, True]


ENDS = [
    # its last moment
    (UNTIL - timedelta(microseconds=1), "open"),
    # over
    (UNTIL, "expired"),
]


@pytest.mark.parametrize(("now", "said"), ENDS)
async def test_a_code_ends(store: Store, now: datetime, said: str) -> None:
    """What is over is told as expired and cannot be used."""

    def work(conn: Connection) -> tuple[str, bool]:
        ani, budi = endpoint(conn, "1", "telegram"), endpoint(conn, "2", "telegram")
        given(conn, ani)
        return state(conn, budi, CODE, now), passes.use(conn, SEALER, CODE, budi.id, now)

    assert await store.write(work) == (said, said == "open")


async def test_digits_are_given_anew_only_when_they_are_over(store: Store) -> None:
    """A good code is never given a second time: it would open somebody else's talk."""

    def work(conn: Connection) -> None:
        ani, budi = endpoint(conn, "1", "telegram"), endpoint(conn, "2", "telegram")
        given(conn, ani)
        with pytest.raises(CodeTaken):
            given(conn, budi)
        later = UNTIL + MINUTE
        record(conn, budi, MoveCodeGiven(CODE, later + MINUTE), now=later)
        assert passes.find(conn, SEALER, [CODE], later)[CODE].endpoint_id == budi.id
        passes.put(conn, SEALER, [], NOW)

    await store.write(work)


async def test_wrong_codes_tire(store: Store) -> None:
    """After ten different codes in a day no other is answered, good or not; a looked-up one is."""

    def work(conn: Connection) -> None:
        ani, budi = endpoint(conn, "1", "telegram"), endpoint(conn, "2", "telegram")
        given(conn, ani)
        for number in range(CODES_A_DAY - 1):
            record(conn, budi, PassTried(f"{number:08}"))
        assert state(conn, budi) == "open"
        record(conn, budi, PassTried(CODE))
        assert state(conn, budi) == "open"
        assert state(conn, budi, OTHER_CODE) == "tired"
        record(conn, budi, PassTried(OTHER_CODE))
        assert state(conn, budi, OTHER_CODE) == "tired"
        assert state(conn, budi) == "tired"
        assert state(conn, ani, OTHER_CODE) == "unknown"
        assert state(conn, budi, OTHER_CODE, NOW + timedelta(days=1)) == "unknown"
        assert set(conn.scalars(select(tries.c.kind))) == {"pass"}

    await store.write(work)


WORLDS = [
    # made-up people among themselves
    (True, True, "open"),
    # real ones too
    (False, False, "open"),
    # nobody crosses over
    (True, False, "unknown"),
    (False, True, "unknown"),
]


@pytest.mark.parametrize(("there", "here", "said"), WORLDS)
async def test_made_up_people_stay_among_themselves(
    store: Store, there: bool, here: bool, said: str
) -> None:
    """A talk of the simulator never goes on at a real endpoint, nor the other way; people alike."""

    def work(conn: Connection) -> list[str]:
        ani = endpoint(conn, "1", "browser", trial=there)
        budi = endpoint(conn, "2", "telegram", trial=here)
        given(conn, ani)
        siti = participant(conn, "Siti", trial=there)
        whole = Scope.whole()
        passes.for_person(conn, SEALER, whole, OFFICER, siti, OTHER_CODE, NOW)
        return [state(conn, budi), state(conn, budi, OTHER_CODE)]

    assert await store.write(work) == [said, said]


async def test_a_doubtful_number_opens_nothing(store: Store) -> None:
    """A code that was shown at a number which may be somebody else's by now is unknown."""

    def work(conn: Connection) -> None:
        ani, budi = endpoint(conn, "1"), endpoint(conn, "2", "telegram")
        given(conn, ani)
        endpoints.set_doubt(conn, [ani.id], True)
        assert state(conn, budi) == "unknown"
        assert state(conn, ani) == "open"

    await store.write(work)


async def test_an_officer_links_a_persons_new_phone(store: Store) -> None:
    """Good for three days; whoever uses it speaks for that person as themselves; all is noted."""

    def work(conn: Connection) -> None:
        budi = endpoint(conn, "2", "telegram")
        siti = participant(conn, "Siti Aminah")
        scope = Scope(("63.10",))
        until = passes.for_person(conn, SEALER, scope, OFFICER, siti, CODE, NOW)
        assert until == NOW + timedelta(days=3)
        assert ask(conn, budi, PassSeen(CODE)) == PassView("open", "person", None, "Siti")
        assert passes.use(conn, SEALER, CODE, budi.id, NOW)
        record(conn, budi, PassUsed(CODE))
        (link,) = conn.execute(select(links)).all()
        assert (link.endpoint_id, link.participant_id, link.role) == (budi.id, siti, "self")
        assert acts(conn) == [("pass_given", siti), ("pass_used", siti)]
        actors = conn.execute(select(audit.c.actor_kind, audit.c.actor))
        assert {tuple(row) for row in actors} == {("officer", OFFICER), ("person", budi.id)}

    await store.write(work)


@pytest.mark.parametrize("region", ["63.10.04", "63.01", f"{VILLAGE[:-1]}"])
async def test_an_officer_links_only_people_of_the_own_region(store: Store, region: str) -> None:
    """Who lies elsewhere is as if not there: no code, no audit."""

    def work(conn: Connection) -> tuple[object, ...]:
        siti = participant(conn, "Siti")
        told = passes.for_person(conn, SEALER, Scope((region,)), OFFICER, siti, CODE, NOW)
        return told, passes.find(conn, SEALER, [CODE], NOW), acts(conn)

    assert await store.write(work) == (None, {}, [])


async def test_an_invitation_makes_one_chat_an_officers(store: Store) -> None:
    """Good for seven days, sealed whom it is for, never for the simulator's people."""

    def work(conn: Connection) -> None:
        budi, trial = endpoint(conn, "2", "telegram"), endpoint(conn, "3", "browser", trial=True)
        about = {"name": "Rahmah", "village": VILLAGE}
        until = passes.invite_officer(conn, SEALER, OFFICER, about, CODE, NOW)
        assert until == NOW + timedelta(days=7)
        assert ask(conn, budi, PassSeen(CODE)) == PassView("open", "officer")
        assert state(conn, trial) == "unknown"
        assert passes.use(conn, SEALER, CODE, budi.id, NOW)
        record(conn, budi, PassUsed(CODE))
        kept = passes.find(conn, SEALER, [CODE], NOW)[CODE]
        assert (kept.about, kept.used_by, kept.created_by) == (about, budi.id, OFFICER)
        assert acts(conn) == [("officer_invited", kept.id), ("officer_joined", kept.id)]
        sealed = conn.scalar(select(table.c.about))
        assert b"Rahmah" not in (sealed or b"")
        assert conn.scalar(select(func.count()).select_from(links)) == 0

    await store.write(work)


async def test_a_code_that_was_not_claimed_does_nothing(store: Store) -> None:
    """Records refuse a use that lost, so that a turn which forgot to claim cannot link anybody."""

    def work(conn: Connection) -> None:
        ani, budi = endpoint(conn, "1", "telegram"), endpoint(conn, "2", "telegram")
        siti = participant(conn, "Siti")
        passes.for_person(conn, SEALER, Scope.whole(), OFFICER, siti, CODE, NOW)
        for code in (CODE, OTHER_CODE):
            with pytest.raises(UnclaimedPass):
                record(conn, budi, PassUsed(code))
        passes.claim(conn, SEALER, [(CODE, ani.id)], NOW)
        with pytest.raises(UnclaimedPass):
            record(conn, budi, PassUsed(CODE))
        assert conn.execute(select(links)).all() == []

    await store.write(work)


async def test_codes_are_kept_as_indexes_only(store: Store) -> None:
    """The digits themselves are nowhere in the row."""

    def work(conn: Connection) -> str:
        ani = endpoint(conn, "1", "telegram")
        passes.put(conn, SEALER, [NewPass(CODE, "move", ani.id, UNTIL, ani.id)], NOW)
        return repr(conn.execute(select(table)).all())

    assert CODE not in await store.write(work)
