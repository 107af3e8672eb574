"""The table of threats in docs/security.md: its tests exist, and the flood of one person."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from starlette.types import Message, Receive, Scope, Send

from bot.door import local_item
from bot.patience import Patience
from bot.wiring import ACCOUNT
from storage.tables import inbox, outbox
from tests.bot.house import Office, office

__all__ = ["office"]

TESTS = Path(__file__).parents[1]
PAGE = TESTS.parent / "docs" / "security.md"
NAMED = re.compile(r"`([a-z_/]+\.py)::(test_[a-z_0-9]+)`")
FLOOD = 1000  # messages of one person, as the promise says


def test_every_test_that_the_page_names_is_there() -> None:
    """A threat whose test was renamed would be a promise that nothing shows."""
    named = NAMED.findall(PAGE.read_text(encoding="utf-8"))
    missing = [
        f"{path}::{name}"
        for path, name in (((each.removeprefix("tests/")), test) for each, test in named)
        if f"def {name}(" not in (TESTS / path).read_text(encoding="utf-8")
    ]
    assert len(named) > 25
    assert missing == []


async def test_a_flood_of_one_person_harms_nobody_else(office: Office) -> None:
    """Who writes behind a thousand messages of another is answered in the very next batch."""
    door, other = office.house.door, office.phone("rahmat")
    said = [local_item("flood", {"id": f"e{n}", "text": "halo"}) for n in range(FLOOD)]
    assert await door.accept("terminal", ACCOUNT, said) == FLOOD
    await other.put(text="halo")
    await office.house.engine.run_batch()
    await office.house.engine.run_batch()
    who = await other.endpoint_id()
    assert await office.count(outbox, outbox.c.endpoint_id == who) > 0
    waiting = await office.count(inbox, inbox.c.state == "waiting")
    assert FLOOD - 300 < waiting < FLOOD  # the flood itself waits its turns
    assert await office.count(inbox, inbox.c.state == "failed") == 0


async def test_a_body_that_comes_too_slowly_is_cut() -> None:
    """It reads as broken off; what is awaited behind a whole body has no limit."""
    heard: list[str] = []
    never = asyncio.Event()

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        heard.extend([(await receive())["type"], (await receive())["type"]])

    def sending(*messages: Message) -> Receive:
        left = list(messages)

        async def receive() -> Message:
            if not left:
                await never.wait()
                return {"type": "http.disconnect", "late": True}
            return left.pop(0)

        return receive

    async def send(_: Message) -> None:
        raise AssertionError("nothing is answered")

    half: Message = {"type": "http.request", "body": b"x", "more_body": True}
    await Patience(app, seconds=0.01)({"type": "http"}, sending(half), send)
    assert heard == ["http.request", "http.disconnect"]
    heard.clear()
    whole: Message = {"type": "http.request", "body": b"x", "more_body": False}
    task = asyncio.create_task(Patience(app, 0.01)({"type": "http"}, sending(whole), send))
    await asyncio.wait([task], timeout=0.05)
    assert not task.done()  # longer than the limit
    never.set()
    await task
    assert heard == ["http.request", "http.disconnect"]
