"""`seratus chat`: the terminal channel, pleasant by hand and exact with --json."""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
import threading
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, func, select

from bot.channels import Unusable
from bot.channels.local import read_event
from bot.clock import MovedClock
from bot.door import local_item
from bot.pictures import MAX_BYTES
from bot.sender import READING
from bot.speech import picture
from bot.turnstile import STEP, Turnstile
from bot.wiring import ACCOUNT, House
from storage import inbox as inbox_rows
from storage.retention import GONE
from storage.store import Work
from storage.tables import endpoints, inbox, outbox

TERMINAL = "terminal"
BESIDE_SECONDS = 30.0  # how long the engine of another process is waited for
STDIN = 0
T = TypeVar("T")
SHOWN = ("reply", "notice", "campaign")


class ChatProblem(ValueError):
    """An input line cannot be used; the message says why."""


class Talk:
    """One person's talk in this terminal."""

    def __init__(self, house: House, person: str, clock: MovedClock, turnstile: Turnstile) -> None:
        self._house = house
        self._person = person
        self._clock = clock
        self._turnstile = turnstile
        self._key = house.sealers.opener.endpoint_key(TERMINAL, ACCOUNT, person)
        self._seen = 0
        self._folder: Path | None = None

    async def start(self) -> None:
        """Finishes what an earlier process left, and begins behind what was shown."""
        self._seen = await self._read(self._last_delivered)
        if self._turnstile.enter():
            try:
                await self._house.sender.recover()
            finally:
                self._turnstile.leave()
            await self._settle()

    async def say(self, line: Mapping[str, Any]) -> dict[str, Any] | None:
        """One input: the turn's replies, or None when it only moved the clock."""
        if set(line) == {"at"}:
            await self._move(str(line["at"]))
            return None
        event = await self._event(line)
        await self._settle()
        item = local_item(self._person, {**event, "id": uuid.uuid4().hex})
        await self._house.door.accept(TERMINAL, ACCOUNT, [item])
        await self._settle()
        return await self._new()

    async def _move(self, to: str) -> None:
        if not await self._turnstile.alone():
            raise ChatProblem("the clock belongs to the running `seratus run`; stop it to use at")
        try:
            self._clock.move(to)
        except ValueError:
            raise ChatProblem("at needs an ISO time, or a step such as +40 days") from None

    async def _event(self, line: Mapping[str, Any]) -> dict[str, Any]:
        for kind in ("photo", "document"):
            if set(line) == {kind}:
                path = Path(str(line[kind]))
                content = await asyncio.to_thread(_content, path)
                media = await self._house.door.keep(TERMINAL, ACCOUNT, self._person, content)
                return {kind: media, "name": path.name}
        known = ("text", "choice", "location", "contact")
        event = {each: line[each] for each in known if each in line}
        if len(event) != 1 or set(line) != set(event):
            raise ChatProblem(f"a line holds one of {', '.join(known)}, photo, document, at")
        try:
            read_event(event)
        except Unusable:
            raise ChatProblem(f"{next(iter(event))} has a value of the wrong kind") from None
        return event

    async def _settle(self) -> None:
        """Works the engine in turn with others, until nothing of this person waits any more.

        Beside a running house, or another chat's turn, it waits for theirs.
        """
        end = asyncio.get_running_loop().time() + BESIDE_SECONDS
        while asyncio.get_running_loop().time() < end:
            if self._turnstile.enter():
                try:
                    await self._house.settle()
                finally:
                    self._turnstile.leave()
            if not await self._read(self._unfinished):
                return
            await asyncio.sleep(STEP)

    async def transcript(self) -> str:
        """The whole talk as a test, with made-up people. Raises ChatProblem."""
        from bot.recording import NotRecordable, recorded  # only a few talks are saved

        house = self._house
        home = house.settings.region
        try:
            return await recorded(house.store, house.sealers, TERMINAL, self._person, home)
        except NotRecordable as reason:
            raise ChatProblem(f"this talk cannot be saved as a test ({reason})") from None

    # --- reading one's own rows --------------------------------------------------------------

    async def _read(self, work: Work[T]) -> T:
        """Reads as the engine does: what the web side reads with is not imported for a chat."""
        async with self._house.store.batch() as batch:
            return await batch.read(work)

    def _last_delivered(self, conn: Connection) -> int:
        query = select(func.max(outbox.c.seq)).where(self._mine(), outbox.c.state == "sent")
        return int(conn.scalar(query) or 0)

    def _unfinished(self, conn: Connection) -> bool:
        waits = select(inbox.c.seq).where(
            inbox.c.endpoint_key == self._key,
            inbox.c.state == "waiting",
            inbox.c.attempts < inbox_rows.MAX_ATTEMPTS,
        )
        unsent = select(outbox.c.seq).where(
            self._mine(),
            outbox.c.state.in_(("waiting", "sending")),
            (outbox.c.message_id != READING) | (outbox.c.state == "waiting"),
        )
        return bool(conn.scalar(waits.limit(1)) or conn.scalar(unsent.limit(1)))

    def _mine(self) -> Any:
        who = select(endpoints.c.id).where(endpoints.c.address_index == self._key)
        return outbox.c.endpoint_id.in_(who)

    async def _new(self) -> dict[str, Any]:
        rows = await self._read(self._rows)
        payloads = [
            self._house.sealers.sealer.open_json(row.payload, "outbox", "payload", row.id)
            for row in rows
        ]
        replies = [
            self._reply(row.message_id, payload)
            for row, payload in zip(rows, payloads, strict=True)
        ]
        self._seen = max([self._seen, *(row.seq for row in rows)])
        asks = [payload["asks"] for payload in payloads if payload.get("asks")]
        return {"replies": replies, "asks": asks[-1] if asks else None}

    def _rows(self, conn: Connection) -> list[Any]:
        query = (
            select(outbox)
            .where(
                self._mine(),
                outbox.c.seq > self._seen,
                outbox.c.kind.in_(SHOWN),
                outbox.c.state == "sent",
                outbox.c.payload != GONE,
            )
            .order_by(outbox.c.seq)
        )
        return list(conn.execute(query).all())

    def _reply(self, message_id: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        reply = {
            "id": message_id,
            "text": payload["text"],
            "choices": payload["choices"],
            "file": self._file(payload["card"]) if payload.get("card") else None,
        }
        return {**reply, "payload": payload["payload"]} if "payload" in payload else reply

    def _file(self, card: Mapping[str, str]) -> str:
        """The card as a file in a private folder outside the data folder."""
        self._folder = self._folder or Path(tempfile.mkdtemp(prefix="seratus-"))
        path = self._folder / f"{card['code']}.png"
        path.write_bytes(picture(card))
        return str(path)


def _content(path: Path) -> bytes:
    """The file, cut behind what no picture may have: it is refused as too large, never stored."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ChatProblem(f"{path} cannot be read: {error.strerror}") from None
    except ValueError:  # a NUL or half a character in its name
        raise ChatProblem("no file has such a name") from None


async def lines() -> AsyncIterator[str]:
    """Lines of standard input as they come; bytes that are no UTF-8 are replaced."""
    left = bytearray()
    while line := await in_background(lambda: _line(left)):
        yield line.decode(errors="replace")


def _line(left: bytearray) -> bytes:
    """The next line; not by `sys.stdin`, whose lock a waiting thread would hold at the end."""
    while (end := left.find(b"\n")) < 0 and (piece := os.read(STDIN, 1 << 16)):
        left += piece
    line = bytes(left[: end + 1] if end >= 0 else left)
    del left[: len(line)]
    return line


async def in_background(read: Callable[[], T]) -> T:
    """What a blocking call gives; unlike a pool's thread, this one does not hold up the end."""
    loop = asyncio.get_running_loop()
    found: asyncio.Future[T] = loop.create_future()

    def settle(value: T | None, error: BaseException | None) -> None:
        if found.cancelled():
            return
        if error is not None:
            found.set_exception(error)
        else:
            found.set_result(cast(T, value))

    def work() -> None:
        value: T | None = None
        error: BaseException | None = None
        try:
            value = read()
        except BaseException as problem:  # noqa: BLE001 - it is the caller's
            error = problem
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, value, error)

    threading.Thread(target=work, name="seratus-input", daemon=True).start()
    return await found


async def speak_json(talk: Talk, write: Callable[[str], None]) -> None:
    """One JSON object in, one out; a line that cannot be used gives {"error": …}."""
    await talk.start()
    async for line in lines():
        if not line.strip():
            continue
        try:
            answer = await talk.say(_parsed(line))
        except ChatProblem as problem:
            answer = {"error": str(problem), "replies": [], "asks": None}
        if answer is not None:
            write(json.dumps(answer, ensure_ascii=False))


def _parsed(line: str) -> Mapping[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise ChatProblem("the line is not JSON") from None
    if not isinstance(found, dict):
        raise ChatProblem("the line is not a JSON object")
    return found
