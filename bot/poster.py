"""A village's poster: what Seratus is for, and the QRs that lead into the talk."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

from PIL import Image, ImageDraw

from bot.lettering import font, qr_matrix, write
from bot.logo import logo
from bot.settings import Settings
from conversations.session import Text
from conversations.words import Catalogue
from program.regions import region
from storage import deep_links
from storage.crypto import Sealer

WIDTH, HEIGHT = 1240, 1754  # A4 upright at 150 dots an inch
DPI = 150
PAD = 84
INK, SOFT, GREEN, PALE, PAPER = "#14231F", "#3D4C46", "#0B6B4F", "#E6F2EE", "#FFFFFF"
QR_SIDE = 430
LOGO_BOX = (320, 160)  # points at most
QR_MARGIN = 4  # modules of white that ISO 18004 asks for
WORDS = ("title", "who", "what", "one", "two", "three", "no-phone", "free", "call")


class NoWayIn(ValueError):
    """Neither a Telegram name nor a WhatsApp number is set: a poster would lead nowhere."""

    def __init__(self) -> None:
        super().__init__(
            "set SERATUS_TELEGRAM_NAME (the bot's name, without @) or SERATUS_WHATSAPP_NUMBER "
            "(its number, +62…): a poster leads there"
        )


class UnknownVillage(ValueError):
    """There is no village of this code."""


@dataclass(frozen=True, slots=True)
class Poster:
    """All words of a poster, and what its QRs hold, by the channel's name."""

    title: str
    village: str
    who: str
    what: str
    steps: tuple[str, str, str]
    no_phone: str
    free: str
    call: str
    ways: tuple[tuple[str, str], ...]
    logo: bytes | None = None  # as PNG


def poster(settings: Settings, sealer: Sealer, code: str, until: date) -> Poster:
    """The poster of a village, whose links are good until a day. Raises the errors above."""
    village = region(code)
    if village is None or village.kind not in ("desa", "kelurahan"):
        raise UnknownVillage(f"{code} is no village's code; write it as 63.10.03.2004")
    district = region(village.parent)
    names = {"village": village.name, "district": district.name if district else ""}
    words = Catalogue(zone=settings.timezone)
    said = {each: words.text(Text(f"poster.{each}")) for each in WORDS}
    return Poster(
        said["title"],
        words.text(Text("poster.village", names)),
        said["who"],
        said["what"],
        (said["one"], said["two"], said["three"]),
        said["no-phone"],
        said["free"],
        said["call"],
        _ways(settings, words, deep_links.make(sealer, "village", code, until)),
        logo(settings),
    )


def _ways(settings: Settings, words: Catalogue, start: str) -> tuple[tuple[str, str], ...]:
    ways = []
    if settings.whatsapp_number:
        number = settings.whatsapp_number.lstrip("+")
        ways.append(
            (words.text(Text("poster.whatsapp")), f"https://wa.me/{number}?text={quote('daftar')}")
        )
    if settings.telegram_name:
        link = f"https://t.me/{settings.telegram_name.lstrip('@')}?start={start}"
        ways.append((words.text(Text("poster.telegram")), link))
    if not ways:
        raise NoWayIn
    return tuple(ways)


def write_poster(made: Poster, path: Path) -> None:
    """Writes a PDF or a PNG, by the ending of the name. Raises ValueError for another ending."""
    kind = path.suffix.lower().lstrip(".")
    if kind not in ("pdf", "png"):
        raise ValueError("name the file .pdf or .png")
    out = io.BytesIO()
    draw_poster(made).save(out, kind.upper(), dpi=(DPI, DPI), resolution=DPI)
    path.write_bytes(out.getvalue())


def draw_poster(made: Poster) -> Image.Image:
    """Draws it on A4."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 330), fill=GREEN)
    right = _logo(image, made.logo) if made.logo else WIDTH - PAD
    write(draw, made.title, (PAD, 60, right, 220), 76, PAPER, weight=1)
    write(draw, made.village, (PAD, 236, WIDTH - PAD, 310), 42, PALE)
    y = write(draw, made.who, (PAD, 372, WIDTH - PAD, 520), 46, INK, weight=1)
    write(draw, made.what, (PAD, y + 18, WIDTH - PAD, 690), 38, SOFT)
    _steps(draw, made)
    _qrs(draw, made)
    write(draw, made.no_phone, (PAD, 1430, WIDTH - PAD, 1530), 36, INK)
    draw.rounded_rectangle((PAD, 1545, WIDTH - PAD, 1664), 18, fill=PALE)
    write(draw, made.free, (PAD + 28, 1562, WIDTH - PAD - 28, 1660), 36, GREEN, weight=1)
    write(draw, made.call, (PAD, 1682, WIDTH - PAD, 1740), 32, SOFT)
    return image


def _logo(image: Image.Image, logo: bytes) -> int:
    """The office's logo on white, at the right of the band; gives where the words must end."""
    with Image.open(io.BytesIO(logo), formats=("PNG",)) as found:
        small = found.convert("RGBA")
    small.thumbnail(LOGO_BOX)
    left, top = WIDTH - PAD - small.width, 60
    edge = (left - 16, top - 16, WIDTH - PAD + 16, top + small.height + 16)
    ImageDraw.Draw(image).rounded_rectangle(edge, 14, fill=PAPER)
    image.paste(small, (left, top), small)
    return left - 48


def _steps(draw: ImageDraw.ImageDraw, made: Poster) -> None:
    width = (WIDTH - 2 * PAD) // 3
    for number, step in enumerate(made.steps):
        left = PAD + number * width
        draw.ellipse((left, 720, left + 64, 784), fill=GREEN)
        draw.text((left + 32, 752), str(number + 1), PAPER, font(40), anchor="mm")
        write(draw, step, (left + 80, 716, left + width - 16, 850), 34, INK)


def _qrs(draw: ImageDraw.ImageDraw, made: Poster) -> None:
    width = (WIDTH - 2 * PAD) // len(made.ways)
    for number, (name, link) in enumerate(made.ways):
        middle = PAD + width * number + width // 2
        _qr(draw, link, middle - QR_SIDE // 2, 880)
        draw.text((middle, 880 + QR_SIDE + 34), name, GREEN, font(40), anchor="mm")


def _qr(draw: ImageDraw.ImageDraw, link: str, left: int, top: int) -> None:
    matrix = qr_matrix(link)
    module = QR_SIDE // (len(matrix) + 2 * QR_MARGIN)
    edge = (QR_SIDE - module * len(matrix)) // 2
    draw.rounded_rectangle((left, top, left + QR_SIDE, top + QR_SIDE), 20, outline=GREEN, width=4)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                at = (left + edge + x * module, top + edge + y * module)
                draw.rectangle((*at, at[0] + module - 1, at[1] + module - 1), fill=INK)
