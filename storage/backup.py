"""Backups: one encrypted file with every row and every kept file, without the keys.

Taken from one unchanging picture of the database while it is worked on; read back before it
counts as made; restored into an empty database, on SQLite as on PostgreSQL.

The file: a line of JSON in clear (form, id, schema, time, tags of the keys), then parts, each its
length in four bytes and a sealed, compressed JSON object. The last part counts all others.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, insert, select

from storage import rows, schema
from storage.crypto import SealBroken, Sealer
from storage.file_stores import FileStore, at
from storage.ids import new_id
from storage.key_ring import Keys
from storage.tables import files, store_facts

FORM = "seratus-backup-1"
SUFFIX = ".seratus"
LENGTH = struct.Struct(">I")
MOST_BYTES = 64 << 20  # of one part: rows come some hundreds at a time, files up to 10 MB
HEADER_BYTES = 4096


class BackupBroken(Exception):
    """The file is no whole backup of this program, or of other keys; the text says which."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in clear before the parts."""

    id: str
    schema: str
    taken_at: datetime
    keys: str  # `Keys.fingerprint()`


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds."""

    header: Header
    tables: Mapping[str, int]  # rows of each table
    files: int
    absent: int  # files that the database names and the folder lacked


def take(
    conn: Connection,
    sealer: Sealer,
    keys: Keys,
    kept: Path | FileStore,
    target: Path,
    now: datetime,
) -> Contents:
    """Writes a new backup and reads it back; `target` is not there yet, or FileExistsError.

    `kept` holds the sealed files. A file that is cut off leaves nothing under the name.
    """
    header = Header(new_id(now), schema.version(conn) or "", now, keys.fingerprint())
    unfinished = target.with_name(target.name + ".unfinished")
    if target.exists():
        raise FileExistsError(target)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        _write(out, conn, sealer, header, at(kept))
        out.flush()
        os.fsync(out.fileno())
    found = check(unfinished, sealer)
    os.link(unfinished, target)  # unlike a rename, a link never takes another's place
    unfinished.unlink()
    return found


def check(path: Path, sealer: Sealer) -> Contents:
    """Reads a backup to its end. Raises BackupBroken."""
    counted: Counter[str] = Counter()
    with path.open("rb") as file:
        header = _header(file)
        for part in _parts(file, sealer, header):
            match part["kind"]:
                case "rows":
                    counted[f"rows {part['table']}"] += len(part["values"])
                case "file":
                    counted["files"] += 1
                case _:
                    return _finished(header, counted, part, path)
    raise BackupBroken(f"{path.name} ends before its end: it was cut off")


def header_of(path: Path) -> Header:
    """What a backup says of itself in clear. Raises BackupBroken."""
    with path.open("rb") as file:
        return _header(file)


def restore(conn: Connection, sealer: Sealer, path: Path, kept: Path | FileStore) -> Contents:
    """Fills an empty database of the backup's schema, and the place of sealed files.

    Raises `rows.NotEmpty`, BackupBroken; then the transaction is to be rolled back.
    """
    rows.refuse_filled(conn, store_facts)
    conn.execute(store_facts.delete())
    counted: Counter[str] = Counter()
    with path.open("rb") as file:
        header = _header(file)
        for part in _parts(file, sealer, header):
            if part["kind"] == "end":
                rows.count_up(conn)
                return _finished(header, counted, part, path)
            counted[_put(conn, at(kept), part)] += len(part.get("values", (1,)))
    raise BackupBroken(f"{path.name} ends before its end: it was cut off")


def remember(conn: Connection, name: str, value: str) -> None:
    """Keeps a fact of the store beside those of the backup."""
    conn.execute(store_facts.delete().where(store_facts.c.name == name))
    conn.execute(insert(store_facts).values(name=name, value=value))


# --- writing -------------------------------------------------------------------------------


def _write(
    out: IO[bytes], conn: Connection, sealer: Sealer, header: Header, kept: FileStore
) -> None:
    clear = {
        "form": FORM,
        "id": header.id,
        "schema": header.schema,
        "taken_at": header.taken_at.isoformat(),
        "keys": header.keys,
    }
    out.write(json.dumps(clear).encode() + b"\n")
    number, counted = 0, Counter[str]()
    for part in _all(conn, kept):
        counted.update(_count(part))
        _put_part(out, sealer, header, number, part)
        number += 1
    _put_part(out, sealer, header, number, {"kind": "end", "counted": dict(counted)})


def _all(conn: Connection, kept: FileStore) -> Iterator[dict[str, Any]]:
    for table in rows.tables():
        for some in rows.read(conn, table):
            yield {"kind": "rows", **rows.as_json(some)}
    for file_id in conn.scalars(select(files.c.id).order_by(files.c.id)):
        try:
            content = kept.get(file_id)
        except FileNotFoundError:  # deleted since the picture was taken
            yield {"kind": "absent", "id": file_id}
        else:
            yield {"kind": "file", "id": file_id, "content": content.hex()}


def _count(part: Mapping[str, Any]) -> dict[str, int]:
    match part["kind"]:
        case "rows":
            return {f"rows {part['table']}": len(part["values"])}
        case "file":
            return {"files": 1}
        case _:
            return {"absent": 1}


def _put_part(
    out: IO[bytes], sealer: Sealer, header: Header, number: int, part: Mapping[str, Any]
) -> None:
    packed = zlib.compress(json.dumps(part, separators=(",", ":")).encode("utf-8"), 6)
    sealed = sealer.seal(packed, "backup", "part", f"{header.id}:{number}")
    out.write(LENGTH.pack(len(sealed)) + sealed)


# --- reading -------------------------------------------------------------------------------


def _header(file: IO[bytes]) -> Header:
    line = file.readline(HEADER_BYTES)
    try:
        raw = json.loads(line)
        if raw["form"] != FORM:
            raise ValueError(raw["form"])
        taken = datetime.fromisoformat(raw["taken_at"])
        return Header(str(raw["id"]), str(raw["schema"]), taken, str(raw["keys"]))
    except (ValueError, KeyError, TypeError):
        raise BackupBroken("this is no backup that `seratus backup` made") from None


def _parts(file: IO[bytes], sealer: Sealer, header: Header) -> Iterator[dict[str, Any]]:
    number = 0
    while length := file.read(LENGTH.size):
        size = LENGTH.unpack(length)[0] if len(length) == LENGTH.size else 0
        sealed = file.read(size) if 0 < size <= MOST_BYTES else b""
        if len(sealed) != size or not size:
            raise BackupBroken(f"part {number} is cut off")
        try:
            packed = sealer.open(sealed, "backup", "part", f"{header.id}:{number}")
        except SealBroken:
            raise BackupBroken(
                f"part {number} was changed, or was sealed with other keys than these"
            ) from None
        part = json.loads(zlib.decompress(packed))
        if part["kind"] != "absent":
            yield part
        number += 1


def _finished(
    header: Header, counted: Counter[str], end: Mapping[str, Any], path: Path
) -> Contents:
    wanted: Mapping[str, int] = end["counted"]
    absent = wanted.get("absent", 0)
    if dict(counted) != {name: many for name, many in wanted.items() if name != "absent"}:
        raise BackupBroken(f"{path.name} does not hold what its end counts")
    held = {name.removeprefix("rows "): many for name, many in counted.items() if name != "files"}
    return Contents(header, held, counted["files"], absent)


def _put(conn: Connection, kept: FileStore, part: Mapping[str, Any]) -> str:
    if part["kind"] == "rows":
        rows.write(conn, rows.from_json(part))
        return f"rows {part['table']}"
    name = str(part["id"])
    if not name.isalnum():
        raise BackupBroken("a file of the backup has a strange name")
    kept.put(name, bytes.fromhex(part["content"]))
    return "files"
