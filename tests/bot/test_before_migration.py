"""An update copies an older store before it changes it, and the copy can be put back."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import backups
from storage import copies, schema
from storage.backup import BackupBroken
from storage.copies import SUFFIX
from storage.crypto import Sealer
from storage.keys import load_or_create
from tests.bot.commands import Seratus, seratus

__all__ = ["seratus"]

OLD = "0019"
NOTE = ("said", "halo dari versi lama")
BEGINNING = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def old(seratus: Seratus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database of an office that still has the released schema: its keys, and a row."""
    database = tmp_path / "old" / "seratus.db"
    url = f"sqlite+aiosqlite:///{database}"
    asyncio.run(schema.upgrade(url, OLD))
    keys = load_or_create(tmp_path / "keys" / "seratus.keys", BEGINNING, may_create=True)
    facts = [NOTE, ("keys", keys.fingerprint())]
    with closing(sqlite3.connect(database)) as conn, conn:
        conn.executemany("INSERT INTO store_facts (name, value) VALUES (?, ?)", facts)
    return database


def held(database: Path) -> tuple[str, dict[str, str]]:
    """A file's schema, and its facts."""
    with closing(sqlite3.connect(database)) as conn:
        (version,) = conn.execute("SELECT version_num FROM alembic_version").fetchone()
        return version, dict(conn.execute("SELECT name, value FROM store_facts"))


def at(database: Path) -> dict[str, str]:
    """The settings of a command on this database."""
    folder = database.parents[1] / "backups"
    return {
        "DATABASE_URL": f"sqlite+aiosqlite:///{database}",
        "BACKUP_DIR": str(folder),
        "LOG_LEVEL": "error",
    }


def copies_in(folder: Path) -> list[Path]:
    """The copies among the backups."""
    return sorted(folder.glob(f"seratus-before-*{SUFFIX}"))


def test_an_update_copies_first_and_the_copy_comes_back(old: Path, seratus: Seratus) -> None:
    """Sealed, read back, told before it is put back, never over a file; then nothing is sent."""
    folder = old.parents[1] / "backups"
    assert seratus("migrate", **at(old)).code == 0
    assert held(old)[0] == schema.HEAD
    (copy,) = copies_in(folder)
    assert copy.stat().st_mode & 0o077 == 0
    assert NOTE[1].encode() not in copy.read_bytes()
    assert [each.name for each in folder.iterdir()] == [copy.name], "nothing in clear is left"
    assert seratus("migrate", **at(old)).code == 0
    assert copies_in(folder) == [copy], "what is new already is not copied"

    told = seratus("restore", str(copy), **at(old))
    assert (told.code, OLD in told.out, "--yes" in told.out) == (0, True, True)
    refused = seratus("restore", str(copy), "--yes", **at(old))
    assert (refused.code, "there already" in refused.err) == (2, True)
    there = old.with_name("again.db")
    assert seratus("restore", str(copy), "--yes", **at(there)).code == 0
    version, facts = held(there)
    assert (version, facts[NOTE[0]]) == (OLD, NOTE[1])
    assert backups.RESTORED in facts, "the sender waits for `seratus resume`"
    assert backups.forget(folder, datetime(2100, 1, 1, tzinfo=UTC), but=there) == [copy]


@pytest.mark.parametrize(
    "harm",
    [
        lambda raw: raw[:-1],  # cut off
        lambda raw: raw[: raw.index(b"\n") + 1],  # no part at all
        lambda raw: raw[:-40] + bytes([raw[-40] ^ 1]) + raw[-39:],  # a byte is another
        lambda raw: raw + b"\0",  # something behind its end
    ],
)
def test_a_harmed_copy_is_refused(old: Path, tmp_path: Path, harm: object) -> None:
    """Nothing of it is written."""
    keys = load_or_create(tmp_path / "keys" / "seratus.keys", BEGINNING, may_create=False)
    path, sealer = tmp_path / f"one{SUFFIX}", Sealer(keys)
    copies.take(old, sealer, keys, OLD, path, BEGINNING)
    assert callable(harm)
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(BackupBroken):
        copies.check(path, sealer)
    with pytest.raises(BackupBroken):
        copies.restore(path, sealer, tmp_path / "new.db", lambda _: None)
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("room", "no room"),  # the disk is too full for a copy
        ("folder", "SERATUS_BACKUP_DIR"),  # the folder of backups is a file
        ("keys", "is missing"),  # sealed data without its keys
    ],
)
def test_without_a_copy_nothing_is_changed(
    old: Path, seratus: Seratus, monkeypatch: pytest.MonkeyPatch, broken: str, says: str
) -> None:
    """The update says why in a line; the older version still works on the store."""
    if broken == "room":
        monkeypatch.setattr(copies, "ROOM", 1e12)
    elif broken == "folder":
        (old.parents[1] / "backups").write_bytes(b"")
    else:
        (old.parents[1] / "keys" / "seratus.keys").unlink()
    ended = seratus("migrate", **at(old))
    assert (ended.code, says in ended.err) == (2, True), ended.err
    assert held(old)[0] == OLD
