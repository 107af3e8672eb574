"""Serves `/coba`, a phone's messenger in a web page, to browsers on this machine only."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot import simulator_page
from bot.simulator_items import SEQUENCE, RefusedError, event_id, item, sequence, string

__all__ = ["Simulator", "event_stream", "simulator_routes"]

# The page cuts a text at 4096 UTF-16 units, so 16 kB hold any item in UTF-8.
ITEM_BYTES = 16 * 1024
# A phone's photo is 3 to 8 MB; the same limit stands in the page (app.js).
UPLOAD_BYTES = 10 * 1024 * 1024
# Below the 30 to 60 s after which idle connections are commonly cut.
HEARTBEAT_SECONDS = 15.0

PERSON = re.compile(r"[a-z0-9-]{1,40}")
LOOPBACK_HOST = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?", re.IGNORECASE)

# Shown in place by a browser; any other file is only offered for saving.
SHOWN_TYPES = frozenset({"image/png", "image/jpeg", "image/webp", "application/pdf"})

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Simulator(Protocol):
    """What stands behind the page: the browser channel's way into inbox and outbox."""

    async def accept(self, person: str, item: Mapping[str, object]) -> None:
        """Take one event of a person, once for each `item["id"]`."""

    async def keep(self, person: str, data: bytes) -> str:
        """Store an upload and give its media id."""

    async def history(self, person: str, after: int) -> list[dict[str, object]]:
        """Messages of both sides with a `seq` above `after`, ascending."""

    async def file(self, person: str, message: str) -> tuple[bytes, str] | None:
        """Bytes and media type of a message's file, None if it has none."""

    async def transcript(self, person: str) -> str:
        """The talk as a test's transcript; RefusedError says why it cannot be one."""

    async def wait(self, person: str, after: int, timeout: float) -> None:  # noqa: ASYNC109
        """Return when something newer than `after` may exist, or after `timeout` seconds."""


def simulator_routes(simulator: Simulator, title: str = "Seratus") -> list[Route]:
    """The routes of `/coba`, each answering 404 to whoever is not a browser on this machine."""
    serve = Endpoints(simulator, title)
    person = "/coba/api/{person}"
    return [
        LoopbackRoute("GET", "/coba", serve.page),
        LoopbackRoute("GET", "/coba/static/{file}", serve.static),
        LoopbackRoute("POST", person + "/items", serve.items),
        LoopbackRoute("POST", person + "/uploads", serve.uploads),
        LoopbackRoute("GET", person + "/messages", serve.messages),
        LoopbackRoute("GET", person + "/events", serve.events),
        LoopbackRoute("GET", person + "/files/{message}", serve.files),
        LoopbackRoute("GET", person + "/transcript", serve.transcript),
    ]


class LoopbackRoute(Route):
    """A route of one method that does not exist for strangers and turns refusals into JSON."""

    def __init__(self, method: str, path: str, endpoint: Callable[..., object]) -> None:
        super().__init__(path, endpoint, methods=[method])
        self.methods = {method}  # HEAD would hold an endless event stream open

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, 404 unless it comes from this machine."""
        person = scope["path_params"].get("person", "-")
        if not (_is_local(Headers(scope=scope), scope["scheme"]) and PERSON.fullmatch(person)):
            return await Response(status_code=404, headers=SECURITY_HEADERS)(scope, receive, send)
        try:
            await super().handle(scope, receive, send)
        except RefusedError as refused:
            await _answer({"error": refused.code}, refused.status)(scope, receive, send)
        except ClientDisconnect:  # nobody is left to answer
            return None


def _is_local(headers: Headers, scheme: str) -> bool:
    """Whether a request came straight from a page of this very host, DESIGN.md section 6."""
    if any(name == "forwarded" or name == "x-real-ip" for name in headers):
        return False
    if any(name.startswith("x-forwarded") for name in headers):
        return False
    hosts = headers.getlist("host")
    if len(hosts) != 1 or not LOOPBACK_HOST.fullmatch(hosts[0]):
        return False
    return all(origin == f"{scheme}://{hosts[0]}" for origin in headers.getlist("origin"))


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The answers of `/coba` over one simulator."""

    simulator: Simulator
    title: str

    async def page(self, _: Request) -> Response:
        """The page itself."""
        html = simulator_page.page(self.title)
        return Response(html, headers=SECURITY_HEADERS, media_type="text/html")

    async def static(self, request: Request) -> Response:
        """A style, script or icon."""
        found = simulator_page.asset(request.path_params["file"])
        if found is None:
            raise RefusedError(404, "unknown")
        headers = SECURITY_HEADERS | {"Cache-Control": "no-cache", "Content-Type": found[1]}
        return Response(found[0], headers=headers)

    async def items(self, request: Request) -> Response:
        """Take one event, `{"id": …}` and one of text, choice, location or contact."""
        _demand_page(request)
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise RefusedError(415, "not_json")
        event = item(await _body(request, ITEM_BYTES))
        await self.simulator.accept(request.path_params["person"], event)
        return _answer({"id": event["id"]})

    async def uploads(self, request: Request) -> Response:
        """Store the raw body and take it as one photo or document event."""
        _demand_page(request)
        person, query = request.path_params["person"], request.query_params
        kind, item_id = query.get("kind", ""), event_id(query.get("id"))
        if kind not in ("photo", "document"):
            raise RefusedError(400, "bad_kind")
        name = {"name": string(query.get("name"))} if kind == "document" else {}
        data = await _body(request, UPLOAD_BYTES)
        if not data:
            raise RefusedError(400, "empty")
        media = await self.simulator.keep(person, data)
        await self.simulator.accept(person, {"id": item_id, kind: media, **name})
        return _answer({"id": item_id, "media": media})

    async def messages(self, request: Request) -> Response:
        """All messages after a sequence number, ascending."""
        after = sequence(request.query_params.get("after", "0"))
        found = await self.simulator.history(request.path_params["person"], after)
        return _answer({"messages": found})

    async def events(self, request: Request) -> Response:
        """New messages as Server-Sent Events, going on after Last-Event-ID or `after`."""
        start = request.headers.get("last-event-id") or request.query_params.get("after", "0")
        stream = event_stream(self.simulator, request.path_params["person"], sequence(start))
        return StreamingResponse(stream, headers=SECURITY_HEADERS, media_type="text/event-stream")

    async def files(self, request: Request) -> Response:
        """The picture or paper of a message."""
        params = request.path_params
        found = await self.simulator.file(params["person"], params["message"])
        if found is None:
            raise RefusedError(404, "unknown")
        data, media_type = found
        if media_type in SHOWN_TYPES:
            return Response(data, headers=SECURITY_HEADERS | {"Content-Type": media_type})
        saved = {"Content-Type": "application/octet-stream", "Content-Disposition": "attachment"}
        return Response(data, headers=SECURITY_HEADERS | saved)

    async def transcript(self, request: Request) -> Response:
        """The talk as a file to save; the page names it."""
        text = await self.simulator.transcript(request.path_params["person"])
        saved = {"Content-Disposition": "attachment"}
        return Response(text, headers=SECURITY_HEADERS | saved, media_type="text/plain")


async def event_stream(simulator: Simulator, person: str, after: int) -> AsyncIterator[str]:
    """Endless Server-Sent Events: messages, `typing` while a reply is awaited, heartbeats."""
    yield "retry: 1000\n\n"
    while True:
        found = await simulator.history(person, after)
        for message in found:
            after = int(str(message["seq"]))
            yield f"id: {after}\ndata: {json.dumps(message)}\n\n"
        if found and found[-1]["from"] == "person":
            yield "event: typing\ndata: {}\n\n"
        if not found:
            yield ": heartbeat\n\n"
        await simulator.wait(person, after, HEARTBEAT_SECONDS)


def _answer(value: Mapping[str, object], status: int = 200) -> Response:
    """A JSON answer in ASCII, so that not even a lone surrogate can break it."""
    return Response(json.dumps(value), status, SECURITY_HEADERS, "application/json")


def _demand_page(request: Request) -> None:
    """Refuse what a form of another site could send: it cannot set this header."""
    if request.headers.get("x-seratus") != "coba":
        raise RefusedError(403, "not_the_page")


async def _body(request: Request, limit: int) -> bytes:
    """The whole body, refused as soon as it is said or seen to pass `limit` bytes."""
    announced = request.headers.get("content-length", "0")
    if not SEQUENCE.fullmatch(announced) or int(announced) > limit:
        raise RefusedError(413, "too_large")
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > limit:
            raise RefusedError(413, "too_large")
    return bytes(data)
