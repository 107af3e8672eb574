"""A desk over a whole house: officers of any role look at its pages without a browser."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import httpx
import pytest
from sqlalchemy import Connection

from bot.web import web
from desk.ask import csrf
from desk.guard import COOKIE
from storage import officers
from storage.officers import Role
from tests.bot.house import Office, office

__all__ = ["Desk", "Visitor", "desk", "office"]

ADDRESS = "https://meja.test"
REGION = "63.10"


@dataclass
class Visitor:
    """An officer who is in, at a browser without scripts."""

    id: str
    token: bytes
    client: httpx.AsyncClient

    async def get(self, path: str) -> httpx.Response:
        """A page below `/meja`."""
        return await self.client.get("/meja" + path)

    async def post(self, path: str, **fields: str) -> httpx.Response:
        """A form as its page sends it; the answer is not followed."""
        given = {"csrf": csrf(self.token), **fields}
        return await self.client.post("/meja" + path, data=given)


@dataclass
class Desk:
    """The house and its desk."""

    office: Office
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def officer(
        self, role: Role = "kabupaten", regions: Sequence[str] = (REGION,), login: str = ""
    ) -> Visitor:
        """An officer of these regions, already in."""
        name = login or f"{role}-{secrets.token_hex(3)}"
        who = await self._made(name, role, () if role == "admin" else regions)
        token = secrets.token_urlsafe(32).encode()

        def begin(conn: Connection) -> str:
            return officers.begin(conn, who, token, "full", "test", self.office.clock())

        await self.office.house.store.write(begin)
        transport = httpx.ASGITransport(app=web(self.office.house))
        client = httpx.AsyncClient(
            transport=transport, base_url=ADDRESS, cookies={COOKIE: token.decode()}
        )
        return Visitor(who, token, await self.stack.enter_async_context(client))

    async def _made(self, name: str, role: Role, regions: Sequence[str]) -> str:
        def add(conn: Connection) -> str:
            now = self.office.clock()
            return officers.add(conn, name, name.title(), role, regions, "test", now)

        return await self.office.house.store.write(add)


@pytest.fixture
async def desk(office: Office) -> AsyncIterator[Desk]:
    """A desk over a fresh store, on each database."""
    made = Desk(office)
    yield made
    await made.stack.aclose()
