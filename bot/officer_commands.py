"""`seratus officer …`: accounts of the desk, made and mended on the machine itself.

Whoever can type here holds the keys anyway; so the last admin who lost a phone is helped here.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot import command
from bot.command import stop
from bot.program_options import OneLine

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.settings import Settings
    from storage.keys import Keys

T = TypeVar("T")

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "127.0.0.1"}  # noqa: S104 - told apart, not listened on
officer_app = typer.Typer(help="Who may enter the officers' desk.", no_args_is_help=True)


class RoleName(StrEnum):
    """What an officer may do."""

    admin = "admin"
    branch = "branch"
    kabupaten = "kabupaten"
    kecamatan = "kecamatan"
    desa = "desa"


Login = Annotated[str, typer.Argument(help="Name to enter with: small letters, digits, dots.")]
Address = Annotated[
    str, typer.Option(help="How officers reach the desk, such as https://seratus.example.")
]


@officer_app.command("add", cls=OneLine)
def officer_add(
    login: Login,
    name: Annotated[str, typer.Option(help="Full name, as colleagues know it.")],
    role: Annotated[RoleName, typer.Option(help="What the officer may do.")],
    region: Annotated[
        list[str] | None,
        typer.Option(help="Code of a region worked in, such as 63.10.03; may be given again."),
    ] = None,
    address: Address = "",
) -> None:
    """Makes an account and prints its one-time link, good for 7 days."""
    from storage import officer_acts

    new = officer_acts.Invited(login, name, role.value, tuple(region or ()))
    token = secrets.token_urlsafe(32)
    try:
        _write(
            lambda conn: officer_acts.invite(
                conn, officer_acts.COMMAND, new, token.encode(), _now()
            )
        )
    except officer_acts.LoginTaken:
        stop("that login name is taken; see `seratus officer list`")
    except officer_acts.NotReadable as problem:
        stop(_READABLE[str(problem)])
    except officer_acts.NotYours:
        stop(_regions_wanted(role))
    typer.echo(_link(address, token))


@officer_app.command("list", cls=OneLine)
def officer_list() -> None:
    """Lists all accounts: login name, role, state, latest entry, regions, name."""
    from storage import officer_acts

    def work(conn: Connection) -> list[officer_acts.Account]:
        found, more = officer_acts.listed(conn, officer_acts.COMMAND, _now())
        every = list(found)
        while more:
            found, more = officer_acts.listed(conn, officer_acts.COMMAND, _now(), more)
            every += found
        return every

    for each in (found := _write(work)):
        its = each.officer
        seen = each.seen_at.isoformat(timespec="minutes") if each.seen_at else "never"
        regions = ",".join(its.regions) or "all"
        typer.echo(f"{its.login}  {its.role}  {its.state}  {seen}  {regions}  {its.name}")
    if not found:
        typer.echo("no officer is known; `seratus officer add` makes the first")


@officer_app.command("disable", cls=OneLine)
def officer_disable(login: Login) -> None:
    """Ends an account at once; `seratus officer reset` opens it again.

    The officer's open talks go back to the queue, as the desk does it.
    """
    from storage import officer_acts, talks_acts
    from storage.crypto import Sealer

    def work(conn: Connection, keys: Keys) -> int:
        now, by = _now(), officer_acts.COMMAND
        who = officer_acts.by_login(conn, login).officer.id
        officer_acts.disable(conn, by, who, None, now)
        return talks_acts.pass_on(conn, Sealer(keys), by.id, who, now)

    passed = _act(work)
    talks = "1 talk is" if passed == 1 else f"{passed} talks are"
    typer.echo(f"the account is ended, its sessions too; {talks} back in the queue")


@officer_app.command("reset", cls=OneLine)
def officer_reset(login: Login, address: Address = "") -> None:
    """Lets password and second factor hold no more, and prints a one-time link to set new ones."""
    from storage import officer_acts

    token = secrets.token_urlsafe(32)

    def work(conn: Connection, _: Keys) -> None:
        who = officer_acts.by_login(conn, login).officer.id
        officer_acts.reset(conn, officer_acts.COMMAND, who, None, token.encode(), _now())

    _act(work)
    typer.echo(_link(address, token))


_READABLE = {
    "login": "LOGIN needs 3 to 32 small letters, digits, dots, dashes; it begins with no sign",
    "name": "--name needs a name of 2 to 128 letters",
}


def _regions_wanted(role: RoleName) -> str:
    if role is RoleName.admin:
        return "--region: an admin works everywhere, leave it out"
    kinds = {"desa": "desa", "kecamatan": "kecamatan"}.get(role.value, "kabupaten")
    return f"--region: give the code of at least one {kinds} for the role {role.value}"


def _link(address: str, token: str) -> str:
    """The address of the invitation; by default where this machine serves the desk."""
    settings = command.settings()
    host = EVERYWHERE.get(settings.host, settings.host)
    shown = f"[{host}]" if ":" in host else host
    base = address.rstrip("/") or f"http://{shown}:{settings.port}"
    return f"{base}/meja/undangan/{token}"


def _act(work: Callable[[Connection, Keys], T]) -> T:
    from storage import officer_acts

    try:
        return _sealed(work)
    except officer_acts.OfficerGone:
        stop("nobody has that login name; see `seratus officer list`")


def _write(work: Callable[[Connection], T]) -> T:
    return _sealed(lambda conn, _: work(conn))


def _sealed(work: Callable[[Connection, Keys], T]) -> T:
    """Runs an act on the store; what an operator can mend is told in a line."""
    from bot.settings import SettingsProblem
    from bot.wiring import StoreUnreachable

    try:
        return asyncio.run(_written(command.settings(), work))
    except (StoreUnreachable, SettingsProblem) as problem:
        stop(str(problem))


async def _written(settings: Settings, work: Callable[[Connection, Keys], T]) -> T:
    from bot.wiring import checked_keys, opened

    store = await opened(settings)
    try:
        keys = await checked_keys(store, settings.keys_file, _now)
        return await store.write(lambda conn: work(conn, keys))
    finally:
        await store.close()


def _now() -> datetime:
    from bot.clock import now

    return now()
