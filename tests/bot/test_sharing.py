"""Sharing: several engines of one database, and any order in which platforms bring things."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text, update

from bot.door import Item, local_item
from bot.house import Sealers
from bot.limits import Pace, Rates
from bot.stepping import Stepper
from bot.wake import LISTEN_PAUSE, Wake, hear
from bot.wiring import ACCOUNT
from storage import inbox as inbox_rows
from storage import sqlite
from storage.crypto import InboxOpener, InboxSealer, Sealer
from storage.keys import load_or_create
from storage.store import open_store
from storage.tables import (
    account_leases,
    applications,
    conversations,
    drafts,
    endpoints,
    inbox,
    outbox,
    participants,
)
from tests.bot.house import HASTY, Office, answers_of, environment, made, open_office, words
from tests.bot.test_sender import NOON, Clock, Post

CROWD = 80  # people: more than one engine takes for itself
TALK = ("halo", "daftar", "ya")
TAKEN_OVER = 5.0  # seconds after a death; measured: below one


# --- several engines -----------------------------------------------------------------------


@pytest.fixture
async def two(postgresql_url: str, tmp_path: Path) -> AsyncIterator[tuple[Office, Office]]:
    """Two houses over one PostgreSQL."""
    one = await open_office(postgresql_url, tmp_path)
    another = await one.again()
    await another.house.engine.run_batch()
    yield one, another
    await one.house.close()
    await another.house.close()


async def crowd_says(office: Office, people: int = CROWD) -> None:
    """Everybody says the same things, one after the other."""
    for number, said in enumerate(TALK):
        items = [local_item(f"p{who}", {"id": number, "text": said}) for who in range(people)]
        await office.house.door.accept("terminal", ACCOUNT, items)


async def all_done(office: Office) -> bool:
    """Whether nothing waits in the inbox."""
    return await office.count(inbox, inbox.c.state == "waiting") == 0


async def work_until_done(office: Office) -> int:
    """Runs this engine until nobody waits; gives how many rows it did."""
    did = 0
    while not await all_done(office):
        did += await office.house.engine.run_batch()
    return did


async def answers_by_person(office: Office) -> dict[str, list[tuple[int, str]]]:
    """What each endpoint was answered: (place of the message in the inbox, message id)."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in await office.rows(outbox):
        found[row.endpoint_id].append((row.inbox_seq, row.message_id))
    return found


async def test_two_engines_work_at_the_same_time(
    two: tuple[Office, Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While one is in the middle of a batch the other has one too; each person's order holds."""
    one, another = two
    await crowd_says(one)
    inside, leave = asyncio.Event(), asyncio.Event()
    real = Stepper.step_all

    async def step_all(self: Stepper, batch: Any, works: Any) -> Any:
        if not inside.is_set():
            inside.set()
            await leave.wait()
        return await real(self, batch, works)

    monkeypatch.setattr(Stepper, "step_all", step_all)
    first = asyncio.create_task(one.house.engine.run_batch())
    await inside.wait()
    beside = await another.house.engine.run_batch()
    leave.set()
    assert beside > 0
    assert await first > 0
    await asyncio.gather(work_until_done(one), work_until_done(another))
    answered = await answers_by_person(one)
    assert len(answered) == CROWD
    assert all(rows == sorted(rows, key=lambda row: row[0]) for rows in answered.values())
    said = {tuple(message for _, message in rows) for rows in answered.values()}
    assert len(said) == 1, "everybody said the same and was answered the same"


async def test_what_is_little_is_one_batch(two: tuple[Office, Office]) -> None:
    """A few people are not shared out: one commit for all of them."""
    one, _ = two
    few = inbox_rows.WORTH_SHARING // 2
    await crowd_says(one, few)
    assert await one.house.engine.run_batch() == few


async def test_one_persons_flood_makes_no_small_batches(two: tuple[Office, Office]) -> None:
    """A thousand messages of one person in front leave the others' in the same batch."""
    one, _ = two
    flood = [local_item("x", {"id": number, "text": "halo"}) for number in range(1000)]
    await one.house.door.accept("terminal", ACCOUNT, flood)
    await crowd_says(one, 20)
    assert await one.house.engine.run_batch() == 21


async def test_a_tried_row_is_tried_alone(two: tuple[Office, Office]) -> None:
    """What may have ended another process takes nobody with it here: its try is counted first."""
    one, another = two
    await crowd_says(one, 3)
    (suspect, *_) = await one.rows(inbox)
    await one.change(inbox, inbox.c.seq == suspect.seq, attempts=1)
    assert await another.house.engine.run_batch() == 1
    assert [(row.state, row.attempts) for row in (await one.rows(inbox))[:2]] == [
        ("done", 2),
        ("waiting", 0),
    ]


STUCK = """
import asyncio, sys
from pathlib import Path
from bot.stepping import Stepper
from tests.bot.house import open_office

async def stuck(self, batch, works):
    print(len(works), flush=True)
    await asyncio.Event().wait()

async def main():
    office = await open_office(sys.argv[1], Path(sys.argv[2]))
    Stepper.step_all = stuck
    print("ready", flush=True)
    while True:
        await office.house.engine.run_batch()

asyncio.run(main())
"""


async def test_another_engine_takes_over_at_once(two: tuple[Office, Office]) -> None:
    """The rows of an engine that was killed in the middle of its batch are done by the next."""
    one, _ = two
    people = inbox_rows.WORTH_SHARING
    dying = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", STUCK, one.house.settings.database_url, str(one.folder)),
        env=environment(one.folder, one.house.settings.database_url),
        stdout=subprocess.PIPE,
    )
    assert dying.stdout is not None
    try:
        assert await dying.stdout.readline() == b"ready\n"
        await crowd_says(one, people)
        assert await dying.stdout.readline() == b"%d\n" % people
        assert await one.house.engine.run_batch() == 0, "its partitions are the other's"
    finally:
        dying.kill()
        await dying.wait()
    async with asyncio.timeout(TAKEN_OVER):
        await work_until_done(one)
    answered = await answers_by_person(one)
    assert len({tuple(message for _, message in rows) for rows in answered.values()}) == 1
    assert await one.count(inbox, inbox.c.attempts > 0) == 0


# --- several senders -----------------------------------------------------------------------

SLOW = Rates(7, Pace(0.001, 1000), Pace(0.001, 1000))  # a second, so that one alone takes long


@pytest.fixture
async def posts(postgresql_url: str, tmp_path: Path) -> AsyncIterator[tuple[Post, Post]]:
    """Two senders of one account over one PostgreSQL, each with a limiter of its own."""
    keys = load_or_create(tmp_path / "keys", NOON, may_create=True)
    sealers = Sealers(Sealer(keys), InboxSealer(keys.door(), lambda: 0.0), InboxOpener(keys))
    stores = [await open_store(postgresql_url) for _ in range(2)]
    clock = Clock()
    one, another = [Post(store, sealers, clock, rates=SLOW) for store in stores]
    another.carrier.sent = one.carrier.sent  # what the platform heard, in its order
    yield one, another
    for post in (one, another):
        await post.sender.close()
        await post.store.close()


async def lease_runs_out(post: Post) -> None:
    """As three seconds after the sender that had the account was killed."""
    await post.change(update(account_leases).values(until=NOON - timedelta(days=1)))


async def test_two_senders_keep_one_accounts_pace(posts: tuple[Post, Post]) -> None:
    """The platform counts both: one has the account, the other waits beside it."""
    one, another = posts
    for who in range(20):
        await one.say(str(who), "halo")
    while set(await one.states()) != {"sent"}:
        await asyncio.gather(one.batch(), another.batch())
        one.clock.seconds += 0.25
    times = sorted(one.carrier.times + another.carrier.times)
    assert len(times) == 20
    assert max(sum(start <= each < start + 1 for each in times) for start in times) <= SLOW.overall
    assert not (one.carrier.times and another.carrier.times)


async def test_a_senders_end_hands_its_accounts_on(posts: tuple[Post, Post]) -> None:
    """A second later, when what it sent last has left the window; a killed one's in three."""
    one, another = posts
    left = select(func.extract("epoch", account_leases.c.until - func.clock_timestamp()))
    await one.say("1", "halo")
    assert await one.batch() == 1
    assert 2 < float(await one.store.read(lambda conn: conn.scalar(left))) <= 3
    await one.sender.close()
    assert 0 < float(await one.store.read(lambda conn: conn.scalar(left))) <= 1.1
    await lease_runs_out(one)
    await another.say("2", "lagi")
    assert await another.batch() == 1


async def test_effects_go_on_beside_the_sender_that_has_the_account(
    posts: tuple[Post, Post],
) -> None:
    """Fetching and reading of pictures is shared, messages are not."""
    one, another = posts
    await one.say("1", "halo")
    assert await one.batch() == 1
    await one.say("1", "lagi")
    await one.say("1", "gambar", kind="effect")
    assert await another.sender.run_batch("telegram", "main") == 1  # fails as soon as it runs
    assert (await one.states())[:2] == ["sent", "waiting"]
    await another.sender.rest()


async def test_two_senders_send_each_row_once_and_in_order(posts: tuple[Post, Post]) -> None:
    """The account goes from one to the other and back; nobody hears a later message first."""
    one, another = posts
    wanted = {str(who): [f"{who} {turn}" for turn in range(4)] for who in range(20)}
    for who, texts in wanted.items():
        await one.say(who, *texts)
    while set(await one.states()) != {"sent"}:
        await asyncio.gather(one.batch(), another.batch())
        one.clock.seconds += 0.25
        await lease_runs_out(one)
        one, another = another, one
    assert one.carrier.times
    assert another.carrier.times
    heard: dict[str, list[str]] = defaultdict(list)
    for letter in one.carrier.sent:
        heard[letter.to].append(str(letter.request["text"]))
    assert heard == wanted


async def test_a_dead_senders_rows_are_sent_by_the_next(posts: tuple[Post, Post]) -> None:
    """Within a minute, in order, while what a living one sends is left to it; twice goes nothing.

    A campaign's message may have gone: nobody knows, and it is not sent again.
    """
    dead, living = posts
    slow = living.carrier.gates["lama"] = asyncio.Event()
    dead.carrier.gates["halo"] = asyncio.Event()
    dead.carrier.gates["kabar"] = asyncio.Event()
    await dead.say("1", "halo")
    await dead.say("2", "kabar", kind="campaign")
    await dead.sender.run_batch("telegram", "main")
    await dead.say("1", "lagi")
    await lease_runs_out(dead)
    await living.say("3", "lama")
    await living.sender.run_batch("telegram", "main")
    third = living.again()  # knows nothing of what the living one sends
    for _ in range(61):
        living.clock.seconds += 1
        await living.sender.fire_timers()
        await third.fire_timers()
    assert await living.states() == ["waiting", "unknown", "waiting", "sending"]
    slow.set()
    await living.settle()
    assert await living.states() == ["sent", "unknown", "sent", "sent"]
    texts = living.carrier.texts
    assert [each for each in texts if each in ("halo", "lagi")][-2:] == ["halo", "lagi"]
    assert texts.count("lama") == 1
    await third.close()


# --- wake-up between processes -------------------------------------------------------------


class Woken(Wake):
    """Notes who is woken."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: asyncio.Queue[str] = asyncio.Queue()

    def inbox(self) -> None:
        """Notes it."""
        self.heard.put_nowait("inbox")

    def outbox(self) -> None:
        """Notes it."""
        self.heard.put_nowait("outbox")


async def test_what_another_process_stores_wakes_at_once(two: tuple[Office, Office]) -> None:
    """One word for each commit that leaves rows, none for our own; a lost connection comes back."""
    one, another = two
    woken, pauses = Woken(), asyncio.Queue[float]()

    async def pause(seconds: float) -> None:
        pauses.put_nowait(seconds)

    ears = asyncio.create_task(hear(one.house.store, woken, pause))

    async def heard(*places: str) -> None:
        assert [await woken.heard.get() for _ in places] == list(places)
        assert woken.heard.empty()

    await heard("inbox", "outbox")  # what was stored before
    await crowd_says(one, 2)  # ours: known without
    await crowd_says(another, 3)  # three commits; two people's rows are there already
    await heard("inbox", "inbox", "inbox")
    await another.house.engine.run_batch()
    await heard("outbox")
    ends = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
    )
    await another.house.store.write(lambda conn: conn.execute(ends).all())
    assert await pauses.get() == LISTEN_PAUSE
    await heard("inbox", "outbox")
    await another.phone("baru").put(text="halo")
    await heard("inbox")
    ears.cancel()
    await asyncio.gather(ears, return_exceptions=True)


async def test_on_sqlite_nobody_is_listened_to(sqlite_url: str) -> None:
    """One process has it to itself."""
    store = await open_store(sqlite_url)
    await hear(store, Wake())
    await store.close()


# --- any order and any repetition ----------------------------------------------------------


@dataclass(frozen=True)
class Delivery:
    """What the platform brings at once, and whether the house works before the next."""

    events: Sequence[tuple[str, int]]  # who, and which of their events
    works: bool


def scripts() -> dict[str, list[Mapping[str, Any]]]:
    """What three people say."""
    ani, budi = answers_of(made(51)), answers_of(made(52))
    return {
        "ani": [ani[field] for field in ("payer", "heirs[0].name", "ktp_photo", "summary")],
        "budi": [{"text": "daftar"}, budi["consent"], {"text": "kembali"}, {"text": "bantuan"}],
        "cici": [{"text": "halo"}, {"text": "berapa iurannya?"}, {"text": "daftar"}],
    }


@st.composite
def deliveries(draw: st.DrawFn) -> list[Delivery]:
    """Each person's events in their order, mixed with the others', some more than once."""
    left = {who: len(said) for who, said in scripts().items()}
    brought: list[tuple[str, int]] = []
    plan: list[tuple[str, int]] = []
    while any(left.values()):
        who = draw(st.sampled_from([each for each in left if left[each]]))
        brought.append((who, len(scripts()[who]) - left[who]))
        left[who] -= 1
        plan.append(brought[-1])
        plan += draw(st.lists(st.sampled_from(brought), max_size=2))  # redelivered
    cut: list[Delivery] = []
    while plan:
        size = draw(st.integers(1, len(plan)))
        cut.append(Delivery(plan[:size], draw(st.booleans())))
        plan = plan[size:]
    return cut


def item(who: str, number: int) -> Item:
    """One event of the scripts."""
    return local_item(who, {"id": number, **scripts()[who][number]})


async def records(template: Path, folder: Path, plan: Sequence[Delivery]) -> dict[str, Any]:
    """All that is kept of three people after these deliveries."""
    database = folder / "data" / "seratus.db"
    database.parent.mkdir()
    shutil.copyfile(template, database)
    shutil.copytree(template.parent / "keys", folder / "keys", dirs_exist_ok=True)
    office = await open_office(f"sqlite+aiosqlite:///{database}", folder)
    try:
        await office.phone("ani").jump("payer", answers_of(made(51)))
        for each in plan:
            items = [item(*event) for event in each.events]
            await office.house.door.accept("terminal", ACCOUNT, items)
            if each.works:
                await office.house.engine.run_batch()
        await office.house.settle()
        return {name: await seen_by(office, name) for name in scripts()} | await counted(office)
    finally:
        await office.house.close()


async def seen_by(office: Office, name: str) -> tuple[Any, ...]:
    """What somebody was shown, and where their talk is now."""
    phone = office.phone(name)
    shown = await phone.news()
    (talk,) = await office.rows(
        conversations, conversations.c.endpoint_id == await phone.endpoint_id()
    )
    return words(shown), [each["asks"] for each in shown], phone.asks, talk.version


async def counted(office: Office) -> dict[str, Any]:
    """How many rows there are of everything that is to be there once."""
    tables = (applications, drafts, endpoints, inbox, outbox, participants)
    return {table.name: await office.count(table) for table in tables}


@pytest.fixture(scope="session")
def ideal(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The records when everything comes once, one by one; its keys are left for the others."""
    folder = tmp_path_factory.mktemp("ideal")
    (sqlite_template.parent / "keys").mkdir(exist_ok=True)
    plan = [
        Delivery([(who, number)], True)
        for who, said in scripts().items()
        for number in range(len(said))
    ]
    found = asyncio.run(records(sqlite_template, folder, plan))
    shutil.copytree(folder / "keys", sqlite_template.parent / "keys", dirs_exist_ok=True)
    return found


@given(plan=deliveries())
@settings(max_examples=25)
def test_any_delivery_ends_in_the_same_records(
    plan: list[Delivery],
    ideal: dict[str, Any],
    sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Redelivered, mixed between people, batched and late: the same talks, said once."""
    with pytest.MonkeyPatch.context() as hasty:
        hasty.setattr(sqlite, "WRITER_PRAGMAS", HASTY)
        folder = tmp_path_factory.mktemp("any")
        assert asyncio.run(records(sqlite_template, folder, plan)) == ideal
