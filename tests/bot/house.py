"""A whole house over a fresh store: people say things at its door, its parts are moved by hand."""

from __future__ import annotations

import io
import json
import os
import random
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import Connection, Table, func, select, update

from bot import wiring
from bot.channels.local import read_event
from bot.clock import MovedClock
from bot.door import local_item
from bot.house import Sealers
from bot.logs import log
from bot.settings import Settings
from bot.wiring import ACCOUNT
from conversations.book import BOOK
from conversations.facts import Endpoint as EndpointFacts
from conversations.facts import Me, MyApplications, Needs, NikAllowed, NikHolder, Query, World
from conversations.kernel import step
from conversations.session import Session
from conversations.words import Catalogue
from program.regions import region
from storage import conversations, sqlite
from storage import endpoints as endpoint_rows
from storage.endpoints import Seen, fresh
from storage.tables import endpoints, inbox, outbox
from tests import people
from tests.people import Person

BEGINNING = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
SHOWN = ("reply", "notice", "campaign")
CATALOGUE = Catalogue()
# A test database need not survive a power cut: half the time is the disk's otherwise.
HASTY = tuple(each.replace("= FULL", "= OFF") for each in sqlite.WRITER_PRAGMAS)
Said = Mapping[str, Any]


def made(seed: int = 1) -> Person:
    """The same made-up person for the same seed."""
    return people.person(random.Random(seed))


@cache
def picture(colour: tuple[int, int, int] = (90, 120, 60), size: int = 320) -> bytes:
    """A JPEG with a comment that must not be kept."""
    out = io.BytesIO()
    Image.new("RGB", (size, size * 2 // 3), colour).save(out, "JPEG", comment=b"made by test")
    return out.getvalue()


def answers_of(person: Person) -> dict[str, Said]:
    """What this person answers to each field of the registration, by field id."""
    district = region(person.village.parent)
    assert district is not None
    return {
        "consent": {"choice": "yes"},
        "for_whom": {"choice": "self"},
        "member_before": {"choice": "no"},
        "nik": {"text": person.nik},
        "birth_date": {"choice": "keep"},
        "name": {"text": person.name},
        "birth_place": {"text": person.birth_place},
        "sex": {"choice": person.sex},
        "mother_name": {"text": person.mother_name},
        "village": {"text": f"{person.village.name}, kecamatan {district.name}"},
        "district": {"choice": person.village.code},
        "phone": {"text": person.phone},
        "occupation": {"text": "petani"},
        "payer": {"choice": "village"},
        "heirs[0].name": {"text": f"{person.family.name}, anak, {person.family.phone}"},
        "heirs[0].relation": {"choice": "child"},
        "heirs[0].phone": {"text": person.family.phone},
        "ktp_photo": {"choice": "skip"},
        "summary": {"choice": "send"},
    }


@dataclass
class Phone:
    """One endpoint: what it says goes through the door, what it is shown comes from the outbox."""

    office: Office
    name: str
    channel: str = "terminal"
    shown: int = 0
    asks: str | None = None
    numbers: count[int] = field(default_factory=count)

    async def put(self, **said: Any) -> str:
        """One event through the door, not worked off yet; gives its event id."""
        event_id = f"e{next(self.numbers)}"
        await self.redeliver(event_id, **said)
        return event_id

    async def redeliver(self, event_id: str, **said: Any) -> None:
        """An event under an id that the platform may have used before."""
        item = local_item(self.name, {"id": event_id, **said})
        await self.office.house.door.accept(self.channel, ACCOUNT, [item])

    async def say(self, **said: Any) -> list[dict[str, Any]]:
        """One event, worked off with all its effects; gives the new messages."""
        await self.put(**said)
        return await self.settled()

    async def text(self, text: str) -> str:
        """One text; gives the words of the answer."""
        return words(await self.say(text=text))

    async def photo(self, content: bytes) -> list[dict[str, Any]]:
        """One picture."""
        media = await self.office.house.door.keep(self.channel, ACCOUNT, self.name, content)
        return await self.say(photo=media)

    async def settled(self) -> list[dict[str, Any]]:
        """The house works until nothing is left; gives the new messages."""
        await self.office.house.settle()
        return await self.news()

    async def news(self) -> list[dict[str, Any]]:
        """The messages delivered since the last look, with their message ids."""
        rows = await self.office.rows(
            outbox,
            outbox.c.endpoint_id == await self.endpoint_id(),
            outbox.c.seq > self.shown,
            outbox.c.kind.in_(SHOWN),
            outbox.c.state == "sent",
        )
        found = [{"id": row.message_id, **self.office.opened(row)} for row in rows]
        self.shown = max([self.shown, *(row.seq for row in rows)])
        self.asks = next((each["asks"] for each in reversed(found) if each["asks"]), None)
        return found

    async def endpoint_id(self) -> str:
        """The id under which the store knows this phone, "" before its first turn."""
        key = self.office.sealers.opener.endpoint_key(self.channel, ACCOUNT, self.name)
        rows = await self.office.rows(endpoints, endpoints.c.address_index == key)
        return str(rows[0].id) if rows else ""

    async def until(self, field_id: str, answers: Mapping[str, Said]) -> None:
        """Answers what is asked until this field of the registration is open."""
        if self.asks is None or not self.asks.startswith("registration."):
            await self.say(text="daftar")
        for _ in range(40):
            assert self.asks is not None
            now_open = self.asks.removeprefix("registration.")
            if now_open == field_id:
                return
            assert now_open in answers, f"{now_open} is asked"
            await self.say(**answers[now_open])
        raise AssertionError(f"{field_id} is never asked")

    async def jump(self, field_id: str, answers: Mapping[str, Said]) -> None:
        """As `until`, but played in memory and stored at its end: what came before left no rows."""
        office = self.office
        key = office.sealers.opener.endpoint_key(self.channel, ACCOUNT, self.name)
        mine = fresh(Seen(self.channel, ACCOUNT, self.name, key, True), office.clock())
        session, self.asks = played(field_id, answers, office.clock(), key)

        def store(conn: Connection) -> None:
            endpoint_rows.put(conn, office.sealers.sealer, [mine], office.clock())
            talk = conversations.fresh(mine.id)
            conversations.save(conn, office.sealers.sealer, [(talk, session)], office.clock())

        await office.house.store.write(store)

    async def register(self, person: Person, **other: Said) -> str:
        """A whole registration; gives the receipt code."""
        answers = {**answers_of(person), **other}
        if self.asks is None and not await self.endpoint_id():
            await self.jump("summary", answers)
        await self.until("summary", answers)
        return code_in(await self.say(**answers["summary"]))


@dataclass
class Office:
    """A house whose clock and parts the test moves."""

    house: wiring.House
    clock: MovedClock
    folder: Path

    def phone(self, name: str, channel: str = "terminal") -> Phone:
        """A person at the door."""
        return Phone(self, name, channel)

    @property
    def sealers(self) -> Sealers:
        """The keys of the house."""
        return self.house.sealers

    async def rows(self, table: Table, *conditions: Any) -> Sequence[Any]:
        """Rows of a table in the order of their first column."""
        query = select(table).where(*conditions).order_by(*table.primary_key.columns)
        return await self.house.store.read(lambda conn: conn.execute(query).all())

    async def count(self, table: Table, *conditions: Any) -> int:
        """How many rows."""
        query = select(func.count()).select_from(table).where(*conditions)
        return await self.house.store.read(lambda conn: conn.execute(query).scalar_one())

    async def change(self, table: Table, condition: Any, **values: Any) -> None:
        """What an officer or another process did to a row."""
        statement = update(table).where(condition).values(**values)
        await self.house.store.write(lambda conn: conn.execute(statement))

    def opened(self, row: Any) -> dict[str, Any]:
        """The payload of an outbox row."""
        found = self.sealers.sealer.open_json(row.payload, "outbox", "payload", row.id)
        assert isinstance(found, dict)
        return found

    async def error_of(self, seq: int) -> str:
        """Why an inbox row failed."""
        (row,) = await self.rows(inbox, inbox.c.seq == seq)
        assert row.state == "failed"
        key = row.event_key.hex()
        return self.sealers.sealer.open_text(row.error, "inbox", "error", key)

    async def again(self) -> Office:
        """The same data under a new process: nothing of the memory of the old is left."""
        settings = self.house.settings
        return replace(self, house=await wiring.build(settings, self.clock))

    async def dump(self) -> dict[str, list[str]]:
        """Every row of every table but the inbox, for "nothing has changed"."""
        tables = [each for each in endpoints.metadata.sorted_tables if each is not inbox]
        return {each.name: [repr(row) for row in await self.rows(each)] for each in tables}


def played(
    field_id: str, answers: Mapping[str, Said], now: datetime, seed: bytes
) -> tuple[Session, str | None]:
    """The session of somebody new whose answers came as far as this field."""
    *_, (session, asks, _) = play(field_id, answers, now, seed)
    return session, asks


def script(answers: Mapping[str, Said]) -> list[Said]:
    """All that is said from "daftar" to the end of a registration, in order."""
    said = [each for _, _, each in play("summary", answers, BEGINNING, b"")]
    return [*said, answers["summary"]]


def play(
    field_id: str, answers: Mapping[str, Said], now: datetime, seed: bytes
) -> Iterator[tuple[Session, str | None, Said]]:
    """What is said turn by turn, with the session and the question after it, in memory."""
    facts: dict[Query, Any] = {Me(): EndpointFacts()}
    said: Said = {"text": "daftar"}
    session = Session()
    for number in range(40):
        world = World(now, CATALOGUE, seed=sha256(seed + bytes([number])).digest(), facts=facts)
        turn = step(session, read_event(said), world, BOOK)
        while isinstance(turn, Needs):
            facts |= {query: unknown(query) for query in turn.queries}
            turn = step(session, read_event(said), replace(world, facts=facts), BOOK)
        session = turn.session
        yield session, turn.asks, said
        if turn.asks == f"registration.{field_id}":
            return
        said = dict(answers[(turn.asks or "").removeprefix("registration.")])
    raise AssertionError(f"{field_id} is never asked")


def unknown(query: Query) -> Any:
    """What an empty store knows."""
    match query:
        case NikHolder():
            return "nobody"
        case NikAllowed():
            return True
        case MyApplications():
            return ()
        case _:
            return "unknown"


async def open_office(database_url: str, folder: Path, **settings: Any) -> Office:
    """A house over this database, its keys and files below the folder."""
    log.configure("info")  # to the standard error of this test
    clock = MovedClock(BEGINNING)
    given = Settings(
        _env_file=None,
        database_url=database_url,
        data_dir=folder / "data",
        keys_file=folder / "keys" / "seratus.keys",
        **settings,
    )
    house = await wiring.build(given, clock)
    await house.engine.run_batch()  # behind its start, where rows are tried one by one
    return Office(house, clock, folder)


@pytest.fixture
async def office(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Office]:
    """A house over a fresh store, on each database."""
    monkeypatch.setattr(sqlite, "WRITER_PRAGMAS", HASTY)
    opened = await open_office(database_url, tmp_path)
    yield opened
    await opened.house.close()


def words(replies: Sequence[Mapping[str, Any]]) -> str:
    """All that was said, as one text."""
    return "\n".join(str(reply["text"]) for reply in replies)


def code_in(replies: Sequence[Mapping[str, Any]]) -> str:
    """The receipt code of the card."""
    codes = [reply["card"]["code"] for reply in replies if reply.get("card")]
    assert len(codes) == 1, words(replies)
    return str(codes[0])


# --- processes of their own ----------------------------------------------------------------

SERATUS = [sys.executable, "-c", "from bot.cli import main; main()"]
HANGS = 120.0  # seconds; nothing here takes so long, also with both cores busy


def environment(folder: Path, database_url: str, **settings: str) -> dict[str, str]:
    """Settings of a process that keeps everything below the folder, and none of the caller's."""
    kept = {name: value for name, value in os.environ.items() if "SERATUS" not in name}
    return {
        **kept,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "SERATUS_DATABASE_URL": database_url,
        "SERATUS_DATA_DIR": str(folder / "data"),
        "SERATUS_KEYS_FILE": str(folder / "keys" / "seratus.keys"),
        "SERATUS_KTP": "off",
        **settings,
    }


class Chat:
    """`seratus chat --json` in a process of its own, a line in and a line out."""

    def __init__(self, folder: Path, database_url: str, *options: str, **settings: str) -> None:
        self.process = subprocess.Popen(
            [*SERATUS, "chat", "--json", *options],
            cwd=folder,
            env=environment(folder, database_url, **settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.watch = threading.Timer(HANGS, self.process.kill)
        self.watch.start()

    def write(self, said: Said) -> None:
        """One line in."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(said).encode() + b"\n")
        self.process.stdin.flush()

    def say(self, **said: Any) -> dict[str, Any]:
        """One line in, one line out."""
        assert self.process.stdout is not None
        self.write(said)
        line = self.process.stdout.readline()
        assert line, "the chat ended"
        found = json.loads(line)
        assert isinstance(found, dict)
        return found

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.close()

    def close(self) -> bytes:
        """Ends the input; gives what stands in the error output."""
        _, told = self.process.communicate()
        self.watch.cancel()
        return told


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def sqlite_in(folder: Path) -> str:
    """The address of a SQLite database in this folder."""
    return f"sqlite+aiosqlite:///{folder / 'data' / 'seratus.db'}"


@contextmanager
def running(
    folder: Path, database_url: str, *, hangs: float = HANGS, **settings: str
) -> Iterator[str]:
    """The address of `seratus run`; its log is `seratus.log` in the folder."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    given = environment(folder, database_url, SERATUS_PORT=str(port), **settings)
    with (folder / "seratus.log").open("wb") as written:
        house = subprocess.Popen(
            [*SERATUS, "run"], cwd=folder, env=given, stdout=written, stderr=written
        )
    watch = threading.Timer(hangs, house.kill)
    watch.start()
    try:
        while house.poll() is None:
            with suppress(OSError), urllib.request.urlopen(f"{address}/healthz", timeout=5):
                break
        assert house.poll() is None, (folder / "seratus.log").read_text()
        yield address
    finally:
        house.terminate()
        house.wait(HANGS)
        watch.cancel()
