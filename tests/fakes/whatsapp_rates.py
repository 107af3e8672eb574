"""Meta's two sending limits: one message in six seconds to a person, eighty a second overall."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.fakes.whatsapp_refusals import Refused

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """How fast one may send; read marks don't count."""

    pair: timedelta = timedelta(seconds=6)  # between two messages to one person
    burst: int = 45  # so many at once, borrowed from later
    per_second: int = 80  # of a number at the usual level


USUAL = Limits()


class Rates:
    """Counts what was accepted; `limits` None counts nothing."""

    def __init__(self, limits: Limits | None, now: Callable[[], datetime]) -> None:
        self.limits = limits
        self._now = now
        self._free: dict[str, datetime] = {}  # when all that a person was sent is paid back
        self._lately: deque[datetime] = deque()

    def count(self, person: str) -> None:
        """One more message; raises Refused when it is one too many."""
        if self.limits is None:
            return
        now = self._now()
        while self._lately and self._lately[0] <= now - SECOND:
            self._lately.popleft()
        if len(self._lately) >= self.limits.per_second:
            raise Refused(130429, "Cloud API message throughput has been reached.")
        free = max(now, self._free.get(person, now))
        if free - now > self.limits.pair * (self.limits.burst - 1):
            raise Refused(131056, "Too many messages sent to the same phone number.")
        self._free[person] = free + self.limits.pair
        self._lately.append(now)
