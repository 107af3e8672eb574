"""What an update keeps before it changes an older SQLite store: a sealed copy among the backups."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.clock import now
from bot.logs import log
from bot.settings import Settings
from storage import copies, schema
from storage.crypto import Sealer
from storage.keys import load_or_create

FINGERPRINT = "keys"  # the store fact that `bot.wiring.checked_keys` writes


def kept(settings: Settings, database: Path, found: str) -> None:
    """Copies the store as it is at schema `found`, into the folder of backups, and reads it back.

    A store that nothing was sealed in holds nobody. Raises SchemaError where no copy can be made;
    then nothing is changed. Raises KeysError where the keys are missing or others.
    """
    fingerprint = _fingerprint(database)
    if fingerprint is None:
        return
    moment = now()
    keys = load_or_create(settings.keys_file, moment, may_create=False)
    keys.check_fingerprint(fingerprint)
    name = f"seratus-before-{schema.HEAD}-{moment:%Y%m%d-%H%M%S}{copies.SUFFIX}"
    try:
        settings.backup_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = settings.backup_dir / name
        copies.take(database, Sealer(keys), keys, found, target, moment)
    except copies.NoRoom as problem:
        raise schema.SchemaError(f"{problem}; nothing was changed") from None
    except OSError as problem:
        raise schema.SchemaError(
            f"SERATUS_BACKUP_DIR: {settings.backup_dir}: {problem.strerror}; a copy is made there "
            "before the database is changed, and nothing was changed"
        ) from None
    log.info("copied_before_migration", file=name, schema=found, to=schema.HEAD)


def _fingerprint(database: Path) -> str | None:
    address = f"{database.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as conn:
        try:
            query = "SELECT value FROM store_facts WHERE name = ?"
            row = conn.execute(query, (FINGERPRINT,)).fetchone()
        except sqlite3.OperationalError:  # older than the table
            return None
    return str(row[0]) if row else None
