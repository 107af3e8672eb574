"""Entry in a real browser: invited, password, authenticator, in; out; a wrong code; once more."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page
from sqlalchemy import Connection

from storage import officer_acts, officer_notices, officers, schema
from storage.officer_acts import COMMAND, Invited
from storage.store import open_store
from tests.bot.chromium import phone
from tests.bot.house import running, sqlite_in
from tests.desk.sight import NARROW, WIDE, enter, faults, fits, seated

pytestmark = pytest.mark.browser

PASSWORD = "hujan turun di Batulicin"
SHOTS = os.environ.get("SERATUS_TEST_SHOTS", "")  # a folder; pictures of each page for people


def invited(url: str, *logins: str) -> None:
    """Invitations whose token is the login name, made before the house is started."""

    async def work() -> None:
        await schema.upgrade(url)
        store = await open_store(url)

        def make(conn: Connection) -> None:
            for login in logins:
                new = Invited(login, "Siti Aminah", "kabupaten", ("63.10",))
                officer_acts.invite(conn, COMMAND, new, login.encode(), datetime.now(UTC))

        await store.write(make)
        await store.close()

    asyncio.run(work())


def right(page: Page, name: str) -> None:
    """The page fits, and breaks no rule of accessibility."""
    if SHOTS:
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
    assert fits(page), name
    assert faults(page) == [], name


def later_code(secret: str) -> str:
    """The code of the next step, which the desk takes already: the last one works only once."""
    return pyotp.TOTP(secret).at(datetime.now(UTC) + timedelta(seconds=30))


def press(page: Page) -> None:
    """The page's own button."""
    page.locator("form .btn-primary").first.click()


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_first_entry_and_the_next(tmp_path: Path, size: tuple[int, int]) -> None:
    """From the link to the desk, out again, a wrong code kindly refused, and in."""
    url = sqlite_in(tmp_path)
    invited(url, "siti")
    with running(tmp_path, url) as address, phone(*size) as page:
        page.goto(f"{address}/meja/akun")
        right(page, "entry-login")
        page.goto(f"{address}/meja/undangan/siti")
        right(page, "entry-invited")
        page.fill("#f-password", "pendek pendek")
        page.fill("#f-again", "lain lain lain")
        press(page)
        assert "belum sama" in page.get_by_role("alert").inner_text()
        page.fill("#f-password", PASSWORD)
        page.fill("#f-again", PASSWORD)
        press(page)
        secret = page.locator("#rahasia").inner_text().replace(" ", "")
        right(page, "entry-phone")
        page.fill("#f-code", "000000")
        press(page)
        assert "belum cocok" in page.get_by_role("alert").inner_text()
        page.fill("#f-code", pyotp.TOTP(secret).at(datetime.now(UTC)))
        press(page)
        assert page.locator(".entry-codes li").count() == 10
        right(page, "entry-recovery")
        page.get_by_role("link", name="Sudah saya simpan").click()
        page.wait_for_url(f"{address}/meja")
        assert page.locator("h1").count() == 1
        page.goto(f"{address}/meja/akun")
        assert page.locator(".desk-who").inner_text() == "Siti Aminah"
        right(page, "accounts-own")

        page.locator("main").get_by_role("button", name="Keluar", exact=True).click()
        assert "sudah keluar" in page.get_by_role("status").inner_text()
        page.goto(f"{address}/meja/akun")
        page.fill("#f-login", "siti")
        page.fill("#f-password", PASSWORD)
        press(page)
        page.fill("#f-code", "123456")
        press(page)
        assert "belum cocok" in page.get_by_role("alert").inner_text()
        right(page, "entry-code")
        page.fill("#f-code", later_code(secret))
        press(page)
        page.wait_for_url("**/meja/akun")
        assert page.locator(".desk-who").inner_text() == "Siti Aminah"


def test_every_page_of_accounts_fits(tmp_path: Path) -> None:
    """The list, an invitation with hostile names, one account, the chat code, what happened."""
    url = sqlite_in(tmp_path)
    token, _ = seated(url, "kabupaten")
    invited(url, "siti")
    noticed(url, token)
    with running(tmp_path, url) as address:
        for size in (WIDE, NARROW):
            with phone(*size) as page:
                page.goto(address)
                enter(page, address, token)
                _look_around(page, f"{address}/meja", f"budi{size[0]}")


def noticed(url: str, token: str) -> None:
    """Something of each kind happened to whoever is in with the token."""

    async def work() -> None:
        store = await open_store(url)

        def put(conn: Connection) -> None:
            now = datetime.now(UTC)
            seat = officers.seat(conn, token.encode(), now)
            assert seat is not None
            kinds: tuple[officer_notices.Kind, ...] = ("device", "reset", "changed", "guessed")
            for kind in kinds:
                officer_notices.put(conn, seat.officer.id, kind, seat.officer.id, now, "Edge, Mac")

        await store.write(put)
        await store.close()

    asyncio.run(work())


def _look_around(page: Page, desk: str, login: str) -> None:
    looked: list[tuple[str, Callable[[], object]]] = [
        ("accounts-list", lambda: page.goto(f"{desk}/petugas")),
        ("accounts-role", lambda: page.goto(f"{desk}/petugas/baru")),
        ("accounts-new", lambda: page.goto(f"{desk}/petugas/baru?jabatan=desa")),
        ("accounts-link", lambda: _invite(page, login)),
        ("accounts-one", lambda: _open(page, desk, login)),
        ("accounts-news", lambda: page.goto(f"{desk}/kabar")),
        ("accounts-password", lambda: page.goto(f"{desk}/akun/sandi")),
        ("accounts-sure", lambda: page.goto(f"{desk}/pastikan")),
        ("accounts-chat", lambda: _chat(page, desk)),
        ("accounts-new-phone", lambda: _new_phone(page, desk)),
    ]
    for name, go in looked:
        go()
        right(page, name)


def _invite(page: Page, login: str) -> None:
    page.fill("#f-name", "<img src=x onerror=alert(1)> =1+1 {{7*7}}")
    page.fill("#f-login", login)
    page.locator("summary", has_text="Batu Licin").first.click()
    page.locator("input[name=region]:visible").first.check()
    press(page)
    assert "/meja/undangan/" in page.locator("#tautan").inner_text()


def _open(page: Page, desk: str, login: str) -> None:
    page.goto(f"{desk}/petugas")
    page.locator("tr", has_text=login).get_by_role("link").click()
    assert "{{7*7}}" in page.locator(".entry-card h2").first.inner_text()


def _chat(page: Page, desk: str) -> None:
    page.goto(f"{desk}/akun")
    page.get_by_role("button", name="Hubungkan chat").click()


def _new_phone(page: Page, desk: str) -> None:
    page.goto(f"{desk}/akun")
    page.get_by_role("button", name="Ganti HP").click()
