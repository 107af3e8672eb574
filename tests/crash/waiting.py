"""Waiting for what other processes do: nobody can wake us, so we look again and again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

LOOK = 0.05  # seconds between two looks


async def eventually(holds: Callable[[], Awaitable[bool]], seconds: float) -> bool:
    """Whether it came to hold within so many seconds."""
    until = time.monotonic() + seconds
    while not await holds():
        if time.monotonic() > until:
            return False
        await asyncio.sleep(LOOK)
    return True
