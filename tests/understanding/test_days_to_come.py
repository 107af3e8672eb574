"""Days to come and wishes about reminders, as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.later import read_later
from conversations.understanding.days_to_come import read_coming

TODAY = date(2026, 11, 22)  # a Sunday

DAYS = [
    # a day and a month: the next such day
    ("5 Desember", date(2026, 12, 5)),
    ("ingatkan saya tanggal 30 november ya", date(2026, 11, 30)),
    ("1 November", date(2027, 11, 1)),
    # numbers only, the Indonesian order
    ("5/12", date(2026, 12, 5)),
    ("5-12-2026", date(2026, 12, 5)),
    ("05.12.26", date(2026, 12, 5)),
    # a day of the month: the next one, also in a month that has it
    ("tanggal 25", date(2026, 11, 25)),
    ("tgl 5 ya", date(2026, 12, 5)),
    ("tanggal 31", date(2026, 12, 31)),
    # days of the week, never today
    ("Jumat", date(2026, 11, 27)),
    ("hari minggu", date(2026, 11, 29)),
    ("senin depan", date(2026, 11, 23)),
    # spans
    ("3 hari lagi", date(2026, 11, 25)),
    ("dua minggu lagi", date(2026, 12, 6)),
    ("seminggu lagi", date(2026, 11, 29)),
    ("besok", date(2026, 11, 23)),
    # months
    ("awal bulan", date(2026, 12, 1)),
    ("bulan depan", date(2026, 12, 1)),
    ("awal Januari", date(2027, 1, 1)),
    # not a day, or one that cannot be
    ("habis panen", "not_a_day"),
    ("", "not_a_day"),
    ("31 Februari", "impossible"),
    ("21 November 2026", "past"),
    ("22 November 2026", "past"),
    ("5 Desember 2030", "far"),
    ("12345678901234567890", "impossible"),
]


@pytest.mark.parametrize(("words", "expected"), DAYS, ids=[each[0] for each in DAYS])
def test_days_to_come_are_read(words: str, expected: date | str) -> None:
    """A day after today, or why there is none; nothing is guessed."""
    found = read_coming(words, TODAY)
    assert (found.value or found.reason) == expected


@given(st.text(max_size=60))
def test_any_words_name_a_coming_day_or_none(words: str) -> None:
    """Never a day that is over, never an exception."""
    found = read_coming(words, TODAY)
    assert found.value is None or found.value > TODAY


WISHES = [
    ("belum bisa bayar", "later"),
    ("maaf bu belum ada uang", "later"),
    ("ingatkan saya jumat", "later"),
    ("matikan pengingat", "off"),
    ("tolong nyalakan pengingat lagi", "on"),
    # says that it is paid, or asks
    ("sudah bayar", None),
    ("berapa iurannya", None),
    # a story
    (
        "kemarin petugas desa mengingatkan supaya kami ingatkan tetangga yang belum bayar iuran",
        None,
    ),
]


@pytest.mark.parametrize(("words", "expected"), WISHES, ids=[each[0] for each in WISHES])
def test_wishes_about_reminders_are_read(words: str, expected: str | None) -> None:
    """Short messages only."""
    assert read_later(words) == expected
