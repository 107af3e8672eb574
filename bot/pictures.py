"""Pictures from people, made safe: decoded and written anew in a short-lived process of its own."""

import asyncio
import signal
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from bot import picture_worker
from storage.limited_process import LimitedProcess, ProcessFailed

MAX_BYTES = picture_worker.MAX_INPUT  # 10 MiB: photos are 2 to 8 MB, WhatsApp stops at 5 MB
TIMEOUT_SECONDS = 15.0  # above the worker's 10 s of processor time: a busy machine is waited for
AT_MOST = 2  # at once: two times 1 GiB is what a small office computer can spare
SIZE = struct.Struct(">II")  # width and height before the JPEG
JPEG_START = b"\xff\xd8\xff"

COMMAND = (
    sys.executable,
    "-I",  # reads no environment, no folder of the user and none of the caller
    "-B",  # writes no compiled files
    str(Path(picture_worker.__file__).resolve()),
)

RefusedCode = Literal["too_large", "not_a_picture", "bomb", "timeout", "worker"]

REFUSALS: dict[int, RefusedCode] = {
    picture_worker.NOT_A_PICTURE: "not_a_picture",
    picture_worker.BOMB: "bomb",
    -signal.SIGXCPU: "timeout",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture written anew: upright, at most 2000 pixels long, nothing but its pixels."""

    jpeg: bytes = field(repr=False)
    width: int
    height: int


class PictureRefused(Exception):
    """No picture came of it: too_large, not_a_picture, bomb, timeout, or worker (our own fault)."""

    def __init__(self, code: RefusedCode) -> None:
        super().__init__(code)
        self.code = code


class PictureProcess(LimitedProcess):
    """Re-encodes pictures, a process each, at most two at once; one for a whole event loop."""

    def __init__(
        self, command: Sequence[str] = COMMAND, timeout_seconds: float = TIMEOUT_SECONDS
    ) -> None:
        super().__init__(command, timeout_seconds)
        self._free = asyncio.Semaphore(AT_MOST)

    async def reencode(self, data: bytes) -> Picture:
        """Write a JPEG, PNG or WEBP anew as a plain JPEG, else PictureRefused."""
        if len(data) > MAX_BYTES:
            raise PictureRefused("too_large")
        if not _looks_like_picture(data):
            raise PictureRefused("not_a_picture")
        async with self._free:
            code, result = await self._run(data)
        if code != 0:
            raise PictureRefused(REFUSALS.get(code, "worker"))
        return _parsed(result)

    async def run(self, data: bytes) -> tuple[int, bytes]:
        """The exit code and the answer of a process of this command; PictureRefused: timeout."""
        return await self._run(data)

    async def _run(self, data: bytes) -> tuple[int, bytes]:
        try:
            return await self.answer(data)
        except ProcessFailed as failed:
            raise PictureRefused(failed.code) from None


def _parsed(result: bytes) -> Picture:
    jpeg = result[SIZE.size :]
    if not jpeg.startswith(JPEG_START):
        raise PictureRefused("worker")
    width, height = SIZE.unpack_from(result)
    return Picture(jpeg, width, height)


def _looks_like_picture(data: bytes) -> bool:
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return webp or data.startswith((JPEG_START, b"\x89PNG\r\n\x1a\n"))
