"""`seratus sponsor …`, `seratus pot …` and `seratus import payments`: acts of the office's officer.

Nobody's NIK or name is printed: rows are told by their numbers, reasons by their codes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

import typer

from bot import command
from bot.command import stop
from bot.program_options import OneLine, read_count, read_day, read_month, read_rupiah

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.settings import Settings
    from storage.crypto import Sealer
    from storage.imports import Imported, PaymentFile
    from storage.scope import Scope
    from storage.sponsors import Sponsor

T = TypeVar("T")

ACTOR = "command-line"  # who stands in the audit
SHOWN = 50  # rows that are told one by one; `--out` has all

import_app = typer.Typer(help="Read files in.", no_args_is_help=True)
sponsor_app = typer.Typer(help="Who pays for others.", no_args_is_help=True)
pot_app = typer.Typer(help="A sponsor's money of a year.", no_args_is_help=True)


class Evidence(StrEnum):
    """What a file of payments is."""

    bpjs = "bpjs"
    bank = "bank"
    invoice = "invoice"


def read_yes_no(text: str) -> bool:
    """yes or no."""
    if text not in ("yes", "no"):
        raise typer.BadParameter(f"{text!r}: give yes or no.")
    return text == "yes"


def read_columns(text: str) -> dict[str, str]:
    """FIELD=COLUMN, separated by commas: a header as it stands there, or a letter."""
    pairs = [each.partition("=") for each in text.split(",") if each.strip()]
    if not all(name.strip() and column.strip() for name, _, column in pairs):
        raise typer.BadParameter("give columns such as nik=B,month=PERIODE,amount=D.")
    return {name.strip(): column.strip() for name, _, column in pairs}


Rupiah = Annotated[int | None, typer.Option(parser=read_rupiah, help="Whole rupiah.")]
Day = Annotated[date | None, typer.Option(parser=read_day, help="The day, YYYY-MM-DD.")]
Month = Annotated[date | None, typer.Option(parser=read_month, help="YYYY-MM.")]
Columns = Annotated[
    Any, typer.Option("--map", parser=read_columns, help="nik=COLUMN,month=…,months=…,amount=…")
]
Months = Annotated[
    Any, typer.Option(parser=read_count, help="Months of each, where the file does not say.")
]


@sponsor_app.command("add", cls=OneLine)
def sponsor_add(
    kind: Annotated[str, typer.Option(help="kabupaten, village, provinsi, state or csr.")],
    name: Annotated[str, typer.Option(help="As people are told it.")],
    region: Annotated[str, typer.Option(help="Code of the region that it pays for.")] = "",
    wadah: Annotated[str | None, typer.Option(help="The group by which BPJS bills it.")] = None,
    discounted: Annotated[
        bool | None, typer.Option(parser=read_yes_no, help="Whether PP 50/2025 holds: yes or no.")
    ] = None,
) -> None:
    """Adds a sponsor and prints its id."""
    from storage import sponsors

    def work(conn: Connection, _: Sealer, scope: Scope) -> str:
        code = region or scope.regions[0]
        told = sponsors.SponsorDetails(kind, name, code, wadah, discounted)
        return sponsors.add(conn, scope, told, ACTOR, _now())

    typer.echo(_write(work))


@sponsor_app.command("list", cls=OneLine)
def sponsor_list(
    year: Annotated[int | None, typer.Option(help="Pots of this year only.")] = None,
) -> None:
    """Lists sponsors, and what each pot holds, what was spent and what is left."""
    from storage import sponsors

    found = _write(lambda conn, _, scope: sponsors.listed(conn, scope, year))
    for each in found:
        typer.echo(f"{each.id}  {each.kind}  {each.region_code}  {each.name}")
        for pot in each.pots:
            amount, left = _told(pot.amount), _told(pot.left)
            typer.echo(f"    {pot.year}  amount {amount}  spent {pot.spent}  left {left}")
    if not found:
        typer.echo("no sponsor is known")


@pot_app.command("set", cls=OneLine)
def pot_set(
    sponsor: Annotated[str, typer.Option(help="Its name or id.")],
    year: Annotated[int, typer.Option(help="Budget year.")],
    amount: Rupiah = None,
    last_month: Month = None,
) -> None:
    """Sets what a sponsor has for a year; without an amount nothing limits it."""
    from storage import sponsors

    def work(conn: Connection, _: Sealer, scope: Scope) -> str:
        its = _sponsor(conn, scope, sponsor)
        pot = next((each for each in its.pots if each.year == year), None)
        new = sponsors.NewPot(its.id, year, amount, last_month)
        return sponsors.set_pot(conn, scope, new, pot.version if pot else None, ACTOR, _now())

    typer.echo(_write(work))


@import_app.command("payments", cls=OneLine)
def import_payments(
    file: Annotated[Path | None, typer.Argument(help="CSV, XLSX, XLS or ODS.")] = None,
    sponsor: Annotated[str, typer.Option(help="Name or id; without it people paid alone.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell, change nothing.")] = False,
    columns: Columns = "",
    month: Month = None,
    months: Months = "1",
    paid_on: Day = None,
    evidence: Annotated[Evidence, typer.Option(help="What the file is.")] = Evidence.bpjs,
    reference: Annotated[str | None, typer.Option(help="Number of invoice or transfer.")] = None,
    pot: Annotated[int | None, typer.Option(help="Year of the pot; else of the payment.")] = None,
    as_written: Annotated[
        bool, typer.Option("--as-written", help="Sums as they stand, also if none of the tables'.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="Where a copy with the reasons goes.")] = None,
    undo: Annotated[str | None, typer.Option(help="Take back the import with this id.")] = None,
) -> None:
    """Records the payments that a file lists; or takes an import back whole."""
    if undo is not None:
        _undo(undo)
        return
    if file is None:
        stop("FILE is missing: give the file, or --undo ID")
    read = _read(file)

    def work(conn: Connection, sealer: Sealer, scope: Scope) -> Imported:
        from storage import imports
        from storage.payment_rows import Default

        at = _now()
        day = paid_on or at.astimezone(ZoneInfo(command.settings().timezone)).date()
        payer, sponsor_id, pot_id = _payer(conn, scope, sponsor, pot, day.year)
        terms = imports.Terms(
            payer,
            day,
            evidence.value,
            sponsor_id,
            pot_id,
            reference,
            Default(month, months),
            as_written,
            columns,
        )
        return imports.take(conn, sealer, scope, read, terms, ACTOR, at, dry_run)

    imported = _write(work)
    _tell(imported, dry_run)
    if out is not None and not imported.again:
        _copy(read, imported, out)


def _payer(
    conn: Connection, scope: Scope, named: str, year: int | None, usual: int
) -> tuple[str, str | None, str | None]:
    """Kind, sponsor and pot: of the year that was named, else of the payment's if there is one."""
    if not named:
        return "self", None, None
    sponsor = _sponsor(conn, scope, named)
    pots = {each.year: each.id for each in sponsor.pots}
    if year is not None and year not in pots:
        stop(f"--pot: {sponsor.name} has no pot of {year}; `seratus pot set` makes one")
    return sponsor.kind, sponsor.id, pots.get(usual if year is None else year)


def _sponsor(conn: Connection, scope: Scope, named: str) -> Sponsor:
    from storage import sponsors

    known = sponsors.listed(conn, scope)
    found = [each for each in known if named in (each.id, each.name)]
    if len(found) != 1:
        many = "several sponsors are" if found else "no sponsor is"
        stop(f"--sponsor: {many} called so; `seratus sponsor list` has their ids")
    return found[0]


def _tell(imported: Imported, dry_run: bool) -> None:
    if imported.again:
        typer.echo(f"this file was taken before, as import {imported.id}; nothing was changed")
        return
    would = "would be taken" if dry_run else "taken"
    typer.echo(f"{len(imported.rows)} rows: {imported.good} {would}, {imported.total} rupiah")
    for reason, count in imported.reasons.most_common():
        rows = [str(each.at) for each in imported.rows if each.reason == reason]
        more = " …" if count > SHOWN else ""
        typer.echo(f"{reason}: {count}, rows {', '.join(rows[:SHOWN])}{more}")
    if imported.id is not None:
        typer.echo(f"import {imported.id}; --undo {imported.id} takes it back")
    elif not dry_run:
        typer.echo("nothing was taken, so nothing was changed")


def _copy(read: PaymentFile, imported: Imported, target: Path) -> None:
    from conversations.words import catalogue
    from storage.payment_files import with_reasons

    copy = with_reasons(read, imported.rows, catalogue("id", command.settings().timezone))
    try:
        target.write_bytes(copy)
    except OSError as error:
        stop(f"--out: {target} cannot be written: {error.strerror}")
    typer.echo(f"{target} has a column with the result of each row")


def _undo(which: str) -> None:
    from storage import imports

    if not _write(lambda conn, _, scope: imports.undo(conn, scope, which, ACTOR, _now())):
        stop("--undo: no import that was taken has this id")
    typer.echo(f"import {which} was taken back; its months are free again")


def _read(path: Path) -> PaymentFile:
    from storage.payment_files import read_file
    from storage.sheet_reading import SheetProblem

    try:
        found = asyncio.run(read_file(path.read_bytes(), path.name))
    except OSError as error:
        stop(f"{path} cannot be read: {error.strerror}")
    if isinstance(found, SheetProblem):
        stop(f"{path} cannot be read: {found.code}")
    return found


def _write(work: Callable[[Connection, Sealer, Scope], T]) -> T:
    """Runs an act of the office's officer; what an operator can mend is told in a line."""
    from bot.settings import SettingsProblem
    from bot.wiring import StoreUnreachable
    from storage.imports import TooManyRows
    from storage.payment_rows import ColumnsUnknown
    from storage.sponsors import SponsorChanged, SponsorGone

    try:
        return asyncio.run(_written(command.settings(), work))
    except (StoreUnreachable, SettingsProblem, ValueError) as problem:
        stop("the file has too many rows" if isinstance(problem, TooManyRows) else str(problem))
    except ColumnsUnknown as problem:
        stop(f"--map: no column is {problem}; give it as {problem}=COLUMN, a header or a letter")
    except (SponsorGone, SponsorChanged):
        stop("no such sponsor in this office's region, or somebody else changed it: look again")


async def _written(settings: Settings, work: Callable[[Connection, Sealer, Scope], T]) -> T:
    from bot.wiring import checked_keys, opened
    from storage.crypto import Sealer
    from storage.scope import Scope

    store = await opened(settings)
    try:
        sealer = Sealer(await checked_keys(store, settings.keys_file, _now))
        return await store.write(lambda conn: work(conn, sealer, Scope((settings.region,))))
    finally:
        await store.close()


def _now() -> datetime:
    from bot.clock import now

    return now()


def _told(rupiah: int | None) -> str:
    return "not told" if rupiah is None else str(rupiah)
