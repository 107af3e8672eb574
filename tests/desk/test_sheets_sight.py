"""Excel both ways in a real browser: a wrong file mended, taken, taken back; a bar that stays."""

from __future__ import annotations

import io
import random
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import FilePayload, Page

from tests import people
from tests.bot.chromium import phone
from tests.bot.house import running, sqlite_in
from tests.desk.sight import NARROW, WIDE, enter, faults, fits, seated
from tests.desk.test_sheets import WRONG
from tests.desk.test_sheets import row as line
from tests.people import Person
from tests.sheet_files import HEADERS, xlsx

pytestmark = pytest.mark.browser
RNG = random.Random(21)
MANY = 20_000  # rows of the largest file that is taken
VILLAGE = "63.10.03.2004"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def made(count: int) -> list[Person]:
    """Different people."""
    found: dict[str, Person] = {}
    while len(found) < count:
        each = people.person(RNG, age=40)
        found[each.nik] = each
    return list(found.values())


def upload(page: Page, address: str, content: bytes) -> None:
    """Sends a file of people, its columns as guessed."""
    page.goto(f"{address}/meja/excel")
    file = FilePayload(name="daftar.xlsx", mimeType=SHEET, buffer=content)
    page.locator("#f-people-file").set_input_files(file)
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.get_by_role("heading", name="Kolom mana berisi apa?").wait_for()


def good(page: Page) -> None:
    """The page fits and breaks no rule of accessibility, at both widths."""
    for width, height in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": height})
        assert fits(page), page.url
        assert faults(page) == [], page.url


def back_and_forth(page: Page, address: str, niks: set[str]) -> None:
    """All people exported and sent again as they are: their NIKs are whole, nothing differs."""
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    page.goto(f"{address}/meja/excel")
    page.get_by_role("button", name="Siapkan berkas").first.click()
    page.get_by_role("heading", name="Berkas siap").wait_for()
    good(page)
    with page.expect_download() as coming:
        page.get_by_role("link", name="Unduh berkas").click()
    content = coming.value.path().read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert {cell.value for cell in sheet["C"][1:]} == niks
    upload(page, address, content)
    page.get_by_role("button", name="Periksa barisnya").click()
    page.get_by_role("heading", name="Hasil pemeriksaan").wait_for()
    assert page.locator(".sheet-counts").inner_text() == f"Sudah sama\n{len(niks)}"


def test_a_wrong_file_is_mended_taken_and_taken_back(tmp_path: Path) -> None:
    """Reasons in the returned file; after the mending all rows go in; the undo takes them out."""
    url = sqlite_in(tmp_path)
    token, _ = seated(url, "kabupaten")
    persons = made(len(WRONG) + 1)
    with running(tmp_path, url) as address, phone(*WIDE) as page:
        page.goto(address)
        enter(page, address, token)
        page.goto(f"{address}/meja/excel")
        good(page)
        good_ones = [line(each) for each in persons]
        told = [other for other, _ in WRONG]
        wrong = [line(each, **other) for each, other in zip(persons[1:], told, strict=True)]
        upload(page, address, xlsx(HEADERS, [good_ones[0], *wrong]))
        good(page)
        page.get_by_role("button", name="Periksa barisnya").click()
        page.get_by_role("heading", name="Hasil pemeriksaan").wait_for()
        good(page)
        with page.expect_download() as coming:
            page.get_by_role("link", name="Unduh salinan").click()
        sheet = openpyxl.load_workbook(io.BytesIO(coming.value.path().read_bytes())).active
        said = [str(cell.value) for cell in sheet["K"]]
        for (other, reason), found in zip(WRONG, said[2:], strict=True):
            assert reason in found, other
        page.get_by_role("button", name="Masukkan yang baik").click()
        page.get_by_role("heading", name="Sudah masuk").wait_for()
        upload(page, address, xlsx(HEADERS, good_ones))
        page.get_by_role("button", name="Periksa barisnya").click()
        page.get_by_role("button", name="Masukkan yang baik").click()
        page.get_by_role("heading", name="Sudah masuk").wait_for()
        counts = page.locator(".sheet-counts").inner_text()
        assert f"Orang baru\n{len(WRONG)}" in counts
        assert "Sudah sama\n1" in counts
        good(page)
        taken = page.url
        back_and_forth(page, address, {each.nik for each in persons})
        page.goto(taken)
        page.get_by_role("button", name="Batalkan seluruh berkas ini").click()
        page.get_by_role("heading", name="Sudah dibatalkan").wait_for()
        for name in ("sk", "berita-acara", "titipan"):
            page.goto(f"{address}/meja/excel/cetak/{name}?desa={VILLAGE}")
            good(page)


def test_a_large_file_goes_on_across_a_reload(tmp_path: Path) -> None:
    """The bar is where the work is, also for who loads the page again."""
    url = sqlite_in(tmp_path)
    token, _ = seated(url, "kabupaten")
    content = xlsx(HEADERS, [line(each) for each in made(MANY)])
    with running(tmp_path, url) as address, phone(*NARROW) as page:
        page.goto(address)
        enter(page, address, token)
        upload(page, address, content)
        page.get_by_role("button", name="Periksa barisnya").click()
        bar = page.locator("progress")
        bar.wait_for()
        before = int(bar.get_attribute("value") or 0)
        page.reload()
        bar.wait_for()
        assert int(bar.get_attribute("value") or 0) >= before
        assert fits(page)
        page.get_by_role("heading", name="Hasil pemeriksaan").wait_for(timeout=120_000)
        assert "20.000" in page.locator(".sheet-counts").inner_text()


LISTS = ("pendaftaran", "iuran/habis", "iuran/penanggung", "klaim", "tugas", "percakapan")


def test_a_list_is_taken_from_its_own_page(tmp_path: Path) -> None:
    """Its buttons fit on a phone; one tap, and the file is there."""
    url = sqlite_in(tmp_path)
    token, _ = seated(url, "kabupaten")
    with running(tmp_path, url) as address, phone(*NARROW) as page:
        page.goto(address)
        enter(page, address, token)
        for path in LISTS:
            page.goto(f"{address}/meja/{path}")
            page.get_by_role("button", name="Unduh Excel").wait_for()
            good(page)
        page.get_by_role("button", name="Unduh Excel").click()
        page.get_by_role("heading", name="Berkas siap").wait_for()
        with page.expect_download() as coming:
            page.get_by_role("link", name="Unduh berkas").click()
        assert coming.value.suggested_filename.startswith("seratus-daftar-percakapan-")
        sheet = openpyxl.load_workbook(io.BytesIO(coming.value.path().read_bytes())).active
        assert sheet["F1"].value == "Keadaan"
