"""The receipt card: a picture for the phone with name, village, state, code and its QR."""

import io
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import segno
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1080, 1350  # 4 : 5, what messengers show whole on a phone held upright
EDGE, PAD = 48, 56  # around the sheet, and within it
LEFT, RIGHT = EDGE + PAD, WIDTH - EDGE - PAD
HEAD_BOTTOM = 222
TEAR = 860  # the line below which only the code stands
QR_SIDE = 290
QR_MARGIN = 4  # modules of white that ISO 18004 asks for
MAX_LETTERS = 300  # of one text; no name or address is longer
SMALLEST = 12  # pixels; smaller letters cannot be told apart
LEADING = 1.22  # line to line, in sizes of the font
MISSING = "·"  # stands for a letter that the font lacks
COLOURS = 64  # letters' soft edges need no more, and the file stays small

PAPER = "#E9EFEC"
SHEET = "#FFFFFF"
HEAD = "#0E5A4F"
HEAD_SOFT = "#CFE6DF"  # 7:1 on HEAD
INK = "#14231F"
SOFT = "#56665F"  # 6:1 on white: WCAG AA for the small labels
LINE = "#C4D0CB"
STATE_GROUND, STATE_INK = "#FFF1CF", "#6B4700"  # amber: received, not yet protected; 7:1
CHIP = "#E6F2EE"

Font = ImageFont.FreeTypeFont
Matrix = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """The small words above each text of a card."""

    name: str
    nik: str
    village: str
    state: str
    code: str


@dataclass(frozen=True, slots=True)
class Card:
    """All words of a card, rendered already; `qr` is what the QR holds, `note` stands beside it."""

    title: str
    subtitle: str
    name: str
    nik_masked: str
    village: str
    state: str
    code: str
    qr: str
    note: str
    labels: Labels


def draw_card(card: Card) -> bytes:
    """Draw a card as PNG of 1080 × 1350; any text is shown whole, smaller if it must be."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    _sheet(draw)
    _text(draw, card.title, (LEFT, 76, RIGHT, 148), 58, "#FFFFFF", weight=1)
    _text(draw, card.subtitle, (LEFT, 150, RIGHT, 206), 32, HEAD_SOFT)
    _person(draw, card)
    _code(draw, card)
    _qr(draw, card.qr)
    out = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def qr_matrix(text: str) -> Matrix:
    """Give the QR's modules (1 dark), error correction M; none when no QR can hold the text."""
    try:
        return tuple(tuple(row) for row in segno.make_qr(text, error="m").matrix)
    except ValueError:  # nothing to hold, too long, or half a letter
        return ()


def _sheet(draw: ImageDraw.ImageDraw) -> None:
    sheet = (EDGE, EDGE, WIDTH - EDGE, HEIGHT - EDGE)
    draw.rounded_rectangle(sheet, 40, fill=SHEET)
    head = (EDGE, EDGE, WIDTH - EDGE, HEAD_BOTTOM)
    draw.rounded_rectangle(head, 40, fill=HEAD, corners=(True, True, False, False))
    for x in range(LEFT, RIGHT - 12, 26):
        draw.rounded_rectangle((x, TEAR - 2, x + 13, TEAR + 1), 2, fill=LINE)
    for centre in (EDGE, WIDTH - EDGE):
        draw.ellipse((centre - 22, TEAR - 22, centre + 22, TEAR + 22), fill=PAPER)


def _person(draw: ImageDraw.ImageDraw, card: Card) -> None:
    labels = card.labels
    _label(draw, labels.name, 256)
    y = _text(draw, card.name, (LEFT, 296, RIGHT, 444), 60, INK, weight=1) + 22
    _label(draw, labels.nik, y)
    y = _text(draw, card.nik_masked, (LEFT, y + 40, RIGHT, y + 92), 42, INK) + 22
    _label(draw, labels.village, y)
    y = _text(draw, card.village, (LEFT, y + 40, RIGHT, TEAR - 152), 38, INK) + 20
    _state(draw, card, y)


def _state(draw: ImageDraw.ImageDraw, card: Card, y: int) -> None:
    _label(draw, card.labels.state, y)
    box = (LEFT + 28, y + 54, RIGHT - 28, TEAR - 40)
    lines, font = _fitted(_clean(card.state), box[2] - box[0], box[3] - box[1], 34)
    width = max((font.getlength(line) for line in lines), default=0)
    bottom = box[1] + len(lines) * _line_height(font) + 14
    pill = (LEFT, y + 40, int(box[0] + width + 28), bottom)
    draw.rounded_rectangle(pill, min(34, (bottom - y - 42) // 2), fill=STATE_GROUND)
    _text(draw, card.state, box, 34, STATE_INK)


def _code(draw: ImageDraw.ImageDraw, card: Card) -> None:
    _label(draw, card.labels.code, TEAR + 28)
    groups = _clean(card.code).replace("-", " ").split() or [""]
    gap, top, bottom = 20, TEAR + 68, TEAR + 156
    letters = sum(len(group) for group in groups)
    free = RIGHT - LEFT - gap * (len(groups) - 1)
    if letters == 0 or free < letters * 10:  # no code of ours: shown as plain text
        _text(draw, card.code, (LEFT, top, RIGHT, bottom), 72, HEAD)
        return
    x = float(LEFT)
    for group in groups:
        width = free * len(group) / letters
        draw.rounded_rectangle((x, top, x + width, bottom), 20, fill=CHIP)
        _centred(draw, group, (x, top, x + width, bottom))
        x += width + gap
    _text(draw, card.note, (LEFT, bottom + 40, RIGHT - QR_SIDE - 24, HEIGHT - EDGE - 36), 32, SOFT)


def _qr(draw: ImageDraw.ImageDraw, text: str) -> None:
    matrix = qr_matrix(text)
    if not matrix:
        return
    module = QR_SIDE // (len(matrix) + 2 * QR_MARGIN) or 1
    side = module * len(matrix)
    left, top = RIGHT - side, HEIGHT - EDGE - 32 - side
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                at = (left + x * module, top + y * module)
                draw.rectangle((*at, at[0] + module - 1, at[1] + module - 1), fill=INK)


def _label(draw: ImageDraw.ImageDraw, text: str, y: int) -> None:
    _text(draw, text, (LEFT, y, RIGHT, y + 36), 28, SOFT)


def _centred(draw: ImageDraw.ImageDraw, text: str, box: tuple[float, float, float, float]) -> None:
    lines, font = _fitted(text, int(box[2] - box[0]) - 16, int(box[3] - box[1]), 72)
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    draw.text(middle, "\n".join(lines), HEAD, font, anchor="mm", stroke_width=1)


def _text(
    draw: ImageDraw.ImageDraw,
    text: str,
    box: tuple[int, int, int, int],
    size: int,
    colour: str,
    weight: int = 0,
) -> int:
    """Write a text into a box, wrapped and made smaller until it fits; gives where it ends."""
    left, top, right, bottom = box
    lines, font = _fitted(_clean(text), right - left - 2 * weight, bottom - top, size)
    step = _line_height(font)
    for number, line in enumerate(lines):
        at = (left + weight, top + number * step)
        draw.text(at, line, colour, font, stroke_width=weight)
    return top + step * len(lines)


def _fitted(text: str, width: int, height: int, size: int) -> tuple[list[str], Font]:
    """Give the lines and the largest font, at most `size`, that fit a box."""
    while True:
        font = _font(size)
        lines = _wrapped(text, width, font)
        if size <= SMALLEST or len(lines) * _line_height(font) <= height:
            return lines, font
        size = max(SMALLEST, size - 2)


def _wrapped(text: str, width: int, font: Font) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.extend(_broken(word, width, font))
    return lines


def _broken(word: str, width: int, font: Font) -> list[str]:
    """Break a word that no line holds; one that fits stays whole."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and font.getlength(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _clean(text: str) -> str:
    """Keep letters that the font can draw: others by their base letter, else a dot."""
    composed = unicodedata.normalize("NFC", text[:MAX_LETTERS])
    return "".join(_drawable(letter) for letter in composed)


@lru_cache(4096)
def _drawable(letter: str) -> str:
    if letter.isspace():
        return " "
    if unicodedata.category(letter)[0] in "CM":  # controls, directions, loose accents
        return ""
    if _has_glyph(letter):
        return letter
    base = unicodedata.normalize("NFKD", letter)
    plain = "".join(each for each in base if not unicodedata.combining(each))
    return plain if plain and all(_has_glyph(each) for each in plain) else MISSING


def _has_glyph(letter: str) -> bool:
    return letter.isascii() or bytes(_font(32).getmask(letter)) != _no_glyph()


@lru_cache(1)
def _no_glyph() -> bytes:
    return bytes(_font(32).getmask("\uffff"))


def _line_height(font: Font) -> int:
    return round(font.size * LEADING)


@lru_cache(64)
def _font(size: int) -> Font:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):  # a Pillow built without FreeType
        raise TypeError("Pillow lacks FreeType, which its wheels hold")
    return font
