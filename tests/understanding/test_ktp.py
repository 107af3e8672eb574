"""The card's reader: lines with boxes in, fields out; what is not plain is left out or unsure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.understanding.ktp import Card, Line, read_card

TODAY = date(2026, 11, 22)
HOME = "63.10"
NIK = "6310014508759003"  # a woman born on 5 August 1975
ROW, HIGH = 44.0, 38.0  # pixels from line to line, and of a line's box
VALUES = 470.0  # where values begin
WIDE = 14.0  # pixels of a letter

CARD: Mapping[str, str] = {
    "NIK": f": {NIK}",
    "Nama": ": SITI AMINAH",
    "Tempat/Tgl Lahir": ": KOTABARU, 05-08-1975",
    "Jenis kelamin": ": PEREMPUAN Gol. Darah : O",
    "Alamat": ": JL. MELATI 63",
    "RT/RW": ": 006/004",
    "Kel/Desa": ": SUNGAI LEMBU",
    "Kecamatan": ": KUSAN HILIR",
    "Agama": ": ISLAM",
    "Status Perkawinan:": "KAWIN",
    "Pekerjaan": ": PETANI/PEKEBUN",
    "Kewarganegaraan": ": WNI",
    "Berlaku Hingga": ": SEUMUR HIDUP",
}
TOLD = {
    "nik": NIK,
    "name": "Siti Aminah",
    "birth_place": "Kotabaru",
    "birth_date": "1975-08-05",
    "sex": "female",
    "street": "Jl. Melati 63",
    "rt_rw": "RT 6 RW 4",
    "village": "63.10.02.2003",
}


def line(text: str, x: float, y: float, score: float = 0.98) -> Line:
    """A line of print whose upper left corner stands there."""
    right, low = x + WIDE * len(text), y + HIGH
    return Line(text, score, ((x, y), (right, y), (right, low), (x, low)))


def lines_of(card: Mapping[str, str], head: str = "KABUPATEN TANAH BUMBU") -> list[Line]:
    """A card's lines as a reader finds them, the portrait's caption among them."""
    found = [line("PROVINSI KALIMANTAN SELATAN", 460, 0), line(head, 500, ROW)]
    for place, (label, value) in enumerate(card.items(), start=2):
        found += [line(label, 150, place * ROW)] if label.strip() else []
        found += [line(value, VALUES, place * ROW + 2)] if value else []
    caption = (len(card)) * ROW
    return [*found, line("TANAH BUMBU", 1180, caption), line("12-03-2015", 1200, caption + ROW)]


def read(card: Mapping[str, str], **more: str) -> Card:
    """The card read, some of its lines otherwise."""
    return read_card(lines_of({**card, **more}), TODAY, HOME)


def tilted(lines: Sequence[Line], degrees: float) -> list[Line]:
    """The lines with the card turned a little."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return [
        Line(
            e.text,
            e.score,
            tuple((x * cosine - y * sine, x * sine + y * cosine) for x, y in e.corners),
        )
        for e in lines
    ]


def test_a_clean_card_gives_every_field() -> None:
    """NIK, name, birth, sex, street, RT/RW and the village's code, all sure."""
    card = read(CARD)
    assert dict(card.values) == TOLD
    assert card.unsure == frozenset()
    assert card.reason is None


@pytest.mark.parametrize("degrees", [-12, -5, 3, 9, 15])
def test_a_tilted_card_reads_the_same(degrees: float) -> None:
    """Rows are found along the card, not along the picture."""
    assert dict(read_card(tilted(lines_of(CARD), degrees), TODAY, HOME).values) == TOLD


LINES = [
    # a line as read, the field, what it tells (None: left out), whether it is sure
    ("NIK", ":631001450875 9003", "nik", NIK, True),  # a gap in the number
    ("NIK", "： 6310014508759003", "nik", NIK, True),  # a colon of another alphabet
    ("NIK", ": 63100145O875900З", "nik", None, True),  # no digit that anybody mends
    ("NIK", ": 631001450B759003", "nik", NIK, False),  # B for 8
    ("NIK", ": 6310014508759OO3", "nik", NIK, False),  # O for 0
    ("NIK", ": b310014508759003", "nik", NIK, False),  # b for 6, as OCR-A's is read
    ("NIK", ": 6310014S0875?003", "nik", "6310014508757003", False),  # letters: never sure
    ("NIK", ": 631001450875903", "nik", None, True),  # fifteen
    ("NIK", ": 9910014508759003", "nik", None, True),  # no province
    ("NIK", ": 6310014508750000", "nik", None, True),  # no serial
    ("NIK", ": 6310014508769003", "nik", "6310014508769003", False),  # another date than the card
    ("NIK", ": 6399014508759003", "nik", "6399014508759003", False),  # no such kabupaten
    ("Nama", "SITI AMINAH", "name", "Siti Aminah", True),  # the colon got lost
    ("Nama", ": S1TI AM1NAH", "name", "Siti Aminah", True),  # ones for letters
    ("Nama", ": Hj. NUR'AINI, S.Pd", "name", "Hj. Nur'aini, S.Pd", True),  # titles stay
    ("Nama", ": SLAMET", "name", "Slamet", True),  # one word
    ("Nama", ": SITIAMINAHWATI", "name", "Sitiaminahwati", False),  # perhaps two words
    ("Nama", ": 12345", "name", None, True),
    ("Nama", "", "name", None, True),
    ("Tempat/Tgl Lahir", ": KOTABARU,05-08-1975", "birth_date", "1975-08-05", True),
    ("Tempat/Tgl Lahir", ": KOTABARU, 05-081975", "birth_date", "1975-08-05", True),
    ("Tempat/Tgl Lahir", ": KOTABARU, O5-O8-l975", "birth_date", "1975-08-05", True),
    ("Tempat/Tgl Lahir", ": KOTABARU 05 08 1975", "birth_date", "1975-08-05", True),
    ("Tempat/Tgl Lahir", ": KOTABARU, 31-02-1975", "birth_date", None, True),  # no such day
    ("Tempat/Tgl Lahir", ": KOTABARU, 05-08-2975", "birth_date", None, True),  # not yet
    ("Tempat/Tgl Lahir", ": KOTABARU, 05-08-2024", "birth_date", None, True),  # two years old
    ("Tempat/Tgl Lahir", ": KOTABARU", "birth_date", None, True),
    ("Tempat/Tgl Lahir", ": TANAH BUMBU, 05-08-1975", "birth_place", "Tanah Bumbu", True),
    ("Tempat/Tgl Lahir", ": 05-08-1975", "birth_place", None, True),
    ("Jenis kelamin", ": LAKI-LAKI", "sex", "male", True),
    ("Jenis kelamin", ": LAKILAKI Gol. Darah : AB", "sex", "male", True),
    ("Jenis kelamin", ": PEREMPUANGol.Darah:-", "sex", "female", True),
    ("Jenis kelamin", ": PEREMPUAM", "sex", "female", True),
    ("Jenis kelamin", ": XX", "sex", None, True),
    ("Alamat", ": -", "street", None, True),
    ("Alamat", ": GG. H. SALEH NO. 4", "street", "Gg. H. Saleh No. 4", True),
    ("RT/RW", ": 003/000", "rt_rw", "RT 3", True),  # no RW
    ("RT/RW", ": OO3/OO1", "rt_rw", "RT 3 RW 1", True),
    ("RT/RW", ": 000/000", "rt_rw", None, True),
    ("RT/RW", ": -", "rt_rw", None, True),
    ("Kel/Desa", ": SUNGAl LEMBU", "village", "63.10.02.2003", True),  # l for I
    ("Kel/Desa", ": SEI LEMBU", "village", "63.10.02.2003", True),
    ("Kel/Desa", ": XQZV", "village", None, True),
]


@pytest.mark.parametrize(("label", "value", "name", "told", "sure"), LINES)
def test_a_line_is_read_or_left_out(
    label: str, value: str, name: str, told: str | None, sure: bool
) -> None:
    """Misread letters are mended where only one meaning is left; nothing is guessed."""
    card = read(CARD, **{label: value})
    assert card.values.get(name) == told
    assert (name not in card.unsure) is sure


LABELS = [
    # how labels come out of a poor photo
    {"Nama": "Narna", "Tempat/Tgl Lahir": "Tempat Tgl Lahir", "Kel/Desa": "KellDesa"},
    {"Tempat/Tgl Lahir": "Tempal/Tg! Lahir", "Jenis kelamin": "Jenis ke1amin"},
    {"Kecamatan": "Kecamalan", "Alamat": "A1amat", "RT/RW": "RTRW"},
]


@pytest.mark.parametrize("misread", LABELS)
def test_misread_labels_are_known(misread: Mapping[str, str]) -> None:
    """A label with a letter or two wrong is still that label; a short one must be right."""
    card = {misread.get(label, label): value for label, value in CARD.items()}
    lost = {"name"} if "Narna" in card else set()
    found = read_card(lines_of(card), TODAY, HOME).values
    assert TOLD.keys() - found.keys() <= lost
    assert all(TOLD[name] == value for name, value in found.items())


def test_a_label_and_its_value_in_one_line() -> None:
    """Where the gap is small the reader gives both as one line."""
    joined = {f"{label.rstrip(':')} {value}": "" for label, value in CARD.items()}
    assert dict(read_card(lines_of(joined), TODAY, HOME).values) == TOLD


def test_a_long_name_goes_on_in_the_next_line() -> None:
    """What stands below the name and above the birth is the name's."""
    card: dict[str, str] = {}
    for label, value in CARD.items():
        card[label] = value
        if label == "Nama":
            card[" "] = "BINTI ABDUL RAHMAN"
    told = read_card(lines_of(card), TODAY, HOME).values
    assert told["name"] == "Siti Aminah binti Abdul Rahman"
    assert told["birth_place"] == "Kotabaru"


def test_the_date_of_issue_is_no_birth_date() -> None:
    """The caption's date is never taken for the birth."""
    told = read(CARD, **{"Tempat/Tgl Lahir": ""}).values
    assert "birth_date" not in told


def test_what_the_reader_doubts_is_unsure() -> None:
    """A poor score of the reader makes its field unsure, and no other."""
    lines = [line(e.text, *e.corners[0], 0.7) if "AMINAH" in e.text else e for e in lines_of(CARD)]
    assert read_card(lines, TODAY, HOME).unsure == {"name"}


def test_a_village_elsewhere_is_found_by_the_cards_head() -> None:
    """The kabupaten of the card tells villages of one name apart."""
    card = {**CARD, "Kel/Desa": ": KUALA LUPAK", "Kecamatan": ": TABUNGANEN"}
    told = read_card(lines_of(card, "KABUPATEN BARITO KUALA"), TODAY, HOME).values
    assert told["village"].startswith("63.04.")


NO_CARDS = [
    # what else is photographed
    [],
    [line("WARUNG BU SITI", 100, 100), line("NASI KUNING 10.000", 100, 150)],
    [line("Nama", 150, 100), line(": SITI AMINAH", VALUES, 100)],  # a name alone is no card
    [line("081234567890", 100, 100)],
]


@pytest.mark.parametrize("lines", NO_CARDS)
def test_what_is_no_card_says_so(lines: Sequence[Line]) -> None:
    """Neither a NIK nor a name with a birth date: no card."""
    assert read_card(lines, TODAY, HOME) == Card(reason="no_card")


def test_a_card_shows_nothing_of_itself() -> None:
    """Neither lines nor values stand in a repr that may reach a log."""
    assert NIK not in repr(read(CARD))
    assert "SITI" not in repr(lines_of(CARD))


JUNK = st.lists(
    st.tuples(st.text(max_size=40), st.floats(0, 2000), st.floats(0, 2000)), max_size=12
)


@given(JUNK)
def test_any_lines_are_read_without_an_exception(found: list[tuple[str, float, float]]) -> None:
    """Whatever a reader makes of a photo, it gives a card or says there is none."""
    card = read_card([line(*each) for each in found], TODAY, HOME)
    assert bool(card.values) is (card.reason is None)
