"""What the fake of the Cloud API refuses, as Meta does, and what it takes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.fakes.whatsapp import FakeWhatsapp
from tests.fakes.whatsapp_calls import PNG, Client, Clock, Json, opened_client, text_to
from tests.fakes.whatsapp_media import MB

PHONE = "6281250000001"


@pytest.fixture
async def server() -> AsyncIterator[FakeWhatsapp]:
    async with FakeWhatsapp(now=Clock()) as server:
        person = server.person(PHONE)
        await person.write("halo")
        server.template("pengingat", "id", body_params=2, buttons=("Ya", "Tidak"))
        server.template("kode", "id", body_params=1, category="authentication")
        yield server


@pytest.fixture
async def client(server: FakeWhatsapp) -> AsyncIterator[Client]:
    async with opened_client(server) as client:
        yield client


def of(kind: str, held: Any, **more: Any) -> Json:
    """A request of a kind."""
    return {"messaging_product": "whatsapp", "to": PHONE, "type": kind, kind: held} | more


def buttons(*pairs: tuple[str, str], body: str = "Siapa?", **more: Any) -> Json:
    """Reply buttons, as (id, title)."""
    replies = [{"type": "reply", "reply": {"id": id, "title": title}} for id, title in pairs]
    held = {"type": "button", "body": {"text": body}, "action": {"buttons": replies}}
    return of("interactive", held | more)


def listed(*sections: Json, button: str = "Pilih", body: str = "Desa?") -> Json:
    """A list of sections."""
    action = {"button": button, "sections": list(sections)}
    return of("interactive", {"type": "list", "body": {"text": body}, "action": action})


def rows(count: int, start: int = 0) -> list[Json]:
    return [{"id": f"r{number}", "title": "Desa"} for number in range(start, start + count)]


def template(*parameters: str, name: str = "pengingat", code: str = "id", **more: Any) -> Json:
    filled = [{"type": "text", "text": text} for text in parameters]
    body = {"type": "body", "parameters": filled}
    return of("template", {"name": name, "language": {"code": code}, "components": [body]}) | more


def without(body: Json, key: str) -> Json:
    return {name: value for name, value in body.items() if name != key}


TEXT = text_to(PHONE)
REFUSED: list[tuple[str, Any, int]] = [
    ("the body is no object", [TEXT], 100),
    ("no messaging product", without(TEXT, "messaging_product"), 100),
    ("another messaging product", TEXT | {"messaging_product": "signal"}, 100),
    ("an unknown key", TEXT | {"parse_mode": "HTML"}, 100),
    ("an unknown key within", of("text", {"body": "a", "entities": []}), 100),
    ("nobody to send to", without(TEXT, "to"), 100),
    ("two to send to", TEXT | {"recipient": "ID.1"}, 100),
    ("a local number", TEXT | {"to": "081250000001"}, 131009),
    ("a number with plus", TEXT | {"to": f"+{PHONE}"}, 131009),
    ("a number as number", TEXT | {"to": int(PHONE)}, 131009),
    ("a user id as phone", TEXT | {"to": "ID.1502576394655843"}, 131009),
    ("a phone as user id", without(TEXT, "to") | {"recipient": PHONE}, 131009),
    ("a group", TEXT | {"recipient_type": "group"}, 100),
    ("an unknown type", of("poll", {}), 100),
    ("the content of the type is missing", without(TEXT, "text"), 100),
    ("the content of another type", TEXT | {"image": {"id": "1"}}, 100),
    ("no text", of("text", {}), 131008),
    ("an empty text", of("text", {"body": ""}), 131008),
    ("blanks", of("text", {"body": " \n"}), 131009),
    ("a text too long", of("text", {"body": "x" * 4097}), 131009),
    ("a text that is none", of("text", {"body": 7}), 100),
    ("a lone surrogate", of("text", {"body": "\ud83d"}), 100),
    ("preview_url is a word", of("text", {"body": "a", "preview_url": "yes"}), 100),
    ("callback data too long", TEXT | {"biz_opaque_callback_data": "x" * 513}, 131009),
    ("a context with unknown keys", TEXT | {"context": {"message_id": "w", "from": "1"}}, 100),
    ("no buttons", buttons(), 131009),
    ("four buttons", buttons(*((str(n), str(n)) for n in range(4))), 131009),
    ("a title too long", buttons(("a", "x" * 21)), 131009),
    ("an empty title", buttons(("a", "")), 131008),
    ("a title twice", buttons(("a", "Ya"), ("b", "Ya")), 131009),
    ("a button id twice", buttons(("a", "Ya"), ("a", "Tidak")), 131009),
    ("a button id too long", buttons(("x" * 257, "Ya")), 131009),
    ("a button id with blanks around", buttons((" a", "Ya")), 131009),
    ("a body too long for buttons", buttons(("a", "Ya"), body="x" * 1025), 131009),
    ("a footer too long", buttons(("a", "Ya"), footer={"text": "x" * 61}), 131009),
    ("a header too long", buttons(("a", "Ya"), header={"type": "text", "text": "x" * 61}), 131009),
    ("no action", of("interactive", {"type": "button", "body": {"text": "a"}}), 131008),
    ("no interactive body", of("interactive", {"type": "button", "action": {}}), 131008),
    ("an interactive type unknown here", of("interactive", {"type": "carousel"}), 131009),
    ("no sections", listed(), 131009),
    ("a section without rows", listed({"rows": []}), 131009),
    ("eleven rows", listed({"rows": rows(11)}), 131009),
    (
        "eleven rows in two sections",
        listed({"title": "A", "rows": rows(6)}, {"title": "B", "rows": rows(5, 6)}),
        131009,
    ),
    ("two sections, no titles", listed({"rows": rows(1)}, {"rows": rows(1, 1)}), 131008),
    ("a section title too long", listed({"title": "x" * 25, "rows": rows(1)}), 131009),
    ("a row title too long", listed({"rows": [{"id": "a", "title": "x" * 25}]}), 131009),
    ("a row id too long", listed({"rows": [{"id": "x" * 201, "title": "a"}]}), 131009),
    ("a row id twice", listed({"rows": rows(1) + rows(1)}), 131009),
    ("a row without id", listed({"rows": [{"title": "a"}]}), 131008),
    (
        "a row description too long",
        listed({"rows": [{"id": "a", "title": "a", "description": "x" * 73}]}),
        131009,
    ),
    ("the list's button too long", listed({"rows": rows(1)}, button="x" * 21), 131009),
    ("the list's button missing", listed({"rows": rows(1)}, button=""), 131008),
    ("a picture nobody uploaded", of("image", {"id": "card"}), 131009),
    ("a picture by id and link", of("image", {"id": "1", "link": "https://a.example/b"}), 100),
    ("a picture from nowhere", of("image", {}), 100),
    ("a link that is none", of("image", {"link": "a.png"}), 131009),
    (
        "a caption too long",
        of("image", {"link": "https://a.example/b", "caption": "x" * 1025}),
        131009,
    ),
    ("a sound with caption", of("audio", {"link": "https://a.example/b", "caption": "a"}), 100),
    ("an unknown template", template("a", "b", name="salam"), 132001),
    ("a template in another language", template("a", "b", code="en"), 132001),
    ("a parameter too few", template("a"), 132000),
    ("a parameter too many", template("a", "b", "c"), 132000),
    ("a parameter of two lines", template("a", "b\nc"), 100),
    ("an empty parameter", template("a", ""), 131008),
    (
        "a code to a hidden number",
        without(template("1", name="kode"), "to") | {"recipient": "ID.1502576394655843"},
        131062,
    ),
    ("a reaction to nothing", of("reaction", {"emoji": "👍"}), 131008),
    ("a place outside the world", of("location", {"latitude": 91, "longitude": 0}), 131009),
    ("a place without longitude", of("location", {"latitude": 1}), 131008),
    ("a card without name", of("contacts", [{"phones": [{"phone": "+62"}]}]), 131008),
    ("a read mark for nothing", {"messaging_product": "whatsapp", "status": "read"}, 131008),
    (
        "a read mark for a message never received",
        {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.x"},
        131009,
    ),
    (
        "a read mark with callback data",
        {"messaging_product": "whatsapp", "status": "read", "biz_opaque_callback_data": "1"},
        100,
    ),
]


@pytest.mark.parametrize(
    ("body", "code"), [row[1:] for row in REFUSED], ids=[r[0] for r in REFUSED]
)
async def test_refused(client: Client, body: Any, code: int) -> None:
    """What Meta refuses is refused with Meta's code, noted, and reaches nobody."""
    status, answer = await client.send(body)
    error = answer["error"]
    assert (status, error["code"]) == (404 if code == 132001 else 400, code)
    assert error["type"] == "OAuthException"
    assert error["fbtrace_id"]
    assert error["error_data"]["messaging_product"] == "whatsapp"
    assert error["message"].startswith(f"(#{code}) ")
    assert client.server.sent == []
    assert [each.code for each in client.server.refused] == [code]


TAKEN: list[tuple[str, Json]] = [
    ("a text of 4096", text_to(PHONE, "x" * 4096)),
    ("callback data of 512", TEXT | {"biz_opaque_callback_data": "x" * 512}),
    ("without recipient_type", without(TEXT, "recipient_type")),
    ("a text without its type", without(TEXT, "type")),
    ("quoting", TEXT | {"context": {"message_id": "wamid.HBgA"}}),
    ("three buttons", buttons(*((f"{n}" * 256, f"{n}" * 20) for n in range(3)), body="x" * 1024)),
    ("ten rows", listed({"rows": rows(10)}, button="x" * 20)),
    ("two sections", listed({"title": "A", "rows": rows(5)}, {"title": "B", "rows": rows(5, 5)})),
    ("a template", template("a", "b")),
    ("a linked picture", of("image", {"link": "https://a.example/b", "caption": "x" * 1024})),
    ("a reaction", of("reaction", {"message_id": "wamid.HBgA", "emoji": "👍"})),
    ("a reaction taken back", of("reaction", {"message_id": "wamid.HBgA", "emoji": ""})),
    ("a place", of("location", {"latitude": -3.45, "longitude": 115.59, "name": "Kantor"})),
    (
        "a card",
        of("contacts", [{"name": {"formatted_name": "B", "first_name": "B"}, "phones": []}]),
    ),
]


@pytest.mark.parametrize("body", [row[1] for row in TAKEN], ids=[row[0] for row in TAKEN])
async def test_taken(client: Client, body: Json) -> None:
    """What lies just within the limits is accepted and seen by the person."""
    status, answer = await client.send(body)
    assert (status, answer.get("error")) == (200, None)
    assert answer["contacts"] == [{"input": PHONE, "wa_id": PHONE}]
    assert client.server.person(PHONE).last.id == answer["messages"][0]["id"]


RAW = [
    ("not JSON", b'{"to"'),
    ("not UTF-8", b"\xff\xfe"),
    ("NaN", b'{"to": NaN}'),
    ("nested too deep", b"[" * 100_000),
]


@pytest.mark.parametrize("raw", [row[1] for row in RAW], ids=[row[0] for row in RAW])
async def test_refused_bytes(client: Client, raw: bytes) -> None:
    """Bytes that are no JSON are refused."""
    headers = {"Content-Type": "application/json"}
    path = f"/{client.number}/messages"
    status, answer = await client.call("POST", path, data=raw, headers=headers)
    assert (status, answer["error"]["code"]) == (400, 100)


async def test_only_json(client: Client) -> None:
    """A form is refused."""
    status, answer = await client.call("POST", f"/{client.number}/messages", data={"to": PHONE})
    assert (status, answer["error"]["code"]) == (400, 100)


async def test_token(client: Client) -> None:
    """Without the right token nothing is told, not even whether a number exists."""
    client.token = "wrong"
    client.number = "1"
    status, answer = await client.send(TEXT)
    assert (status, answer["error"]["code"]) == (401, 190)


@pytest.mark.parametrize("edge", ["messages", "media"])
async def test_unknown_number(client: Client, edge: str) -> None:
    """Another phone number id is unknown."""
    status, answer = await client.call("POST", f"/1/{edge}", json=TEXT)
    error = answer["error"]
    assert (status, error["code"], error["error_subcode"]) == (400, 100, 33)


UPLOADS = [
    ("a type nobody takes", b"GIF89a", 0, "image/gif", 100),
    ("a picture that is none", b"GIF89a", 0, "image/png", 131053),
    ("an empty file", b"", 0, "image/png", 131053),
    ("a picture too large", PNG, 5 * MB, "image/png", 131053),
    ("a sticker too large", b"R", 500 * 1024, "image/webp", 131053),
]


@pytest.mark.parametrize(
    ("head", "more", "mime_type", "code"),
    [row[1:] for row in UPLOADS],
    ids=[row[0] for row in UPLOADS],
)
async def test_refused_uploads(
    client: Client, head: bytes, more: int, mime_type: str, code: int
) -> None:
    """Files that Meta doesn't take are refused; `more`: bytes that follow the head."""
    status, answer = await client.upload(head + bytes(more), mime_type)
    assert (status, answer["error"]["code"]) == (400, code)


async def test_media_of_another_type(client: Client) -> None:
    """A picture cannot be sent as a document, nor what a person sent as ours."""
    _, uploaded = await client.upload()
    status, answer = await client.send(of("document", {"id": uploaded["id"]}))
    assert (status, answer["error"]["code"]) == (400, 131009)
    person = client.server.person(PHONE)
    await person.image(b"\xff\xd8\xff", caption="KTP")
    status, answer = await client.send(of("image", {"id": person.wrote[-1]["image"]["id"]}))
    assert (status, answer["error"]["code"]) == (400, 131009)
