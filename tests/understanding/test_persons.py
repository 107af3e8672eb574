"""Many things about a person in one message."""

import random
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.understanding.persons import FIELDS, read_people, read_person
from tests.people import HOME, TODAY, person
from tests.understanding.tables.persons import (
    BETUNG,
    BORN,
    LABELLED,
    NIK,
    OTHER,
    PERSON_ROWS,
    PHONE,
)
from tests.understanding.test_text import ANY_TEXT


@pytest.mark.parametrize(("typed", "fields"), PERSON_ROWS)
def test_a_person(typed: str, fields: Mapping[str, str]) -> None:
    """What is plain fills its field, and nothing else is filled."""
    found = read_person(typed, HOME, TODAY)
    assert dict(found.fields) == dict(fields)
    assert set(found.fields) <= set(FIELDS)


def test_the_words_are_kept() -> None:
    """Each field's own reader can read its words again."""
    found = read_person(f"pak darto {NIK} motong gatah, desa betung", HOME, TODAY)
    assert found.words["name"] == "pak darto"
    assert found.words["occupation"] == "motong gatah"
    assert found.words["nik"] == NIK


@pytest.mark.parametrize(
    ("typed", "name", "values"),
    [
        (f"Siti {NIK} {OTHER}", "nik", (NIK, OTHER)),  # two NIKs
        (f"Siti {NIK} kampung baru", "village", ("63.10.02.2008", "63.10.06.1001")),  # twins
        ("Siti, desa kampung baru", "village", ("63.10.02.2008", "63.10.06.1001")),  # labelled
        ("Siti 081234567890 081345678901", "phone", (PHONE, "+6281345678901")),  # two phones
    ],
)
def test_what_is_unsure_is_told(typed: str, name: str, values: tuple[str, ...]) -> None:
    """Two of a kind are both given, for the form to ask which."""
    found = read_person(typed, HOME, TODAY)
    assert name not in found.fields
    assert set(values) <= set(found.unsure[name])


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        (f"Siti, {NIK}, blabla xyz 123", "blabla xyz 123"),  # words
        ("Siti, 631001520380900", "631001520380900"),  # a short NIK
        (f"Siti Aminah {NIK}", ""),  # nothing
    ],
)
def test_what_is_left_is_told(typed: str, left: str) -> None:
    """What nothing was made of comes back."""
    assert read_person(typed, HOME, TODAY).left == left


def test_a_reading_is_not_in_its_repr() -> None:
    """A logged reading gives nobody away."""
    shown = repr(read_person(f"Siti Aminah {NIK}", HOME, TODAY))
    assert NIK not in shown
    assert "Siti" not in shown


PASTED = f"""Assalamualaikum
Warga desa Betung:
1. Siti Aminah {NIK} tani
2) Budi Santoso, {OTHER}, nelayan
3 Rahmah 631002

- pak darto {NIK}"""


def test_lines_are_people() -> None:
    """One person a line; numbering, headings and greetings are no people."""
    found = read_people(PASTED, HOME, TODAY)
    assert [each.fields.get("name") for each in found] == [
        "Siti Aminah",
        "Budi Santoso",
        "Rahmah",
        "Darto",
    ]
    assert [each.fields.get("nik") for each in found] == [NIK, OTHER, None, NIK]
    assert found[1].line == f"Budi Santoso, {OTHER}, nelayan"


@pytest.mark.parametrize("mark", ["\t", ";", ",", "|"])
def test_a_header_names_the_columns(mark: str) -> None:
    """A pasted table is read by its header, also where a word alone would be open."""
    header = mark.join(["No", "Nama", "NIK", "Tempat Lahir", "Tgl Lahir", "Desa", "Nama Ibu"])
    row = mark.join(["1", "Siti Mulya", NIK, "Bima", "05-08-1975", "Betung", "Rahmah"])
    found = read_people(f"{header}\n{row}", HOME, TODAY)
    assert [dict(each.fields) for each in found] == [
        {
            "name": "Siti Mulya",
            "nik": NIK,
            "birth_place": "Bima",
            "birth_date": BORN,
            "village": BETUNG,
            "mother_name": "Rahmah",
        }
    ]


def test_labelled_blocks_are_people() -> None:
    """Lines with a label each are one person; an empty line parts two."""
    second = f"Nama: Budi\nNIK: {OTHER}"
    found = read_people(f"{LABELLED}\n\n{second}", HOME, TODAY)
    assert [each.fields["nik"] for each in found] == [NIK, OTHER]
    assert len(read_people(LABELLED, HOME, TODAY)) == 1


WAYS = (
    "{name} {nik} lahir {place} {day:%d-%m-%Y} desa {village} tani",
    "{name}, {nik}, {place}, {day:%d/%m/%Y}, {village}, tani",
    "Nama: {name}\nNIK: {nik}\nTTL: {place}, {day:%d-%m-%Y}\nDesa: {village}\nPekerjaan: tani",
    "{name}\t{nik}\t{place}\t{day:%d-%m-%Y}\t{village}\ttani",
    "nik {nik} nama {name} lahir di {place} tgl {day:%d-%m-%Y} hp {phone}",
)


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(WAYS))
def test_a_person_is_read_as_written_or_asked(rng: random.Random, way: str) -> None:
    """In whatever way it is written, a field holds the person's own value or stays empty."""
    made = person(rng)
    typed = way.format(
        name=made.name,
        nik=made.nik,
        place=made.birth_place,
        day=made.birth_date,
        village=made.village.name,
        phone=made.phone,
    )
    found = read_person(typed, HOME, TODAY).fields
    meant = {
        "name": made.name,
        "nik": made.nik,
        "birth_place": made.birth_place,
        "birth_date": made.birth_date.isoformat(),
        "village": made.village.code,
        "occupation": "farmer",
        "phone": f"+62{made.phone[1:]}",
    }
    assert all(meant[name] == value for name, value in found.items())
    assert {"name", "nik", "birth_place", "birth_date"} <= set(found)


@settings(max_examples=100, deadline=None)
@given(ANY_TEXT | st.text("0123456789 -/.,:\nSitinakdesrw", max_size=80))
def test_any_text(text: str) -> None:
    """Any text gives known fields and no exception."""
    for found in (read_person(text, HOME, TODAY), *read_people(text, HOME, TODAY)):
        assert set(found.fields) <= set(FIELDS)
        assert set(found.fields) <= set(found.words)
