"""How many months somebody paid and belonged: from the fewest to the most one may count.

JKM asks that both the months paid and the months of membership reach a number. How they are counted
is open in three points (a lapse, months paid ahead, months begun), so the count is a span.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from program.open_questions import UNANSWERED, Answers
from program.tables import LAPSES, row_on

__all__ = ["ServiceMonths", "full_months", "service_months"]


@dataclass(frozen=True, slots=True)
class ServiceMonths:
    """Months paid and months of membership, each the fewest and the most that may be counted."""

    least_paid: int
    most_paid: int
    least_member: int
    most_member: int

    def reach(self, needed: int, answers: Answers = UNANSWERED) -> frozenset[bool]:
        """Whether both reach the number: one answer, or both while the count is open.

        More than the number does, fewer does not; exactly the number is an open question.
        """
        least = min(self.least_paid, self.least_member)
        most = min(self.most_paid, self.most_member)
        found: set[bool] = set()
        for count in range(least, most + 1):
            exact = answers.three_months_suffice
            if count == needed:
                found |= {True, False} if exact is None else {exact}
            else:
                found.add(count > needed)
        return frozenset(found)


def service_months(
    joined: date, paid: Iterable[date], day: date, answers: Answers = UNANSWERED
) -> ServiceMonths:
    """The span of months paid and of membership on a day; months are given by their first day."""
    months = set(paid)
    begun = sorted(each for each in months if each <= day)
    ahead, since = len(months) - len(begun), _since_lapse(begun, day)
    least = len(begun) if answers.months_restart_after_lapse is False else since
    most = since if answers.months_restart_after_lapse else len(begun)
    return ServiceMonths(
        least + (ahead if answers.prepaid_months_count else 0),
        most + (0 if answers.prepaid_months_count is False else ahead),
        full_months(joined, day),
        max(full_months(joined, day + timedelta(days=1)), _number(day) - _number(joined)),
    )


def full_months(first: date, day: date) -> int:
    """Full months from a first day to another; 0 if that comes before."""
    return max(0, _number(day) - _number(first) - (day.day < first.day))


def _since_lapse(begun: list[date], day: date) -> int:
    """Paid months since the last gap as long as a lapse; a gap before the day itself is none."""
    lapse = (row_on(LAPSES, day) or LAPSES[0]).unpaid_months
    count = 0
    for earlier, later in zip([None, *begun], begun, strict=False):
        lapsed = earlier is not None and _number(later) - _number(earlier) > lapse
        count = 1 if lapsed else count + 1
    return count


def _number(day: date) -> int:
    """Months counted through, so that differences are whole months."""
    return 12 * day.year + day.month
