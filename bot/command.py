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
    from storage.key_files import KeysError

    try:
        given = read_settings()
        _keys(given)
    except (SettingsProblem, KeysError) as problem:
        stop(str(problem))
    return given


def _keys(settings: Settings) -> None:
    """Keys that a setting gives instead of the files. Raises KeysError, SettingsProblem."""
    from storage import key_sources

    if settings.keys and settings.keys_command:
        from bot.settings import SettingsProblem

        raise SettingsProblem("SERATUS_KEYS and SERATUS_KEYS_COMMAND are both set; unset one")
    if settings.keys:
        text = settings.keys.get_secret_value()
        key_sources.take(settings.keys_file, text, key_sources.ENVIRONMENT)
    elif settings.keys_command:
        text = key_sources.from_command(settings.keys_command)
        key_sources.take(settings.keys_file, text, key_sources.COMMAND)


def stop(message: str) -> NoReturn:
    """Ends the command with a line on standard error."""
    typer.echo(message, err=True)
    raise typer.Exit(REFUSED)
