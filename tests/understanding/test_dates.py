"""Birth dates: never a silently wrong one."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conversations.understanding.dates import read_date
from tests.understanding.test_text import ANY_TEXT

TODAY = date(2026, 11, 22)
BORN = date(1975, 8, 5)
NAMES = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("12 maret 1980", date(1980, 3, 12)),  # plain
        ("12-3-80", date(1980, 3, 12)),  # two-digit year
        ("12031980", date(1980, 3, 12)),  # no separator
        ("19800312", date(1980, 3, 12)),  # year first, no separator
        ("tgl 5 bln 8 th 75", BORN),  # marks
        ("sy lahir tgl 5 bln 8 th 75", BORN),  # in a sentence
        ("tanggal 5 bulan 8 tahun 1975", BORN),  # dateparser gives 2018-06-22
        ("tanggal 5 bulan Agustus tahun 1975", BORN),  # marks and a name
        ("th 1975 bln 8 tgl 5", BORN),  # marks, year first
        ("12 mart 1980", date(1980, 3, 12)),  # shortening
        ("l2-O3-198O", date(1980, 3, 12)),  # l for 1, O for 0
        ("1l Mei 1980", date(1980, 5, 11)),  # l for 1 before a name
        ("5/8/1975", BORN),  # slashes
        ("5.8.1975", BORN),  # dots
        ("5 8 1975", BORN),  # spaces
        ("05 - 08 - 1975", BORN),  # spaced dashes
        ("1975-08-05", BORN),  # year first
        ("5agustus1975", BORN),  # glued to the name
        ("5 AGUSTUS 1975", BORN),  # capitals
        ("5 ags 75", BORN),  # shortening
        ("5 agt 1975", BORN),  # another
        ("5 agsutus 1975", BORN),  # two letters swapped
        ("5 august 1975", BORN),  # English
        ("Agustus 5, 1975", BORN),  # English order with a name
        ("5 agustus '75", BORN),  # apostrophe
        ("5 agustus 19 75", BORN),  # a year in two halves
        ("5-VIII-1975", BORN),  # Roman month
        ("5-II-1975", date(1975, 2, 5)),  # Roman two is not eleven
        ("050875", BORN),  # six digits
        ("5081975", BORN),  # seven digits with one reading
        ("lima agustus seribu sembilan ratus tujuh puluh lima", BORN),  # spoken
        ("lima agustus tujuh lima", BORN),  # spoken digit by digit
        ("tanggal lima bulan delapan tahun tujuh puluh lima", BORN),  # spoken with marks
        ("dua puluh lima desember dua ribu lima", date(2005, 12, 25)),  # spoken, this century
        ("tanggal selawe bulan delapan tahun 1975", date(1975, 8, 25)),  # Javanese numeral
        ("12 pebruwari 1980", date(1980, 2, 12)),  # Javanese spelling
        ("12 nopember 1980", date(1980, 11, 12)),  # old spelling
        ("29-2-2000", date(2000, 2, 29)),  # a leap day
        ("5-8-25", date(2025, 8, 5)),  # 20yy when not in the future
        ("23-11-26", date(1926, 11, 23)),  # tomorrow is in the future: 19yy
        ("22-11-26", date(2026, 11, 22)),  # today is not
        ("5-8-1975 5 Agustus 1975", BORN),  # the same date twice
    ],
)
def test_dates(typed: str, born: date) -> None:
    """A date is read in Indonesian order, however it is written."""
    assert read_date(typed, TODAY).value == born


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("31-02-1980", "impossible"),  # no such day
        ("29-2-75", "impossible"),  # not a leap year
        ("3/25/1980", "impossible"),  # American order is not guessed
        ("450875", "impossible"),  # a woman's day in a NIK
        ("5-8-1875", "impossible"),  # older than 120
        ("121980", "impossible"),  # month and year, or a short day
        ("5-8-2030", "future"),  # not born yet
        ("23 november 2026", "future"),  # tomorrow
        ("6310014508750003", "not_a_date"),  # a NIK
        ("0812-3456-7890", "not_a_date"),  # a phone
        ("1.500.000", "not_a_date"),  # a sum
        ("45 tahun", "age"),  # an age
        ("umur 52", "age"),  # an age
        ("empat puluh lima tahun", "age"),  # a spoken age
        ("3 bulan 8 tahun", "age"),  # a child's age
        ("usia saya 60 th", "age"),  # an age
        ("5 agustus", "no_year"),  # no year
        ("5/8", "no_year"),  # no year
        ("tgl 5 bln 8", "no_year"),  # no year
        ("1975", "not_a_date"),  # a year alone
        ("th 75", "not_a_date"),  # a year alone
        ("Agustus 1975", "not_a_date"),  # no day
        ("5 agustus 975", "not_a_date"),  # a digit lost
        ("5 agustus 1975 6", "not_a_date"),  # a number left over
        ("bukan 5 agustus 1975", "not_a_date"),  # denied
        ("5 agustus 1975 atau 76", "not_a_date"),  # two years
        ("5 Sura 1975", "not_a_date"),  # a lunar month
        ("lima delapan tujuh lima", "not_a_date"),  # spoken numbers without a month
        ("10:12:20", "not_a_date"),  # a time
        ("kemarin", "not_a_date"),  # a word
        ("RT 3/2 75", "not_a_date"),  # an address
        ("", "not_a_date"),  # nothing
        ("tidak tahu", "not_a_date"),  # an answer
        ("5-8-75 6-8-75 7-8-75", "not_a_date"),  # three dates
    ],
)
def test_refused(typed: str, reason: str) -> None:
    """What is no certain date is refused with its reason."""
    reading = read_date(typed, TODAY)
    assert (reading.value, reading.candidates, reading.reason) == (None, (), reason)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("1121975", (date(1975, 12, 1), date(1975, 2, 11))),  # where to cut
        ("5 jumi 1975", (date(1975, 6, 5), date(1975, 7, 5))),  # Juni or Juli
        ("I2-II-I980", (date(1980, 2, 12), date(1980, 11, 12))),  # II is Roman, or I for 1
        ("17-8-1945 atau 17-8-1946", (date(1945, 8, 17), date(1946, 8, 17))),  # two dates
    ],
)
def test_asked_back(typed: str, days: tuple[date, ...]) -> None:
    """Where two dates may be meant, both are given and none is chosen."""
    reading = read_date(typed, TODAY)
    assert (reading.value, reading.candidates) == (None, days)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Pagatan, 5 Agustus 1975", "Pagatan"),  # as on the card
        ("ttl: Batulicin 05.08.1975", "Batulicin"),  # with the card's label
        ("lahir di Kampung Baru tgl 5/8/75", "Kampung Baru"),  # in a sentence
        ("Kotabaru Selasa Kliwon 5 agustus 1975", "Kotabaru"),  # a weekday is no place
        ("5 agustus 1975 di Pagatan", "Pagatan"),  # the place behind
        ("5 agustus 1975", ""),  # no place
    ],
)
def test_place_before_the_date(typed: str, place: str) -> None:
    """The words before the date are kept as the place."""
    reading = read_date(typed, TODAY)
    assert (reading.value, reading.rest) == (BORN, place)


WRITTEN: tuple[Callable[[date], str], ...] = (
    lambda d: f"{d.day}-{d.month}-{d.year}",
    lambda d: f"{d.day}/{d.month}/{d.year % 100:02}",
    lambda d: f"{d:%d%m%Y}",
    lambda d: f"{d:%d%m%y}",
    lambda d: f"{d.day}{d.month:02}{d.year}",
    lambda d: f"{d.day}{d.month}{d.year}",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{d.day} {NAMES.split()[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {NAMES.split()[d.month - 1][:3]} {d.year % 100:02}",
    lambda d: f"tgl {d.day} bln {d.month} th {d.year % 100:02}",
    lambda d: f"Pagatan, {d.day:02}.{d.month:02}.{d.year}".replace("0", "O"),
    lambda d: f"{d.day}-{d.month}-{d.year}".replace("1", "l"),
    lambda d: f"{d.day}-{'I II III IV V VI VII VIII IX X XI XII'.split()[d.month - 1]}-{d.year}",
)


@given(st.dates(date(1926, 11, 23), TODAY), st.sampled_from(WRITTEN))
@settings(max_examples=200, deadline=None)
@example(date(1980, 2, 1), WRITTEN[5])
def test_a_written_date_is_itself_or_asked(born: date, write: Callable[[date], str]) -> None:
    """A date written in any way is read as itself, asked back or refused: never another."""
    reading = read_date(write(born), TODAY)
    if reading.candidates:
        assert born in reading.candidates
    else:
        assert reading.value in (born, None)


@given(st.dates(date(1926, 11, 23), TODAY), st.sampled_from(WRITTEN[:4] + WRITTEN[8:12]))
@settings(max_examples=200, deadline=None)
def test_usual_ways_are_read(born: date, write: Callable[[date], str]) -> None:
    """The usual ways of writing are read outright."""
    assert read_date(write(born), TODAY).value == born


@given(st.text("0123456789 -/.,OlI", max_size=18) | ANY_TEXT)
@settings(max_examples=200, deadline=None)
def test_any_text(text: str) -> None:
    """Any text gives a plausible date or a reason, and no exception."""
    reading = read_date(text, TODAY)
    assert (reading.value is None) == bool(reading.reason or reading.candidates)
    assert reading.value is None or date(1906, 11, 21) < reading.value <= TODAY
