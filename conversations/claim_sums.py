"""What may be paid, in words: the same sums for everybody, the case's own only where disclosed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from conversations.claim_facts import MemberRecord
from conversations.fields.money import LOWEST_INCOME
from conversations.session import Arg, Rupiah, Text
from program.benefits import Case, Membership, Work, death_cases
from program.contributions import bracket
from program.coverage import covered_until
from program.deadlines import deadline
from program.scholarships import Child
from program.tables import row_on
from program.tables_benefits import DEATH_BENEFITS, SCHOLARSHIPS, WORK_DEATH_BENEFITS

FREE = Text("claim-free")  # stands on every message about a claim (FACTS.md section 4)


def general(day: date) -> Text:
    """Whole, only the funeral money, and inactive, side by side: families borrow on a bare sum."""
    row = row_on(DEATH_BENEFITS, day) or DEATH_BENEFITS[-1]
    args: dict[str, Arg] = {
        "whole": Rupiah(row.death + row.periodic + row.funeral),
        "funeral": Rupiah(row.funeral),
        "months": row.least_months,
        "days": deadline("jkm_paid", day).count,
    }
    return Text("claim-sums", args)


def from_work(day: date, at_work: str) -> tuple[Text, ...]:
    """The other case beside it, unless it was told that work had nothing to do with it."""
    if at_work == "no":
        return ()
    row = row_on(WORK_DEATH_BENEFITS, day) or WORK_DEATH_BENEFITS[-1]
    base = bracket(LOWEST_INCOME, day.replace(day=1)).base
    total = row.bases * base + row.periodic + row.funeral
    return (Text("claim-sums-work", {"sum": Rupiah(total)}),)


def own(
    record: MemberRecord | None,
    day: date,
    at_work: Work,
    school: Sequence[tuple[int, str]] = (),
) -> tuple[Text, ...]:
    """What is on record and what follows; sums stand alone once an officer confirmed the months."""
    if record is None or day < record.joined:
        return ()
    until = covered_until(record.paid, day)
    begun = sum(each <= day for each in record.paid)
    args: dict[str, Arg] = {"joined": record.joined, "count": begun}
    known = Text("claim-record.paid", {**args, "until": until}) if until else None
    told = known or Text("claim-record.never", args)
    if not record.confirmed:
        return (told,)
    member = Membership(record.joined, record.paid, record.income)
    # Told to be from work is not decided to be: the other case stands beside it.
    children = [Child(age, level) for age, level in school]
    cases = death_cases(day, member, children, work="no" if at_work == "no" else "unknown")
    return (told, *(text for each in cases for text in (_case(each), *_scholarship(each))))


def _scholarship(case: Case) -> tuple[Text, ...]:
    """The most that children may get in this case, or what is lacking for it; never promised."""
    if case.scholarship.total:
        kind = case.kind.replace("_", "-")
        return (Text(f"claim-school.{kind}", {"sum": Rupiah(case.scholarship.total)}),)
    if case.parts and "scholarship_needs_months" in case.conditions:
        return (Text("claim-school.needs", {"years": SCHOLARSHIPS[-1].least_months // 12}),)
    return ()


def _case(case: Case) -> Text:
    """One case with what it hangs on; nothing is due where no cover ever began."""
    kind = case.kind.replace("_", "-")
    if not case.parts:
        return Text("claim-case.check")
    certain = "yes" if case.certain else "no"
    return Text(f"claim-case.{kind}", {"sum": Rupiah(case.total), "certain": certain})
