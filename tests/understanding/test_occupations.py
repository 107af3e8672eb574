"""Occupations."""

import pytest
from hypothesis import given, settings

from conversations.understanding.occupations import OCCUPATIONS, read_occupation
from tests.understanding.test_text import ANY_TEXT


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("tani", "farmer"),  # short
        ("petani padi", "farmer"),  # with the crop
        ("buruh tani", "farmer"),  # labourer
        ("bahuma", "farmer"),  # Banjar
        ("tani, ladang", "farmer"),  # twice the same
        ("nelayan", "fisher"),  # fisher
        ("mencari ikan di laut", "fisher"),  # in words
        ("maiwak", "fisher"),  # Banjar
        ("jual ikan", "trader"),  # sells, doesn't fish
        ("dagang sayur", "trader"),  # sells, doesn't farm
        ("warung kopi", "trader"),  # a stall
        ("ojek", "driver"),  # driver
        ("sopir truk sawit", "driver"),  # drives, doesn't plant
        ("tukang bangunan", "builder"),  # builder
        ("motong gatah", "plantation"),  # Banjar: taps rubber
        ("petani karet", "plantation"),  # more exact than farmer
        ("ternak sapi", "livestock"),  # cattle
        ("penjahit", "craft"),  # tailor
        ("pembantu rumah tangga", "domestic"),  # domestic worker
        ("serabutan", "other"),  # odd jobs
        ("ibu rumah tangga", None),  # no domestic worker
        ("tani dan nelayan", None),  # two: asked
        ("buruh", None),  # of what?
        ("bukan petani", None),  # denied
        ("petani?", None),  # a question
        ("guru honor", None),  # free text
    ],
)
def test_occupations(typed: str, code: str | None) -> None:
    """One occupation is read, anything else stays free text."""
    assert read_occupation(typed) == code


@given(ANY_TEXT)
@settings(max_examples=150, deadline=None)
def test_any_text(text: str) -> None:
    """Any text gives a known code or none, and no exception."""
    assert read_occupation(text) in (*OCCUPATIONS, None)
