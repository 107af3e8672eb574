"""`seratus retention`: what is over its time goes, or is only counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from bot import command

if TYPE_CHECKING:
    from bot.clock import Now
    from bot.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Makes the command part of `seratus`."""
    app.command("retention")(retention)


def retention(
    dry_run: Annotated[bool, typer.Option(help="Only counts what would go.")] = False,
) -> None:
    """Deletes what is over its time by the dated table; may run beside `seratus run`."""
    from bot.backup_commands import done
    from bot.clock import now

    done(carried_out(command.settings(), now, dry_run, typer.echo))


async def carried_out(
    settings: Settings, now: Now, dry_run: bool, say: Callable[[str], None]
) -> None:
    """Counts, or deletes and says what went."""
    from bot.file_place import file_place
    from bot.wiring import checked_keys, opened
    from program.retention import TABLE
    from storage import retention, retention_periods
    from storage.crypto import Sealer
    from storage.files import FileFolder

    store = await opened(settings)
    try:
        sealer = Sealer(await checked_keys(store, settings.keys_file, now))
        for each in TABLE:
            days = f"{each.kept.days} days" if each.kept else "kept"
            say(f"{each.what}\t{days}\tafter: {each.after}\t{each.source}\tby {each.by}")
        found = await store.read(lambda conn: retention_periods.due(conn, now()))
        for name, count in found.items():
            say(f"over its time: {name}\t{count}")
        if dry_run:
            return
        await store.write(lambda conn: retention.sweep(conn, now()))
        carried = await store.write(lambda conn: retention_periods.carry_out(conn, sealer, now()))
        FileFolder(file_place(settings), sealer).erase(carried.files)
        for name, count in carried.gone.items():
            say(f"gone: {name}\t{count}")
    finally:
        await store.close()
