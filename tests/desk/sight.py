"""The desk as it is seen: an officer who is in, at a real browser; rules of accessibility."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from sqlalchemy import Connection

from desk.guard import COOKIE
from storage import officers, schema
from storage.officers import Role
from storage.store import open_store

WIDE, NARROW = (1280, 800), (360, 740)  # the two widths at which every page is looked at


def seated(url: str, role: Role, regions: Sequence[str] = ("63.10",)) -> tuple[str, str]:
    """An officer who is in, made before the house is started; gives token and login name."""
    return asyncio.run(_seated(url, role, () if role == "admin" else tuple(regions)))


async def _seated(url: str, role: Role, regions: Sequence[str]) -> tuple[str, str]:
    token, login = secrets.token_urlsafe(32), f"{role}-{secrets.token_hex(3)}"
    now = datetime.now(UTC)
    await schema.upgrade(url)
    store = await open_store(url)

    def make(conn: Connection) -> None:
        who = officers.add(conn, login, f"Petugas {role}", role, regions, "test", now)
        officers.begin(conn, who, token.encode(), "full", "test", now)

    await store.write(make)
    await store.close()
    return token, login


def enter(page: Page, address: str, token: str) -> None:
    """The browser holds the session's cookie from now on."""
    secure = address.replace("http:", "https:")  # Chromium trusts its own machine as much
    page.context.add_cookies(
        [{"name": COOKIE, "value": token, "url": secure, "secure": True, "httpOnly": True}]
    )


def faults(page: Page) -> list[str]:
    """What axe finds wrong with the page: rule and the first place, none when all is well."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


def fits(page: Page) -> bool:
    """Nothing sticks out to the side at this width."""
    return bool(page.locator("html").evaluate("html => html.scrollWidth <= innerWidth"))
