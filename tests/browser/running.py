"""`seratus run` as people start it, on a free port and on data of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

COMMAND = [sys.executable, "-c", "from bot.cli import main; main()", "run"]
START_SECONDS = 30.0  # a slow machine with both cores busy; it takes about one
PAUSE_SECONDS = 0.05
STOP_SECONDS = 10.0


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of a house that keeps everything below `folder`; stopped at the end."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    log = folder / "seratus.log"
    with log.open("wb") as written:
        house = subprocess.Popen(COMMAND, cwd=folder, env=_settings(folder, port), stderr=written)
    try:
        _await(address, house, log)
        yield address
    finally:
        house.terminate()
        house.wait(STOP_SECONDS)


def _settings(folder: Path, port: int) -> dict[str, str]:
    """The environment: none of the caller's own settings, and the project to import from."""
    inherited = {name: value for name, value in os.environ.items() if "SERATUS" not in name}
    return {
        **inherited,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "SERATUS_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'data' / 'seratus.db'}",
        "SERATUS_DATA_DIR": str(folder / "data"),
        "SERATUS_KEYS_FILE": str(folder / "keys" / "seratus.keys"),
        "SERATUS_PORT": str(port),
    }


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _await(address: str, house: subprocess.Popen[bytes], log: Path) -> None:
    """Returns once /healthz answers. Raises RuntimeError with the log when it never does."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and house.poll() is None:
        try:
            with urlopen(f"{address}/healthz", timeout=1):
                return
        except OSError:  # refused, or not answered yet: it is still starting
            time.sleep(PAUSE_SECONDS)
    raise RuntimeError(f"seratus run did not start:\n{log.read_text(errors='replace')}")
