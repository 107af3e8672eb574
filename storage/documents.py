"""Documents that people send to an officer (PDF, Word): looked through, kept as they are.

They cannot be written anew as pictures are, so the desk never shows them: it only lets them be
saved, and only those in which nothing runs, is fetched or lies hidden (`document_worker`).
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from storage import document_worker
from storage.limited_process import LimitedProcess, ProcessFailed

MAX_BYTES = document_worker.MAX_INPUT
TIMEOUT_SECONDS = 20.0  # twice the worker's processor time: a busy machine is waited for
AT_ONCE = 2  # 512 MB each: what a small office computer can spare
COMMAND = (
    sys.executable,
    "-I",  # reads no environment, no folder of the user and none of the caller
    "-B",  # writes no compiled files
    str(Path(document_worker.__file__).resolve()),
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"pdf": "application/pdf", "docx": WORD}  # media types by kind
KINDS = {media_type: kind for kind, media_type in TYPES.items()}

RefusedCode = Literal["too_large", "not_a_document", "bomb", "active", "timeout", "worker"]
REFUSALS: dict[int, RefusedCode] = {
    document_worker.NO_DOCUMENT: "not_a_document",
    document_worker.BOMB: "bomb",
    document_worker.ACTIVE: "active",
    -signal.SIGXCPU: "timeout",
    -signal.SIGABRT: "bomb",  # out of memory
}


class DocumentRefused(Exception):
    """Nothing that an officer may open: `code` says why."""

    def __init__(self, code: RefusedCode) -> None:
        super().__init__(code)
        self.code = code


class DocumentReader:
    """Looks through documents, a process each; one reader for a whole event loop."""

    def __init__(
        self, command: Sequence[str] = COMMAND, timeout_seconds: float = TIMEOUT_SECONDS
    ) -> None:
        self._process = LimitedProcess(command, timeout_seconds)
        self._free = asyncio.Semaphore(AT_ONCE)

    async def media_type(self, data: bytes) -> str:
        """The media type of a document in which nothing acts. Raises DocumentRefused."""
        if len(data) > MAX_BYTES:
            raise DocumentRefused("too_large")
        async with self._free:
            try:
                code, told = await self._process.answer(data)
            except ProcessFailed as failed:
                raise DocumentRefused(failed.code) from None
        kind = told.decode("ascii", "replace")
        if code != 0 or kind not in TYPES:
            raise DocumentRefused(REFUSALS.get(code, "worker"))
        return TYPES[kind]
