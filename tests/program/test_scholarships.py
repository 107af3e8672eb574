"""The most that children may get for school."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.scholarships import Child, most_for, shares
from program.tables_benefits import SCHOLARSHIPS

RULE = SCHOLARSHIPS[-1]
LEVELS = [each.name for each in RULE.levels]
CHILDREN = st.builds(Child, st.integers(0, 30), st.sampled_from(LEVELS))


@pytest.mark.parametrize(
    ("age", "level", "total"),
    [
        (4, "TK", 87_000_000),  # every year of every level
        (0, "TK", 87_000_000),  # no more than that
        (8, "SD", 81_000_000),  # 15 years left: SD 4, SMP 3, SMA 3, PT 5
        (16, "SMA", 66_000_000),  # 7 years left: SMA 2, PT 5
        (18, "PT", 60_000_000),
        (20, "PT", 36_000_000),  # 3 years left
        (22, "PT", 12_000_000),  # the last year under 23
        (22, "SMA", 3_000_000),
        (20, "SD", 5_500_000),  # one year of SD, then two of SMP
        (23, "PT", 0),  # not under 23
    ],
)
def test_the_most_for_one_child(age: int, level: str, total: int) -> None:
    """A payment a year from the present level on, while the child is under 23."""
    found = most_for(Child(age, level), RULE)
    assert found.total == total
    assert (found.reason == "too_old") == (total == 0)


def test_two_children_count() -> None:
    """Of three the two that bring most, whatever their order; the third is told why not."""
    found = shares([Child(16, "SMA"), Child(8, "SD"), Child(22, "PT")], RULE, due=True)
    assert [each.total for each in found.children] == [66_000_000, 81_000_000, 0]
    assert [each.reason for each in found.children] == [None, None, "more_than_two"]
    assert found.total == 147_000_000


def test_two_small_children_reach_the_ceiling() -> None:
    """174.000.000 for two together."""
    assert shares([Child(4, "TK")] * 2, RULE, due=True).total == RULE.ceiling == 174_000_000


def test_nothing_is_due_without_the_months() -> None:
    """Each child is told that the months are too few, one who is too old, that."""
    found = shares([Child(8, "SD"), Child(25, "PT")], RULE, due=False)
    assert found.total == 0
    assert [each.reason for each in found.children] == ["too_few_months", "too_old"]


@pytest.mark.parametrize(
    ("child", "told"), [(Child(8, "KULIAH"), "levels are"), (Child(-1, "SD"), "negative")]
)
def test_wrong_arguments_raise(child: Child, told: str) -> None:
    """A programmer's error says what is wrong."""
    with pytest.raises(ValueError, match=told):
        most_for(child, RULE)


@given(st.lists(CHILDREN, max_size=5))
def test_ceilings_hold(children: list[Child]) -> None:
    """No level pays more than its years, no child a year after 22, no family over the ceiling."""
    found = shares(children, RULE, due=True)
    most = {each.name: each.yearly * each.years for each in RULE.levels}
    yearly = {each.name: each.yearly for each in RULE.levels}
    assert found.total <= RULE.ceiling
    assert sum(each.total > 0 for each in found.children) <= RULE.children
    for each in found.children:
        assert all(amount <= most[level] for level, amount in each.levels)
        years = sum(amount // yearly[level] for level, amount in each.levels)
        assert years <= max(0, RULE.too_old - each.child.age)


@given(CHILDREN)
def test_a_year_older_never_brings_more(child: Child) -> None:
    """Time only takes years of school away."""
    older = Child(child.age + 1, child.level)
    assert most_for(older, RULE).total <= most_for(child, RULE).total
