"""`seratus chat`: exact with --json, and it continues where it was whatever is killed."""

from __future__ import annotations

import asyncio
import json
import os
import struct
import threading
import zlib
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot import chat
from bot.chat import ChatProblem, Talk, in_background, speak_json
from bot.transcript import WRITTEN_CODE
from bot.turnstile import Turnstile
from bot.wiring import build
from conversations.receipt import read_code
from storage.tables import applications, files, inbox, media, outbox
from tests.bot.house import Chat, Office, answers_of, made, open_office, picture, running, script


async def lines_of(office: Office, *lines: str, person: str = "ani") -> list[dict[str, Any]]:
    """What `--json` answers to these raw lines, in this process."""

    async def given() -> AsyncIterator[str]:
        for line in lines:
            yield line

    said: list[dict[str, Any]] = []
    with pytest.MonkeyPatch.context() as during:
        during.setattr(chat, "lines", given)
        talk = Talk(office.house, person, office.clock, Turnstile(office.house.store, None))
        await speak_json(talk, lambda line: said.append(json.loads(line)))
    return said


def ids(answer: Mapping[str, Any]) -> list[str]:
    """The message ids of one answer."""
    return [reply["id"] for reply in answer["replies"]]


# --- in processes --------------------------------------------------------------------------


def test_a_worker_is_registered_in_one_go(database_url: str, tmp_path: Path) -> None:
    """All lines at once: one line out for each, and at the end the card in a file."""
    process = Chat(tmp_path, database_url)
    said = script(answers_of(made(71)))
    for each in said:
        process.write(each)
    out, told = process.process.communicate()
    process.watch.cancel()
    answers = [json.loads(line) for line in out.splitlines()]
    assert (len(answers), told, process.process.returncode) == (len(said), b"", 0)
    assert answers[0]["asks"] == "registration.consent"
    (receipt, *_) = answers[-1]["replies"]
    assert receipt["id"] == "registration-sent"
    assert Path(receipt["file"]).read_bytes().startswith(b"\x89PNG")
    assert tmp_path not in Path(receipt["file"]).parents
    assert set(receipt) == {"id", "text", "choices", "file"}


KILLED_AT = {3}  # lines behind which the process is killed
KILLED_IN = {7}  # a line during whose turn it is killed


def test_killed_at_any_line_it_continues_where_it_was(database_url: str, tmp_path: Path) -> None:
    """`kill -9` behind an answer, and in the middle of a turn: nothing asked twice or skipped."""
    process = Chat(tmp_path, database_url)
    answers, asked = answers_of(made(72)), []
    now_open = process.say(text="daftar")["asks"]
    for number in range(40):
        if now_open == "registration.summary":
            break
        asked.append(now_open)
        said = answers[now_open.removeprefix("registration.")]
        if number in KILLED_IN:
            process.write(said)
            process.kill()
            process = Chat(tmp_path, database_url)
            then = process.say(text="ulangi")["asks"]
            if then == now_open:  # it had not come through the door
                asked.pop()
            now_open = then
            continue
        now_open = process.say(**said)["asks"]
        if number in KILLED_AT:
            process.kill()
            process = Chat(tmp_path, database_url)
            assert process.say(text="ulangi")["asks"] == now_open
    assert len(asked) == len(set(asked)) == len(script(answers)) - 2  # daftar, kirim
    assert "registration-sent" in ids(process.say(choice="send"))
    process.close()


def test_two_chats_at_once_work_in_turn(database_url: str, tmp_path: Path) -> None:
    """Both phones open, one NIK: both are answered, and the words are the same but for the code."""
    talks = [Chat(tmp_path, database_url, "--as", who) for who in ("ani", "budi")]
    ends = []
    for said in script(answers_of(made(73))):
        ends = [talk.say(**said) for talk in talks]
    texts = [[reply["text"] for reply in end["replies"]] for end in ends]
    codes = [read_code(found) for text in texts for found in WRITTEN_CODE.findall(text[0])]
    assert len(set(codes)) == 2
    hidden = [[WRITTEN_CODE.sub("…", each) for each in text] for text in texts]
    assert hidden[0] == hidden[1]
    assert [talk.close() for talk in talks] == [b"", b""]


def test_beside_a_running_house_it_writes_and_reads_its_own_rows(
    sqlite_url: str, tmp_path: Path
) -> None:
    """The chat works through the running engine, which it may not turn the clock of."""
    with running(tmp_path, sqlite_url):
        process = Chat(tmp_path, sqlite_url, "--as", "budi")
        assert process.say(text="daftar")["asks"] == "registration.consent"
        assert "stop it" in process.say(at="+40 days")["error"]
        assert process.say(choice="yes")["asks"] == "registration.for_whom"
        assert process.close() == b""


# --- lines ---------------------------------------------------------------------------------

BAD_LINES = [
    "{",  # not JSON
    "halo",
    "[" * 100_000,  # nested beyond measure
    '{"text": "a"' + ', "text": "a"' * 3,  # cut off
    "[]",
    "5",
    "null",
    '"text"',
    "{}",
    '{"texs": "a"}',  # a typing mistake
    '{"text": 5}',
    '{"text": null}',
    '{"text": ["a"]}',
    '{"choice": {}}',
    '{"location": "here"}',
    '{"location": [1, 2, 3]}',
    '{"contact": 62}',
    '{"photo": 5}',
    '{"photo": "/no/such/file.jpg"}',
    '{"photo": "/"}',  # a folder
    '{"photo": "a\\u0000b"}',  # no name of a file
    '{"photo": "\\ud800"}',
    '{"document": "/no/such/file.pdf"}',
    '{"text": "a", "choice": "b"}',  # two events
    '{"text": "a", "at": "+1 day"}',
    '{"at": "besok"}',
    '{"at": 5}',
    '{"at": "+999999999999 days"}',
    '{"at": "9999-12-31T00:00:00Z"}',
]


async def test_a_bad_line_gives_an_error_and_the_talk_goes_on(office: Office) -> None:
    """Nothing of it comes through the door."""
    lines = [each for bad in BAD_LINES for each in (bad, "", "   ")]
    said = await lines_of(office, *lines, '{"text": "daftar"}')
    assert len(said) == len(BAD_LINES) + 1
    for bad, answer in zip(BAD_LINES, said, strict=False):
        assert answer["error"], bad
        assert (answer["replies"], answer["asks"]) == ([], None)
    assert said[-1]["asks"] == "registration.consent"
    assert await office.count(inbox) == 1


ODD_LINES = [
    r'{"text": "\ud800"}',
    r'{"text": "a\u0000b"}',
    r'{"text": "\u202e\u200b"}',
    '{"text": ""}',
    '{"text": "%s"}' % ("x" * 100_000),
    '{"choice": ""}',
    '{"choice": "k99.nothing"}',
    '{"location": [1e999, -1e999]}',
    '{"location": [true, 2]}',
    '{"contact": "bukan nomor"}',
    "\ufeff",  # is replaced where bytes are no UTF-8; here no JSON
]


async def test_odd_but_whole_lines_get_an_answer(office: Office) -> None:
    """Whatever is written: a reply, never an end."""
    said = await lines_of(office, '{"text": "daftar"}', *ODD_LINES)
    assert len(said) == len(ODD_LINES) + 1
    assert all(answer["replies"] or answer.get("error") for answer in said)


async def test_coming_back_after_forty_days_asks_whether_to_go_on(office: Office) -> None:
    """The clock moves without a turn; "lanjut" gives the open question."""
    await lines_of(office, '{"text": "daftar"}', '{"choice": "yes"}', '{"choice": "self"}')
    said = await lines_of(
        office, '{"at": "+40 days"}', '{"text": "halo"}', '{"text": "lanjut"}', '{"text": "belum"}'
    )
    assert [answer["asks"] for answer in said] == [
        "resume.choice",
        "registration.member_before",
        "registration.nik",
    ]


async def test_what_was_left_undone_stands_first_in_the_next_line(office: Office) -> None:
    """The turn of a process that was killed is shown before the new one."""
    await office.phone("ani").put(text="daftar")
    (answer,) = await lines_of(office, '{"choice": "yes"}')
    assert ids(answer) == ["registration-consent", "registration-for-whom"]
    assert answer["asks"] == "registration.for_whom"


async def test_now_sets_the_time_of_the_talk(database_url: str, tmp_path: Path) -> None:
    """An application sent then is shown as sent then."""
    office = await open_office(database_url, tmp_path)
    office.clock.move("2027-03-05T02:00:00Z")
    phone = office.phone("ani")
    await phone.register(made(73))
    assert "5 Maret 2027" in await phone.text("status")
    await office.house.close()


# --- channels ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["telegram", "whatsapp"])
async def test_a_registration_as_a_platform_shows_it(office: Office, name: str) -> None:
    """Every reply of the whole way holds the payload that would be sent, within the limits."""
    house = await build(office.house.settings, office.clock, rendered_as=name)
    here = Office(house, office.clock, office.folder)
    lines = [json.dumps(each) for each in script(answers_of(made(74)))]
    said = await lines_of(here, *lines)
    replies = [reply for answer in said for reply in answer["replies"]]
    assert len(replies) >= len(lines)
    for reply in replies:
        check_telegram(reply["payload"]) if name == "telegram" else check_whatsapp(reply["payload"])
    assert any(reply["file"] for reply in replies)
    await house.close()


def check_telegram(payload: Mapping[str, Any]) -> None:
    """As `sendMessage` and `sendPhoto` take it."""
    assert (
        0 < len(payload.get("text") or payload["caption"]) <= (4096 if "text" in payload else 1024)
    )
    for row in payload.get("reply_markup", {}).get("inline_keyboard", []):
        for button in row:
            assert len(button["callback_data"].encode()) <= 64
            assert 0 < len(button["text"]) <= 40


def check_whatsapp(payload: Mapping[str, Any]) -> None:
    """As the Cloud API takes it."""
    if payload["type"] == "text":
        assert 0 < len(payload["text"]["body"]) <= 4096
    elif payload["type"] == "image":
        assert len(payload["image"].get("caption", "")) <= 1024
    else:
        shown = payload["interactive"]
        assert 0 < len(shown["body"]["text"]) <= 1024
        buttons = shown["action"].get("buttons", [])
        rows = [row for each in shown["action"].get("sections", []) for row in each["rows"]]
        assert len(buttons) <= 3
        assert all(0 < len(each["reply"]["title"]) <= 20 for each in buttons)
        assert len(rows) <= 10
        assert all(0 < len(row["title"]) <= 24 for row in rows)
        if rows:
            assert 0 < len(shown["action"]["button"]) <= 20


# --- photos --------------------------------------------------------------------------------


def bomb(side: int = 20_000) -> bytes:
    """A small PNG that would unfold to 400 megapixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        checked = kind + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(side // 8 + 1) * side)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


async def test_photos_good_and_bad(office: Office, tmp_path: Path) -> None:
    """A photo is stored; a text and a bomb get one kind sentence, and nothing is stored."""
    phone = office.phone("ani")
    await phone.jump("ktp_photo", answers_of(made(75)))
    bad = {"text.jpg": b"ini teks", "bomb.png": bomb()}
    for name, content in {**bad, "ktp.jpg": picture()}.items():
        (tmp_path / name).write_bytes(content)
    for name in bad:
        (answer,) = await lines_of(office, json.dumps({"photo": str(tmp_path / name)}))
        told = [reply for reply in answer["replies"] if reply["id"].startswith("repair-photo")]
        assert len(told) + len(answer["replies"]) >= 1
        assert any(
            word in answer["replies"][-1]["text"] for word in ("bukan foto", "terlalu besar")
        )
        assert (await office.count(files), await office.count(media)) == (0, 0)
        assert answer["asks"] == "registration.ktp_photo"
    (answer,) = await lines_of(office, json.dumps({"photo": str(tmp_path / "ktp.jpg")}))
    assert answer["asks"] == "registration.summary"
    (answer,) = await lines_of(office, '{"choice": "send"}')
    assert await office.count(files, files.c.owner_kind == "application") == 1
    assert await office.count(applications) == 1


def test_an_endless_file_is_read_no_further_than_a_photo_may_be() -> None:
    """Somebody may name any file of this machine."""
    with pytest.raises(ChatProblem):
        chat._content(Path("/no/such"))
    if Path("/dev/zero").exists():
        assert len(chat._content(Path("/dev/zero"))) == 10 * 1024 * 1024 + 1


# --- input ---------------------------------------------------------------------------------


async def test_input_is_waited_for_without_holding_up_the_end() -> None:
    """A call that blocks gives its value or its error, and is left behind when cancelled."""
    assert await in_background(lambda: 5) == 5
    with pytest.raises(EOFError):
        await in_background(lambda: (_ for _ in ()).throw(EOFError()))
    ready = threading.Event()
    waiting = asyncio.create_task(in_background(ready.wait))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    ready.set()


async def test_lines_are_cut_at_their_ends_and_wrong_bytes_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However the bytes come; the last line needs no end."""
    reading, writing = os.pipe()
    monkeypatch.setattr(chat, "STDIN", reading)
    os.write(writing, b'{"text": "a"}\n\n{"text\xff\nlast')
    os.close(writing)
    found = [line async for line in chat.lines()]
    os.close(reading)
    assert found == ['{"text": "a"}\n', "\n", '{"text\ufffd\n', "last"]


async def test_the_talk_shows_only_its_own_rows(office: Office) -> None:
    """Another person's replies stay theirs."""
    await office.phone("budi").text("halo")
    (answer,) = await lines_of(office, '{"text": "daftar"}')
    assert ids(answer) == ["registration-consent"]
    assert await office.count(outbox) >= 2
