"""The fake of the Cloud API: its media, injected troubles, and starting it by hand."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from tests.fakes.faults import Fault
from tests.fakes.whatsapp import FakeWhatsapp
from tests.fakes.whatsapp_calls import (
    PNG,
    Client,
    Clock,
    Door,
    opened_client,
    opened_door,
    text_to,
)
from tests.fakes.whatsapp_people import Person

PHONE = "6281250000001"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    async with opened_door() as door:
        yield door


@pytest.fixture
async def server(clock: Clock, door: Door) -> AsyncIterator[FakeWhatsapp]:
    async with FakeWhatsapp(webhook=door.url, now=clock) as server:
        yield server


@pytest.fixture
async def client(server: FakeWhatsapp) -> AsyncIterator[Client]:
    async with opened_client(server) as client:
        yield client


@pytest.fixture
async def person(server: FakeWhatsapp) -> Person:
    """Somebody who has just written."""
    person = server.person(PHONE)
    await person.write("halo")
    return person


# Media


async def test_media_of_ours(client: Client, person: Person) -> None:
    """What was uploaded is seen by the person, until it is deleted."""
    _, uploaded = await client.upload()
    held = {"id": uploaded["id"], "caption": "Kartu"}
    body = {"messaging_product": "whatsapp", "to": PHONE, "type": "image", "image": held}
    assert (await client.send(body))[0] == 200
    assert person.last.media is not None
    assert (person.last.media.content, person.last.text) == (PNG, "Kartu")
    assert await client.call("DELETE", f"/{uploaded['id']}") == (200, {"success": True})
    assert (await client.send(body))[1]["error"]["code"] == 131009
    assert (await client.call("GET", f"/{uploaded['id']}"))[1]["error"]["error_subcode"] == 33


async def test_media_of_a_person(client: Client, person: Person, clock: Clock) -> None:
    """A person's picture is downloaded with the token, from an address that lives 5 minutes."""
    await person.image(b"\xff\xd8\xffktp", caption="KTP")
    said = person.wrote[-1]["image"]
    status, told = await client.call("GET", f"/{said['id']}")
    digest = base64.b64encode(hashlib.sha256(b"\xff\xd8\xffktp").digest()).decode()
    assert (status, told["mime_type"], told["file_size"]) == (200, "image/jpeg", 6)
    assert told["sha256"] == said["sha256"] == digest
    assert await client.get(told["url"]) == (200, b"\xff\xd8\xffktp")
    async with client.session.get(told["url"]) as answer:
        assert answer.status == 401
    clock.move(minutes=5)
    assert (await client.get(told["url"]))[0] == 404
    _, again = await client.call("GET", f"/{said['id']}")
    assert (await client.get(again["url"]))[0] == 200
    clock.move(hours=24 * 7)
    assert (await client.call("GET", f"/{said['id']}"))[0] == 400


# Injected troubles

TROUBLES = [
    # (fault, HTTP status, code or None where there is no JSON)
    (Fault("429", retry_after=7), 429, 130429),
    (Fault("403"), 403, 10),
    (Fault("403", code=131031), 403, 131031),
    (Fault("400", code=131051), 400, 131051),
    (Fault("500"), 500, 131000),
    (Fault("502_html"), 502, None),
    (Fault("malformed"), 200, None),
]


@pytest.mark.parametrize(("fault", "status", "code"), TROUBLES)
async def test_fault(client: Client, person: Person, fault: Fault, status: int, code: int) -> None:
    """A trouble is answered once, nothing is accepted, and then all is well again."""
    client.server.faults.add(fault)
    url = f"{client.server.url}/v26.0/{client.number}/messages"
    found, raw = await client.get(url, "POST", json=text_to(PHONE))
    assert found == status
    assert (f'"code": {code}'.encode() in raw) == (code is not None)
    assert client.server.sent == []
    assert (await client.text(PHONE))[0] == 200


async def test_retry_after(client: Client, person: Person) -> None:
    """A 429 says how long to wait."""
    client.server.faults.add(Fault("429", chat=PHONE, retry_after=7))
    url = f"{client.server.url}/v26.0/{client.number}/messages"
    headers = {"Authorization": f"Bearer {client.token}"}
    async with client.session.post(url, json=text_to(PHONE), headers=headers) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (429, "7")


async def test_dropped(client: Client, person: Person) -> None:
    """A dropped connection accepts nothing."""
    client.server.faults.add(Fault("drop"))
    with pytest.raises(aiohttp.ClientError):
        await client.text(PHONE)
    assert client.server.sent == []


@pytest.mark.parametrize(("kind", "accepted"), [("timeout_before", 0), ("timeout_after", 1)])
async def test_timeout(
    client: Client, person: Person, door: Door, kind: str, accepted: int
) -> None:
    """No answer comes; whether it was accepted, only the statuses tell."""
    client.server.faults.add(Fault(kind))  # type: ignore[arg-type]
    call = asyncio.create_task(client.text(PHONE, biz_opaque_callback_data="7"))
    await client.server.wait_for(lambda: len(client.server.faults) == 0)
    if accepted:
        await client.server.wait_for(lambda: len(client.server.sent) == 1)
        await client.server.webhooks.settled()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    told = [each["biz_opaque_callback_data"] for each in door.statuses()]
    assert (len(client.server.sent), told) == (accepted, ["7", "7", "7"] * accepted)


PLACES = [
    # a fault of one method leaves the others alone
    ("media", "POST", "/{number}/media"),
    ("media_url", "GET", "/{media}"),
    ("delete", "DELETE", "/{media}"),
]


@pytest.mark.parametrize(("method", "verb", "path"), PLACES)
async def test_fault_of_a_method(client: Client, method: str, verb: str, path: str) -> None:
    """A trouble meets the method it names."""
    _, uploaded = await client.upload()
    client.server.faults.add(Fault("500", method=method))
    assert (await client.text(PHONE))[0] == 200
    if method == "media":
        status, _ = await client.upload()
    else:
        status, _ = await client.call(verb, path.format(media=uploaded["id"]))
    assert (status, client.server.refused[-1].method) == (500, method)


# By hand


async def test_page(client: Client, person: Person) -> None:
    """The page shows both sides, writes and taps as a person, and makes new ones."""
    reply = {"type": "reply", "reply": {"id": "p1.1", "title": "Saya sendiri"}}
    held = {"type": "button", "body": {"text": "<Siapa?>"}, "action": {"buttons": [reply]}}
    body = {"messaging_product": "whatsapp", "to": PHONE, "type": "interactive"}
    await client.send(body | {"interactive": held})
    acts = [
        {"act": "write", "chat": PHONE, "text": "dari halaman"},
        {"act": "tap", "chat": PHONE, "message": person.last.id, "value": "p1.1"},
        {"act": "contact", "chat": PHONE},
        {"act": "new", "id": "ID.1", "name": "Noor"},
    ]
    for act in acts:
        async with client.session.post(f"{client.server.url}/act", data=act) as answer:
            assert answer.status == 200  # after the redirect
            html = await answer.text()
    assert [each["type"] for each in person.wrote[1:]] == ["text", "interactive", "contacts"]
    for word in ("&lt;Siapa?&gt;", "Saya sendiri", "dari halaman", "Noor"):
        assert word in html
    act = {"act": "tap", "chat": PHONE, "message": "", "value": "none"}
    async with client.session.post(f"{client.server.url}/act", data=act) as answer:
        assert answer.status == 400


async def test_by_hand() -> None:
    """`python -m tests.fakes.whatsapp` says where it answers, and ends on SIGTERM."""
    command = [sys.executable, "-m", "tests.fakes.whatsapp", "--port", "0", "--token", "t"]
    root = Path(__file__).parents[2]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert (answer.status, "WhatsApp" in await answer.text()) == (200, True)
    process.send_signal(signal.SIGTERM)
    _, complaints = await process.communicate()
    assert (process.returncode, complaints) == (0, b"")


async def test_waits(server: FakeWhatsapp, person: Person) -> None:
    """Waiting for what never comes ends."""
    with pytest.raises(TimeoutError):
        await server.wait_for(lambda: False, seconds=timedelta(0).total_seconds())
