"""The door's routes for Telegram and WhatsApp: secret first, then stored, then answered.

Holds no token and parses nothing before the secret or the signature on the raw bytes was right.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.deliveries import telegram, whatsapp
from bot.door import Item
from bot.knocks import Knocks
from bot.logs import log

Accept = Callable[[str, str, Sequence[Item]], Awaitable[int]]
Answering = Callable[[Request], Awaitable[Response]]

# One update; a message has at most 4.096 characters, with all its parts some 50 kB.
TELEGRAM_BYTES = 2**20
# Meta documents webhooks of up to 3 MB; a little more, in case it counts otherwise.
WHATSAPP_BYTES = 4 * 2**20
CHALLENGE_CHARACTERS = 1024  # Meta sends ten digits; nobody makes us a mirror of more
RETRY_SECONDS = "30"  # both platforms repeat for hours; a database is back sooner
REFUSED = frozenset({400, 401, 403, 413})  # what a platform with the right secret does not hear
TELEGRAM_SECRET = b"x-telegram-bot-api-secret-token"
WHATSAPP_SIGNATURE = b"x-hub-signature-256"
LENGTH = re.compile(r"[0-9]{1,15}")
PLAIN = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}


def telegram_routes(
    accept: Accept, secret: bytes, account: str, knocks: Knocks | None = None
) -> list[Route]:
    """POST /telegram/webhook; `secret` as given to setWebhook. Raises ValueError without one."""
    if not secret:
        raise ValueError("the Telegram webhook needs a secret")
    door = _Telegram(accept, secret, account)
    return [_route("/telegram/webhook", _counting(door.post, knocks), "POST")]


def whatsapp_routes(
    accept: Accept,
    app_secret: bytes,
    verify_token: bytes,
    account: str,
    knocks: Knocks | None = None,
) -> list[Route]:
    """GET and POST /whatsapp/webhook. Raises ValueError without a secret or a token."""
    if not app_secret or not verify_token:
        raise ValueError("the WhatsApp webhook needs the app's secret and a verify token")
    door = _Whatsapp(accept, app_secret, verify_token, account)
    answer = _counting(door.answer, knocks)
    return [_route("/whatsapp/webhook", answer, "GET", "POST")]


@dataclass(frozen=True, slots=True)
class _Telegram:
    accept: Accept
    secret: bytes
    account: str

    async def post(self, request: Request) -> Response:
        """Takes one update from whoever knows the secret."""
        given = _header(request, TELEGRAM_SECRET)
        if given is None:
            return _answer(401)
        if not hmac.compare_digest(given, self.secret):
            return _answer(403)
        body = await _body(request, TELEGRAM_BYTES)
        if isinstance(body, Response):
            return body
        return await _stored(self.accept, "telegram", self.account, telegram.items, body)


@dataclass(frozen=True, slots=True)
class _Whatsapp:
    accept: Accept
    app_secret: bytes
    verify_token: bytes
    account: str

    async def answer(self, request: Request) -> Response:
        """The handshake, or a batch."""
        return self._handshake(request) if request.method == "GET" else await self._post(request)

    def _handshake(self, request: Request) -> Response:
        """Gives the challenge back to whoever knows our token."""
        asked = request.query_params
        token = asked.get("hub.verify_token", "").encode(errors="replace")
        known = hmac.compare_digest(token, self.verify_token)
        challenge = asked.get("hub.challenge", "")
        if not known or asked.get("hub.mode") != "subscribe":
            return _answer(403)
        if not 0 < len(challenge) <= CHALLENGE_CHARACTERS:
            return _answer(403)
        return Response(challenge, 200, PLAIN, "text/plain")

    async def _post(self, request: Request) -> Response:
        """Takes what Meta signed with the app's secret; hexadecimal digits of either case."""
        given = _header(request, WHATSAPP_SIGNATURE)
        if given is None:
            return _answer(401)
        body = await _body(request, WHATSAPP_BYTES)
        if isinstance(body, Response):
            return body
        signed = hmac.new(self.app_secret, body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(given.lower(), f"sha256={signed}".encode()):
            return _answer(403)
        return await _stored(self.accept, "whatsapp", self.account, whatsapp.items, body)


def _counting(answer: Answering, knocks: Knocks | None) -> Answering:
    """Whoever was refused too often is told 429 before anything is read."""
    known = knocks or Knocks()

    async def counted(request: Request) -> Response:
        host = request.client.host if request.client else None
        if seconds := known.wait(host):
            return _answer(429, {"Retry-After": str(seconds)})
        response = await answer(request)
        if response.status_code in REFUSED:
            known.refused(host)
        return response

    return counted


def _route(path: str, endpoint: Callable[[Request], Awaitable[Response]], *methods: str) -> Route:
    route = Route(path, endpoint, methods=methods)
    route.methods = set(methods)  # without the HEAD that comes along with GET
    return route


async def _body(request: Request, limit: int) -> bytes | Response:
    """The whole body, or the refusal of one that is too large or was broken off."""
    announced = request.headers.get("content-length", "")
    if LENGTH.fullmatch(announced) and int(announced) > limit:
        return _answer(413)
    data = bytearray()
    try:
        async for chunk in request.stream():
            data += chunk
            if len(data) > limit:
                return _answer(413)
    except ClientDisconnect:
        return _answer(400)  # nobody hears it
    return bytes(data)


async def _stored(
    accept: Accept,
    channel: str,
    account: str,
    split: Callable[[bytes], list[Item]],
    body: bytes,
) -> Response:
    """200 once all items are committed; else the platform is asked to come again."""
    try:
        await accept(channel, account, split(body))
    except Exception as error:  # noqa: BLE001 - recorded; the platform keeps it and repeats
        log.error("webhook_not_stored", channel=channel, error=type(error).__name__)
        return _answer(503, {"Retry-After": RETRY_SECONDS})
    return _answer(200)


def _header(request: Request, name: bytes) -> bytes | None:
    """The raw bytes of a header, whatever they are; None without it."""
    return next((value for key, value in request.headers.raw if key.lower() == name), None)


def _answer(status: int, headers: dict[str, str] | None = None) -> Response:
    return Response(b"", status, {**PLAIN, **(headers or {})})
