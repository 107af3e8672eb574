"""The officers' pages of docs/desk: each with a picture, and printed on two sheets of A4."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.bot.chromium import phone

ROOT = Path(__file__).parents[2]
MOST_PAGES = 2
SHEET = re.compile(rb"/Type\s*/Page\b")  # not /Pages


def test_each_page_shows_a_picture_and_fits_two_sheets(tmp_path: Path) -> None:
    """Printed as Chromium prints it, under the site's own stylesheet."""
    site = tmp_path / "site"
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-d", str(tmp_path / "doctrees")]
    subprocess.run([*command, str(ROOT / "docs"), str(site)], check=True, timeout=300)
    pages = sorted((site / "desk").glob("*.html"))
    assert {each.stem for each in pages} == {e.stem for e in (ROOT / "docs/desk").glob("*.md")}
    with phone(1280, 900) as page:
        for each in pages:
            page.goto(each.resolve().as_uri())
            pictures = page.locator("article img")
            assert pictures.count() >= 1, each.stem
            for picture in pictures.all():
                assert picture.get_attribute("alt"), each.stem
                assert picture.evaluate("it => it.complete && it.naturalWidth > 0"), each.stem
            sheets = len(SHEET.findall(page.pdf(prefer_css_page_size=True)))
            assert 1 <= sheets <= MOST_PAGES, (each.stem, sheets)
