"""The web side: health, readiness, metrics, the platforms' webhooks, and the simulator."""

from __future__ import annotations

import asyncio
import hmac
import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot import metrics
from bot.clock import Now
from bot.desk import desk_routes
from bot.door import Door
from bot.knocks import Knocks
from bot.mailbox import BrowserMailbox
from bot.settings import LOOPBACK, Settings
from bot.simulator import simulator_routes
from bot.state import State
from bot.state import read as read_state
from bot.webhooks import telegram_routes, whatsapp_routes
from bot.wiring import House
from storage import inbox, measures, outbox
from storage.store import Store

PATIENCE = 5.0  # seconds that the database has to answer
FUNNEL_SECONDS = 60.0  # how often all villages' numbers are added up: a nation's take a while
Troubles = Callable[[], Mapping[str, str]]  # what keeps a channel from working, by its name


def web(house: House) -> Starlette:
    """The application of `seratus run`."""
    return application([*_health(house).routes(), *_webhooks(house), *_people(house)])


def outside(house: House) -> Starlette:
    """What the world may reach where the desk has an address of its own: no metrics either."""
    known = [each for each in _health(house).routes() if each.path != "/metrics"]
    return application([*known, *_webhooks(house)])


def inside(house: House) -> Starlette:
    """What is for the office alone: the desk, /coba, and how it stands with the house."""
    return application([*_health(house).routes(), *_people(house)])


class Doors:
    """Two applications in one server, told apart by the port that somebody came to."""

    def __init__(self, outer: ASGIApp, inner: ASGIApp, inner_port: int) -> None:
        self._outer = outer
        self._inner = inner
        self._port = inner_port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; of the socket's own port, which no header changes."""
        to = self._inner if (scope.get("server") or ("", 0))[1] == self._port else self._outer
        await to(scope, receive, send)


def _health(house: House) -> Health:
    return Health(house.settings, house.store, house.now, house.troubles)


def _webhooks(house: House) -> list[Route]:
    return webhooks(house.settings, house.door)


def _people(house: House) -> list[BaseRoute]:
    """The desk, and the simulator where it is on."""
    routes: list[BaseRoute] = [*desk_routes(house)]
    if house.settings.simulator_on:
        mailbox = BrowserMailbox(house.store, house.door, house.sealers, house.wake)
        routes += simulator_routes(mailbox)
    return routes


def application(routes: Sequence[BaseRoute]) -> Starlette:
    """The routes as an application that leaves addresses as they are."""
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False
    return app


def webhooks(settings: Settings, door: Door) -> list[Route]:
    """What the door takes from platforms: only where a secret tells them from strangers."""
    routes: list[Route] = []
    knocks = Knocks()  # of strangers, at whichever of the doors
    if settings.telegram_webhook_secret:
        secret = settings.telegram_webhook_secret.get_secret_value().encode()
        routes += telegram_routes(door.accept, secret, settings.telegram_account, knocks)
    number = settings.whatsapp_phone_number_id
    if settings.whatsapp_app_secret and settings.whatsapp_verify_token and number:
        signed = settings.whatsapp_app_secret.get_secret_value().encode()
        verify = settings.whatsapp_verify_token.get_secret_value().encode()
        routes += whatsapp_routes(door.accept, signed, verify, number, knocks)
    return routes


def channel_states(settings: Settings, troubles: Mapping[str, str]) -> dict[str, str]:
    """Each channel: on, or why it is off, or what troubles it."""
    local = "on" if settings.simulator_on else "off: SERATUS_SIMULATOR, SERATUS_HOST or a platform"
    states = {
        "browser": local,
        "telegram": _state(settings.telegram_off, f"on, by {settings.telegram_mode}"),
        "whatsapp": _state(settings.whatsapp_off, "on"),
    }
    return {**states, **troubles}


def _state(off: str | None, on: str) -> str:
    return f"off: {off}" if off else on


class Health:
    """/healthz, /readyz and /metrics."""

    def __init__(self, settings: Settings, store: Store, now: Now, troubles: Troubles) -> None:
        self._settings = settings
        self._store = store
        self._now = now
        self._troubles = troubles
        self._people: Mapping[tuple[str, str], int] = {}
        self._people_until = 0.0  # of the monotonic clock

    def routes(self) -> list[Route]:
        """The three of them."""
        return [
            Route("/healthz", self.alive),
            Route("/readyz", self.ready),
            Route("/metrics", self.numbers),
        ]

    async def alive(self, _: Request) -> Response:
        """The process answers."""
        return Response("ok\n", media_type="text/plain")

    async def ready(self, request: Request) -> Response:
        """Whether all is there that storing an event takes; details for who may see them.

        The database answers and has our schema, its writer commits, the disk has room.
        """
        details: dict[str, object] = {}
        why = await self._away(details)
        body: dict[str, object] = {"ready": not why}
        if self._may_see(request):
            states = channel_states(self._settings, self._troubles())
            body |= {"channels": states, "unready": why, **details}
        return Response(json.dumps(body), 503 if why else 200, media_type="application/json")

    async def _away(self, details: dict[str, object]) -> list[str]:
        """Why nothing may be sent here, none where all is well; fills in the details."""
        try:
            async with asyncio.timeout(PATIENCE):
                details |= await self._store.read(self._details)
                state = await self._store.read(self._state)
                details["warnings"] = state.warnings
                if not state.unready:
                    await self._store.write(_nothing)
                return state.unready
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing can be stored
            return [f"the database does not answer ({type(error).__name__})"]

    async def numbers(self, request: Request) -> Response:
        """Prometheus' text, for who may see it."""
        if not self._may_see(request):
            return Response(status_code=404)
        now = self._now()
        found = await self._store.read(lambda conn: metrics.read(conn, now))
        state = await self._store.read(self._state)
        told = metrics.text(found, await self._funnel(), state, now)
        return Response(told, media_type="text/plain; version=0.0.4")

    async def _funnel(self) -> Mapping[tuple[str, str], int]:
        """People by how far they are, added up once a minute at most."""
        if time.monotonic() >= self._people_until:
            self._people = await self._store.read(measures.funnel)
            self._people_until = time.monotonic() + FUNNEL_SECONDS
        return self._people

    def _state(self, conn: Connection) -> State:
        return read_state(conn, self._settings, self._troubles(), self._now())

    def _details(self, conn: Connection) -> dict[str, object]:
        count, oldest = inbox.waiting(conn)
        due = outbox.oldest(conn, self._now())
        unsent = outbox.failed_by_code(conn).items()
        return {
            "inbox_waiting": count,
            "inbox_oldest_seconds": self._age(oldest),
            "inbox_failed": metrics.failures(conn),
            "outbox_oldest_seconds": self._age(due),
            "outbox_failed": {f"{channel} {code}": number for (channel, code), number in unsent},
        }

    def _age(self, since: datetime | None) -> float:
        return round((self._now() - since).total_seconds(), 1) if since else 0.0

    def _may_see(self, request: Request) -> bool:
        """Straight from this machine, or with the bearer secret."""
        secret = self._settings.metrics_secret
        given = request.headers.get("authorization", "")
        if secret and given.startswith("Bearer "):
            wanted = secret.get_secret_value().encode()
            return hmac.compare_digest(given.removeprefix("Bearer ").encode(), wanted)
        forwarded = any(
            name.startswith(("x-forwarded", "forwarded", "x-real-ip")) for name in request.headers
        )
        return bool(request.client and request.client.host in LOOPBACK and not forwarded)


def _nothing(_: Connection) -> None:
    """A transaction without anything in it: whoever waits for it knows that the writer lives."""
