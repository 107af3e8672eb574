"""A village's hundred and its waiting list."""

from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from program.quota import Order, Places, Waiting, free_places, in_line, places

VILLAGE = "63.10.01.2001"


def test_a_village_has_a_hundred_unless_agreed_otherwise() -> None:
    """What was agreed holds for its village and its years."""
    agreed = [Places(date(2027, 1, 1), date(2027, 12, 31), VILLAGE, 150, "SK")]
    assert places(VILLAGE, 2026, agreed) == 100
    assert places(VILLAGE, 2027, agreed) == 150
    assert places("63.10.01.2002", 2027, agreed) == 100
    with pytest.raises(ValueError, match="no number of places"):
        places(VILLAGE, 1999)


def test_free_places_are_never_fewer_than_none() -> None:
    """A village that took too many has none."""
    assert [free_places(100, taken) for taken in (0, 99, 100, 101)] == [100, 1, 0, 0]


def at(day: int) -> datetime:
    """A time in November."""
    return datetime(2026, 11, day, tzinfo=UTC)


LIST = (
    Waiting("a", at(3), decided=2),
    Waiting("b", at(1), desil=4),
    Waiting("c", at(2), decided=1, extreme_poverty=True, desil=9),
    Waiting("d", at(4), desil=1),
)


@pytest.mark.parametrize(
    ("order", "line"),
    [
        ("time", "bcad"),  # the default only
        ("decision", "cabd"),  # undecided people last, by time
        ("poverty", "cdba"),  # extreme poverty, then desil, unknown last
    ],
)
def test_the_village_sets_the_order(order: Order, line: str) -> None:
    """However the list was stored, the order is one."""
    for stored in permutations(LIST):
        assert "".join(each.person for each in in_line(stored, order)) == line
