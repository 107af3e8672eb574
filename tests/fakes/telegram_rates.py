"""How fast a bot may send, as Telegram's FAQ says, by the server's clock."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from math import ceil

from tests.fakes.telegram_rules import Refused

# What was sent in time may arrive closer together: a network's jitter is not the sender's fault.
JITTER = 0.05  # seconds


@dataclass(frozen=True, slots=True)
class Rates:
    """At most so many messages."""

    overall: int = 30  # in a second
    person: float = 1.0  # a second to one private chat, lastingly
    burst: int = 3  # at once to one private chat
    group: int = 20  # in a minute to one group


USUAL = Rates()


class Meter:
    """What was sent lately."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._all: deque[float] = deque()
        self._groups: dict[int, deque[float]] = defaultdict(deque)
        self._left: dict[int, tuple[float, float]] = {}  # chat: (messages left, as of)

    def take(self, chat: int, private: bool, now: float) -> None:
        """Count one message, or raise Refused with status 429, which counts nothing."""
        waits = [_wait(self._all, self._rates.overall, 1.0, now)]
        if private:
            waits.append(self._person(chat, now))
        else:
            waits.append(_wait(self._groups[chat], self._rates.group, 60.0, now))
        if (wait := max(waits)) > JITTER:
            seconds = max(1, ceil(wait))
            raise Refused(429, f"Too Many Requests: retry after {seconds}", seconds)
        self._count(chat, private, now)

    def _person(self, chat: int, now: float) -> float:
        return max(0.0, (1 - self._filled(chat, now)) / self._rates.person)

    def _filled(self, chat: int, now: float) -> float:
        left, since = self._left.get(chat, (float(self._rates.burst), now))
        return min(self._rates.burst, left + (now - since) * self._rates.person)

    def _count(self, chat: int, private: bool, now: float) -> None:
        self._all.append(now)
        if private:
            self._left[chat] = (self._filled(chat, now) - 1, now)
        else:
            self._groups[chat].append(now)


def _wait(times: deque[float], most: int, window: float, now: float) -> float:
    """Seconds until one more is allowed in a sliding window; forgets what lies before it."""
    while times and times[0] <= now - window:
        times.popleft()
    return times[-most] + window - now if len(times) >= most else 0.0
