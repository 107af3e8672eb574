"""`seratus run`: door, engine, sender and the simulator in one process."""

from __future__ import annotations

import asyncio
import hmac
import json
import socket
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress

import uvicorn
from sqlalchemy import Connection, text
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import now
from bot.logs import log
from bot.mailbox import BrowserMailbox
from bot.metrics import failures, metrics
from bot.settings import LOOPBACK, Settings
from bot.simulator import simulator_routes
from bot.turnstile import PATIENCE, STEP
from bot.wiring import House, StoreUnreachable, build, engine_lock
from storage import inbox
from storage.lock import EngineLock

SHUTDOWN_SECONDS = 2  # open event streams would hold the stop
TROUBLE_PAUSE = 1.0  # seconds after a loop failed, e.g. while the database is away


class CannotServe(RuntimeError):
    """The engine or the port is another's; the message says what to do."""


async def serve(settings: Settings) -> None:
    """Runs until it is stopped. Raises CannotServe, and what `build` raises."""
    log.configure(settings.log_level, pretty=sys.stderr.isatty())
    lock = engine_lock(settings)
    await patiently(lambda: _held(lock, settings))
    try:
        with listen(settings) as listening:
            await _serve(settings, listening)
    finally:
        if lock:
            lock.release()


async def patiently(take: Callable[[], Awaitable[bool]]) -> None:
    """Waits for the turn of a `seratus chat` to end. Raises CannotServe beside another house."""
    for _ in range(int(PATIENCE / STEP)):
        if await take():
            return
        await asyncio.sleep(STEP)
    raise CannotServe(
        "another `seratus run` uses this database; stop it first, "
        "or set SERATUS_DATABASE_URL to another one"
    )


async def _held(lock: EngineLock | None, settings: Settings) -> bool:
    try:
        return lock is None or lock.acquire()
    except OSError as error:
        raise StoreUnreachable(settings.database_url, error) from None


async def _serve(settings: Settings, listening: socket.socket) -> None:
    house = await build(settings, now)
    await patiently(lambda: house.store.join(alone=False))
    await house.sender.recover()
    tell_channels(settings)
    server = uvicorn.Server(
        uvicorn.Config(
            web(house),
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        )
    )
    loops = [asyncio.create_task(each) for each in (_engine(house), _sender(house))]
    try:
        await server.serve(sockets=[listening])
    finally:
        for each in loops:
            each.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        await house.close()


def listen(settings: Settings) -> socket.socket:
    """The socket of the web side. Raises CannotServe."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "no such name"
        raise CannotServe(
            f"{settings.host} port {settings.port} cannot be listened on ({why}); "
            "stop what uses it, or set SERATUS_PORT and SERATUS_HOST to others"
        ) from None


def tell_channels(settings: Settings) -> None:
    """Says which channels are on, so that nobody waits for one that is not."""
    address = f"http://{settings.host}:{settings.port}/coba"
    log.info("channels", **channel_states(settings))
    if settings.simulator_on:
        log.info("simulator", address=address)


def channel_states(settings: Settings) -> dict[str, str]:
    """Each channel: on, or why it is off."""
    return {
        "browser": "on"
        if settings.simulator_on
        else "off: SERATUS_SIMULATOR, SERATUS_HOST or a platform",
        "telegram": "off: not connected in this version"
        if settings.telegram_token
        else "off: SERATUS_TELEGRAM_TOKEN is not set",
        "whatsapp": "off: not connected in this version"
        if settings.whatsapp_token
        else "off: SERATUS_WHATSAPP_TOKEN is not set",
    }


# --- the loops -----------------------------------------------------------------------------


async def _engine(house: House) -> None:
    async def once() -> bool:
        done = await house.engine.run_batch()
        if done:
            house.wake.outbox()
        return bool(done)

    await _forever(once, house.wake.for_inbox, "engine")


async def _sender(house: House) -> None:
    async def once() -> bool:
        fired = await house.sender.fire_timers()
        sent = [await house.sender.run_batch(*account) for account in house.accounts]
        return bool(fired or any(sent))

    await _forever(once, house.wake.for_outbox, "sender")


async def _forever(
    once: Callable[[], Awaitable[bool]], wait: Callable[[], Awaitable[None]], name: str
) -> None:
    """Works while there is work, else waits; trouble is recorded and tried again."""
    while True:
        try:
            if not await once():
                await wait()
        except Exception as error:  # noqa: BLE001 - a loop records and goes on
            log.error("loop_failed", part=name, error=type(error).__name__)
            await asyncio.sleep(TROUBLE_PAUSE)


# --- the web side --------------------------------------------------------------------------


def web(house: House) -> Starlette:
    """The application: health, readiness, metrics, and the simulator when it is on."""
    answers = Health(house)
    routes: list[Route] = [
        Route("/healthz", answers.alive),
        Route("/readyz", answers.ready),
        Route("/metrics", answers.numbers),
    ]
    if house.settings.simulator_on:
        mailbox = BrowserMailbox(house.store, house.door, house.sealers, house.wake)
        routes += simulator_routes(mailbox)
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False
    return app


class Health:
    """/healthz, /readyz and /metrics."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def alive(self, _: Request) -> Response:
        """The process answers."""
        return Response("ok\n", media_type="text/plain")

    async def ready(self, request: Request) -> Response:
        """Whether the database answers; details only for who may see them."""
        details: dict[str, object] = {}
        ready = False
        with suppress(Exception):
            details = await asyncio.wait_for(self._house.store.read(self._details), 5)
            ready = True
        body: dict[str, object] = {"ready": ready}
        if self._may_see(request):
            body |= {"channels": channel_states(self._house.settings), **details}
        return Response(json.dumps(body), 200 if ready else 503, media_type="application/json")

    async def numbers(self, request: Request) -> Response:
        """Prometheus' text, for who may see it."""
        if not self._may_see(request):
            return Response(status_code=404)
        found = await self._house.store.read(lambda conn: metrics(conn, self._house.now()))
        return Response(found, media_type="text/plain; version=0.0.4")

    def _details(self, conn: Connection) -> dict[str, object]:
        conn.execute(text("SELECT 1"))
        count, oldest = inbox.waiting(conn)
        age = (self._house.now() - oldest).total_seconds() if oldest else 0.0
        return {
            "inbox_waiting": count,
            "inbox_oldest_seconds": round(age, 1),
            "inbox_failed": failures(conn),
        }

    def _may_see(self, request: Request) -> bool:
        """Straight from this machine, or with the bearer secret."""
        secret = self._house.settings.metrics_secret
        given = request.headers.get("authorization", "")
        if secret and given.startswith("Bearer "):
            wanted = secret.get_secret_value().encode()
            return hmac.compare_digest(given.removeprefix("Bearer ").encode(), wanted)
        forwarded = any(
            name.startswith(("x-forwarded", "forwarded", "x-real-ip")) for name in request.headers
        )
        return bool(request.client and request.client.host in LOOPBACK and not forwarded)
