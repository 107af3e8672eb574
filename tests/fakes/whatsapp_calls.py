"""What the fake's own tests call it with: a client, a door that takes webhooks, and a clock."""

from __future__ import annotations

import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import aiohttp
from aiohttp import web

from tests.fakes.whatsapp import APP_SECRET, TOKEN, FakeWhatsapp
from tests.fakes.whatsapp_payloads import ACCOUNT, signature

Json = dict[str, Any]

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
ASIDE = aiohttp.ClientTimeout(total=10)  # seconds; nothing here takes one


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 22, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def move(self, **by: float) -> None:
        """Forward by hours, minutes, seconds."""
        self.time += timedelta(**by)


@dataclass(slots=True)
class Client:
    """Calls the fake as our sender does."""

    server: FakeWhatsapp
    session: aiohttp.ClientSession
    token: str = TOKEN
    number: str = ACCOUNT.phone_number_id

    async def send(self, body: Any) -> tuple[int, Json]:
        """POST …/messages; HTTP status and answer."""
        return await self.call("POST", f"/{self.number}/messages", json=body)

    async def text(self, to: str, body: str = "halo", **more: Any) -> tuple[int, Json]:
        """A text to a phone or a business-scoped id."""
        return await self.send(text_to(to, body) | more)

    async def upload(self, content: bytes = PNG, mime_type: str = "image/png") -> tuple[int, Json]:
        """POST …/media."""
        form = aiohttp.FormData()
        form.add_field("messaging_product", "whatsapp")
        form.add_field("type", mime_type)
        form.add_field("file", BytesIO(content), filename="file", content_type=mime_type)
        return await self.call("POST", f"/{self.number}/media", data=form)

    async def call(self, method: str, path: str, **more: Any) -> tuple[int, Json]:
        """Any address below the version."""
        status, raw = await self.get(f"{self.server.url}/v26.0{path}", method, **more)
        return status, json.loads(raw)

    async def get(self, url: str, method: str = "GET", **more: Any) -> tuple[int, bytes]:
        """Any address, with the token; HTTP status and bytes."""
        headers = {"Authorization": f"Bearer {self.token}"} | more.pop("headers", {})
        async with self.session.request(method, url, headers=headers, **more) as answer:
            return answer.status, await answer.read()


def text_to(address: str, body: str = "halo") -> Json:
    """The request for a text."""
    key = "to" if address.isdecimal() else "recipient"
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        key: address,
        "type": "text",
        "text": {"body": body},
    }


@dataclass(slots=True)
class Door:
    """Takes webhooks; answers with `answers` first, then 200."""

    url: str = ""
    bodies: list[Json] = field(default_factory=list)  # those answered 200
    unsigned: int = 0
    answers: list[int] = field(default_factory=list)
    verify_token: str = "right"

    async def take(self, request: web.Request) -> web.Response:
        """POST: a webhook."""
        raw = await request.read()
        given = request.headers.get("X-Hub-Signature-256", "")
        self.unsigned += not hmac.compare_digest(given, signature(raw, APP_SECRET))
        status = self.answers.pop(0) if self.answers else 200
        if status == 200:
            self.bodies.append(json.loads(raw))
        return web.Response(status=status)

    async def shake(self, request: web.Request) -> web.Response:
        """GET: Meta's handshake."""
        if request.query.get("hub.verify_token") != self.verify_token:
            return web.Response(status=403)
        return web.Response(text=request.query["hub.challenge"])

    def values(self) -> list[Json]:
        """Every change's value, in their order."""
        entries = [entry for body in self.bodies for entry in body["entry"]]
        return [change["value"] for entry in entries for change in entry["changes"]]

    def messages(self) -> list[Json]:
        """Every message, in their order."""
        return [each for value in self.values() for each in value.get("messages", [])]

    def statuses(self) -> list[Json]:
        """Every status, in their order."""
        return [each for value in self.values() for each in value.get("statuses", [])]

    def states(self) -> list[str]:
        """The states told, in their order."""
        return [each["status"] for each in self.statuses()]


@asynccontextmanager
async def opened_door() -> AsyncIterator[Door]:
    """A door on a port of its own."""
    door = Door()
    app = web.Application()
    app.add_routes([web.post("/hook", door.take), web.get("/hook", door.shake)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    door.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield door
    finally:
        await runner.cleanup()


@asynccontextmanager
async def opened_client(server: FakeWhatsapp) -> AsyncIterator[Client]:
    """A client with a session of its own."""
    async with aiohttp.ClientSession(timeout=ASIDE) as session:
        yield Client(server, session)
