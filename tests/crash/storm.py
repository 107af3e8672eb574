"""The storm: both platforms as they are, people on them, and processes that die all the time."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import func, select

from bot import wiring
from bot.clock import now
from bot.settings import Settings
from storage import outbox as rows_out
from storage.ids import new_id
from storage.outbox import NewOutboxRow
from storage.tables import inbox, outbox
from tests.bot.house import Office, environment, free_port
from tests.bot.platforms import SECRET, connected
from tests.crash.people import OnTelegram, OnWhatsapp, Phone, Talker
from tests.crash.processes import Fate, Process
from tests.crash.waiting import eventually
from tests.crash.weather import Weather
from tests.fakes.telegram import FakeTelegram
from tests.fakes.whatsapp import FakeWhatsapp

AT_ONCE = 5  # people who talk at the same time: each gets a message a second
MOST_PEOPLE = 400
QUIET = 600.0  # seconds until all is worked off, with the platforms' last repetitions
TOKENS = ("SERATUS_TELEGRAM_TOKEN", "SERATUS_WHATSAPP_TOKEN")
ONE = ("run",)
SEVERAL = ("door", "door", "engine", "engine", "sender", "sender")
WITH_PORT = ("run", "door")
OPEN = ("waiting", "sending")


@dataclass
class Storm:
    """One run: who talked, what was killed, and what the fakes saw."""

    office: Office
    telegram: FakeTelegram
    whatsapp: FakeWhatsapp
    fate: Fate
    processes: list[Process]
    doors: Sequence[str]  # addresses
    people: list[Talker] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)  # found while it went on
    seconds: float = 0.0

    def events(self) -> int:
        """How much people said and the platforms took; what is brought in vain does not count."""
        said = sum(each.said for each in self.people)
        return said + len(self.telegram.sent) + len(self.whatsapp.sent)

    async def blow(self, at_least: int) -> None:
        """People register while processes die, until enough of both; then all comes to rest."""
        began = time.monotonic()
        weather = Weather(self.telegram, self.whatsapp, self.doors, self.fate.rng, self.events)
        async with asyncio.TaskGroup() as group:
            keepers = [group.create_task(each.keep()) for each in self.processes]
            try:
                await self._talks(at_least, weather)
                await self._rest()
            finally:
                await self._end(keepers)
        self.problems += [each for process in self.processes for each in process.accidents]
        self.seconds = time.monotonic() - began

    async def _talks(self, at_least: int, weather: Weather) -> None:
        changing = asyncio.create_task(weather.change())
        try:
            await asyncio.gather(*(self._line(at_least) for _ in range(AT_ONCE)))
        finally:
            changing.cancel()
            with suppress(asyncio.CancelledError):
                await changing
            await weather.clear_up()

    async def _line(self, at_least: int) -> None:
        """One person after the other, until there were enough of them and of kills."""
        while self._more(at_least):
            talker = self._next()
            campaign = asyncio.create_task(self._told(talker))
            try:
                await talker.register()
            except AssertionError as problem:
                self.problems.append(f"unanswered: {problem}: {await self._rows(talker)}")
                return
            finally:
                await campaign

    async def _rows(self, talker: Talker) -> str:
        """What the store holds of somebody who got no answer: rows in and out, when it ended."""
        endpoint = await talker.endpoint()
        if endpoint is None:
            return "unknown endpoint"
        mine = (
            select(outbox.c.kind, outbox.c.message_id, outbox.c.state, outbox.c.attempts)
            .add_columns(outbox.c.due_at, outbox.c.error_code, outbox.c.sent_at)
            .where(outbox.c.endpoint_id == endpoint.id, outbox.c.state != "sent")
        )
        came = select(inbox.c.kind, inbox.c.state, inbox.c.attempts, inbox.c.received_at).where(
            inbox.c.endpoint_key == talker.key, inbox.c.state != "done"
        )
        rows = await self.office.house.store.read(
            lambda conn: [tuple(row) for row in (*conn.execute(mine), *conn.execute(came))]
        )
        return f"at {now():%H:%M:%S} of {len(talker.phone.shown())} shown: {rows}"

    def _more(self, at_least: int) -> bool:
        short = len(self.people) < at_least or self.fate.killed < self.fate.wanted
        return short and not self.problems and len(self.people) < MOST_PEOPLE

    def _next(self) -> Talker:
        number = len(self.people)
        name = f"Orang {number}"
        phone: Phone = (
            OnTelegram(self.telegram, number, name)
            if number % 2
            else OnWhatsapp(self.whatsapp, number, name)
        )
        talker = Talker(number, phone, self.office, photo=number % 3 != 1)
        self.people.append(talker)
        return talker

    async def _told(self, talker: Talker) -> None:
        """A campaign's message to somebody who has just begun."""

        async def begun() -> bool:
            return await talker.endpoint() is not None

        if not await eventually(begun, QUIET):
            return
        endpoint = await talker.endpoint()
        if endpoint is None:
            return
        sealer, moment, row = self.office.sealers.sealer, now(), new_id(now())
        payload = {"to": talker.phone.address, "request": _request(talker, news_for(talker))}
        told = NewOutboxRow(
            row, endpoint.id, endpoint.channel, endpoint.account, "campaign", "kabar",
            sealer.seal_json(payload, "outbox", "payload", row), moment, moment,
        )  # fmt: skip
        await self.office.house.store.write(lambda conn: rows_out.put(conn, [told]))

    async def _rest(self) -> None:
        """Waits until nothing is left to do, and no platform has anything to bring."""
        for _ in range(2):  # what a platform still brings may let us write something
            if not await eventually(self._quiet, QUIET):
                self.problems.append(f"it never comes to rest: {await self._left()}")
                return
            async with asyncio.timeout(QUIET):
                await self.whatsapp.webhooks.settled()

    async def _quiet(self) -> bool:
        return not self.telegram.updates.waiting and not await self._left()

    async def _left(self) -> dict[str, int]:
        waits = select(inbox.c.kind, func.count()).where(inbox.c.state == "waiting")
        open_ = select(outbox.c.kind + " " + outbox.c.state, func.count())
        found = await self.office.house.store.read(
            lambda conn: [
                *conn.execute(waits.group_by(inbox.c.kind)),
                *conn.execute(
                    open_.where(outbox.c.state.in_(OPEN)).group_by(outbox.c.kind, outbox.c.state)
                ),
            ]
        )
        return {str(name): int(count) for name, count in found}

    async def _end(self, keepers: Sequence[asyncio.Task[None]]) -> None:
        for each in self.processes:
            await each.end()
        _, late = await asyncio.wait(keepers, timeout=20)
        for each in self.processes if late else ():
            each.kill()

    def redelivered(self) -> int:
        """How often a platform brought something that it had brought before."""
        updates = Counter(str(each.update) for each in self.telegram.attempts)
        bodies = Counter(each.raw for each in self.whatsapp.posted)
        return sum(count - 1 for count in (*updates.values(), *bodies.values()))


def news_for(talker: Talker) -> str:
    """The words of the campaign to one person."""
    return f"Kabar {talker.number}."


def _request(talker: Talker, text: str) -> dict[str, object]:
    if talker.phone.channel == "telegram":
        return {"method": "sendMessage", "chat_id": int(talker.phone.address), "text": text}
    to = {"recipient": talker.phone.address, "recipient_type": "individual"}
    return {"messaging_product": "whatsapp", **to, "type": "text", "text": {"body": text}}


@asynccontextmanager
async def storm(
    database_url: str, folder: Path, kills: int, seed: int, commands: Sequence[str]
) -> AsyncIterator[Storm]:
    """A storm about to begin: `commands` name the processes, `ONE` or `SEVERAL`."""
    rng = random.Random(seed)
    async with FakeTelegram(limits=None) as telegram, FakeWhatsapp(limits=None) as whatsapp:
        settings = connected(telegram, whatsapp)
        given = Settings(
            _env_file=None,
            database_url=database_url,
            data_dir=folder / "data",
            keys_file=folder / "keys" / "seratus.keys",
            **settings,
        )
        house = await wiring.build(given, now)
        try:
            plain = {f"SERATUS_{name.upper()}": _plain(each) for name, each in settings.items()}
            office = Office(house, now, folder)  # type: ignore[arg-type]
            found = Storm(office, telegram, whatsapp, Fate(rng, kills), [], [])
            found.doors = _start(found, commands, environment(folder, database_url, **plain))
            yield found
        finally:
            await house.close()


def _start(found: Storm, commands: Sequence[str], given: dict[str, str]) -> list[str]:
    """Makes the processes; gives the addresses of the doors."""
    doors = []
    for command in commands:
        mine = dict(given)
        if command in WITH_PORT:
            mine["SERATUS_PORT"] = str(free_port())
            doors.append(f"http://127.0.0.1:{mine['SERATUS_PORT']}")
        if command in ("door", "engine"):
            mine = {name: value for name, value in mine.items() if name not in TOKENS}
        found.processes.append(
            Process(command, mine, found.office.folder, found.fate, found.events)
        )
    return doors


def _plain(value: str | SecretStr) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else value


__all__ = ["ONE", "SECRET", "SEVERAL", "Storm", "news_for", "storm"]
