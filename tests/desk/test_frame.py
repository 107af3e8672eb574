"""The frame of every page: who is let in, and what nobody learns."""

from __future__ import annotations

import httpx

from bot.web import web
from desk.guard import HEADERS
from tests.desk.conftest import ADDRESS, Desk


async def test_a_stranger_is_sent_to_the_entry_and_learns_nothing(desk: Desk) -> None:
    """Unknown pages are missing; no page names anything without a seat."""
    transport = httpx.ASGITransport(app=web(desk.office.house))
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as stranger:
        answer = await stranger.get("/meja/tidak-ada")
    assert answer.status_code == 404
    assert "Tidak ada di sini" in answer.text


async def test_every_answer_carries_the_headers_of_a_guarded_page(desk: Desk) -> None:
    """No inline script, no frame, no caching."""
    visitor = await desk.officer()
    answer = await visitor.get("/tidak-ada")
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


async def test_assets_come_compressed_and_are_kept_for_good(desk: Desk) -> None:
    """The first page stays far below 400 kB."""
    from desk.assets import address

    visitor = await desk.officer()
    answer = await visitor.client.get(address("tabler.css"), headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200
    assert int(answer.headers["content-length"]) < 100_000
    assert "immutable" in answer.headers["cache-control"]
