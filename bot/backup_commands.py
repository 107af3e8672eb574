"""`seratus backup`, `restore`, `resume`, `move`, `migrate` and `roles`."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from bot import command
from bot.command import stop

if TYPE_CHECKING:
    from bot.settings import Settings

T = TypeVar("T")


def add_to(app: typer.Typer) -> None:
    """Makes the commands part of `seratus`."""
    for each in (backup, restore, resume, move, migrate, roles):
        app.command()(each)


def backup(
    target: Annotated[Path | None, typer.Argument(help="A new file; else in the folder.")] = None,
    verify: Annotated[Path | None, typer.Option(help="Only read this backup to its end.")] = None,
) -> None:
    """Writes all rows and files into one encrypted file, also beside `run`; without the keys."""
    from bot import backups
    from bot.clock import now

    settings = command.settings()
    if verify and _is_copy(verify):
        _put_back(settings, verify, yes=False)
        return
    if verify:
        for line in backups.summary(_verified(settings, verify)):
            typer.echo(line)
        return
    path, made = done(backups.take(settings, now, target))
    typer.echo(f"{path}: written and read back")
    for line in backups.summary(made):
        typer.echo(line)
    typer.echo("Keep a copy off this computer. It opens only with the keys: `seratus keys export`.")


def restore(
    source: Annotated[Path, typer.Argument(help="A file that `seratus backup` wrote.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it; else only tell.")] = False,
) -> None:
    """Fills an empty database from a backup; never writes over one that holds data."""
    from bot import backups
    from bot.clock import now

    settings = command.settings()
    if _is_copy(source):
        _put_back(settings, source, yes)
        return
    found = _verified(settings, source)
    for line in backups.summary(found):
        typer.echo(line)
    typer.echo("What came after that moment is not in it.")
    if not yes:
        typer.echo("Nothing was changed. To restore it: the same command with --yes")
        return
    done(backups.restore(settings, now, source))
    typer.echo(
        "Restored, and told the journal where there is one. Nothing is sent until you have looked "
        "(seratus journal list) and typed: seratus resume"
    )


def _is_copy(source: Path) -> bool:
    from storage.copies import is_copy

    async def work() -> bool:
        return is_copy(source)

    return done(work())


def _put_back(settings: Settings, source: Path, yes: bool) -> None:
    """A copy that an update made: the whole older file, for the version before."""
    from bot import copies

    async def work() -> str:
        header = copies.checked(settings, source)
        if yes:
            copies.put_back(settings, source)
        taken = header.taken_at.isoformat(timespec="minutes")
        return f"a whole SQLite store, copied {taken} before an update; schema {header.schema}"

    typer.echo(done(work()))
    typer.echo("What came after that moment is not in it; pictures stay where they are.")
    if not yes:
        typer.echo("Nothing was changed. To put it back: the same command with --yes")
        return
    typer.echo(
        "Put back. Start the version that worked before the update; this one would migrate it "
        "again. Nothing is sent until: seratus journal apply, and seratus resume"
    )


def resume(
    without_journal: Annotated[
        bool, typer.Option(help="The journal is lost: people may be written to who stopped.")
    ] = False,
) -> None:
    """Lets the sender send again after a restore."""
    from bot import backups
    from bot.wiring import opened

    async def work() -> bool:
        store = await opened(command.settings())
        try:
            return await store.write(lambda conn: backups.agree(conn, without_journal))
        finally:
            await store.close()

    agreed = done(work())
    typer.echo("Sending goes on." if agreed else "Nothing held the sender back.")


def move(
    to: Annotated[str, typer.Option(help="postgresql+asyncpg://… or sqlite+aiosqlite:///…")],
) -> None:
    """Copies all rows to another, empty database and compares them; may be begun again."""
    from bot import backups

    moved = done(backups.move(command.settings(), to, typer.echo))
    typer.echo(f"{sum(moved.tables.values())} rows, equal on both sides.")
    typer.echo("Now set SERATUS_DATABASE_URL to the new address; files and keys stay.")


def migrate() -> None:
    """Brings the database to this program's schema; every other command does so too."""
    from bot.clock import now
    from bot.wiring import checked_keys, opened
    from storage.roles import grant
    from storage.schema import HEAD

    settings = command.settings()

    async def work() -> tuple[str, ...]:
        store = await opened(settings)
        try:
            await checked_keys(store, settings.keys_file, now)
            return await store.write(grant)
        finally:
            await store.close()

    given = done(work())
    typer.echo(f"The database is at {HEAD}; the key files are there.")
    if given:
        typer.echo(f"Rights given to the roles of: {', '.join(given)}.")


def roles() -> None:
    """Prints the SQL that makes a role a process on PostgreSQL, for the owner of the tables.

    Afterwards each role is given a word (`\\password seratus_door` in psql), and `seratus migrate`
    keeps their rights in step with the tables.
    """
    from storage.roles import script

    typer.echo(script(), nl=False)


def _verified(settings: Settings, source: Path) -> Any:
    from bot.clock import now
    from storage import backup as backups
    from storage.crypto import Sealer
    from storage.keys import load_or_create

    async def work() -> Any:
        keys = load_or_create(settings.keys_file, now(), may_create=False)
        return await asyncio.to_thread(backups.check, source, Sealer(keys))

    return done(work())


def done(work: Coroutine[Any, Any, T]) -> T:
    """The result; what an operator can mend is told in a line."""
    from bot.backups import CannotBackup
    from bot.wiring import StoreUnreachable
    from storage.backup import BackupBroken
    from storage.journal import JournalBroken

    try:
        return asyncio.run(work)
    except (CannotBackup, BackupBroken, JournalBroken, StoreUnreachable) as problem:
        stop(str(problem))
    except OSError as problem:
        stop(f"{problem.filename or ''}: {problem.strerror or problem}".strip(": "))
