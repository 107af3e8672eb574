"""The peers of the benchmark really do the work: each answer ends up where it should."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from aiogram.fsm.storage.base import StorageKey

from benchmarks.peers import aiogram_bot, measure, sqlite_turns, telegram_bot
from benchmarks.peers.peer import Forgotten, Forms, LeftOut, Peer
from benchmarks.peers.questions import NAMES
from benchmarks.peers.sql import FILE
from benchmarks.peers.updates import (
    UPDATES_A_PERSON,
    chat,
    interleaved,
    registration,
    understood,
)

ROOT = Path(__file__).parents[2]
PEOPLE = 5
WAYS = pytest.mark.parametrize("typed", [False, True], ids=["pressed", "typed"])


async def play(peer: Peer, *, typed: bool = False) -> None:
    for update in interleaved(PEOPLE, 3, typed=typed):
        await peer.turn(update)


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    """Read beside the open bot: only what was committed is seen."""
    conn = sqlite3.connect(folder / FILE)
    try:
        return conn.execute(query).fetchall()
    finally:
        conn.close()


def remembered(peer: Peer, number: int) -> Mapping[str, str]:
    """The answers that a bot keeps in memory of one person."""
    if isinstance(peer, telegram_bot.TelegramBot):
        answers: Mapping[str, str] = peer.application.user_data[chat(number)]
        return answers
    assert isinstance(peer, aiogram_bot.AiogramBot)
    key = StorageKey(bot_id=peer.bot.id, chat_id=chat(number), user_id=chat(number))
    return peer.dispatcher.storage.storage[key].data  # type: ignore[attr-defined, no-any-return]


def test_people_talk_in_turns_and_each_in_order() -> None:
    """Each person's updates come in order, other people's between them, each id once."""
    of: defaultdict[int, list[Any]] = defaultdict(list)
    updates = list(interleaved(PEOPLE, 3))
    for update in updates:
        said = update.get("message") or update["callback_query"]
        of[said["from"]["id"]].append(update)
    assert of == {chat(number): registration(number) for number in range(PEOPLE)}
    assert len({update["update_id"] for update in updates}) == PEOPLE * UPDATES_A_PERSON
    assert [update["update_id"] // UPDATES_A_PERSON for update in updates[:4]] == [0, 1, 2, 0]


@WAYS
@pytest.mark.parametrize(
    "opened", [aiogram_bot.memory_sql_end, aiogram_bot.sql_state, telegram_bot.sql_end]
)
async def test_finished_forms_are_in_the_database(opened: Any, typed: bool, tmp_path: Path) -> None:
    """The twelve answers of each person stand in a committed row."""
    async with opened(tmp_path) as peer:
        await play(peer, typed=typed)
        saved = rows(tmp_path, f"SELECT chat, {', '.join(NAMES)} FROM forms ORDER BY chat")
    assert saved == [(chat(number), *understood(number).values()) for number in range(PEOPLE)]


@WAYS
@pytest.mark.parametrize(
    "opened", [aiogram_bot.memory, aiogram_bot.memory_bare, telegram_bot.memory]
)
async def test_bots_in_memory_know_all_answers(opened: Any, typed: bool, tmp_path: Path) -> None:
    """Before the form is sent all answers are in memory; afterwards they are gone."""
    async with opened(tmp_path) as peer:
        *before, sending = registration(1, typed=typed)
        for update in before:
            await peer.turn(update)
        assert {**remembered(peer, 1), "send": "send"} == understood(1)
        await peer.turn(sending)
        assert peer.forms.finished == 1
        assert not remembered(peer, 1)


async def test_sql_states_are_durable_at_every_step(tmp_path: Path) -> None:
    """After each update another connection sees the open question and the answers so far."""
    async with aiogram_bot.sql_state(tmp_path) as peer:
        for place, update in enumerate(registration(1)[:-1]):
            await peer.turn(update)
            [(state, data)] = rows(tmp_path, "SELECT state, data FROM fsm")
            assert state == f"Registration:{NAMES[place]}"
            assert json.loads(data) == dict(islice(understood(1).items(), place))


@pytest.mark.parametrize("opened", [aiogram_bot.memory, telegram_bot.memory])
async def test_what_is_not_understood_is_not_taken(opened: Any, tmp_path: Path) -> None:
    """A NIK of three digits leaves the question open; the right one goes on."""
    async with opened(tmp_path) as peer:
        updates = registration(1)
        at = 1 + NAMES.index("nik")
        short = json.loads(json.dumps(updates[at]))
        short["message"]["text"] = "123"
        for update in (*updates[:at], short):
            await peer.turn(update)
        assert "nik" not in remembered(peer, 1)
        await peer.turn(updates[at])
        assert remembered(peer, 1)["nik"] == understood(1)["nik"]


class Full(Forgotten):
    """A disk with no room."""

    async def save(self, chat: int, answers: Mapping[str, str]) -> None:
        """Fail."""
        raise OSError("full")


@pytest.mark.parametrize("kind", ["aiogram", "telegram"])
async def test_a_failing_handler_ends_the_measurement(kind: str, tmp_path: Path) -> None:
    """What a handler raises comes out of `turn`: no figure counts turns that failed."""
    opened = aiogram_bot.memory if kind == "aiogram" else telegram_bot.memory
    async with opened(tmp_path) as peer:
        if isinstance(peer, telegram_bot.TelegramBot):
            peer.application.bot_data["forms"] = Full()
        else:
            peer.dispatcher["forms"] = Full()
        *before, sending = registration(1)
        for update in before:
            await peer.turn(update)
        with pytest.raises(OSError, match="full"):
            await peer.turn(sending)


async def test_redis_says_why_it_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a server the variant names what is missing."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LeftOut, match="redis-server, valkey-server"):
        await measure.run("aiogram-redis", 1)


def test_a_durable_turn_writes_four_rows_once(tmp_path: Path) -> None:
    """Each turn leaves dedupe, session, audit and reply; an update that came before, nothing."""
    first, second = islice(sqlite_turns.batches(3), 2)
    with sqlite_turns.opened(tmp_path) as conn:
        sqlite_turns.write(conn, first)
        for table in ("seen", "audit", "outbox"):
            assert conn.execute(f"SELECT count(*) FROM {table}").fetchone() == (3,)
        kept = conn.execute("SELECT person, body FROM sessions WHERE version = 1").fetchall()
        assert kept == [(turn.person, turn.session) for turn in first]
        with pytest.raises(sqlite3.IntegrityError):
            sqlite_turns.write(conn, [*second, first[0]])
        assert conn.execute("SELECT count(*) FROM outbox").fetchone() == (3,)
        assert conn.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
        assert conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)


# A block is of whole registrations: variant, in flight, turns in a block.
BLOCKS = [
    ("aiogram-memory", 1, 16 * UPDATES_A_PERSON),
    ("aiogram-sql-end", 3, 18 * UPDATES_A_PERSON),  # six people a lane
    ("telegram-memory", 32, 32 * UPDATES_A_PERSON),  # one a lane
    ("sqlite", 8, 8),
]


@pytest.mark.parametrize(("variant", "concurrency", "block"), BLOCKS)
async def test_measuring_plays_whole_registrations(
    variant: str, concurrency: int, block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run ends with a whole block and its figures are of that block's turns."""
    monkeypatch.setattr(measure, "WARM_UP_SECONDS", 1e-6)
    result = await measure.run(variant, concurrency, 1e-6, folder=tmp_path)
    assert result.turns == block
    assert 0 < result.p50_ms <= result.p99_ms
    assert result.rss_mb > 1
    assert (result.commit_ms is not None) == (variant == "sqlite")


async def test_so_many_updates_are_in_flight(monkeypatch: pytest.MonkeyPatch) -> None:
    """With eight lanes eight people's updates wait at once, never more."""
    at_work: set[int] = set()
    most = []

    class Slow:
        forms: Forms = Forgotten()

        async def turn(self, update: dict[str, Any]) -> None:
            said = update.get("message") or update["callback_query"]
            at_work.add(said["from"]["id"])
            most.append(len(at_work))
            await asyncio.sleep(0)
            at_work.discard(said["from"]["id"])
            self.forms.finished += update["update_id"] % UPDATES_A_PERSON == 0

    tally = await measure._measured(Slow(), measure._blocks(iter(range(99)), 8, False), 1e-9)
    assert max(most) == 8
    assert len(tally.turns) == 16 * UPDATES_A_PERSON


def test_one_json_line_comes_out() -> None:
    """The command prints figures, load and versions as one line of JSON."""
    command = [sys.executable, "-m", "benchmarks.peers.measure", "sqlite", "32", "--seconds", "0.1"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=60)
    [line] = ended.stdout.splitlines()
    assert json.loads(line).keys() >= {"turns_per_second", "disk_flush_ms", "load", "libraries"}
