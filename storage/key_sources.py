"""Keys that come from the environment or a command, in the form that `seratus keys export` writes.

They stand in place of the key files, are read once at the start, and are nowhere written down.
"""

from __future__ import annotations

import json
import shlex
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage.key_files import MAX_FILE_BYTES, KeysError

ENVIRONMENT = "SERATUS_KEYS"
COMMAND = "SERATUS_KEYS_COMMAND"
SECONDS = 20.0  # a safe's or a cloud's answer takes one or two
MEND = "It must give what `seratus keys export` wrote"


@dataclass(frozen=True, slots=True)
class Given:
    """A copy of all keys as JSON, and the setting it came by."""

    copy: Any = field(repr=False)
    setting: str


_given: dict[Path, Given] = {}  # by the key file that they stand for


def take(path: Path, text: str, setting: str) -> None:
    """From now on these keys stand for the key file `path`. Raises KeysError naming the setting."""
    try:
        if len(text) > MAX_FILE_BYTES:
            raise ValueError("too long")
        copy = json.loads(text)
        if not isinstance(copy, dict):
            raise ValueError("not a copy")
    except (ValueError, RecursionError):  # from None: the error would carry the text
        raise unreadable(setting) from None
    _given[path] = Given(copy, setting)


def from_command(command: str) -> str:
    """What the command writes, run once and without a shell. Raises KeysError, never quoting it."""
    try:
        words = shlex.split(command)
        done = subprocess.run(  # noqa: S603 - named by the operator in a setting, like a program
            words, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, ValueError, IndexError) as error:
        why = getattr(error, "strerror", None) or "it cannot be read"
        raise KeysError(f"the command cannot be run ({why})", MEND, COMMAND) from None
    except subprocess.TimeoutExpired:
        raise KeysError(f"the command took over {SECONDS:.0f} seconds", MEND, COMMAND) from None
    if done.returncode:
        raise KeysError(f"the command ended with {done.returncode}", MEND, COMMAND)
    return done.stdout[: MAX_FILE_BYTES + 1].decode("utf-8", "replace")


def given(path: Path) -> Given | None:
    """The keys that stand for this key file, if any do."""
    return _given.get(path)


def forget(path: Path) -> None:
    """The files count again."""
    _given.pop(path, None)


def refuse_change(path: Path) -> None:
    """Nothing can be written where keys were given. Raises KeysError."""
    if found := _given.get(path):
        raise KeysError(
            "keys that are given cannot be changed here",
            f"Write them to files by `seratus keys restore` without {found.setting}, change them "
            "there, and give what `seratus keys export` then writes",
            found.setting,
        )


def unreadable(setting: str) -> KeysError:
    """Say that a setting gave something else than keys."""
    return KeysError("gave no copy of the keys of Seratus", MEND, setting)
