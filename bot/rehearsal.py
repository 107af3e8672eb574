"""A talk held once more: in an empty house, on the transcripts' clock, with made-up people."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from bot.door import local_item
from bot.house import effect_row
from bot.made_up import MadeUp
from bot.sender import Sender
from bot.settings import Settings
from bot.transcript import PACE, START, Codes, Reply, said_by, written_line
from bot.wiring import ACCOUNT, House, build
from conversations.paying import carried
from conversations.session import (
    Chose,
    EffectDone,
    Event,
    Said,
    SentDocument,
    SentLocation,
    SentPhoto,
    SharedContact,
)
from storage import endpoints as endpoint_rows
from storage import inbox as inbox_rows
from storage.tables import outbox

CHANNEL, WHO = "terminal", "orang"
SHOWN = ("reply", "notice", "campaign")
STORED = ("store_photo", "store_proof")  # effects that keep a picture, which a transcript can end
FILE = "0" * 32
MOST_HOURS = 48  # a longer rest is told in days
USUAL = ("region", "timezone", "niks_per_endpoint")  # settings as every transcript has them


class NotRecordable(ValueError):
    """The talk cannot be a transcript; the text is a code, a word of `locales/`."""


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that happened in the talk, as it was."""

    event: Event
    at: datetime
    asks: str = ""  # the question that was open, `form.field`
    label: str = ""  # of the tapped button
    late: bool = False  # not one of the newest question


class Held:
    """Effects that end only when the talk says so."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Mapping[str, Any]]] = []

    async def run(self, endpoint_id: str, payload: Mapping[str, Any]) -> None:
        """Remembers what is asked for."""
        if payload["kind"] in STORED:
            self.asked.append((endpoint_id, payload))

    async def give_up(self, endpoint_id: str, payload: Mapping[str, Any]) -> None:
        """Nothing fails here."""

    def erase(self, ids: list[str]) -> None:
        """Files of the rehearsal go with its folder."""


class Clock:
    """A clock that moves only when told."""

    def __init__(self) -> None:
        self.value = START

    def __call__(self) -> datetime:
        """The time."""
        return self.value


class Rehearsal:
    """The talk on the transcripts' clock, line by line."""

    def __init__(
        self, house: House, clock: Clock, held: Held, made_up: MadeUp, codes: Codes
    ) -> None:
        self._house, self._clock, self._held = house, clock, held
        self._made_up = made_up
        self._were = codes  # the codes of the real talk, by the names that they get here too
        self._codes = Codes()
        self._count = self._seen = 0
        self._newest: set[str] = set()  # buttons of the last answer
        self._tokens: dict[str, list[str]] = {}  # label → tokens, newest last

    def rest(self, span: timedelta) -> str:
        """Time goes by; told in the unit that fits."""
        minutes = round(span.total_seconds() / 60)
        hours, days = round(minutes / 60), round(minutes / 60 / 24)
        count, unit, name = minutes, "minutes", "menit"
        if hours >= MOST_HOURS:
            count, unit, name = days, "days", "hari"
        elif minutes >= 60:
            count, unit, name = hours, "hours", "jam"
        self._clock.value += timedelta(**{unit: count})
        return f"waktu: +{count} {name}"

    async def play(self, done: Done) -> str:
        """One thing done, as a line with what is answered to it."""
        self._clock.value += PACE
        if isinstance(done.event, EffectDone):
            line = await self._photo_done(done.event)
        else:
            line, event = self._line(done)
            self._count += 1
            item = local_item(WHO, {**event, "id": str(self._count)})
            await self._house.door.accept(CHANNEL, ACCOUNT, [item])
        await self._house.settle()
        return written_line(line, await self._replies())

    def _line(self, done: Done) -> tuple[str, dict[str, Any]]:
        """The transcript's line and the event that it stands for."""
        match done.event:
            case Said(text):
                told = self._told("\n".join(text.splitlines()), done)
                return said_by(WHO, told), {"text": self._codes.show(told)}
            case Chose():
                return self._tap(self._told(done.label, done), done.late)
            case SentPhoto():
                return f"{WHO} [foto]", {"photo": "media", "caption": ""}
            case SentDocument():
                return f"{WHO} [dokumen]", {"document": "media", "caption": ""}
            case SentLocation():
                return f"{WHO} [lokasi]", {"location": [-3.4, 115.9]}
            case SharedContact(phone):
                told = self._made_up.said(phone)
                return f"{WHO} [kontak] {told}", {"contact": told}
        raise NotRecordable("other")

    def _told(self, text: str, done: Done) -> str:
        """What was written, with made-up people, and with codes by their names."""
        for code, name in self._were.names.items():
            text = text.replace(code, name)
        return self._made_up.said(text, done.asks, done.at.date())

    def _tap(self, label: str, late: bool) -> tuple[str, dict[str, Any]]:
        """The button, found by its label as whoever replays the transcript finds it."""
        tokens = self._tokens.get(label, [])
        fits = [each for each in tokens if (each in self._newest) != late]
        told = (tokens[-2] if late and len(tokens) > 1 else tokens[-1]) if tokens else ""
        if not fits or fits[-1] != told:
            raise NotRecordable("button")
        return f"{WHO} [{'tap lama' if late else 'tap'}] {label}", {"choice": told}

    async def _photo_done(self, event: EffectDone) -> str:
        if not self._held.asked:
            raise NotRecordable("file")
        endpoint_id, payload = self._held.asked.pop()
        sealers, now = self._house.sealers, self._clock.value
        result = dict({} if event.refused else {"file": FILE}) | carried(payload["args"])

        def put(conn: Connection) -> None:
            owner = endpoint_rows.by_id(conn, sealers.sealer, [endpoint_id])[endpoint_id]
            ref = payload.get("ref")
            row = effect_row(sealers, owner, payload["effect"], result, event.refused, now, ref)
            inbox_rows.put(conn, [row])

        await self._house.store.write(put)
        return f"foto: ditolak {event.refused}" if event.refused else "foto: tersimpan"

    async def _replies(self) -> list[Reply]:
        rows = await self._house.store.read(self._rows)
        self._seen = max([self._seen, *(row.seq for row in rows)])
        sealer = self._house.sealers.sealer
        said = [sealer.open_json(row.payload, "outbox", "payload", row.id) for row in rows]
        if said:
            self._newest = {choice["id"] for each in said for choice in each["choices"]}
        return [self._reply(each) for each in said]

    def _rows(self, conn: Connection) -> list[Any]:
        query = select(outbox).where(outbox.c.seq > self._seen, outbox.c.kind.in_(SHOWN))
        return list(conn.execute(query.order_by(outbox.c.seq)).all())

    def _reply(self, said: Mapping[str, Any]) -> Reply:
        for choice in said["choices"]:
            self._tokens.setdefault(choice["label"], []).append(choice["id"])
        labels = tuple(choice["label"] for choice in said["choices"])
        return Reply(self._codes.hide(said["text"]), labels, bool(said["card"]))


@asynccontextmanager
async def rehearsal(made_up: MadeUp, codes: Codes) -> AsyncIterator[Rehearsal]:
    """An empty house for one talk; nothing of it stays."""
    with tempfile.TemporaryDirectory(prefix="seratus-") as name:
        folder, clock, held = Path(name), Clock(), Held()
        usual = {each: Settings.model_fields[each].default for each in USUAL}
        settings = Settings(
            _env_file=None,
            database_url=f"sqlite+aiosqlite:///{folder / 'seratus.db'}",
            data_dir=folder / "data",
            keys_file=folder / "keys" / "seratus.keys",
            ktp="off",
            **usual,
        )
        house = await build(settings, clock, ((CHANNEL, ACCOUNT),))
        sender = Sender(house.store, house.sealers, held, clock, house.wake)
        try:
            yield Rehearsal(replace(house, sender=sender), clock, held, made_up, codes)
        finally:
            await house.close()
