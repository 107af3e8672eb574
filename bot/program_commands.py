"""`seratus program …`: the rules of law on the command line, one JSON line out each.

What is asked wrongly ends with 2 and one line that names the option and how to mend it.
"""

from __future__ import annotations

import json
from datetime import date

import typer

from bot.command import stop
from bot.program_options import (
    Cause,
    Children,
    Count,
    Day,
    First,
    FromWork,
    Income,
    Jht,
    Left,
    Month,
    Occupation,
    OccupationOption,
    OneLine,
    Paid,
    Payer,
    PayerOption,
)
from program import coverage as cover
from program.benefits import Case, Membership, death_cases
from program.contributions import PREPAYMENT_MONTHS, contribution, months_later, payable_at_once
from program.heirs import heirs as heirs_of
from program.prepayment import Basis, payment
from program.scholarships import ChildShare
from program.tables import BRACKETS
from program.tables_benefits import DEATH_BENEFITS

program_app = typer.Typer(help="The programme's rules, as JSON.", no_args_is_help=True)

SPONSORED_MONTHS = range(1, 13)  # a sponsor may pay the rest of a budget year
PAYERS = {Payer.apbd: "kabupaten", Payer.apbn: "state"}  # as `program` calls them


@program_app.command("contribution", cls=OneLine)
def contribution_command(
    income: Income,
    payer: PayerOption,
    occupation: OccupationOption,
    month: Month,
    jht: Jht = False,
) -> None:
    """What one contribution month costs."""
    basis = _basis(income, payer, occupation, jht)
    _within_tables("--month", month)
    found = contribution(month, income, basis.programmes, basis.payer, basis.transport)
    _print(
        {
            "base": found.base,
            "jkk": found.jkk,
            "jkm": found.jkm,
            "jht": found.jht,
            "total": found.total,
            "discount": found.discount,
            "certain": found.certain,
            "sources": found.sources,
        }
    )


@program_app.command("coverage", cls=OneLine)
def coverage_command(on: Day, paid: Paid = "") -> None:
    """Until when somebody is covered, and the state on a day."""
    found = cover.coverage(paid, on)
    _print(
        {
            "state": found.state,
            "covered_until": found.covered_until,
            "missed_months": [f"{each:%Y-%m}" for each in found.missed],
            "sources": found.sources,
        }
    )


@program_app.command("prepay", cls=OneLine)
def prepay_command(
    income: Income,
    payer: PayerOption,
    occupation: OccupationOption,
    first: First,
    months: Count,
    jht: Jht = False,
) -> None:
    """What several months cost at once, each by its own tariff."""
    basis = _basis(income, payer, occupation, jht)
    _within_tables("--from", first)
    allowed = _allowed(payer, months, first)
    found = payment((months_later(first, later) for later in range(months)), basis)
    _print(
        {
            "months": [{"month": f"{m:%Y-%m}", "total": each.total} for m, each in found.months],
            "total": found.total,
            "certain": found.certain and allowed,
            "sources": found.sources,
        }
    )


@program_app.command("benefit", cls=OneLine)
def benefit_command(
    death_on: Day,
    joined: Day,
    income: Income,
    paid: Paid = "",
    children: Children = "",
    work: Cause = FromWork.unknown,
) -> None:
    """What may be paid after a death: each case, never a promise."""
    if joined > death_on:
        stop("--joined: a membership begins before the death; give an earlier day.")
    oldest = DEATH_BENEFITS[0].valid_from
    if death_on < oldest:
        stop(f"--death-on: there are no sums before {oldest}; give a later day.")
    cases = death_cases(death_on, Membership(joined, paid, income), children, work.value)
    _print({"cases": [_case(each) for each in cases]})


@program_app.command("heirs", cls=OneLine)
def heirs_command(has: Left) -> None:
    """Who is entitled, in the order of the law."""
    found = heirs_of(has)
    told: dict[str, object] = {
        "entitled": found.entitled,
        "class": found.heir_class,
        "source": found.source,
    }
    if found.heir_class is None:
        told |= {"funeral_to": found.funeral_to, "rest_to": found.rest_to}
    _print(told)


def _basis(income: int, payer: Payer, occupation: Occupation, jht: bool) -> Basis:
    programmes = frozenset({"jkk", "jkm", "jht"} if jht else {"jkk", "jkm"})
    transport = occupation is Occupation.transport
    return Basis(income, programmes, PAYERS.get(payer, payer.value), transport)


def _within_tables(option: str, month: date) -> None:
    oldest = BRACKETS[0].valid_from
    if month < oldest:
        stop(f"{option}: there are no tariffs before {oldest:%Y-%m}; give a later month.")


def _allowed(payer: Payer, months: int, first: date) -> bool:
    """Whether so many months may surely be paid at once; ends with 2 where they may not."""
    if payer is not Payer.self:
        if months in SPONSORED_MONTHS:
            return True
        stop(f"--months: a sponsor pays {SPONSORED_MONTHS[0]} to {SPONSORED_MONTHS[-1]} months.")
    allowed = payable_at_once(months, first)
    if allowed is False:
        offered = ", ".join(str(each) for each in PREPAYMENT_MONTHS)
        stop(f"--months: {months} months cannot be paid at once; give one of {offered}.")
    return bool(allowed)


def _case(case: Case) -> dict[str, object]:
    return {
        "kind": case.kind,
        "total": case.total,
        "parts": dict(case.parts),
        "scholarship": {
            "total": case.scholarship.total,
            "children": [_share(each) for each in case.scholarship.children],
        },
        "certain": case.certain,
        "conditions": case.conditions,
        "sources": case.sources,
    }


def _share(share: ChildShare) -> dict[str, object]:
    return {
        "age": share.child.age,
        "level": share.child.level,
        "total": share.total,
        "levels": dict(share.levels),
        "reason": share.reason,
    }


def _print(told: dict[str, object]) -> None:
    typer.echo(json.dumps(told, ensure_ascii=False, default=_plain))


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
