"""The picture in a real browser: looked at, read as a table, changed by a decision."""

from __future__ import annotations

import asyncio
import os
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from sqlalchemy import Connection, insert, update

from bot.wiring import checked_keys
from storage import schema
from storage.crypto import Sealer
from storage.store import open_store
from storage.tables import applications, endpoints
from tests.bot.chromium import phone
from tests.bot.house import running, sqlite_in
from tests.desk.sight import NARROW, WIDE, enter, faults, fits, seated
from tests.members import member
from tests.storage.test_picture import ENDPOINT, HERE, apply

pytestmark = pytest.mark.browser

SHOTS = os.environ.get("SERATUS_TEST_SHOTS", "")  # a folder; pictures of each page for people


async def filled(url: str, folder: Path) -> None:
    """Some people of a village: covered until this month is over, and one to check."""
    await schema.upgrade(url)
    store = await open_store(url)
    keys = await checked_keys(store, folder / "keys" / "seratus.keys", lambda: datetime.now(UTC))
    now = datetime.now(UTC)

    def work(conn: Connection) -> None:
        row: dict[str, Any] = {"id": ENDPOINT, "channel": "browser", "account": "main"}
        row |= {"address": b"sealed", "trial": False, "stopped": "none", "active": True}
        row["address_index"] = b"a"
        conn.execute(insert(endpoints), {**row, "first_seen_at": now, "last_seen_at": now})
        for seed in range(12):
            paid = [f"{now:%Y-%m}"] if seed < 6 else []
            member(conn, Sealer(keys), random.Random(seed), HERE, paid=paid, now=now)
        last = member(conn, Sealer(keys), random.Random(99), HERE, now=now)
        apply(conn, last, "submitted")

    await store.write(work)
    await store.close()


async def approved(url: str) -> None:
    """All that was submitted is checked."""
    store = await open_store(url)
    await store.write(lambda conn: conn.execute(update(applications).values(state="checked")))
    await store.close()


def number(page: Page, kind: str) -> str:
    """A number of the table beside the square."""
    row = page.locator(".picture-legend tr", has_text=kind)
    return row.locator("td").inner_text()


def right(page: Page, name: str) -> None:
    """The page fits, and breaks no rule of accessibility."""
    if SHOTS:
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=f"{SHOTS}/picture-{name}-{width}.png", full_page=True)
    assert fits(page), name
    assert faults(page) == [], name


def test_the_picture_is_seen_and_changes(tmp_path: Path) -> None:
    """Squares and table say the same at both widths; who is approved stands elsewhere at once."""
    url = sqlite_in(tmp_path)
    token, _ = seated(url, "kabupaten")
    asyncio.run(filled(url, tmp_path))
    with running(tmp_path, url) as address:
        for size in (WIDE, NARROW):
            with phone(*size) as page:
                page.goto(address)
                enter(page, address, token)
                page.goto(f"{address}/meja")
                assert page.locator(".picture-small").count() == 157
                right(page, "all")
                page.locator(".picture-tiles a", has_text="Sebamban Baru").click()
                assert page.locator("[data-person]").count() == 13
                page.locator("[data-person]").first.focus()
                label = page.locator("[data-person]").first.get_attribute("aria-label")
                assert page.locator("[data-who]").inner_text() == label
                right(page, "village")
                if size == WIDE:
                    before = number(page, "Sudah diperiksa")
                    with ThreadPoolExecutor() as apart:  # this thread has Chromium's loop
                        apart.submit(lambda: asyncio.run(approved(url))).result()
                    page.reload()
                    assert (before, number(page, "Sudah diperiksa")) == ("0", "1")
