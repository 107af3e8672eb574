"""How long what is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from program.retention import BY_NAME, TABLE, kept


@pytest.mark.parametrize(
    ("what", "days"),
    [
        ("messages", 8),  # a day more than platforms redeliver
        ("uploads", 1),  # what was never used
        ("claim_photos", 1825),  # as long as JKK may be claimed
    ],
)
def test_each_kind_has_its_period(what: str, days: int) -> None:
    """The period of a kind is that of the table."""
    assert kept(what) == timedelta(days=days)


def test_what_is_never_deleted_by_itself_has_no_period() -> None:
    """Whoever asks for one must not delete instead."""
    with pytest.raises(ValueError, match="participants are not deleted by themselves"):
        kept("participants")


def test_an_unknown_kind_is_an_error() -> None:
    """A slip in a name is no period of nothing."""
    with pytest.raises(KeyError):
        kept("massages")


def test_each_kind_stands_once_and_for_some_time() -> None:
    """No kind has two periods; what is deleted lives a moment at least."""
    assert len(BY_NAME) == len(TABLE)
    assert all(each.kept is None or each.kept > timedelta() for each in TABLE)
