"""The doors of a process: what each address shows, what is cut, and where secrets may stand."""

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import pytest
import typer.main
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from bot import haste, intake, service
from bot.channels import Inbound
from bot.cli import app
from bot.logs import log
from bot.settings import Settings, SettingsProblem, read_settings
from bot.web import Doors, application, inside, outside
from conversations.session import Said, SentDocument, SharedContact, TimerFired
from conversations.understanding import text as cleaning
from storage.tables import conversations
from tests.bot.house import Office, office

__all__ = ["office"]

BOOK = "a" * 1_000_000


@asynccontextmanager
async def serving(app: ASGIApp, *listening: socket.socket) -> AsyncIterator[None]:
    """The server of `seratus run` on these sockets."""
    server = service._server(app)
    await asyncio.to_thread(server.config.load)
    server.lifespan = server.config.lifespan_class(server.config)
    await server.startup(sockets=list(listening))
    try:
        yield
    finally:
        await server.shutdown(sockets=list(listening))


def here() -> socket.socket:
    """A free port of this machine."""
    return socket.create_server(("127.0.0.1", 0))


def saying(word: str) -> ASGIApp:
    """An application of one page."""

    async def page(_: Request) -> Response:
        return PlainTextResponse(word)

    return application([Route("/", page)])


@asynccontextmanager
async def guest(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A connection of somebody who writes by hand."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    yield reader, writer
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


async def ended(reader: asyncio.StreamReader) -> bytes:
    """What still came before the other side closed; nothing where it just hung up."""
    try:
        return await reader.read()
    except ConnectionResetError:
        return b""


WHOLE, HALF = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nX-A: "


async def test_headers_that_come_too_slowly_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that never ends its headers is closed, at first and behind an answered one."""
    monkeypatch.setattr(haste, "HEAD_SECONDS", 0.2)
    with here() as listening:
        port = listening.getsockname()[1]
        async with serving(saying("ada"), listening):
            async with guest(port) as (reader, writer):
                writer.write(HALF)
                assert await ended(reader) == b""
            async with guest(port) as (reader, writer):
                writer.write(WHOLE)
                assert (await reader.readuntil(b"ada")).startswith(b"HTTP/1.1 200")
                writer.write(HALF)
                assert await ended(reader) == b""
            async with guest(port) as (reader, writer):  # others are served as ever
                writer.write(WHOLE)
                assert await reader.readuntil(b"ada")


async def test_so_many_connections_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who comes when all places are taken is turned away; who is there is served."""
    monkeypatch.setattr(haste, "CONNECTIONS", 1)
    with here() as listening:
        port = listening.getsockname()[1]
        async with serving(saying("ada"), listening), guest(port) as (reader, writer):
            writer.write(WHOLE)
            await reader.readuntil(b"ada")
            async with guest(port) as (turned, _):
                assert await ended(turned) == b""
            writer.write(WHOLE)
            assert await reader.readuntil(b"ada")


async def test_each_address_shows_its_own() -> None:
    """Told apart by the port that was come to, whatever the headers say."""
    with here() as outer, here() as inner:
        ports = outer.getsockname()[1], inner.getsockname()[1]
        doors = Doors(saying("luar"), saying("dalam"), ports[1])
        async with serving(doors, outer, inner), httpx.AsyncClient() as client:
            feigned = {"Host": f"127.0.0.1:{ports[1]}", "X-Forwarded-Port": str(ports[1])}
            answers = [
                await client.get(f"http://127.0.0.1:{port}/", headers=feigned) for port in ports
            ]
    assert [each.text for each in answers] == ["luar", "dalam"]


async def test_webhooks_and_desk_may_be_apart(office: Office) -> None:
    """No page, no simulator and no numbers outside; no webhook inside; together they are all."""
    secrets = {"telegram_webhook_secret": SecretStr("s" * 20), "simulator": "on"}
    settings = office.house.settings.model_copy(update=secrets)
    object.__setattr__(office.house, "settings", settings)  # this house only
    outer, inner = (
        {str(getattr(each, "path", "")) for each in made(office.house).routes}
        for made in (outside, inside)
    )
    assert outer == {"/healthz", "/readyz", "/telegram/webhook"}
    assert {"/healthz", "/metrics", "/coba", "/meja"} <= inner
    assert not any("webhook" in each for each in inner)


def test_one_port_is_not_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk on the webhooks' own port is refused; a desk for the net turns /coba off."""
    monkeypatch.setenv("SERATUS_DESK_PORT", "8000")
    with pytest.raises(SettingsProblem, match="SERATUS_DESK_PORT is SERATUS_PORT"):
        read_settings()
    assert Settings(_env_file=None).simulator_on
    assert not Settings(_env_file=None, desk_host="0.0.0.0", desk_port=8001).simulator_on


EVENTS = [
    (Said(BOOK), "text"),  # a book as a message
    (SentDocument("m", name=BOOK), "name"),  # as a file's name
    (SharedContact(BOOK), "phone"),  # as a number
]


@pytest.mark.parametrize(("event", "name"), EVENTS)
def test_text_is_cut_before_any_reader(event: object, name: str) -> None:
    """No reader gets more than the most, and the readers' own cleaning takes as much."""
    found = intake.cut(Inbound("a", event)).event  # type: ignore[arg-type]
    assert getattr(found, name) == BOOK[: intake.MOST_TEXT]
    assert intake.MOST_TEXT == cleaning._RAW_LIMIT


def test_what_is_short_or_our_own_stays() -> None:
    """Nothing is made anew without need; the house's own events are whole."""
    for event in (Said("halo"), TimerFired("x", BOOK), None):
        inbound = Inbound("a", event)
        assert intake.cut(inbound) is inbound


async def test_a_book_is_answered(office: Office) -> None:
    """A million letters are cut in the engine, and the talk goes on."""
    phone = office.phone("aminah")
    await phone.text("daftar")
    assert await phone.text(BOOK)
    (row,) = await office.rows(conversations)
    assert len(row.session) < 3 * intake.MOST_TEXT
    assert await phone.text("bantuan")


SECRET = re.compile(r"secret|token|password|sandi|passphrase|api_?key|pin$|totp", re.I)


def commands(found: Any, path: str = "seratus") -> Iterator[tuple[str, Any]]:
    """Every command with its words."""
    yield path, found
    for name, each in getattr(found, "commands", {}).items():
        yield from commands(each, f"{path} {name}")


def test_no_command_takes_a_secret_as_an_argument() -> None:
    """What stands in arguments stands in `ps`, in the shell's history and in logs."""
    known = dict(commands(typer.main.get_command(app)))
    assert len(known) > 40
    taken = [
        f"{path} {each.name}"
        for path, command in known.items()
        for each in command.params
        if SECRET.search(each.name or "") or "secret" in str(getattr(each, "help", "")).lower()
    ]
    assert taken == []


def test_every_secret_setting_hides_itself() -> None:
    """A setting named like a secret is one that no print, log or error shows."""
    open_ones = [
        name
        for name, field in Settings.model_fields.items()
        if SECRET.search(name) and "SecretStr" not in str(field.annotation)
    ]
    assert open_ones == []
    shown = repr(Settings(_env_file=None, keys=SecretStr(json.dumps({"x": "rahasia-sekali"}))))
    assert "rahasia" not in shown


# --- errors --------------------------------------------------------------------------------


NIK = "6310014508759003"  # nobody's


@pytest.mark.parametrize("begun", [False, True])
async def test_a_page_that_fails_quotes_nobody(
    begun: bool, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the browser nor the log is told what stood in the error; the log says where."""
    log.configure("info")  # to this test's own stderr

    async def page(_: Request) -> Response:
        async def lines() -> AsyncIterator[str]:
            yield "first"
            raise ValueError(NIK)

        if begun:
            return StreamingResponse(lines())
        raise ValueError(NIK)

    with here() as listening:
        port = listening.getsockname()[1]
        async with serving(application([Route("/", page)]), listening), httpx.AsyncClient() as one:
            with suppress(httpx.RemoteProtocolError):  # an answer that was begun is cut
                answer = await one.get(f"http://127.0.0.1:{port}/")
                assert answer.status_code == 500
                assert NIK not in answer.text
    told = caplog.text + "".join(capfd.readouterr())
    assert NIK not in told
    assert '"event": "page_failed"' in told
    assert "tests/bot/test_doors.py:" in told
