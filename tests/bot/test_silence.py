"""Every transcript is played with the loudest log: nothing of anybody stands in logs or metrics."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.door import local_item
from bot.logs import log
from bot.pictures import PictureProcess
from bot.settings import Settings
from bot.web import inside
from bot.wiring import ACCOUNT, House, build
from storage import sqlite
from storage.documents import DocumentReader, DocumentRefused
from storage.sheet_reading import SheetReader
from tests.bot.house import HASTY, picture
from tests.bot.platforms import town
from tests.bot.test_platform_transcripts import PlatformPlayer
from tests.bot.test_transcripts import EnginePlayer, HeldEffects, StillClock, _limit, made_up
from tests.transcripts import START, Codes, Edits, Sends, Transcript, Writes, all_transcripts, read

NUMBER = re.compile(r"\+?\d[\d .-]{6,}\d")  # NIKs, phones, KPJs, grouped or not
NAMED = re.compile(r"\bnama\b", re.IGNORECASE)  # a question for a name
WORDS = re.compile(r"[A-Za-z']{5,}")
COMMANDS = {"status", "daftar", "klaim", "pesan"}  # said in place of a name; our own words too


@pytest.fixture(autouse=True)
def _loud(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sqlite, "WRITER_PRAGMAS", HASTY)
    log.configure("debug")
    yield
    log.configure("info")


def secrets_of(transcript: Transcript) -> set[str]:
    """Numbers and names that people said, in the form they wrote and as digits alone."""
    found: set[str] = set(transcript.phones.values())
    asked = False
    for step in transcript.steps:
        said = step.act
        if isinstance(said, Writes | Edits):
            for number in NUMBER.findall(said.text):
                found |= {number, re.sub(r"\D", "", number)}
            if asked:
                name = said.text.split(",")[0]
                found |= {name.strip(), *WORDS.findall(name)}
        elif isinstance(said, Sends):
            found |= set(NUMBER.findall(said.detail or ""))
        if step.replies:
            asked = bool(NAMED.search(step.replies[-1].text.split("?")[0]))
    for member in transcript.members:
        found |= set(WORDS.findall(member.name))
    return {each for each in found if len(each) > 4 and each.lower() not in COMMANDS}


async def metrics_of(house: House) -> str:
    """What Prometheus is told."""
    transport = httpx.ASGITransport(inside(house), client=("127.0.0.1", 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = await client.get("/metrics")
    assert answer.status_code == 200
    return answer.text


async def broken(house: House, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two more turns that fail with an error which quotes the words: in the talk, and before it."""

    async def fail_all(*_: Any) -> Any:
        raise ValueError(words)

    def fail(*_: Any) -> Any:
        raise ValueError(words)

    for number, (where, failing) in enumerate(
        (("bot.stepping.step", fail), ("bot.stepping.Stepper.step_all", fail_all))
    ):
        monkeypatch.setattr(where, failing)
        said = {"id": f"x{number}", "text": words}
        await house.door.accept("terminal", ACCOUNT, [local_item("lain", said)])
        for _ in range(6):
            await house.engine.run_batch()


@pytest.fixture
async def terminal(sqlite_url: str, tmp_path: Path) -> AsyncIterator[EnginePlayer]:
    clock, effects = StillClock(START), HeldEffects()
    keys = tmp_path / "keys" / "seratus.keys"
    given = Settings(database_url=sqlite_url, data_dir=tmp_path / "data", keys_file=keys)
    house = await build(given, clock)
    house.sender._effects = effects  # type: ignore[assignment]
    yield EnginePlayer(house, clock, effects)
    await house.close()


def silent(told: str, secrets: set[str]) -> None:
    """None of them is told, and something is."""
    assert told.count("turn_failed") >= 2
    assert "seratus_turns" in told
    assert [each for each in sorted(secrets) if each.lower() in told.lower()] == []


@pytest.mark.parametrize(
    "path", [each for each in all_transcripts() if made_up(each)], ids=lambda path: path.stem
)
async def test_a_talk_leaves_nothing_of_anybody(
    path: Path,
    terminal: EnginePlayer,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Numbers, names, codes and the buttons' tokens; also where a turn fails that quotes them."""
    transcript, codes = read(path), Codes()
    await _limit(terminal, transcript)
    await terminal.prepare(transcript)
    for step in transcript.steps:
        await terminal.act(step.who, step.act, codes)
    tokens = {t for of in terminal.tokens.values() for known in of.values() for t in known}
    secrets = secrets_of(transcript) | set(codes.names) | {t for t in tokens if len(t) > 12}
    await broken(terminal.house, " ".join(secrets), monkeypatch)
    told = await metrics_of(terminal.house) + "".join(capfd.readouterr())
    silent(told, secrets)


@pytest.mark.parametrize(
    "path", [each for each in all_transcripts() if not made_up(each)], ids=lambda path: path.stem
)
async def test_a_talk_on_a_platform_leaves_nothing_of_anybody(
    path: Path,
    sqlite_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """The talks that need a number for which the channel vouches."""
    transcript = read(path)
    async with town(sqlite_url, tmp_path, monkeypatch) as place:
        place.clock.value, effects = START, HeldEffects()
        house = place.office.house
        house.sender._effects = effects  # type: ignore[assignment]
        player = PlatformPlayer(place, place.side("telegram"), effects)
        await player.prepare(transcript)
        for step in transcript.steps:
            news = await player.act(step.who, step.act)
            player.told([each for found in news.values() for each in found])
        secrets = secrets_of(transcript) | set(player.codes.names)
        await broken(house, " ".join(secrets), monkeypatch)
        told = await metrics_of(house) + "".join(capfd.readouterr())
    silent(told, secrets)


# --- other processes -----------------------------------------------------------------------

STARTING = re.compile(
    r"\b(create_subprocess_\w+|subprocess\.(run|Popen|call|check_\w+)|os\.system)\("
)
STARTERS = {
    "bot/backups.py",  # `seratus backup`, once a day, as it stands
    "storage/key_sources.py",  # the operator's command that gives the keys
    "storage/limited_process.py",  # the workers below
}


async def test_workers_are_told_nothing_on_their_command_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What `ps` shows of them, and their environment: people's files go through pipes alone."""
    started: list[str] = []
    real = asyncio.create_subprocess_exec

    async def noted(*command: str, **more: Any) -> Any:
        started.append(f"{command} {more['env']} {more['cwd']}")
        return await real(*command, **more)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", noted)
    secret = "6310014508759003"
    await PictureProcess().reencode(picture())
    await SheetReader().read(f"nik,nama\n{secret},Rahmah\n".encode())
    with suppress(DocumentRefused):
        await DocumentReader().media_type(f"%PDF-1.4 {secret}".encode())
    assert len(started) == 3
    assert all(" {} /" in each for each in started)
    assert not [each for each in started if secret in each]


def test_nothing_else_starts_a_process() -> None:
    """Whoever adds one says here what it is told."""
    root = Path(__file__).parents[2]
    pages = [each for part in ("bot", "storage", "desk") for each in (root / part).rglob("*.py")]
    found = {
        str(each.relative_to(root)) for each in pages if STARTING.search(each.read_text("utf-8"))
    }
    assert found == STARTERS
