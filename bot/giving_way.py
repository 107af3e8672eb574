"""Long work in many short transactions, beside those who answer people."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")
LONGEST_PAUSE = 1.0  # seconds


async def given_way(work: Awaitable[T]) -> T:
    """Does one of many writes, then leaves the database to others for as long as it took.

    SQLite's writers do not queue: a process that comes back at once keeps the others out.
    """
    loop = asyncio.get_running_loop()
    begun = loop.time()
    done = await work
    await asyncio.sleep(min(loop.time() - begun, LONGEST_PAUSE))
    return done
