"""Requests about one's own data and the tasks in a real browser, at both widths."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import Connection, insert

from storage import endpoints, rights
from storage.crypto import Sealer
from storage.endpoints import Seen
from storage.keys import load_or_create
from storage.store import open_store
from storage.tables import links
from tests.bot.chromium import phone
from tests.bot.house import running, sqlite_in
from tests.desk.sight import NARROW, WIDE, enter, faults, fits, seated
from tests.desk.test_people_sight import register

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("SERATUS_SHOTS")  # a folder: each page is kept there as a picture
NAME = "Siti <img onerror=x> Aminah"


async def _asked(url: str, sealer: Sealer, who: str) -> None:
    """The person's own phone asked for a copy two days ago, and to be deleted just now."""
    store, now = await open_store(url), datetime.now(UTC)

    def work(conn: Connection) -> None:
        seen = Seen("whatsapp", "a", "siti", sealer.index("tests.siti", "siti"), False, None)
        mine = endpoints.fresh(seen, now)
        endpoints.put(conn, sealer, [mine], now)
        link = {"endpoint_id": mine.id, "participant_id": who, "role": "self", "created_at": now}
        conn.execute(insert(links), link)
        rights.put(conn, sealer, mine, "take", now - timedelta(hours=80))
        rights.put(conn, sealer, mine, "erase", now)

    await store.write(work)
    await store.close()


def looked(page: Page, name: str) -> None:
    """The page fits and breaks no rule at both widths."""
    for size in (WIDE, NARROW):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        if SHOTS:
            page.screenshot(path=str(Path(SHOTS) / f"rights-{name}-{size[0]}.png"), full_page=True)
        assert fits(page), name
        assert faults(page) == [], name


def test_a_late_request_is_found_among_the_tasks_and_refused(tmp_path: Path) -> None:
    """From the tasks to the request, which says how late it is; answered with a reason."""
    url = sqlite_in(tmp_path)
    token, _ = seated(url, "kabupaten")
    with running(tmp_path, url) as address:
        keys = load_or_create(tmp_path / "keys" / "seratus.keys", datetime.now(UTC), False)
        sealer = Sealer(keys)
        (who,) = register(url, sealer, (NAME, "6310014508759003"))
        asyncio.run(_asked(url, sealer, who))
        with phone(*WIDE) as page:
            page.goto(address)
            enter(page, address, token)
            _answered(page, address)


def _answered(page: Page, address: str) -> None:
    page.goto(f"{address}/meja/tugas")
    looked(page, "tasks")
    page.goto(f"{address}/meja/hak/surat")
    looked(page, "paper")
    page.goto(f"{address}/meja/hak")
    looked(page, "list")
    page.locator(".claims-card").first.click()
    assert "Terlambat" in page.locator("main").inner_text()
    looked(page, "one")
    page.get_by_role("button", name="Ambil berkas", exact=True).click()
    assert page.locator(".alert-danger").is_visible()
    page.locator("#f-reason").select_option("not_proved")
    page.get_by_role("button", name="Sampaikan alasannya", exact=True).click()
    assert page.locator(".alert-success").is_visible()
    looked(page, "refused")
