"""The command line: what an operator can mend is told in a line, with exit code 2."""

from __future__ import annotations

import socket
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage.lock import EngineLock
from tests.bot.commands import Ended, Seratus


def keys_of(folder: Path) -> dict[str, bytes]:
    """The key files with their contents."""
    return {each.name: each.read_bytes() for each in (folder / "keys").iterdir()}


def test_a_chat_without_input_ends_well(seratus: Seratus, tmp_path: Path) -> None:
    """It makes keys for their owner only, and says nothing."""
    assert seratus("chat", "--json") == Ended(0, "", "")
    assert {each.stat().st_mode & 0o077 for each in (tmp_path / "keys").iterdir()} == {0}


OPTIONS = [
    (("chat", "--as", "two words"), "--as"),
    (("chat", "--as", "x" * 65), "--as"),
    (("chat", "--as", "\udcff"), "--as"),  # bytes that are no UTF-8
    (("chat", "--as", ""), "--as"),
    (("chat", "--now", "besok"), "--now"),
    (("chat", "--now", "9999-12-31T00:00:00-12:00"), "--now"),
    (("chat", "--channel", "fax"), "--channel"),
    (("diagram", "nothing"), "there are: registration"),
    (("nothing",), "No such command"),
]


@pytest.mark.parametrize(("arguments", "told"), OPTIONS)
def test_a_wrong_option_is_told(seratus: Seratus, arguments: tuple[str, ...], told: str) -> None:
    """Without a traceback, with exit code 2."""
    ended = seratus(*arguments)
    assert ended.code == 2
    assert told in ended.err


@pytest.mark.parametrize("command", [("chat", "--json"), ("run",)])
def test_lost_keys_are_told_and_no_new_ones_made(
    seratus: Seratus, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """A sealed database without its keys is opened with no others."""
    seratus("chat", "--json")
    (tmp_path / "keys").rename(tmp_path / "away")
    ended = seratus(*command, PORT="0")
    assert ended.code == 2
    assert "SERATUS_KEYS_FILE" in ended.err
    assert "missing" in ended.err
    assert not (tmp_path / "keys").exists()


def test_keys_of_another_store_are_refused(seratus: Seratus, tmp_path: Path) -> None:
    """They are whole, but not of this database; neither is changed."""
    seratus("chat", "--json")
    other = tmp_path / "other" / "seratus.keys"
    seratus(
        "chat", "--json", DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path}/b.db", KEYS_FILE=str(other)
    )
    before = other.read_bytes(), keys_of(tmp_path)
    ended = seratus("chat", "--json", KEYS_FILE=str(other))
    assert ended.code == 2
    assert "SERATUS_KEYS_FILE" in ended.err
    assert (other.read_bytes(), keys_of(tmp_path)) == before


WRONG_FILES = [
    (b"", "not a whole key file"),
    (b"{}", "not a whole key file"),
    (b"\x00\xff" * 50, "not a whole key file"),
    (b"[" * 9000, "not a whole key file"),
]


@pytest.mark.parametrize(("content", "told"), WRONG_FILES)
def test_a_wrong_key_file_is_told_and_left_alone(
    seratus: Seratus, tmp_path: Path, content: bytes, told: str
) -> None:
    """Nothing is overwritten."""
    seratus("chat", "--json")
    path = tmp_path / "keys" / "seratus.keys"
    path.write_bytes(content)
    before = keys_of(tmp_path)
    ended = seratus("chat", "--json")
    assert (ended.code, told in ended.err) == (2, True)
    assert keys_of(tmp_path) == before


def test_keys_open_to_others_are_refused(seratus: Seratus, tmp_path: Path) -> None:
    """With the command that mends it."""
    seratus("chat", "--json")
    (tmp_path / "keys" / "seratus.keys").chmod(0o644)
    ended = seratus("chat", "--json")
    assert (ended.code, "chmod 600" in ended.err) == (2, True)


def test_a_database_newer_than_the_program_is_refused(seratus: Seratus, sqlite_url: str) -> None:
    """It says which program is needed."""
    with sqlite3.connect(str(make_url(sqlite_url).database)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    ended = seratus("run", PORT="0")
    assert ended.code == 2
    assert "9999" in ended.err
    assert "newer" in ended.err


UNREACHABLE = [
    "postgresql+asyncpg://u:geheim@127.0.0.1:1/x",  # nobody listens
    "sqlite+aiosqlite:///{folder}",  # a folder
    "sqlite+aiosqlite:///{folder}/text.db",  # no database
    "sqlite+aiosqlite:///{folder}/text.db/x.db",  # a file in place of a folder
]


@pytest.mark.parametrize("command", [("chat", "--json"), ("run",)])
@pytest.mark.parametrize("url", UNREACHABLE)
def test_a_database_that_cannot_be_opened_is_told_in_one_line(
    seratus: Seratus, tmp_path: Path, url: str, command: tuple[str, ...]
) -> None:
    """Which and why, without the password."""
    (tmp_path / "text.db").write_text(
        "this is not a database, though long enough to be read as one"
    )
    ended = seratus(*command, DATABASE_URL=url.format(folder=tmp_path), PORT="0")
    assert ended.code == 2
    assert "SERATUS_DATABASE_URL" in ended.err
    assert len(ended.err.strip().splitlines()) == 1
    assert "geheim" not in ended.err


def test_a_database_of_postgresql_that_is_not_there_is_told(
    seratus: Seratus, postgresql_url: str
) -> None:
    """The server answers, but has no such database."""
    missing = make_url(postgresql_url).set(database="nothing_here")
    ended = seratus("run", DATABASE_URL=missing.render_as_string(hide_password=False), PORT="0")
    assert (ended.code, "nothing_here" in ended.err) == (2, True)
    assert len(ended.err.strip().splitlines()) == 1


def test_a_port_in_use_is_told(seratus: Seratus) -> None:
    """With the settings that choose another."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = seratus("run", PORT=str(taken.getsockname()[1]))
    assert ended.code == 2
    assert "SERATUS_PORT" in ended.err
    assert len(ended.err.strip().splitlines()) == 1


BESIDE = [
    (("run",), "another `seratus run`"),
    (("chat", "--json", "--now", "2026-12-01T00:00:00Z"), "--now"),
    (("chat", "--json", "--channel", "telegram"), "--channel"),
]


@pytest.mark.parametrize(("arguments", "told"), BESIDE)
def test_beside_a_running_engine_it_says_what_to_do(
    seratus: Seratus, sqlite_url: str, arguments: tuple[str, ...], told: str
) -> None:
    """One process holds the engine of a SQLite store."""
    lock = EngineLock.beside(Path(str(make_url(sqlite_url).database)))
    assert lock.acquire()
    ended = seratus(*arguments, PORT="0")
    lock.release()
    assert (ended.code, told in ended.err, "stop" in ended.err) == (2, True, True)


def test_settings_and_keys_have_commands(seratus: Seratus, tmp_path: Path) -> None:
    """They are documented, exported once and rotated without losing the old."""
    assert "SERATUS_PORT (default: 8000)" in seratus("settings").out
    seratus("chat", "--json")
    copy = tmp_path / "copy.keys"
    assert seratus("keys", "export", str(copy)).code == 0
    assert copy.stat().st_mode & 0o077 == 0
    assert seratus("keys", "export", str(copy)).code == 2  # never overwritten
    assert "key 2" in seratus("keys", "rotate").out
    assert seratus("chat", "--json") == Ended(0, "", "")
