"""The command line of Seratus. Heavy parts are imported where they are used: a chat starts fast."""

from __future__ import annotations

import asyncio
import os
import re
import resource
import sys
from collections.abc import Coroutine
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot import command
from bot.backup_commands import add_to as add_backups
from bot.breach import add_to as add_breach
from bot.command import stop
from bot.import_commands import import_app, pot_app, sponsor_app
from bot.journal_commands import add_to as add_journal
from bot.officer_commands import officer_app
from bot.program_commands import program_app
from bot.retention import add_to as add_retention

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(
    help="Seratus: BPJS Ketenagakerjaan for informal workers, by chat.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
keys_app = typer.Typer(help="The keys that seal the store.", no_args_is_help=True)
app.add_typer(keys_app, name="keys")
add_backups(app)
add_journal(app)
add_retention(app)
add_breach(app)
app.add_typer(program_app, name="program")
app.add_typer(officer_app, name="officer")
app.add_typer(import_app, name="import")
app.add_typer(sponsor_app, name="sponsor")
app.add_typer(pot_app, name="pot")
whatsapp_app = typer.Typer(help="What WhatsApp wants set up.", no_args_is_help=True)
app.add_typer(whatsapp_app, name="whatsapp")
OWNER_ONLY = 0o077  # whatever Seratus writes, only its own user may read
ENDPOINT = re.compile(r"[^\s]{1,64}")


class Rendered(StrEnum):
    """As which channel the terminal shows replies."""

    terminal = "terminal"
    telegram = "telegram"
    whatsapp = "whatsapp"


@app.command()
def run() -> None:
    """Everything in one process, on http://127.0.0.1:8000 unless set otherwise."""
    from bot.service import serve

    _serve(serve(command.settings()))


@app.command()
def door() -> None:
    """Only what takes messages from platforms; needs PostgreSQL and the door's key file."""
    from bot.service import serve_door

    _serve(serve_door(command.settings()))


@app.command()
def engine() -> None:
    """Only what works messages off; as many processes as wanted, on PostgreSQL."""
    from bot.service import serve_engine

    _serve(serve_engine(command.settings()))


@app.command()
def sender() -> None:
    """Only what sends, fetches pictures and keeps the timers; the one with the tokens."""
    from bot.service import serve_sender

    _serve(serve_sender(command.settings()))


@app.command()
def desk() -> None:
    """Only the officers' desk at /meja."""
    from bot.service import serve_desk

    _serve(serve_desk(command.settings()))


@app.command()
def chat(
    json_lines: Annotated[bool, typer.Option("--json", help="JSON lines in and out.")] = False,
    person: Annotated[str, typer.Option("--as", help="Who writes; any word.")] = "saya",
    channel: Annotated[Rendered, typer.Option(help="Show as this channel.")] = Rendered.terminal,
    now: Annotated[str | None, typer.Option(help="Begin at this ISO time.")] = None,
) -> None:
    """A talk in this terminal, through the same inbox and outbox as every channel."""
    if not ENDPOINT.fullmatch(person) or not person.isprintable():
        stop("--as needs one word of at most 64 letters")
    _run(_chat(json_lines, person, channel, _time(now)))


async def _chat(json_lines: bool, person: str, channel: Rendered, start: datetime | None) -> None:
    from bot.chat import TERMINAL, Talk, speak_json
    from bot.clock import MovedClock
    from bot.logs import log
    from bot.turnstile import Turnstile
    from bot.wiring import ACCOUNT, build, engine_lock

    settings = command.settings()
    log.configure("error", pretty=not json_lines)
    clock = MovedClock(start)
    rendered = None if channel is Rendered.terminal else channel.value
    accounts = ((TERMINAL, ACCOUNT), ("browser", ACCOUNT))
    house = await build(settings, clock, accounts, rendered)
    try:
        turnstile = Turnstile(house.store, engine_lock(settings))
        for option, used in (("--now", start), ("--channel", rendered)):
            if used and not await turnstile.alone():
                stop(f"{option} needs the engine, but `seratus run` holds it; stop that first")
        talk = Talk(house, person, clock, turnstile)
        if json_lines:
            await speak_json(talk, lambda line: print(line, flush=True))  # noqa: T201
        else:
            from rich.console import Console

            from bot.terminal import speak

            await speak(talk, Console())
    finally:
        await house.close()


@app.command()
def diagram(flow: Annotated[str, typer.Argument(help="A form's name, or states.")]) -> None:
    """The Mermaid diagram of a form or of the states."""
    from conversations.book import BOOK
    from conversations.diagram import mermaid, mermaid_states

    if flow == "states":
        typer.echo(mermaid_states(BOOK), nl=False)
        return
    if flow not in BOOK.forms:
        stop(f"no flow is called {flow}; there are: {', '.join([*BOOK.forms, 'states'])}")
    typer.echo(mermaid(BOOK.forms[flow]), nl=False)


@app.command()
def preview(
    target: Annotated[Path, typer.Argument(help="A file to write, or a folder.")] = Path(),
) -> None:
    """One HTML page with every screen, in every language, as each channel shows it."""
    from bot.preview import written
    from conversations.book import BOOK

    try:
        path, made = written(BOOK, target)
    except OSError as error:
        stop(f"{target} cannot be written: {error.strerror}")
    screens = sum(len(flow.sights) for flow in made.flows)
    typer.echo(f"{path}: {screens} screens, {len(made.lines)} other texts")
    typer.echo(f"{len(made.findings)} findings of the linter are marked in it")


@app.command()
def check() -> None:
    """Lints flows, words, settings; ends with 1 if one is wrong. Says what the office lacks."""
    from conversations.book import BOOK
    from conversations.lint import problems
    from conversations.session import LANGUAGES
    from conversations.translations import untranslated
    from conversations.words import Catalogue

    office = command.settings()
    sessions = Path("tests/sessions")  # only beside the source
    saved = [each.name for each in sessions.glob("*.json")] if sessions.is_dir() else None
    found = problems(BOOK, Catalogue(), saved)
    for each in found:
        typer.echo(str(each))
    if found:
        raise typer.Exit(1)
    for language in LANGUAGES:
        if count := untranslated(language):
            typer.echo(f"locales/{language}: {count} texts missing, said in Indonesian")
    _run(_office_lacks(office))
    typer.echo("flows, words and settings: no problems")


async def _office_lacks(settings: Settings) -> None:
    from bot.clock import now
    from bot.office_check import lacking

    for each in await lacking(settings, now()):
        typer.echo(f"office: {each}")


@app.command()
def ktp(file: Annotated[Path, typer.Argument(help="A photo of a KTP.")]) -> None:
    """What is read on a photographed KTP, as one JSON line: value, ambiguous, reason."""
    from bot.ktp import NotInstalled, told

    settings = command.settings()
    try:
        typer.echo(asyncio.run(told(file, settings)))
    except OSError as error:
        stop(f"{file} cannot be read: {error.strerror}")
    except NotInstalled as problem:
        stop(str(problem))


@app.command()
def demo() -> None:
    """Fills an empty store with made-up people of all villages, to look at the desk."""
    from bot import demo as made_up
    from bot.demo_command import filled

    try:
        _run(filled(command.settings(), typer.echo))
    except made_up.HoldsPeople as problem:
        stop(str(problem))


@app.command()
def failed() -> None:
    """Lists the events that failed: number, channel, kind, since when, error type."""
    from bot.failed import listed

    async def show() -> None:
        for line in await listed(command.settings()):
            typer.echo(line)

    _run(show())


@app.command()
def replay(which: Annotated[str, typer.Argument(metavar="ID", help="A number, or all.")]) -> None:
    """Lets failed events be tried again once what broke them is mended; also beside `run`."""
    from bot import failed as events

    async def let_wait() -> None:
        try:
            count = await events.replay(command.settings(), which)
        except events.NoSuchEvent as problem:
            stop(str(problem))
        typer.echo("1 event waits again" if count == 1 else f"{count} events wait again")

    _run(let_wait())


@app.command(context_settings={"ignore_unknown_options": True})  # a text may begin with "-"
def understand(
    kind: Annotated[str, typer.Argument(help="date, money, number, yesno, nik, phone, place, …")],
    text: Annotated[str, typer.Argument(help="What somebody wrote.")] = "",
    lines: Annotated[bool, typer.Option("--lines", help="Read lines, write one for each.")] = False,
    on: Annotated[str | None, typer.Option(help="The day it is, such as 2026-11-22.")] = None,
) -> None:
    """What a reader makes of a text, as one JSON line: value, ambiguous, reason."""
    from bot.understand import CannotRead, circumstances, lines_of, tell

    try:
        asked = lines_of(sys.stdin.buffer) if lines else [text]
        tell(kind, asked, circumstances(on), lambda line: print(line, flush=True))  # noqa: T201
    except CannotRead as problem:
        stop(str(problem))
    except BrokenPipeError:  # who read the answers is gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(1) from None


@app.command()
def settings() -> None:
    """Documents every setting with its default."""
    from bot.settings import documented

    typer.echo(documented())


@app.command()
def poster(
    village: Annotated[str, typer.Argument(help="Code of a village, 63.10.03.2004.")],
    target: Annotated[Path, typer.Argument(help="A file to write, .pdf or .png.")],
    until: Annotated[datetime | None, typer.Option(help="Last day of its links.")] = None,
) -> None:
    """A village's poster on A4, with a QR that leads into the talk."""
    from datetime import timedelta

    from bot.clock import now
    from bot.poster import poster as made_for
    from bot.poster import write_poster
    from storage.crypto import Sealer
    from storage.keys import load_or_create

    settings = command.settings()
    keys = load_or_create(settings.keys_file, now(), may_create=False)
    last = until.date() if until else now().date() + timedelta(days=365)
    try:
        write_poster(made_for(settings, Sealer(keys), village, last), target)
    except (ValueError, OSError) as problem:
        stop(str(problem))
    typer.echo(f"{target}: print it on A4; its links are good until {last.isoformat()}")


@keys_app.command("rotate")
def keys_rotate(
    index: Annotated[
        bool, typer.Option("--index", help="The key by which NIKs and phones are found.")
    ] = False,
    only_add: Annotated[
        bool, typer.Option("--only-add", help="With --index: only into the file, to copy it first.")
    ] = False,
) -> None:
    """Adds a new sealing key, or moves to a new index key; nothing needs to stop."""
    from bot.clock import now
    from storage.keys import rotate

    if index:
        from bot.reindexing import rotate as rotate_index

        _run(rotate_index(command.settings(), now, typer.echo, only_add))
        return
    if only_add:
        stop("--only-add goes with --index: a new sealing key needs no other step")
    path = command.settings().keys_file
    keys = rotate(path, now())
    typer.echo(f"{path}: key {keys.masters[-1].id} seals from each process's next start on")
    typer.echo("Then seal anew what the old ones sealed: seratus keys reseal")


@keys_app.command("reseal")
def keys_reseal() -> None:
    """Seals anew what older keys sealed, also beside `run`; may be cut off and begun again."""
    from bot.clock import now
    from bot.resealing import reseal

    async def work() -> None:
        if await reseal(command.settings(), now, typer.echo):
            stop("Some values open under no key: restore a backup, or the key files they need")

    _run(work())


@keys_app.command("export")
def keys_export(target: Annotated[Path, typer.Argument(help="A new file to write.")]) -> None:
    """Copies all keys into one file, to be kept elsewhere than the computer."""
    from storage.keys import export

    export(command.settings().keys_file, target)
    typer.echo(f"{target} holds the keys; keep it off this computer, nobody can read data without")


@keys_app.command("restore")
def keys_restore(
    copy: Annotated[Path, typer.Argument(help="A file that `seratus keys export` wrote.")],
) -> None:
    """Writes the key files again from a copy; never over those that are there."""
    from storage.keys import restore

    path = command.settings().keys_file
    restore(copy, path)
    typer.echo(f"{path} and those beside it are written again")


@whatsapp_app.command("templates")
def whatsapp_templates(
    submit: Annotated[bool, typer.Option(help="Submit them, and learn their state.")] = False,
) -> None:
    """Shows the templates that reminders need, with their state; submits them for approval."""
    from bot.clock import now
    from bot.errors import SendFailed
    from bot.templates import listed

    async def show() -> None:
        try:
            for line in await listed(command.settings(), now, submit):
                typer.echo(line)
        except SendFailed as problem:
            stop(f"WhatsApp did not take them: {problem}")

    _run(show())


def _serve(work: Coroutine[Any, Any, None]) -> None:
    """Runs a part of the house; what keeps it from running is told in a line."""
    from bot.service import CannotServe

    try:
        _run(work)
    except CannotServe as problem:
        stop(str(problem))


def _time(text: str | None) -> datetime | None:
    from bot.clock import read_time

    try:
        return read_time(text) if text else None
    except ValueError:
        stop("--now needs an ISO time, such as 2026-11-22T10:00:00+08:00")


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Runs the work; what an operator can mend is told in a line, not in a traceback."""
    from bot.settings import SettingsProblem
    from bot.wiring import StoreUnreachable

    try:
        asyncio.run(work)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except (StoreUnreachable, SettingsProblem) as problem:
        stop(str(problem))
    except BrokenPipeError:  # who read the answers is gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(1) from None


def _refusals() -> tuple[type[Exception], ...]:
    """What an operator can mend; imported once something was raised, so that starting is fast."""
    from storage.key_files import KeysError
    from storage.schema import SchemaError
    from storage.store import UnknownDatabaseError

    return (KeysError, SchemaError, UnknownDatabaseError)


def main() -> None:
    """The entry point; refusals of settings, keys and schema are told with their mend."""
    os.umask(OWNER_ONLY)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core would hold keys and people's answers
    try:
        app()
    except SystemExit:
        raise
    except _refusals() as problem:
        typer.echo(str(problem), err=True)
        sys.exit(2)
