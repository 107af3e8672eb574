"""The order of heirs, PP 44/2015 art. 37(5)."""

from datetime import date
from itertools import combinations

import pytest

from program.heirs import RELATIVES, heirs

CLASS_OF = {
    "widow": 1, "widower": 1, "child": 1,
    "parent": 2, "grandparent": 2, "grandchild": 2,
    "sibling": 3, "parent_in_law": 4, "will": 5,
}  # fmt: skip


@pytest.mark.parametrize(
    ("left", "entitled", "number"),
    [
        ({"widow", "child", "parent"}, ("widow", "child"), 1),  # one class, parents behind it
        ({"child"}, ("child",), 1),
        ({"parent", "grandchild", "sibling"}, ("parent", "grandchild"), 2),
        ({"sibling", "parent_in_law"}, ("sibling",), 3),
        ({"parent_in_law", "will"}, ("parent_in_law",), 4),
        ({"will"}, ("will",), 5),
    ],
)
def test_the_nearest_class_is_entitled(
    left: set[str], entitled: tuple[str, ...], number: int
) -> None:
    """Who is nearer leaves the others out."""
    found = heirs(left)
    assert (found.entitled, found.heir_class) == (entitled, number)
    assert (found.funeral_to, found.rest_to) == (None, None)
    assert "37(5)" in found.source


def test_where_nobody_is_left_the_funeral_money_finds_its_way() -> None:
    """It goes to whoever arranged the burial, the rest to the Dana Jaminan Sosial."""
    found = heirs(set())
    assert (found.entitled, found.heir_class) == ((), None)
    assert (found.funeral_to, found.rest_to) == ("burial_arranger", "dana_jaminan_sosial")


def test_every_combination_gives_exactly_one_class() -> None:
    """All 512: the nearest class that somebody belongs to, whole and nobody else of it."""
    assert set(RELATIVES) == set(CLASS_OF)
    for size in range(len(RELATIVES) + 1):
        for left in combinations(RELATIVES, size):
            found = heirs(reversed(left))
            nearest = min((CLASS_OF[each] for each in left), default=None)
            assert found.heir_class == nearest
            assert set(found.entitled) == {each for each in left if CLASS_OF[each] == nearest}


def test_who_is_not_in_the_law_is_an_error() -> None:
    """A neighbour is no heir, and before the law there is no order."""
    with pytest.raises(ValueError, match="neighbour"):
        heirs({"neighbour", "widow"})
    with pytest.raises(ValueError, match="no order"):
        heirs({"widow"}, date(2010, 1, 1))
