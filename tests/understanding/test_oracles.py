"""Independent writers of numbers, sums and dates: what they write is read back, or asked."""

from collections.abc import Callable
from datetime import date

import pytest
from babel.dates import format_date
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
)
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words  # type: ignore[import-untyped]

from conversations.understanding.dates import read_date
from conversations.understanding.money import LARGEST, read_money
from conversations.understanding.numbers import read_number

TODAY = date(2026, 11, 22)
BIRTHS = st.dates(date(1926, 11, 23), TODAY)
# As many small numbers as large ones: every order of magnitude is drawn alike.
NUMBERS = st.integers(0, 12).flatmap(lambda zeros: st.integers(0, 10**zeros))
INCOMES = st.integers(1, 40_000).map(lambda n: n * 500)  # rupiah

MONTHS = "januari februari maret april mei juni juli agustus september oktober november desember"
NO_VOWELS = str.maketrans("", "", "aeiou")
SHORT = (
    "jan feb mar apr mei jun jul ags sep okt nov des",
    "jan peb mrt apr mei jun jul agt sept okt nop des",
    "januwari pebruwari maret april mei juni juli agustus september oktober nopember dhesember",
    "January February March April May June July August September October November December",
)
NGOKO = ("", *"siji loro telu papat limo enem pitu wolu sanga".split())
BEFORE = ("", *"se rong telung patang limang nem pitung wolung sangang".split())
TEENS = "sepuluh sewelas rolas telulas patbelas limalas nembelas pitulas wolulas sangalas".split(
    " "
)
BANJAR = ("", *"asa dua talu ampat lima anam pitu walu sanga".split())


def test_numbers_in_words() -> None:
    """The words of num2words are read as their numbers."""
    numbers = [*range(1200), *range(1200, 100_000, 321)]
    assert [read_number(num2words(number, lang="id")).value for number in numbers] == numbers


@given(st.integers(0, 14).flatmap(lambda zeros: st.integers(0, 10**zeros)))
def test_any_number_in_words(number: int) -> None:
    """So are those of numbers of every size, also with the spaces left out."""
    words = num2words(number, lang="id")
    assert read_number(words).value == number
    if len(words) < 60:
        assert read_number(words.replace(" ", "")).value == number


@given(st.integers(0, 99), st.integers(1, 99))
def test_decimals_in_words(whole: int, part: int) -> None:
    """A spoken comma is read digit by digit."""
    number = float(f"{whole}.{part:02}")
    assert read_number(num2words(number, lang="id")).value == pytest.approx(number)


@given(NUMBERS)
def test_sums_in_words(rupiah: int) -> None:
    """A sum in words is read as itself with "rupiah", and asked or read without."""
    words = num2words(rupiah, lang="id")
    assert read_money(f"{words} rupiah").value == rupiah
    reading = read_money(words)
    assert reading.value in (rupiah, None)
    if rupiah >= 100:
        assert rupiah in (reading.value, *reading.candidates)


@given(NUMBERS)
def test_thousands_in_words(thousands: int) -> None:
    """Words with "ribu" or "juta" behind are that many thousands or millions."""
    few = thousands % 999 + 1
    words = num2words(few, lang="id")
    assert read_money(f"{words} ribu").value == few * 1000
    assert read_money(f"{words} jt").value == few * 10**6


@given(st.integers(10_000, LARGEST))
def test_sums_of_babel(rupiah: int) -> None:
    """Sums as Babel writes them, in Indonesian and English, are read as themselves."""
    written = (
        format_currency(rupiah, "IDR", locale="id"),
        format_currency(rupiah, "IDR", locale="jv"),
        format_currency(rupiah, "IDR", "¤#,##0", locale="id", currency_digits=False),
        format_currency(rupiah, "IDR", "¤ #,##0.00 ", locale="en"),
        format_decimal(rupiah, locale="id") + " rupiah",
        format_decimal(rupiah, locale="id") + " / bulan",
    )
    assert [read_money(text).value for text in written] == [rupiah] * len(written)


@given(st.integers(1, 999), st.sampled_from((10**3, 10**6, 10**9)), st.integers(0, 99))
def test_compact_sums_of_babel(whole: int, unit: int, part: int) -> None:
    """Shortened sums ("Rp1,5 jt", "500 rb", "1,5 M", "2,3 juta") are read as themselves."""
    rupiah = whole * unit + part * unit // 100
    written = (
        format_compact_currency(rupiah, "IDR", locale="id", fraction_digits=2),
        format_compact_decimal(rupiah, locale="id", fraction_digits=2),
        format_compact_decimal(rupiah, format_type="long", locale="id", fraction_digits=2),
    )
    assert [read_money(text).value for text in written] == [rupiah] * len(written)


@given(NUMBERS)
def test_figures_of_babel(number: int) -> None:
    """Grouped figures are read as themselves; English ones may be asked."""
    assert read_number(format_decimal(number, locale="id")).value == number
    english = read_number(format_decimal(number, locale="en"))
    assert number in (english.value, *english.candidates)


@pytest.mark.parametrize("locale", ["id", "jv", "ms"])
@given(born=BIRTHS)
def test_dates_of_babel(locale: str, born: date) -> None:
    """Dates as Babel writes them, with weekday or short, are read as themselves."""
    for length in ("short", "medium", "long", "full"):
        text = format_date(born, length, locale=locale)
        assert read_date(text, TODAY).value == born, text
    assert read_date(f"Pagatan, {format_date(born, 'long', locale)}", TODAY).rest == "Pagatan"


@given(born=BIRTHS)
def test_english_dates_of_babel(born: date) -> None:
    """English dates with the month's name are read, in figures they are never another date."""
    for length in ("medium", "long", "full"):
        assert read_date(format_date(born, length, locale="en"), TODAY).value == born
    asked = read_date(format_date(born, "short", locale="en"), TODAY)
    if born.day > 12:
        assert asked.value is None
        assert not asked.candidates or asked.candidates == (born,)


@given(born=BIRTHS)
def test_spoken_dates(born: date) -> None:
    """A date in words, with marks or the month's name, is read as itself."""
    day, month, year = (num2words(n, lang="id") for n in (born.day, born.month, born.year))
    name = MONTHS.split()[born.month - 1]
    assert read_date(f"{day} {name} {year}", TODAY).value == born
    assert read_date(f"tanggal {day} bulan {month} tahun {year}", TODAY).value == born
    assert read_date(f"tanggal {day} bulan {name} tahun {year}", TODAY).value == born
    half = num2words(born.year % 100, lang="id")
    assert read_date(f"tgl {day} {name} {half}", TODAY).value in (born, None)


# --- our own generated ways ---------------------------------------------------------------------


def javanese(number: int) -> str:
    """A number below a thousand in Javanese."""
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    said = [] if not hundreds else ["satus" if hundreds == 1 else f"{BEFORE[hundreds]} atus"]
    if rest == 25:
        said.append("selawe")
    elif tens == 1:
        said.append(TEENS[units])
    elif tens == 2 and units:
        said.append("selikur" if units == 1 else f"{NGOKO[units]} likur")
    else:
        fixed = {5: "seket", 6: "sewidak"}
        said += [fixed.get(tens, f"{BEFORE[tens]} puluh")] if tens else []
        said += [NGOKO[units]] if units else []
    return " ".join(said)


def banjar(number: int) -> str:
    """A number below a thousand in Banjar."""
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    said = [] if not hundreds else ["saratus" if hundreds == 1 else f"{BANJAR[hundreds]} ratus"]
    if rest in (10, 11):
        said.append("sapuluh" if rest == 10 else "sabalas")
    elif tens == 1:
        said.append(f"{BANJAR[units]} balas")
    else:
        said += [f"{BANJAR[tens]} puluh"] if tens else []
        said += [BANJAR[units]] if units else []
    return " ".join(said)


@pytest.mark.parametrize(("write", "thousand"), [(javanese, "ewu"), (banjar, "ribu")])
def test_other_languages(write: Callable[[int], str], thousand: str) -> None:
    """Javanese and Banjar numerals below a thousand are read, and their thousands."""
    numbers = range(1, 1000)
    assert [read_number(write(number)).value for number in numbers] == [*numbers]
    sums = [read_money(f"{write(number)} {thousand}").value for number in numbers]
    assert sums == [number * 1000 for number in numbers]


def _comma(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".").replace(".", ",")


SUMS: tuple[Callable[[int], str], ...] = (
    str,
    lambda n: f"{n:,}".replace(",", "."),
    lambda n: f"{n:,}",
    lambda n: f"{n:,}".replace(",", " "),
    lambda n: f"Rp {n:,},-".replace(",", ".", f"{n:,}".count(",")),
    lambda n: f"{n // 1000} rb" if n % 1000 == 0 else f"{n // 1000} ribu {n % 1000}",
    lambda n: f"{_comma(n / 1000)}k",
    lambda n: f"{_comma(n / 10**6)} jt",
    lambda n: f"{_comma(n / 10**6).replace(',', '.')}jt",
    lambda n: f"{n // 10**6} juta {n % 10**6 // 1000}" if n % 1000 == 0 else f"rp{n}",
    lambda n: f"{n // 10**6}jt{n % 10**6 // 1000}rb" if n % 1000 == 0 else f"{n} perak",
    lambda n: f"{num2words(n // 10**6, lang='id')} juta {n % 10**6 // 1000}",
    lambda n: f"gaji saya {n // 1000}.{n % 1000:03} sebulan",
    lambda n: str(n).replace("0", "O"),
    lambda n: f"{n}.-",
    lambda n: num2words(n, lang="id").replace("satu juta", "sejuta"),
    lambda n: num2words(n, lang="id").replace("ribu", "rb").replace("ratus", "ratos"),
)


@given(INCOMES, st.sampled_from(SUMS))
def test_a_written_sum_is_no_other(rupiah: int, write: Callable[[int], str]) -> None:
    """A sum written in any way is read as itself, asked with itself among them, or refused."""
    if write is SUMS[11] and rupiah % 1000:
        return  # cut by the way itself
    reading = read_money(write(rupiah))
    assert reading.value in (rupiah, None)
    assert not reading.candidates or rupiah in reading.candidates


DATES: tuple[Callable[[date], str], ...] = (
    *(
        (lambda d, names=names: f"{d.day} {names.split()[d.month - 1]} {d.year}")
        for names in (MONTHS, *SHORT)
    ),
    *((lambda d, mark=mark: f"{d:%d}{mark}{d:%m}{mark}{d:%Y}") for mark in "-/., '_–"),
    *((lambda d, mark=mark: f"{d.day}{mark}{d.month}{mark}{d:%y}") for mark in "-/. "),
    lambda d: f"tgl {d.day} bln {d.month} th {d:%y}",
    lambda d: f"tgl.{d.day} bln.{d.month} thn.{d.year}",
    lambda d: f"tahun {d.year} bulan {d.month} tanggal {d.day}",
    lambda d: f"bulan {d.month} tgl {d.day} tahun {d.year}",
    lambda d: f"Sungai Dua, {d:%d-%m-%Y}",
    lambda d: f"{d.day}{MONTHS.split()[d.month - 1]}{d.year}",
    lambda d: f"{MONTHS.split()[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{d:%d-%m-%Y}".replace("0", "O").replace("1", "l"),
    lambda d: f"{d.day} {MONTHS.split()[d.month - 1].translate(NO_VOWELS)} {d.year}",
    lambda d: f"{javanese(d.day)} {MONTHS.split()[d.month - 1]} {d.year}",
    lambda d: f"tanggal {banjar(d.day)} bulan {banjar(d.month)} tahun {d.year}",
    lambda d: f"{d:%Y-%m-%d} 00:00:00",
    lambda d: f"{d:%m/%d/%Y}" if d.day > 12 else f"{d:%d/%m/%Y}",
    lambda d: f"{d:%d%m%Y}",
    lambda d: f"{d:%d%m%y}",
    lambda d: f"{d.day}{d.month}{d.year}",
)


@given(BIRTHS, st.sampled_from(DATES))
def test_a_written_date_is_no_other(born: date, write: Callable[[date], str]) -> None:
    """A date written in any way is read as itself, asked with itself among them, or refused."""
    reading = read_date(write(born), TODAY)
    assert reading.value in (born, None)
    assert not reading.candidates or born in reading.candidates
