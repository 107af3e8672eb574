"""Files: sealed pictures, addressed by HMAC, one copy an owner (`storage.file_stores`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, delete, func, select

from storage.crypto import Sealer
from storage.file_stores import FileStore, at
from storage.ids import new_id
from storage.store import insert_into
from storage.tables import files

DIGEST = "files.digest"


class FileFolder:
    """The sealed files, in a folder or another store; names are our ids, so they tell nothing."""

    def __init__(self, place: Path | FileStore, sealer: Sealer) -> None:
        self._place = at(place)
        self._sealer = sealer

    def write(self, file_id: str, content: bytes) -> None:
        """Stores the sealed content, whole or not at all. Raises OSError."""
        self._place.put(file_id, self._sealer.seal(content, "files", "content", file_id))

    def read(self, file_id: str) -> bytes:
        """The content. Raises FileNotFoundError, OSError, SealBroken."""
        return self._sealer.open(self._place.get(file_id), "files", "content", file_id)

    def erase(self, file_ids: Iterable[str]) -> None:
        """Takes the contents away; those already gone do not matter. Raises OSError."""
        for each in file_ids:
            self._place.delete(each)


def put(
    conn: Connection,
    sealer: Sealer,
    owner: tuple[str, str],
    content: bytes,
    media_type: str,
    now: datetime,
    sender: str | None = None,
) -> tuple[str, bool]:
    """The file's id and whether it is new; the same content of one owner is kept once.

    `sender` is the id of the endpoint it came from.
    """
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
        "endpoint_id": sender,
    }
    conn.execute(insert_into(conn, files), row)
    return file_id, True


def bytes_of(conn: Connection, endpoint_id: str) -> int:
    """How many bytes are kept of what one endpoint sent; what was deleted counts no more."""
    mine = files.c.endpoint_id == endpoint_id
    return int(conn.scalar(select(func.sum(files.c.size)).where(mine)) or 0)


def of_drafts(conn: Connection, drafts: Sequence[str]) -> list[str]:
    """The ids of the files that belong to these drafts."""
    owned = (files.c.owner_kind == "draft") & files.c.owner_id.in_(list(drafts))
    return list(conn.scalars(select(files.c.id).where(owned)))


def forget(conn: Connection, file_ids: Sequence[str]) -> None:
    """Takes the rows away."""
    if file_ids:
        conn.execute(delete(files).where(files.c.id.in_(list(file_ids))))
