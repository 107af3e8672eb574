"""Pacing: when the next message may go to whom, by the platform's limits. Reads no clock itself."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

Clock = Callable[[], float]  # seconds, monotonic
Pause = Callable[[float], Awaitable[None]]

# A window is a little longer than a second: what we hand over travels with a few ms of jitter.
WINDOW = 1.005
# Messages nobody waits for go evenly, so that a reply finds a free slot within this time.
BULK_SHARE = 1 / 25  # of a second
LEAST_BULK = 2  # one to make up for a late wake-up
FLOOD_PEOPLE = 3  # so many different people refused …
FLOOD_SECONDS = 10.0  # … within this time: the platform means all of us
NAP = 0.005  # seconds, when the next slot depends on a request that is being handed over
ROUNDING = 1e-7  # seconds that sums of floats may be off
SWEEP = 1024  # people remembered before idle ones are looked for


@dataclass(frozen=True, slots=True)
class Pace:
    """One message every so many seconds, and so many at once that are borrowed from later."""

    every: float
    burst: int = 1


@dataclass(frozen=True, slots=True)
class Rates:
    """The limits of one account (DESIGN.md section 6)."""

    overall: int  # a second, in any second
    person: Pace
    group: Pace  # Telegram's groups have negative ids

    def of(self, address: str) -> Pace:
        """The pace of one address."""
        return self.group if address.startswith("-") else self.person


def telegram_rates(overall: int = 30) -> Rates:
    """Telegram's: 30 a second (1.000 where paid), one a second to a chat, 20 a minute to a group.

    Source: the Bots FAQ, "My bot is hitting limits".
    """
    return Rates(overall, Pace(1.0, 3), Pace(3.0))


def whatsapp_rates(overall: int = 80) -> Rates:
    """WhatsApp's: 80 to 1.000 a second, one in 6 s to a person with 45 at once borrowed from later.

    Source: the Cloud API's overview, "Throughput" and "Pair rate limits".
    """
    return Rates(overall, Pace(6.0, 45), Pace(6.0, 45))


class Slot:
    """Leave to hand over one message; counts from then on, and until then as being under way."""

    __slots__ = ("_limiter", "_open")

    def __init__(self, limiter: Limiter) -> None:
        self._limiter = limiter
        self._open = True

    def handed(self) -> None:
        """The message is on its way; only the first call counts."""
        if self._open:
            self._open = False
            self._limiter._handed()

    def back(self) -> None:
        """The message was not handed over; without effect if it was."""
        if self._open:
            self._open = False
            self._limiter._returned()


class Limiter:
    """The pace of one account; of one event loop.

    In any one-second window at most `overall` messages are handed over: a slot is given only
    while those under way and those of the last second are fewer.
    """

    def __init__(
        self, rates: Rates, clock: Clock = time.monotonic, pause: Pause = asyncio.sleep
    ) -> None:
        self._rates = rates
        self._clock = clock
        self._pause = pause
        self._lately: deque[float] = deque()  # when messages of the last second were handed over
        self._under_way = 0
        self._bulk = clock() - self._slack  # by when all bulk messages so far were due, evenly
        self._due: dict[str, float] = {}  # by when all of a person's messages so far are due
        self._until: dict[str, float] = {}  # who is held until when
        self._all_until = clock()
        self._refused: deque[tuple[float, str]] = deque()
        self._sweep_at = SWEEP

    def free(self, bulk: bool = False) -> int:
        """How many messages may be handed over now; `bulk`: of those that nobody waits for."""
        now = self._clock()
        if now < self._all_until:
            return 0
        self._forget_times(now)
        left = self._rates.overall - self._under_way - len(self._lately)
        return max(0, min(left, self._bulk_left(now)) if bulk else left)

    def wait(self, bulk: bool = False) -> float:
        """Seconds until the account has a free slot, 0 when it has; at least a guess."""
        if self.free(bulk):
            return 0.0
        now = self._clock()
        waits = [self._all_until - now, NAP]
        if self._under_way + len(self._lately) >= self._rates.overall and self._lately:
            waits.append(self._lately[0] + WINDOW - now)
        if bulk and not self._bulk_left(now):
            waits.append(self._bulk + self._every - now)
        return max(waits)

    def delay(self, address: str, ahead: int = 0) -> float:
        """Seconds until this person may be sent their next message, behind `ahead` others."""
        now = self._clock()
        pace = self._rates.of(address)
        due = max(self._due.get(address, now), now) + ahead * pace.every
        free_at = due - (pace.burst - 1) * pace.every
        wait = max(free_at, self._until.get(address, now)) - now
        return wait if wait > ROUNDING else 0.0

    def reserve(self, address: str, bulk: bool = False) -> Slot | None:
        """A slot for one message to this person, None when it must wait."""
        if not self.free() or self.delay(address) > 0:
            return None
        now = self._clock()
        if bulk:
            self._bulk = max(self._bulk, now - self._slack) + self._every
        self._due[address] = max(self._due.get(address, now), now) + self._rates.of(address).every
        self._under_way += 1
        self._forget_people(now)
        return Slot(self)

    async def slot(self, address: str, bulk: bool = False) -> Slot:
        """Waits for a slot."""
        while (slot := self.reserve(address, bulk)) is None:
            await self._pause(max(self.wait(), self.delay(address)))
        return slot

    def hold(self, address: str, seconds: float) -> None:
        """The platform refused this person's message as too often: they wait.

        Everybody waits when it refuses several people at once.
        """
        now = self._clock()
        self._until[address] = max(self._until.get(address, now), now + seconds)
        self._refused.append((now, address))
        while self._refused and self._refused[0][0] <= now - FLOOD_SECONDS:
            self._refused.popleft()
        if len({who for _, who in self._refused}) >= FLOOD_PEOPLE:
            self._refused.clear()
            self.rest(seconds)

    def rest(self, seconds: float) -> None:
        """Nobody is sent anything for so long."""
        self._all_until = max(self._all_until, self._clock() + seconds)

    @property
    def resting(self) -> float:
        """Seconds until anybody may be sent anything."""
        return max(0.0, self._all_until - self._clock())

    @property
    def remembered(self) -> int:
        """How many people it remembers."""
        return len(self._due) + len(self._until)

    # --- what slots tell, and what is forgotten ----------------------------------------------

    def _handed(self) -> None:
        self._under_way -= 1
        self._lately.append(self._clock())

    def _returned(self) -> None:
        self._under_way -= 1

    @property
    def _every(self) -> float:
        return 1 / self._rates.overall

    @property
    def _slack(self) -> float:
        """How far bulk messages may lag behind an even pace and still catch up."""
        return max(LEAST_BULK, self._rates.overall * BULK_SHARE) * self._every

    def _bulk_left(self, now: float) -> int:
        due = max(self._bulk, now - self._slack)
        return int((now - due + ROUNDING) * self._rates.overall)

    def _forget_times(self, now: float) -> None:
        while self._lately and self._lately[0] <= now - WINDOW:
            self._lately.popleft()

    def _forget_people(self, now: float) -> None:
        """Who could be written to at once needs no memory; looked for now and then."""
        if self.remembered < self._sweep_at:
            return
        self._due = {who: due for who, due in self._due.items() if due > now}
        self._until = {who: until for who, until in self._until.items() if until > now}
        self._sweep_at = max(SWEEP, 2 * self.remembered)
