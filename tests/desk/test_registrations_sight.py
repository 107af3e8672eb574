"""A registration made in `/coba`, checked and approved at the desk, seen in a real browser."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.bot.chromium import PATIENCE_MILLISECONDS, phone
from tests.bot.house import running, sqlite_in
from tests.browser.talk import Talk, made_up_photo, register
from tests.desk.sight import NARROW, WIDE, enter, faults, fits, seated
from tests.people import Person, person

pytestmark = pytest.mark.browser


def test_a_registration_of_coba_is_checked_and_its_person_hears_it(tmp_path: Path) -> None:
    """Two officers look at it; one checks by key, the other is shown what changed; all fits."""
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    url = sqlite_in(tmp_path)
    first, _ = seated(url, "kabupaten")
    second, _ = seated(url, "admin")
    rng = random.Random(100)
    worker = person(rng, age=51, sex="female")
    with running(tmp_path, url) as address, phone(*NARROW) as page:
        page.goto(f"{address}/coba")
        talk = Talk(page)
        register(talk, worker, made_up_photo(rng))
        with beside(page, WIDE) as desk, beside(page, NARROW) as other:
            enter(desk, address, first)
            enter(other, address, second)
            _looks_at(desk, f"{address}/meja/pendaftaran")
            _opens(desk, worker)
            _opens(other, worker, f"{address}/meja/pendaftaran")
            _refuses_slowly(other)
            desk.keyboard.press("p")
            expect(desk.get_by_role("status").first).to_contain_text("data sudah benar")
            _is_shown_the_difference(other)
            expect(talk.bubbles.last).to_contain_text("sudah diperiksa petugas")
            _asks_for_the_name(desk)
        expect(talk.bubbles.last).to_contain_text("Siapa nama lengkap")
        talk.write("Siti Rahmah Wahyuni", then="kami teruskan")


def test_somebody_at_the_counter_goes_the_whole_way(tmp_path: Path) -> None:
    """Registered by an officer, decided by a letter, sent; every page fits at both widths."""
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    url = sqlite_in(tmp_path)
    token, _ = seated(url, "kabupaten")
    worker = person(random.Random(7), age=40)
    with running(tmp_path, url) as address, phone(*WIDE) as page:
        enter(page, address, token)
        root = f"{address}/meja/pendaftaran"
        _registers_at_the_counter(page, root, worker)
        _goes_the_whole_way(page, root, worker)
        page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        village = f"?desa={worker.village.code}"
        for path in ("?keadaan=sent", "/baru", f"/putusan{village}", f"/kartu{village}"):
            _looks_at(page, root + path)


@contextmanager
def beside(page: Page, size: tuple[int, int]) -> Iterator[Page]:
    """Another browser window of somebody else, of that size."""
    browser = page.context.browser
    assert browser is not None
    made = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        locale="id-ID",
        timezone_id="Asia/Makassar",
        reduced_motion="reduce",
    )
    made.set_default_timeout(PATIENCE_MILLISECONDS)
    yield made
    made.close()


def _opens(page: Page, worker: Person, at: str = "") -> None:
    if at:
        page.goto(at)
    page.get_by_role("link", name=worker.name).click()
    expect(page.locator("h1")).to_contain_text(worker.name)
    photo = page.locator("img.reg-photo")
    expect(photo).not_to_have_js_property("naturalWidth", 0)
    assert worker.nik not in page.content()
    assert (fits(page), faults(page)) == (True, [])


def _refuses_slowly(page: Page) -> None:
    """The second officer writes while the first is faster."""
    expect(page.locator("#here")).to_contain_text("juga sedang membuka")
    page.locator("summary", has_text="Tidak diteruskan").click()
    page.get_by_label("Alasan").select_option("twice")
    page.get_by_role("textbox", name="Catatan untuk orangnya").fill("Sudah ada di RT 2")


def _is_shown_the_difference(page: Page) -> None:
    page.get_by_role("button", name="Tidak diteruskan").click()
    expect(page.get_by_role("alert")).to_contain_text("lebih dulu mengubah")
    expect(page.locator("h2", has_text="Yang berubah")).to_be_visible()
    expect(page.get_by_role("textbox", name="Catatan untuk orangnya")).to_have_value(
        "Sudah ada di RT 2"
    )
    assert (fits(page), faults(page)) == (True, [])


def _asks_for_the_name(page: Page) -> None:
    page.wait_for_load_state()
    page.keyboard.press("b")
    page.get_by_label("Nama", exact=True).check()
    page.get_by_role("button", name="Kirim pertanyaan").click()
    expect(page.get_by_role("status").first).to_contain_text("dikirim ke orangnya")


def _looks_at(page: Page, at: str) -> None:
    page.goto(at)
    assert (fits(page), faults(page)) == (True, []), at


def _registers_at_the_counter(page: Page, root: str, worker: Person) -> None:
    """The form says kindly what is missing and keeps what was written."""
    _looks_at(page, f"{root}/baru")
    page.get_by_label("NIK").fill("631001450875")
    page.get_by_label("Nama", exact=True).fill(worker.name)
    page.get_by_role("button", name="Simpan pendaftaran").click()
    expect(page.locator("main")).to_contain_text("masuk 12 angka")
    assert (fits(page), faults(page)) == (True, [])
    page.get_by_role("checkbox").first.check()
    page.get_by_label("NIK").fill(worker.nik)
    page.get_by_label("Tanggal lahir").fill(worker.birth_date.isoformat())
    page.get_by_label("Jenis kelamin").select_option(worker.sex)
    page.get_by_label("Desa").select_option(worker.village.code)
    page.get_by_label("Nomor HP", exact=True).fill(worker.phone)
    page.get_by_label("Pekerjaan", exact=True).select_option("farmer")
    page.get_by_role("button", name="Simpan pendaftaran").click()
    expect(page.locator(".reg-code")).to_contain_text("Kode pendaftaran")


def _goes_the_whole_way(page: Page, root: str, worker: Person) -> None:
    page.goto(root)
    page.get_by_role("link", name=worker.name).click()
    expect(page.locator("h1")).to_contain_text(worker.name)
    page.wait_for_load_state()
    page.keyboard.press("p")
    expect(page.locator(".reg-state").first).to_have_text("Sudah diperiksa")
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(page.locator(".reg-state").first).to_have_text("Diusulkan")
    _looks_at(page, f"{root}/putusan?desa={worker.village.code}")
    page.get_by_label("Nomor surat").fill("140/3/2026")
    page.get_by_label("Tanggal surat").fill("2026-01-02")
    page.get_by_role("button", name="Simpan putusan").click()
    expect(page.locator("main")).to_contain_text("Ditanggung mulai")
    page.goto(f"{root}?keadaan=decided")
    page.get_by_label("Pilih semua di halaman ini").check()
    page.get_by_role("button", name="Kirim ke BPJS").click()
    assert (fits(page), faults(page)) == (True, [])
    page.get_by_role("button", name="Ya, kerjakan").click()
    page.get_by_role("link", name="Buka kirimannya").click()
    assert (fits(page), faults(page)) == (True, [])
    _looks_at(page, f"{root}/kiriman")
