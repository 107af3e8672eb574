"""What goes wrong unexpectedly is said kindly, with a number that the log knows too."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.responses import Response

from bot.logs import log
from desk import keeping, kindly
from desk.ask import Ask
from desk.guard import get
from tests.desk.conftest import Desk

SECRET = "6310014107900001 Siti"
NUMBER = re.compile(r"nomor ([0-9a-f]{8}) ")


async def _breaks(_: Ask) -> Response:
    raise ValueError(SECRET)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The lines of the log of errors."""
    lines: list[dict[str, Any]] = []
    monkeypatch.setattr(log, "error", lambda event, **told: lines.append(told))
    return lines


async def test_an_unexpected_error_is_told_kindly_and_recorded(
    desk: Desk, told: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One number on the page and in the log, nobody's data in either; also without templates."""
    ways = tuple(
        way if way.path != "/pengaturan" else get("/pengaturan", _breaks) for way in keeping.WAYS
    )
    monkeypatch.setattr(keeping, "WAYS", ways)
    visitor = await desk.officer()
    page = await visitor.get("/pengaturan")
    found = NUMBER.search(page.text)
    assert page.status_code == 500
    assert found
    assert "Maaf" in page.text
    assert 'lang="id"' in page.text
    assert page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"
    monkeypatch.setattr(kindly, "render", _no_template)
    bare = await visitor.get("/pengaturan")
    again = NUMBER.search(bare.text)
    assert bare.status_code == 500
    assert again
    assert [each["number"] for each in told] == [found[1], again[1]]
    assert told[0]["route"] == "GET /meja/pengaturan"
    assert told[0]["error"] == "ValueError"
    assert any("test_kindly.py" in place and "_breaks" in place for place in told[0]["at"])
    assert SECRET not in f"{told}{page.text}{bare.text}"
    await _answers_of_other_methods(visitor.client, told)


def _no_template(*_: object) -> Response:
    raise OSError("no such template")


async def _answers_of_other_methods(client: Any, told: list[dict[str, Any]]) -> None:
    """No page of the server's own words for what the desk does not know or cannot read."""
    rows = (
        ("PUT", "/meja/orang", 404),  # a method that no page has
        ("POST", "/meja/tidak-ada", 404),  # an act that is not there
        ("DELETE", "/meja", 404),
    )
    before = len(told)
    for method, path, status in rows:
        answer = await client.request(method, path)
        assert (answer.status_code, "Tidak ada di sini" in answer.text) == (status, True), method
    broken = {"content-type": "multipart/form-data; boundary=x", "content-length": "5"}
    answer = await client.post("/meja/orang", content=b"--y\r\n", headers=broken)
    assert answer.status_code in (400, 403)
    assert "Belum diterima" in answer.text
    large = {"content-type": "application/x-www-form-urlencoded"}
    answer = await client.post("/meja/orang", content=b"a=" + b"b" * 300_000, headers=large)
    assert (answer.status_code, "Belum diterima" in answer.text) == (413, True)
    assert len(told) == before
