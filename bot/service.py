"""The processes: `seratus run` with all in one; door, engine, sender and desk each by itself."""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, TypeAlias

import uvicorn
from sqlalchemy import make_url
from starlette.applications import Starlette
from starlette.types import ASGIApp

from bot.backups import daily, restored_from
from bot.broken_pages import BrokenPages
from bot.clock import now
from bot.desk import desk_routes, resume_jobs
from bot.door import Door
from bot.engine import BATCH
from bot.haste import Hasty
from bot.journal import keep
from bot.logs import log
from bot.meters import meters
from bot.patience import Patience
from bot.settings import Settings
from bot.turnstile import PATIENCE, STEP
from bot.wake import Wake, hear
from bot.web import (
    Doors,
    Health,
    application,
    channel_states,
    inside,
    outside,
    web,
    webhooks,
)
from bot.wiring import House, StoreUnreachable, build, engine_lock, opened
from storage.crypto import InboxSealer
from storage.keys import load_door
from storage.lock import EngineLock
from storage.store import Store

SHUTDOWN_SECONDS = 2  # open event streams would hold the stop
TROUBLE_PAUSE = 1.0  # seconds after a loop failed, e.g. while the database is away
Loop = Callable[[House], Coroutine[Any, Any, None]]
Serving: TypeAlias = tuple[ASGIApp, *tuple[socket.socket, ...]]  # and what it listens on


class CannotServe(RuntimeError):
    """The engine or the port is another's; the message says what to do."""


async def serve(settings: Settings) -> None:
    """Everything, until it is stopped. Raises CannotServe, and what `build` raises."""
    _log(settings)
    lock = engine_lock(settings)
    await patiently(lambda: _held(lock, settings))
    try:
        with listen(settings) as listening, listen_apart(settings) as apart:
            house = await build(settings, now, connected=True)
            await _ready_to_read(settings)
            tell_channels(settings)
            loops = [_engine, _sender, _backups, resume_jobs, keep, *_poller(house)]
            if apart is None:
                await _run(house, loops, (web(house), listening))
            else:
                app = Doors(outside(house), inside(house), apart.getsockname()[1])
                await _run(house, loops, (app, listening, apart))
    finally:
        if lock:
            lock.release()


async def serve_door(settings: Settings) -> None:
    """Only takes what platforms bring; knows the door's key file and no token."""
    _log(settings)
    apart = _apart(settings)
    with listen(settings) as listening:
        door_keys = load_door(settings.keys_file)
        store = await opened(settings)
        try:
            door = Door(store, InboxSealer(door_keys, time.monotonic), now, Wake())
            health = Health(apart, store, now, dict)
            app = application([*health.routes(), *webhooks(apart, door)])
            await _joined(store)
            await _server(app).serve(sockets=[listening])
        finally:
            await store.close()


async def serve_engine(settings: Settings) -> None:
    """Only steps talks and applies receipts; knows no token."""
    _log(settings)
    house = await build(_apart(settings), now)
    await _ready_to_read(settings)
    with measured(house) as serving:
        await _run(house, [_engine], serving)


async def serve_sender(settings: Settings) -> None:
    """Only sends, fetches and keeps the timers; the one that knows the tokens."""
    _log(settings)
    _apart(settings)
    house = await build(settings, now, connected=True)
    with measured(house) as serving:
        await _run(house, [_sender, keep, *_poller(house)], serving)


async def serve_desk(settings: Settings) -> None:
    """Only the officers' desk; knows the keys and no token."""
    _log(settings)
    with listen(settings) as listening:
        house = await build(_apart(settings), now)
        health = Health(house.settings, house.store, house.now, house.troubles)
        app = application([*health.routes(), *desk_routes(house)])
        try:
            await _joined(house.store)
            await resume_jobs(house)
            await _server(app).serve(sockets=[listening])
        finally:
            await house.close()


async def _ready_to_read(settings: Settings) -> None:
    """Loads aiogram before the first batch, which would hold others up for seconds meanwhile."""
    if settings.telegram_token or settings.telegram_webhook_secret:
        await asyncio.to_thread(import_module, "bot.channels.telegram_updates")


def _log(settings: Settings) -> None:
    log.configure(settings.log_level, pretty=sys.stderr.isatty())


def _apart(settings: Settings) -> Settings:
    """The settings without the platforms' tokens. Raises CannotServe on SQLite."""
    if make_url(settings.database_url).get_backend_name() == "sqlite":
        raise CannotServe(
            "separate processes share their work on PostgreSQL only; set SERATUS_DATABASE_URL to "
            "postgresql+asyncpg://…, or use `seratus run`"
        )
    return settings.model_copy(update={"telegram_token": None, "whatsapp_token": None})


async def _run(
    house: House,
    loops: list[Loop],
    serving: tuple[ASGIApp, *tuple[socket.socket, ...]] | None = None,
) -> None:
    """Runs the loops, and the web side if there is one, until stopped; then lets all go."""
    await _joined(house.store)
    await house.start()
    gc.collect()
    gc.freeze()  # what was loaded stays: looking through it again took a fifth of the engine's time
    tasks = [asyncio.create_task(each(house)) for each in [*loops, _listener]]
    try:
        if serving:
            app, *listening = serving
            await _server(app).serve(sockets=listening)
        else:
            await asyncio.gather(*tasks)
    finally:
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await house.close()


def _server(app: ASGIApp) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            Patience(BrokenPages(app)),
            http=Hasty,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        )
    )


async def _joined(store: Store) -> None:
    await patiently(lambda: store.join(alone=False))


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


@contextmanager
def measured(house: House) -> Iterator[tuple[Starlette, socket.socket] | None]:
    """What an engine or a sender says of itself, on a port of its own; None where none is set."""
    settings = house.settings
    if not settings.metrics_port:
        yield None
        return
    health = Health(settings, house.store, house.now, house.troubles)
    with _listening(settings.metrics_host, settings.metrics_port, "METRICS_") as listening:
        yield application(health.routes()), listening


def listen(settings: Settings) -> socket.socket:
    """The socket of the web side. Raises CannotServe."""
    return _listening(settings.host, settings.port, "")


@contextmanager
def listen_apart(settings: Settings) -> Iterator[socket.socket | None]:
    """The socket of desk and /coba where they have an address of their own. Raises CannotServe."""
    if not settings.desk_port:
        yield None
        return
    with _listening(settings.desk_host, settings.desk_port, "DESK_") as listening:
        yield listening


def _listening(host: str, port: int, of: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "no such name"
        raise CannotServe(
            f"{host} port {port} cannot be listened on ({why}); "
            f"stop what uses it, or set SERATUS_{of}PORT and SERATUS_{of}HOST to others"
        ) from None


def tell_channels(settings: Settings) -> None:
    """Says which channels are on, so that nobody waits for one that is not."""
    host, port = settings.host, settings.port
    if settings.desk_port:
        host, port = settings.desk_host, settings.desk_port
    address = f"http://{host}:{port}/coba"
    log.info("channels", **channel_states(settings, {}))
    if settings.simulator_on:
        log.info("simulator", address=address)


# --- the loops -----------------------------------------------------------------------------


async def _engine(house: House) -> None:
    async def once() -> bool:
        done = await house.engine.run_batch()
        if done:
            house.wake.outbox()
        told = await house.receipts.run_batch() if done < BATCH else 0  # behind people's messages
        return bool(done or told)

    await _forever(once, house.wake.for_inbox, "engine")


async def _listener(house: House) -> None:
    await hear(house.store, house.wake)


async def _sender(house: House) -> None:
    held = True

    async def once() -> bool:
        nonlocal held
        if held and (held := await held_back(house)):
            return False
        fired = await house.sender.fire_timers()
        sent = [await house.sender.run_batch(*account) for account in house.accounts]
        return bool(fired or any(sent))

    await _forever(once, house.wake.for_outbox, "sender")


async def held_back(house: House) -> bool:
    """Whether nothing may be sent: the store was restored, and nobody has agreed yet."""
    since = await house.store.read(restored_from)
    waits = f"waits for `seratus resume`: restored from the backup of {since}"
    house.note_trouble("sender", waits if since else None)
    return since is not None


async def _backups(house: House) -> None:
    await daily(house.settings, house.now)


def _poller(house: House) -> list[Loop]:
    """Fetches Telegram's updates where no public address lets it bring them."""
    settings = house.settings
    if settings.telegram_token is None or settings.telegram_mode != "polling":
        return []
    from bot.polling import Poller  # aiogram: seconds and 130 MB

    def note(trouble: str | None) -> None:
        house.note_trouble("telegram", trouble)

    token = settings.telegram_token.get_secret_value()
    poller = Poller(
        token, settings.telegram_api_url, settings.telegram_account, house.door.accept, note
    )
    return [lambda _: poller.run()]


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
            meters.count("seratus_loop_failures", name)
            await asyncio.sleep(TROUBLE_PAUSE)
