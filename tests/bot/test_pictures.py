"""Pictures from people: made safe in a process of their own, or refused in one word."""

import asyncio
import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from bot import picture_worker, pictures
from bot.pictures import Picture, PictureProcess, PictureRefused

RED, BLUE, WHITE = (220, 20, 20), (20, 20, 220), (255, 255, 255)
GPS = 0x8825


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def two_halves(width: int = 600, height: int = 400) -> Image.Image:
    """Give a picture whose left half is red and whose right half is blue."""
    picture = Image.new("RGB", (width, height), BLUE)
    ImageDraw.Draw(picture).rectangle((0, 0, width // 2, height), fill=RED)
    return picture


def opened(picture: Picture) -> Image.Image:
    image = Image.open(io.BytesIO(picture.jpeg))
    image.load()
    return image


def close(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 16 for one, other in zip(pixel, colour, strict=True))


def reencode(data: bytes) -> Picture:
    return asyncio.run(PictureProcess().reencode(data))


def refused(data: bytes, process: PictureProcess | None = None) -> str:
    with pytest.raises(PictureRefused) as caught:
        asyncio.run((process or PictureProcess()).reencode(data))
    return caught.value.code


def worker(script: str, timeout_seconds: float = 10.0) -> PictureProcess:
    return PictureProcess((sys.executable, "-I", "-c", script), timeout_seconds)


JPEG = encoded(two_halves(), "JPEG")


def test_photo_keeps_its_pixels_and_loses_all_else() -> None:
    """Place, camera, comment and colour profile are gone; the picture is the same."""
    exif = Image.Exif()
    exif[0x010F] = "Kamera Rahasia"
    exif.get_ifd(GPS).update({1: "S", 2: (3.0, 26.0, 30.0)})
    data = encoded(two_halves(), "JPEG", exif=exif, comment=b"rahasia", icc_profile=b"profil")
    assert b"Rahasia" in data
    assert b"rahasia" in data
    result = reencode(data)
    image = opened(result)
    assert (result.width, result.height) == image.size == (600, 400)
    assert close(image.getpixel((100, 200)), RED)
    assert close(image.getpixel((500, 200)), BLUE)
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not [word for word in (b"ahasia", b"profil", b"Exif") if word in result.jpeg]


UPRIGHT = [
    # EXIF orientation, size, where the red half is seen then
    (1, (600, 400), (100, 200)),
    (2, (600, 400), (500, 200)),  # mirrored
    (3, (600, 400), (500, 200)),  # upside down
    (4, (600, 400), (100, 200)),  # upside down and mirrored
    (5, (400, 600), (200, 100)),
    (6, (400, 600), (200, 100)),  # a phone held upright
    (7, (400, 600), (200, 500)),
    (8, (400, 600), (200, 500)),
    (99, (600, 400), (100, 200)),  # no such orientation
]


@pytest.mark.parametrize(("orientation", "size", "red"), UPRIGHT)
def test_photo_stands_upright(
    orientation: int, size: tuple[int, int], red: tuple[int, int]
) -> None:
    """The camera's orientation is carried out, not kept."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    result = picture_worker.reencoded(encoded(two_halves(), "JPEG", exif=exif))
    image = opened(Picture(result[8:], *struct.unpack(">II", result[:8])))
    assert image.size == size == struct.unpack(">II", result[:8])
    assert close(image.getpixel(red), RED)
    assert close(image.getpixel((size[0] - 1 - red[0], size[1] - 1 - red[1])), BLUE)


def test_large_photo_is_reduced() -> None:
    """The long side comes down to 2000 pixels and the shape stays."""
    result = reencode(encoded(two_halves(6000, 3000), "JPEG"))
    assert (result.width, result.height) == (2000, 1000)


def transparent(kind: str) -> bytes:
    picture = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((0, 0, 50, 100), fill=(*RED, 255))
    return encoded(picture, kind, **({"lossless": True} if kind == "WEBP" else {}))


def paletted() -> bytes:
    picture = Image.new("P", (100, 100), 1)
    picture.putpalette([*RED, 0, 0, 0])
    ImageDraw.Draw(picture).rectangle((0, 0, 50, 100), fill=0)
    return encoded(picture, "PNG", transparency=1)


@pytest.mark.parametrize("data", [transparent("PNG"), transparent("WEBP"), paletted()])
def test_transparent_becomes_white(data: bytes) -> None:
    """What can be seen through is paper, not black."""
    image = opened(reencode(data))
    assert close(image.getpixel((20, 50)), RED)
    assert close(image.getpixel((80, 50)), WHITE)


MODES = [
    # mode and colour as stored, what is seen
    (Image.new("L", (20, 20), 128), (128, 128, 128)),
    (Image.new("1", (20, 20), 1), WHITE),
    (Image.new("LA", (20, 20), (0, 0)), WHITE),
    (Image.new("I;16", (20, 20), 128 * 256), (128, 128, 128)),  # a scanner's 16 bits
]


@pytest.mark.parametrize(("picture", "seen"), MODES)
def test_grey_pictures_keep_their_grey(picture: Image.Image, seen: tuple[int, int, int]) -> None:
    """Every way to store grey gives the same grey."""
    result = picture_worker.reencoded(encoded(picture, "PNG"))
    assert close(opened(Picture(result[8:], 20, 20)).getpixel((10, 10)), seen)


def test_cmyk_photo_keeps_its_colour() -> None:
    """A print shop's JPEG is read as it looks."""
    result = picture_worker.reencoded(encoded(two_halves().convert("CMYK"), "JPEG"))
    assert close(opened(Picture(result[8:], 600, 400)).getpixel((100, 200)), RED)


def test_first_of_several_pictures_is_taken() -> None:
    """An animation gives its first picture."""
    first, second = two_halves(), Image.new("RGB", (600, 400), BLUE)
    data = encoded(first, "WEBP", save_all=True, append_images=[second], duration=100)
    assert close(opened(reencode(data)).getpixel((100, 200)), RED)


def png_of_zeros(width: int, height: int) -> bytes:
    """Write a PNG of black pixels by hand, a thousandth of the size it unfolds to."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        crc = zlib.crc32(kind + body).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + kind + body + crc

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(width + 1)) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def text_bomb() -> bytes:
    notes = PngInfo()
    notes.add_text("note", "0" * 200_000_000, zip=True)
    return encoded(two_halves(), "PNG", pnginfo=notes)


WRONG = [
    # what a person sends, the word for it
    (b"", "not_a_picture"),
    (b"Nama saya Siti", "not_a_picture"),
    (b"%PDF-1.7 ...", "not_a_picture"),
    (b"GIF89a" + bytes(100), "not_a_picture"),
    (b"\xff\xd8\xff", "not_a_picture"),  # begins like a JPEG, is none
    (b"\x89PNG\r\n\x1a\n" + bytes(100), "not_a_picture"),
    (b"RIFF\x10\0\0\0WEBPVP8 ", "not_a_picture"),
    (JPEG[: len(JPEG) // 2], "not_a_picture"),  # the upload broke off
    (encoded(two_halves(), "PNG")[:-30], "not_a_picture"),
    (JPEG + bytes(11 * 1024 * 1024), "too_large"),
    (png_of_zeros(20000, 20000), "bomb"),
    (png_of_zeros(50_000_001, 1), "bomb"),  # flat, but as many pixels
]


@pytest.mark.parametrize(("data", "code"), WRONG)
def test_wrong_file_is_refused_in_one_word(data: bytes, code: str) -> None:
    """What is no photo, or no honest one, is refused, and the reason is one of the list."""
    assert refused(data) == code


def test_compressed_notes_unfold_to_nothing() -> None:
    """A bomb hidden in a PNG's notes is refused too."""
    assert refused(text_bomb()) == "not_a_picture"


def test_too_large_starts_no_process() -> None:
    """Size and kind are looked at before a process is started."""
    nobody = PictureProcess(("/nonexistent/worker",))
    assert refused(bytes(pictures.MAX_BYTES + 1), nobody) == "too_large"
    assert refused(b"text", nobody) == "not_a_picture"


WORKERS = [
    # what a worker might do instead of its work
    "raise SystemExit(1)",  # broken
    "import os; os.abort()",  # crashed
    "pass",  # said nothing and called it done
    "print('not a picture')",  # wrote something else
    "import sys; sys.stdin.buffer.read()\nwhile True: sys.stdout.write('x' * 65536)",  # floods us
    "import sys; sys.stdin.close()",  # never read
]


@pytest.mark.parametrize("script", WORKERS)
def test_broken_worker_is_refused(script: str) -> None:
    """A worker that breaks or lies harms nobody and gives no picture."""
    assert refused(JPEG + bytes(200_000), worker(script)) == "worker"


SLOW = [
    # a worker that hangs, before reading and after
    "import time; time.sleep(60)",
    "import sys, time; sys.stdin.buffer.read(); time.sleep(60)",
    "import sys\nwhile True: sys.stdout.write('x' * 65536)",  # floods before it reads
]


@pytest.mark.parametrize("script", SLOW)
def test_slow_worker_is_killed(script: str) -> None:
    """A worker that takes too long is ended, not waited for."""
    assert refused(JPEG + bytes(200_000), worker(script, 0.3)) == "timeout"


def test_worker_out_of_processor_time_is_a_timeout() -> None:
    """A worker that its own limit of processor time ended has timed out."""
    script = "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)"
    assert refused(JPEG, worker(script)) == "timeout"


def test_worker_gets_nothing_but_the_picture(tmp_path: Path) -> None:
    """A worker has no environment, no open file, no folder of ours, and limits that hold."""
    script = f"""
import os, sys
sys.path.append({str(Path(picture_worker.__file__).parent)!r})
import picture_worker, resource, struct
picture_worker.limit()
fds = sorted(int(name) for name in os.listdir("/proc/self/fd"))[:-1]
clean = set(os.environ) <= {{"LC_CTYPE"}} and os.getcwd() == "/" and fds == [0, 1, 2]
try:
    os.write(os.open({str(tmp_path / "written")!r}, os.O_CREAT | os.O_WRONLY), b"x")
    clean = False
except OSError:
    pass
held = all(resource.getrlimit(kind)[1] <= most for kind, most in picture_worker.LIMITS)
sys.stdout.buffer.write(struct.pack(">II", clean, held) + b"\\xff\\xd8\\xff")
"""
    with Path(__file__).open():  # a file of ours that is open meanwhile
        result = asyncio.run(worker(script).reencode(JPEG))
    assert (result.width, result.height) == (1, 1)


def test_worker_imports_only_pillow() -> None:
    """The file runs alone: nothing of Seratus is within its reach."""
    out = subprocess.run(
        [*pictures.COMMAND], input=JPEG, capture_output=True, env={}, cwd="/", check=True
    )
    assert out.stdout[8:11] == b"\xff\xd8\xff"
    assert out.stderr == b""


async def test_two_pictures_at_once_and_no_more() -> None:
    """A third picture waits for one of two to end."""
    process = PictureProcess()
    running = most = 0
    run = process._run

    async def counted(data: bytes) -> tuple[int, bytes]:
        nonlocal running, most
        running += 1
        most = max(most, running)
        try:
            return await run(data)
        finally:
            running -= 1

    process._run = counted  # type: ignore[method-assign]
    results = await asyncio.gather(*(process.reencode(JPEG) for _ in range(5)))
    assert most == 2
    assert [(each.width, each.height) for each in results] == [(600, 400)] * 5


async def test_cancelled_request_leaves_no_process() -> None:
    """Who is no longer waited for is ended, and makes room."""
    process = worker("import time; time.sleep(60)")
    tasks = [asyncio.create_task(process.reencode(JPEG)) for _ in range(2)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    assert [type(e) for e in await asyncio.gather(*tasks, return_exceptions=True)] == [
        asyncio.CancelledError
    ] * 2
    assert not process._free.locked()
