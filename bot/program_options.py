"""The options of `seratus program …`: read strictly, refused in one line that says the mend."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from program.contributions import months_later
from program.heirs import RELATIVES
from program.scholarships import Child
from program.tables_benefits import SCHOLARSHIPS

MOST_INCOME = 10**12  # rupiah a month; above it zeros too many were typed
YEARS = range(2000, 2101)  # what a month or day on the command line may name
OLDEST_CHILD = 120  # completed years; above it a digit too many was typed
# What every wrong use is, also of an option; the class itself is not public in Typer.
_WRONG_USE: type[Exception] = typer.BadParameter.__mro__[1]


class OneLine(TyperCommand):
    """A command that tells wrong use in one line, not in a page."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As every command; ends with 2 and a line instead of the usage page."""
        try:
            return super().parse_args(ctx, args)
        except _WRONG_USE as problem:
            told = getattr(problem, "format_message", problem.__str__)()
            typer.echo(f"{' '.join(told.split())} See {ctx.command_path} --help", err=True)
            raise typer.Exit(2) from None


class Payer(StrEnum):
    """Who pays the contribution."""

    self = "self"
    apbd = "apbd"
    apbn = "apbn"
    village = "village"
    csr = "csr"


class Occupation(StrEnum):
    """What the discount asks of an occupation."""

    farmer = "farmer"
    transport = "transport"
    other = "other"


class FromWork(StrEnum):
    """Whether somebody says that the death came from work."""

    yes = "yes"
    no = "no"
    unknown = "unknown"


def read_rupiah(text: str) -> int:
    """Digits only: a point may mean thousands or a fraction."""
    if not re.fullmatch(r"[0-9]+", text) or len(text) > len(str(MOST_INCOME)):
        raise typer.BadParameter(f"{text!r}: give whole rupiah in digits only, such as 1500000.")
    return int(text)


def read_month(text: str) -> date:
    """YYYY-MM, as its first day."""
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text) or int(text[:4]) not in YEARS:
        raise typer.BadParameter(f"{text!r}: give a month such as 2026-11.")
    return date(int(text[:4]), int(text[5:]), 1)


def read_day(text: str) -> date:
    """YYYY-MM-DD."""
    try:
        day = date.fromisoformat(text if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else "")
    except ValueError:
        raise typer.BadParameter(f"{text!r}: give a day such as 2026-11-22.") from None
    if day.year not in YEARS:
        raise typer.BadParameter(f"{text!r}: give a year from {YEARS[0]} to {YEARS[-1]}.")
    return day


def read_months(text: str) -> frozenset[date]:
    """Months and ranges FIRST..LAST, separated by commas; nothing is no month."""
    found: set[date] = set()
    for part in _parts(text):
        first, ranged, last = part.partition("..")
        start = read_month(first.strip())
        end = read_month(last.strip()) if ranged else start
        if end < start:
            raise typer.BadParameter(f"{part!r}: the first month of a range comes first.")
        while start <= end:
            found.add(start)
            start = months_later(start, 1)
    return frozenset(found)


def read_children(text: str) -> tuple[Child, ...]:
    """AGE:LEVEL, separated by commas; nothing is no child."""
    levels = [each.name for each in SCHOLARSHIPS[-1].levels]
    found = []
    for part in _parts(text):
        age, _, level = part.partition(":")
        known = level.strip().upper() in levels and re.fullmatch(r"[0-9]{1,3}", age.strip())
        if not known or int(age) > OLDEST_CHILD:
            told = f"{part!r}: give age and level, such as 8:SD; levels are {', '.join(levels)}."
            raise typer.BadParameter(told)
        found.append(Child(int(age), level.strip().upper()))
    return tuple(found)


def read_relatives(text: str) -> frozenset[str]:
    """Names of the law's order, separated by commas; nothing is nobody."""
    found = frozenset(_parts(text))
    if unknown := sorted(found - frozenset(RELATIVES)):
        raise typer.BadParameter(f"{', '.join(unknown)!r}: choose from {', '.join(RELATIVES)}.")
    return found


def read_count(text: str) -> int:
    """A small whole number from 1."""
    if not re.fullmatch(r"[0-9]{1,3}", text) or int(text) < 1:
        raise typer.BadParameter(f"{text!r}: give a number of months, such as 3.")
    return int(text)


def _parts(text: str) -> list[str]:
    """What stands between commas; nothing at all is an empty list, an empty part is wrong."""
    parts = [each.strip() for each in text.split(",")] if text.strip() else []
    if "" in parts:
        raise typer.BadParameter(f"{text!r}: something is missing beside a comma.")
    return parts


_PAID_HELP = "Months paid: 2026-01,2026-02 or 2025-01..2026-09."
Income = Annotated[int, typer.Option(parser=read_rupiah, help="Rupiah a month.")]
PayerOption = Annotated[Payer, typer.Option(help="Who pays.")]
OccupationOption = Annotated[Occupation, typer.Option(help="The class of occupation.")]
Month = Annotated[date, typer.Option(parser=read_month, help="The contribution month, YYYY-MM.")]
First = Annotated[date, typer.Option("--from", parser=read_month, help="First month, YYYY-MM.")]
Count = Annotated[int, typer.Option(parser=read_count, help="How many months at once.")]
Jht = Annotated[bool, typer.Option("--jht", help="With old-age savings.")]
Paid = Annotated[Any, typer.Option(parser=read_months, help=_PAID_HELP)]
Day = Annotated[date, typer.Option(parser=read_day, help="A day, YYYY-MM-DD.")]
Children = Annotated[Any, typer.Option(parser=read_children, help="Children, such as 8:SD,16:SMA.")]
Left = Annotated[Any, typer.Option(parser=read_relatives, help="Relatives: widow,child,parent.")]
Cause = Annotated[FromWork, typer.Option(help="Whether the death came from work.")]
