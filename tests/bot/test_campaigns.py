"""Campaigns end to end: frozen, approved, sent once each, held or dropped when claimed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, select

from bot.wiring import ACCOUNT
from storage import campaigns, campaigns_run, endpoints, mourning, outbox
from storage.campaigns import Campaign, Plan
from storage.officers import Officer
from storage.outbox import Outcome
from storage.tables import campaign_recipients, participants
from storage.tables import campaigns as rows
from storage.tables import outbox as said
from tests import campaigning as made
from tests.bot.house import Office, Phone, office, words

__all__ = ["office"]

T = TypeVar("T")
MONDAY = "2026-11-23T10:00:00+08:00"
EVENING = "2026-11-23T19:00:00+08:00"
NEXT_MORNING = "2026-11-24T09:30:00+08:00"


class Desk:
    """An office whose officers make campaigns."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.sealer = office.sealers.sealer

    async def do(self, work: Callable[[Connection], T]) -> T:
        """What an act of `storage` gives."""
        return await self.office.house.store.write(work)

    async def officer(
        self, role: Any = "desa", regions: tuple[str, ...] = (made.VILLAGE,), name: str = ""
    ) -> Officer:
        """An officer."""
        return await self.do(lambda conn: made.officer(conn, role, regions, name))

    async def person(self, name: str, seed: int, **more: Any) -> Phone:
        """A phone of a person of the village."""
        key = self.office.sealers.opener.endpoint_key("terminal", ACCOUNT, name)

        def put(conn: Connection) -> None:
            now = self.office.clock()
            which = made.phone(conn, self.sealer, name, now, index=key)
            made.member(conn, self.sealer, seed, which, **more)

        await self.do(put)
        return self.office.phone(name)

    async def submitted(self, who: Officer, its: Plan | None = None) -> str:
        """Given in and frozen."""
        now = self.office.clock()
        which = await self.do(
            lambda conn: made.submitted(conn, self.sealer, who, its or made.plan(), now)
        )
        await self.office.house.settle()
        return which

    async def act(self, act: Callable[..., Any], who: Officer, which: str) -> Any:
        """Pauses, resumes, cancels, retries."""
        now = self.office.clock()
        return await self.do(lambda conn: act(conn, self.sealer, made.by(who, now), which))

    async def one(self, which: str) -> Campaign:
        """As it stands."""
        (row,) = await self.office.rows(rows, rows.c.id == which)
        return campaigns.read(self.sealer, row)

    async def states(self, which: str) -> dict[str, str]:
        """State of each recipient, by endpoint."""
        mine = campaign_recipients.c.campaign_id == which
        found = await self.office.rows(campaign_recipients, mine)
        return {row.endpoint_id: row.state for row in found}


@pytest.fixture
def desk(office: Office) -> Desk:
    """A Monday morning."""
    office.clock.move(MONDAY)
    return Desk(office)


async def test_a_small_one_of_the_own_village_goes_at_once(desk: Desk) -> None:
    """Each gets it once, with the own name and cover; it says who speaks and how to stop."""
    siti = await desk.person("siti", 1, paid=("2026-11", "2026-12", "2027-01"))
    darto = await desk.person("darto", 2)
    which = await desk.submitted(await desk.officer())
    told = words(await siti.news())
    assert told.startswith("Kabar dari *Pemerintah Desa Segumbang*:")
    assert "balai Segumbang" in told
    assert "31 Januari 2027" in told
    assert "Ketik *berhenti*" in told
    assert "belum ada iuran yang tercatat" in words(await darto.news())
    found = await desk.one(which)
    assert (found.state, found.needs, found.recipients) == ("done", "none", 2)
    assert set((await desk.states(which)).values()) == {"sent"}
    await desk.office.house.settle()
    assert await siti.news() == []


async def test_beyond_the_own_village_a_second_officer_approves(desk: Desk) -> None:
    """Who wrote it cannot; nothing is sent before; then exactly the frozen ones get it."""
    siti = await desk.person("siti", 1)
    author = await desk.officer("kabupaten", ("63.10",), "satu")
    second = await desk.officer("kabupaten", ("63.10",), "dua")
    which = await desk.submitted(author, made.plan(regions=("63.10",)))
    assert (await desk.one(which)).state == "waiting"
    assert await siti.news() == []
    later = await desk.person("nanti", 7)  # registered after the freezing
    now = desk.office.clock()
    with pytest.raises(campaigns.NotAllowed):
        await desk.do(lambda conn: made.approved(conn, desk.sealer, author, which, now))
    await desk.do(lambda conn: made.approved(conn, desk.sealer, second, which, now))
    assert len(await siti.settled()) == 1
    assert await later.news() == []


async def test_who_stops_dies_or_mourns_after_freezing_gets_nothing(desk: Desk) -> None:
    """Each is dropped when its message is claimed, with the reason."""
    people = [await desk.person(f"orang{place}", place) for place in range(1, 6)]
    ids = [await each.endpoint_id() for each in people]
    author = await desk.officer("kabupaten", ("63.10",), "satu")
    second = await desk.officer("kabupaten", ("63.10",), "dua")
    which = await desk.submitted(author, made.plan(regions=("63.10",)))
    now = desk.office.clock()

    def leave(conn: Connection) -> None:
        endpoints.stop(conn, [(ids[0], "all"), (ids[1], "news")])
        mourning.begin(conn, ids[2], now)
        dead = select(campaign_recipients.c.participant_id).where(
            campaign_recipients.c.endpoint_id == ids[3]
        )
        gone = participants.update().where(participants.c.id.in_(dead))
        conn.execute(gone.values(standing="dead"))
        made.approved(conn, desk.sealer, second, which, now)

    await desk.do(leave)
    await desk.office.house.settle()
    heard = [len(await each.news()) for each in people]
    assert heard == [0, 0, 0, 0, 1]
    mine = await desk.office.rows(campaign_recipients, campaign_recipients.c.campaign_id == which)
    assert {row.endpoint_id: row.error_code for row in mine} == dict(
        zip(ids, ["stopped", "stopped", "mourned", "mourned", None], strict=True)
    )


async def test_quiet_hours_always_hold(desk: Desk) -> None:
    """After Maghrib nothing goes, not even what was planned before; next morning it does."""
    siti = await desk.person("siti", 1)
    desk.office.clock.move(EVENING)
    which = await desk.submitted(await desk.officer())
    assert await siti.news() == []
    assert (await desk.one(which)).state == "approved"
    desk.office.clock.move(NEXT_MORNING)
    assert len(await siti.settled()) == 1


async def test_it_begins_at_its_time(desk: Desk) -> None:
    """Not before."""
    siti = await desk.person("siti", 1)
    start = desk.office.clock() + timedelta(hours=1)
    await desk.submitted(await desk.officer(), made.plan(start_at=start))
    assert await siti.news() == []
    desk.office.clock.move("2026-11-23T11:05:00+08:00")
    assert len(await siti.settled()) == 1


async def frozen_and_queued(desk: Desk, count: int = 4) -> tuple[Officer, str]:
    """A running campaign whose messages wait in the outbox."""
    for place in range(count):
        await desk.person(f"orang{place}", place + 1)
    author = await desk.officer()
    now = desk.office.clock()
    which = await desk.do(lambda conn: made.submitted(conn, desk.sealer, author, made.plan(), now))
    for _ in range(3):  # freezes, begins, queues
        await desk.office.house.sender.fire_timers()
    assert await desk.office.count(said, said.c.state == "waiting") == count
    return author, which


async def test_pause_holds_at_once_and_resume_goes_on(desk: Desk) -> None:
    """What waited in the outbox is taken back; nobody gets it twice."""
    author, which = await frozen_and_queued(desk)
    await desk.act(campaigns.pause, author, which)
    await desk.office.house.settle()
    assert set((await desk.states(which)).values()) == {"frozen"}
    assert await desk.office.count(said, said.c.state == "sent") == 0
    await desk.act(campaigns.resume, author, which)
    await desk.office.house.settle()
    assert await desk.office.count(said, said.c.kind == "campaign", said.c.state == "sent") == 4
    assert (await desk.one(which)).state == "done"


async def test_cancel_ends_it_for_good(desk: Desk) -> None:
    """Nobody gets it any more, and it cannot be resumed."""
    author, which = await frozen_and_queued(desk)
    await desk.act(campaigns.cancel, author, which)
    await desk.office.house.settle()
    assert await desk.office.count(said, said.c.state == "sent") == 0
    with pytest.raises(campaigns.NotNow):
        await desk.act(campaigns.resume, author, which)


async def test_a_killed_sender_leaves_unknown_never_twice(desk: Desk) -> None:
    """Rows being sent when the process died are unknown; the others go on; retry leaves them."""
    author, which = await frozen_and_queued(desk)
    house = desk.office.house
    taken = await house.store.write(
        lambda conn: outbox.claim(conn, "terminal", ACCOUNT, desk.office.clock(), 2)
    )
    again = await desk.office.again()  # the old process never came to record anything
    await again.house.start()
    if house.store.dialect == "postgresql":  # there a dead sender's rows are known by their age
        desk.office.clock.move("2026-11-23T10:02:00+08:00")
        await again.house.sender.recover()
    await again.house.settle()
    states = await desk.states(which)
    assert {states[str(row.endpoint_id)] for row in taken} == {"unknown"}
    assert sorted(states.values()) == ["sent", "sent", "unknown", "unknown"]
    assert await desk.act(campaigns.retry, author, which) == 0
    await again.house.close()


async def test_it_is_spread_over_its_hours(desk: Desk) -> None:
    """One at once, half after half of the time, all at its end; nobody twice."""
    people = [await desk.person(f"orang{place}", place + 1) for place in range(4)]
    await desk.submitted(await desk.officer(), made.plan(spread_hours=2))
    heard = [0] * 4
    for clock, most in (("10:00", 1), ("11:00", 3), ("15:50", 4), ("16:30", 4)):
        desk.office.clock.move(f"2026-11-23T{clock}:06+08:00")
        await desk.office.house.settle()
        for place, each in enumerate(people):
            heard[place] += len(await each.news())
        assert sum(heard) == most, clock
    assert heard == [1] * 4


async def test_only_the_failed_are_tried_again(desk: Desk) -> None:
    """A failed one goes once more, the sent ones not."""
    author, which = await frozen_and_queued(desk)
    house, now = desk.office.house, desk.office.clock()

    def fail(conn: Connection) -> str:
        (row,) = outbox.claim(conn, "terminal", ACCOUNT, now, 1)
        outbox.finish(conn, [Outcome(row.seq, "failed", error_code="refused")])
        return str(row.endpoint_id)

    failed = await house.store.write(fail)
    await house.settle()
    assert (await desk.states(which))[failed] == "failed"
    assert await desk.act(campaigns.retry, author, which) == 1
    await house.settle()
    assert set((await desk.states(which)).values()) == {"sent"}
    assert await desk.office.count(said, said.c.kind == "campaign", said.c.state == "sent") == 4


async def test_a_repeat_is_frozen_anew_and_needs_approval(desk: Desk) -> None:
    """A week later with those who are there then; small and of the own village as it is."""
    await desk.person("siti", 1)
    which = await desk.submitted(await desk.officer(), made.plan(repeats="week"))
    await desk.office.house.settle()
    (again,) = await desk.office.rows(rows, rows.c.repeat_of == which)
    assert (again.state, again.needs) == ("waiting", "second")
    assert again.start_at - (await desk.one(which)).started_at == timedelta(days=7)


async def test_replies_go_before_a_campaign(desk: Desk) -> None:
    """A row of a campaign is claimed behind everything that somebody waits for."""
    await frozen_and_queued(desk)
    asker = desk.office.phone("penanya")
    await asker.put(text="halo")
    await desk.office.house.engine.run_batch()
    claimed = await desk.office.house.store.write(
        lambda conn: outbox.claim(conn, "terminal", ACCOUNT, desk.office.clock(), 9)
    )
    assert [row.kind for row in claimed] == ["reply", *["campaign"] * 4]


async def test_two_campaigns_take_turns(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither waits for the end of the other."""
    monkeypatch.setattr(campaigns_run, "SHARE", 2)
    for place in range(6):
        await desk.person(f"orang{place}", place + 1)
        await desk.person(f"lain{place}", place + 11, village=made.OTHER)
    here = await desk.officer()
    there = await desk.officer("desa", (made.OTHER,))
    now = desk.office.clock()
    for who, village in ((here, made.VILLAGE), (there, made.OTHER)):
        its = made.plan(regions=(village,))
        give = partial(made.submitted, sealer=desk.sealer, who=who, its=its, now=now)
        await desk.do(give)
    await desk.office.house.settle()
    sent = await desk.office.rows(said, said.c.kind == "campaign")
    order = [row.message_id for row in sent]
    assert len(order) == 12
    assert set(order[:4]) == set(order[4:8]) == set(order[8:])


async def test_a_made_up_person_gets_none_but_of_the_simulator(desk: Desk) -> None:
    """Trial people are left out, unless the campaign is for them, who then get it alone."""
    real = await desk.person("siti", 1)

    def put(conn: Connection) -> None:
        which = made.phone(conn, desk.sealer, "coba", desk.office.clock(), trial=True)
        made.member(conn, desk.sealer, 5, which, trial=True)

    await desk.do(put)
    author = await desk.officer()
    which = await desk.submitted(author)
    assert len(await desk.states(which)) == 1
    await real.news()
    which = await desk.submitted(author, made.plan(trial=True))
    assert len(await desk.states(which)) == 1
    assert await real.news() == []
