"""Every transcript is played through door, inbox, engine and outbox, on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.clock import read_time
from bot.door import local_item
from bot.house import Sealers, effect_row
from bot.settings import Settings
from bot.stepping import Place
from bot.wiring import ACCOUNT, House, build
from conversations.claims import carried_paper
from conversations.paying import carried
from storage import deep_links, endpoints, inbox, moving
from storage.facts import Limits
from storage.tables import endpoints as endpoint_table
from storage.tables import outbox
from tests.claimed_store import desk, keep_paper, put_office, put_officers
from tests.covered_store import put_members
from tests.transcripts import (
    PACE,
    START,
    Act,
    Codes,
    Desk,
    Doubts,
    Edits,
    Follows,
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
STORED = ("store_photo", "store_proof", "store_paper")  # effects that keep a picture
BROKEN = "tautan_yang_rusak_atau_dari_orang_lain"


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
        if payload["kind"] in (*STORED, "ktp", "read_sheet"):
            self.asked.append((endpoint_id, payload))

    async def give_up(self, endpoint_id: str, payload: Mapping[str, Any]) -> None:
        """Nothing fails here."""

    def erase(self, ids: list[str]) -> None:
        """Files of a transcript go with its folder."""


class EnginePlayer:
    """Phones that talk through the real way of a message."""

    def __init__(self, house: House, clock: StillClock, effects: HeldEffects) -> None:
        self.house = house
        self.clock = clock
        self.effects = effects
        self.count = 0
        self.seen = 0
        self.written: list[tuple[str, str, str]] = []  # (id, who, words)
        self.tokens: dict[str, dict[str, list[str]]] = {}

    async def prepare(self, transcript: Transcript) -> None:
        """The people that the transcript's phones speak for, with what was paid for them."""
        sealers, now = self.house.sealers, self.clock.value

        def put(conn: Connection) -> None:
            names = [*(each.phone for each in transcript.members), *transcript.offices]
            found = {name: self._endpoint(name) for name in names}
            endpoints.put(conn, sealers.sealer, list(found.values()), now)
            ids = {phone: each.id for phone, each in found.items()}
            put_members(conn, sealers.sealer, transcript.members, ids, now)
            put_officers(conn, sealers.sealer, transcript.officers, now)
            for phone, code in transcript.offices.items():
                put_office(conn, ids[phone], code, now)

        if transcript.members or transcript.officers or transcript.offices:
            await self.house.store.write(put)

    def _endpoint(self, phone: str) -> endpoints.Endpoint:
        key = self.house.sealers.opener.endpoint_key(CHANNEL, ACCOUNT, phone)
        return endpoints.fresh(
            endpoints.Seen(CHANNEL, ACCOUNT, phone, key, False), self.clock.value
        )

    async def act(self, who: str, act: Act, codes: Codes) -> tuple[Reply, ...]:
        """What is answered to one act."""
        if isinstance(act, Waits):
            self.clock.value += act.span
            return ()
        self.clock.value += PACE
        if isinstance(act, PhotoDone):
            await self._photo_done(act)
        elif isinstance(act, Desk):
            await self._desk(act)
        else:
            self.count += 1
            event = {**self._event(who, act, codes), "id": str(self.count)}
            if "text" in event:
                self.written.append((str(self.count), who, event["text"]))
            await self.house.door.accept(CHANNEL, ACCOUNT, [local_item(who, event)])
        await self.house.settle()
        return await self._replies(codes)

    def _event(self, who: str, act: Act, codes: Codes) -> dict[str, Any]:
        match act:
            case Writes(text):
                return {"text": codes.show(text)}
            case Edits(text, of):
                return {"edited": text, "ref": self._said(who, codes.show(of), text)}
            case Follows(kind, value):
                return {"start": link(self.house.sealers, kind, codes.show(value))}
            case Taps(label, late):
                tokens = self.tokens[who][label]
                return {"choice": tokens[-2] if late and len(tokens) > 1 else tokens[-1]}
            case Sends("foto", caption):
                return {"photo": "media", "caption": caption}
            case Sends("dokumen", caption):
                return {"document": "media", "caption": caption}
            case Sends("berkas", name):
                return {"document": "media", "name": name}
            case Sends("album", album):
                return {"photo": "media", "album": f"a{album}"}
            case Sends("kontak", phone):
                return {"contact": phone}
            case Sends("kontak orang", phone):
                return {"contact": phone, "own": False}
            case Sends("lokasi"):
                return {"location": [-3.4, 115.9]}
            case Sends("suara"):
                return {"voice": "media"}
        raise AssertionError(f"nobody can do {act}")

    def _said(self, who: str, text: str, now: str) -> str:
        """The id of somebody's last message, or the last that said `text`; it says `now` then."""
        fits = [
            place
            for place, (_, name, said) in enumerate(self.written)
            if name == who and text in ("", said)
        ]
        number = self.written[fits[-1]][0]
        self.written[fits[-1]] = (number, who, now)
        return number

    async def _photo_done(self, done: PhotoDone) -> None:
        asked, sealers = self.effects.asked.pop(), self.house.sealers
        await self.house.store.write(
            lambda conn: photo_done(conn, sealers, asked, done, self.clock.value)
        )

    async def _desk(self, act: Desk) -> None:
        sealer, now = self.house.sealers.sealer, self.clock.value
        await self.house.store.write(lambda conn: desk(conn, sealer, act.done, now))

    async def _replies(self, codes: Codes) -> tuple[Reply, ...]:
        rows = await self.house.store.read(self._rows)
        self.seen = max([self.seen, *(row.seq for row in rows)])
        return tuple(self._reply(row, codes) for row in rows)

    def _rows(self, conn: Connection) -> list[Any]:
        query = (
            select(outbox, endpoint_table.c.address_index)
            .join(endpoint_table, endpoint_table.c.id == outbox.c.endpoint_id)
            .where(outbox.c.seq > self.seen, outbox.c.kind != "effect")
            .where(outbox.c.message_id != "moved-away")  # the engine's own, to the other phone
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


def photo_done(
    conn: Connection,
    sealers: Sealers,
    asked: tuple[str, Mapping[str, Any]],
    done: PhotoDone,
    now: datetime,
) -> None:
    """What the effect puts into the inbox: for the talk where the draft is by now."""
    endpoint_id, payload = asked
    where = moving.endpoint_of(conn, payload["args"].get("draft", "")) or endpoint_id
    owner = endpoints.by_id(conn, sealers.sealer, [where])[where]
    kept: str | None = FILE
    if payload["kind"] == "store_paper":
        kept = keep_paper(conn, sealers.sealer, owner, payload, now)
    result = dict({} if done.refused else done.card or {"file": kept})
    result |= carried(payload["args"]) | carried_paper(payload["args"])
    ref = payload.get("ref") if where == endpoint_id else None
    row = effect_row(sealers, owner, payload["effect"], result, done.refused, now, ref)
    inbox.put(conn, [row])


def link(sealers: Sealers, kind: str, value: str) -> str:
    """What a link carries; one whose value is none of ours cannot be made, and is broken."""
    if not kind:
        return ""
    try:
        return deep_links.make(sealers.sealer, kind, value, (START + timedelta(days=99)).date())
    except ValueError:
        return BROKEN


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


def made_up(path: Path) -> bool:
    """Whether people who vouch for nothing can talk like this; the others need a platform."""
    transcript = read(path)
    real = transcript.phones or transcript.listed
    return not real and not any(isinstance(s.act, Doubts) for s in transcript.steps)


PLAYED = [path for path in all_transcripts() if made_up(path)]


@pytest.mark.parametrize("path", PLAYED, ids=lambda path: path.stem)
async def test_the_engine_says_what_the_transcript_holds(path: Path, player: EnginePlayer) -> None:
    """Word by word the same as in memory, through sealed rows and real records."""
    transcript = read(path)
    await _limit(player, transcript)
    await player.prepare(transcript)
    codes = Codes()
    played = []
    for step in transcript.steps:
        replies = await player.act(step.who, step.act, codes)
        played.append((step, replies))
    now = replace(transcript, steps=tuple(replace(s, replies=r) for s, r in played))
    assert written(now) == path.read_text(encoding="utf-8")


async def _limit(player: EnginePlayer, transcript: Transcript) -> None:
    """The transcript's own limit of NIKs and its reader of KTP, if it has them."""
    stepper = player.house.engine._stepper
    stepper._place = stepper._given = place_of(transcript)


def place_of(transcript: Transcript) -> Place:
    """The office that a transcript's settings describe."""
    limits = Limits(transcript.settings.get("batas nik", 20))
    reads_cards = bool(transcript.settings.get("pembaca ktp"))
    return Place("63.10", "Asia/Makassar", limits, reads_cards)


def test_the_clock_begins_where_the_transcripts_do() -> None:
    """Eleven in the morning in Tanah Bumbu."""
    assert read_time("2026-11-22T11:00:00+08:00") == START
