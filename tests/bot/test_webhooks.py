"""The webhook routes: who may deliver, how much, and what the platform hears when."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from bot.deliveries import raw_item, telegram, whatsapp
from bot.door import Item
from bot.logs import log
from bot.webhooks import TELEGRAM_BYTES, WHATSAPP_BYTES, telegram_routes, whatsapp_routes
from tests.bot import whatsapp_payloads as wa

SECRET = b"telegram-secret_1"
APP_SECRET = b"app-secret"
VERIFY = "kata sandi \u00e9".encode()
HERE = "http://door.test"
TELEGRAM = "/telegram/webhook"
WHATSAPP = "/whatsapp/webhook"
UPDATE = json.dumps({"update_id": 7, "message": {"chat": {"id": 5}, "text": "halo"}}).encode()
BATCH = wa.webhook(wa.batch([wa.MESSAGES["text"]], [wa.STATUSES["read"]]))


class DatabaseAway(Exception):
    """What a store raises when it cannot commit."""


@dataclass(slots=True)
class FakeDoor:
    """Keeps what it accepted; `broken` raises instead."""

    broken: bool = False
    accepted: list[tuple[str, str, list[Item]]] = field(default_factory=list)

    async def accept(self, channel: str, account: str, items: Sequence[Item]) -> int:
        if self.broken:
            raise DatabaseAway("628120000101")
        self.accepted.append((channel, account, list(items)))
        return len(items)

    def app(self) -> Starlette:
        told = telegram_routes(self.accept, SECRET, "bot")
        return Starlette(
            routes=[*told, *whatsapp_routes(self.accept, APP_SECRET, VERIFY, wa.ACCOUNT)]
        )

    async def ask(self, method: str, path: str, **request: Any) -> httpx.Response:
        transport = httpx.ASGITransport(self.app(), raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
            return await client.request(method, path, **request)


@pytest.fixture
def door() -> FakeDoor:
    return FakeDoor()


@pytest.fixture
def written(capfd: pytest.CaptureFixture[str]) -> Iterator[pytest.CaptureFixture[str]]:
    """What this test alone logs."""
    log.configure("info")
    yield capfd
    log.configure("info")


def signature(body: bytes, secret: bytes = APP_SECRET) -> bytes:
    return b"sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest().encode()


def signed(body: bytes) -> dict[bytes, bytes]:
    return {b"X-Hub-Signature-256": signature(body)}


SECRETED = {b"X-Telegram-Bot-Api-Secret-Token": SECRET}


async def test_an_update_is_stored_and_then_answered(door: FakeDoor) -> None:
    """As the deliveries split it, under the bot's account."""
    answer = await door.ask("POST", TELEGRAM, content=UPDATE, headers=SECRETED)
    assert (answer.status_code, answer.content) == (200, b"")
    assert door.accepted == [("telegram", "bot", telegram.items(UPDATE))]


async def test_a_batch_is_stored_and_then_answered(door: FakeDoor) -> None:
    """Every item of it, in one go."""
    answer = await door.ask("POST", WHATSAPP, content=BATCH, headers=signed(BATCH))
    assert (answer.status_code, answer.content) == (200, b"")
    assert door.accepted == [("whatsapp", wa.ACCOUNT, whatsapp.items(BATCH))]
    assert len(door.accepted[0][2]) == 2


SECRETS: list[tuple[bytes | None, int]] = [
    (None, 401),  # no header
    (b"", 403),
    (b"telegram-secret_2", 403),
    (b"telegram-secret_", 403),  # the beginning
    (b"TELEGRAM-SECRET_1", 403),
    (b"\xff\xfe\xe9", 403),  # no text at all
]


@pytest.mark.parametrize(("secret", "status"), SECRETS)
async def test_only_who_knows_the_secret_delivers_updates(
    door: FakeDoor, secret: bytes | None, status: int
) -> None:
    """Nothing is stored, and the body does not matter."""
    headers = {} if secret is None else {b"X-Telegram-Bot-Api-Secret-Token": secret}
    answer = await door.ask("POST", TELEGRAM, content=UPDATE, headers=headers)
    assert (answer.status_code, door.accepted) == (status, [])


GOOD = signature(BATCH)
SIGNATURES: list[tuple[bytes | None, int]] = [
    (GOOD, 200),
    (b"sha256=" + GOOD[7:].upper(), 200),  # the same number in other letters
    (None, 401),
    (b"", 403),
    (GOOD[7:], 403),  # no prefix
    (b"sha1=" + GOOD[7:], 403),
    (b"sha256=" + hmac.new(APP_SECRET, BATCH, hashlib.sha1).hexdigest().encode(), 403),
    (b"sha256=", 403),
    (b"sha256=" + b"0" * 64, 403),
    (b"sha256=" + b"z" * 64, 403),  # no number
    (GOOD[:-1], 403),
    (GOOD + b"0", 403),
    (signature(BATCH + b" "), 403),  # of other bytes
    (signature(BATCH, b"another-secret"), 403),
    (signature(BATCH, b""), 403),
    ("sha256=é".encode(), 403),
    (b"\xff\xfe", 403),
]


@pytest.mark.parametrize(("given", "status"), SIGNATURES)
async def test_only_what_is_signed_is_stored(
    door: FakeDoor, given: bytes | None, status: int
) -> None:
    """The signature is of the very bytes, by the app's secret."""
    headers = {} if given is None else {b"X-Hub-Signature-256": given}
    answer = await door.ask("POST", WHATSAPP, content=BATCH, headers=headers)
    assert answer.status_code == status
    assert bool(door.accepted) == (status == 200)


BODIES: list[bytes] = [b"", b"{", b"null", b"\xff\x00", b"\x1f\x8b\x08 gzip", *wa.HOSTILE.values()]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
async def test_any_bytes_of_the_platform_are_kept(door: FakeDoor, body: bytes) -> None:
    """Whoever may deliver is answered 200, whatever it is; it is never unpacked or guessed at."""
    for path, headers in ((TELEGRAM, SECRETED), (WHATSAPP, signed(body))):
        odd = {b"Content-Type": b"image/png", b"Content-Encoding": b"gzip", **headers}
        answer = await door.ask("POST", path, content=body, headers=odd)
        assert answer.status_code == 200
    assert [each[2] for each in door.accepted] == [[raw_item(body)]] * 2


@pytest.mark.parametrize("name", wa.BESIDE_BROKEN)
async def test_no_neighbour_is_lost(door: FakeDoor, name: str) -> None:
    """The good message of a batch with something broken is stored."""
    body = wa.BESIDE_BROKEN[name]
    assert (await door.ask("POST", WHATSAPP, content=body, headers=signed(body))).is_success
    assert "message:wamid.text" in [each.event_id for each in door.accepted[0][2]]


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_other_methods_are_refused(door: FakeDoor, method: str) -> None:
    """Also HEAD, which comes along with GET elsewhere."""
    assert (await door.ask(method, TELEGRAM, headers=SECRETED)).status_code == 405
    if method != "GET":
        assert (await door.ask(method, WHATSAPP, headers=signed(b""))).status_code == 405


@pytest.mark.parametrize(
    ("path", "headers", "body"), [(TELEGRAM, SECRETED, UPDATE), (WHATSAPP, signed(BATCH), BATCH)]
)
async def test_what_is_not_stored_is_asked_for_again(
    written: pytest.CaptureFixture[str], path: str, headers: dict[bytes, bytes], body: bytes
) -> None:
    """The platform repeats a 503; the log says what failed and nothing of the people."""
    answer = await FakeDoor(broken=True).ask("POST", path, content=body, headers=headers)
    assert (answer.status_code, answer.content) == (503, b"")
    assert int(answer.headers["Retry-After"]) > 0
    logged = written.readouterr()
    assert "DatabaseAway" in logged.err
    assert wa.PERSON not in logged.err + logged.out


@dataclass(slots=True)
class Call:
    """One request spoken in ASGI, so that a body can be counted or broken off."""

    app: Starlette
    path: str
    headers: list[tuple[bytes, bytes]]
    body: list[dict[str, Any]]
    query: bytes = b""
    method: str = "POST"
    sent: list[dict[str, Any]] = field(default_factory=list)

    async def receive(self) -> dict[str, Any]:
        return self.body.pop(0)

    async def send(self, message: Any) -> None:
        self.sent.append(message)

    async def status(self) -> int:
        scope = {
            "type": "http", "method": self.method, "path": self.path, "headers": self.headers,
            "query_string": self.query, "http_version": "1.1", "scheme": "http",
            "server": ("door.test", 80), "client": ("10.0.0.1", 1), "root_path": "",
        }  # fmt: skip
        await self.app(scope, self.receive, self.send)
        return int(self.sent[0]["status"])


def chunk(data: bytes, more: bool = True) -> dict[str, Any]:
    return {"type": "http.request", "body": data, "more_body": more}


LIMITS = [
    (TELEGRAM, [(b"x-telegram-bot-api-secret-token", SECRET)], TELEGRAM_BYTES),
    (WHATSAPP, [(b"x-hub-signature-256", b"sha256=0")], WHATSAPP_BYTES),
]


@pytest.mark.parametrize(("path", "headers", "limit"), LIMITS)
async def test_a_body_is_read_up_to_the_limit_only(
    door: FakeDoor, path: str, headers: list[tuple[bytes, bytes]], limit: int
) -> None:
    """Whether it says its length or not, the rest stays unread."""
    body = [chunk(b" " * (limit // 4)) for _ in range(20)]
    assert await Call(door.app(), path, headers, body).status() == 413
    assert len(body) == 15
    announced = [*headers, (b"content-length", str(limit + 1).encode())]
    untouched = [chunk(b"x", more=False)]
    assert await Call(door.app(), path, announced, untouched).status() == 413
    assert len(untouched) == 1
    for lie in (b"1", b"-5", b"many", b"9" * 40):
        body = [chunk(b" " * (limit + 1)), chunk(b"", more=False)]
        told = [*headers, (b"content-length", lie)]
        assert await Call(door.app(), path, told, body).status() == 413
    assert door.accepted == []


async def test_a_body_of_just_the_limit_is_taken(door: FakeDoor) -> None:
    """One byte more is not."""
    for extra, status in ((0, 200), (1, 413)):
        body = b" " * (TELEGRAM_BYTES + extra)
        assert (
            await door.ask("POST", TELEGRAM, content=body, headers=SECRETED)
        ).status_code == status
        body = b" " * (WHATSAPP_BYTES + extra)
        assert (
            await door.ask("POST", WHATSAPP, content=body, headers=signed(body))
        ).status_code == status


async def test_strangers_are_refused_unread(door: FakeDoor) -> None:
    """Nobody makes us read a body who has not even a header; Telegram's is checked first."""
    for path, headers in (
        (TELEGRAM, []),
        (TELEGRAM, [(b"x-telegram-bot-api-secret-token", b"wrong")]),
        (WHATSAPP, []),
    ):
        body = [chunk(b"x")]
        assert await Call(door.app(), path, headers, body).status() in (401, 403)
        assert len(body) == 1


@pytest.mark.parametrize(("path", "headers", "limit"), LIMITS)
async def test_a_body_that_breaks_off_is_not_stored(
    door: FakeDoor, path: str, headers: list[tuple[bytes, bytes]], limit: int
) -> None:
    """Not even its beginning, and nothing is raised."""
    body = [chunk(UPDATE), {"type": "http.disconnect"}]
    assert await Call(door.app(), path, headers, body).status() == 400
    assert door.accepted == []


def asked(token: str = VERIFY.decode(), mode: str = "subscribe", challenge: str = "1158") -> Any:
    return {"hub.mode": mode, "hub.verify_token": token, "hub.challenge": challenge}


async def test_the_handshake_gives_the_challenge_back(door: FakeDoor) -> None:
    """As plain text that no browser takes for a page."""
    params = asked(challenge="<b>1158201444</b>")
    answer = await door.ask("GET", WHATSAPP, params=params)
    assert (answer.status_code, answer.text) == (200, "<b>1158201444</b>")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


HANDSHAKES: list[tuple[dict[str, Any], int]] = [
    (asked(), 200),
    (asked(challenge="1" * 1024), 200),
    (asked(challenge="1" * 1025), 403),
    (asked(challenge=""), 403),
    (asked(token="wrong"), 403),
    (asked(token=""), 403),
    (asked(token="ké"), 403),
    (asked(mode="unsubscribe"), 403),
    (asked(mode=""), 403),
    ({}, 403),
    ({"hub.challenge": "1"}, 403),
]


@pytest.mark.parametrize(("params", "status"), HANDSHAKES)
async def test_only_who_knows_the_token_shakes_hands(
    door: FakeDoor, params: dict[str, Any], status: int
) -> None:
    """Whoever else asks hears no more than a no."""
    answer = await door.ask("GET", WHATSAPP, params=params)
    assert answer.status_code == status
    assert status == 200 or answer.content == b""


@given(query=st.binary(max_size=60), tail=st.binary(max_size=20))
async def test_any_query_is_refused_without_an_error(query: bytes, tail: bytes) -> None:
    """Also what is no text."""
    for asking in (query, b"hub.mode=subscribe&hub.verify_token=" + tail):
        call = Call(FakeDoor().app(), WHATSAPP, [], [], query=asking, method="GET")
        assert await call.status() == 403


@given(secret=st.binary(max_size=80))
async def test_any_header_is_refused_without_an_error(secret: bytes) -> None:
    """The header's bytes are compared as they came."""
    for path, name in (
        (TELEGRAM, b"X-Telegram-Bot-Api-Secret-Token"),
        (WHATSAPP, b"X-Hub-Signature-256"),
    ):
        body = [chunk(b"{}", more=False)]
        call = Call(FakeDoor().app(), path, [(name.lower(), secret)], body)
        assert await call.status() == 403


def test_no_route_without_a_secret(door: FakeDoor) -> None:
    """An empty secret would let everybody in."""
    with pytest.raises(ValueError, match="secret"):
        telegram_routes(door.accept, b"", "bot")
    for app_secret, token in ((b"", VERIFY), (APP_SECRET, b"")):
        with pytest.raises(ValueError, match="secret"):
            whatsapp_routes(door.accept, app_secret, token, "1")
