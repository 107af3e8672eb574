"""What may be paid after a death, case beside case: never a promise, and an officer decides.

Whether a death came from work is never decided here: who does not know is shown both cases.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from program.contributions import bracket
from program.coverage import State, covered_until, state_on
from program.open_questions import UNANSWERED, Answers
from program.scholarships import Child, Shares, shares
from program.service_months import ServiceMonths, service_months
from program.tables import row_on
from program.tables_benefits import (
    DEATH_BENEFITS,
    SCHOLARSHIPS,
    WORK_DEATH_BENEFITS,
    DeathBenefit,
    Scholarship,
    WorkDeathBenefit,
)

__all__ = ["CONDITIONS", "Case", "Membership", "death_cases"]

Work = Literal["yes", "no", "unknown"]
Kind = Literal["jkm", "jkk_death"]

# What a sum hangs on; each has its words in locales/.
CONDITIONS = (
    "work_to_be_decided",  # by an officer: shown beside the other case
    "months_to_be_checked",  # at 3 months, or counted in different ways: both sums are shown
    "unpaid_months_at_death",  # a death in the months before inactive: unsettled
    "inactive_at_death",  # "bila tidak aktif: petugas memeriksa"
    "never_covered",  # no contribution had begun to cover
    "bracket_unsettled",
    "scholarship_is_most",  # the most still possible; unmarried, not working, claimed yearly
    "scholarship_months_to_be_checked",
    "scholarship_needs_months",  # 3 years of contributions
)


@dataclass(frozen=True, slots=True)
class Membership:
    """Since when, which months were paid (their first days), and the income, rupiah a month."""

    joined: date
    paid: frozenset[date]
    income: int


@dataclass(frozen=True, slots=True)
class Case:
    """One of the things that may be paid: parts in whole rupiah, the scholarship beside them."""

    kind: Kind
    parts: tuple[tuple[str, int], ...]
    scholarship: Shares
    certain: bool
    conditions: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def total(self) -> int:
        """Of the parts, without the scholarship."""
        return sum(amount for _, amount in self.parts)


@dataclass(frozen=True, slots=True)
class _Death:
    """A death with what was known of it, its rules and the membership's state on that day."""

    day: date
    membership: Membership
    children: Sequence[Child]
    work: Work
    answers: Answers
    scholarship: Scholarship

    @property
    def state(self) -> State:
        return state_on(covered_until(self.membership.paid, self.day), self.day)

    @property
    def months(self) -> ServiceMonths:
        member = self.membership
        return service_months(member.joined, member.paid, self.day, self.answers)


def death_cases(
    death_on: date,
    membership: Membership,
    children: Sequence[Child] = (),
    work: Work = "unknown",
    answers: Answers = UNANSWERED,
) -> tuple[Case, ...]:
    """Each sum that may be due: JKM (twice while its months are open), then death from work.

    Raises ValueError if the death comes before the membership or before the tables begin.
    """
    jkm, jkk = row_on(DEATH_BENEFITS, death_on), row_on(WORK_DEATH_BENEFITS, death_on)
    scholarship = row_on(SCHOLARSHIPS, death_on)
    if jkm is None or jkk is None or scholarship is None:
        raise ValueError(f"no benefits for {death_on:%Y-%m-%d}")
    if death_on < membership.joined:
        raise ValueError("a membership begins before the death")
    death = _Death(death_on, membership, children, work, answers, scholarship)
    cases: tuple[Case, ...] = ()
    if work != "yes":
        cases += _not_from_work(death, jkm)
    if work != "no":
        cases += (_from_work(death, jkk),)
    return cases


def _not_from_work(death: _Death, rule: DeathBenefit) -> tuple[Case, ...]:
    """JKM whole, or only the funeral money; both, neither certain, while the months are open."""
    possible = sorted(death.months.reach(rule.least_months, death.answers), reverse=True)
    if death.state is State.NEVER_PAID:
        possible = [False]
    return tuple(_jkm(death, rule, whole, len(possible) == 1) for whole in possible)


def _jkm(death: _Death, rule: DeathBenefit, whole: bool, settled: bool) -> Case:
    funeral = (("funeral", rule.funeral),)
    parts = (("death", rule.death), ("periodic", rule.periodic), *funeral) if whole else funeral
    months, least = death.months, death.scholarship.least_months
    due = whole and months.most_paid >= least
    conditions = _conditions(death) + (() if settled else ("months_to_be_checked",))
    if death.children and not due:
        conditions += ("scholarship_needs_months",)
    elif death.children and months.least_paid < least:
        conditions += ("scholarship_months_to_be_checked",)
    return _case(death, "jkm", parts, due, conditions, rule.source)


def _from_work(death: _Death, rule: WorkDeathBenefit) -> Case:
    """48 bases and two sums; no least months."""
    row = bracket(death.membership.income, death.day.replace(day=1))
    settled = row.certain or death.answers.top_brackets_hold
    conditions = _conditions(death) + (() if settled else ("bracket_unsettled",))
    parts = (
        ("death", rule.bases * row.base),
        ("periodic", rule.periodic),
        ("funeral", rule.funeral),
    )
    return _case(death, "jkk_death", parts, True, conditions, rule.source, row.source)


def _case(
    death: _Death,
    kind: Kind,
    parts: tuple[tuple[str, int], ...],
    scholarship_due: bool,
    conditions: tuple[str, ...],
    *sources: str,
) -> Case:
    """Nothing where no cover ever began, or where an officer settled that lapsed means nothing."""
    none = death.state is State.NEVER_PAID or _active(death) is False
    scholarship = shares(death.children, death.scholarship, due=scholarship_due and not none)
    if scholarship.total:
        conditions += ("scholarship_is_most",)
    unsettled = {"months_to_be_checked", "bracket_unsettled"} & set(conditions)
    return Case(
        kind,
        () if none else parts,
        scholarship,
        certain=_active(death) is not None and not unsettled,
        conditions=conditions,
        sources=tuple(dict.fromkeys((*sources, death.scholarship.source))),
    )


def _active(death: _Death) -> bool | None:
    """Whether the membership was active at death; None is for an officer to check."""
    if death.state in (State.COVERED, State.LAPSING):
        return True
    answered = death.answers.unpaid_months_covered
    if death.state in (State.OPEN, State.ARREARS):
        return answered
    return False if death.state is State.INACTIVE and answered is False else None


def _conditions(death: _Death) -> tuple[str, ...]:
    found = ("work_to_be_decided",) if death.work == "unknown" else ()
    told = {
        State.OPEN: "unpaid_months_at_death",
        State.ARREARS: "unpaid_months_at_death",
        State.INACTIVE: "inactive_at_death",
        State.NEVER_PAID: "never_covered",
    }
    return (*found, told[death.state]) if death.state in told else found
