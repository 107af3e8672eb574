"""Plain numbers in figures and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.understanding.numbers import LARGEST, read_number
from conversations.understanding.words import split_glued
from tests.understanding.test_text import ANY_TEXT


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("5", 5),  # a figure
        ("007", 7),  # leading zeros, as RT and RW are written
        ("1.500", 1_500),  # a point groups
        ("1.500.000", 1_500_000),  # two points
        ("1,500,000", 1_500_000),  # English grouping
        ("1 500 000", 1_500_000),  # spaces
        ("1.5", 1.5),  # a point that cannot group
        ("1,5", 1.5),  # a comma
        ("12,25", 12.25),  # two decimals
        ("5OO", 500),  # letters for zeros
        ("nol", 0),  # nothing
        ("tujuh", 7),  # a word
        ("dua belas", 12),  # a teen
        ("sebelas", 11),  # a teen of its own
        ("dua puluh satu", 21),  # tens and units
        ("seratus lima", 105),  # a hundred
        ("tiga ratus lima puluh ribu", 350_000),  # thousands
        ("seribu sembilan ratus tujuh puluh lima", 1_975),  # a year
        ("dua juta tiga ratus", 2_000_300),  # exact in words
        ("satu miliar dua ratus juta", 1_200_000_000),  # miliar
        ("satu triliun", 10**12),  # triliun
        ("duapuluhlima", 25),  # glued
        ("limaratusribu", 500_000),  # glued
        ("5 ratus ribu", 500_000),  # figure and words
        ("3 ratus 50", 350),  # figures between words
        ("500rb", 500_000),  # a shortening
        ("1,5 jt", 1_500_000),  # a part of a million
        ("2 ribu 500", 2_500),  # units in figures
        ("sejuta", 1_000_000),  # "se" in front
        ("se ratus", 100),  # "se" apart
        ("se-juta", 1_000_000),  # "se" with a hyphen
        ("sejuta setengah", 1_500_000),  # a half behind
        ("seribu setengah", 1_500),  # the same
        ("satu setengah juta", 1_500_000),  # a half before the unit
        ("dua setengah", 2.5),  # a half
        ("setengah", 0.5),  # half
        ("seperempat", 0.25),  # a quarter
        ("tiga perempat", 0.75),  # three quarters
        ("½", 0.5),  # a sign
        ("1½", 1.5),  # a figure with a sign
        ("satu koma lima", 1.5),  # spoken comma
        ("satu koma dua lima", 1.25),  # two decimals spoken
        ("asa", 1),  # Banjar
        ("talu", 3),  # Banjar
        ("sawalas", 11),  # Banjar of Hulu
        ("duawalas", 12),  # Banjar of Hulu, glued
        ("pitungwalas", 17),  # Banjar of Hulu
        ("tiga blas", 13),  # Banjar of Kuala
        ("salikur", 21),  # Banjar
        ("salawi", 25),  # Banjar
        ("talungpuluh", 30),  # Banjar
        ("saratus sapuluh", 110),  # Banjar
        ("selawe", 25),  # Javanese
        ("telu likur", 23),  # Javanese
        ("seket siji", 51),  # Javanese
        ("sewidak papat", 64),  # Javanese
        ("patang puluh wolu", 48),  # Javanese
        ("rongatus", 200),  # Javanese, glued
        ("rong atus seket", 250),  # Javanese
        ("sewu seket", 1_050),  # Javanese
        ("limang ewu pitung atus", 5_700),  # Javanese
        ("sedasa", 10),  # Javanese, polite
        ("kalih welas", 12),  # polite teen
        ("kawan dasa gangsal", 45),  # polite tens
        ("tigang atus sekawan", 304),  # polite hundreds
        ("setunggal yuta kalih atus ewu", 1_200_000),  # polite millions
        ("sembilam puluh", 90),  # a slip
        ("delpan", 8),  # a letter dropped
        ("3 orang", 3),  # people
        ("anak saya ada tiga", 3),  # in a sentence
        ("sekitar 5", 5),  # about
        ("seorang", 1),  # one person
        ("ketiga", 3),  # the third
        ("ke-3", 3),  # the third in figures
        ("anak ke tiga", 3),  # the third child
        ("pertama", 1),  # the first
    ],
)
def test_numbers(typed: str, number: float) -> None:
    """A number is read in figures and in the words of three languages."""
    assert read_number(typed).value == number


@pytest.mark.parametrize(
    ("typed", "numbers", "reason"),
    [
        ("1,500", (1_500, 1.5), "ambiguous"),  # English grouping or three decimals
        ("2 juta 300", (2_300_000, 2_000_300), "ambiguous"),  # thousands left out
        ("2 ribu 5", (2_005, 2_500), "ambiguous"),  # units or hundreds
        ("2-3", (2, 3), "range"),  # from two to three
        ("2 sampai 3", (2, 3), "range"),  # in words
        ("2-3 juta", (2_000_000, 3_000_000), "range"),  # the unit is said once
        ("dua tiga", (2, 3), "range"),  # two or three
        ("antara 5 dan 7", (5, 7), "range"),  # between
        ("kurang dari 5", (5,), "bound"),  # less
        ("lebih 3", (3,), "bound"),  # more
        ("3-2", (), "not_a_number"),  # no range
        ("-5", (), "negative"),  # below zero
        ("minus lima", (), "negative"),  # the same in words
        ("satu dua tiga", (), "not_a_number"),  # counted, or 123
        ("nol delapan satu dua", (), "not_a_number"),  # a phone being spelled
        ("081234567890", (), "not_a_number"),  # a phone
        ("6310014508750003", (), "not_a_number"),  # a NIK
        ("5-8-1975", (), "not_a_number"),  # a date
        ("1/2", (), "not_a_number"),  # a half, or RT 1 RW 2
        ("5%", (), "not_a_number"),  # of what
        ("5 kali 3", (), "not_a_number"),  # a sum to reckon
        ("1.50.000", (), "not_a_number"),  # a digit lost
        ("kawan", (), "not_a_number"),  # a friend, not four
        ("sebelah", (), "not_a_number"),  # beside, not eleven
        ("serbu", (), "not_a_number"),  # attack, not a thousand
        ("kosong", (), "not_a_number"),  # left empty
        ("dua puluh tiga ratus", (), "not_a_number"),  # ill-formed
        ("banyak", (), "not_a_number"),  # a word
        ("dua?", (), "not_a_number"),  # a question
        ("", (), "not_a_number"),  # nothing
        ("900000 triliun", (), "too_large"),  # nobody's number
    ],
)
def test_asked_back(typed: str, numbers: tuple[float, ...], reason: str) -> None:
    """What may mean two numbers, or none, is never given as a value."""
    reading = read_number(typed)
    assert (reading.value, reading.candidates, reading.reason) == (None, numbers, reason)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("duapuluhlima", ("dua", "puluh", "lima")),  # Indonesian
        ("telungatusewu", ("telung", "atus", "ewu")),  # Javanese
        ("patbelas", ("patbelas",)),  # a numeral of its own stays
        ("limas", ("limas",)),  # too short
        ("duapitue", ("duapitue",)),  # a village, not two and seven
        ("satus" * 12, ("satus",) * 12),  # long
    ],
)
def test_glued_numerals(word: str, parts: tuple[str, ...]) -> None:
    """Numerals written as one word are parted, other words stay whole."""
    assert split_glued(word) == parts


@given(st.text("0123456789 .,-satudulimpehrb½", max_size=20) | ANY_TEXT)
def test_any_text(text: str) -> None:
    """Any text gives a number in bounds, or a reason, and no exception."""
    reading = read_number(text)
    assert (reading.value is None) == (reading.reason is not None)
    assert reading.value is None or 0 <= reading.value < LARGEST
