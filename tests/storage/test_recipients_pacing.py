"""How many stretches of recipients one transaction freezes."""

from __future__ import annotations

from itertools import pairwise

import pytest

from storage.recipients import AIM, AT_MOST, Pacing, Span


def stretches(number: int, phones: bool) -> list[Span]:
    """So many neighbours; the last has no end."""
    names = [f"{place:03}" for place in range(number)]
    return [Span(*each, phones) for each in pairwise([*names, ""])]


ROUNDS: list[tuple[float, list[int]]] = [
    (AIM / 1000, [1, 2, 4, 4, 4, 4, 4, 4]),  # a quick machine: twice as many each time
    (AIM, [1] * 8),  # one fills the time: never more
    (AIM * 9, [1] * 8),  # a slow one: one at a time, never none
    (0.0, [1, 2, 4, 4, 4, 4, 4, 4]),  # a clock that stood still
]


@pytest.mark.parametrize(("seconds", "expected"), ROUNDS)
def test_a_transaction_takes_as_many_stretches_as_fit(seconds: float, expected: list[int]) -> None:
    """No turn waits long for one, and a quick machine commits seldom."""
    pacing = Pacing(stretches(AT_MOST * 8, True))
    found = []
    for _ in expected:
        given = pacing.next()
        assert given is not None
        found.append(int(given.end) - int(given.first))
        pacing.took(seconds)
    assert found == expected


def test_a_slow_transaction_is_followed_by_a_short_one() -> None:
    """Four that took twice too long: two are next."""
    pacing = Pacing(stretches(64, True))
    for seconds in (0.0, 0.0, AIM * 2):
        pacing.next()
        pacing.took(seconds)
    given = pacing.next()
    assert given == Span("007", "009", True)


def test_every_stretch_comes_once_and_kinds_stay_apart() -> None:
    """Ids of people and of phones are never put into one."""
    spans = [*stretches(5, False), *stretches(9, True)]
    pacing, found = Pacing(spans), []
    while (given := pacing.next()) is not None:
        found.append(given)
        pacing.took(0.0)
    for phones in (False, True):
        mine = [each for each in found if each.phones is phones]
        assert mine[0].first == "000"
        assert mine[-1].end == ""
        assert all(one.end == other.first for one, other in pairwise(mine))
