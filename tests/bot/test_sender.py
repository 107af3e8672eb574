"""The sender to platforms: priorities, limits, order, retries, and what becomes of each row."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot import errors
from bot.carriers import Account, Letter, platform_key
from bot.channels.local import LOCAL
from bot.delivery import AT_ONCE
from bot.errors import ALL, MediaRefused, SendError, SendFailed
from bot.house import Sealers
from bot.limits import Limiter, Pace, Pause, Rates, telegram_rates
from bot.logs import log
from bot.sender import Sender
from bot.trouble import HELD_SECONDS, SILENCES, SILENT
from bot.wake import Wake
from bot.wiring import ACCOUNT
from storage import endpoints, outbox
from storage.crypto import InboxOpener, InboxSealer, Sealer
from storage.endpoints import Seen, fresh
from storage.ids import new_id
from storage.keys import load_or_create
from storage.outbox import Kind, NewOutboxRow, State
from storage.store import Store
from storage.tables import endpoints as endpoint_rows
from storage.tables import files
from storage.tables import outbox as rows_out
from tests.bot.house import Office, answers_of, made, picture, words

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
FAST = Rates(1000, Pace(0.001, 1000), Pace(0.001, 1000))
Act = Callable[[Letter], Any]


@dataclass
class Clock:
    """Both clocks, moved together."""

    seconds: float = 0.0

    def now(self) -> datetime:
        """The time of the store."""
        return NOON + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        """The time of the limiter."""
        return 1000.0 + self.seconds

    async def pause(self, seconds: float) -> None:
        """Sleeps without waiting."""
        self.seconds += seconds
        await asyncio.sleep(0)


@dataclass
class FakeCarrier:
    """Notes what it is given; does what the test says, else takes it."""

    clock: Clock
    sent: list[Letter] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    acts: dict[str, list[SendError | SendFailed]] = field(default_factory=dict)  # by text
    gates: dict[str, asyncio.Event] = field(default_factory=dict)  # by text: not before it is set
    reached: dict[str, asyncio.Event] = field(default_factory=dict)
    files: dict[str, bytes | Exception] = field(default_factory=dict)
    starts: list[SendError | None] = field(default_factory=list)
    started: int = 0
    closed: bool = False

    async def send(self, letter: Letter) -> str | None:
        """A message id that tells the text."""
        text = str(letter.request.get("text", letter.request.get("method")))
        if letter.slot:
            letter.slot.handed()
        self.sent.append(letter)
        self.times.append(self.clock.seconds)
        if text in self.reached:
            self.reached[text].set()
        if text in self.gates:
            await self.gates[text].wait()
        if acts := self.acts.get(text):
            act = acts.pop(0) if len(acts) > 1 else acts[0]
            raise act if isinstance(act, SendFailed) else SendFailed(act)
        return f"id of {text}" if letter.counts else None

    async def fetch(self, media: str, most: int) -> bytes:
        """The file, or the trouble that stands for it."""
        found = self.files[media]
        if isinstance(found, Exception):
            raise found
        return found

    async def start(self) -> None:
        """Starts, or fails as told."""
        self.started += 1
        if self.starts and (error := self.starts.pop(0)):
            raise SendFailed(error)

    async def close(self) -> None:
        """Notes it."""
        self.closed = True

    @property
    def texts(self) -> list[str]:
        """What was sent, in order."""
        return [str(each.request.get("text")) for each in self.sent]


class NoEffects:
    """There are none in these tests."""

    async def run(self, endpoint_id: str, payload: Any) -> None:
        """Never called."""
        raise AssertionError

    async def give_up(self, endpoint_id: str, payload: Any) -> None:
        """Never called."""
        raise AssertionError

    def erase(self, ids: list[str]) -> None:
        """Never called."""
        raise AssertionError


@dataclass
class Post:
    """A sender with one account over a fresh store."""

    store: Store
    sealers: Sealers
    clock: Clock
    channel: str = "telegram"
    rates: Rates = FAST
    people: dict[str, str] = field(default_factory=dict)
    numbers: int = 0

    def __post_init__(self) -> None:
        self.carrier = FakeCarrier(self.clock)
        self.limiter = Limiter(self.rates, self.clock.monotonic, self.clock.pause)
        self.account = Account(self.channel, "main", self.carrier, self.limiter)
        self.sender = self.again()

    @property
    def trouble(self) -> str:
        """What operators are told of the account."""
        return self.account.trouble or ""

    def again(self, pause: Pause | None = None) -> Sender:
        """A sender as a new process has it."""
        return Sender(
            self.store,
            self.sealers,
            NoEffects(),
            self.clock.now,
            Wake(),
            [self.account],
            pause or self.clock.pause,
        )

    async def person(self, address: str) -> str:
        """The endpoint of this address, made at the first call."""
        if address not in self.people:
            key = self.sealers.opener.endpoint_key(self.channel, "main", address)
            seen = Seen(self.channel, "main", address, key, False)
            made = fresh(seen, self.clock.now())
            sealer, now = self.sealers.sealer, self.clock.now()
            await self.store.write(lambda conn: endpoints.put(conn, sealer, [made], now))
            self.people[address] = made.id
        return self.people[address]

    async def say(
        self, address: str, *texts: str, kind: Kind = "reply", request: Any = None
    ) -> None:
        """Rows to somebody, in order."""
        who = await self.person(address)
        rows = [
            self._row(address, who, kind, request or {"method": "sendMessage", "text": text})
            for text in texts
        ]
        await self.store.write(lambda conn: outbox.put(conn, rows))

    def _row(self, address: str, who: str, kind: Kind, request: Any) -> NewOutboxRow:
        row_id, now = new_id(self.clock.now()), self.clock.now()
        payload = {"to": address, "request": request}
        sealed = self.sealers.sealer.seal_json(payload, "outbox", "payload", row_id)
        return NewOutboxRow(
            row_id, who, self.channel, "main", kind, "menu", sealed, now, created_at=now
        )

    async def batch(self) -> int:
        """One claim, worked off; gives how many rows."""
        count = await self.sender.run_batch(self.channel, "main")
        await self.sender.rest()
        return count

    async def settle(self) -> None:
        """Until nothing may go now."""
        while await self.batch():
            pass

    async def rows(self) -> Sequence[Any]:
        """All rows in order."""
        return await self.store.read(
            lambda conn: conn.execute(select(rows_out).order_by(rows_out.c.seq)).all()
        )

    async def states(self) -> list[State]:
        """The states of all rows in order."""
        return [row.state for row in await self.rows()]

    async def change(self, statement: Any) -> None:
        """What another process did."""
        await self.store.write(lambda conn: conn.execute(statement))


@pytest.fixture
def sealers(tmp_path: Path) -> Sealers:
    """Fresh keys."""
    log.configure("info")
    keys = load_or_create(tmp_path / "keys", NOON, may_create=True)
    return Sealers(Sealer(keys), InboxSealer(keys.door(), lambda: 0.0), InboxOpener(keys))


@pytest.fixture
def clock() -> Clock:
    """Noon."""
    return Clock()


@pytest.fixture
async def post(store: Store, sealers: Sealers, clock: Clock) -> AsyncIterator[Post]:
    """A fast Telegram account, on each database."""
    opened = Post(store, sealers, clock)
    yield opened
    await opened.sender.close()


@pytest.fixture
def open_post(store: Store, sealers: Sealers, clock: Clock) -> Callable[..., Post]:
    """Other accounts over the same store."""
    return lambda **more: Post(store, sealers, clock, **more)


# --- what becomes of a row -----------------------------------------------------------------


async def test_a_sent_row_keeps_its_time_and_the_platforms_id(post: Post) -> None:
    """As an HMAC, by which its statuses are found."""
    await post.say("123", "halo")
    assert await post.batch() == 1
    (row,) = await post.rows()
    key = platform_key(post.sealers.sealer, "telegram", "main", "id of halo")
    assert (row.state, row.sent_at, row.platform_key) == ("sent", post.clock.now(), key)
    (letter,) = post.carrier.sent
    assert (letter.id, letter.to, letter.kind) == (row.id, "123", "reply")


def test_a_platforms_id_counts_for_its_account(sealers: Sealers) -> None:
    """Two bots may number their messages alike."""
    keys = {
        platform_key(sealers.sealer, channel, account, "7")
        for channel in ("telegram", "whatsapp")
        for account in ("main", "other")
    }
    assert len(keys) == 4


KINDS: tuple[Kind, ...] = ("reply", "notice", "campaign", "callback")


def expected(error: SendError, kind: Kind) -> tuple[State, bool]:
    """What the first failure makes of a row: its state, and whether it is due again."""
    if kind == "callback":
        return "dropped", False
    if error is errors.UNKNOWN and kind == "campaign":
        return "unknown", False
    return ("waiting", True) if error.retryable else ("failed", False)


@pytest.mark.parametrize("kind", KINDS)
async def test_what_a_failure_makes_of_a_row(post: Post, kind: Kind) -> None:
    """By the closed list: tried again, failed, unknown or dropped; gone people are noted."""
    # an account that is refused rests: its own test
    codes = [each for each in ALL.values() if each is not errors.UNAUTHORIZED]
    for number, error in enumerate(codes):
        post.carrier.acts[error.code] = [error]
        await post.say(str(number), error.code, kind=kind)
    await post.settle()
    rows = await post.rows()
    people = await post.store.read(lambda conn: conn.execute(select(endpoint_rows)).all())
    active = {each.id: each.active for each in people}
    for error, row in zip(codes, rows, strict=True):
        state, again = expected(error, kind)
        assert (error.code, row.state, row.error_code) == (error.code, state, error.code)
        assert (row.due_at > post.clock.now()) == again
        assert row.platform_key is None
        assert active[row.endpoint_id] == (not error.inactive)


async def test_a_row_that_cannot_be_opened_fails_alone(post: Post) -> None:
    """Others are sent theirs."""
    await post.say("1", "rusak")
    await post.change(update(rows_out).values(payload=b"x" * 40))
    await post.say("2", "halo")
    await post.settle()
    assert await post.states() == ["failed", "sent"]
    assert [row.error_code for row in await post.rows()] == ["refused", None]


PAUSES = [
    # code, seconds between tries
    (errors.UNKNOWN, [1, 2]),
    (errors.LIMITED, [6 * 3600, 12 * 3600, 24 * 3600]),
    (SendFailed(errors.TOO_OFTEN, 7), [7, 7, 7, 7]),
]


@pytest.mark.parametrize(("act", "pauses"), PAUSES, ids=str)
async def test_retries_wait_longer_each_time(
    post: Post, act: SendError | SendFailed, pauses: list[int]
) -> None:
    """And end; a platform that says how long is believed."""
    post.carrier.acts["halo"] = [act]
    await post.say("1", "halo")
    await post.settle()
    for tried, pause in enumerate(pauses, 1):
        assert len(post.carrier.sent) == tried
        post.clock.seconds += pause - 0.5
        await post.settle()
        assert len(post.carrier.sent) == tried
        post.clock.seconds += 0.5
        await post.settle()
    assert len(post.carrier.sent) == len(pauses) + 1
    error = act.code if isinstance(act, SendFailed) else act
    last = "unknown" if error is errors.UNKNOWN else "failed"
    assert await post.states() == [last if len(pauses) + 1 == error.tries else "waiting"]


# --- order and priority --------------------------------------------------------------------


async def test_ones_rows_go_in_their_order(post: Post) -> None:
    """Each waits for the one before, also when that must be tried again."""
    post.carrier.acts["b"] = [errors.UNREACHABLE]
    await post.say("1", "a", "b", "c", "d")
    await post.say("2", "x")
    await post.settle()
    assert sorted(post.carrier.texts) == ["a", "b", "x"]
    del post.carrier.acts["b"]
    await post.say("1", "e")
    post.clock.seconds += 1
    await post.settle()
    assert len(post.carrier.sent) == 3
    post.clock.seconds += 1
    await post.settle()
    assert post.carrier.texts[-4:] == ["b", "c", "d", "e"]


async def test_a_slow_person_holds_up_nobody(post: Post) -> None:
    """While one request hangs, others go, and that person's next does not."""
    gate, reached = asyncio.Event(), asyncio.Event()
    post.carrier.gates["lambat"] = gate
    post.carrier.reached["lambat"] = reached
    await post.say("1", "lambat", "lagi")
    assert await post.sender.run_batch("telegram", "main") == 2
    await reached.wait()
    await post.say("1", "nanti")
    await post.say("2", "halo")
    post.carrier.reached["halo"] = asyncio.Event()
    assert await post.sender.run_batch("telegram", "main") == 1
    await post.carrier.reached["halo"].wait()
    assert post.carrier.texts == ["lambat", "halo"]
    gate.set()
    assert await post.sender.rest()
    await post.settle()
    assert post.carrier.texts == ["lambat", "halo", "lagi", "nanti"]


async def test_a_reply_goes_before_a_campaign(open_post: Callable[..., Post]) -> None:
    """Only what may go now is claimed; a reply takes the next free slot."""
    post = open_post(rates=Rates(5, Pace(0.001, 9), Pace(3)))
    await post.say("9", *["siaran"] * 40, kind="campaign")
    await post.settle()
    assert 1 <= len(post.carrier.sent) <= 5
    while len(post.carrier.sent) < 12:
        post.clock.seconds += 0.05
        await post.settle()
    before = len(post.carrier.sent)
    await post.say("1", "jawaban")
    begun = post.clock.seconds
    while "jawaban" not in post.carrier.texts:
        post.clock.seconds += 0.05
        await post.settle()
    assert post.carrier.texts.index("jawaban") == before
    assert post.clock.seconds - begun <= 0.25
    states = await post.states()
    assert states.count("waiting") == 40 - before
    await post.sender.close()


async def test_a_callback_passes_everybody(open_post: Callable[..., Post]) -> None:
    """It takes no slot, is answered though nothing else may go, and is not tried again."""
    post = open_post(rates=Rates(1, Pace(1), Pace(3)))
    answer = {"method": "answerCallbackQuery", "callback_query_id": "4"}
    await post.say("1", "a")
    await post.say("2", "b")
    await post.settle()
    assert post.carrier.texts == ["a"]
    for _ in range(3):
        await post.say("1", "", kind="callback", request=answer)
    await post.settle()
    assert [each.request.get("method") for each in post.carrier.sent[1:]] == [
        "answerCallbackQuery"
    ] * 3
    assert all(each.slot is None for each in post.carrier.sent[1:])
    assert await post.states() == ["sent", "waiting", "sent", "sent", "sent"]
    await post.sender.close()


async def test_an_old_callback_is_dropped(post: Post) -> None:
    """After ten seconds the platform takes no answer any more."""
    answer = {"method": "answerCallbackQuery", "callback_query_id": "4"}
    await post.say("1", "", kind="callback", request=answer)
    post.clock.seconds += 10.5
    await post.say("1", "", kind="callback", request=answer)
    await post.settle()
    rows = await post.rows()
    assert [(row.state, row.error_code) for row in rows] == [("dropped", "expired"), ("sent", None)]


# --- limits --------------------------------------------------------------------------------


async def test_one_person_gets_no_more_than_allowed(open_post: Callable[..., Post]) -> None:
    """Three at once, then one a second, in order; others go meanwhile."""
    post = open_post(rates=telegram_rates())
    await post.say("1", *"abcdefg")
    await post.say("2", "x")
    await post.settle()
    assert sorted(post.carrier.texts) == ["a", "b", "c", "x"]
    for count, text in enumerate("defg", 5):
        post.clock.seconds += 0.9
        await post.settle()
        post.clock.seconds += 0.11
        await post.settle()
        assert (len(post.carrier.sent), post.carrier.texts[-1]) == (count, text)
    assert set(await post.states()) == {"sent"}
    await post.sender.close()


async def test_no_second_holds_more_than_the_rate(open_post: Callable[..., Post]) -> None:
    """A queue goes at the full rate and never above it."""
    post = open_post(rates=Rates(20, Pace(0.001, 99), Pace(3)))
    for kind in KINDS[:3]:
        await post.say(kind, *["kabar"] * 20, kind=kind)
    while len(post.carrier.sent) < 60:
        post.clock.seconds += max(post.limiter.wait(bulk=True), 0.005)
        await post.settle()
    times = post.carrier.times
    assert max(sum(start <= each < start + 1 for each in times) for start in times) <= 20
    assert 2.5 <= post.clock.seconds <= 3.02  # 20 at once, then a second apart from them
    await post.sender.close()


async def test_a_429_holds_only_whom_it_names(post: Post) -> None:
    """Others go on; the held one's rows keep their order."""
    post.carrier.acts["a"] = [SendFailed(errors.TOO_OFTEN, 20)]
    await post.say("1", "a", "b")
    await post.settle()
    del post.carrier.acts["a"]
    await post.say("1", "c", kind="notice")  # another priority, the same person
    await post.say("2", "x")
    await post.settle()
    assert post.carrier.texts == ["a", "x"]
    post.clock.seconds += 20.1
    await post.settle()
    assert post.carrier.texts == ["a", "x", "a", "b", "c"]


async def test_several_429s_hold_everybody(post: Post) -> None:
    """Then it is the account that sends too much."""
    for who in "123":
        post.carrier.acts[who] = [SendFailed(errors.TOO_OFTEN, 20)]
        await post.say(who, who)
    await post.settle()
    post.carrier.acts.clear()
    await post.say("9", "x")
    await post.settle()
    assert "x" not in post.carrier.texts
    post.clock.seconds += 20.1
    await post.settle()
    assert set(await post.states()) == {"sent"}


async def test_no_more_at_once_than_there_are_connections(post: Post) -> None:
    """What cannot go now is not claimed."""
    gate = post.carrier.gates["x"] = asyncio.Event()
    for who in range(4):
        await post.say(str(who), *["x"] * (AT_ONCE // 2))
    count = 0
    while claimed := await post.sender.run_batch("telegram", "main"):
        count += claimed
    assert count == AT_ONCE
    gate.set()
    await post.sender.rest()
    await post.settle()
    assert len(post.carrier.sent) == 2 * AT_ONCE


# --- trouble with the account --------------------------------------------------------------


async def test_a_refused_account_rests_and_tries_again(post: Post) -> None:
    """Rows wait, operators are told which setting; after a minute one row tries it."""
    post.carrier.acts["a"] = [errors.UNAUTHORIZED]
    await post.say("1", "a", "b")
    await post.settle()
    assert "SERATUS_TELEGRAM_TOKEN" in post.trouble
    for who in "234":
        await post.say(who, "x")
    post.clock.seconds += HELD_SECONDS - 1
    await post.settle()
    assert post.carrier.texts == ["a"]
    post.clock.seconds += 1
    assert await post.batch() == 1
    assert post.carrier.texts == ["a", "a"]
    assert set(await post.states()) == {"waiting"}
    del post.carrier.acts["a"]
    post.clock.seconds += HELD_SECONDS
    assert await post.batch() == 1
    assert not post.trouble
    await post.settle()
    assert set(await post.states()) == {"sent"}


async def test_a_silent_platform_is_left_alone_for_a_while(post: Post) -> None:
    """Rows do not run through their tries while the network is away."""
    for number in range(SILENT):
        post.carrier.acts[f"x{number}"] = [errors.UNREACHABLE]
        await post.say(str(number), f"x{number}")
    await post.settle()
    assert "network" in post.trouble
    await post.say("9", "halo")
    assert await post.batch() == 0
    post.clock.seconds += SILENCES[0]
    assert await post.batch() == 1
    assert not post.trouble
    assert (await post.states())[-1] == "sent"


async def test_a_refusal_shows_that_the_platform_is_there(post: Post) -> None:
    """Somebody who blocked us ends the silence as well as anybody."""
    for number in range(SILENT):
        post.carrier.acts[f"x{number}"] = [errors.UNREACHABLE]
        await post.say(str(number), f"x{number}")
    await post.settle()
    post.carrier.acts["diblokir"] = [errors.BLOCKED]
    await post.say("9", "diblokir")
    post.clock.seconds += SILENCES[0]
    await post.settle()
    assert not post.trouble


async def test_an_account_that_does_not_start_is_started_later(post: Post) -> None:
    """Without stopping anything; it is told what is wrong."""
    post.carrier.starts = [errors.UNAUTHORIZED, errors.UNREACHABLE, None]
    steps = asyncio.Semaphore(0)

    async def pause(_: float) -> None:
        await steps.acquire()

    sender = post.again(pause)
    await sender.start()
    assert post.carrier.started == 1
    assert post.trouble
    steps.release()
    steps.release()
    await asyncio.gather(*sender._starting)
    assert post.carrier.started == 3
    await sender.close()
    assert post.carrier.closed


# --- WhatsApp's window ---------------------------------------------------------------------

TEXT = {"messaging_product": "whatsapp", "type": "text", "text": "x"}
TEMPLATE = {"messaging_product": "whatsapp", "type": "template", "text": "x"}
READ = {"messaging_product": "whatsapp", "status": "read", "text": "x"}
WINDOWS: list[tuple[Kind, Any, float, str | None]] = [
    # kind, request, hours since their last message, error
    ("notice", TEXT, 25, "window_closed"),
    ("campaign", TEXT, 25, "window_closed"),
    ("reply", TEXT, 25, "window_closed"),  # one that waited through a long outage
    ("notice", TEXT, 23, None),
    ("notice", TEMPLATE, 25, None),
    ("callback", READ, 25, None),
]


@pytest.mark.parametrize(("kind", "request_", "hours", "error"), WINDOWS)
async def test_after_a_day_only_templates_go(
    open_post: Callable[..., Post], kind: Kind, request_: Any, hours: float, error: str | None
) -> None:
    """What WhatsApp would refuse is not sent."""
    post = open_post(channel="whatsapp")
    await post.person("6281200000123")
    post.clock.seconds += hours * 3600
    await post.say("6281200000123", "", kind=kind, request=request_)
    await post.settle()
    (row,) = await post.rows()
    assert (row.state, row.error_code) == ("failed" if error else "sent", error)
    assert len(post.carrier.sent) == (0 if error else 1)
    await post.sender.close()


# --- processes that end --------------------------------------------------------------------


async def left_behind(post: Post, ago: float, *kinds: Kind) -> None:
    """Rows that a process was sending when it was killed, so many seconds ago."""
    for number, kind in enumerate(kinds):
        await post.say(str(number), kind, kind=kind)
    since = post.clock.now() - timedelta(seconds=ago)
    await post.change(update(rows_out).values(state="sending", attempts=1, due_at=since))


async def test_rows_of_a_killed_sender_go_again(post: Post) -> None:
    """Replies and notices; of a campaign's message nobody knows."""
    await left_behind(post, 61, "reply", "notice", "campaign")
    await post.again().recover()
    assert await post.states() == ["waiting", "waiting", "unknown"]
    await post.settle()
    assert post.carrier.texts == ["reply", "notice"]


@pytest.mark.parametrize("column", ["channel", "account"])
async def test_rows_of_other_accounts_are_left_to_their_sender(post: Post, column: str) -> None:
    """They may be on their way."""
    await left_behind(post, 3600, "reply")
    await post.change(update(rows_out).values({column: "other"}))
    await post.sender.recover()
    assert await post.states() == ["sending"]
    await post.change(update(rows_out).values(channel=LOCAL[0]))
    await post.sender.recover()
    assert await post.states() == ["waiting"]


async def test_what_another_process_may_be_sending_is_not_taken_at_once(post: Post) -> None:
    """On PostgreSQL the youngest are looked at again a minute later; on SQLite we are alone."""
    await left_behind(post, 30, "reply")
    sender = post.again()
    await sender.recover()
    shared = post.store.dialect == "postgresql"
    assert await post.states() == ["sending" if shared else "waiting"]
    await sender.fire_timers()
    assert await post.states() == ["sending" if shared else "waiting"]
    post.clock.seconds += 61
    await sender.fire_timers()
    assert await post.states() == ["waiting"]


async def test_what_is_being_sent_at_the_end_is_waited_for(post: Post) -> None:
    """A message that is answered shortly is recorded before the process ends."""
    gate = post.carrier.gates["halo"] = asyncio.Event()
    reached = post.carrier.reached["halo"] = asyncio.Event()
    await post.say("1", "halo")
    await post.sender.run_batch("telegram", "main")
    await reached.wait()
    ending = asyncio.create_task(post.sender.close())
    gate.set()
    await ending
    assert await post.states() == ["sent"]
    assert post.carrier.closed


async def test_an_outcome_that_could_not_be_stored_is_stored_later(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database away for a moment sends nothing twice."""
    real, calls = post.store.write, []

    async def write(work: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:  # the claim is the first
            raise OSError("away")
        return await real(work)

    await post.say("1", "halo")
    with monkeypatch.context() as during:
        during.setattr(post.store, "write", write)
        assert await post.batch() == 1
    assert await post.states() == ["sending"]
    await post.settle()
    assert await post.states() == ["sent"]
    assert post.carrier.texts == ["halo"]


async def test_a_platforms_people_do_not_share_the_local_delivery(post: Post) -> None:
    """Rows of a channel without an account of ours are as before: readable, so delivered."""
    await post.say("1", "halo")
    await post.change(update(rows_out).values(channel="terminal", account=ACCOUNT))
    assert await post.sender.run_batch("terminal", ACCOUNT) == 1
    assert await post.states() == ["sent"]
    assert post.carrier.sent == []


# --- pictures from platforms ---------------------------------------------------------------

FETCHES: list[tuple[bytes | Exception, str, int]] = [
    (MediaRefused("too_large"), "terlalu besar", 0),
    (MediaRefused("missing"), "belum sampai", 0),
    (SendFailed(errors.MEDIA), "belum sampai", 0),  # no other try helps
    (SendFailed(errors.UNREACHABLE), "ada gangguan", 0),  # tried again, then told
]


@pytest.mark.parametrize(("found", "told", "count"), FETCHES, ids=repr)
async def test_a_picture_that_the_platform_does_not_give(
    office: Office, found: bytes | Exception, told: str, count: int
) -> None:
    """The person is told what helps; trouble that may pass is tried again first."""
    carrier = with_carrier(office, found)
    phone = office.phone("ani")
    await phone.jump("ktp_photo", answers_of(made(51)))
    said = words(await phone.say(photo="F"))
    for _ in range(5):
        office.clock.move("+1 jam")
        said += words(await phone.settled())
    assert told in said
    assert await office.count(files) == count
    assert carrier.files == {"F": found}


async def test_a_picture_from_a_platform_is_kept(office: Office) -> None:
    """Fetched by the account's carrier, made safe, stored."""
    with_carrier(office, picture())
    phone = office.phone("ani")
    await phone.jump("ktp_photo", answers_of(made(51)))
    await phone.say(photo="F")
    assert phone.asks == "registration.summary"
    assert await office.count(files) == 1


def with_carrier(office: Office, found: bytes | Exception) -> FakeCarrier:
    """A house whose terminal has its pictures elsewhere."""
    carrier = FakeCarrier(Clock(), files={"F": found})
    effects: Any = office.house.sender._effects
    effects._carriers = {("terminal", ACCOUNT): carrier}
    return carrier
