"""A short-lived process for one stranger's file: bytes in, bytes out, then it is gone."""

import asyncio
import contextlib
from collections.abc import Sequence
from typing import Literal

MAX_RESULT = 10 * 1024 * 1024  # bytes; 2000 × 2000 pixels of noise take 5 MB, 20.000 people 4
FAREWELL_SECONDS = 2.0  # for the system to clear a killed process away


class ProcessFailed(Exception):
    """No answer came: `code` is timeout, or worker (our own fault)."""

    def __init__(self, code: Literal["timeout", "worker"]) -> None:
        super().__init__(code)
        self.code = code


class LimitedProcess:
    """Runs one command, a process for each file; without environment, in the root folder."""

    def __init__(self, command: Sequence[str], timeout_seconds: float) -> None:
        self._command = tuple(command)
        self._timeout_seconds = timeout_seconds

    async def answer(self, data: bytes) -> tuple[int, bytes]:
        """The exit code and what was written; else ProcessFailed."""
        process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={},
            cwd="/",
        )
        try:
            async with asyncio.timeout(self._timeout_seconds):
                result = await _talk(process, data)
                return await process.wait(), result
        except TimeoutError:
            raise ProcessFailed("timeout") from None
        finally:
            await _end(process)


async def _talk(process: asyncio.subprocess.Process, data: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:  # never: both were asked for as pipes
        raise ProcessFailed("worker")
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it may end before reading
        process.stdin.write(data)
        await process.stdin.drain()
    process.stdin.close()
    result = bytearray()
    while piece := await process.stdout.read(1 << 16):
        result += piece
        if len(result) > MAX_RESULT:
            raise ProcessFailed("worker")
    return bytes(result)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):  # it may have ended this moment
            process.kill()
    with contextlib.suppress(TimeoutError):  # a child of its own might hold the pipe open
        async with asyncio.timeout(FAREWELL_SECONDS):
            await process.communicate()  # reads the rest: else the pipe, so the wait, never ends
