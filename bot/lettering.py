"""Words and QR codes in pictures: wrapped, made smaller until they fit, shown whole."""

import unicodedata
from functools import lru_cache

import segno
from PIL import ImageDraw, ImageFont

MAX_LETTERS = 300  # of one text; no name or address is longer
SMALLEST = 12  # pixels; smaller letters cannot be told apart
LEADING = 1.22  # line to line, in sizes of the font
MISSING = "·"  # stands for a letter that the font lacks

Font = ImageFont.FreeTypeFont
Matrix = tuple[tuple[int, ...], ...]


def qr_matrix(text: str) -> Matrix:
    """Give the QR's modules (1 dark), error correction M; none when no QR can hold the text."""
    try:
        return tuple(tuple(row) for row in segno.make_qr(text, error="m").matrix)
    except ValueError:  # nothing to hold, too long, or half a letter
        return ()


def write(
    draw: ImageDraw.ImageDraw,
    text: str,
    box: tuple[int, int, int, int],
    size: int,
    colour: str,
    weight: int = 0,
) -> int:
    """Write a text into a box, wrapped and made smaller until it fits; gives where it ends."""
    left, top, right, bottom = box
    lines, chosen = fitted(clean(text), right - left - 2 * weight, bottom - top, size)
    step = line_height(chosen)
    for number, line in enumerate(lines):
        at = (left + weight, top + number * step)
        draw.text(at, line, colour, chosen, stroke_width=weight)
    return top + step * len(lines)


def fitted(text: str, width: int, height: int, size: int) -> tuple[list[str], Font]:
    """Give the lines and the largest font, at most `size`, that fit a box."""
    while True:
        chosen = font(size)
        lines = _wrapped(text, width, chosen)
        if size <= SMALLEST or len(lines) * line_height(chosen) <= height:
            return lines, chosen
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


def clean(text: str) -> str:
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
    return letter.isascii() or bytes(font(32).getmask(letter)) != _no_glyph()


@lru_cache(1)
def _no_glyph() -> bytes:
    return bytes(font(32).getmask("\uffff"))


def line_height(font: Font) -> int:
    return round(font.size * LEADING)


@lru_cache(64)
def font(size: int) -> Font:
    """The one font, in a size of pixels."""
    loaded = ImageFont.load_default(size)
    if not isinstance(loaded, ImageFont.FreeTypeFont):  # a Pillow built without FreeType
        raise TypeError("Pillow lacks FreeType, which its wheels hold")
    return loaded
