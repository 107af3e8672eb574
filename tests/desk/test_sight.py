"""What an officer sees in a real browser, on a phone and on the office computer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.chromium import phone
from tests.bot.house import running, sqlite_in
from tests.desk.sight import NARROW, WIDE, enter, faults, fits, seated

pytestmark = pytest.mark.browser


def test_the_frame_is_whole_at_both_widths(tmp_path: Path) -> None:
    """A page that is not there still says so kindly, fits, and breaks no rule of accessibility."""
    url = sqlite_in(tmp_path)
    token, _ = seated(url, "kabupaten")
    with running(tmp_path, url) as address:
        for size in (WIDE, NARROW):
            with phone(*size) as page:
                page.goto(address)
                enter(page, address, token)
                page.goto(f"{address}/meja/tidak-ada")
                assert page.locator("h1").inner_text() == "Tidak ada di sini"
                assert fits(page)
                assert faults(page) == []
