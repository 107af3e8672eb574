"""What every command of `seratus` says to whoever typed it: settings read, refusals in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

REFUSED = 2  # how a command ends that the operator can mend


def settings() -> Settings:
    """The settings of environment and `.env`; a wrong one ends the command with its mend."""
    from bot.settings import SettingsProblem, read_settings

    try:
        return read_settings()
    except SettingsProblem as problem:
        stop(str(problem))


def stop(message: str) -> NoReturn:
    """Ends the command with a line on standard error."""
    typer.echo(message, err=True)
    raise typer.Exit(REFUSED)
