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
        ("5. 8. 1975", BORN),  # spaced dots
        ("5,8,1975", BORN),  # commas
        ("5--8--1975", BORN),  # a slip of the finger
        ("(5-8-1975)", BORN),  # brackets
        ("*5-8-1975*", BORN),  # bold on WhatsApp
        ("5\n8\n1975", BORN),  # a line each
        ("tgl: 5 bln: 8 thn: 1975", BORN),  # marks with colons
        ("tgl5bln8th75", BORN),  # marks without spaces
        ("tgl lahir 5 bulan 8 tahun 1975", BORN),  # a word between mark and number
        ("tgl 5 di bulan 8 tahun 1975", BORN),  # another
        ("bulan 8 tanggal 5 tahun 1975", BORN),  # marks tell the month first
        ("tahun 1975 tanggal 5 bulan 8", BORN),  # marks in an odd order
        ("1975 bulan 8 tanggal 5", BORN),  # the year without its mark
        ("5 bulan 8 1975", BORN),  # one mark
        ("Agustus tanggal 5 tahun 1975", BORN),  # the month's name first, marked
        ("5 agst thn 75", BORN),  # shortening and mark
        ("05agt75", BORN),  # all glued
        ("5 Agu 1975", BORN),  # as computers shorten it
        ("5 ogos 1975", BORN),  # Malay
        ("Aug 5, 1975", BORN),  # English, short
        ("August 5th, 1975", BORN),  # English, with its ending
        ("Tuesday, August 5, 1975", BORN),  # English, with the weekday
        ("Selasa, 05 Agustus 1975", BORN),  # the weekday
        ("Setu Pahing 5 Agustus 1975", BORN),  # a Javanese weekday and market day
        ("1975-08-05 00:00:00", BORN),  # pasted from a sheet
        ("05/08/1975 00:00", BORN),  # the same, short
        ("5 Agustus 1975 (51 tahun)", BORN),  # with the age that follows from it
        ("lima agustus seribu sembilan ratus tujuh lima", BORN),  # hundreds, then digits
        ("lima agustus sembilan belas tujuh lima", BORN),  # nineteen, then digits
        ("lima agustus sembilan belas tujuh puluh lima", BORN),  # nineteen seventy-five
        ("tanggal gangsal wulan wolu taun pitung dasa gangsal", BORN),  # Javanese, polite
        ("duapuluhlima desember 1980", date(1980, 12, 25)),  # numerals glued
        ("salawi agustus 1975", date(1975, 8, 25)),  # Banjar numeral
        ("5 Mèi 1975", date(1975, 5, 5)),  # Javanese accent
        ("5 Dhésèmber 1975", date(1975, 12, 5)),  # Javanese spelling and accents
        ("5 desmbr 1980", date(1980, 12, 5)),  # vowels dropped
        ("5 sptmbr 1980", date(1980, 9, 5)),  # the same
        ("5 nvmbr 1980", date(1980, 11, 5)),  # the same
        ("17-8-45", date(1945, 8, 17)),  # 1945, not 2045
        ("29 februari 00", date(2000, 2, 29)),  # a leap day of 2000
        ("581975", BORN),  # six digits that can be cut in one place only
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
        ("31 februari 1980", "impossible"),  # no such day, in words
        ("31 april 1980", "impossible"),  # April has thirty
        ("29-2-1900", "impossible"),  # 1900 was no leap year
        ("00-00-1950", "impossible"),  # as cards of the old have it
        ("311975", "impossible"),  # a digit of the month lost
        ("75-08-05", "impossible"),  # a short year in front
        ("5 Agustus 1395 H", "impossible"),  # the Muslim calendar
        ("5 agustus 1975 hijriah", "not_a_date"),  # the same, said
        ("12 Rabiul Awal 1400", "not_a_date"),  # a Muslim month
        ("5 Rejeb 1975", "not_a_date"),  # a Javanese lunar month
        ("tanggal dua lima agustus 1975", "not_a_date"),  # 25 said digit by digit: never the 5th
        ("Pagatan dua lima agustus 1975", "not_a_date"),  # the same behind a place
        ("dua puluh 5 agustus 1975", "not_a_date"),  # 25 half in figures: never the 5th
        ("5-8-1975 umur 40", "age"),  # an age that does not fit
        ("50 tahunan", "age"),  # about fifty
        ("umur kula seket taun", "age"),  # a Javanese age
        ("52thn", "age"),  # glued
        ("631001 050875 0003", "not_a_date"),  # a NIK in three parts
        ("6310 0105 0875 0003", "not_a_date"),  # a NIK in four parts
        ("63 10 01 05 08 75 00 03", "impossible"),  # a NIK in pairs
        ("NIK 6310010508750003 lahir 5-8-1975", "not_a_date"),  # a NIK beside
        ("081212031980", "not_a_date"),  # a phone that ends in a date
        ("0812 12 03 80", "not_a_date"),  # the same, spaced
        ("+62 812 12 03 80", "not_a_date"),  # abroad
        ("Maret 5-8-1975", "not_a_date"),  # two months
        ("5-8-1975 Rp 5000", "not_a_date"),  # a sum beside
        ("5 agustus 1975 eh 1976", "not_a_date"),  # corrected halfway
        ("5 agustus tahun lalu", "no_year"),  # no birth date
        ("kemarin tanggal 5-8-2020", "not_a_date"),  # something that happened
        ("5 agustus 1975?", "not_a_date"),  # a question
        ("17 agustus", "no_year"),  # Independence Day
        ("lahir th 75", "not_a_date"),  # the year alone
        ("bulan 8 tahun 1975", "not_a_date"),  # no day
        ("27611", "not_a_date"),  # a sheet's own number of a day
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
        ("lahir 5-8-1975, nikah 6-9-1995", (BORN, date(1995, 9, 6))),  # two events
        ("5 juny 1975", (date(1975, 6, 5), date(1975, 7, 5))),  # June or July
        ("1011975", (date(1975, 1, 1), date(1975, 1, 10))),  # where to cut
    ],
)
def test_asked_back(typed: str, days: tuple[date, ...]) -> None:
    """Where two dates may be meant, both are given and none is chosen."""
    reading = read_date(typed, TODAY)
    assert (reading.value, reading.reason) == (None, "ambiguous")
    assert set(reading.candidates) == set(days)


@pytest.mark.parametrize(
    "typed",
    [
        "08/25/1975",  # American
        "8-25-75",  # short
        "1975-25-08",  # the year first
        "tgl 8 bln 25 th 1975",  # with marks, the wrong way round
    ],
)
def test_month_first(typed: str) -> None:
    """A date that only month before day makes possible is told, and not taken."""
    reading = read_date(typed, TODAY)
    assert (reading.value, reading.reason) == (None, "impossible")
    assert reading.candidates == (date(1975, 8, 25),)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Pagatan, 5 Agustus 1975", "Pagatan"),  # as on the card
        ("ttl: Batulicin 05.08.1975", "Batulicin"),  # with the card's label
        ("lahir di Kampung Baru tgl 5/8/75", "Kampung Baru"),  # in a sentence
        ("Kotabaru Selasa Kliwon 5 agustus 1975", "Kotabaru"),  # a weekday is no place
        ("5 agustus 1975 di Pagatan", "Pagatan"),  # the place behind
        ("5 agustus 1975", ""),  # no place
        ("Simpang Empat, 5 Agustus 1975", "Simpang Empat"),  # a numeral in the name
        ("Sungai Dua 5-8-1975", "Sungai Dua"),  # another, without comma
        ("Agus Salim 5-8-1975", "Agus Salim"),  # a name that is a month's shortening
        ("Bu Marta, 5-8-1975", "Marta"),  # a name near to a month's
        ("Mei Ling lahir 5-8-1975", "Mei Ling"),  # a name that is a month
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
@settings(max_examples=100, deadline=None)
@example(date(1980, 2, 1), WRITTEN[5])
def test_a_written_date_is_itself_or_asked(born: date, write: Callable[[date], str]) -> None:
    """A date written in any way is read as itself, asked back or refused: never another."""
    reading = read_date(write(born), TODAY)
    if reading.candidates:
        assert born in reading.candidates
    else:
        assert reading.value in (born, None)


@given(st.dates(date(1926, 11, 23), TODAY), st.sampled_from(WRITTEN[:4] + WRITTEN[8:12]))
@settings(max_examples=100, deadline=None)
def test_usual_ways_are_read(born: date, write: Callable[[date], str]) -> None:
    """The usual ways of writing are read outright."""
    assert read_date(write(born), TODAY).value == born


@given(st.text("0123456789 -/.,OlI", max_size=18) | ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_any_text(text: str) -> None:
    """Any text gives a plausible date or a reason, and no exception."""
    reading = read_date(text, TODAY)
    assert (reading.value is None) == bool(reading.reason or reading.candidates)
    assert reading.value is None or date(1906, 11, 21) < reading.value <= TODAY


@st.composite
def slips(draw: st.DrawFn) -> tuple[date, str]:
    """A date whose month's name has one letter left out, doubled, changed or swapped."""
    born = draw(st.dates(date(1926, 11, 23), TODAY))
    name = NAMES.split()[born.month - 1].lower()
    at = draw(st.integers(1, len(name) - 1))
    letter = draw(st.sampled_from("aeiounrstlmbp"))
    slipped = draw(
        st.sampled_from(
            (
                name[:at] + name[at + 1 :],
                name[:at] + name[at - 1] + name[at:],
                name[:at] + letter + name[at + 1 :],
                name[:at] + letter + name[at:],
                name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
            )
        )
    )
    whole = NAMES.lower().split()
    return born, f"{born.day} {name if slipped in whole else slipped} {born.year}"


@given(slips())
def test_a_slip_gives_no_other_date(typed: tuple[date, str]) -> None:
    """A slip in the month's name is read through, asked back or refused: never another month."""
    born, text = typed
    reading = read_date(text, TODAY)
    assert reading.value in (born, None)
    assert not reading.candidates or born in reading.candidates


@given(st.from_regex(r"63100[1-9][0-7][0-9](0[1-9]|1[0-2])[0-9]{2}0[0-9]{2}[1-9]", fullmatch=True))
def test_a_nik_is_no_date(digits: str) -> None:
    """No NIK, written together or in parts, is ever a date."""
    ways = (digits, f"{digits[:6]} {digits[6:12]} {digits[12:]}", f"{digits[:4]}.{digits[4:8]}.x")
    parts = " ".join(digits[at : at + 4] for at in range(0, 16, 4))
    assert [read_date(text, TODAY).value for text in (*ways, parts)] == [None] * 4


@given(st.from_regex(r"08[1-9][0-9]{7,10}", fullmatch=True), st.sampled_from((3, 4)))
def test_a_phone_is_no_date(digits: str, group: int) -> None:
    """No phone number, written together or in groups, is ever a date."""
    parts = [digits[at : at + group] for at in range(0, len(digits), group)]
    for text in (digits, "-".join(parts), " ".join(parts), "+62" + digits[1:]):
        assert read_date(text, TODAY).value is None
