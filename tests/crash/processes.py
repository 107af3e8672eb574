"""The real processes, each started again whenever it was killed."""

from __future__ import annotations

import asyncio
import random
import signal
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot import points
from tests.bot.house import SERATUS
from tests.crash.waiting import eventually

ANY_MOMENT = "any moment"
STARTING = "starting"
POINTS: Mapping[str, Sequence[str]] = {
    "run": (points.STORED, points.STEPPED, points.COMMITTED, points.ACCEPTED, points.RAN),
    "door": (points.STORED,),
    "engine": (points.STEPPED, points.COMMITTED),
    "sender": (points.ACCEPTED, points.RAN),
}
AT_MOST_PASSED = 4  # of a point before the process dies there
EVENTS = (1, 8)  # messages in and out until a kill at any moment
LONG = 60  # events after which a process dies that never came to its point
START_SECONDS = (0.1, 3.0)  # while starting; it takes two to four seconds
FAREWELL = 20.0  # seconds for an orderly end
Events = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Death:
    """How a process shall end: at a point, or after so many events or seconds."""

    where: str
    passed: int = 0
    events: int = LONG
    seconds: float = 600.0


@dataclass
class Fate:
    """Draws deaths until enough processes were killed; the same seed draws the same."""

    rng: random.Random
    wanted: int
    kills: Counter[tuple[str, str]] = field(default_factory=Counter)  # by process and where
    due: dict[str, list[str]] = field(default_factory=dict)  # points still to come, by process

    @property
    def killed(self) -> int:
        """How many processes were killed."""
        return self.kills.total()

    def draw(self, command: str) -> Death | None:
        """The next death of such a process; None once there were enough."""
        if self.killed >= self.wanted:
            return None
        where = self._where(command)
        if where == ANY_MOMENT:
            return Death(where, events=self.rng.randint(*EVENTS))
        if where == STARTING:
            return Death(where, seconds=self.rng.uniform(*START_SECONDS))
        rare = where == points.RAN  # a photo a person at most
        return Death(where, 1 if rare else self.rng.randint(1, AT_MOST_PASSED))

    def _where(self, command: str) -> str:
        """Each of a process's points, any moments and a start, in random order, then anew."""
        if not self.due.get(command):
            named = [*POINTS[command], *(ANY_MOMENT for _ in POINTS[command]), STARTING]
            self.rng.shuffle(named)
            self.due[command] = named
        return self.due[command].pop()


class Process:
    """One of Seratus' processes, alive as long as `keep` runs."""

    def __init__(
        self, command: str, environment: Mapping[str, str], folder: Path, fate: Fate, events: Events
    ) -> None:
        self.command = command
        self.accidents: list[str] = []  # ends that nobody asked for
        self._environment = environment
        self._folder = folder
        self._fate = fate
        self._events = events
        self._process: asyncio.subprocess.Process | None = None
        self._ending = False

    async def keep(self) -> None:
        """Starts it again each time it ends, until `end`."""
        while not self._ending:
            await self._live(self._fate.draw(self.command))

    async def end(self) -> None:
        """As an operator stops it."""
        self._ending = True
        if self._process and self._process.returncode is None:
            self._process.terminate()

    def kill(self) -> None:
        """As a power cut would."""
        self._ending = True
        self._strike()

    async def _live(self, death: Death | None) -> None:
        with (self._folder / f"{self.command}.log").open("ab") as log:
            process = self._process = await asyncio.create_subprocess_exec(
                *SERATUS, self.command,
                cwd=self._folder, env=self._given(death), stdout=log, stderr=log,
            )  # fmt: skip
        struck = asyncio.create_task(self._struck(death))
        code = await process.wait()
        by_hand = struck.done()
        struck.cancel()
        with suppress(asyncio.CancelledError):
            await struck
        self._note(death, code, by_hand)

    def _given(self, death: Death | None) -> Mapping[str, str]:
        if death is None or not death.passed:
            return self._environment
        return {**self._environment, points.VARIABLE: f"{death.where}:{death.passed}"}

    async def _struck(self, death: Death | None) -> None:
        """Kills it when its time has come."""
        if death is None:
            return
        last = self._events() + death.events

        async def due() -> bool:
            return self._events() >= last

        await eventually(due, death.seconds)
        self._strike()

    def _strike(self) -> None:
        if self._process and self._process.returncode is None:
            self._process.kill()

    def _note(self, death: Death | None, code: int, by_hand: bool) -> None:
        if death and code == -signal.SIGKILL:
            where = ANY_MOMENT if by_hand and death.passed else death.where
            self._fate.kills[self.command, where] += 1
        elif not self._ending:
            self.accidents.append(f"{self.command} ended with {code}")
