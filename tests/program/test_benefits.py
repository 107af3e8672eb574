"""What may be paid after a death."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.benefits import CONDITIONS, Case, Membership, death_cases
from program.contributions import months_later
from program.coverage import State, covered_until, state_on
from program.open_questions import UNANSWERED, Answers
from program.scholarships import Child
from program.tables_benefits import SCHOLARSHIPS

WHOLE, FUNERAL = 42_000_000, 10_000_000
DEATH = date(2026, 9, 20)
JOINED = date(2025, 1, 10)
MONTHS = st.integers(0, 47).map(lambda ahead: months_later(date(2023, 1, 1), ahead))
PAID = st.frozensets(MONTHS, max_size=48)
KIDS = (Child(8, "SD"), Child(16, "SMA"))


def span(first: str, last: str) -> frozenset[date]:
    """The months from one to another, as written, such as "2026-01"."""
    month, end, found = date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last}-01"), set()
    while month <= end:
        found.add(month)
        month = months_later(month, 1)
    return frozenset(found)


def jkm(
    paid: frozenset[date],
    joined: date = JOINED,
    death: date = DEATH,
    answers: Answers = UNANSWERED,
    children: tuple[Child, ...] = (),
) -> tuple[Case, ...]:
    """The cases of a death that nobody says came from work."""
    return death_cases(death, Membership(joined, paid, 1_000_000), children, "no", answers)


YEAR = span("2025-10", "2026-09")
# A lapse from April to July, then two months.
LAPSED = span("2025-01", "2026-03") | span("2026-08", "2026-09")


@pytest.mark.parametrize(
    ("paid", "joined", "totals", "certain"),
    [
        (YEAR, JOINED, [WHOLE], True),
        (span("2026-06", "2026-09"), JOINED, [WHOLE], True),  # four months
        (span("2026-07", "2026-09"), JOINED, [WHOLE, FUNERAL], False),  # exactly three
        (span("2026-08", "2026-09"), JOINED, [FUNERAL], True),  # two
        (YEAR, date(2026, 8, 1), [FUNERAL], True),  # two months of membership
        (YEAR, date(2026, 6, 20), [WHOLE, FUNERAL], False),  # exactly three of membership
        (YEAR, date(2026, 6, 25), [WHOLE, FUNERAL], False),  # three by calendar, two full ones
        (YEAR, date(2026, 5, 20), [WHOLE], True),  # four
        (LAPSED, JOINED, [WHOLE, FUNERAL], False),  # do the months begin again after a lapse?
        (span("2026-09", "2027-02"), JOINED, [WHOLE, FUNERAL], False),  # paid ahead, died before
        (span("2026-04", "2026-08"), JOINED, [WHOLE], False),  # cover ended: unsettled
        (span("2026-01", "2026-06"), JOINED, [WHOLE], False),  # two months missed
        (span("2025-01", "2026-05"), JOINED, [WHOLE], False),  # inactive
        (frozenset(), JOINED, [0], False),  # cover never began
        (span("2026-10", "2026-12"), JOINED, [0], False),  # paid ahead only
    ],
)
def test_jkm_by_months_paid_and_of_membership(
    paid: frozenset[date], joined: date, totals: list[int], certain: bool
) -> None:
    """Whole when both reach three months, funeral money below, both sums while it is open."""
    cases = jkm(paid, joined)
    assert [each.total for each in cases] == totals
    assert {each.certain for each in cases} == {certain}
    assert {each.kind for each in cases} == {"jkm"}


@pytest.mark.parametrize(
    ("paid", "condition"),
    [
        (span("2026-07", "2026-09"), "months_to_be_checked"),
        (span("2026-04", "2026-08"), "unpaid_months_at_death"),
        (span("2026-01", "2026-06"), "unpaid_months_at_death"),
        (span("2026-01", "2026-05"), "inactive_at_death"),
        (frozenset(), "never_covered"),
    ],
)
def test_what_is_open_is_named(paid: frozenset[date], condition: str) -> None:
    """Every uncertain case says what an officer has to look at."""
    for each in jkm(paid):
        assert condition in each.conditions
        assert set(each.conditions) <= set(CONDITIONS)


@pytest.mark.parametrize(
    ("paid", "answers", "totals", "certain"),
    [
        (span("2026-07", "2026-09"), Answers(three_months_suffice=True), [WHOLE], True),
        (span("2026-07", "2026-09"), Answers(three_months_suffice=False), [FUNERAL], True),
        (LAPSED, Answers(months_restart_after_lapse=True), [FUNERAL], True),
        (LAPSED, Answers(months_restart_after_lapse=False), [WHOLE], True),
        (span("2026-09", "2027-02"), Answers(prepaid_months_count=True), [WHOLE], True),
        (span("2026-09", "2027-02"), Answers(prepaid_months_count=False), [FUNERAL], True),
        (span("2026-04", "2026-08"), Answers(unpaid_months_covered=True), [WHOLE], True),
        (span("2026-04", "2026-08"), Answers(unpaid_months_covered=False), [0], True),
        (span("2026-01", "2026-05"), Answers(unpaid_months_covered=True), [WHOLE], False),
        (span("2026-01", "2026-05"), Answers(unpaid_months_covered=False), [0], True),
    ],
)
def test_an_officers_answer_settles_a_case(
    paid: frozenset[date], answers: Answers, totals: list[int], certain: bool
) -> None:
    """One case is left, and it is certain."""
    cases = jkm(paid, answers=answers)
    assert [each.total for each in cases] == totals
    assert {each.certain for each in cases} == {certain}


@pytest.mark.parametrize(
    ("income", "total", "certain"),
    [
        (500_000, 70_000_000, True),  # the lowest bracket
        (1_100_000, 48 * 1_200_000 + 22_000_000, True),
        (19_200_000, 48 * 19_700_000 + 22_000_000, False),  # an unsettled bracket
    ],
)
def test_a_death_from_work_is_paid_by_the_bracket(income: int, total: int, certain: bool) -> None:
    """48 bases and two sums, from the first month on."""
    paid = span("2026-09", "2026-09")
    (case,) = death_cases(DEATH, Membership(DEATH, paid, income), KIDS, "yes")
    assert (case.kind, case.total, case.certain) == ("jkk_death", total, certain)
    assert case.scholarship.total == 147_000_000  # no least months
    assert "scholarship_is_most" in case.conditions
    assert all(case.sources)


def test_whether_a_death_came_from_work_is_never_decided() -> None:
    """Who does not know is shown both cases, each marked as an officer's to decide."""
    cases = death_cases(DEATH, Membership(JOINED, YEAR, 1_000_000))
    assert [each.kind for each in cases] == ["jkm", "jkk_death"]
    assert [each.total for each in cases] == [WHOLE, 70_000_000]
    assert all("work_to_be_decided" in each.conditions for each in cases)


@pytest.mark.parametrize(
    ("first", "total", "condition"),
    [
        ("2023-10", 147_000_000, "scholarship_is_most"),  # 36 months
        ("2023-11", 0, "scholarship_needs_months"),  # 35
    ],
)
def test_jkm_pays_school_after_three_years(first: str, total: int, condition: str) -> None:
    """36 paid months."""
    joined = date.fromisoformat(f"{first}-01")
    (case,) = jkm(span(first, "2026-09"), joined, children=KIDS)
    assert (case.total, case.scholarship.total) == (WHOLE, total)
    assert condition in case.conditions


def test_three_years_with_a_lapse_are_to_be_checked() -> None:
    """Whether the years begin again is open."""
    paid = span("2023-01", "2026-02") | span("2026-06", "2026-09")
    (case,) = jkm(paid, date(2023, 1, 1), children=KIDS)
    assert "scholarship_months_to_be_checked" in case.conditions


@pytest.mark.parametrize(
    ("joined", "death", "told"),
    [
        (date(2026, 9, 21), DEATH, "begins before"),
        (date(2016, 1, 1), date(2018, 1, 1), "no benefits"),
    ],
)
def test_wrong_arguments_raise(joined: date, death: date, told: str) -> None:
    """A membership after the death, or a death before the tables, is an error."""
    with pytest.raises(ValueError, match=told):
        jkm(YEAR, joined, death)


@given(PAID, MONTHS, st.dates(date(2023, 1, 1), date(2026, 12, 31)), st.booleans())
def test_more_months_never_lower_a_benefit(
    paid: frozenset[date], more: date, death: date, schooled: bool
) -> None:
    """The most that may be due, of each kind and with school, does not fall by a payment."""
    children = KIDS if schooled else ()

    def most(months: frozenset[date], kind: str) -> int:
        member = Membership(date(2023, 1, 1), months, 1_000_000)
        cases = death_cases(death, member, children)
        return max(each.total + each.scholarship.total for each in cases if each.kind == kind)

    for kind in ("jkm", "jkk_death"):
        assert most(paid, kind) <= most(paid | {more}, kind)


@given(PAID, st.integers(0, 1000), st.dates(date(2023, 1, 1), date(2026, 12, 31)))
def test_sums_and_ceilings_hold(paid: frozenset[date], member_days: int, death: date) -> None:
    """JKM is 42, 10 or nothing, never certain unless covered; school keeps its ceiling."""
    joined = date.fromordinal(death.toordinal() - member_days)
    cases = death_cases(death, Membership(joined, paid, 1_000_000), KIDS)
    state = state_on(covered_until(paid, death), death)
    for each in cases:
        assert each.kind == "jkk_death" or each.total in (0, FUNERAL, WHOLE)
        assert each.scholarship.total <= SCHOLARSHIPS[-1].ceiling
        assert not each.certain or state in (State.COVERED, State.LAPSING)
    two = [each for each in cases if each.kind == "jkm"]
    assert len(two) == 1 or not any(each.certain for each in two)
