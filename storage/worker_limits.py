"""What a process that reads a stranger's file gives up, before it reads it.

`bot.picture_worker` has its own: nothing of ours is within its reach.
"""

import resource
from collections.abc import Sequence


def limit(limits: Sequence[tuple[int, int]]) -> None:
    """Give up, for good, all that the work does not need: pairs of RLIMIT and the most of it."""
    for kind, wanted in limits:
        hard = resource.getrlimit(kind)[1]
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(kind, (most, most))
