"""WhatsApp out: what is asked of the Cloud API, what it answers, and where the token goes."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from typing import Any

import pytest

from bot.carriers import Letter
from bot.channels import whatsapp_sending
from bot.channels.outgoing import Outgoing, Times, allowed
from bot.channels.whatsapp_sending import WhatsappCarrier
from bot.errors import MediaRefused, SendFailed
from bot.limits import Limiter, Pace, Rates
from bot.logs import log
from storage.outbox import Kind
from tests.bot.house import free_port
from tests.bot.standin import Reply, StandIn, Trouble, told
from tests.bot.test_telegram_sending import CARD
from tests.fakes.faults import Fault
from tests.fakes.whatsapp import TOKEN as FAKES_TOKEN
from tests.fakes.whatsapp import FakeWhatsapp

TOKEN = "EAARahasiaTokenDariMeta"
NUMBER = "105550000000001"
ID = "0123456789abcdef0123456789abcdef"
PHONE = "6281200000123"
SENT = Reply(
    body={
        "messaging_product": "whatsapp",
        "contacts": [{"input": PHONE, "wa_id": PHONE}],
        "messages": [{"id": "wamid.HBgM", "message_status": "accepted"}],
    }
)


@pytest.fixture(autouse=True)
def _logs() -> None:
    """Lines go to the standard error of this test."""
    log.configure("info")


@pytest.fixture
async def platform() -> AsyncIterator[StandIn]:
    """A server in Meta's place."""
    async with StandIn() as server:
        yield server


@pytest.fixture
async def carrier(platform: StandIn) -> AsyncIterator[WhatsappCarrier]:
    """A number of that server."""
    made = number_of(platform.url)
    yield made
    await made.close()


def number_of(url: str) -> WhatsappCarrier:
    """A number with short time-outs."""
    outgoing = Outgoing(Times(connect=2, answer=0.3, download=2))
    return WhatsappCarrier(TOKEN, NUMBER, url, "v25.0", outgoing=outgoing)


def letter(request: Mapping[str, Any], kind: Kind = "reply", **more: Any) -> Letter:
    """A letter to the one phone."""
    return Letter(ID, kind, PHONE, request, **more)


HEAD = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": PHONE}
HELLO = {**HEAD, "type": "text", "text": {"body": "Halo"}}
MARK = {
    "messaging_product": "whatsapp",
    "status": "read",
    "message_id": "wamid.X",
    "typing_indicator": {"type": "text"},
}


async def test_a_message_carries_our_id(platform: StandIn, carrier: WhatsappCarrier) -> None:
    """Its status then says which row it was, also when its send was never answered."""
    platform.will(SENT)
    assert await carrier.send(letter(HELLO)) == "wamid.HBgM"
    assert platform.last.path == f"/v25.0/{NUMBER}/messages"
    assert platform.last.json == {**HELLO, "biz_opaque_callback_data": ID}
    assert platform.last.headers["Authorization"] == f"Bearer {TOKEN}"


async def test_a_mark_carries_none(platform: StandIn, carrier: WhatsappCarrier) -> None:
    """A read mark is no message: it has no id of ours and gets none of theirs."""
    platform.will(Reply(body={"success": True}))
    assert await carrier.send(letter(MARK, "callback")) is None
    assert platform.last.json == MARK


async def test_a_card_is_uploaded_first(platform: StandIn, carrier: WhatsappCarrier) -> None:
    """The picture is uploaded, and its media id takes the place of "card"."""
    platform.will(Reply(body={"id": "900001"}), SENT)
    request = {**HEAD, "type": "image", "image": {"id": "card", "caption": "Kartu"}}
    assert await carrier.send(letter(request, card=CARD)) == "wamid.HBgM"
    upload, message = platform.asked
    assert upload.path == f"/v25.0/{NUMBER}/media"
    assert (upload.form["messaging_product"], upload.form["type"]) == ("whatsapp", "image/png")
    name, kind, content = upload.form["file"]
    assert (name, kind, content[:4]) == ("kartu.png", "image/png", b"\x89PNG")
    assert message.json["image"] == {"id": "900001", "caption": "Kartu"}


def no(status: int, code: int, **more: Any) -> Reply:
    """A refusal of Meta's."""
    error = {"message": f"(#{code}) Halo {PHONE}", "type": "OAuthException", "code": code, **more}
    return Reply(status, {"error": error})


FAILURES: list[tuple[Reply | Trouble, str]] = [
    (no(400, 131047), "window_closed"),
    (no(400, 131026), "gone"),
    (no(429, 130429), "too_often"),
    (no(400, 132001), "template"),
    (no(401, 190), "unauthorized"),
    (no(400, 100), "refused"),
    (no(400, 100, error_subcode=33), "unauthorized"),  # the number is not ours
    (no(500, 131000), "unreachable"),
    (Reply(502, b"<html>Bad Gateway</html>"), "unreachable"),
    (Reply(504, b"<html>Gateway Timeout</html>"), "unknown"),
    (Reply(200, no(400, 131047).body), "window_closed"),  # an error under a good status
    (Reply(200, b'{"messages": [{"id"'), "unknown"),
    (Reply(200, pieces=40), "unknown"),
    ("never", "unknown"),
    ("drop", "unknown"),
    (Reply(302, b"", {"Location": "/elsewhere"}), "refused"),
    (Reply(307, b"", {"Location": "/elsewhere"}), "refused"),
]


@pytest.mark.parametrize(("reply", "code"), FAILURES, ids=str)
async def test_what_goes_wrong_is_named_and_tells_nothing(
    platform: StandIn,
    carrier: WhatsappCarrier,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    reply: Reply | Trouble,
    code: str,
) -> None:
    """Each trouble has its code; exceptions and logs hold no token, phone or text."""
    caplog.set_level(logging.DEBUG)
    platform.will(reply)
    with pytest.raises(SendFailed, match=f"^{code}$") as caught:
        await carrier.send(letter(HELLO))
    assert len(platform.asked) == 1
    everything = told(caught.value) + caplog.text + capsys.readouterr().err
    for secret in (TOKEN, PHONE, "Halo"):
        assert secret not in everything


UPLOADS: list[tuple[Reply | Trouble, str]] = [
    (no(400, 131053), "media"),
    (no(401, 190), "unauthorized"),
    # nothing was said to anybody yet: it may be tried again whatever became of the upload
    ("never", "unreachable"),
    ("drop", "unreachable"),
    (Reply(200, b"{"), "unreachable"),
    (Reply(200, {"success": True}), "refused"),
]


@pytest.mark.parametrize(("reply", "code"), UPLOADS, ids=str)
async def test_a_card_that_cannot_be_uploaded(
    platform: StandIn,
    carrier: WhatsappCarrier,
    monkeypatch: pytest.MonkeyPatch,
    reply: Reply | Trouble,
    code: str,
) -> None:
    """No message goes without its picture; the slot is free again."""

    async def blank(_: Mapping[str, str]) -> bytes:
        return b"PNG"

    monkeypatch.setattr(whatsapp_sending, "drawn", blank)
    platform.will(reply)
    limits = Limiter(Rates(1, Pace(1), Pace(1)))
    request = {**HEAD, "type": "image", "image": {"id": "card"}}
    with pytest.raises(SendFailed, match=f"^{code}$"):
        await carrier.send(letter(request, card=CARD, slot=limits.reserve(PHONE)))
    assert len(platform.asked) == 1
    assert limits.free() == 1


@pytest.mark.parametrize("reply", [SENT, no(429, 131056), "never", "drop"], ids=str)
async def test_what_was_handed_over_counts(
    platform: StandIn, carrier: WhatsappCarrier, reply: Reply | Trouble
) -> None:
    """Whatever came of it: it went to the socket in this second."""
    platform.will(reply)
    limits = Limiter(Rates(1, Pace(1), Pace(1)))
    with suppress(SendFailed):
        await carrier.send(letter(HELLO, slot=limits.reserve(PHONE)))
    assert limits.free() == 0


async def test_nobody_there() -> None:
    """A platform that cannot be reached took nothing; the slot is free again."""
    limits = Limiter(Rates(1, Pace(1), Pace(1)))
    carrier = number_of(f"http://127.0.0.1:{free_port()}")
    with pytest.raises(SendFailed, match="unreachable") as caught:
        await carrier.send(letter(HELLO, slot=limits.reserve(PHONE)))
    assert limits.free() == 1
    assert TOKEN not in told(caught.value)
    await carrier.close()


ODD = [{}, {"messages": []}, {"messages": [{"id": 3}]}, {"messages": "x"}]


@pytest.mark.parametrize("body", ODD, ids=str)
async def test_an_accepted_message_without_an_id_is_sent(
    platform: StandIn, carrier: WhatsappCarrier, body: Any
) -> None:
    """It was taken; its status will come with our own id."""
    platform.will(Reply(body=body))
    assert await carrier.send(letter(HELLO)) is None


# --- files ---------------------------------------------------------------------------------


def about(platform: StandIn, path: str = "/files/1", **more: Any) -> Reply:
    """What the Cloud API says of a file."""
    body = {"url": platform.url + path, "mime_type": "image/jpeg", "id": "900", **more}
    return Reply(body={"messaging_product": "whatsapp", **body})


async def test_a_file_is_fetched_with_the_token(
    platform: StandIn, carrier: WhatsappCarrier
) -> None:
    """Asked for by its id, fetched from the address that lives minutes."""
    platform.will(about(platform, file_size=5), Reply(body=b"bytes"))
    assert await carrier.fetch("900/../1", 100) == b"bytes"
    assert platform.asked[0].path == "/v25.0/900%2F..%2F1"
    assert platform.last.path == "/files/1"
    assert {each.headers["Authorization"] for each in platform.asked} == {f"Bearer {TOKEN}"}


@pytest.mark.parametrize("gone", [404, 410])
async def test_an_address_that_has_died_is_asked_for_once_more(
    platform: StandIn, carrier: WhatsappCarrier, gone: int
) -> None:
    """Five minutes are soon over when the picture waits in a queue."""
    platform.will(about(platform), Reply(gone), about(platform, "/files/2"), Reply(body=b"late"))
    assert await carrier.fetch("900", 100) == b"late"


UNFETCHED: list[tuple[list[Reply | Trouble | dict[str, Any]], str]] = [
    ([{"file_size": 101}], "too_large"),
    ([{"file_size": "101"}], "too_large"),  # as some versions write it
    ([{"file_size": "many"}, Reply(body=b"x" * 101)], "too_large"),
    ([{}, Reply(pieces=200)], "too_large"),
    ([{}, Reply(404), {}, Reply(404)], "missing"),  # only once more
    ([no(400, 100, error_subcode=33)], "missing"),
    ([no(400, 131052)], "missing"),
    ([Reply(body={"id": "900"})], "missing"),
    # elsewhere neither is asked, as the token would go along
    ([{"url": "http://lookaside.fbsbx.com/x"}], "media"),
    ([{"url": "https://lookaside.fbsbx.com.example/x"}], "media"),
    ([{"url": "file:///etc/hostname"}], "media"),
    ([{}, Reply(302, b"", {"Location": "/files/2"}), {}, Reply(302)], "missing"),
    ([{}, Reply(503)], "unreachable"),
    ([no(401, 190)], "unauthorized"),
    ([Reply(502, b"<html>")], "unreachable"),
    (["never"], "unknown"),
]


@pytest.mark.parametrize(("replies", "code"), UNFETCHED, ids=str)
async def test_a_file_that_cannot_be_had(
    platform: StandIn,
    carrier: WhatsappCarrier,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    replies: list[Reply | Trouble | dict[str, Any]],
    code: str,
) -> None:
    """It is told why; nothing is asked that was not meant to be."""
    caplog.set_level(logging.DEBUG)
    platform.will(*(about(platform, **e) if isinstance(e, dict) else e for e in replies))
    with pytest.raises((MediaRefused, SendFailed), match=f"^{code}$") as caught:
        await carrier.fetch("900", 100)
    assert len(platform.asked) == len(replies)
    assert TOKEN not in told(caught.value) + caplog.text + capsys.readouterr().err


META, HERE, HOSTS = "https://graph.facebook.com", "http://127.0.0.1:9", ("lookaside.fbsbx.com",)
PLACES = [
    # address of the file, of the API, whether the token may go there
    ("https://lookaside.fbsbx.com/a?b=c", META, True),
    ("https://lookaside.fbsbx.com:443/a", META, True),
    ("https://graph.facebook.com/a", META, True),
    ("https://lookaside.fbsbx.com:8443/a", META, False),  # another server there
    ("http://lookaside.fbsbx.com/a", META, False),  # readable on the way
    ("https://lookaside.fbsbx.com.evil.example/a", META, False),
    ("https://evil.example/lookaside.fbsbx.com", META, False),
    ("https://lookaside.fbsbx.com@evil.example/a", META, False),
    ("https://x@lookaside.fbsbx.com/a", META, False),
    ("http://127.0.0.1/a", META, False),  # into our own house
    ("http://169.254.169.254/a", META, False),
    ("http://127.0.0.1:9/a", HERE, True),
    ("http://localhost:7/a", HERE, True),  # a test server's own file server
    ("https://evil.example/a", HERE, False),
    ("ftp://127.0.0.1:9/a", HERE, False),
    ("https://[x", META, False),  # no address at all
    ("", META, False),
]


@pytest.mark.parametrize(("url", "api", "expected"), PLACES)
def test_where_a_token_may_go(url: str, api: str, expected: bool) -> None:
    """The API's own host, the listed ones by https, and loopback where the API is there."""
    assert allowed(url, api, HOSTS) == expected


# --- the strict fake -----------------------------------------------------------------------


async def test_the_strict_server_takes_what_we_send() -> None:
    """A talk with the fake Cloud API: text, card, mark, file, a closed window, time-outs."""
    async with FakeWhatsapp() as server:
        server.limits = None
        number = server.account.phone_number_id
        carrier = WhatsappCarrier(FAKES_TOKEN, number, server.url, "v25.0")
        siti = server.person(PHONE)
        heard = await siti.write("Halo")
        sent = await carrier.send(letter(HELLO))
        assert sent == server.sent[-1].wamid
        image = {**HEAD, "type": "image", "image": {"id": "card", "caption": "Kartu"}}
        assert await carrier.send(letter(image, card=CARD))
        assert siti.last.media is not None
        assert await carrier.send(letter({**MARK, "message_id": heard}, "callback")) is None
        assert len(server.marks) == 1
        assert server.refused == []
        server.faults.add(Fault("timeout_after", "messages"), Fault("502_html", "messages"))
        short = Outgoing(Times(answer=0.3))
        hasty = WhatsappCarrier(FAKES_TOKEN, number, server.url, "v25.0", outgoing=short)
        for code in ("unknown", "unreachable"):
            with pytest.raises(SendFailed, match=code):
                await hasty.send(letter(HELLO))
        await carrier.close()
        await hasty.close()
