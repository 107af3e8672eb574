"""The command line run in this process, for the tests of what operators type."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import cli


@dataclass
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Seratus = Callable[..., Ended]


@pytest.fixture
def seratus(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    sqlite_url: str,
    capfd: pytest.CaptureFixture[str],
) -> Iterator[Seratus]:
    """Runs a command in this process, on a migrated SQLite store of its own."""
    monkeypatch.chdir(tmp_path)
    given = {
        "DATABASE_URL": sqlite_url,
        "DATA_DIR": str(tmp_path / "data"),
        "KEYS_FILE": str(tmp_path / "keys" / "seratus.keys"),
    }

    for name, value in given.items():
        monkeypatch.setenv(f"SERATUS_{name}", value)

    def run(*arguments: str, **settings: str) -> Ended:
        for name, value in {**given, **settings}.items():
            monkeypatch.setenv(f"SERATUS_{name}", value)
        monkeypatch.setattr("sys.argv", ["seratus", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        shown = capfd.readouterr()
        assert "Traceback" not in shown.err
        return Ended(int(ended.value.code or 0), shown.out, shown.err)

    mask = os.umask(0o022)
    empty = os.open(os.devnull, os.O_RDONLY)
    kept = os.dup(0)
    os.dup2(empty, 0)
    yield run
    os.dup2(kept, 0)
    os.close(kept)
    os.close(empty)
    os.umask(mask)
