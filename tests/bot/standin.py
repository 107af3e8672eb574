"""A stand-in for a platform: notes what it is asked, and answers what the test tells it to."""

from __future__ import annotations

import asyncio
import json
import traceback
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from aiohttp import web

Trouble = Literal["never", "drop"]  # no answer at all; the connection closed
PIECE = b"x" * 65536


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer."""

    status: int = 200
    body: Any = None  # JSON, or bytes as they are
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: int = 0  # so many times 64 KiB, of unknown length


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    method: str
    path: str
    headers: Mapping[str, str]
    json: Any
    form: Mapping[str, Any]  # files as (filename, content type, bytes)


class StandIn:
    """A server on a port of 127.0.0.1 while it is entered."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.url = ""
        self._replies: deque[Reply | Trouble] = deque()
        self._usual = Reply(body={"ok": True, "result": True})
        self._closing = asyncio.Event()

    def will(self, *replies: Reply | Trouble) -> None:
        """What the next requests are answered, one each."""
        self._replies.extend(replies)

    def usually(self, body: Any) -> None:
        """What all others are answered."""
        self._usual = Reply(body=body)

    @property
    def last(self) -> Asked:
        """The newest request."""
        return self.asked[-1]

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2**25)
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(await _noted(request))
        reply = self._replies.popleft() if self._replies else self._usual
        if isinstance(reply, str):
            if reply == "never":
                await self._closing.wait()
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if reply.pieces:
            return await _streamed(request, reply)
        raw = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
        return web.Response(status=reply.status, body=raw, headers=reply.headers)


async def _streamed(request: web.Request, reply: Reply) -> web.StreamResponse:
    response = web.StreamResponse(status=reply.status)
    await response.prepare(request)
    try:
        for _ in range(reply.pieces):
            await response.write(PIECE)
    except ConnectionError:
        pass  # the client has seen enough
    return response


async def _noted(request: web.Request) -> Asked:
    found, form = None, {}
    if request.content_type == "application/json":
        found = await request.json()
    elif request.content_type == "multipart/form-data":
        for name, value in (await request.post()).items():
            file = isinstance(value, web.FileField)
            form[name] = _file(value) if file else value
    return Asked(request.method, request.path_qs, dict(request.headers), found, form)


def _file(value: Any) -> tuple[str, str, bytes]:
    return value.filename, value.content_type, value.file.read()


def told(error: BaseException) -> str:
    """All that a log or a person could be shown of an exception and what led to it."""
    parts = traceback.format_exception(error)
    seen: BaseException | None = error
    while seen is not None:
        parts += [repr(seen), str(seen), repr(seen.args)]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(parts)
