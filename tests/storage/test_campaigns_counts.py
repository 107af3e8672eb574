"""The counts of ways: whatever happens, they tell what reading all ways would tell."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, func, insert, select, text, update

from storage import campaigns_tally, campaigns_ways, mourning
from storage.campaigns_audience import Audience, Meant
from storage.crypto import Sealer
from storage.keys import load_or_create
from storage.scope import Scope
from storage.store import Store, insert_into
from storage.tables import campaign_recipients, links, participants, ways, ways_counts
from storage.tables import endpoints as phones
from tests import campaigning as made

NOW = made.NOON
KINDS = [each.name for each in ways_counts.columns if each.name not in ("shard", "people")]
MEANT = Meant(Audience(("63.10",)), Scope(("63.10",)), "c" * 32, False, date(2026, 11, 23), NOW)
QUESTIONS = [
    MEANT,
    replace(MEANT, audience=Audience(("63.10",), ("participant",))),  # own phones only
    replace(MEANT, audience=Audience(("63.10",), ("helper",))),  # nobody without a helper
    replace(MEANT, audience=Audience((made.VILLAGE,))),  # one village
    replace(MEANT, trial=True),  # nobody of these
    replace(MEANT, templated=frozenset({"local"})),  # the window matters no more
    replace(MEANT, others=("d" * 32,)),  # another campaign of the day
    replace(MEANT, others=("d" * 32,), sent_at=NOW + timedelta(days=1)),  # and most windows closed
]
STEPS = 40


@pytest.fixture
def sealer(tmp_path: Path) -> Sealer:
    """Keys of this test."""
    return Sealer(load_or_create(tmp_path / "keys" / "test.keys", NOW, True))


def truth(conn: Connection) -> dict[tuple[Any, ...], int]:
    """How many ways of each kind there are."""
    columns = [ways.c[name] for name in KINDS]
    rows = conn.execute(select(*columns, func.count()).group_by(*columns))
    return {tuple(row[:-1]): row[-1] for row in rows}


def kept(conn: Connection) -> dict[tuple[Any, ...], int]:
    """The same as the triggers kept it."""
    columns = [ways_counts.c[name] for name in KINDS]
    number = func.sum(ways_counts.c.people)
    rows = conn.execute(select(*columns, number).group_by(*columns).having(number != 0))
    return {tuple(row[:-1]): int(row[-1]) for row in rows}


class World:
    """Ten people, six phones, and what may happen to them."""

    def __init__(self, conn: Connection, sealer: Sealer, chance: random.Random) -> None:
        self.conn, self.chance = conn, chance
        self.phones = [
            made.phone(conn, sealer, f"p{i}", NOW - timedelta(hours=20 * i), channel=channel)
            for i, channel in enumerate(("telegram", "whatsapp") * 3)
        ]
        pairs = enumerate([*self.phones, None, None, None, None])
        self.people = [made.member(conn, sealer, i, phone) for i, phone in pairs]

    def happen(self) -> str:
        """One of them; gives which."""
        acts = (
            *(self.link, self.link, self.link, self.unlink, self.stop, self.silent, self.wrote),
            *(self.die, self.move, self.grieve, self.other),
        )
        act = self.chance.choice(acts)
        act(self.chance.choice(self.people), self.chance.choice(self.phones))
        return act.__name__

    def link(self, who: str, phone: str) -> None:
        """Somebody gets one more way, maybe through a phone of others."""
        role = self.chance.choice(("self", "helper", "family"))
        row = {"endpoint_id": phone, "participant_id": who, "role": role, "created_at": NOW}
        self.conn.execute(insert_into(self.conn, links).on_conflict_do_nothing(), row)

    def unlink(self, who: str, _: str) -> None:
        """Nobody speaks for them any more."""
        self.conn.execute(delete(links).where(links.c.participant_id == who))

    def stop(self, _: str, phone: str) -> None:
        """Or begins again."""
        self._phone(phone, stopped=self.chance.choice(("none", "news", "all")))

    def silent(self, _: str, phone: str) -> None:
        """Blocked, or there again."""
        self._phone(phone, active=self.chance.choice((True, False)))

    def wrote(self, _: str, phone: str) -> None:
        """At some hour of the last days."""
        self._phone(phone, last_seen_at=NOW - timedelta(hours=self.chance.randrange(72)))

    def die(self, who: str, _: str) -> None:
        """Or was it a mistake."""
        self._person(who, standing=self.chance.choice(("here", "dead")))

    def move(self, who: str, _: str) -> None:
        """To another village or back."""
        self._person(who, village_code=self.chance.choice((made.VILLAGE, made.OTHER)))

    def grieve(self, _: str, phone: str) -> None:
        """A death was told of on the phone."""
        mourning.begin(self.conn, phone, NOW)

    def other(self, who: str, phone: str) -> None:
        """The phone gets another campaign."""
        row = {"endpoint_id": phone, "campaign_id": "d" * 32, "participant_id": who}
        more = {"role": "self", "state": "sent", "village_code": made.VILLAGE}
        put = insert_into(self.conn, campaign_recipients).on_conflict_do_nothing()
        self.conn.execute(put, {**row, **more})

    def _phone(self, which: str, **values: Any) -> None:
        self.conn.execute(update(phones).where(phones.c.id == which).values(**values))

    def _person(self, which: str, **values: Any) -> None:
        self.conn.execute(update(participants).where(participants.c.id == which).values(**values))


async def test_counts_are_the_truth_whatever_happens(store: Store, sealer: Sealer) -> None:
    """Each kind's number, and each question's answer, after each of many changes by chance."""

    def work(conn: Connection) -> None:
        world = World(conn, sealer, random.Random(20261123))
        done = ["begun"]
        for step in range(STEPS):
            done.append(world.happen())
            assert kept(conn) == truth(conn), done
            asked = QUESTIONS[step % len(QUESTIONS)]
            told, read = campaigns_tally.counts(conn, asked), campaigns_ways.counts(conn, asked)
            assert ({k: n for k, n in read[0].items() if n}, read[1]) == told, (done, asked)
        assert len(set(done)) == 10  # all of them, and the beginning

    await store.write(work)


async def test_what_a_gone_connection_counted_is_added_up(store: Store, sealer: Sealer) -> None:
    """Its rows go, the sums stay; SQLite has only one that writes."""

    def work(conn: Connection) -> int:
        made.member(conn, sealer, 1, made.phone(conn, sealer, "p"))
        shard = ways_counts.c.shard
        conn.execute(update(ways_counts).values(shard=-7))
        before = kept(conn)
        campaigns_tally.fold(conn)
        assert kept(conn) == before == truth(conn)
        left = select(func.count()).select_from(ways_counts).where(shard == -7)
        return conn.scalar(left) or 0

    left = await store.write(work)
    assert (left == 0) == (store.dialect == "postgresql")


async def test_who_comes_back_is_marked(store: Store) -> None:
    """By the database itself, so that a process of the version before does it, too."""

    def work(conn: Connection) -> list[tuple[str, str | None]]:
        row = {"campaign_id": "c" * 32, "participant_id": "a" * 32, "village_code": made.VILLAGE}
        rows = [
            {**row, "endpoint_id": str(i) * 32, "role": "self", "state": state}
            for i, state in enumerate(("frozen", "queued"))
        ]
        conn.execute(insert(campaign_recipients), rows)
        conn.execute(text("UPDATE campaign_recipients SET state = 'frozen', outbox_id = NULL"))
        its = campaign_recipients.c
        return [tuple(each) for each in conn.execute(select(its.state, its.outbox_id))]

    assert sorted(await store.write(work), key=str) == [("frozen", ""), ("frozen", None)]
