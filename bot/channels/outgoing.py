"""HTTP out, as both platforms use it: one guarded session, answers and downloads counted."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.errors import UNKNOWN, UNREACHABLE, MediaRefused, SendError, SendFailed
from bot.limits import Slot

CONNECTIONS = 256  # of one account: 1.000 messages a second at 250 ms each
CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 30.0  # the platforms answer within a few
DOWNLOAD_SECONDS = 60.0  # 20 MB at 3 Mbit/s
ANSWER_BYTES = 1024 * 1024  # the answers are a few kB; more is not the platform
CHUNK = 64 * 1024
LOOPBACK = ("127.0.0.1", "::1", "localhost")
GONE = (404, 410)
Body = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a platform answered; `json` is None where it is no JSON."""

    status: int
    raw: bytes
    json: Any

    def __repr__(self) -> str:
        return f"Answer({self.status})"


@dataclass(slots=True)
class Attempt:
    """One request: whether it was handed to the socket, and the slot that counts it."""

    slot: Slot | None = None
    written: bool = False

    def handed(self) -> None:
        """Its headers are on their way."""
        self.written = True
        if self.slot:
            self.slot.handed()


@dataclass(frozen=True, slots=True)
class Times:
    """Time-outs in seconds."""

    connect: float = CONNECT_SECONDS
    answer: float = ANSWER_SECONDS
    download: float = DOWNLOAD_SECONDS


class Outgoing:
    """The session of one account: no redirects, no cookies, nothing from the environment."""

    def __init__(self, times: Times | None = None, connections: int = CONNECTIONS) -> None:
        self._times = times or Times()
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    async def ask(
        self,
        method: str,
        url: str,
        *,
        attempt: Attempt | None = None,
        headers: Mapping[str, str] | None = None,
        json_body: Any = None,
        data: Any = None,
    ) -> Answer:
        """The answer of a platform's API.

        Raises SendFailed: unreachable when nothing was handed over, unknown when the answer to
        what was handed over is missing.
        """
        attempt = attempt or Attempt()
        failed: SendError
        try:
            async with self._open().request(
                method,
                url,
                headers=headers,
                json=json_body,
                data=data,
                allow_redirects=False,
                timeout=self._timeout(self._times.answer),
                trace_request_ctx=attempt,
            ) as response:
                raw = await _read(response, ANSWER_BYTES)
                return Answer(response.status, raw, _json(raw))
        except MediaRefused:
            failed = UNKNOWN  # an endless answer
        except (aiohttp.ClientError, TimeoutError, OSError):
            failed = UNKNOWN if attempt.written else UNREACHABLE
        raise SendFailed(failed)  # outside: what the library raised may quote the address

    async def download(
        self, url: str, most: int, headers: Mapping[str, str] | None = None
    ) -> bytes | None:
        """A file's content, None when it is not (or no longer) there.

        The caller has checked the address. Raises MediaRefused("too_large"), SendFailed.
        """
        try:
            async with self._open().get(
                url,
                headers=headers,
                allow_redirects=False,
                timeout=self._timeout(self._times.download),
                trace_request_ctx=Attempt(),
            ) as response:
                if response.status in GONE or 300 <= response.status < 400:
                    return None
                if response.status == 200:
                    if (response.content_length or 0) > most:
                        raise MediaRefused("too_large")
                    return await _read(response, most)
        except (aiohttp.ClientError, TimeoutError, OSError):
            pass
        raise SendFailed(UNREACHABLE)

    async def close(self) -> None:
        """Ends the session; the next request begins a new one."""
        session, self._session = self._session, None
        if session:
            await session.close()

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                trace_configs=[_tracing()],
            )
        return self._session

    def _timeout(self, seconds: float) -> aiohttp.ClientTimeout:
        """`connect` counts waiting for a free connection too: the caller does not send more."""
        return aiohttp.ClientTimeout(total=seconds, connect=self._times.connect)


def _tracing() -> aiohttp.TraceConfig:
    tracing = aiohttp.TraceConfig()
    tracing.on_request_headers_sent.append(_sent)
    return tracing


async def _sent(
    _: aiohttp.ClientSession,
    context: SimpleNamespace,
    __: aiohttp.TraceRequestHeadersSentParams,
) -> None:
    attempt: Attempt = context.trace_request_ctx
    attempt.handed()


async def _read(response: aiohttp.ClientResponse, most: int) -> bytes:
    """The whole body, counted while read. Raises MediaRefused("too_large")."""
    found = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK):
        found += chunk
        if len(found) > most:
            raise MediaRefused("too_large")
    return bytes(found)


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None


def allowed(url: str, api_url: str, hosts: Collection[str] = ()) -> bool:
    """Whether a file may be fetched there, with our token.

    The API's own scheme, host and port; a listed host by https; any loopback one where the API
    itself is on loopback.
    """
    try:
        there, api = urlsplit(url), urlsplit(api_url)
        place = (there.scheme, there.hostname, there.port)
        own = (api.scheme, api.hostname, api.port)
    except ValueError:
        return False
    if there.username is not None or there.scheme not in ("http", "https"):
        return False
    if place == own:
        return there.scheme == "https" or api.hostname in LOOPBACK
    if api.hostname in LOOPBACK and there.hostname in LOOPBACK:
        return True
    return there.scheme == "https" and there.hostname in hosts and there.port in (None, 443)


def checked(api_url: str) -> str:
    """The API's address without a slash at its end. Raises ValueError unless https or loopback."""
    address = urlsplit(api_url)
    own_machine = address.scheme == "http" and address.hostname in LOOPBACK
    if not address.hostname or (address.scheme != "https" and not own_machine):
        raise ValueError("a platform's address begins with https://; http:// is for this machine")
    return api_url.rstrip("/")


async def drawn(card: Mapping[str, str]) -> bytes:
    """The card as PNG, drawn beside the loop."""
    from bot.speech import picture

    return await asyncio.to_thread(picture, card)
