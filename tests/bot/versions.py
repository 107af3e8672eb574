"""Processes of the released version and of this one, over one PostgreSQL, and people at them."""

from __future__ import annotations

import asyncio
import io
import json
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from storage.store import Store
from storage.tables import endpoints, inbox, outbox
from tests.bot.house import SERATUS, Said, answers_of, environment, made
from tests.crash.waiting import eventually

ROOT = Path(__file__).parents[2]
# The version that offices run while this one comes: its last commit. Set it with each release.
RELEASED = "88150915fe258510a673ffe4e2104bfa07030123"
RELEASED_SCHEMA = "0019"
PACKAGES = ("program", "conversations", "storage", "bot", "desk", "locales")
SOON = 60.0  # seconds until an answer is given up
FORM = "registration."
MOST_TURNS = 40

# A door that takes `[person, said]` a line, as its HTTP side would; it migrates and makes the keys.
DOOR = """
import asyncio, json, sys, time
from bot.clock import now
from bot.door import Door, local_item
from bot.settings import read_settings
from bot.wake import Wake
from bot.wiring import ACCOUNT, checked_keys
from storage import schema
from storage.crypto import InboxSealer
from storage.keys import load_door
from storage.store import open_store

async def main():
    settings = read_settings()
    await schema.upgrade(settings.database_url)
    store = await open_store(settings.database_url)
    await checked_keys(store, settings.keys_file, now)
    sealer = InboxSealer(load_door(settings.keys_file), time.monotonic)
    door = Door(store, sealer, now, Wake())
    print("ready", flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        person, said = json.loads(line)
        await door.accept("terminal", ACCOUNT, [local_item(person, said)])
        print("stored", flush=True)
    await store.close()

asyncio.run(main())
"""


def exported(folder: Path) -> str | None:
    """Puts the released version's packages into a folder; why not, where its commit is away."""
    packed = subprocess.run(
        ["git", "archive", RELEASED, *PACKAGES], cwd=ROOT, capture_output=True, check=False
    )
    if packed.returncode:
        return f"the history with {RELEASED[:8]} is not here: {packed.stderr.decode().strip()}"
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as tar:
        tar.extractall(folder, filter="data")
    return None


@dataclass
class Version:
    """One version's processes; all keep their things below `folder`, each its log too."""

    name: str
    code: Path
    folder: Path
    url: str
    running: list[asyncio.subprocess.Process] = field(default_factory=list)

    async def engine(self) -> asyncio.subprocess.Process:
        """`seratus engine`, which notes each turn in its log."""
        return await self._start("engine", [*SERATUS, "engine"])

    async def door(self) -> Door:
        """A door that takes lines; it has brought the database to its version's schema."""
        command = [sys.executable, "-c", DOOR]
        process = await self._start("door", command, stdin=subprocess.PIPE, out=True)
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n", self.log("door")
        return Door(process)

    def turns(self) -> list[int]:
        """The inbox rows that this version's engine worked off, once for each time it says so."""
        lines = [json.loads(each) for each in self.log("engine").splitlines()]
        return [each["inbox_seq"] for each in lines if each["event"] == "turn"]

    def log(self, command: str) -> str:
        """What a process said, without a line that is not ended yet."""
        text = (self.folder / f"{self.name}-{command}.log").read_text()
        return text[: text.rfind("\n") + 1]

    async def end(self) -> None:
        """As an operator stops them; each comes to an orderly end."""
        for each in self.running:
            with suppress(ProcessLookupError):
                each.terminate()
        await asyncio.gather(*(each.wait() for each in self.running))

    async def _start(
        self, name: str, command: list[str], stdin: int | None = None, out: bool = False
    ) -> asyncio.subprocess.Process:
        given = environment(self.folder, self.url, SERATUS_LOG_LEVEL="debug")
        given["PYTHONPATH"] = str(self.code)
        with (self.folder / f"{self.name}-{name}.log").open("wb") as log:
            made_ = await asyncio.create_subprocess_exec(
                *command, cwd=self.folder, env=given, stdin=stdin,
                stdout=subprocess.PIPE if out else log, stderr=log,
            )  # fmt: skip
        self.running.append(made_)
        return made_


class Door:
    """One process's way in: a line is taken once it is committed."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._one = asyncio.Lock()

    async def put(self, person: str, said: Mapping[str, Any]) -> None:
        """One event; on return it is stored."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        async with self._one:
            self._process.stdin.write(json.dumps([person, said]).encode() + b"\n")
            assert await self._process.stdout.readline() == b"stored\n"

    async def closed(self) -> None:
        """What was brought to it is stored; it ends."""
        assert self._process.stdin is not None
        async with self._one:
            self._process.stdin.close()
        assert await self._process.wait() == 0


@dataclass
class Crowd:
    """People who register one after the other, each lane at any of the doors that are open."""

    store: Store
    opener: Any  # of the inbox: knows under which key an endpoint stands
    sealer: Any
    doors: list[Door]
    people: dict[str, int] = field(default_factory=dict)  # how many messages each person sent
    stopping: bool = False

    async def lane(self, number: int) -> None:
        """Whole registrations until nobody new is wanted."""
        while not self.stopping:
            await self._register(f"p{number}x{len(self.people)}")

    async def _register(self, name: str) -> None:
        answers = answers_of(made(3000 + len(self.people)))
        said: Said = {"text": "daftar"}
        for turn in range(MOST_TURNS):
            self.people[name] = turn + 1
            door = self.doors[turn % len(self.doors)]
            await door.put(name, {"id": f"{name}-{turn}", **said})
            asks = await self._answer(name, turn + 1)
            if not asks.startswith(FORM):
                return
            said = answers[asks.removeprefix(FORM)]
        raise AssertionError(f"the registration of {name} never ends")

    async def _answer(self, name: str, turns: int) -> str:
        """What is asked after so many turns; each has one set of replies."""
        answered: list[int] = []

        async def done() -> bool:
            nonlocal answered
            answered = await self.store.read(lambda conn: self._answered(conn, name))
            return len(answered) == turns

        assert await eventually(done, SOON), f"{name} has {len(answered)} of {turns} answers"
        return await self.store.read(lambda conn: self._asked(conn, name, answered[-1]))

    def _replies(self, name: str) -> Any:
        """A person's replies, by columns that both versions have."""
        key = self.opener.endpoint_key("terminal", "local", name)
        mine = (endpoints.c.address_index == key, outbox.c.kind == "reply")
        return outbox.c.endpoint_id == endpoints.c.id, *mine

    def _answered(self, conn: Any, name: str) -> list[int]:
        """The inbox rows that were answered."""
        seqs = select(outbox.c.inbox_seq).distinct().where(*self._replies(name))
        return sorted(conn.scalars(seqs))

    def _asked(self, conn: Any, name: str, seq: int) -> str:
        """What was asked in answer to this row, "" for nothing."""
        replies = select(outbox.c.id, outbox.c.payload).where(*self._replies(name))
        asks = ""
        for row in conn.execute(replies.where(outbox.c.inbox_seq == seq).order_by(outbox.c.seq)):
            said = self.sealer.open_json(row.payload, "outbox", "payload", row.id)
            asks = said["asks"] or asks
        return asks

    def rows(self, conn: Any) -> dict[str, list[tuple[int, str]]]:
        """Each person's inbox rows: number and state."""
        columns = select(inbox.c.seq, inbox.c.state, inbox.c.endpoint_key)
        keys = {self.opener.endpoint_key("terminal", "local", name): name for name in self.people}
        found: dict[str, list[tuple[int, str]]] = {name: [] for name in self.people}
        for row in conn.execute(columns.where(inbox.c.kind == "message").order_by(inbox.c.seq)):
            found[keys[row.endpoint_key]].append((row.seq, row.state))
        return found


def both(rows: Mapping[str, list[tuple[int, str]]], old: list[int], new: list[int]) -> list[str]:
    """Who was answered by both versions."""
    seen = {name: {seq for seq, _ in theirs} for name, theirs in rows.items()}
    return [name for name, seqs in seen.items() if seqs & set(old) and seqs & set(new)]


def more_than_once(turns: list[int]) -> list[int]:
    """Inbox rows that were worked off twice."""
    return [seq for seq, times in Counter(turns).items() if times > 1]
