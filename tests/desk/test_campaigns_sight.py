"""A campaign as two officers and three people see it, in a real browser, through a `kill -9`."""

from __future__ import annotations

import asyncio
import os
import random
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy import Connection

from storage import schema
from storage.crypto import InboxOpener, Sealer
from storage.keys import load_or_create
from storage.store import open_store
from tests import campaigning as made
from tests import members, people
from tests.bot.chromium import PATIENCE_MILLISECONDS, phone
from tests.bot.house import picture, running, sqlite_in
from tests.desk.sight import NARROW, WIDE, enter, faults, fits, seated

pytestmark = pytest.mark.browser
PHONES = ("aminah", "rahmat", "noor")
SHOTS = os.environ.get("SERATUS_TEST_SHOTS", "")  # folder for pictures of the pages, to look at
MORNING = 10  # local hour at which messages may go, every day


def morning_zone() -> str:
    """A time zone in which it is ten in the morning now."""
    ahead = (MORNING - datetime.now(UTC).hour + 11) % 24 - 11
    return f"Etc/GMT{-ahead:+d}"


def peopled(folder: Path, url: str) -> None:
    """Three made-up people of one village, each at a phone of `/coba`."""
    keys = load_or_create(folder / "keys" / "seratus.keys", datetime.now(UTC), True)
    sealer, opener = Sealer(keys), InboxOpener(keys)

    def put(conn: Connection) -> None:
        now = datetime.now(UTC)
        for place, name in enumerate(PHONES):
            key = opener.endpoint_key("browser", "local", name)
            which = made.phone(conn, sealer, name, now, "browser", index=key, trial=True)
            person = people.person(random.Random(place))
            members.member(conn, sealer, person, made.VILLAGE, endpoint=which, now=now, trial=True)

    async def work() -> None:
        await schema.upgrade(url)
        store = await open_store(url)
        await store.write(put)
        await store.close()

    asyncio.run(work())


@pytest.fixture
def spawned(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that the test starts, so that it can kill one."""
    found: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def start(*given: Any, **more: Any) -> subprocess.Popen[bytes]:
        found.append(real(*given, **more))
        return found[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    return found


def test_two_officers_and_three_phones(
    tmp_path: Path, spawned: list[subprocess.Popen[bytes]]
) -> None:
    """One writes, the other approves, each phone gets it once, the report adds up."""
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    url = sqlite_in(tmp_path)
    first, _ = seated(url, "kabupaten")
    second, _ = seated(url, "kabupaten")
    peopled(tmp_path, url)
    zone: Any = {"SERATUS_TIMEZONE": morning_zone()}
    with phone(*WIDE) as page:
        with running(tmp_path, url, **zone) as address:
            page.goto(address)
            enter(page, address, first)
            _looks(page, f"{address}/meja/siaran/aturan", "rules")
            where = _writes(page, address)
            enter(page, address, second)
            page.goto(f"{address}{where}")
            expect(page.locator("main")).to_contain_text("3 penerima sudah dicatat")
            _both_widths(page, "waiting")
            page.get_by_role("button", name="Setujui").click()
            expect(page.locator("#keadaan")).not_to_contain_text("Menunggu persetujuan")
            spawned[-1].kill()
        with running(tmp_path, url, **zone) as address:
            page.goto(address)
            enter(page, address, second)
            page.goto(f"{address}{where}")
            expect(page.locator("#keadaan")).to_contain_text("Selesai")
            _both_widths(page, "done")
            heard = {name: _heard(page, address, name) for name in PHONES}
            assert all(times <= 1 for times in heard.values())
            _looks(page, f"{address}/meja/siaran", "list")
            page.goto(f"{address}{where}/laporan")
            _both_widths(page, "report")
            figures = {name: _figure(page, name) for name in ("recipients", "sent", "unknown")}
            assert figures["sent"] == sum(heard.values())
            assert figures["recipients"] == 3 == figures["sent"] + figures["unknown"]
            page.get_by_role("link", name="Kembali ke siaran").click()
            page.get_by_label("Simpan penerimanya sebagai daftar").fill("Pekebun karet")
            page.get_by_role("button", name="Simpan daftar").click()
            expect(page.locator("main")).to_contain_text("Pekebun karet")
            _both_widths(page, "lists")


def _writes(page: Page, address: str) -> str:
    """The form filled in, kept and given in; gives the path of the campaign."""
    page.goto(f"{address}/meja/siaran")
    page.get_by_role("link", name="Buat siaran").click()
    _both_widths(page, "form")
    page.get_by_label("Judul untuk petugas").fill("Jadwal petugas")
    page.get_by_label("Teks bahasa Indonesia").fill("Yth. {nama}, besok ada petugas di {desa}.")
    lengths = page.locator(".campaign-lengths li").first
    expect(lengths).to_contain_text(re.compile(r"1[0-9]{2} dari 4\.096"))
    paper = FilePayload(name="jadwal.png", mimeType="image/png", buffer=picture())
    page.get_by_label("Gambar atau PDF").set_input_files(paper)
    page.get_by_label("Siaran coba-coba").check()
    page.get_by_role("button", name="Simpan dan lihat hasilnya").click()
    expect(page.locator("main")).to_contain_text("3 orang dimaksud, 3 pesan akan dikirim")
    expect(page.locator(".campaign-bubble")).to_have_count(3)
    drawn = page.locator(".campaign-picture").first
    expect(drawn).not_to_have_js_property("naturalWidth", 0)
    _both_widths(page, "draft")
    page.get_by_role("button", name="Ajukan").click()
    expect(page.locator("#keadaan")).to_contain_text("Menunggu persetujuan")
    expect(page.get_by_role("button", name="Setujui")).to_have_count(0)
    return page.evaluate("location.pathname")  # type: ignore[no-any-return]


def _heard(page: Page, address: str, name: str) -> int:
    """How often a phone of `/coba` was told."""
    told = page.request.get(f"{address}/coba/api/{name}/messages").json()["messages"]
    return sum(each["text"].startswith("Kabar dari *Pemerintah Kabupaten") for each in told)


def _figure(page: Page, name: str) -> int:
    return int(page.locator(f"#n-{name}").inner_text())


def _looks(page: Page, address: str, name: str) -> None:
    page.goto(address)
    _both_widths(page, name)


def _both_widths(page: Page, name: str) -> None:
    """The page fits and breaks no rule at both widths."""
    for width, height in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": height})
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/campaigns-{name}-{width}.png", full_page=True)
        assert fits(page), name
        assert faults(page) == [], name
