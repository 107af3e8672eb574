"""Files that officers attach to what they write: a row and a sealed content, of whoever owns it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection

from conversations.attachments import Attachment
from storage import files
from storage.crypto import Sealer
from storage.files import FileFolder


@dataclass(frozen=True, slots=True)
class Given:
    """A file as an officer gave it, looked through: pictures written anew, PDFs as they are."""

    content: bytes = field(repr=False)
    media_type: str
    name: str = field(repr=False)


def keep(
    conn: Connection,
    sealer: Sealer,
    owner: tuple[str, str],
    folder: FileFolder,
    its: Given,
    now: datetime,
) -> Attachment:
    """Keeps it, sealed; the same content of one owner once. Raises OSError."""
    found, new = noted(conn, sealer, owner, its, now)
    if new:
        folder.write(found.file, its.content)
    return found


def noted(
    conn: Connection, sealer: Sealer, owner: tuple[str, str], its: Given, now: datetime
) -> tuple[Attachment, bool]:
    """Its row, and whether its content is to be written: last, when nothing can be refused."""
    which, new = files.put(conn, sealer, owner, its.content, its.media_type, now)
    digest = sha256(its.content).hexdigest()
    return Attachment(which, its.name, its.media_type, digest), new
