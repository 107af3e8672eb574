"""`seratus run`: health, metrics, and loops that go on whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette

from bot import service, state
from bot.backups import RESTORED
from bot.meters import meters
from bot.room import Room
from bot.service import CannotServe
from bot.settings import Settings
from bot.wake import Wake
from bot.web import channel_states, web
from storage import schema
from storage.backup import remember
from storage.tables import inbox
from tests.bot.house import BEGINNING, Office, free_port

HERE = "http://127.0.0.1:8000"


def asking(app: Starlette, host: str = "127.0.0.1") -> httpx.AsyncClient:
    """Somebody who asks from this address."""
    transport = httpx.ASGITransport(app, client=(host, 5))
    return httpx.AsyncClient(transport=transport, base_url=HERE)


@pytest.fixture
async def client(office: Office) -> AsyncIterator[httpx.AsyncClient]:
    async with asking(web(office.house)) as found:
        yield found


async def test_health_and_readiness_on_this_machine(
    client: httpx.AsyncClient, office: Office
) -> None:
    """Alive, ready, which channels are on, and what waits or failed."""
    await office.phone("ani").put(text="halo")
    assert (await client.get("/healthz")).text == "ok\n"
    found = (await client.get("/readyz")).json()
    assert (found["ready"], found["inbox_waiting"], found["inbox_failed"]) == (True, 1, 0)
    assert found["channels"]["browser"] == "on"
    assert "SERATUS_TELEGRAM_TOKEN" in found["channels"]["telegram"]
    assert "SERATUS_WHATSAPP_TOKEN" in found["channels"]["whatsapp"]


async def test_metrics_on_this_machine(client: httpx.AsyncClient, office: Office) -> None:
    """Prometheus' text, without anybody's data."""
    await office.phone("orang-rahasia").put(text="halo")
    await office.change(inbox, inbox.c.seq > 0, received_at=BEGINNING, state="failed")
    text = (await client.get("/metrics")).text
    assert "seratus_inbox_failed 1.0" in text
    assert "seratus_inbox_waiting 0.0" in text
    assert "rahasia" not in text


FOREIGN: list[tuple[str, dict[str, str]]] = [
    ("192.0.2.7", {}),  # from elsewhere
    ("127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}),  # through a proxy of this machine
    ("127.0.0.1", {"Forwarded": "for=192.0.2.7"}),
    ("127.0.0.1", {"X-Real-Ip": "192.0.2.7"}),
    ("192.0.2.7", {"Authorization": "Bearer wrong"}),
    ("192.0.2.7", {"Authorization": "Bearer "}),
    ("192.0.2.7", {"Authorization": "Basic secret"}),
]


@pytest.mark.parametrize(("host", "headers"), FOREIGN)
async def test_strangers_learn_no_details(
    office: Office, host: str, headers: dict[str, str]
) -> None:
    """Whether it is ready, and no more; the simulator does not exist for them."""
    async with asking(web(office.house), host) as stranger:
        assert (await stranger.get("/readyz", headers=headers)).json() == {"ready": True}
        assert (await stranger.get("/metrics", headers=headers)).status_code == 404


async def test_the_bearer_secret_opens_details_from_elsewhere(office: Office) -> None:
    """For a Prometheus on another machine."""
    settings = office.house.settings.model_copy(update={"metrics_secret": SecretStr("kata")})
    object.__setattr__(office.house, "settings", settings)
    async with asking(web(office.house), "192.0.2.7") as prometheus:
        sent = {"Authorization": "Bearer kata"}
        assert (await prometheus.get("/metrics", headers=sent)).status_code == 200
        assert "channels" in (await prometheus.get("/readyz", headers=sent)).json()


async def test_without_a_database_it_is_alive_but_not_ready(
    client: httpx.AsyncClient, office: Office
) -> None:
    """503, so that nobody sends traffic."""
    await office.house.store.close()
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (503, False)
    assert (await client.get("/healthz")).status_code == 200


async def test_the_simulator_is_served_only_when_it_is_on(office: Office) -> None:
    """Once a platform is set it is gone, for this machine too."""
    async with asking(web(office.house)) as here:
        assert (await here.get("/coba", headers={"Host": "127.0.0.1:8000"})).status_code == 200
    off = office.house.settings.model_copy(update={"simulator": "off"})
    object.__setattr__(office.house, "settings", off)
    async with asking(web(office.house)) as here:
        assert (await here.get("/coba", headers={"Host": "127.0.0.1:8000"})).status_code == 404


async def test_a_loop_records_trouble_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Without the error's own text, which may hold anything."""
    monkeypatch.setattr(service, "TROUBLE_PAUSE", 0.0)
    done: list[str] = []
    results: list[Any] = [True, RuntimeError("rahasia"), OSError("rahasia"), False]

    async def once() -> bool:
        result = results.pop(0)
        done.append(type(result).__name__)
        if isinstance(result, Exception):
            raise result
        return bool(result)

    async def wait() -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await service._forever(once, wait, "engine")
    assert done == ["bool", "RuntimeError", "OSError", "bool"]
    shown = capfd.readouterr()
    assert shown.err.count("loop_failed") == 2
    assert "rahasia" not in shown.err


async def test_the_loops_do_all_the_work(office: Office) -> None:
    """Engine and sender wake each other: a message at the door is answered."""
    house = office.house
    loops = [asyncio.create_task(each) for each in (service._engine(house), service._sender(house))]
    phone = office.phone("ani")
    await phone.put(text="daftar")
    async with asyncio.timeout(20):
        while phone.asks != "registration.consent":
            await house.wake.for_delivery(0.05)
            await phone.news()
    for each in loops:
        each.cancel()
    await asyncio.gather(*loops, return_exceptions=True)


@pytest.mark.parametrize("steps", range(4))
async def test_a_loop_that_is_woken_and_ended_at_once_ends(steps: int) -> None:
    """An end that comes in the moment of waking is not lost, whichever step it falls on."""
    wake = Wake()

    async def loop() -> None:
        while True:
            await wake.for_inbox()

    running = asyncio.create_task(loop())
    for _ in range(3):
        await asyncio.sleep(0)  # it begins to wait
    wake.inbox()
    for _ in range(steps):
        await asyncio.sleep(0)
    running.cancel()
    done, _ = await asyncio.wait([running], timeout=5)
    running.cancel()
    assert done


def test_each_channel_is_on_or_says_why_not() -> None:
    """Nobody waits for a channel that is not there."""
    settings = Settings(_env_file=None, telegram_token=SecretStr("t"))
    states = channel_states(settings, {})
    assert states["telegram"] == "on, by polling"
    assert states["browser"].startswith("off")
    assert "SERATUS_WHATSAPP_TOKEN" in states["whatsapp"]
    troubled = channel_states(settings, {"telegram": "the token is refused"})
    assert troubled["telegram"] == "the token is refused"


async def test_readiness_tells_the_truth(
    client: httpx.AsyncClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind in schema, or without room: 503 and why; what only warns stays ready."""
    disk = 0.05
    monkeypatch.setattr(state, "room", lambda settings: Room(disk, 0.1))
    found = (await client.get("/readyz")).json()
    assert (found["ready"], found["warnings"]) == (True, ["the disk is nearly full: 5% free"])
    await office.house.store.write(lambda conn: remember(conn, RESTORED, "2026-11-22"))
    assert "restored from the backup of 2026-11-22" in (await client.get("/readyz")).text
    text = (await client.get("/metrics")).text
    assert "seratus_sender_paused 1.0" in text
    assert "seratus_disk_free_ratio 0.05" in text
    disk = 0.005
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()["unready"]) == (503, ["the disk is full"])
    disk = 0.5
    monkeypatch.setattr(schema, "HEAD", "9999")
    answer = await client.get("/readyz")
    assert (answer.status_code, "seratus migrate" in answer.text) == (503, True)
    assert "seratus_schema_behind 1.0" in (await client.get("/metrics")).text


async def test_turns_and_sends_are_counted(client: httpx.AsyncClient, office: Office) -> None:
    """By flow and outcome, in commits and seconds; nobody's name or words."""
    meters.clear()
    await office.phone("rahasia").say(text="daftar")
    text = (await client.get("/metrics")).text
    assert 'seratus_turns_total{flow="menu",kind="message",outcome="answered"} 1.0' in text
    assert 'seratus_sends_total{account="local",channel="terminal",result="sent"}' in text
    assert 'seratus_events_total{channel="terminal",outcome="stored"} 1.0' in text
    assert 'seratus_commit_rows_count{part="engine"} 1.0' in text
    assert 'seratus_part_seconds_count{part="engine.step"} 1.0' in text
    assert "rahasia" not in text


async def test_an_engine_alone_is_measured_on_a_port_of_its_own(office: Office) -> None:
    """Metrics and health, none of the rest; without the setting no port; a taken one is told."""
    with service.measured(office.house) as nothing:
        assert nothing is None
    given = office.house.settings.model_copy(update={"metrics_port": free_port()})
    house = replace(office.house, settings=given)
    with service.measured(house) as serving:
        assert serving is not None
        app, listening = serving
        assert listening.getsockname() == ("127.0.0.1", given.metrics_port)
        async with asking(app) as client:
            paths = ("/metrics", "/healthz", "/readyz", "/meja", "/coba")
            found = [(await client.get(path)).status_code for path in paths]
        assert found == [200, 200, 200, 404, 404]
        with (
            pytest.raises(CannotServe, match="SERATUS_METRICS_PORT"),
            service.measured(house),
        ):
            pass
