"""A claim from `/coba` through the desk and back, seen in a real browser at both widths."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.bot.chromium import phone
from tests.bot.house import running, sqlite_in
from tests.bot.test_claims import REPORT
from tests.browser.talk import Talk
from tests.desk.sight import NARROW, WIDE, enter, faults, fits, seated

pytestmark = pytest.mark.browser
SHOTS = Path(os.environ.get("SERATUS_TEST_SHOTS") or "not-asked-for")


def said(talk: Talk, words: str) -> None:
    """Writes, and waits until all is answered."""
    before = talk.bubbles.count()
    talk.page.locator("#text").fill(words)
    talk.page.locator("#send").click()
    expect(talk.bubbles.nth(before)).to_be_visible()
    expect(talk.page.locator("#dots")).to_be_hidden()


def told(talk: Talk, before: int, words: str) -> int:
    """One bubble more says it; gives how many there are now."""
    expect(talk.bubbles.nth(before)).to_contain_text(words)
    assert talk.bubbles.count() == before + 1
    return before + 1


def looked(page: Page, name: str) -> None:
    """The page fits and breaks no rule at both widths."""
    for size in (WIDE, NARROW):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        if SHOTS.is_dir():
            page.screenshot(path=SHOTS / f"claims-{name}-{size[0]}.png", full_page=True)
        assert fits(page), name
        assert faults(page) == [], name


def press(page: Page, label: str) -> None:
    """Presses the button of that label that is open."""
    page.get_by_role("button", name=label, exact=True).click()


def test_a_claim_moves_and_the_family_is_told_once_each(tmp_path: Path) -> None:
    """Reported on one phone, moved at the desk, each step a message there."""
    url = sqlite_in(tmp_path)
    token, _ = seated(url, "kabupaten")
    with running(tmp_path, url) as address, phone(*NARROW) as family:
        family.goto(f"{address}/coba")
        talk = Talk(family)
        for words in REPORT:
            said(talk, words)
        assert family.context.browser is not None
        with_desk = family.context.browser.new_page(locale="id-ID", reduced_motion="reduce")
        with_desk.set_default_timeout(60_000)
        enter(with_desk, address, token)
        with_desk.goto(f"{address}/meja/klaim?latihan=1")
        looked(with_desk, "board")
        with_desk.locator(".claims-column .claims-card").first.click()
        looked(with_desk, "one")
        count = talk.bubbles.count()
        with_desk.get_by_text("Beri tahu surat yang kurang", exact=True).first.click()
        press(with_desk, "Beri tahu surat yang kurang")
        count = told(talk, count, "ditunggu")
        with_desk.get_by_text("Sudah lengkap, siap dibawa", exact=True).first.click()
        for each in with_desk.locator("input[name=checked]").all():
            each.check()
        press(with_desk, "Sudah lengkap, siap dibawa")
        count = told(talk, count, "GRATIS")
        press(with_desk, "Sudah diserahkan ke BPJS")
        count = told(talk, count, "diserahkan")
        press(with_desk, "BPJS menyatakan lengkap")
        count = told(talk, count, "lengkap")
        press(with_desk, "Sudah dibayar")
        count = told(talk, count, "Sudah dibayar")
        expect(with_desk.locator(".claims-line").first).to_contain_text("Dibayar")
        looked(with_desk, "paid")
        with_desk.get_by_role("link", name="Cetak map keluarga").click()
        looked(with_desk, "folder")
        with_desk.emulate_media(media="print")
        height = with_desk.evaluate("document.querySelector('.claims-folder').offsetHeight")
        assert height < 1040  # of A4 within its margins, CSS pixels
        with_desk.emulate_media(media="screen")
        with_desk.goto(f"{address}/meja/klaim/baru")
        looked(with_desk, "new")
        assert talk.bubbles.count() == count
