"""Troubles: a database away or full, a moved clock, poison, what never ends; the rest goes on."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from sqlalchemy import Table
from sqlalchemy.exc import OperationalError

from bot import sender as sending
from bot import service
from bot.away import is_away
from bot.effects import Effects
from bot.web import web
from storage import inbox as inbox_rows
from storage import sqlite
from storage.sqlite import TransactionLostError
from storage.tables import conversations, drafts, endpoints, files, inbox, outbox
from tests.bot import whatsapp_payloads as wa
from tests.bot.house import (
    HASTY,
    Office,
    answers_of,
    environment,
    made,
    open_office,
    picture,
    words,
)
from tests.bot.test_engine import BROKEN, raising, states, stepping

APP_SECRET = "app-secret"
BATCH = wa.webhook(wa.batch([wa.MESSAGES["text"]], []))
PLATFORM = {
    "whatsapp_token": "token",
    "whatsapp_phone_number_id": wa.ACCOUNT,
    "whatsapp_app_secret": APP_SECRET,
    "whatsapp_verify_token": "verify",
}
Gone = Callable[[], AbstractAsyncContextManager[None]]


@pytest.fixture
async def house_with_webhook(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Office]:
    """A house that WhatsApp brings messages to, on each database."""
    monkeypatch.setattr(sqlite, "WRITER_PRAGMAS", HASTY)
    opened = await open_office(database_url, tmp_path, **PLATFORM)
    yield opened
    await opened.house.close()


async def brought(office: Office) -> int:
    """What the platform is answered that brings a message."""
    key = hmac.new(APP_SECRET.encode(), BATCH, hashlib.sha256).hexdigest()
    transport = httpx.ASGITransport(web(office.house))
    async with httpx.AsyncClient(transport=transport, base_url="http://door.test") as client:
        signed = {"X-Hub-Signature-256": f"sha256={key}"}
        answer = await client.post("/whatsapp/webhook", content=BATCH, headers=signed)
    return answer.status_code


# --- the database away ---------------------------------------------------------------------


@pytest.fixture
def gone(
    house_with_webhook: Office,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> Gone:
    """While it is entered nobody reaches the database: PostgreSQL's is closed, SQLite's raises."""
    store = house_with_webhook.house.store

    @asynccontextmanager
    async def raises() -> AsyncIterator[None]:
        def away(*_: object) -> Any:
            raise OperationalError("", {}, sqlite3.OperationalError("disk I/O error"))

        with monkeypatch.context() as during:
            for name in ("write", "read", "batch"):
                during.setattr(store, name, away)
            yield

    @asynccontextmanager
    async def closed() -> AsyncIterator[None]:
        name = house_with_webhook.house.settings.database_url.partition("?")[0].rpartition("/")[2]
        server = await asyncpg.connect(request.getfixturevalue("postgresql_server"))
        try:
            await server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            ends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1"
            await server.execute(ends, name)
            yield
        finally:
            await server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
            await server.close()

    return raises if store.dialect == "sqlite" else closed


def failures_of(part: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> asyncio.Queue[Exception]:
    """The errors of a part's loop as they come."""
    real, seen = getattr(part, name), asyncio.Queue[Exception]()

    async def noted(*given: Any) -> Any:
        try:
            return await real(*given)
        except Exception as error:
            seen.put_nowait(error)
            raise

    monkeypatch.setattr(part, name, noted)
    return seen


async def test_a_database_that_is_away_is_waited_for(
    house_with_webhook: Office, gone: Gone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The loops go on, the platform is asked to come again, and all is done afterwards."""
    office, house = house_with_webhook, house_with_webhook.house
    monkeypatch.setattr(service, "TROUBLE_PAUSE", 0.0)
    ani = office.phone("ani")
    await ani.put(text="halo")
    failed = [
        failures_of(house.engine, "run_batch", monkeypatch),
        failures_of(service, "held_back", monkeypatch),  # what the sender asks first
    ]
    async with gone():
        loops = [asyncio.create_task(each(house)) for each in (service._engine, service._sender)]
        for queue in failed:
            for _ in range(5):
                await queue.get()
        assert await brought(office) == 503
    while await office.count(inbox, inbox.c.state == "waiting") or not await ani.news():
        await house.wake.for_delivery(1)
    assert await brought(office) == 200
    while await office.count(inbox, inbox.c.state == "waiting"):
        await house.wake.for_delivery(1)
    for each in loops:
        each.cancel()
    await asyncio.gather(*loops, return_exceptions=True)
    assert {(row.state, row.attempts) for row in await office.rows(inbox)} <= {
        ("done", 0),
        ("done", 1),  # after the trouble what waits is tried alone
    }


class Sqlstate(Exception):
    """An error as asyncpg raises it."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__()
        self.sqlstate = sqlstate


def of_sqlite(code: int) -> sqlite3.OperationalError:
    """An error as sqlite3 raises it."""
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = code
    return error


AWAY = [
    (OperationalError("", {}, of_sqlite(sqlite3.SQLITE_FULL)), True),
    (OperationalError("", {}, of_sqlite(sqlite3.SQLITE_BUSY)), True),
    # the statement itself is wrong: waiting would not help
    (OperationalError("", {}, of_sqlite(sqlite3.SQLITE_ERROR)), False),
    (TransactionLostError(), True),
    (ConnectionRefusedError(), True),
    # the disk is full
    (OperationalError("", {}, Sqlstate("53100")), True),
    # the server is being shut down
    (Sqlstate("57P01"), True),
    # a unique key
    (Sqlstate("23505"), False),
    (KeyError(), False),
]


@pytest.mark.parametrize(("error", "away"), AWAY, ids=repr)
def test_what_is_the_databases_trouble(error: Exception, away: bool) -> None:
    """Only what another try may mend is waited for."""
    assert is_away(error) == away


# --- a full disk ---------------------------------------------------------------------------


async def fill(office: Office, size: int) -> int:
    """Stores messages of this size until there is no room left; gives how many."""
    for stored in range(1000):
        try:
            await office.phone(f"{size} {stored}").put(text="x" * size)
        except (OperationalError, TransactionLostError):
            return stored
    raise AssertionError("there is room without end")


async def test_a_full_disk_loses_nothing(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be stored is not confirmed; what was stored waits, and is done later."""
    pragmas = list(HASTY)
    monkeypatch.setattr(sqlite, "WRITER_PRAGMAS", pragmas)
    office = await open_office(sqlite_url, tmp_path, **PLATFORM)
    house = office.house
    ani = office.phone("ani")
    await ani.put(text="halo")
    pages = await house.store.read(lambda conn: conn.exec_driver_sql("PRAGMA page_count").scalar())
    full = f"max_page_count = {pages}"
    pragmas.append(full)  # also of connections to come
    await house.store.write(lambda conn: conn.exec_driver_sql(f"PRAGMA {full}").all())
    stored = await fill(office, 4000) + await fill(office, 1)
    assert await brought(office) == 503
    for _ in range(inbox_rows.MAX_ATTEMPTS + 1):
        with pytest.raises((OperationalError, TransactionLostError)):
            await house.engine.run_batch()
    assert set(await states(office)) == {"waiting"}
    pragmas.remove(full)
    roomy = "PRAGMA max_page_count = 1000000"
    await house.store.write(lambda conn: conn.exec_driver_sql(roomy).all())
    assert await brought(office) == 200
    assert words(await ani.settled())
    assert await states(office) == ["done"] * (stored + 2)
    await house.close()


# --- a moved clock -------------------------------------------------------------------------


async def test_a_clock_that_was_ahead_puts_nothing_off(office: Office) -> None:
    """What was said, and was to be tried again, in a time to come goes as soon as it is mended."""
    ani, budi = office.phone("ani"), office.phone("budi")
    await budi.text("halo")
    office.clock.move("+400 days")
    await office.house.sender.fire_timers()
    await ani.put(text="halo")
    await office.house.engine.run_batch()
    await budi.put(text="halo")
    await office.house.engine.run_batch()
    theirs = outbox.c.endpoint_id == await budi.endpoint_id()
    put_off = (outbox.c.state == "waiting") & theirs
    later = office.clock().replace(year=2029)
    await office.change(outbox, put_off, attempts=1, due_at=later)
    office.clock.move("2026-11-22T03:05:00+00:00")
    assert await ani.settled()
    assert await budi.news()


async def test_a_clock_moved_back_and_forth_holds_up_nobody(office: Office) -> None:
    """Turns and deliveries go on at each time."""
    ani = office.phone("ani")
    for step in ("+1 days", "2026-10-01T00:00:00+00:00", "+90 days", "2026-11-22T03:00:00+00:00"):
        office.clock.move(step)
        assert await ani.text("halo"), step
    assert set(await states(office)) == {"done"}


# --- poison --------------------------------------------------------------------------------

POISONS: list[tuple[Table, str, bool]] = [
    # the session: who it is can be told
    (conversations, "session", True),
    # the answers of a form
    (drafts, "answers", True),
    # the address: nobody knows where to say sorry
    (endpoints, "address", False),
]


@pytest.mark.parametrize(("table", "column", "told"), POISONS, ids=lambda each: str(each))
async def test_poison_in_the_store_harms_only_its_own_talk(
    office: Office, table: Table, column: str, told: bool
) -> None:
    """The neighbours of the batch are done; the row is kept as failed with its error."""
    ani, budi = office.phone("ani"), office.phone("budi")
    for phone, seed in ((ani, 61), (budi, 62)):
        await phone.jump("birth_place", answers_of(made(seed)))
    name = "id" if table is endpoints else "endpoint_id"
    mine = table.c[name] == await ani.endpoint_id()
    await office.change(table, mine, **{column: b"\x01\x00\x01garbage" * 9})
    for phone in (ani, budi):
        await phone.put(text="Pagatan")
    await office.house.settle()
    assert await states(office) == ["failed", "done"]
    (row, _) = await office.rows(inbox)
    assert "SealBroken" in await office.error_of(row.seq)
    assert ("gangguan" in words(await ani.news())) == told
    await budi.news()
    assert budi.asks == "registration.mother_name"


KILLS = """
import asyncio, os, sys
from pathlib import Path
from bot import stepping
from conversations import kernel
from conversations.session import Said
from storage.tables import inbox
from tests.bot.house import open_office

def deadly(session, event, world, book):
    if isinstance(event, Said) and event.text == "mati":
        os._exit(9)
    return kernel.step(session, event, world, book)

async def main():
    stepping.step = deadly
    office = await open_office(sys.argv[1], Path(sys.argv[2]))
    await office.house.settle()
    await office.house.close()

asyncio.run(main())
"""


async def test_what_kills_the_process_each_time_is_given_up(
    database_url: str, tmp_path: Path
) -> None:
    """So often and no more; its own next message and everybody else's are done."""
    office = await open_office(database_url, tmp_path)
    ani, budi = office.phone("ani"), office.phone("budi")
    await ani.put(text="mati")
    for phone in (ani, budi):
        await phone.put(text="halo")
    await office.house.close()
    command = [sys.executable, "-c", KILLS, database_url, str(tmp_path)]
    ends: list[int] = []
    while not ends or ends[-1] == 9:
        ended = await asyncio.to_thread(
            subprocess.run, command, env=environment(tmp_path, database_url), check=False
        )
        ends.append(ended.returncode)
        assert len(ends) <= inbox_rows.MAX_ATTEMPTS + 1
    assert ends == [9] * inbox_rows.MAX_ATTEMPTS + [0]
    again = await office.again()
    look = Office(again.house, office.clock, office.folder)
    assert await states(look) == ["failed", "done", "done"]
    (row, *_) = await look.rows(inbox)
    assert "TriesUsedUp" in await look.error_of(row.seq)
    await again.house.close()


# --- what never ends -----------------------------------------------------------------------


async def test_an_effect_that_never_returns_is_given_up(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is stopped, tried again with growing pauses, then the talk hears that it waits in vain."""
    begun: list[str] = []

    async def never(_self: Effects, endpoint_id: str, _payload: Any) -> None:
        begun.append(endpoint_id)
        await asyncio.Event().wait()

    monkeypatch.setattr(Effects, "run", never)
    monkeypatch.setattr(sending, "EFFECT_SECONDS", 0.0)
    ani, budi = office.phone("ani"), office.phone("budi")
    await ani.jump("ktp_photo", answers_of(made(63)))
    await ani.photo(picture())
    (row,) = await office.rows(outbox, outbox.c.kind == "effect")
    assert (row.state, row.error_code) == ("waiting", "TimeoutError")
    assert await budi.text("halo")
    said = ""
    for _ in range(sending.TRIES):
        office.clock.move("+10 minutes")
        said += words(await ani.settled())
    assert len(begun) == sending.TRIES
    (row,) = await office.rows(outbox, outbox.c.kind == "effect")
    assert (row.state, row.attempts) == ("failed", sending.TRIES)
    assert said, "the talk goes on"
    results = await office.rows(inbox, inbox.c.kind == "effect")
    assert [each.state for each in results] == ["done"]
    assert await office.count(files) == 0


# --- what operators see --------------------------------------------------------------------


async def seen(office: Office, path: str) -> httpx.Response:
    """What an operator on this machine is shown."""
    transport = httpx.ASGITransport(web(office.house), client=("127.0.0.1", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return await client.get(path)


async def test_troubles_are_shown(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Failed events, failed messages by error, and since when the oldest message is due."""
    ani, budi = office.phone("ani"), office.phone("budi")
    with stepping(monkeypatch, raising):
        await ani.say(text=BROKEN)
    await office.change(outbox, outbox.c.seq > 0, state="failed", error_code="blocked")
    await budi.put(text="halo")
    await office.house.engine.run_batch()
    office.clock.move("+90 s")
    details = json.loads((await seen(office, "/readyz")).content)
    assert details["inbox_failed"] == 1
    assert details["outbox_failed"] == {"terminal blocked": 1}
    assert 90 <= details["outbox_oldest_seconds"] < 100
    metrics = (await seen(office, "/metrics")).text
    assert "seratus_inbox_failed 1.0" in metrics
    assert 'seratus_outbox_failed{channel="terminal",error="blocked"} 1.0' in metrics
    assert "seratus_outbox_oldest_seconds 9" in metrics


async def test_a_quiet_house_shows_no_trouble(office: Office) -> None:
    """Nothing failed, nothing waits."""
    details = json.loads((await seen(office, "/readyz")).content)
    assert (details["inbox_failed"], details["outbox_failed"]) == (0, {})
    assert details["outbox_oldest_seconds"] == 0.0
