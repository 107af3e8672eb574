"""Injected troubles: what a platform does wrong now and then, told to a fake beforehand."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import Literal

from aiohttp import web

Kind = Literal[
    "429",  # too many requests, with `retry_after`
    "403",  # the person has blocked us
    "400",  # refused, with `description`
    "500",  # a JSON answer with an internal error
    "502_html",  # a proxy's page where JSON should be
    "timeout_before",  # nothing accepted, never answered
    "timeout_after",  # accepted and logged, never answered
    "drop",  # connection closed without an answer, nothing accepted
    "malformed",  # status 200 with broken JSON, nothing accepted
]
HTML = (
    "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
)
BROKEN_JSON = '{"ok": tru'


@dataclass(frozen=True, slots=True)
class Fault:
    """One trouble, for the next `count` requests that fit; None fits every method or chat."""

    kind: Kind
    method: str | None = None  # Telegram: "sendMessage"; WhatsApp: "messages", "media", …
    chat: str | None = None  # Telegram: chat id as text; WhatsApp: "to" or "recipient"
    count: int = 1
    retry_after: int = 1  # seconds, of a 429
    description: str = ""  # in place of the platform's usual words
    code: int | None = None  # WhatsApp: the error code of a 400, 403, 429 or 500


class Faults:
    """The troubles still to come, the oldest that fits first."""

    def __init__(self) -> None:
        self._coming: list[Fault] = []

    def add(self, *faults: Fault) -> None:
        """Queue troubles."""
        self._coming.extend(faults)

    def take(self, method: str, chat: str | None = None) -> Fault | None:
        """The trouble of this request, used up once; None when it shall succeed."""
        for place, fault in enumerate(self._coming):
            if fault.method in (None, method) and fault.chat in (None, chat):
                left = [replace(fault, count=fault.count - 1)] if fault.count > 1 else []
                self._coming[place : place + 1] = left
                return fault
        return None

    def clear(self) -> None:
        """Forget the troubles still to come."""
        self._coming.clear()

    def __len__(self) -> int:
        return sum(fault.count for fault in self._coming)


async def alike(
    fault: Fault, request: web.Request, closing: asyncio.Event
) -> web.StreamResponse | None:
    """The answer of a trouble that looks alike on all platforms; None for the others.

    "429", "403", "400" and "500" are worded by the platform's fake; "timeout_after" is its own
    call of `never` once it has accepted the request.
    """
    match fault.kind:
        case "502_html":
            return web.Response(status=502, text=HTML, content_type="text/html")
        case "malformed":
            return web.Response(text=BROKEN_JSON, content_type="application/json")
        case "drop":
            return drop(request)
        case "timeout_before":
            return await never(request, closing)
        case _:
            return None


def drop(request: web.Request) -> web.StreamResponse:
    """Close the connection without an answer; what is returned reaches nobody."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def never(request: web.Request, closing: asyncio.Event) -> web.StreamResponse:
    """Answer nothing until the fake closes; a client that hangs up ends it at once.

    Needs `web.AppRunner(app, handler_cancellation=True)` and `closing.set()` before its cleanup.
    """
    await closing.wait()
    return drop(request)
