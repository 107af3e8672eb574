"""aiogram's states and answers in a Redis of our own, where a server is at hand."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path

from aiogram.fsm.storage.base import BaseStorage

from benchmarks.peers.peer import LeftOut

SERVERS = ("redis-server", "valkey-server")


@asynccontextmanager
async def redis_storage(folder: Path) -> AsyncIterator[BaseStorage]:
    """aiogram's own storage on a Redis that keeps nothing on disk, at its fastest.

    Raises LeftOut where the server or its Python client is missing. The server's own CPU and
    memory are not in the figures.
    """
    server = next(filter(None, map(shutil.which, SERVERS)), None)
    if server is None:
        raise LeftOut(f"none of {', '.join(SERVERS)} is on the PATH")
    if find_spec("redis") is None:
        raise LeftOut("the Python package redis is not installed")
    from aiogram.fsm.storage.redis import RedisStorage

    socket = folder / "redis.sock"
    async with _serving(server, socket):
        storage = RedisStorage.from_url(f"unix://{socket}")
        try:
            yield storage
        finally:
            await storage.close()


@asynccontextmanager
async def _serving(server: str, socket: Path) -> AsyncIterator[None]:
    settings = ("--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no")
    process = await asyncio.create_subprocess_exec(
        server, *settings, stdout=asyncio.subprocess.PIPE
    )
    try:
        await _ready(process)
        yield
    finally:
        process.terminate()
        await process.communicate()


async def _ready(process: asyncio.subprocess.Process) -> None:
    assert process.stdout
    async for line in process.stdout:
        if b"ready to accept connections" in line.lower():
            return
    raise LeftOut("the Redis server did not start")
