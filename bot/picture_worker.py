"""Re-encode one picture, stdin to stdout: run as a file of its own, with nothing worth stealing.

Out come width and height (4 bytes each, big-endian) and a JPEG; else the exit code says why not.
"""

import io
import resource
import struct
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # Pillow is imported under the limits
    from PIL.Image import Image, Transpose

NOT_A_PICTURE = 3
BOMB = 4

MAX_INPUT = 10 * 1024 * 1024  # bytes; said again as `bot.pictures.MAX_BYTES`
MAX_PIXELS = 50_000_000  # what the larger phone cameras give: 50 megapixels
MAX_SIDE = 2000  # a KTP that fills the width is then at 600 dpi
QUALITY = 85  # small print stays sharp; above it files grow and look no better
ORIENTATION = 0x0112  # EXIF tag 274: how the camera was held
FORMATS = ("JPEG", "PNG", "WEBP")  # what phones send; every decoder more is one more to trust
WHITE = (255, 255, 255)

LIMITS = (
    (resource.RLIMIT_AS, 1 << 30),  # 50 megapixels take 200 MB, three times over with alpha
    (resource.RLIMIT_CPU, 10),  # seconds; a large honest photo takes one
    (resource.RLIMIT_NOFILE, 32),  # the interpreter's own and Pillow's libraries while they load
    (resource.RLIMIT_FSIZE, 0),  # writes no file at all
    (resource.RLIMIT_NPROC, 0),  # starts no process and no thread (unless run as root)
    (resource.RLIMIT_CORE, 0),  # a crash leaves no picture behind
)


class TooManyPixels(Exception):
    """A small file that would unfold to more pixels than any honest photo has."""


def main() -> int:
    """Read a picture, write it anew, and give the exit code."""
    limit()
    data = sys.stdin.buffer.read(MAX_INPUT + 1)
    try:
        framed = reencoded(data)
    except (MemoryError, OverflowError, TooManyPixels):
        return BOMB
    except (OSError, SyntaxError, ValueError, LookupError, TypeError, EOFError, struct.error):
        return NOT_A_PICTURE  # what Pillow's decoders raise on damaged files
    sys.stdout.buffer.write(framed)
    sys.stdout.buffer.flush()
    return 0


def limit(limits: Sequence[tuple[int, int]] = LIMITS) -> None:
    """Give up, for good, all that the work does not need."""
    for kind, wanted in limits:
        hard = resource.getrlimit(kind)[1]
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(kind, (most, most))


def reencoded(data: bytes) -> bytes:
    """Turn a picture upright, fit it to MAX_SIDE and give size and JPEG, pixels only."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # counted below, before anything is decoded
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise TooManyPixels
        turn = _turn(picture)
        picture.draft(None, (MAX_SIDE, MAX_SIDE))  # a JPEG is decoded at a fraction at once
        small = _plain(picture)
    small.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    flat = _flat(small)
    upright = flat if turn is None else flat.transpose(turn)
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=QUALITY)
    return struct.pack(">II", *upright.size) + out.getvalue()


def _turn(picture: "Image") -> "Transpose | None":
    from PIL.Image import Transpose

    try:
        orientation = picture.getexif().get(ORIENTATION)
    except (OSError, SyntaxError, ValueError, LookupError, TypeError, struct.error):
        return None  # damaged EXIF spoils no good picture
    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return turns.get(orientation) if isinstance(orientation, int) else None


def _plain(picture: "Image") -> "Image":
    if picture.mode.startswith("I"):  # 16-bit grey of scanners: Pillow would cut it off at 255
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _flat(picture: "Image") -> "Image":
    from PIL import Image

    page = Image.new("RGB", picture.size, WHITE)  # new: no comment, profile or EXIF comes along
    page.paste(picture, mask=picture if picture.mode == "RGBA" else None)
    return page


if __name__ == "__main__":
    sys.exit(main())
