"""Sums in Rupiah."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.understanding.money import LARGEST, read_money
from tests.understanding.test_text import ANY_TEXT


@pytest.mark.parametrize(
    ("typed", "rupiah"),
    [
        ("1,5 jt", 1_500_000),  # comma
        ("1.5jt", 1_500_000),  # point
        ("1juta", 1_000_000),  # glued
        ("500rb", 500_000),  # thousands
        ("500k", 500_000),  # the young write k
        ("2 juta 300", 2_300_000),  # thousands left out
        ("2jt 300rb", 2_300_000),  # both units
        ("2 juta 300 ribu 500", 2_300_500),  # three parts
        ("Rp 1.500.000,-", 1_500_000),  # as on a receipt
        ("Rp1.500.000/bulan", 1_500_000),  # a month
        ("rp. 500.000", 500_000),  # shortening with a point
        ("1.500.000", 1_500_000),  # grouped
        ("1,500,000.00", 1_500_000),  # English grouping
        ("1 500 000", 1_500_000),  # spaces
        ("16800", 16_800),  # whole
        ("1.500 rupiah", 1_500),  # said to be rupiah
        ("16 ribu 800", 16_800),  # thousands and hundreds
        ("1,5 M", 1_500_000_000),  # M is miliar
        ("tiga ratus lima puluh ribu", 350_000),  # words
        ("tiga juta dua ratus lima puluh ribu", 3_250_000),  # words, two units
        ("seribu lima ratus", 1_500),  # words, exact
        ("sejuta setengah", 1_500_000),  # a half behind
        ("satu setengah juta", 1_500_000),  # a half before the unit
        ("1½ juta", 1_500_000),  # a sign
        ("setengah juta", 500_000),  # half
        ("seperempat juta", 250_000),  # quarter
        ("tiga perempat juta", 750_000),  # three quarters
        ("satu koma lima juta", 1_500_000),  # spoken comma
        ("selawe ewu", 25_000),  # Javanese
        ("sapuluh ribu", 10_000),  # Banjar
        ("sekitar 1 juta", 1_000_000),  # about
        ("0", 0),  # nothing
        ("nol rupiah", 0),  # nothing, said
        ("se juta", 1_000_000),  # "se" apart
        ("se-juta", 1_000_000),  # "se" with a hyphen is no range
        ("1jt500rb", 1_500_000),  # all glued
        ("1 jt 500", 1_500_000),  # thousands left out after the shortening
        ("limaratusribu", 500_000),  # words glued
        ("5 ratus ribu", 500_000),  # figure and words
        ("3 ratus 50 ribu", 350_000),  # figures between words
        ("lima ratus rb", 500_000),  # words and a shortening
        ("dua juta tiga ratus rupiah", 2_000_300),  # rupiah said: exact
        ("sajuta satangah", 1_500_000),  # Banjar
        ("rongatus ewu", 200_000),  # Javanese
        ("gangsal atus ewu", 500_000),  # Javanese, polite
        ("setunggal yuta kalih atus ewu", 1_200_000),  # the same, two units
        ("sejuta tiga perempat", 1_750_000),  # three quarters behind
        ("satu koma dua lima juta", 1_250_000),  # two decimals spoken
        ("2½ juta", 2_500_000),  # a sign behind a figure
        ("5OO.OOO", 500_000),  # letters for zeros
        ("1O juta", 10_000_000),  # the same before a unit
        ("sembilam ratus ribu", 900_000),  # a slip
        ("delpan ratus ribu", 800_000),  # a letter dropped
        ("1500.000", 1_500_000),  # a point forgotten
        ("Rp1.500.000,00", 1_500_000),  # as computers write it
        ("IDR 1,500,000", 1_500_000),  # English
        ("penghasilan saya 1,5 juta per bulan pak", 1_500_000),  # in a sentence
        ("2jt/bln", 2_000_000),  # a month, short
        ("sabulan 2 juta", 2_000_000),  # a month in Banjar
        ("rata2 1 juta", 1_000_000),  # on average
        ("1 jutaan", 1_000_000),  # about a million
        ("500-an ribu", 500_000),  # about
        ("*1 juta*", 1_000_000),  # bold on WhatsApp
        ("1 triliun", 1_000_000_000_000),  # the largest
    ],
)
def test_sums(typed: str, rupiah: int) -> None:
    """A sum that can mean one thing only is read."""
    assert read_money(typed).value == rupiah


@pytest.mark.parametrize(
    ("typed", "sums", "reason"),
    [
        ("1500", (1_500_000, 1_500), "ambiguous"),  # thousands may be left out
        ("1.500", (1_500_000, 1_500), "ambiguous"),  # so may they here
        ("2", (2_000_000, 2_000), "ambiguous"),  # thousands or millions
        ("2,5", (2_500_000, 2_500), "ambiguous"),  # the same with a part
        ("50", (50_000, 50_000_000), "ambiguous"),  # neither is a usual month's
        ("350", (350_000, 350), "ambiguous"),  # thousands left out
        ("Rp 500", (500_000, 500), "ambiguous"),  # also behind Rp
        ("lima ratus", (500_000, 500), "ambiguous"),  # the same in words
        ("dua juta tiga ratus", (2_300_000, 2_000_300), "ambiguous"),  # as spoken, or exact
        ("2 juta 5", (2_500_000, 2_005_000), "ambiguous"),  # a half, or five thousand
        ("2 juta 25", (2_025_000, 2_250_000), "ambiguous"),  # thousands or a quarter
        ("16 ribu 8", (16_800, 16_008), "ambiguous"),  # hundreds or units
        ("1.500 jt", (1_500_000, 1_500_000_000), "ambiguous"),  # point or comma
        ("1-2 juta", (1_000_000, 2_000_000), "range"),  # the unit is said once
        ("1 sampai 2 juta", (1_000_000, 2_000_000), "range"),  # the same in words
        ("antara 1 dan 2 juta", (1_000_000, 2_000_000), "range"),  # between
        ("dua tiga juta", (2_000_000, 3_000_000), "range"),  # two or three
        ("1jt atau 2jt", (1_000_000, 2_000_000), "range"),  # or
        ("500 - 1 juta", (500_000, 1_000_000), "range"),  # thousands left out
        ("500rb sampai 1jt", (500_000, 1_000_000), "range"),  # in words
        ("kurang dari 1 juta", (1_000_000,), "bound"),  # no sum but a bound
        ("gak nyampe sejuta", (1_000_000,), "bound"),  # the same as spoken
        ("min 1 juta", (1_000_000,), "bound"),  # at least
        ("50rb sehari", (50_000,), "per_day"),  # not a month's
        ("50rb/hari", (50_000,), "per_day"),  # the same, short
        ("harian 50rb", (50_000,), "per_day"),  # paid by the day
        ("saari 50 ribu", (50_000,), "per_day"),  # in Banjar
        ("sedina seket ewu", (50_000,), "per_day"),  # in Javanese
        ("200 ribu per minggu", (200_000,), "per_week"),  # not a month's
        ("20 juta setahun", (20_000_000,), "per_year"),  # not a month's
        ("5 juta sekali panen", (5_000_000,), "per_harvest"),  # not a month's
        ("10rb per jam", (10_000,), "per_hour"),  # not a month's
        ("10rb/kg", (10_000,), "per_piece"),  # a price
        ("per hari 100rb sebulan 3 juta", (), "not_money"),  # two sums
        ("1 juta per 3 bulan", (), "not_money"),  # three months
        ("2x500rb", (), "not_money"),  # a sum to reckon
        ("UMR", (), "not_money"),  # the minimum wage: whose?
        ("1 juta dan 500 ribu", (), "not_money"),  # two sums
        ("081234567890", (), "not_money"),  # a phone
        ("81234567890", (), "not_money"),  # a phone without its zero
        ("812 345 679", (), "not_money"),  # part of a phone, spaced
        ("6310014508750003", (), "not_money"),  # a NIK
        ("12031980", (), "not_money"),  # a birth date
        ("5-8-1975", (), "not_money"),  # a birth date with dashes
        ("5/8/1975", (), "not_money"),  # and with slashes
        ("-500rb", (), "negative"),  # a debt
        ("minus 5 juta", (), "negative"),  # the same in words
        ("1.50.000", (), "not_money"),  # a digit lost
        ("1.500.00", (), "not_money"),  # another
        ("1.500,000", (), "not_money"),  # two customs mixed
        (".5 juta", (), "not_money"),  # half a million, or a digit lost
        ("2,5 juta 300", (), "not_money"),  # a part and a rest
        ("seratus setengah ribu", (), "not_money"),  # half of what
        ("seratus juta setengah", (), "not_money"),  # half of what
        ("$100", (), "not_money"),  # other money
        ("100 ringgit", (), "not_money"),  # other money
        ("tidak ada", (), "not_money"),  # words
        ("kosong", (), "not_money"),  # left empty, or nothing
        ("jutaan", (), "not_money"),  # millions: how many
        ("5 orang", (), "not_money"),  # people
        ("tiga ekor", (), "not_money"),  # cattle
        ("", (), "not_money"),  # nothing
        ("900000 miliar", (), "too_large"),  # nobody's income
    ],
)
def test_asked_back(typed: str, sums: tuple[int, ...], reason: str | None) -> None:
    """What may mean two sums, or none of a month, is never given as a value."""
    reading = read_money(typed)
    assert (reading.value, reading.candidates, reading.reason) == (None, sums, reason)


WRITTEN = (
    lambda n: str(n),
    lambda n: f"{n:,}".replace(",", "."),
    lambda n: f"Rp {n:,},-".replace(",", ".", n >= 1000).replace(".-", ",-"),
    lambda n: f"Rp{n:,}",
    lambda n: f"{n / 1_000_000} juta" if n % 10_000 == 0 else f"{n} rupiah",
    lambda n: f"{n // 1_000_000} jt {n % 1_000_000 // 1000} rb" if n % 1000 == 0 else f"{n}",
)


@given(st.integers(1, 99_999).map(lambda n: n * 500), st.integers(0, len(WRITTEN) - 1))
@settings(max_examples=100, deadline=None)
def test_a_written_sum_is_itself_or_asked(rupiah: int, way: int) -> None:
    """A sum written in any way is read as itself, asked back or refused: never another."""
    reading = read_money(WRITTEN[way](rupiah))
    assert reading.value in (rupiah, None)
    assert not reading.candidates or rupiah in reading.candidates


@given(st.text("0123456789 .,-rbjtuMRp", max_size=16) | ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_any_text(text: str) -> None:
    """Any text gives a sum in bounds, or none, and no exception."""
    reading = read_money(text)
    assert reading.value is None or 0 <= reading.value <= LARGEST
