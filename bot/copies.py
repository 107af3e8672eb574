"""Puts back the copy that an update made of an older SQLite store (`bot.before_migration`)."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from sqlalchemy import make_url

from bot.backups import CannotBackup, hold_back
from bot.clock import now
from bot.settings import Settings
from storage import copies, sqlite
from storage.backup import Header
from storage.crypto import Sealer
from storage.keys import load_or_create


def checked(settings: Settings, source: Path) -> Header:
    """Reads a copy to its end. Raises KeysError, BackupBroken."""
    keys = load_or_create(settings.keys_file, now(), may_create=False)
    return copies.check(source, Sealer(keys))


def put_back(settings: Settings, source: Path) -> None:
    """Writes the copy as the office's SQLite file, where none is; the sender waits for an officer.

    It keeps its older schema: the version that made it works on it. Raises KeysError, BackupBroken,
    and CannotBackup where there is a file, or no SQLite to put it to.
    """
    address = make_url(settings.database_url)
    if address.get_backend_name() != "sqlite" or not address.database:
        raise CannotBackup("this is a copy of a SQLite file: set SERATUS_DATABASE_URL to one")
    keys = load_or_create(settings.keys_file, now(), may_create=False)
    database, header = Path(address.database), copies.header_of(source)
    keys.check_fingerprint(header.keys)
    try:
        copies.restore(source, Sealer(keys), database, partial(_held, header))
    except FileExistsError:
        raise CannotBackup(
            f"{database} is there already; nothing was changed. Move it away, with the files "
            "beside it that begin with its name, or set SERATUS_DATABASE_URL to a new one"
        ) from None


def _held(header: Header, database: Path) -> None:
    """Nothing is sent from the older store before somebody looked who stopped or died since."""
    url = make_url(f"sqlite+pysqlite:///{database}")
    with sqlite.engine(url, ("journal_mode = DELETE",), "BEGIN IMMEDIATE").begin() as conn:
        hold_back(conn, header.taken_at)
