"""A worker registers in `/coba` at a phone's width, on the house as `make run` starts it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.bot.chromium import PATIENCE_MILLISECONDS, phone
from tests.bot.house import running, sqlite_in
from tests.browser.talk import Talk, made_up_photo, phone_asked, register
from tests.people import Person, person

pytestmark = pytest.mark.browser
AMINAH, RAHMAT = "Bu Aminah", "Pak Rahmat"


def test_a_worker_registers_and_finds_the_receipt(tmp_path: Path) -> None:
    """From "daftar" to code and card, the same on both platforms' views and after a reload."""
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    rng = random.Random(100)
    worker = person(rng, age=51, sex="female")
    with running(tmp_path, sqlite_in(tmp_path)) as address, phone(360, 740) as page:
        page.goto(f"{address}/coba")
        talk = Talk(page)
        code = register(talk, worker, made_up_photo(rng))
        _finds_card(page)
        _reads_on_platforms(talk, code)
        page.reload()
        expect(talk.bubbles.filter(has_text=code).first).to_be_visible()
        _finds_card(page)
        _tells_nothing_secret(page, worker)
        talk.write("status", then="Sudah diterima")
        _another_has_a_talk_of_her_own(talk, worker, code)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_telegrams_contact_key_asks_for_the_own_number(tmp_path: Path) -> None:
    """There a tap sends the own card; here the number is asked for, its label is no answer."""
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    worker = person(random.Random(100), age=51, sex="female")
    with running(tmp_path, sqlite_in(tmp_path)) as address, phone(360, 740) as page:
        page.goto(f"{address}/coba")
        talk = Talk(page)
        phone_asked(talk, worker)
        talk.show_as("Telegram")
        page.locator("#settled .keys .choice").filter(has_text="Kirim nomor saya").click()
        page.locator("#sheet input").fill(worker.phone)
        page.locator("#sheet form").get_by_role("button").last.click()
        expect(talk.bubbles.last).to_contain_text("pekerjaan")


def _finds_card(page: Page) -> None:
    """The receipt's picture is there and was drawn, not only named."""
    card = page.locator("#settled .row.bot img.picture")
    expect(card).to_have_count(1)
    expect(card).not_to_have_js_property("naturalWidth", 0)


def _reads_on_platforms(talk: Talk, code: str) -> None:
    """Telegram shows inline keys, WhatsApp reply buttons and lists; both tell the code."""
    for name, keys in (("Telegram", ".keys .choice"), ("WhatsApp", ".choices .choice")):
        talk.show_as(name)
        expect(talk.bubbles.filter(has_text=code).first).to_be_visible()
        expect(talk.page.locator(f"#settled {keys}").last).to_have_text("Menunggu desa")
        expect(talk.page.locator("#settled .note")).to_have_count(0)
    talk.show_as("Seratus")


def _tells_nothing_secret(page: Page, worker: Person) -> None:
    """The bot never repeats a whole NIK or the mother's name."""
    said = " ".join(page.locator("#settled .row.bot").all_inner_texts())
    assert worker.nik not in said
    assert worker.mother_name not in said


def _another_has_a_talk_of_her_own(talk: Talk, worker: Person, code: str) -> None:
    """A second person of the same page begins anew; the first finds hers again."""
    talk.become(RAHMAT)
    expect(talk.page.locator("#empty")).to_be_visible()
    talk.write("daftar", then="Boleh saya catat?")
    expect(talk.page.locator("#log")).not_to_contain_text(code)
    talk.become(AMINAH)
    expect(talk.bubbles.filter(has_text=code).first).to_be_visible()
    expect(talk.page.locator("#log")).to_contain_text(worker.name)
