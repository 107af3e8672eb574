"""Draws docs/pictures/ again (`make pictures`): `/coba` while an invented worker registers."""

from __future__ import annotations

import io
import random
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.bot.chromium import PATIENCE_MILLISECONDS, phone
from tests.bot.house import running, sqlite_in
from tests.browser.talk import Talk, made_up_photo, occupation_asked, register
from tests.people import person

PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "coba.png"
GAP = 24  # pixels between two phones
PAPER = (255, 255, 255)
COLOURS = 256  # a palette keeps the file at a third and the signs in their colours
MOST_BYTES = 200_000
SETTLE_MILLISECONDS = 600  # until the sheet has risen and the card is drawn


def main() -> None:
    """Registers twice, once up to the list of occupations and once to the receipt."""
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    rng = random.Random(100)
    shots = []
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), sqlite_in(Path(folder))) as address,
    ):
        with phone(360, 740) as page:
            page.goto(f"{address}/coba")
            talk = Talk(page)
            occupation_asked(talk, person(rng, age=51, sex="female"))
            page.locator("#settled .choices:not(.quiet) .list").click()
            shots.append(_shot(page))
        with phone(360, 740) as page:
            page.goto(f"{address}/coba")
            talk = Talk(page)
            talk.become("Mbak Siti (kader)")
            register(talk, person(rng, age=44, sex="female"), made_up_photo(rng))
            shots.append(_shot(page, to="Sudah terkirim"))
            talk.show_as("WhatsApp")
            shots.append(_shot(page, to="Ini yang akan dikirim"))
    _write(_side_by_side(shots))


def _shot(page: Page, to: str | None = None) -> Image.Image:
    """The screen once all is still, scrolled to the bubble with the words `to`."""
    page.mouse.move(0, 0)
    for drawn in page.locator("#settled img.picture").all():
        expect(drawn).not_to_have_js_property("naturalWidth", 0)
    page.wait_for_timeout(SETTLE_MILLISECONDS)
    if to:
        bubble = page.locator("#settled .row.bot").filter(has_text=to).last
        bubble.evaluate("row => row.scrollIntoView({block: 'start'})")
        page.wait_for_timeout(SETTLE_MILLISECONDS)
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def _side_by_side(shots: list[Image.Image]) -> Image.Image:
    width = sum(shot.width + GAP for shot in shots) - GAP
    whole = Image.new("RGB", (width, max(shot.height for shot in shots)), PAPER)
    left = 0
    for shot in shots:
        whole.paste(shot, (left, 0))
        left += shot.width + GAP
    return whole


def _write(picture: Image.Image) -> None:
    """Writes the PNG. Raises ValueError above MOST_BYTES: a page must load in a village."""
    written = io.BytesIO()
    few = picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(written, "PNG", optimize=True)
    if written.tell() > MOST_BYTES:
        raise ValueError(f"{PICTURE.name} has {written.tell()} bytes; at most {MOST_BYTES}")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_bytes(written.getvalue())


if __name__ == "__main__":
    main()
