"""From start to first reply of `seratus chat --json`, beside what its libraries alone cost.

    .venv/bin/python benchmarks/start.py

Prints the best and the median of some runs. Compare the ratio: seconds differ by machine.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

RUNS = 7
LIBRARIES = "import sqlalchemy, pydantic_settings, typer, cryptography, fluent.runtime, babel.dates"


def first_reply(folder: Path) -> float:
    """Seconds until the first line stands on standard output."""
    paths = {
        "SERATUS_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/data/seratus.db",
        "SERATUS_DATA_DIR": f"{folder}/data",
        "SERATUS_KEYS_FILE": f"{folder}/keys/seratus.keys",
    }
    command = [str(Path(sys.executable).with_name("seratus")), "chat", "--json"]
    began = time.perf_counter()
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | paths,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write('{"text": "halo"}\n')
        process.stdin.flush()
        process.stdout.readline()
        took = time.perf_counter() - began
        process.stdin.close()
    return took


def libraries() -> float:
    """Seconds that a bare import of the same libraries takes."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", LIBRARIES], check=True)
    return time.perf_counter() - began


def main() -> None:
    """Measures in turns, so that noise meets both alike."""
    with tempfile.TemporaryDirectory() as folder:
        made = first_reply(Path(folder))
        pairs = [(first_reply(Path(folder)), libraries()) for _ in range(RUNS)]
    replies, imports = zip(*pairs, strict=True)
    print(f"load {os.getloadavg()[0]:.2f}; first start with migration {made:.2f} s")
    print(f"start to first reply: {told(replies)}")
    print(f"the libraries alone:  {told(imports)}")
    print(f"ratio of the medians: {statistics.median(replies) / statistics.median(imports):.2f}")


def told(times: Sequence[float]) -> str:
    """Best and median in words."""
    return f"best {min(times):.2f} s, median {statistics.median(times):.2f} s"


if __name__ == "__main__":
    main()
