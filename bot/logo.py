"""The office's logo: read once, checked, and written anew as a small PNG: nothing but pixels."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Final

from bot.settings import Settings, SettingsProblem

MOST_BYTES: Final = 2 << 20  # of the file: a logo at print size has a tenth of that
MOST_PIXELS: Final = 16_000_000  # decoded: 64 MB of memory for a moment
BOX: Final = (640, 240)  # pixels that it is fitted into: sharp on a poster, light on a page
FORMATS: Final = ("PNG", "JPEG")


def logo(settings: Settings) -> bytes | None:
    """The logo as PNG; None where none is set. Raises SettingsProblem with the mend."""
    if settings.logo is None:
        return None
    try:
        return _anew(settings.logo)
    except OSError as problem:  # also what Pillow raises for what is no picture
        why = problem.strerror or "it is no PNG or JPEG picture"
        raise SettingsProblem(f"SERATUS_LOGO: {settings.logo}: {why}") from None


@lru_cache(4)
def _anew(path: Path) -> bytes:
    from PIL import Image

    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise OSError(0, f"it is larger than {MOST_BYTES >> 20} MB")
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise OSError(0, f"it has more than {MOST_PIXELS // 1_000_000} million points")
        small = picture.convert("RGBA")
    small.thumbnail(BOX, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    plain = Image.new("RGBA", small.size)  # new: no text, profile or EXIF comes along
    plain.paste(small)
    plain.save(out, "PNG", optimize=True)
    return out.getvalue()
