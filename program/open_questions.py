"""What law and practice leave open: each a named answer, unsettled until an officer sets it.

A question without an answer never becomes a promise: what hangs on it is told as not certain.
"""

from dataclasses import dataclass, fields

__all__ = ["QUESTIONS", "UNANSWERED", "Answers", "Question", "still_open"]


@dataclass(frozen=True, slots=True)
class Answers:
    """One answer per open question; None means unsettled. Kept per sponsor where a sponsor asks."""

    village_discounted: bool | None = None
    csr_discounted: bool | None = None
    two_months_prepaid: bool | None = None
    due_day: int | None = None
    unpaid_months_covered: bool | None = None
    three_months_suffice: bool | None = None
    months_restart_after_lapse: bool | None = None
    prepaid_months_count: bool | None = None
    kabupaten_pays: bool | None = None
    minor_may_register: bool | None = None
    top_brackets_hold: bool | None = None
    total_disability_sum: int | None = None


UNANSWERED = Answers()


@dataclass(frozen=True, slots=True)
class Question:
    """An unsettled point: the name of its answer, the question, and what holds meanwhile."""

    name: str
    asked: str
    meanwhile: str
    source: str


QUESTIONS = (
    Question(
        "village_discounted",
        "Does the discount of PP 50/2025 hold where APBDes or dana desa pays JKK and JKM?",
        "counted without discount, not certain",
        "FACTS.md section 1; PP 50/2025 art. 3",
    ),
    Question(
        "csr_discounted",
        "Does the discount of PP 50/2025 hold where a company's CSR pays JKK and JKM?",
        "counted without discount, not certain",
        "FACTS.md section 1; PP 50/2025 art. 3",
    ),
    Question(
        "two_months_prepaid",
        "May two months be paid ahead at once?",
        "not offered; a sum for two months is not certain",
        "FACTS.md section 1",
    ),
    Question(
        "due_day",
        "By which day of the month is a contribution of a BPU due?",
        "no day is named, only until when cover runs",
        "FACTS.md section 1",
    ),
    Question(
        "unpaid_months_covered",
        "Is a death paid for that falls into the unpaid months before the membership is inactive?",
        "not certain: the status is for an officer to check",
        "FACTS.md section 1",
    ),
    Question(
        "three_months_suffice",
        "Do exactly 3 months suffice for the whole JKM, or must it be more than 3?",
        "both sums are shown, neither is certain",
        "FACTS.md section 3; Permenaker 1/2025",
    ),
    Question(
        "months_restart_after_lapse",
        "Do the 3 months of JKM begin again after a lapse?",
        "both sums are shown where they would differ",
        "FACTS.md section 3; Permenaker 1/2025",
    ),
    Question(
        "prepaid_months_count",
        "Do months paid ahead count for JKM's 3 months when death comes before they begin?",
        "both sums are shown where they would differ",
        "not in FACTS.md: found while counting months",
    ),
    Question(
        "kabupaten_pays",
        "Does the kabupaten still pay since its regulation ended in December 2025, and for whom?",
        "never said unless an officer recorded it",
        "FACTS.md section 5",
    ),
    Question(
        "minor_may_register",
        "May a worker under 18 register?",
        "an officer decides",
        "FACTS.md section 2",
    ),
    Question(
        "top_brackets_hold",
        "Do the three highest income brackets, from Rp18.200.000, hold as listed?",
        "counted as listed, not certain",
        "FACTS.md section 1; PP 44/2015 Lampiran II",
    ),
    Question(
        "total_disability_sum",
        "What does JKK pay on total permanent disability, in whole rupiah?",
        "no sum is stated",
        "FACTS.md section 3",
    ),
)


def still_open(answers: Answers) -> tuple[Question, ...]:
    """The questions that nobody has answered yet, in the order of the list."""
    names = {each.name for each in fields(answers) if getattr(answers, each.name) is None}
    return tuple(each for each in QUESTIONS if each.name in names)
