"""The receipt card: a picture for the phone with name, village, state, code and its QR."""

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw

from bot.lettering import clean, fitted, line_height, qr_matrix, write

WIDTH, HEIGHT = 1080, 1350  # 4 : 5, what messengers show whole on a phone held upright
EDGE, PAD = 48, 56  # around the sheet, and within it
LEFT, RIGHT = EDGE + PAD, WIDTH - EDGE - PAD
HEAD_BOTTOM = 222
TEAR = 860  # the line below which only the code stands
QR_SIDE = 290
QR_MARGIN = 4  # modules of white that ISO 18004 asks for
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
    write(draw, card.title, (LEFT, 76, RIGHT, 148), 58, "#FFFFFF", weight=1)
    write(draw, card.subtitle, (LEFT, 150, RIGHT, 206), 32, HEAD_SOFT)
    _person(draw, card)
    _code(draw, card)
    _qr(draw, card.qr)
    out = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


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
    y = write(draw, card.name, (LEFT, 296, RIGHT, 444), 60, INK, weight=1) + 22
    _label(draw, labels.nik, y)
    y = write(draw, card.nik_masked, (LEFT, y + 40, RIGHT, y + 92), 42, INK) + 22
    _label(draw, labels.village, y)
    y = write(draw, card.village, (LEFT, y + 40, RIGHT, TEAR - 152), 38, INK) + 20
    _state(draw, card, y)


def _state(draw: ImageDraw.ImageDraw, card: Card, y: int) -> None:
    _label(draw, card.labels.state, y)
    box = (LEFT + 28, y + 54, RIGHT - 28, TEAR - 40)
    lines, font = fitted(clean(card.state), box[2] - box[0], box[3] - box[1], 34)
    width = max((font.getlength(line) for line in lines), default=0)
    bottom = box[1] + len(lines) * line_height(font) + 14
    pill = (LEFT, y + 40, int(box[0] + width + 28), bottom)
    draw.rounded_rectangle(pill, min(34, (bottom - y - 42) // 2), fill=STATE_GROUND)
    write(draw, card.state, box, 34, STATE_INK)


def _code(draw: ImageDraw.ImageDraw, card: Card) -> None:
    _label(draw, card.labels.code, TEAR + 28)
    groups = clean(card.code).replace("-", " ").split() or [""]
    gap, top, bottom = 20, TEAR + 68, TEAR + 156
    letters = sum(len(group) for group in groups)
    free = RIGHT - LEFT - gap * (len(groups) - 1)
    if letters == 0 or free < letters * 10:  # no code of ours: shown as plain text
        write(draw, card.code, (LEFT, top, RIGHT, bottom), 72, HEAD)
        return
    x = float(LEFT)
    for group in groups:
        width = free * len(group) / letters
        draw.rounded_rectangle((x, top, x + width, bottom), 20, fill=CHIP)
        _centred(draw, group, (x, top, x + width, bottom))
        x += width + gap
    write(draw, card.note, (LEFT, bottom + 40, RIGHT - QR_SIDE - 24, HEIGHT - EDGE - 36), 32, SOFT)


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
    write(draw, text, (LEFT, y, RIGHT, y + 36), 28, SOFT)


def _centred(draw: ImageDraw.ImageDraw, text: str, box: tuple[float, float, float, float]) -> None:
    lines, font = fitted(text, int(box[2] - box[0]) - 16, int(box[3] - box[1]), 72)
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    draw.text(middle, "\n".join(lines), HEAD, font, anchor="mm", stroke_width=1)
