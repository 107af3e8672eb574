"""The receipt card: small, whole, readable, and safe with any words."""

import io
from dataclasses import replace
from typing import Any

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageColor

from bot import cards, lettering
from bot.cards import Card, Labels, draw_card

CODE = "K7M-4TPA-9XQ"
CARD = Card(
    title="Tanda terima",
    subtitle="Pendaftaran BPJS Ketenagakerjaan",
    name="Siti Aminah",
    nik_masked="6310 **** **** 0003",
    village="Sungai Danau, Kecamatan Satui",
    state="Terkirim, menunggu diperiksa petugas",
    code=CODE,
    qr=CODE,
    note="Simpan kode ini; petugas desa akan menanyakannya.",
    labels=Labels("Nama", "NIK", "Desa", "Keadaan", "Kode pendaftaran"),
)
LONG = replace(
    CARD,
    name="Raden Ayu Hajjah Siti Nurhalizah Kusumawardhani Binti Abdurrahman",
    village="Batu Ampar, Kecamatan Simpang Empat, Kabupaten Tanah Bumbu, Kalimantan Selatan",
)
ODD = replace(CARD, name="\u202eמרים محمد José Ńguyễn 李明 🙂\u200b O'Né\0\ud800")
QR_BOTTOM = cards.HEIGHT - cards.EDGE - 32


def drawn(card: Card) -> Image.Image:
    image = Image.open(io.BytesIO(draw_card(card)))
    image.load()
    assert image.format == "PNG"
    return image.convert("RGB")


@pytest.mark.parametrize("card", [CARD, LONG, ODD])
def test_card_is_a_small_png_of_phone_shape(card: Card) -> None:
    """A card is a PNG of 1080 × 1350 that costs a farmer little to load."""
    data = draw_card(card)
    assert data.startswith(b"\x89PNG")
    assert len(data) <= 120_000
    assert drawn(card).size == (1080, 1350)


def test_card_is_always_the_same() -> None:
    """The same words give the same bytes, so that a repeat sends the same picture."""
    assert draw_card(CARD) == draw_card(CARD)


def modules(image: Image.Image, side: int) -> list[list[int]]:
    """Read the QR's modules off the picture, as a camera would, by their middles."""
    size = cards.QR_SIDE // (side + 8)
    left, top = cards.RIGHT - size * side, QR_BOTTOM - size * side
    half = size // 2
    return [
        [dark(image, left + x * size + half, top + y * size + half) for x in range(-4, side + 4)]
        for y in range(-3, side + 3)
    ]


def dark(image: Image.Image, x: int, y: int) -> int:
    pixel = image.getpixel((x, y))
    assert isinstance(pixel, tuple)
    return int(sum(pixel) < 384)


@pytest.mark.parametrize("text", [CODE, "https://example.id/k/K7M4TPA9XQ"])
def test_qr_holds_its_text(text: str) -> None:
    """Read module by module the QR is the text's own, with white around it."""
    expected = [list(row) for row in segno.make_qr(text, error="m").matrix]
    read = modules(drawn(replace(CARD, qr=text)), len(expected))
    assert [row[4:-4] for row in read[3:-3]] == expected
    assert not any(any(row) for row in read[:3] + read[-3:])
    assert not any(any(row[:4] + row[-4:]) for row in read)


@pytest.mark.parametrize("text", ["\ud800", "x" * 5000])
def test_text_that_no_qr_holds_leaves_it_out(text: str) -> None:
    """The card comes without a QR rather than not at all; the code is in print."""
    assert lettering.qr_matrix(text) == ()
    assert drawn(replace(CARD, qr=text)).size == (1080, 1350)


WORDS = [
    # text, box's width: what must come out whole
    ("Siti Aminah", 800),
    ("Raden Ayu Hajjah Siti Nurhalizah Kusumawardhani Binti Abdurrahman", 800),
    ("Raden Ayu Hajjah Siti Nurhalizah Kusumawardhani Binti Abdurrahman", 100),
    ("A" * 60, 800),  # one word that no line holds
    ("i", 1),  # narrower than a letter
    ("", 100),
]


@pytest.mark.parametrize(("text", "width"), WORDS)
def test_no_letter_is_cut(text: str, width: int) -> None:
    """Wrapping and shrinking lose no letter, and no line leaves its box."""
    lines, font = lettering.fitted(text, width, 150, 60)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(font.getlength(line) <= width or len(line) == 1 for line in lines)


@given(st.text(st.characters(exclude_categories=("Z", "C")), max_size=60), st.integers(40, 900))
def test_wrapping_keeps_every_letter(text: str, width: int) -> None:
    """Whatever the name, all its letters are on the lines, in order."""
    lines, _ = lettering.fitted(text, width, 100, 40)
    assert "".join(lines) == "".join(text.split())


SHOWN = [
    # what is written, what is drawn
    ("Siti", "Siti"),
    ("José Nguyễn", "Jose Nguyen"),  # the font lacks the accents, not the letters
    ("Ｄｅｓａ", "Desa"),  # wide letters of some keyboards
    ("\u202eSiti\u202c\u200b\0", "Siti"),  # turns and hides nothing
    ("A\nB\tC", "A B C"),
    ("李", lettering.MISSING),
]


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_unusual_letters_are_shown_as_well_as_the_font_can(text: str, shown: str) -> None:
    """Letters that the font lacks become their base letter or a dot, never a box or an error."""
    assert lettering.clean(text) == shown


anything = st.text(st.characters(exclude_categories=()), max_size=400)


@settings(max_examples=15, deadline=None)
@given(anything, anything, anything)
def test_hostile_words_never_raise(one: str, two: str, three: str) -> None:
    """Any words at all give a card of the same size."""
    labels = Labels(two, three, one, two, three)
    card = Card(one, two, three, one, two, three, one, two, three, labels)
    assert drawn(card).size == (1080, 1350)


@pytest.mark.parametrize("code", ["", "-", "A-" * 200, "A" * 300, "K7M4TPA9XQ", "K7M 4TPA 9XQ"])
def test_any_code_is_drawn(code: str) -> None:
    """A code of another shape is drawn too."""
    assert drawn(replace(CARD, code=code)).size == (1080, 1350)


def test_every_word_is_on_the_card() -> None:
    """Each text given changes the picture: none is left off."""
    plain = draw_card(CARD)
    texts = ("title", "subtitle", "name", "nik_masked", "village", "state", "code", "qr", "note")
    changes: list[dict[str, Any]] = [{each: "Lain"} for each in texts]
    labels = ("name", "nik", "village", "state", "code")
    changes += [{"labels": replace(CARD.labels, **{each: "Lain"})} for each in labels]
    assert plain not in [draw_card(replace(CARD, **change)) for change in changes]


CONTRASTS = [
    # ink, ground, WCAG 2 ratio at least
    (cards.INK, cards.SHEET, 7),
    (cards.SOFT, cards.SHEET, 4.5),
    (cards.HEAD_SOFT, cards.HEAD, 4.5),
    (cards.HEAD, cards.CHIP, 4.5),
    (cards.STATE_INK, cards.STATE_GROUND, 7),
]


@pytest.mark.parametrize(("ink", "ground", "least"), CONTRASTS)
def test_words_stand_out(ink: str, ground: str, least: float) -> None:
    """Every ink is dark or light enough for its ground, also in the sun and for old eyes."""
    light, deep = sorted((luminance(ink), luminance(ground)), reverse=True)
    assert (light + 0.05) / (deep + 0.05) >= least


def luminance(colour: str) -> float:
    parts = (part / 255 for part in ImageColor.getrgb(colour)[:3])
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
