"""A proof of payment from `/coba` to the desk and back, seen in a real browser at both widths."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.bot.chromium import phone
from tests.bot.house import picture, running, sqlite_in
from tests.browser.talk import Talk, made_up_photo, register
from tests.desk.sight import NARROW, WIDE, enter, faults, fits, seated
from tests.people import person

pytestmark = pytest.mark.browser
SHOTS = Path(os.environ.get("SERATUS_TEST_SHOTS") or "not-asked-for")
LISTED = "async name => (await (await fetch(location.href)).text()).includes(name)"
# Path below /meja/iuran, and the name of its picture.
PAGES = (
    ("", "first"),
    ("/desa/63.10.01.2005/2026", "village"),
    ("/bukti", "proofs"),
    ("/habis", "lapsing"),
    ("/nama", "lines"),
    ("/impor", "imports"),
    ("/penanggung", "sponsors"),
)


def looked(page: Page, name: str) -> None:
    """The page fits and breaks no rule at both widths."""
    for size in (WIDE, NARROW):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        if SHOTS.is_dir():
            page.screenshot(path=SHOTS / f"money-{name}-{size[0]}.png", full_page=True)
        assert fits(page), name
        assert faults(page) == [], name


def test_a_proof_is_sent_confirmed_and_told(tmp_path: Path) -> None:
    """Cover goes on, and the phone hears until when."""
    url = sqlite_in(tmp_path)
    token, _ = seated(url, "kabupaten")
    rng = random.Random(11)
    worker = person(rng)
    with running(tmp_path, url) as address, phone(*NARROW) as family:
        family.goto(f"{address}/coba")
        talk = Talk(family)
        register(talk, worker, made_up_photo(rng))
        talk.write("sudah bayar", then="foto bukti bayar")
        talk.photograph(picture(), then="petugas memeriksa")
        assert family.context.browser is not None
        desk = family.context.browser.new_page(locale="id-ID", reduced_motion="reduce")
        desk.set_default_timeout(60_000)
        enter(desk, address, token)
        desk.goto(f"{address}/meja/iuran/bukti")
        desk.wait_for_function(LISTED, arg=worker.name, polling=500)  # once the photo is kept
        desk.reload()
        desk.get_by_role("link", name=worker.name).click()
        looked(desk, "proof")
        before = talk.bubbles.count()
        desk.get_by_label("Berapa bulan").fill("2")
        desk.get_by_role("button", name="Cocok, catat iurannya").click()
        expect(desk.get_by_role("status")).to_contain_text("Pengirim diberi tahu")
        expect(talk.bubbles.nth(before)).to_contain_text("sudah dicocokkan petugas")
        expect(talk.bubbles.nth(before)).to_contain_text("Perlindungan berlaku sampai")
        assert talk.bubbles.count() == before + 1


def test_the_pages_of_contributions_fit_and_are_accessible(tmp_path: Path) -> None:
    """Each at both widths; a sponsor is added by its form."""
    url = sqlite_in(tmp_path)
    token, _ = seated(url, "kabupaten")
    with running(tmp_path, url) as address, phone(*WIDE) as desk:
        desk.set_default_timeout(60_000)
        enter(desk, address, token)
        for path, name in PAGES:
            desk.goto(f"{address}/meja/iuran{path}")
            looked(desk, name)
        desk.get_by_text("Tambah penanggung").first.click()
        desk.get_by_label("Nama, seperti dikabarkan ke peserta").fill("Desa Percobaan")
        desk.get_by_role("button", name="Tambah penanggung").click()
        looked(desk, "sponsor")
