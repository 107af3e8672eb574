"""The journal: what a restore must not undo, in a file outside the database, only added to.

Triggers note such an act in its own transaction (`storage.journal_triggers`), so no crash loses
it; `flush` brings the notes to the file, syncs it, and only then takes them from the table. What
was written and not yet taken away is written twice: entries say what holds, so that is harmless.

The file: a line of JSON in clear (form, id), then a line each, sealed for its number: a line that
was changed, moved, or taken out of the middle opens no more. A last line without its end was cut
off by a crash while its note was still in the table: it is written again.
"""

from __future__ import annotations

import base64
import binascii
import fcntl
import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, inspect, select

from storage.backup import remember
from storage.crypto import SealBroken, Sealer
from storage.tables import journal_rows, store_facts

FORM = "seratus-journal-1"
HEADER_BYTES = 4096
TAIL_BYTES = 4096  # an entry's line has some 300
LINE = re.compile(rb"([0-9]{1,12}) ")
AT_ONCE = 500  # notes brought over by one transaction
WRITTEN = "journal"  # the store fact with the number of the last line that it knows of


class JournalBroken(Exception):
    """The file is no journal of these keys, or somebody changed it; the text says where."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what, about which id, what holds since, and when it came into the file."""

    kind: str
    subject: str
    value: str | None
    at: datetime
    number: int = 0


@dataclass(frozen=True, slots=True)
class Journal:
    """The file at a place; every use holds its lock."""

    path: Path
    sealer: Sealer

    def add(self, entries: Sequence[Entry]) -> int:
        """Writes the entries and syncs them; gives the last line's number. Raises OSError."""
        with self._held() as file:
            mine, number, end = self._last(file)
            lines = b"".join(
                self._line(mine, number + place, each) for place, each in enumerate(entries, 1)
            )
            os.ftruncate(file, end)
            os.pwrite(file, lines, end)
            os.fsync(file)
            return number + len(entries)

    def entries(self) -> Iterator[Entry]:
        """All of them, oldest first. Raises JournalBroken at the first that does not open."""
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            mine = _header(file.readline(HEADER_BYTES))
            for number, line in enumerate(file, 1):
                if line.endswith(b"\n"):
                    yield self._opened(mine, number, line)

    def _line(self, mine: str, number: int, entry: Entry) -> bytes:
        said = [entry.kind, entry.subject, entry.value, entry.at.isoformat()]
        sealed = self.sealer.seal_json(said, "journal", "entry", f"{mine}:{number}")
        return f"{number} {base64.b64encode(sealed).decode()}\n".encode()

    def _opened(self, mine: str, number: int, line: bytes) -> Entry:
        try:
            sealed = base64.b64decode(line.rstrip(b"\n").partition(b" ")[2], validate=True)
            said = self.sealer.open_json(sealed, "journal", "entry", f"{mine}:{number}")
        except (SealBroken, binascii.Error):
            raise JournalBroken(
                f"line {number + 1} of {self.path.name} was changed, moved or taken out, "
                "or its keys are not here"
            ) from None
        kind, subject, value, at = said
        return Entry(kind, subject, value, datetime.fromisoformat(at), number)

    @contextmanager
    def _held(self) -> Iterator[int]:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
        finally:
            os.close(file)

    def _last(self, file: int) -> tuple[str, int, int]:
        """The file's id, its last line's number, and where that line ends; begins a new file."""
        if os.fstat(file).st_size == 0:
            mine = self.sealer.proof("journal", os.urandom(16)).hex()[:32]
            clear = json.dumps({"form": FORM, "id": mine}).encode() + b"\n"
            os.pwrite(file, clear, 0)
            _sync_folder(self.path.parent)
            return mine, 0, len(clear)
        mine = _header(os.pread(file, HEADER_BYTES, 0).partition(b"\n")[0])
        size = os.fstat(file).st_size
        tail = os.pread(file, TAIL_BYTES, max(0, size - TAIL_BYTES))
        whole, _, torn = tail.rpartition(b"\n")
        number = LINE.match(whole.rpartition(b"\n")[2])
        return mine, int(number[1]) if number else 0, size - len(torn)


def _header(line: bytes) -> str:
    try:
        raw = json.loads(line)
        if raw["form"] != FORM:
            raise ValueError(raw["form"])
        return str(raw["id"])
    except (ValueError, KeyError, TypeError):
        raise JournalBroken("this is no journal that Seratus wrote") from None


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


# --- from the table to the file ------------------------------------------------------------


def waiting(conn: Connection, now: datetime) -> tuple[list[int], list[Entry]]:
    """The oldest notes that the file does not hold yet, with their numbers in the table."""
    query = select(journal_rows).order_by(journal_rows.c.seq).limit(AT_ONCE)
    rows = conn.execute(query).all()
    return [row.seq for row in rows], [Entry(row.kind, row.subject, row.value, now) for row in rows]


def done(conn: Connection, seqs: Sequence[int], last: int) -> None:
    """The file holds them, up to this line of it."""
    conn.execute(delete(journal_rows).where(journal_rows.c.seq.in_(list(seqs))))
    remember(conn, WRITTEN, str(last))


def begin(conn: Connection) -> None:
    """Takes away what the triggers noted while rows were copied in: nothing happened."""
    if inspect(conn).has_table(journal_rows.name):  # not yet where a backup is older
        conn.execute(delete(journal_rows))


def known(conn: Connection) -> int:
    """How many lines the store knows of: a shorter file lost some."""
    found = conn.scalar(select(store_facts.c.value).where(store_facts.c.name == WRITTEN))
    return int(found or 0)
