"""Greetings, and questions asked in the middle of a form."""

import pytest
from hypothesis import given, settings

from conversations.understanding.asked import read_question
from conversations.understanding.greetings import read_greeting
from tests.understanding.test_text import ANY_TEXT


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Assalamu'alaikum wr wb", "salam"),
        ("as salamu alaikum", "salam"),
        ("aslamualaikum pak", "salam"),
        ("om swastiastu", "swastiastu"),
        ("Shalom", "shalom"),
        ("selamat pagi pak", "morning"),
        ("slmt siang", "noon"),
        ("sore", "afternoon"),
        ("sugeng dalu", "evening"),
        ("haloo", "hello"),
        ("permisi mau tanya", "hello"),
        ("tes", "hello"),
        ("Halim", None),  # a name
        ("Salamah", None),  # a name
        ("Tessa", None),  # a name
    ],
)
def test_greetings(typed: str, kind: str | None) -> None:
    """A greeting is told by its kind, a name like one is not."""
    assert read_greeting(typed) == kind


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("brp iuran", "cost"),
        ("berapa bayarnya?", "cost"),
        ("gratis ga", "free"),
        ("cara bayar gimana", "how_pay"),
        ("dapat apa", "benefits"),
        ("apa manfaatnya", "benefits"),
        ("bpjs ketenagakerjaan itu apa", "what_is"),
        ("ini bpjs kesehatan ya?", "health"),
        ("bisa buat berobat?", "health"),
        ("aman ga", "safe"),
        ("data saya buat apa", "safe"),
        ("ini penipuan ya", "safe"),
        ("siapa yang bayar", "who_pays"),
        ("kantornya dimana", "where_office"),
        ("berapa lama", "how_long"),
        ("nik itu apa", "nik_where"),
        ("nik dimana", "nik_where"),
        ("ga punya ktp", "not_in_ktp"),
        ("saya ga punya hp", "no_phone"),
        ("umur berapa maksimal", "age_limit"),
        ("kalau kecelakaan gimana", "accident"),
        ("kalau meninggal dapat berapa", "death_benefit"),
        ("ini robot?", "bot"),
        ("setelah daftar lalu apa", "after"),
        ("Siti Aminah", None),  # names
        ("Untung", None),
        ("Siti?", None),
        ("Bu Aman", None),
        ("Betung", None),  # villages
        ("Pasar Lama", None),
        ("Kampung Bayar", None),
        ("nelayan", None),  # an occupation
        ("1,5 juta", None),  # a sum
        ("umur 45 tahun", None),  # an age
        ("bayar sendiri", None),  # an answer
        ("iuran", None),  # no question
    ],
)
def test_questions(typed: str, key: str | None) -> None:
    """A question in the middle of a form is told by its shape, never by one word."""
    assert read_question(typed) == key


@given(ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_any_text(text: str) -> None:
    """Any text is read without an exception."""
    for reader in (read_greeting, read_question):
        assert reader(text) is None or reader(text)
