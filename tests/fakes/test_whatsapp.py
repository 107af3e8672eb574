"""The fake of the Cloud API: what arrives, what fails after all, and how fast one may send."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator

import pytest

from tests.fakes.whatsapp import FakeWhatsapp, Habits, Limits
from tests.fakes.whatsapp_calls import (
    Client,
    Clock,
    Door,
    opened_client,
    opened_door,
)
from tests.fakes.whatsapp_people import Person

PHONE = "6281250000001"
HIDDEN = "ID.2607481930215577"


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


# What arrives


async def test_accepted(client: Client, person: Person) -> None:
    """An accepted message is answered with an id that holds the phone, and is seen."""
    status, answer = await client.text(PHONE, "Siapa nama Ibu?", biz_opaque_callback_data="7")
    assert (status, set(answer)) == (200, {"messaging_product", "contacts", "messages"})
    told = answer["messages"][0]
    assert told["message_status"] == "accepted"
    assert PHONE.encode() in base64.b64decode(told["id"].removeprefix("wamid."))
    assert (person.last.text, person.last.id) == ("Siapa nama Ibu?", told["id"])
    sent = client.server.sent[-1]
    assert (sent.to, sent.opaque, sent.wamid, sent.failed) == (PHONE, "7", told["id"], None)


async def test_hidden_number(client: Client, door: Door) -> None:
    """A person without phone number is reached and shown by the business-scoped id alone."""
    person = client.server.person(None, HIDDEN, username="noor.pagatan")
    await person.write("halo")
    _, answer = await client.text(HIDDEN)
    await client.server.webhooks.settled()
    assert answer["contacts"] == [{"input": HIDDEN, "user_id": HIDDEN}]
    assert person.last.text == "halo"
    value = door.values()[0]
    assert value["contacts"][0] == {
        "user_id": HIDDEN,
        "profile": {"name": "Siti Rahmah", "username": "noor.pagatan"},
    }
    assert value["messages"][0]["from_user_id"] == HIDDEN
    assert "from" not in value["messages"][0]
    status = door.statuses()[0]
    assert (status["recipient_user_id"], "recipient_id" in status) == (HIDDEN, False)


async def test_statuses(client: Client, person: Person, door: Door) -> None:
    """After the answer come sent, delivered and read, with our own data and the price."""
    _, answer = await client.text(PHONE, biz_opaque_callback_data="7")
    await client.server.webhooks.settled()
    statuses = door.statuses()
    assert [each["status"] for each in statuses] == ["sent", "delivered", "read"]
    for each in statuses:
        assert each["id"] == answer["messages"][0]["id"]
        assert (each["recipient_id"], each["biz_opaque_callback_data"]) == (PHONE, "7")
        assert each["pricing"]["category"] == "service"
    assert "expiration_timestamp" in statuses[0]["conversation"]
    assert "profile" not in door.values()[-1]["contacts"][0]
    assert door.unsigned == 0


async def test_template(client: Client, person: Person, door: Door) -> None:
    """A template is shown filled in; its quick reply comes back as a button."""
    client.server.template("pengingat", "id", 1, buttons=("Ya", "Tidak"), body="Iuran {{1}}?")
    filled = {"type": "body", "parameters": [{"type": "text", "text": "Siti"}]}
    payload = {"type": "payload", "payload": "sudah"}
    button = {"type": "button", "sub_type": "quick_reply", "index": "0", "parameters": [payload]}
    held = {"name": "pengingat", "language": {"code": "id"}, "components": [filled, button]}
    body = {"messaging_product": "whatsapp", "to": PHONE, "type": "template", "template": held}
    status, _ = await client.send(body)
    assert (status, person.last.text, person.last.labels) == (200, "Iuran Siti?", ("Ya", "Tidak"))
    await person.tap("Ya")
    said = door.messages()[-1]
    assert (said["type"], said["button"]) == ("button", {"text": "Ya", "payload": "sudah"})
    assert said["context"]["id"] == person.last.id


@pytest.mark.parametrize("kind", ["button", "list"])
async def test_tap(client: Client, person: Person, door: Door, kind: str) -> None:
    """A tapped button or row comes back with its id, and the message it stood under."""
    reply = {"type": "reply", "reply": {"id": "p1.1", "title": "Saya"}}
    rows = {"button": "Pilih", "sections": [{"rows": [{"id": "p1.1", "title": "Saya"}]}]}
    action = {"buttons": [reply]} if kind == "button" else rows
    held = {"type": kind, "body": {"text": "Siapa?"}, "action": action}
    body = {"messaging_product": "whatsapp", "to": PHONE, "type": "interactive"}
    await client.send(body | {"interactive": held})
    await person.tap("Saya")
    said = door.messages()[-1]
    answer = f"{kind}_reply"
    assert said["interactive"] == {"type": answer, answer: {"id": "p1.1", "title": "Saya"}}
    assert said["context"] == {"from": client.server.account.phone, "id": person.last.id}
    with pytest.raises(LookupError):
        await person.tap("Orang lain")


async def test_read_mark(client: Client, person: Person) -> None:
    """A read mark with typing is noted, answered with success and costs nothing."""
    client.server.limits = Limits(burst=1)
    mark = {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": person.wrote[0]["id"],
        "typing_indicator": {"type": "text"},
    }
    assert await client.send(mark) == (200, {"success": True})
    assert [(each.message_id, each.typing) for each in client.server.marks] == [
        (person.wrote[0]["id"], True)
    ]
    assert (await client.text(PHONE))[0] == 200
    assert len(client.server.sent) == 1


# What does not arrive


async def test_not_on_whatsapp(client: Client, door: Door) -> None:
    """A message to nobody is accepted, then failed."""
    assert (await client.text("6281250000404"))[0] == 200
    await client.server.webhooks.settled()
    assert door.states() == ["failed"]
    assert door.statuses()[0]["errors"][0]["code"] == 131026


async def test_blocked(client: Client, person: Person, door: Door) -> None:
    """Who blocked us gets nothing until unblocking."""
    person.block()
    await client.text(PHONE, "satu")
    person.unblock()
    await client.text(PHONE, "dua")
    await client.server.webhooks.settled()
    assert [each.text for each in person.messages] == ["dua"]
    assert door.states() == ["failed", "sent", "delivered", "read"]
    assert door.statuses()[0]["errors"][0]["code"] == 131026


async def test_stopped_marketing(client: Client, person: Person, door: Door) -> None:
    """Who stopped marketing gets other templates only."""
    person.stop_marketing()
    for name, category in (("promo", "marketing"), ("iuran", "utility")):
        client.server.template(name, category=category)  # type: ignore[arg-type]
        held = {"name": name, "language": {"code": "id"}}
        body = {"messaging_product": "whatsapp", "to": PHONE, "type": "template"}
        await client.send(body | {"template": held})
    await client.server.webhooks.settled()
    assert [each.text for each in person.messages] == ["iuran"]
    assert door.statuses()[0]["errors"][0]["code"] == 131050


WINDOWS = [
    # within the day: delivered
    ("fail", 23.9, True, 200, None),
    # after a day Meta accepts and fails
    ("fail", 24, True, 200, 131047),
    # who never wrote has no window
    ("fail", 0, False, 200, 131047),
    # or it is refused at once
    ("refuse", 24, True, 400, None),
    # or the window counts for nothing
    ("open", 24, True, 200, None),
]


@pytest.mark.parametrize(("window", "hours", "wrote", "status", "failed"), WINDOWS)
async def test_window(
    client: Client, clock: Clock, window: str, hours: float, wrote: bool, status: int, failed: int
) -> None:
    """Free text arrives within 24 hours of the person's last message only."""
    client.server.window = window  # type: ignore[assignment]
    person = client.server.person(PHONE)
    if wrote:
        await person.write("halo")
    clock.move(hours=hours)
    assert (await client.text(PHONE))[0] == status
    assert [each.failed for each in client.server.sent] == ([failed] if status == 200 else [])
    assert len(person.messages) == (status == 200 and failed is None)


async def test_pair_rate(client: Client, person: Person, clock: Clock) -> None:
    """45 at once to one person, then one in six seconds; others are not held up."""
    client.server.habits = Habits(statuses=())
    answers = [(await client.text(PHONE))[0] for _ in range(46)]
    assert answers == [200] * 45 + [400]
    assert client.server.refused[-1].code == 131056
    await client.server.person("6281250000002").write("halo")
    assert (await client.text("6281250000002"))[0] == 200
    clock.move(seconds=5.9)
    assert (await client.text(PHONE))[0] == 400
    clock.move(seconds=0.1)
    assert [(await client.text(PHONE))[0] for _ in range(2)] == [200, 400]


async def test_overall_rate(client: Client, clock: Clock) -> None:
    """Eighty a second from one number, whoever they go to."""
    client.server.habits = Habits(statuses=())
    people = [f"62812500{number:05}" for number in range(81)]
    answers = [(await client.text(each))[0] for each in people]
    assert answers == [200] * 80 + [429]
    assert client.server.refused[-1].code == 130429
    clock.move(seconds=1)
    assert (await client.text(people[-1]))[0] == 200


async def test_no_limits(client: Client, person: Person) -> None:
    """The limits can be switched off."""
    client.server.habits = Habits(statuses=())
    client.server.limits = None
    assert {(await client.text(PHONE))[0] for _ in range(90)} == {200}
