"""People in a real browser: found with a slip, corrected, merged, taken apart; at both widths."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import Connection

from storage import participants
from storage.crypto import Sealer
from storage.ids import new_id
from storage.keys import load_or_create
from storage.participants import NewParticipant
from storage.store import open_store
from tests.bot.chromium import phone
from tests.bot.house import running, sqlite_in
from tests.desk.sight import NARROW, WIDE, enter, faults, fits, seated
from tests.storage.places import VILLAGE

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("SERATUS_SHOTS")  # a folder: each page is kept there as a picture


def register(url: str, sealer: Sealer, *people: tuple[str, str]) -> list[str]:
    """People (name, NIK) as the registration stores them; gives their ids."""
    return asyncio.run(_register(url, sealer, people))


async def _register(url: str, sealer: Sealer, people: tuple[tuple[str, str], ...]) -> list[str]:
    store, now = await open_store(url), datetime.now(UTC)
    made = [NewParticipant(new_id(now), "", _values(*each), (), False) for each in people]

    def work(conn: Connection) -> None:
        participants.claim(conn, sealer, made, now)

    await store.write(work)
    await store.close()
    return [each.id for each in made]


def _values(name: str, nik: str) -> dict[str, object]:
    return {
        "nik": nik,
        "name": {"name": name},
        "birth_date": "1980-08-15",
        "birth_place": "Pagatan",
        "sex": "female",
        "mother_name": "Noor Jannah",
        "phone": "+628120000044",
        "village": [VILLAGE],
        "occupation": {"kind": "farmer", "text": "petani karet"},
        "member_before": "no",
        "payer": "village",
        "street": "Jalan Melati 3",
    }


def well(page: Page, name: str) -> None:
    """The page fits and breaks no rule of accessibility; a picture of it is kept if asked for."""
    if SHOTS:
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=str(Path(SHOTS) / f"people-{name}-{width}.png"), full_page=True)
    assert fits(page), name
    assert faults(page) == [], name


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_person_is_found_with_a_slip_corrected_merged_and_taken_apart(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """The whole way by what an officer sees and taps."""
    url = sqlite_in(tmp_path)
    token, _ = seated(url, "kabupaten")
    with running(tmp_path, url) as address:
        keys = load_or_create(tmp_path / "keys" / "seratus.keys", datetime.now(UTC), False)
        people = ("Siti Aminah", "6310031508809001"), ("Sitti Aminah", "6310035508809002")
        register(url, Sealer(keys), *people)
        with phone(*size) as page:
            page.goto(address)
            enter(page, address, token)
            _whole_way(page, address)


def _whole_way(page: Page, address: str) -> None:
    page.goto(f"{address}/meja/orang")
    well(page, "search")
    page.get_by_label("Nama, NIK, atau nomor HP").fill("syti amina")
    page.get_by_role("button", name="Cari").click()
    assert page.locator(".people-list li").count() == 2
    well(page, "found")
    page.locator(".people-list a").first.click()
    well(page, "one")
    kept = page.url
    page.get_by_role("link", name="Betulkan data").click()
    well(page, "edit")
    page.get_by_label("Tempat bekerja").fill("Kebun Segumbang")
    page.get_by_label("Alasan").select_option("told")
    page.get_by_role("button", name="Simpan").click()
    assert page.locator(".alert-success").is_visible()
    assert "Kebun Segumbang" in page.locator("main").inner_text()
    _merge(page)
    assert page.url == kept
    page.locator("summary", has_text="Batalkan penggabungan").last.click()
    form = page.locator("form", has_text="Pisahkan lagi")
    form.get_by_label("Alasan").select_option("typing")
    form.get_by_role("button").click()
    assert page.url != kept
    assert page.locator("h1").inner_text() in {"Siti Aminah", "Sitti Aminah"}
    for path, name in (
        ("/catatan", "audit"),
        ("/catatan/gagal", "failed"),
        ("/catatan/pesan", "letters"),
        ("/pengaturan", "settings"),
    ):
        page.goto(f"{address}/meja{path}")
        well(page, name)


def _merge(page: Page) -> None:
    page.get_by_role("link", name="Gabung dengan orang yang sama").click()
    well(page, "other")
    page.get_by_role("button", name="Cari").click()
    page.locator(".people-list a").first.click()
    well(page, "compare")
    page.get_by_label("Alasan").select_option("twice")
    page.get_by_role("button", name="Gabungkan").click()
    assert "Sudah digabung" in page.locator(".alert-success").inner_text()
