"""What is written to disk: no NIK, phone, mother's name, contact or street in clear, anywhere."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.bot.house import (
    BEGINNING,
    SERATUS,
    Chat,
    answers_of,
    environment,
    made,
    picture,
    play,
    running,
)
from tests.people import Person

PERSON = made(81)
STREET = "Gang Cempaka Biru 77"
ANSWERS = {
    **answers_of(PERSON),
    "heirs[0].name": {"text": f"Zulaikha Permatasari, anak, {PERSON.family.phone}"},
    "mother_name": {"text": "Wulandari Kusumaningrum"},
    "summary": {"choice": "more"},
    "rt_rw": {"text": "rt 3 rw 1"},
    "street": {"text": STREET},
}


class Browser:
    """A person of `/coba`, by its own HTTP interface."""

    def __init__(self, address: str, person: str) -> None:
        self.address = f"{address}/coba/api/{person}"
        self.number = 0
        self.after = 0

    def post(self, path: str, body: bytes, kind: str) -> None:
        headers = {"X-Seratus": "coba", "Content-Type": kind}
        request = urllib.request.Request(f"{self.address}/{path}", body, headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            answer.read()

    def say(self, **said: Any) -> Mapping[str, Any]:
        """One event; gives the last message of the answer."""
        self.number += 1
        body = {"id": f"i{self.number}", **said, "label": "-"}
        self.post("items", json.dumps(body).encode(), "application/json")
        return self.answer()

    def photo(self, content: bytes) -> Mapping[str, Any]:
        """One picture."""
        self.number += 1
        self.post(f"uploads?kind=photo&id=i{self.number}", content, "image/jpeg")
        return self.answer()

    def answer(self) -> Mapping[str, Any]:
        """The last message of the bot behind one's own last word."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with urllib.request.urlopen(f"{self.address}/messages?after={self.after}") as found:
                messages = json.load(found)["messages"]
            if messages and messages[-1]["from"] == "bot":
                self.after = messages[-1]["seq"]
                last: Mapping[str, Any] = messages[-1]
                return last
        raise AssertionError("no answer")


def secrets_of(person: Person) -> Iterator[tuple[str, str]]:
    """Each secret in every form in which it may be written."""
    local = person.phone.lstrip("0")
    family = person.family.phone.lstrip("0")
    yield "nik", person.nik
    yield "nik, grouped", " ".join(person.nik[at : at + 4] for at in range(0, 16, 4))
    for name, number in (("phone", local), ("contact's phone", family)):
        yield name, number  # as within 08…, 62… and +62…
        yield f"{name}, grouped", f"{number[:3]}-{number[3:7]}-{number[7:]}"
    for word in ("Wulandari", "Kusumaningrum"):
        yield "mother", word
    for word in ("Zulaikha", "Permatasari"):
        yield "contact", word
    yield "street", "Cempaka Biru"


def written(text: str) -> Iterator[bytes]:
    """The bytes of a text as files may hold it."""
    for form in (text, text.lower(), text.upper()):
        yield form.encode()
        yield form.encode("utf-16-le")
        yield form.encode("utf-16-be")


def test_no_secret_is_written_in_clear(sqlite_url: str, tmp_path: Path) -> None:
    """Of a registration with a photo: database, WAL, files and the debug log are searched."""
    with running(tmp_path, sqlite_url, SERATUS_LOG_LEVEL="debug") as address:
        browser = Browser(address, "ani")
        browser.say(text="daftar")
        for field in in_order():
            if field == "ktp_photo":
                last = browser.photo(picture())
            else:
                last = browser.say(**ANSWERS[field])
        browser.say(choice="address")
        browser.say(**ANSWERS["rt_rw"])
        last = browser.say(**ANSWERS["street"])
        assert "Gang Cempaka Biru" in last["text"]
        browser.say(choice="send")
        browser.say(text="status")
        browser.say(text="berhenti")
        until(lambda: (tmp_path / "journal" / "seratus.journal").exists())
        stored = contents(tmp_path)
    (tmp_path / "dump.txt").write_bytes(crashed(tmp_path, sqlite_url))
    backed_up(tmp_path, sqlite_url)
    stored |= {f"{name}, after": content for name, content in contents(tmp_path).items()}
    kinds = {".db", ".db-wal", ".sealed", ".log", ".txt", ".seratus", ".journal"}
    assert {Path(name.removesuffix(", after")).suffix for name in stored} >= kinds
    assert b"Fatal Python error" in stored["dump.txt, after"]
    everything = b"\n".join(stored.values())
    assert PERSON.name.encode() in everything  # clear by design: so the search finds things
    assert PERSON.village.code.encode() in everything
    found = [
        (what, name)
        for what, secret in secrets_of(PERSON)
        for form in written(secret)
        for name, content in stored.items()
        if form in content
    ]
    assert not found


def crashed(folder: Path, url: str) -> bytes:
    """What a process leaves that dies behind somebody's NIK; no core, which would hold the keys."""
    chat = Chat(folder, url, PYTHONFAULTHANDLER="1")
    chat.say(text=f"nik saya {PERSON.nik}, nama ibu Wulandari Kusumaningrum")
    limit = Path(f"/proc/{chat.process.pid}/limits").read_text()
    assert re.search(r"Max core file size +0 +0", limit)
    chat.process.send_signal(signal.SIGABRT)
    return chat.close()


def backed_up(folder: Path, url: str) -> None:
    """A backup in the folder."""
    command = [*SERATUS, "backup", str(folder / "b.seratus")]
    subprocess.run(command, cwd=folder, env=environment(folder, url), check=True, timeout=60)


def until(done: Callable[[], bool]) -> None:
    """Waits for what another process does within a second or so."""
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)


def in_order() -> list[str]:
    """The fields as they are asked, to the summary."""
    asked = [asks for _, asks, _ in play("summary", answers_of(PERSON), BEGINNING, b"")]
    return [str(each).removeprefix("registration.") for each in asked]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below the folder but the keys."""
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file() and "keys" not in each.relative_to(folder).parts[0]
    }
