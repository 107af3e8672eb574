"""The browser's phone: who may ask, what hostile input gets, and how the page behaves."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect
from starlette.applications import Starlette

from bot import simulator_page
from bot.simulator import UPLOAD_BYTES, event_stream, simulator_routes
from bot.simulator_items import RefusedError, item
from tests.bot.chromium import phone, serving

HERE = "http://localhost:8000"
SENT = {"X-Seratus": "coba", "Content-Type": "application/json"}
CHOICES = [{"id": "p1.1", "label": "Saya sendiri"}, {"id": "p1.2", "label": "Orang lain"}]


@dataclass(slots=True)
class EchoSimulator:
    """Keeps every talk in memory; the bot echoes, "siapa" it answers with two buttons."""

    talks: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    items: dict[str, Mapping[str, object]] = field(default_factory=dict)
    kept: dict[str, list[bytes]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    async def accept(self, person: str, item: Mapping[str, object]) -> None:
        with self.lock:
            if str(item["id"]) in self.items:
                return
            self.items[str(item["id"])] = item
        said = str(item.get("text") or item.get("label") or "")
        self.add(person, "person", said, str(item["id"]), photo="photo" in item)
        choices = CHOICES if said == "siapa" else []
        self.add(person, "bot", f"Anda menulis: {said}", f"b-{item['id']}", choices=choices)

    def add(self, person: str, side: str, text: str, key: str, **more: object) -> None:
        talk = self.talks.setdefault(person, [])
        usual = {"choices": [], "list": False, "list_label": "", "file": None, "as": None}
        at = "2026-11-22T05:00:00Z"
        head = {"seq": len(talk) + 1, "id": key, "from": side, "text": text, "at": at}
        talk.append({**head, **usual, "photo": False, **more})

    async def keep(self, person: str, data: bytes) -> str:
        self.kept.setdefault(person, []).append(data)
        return f"media-{len(self.kept[person])}"

    async def history(self, person: str, after: int) -> list[dict[str, object]]:
        return self.talks.get(person, [])[after:]

    async def file(self, person: str, message: str) -> tuple[bytes, str] | None:
        known = {"card": (b"\x89PNG", "image/png"), "page": (b"<script>", "text/html")}
        return known.get(message) if person == "ani" else None

    async def transcript(self, person: str) -> str:
        if not self.talks.get(person):
            raise RefusedError(409, "save_nothing")
        return "orang: halo\n"

    async def wait(self, person: str, after: int, timeout: float) -> None:  # noqa: ASYNC109
        ends = asyncio.get_running_loop().time() + timeout
        while len(self.talks.get(person, [])) <= after:
            if asyncio.get_running_loop().time() > ends:
                return
            await asyncio.sleep(0.02)


@pytest.fixture
def simulator() -> EchoSimulator:
    return EchoSimulator()


@pytest.fixture
async def client(simulator: EchoSimulator) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(Starlette(routes=list(simulator_routes(simulator))))
    async with httpx.AsyncClient(transport=transport, base_url=HERE) as asking:
        yield asking


ROUTES = [
    ("GET", "/coba"),
    ("GET", "/coba/static/app.js"),
    ("POST", "/coba/api/ani/items"),
    ("POST", "/coba/api/ani/uploads?kind=photo&id=a"),
    ("GET", "/coba/api/ani/messages"),
    ("GET", "/coba/api/ani/events"),
    ("GET", "/coba/api/ani/files/card"),
    ("GET", "/coba/api/ani/transcript"),
]
STRANGERS = [
    {"Forwarded": "for=192.0.2.1"},  # a proxy that follows RFC 7239
    {"X-Forwarded-For": "192.0.2.1"},  # the common proxy
    {"X-Forwarded-Host": "seratus.example"},  # any other of its headers
    {"X-Real-Ip": "192.0.2.1"},  # nginx
    {"Host": "seratus.example"},  # a public name, DNS rebinding too
    {"Host": "127.0.0.1.seratus.example"},  # a name that only begins well
    {"Host": "192.168.1.5:8000"},  # the office network
    {"Host": "localhost:8000\t"},  # a host that a lax comparison would trim
    {"Host": ""},  # HTTP/1.0
    {"Origin": "https://seratus.example"},  # another site's script
    {"Origin": "http://localhost:9000"},  # another program on this machine
    {"Origin": "https://localhost:8000"},  # the same name by another scheme
    {"Origin": "null"},  # a sandboxed frame
]


@pytest.mark.parametrize("headers", STRANGERS, ids=str)
@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_no_route_exists_for_strangers(
    client: httpx.AsyncClient, method: str, path: str, headers: dict[str, str]
) -> None:
    """Whatever does not come straight from a page of this host gets 404, by any method."""
    for tried in (method, "DELETE"):
        answer = await client.request(tried, path, headers=SENT | headers, content=b"{}")
        assert (answer.status_code, answer.content) == (404, b"")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST:81", "[::1]:8000"])
async def test_the_machine_itself_may_ask(client: httpx.AsyncClient, host: str) -> None:
    """Every loopback name opens the page, with its own origin too."""
    answer = await client.get("/coba", headers={"Host": host, "Origin": f"http://{host}"})
    assert answer.status_code == 200
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"


def test_the_page_holds_no_inline_script_or_style() -> None:
    """The strict content policy would break any, and its own words would show it."""
    html = simulator_page.page("<b>Seratus</b>")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=)|<b>Seratus", html)


def test_the_page_is_small_enough_for_a_village_line() -> None:
    """Page, style and script are within 60 kB."""
    folder = Path(simulator_page.__path__[0])
    sizes = [(folder / name).stat().st_size for name in ("index.html", "app.css", "app.js")]
    assert sum(sizes) <= 60 * 1024


def test_each_word_is_used_and_each_used_word_exists() -> None:
    """No message of simulator.ftl is missing from the page or unused by it."""
    folder = Path(simulator_page.__path__[0])
    source = (folder / "app.js").read_text() + (folder / "index.html").read_text()
    known = set(simulator_page.words())
    used = set(re.findall(r'\bt\("([a-z0-9-]+)"|words\["([a-z0-9-]+)"\]', source))
    assert {first or second for first, second in used} <= known
    made = {name for name in known if name.startswith(("error-", "as-", "person-"))}
    assert known - made <= {word for word in known if f'"{word}"' in source}


HOSTILE_ITEMS = [
    (b"", 400, "bad_json"),  # nothing
    (b"\xff\xfe", 400, "bad_json"),  # not UTF-8
    (b"[" * 16_000, 400, "bad_json"),  # deeper than the parser goes
    (b"9" * 5_000, 400, "bad_json"),  # a number with more digits than Python reads
    (b"[]", 400, "bad_item"),  # not an object
    (b'{"text": "a"}', 400, "bad_id"),  # without an id nothing counts once
    (b'{"id": "../a", "text": "a"}', 400, "bad_id"),  # an id that walks
    (b'{"id": "a"}', 400, "bad_item"),  # no kind
    (b'{"id": "a", "text": "a", "choice": "b"}', 400, "bad_item"),  # two kinds
    (b'{"id": "a", "text": ""}', 400, "bad_item"),  # empty
    (b'{"id": "a", "text": 5}', 400, "bad_item"),  # not a text
    (b'{"id": "a", "text": "\\ud800"}', 400, "bad_text"),  # half a character
    (b'{"id": "a", "choice": "x", "label": "\\udfff"}', 400, "bad_text"),  # also in a label
    (b'{"id": "a", "choice": "x"}', 400, "bad_item"),  # a choice without its label
    (b'{"id": "a", "location": [NaN, 0]}', 400, "bad_item"),  # nowhere
    (b'{"id": "a", "location": [1e999, 0]}', 400, "bad_item"),  # beyond all
    (b'{"id": "a", "location": [true, 0]}', 400, "bad_item"),  # a truth is no degree
    (b'{"id": "a", "location": [1]}', 400, "bad_item"),  # half a place
    (b'{"id": "a", "contact": "petugas"}', 400, "bad_item"),  # no number
    (b'{"id": "a", "photo": "media-1"}', 400, "bad_item"),  # another's media: uploads only
    (b'{"id": "a", "text": "' + b"a" * 4097 + b'"}', 400, "text_too_long"),  # past the limit
    (b'{"id": "a", "text": "' + b"a" * 17_000 + b'"}', 413, "too_large"),  # past the body limit
]


@pytest.mark.parametrize(("body", "status", "code"), HOSTILE_ITEMS, ids=lambda v: str(v)[:40])
async def test_a_hostile_item_is_refused_with_a_code(
    client: httpx.AsyncClient, simulator: EchoSimulator, body: bytes, status: int, code: str
) -> None:
    """A bad body never reaches the simulator and never becomes a 500."""
    answer = await client.post("/coba/api/ani/items", content=body, headers=SENT)
    assert (answer.status_code, answer.json()) == (status, {"error": code})
    assert simulator.items == {}


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.dictionaries(
                st.sampled_from(["id", "text", "choice", "label", "location", "contact"]), inner
            )
            | st.lists(inner, max_size=3)
        ),
    ).map(lambda value: json.dumps(value).encode())
)
@settings(max_examples=200, deadline=None)
def test_any_body_is_an_item_or_a_refusal(body: bytes) -> None:
    """No bytes make the reader of items raise anything else."""
    try:
        read = item(body)
    except RefusedError:
        return
    json.dumps(read, ensure_ascii=False).encode()


GOOD_ITEMS = [
    {"text": "assalamualaikum 🌾"},  # a text
    {"choice": "p1.1", "label": "Boleh"},  # a tapped button
    {"location": [-3.4489, 115]},  # a place
    {"contact": "+6281200001234"},  # a number
]


@pytest.mark.parametrize("sent", GOOD_ITEMS, ids=str)
async def test_a_good_item_arrives_as_it_was_sent(
    client: httpx.AsyncClient, simulator: EchoSimulator, sent: dict[str, object]
) -> None:
    """Each kind reaches the simulator under its id, extra keys left behind."""
    body = {"id": "item-1", **sent, "else": 1}
    answer = await client.post("/coba/api/ani/items", json=body, headers={"X-Seratus": "coba"})
    assert answer.json() == {"id": "item-1"}
    assert simulator.items["item-1"] == {"id": "item-1", **sent}


REFUSED_HEADERS = [
    ({"Content-Type": "application/json"}, 403, "not_the_page"),  # a form of another site
    ({"X-Seratus": "coba", "Content-Type": "text/plain"}, 415, "not_json"),  # no preflight type
    ({"X-Seratus": "coba"}, 415, "not_json"),  # no type at all
]


@pytest.mark.parametrize(("headers", "status", "code"), REFUSED_HEADERS)
async def test_only_the_page_may_post(
    client: httpx.AsyncClient, headers: dict[str, str], status: int, code: str
) -> None:
    """Without the page's header and JSON type nothing is taken."""
    answer = await client.post("/coba/api/ani/items", content=b"{}", headers=headers)
    assert (answer.status_code, answer.json()) == (status, {"error": code})


async def _chunks(count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield b"x" * 65_536


UPLOADS = [
    ("kind=photo&id=a", b"jpeg", 200, None),  # a photo
    ("kind=document&id=a&name=kk.pdf", b"pdf", 200, None),  # a paper
    ("kind=document&id=a", b"pdf", 400, "bad_item"),  # a paper without a name
    ("kind=virus&id=a", b"x", 400, "bad_kind"),  # an unknown kind
    ("kind=photo", b"x", 400, "bad_id"),  # no id
    ("kind=photo&id=a", b"", 400, "empty"),  # nothing in it
    ("kind=photo&id=a", b"x" * (UPLOAD_BYTES + 1), 413, "too_large"),  # announced too large
]


@pytest.mark.parametrize(("query", "body", "status", "code"), UPLOADS, ids=lambda v: str(v)[:30])
async def test_an_upload_becomes_an_event_or_a_code(
    client: httpx.AsyncClient,
    simulator: EchoSimulator,
    query: str,
    body: bytes,
    status: int,
    code: str | None,
) -> None:
    """A good upload is kept and accepted once, a bad one leaves nothing."""
    answer = await client.post(f"/coba/api/ani/uploads?{query}", content=body, headers=SENT)
    assert (answer.status_code, answer.json().get("error")) == (status, code)
    assert simulator.kept == ({"ani": [body]} if code is None else {})


async def test_an_unannounced_upload_is_cut_while_it_is_read(
    client: httpx.AsyncClient, simulator: EchoSimulator
) -> None:
    """A chunked body without a length stops at the limit."""
    path = "/coba/api/ani/uploads?kind=photo&id=a"
    answer = await client.post(path, content=_chunks(UPLOAD_BYTES // 65_536 + 1), headers=SENT)
    assert (answer.status_code, answer.json()) == (413, {"error": "too_large"})
    assert simulator.kept == {}


@pytest.mark.parametrize("person", ["Ani", "a_b", "x" * 41, "%00", "..%2f"])
async def test_a_strange_person_does_not_exist(client: httpx.AsyncClient, person: str) -> None:
    """A person is 1 to 40 small letters, digits and hyphens."""
    assert (await client.get(f"/coba/api/{person}/messages")).status_code == 404


@pytest.mark.parametrize("after", ["-1", "x", "٣", "9" * 5_000, "1 "])
async def test_a_strange_sequence_is_refused(client: httpx.AsyncClient, after: str) -> None:
    """Only plain digits count, in the query and in Last-Event-ID alike."""
    for path in ("messages", "events"):
        answer = await client.get(f"/coba/api/ani/{path}", params={"after": after})
        assert (answer.status_code, answer.json()) == (400, {"error": "bad_after"})
    if after.isascii():
        header = {"Last-Event-ID": after}
        assert (await client.get("/coba/api/ani/events", headers=header)).status_code == 400


async def test_messages_come_back_even_with_half_a_character(
    client: httpx.AsyncClient, simulator: EchoSimulator
) -> None:
    """History after a number is personal, and broken text in it is no 500."""
    simulator.add("ani", "bot", "satu", "b1")
    simulator.add("ani", "bot", "\ud800", "b2")
    answer = await client.get("/coba/api/ani/messages?after=1")
    assert [message["id"] for message in answer.json()["messages"]] == ["b2"]
    assert answer.headers["cache-control"] == "no-store"


FILES = [
    ("card", 200, "image/png"),  # a picture is shown
    ("page", 200, "application/octet-stream"),  # what could run is only saved
    ("none", 404, "application/json"),  # no file
]


@pytest.mark.parametrize(("message", "status", "media_type"), FILES)
async def test_a_file_is_shown_only_if_it_cannot_run(
    client: httpx.AsyncClient, message: str, status: int, media_type: str
) -> None:
    """Pictures and PDF keep their type, all else becomes a download."""
    answer = await client.get(f"/coba/api/ani/files/{message}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, media_type)


async def test_the_stream_goes_on_after_the_last_event(simulator: EchoSimulator) -> None:
    """Messages carry their number, typing follows a person's word, silence gives a heartbeat."""
    simulator.add("ani", "bot", "satu\ndua", "b1")
    simulator.add("ani", "person", "tiga", "p1")
    quiet = EchoSimulator()
    stream = event_stream(simulator, "ani", 1)
    frames = [await anext(stream) for _ in range(3)]
    assert frames[0].startswith("retry:")
    assert frames[1].startswith('id: 2\ndata: {"seq": 2')
    assert frames[1].count("\n") == 3
    assert frames[2] == "event: typing\ndata: {}\n\n"
    silent = event_stream(quiet, "ani", 0)
    assert [await anext(silent) for _ in range(2)][1] == ": heartbeat\n\n"


def _served(simulator: EchoSimulator) -> Starlette:
    return Starlette(routes=list(simulator_routes(simulator)))


def _write(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.keyboard.press("Enter")


@pytest.mark.browser
def test_a_text_and_a_tapped_button_make_a_talk(simulator: EchoSimulator) -> None:
    """At 360 px a text is answered, a button tapped, and the choice stays marked."""
    with serving(_served(simulator)) as server, phone(360, 740) as page:
        page.goto(f"{server.url}/coba")
        _write(page, "siapa")
        page.get_by_role("button", name="Saya sendiri").click()
        expect(page.locator("#log")).to_contain_text("Anda menulis: Saya sendiri")
        expect(page.locator(".picked")).to_have_text("Saya sendiri")
        expect(page.get_by_role("button", name="Orang lain")).to_be_enabled()
        fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert fits
    assert [sent.get("choice") for sent in simulator.items.values()] == [None, "p1.1"]


@pytest.mark.browser
def test_a_talk_is_saved_as_a_file(simulator: EchoSimulator) -> None:
    """The panel's button downloads the transcript; without a talk it says that there is none."""
    with serving(_served(simulator)) as server, phone(1280, 800) as page:
        page.goto(f"{server.url}/coba")
        save = page.get_by_role("button", name="Simpan sebagai tes")
        save.click()
        expect(page.locator("#save-told")).to_contain_text("Belum ada percakapan")
        _write(page, "halo")
        expect(page.locator("#log")).to_contain_text("Anda menulis: halo")
        with page.expect_download() as saved:
            save.click()
        assert saved.value.suggested_filename == "bu_aminah.txt"
        assert Path(saved.value.path()).read_text(encoding="utf-8") == "orang: halo\n"
        expect(page.locator("#save-told")).to_contain_text("Tersimpan")


@pytest.mark.browser
def test_hostile_text_is_shown_as_text(simulator: EchoSimulator) -> None:
    """Markup in a message is letters on the screen, in each way of showing it."""
    hostile = "*<img src=x onerror=alert(1)>*"
    bodies = {
        "telegram": [{"text": hostile}],
        "whatsapp": [{"type": "text", "text": {"body": hostile}}],
    }
    simulator.add("bu-aminah", "bot", hostile, "b1", **{"as": bodies})
    with serving(_served(simulator)) as server, phone(1280, 800) as page:
        page.goto(f"{server.url}/coba")
        for name in ("Telegram", "WhatsApp", "Seratus"):
            page.get_by_role("radio", name=name).check(force=True)
            expect(page.locator("#settled .bubble")).to_contain_text("<img src=x onerror=alert(1)>")
            expect(page.locator("#settled img")).to_have_count(0)


@pytest.mark.browser
def test_a_message_written_without_a_line_is_sent_later(simulator: EchoSimulator) -> None:
    """What is typed while the server is away waits, survives a closed page, and goes out once."""
    with serving(_served(simulator)) as server, phone(360, 740) as page:
        page.goto(f"{server.url}/coba")
        expect(page.locator("#empty")).to_be_visible()
        server.stop()
        expect(page.locator("#banner")).to_be_visible()
        _write(page, "dari sawah")
        expect(page.get_by_role("img", name="menunggu dikirim")).to_be_visible()
        server.start()
        expect(page.locator("#log")).to_contain_text("Anda menulis: dari sawah")
        expect(page.locator("#banner")).to_be_hidden()
        server.stop()
        expect(page.locator("#banner")).to_be_visible()
        _write(page, "dari laut")
        page.goto("about:blank")
        server.start()
        page.goto(f"{server.url}/coba")
        expect(page.locator("#log")).to_contain_text("Anda menulis: dari laut")
        expect(page.locator(".row.own")).to_have_count(2)
    assert [sent["text"] for sent in simulator.items.values()] == ["dari sawah", "dari laut"]
