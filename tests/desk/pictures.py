"""Draws docs/desk/pictures/ again (`make pictures`): each page of the desk over a demo, two widths.

The links of each page lead on: of every kind of address the first that is met is drawn.
"""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.bot.chromium import phone
from tests.bot.house import SERATUS, environment, running, sqlite_in
from tests.desk.sight import NARROW, WIDE, enter, faults, fits, seated

FOLDER = Path(__file__).parents[2] / "docs" / "desk" / "pictures"
COLOURS = 64  # a palette keeps a page at some 30 kB
MOST_HEIGHT = 2400  # of a page; a longer list tells nothing more
DEMO_SECONDS = 300
DRAWN_SECONDS = 900.0  # some seventy pages, twice
ID = re.compile(r"[0-9a-f]{32}|\d\d(\.\d\d){1,2}(\.\d{4})?|\d+")
NO_PAGE = re.compile(r"/aset/|/foto|\.xlsx|\.csv|/keluar|/baru$|/kemajuan|/antrean|/berkas|/unduh")


def main() -> None:
    """Fills a demo, then walks from page to page; ends with 1 where a page has a fault."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = sqlite_in(folder)
        subprocess.run(
            [*SERATUS, "demo"],
            env=environment(folder, url),
            cwd=folder,
            check=True,
            timeout=DEMO_SECONDS,
        )
        token, _ = seated(url, "kabupaten")
        with running(folder, url, hangs=DRAWN_SECONDS) as address:
            wrong = [*_drawn(address, token)]
    for each in wrong:
        print(each)  # noqa: T201 - a command's output
    raise SystemExit(1 if wrong else 0)


def _drawn(address: str, token: str) -> Iterator[str]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with phone(*WIDE) as page:
        page.goto(f"{address}/healthz")
        enter(page, address, token)
        pages = [*_walk(page, address)]
    for size in (WIDE, NARROW):
        with phone(*size) as page:
            page.goto(f"{address}/healthz")
            enter(page, address, token)
            for kind, path in pages:
                page.goto(address + path)
                _write(page, FOLDER / f"{kind}-{size[0]}.png")
                yield from (f"{path} at {size[0]}: {each}" for each in faults(page))
                if not fits(page):
                    yield f"{path} at {size[0]}: sticks out to the side"


def _walk(page: Page, address: str) -> Iterator[tuple[str, str]]:
    """Each kind of page once, with an address of it."""
    waiting, met = deque(["/meja"]), {"meja"}
    yield "meja", "/meja"
    while waiting:
        page.goto(address + waiting.popleft())
        links = page.locator("main a[href^='/meja'], nav a[href^='/meja']").all()
        for path in [str(each.get_attribute("href")) for each in links]:
            plain = path.partition("#")[0].partition("?")[0]
            kind = ID.sub("satu", plain.strip("/")).replace("/", "-")
            if kind not in met and not NO_PAGE.search(plain):
                met.add(kind)
                waiting.append(plain)
                yield kind, plain


def _write(page: Page, path: Path) -> None:
    """The whole page, cut where it goes on for ever."""
    shot = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    cut = shot.crop((0, 0, shot.width, min(shot.height, MOST_HEIGHT)))
    cut.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
