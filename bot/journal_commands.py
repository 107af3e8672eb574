"""`seratus journal` and `seratus audit`: what a restore must not undo, and what nobody changed."""

from __future__ import annotations

import typer

from bot import command
from bot.backup_commands import done
from bot.command import stop

journal_app = typer.Typer(
    help="Deletions, stops and deaths, kept outside the database.", no_args_is_help=True
)
audit_app = typer.Typer(help="Who did and saw what; only added to.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Makes the commands part of `seratus`."""
    app.add_typer(journal_app, name="journal")
    app.add_typer(audit_app, name="audit")


@journal_app.command("list")
def entries() -> None:
    """Every line of the journal: number, when, kind, id and what holds since."""
    from bot.clock import now
    from bot.journal import journal_of
    from storage.crypto import Sealer
    from storage.journal import JournalBroken
    from storage.keys import load_or_create

    settings = command.settings()
    keys = load_or_create(settings.keys_file, now(), may_create=False)
    try:
        for each in journal_of(settings, Sealer(keys)).entries():
            at = each.at.isoformat(timespec="seconds")
            typer.echo(f"{each.number}\t{at}\t{each.kind}\t{each.subject}\t{each.value or ''}")
    except JournalBroken as problem:
        stop(str(problem))


@journal_app.command("apply")
def apply() -> None:
    """Tells a restored store what its backup does not know; harmless when done twice."""
    from bot import journal
    from bot.clock import now

    settings = command.settings()
    told = done(journal.apply(settings, now))
    if told is None:
        stop(f"{settings.journal_file} is not there; put it back, or see `seratus resume --help`")
    for kind, count in sorted(told.changed.items()):
        typer.echo(f"{kind}: {count} changed")
    if told.held:
        typer.echo(f"{told.held} people were deleted since, but an open claim keeps them: look")
    typer.echo(f"{told.absent} entries are about what the backup does not hold")


@audit_app.command("verify")
def verify() -> None:
    """Whether any row of the audit was changed or taken out; ends with 1 where one was."""
    from bot import journal
    from bot.clock import now

    proof = done(journal.verify(command.settings(), now))
    found = [*proof.audit.faults, *([proof.broken] if proof.broken else [])]
    if not proof.broken and proof.lines < proof.known:
        found.append(f"the journal has {proof.lines} lines, but had {proof.known}")
    for each in found:
        typer.echo(each)
    typer.echo(
        f"{proof.audit.rows} rows in {proof.audit.stretches} sealed stretches, "
        f"{proof.audit.unsealed} not sealed yet; {proof.lines} lines in the journal"
    )
    if found:
        raise typer.Exit(1)
