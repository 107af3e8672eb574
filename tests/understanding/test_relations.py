"""Relations and contacts."""

import pytest
from hypothesis import given, settings

from conversations.understanding.relations import RELATIONS, read_relation, split_contact
from tests.understanding.tables.relations import RELATION_ROWS
from tests.understanding.test_text import ANY_TEXT


@pytest.mark.parametrize(("typed", "relation"), RELATION_ROWS)
def test_relations(typed: str, relation: str | None) -> None:
    """One relation is read; two, denied or unclear ones are asked."""
    assert read_relation(typed) == relation


PHONE = "+6281234567890"


@pytest.mark.parametrize(
    ("typed", "contact"),
    [
        ("Rahmah, istri saya, 0812 3456 7890", ("Rahmah", "wife", PHONE)),  # the usual order
        ("0812 3456 7890 Rahmah istri saya", ("Rahmah", "wife", PHONE)),  # number first
        ("istri saya Rahmah", ("Rahmah", "wife", None)),  # relation first
        ("istri rahmah 081234567890", ("Rahmah", "wife", PHONE)),  # no owner
        ("Rahmah (istri) 081234567890", ("Rahmah", "wife", PHONE)),  # brackets
        ("Darto - suami - 081234567890", ("Darto", "husband", PHONE)),  # dashes
        ("tetangga, pak Darto", ("Pak Darto", "neighbour", None)),  # a title stays
        ("ibu saya Rahmah", ("Rahmah", "parent", None)),  # owned: a relation
        ("Ibu Rahmah", ("Ibu Rahmah", None, None)),  # not owned: a title
        ("Anak Agung Gede", ("Anak Agung Gede", None, None)),  # a name
        ("Cucu, anak saya", ("Cucu", "child", None)),  # a Sundanese name
        ("I Gede Putu", ("I Gede Putu", None, None)),  # a Balinese name
        ("istri saya", ("", "wife", None)),  # the name is missing
        ("Siti Aminah", ("Siti Aminah", None, None)),  # a name alone
    ],
)
def test_contacts(typed: str, contact: tuple[str, str | None, str | None]) -> None:
    """Name, relation and number come apart in any order."""
    assert split_contact(typed) == contact


@given(ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_any_text(text: str) -> None:
    """Any text gives a known relation or none, and no exception."""
    assert read_relation(text) in (*RELATIONS, None)
    assert split_contact(text)[1] in (*RELATIONS, None)
