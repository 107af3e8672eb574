"""Sheets from people and officers (xlsx, xls, ods, csv), read in a short-lived process of its own.

The process holds no key, token, network or file, and may use 512 MB and ten seconds. Its answer is
plain text cells; what they mean is for `conversations.understanding.columns` and the readers.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from storage import sheet_worker
from storage.limited_process import LimitedProcess, ProcessFailed

MAX_BYTES = sheet_worker.MAX_INPUT
TIMEOUT_SECONDS = 20.0  # twice the worker's processor time: a busy machine is waited for
AT_ONCE = 2  # 512 MB each: what a small office computer can spare
# 10.000 rows of people take 2 MB. LimitedProcess stops reading at 10 MiB.

COMMAND = (
    sys.executable,
    "-I",  # reads no environment, no folder of the user and none of the caller
    "-B",  # writes no compiled files
    str(Path(sheet_worker.__file__).resolve()),
)

OFFICE_COMMAND = (*COMMAND, sheet_worker.OFFICE)  # an officer's file: twice as many rows
OFFICE_SECONDS = 60.0  # likewise twice the worker's processor time

# empty: no row · not_a_sheet: something else, or damaged · password: locked · too_large: the file ·
# too_many: rows, columns or cells · bomb: unfolds to too much · timeout · worker: our own fault
SheetCode = Literal[
    "empty", "not_a_sheet", "password", "too_large", "too_many", "bomb", "timeout", "worker"
]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's people or sums, never in its repr.

    `headers`: the cells of the first row that has at least two, `header_at` its number in the file,
    counted from 1 as Excel shows it; titles above it are left out. `rows`: those below it, empty
    ones left out, each as long as it is in the file (perhaps shorter or longer than `headers`).
    `at`: the number of each row. Cells are text without spaces around them: dates as 1975-08-05,
    numbers as 5 or 1.5, those that a spreadsheet has rounded as 6.31E+15.
    A sheet without headers has its first row in `headers`.
    """

    headers: tuple[str, ...] = field(repr=False)
    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    at: tuple[int, ...]
    header_at: int = 1


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """Why nothing was read."""

    code: SheetCode


class SheetReader:
    """Reads sheets, a process each; one reader for a whole event loop."""

    def __init__(
        self, command: Sequence[str] = COMMAND, timeout_seconds: float = TIMEOUT_SECONDS
    ) -> None:
        self._process = LimitedProcess(command, timeout_seconds)
        self._free = asyncio.Semaphore(AT_ONCE)

    async def read(self, data: bytes) -> Sheet | SheetProblem:
        """The first visible sheet that has rows; what the file is, its content tells."""
        if len(data) > MAX_BYTES:
            return SheetProblem("too_large")
        async with self._free:
            try:
                code, out = await self._process.answer(data)
            except ProcessFailed as failed:
                return SheetProblem(failed.code)
        if code != 0:
            return SheetProblem(_EXITS.get(code, "worker"))
        return _parsed(out)


# A process out of memory is ended by its own library (abort); one out of time by the system.
_EXITS: dict[int, SheetCode] = {-signal.SIGXCPU: "timeout", -signal.SIGABRT: "bomb"}


async def read_office_sheet(data: bytes) -> Sheet | SheetProblem:
    """Read an officer's file of up to 20.000 people."""
    return await SheetReader(OFFICE_COMMAND, OFFICE_SECONDS).read(data)


async def read_sheet(data: bytes, name: str = "") -> Sheet | SheetProblem:
    """Read one file, whose name is told for people only."""
    return await SheetReader().read(data)


def _parsed(out: bytes) -> Sheet | SheetProblem:
    """The worker's answer as a value."""
    try:
        found: Any = json.loads(out)
        if code := found.get("refused"):
            return SheetProblem(code if code in get_args(SheetCode) else "worker")
        rows = [(int(at), tuple(str(each) for each in row)) for at, row in found["rows"]]
    except (AttributeError, KeyError, TypeError, ValueError):
        return SheetProblem("worker")
    return _under_headers(rows)


def _under_headers(rows: Sequence[tuple[int, tuple[str, ...]]]) -> Sheet | SheetProblem:
    """The first row of several cells heads the rest; of single cells the very first."""
    filled = [sum(map(bool, row)) for _, row in rows]
    at = next((i for i, cells in enumerate(filled) if cells > 1), 0)
    if not rows:
        return SheetProblem("empty")
    number, headers = rows[at]
    below = rows[at + 1 :]
    return Sheet(headers, tuple(row for _, row in below), tuple(i for i, _ in below), number)
