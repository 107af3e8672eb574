"""The KTP reader: a photographed card to its fields, one at a time, in a process of its own."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import now
from bot.pictures import MAX_BYTES, PictureProcess, PictureRefused
from bot.settings import Settings, ktp_installed
from conversations.understanding.ktp import Card, Line, read_card

TIMEOUT_SECONDS = 40.0  # twice the worker's processor time: a busy machine is waited for
AT_ONCE = 1  # 0,75 GB and a whole core each: what a small office computer can spare

COMMAND = (
    sys.executable,
    "-I",  # reads no environment, no folder of the user and none of the caller
    "-B",  # writes no compiled files
    str(Path(__file__).resolve().with_name("ktp_worker.py")),
)


class CardRefused(Exception):
    """No card was read: small, dark, blurred, glare, no_card, not_a_picture, timeout, worker."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotInstalled(RuntimeError):
    """The KTP reader is not installed; `make ktp` installs it."""

    def __init__(self) -> None:
        super().__init__(str(NotInstalled.__doc__))


async def told(file: Path, settings: Settings) -> str:
    """What `seratus ktp FILE` prints. Raises NotInstalled, OSError."""
    if not ktp_installed():
        raise NotInstalled
    with file.open("rb") as opened:
        data = opened.read(MAX_BYTES + 1)
    today = now().astimezone(ZoneInfo(settings.timezone)).date()
    value, reason = None, None
    try:
        picture = await PictureProcess().reencode(data)
        value = dict((await KtpReader().read(picture.jpeg, today, settings.region)).values)
    except (PictureRefused, CardRefused) as refused:
        reason = refused.code
    return json.dumps({"value": value, "ambiguous": [], "reason": reason}, ensure_ascii=False)


class KtpReader:
    """Reads cards, a process each; one reader for a whole event loop."""

    def __init__(
        self, command: Sequence[str] = COMMAND, timeout_seconds: float = TIMEOUT_SECONDS
    ) -> None:
        self._process = PictureProcess(command, timeout_seconds)
        self._free = asyncio.Semaphore(AT_ONCE)

    async def read(self, jpeg: bytes, today: date, home: str) -> Card:
        """The card on a picture that was written anew by us. Raises CardRefused."""
        async with self._free:
            answer = await self._answer(jpeg)
        try:
            lines = [_line(each) for each in answer.get("lines", ())]
        except (TypeError, ValueError):
            raise CardRefused("worker") from None
        # Villages are looked for in the whole nation: milliseconds that the loop need not wait.
        card = await asyncio.to_thread(read_card, lines, today, home)
        if card.reason is not None:
            raise CardRefused(str(answer.get("refused") or card.reason))
        return card

    async def _answer(self, jpeg: bytes) -> dict[str, Any]:
        try:
            code, out = await self._process.run(jpeg)
        except PictureRefused as refused:
            raise CardRefused(refused.code) from None
        if code != 0:
            raise CardRefused("timeout" if code == -signal.SIGXCPU else "worker")
        try:
            found: Any = json.loads(out)
        except ValueError:
            raise CardRefused("worker") from None
        if not isinstance(found, dict):
            raise CardRefused("worker")
        return found


def _line(found: Any) -> Line:
    """A line of the worker's answer. Raises TypeError, ValueError."""
    text, score, corners = found
    a, b, c, d = ((float(x), float(y)) for x, y in corners)
    return Line(str(text), float(score), (a, b, c, d))
