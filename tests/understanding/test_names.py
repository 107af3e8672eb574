"""Names."""

import pytest
from hypothesis import given, settings

from conversations.understanding.names import called, read_name
from tests.understanding.test_text import ANY_TEXT


@pytest.mark.parametrize(
    ("typed", "name", "title"),
    [
        ("siti AMINAH", "Siti Aminah", None),  # mixed
        ("SITI AMINAH", "Siti Aminah", None),  # capitals
        ("Aminah", "Aminah", None),  # one name only
        ("Uu", "Uu", None),  # a short one
        ("pak darto", "Darto", "pak"),  # as a helper says it
        ("ibu Siti", "Siti", "bu"),  # long form of the title
        ("mbah Karto", "Karto", "mbah"),  # Javanese
        ("almh. Siti", "Siti", "almarhumah"),  # a name, not a death report
        ("Siti Aminah (almh)", "Siti Aminah", "almarhumah"),  # behind
        ("nama saya aminah", "Aminah", None),  # a sentence
        ("namanya Uu", "Uu", None),  # of another
        ("saya aminah", "Aminah", None),  # short sentence
        ("ngaran ulun Jamilah", "Jamilah", None),  # Banjar
        ("Nama: Budi", "Budi", None),  # a label
        ("nama saya Iya", "Iya", None),  # a name that is an answer word, introduced
        ("M. YUSUF", "M. Yusuf", None),  # shortened first name
        ("A. Rahman", "A. Rahman", None),  # the same
        ("muhammad al-banjari", "Muhammad Al-Banjari", None),  # hyphen
        ("NUR'AINI", "Nur'aini", None),  # apostrophe
        ("H. ABDUL GANI, S.PD", "H. Abdul Gani, S.Pd", None),  # honours and degree
        ("Drs. H. M. Arsyad, M.Si", "Drs. H. M. Arsyad, M.Si", None),  # more of them
        ("Hj. siti", "Hj. Siti", None),  # honour of a woman
        ("siti binti ahmad", "Siti binti Ahmad", None),  # binti stays small
        ("DARTO II", "Darto II", None),  # Roman
        ("McDonald", "McDonald", None),  # own letters
        ("1. Siti", "Siti", None),  # numbered list
        ("dewi 🙏", "Dewi", None),  # a picture
        ("Adi", "Adi", None),  # not a relation here
        ("Anak Agung Gede", "Anak Agung Gede", None),  # Balinese
        ("andré", "André", None),  # an accent
        ("'siti aminah'", "Siti Aminah", None),  # single quotes
        ("aku budi", "Budi", None),  # another word for I
        ("perkenalkan nama saya budi", "Budi", None),  # introduces itself
        ("assalamualaikum nama saya siti", "Siti", None),  # greets first
        ("siti aminah ya", "Siti Aminah", None),  # a polite end
        ("siti aminah pak", "Siti Aminah", None),  # an address
        ("siti aminah (ibu)", "Siti Aminah", None),  # a relation in brackets
        ("Nur Halimah,SE", "Nur Halimah, SE", None),  # a degree without dots
        ("BUDI SANTOSO, SH", "Budi Santoso, SH", None),  # among capitals
        ("KH AHMAD", "KH Ahmad", None),  # an honour of two letters
        ("A'ISYAH", "A'isyah", None),  # an apostrophe after a vowel
        ("D'ROSA", "D'Rosa", None),  # after a consonant
    ],
)
def test_names(typed: str, name: str, title: str | None) -> None:
    """A name keeps its own letters and is made readable."""
    reading = read_name(typed)
    assert (reading.value, reading.title, reading.reason) == (name, title, None)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("A", "too_short"),  # a letter
        ("É", "too_short"),  # also an accented one
        ("...", "not_a_name"),  # punctuation
        ("", "empty"),  # nothing
        ("🙏", "empty"),  # a picture
        ("Siti?", "question"),  # a question
        ("siapa nama saya", "question"),  # a question without a mark
        ("6310014508750003", "digits"),  # a NIK
        ("pak", "only_title"),  # a title alone
        ("saya mau daftar", "not_a_name"),  # a wish
        ("saya mau", "not_a_name"),  # a shorter wish
        ("tidak tahu", "not_a_name"),  # an answer
        ("iya", "not_a_name"),  # an answer
        ("selamat pagi", "not_a_name"),  # a greeting
        ("terima kasih", "not_a_name"),  # thanks
        ("siti dan ahmad", "not_a_name"),  # two people
        ("saya sendiri", "not_a_name"),  # whose, not who
        ("hahaha", "not_a_name"),  # a laugh
        ("siti123", "digits"),  # a user name
        ("Rahmah, istri saya", "not_a_name"),  # a contact
        ("bapak ulun maninggal", "not_a_name"),  # a death report
        ("x" * 101, "too_long"),  # too long
    ],
)
def test_refused(typed: str, reason: str) -> None:
    """What is no name is refused with its reason."""
    assert (read_name(typed).value, read_name(typed).reason) == (None, reason)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("pak darto", "Pak Darto"), ("MBAH KARTO", "Mbah Karto"), ("siti", "Siti"), ("", "")],
)
def test_called(typed: str, said: str) -> None:
    """The way a helper calls somebody is kept."""
    assert called(typed) == said


@given(ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_any_text(text: str) -> None:
    """Any text gives a name of two letters or more, or a reason, and no exception."""
    reading = read_name(text)
    assert (reading.value is None) == (reading.reason is not None)
    assert reading.value is None or sum(c.isalpha() for c in reading.value) >= 2
    called(text)
