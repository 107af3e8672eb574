"""Synthetic KTP: cards of made-up people, and how a phone photographs them."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageFont

from program.regions import path
from tests.people import Person

CARD = (1200, 757)  # pixels; a card is 85,6 × 54 mm
TABLE = (96, 82, 66)
INK = (24, 26, 32)
LEFT, COLON, VALUE = 36, 318, 340  # where labels, colons and values begin
FIRST, STEP = 232, 38  # the line of "Nama", and from line to line
INSET = 26  # RT/RW, Kel/Desa and Kecamatan stand under Alamat
PORTRAIT = (892, 196, 1156, 548)
FACES = ((168, 32, 38), (38, 66, 150))  # behind the portrait: red for odd years of birth, blue
JOBS = ("PETANI/PEKEBUN", "NELAYAN/PERIKANAN", "WIRASWASTA", "MENGURUS RUMAH TANGGA")
Point = tuple[float, float]

# Digits in the manner of OCR-A, as strokes over a cell of 4 × 7.
STROKES: Mapping[str, Sequence[Sequence[Point]]] = {
    "0": (((1, 0), (3, 0), (4, 1), (4, 6), (3, 7), (1, 7), (0, 6), (0, 1), (1, 0)),),
    "1": (((0.6, 0), (2, 0), (2, 7)), ((0.4, 7), (3.8, 7), (3.8, 5.4))),
    "2": (((0.3, 0), (3.7, 0), (3.7, 3.5), (0.3, 3.5), (0.3, 7), (3.7, 7)),),
    "3": (((0.3, 0), (3.4, 0), (3.4, 3), (1.4, 3.3), (3.8, 3.6), (3.8, 7), (0.2, 7)),),
    "4": (((0.5, 0), (0.5, 4), (3.9, 4)), ((3, 2.4), (3, 7))),
    "5": (((3.6, 0), (0.5, 0), (0.5, 3.2), (3.6, 3.2), (3.6, 7), (0.2, 7)),),
    "6": (((1, 0), (0.4, 0), (0.4, 7), (3.7, 7), (3.7, 3.6), (0.4, 3.6)),),
    "7": (((0.3, 1), (0.3, 0), (3.7, 0), (3.7, 1.6), (1.8, 4), (1.8, 7)),),
    "8": (
        ((0.8, 0), (3.2, 0), (3.2, 3.2), (0.8, 3.2), (0.8, 0)),
        ((0.8, 3.2), (0.2, 3.8), (0.2, 7), (3.8, 7), (3.8, 3.8), (3.2, 3.2)),
    ),
    "9": (((3.6, 3.4), (0.3, 3.4), (0.3, 0), (3.6, 0), (3.6, 7)),),
}


@dataclass(frozen=True, slots=True)
class Shot:
    """How a card is photographed; the default is a good picture."""

    turn: int = 0  # quarter turns, counter-clockwise
    tilt: float = 0.0  # degrees
    blur: float = 0.0  # pixels
    glare: float = 0.0  # 0 none, 1 a white spot over part of the card
    noise: float = 0.0  # standard deviation of 255
    light: float = 1.0  # 1 as it is, 0.1 at night
    width: int = 1600  # of the picture, before it is turned
    fills: float = 0.85  # how much of the width the card takes
    quality: int = 85  # of the JPEG


def photographed(person: Person, shot: Shot | None = None, seed: int = 1) -> bytes:
    """A JPEG of this person's card."""
    how = shot or Shot()
    picture = _on_table(card(person), how)
    if how.glare:
        picture = _with_glare(picture, how.glare, random.Random(seed))
    if how.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(how.blur))
    if how.light != 1.0:
        picture = ImageEnhance.Brightness(picture).enhance(how.light)
    if how.noise:
        picture = _with_noise(picture, how.noise)
    out = io.BytesIO()
    picture.rotate(90 * how.turn, expand=True).save(out, "JPEG", quality=how.quality)
    return out.getvalue()


def card(person: Person, born: str = "") -> Image.Image:
    """The card itself; `born` in place of its birth date makes the NIK disagree."""
    image = Image.linear_gradient("L").resize(CARD).convert("RGB")
    image = ImageChops.blend(image, Image.new("RGB", CARD, (150, 200, 226)), 0.82)
    draw = ImageDraw.Draw(image)
    _pattern(draw)
    _head(draw, person)
    _number(draw, person.nik)
    for place, (inset, label, value) in enumerate(_lines(person, born)):
        y = FIRST + place * STEP
        draw.text((LEFT + inset, y), label, INK, _font(29))
        draw.text((COLON, y), ":", INK, _font(29))
        draw.text((VALUE, y), value, INK, _font(29))
    _portrait(draw, person)
    return image


def _head(draw: ImageDraw.ImageDraw, person: Person) -> None:
    province, regency, *_ = path(person.village.code)
    for y, words in ((24, f"PROVINSI {province.name}"), (68, regency.name)):
        middle = (CARD[0] / 2, y + 18)
        draw.text(middle, words.upper(), INK, _font(38), anchor="mm", stroke_width=1)


def _number(draw: ImageDraw.ImageDraw, nik: str) -> None:
    draw.text((LEFT, 148), "NIK", INK, _font(46), stroke_width=1)
    draw.text((COLON - 60, 148), ":", INK, _font(46), stroke_width=1)
    for place, digit in enumerate(nik):
        left, top = COLON - 26 + place * 34.0, 154.0
        for stroke in STROKES[digit]:
            points = [(left + x * 5.6, top + y * 5.6) for x, y in stroke]
            draw.line(points, INK, 5, joint="curve")


def _lines(person: Person, born: str) -> Sequence[tuple[int, str, str]]:
    *_, district, village = path(person.village.code)
    birth = born or f"{person.birth_date:%d-%m-%Y}"
    number = int(person.nik[-4:])
    sex = "PEREMPUAN" if person.sex == "female" else "LAKI-LAKI"
    return (
        (0, "Nama", person.name.upper()),
        (0, "Tempat/Tgl Lahir", f"{person.birth_place.upper()}, {birth}"),
        (0, "Jenis kelamin", f"{sex}        Gol. Darah : {'ABO-'[number % 4]}"),
        (0, "Alamat", person.street.upper()),
        (INSET, "RT/RW", f"{number % 9 + 1:03}/{number % 4 + 1:03}"),
        (INSET, "Kel/Desa", village.name.upper()),
        (INSET, "Kecamatan", district.name.upper()),
        (0, "Agama", "ISLAM"),
        (0, "Status Perkawinan:", " KAWIN"),
        (0, "Pekerjaan", JOBS[number % len(JOBS)]),
        (0, "Kewarganegaraan", "WNI"),
        (0, "Berlaku Hingga", "SEUMUR HIDUP"),
    )


def _portrait(draw: ImageDraw.ImageDraw, person: Person) -> None:
    left, top, right, bottom = PORTRAIT
    draw.rectangle(PORTRAIT, FACES[person.birth_date.year % 2 == 0])
    middle = (left + right) / 2
    draw.ellipse((middle - 70, top + 60, middle + 70, top + 220), (202, 160, 124))
    draw.ellipse((middle - 120, top + 236, middle + 120, bottom + 160), (232, 232, 236))
    draw.rectangle((left, bottom, right, CARD[1]), (150, 196, 222))
    regency = path(person.village.code)[1].name.upper().removeprefix("KABUPATEN ")
    for y, words in ((572, regency), (606, "12-03-2015")):
        draw.text((middle, y), words, INK, _font(24), anchor="mm")


def _pattern(draw: ImageDraw.ImageDraw) -> None:
    """Faint waves, as the print has them under its letters."""
    for y in range(-400, CARD[1], 26):
        draw.arc((-200, y, CARD[0] + 200, y + 420), 20, 160, (148, 192, 218), 2)


def _on_table(image: Image.Image, shot: Shot) -> Image.Image:
    height = round(shot.width * 0.72)
    wide = round(shot.width * shot.fills)
    small = image.resize((wide, round(wide * CARD[1] / CARD[0])), Image.Resampling.LANCZOS)
    mask = Image.new("L", small.size, 255)
    turned = small.rotate(shot.tilt, Image.Resampling.BICUBIC, expand=True)
    shape = mask.rotate(shot.tilt, Image.Resampling.BICUBIC, expand=True)
    table = Image.new("RGB", (shot.width, max(height, turned.height)), TABLE)
    at = ((table.width - turned.width) // 2, (table.height - turned.height) // 2)
    table.paste(turned, at, shape)
    return table


def _with_glare(image: Image.Image, strength: float, rng: random.Random) -> Image.Image:
    """A lamp's white spot that fades outwards."""
    wide = round(image.width * (0.25 + 0.5 * strength))
    spot = ImageChops.invert(Image.radial_gradient("L")).resize((wide, round(wide * 0.7)))
    light = Image.new("L", image.size)
    light.paste(spot, (rng.randrange(image.width // 3), rng.randrange(image.height // 3)))
    bright = light.point(lambda value: min(255, round(value * (0.6 + 1.4 * strength))))
    return Image.composite(Image.new("RGB", image.size, "white"), image, bright)


def _with_noise(image: Image.Image, sigma: float) -> Image.Image:
    grey = Image.effect_noise(image.size, sigma).convert("RGB")
    return ImageChops.add(image, grey, scale=1, offset=-128)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font
