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
    ],
)
def test_sums(typed: str, rupiah: int) -> None:
    """A sum that can mean one thing only is read."""
    assert read_money(typed).value == rupiah


@pytest.mark.parametrize(
    ("typed", "sums", "reason"),
    [
        ("1500", (1_500, 1_500_000), None),  # thousands may be left out
        ("1.500", (1_500, 1_500_000), None),  # so may they here
        ("2", (2_000, 2_000_000), None),  # thousands or millions
        ("350", (350, 350_000), None),  # thousands left out
        ("lima ratus", (500, 500_000), None),  # the same in words
        ("dua juta tiga ratus", (2_000_300, 2_300_000), None),  # exact, or as spoken
        ("2 juta 5", (2_005_000, 2_500_000), None),  # five thousand, or a half
        ("1.500 jt", (1_500_000, 1_500_000_000), None),  # point or comma
        ("1-2 juta", (1_000_000, 2_000_000), "range"),  # the unit is said once
        ("500 - 1 juta", (500_000, 1_000_000), "range"),  # thousands left out
        ("500rb sampai 1jt", (500_000, 1_000_000), "range"),  # in words
        ("kurang dari 1 juta", (1_000_000,), "bound"),  # no sum but a bound
        ("50rb sehari", (50_000,), "per_day"),  # not a month's
        ("200 ribu per minggu", (200_000,), "per_week"),  # not a month's
        ("081234567890", (), "not_money"),  # a phone
        ("6310014508750003", (), "not_money"),  # a NIK
        ("-500rb", (), "not_money"),  # a debt
        ("1.50.000", (), "not_money"),  # a digit lost
        ("tidak ada", (), "not_money"),  # words
        ("5 orang", (), "not_money"),  # people
        ("tiga ekor", (), "not_money"),  # cattle
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
@settings(max_examples=200, deadline=None)
def test_a_written_sum_is_itself_or_asked(rupiah: int, way: int) -> None:
    """A sum written in any way is read as itself, asked back or refused: never another."""
    reading = read_money(WRITTEN[way](rupiah))
    assert reading.value in (rupiah, None)
    assert not reading.candidates or rupiah in reading.candidates


@given(st.text("0123456789 .,-rbjtuMRp", max_size=16) | ANY_TEXT)
@settings(max_examples=200, deadline=None)
def test_any_text(text: str) -> None:
    """Any text gives a sum in bounds, or none, and no exception."""
    reading = read_money(text)
    assert reading.value is None or 0 <= reading.value <= LARGEST
