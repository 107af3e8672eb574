"""Copies: a whole SQLite file as it is, sealed, before a migration changes it.

A backup holds rows of the schema that this program knows; a copy needs to know none, so that an
older store can be kept before it is brought to the new one. The file: a line of JSON in clear as a
backup's, then parts, each its length in four bytes and a sealed, compressed piece. The last piece
is the SHA-256 of all others.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Final

from storage.backup import BackupBroken, Header
from storage.crypto import SealBroken, Sealer
from storage.ids import new_id
from storage.key_ring import Keys

FORM: Final = "seratus-copy-1"
SUFFIX: Final = ".seratus-copy"
PIECE: Final = 4 << 20  # bytes of the database in one part
MOST_BYTES: Final = PIECE + (1 << 16)  # of a part: what cannot be pressed grows a little
HEADER_BYTES: Final = 4096
LENGTH: Final = struct.Struct(">I")
ROOM: Final = 2.1  # times the database that must be free: the plain copy, and the sealed one


class NoRoom(OSError):
    """The disk has no room for a copy; the text says how much is needed."""


def take(
    database: Path, sealer: Sealer, keys: Keys, schema: str, target: Path, now: datetime
) -> None:
    """Copies the file as last committed, and reads the copy back. Raises NoRoom, FileExistsError.

    Whoever works on it may go on; what was not committed is not in the copy.
    """
    _refuse_scarce(database, target.parent)
    header = Header(new_id(now), schema, now, keys.fingerprint())
    plain = database.with_name(database.name + ".copying")
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        _copied(database, plain)
        with plain.open("rb") as source, _owned(unfinished) as out:
            _write(out, source, sealer, header)
            out.flush()
            os.fsync(out.fileno())
        check(unfinished, sealer)
        os.link(unfinished, target)  # never takes another's place
    finally:
        plain.unlink(missing_ok=True)
        unfinished.unlink(missing_ok=True)


def is_copy(path: Path) -> bool:
    """Whether this is a copy, not a backup."""
    with path.open("rb") as file:
        return FORM.encode() in file.readline(HEADER_BYTES)


def check(path: Path, sealer: Sealer) -> Header:
    """Reads a copy to its end. Raises BackupBroken."""
    with path.open("rb") as file:
        header = _header(file)
        for _ in _pieces(file, sealer, header):
            pass
    return header


def header_of(path: Path) -> Header:
    """What a copy says of itself in clear. Raises BackupBroken."""
    with path.open("rb") as file:
        return _header(file)


def restore(path: Path, sealer: Sealer, target: Path, prepare: Callable[[Path], None]) -> None:
    """Writes the database file, whole or not at all; `prepare` works on it before it is there.

    Raises BackupBroken, FileExistsError.
    """
    if target.exists():
        raise FileExistsError(target)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = target.with_name(target.name + ".restoring")
    try:
        with path.open("rb") as file, _owned(unfinished) as out:
            for piece in _pieces(file, sealer, _header(file)):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        prepare(unfinished)
        os.link(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)


def _refuse_scarce(database: Path, folder: Path) -> None:
    needed = int(database.stat().st_size * ROOM)
    for place in (database.parent, folder):
        if shutil.disk_usage(place).free < needed:
            raise NoRoom(
                f"{place} has no room for a copy of the database before it is changed "
                f"({needed >> 20} MB): make room, or set SERATUS_BACKUP_DIR to another disk"
            )


def _copied(database: Path, plain: Path) -> None:
    plain.unlink(missing_ok=True)
    os.close(os.open(plain, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with (
        closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(plain)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # all of it in the one file


def _owned(path: Path) -> IO[bytes]:
    """A new file that only its owner reads."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _write(out: IO[bytes], source: IO[bytes], sealer: Sealer, header: Header) -> None:
    clear = {
        "form": FORM,
        "id": header.id,
        "schema": header.schema,
        "taken_at": header.taken_at.isoformat(),
        "keys": header.keys,
    }
    out.write(json.dumps(clear).encode() + b"\n")
    summed, number = sha256(), 0
    while piece := source.read(PIECE):
        summed.update(piece)
        _put(out, sealer, header, str(number), piece)
        number += 1
    _put(out, sealer, header, "end", summed.digest())


def _put(out: IO[bytes], sealer: Sealer, header: Header, place: str, piece: bytes) -> None:
    sealed = sealer.seal(zlib.compress(piece, 6), "copy", "piece", f"{header.id}:{place}")
    out.write(LENGTH.pack(len(sealed)) + sealed)


def _header(file: IO[bytes]) -> Header:
    try:
        raw = json.loads(file.readline(HEADER_BYTES))
        if raw["form"] != FORM:
            raise ValueError(raw["form"])
        taken = datetime.fromisoformat(raw["taken_at"])
        return Header(str(raw["id"]), str(raw["schema"]), taken, str(raw["keys"]))
    except (ValueError, KeyError, TypeError):
        raise BackupBroken("this is no copy that Seratus made before a migration") from None


def _pieces(file: IO[bytes], sealer: Sealer, header: Header) -> Iterator[bytes]:
    """The database's bytes; raises BackupBroken unless the end is there and fits."""
    summed, number = sha256(), 0
    while length := file.read(LENGTH.size):
        size = LENGTH.unpack(length)[0] if len(length) == LENGTH.size else 0
        sealed = file.read(size) if 0 < size <= MOST_BYTES else b""
        if len(sealed) != size or not size:
            raise BackupBroken(f"part {number} is cut off")
        piece = _open(sealer, sealed, f"{header.id}:{number}")
        if piece is None:
            if _open(sealer, sealed, f"{header.id}:end") != summed.digest() or file.read(1):
                raise BackupBroken(f"part {number} was changed, or was sealed with other keys")
            return
        summed.update(piece)
        number += 1
        yield piece
    raise BackupBroken("it ends before its end: it was cut off")


def _open(sealer: Sealer, sealed: bytes, place: str) -> bytes | None:
    try:
        return zlib.decompress(sealer.open(sealed, "copy", "piece", place))
    except SealBroken:
        return None
