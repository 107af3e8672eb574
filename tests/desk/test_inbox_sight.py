"""The inbox in a real browser: asked for in `/coba`, answered at the desk, the bot goes on."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests import people
from tests.bot.chromium import PATIENCE_MILLISECONDS, phone
from tests.bot.house import running, sqlite_in
from tests.browser.talk import Talk, made_up_photo
from tests.desk.sight import NARROW, WIDE, enter, faults, fits, seated

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_person_is_answered_from_the_inbox(tmp_path: Path, size: tuple[int, int]) -> None:
    """Asks in the middle of a registration, is answered without a reload, and goes on after."""
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    url = sqlite_in(tmp_path)
    tokens = [seated(url, "kabupaten")[0] for _ in range(2)]
    with running(tmp_path, url) as address, phone(360, 740) as page:
        page.goto(f"{address}/coba")
        talk = Talk(page)
        _asks_for_an_officer(talk)
        desk, colleague = (_desk(page, address, each, size) for each in tokens)
        _answers(desk, talk, address)
        _takes_over(desk, colleague)
        _closes(colleague, talk)
        _keeps_ready_answers(desk, address)


def _desk(page: Page, address: str, token: str, size: tuple[int, int]) -> Page:
    """A desk of its own, beside the phone."""
    browser = page.context.browser
    assert browser is not None
    width, height = size
    desk = browser.new_page(
        viewport={"width": width, "height": height},
        locale="id-ID",
        timezone_id="Asia/Makassar",
        reduced_motion="reduce",
    )
    desk.set_default_timeout(PATIENCE_MILLISECONDS)
    desk.goto(address)
    enter(desk, address, token)
    return desk


def _asks_for_an_officer(talk: Talk) -> None:
    talk.write("mau daftar", then="Boleh saya catat")
    talk.tap("Boleh", then="Siapa yang mau didaftarkan")
    talk.tap("Saya sendiri", then="pernah punya kartu")
    talk.tap("Belum", then="Berapa NIK")
    talk.write("petugas", then="Petugas sudah kami beri tahu")


def _answers(desk: Page, talk: Talk, address: str) -> None:
    desk.goto(f"{address}/meja/percakapan")
    expect(desk.locator(".inbox-card")).to_have_count(1)
    expect(desk.locator(".inbox-card")).to_contain_text("Menunggu")
    _sound(desk)
    desk.locator(".inbox-name").click()
    expect(desk.locator(".inbox-thread")).to_contain_text("mau daftar")
    desk.get_by_label("Jawaban", exact=True).fill("Selamat siang, ada yang bisa kami bantu?")
    desk.get_by_role("button", name="Kirim jawaban").click()
    expect(desk.get_by_role("status")).to_contain_text("Jawaban dikirim")
    expect(talk.bubbles.last).to_contain_text("ada yang bisa kami bantu?")
    _says(talk.page, "KTP saya hilang, bagaimana?")
    expect(desk.locator(".inbox-thread")).to_contain_text("KTP saya hilang")
    expect(desk.locator("#inbox-live")).to_contain_text("Menunggu")
    _sends(talk.page, made_up_photo(random.Random(3)))
    shown = desk.locator(".inbox-thread img")
    expect(shown).to_have_count(1)
    shown.scroll_into_view_if_needed()
    expect(shown).not_to_have_js_property("naturalWidth", 0)
    _sound(desk)


def _says(page: Page, words: str) -> None:
    """Writes what no bot answers."""
    page.locator("#text").fill(words)
    page.locator("#send").click()


def _sends(page: Page, content: bytes) -> None:
    with page.expect_file_chooser() as chooser:
        page.locator("#attach").click()
        page.locator("#sheet .to-image").click()
    chooser.value.set_files(FilePayload(name="foto.jpg", mimeType="image/jpeg", buffer=content))


def _takes_over(desk: Page, colleague: Page) -> None:
    """Both see who takes care of it, the first without a reload; a late answer is not sent."""
    desk.get_by_label("Jawaban", exact=True).fill("Ini terlambat")
    colleague.goto(desk.url)
    expect(colleague.locator("#inbox-live")).to_contain_text("Ditangani Petugas kabupaten")
    colleague.get_by_role("button", name="Ambil alih").click()
    expect(colleague.locator("#inbox-live")).to_contain_text("Bapak/Ibu yang menangani")
    expect(desk.locator("#inbox-live")).to_contain_text("Ditangani Petugas kabupaten")
    desk.get_by_role("button", name="Kirim jawaban").click()
    expect(desk.get_by_role("alert")).to_contain_text("Belum disimpan")
    expect(desk.get_by_label("Jawaban", exact=True)).to_have_value("Ini terlambat")
    _sound(desk)


def _closes(desk: Page, talk: Talk) -> None:
    desk.get_by_role("button", name="Selesai, tutup percakapan").click()
    expect(desk.get_by_role("status")).to_contain_text("Percakapan ditutup")
    expect(talk.bubbles.filter(has_text="Percakapan dengan petugas selesai")).to_have_count(1)
    expect(talk.bubbles.last).to_contain_text("Berapa NIK")
    worker = people.person(random.Random(100), age=51, sex="female")
    talk.write(worker.nik, then="Menurut NIK")
    expect(talk.bubbles.filter(has_text="Ini terlambat")).to_have_count(0)
    _sound(desk)


def _keeps_ready_answers(desk: Page, address: str) -> None:
    desk.goto(f"{address}/meja/percakapan/jawaban")
    desk.get_by_label("Tentang apa").fill("Syarat mendaftar")
    desk.get_by_label("Isi jawaban").fill("Bawa KTP. Mendaftar GRATIS.")
    desk.get_by_role("button", name="Tambahkan").click()
    expect(desk.get_by_role("status")).to_contain_text("ditambahkan")
    _sound(desk)


def _sound(desk: Page) -> None:
    """Fits, and breaks no rule of accessibility."""
    assert faults(desk) == []
    assert fits(desk)
