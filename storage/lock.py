"""Locks between processes: who has a folder to itself, who holds a SQLite store's engine."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other process is in here for the folder, and keep others out meanwhile.

    Raises `OSError` when the folder is not there or may not be read.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


class EngineLock:
    """An exclusive lock on a file beside the database; the system frees it when the process dies.

    The file stays: deleting it would let two processes lock two files of one name.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    @classmethod
    def beside(cls, database: Path) -> "EngineLock":
        """Give the lock of a database file: `seratus.db.lock` for `seratus.db`."""
        return cls(database.with_name(database.name + ".lock"))

    def acquire(self) -> bool:
        """Take the lock without waiting; say whether it is held now."""
        if self._handle is not None:
            return True
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Let go of the lock; harmless when it is not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
