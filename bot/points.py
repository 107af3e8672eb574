"""Named points of the way of a message, at which crash tests end the process as `kill -9` does.

`TEST_KILL_AT=door.stored:3` ends it when the third message was stored; unset, nothing happens. It
is no setting of Seratus: only tests/crash and benchmarks/crash.py set it.
"""

from __future__ import annotations

import os
import signal
from typing import Final

VARIABLE: Final = "TEST_KILL_AT"

STORED: Final = "door.stored"  # the inbox is committed, the platform not answered yet
STEPPED: Final = "engine.stepped"  # a batch is written, not committed
COMMITTED: Final = "engine.committed"
ACCEPTED: Final = "sender.accepted"  # the platform has the message, nobody has noted it
RAN: Final = "sender.ran"  # an effect ran, nobody has noted it

_name, _, _count = os.environ.get(VARIABLE, "").partition(":")
_left = int(_count or 1) if _name else 0


def reached(point: str) -> None:
    """Ends this process when it is told to, at this point, and so often."""
    global _left
    if point != _name:
        return
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
