"""Files: sealed pictures in a folder, addressed by HMAC, one copy an owner."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, delete, select

from storage.crypto import Sealer
from storage.ids import new_id
from storage.store import insert_into
from storage.tables import files

DIGEST = "files.digest"


class FileFolder:
    """The folder of sealed files; names are our ids, so they tell nothing."""

    def __init__(self, folder: Path, sealer: Sealer) -> None:
        self._folder = folder
        self._sealer = sealer

    def write(self, file_id: str, content: bytes) -> None:
        """Stores the sealed content, whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(file_id)
        sealed = self._sealer.seal(content, "files", "content", file_id)
        temporary = path.with_suffix(".new")
        with temporary.open("wb") as handle:
            handle.write(sealed)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(path)

    def read(self, file_id: str) -> bytes:
        """The content. Raises FileNotFoundError, SealBroken."""
        return self._sealer.open(self._path(file_id).read_bytes(), "files", "content", file_id)

    def erase(self, file_ids: Iterable[str]) -> None:
        """Takes the contents away; those already gone do not matter."""
        for each in file_ids:
            self._path(each).unlink(missing_ok=True)

    def _path(self, file_id: str) -> Path:
        return self._folder / f"{file_id}.sealed"


def put(
    conn: Connection,
    sealer: Sealer,
    owner: tuple[str, str],
    content: bytes,
    media_type: str,
    now: datetime,
) -> tuple[str, bool]:
    """The file's id and whether it is new; the same content of one owner is kept once."""
    kind, owner_id = owner
    digest = sealer.index(DIGEST, sha256(content).hexdigest())
    known = select(files.c.id).where(
        files.c.owner_kind == kind, files.c.owner_id == owner_id, files.c.digest == digest
    )
    found = conn.scalar(known)
    if found:
        return str(found), False
    file_id = new_id(now)
    row = {
        "id": file_id,
        "owner_kind": kind,
        "owner_id": owner_id,
        "digest": digest,
        "media_type": media_type,
        "size": len(content),
        "created_at": now,
    }
    conn.execute(insert_into(conn, files), row)
    return file_id, True


def of_drafts(conn: Connection, drafts: Sequence[str]) -> list[str]:
    """The ids of the files that belong to these drafts."""
    owned = (files.c.owner_kind == "draft") & files.c.owner_id.in_(list(drafts))
    return list(conn.scalars(select(files.c.id).where(owned)))


def forget(conn: Connection, file_ids: Sequence[str]) -> None:
    """Takes the rows away."""
    if file_ids:
        conn.execute(delete(files).where(files.c.id.in_(list(file_ids))))
