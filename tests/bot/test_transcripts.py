"""Every transcript is played through door, inbox, engine and outbox, on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.clock import read_time
from bot.door import local_item
from bot.house import effect_row
from bot.settings import Settings
from bot.stepping import Place
from bot.wiring import ACCOUNT, House, build
from storage import endpoints, inbox
from storage.facts import Limits
from storage.tables import endpoints as endpoint_table
from storage.tables import outbox
from tests.transcripts import (
    PACE,
    START,
    Act,
    Codes,
    PhotoDone,
    Reply,
    Sends,
    Taps,
    Transcript,
    Waits,
    Writes,
    all_transcripts,
    read,
    written,
)

CHANNEL = "terminal"
FILE = "0" * 32


class StillClock:
    """A clock that moves only when told."""

    def __init__(self, start: datetime) -> None:
        self.value = start

    def __call__(self) -> datetime:
        """The time."""
        return self.value


class HeldEffects:
    """Effects that end only when the transcript says so."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Mapping[str, Any]]] = []

    async def run(self, endpoint_id: str, payload: Mapping[str, Any]) -> None:
        """Keeps a photo for later; erasing files needs nothing here."""
        if payload["kind"] == "store_photo":
            self.asked.append((endpoint_id, payload))


class EnginePlayer:
    """Phones that talk through the real way of a message."""

    def __init__(self, house: House, clock: StillClock, effects: HeldEffects) -> None:
        self.house = house
        self.clock = clock
        self.effects = effects
        self.count = 0
        self.seen = 0
        self.tokens: dict[str, dict[str, list[str]]] = {}

    async def act(self, who: str, act: Act, codes: Codes) -> tuple[Reply, ...]:
        """What is answered to one act."""
        if isinstance(act, Waits):
            self.clock.value += act.span
            return ()
        self.clock.value += PACE
        if isinstance(act, PhotoDone):
            await self._photo_done(act)
        else:
            self.count += 1
            event = {**self._event(who, act, codes), "id": str(self.count)}
            await self.house.door.accept(CHANNEL, ACCOUNT, [local_item(who, event)])
        await self.house.settle()
        return await self._replies(codes)

    def _event(self, who: str, act: Act, codes: Codes) -> dict[str, Any]:
        match act:
            case Writes(text):
                return {"text": codes.show(text)}
            case Taps(label, late):
                tokens = self.tokens[who][label]
                return {"choice": tokens[-2] if late and len(tokens) > 1 else tokens[-1]}
            case Sends("foto"):
                return {"photo": "media"}
            case Sends("kontak", phone):
                return {"contact": phone}
            case Sends("lokasi"):
                return {"location": [-3.4, 115.9]}
            case Sends("suara"):
                return {"voice": "media"}
        raise AssertionError(f"nobody can do {act}")

    async def _photo_done(self, done: PhotoDone) -> None:
        endpoint_id, payload = self.effects.asked.pop()
        result = {} if done.refused else {"file": FILE}
        sealers = self.house.sealers

        def put(conn: Connection) -> None:
            owner = endpoints.by_id(conn, sealers.sealer, [endpoint_id])[endpoint_id]
            row = effect_row(
                sealers, owner, payload["effect"], result, done.refused, self.clock.value
            )
            inbox.put(conn, [row])

        await self.house.store.write(put)

    async def _replies(self, codes: Codes) -> tuple[Reply, ...]:
        rows = await self.house.store.read(self._rows)
        self.seen = max([self.seen, *(row.seq for row in rows)])
        return tuple(self._reply(row, codes) for row in rows)

    def _rows(self, conn: Connection) -> list[Any]:
        query = (
            select(outbox, endpoint_table.c.address_index)
            .join(endpoint_table, endpoint_table.c.id == outbox.c.endpoint_id)
            .where(outbox.c.seq > self.seen, outbox.c.kind != "effect")
            .order_by(outbox.c.seq)
        )
        return list(conn.execute(query).all())

    def _reply(self, row: Any, codes: Codes) -> Reply:
        payload = self.house.sealers.sealer.open_json(row.payload, "outbox", "payload", row.id)
        assert row.state == "sent"
        for choice in payload["choices"]:
            known = self.tokens.setdefault(payload["to"], {}).setdefault(choice["label"], [])
            known.append(choice["id"])
        labels = tuple(choice["label"] for choice in payload["choices"])
        return Reply(codes.hide(payload["text"]), labels, bool(payload["card"]))


@pytest.fixture
async def player(database_url: str, tmp_path: Path) -> AsyncIterator[EnginePlayer]:
    """A house on the database with a clock that stands still."""
    clock, effects = StillClock(START), HeldEffects()
    settings = Settings(
        database_url=database_url,
        data_dir=tmp_path / "data",
        keys_file=tmp_path / "keys" / "seratus.keys",
    )
    house = await build(settings, clock)
    house.sender._effects = effects  # type: ignore[assignment]
    yield EnginePlayer(house, clock, effects)
    await house.close()


@pytest.mark.parametrize("path", all_transcripts(), ids=lambda path: path.stem)
async def test_the_engine_says_what_the_transcript_holds(path: Path, player: EnginePlayer) -> None:
    """Word by word the same as in memory, through sealed rows and real records."""
    transcript = read(path)
    await _limit(player, transcript)
    codes = Codes()
    played = []
    for step in transcript.steps:
        replies = await player.act(step.who, step.act, codes)
        played.append((step, replies))
    now = replace(transcript, steps=tuple(replace(s, replies=r) for s, r in played))
    assert written(now) == path.read_text(encoding="utf-8")


async def _limit(player: EnginePlayer, transcript: Transcript) -> None:
    """The transcript's own limit of NIKs, if it has one."""
    if "batas nik" in transcript.settings:
        limits = Limits(transcript.settings["batas nik"])
        player.house.engine._stepper._place = Place("63.10", "Asia/Makassar", limits)


def test_the_clock_begins_where_the_transcripts_do() -> None:
    """Eleven in the morning in Tanah Bumbu."""
    assert read_time("2026-11-22T11:00:00+08:00") == START
