"""The engine's lock: one process holds it, and a dead one does not."""

import subprocess
import sys
from pathlib import Path

from storage.lock import EngineLock

HOLD = """
import sys
from pathlib import Path
from storage.lock import EngineLock
print(EngineLock(Path(sys.argv[1])).acquire(), flush=True)
sys.stdin.read()
"""


def test_one_holder(tmp_path: Path) -> None:
    """A second lock on the file is refused until the first is released."""
    first, second = (EngineLock.beside(tmp_path / "new" / "seratus.db") for _ in range(2))
    assert first.acquire()
    assert first.acquire(), "who holds it holds it"
    assert not second.acquire()
    first.release()
    first.release()
    assert second.acquire()
    second.release()
    assert (tmp_path / "new" / "seratus.db.lock").exists()


def test_a_killed_process_lets_go(tmp_path: Path) -> None:
    """The lock of a process is refused to others, and is free once it was killed."""
    path = tmp_path / "seratus.db.lock"
    lock = EngineLock(path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "True\n"
        assert not lock.acquire()
        holder.kill()
        holder.wait()
    assert lock.acquire()
    lock.release()
