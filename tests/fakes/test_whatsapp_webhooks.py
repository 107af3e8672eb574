"""The fake's webhooks: every kind a person may send, and every way statuses may come."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from tests.fakes.whatsapp import FakeWhatsapp, Habits
from tests.fakes.whatsapp_calls import Client, Clock, Door, opened_client, opened_door
from tests.fakes.whatsapp_payloads import (
    HIDDEN,
    KINDS,
    SENDER,
    message,
    said,
    signature,
    signed,
    status,
    value,
    webhook,
)
from tests.fakes.whatsapp_people import Person

PHONE = "6281250000001"


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    async with opened_door() as door:
        yield door


@pytest.fixture
async def server(door: Door) -> AsyncIterator[FakeWhatsapp]:
    async with FakeWhatsapp(webhook=door.url, now=Clock()) as server:
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


Act = Callable[[Person], Awaitable[str]]
ACTS: list[tuple[str, str, Act]] = [
    ("text", "body", lambda person: person.write("halo")),
    ("text", "body", lambda person: person.write("ya", reply_to="wamid.HBgA")),
    ("image", "sha256", lambda person: person.image(b"\xff\xd8\xff", caption="KTP")),
    ("document", "filename", lambda person: person.document(b"%PDF", "ktp.pdf")),
    ("audio", "voice", lambda person: person.audio(b"OggS")),
    ("video", "mime_type", lambda person: person.video(b"film")),
    ("sticker", "animated", lambda person: person.sticker(b"RIFF")),
    ("location", "latitude", lambda person: person.location(-3.4, 115.6, name="Pagatan")),
    ("contacts", "phones", lambda person: person.contact("Budi", "6281250000002")),
    ("reaction", "emoji", lambda person: person.react("👍", to="wamid.HBgA")),
    ("reaction", "message_id", lambda person: person.react(None, to="wamid.HBgA")),
    ("order", "product_items", lambda person: person.order()),
    ("unsupported", "type", lambda person: person.unsupported("poll")),
    ("interactive", "nfm_reply", lambda person: person.flow({"nama": "Siti"})),
    ("edit", "original_message_id", lambda person: person.edit("wamid.HBgA", "hai")),
    ("revoke", "original_message_id", lambda person: person.revoke("wamid.HBgA")),
]


@pytest.mark.parametrize(("kind", "key", "act"), ACTS)
async def test_kinds(person: Person, door: Door, kind: str, key: str, act: Act) -> None:
    """Every kind is posted, signed, as the person's message."""
    id = await act(person)
    made = door.messages()[-1]
    held = made[kind][0] if kind == "contacts" else made[kind]
    assert (made["id"], made["type"], made["from"]) == (id, kind, PHONE)
    assert key in held
    assert door.values()[-1]["contacts"][0]["wa_id"] == PHONE
    assert door.unsigned == 0


async def test_ids_differ(person: Person, door: Door) -> None:
    """The same text twice is two messages."""
    await person.write("ya")
    await person.write("ya")
    ids = [each["id"] for each in door.messages()]
    assert len(set(ids)) == 3


async def test_changed_number(client: Client, person: Person, door: Door) -> None:
    """Who moves to a new number is told of under the old one, without contacts."""
    old = person.sender
    await person.change_number("6281250000009")
    told = door.values()[-1]
    assert "contacts" not in told
    assert (told["messages"][0]["from"], told["messages"][0]["type"]) == (PHONE, "system")
    system = told["messages"][0]["system"]
    assert (system["type"], system["wa_id"]) == ("user_changed_number", "6281250000009")
    assert system["previous_user_id"] == old.user_id != system["user_id"]
    await client.text("6281250000009", "baru")
    await client.text(PHONE, "lama")
    assert [each.text for each in person.messages] == ["baru"]
    assert [each.failed for each in client.server.sent] == [None, 131026]


async def test_changed_user_id(client: Client, door: Door) -> None:
    """A new business-scoped id replaces the old one of a hidden number."""
    person = client.server.person(None, "ID.1")
    await person.write("halo")
    await person.change_user_id("ID.2")
    made = door.messages()[-1]
    assert "from" not in made
    assert made["system"]["type"] == "user_changed_user_id"
    assert (made["system"]["previous_user_id"], made["system"]["user_id"]) == ("ID.1", "ID.2")
    await client.text("ID.2")
    await client.text("ID.1")
    assert [each.failed for each in client.server.sent] == [None, 131026]


async def test_without_user_id(server: FakeWhatsapp, door: Door) -> None:
    """Webhooks may lack the business-scoped id, as Meta's own samples do."""
    await server.person(PHONE, "").write("halo")
    assert "from_user_id" not in door.messages()[0]
    assert "user_id" not in door.values()[0]["contacts"][0]


async def test_before_answer(client: Client, person: Person, door: Door) -> None:
    """Statuses may come before the send's own answer."""
    client.server.habits = Habits(before_answer=True)
    await client.text(PHONE)
    assert door.states() == ["sent", "delivered", "read"]


async def test_any_order(client: Client, person: Person, door: Door) -> None:
    """Statuses may come in any order, some never."""
    client.server.habits = Habits(statuses=("read", "sent"))
    await client.text(PHONE)
    await client.server.webhooks.settled()
    assert door.states() == ["read", "sent"]


async def test_by_hand(client: Client, person: Person, door: Door) -> None:
    """A status may be told at any time, also that it failed after all."""
    client.server.habits = Habits(statuses=())
    _, answer = await client.text(PHONE, biz_opaque_callback_data="7")
    await client.server.report(answer["messages"][0]["id"], "delivered", "failed", error=131049)
    assert door.states() == ["delivered", "failed"]
    assert door.statuses()[-1]["errors"][0]["code"] == 131049
    assert {each["biz_opaque_callback_data"] for each in door.statuses()} == {"7"}


async def test_without_contacts(client: Client, person: Person, door: Door) -> None:
    """Statuses may come without contacts."""
    client.server.habits = Habits(statuses=("sent",), contacts=False)
    await client.text(PHONE)
    await client.server.webhooks.settled()
    assert "contacts" not in door.values()[-1]


async def test_copies(client: Client, person: Person, door: Door) -> None:
    """Each POST may come more than once."""
    client.server.habits = Habits(statuses=("sent",), copies=3)
    await client.text(PHONE)
    await client.server.webhooks.settled()
    assert door.states() == ["sent"] * 3


SPREADS = [
    # (spread, entries, changes): two messages and three statuses in one POST
    ("together", 1, 1),
    ("changes", 1, 5),
    ("entries", 5, 5),
]


@pytest.mark.parametrize(("spread", "entries", "changes"), SPREADS)
async def test_batches(
    client: Client, person: Person, door: Door, spread: str, entries: int, changes: int
) -> None:
    """Messages and statuses may come in one POST, in one change or many."""
    client.server.habits = Habits(spread=spread)  # type: ignore[arg-type]
    door.bodies.clear()
    client.server.webhooks.hold()
    await person.write("satu")
    await client.text(PHONE)
    await client.server.webhooks.settled()
    await client.server.person("6281250000002").write("dua")
    assert door.bodies == []
    await client.server.webhooks.release()
    assert len(door.bodies) == 1
    assert (len(door.bodies[0]["entry"]), len(door.values())) == (entries, changes)
    assert [each["text"]["body"] for each in door.messages()] == ["satu", "dua"]
    assert door.states() == ["sent", "delivered", "read"]


async def test_backwards(person: Person, server: FakeWhatsapp, door: Door) -> None:
    """What was held may come the wrong way round."""
    server.webhooks.hold()
    await person.write("satu")
    await person.write("dua")
    await server.webhooks.release(backwards=True)
    assert [each["text"]["body"] for each in door.messages()] == ["halo", "dua", "satu"]


async def test_thousand(server: FakeWhatsapp, person: Person, door: Door) -> None:
    """A POST holds at most 1.000 items."""
    server.webhooks.hold()
    for number in range(1001):
        await person.write(str(number))
    door.bodies.clear()
    await server.webhooks.release()
    sizes = [len(body["entry"][0]["changes"][0]["value"]["messages"]) for body in door.bodies]
    assert sizes == [1000, 1]


async def test_until_taken(server: FakeWhatsapp, person: Person, door: Door) -> None:
    """A webhook is posted until it is answered 200, byte for byte the same."""
    door.answers += [500, 503, 401]
    await person.write("tetap")
    await server.webhooks.settled()
    tries = [each for each in server.posted if b"tetap" in each.raw]
    assert [each.status for each in tries] == [500, 503, 401, 200]
    assert len({each.raw for each in tries}) == 1


async def test_closed_door(person: Person, server: FakeWhatsapp) -> None:
    """Without anybody listening the person's message is kept and tried again later."""
    server.webhooks.url, right = "http://127.0.0.1:9/hook", server.webhooks.url
    await person.write("nanti")
    assert server.posted[-1].status == 0
    server.webhooks.url = right
    await server.webhooks.settled()
    assert server.posted[-1].status == 200


async def test_without_webhook() -> None:
    """Without an address webhooks are only kept, unsigned when there is no secret."""
    async with FakeWhatsapp(app_secret=None) as server:
        await server.person(PHONE).write("halo")
        await server.webhooks.settled()
        assert [each.status for each in server.posted] == [0]


@pytest.mark.parametrize(("token", "right"), [("right", True), ("wrong", False)])
async def test_handshake(door: Door, token: str, right: bool) -> None:
    """The webhook's address is taken once it answers the challenge."""
    async with FakeWhatsapp() as server:
        assert await server.verify(door.url, token) is right
        assert server.webhooks.url == (door.url if right else None)


async def test_wait_for(client: Client, person: Person) -> None:
    """A test can wait for what arrives."""
    waiting = asyncio.create_task(client.server.wait_for(lambda: len(person.messages) == 1))
    await client.text(PHONE)
    await waiting
    assert person.last.text == "halo"


# The builders, as other tests use them


@pytest.mark.parametrize("kind", KINDS)
def test_samples(kind: str) -> None:
    """Every kind has a sample, an id of its own and a body that other tests can post."""
    body = said(kind, at=1795320007)
    told = body["entry"][0]["changes"][0]["value"]
    made = told["messages"][0]
    assert body["object"] == "whatsapp_business_account"
    assert (made["type"], made["timestamp"]) == (kind, "1795320007")
    assert made[kind]
    assert made["id"] != message(kind, at=1795320008)["id"]
    assert ("contacts" in told) == (kind != "system")


def test_mixed_webhook() -> None:
    """Changes with messages, statuses and hidden numbers stand in one body."""
    values = [
        value([message("text")], [status("wamid.HBgA", "read")]),
        value([message("text", sender=HIDDEN)], senders=[HIDDEN]),
        value(statuses=[status("wamid.HBgB", "failed")], contacts=False),
    ]
    body = webhook(*values, spread="entries")
    assert [entry["changes"][0]["value"] for entry in body["entry"]] == values
    assert values[0]["contacts"][0]["wa_id"] == SENDER.wa_id
    assert "wa_id" not in values[1]["contacts"][0]
    assert values[2]["statuses"][0]["errors"][0]["code"] == 131000


def test_signed() -> None:
    """The signature is over the bytes as sent, which differ from a JSON written anew."""
    body = said("text", {"body": "naïf https://a.example/b"})
    raw, headers = signed(body, "secret")
    expected = hmac.new(b"secret", raw, hashlib.sha256).hexdigest()
    assert headers["X-Hub-Signature-256"] == f"sha256={expected}" == signature(raw, "secret")
    assert json.loads(raw) == body
    assert json.dumps(json.loads(raw)).encode() != raw
