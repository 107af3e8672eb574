"""Knocks of strangers at the webhooks, counted by address: who goes on is told 429.

Only refused requests count, so that no platform is slowed however much it brings. Addresses of
private networks are never counted: behind a proxy that does not say for whom it asks, all come
from one, and a stranger would shut the platforms out.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

FREE = 60  # refused requests of one address in a window; a wrong secret after a mistake is fewer
WINDOW = 60.0  # seconds
MOST = 4096  # addresses remembered, the latest; some hundred bytes each
IPV6_NETWORK = 64  # bits: one household has all addresses below


@dataclass(slots=True)
class _Window:
    since: float
    refused: int = 0


class Knocks:
    """Refused requests of the last minute, of one process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._windows: OrderedDict[str, _Window] = OrderedDict()

    def wait(self, host: str | None) -> int:
        """Whole seconds that this address is to wait, 0 where it may knock."""
        window = self._windows.get(_counted(host) or "")
        if window is None or window.refused < FREE:
            return 0
        return max(0, math.ceil(window.since + WINDOW - self._clock()))

    def refused(self, host: str | None) -> None:
        """Counts a request that was refused."""
        where, now = _counted(host), self._clock()
        if where is None:
            return
        window = self._windows.get(where)
        if window is None or window.since + WINDOW <= now:
            window = self._windows[where] = _Window(now)
        window.refused += 1
        self._windows.move_to_end(where)
        while len(self._windows) > MOST:
            self._windows.popitem(last=False)

    @property
    def remembered(self) -> int:
        """How many addresses it remembers."""
        return len(self._windows)


def _counted(host: str | None) -> str | None:
    """The name under which an address is counted; None where it is not."""
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return None  # a Unix socket: a proxy of this machine
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return _counted(str(address.ipv4_mapped))
        if address.is_private:
            return None
        return str(ipaddress.ip_network((address.packed, IPV6_NETWORK), strict=False))
    return None if address.is_private else str(address)
