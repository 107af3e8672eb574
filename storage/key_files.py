"""Small JSON files that only their owner may read: made whole or not at all, never overwritten."""

import json
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from storage.lock import alone_in

SETTING = "SERATUS_KEYS_FILE"
MAX_FILE_BYTES = 1 << 20  # a key is 120 bytes of JSON: more is some other file
OTHERS = stat.S_IRWXG | stat.S_IRWXO  # no right at all for group and others


class KeysError(Exception):
    """The key files cannot be used: which setting, what is wrong, and what mends it."""

    def __init__(self, what: str, mend: str, setting: str = SETTING) -> None:
        super().__init__(f"{setting}: {what}. {mend}.")
        self.setting = setting
        self.what = what
        self.mend = mend


def read_private(path: Path) -> Any:
    """Read a JSON file of which group and others have no rights; else KeysError."""
    try:
        with path.open("rb") as file:
            _refuse_open_rights(path, os.fstat(file.fileno()))
            text = file.read(MAX_FILE_BYTES)
    except FileNotFoundError:
        raise KeysError(f"{path} is missing", "Put it back from your copy of the keys") from None
    except OSError as error:
        raise _unusable(path, "read", error) from None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):  # from None: the error would carry the file's text
        raise broken(path) from None


def make_private(path: Path, content: dict[str, object]) -> bool:
    """Write a new 0600 file in a folder that is made 0700; False when one is there already."""
    try:
        _make_folder(path.parent)
        temporary = _written_beside(path, content)
        try:
            os.link(temporary, path)  # unlike a rename, a link never takes another's place
        except FileExistsError:
            return False
        finally:
            temporary.unlink()
        _sync_folder(path.parent)
    except OSError as error:
        raise _unusable(path, "made", error) from None
    return True


def replace_private(path: Path, content: dict[str, object]) -> None:
    """Put new content, which holds all of the old, in place of a file in one step."""
    try:
        _written_beside(path, content).replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise _unusable(path, "written", error) from None


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Hold the folder's lock, so that of two changes at once neither loses the other's key."""
    with ExitStack() as held:
        try:
            held.enter_context(alone_in(path.parent))
        except OSError as error:
            raise _unusable(path, "read", error) from None
        yield


def broken(path: Path) -> KeysError:
    """Say that a file is there, but is not what Seratus wrote."""
    return KeysError(
        f"{path} is not a whole key file of Seratus",
        "Put it back from your copy of the keys; do not edit it",
    )


def _refuse_open_rights(path: Path, status: os.stat_result) -> None:
    if status.st_mode & OTHERS:
        rights = stat.S_IMODE(status.st_mode)
        raise KeysError(f"{path} is open to others (rights {rights:04o})", f"Run: chmod 600 {path}")


def _unusable(path: Path, act: str, error: OSError) -> KeysError:
    return KeysError(
        f"{path} cannot be {act} ({error.strerror})",
        "Check that the path is right and belongs to the user who runs Seratus",
    )


def _make_folder(folder: Path) -> None:
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)


def _written_beside(path: Path, content: dict[str, object]) -> Path:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # 0600 by itself
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
