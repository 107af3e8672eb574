"""Campaigns in the store: who is meant and left out, what may be said, nobody twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, StaticPool, create_engine, insert, select, update

from bot.campaigns import HELD, verdict
from conversations.broadcast_rules import marks, wrongs
from conversations.broadcast_text import Content
from storage import (
    campaigns,
    campaigns_claimed,
    campaigns_freezing,
    campaigns_held,
    campaigns_run,
    endpoints,
    mourning,
    outbox,
    recipients,
)
from storage.campaigns import Campaign
from storage.campaigns_audience import Audience, Counted, Meant
from storage.campaigns_count import count
from storage.crypto import Sealer
from storage.keys import load_or_create
from storage.outbox import OutboxRow, Outcome, State
from storage.scope import Scope
from storage.store import Store, insert_into
from storage.tables import campaign_recipients, links, participants
from storage.tables import endpoints as phones
from storage.tables import outbox as said
from tests import campaigning as made

T = TypeVar("T")
NOW, TODAY = made.NOON, date(2026, 11, 23)
EVERYTHING = Scope(("63.10",))


@pytest.fixture
def sealer(tmp_path: Path) -> Sealer:
    """Keys of this test."""
    return Sealer(load_or_create(tmp_path / "keys" / "test.keys", NOW, True))


def meant(audience: Audience | None = None, scope: Scope = EVERYTHING, **more: Any) -> Meant:
    """An audience with what its questions need."""
    its = audience or Audience(("63.10",))
    given = {"campaign": "", "trial": False, "today": TODAY, "sent_at": NOW, **more}
    return Meant(its, scope, **given)


# --- who is meant, who is left out ---------------------------------------------------------


async def test_who_is_left_out_and_why(store: Store, sealer: Sealer) -> None:
    """Each reason is counted; a phone with six people gets one message."""

    def put(conn: Connection) -> Counted:
        family = made.phone(conn, sealer, "family")
        for seed in range(6):
            made.member(conn, sealer, seed, family, role="self" if seed == 0 else "helper")
        made.member(conn, sealer, 10, made.phone(conn, sealer, "stopped", stopped="all"))
        made.member(conn, sealer, 11, made.phone(conn, sealer, "news", stopped="news"))
        made.member(conn, sealer, 12, made.phone(conn, sealer, "gone"))
        made.member(conn, sealer, 13, None)
        made.member(conn, sealer, 14, made.phone(conn, sealer, "dead"), standing="dead")
        made.member(conn, sealer, 15, made.phone(conn, sealer, "mourned"), mourned_at=NOW)
        grieving = made.phone(conn, sealer, "grief")
        made.member(conn, sealer, 16, grieving)
        mourning.begin(conn, grieving, NOW)
        old = NOW - timedelta(days=2)
        made.member(conn, sealer, 17, made.phone(conn, sealer, "wa", old, channel="whatsapp"))
        made.member(conn, sealer, 18, made.phone(conn, sealer, "new", channel="whatsapp"))
        made.member(conn, sealer, 19, made.phone(conn, sealer, "try", trial=True), trial=True)
        away(conn, "gone")
        return count(conn, meant())

    def away(conn: Connection, name: str) -> None:
        key = sealer.index("tests.phone", f"terminal {name}")
        mine = phones.c.address_index == key
        conn.execute(update(phones).where(mine).values(active=False))

    found = await store.write(put)
    assert found.left_out == {
        "consent": 1,
        "stopped": 1,
        "no_channel": 2,
        "grief": 3,
        "window": 1,
    }
    assert (found.people, found.reached, found.messages) == (15, 7, 2)


async def test_with_a_template_the_window_is_open(store: Store, sealer: Sealer) -> None:
    """For the accounts whose template is approved."""

    def put(conn: Connection) -> tuple[int, int]:
        old = NOW - timedelta(days=2)
        which = made.phone(conn, sealer, "wa", old, channel="whatsapp", account="1")
        made.member(conn, sealer, 1, which)
        templated = meant(templated=frozenset({"1"}))
        return count(conn, meant()).reached, count(conn, templated).reached

    assert await store.write(put) == (0, 1)


async def test_stop_on_the_own_phone_stops_all_ways(store: Store, sealer: Sealer) -> None:
    """A person with two phones who stopped on one is not reached by the other."""

    def put(conn: Connection) -> Counted:
        who = made.member(conn, sealer, 1, made.phone(conn, sealer, "one", stopped="all"))
        other = made.phone(conn, sealer, "two")
        row = {"endpoint_id": other, "participant_id": who, "role": "self", "created_at": NOW}
        conn.execute(insert(links), row)
        return count(conn, meant())

    assert (await store.write(put)).left_out == {"stopped": 1}


FILTERS: list[tuple[dict[str, Any], int]] = [
    ({}, 4),  # all of the village
    ({"cover": "covered"}, 2),  # paid for now
    ({"cover": "lapsing"}, 1),  # within two weeks
    ({"cover": "open"}, 2),  # nothing paid for now
    ({"cover": "never"}, 1),  # never anything
    ({"sponsor": "self"}, 3),  # pays for itself
    ({"occupations": ("fisher",)}, 1),  # by work
    ({"roles": ("participant",)}, 4),  # the own phones
    ({"roles": ("helper",)}, 0),  # nobody helps here
    ({"seen_days": 30}, 3),  # one was silent for long
    ({"language": "bjn"}, 0),  # nobody agreed in Banjar
    ({"listed": True}, 0),  # no list is kept
]


@pytest.mark.parametrize(("parts", "people"), FILTERS)
async def test_each_filter_narrows(
    store: Store, sealer: Sealer, parts: dict[str, Any], people: int
) -> None:
    """And never leads out of the scope, whatever regions it names."""

    def put(conn: Connection) -> tuple[int, int, int]:
        own = [made.phone(conn, sealer, f"p{place}") for place in range(3)]
        silent = made.phone(conn, sealer, "silent", NOW - timedelta(days=60))
        made.member(conn, sealer, 1, own[0], paid=("2026-11",))
        made.member(conn, sealer, 2, own[1], paid=("2026-11", "2026-12"), occupation="fisher")
        made.member(conn, sealer, 3, own[2], paid=("2026-01",))
        made.member(conn, sealer, 4, silent, payer="village")
        far = made.phone(conn, sealer, "far")
        made.member(conn, sealer, 5, far, made.OTHER, paid=("2026-11",), occupation="fisher")
        mine = Scope((made.VILLAGE,))
        audience = Audience((made.VILLAGE,), **parts)
        forged = replace(audience, regions=(made.OTHER,))
        wide = replace(audience, regions=("63.10",))
        return (
            count(conn, meant(audience, mine)).people,
            count(conn, meant(forged, mine)).people,
            count(conn, meant(wide, mine)).people,
        )

    assert await store.write(put) == (people, 0, people)


async def test_one_phone_on_two_channels_gets_one(store: Store, sealer: Sealer) -> None:
    """The vouched number is the same: two people, two channels, one message."""

    def put(conn: Connection) -> int:
        author = made.officer(conn)
        for place, channel in enumerate(("telegram", "whatsapp")):
            which = made.phone(conn, sealer, channel, channel=channel, number="+6281200000001")
            made.member(conn, sealer, place, which)
        its = campaigns.make(conn, sealer, made.by(author), made.plan())
        asked = meant(Audience((made.VILLAGE,)), campaign=its)
        return sum(recipients.freeze(conn, asked, span) for span in recipients.spans(conn, asked))

    assert await store.write(put) == 1


async def test_chunks_freeze_what_one_statement_would(store: Store, sealer: Sealer) -> None:
    """Also when a killed process begins again in the middle."""

    def put(conn: Connection) -> tuple[int, int, int]:
        author = made.officer(conn)
        for seed in range(7):
            made.member(conn, sealer, seed, made.phone(conn, sealer, f"p{seed}"))
        its = campaigns.make(conn, sealer, made.by(author), made.plan())
        asked = meant(Audience((made.VILLAGE,)), campaign=its)
        spans = recipients.spans(conn, asked, 3)
        first = sum(recipients.freeze(conn, asked, span) for span in spans[:2])
        again = sum(recipients.freeze(conn, asked, span) for span in spans)
        return len(spans), first, first + again

    assert await store.write(put) == (3, 6, 7)


async def test_nobody_gets_two_a_day(store: Store, sealer: Sealer) -> None:
    """Who is in another campaign of the day is left out of this one."""

    def put(conn: Connection) -> Counted:
        author = made.officer(conn)
        made.member(conn, sealer, 1, made.phone(conn, sealer, "p"))
        its = campaigns.make(conn, sealer, made.by(author), made.plan())
        asked = meant(Audience((made.VILLAGE,)), campaign=its)
        for span in recipients.spans(conn, asked):
            recipients.freeze(conn, asked, span)
        return count(conn, meant(others=(its,)))

    assert (await store.write(put)).left_out == {"other": 1}


# --- what may be said ----------------------------------------------------------------------

SAID: list[tuple[str, tuple[str, ...]]] = [
    ("Besok petugas ada di balai desa. Tidak dipungut biaya.", ()),  # free is no request
    ("Jangan transfer ke siapa pun.", ()),  # a warning is none either
    ("Bayar dengan NIK di Alfamart.", ()),  # where contributions are paid
    ("Transfer ke rekening BRI", ("money",)),  # a request
    ("Mohon sumbangan untuk acara", ("money",)),  # a collection
    ("Coblos nomor dua", ("politics",)),  # an election
    ("Salam dari Bupati Fulan", ("name",)),  # a name that is kept
    ("Halo {nama} {NIK}", ("unknown-field",)),  # no field
    ("Halo {nama", ("unknown-field",)),  # half a field
    ("", ("empty",)),  # nothing
    ("x" * 801, ("too-long",)),  # more than one message
]


@pytest.mark.parametrize(("text", "codes"), SAID)
def test_what_may_not_be_said(text: str, codes: tuple[str, ...]) -> None:
    """Requests for money, elections, kept names, unknown fields."""
    found = wrongs(Content({"id": text}), ("Bupati Fulan",))
    assert tuple(each.code for each in found) == codes


MARKS: list[tuple[str, tuple[str, ...]]] = [
    ("Lihat https://contoh.id/x.", ("contoh.id/x",)),  # a link
    ("Buka bit.ly/abc", ("bit.ly/abc",)),  # without a scheme
    ("Telepon 0812-3456-7890", ("081234567890",)),  # a phone
    ("Telepon +62 812 3456 7890", ("081234567890",)),  # the same, another way
    ("Rekening 1234567890123", ("1234567890123",)),  # an account
    ("Tanggal 24-11-2026, jam 9, iuran Rp16.800.000", ()),  # a date and a sum
    ("Bawa KTP dan KK. Jam 09.00 sampai 11.30", ()),  # hours
    ("Telepon 175", ()),  # three digits
]


@pytest.mark.parametrize(("text", "found"), MARKS)
def test_links_and_numbers_are_found(text: str, found: tuple[str, ...]) -> None:
    """In one way of writing, so that a list can be kept."""
    assert marks(Content({"id": text})) == found


# --- nobody twice, nobody who should be left alone -----------------------------------------

PEOPLE = 5
FIXTURE = HealthCheck.function_scoped_fixture  # the template is a session's


@dataclass
class Model:
    """What must hold: who may never get it from now on, and how often each may have got one.

    Whatever was claimed when the process died may have reached its phone.
    """

    barred: set[int] = field(default_factory=set)
    handed: dict[int, int] = field(default_factory=dict)


LEFT_OUT = ("stop", "news", "one", "die", "grieve", "block", "doubt", "other")
BEFORE = st.lists(st.tuples(st.sampled_from(LEFT_OUT), st.integers(0, 4)), max_size=3)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(LEFT_OUT[:-2]), st.integers(0, 4)),
        st.tuples(st.sampled_from(["pause", "resume", "tick", "retry"]), st.just(0)),
        st.tuples(st.sampled_from(["send", "fail", "lose", "crash"]), st.integers(1, 3)),
    ),
    max_size=30,
)


class Machine:
    """A campaign of five phones in a database in memory, moved act by act beside the model."""

    def __init__(self, conn: Connection, sealer: Sealer, before: list[tuple[str, int]]) -> None:
        self.conn, self.sealer, self.model = conn, sealer, Model()
        self.author = made.officer(conn)
        self.phones = [made.phone(conn, sealer, f"p{place}") for place in range(PEOPLE)]
        self.people = [made.member(conn, sealer, i, each) for i, each in enumerate(self.phones)]
        self._second_way(1)  # of somebody with more than one, who is frozen another way
        self.which = campaigns.make(conn, sealer, made.by(self.author), made.plan())
        other = campaigns.make(conn, sealer, made.by(self.author), made.plan())
        for act, which in before:
            self.other(other, which) if act == "other" else self.do(act, which)
        campaigns.submit(conn, sealer, made.by(self.author), self.which, 1)
        asked = meant(Audience((made.VILLAGE,)), campaign=self.which, others=(other,))
        for span in recipients.spans(conn, asked, 2):
            campaigns_freezing.freeze(conn, sealer, asked, span)
        told = count(conn, asked)
        campaigns_freezing.frozen(conn, sealer, asked, told, NOW)
        row = campaign_recipients.c
        mine = select(row.endpoint_id).where(row.campaign_id == self.which)
        frozen = {self.phones.index(each) for each in conn.scalars(mine)}
        assert frozen == set(range(PEOPLE)) - self.model.barred
        assert told.messages == len(frozen) == PEOPLE - sum(told.left_out.values())
        campaigns_run.begin(conn, self.campaign, TODAY, NOW)

    def _second_way(self, which: int) -> None:
        """A blocked phone of a helper, by which nobody is reached."""
        helper = made.phone(self.conn, self.sealer, "helper")
        endpoints.present(self.conn, [(helper, False)])
        row = {"endpoint_id": helper, "participant_id": self.people[which], "role": "helper"}
        self.conn.execute(insert(links), {**row, "created_at": NOW})

    def other(self, campaign: str, which: int) -> None:
        """The phone gets another campaign on that day."""
        row = {"endpoint_id": self.phones[which], "campaign_id": campaign}
        more = {"participant_id": self.people[which], "role": "self", "state": "sent"}
        put = insert_into(self.conn, campaign_recipients).on_conflict_do_nothing()
        self.conn.execute(put, {**row, **more, "village_code": made.VILLAGE})
        self.model.barred.add(which)

    @property
    def campaign(self) -> Campaign:
        """As it stands."""
        return campaigns_held.states(self.conn, self.sealer, [self.which])[self.which]

    def do(self, act: str, which: int) -> None:
        """One thing that happens."""
        by = made.by(self.author)
        match act:
            case "stop" | "news":
                what = "all" if act == "stop" else "news"
                endpoints.stop(self.conn, [(self.phones[which], what)])
                self.model.barred.add(which)
            case "one":  # STOP of this person alone
                endpoints.stop_one(self.conn, self.phones[which], self.people[which], "all")
                self.model.barred.add(which)
            case "die":
                mine = participants.c.id == self.people[which]
                self.conn.execute(update(participants).where(mine).values(standing="dead"))
                self.model.barred.add(which)
            case "grieve":
                mourning.begin(self.conn, self.phones[which], NOW)
                self.model.barred.add(which)
            case "block":
                endpoints.present(self.conn, [(self.phones[which], False)])
                self.model.barred.add(which)
            case "doubt":
                endpoints.set_doubt(self.conn, [self.phones[which]], True)
                self.model.barred.add(which)
            case "pause" | "resume" | "retry":
                self._officer(getattr(campaigns, act), by)
            case "tick":
                found = campaigns_held.held(self.conn, self.sealer, self.which)
                if found is not None and found.state == "running":
                    campaigns_run.fill(self.conn, self.sealer, found, NOW)
            case "crash":
                self._handed(self._claimed(which))
                outbox.release_all(self.conn, ("terminal",), ())
            case _:
                self._hand_over(act, self._claimed(which))

    def _officer(self, act: Callable[..., Any], by: Any) -> None:
        with self.conn.begin_nested() as inside:
            try:
                act(self.conn, self.sealer, by, self.which)
            except campaigns.NotNow:
                inside.rollback()

    def _claimed(self, most: int) -> list[OutboxRow]:
        """As `bot.campaigns.Campaigns.claimed` decides."""
        rows = outbox.claim(self.conn, "terminal", "local", NOW, most)
        known = campaigns_claimed.standing(self.conn, rows)
        going = []
        for row in rows:
            why = verdict(self.campaign, known.get(row.id), False)
            if why == HELD:
                campaigns_claimed.put_back(self.conn, [row])
            elif why:
                campaigns_claimed.drop(self.conn, [row], why)
            else:
                going.append(row)
                place = self.phones.index(str(row.endpoint_id))
                assert place not in self.model.barred
                assert self.campaign.state == "running"
        return going

    def _handed(self, rows: list[OutboxRow]) -> None:
        for row in rows:
            place = self.phones.index(str(row.endpoint_id))
            self.model.handed[place] = self.model.handed.get(place, 0) + 1

    def _hand_over(self, act: str, rows: list[OutboxRow]) -> None:
        """`send`: the platform took it; `lose`: nobody knows; `fail`: it was refused for sure."""
        for row in rows:
            if act == "fail":
                outbox.finish(self.conn, [Outcome(row.seq, "failed", error_code="refused")])
                continue
            self._handed([row])
            state: State = "sent" if act == "send" else "unknown"
            sent = NOW if act == "send" else None
            outbox.finish(self.conn, [Outcome(row.seq, state, sent_at=sent, error_code=None)])


# One for all examples, so that statements are compiled once.
ENGINE: Engine = create_engine("sqlite://", poolclass=StaticPool)


@contextmanager
def memory(template: Path) -> Iterator[Connection]:
    """A migrated database, with its triggers, copied over the one in memory."""
    with ENGINE.connect() as conn, closing(sqlite3.connect(template)) as source:
        source.backup(conn.connection.dbapi_connection)  # type: ignore[arg-type]
        yield conn


KEYS: list[Sealer] = []


@pytest.fixture(scope="module", autouse=True)
def _keys(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One set of keys for all examples."""
    path = tmp_path_factory.mktemp("keys") / "test.keys"
    KEYS.append(Sealer(load_or_create(path, NOW, True)))


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, FIXTURE])
@given(before=BEFORE, acts=ACTS)
def test_nobody_gets_it_twice_and_nobody_who_is_excluded(
    sqlite_template: Path, before: list[tuple[str, int]], acts: list[tuple[str, int]]
) -> None:
    """For any mix of stops, deaths, pauses, crashes and retries; at the end all others have it."""
    with memory(sqlite_template) as conn:
        machine = Machine(conn, KEYS[0], before)
        for act, which in acts:
            machine.do(act, which)
            assert all(times == 1 for times in machine.model.handed.values())
        for _ in range(4):  # what is left to do is done
            for act, which in (("retry", 0), ("resume", 0), ("tick", 0), ("send", 9)):
                machine.do(act, which)
        assert all(times == 1 for times in machine.model.handed.values())
        row = campaign_recipients.c
        left = conn.scalars(select(row.state).where(row.campaign_id == machine.which)).all()
        assert set(left) <= {"sent", "failed", "unknown", "dropped"}
        got = {machine.phones[each] for each in machine.model.handed}
        sent = select(said.c.endpoint_id).where(said.c.state == "sent")
        assert set(conn.scalars(sent)) <= got
