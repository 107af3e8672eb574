"""Strangers who knock too often hear 429, and shut nobody else out."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import knocks
from bot.knocks import FREE, MOST, WINDOW, Knocks
from bot.web import application
from bot.webhooks import telegram_routes, whatsapp_routes
from tests.bot import whatsapp_payloads as wa
from tests.bot.test_doors import here, serving
from tests.bot.test_webhooks import (
    APP_SECRET,
    BATCH,
    SECRET,
    SECRETED,
    TELEGRAM,
    UPDATE,
    VERIFY,
    WHATSAPP,
    FakeDoor,
    signed,
)

STRANGER, ELSEWHERE, PROXY = "203.0.113.9", "198.51.100.7", "10.0.0.2"


class Hand:
    """A clock that is moved by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _documentation_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses for documentation count as private ones; here they stand for strangers'."""
    real = knocks._counted
    public = {STRANGER, ELSEWHERE}
    monkeypatch.setattr(knocks, "_counted", lambda host: host if host in public else real(host))


class Doors:
    """Both webhooks over one count."""

    def __init__(self) -> None:
        self.clock, self.door = Hand(), FakeDoor()
        known = Knocks(self.clock)
        told = telegram_routes(self.door.accept, SECRET, "bot", known)
        other = whatsapp_routes(self.door.accept, APP_SECRET, VERIFY, wa.ACCOUNT, known)
        self.app = Starlette(routes=[*told, *other])

    async def post(
        self, host: str, path: str, content: bytes, headers: dict[bytes, bytes]
    ) -> httpx.Response:
        """One request of an address."""
        transport = httpx.ASGITransport(self.app, client=(host, 4711))
        async with httpx.AsyncClient(transport=transport, base_url="http://door.test") as client:
            return await client.post(path, content=content, headers=headers)


async def test_whoever_is_refused_too_often_is_told_to_wait() -> None:
    """At both doors and unread; the platforms' own addresses, and a proxy's, are not slowed."""
    doors, wrong = Doors(), {b"X-Telegram-Bot-Api-Secret-Token": b"no"}
    said = [(await doors.post(STRANGER, TELEGRAM, UPDATE, wrong)).status_code for _ in range(FREE)]
    assert set(said) == {403}
    doors.clock.now += 20
    refused = await doors.post(STRANGER, WHATSAPP, BATCH, {})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "40")
    assert refused.content == b""
    assert (await doors.post(ELSEWHERE, WHATSAPP, BATCH, signed(BATCH))).status_code == 200
    for _ in range(2 * FREE):  # a proxy that does not say for whom
        await doors.post(PROXY, TELEGRAM, UPDATE, wrong)
        assert (await doors.post(PROXY, TELEGRAM, UPDATE, SECRETED)).status_code == 200
    assert len(doors.door.accepted) == 2 * FREE + 1
    doors.clock.now += WINDOW
    assert (await doors.post(STRANGER, TELEGRAM, UPDATE, wrong)).status_code == 403


async def test_who_knows_the_secret_is_never_slowed() -> None:
    """However much it brings; and what could not be stored does not count against it."""
    doors = Doors()
    doors.door.broken = True
    away = [(await doors.post(ELSEWHERE, TELEGRAM, UPDATE, SECRETED)) for _ in range(FREE + 1)]
    assert {each.status_code for each in away} == {503}
    doors.door.broken = False
    for _ in range(2 * FREE):
        assert (await doors.post(ELSEWHERE, TELEGRAM, UPDATE, SECRETED)).status_code == 200


ADDRESSES = [
    ("8.8.8.8", "8.8.8.8"),  # a stranger's
    ("::ffff:8.8.8.8", "8.8.8.8"),  # the same through a socket of both kinds
    ("2400:cb00:1:2::5", "2400:cb00:1:2::/64"),  # one household
    ("127.0.0.1", None),  # this machine, a proxy
    ("10.1.2.3", None),  # a container's proxy
    ("fd00::1", None),  # the same, newer
    ("", None),  # a Unix socket
    (None, None),
]


@pytest.mark.parametrize(("host", "counted"), ADDRESSES)
def test_which_addresses_are_counted(host: str | None, counted: str | None) -> None:
    """Strangers', by household; never a proxy's."""
    assert knocks._counted(host) == counted


def test_so_many_addresses_are_remembered() -> None:
    """A crowd of strangers fills no memory, and the latest are known."""
    known = Knocks(Hand())
    for number in range(MOST + 50):
        known.refused(f"8.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert known.remembered == MOST


PROXIES = [
    (None, "203.0.113.9"),  # a proxy of this machine is believed
    ("10.0.0.2", "127.0.0.1"),  # another one is meant: what this one says is not believed
    ("127.0.0.1", "203.0.113.9"),
]


@pytest.mark.parametrize(("believed", "seen"), PROXIES)
async def test_a_proxy_says_for_whom_it_asks(
    believed: str | None, seen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As docs/telegram.md has it say, and only the proxy that is named."""
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)
    if believed:
        monkeypatch.setenv("FORWARDED_ALLOW_IPS", believed)

    async def page(request: Request) -> Response:
        return PlainTextResponse(request.client.host if request.client else "")

    with here() as listening:
        port = listening.getsockname()[1]
        async with serving(application([Route("/", page)]), listening), httpx.AsyncClient() as one:
            headers = {"X-Forwarded-For": STRANGER}
            answer = await one.get(f"http://127.0.0.1:{port}/", headers=headers)
    assert answer.text == seen


def test_the_documented_proxy_says_for_whom_it_asks() -> None:
    """Without that line all strangers come from one address, which is never counted."""
    page = (Path(__file__).parents[2] / "docs" / "telegram.md").read_text(encoding="utf-8")
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in page
    assert "FORWARDED_ALLOW_IPS" in page
