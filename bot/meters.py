"""What this process counted and timed, for /metrics; labels are names of ours, nobody's data.

Kept by hand, since importing Prometheus' library takes longer than a chat may take to start. All
of it happens in the event loop's thread. `bot.metrics` makes the text from it.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

Labels = tuple[str, ...]
MOST_SERIES = 500  # of one meter: a label that is not of a closed list would fill the memory
SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
ROWS: Final = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0)


@dataclass(frozen=True, slots=True)
class Counted:
    """A counter's help and the names of its labels."""

    help: str
    labels: Labels


@dataclass(frozen=True, slots=True)
class Spread:
    """A histogram's help, labels and upper bounds."""

    help: str
    labels: Labels
    bounds: tuple[float, ...]


COUNTERS: Final[Mapping[str, Counted]] = {
    "seratus_events": Counted(
        "Events at the door: stored, known already, or refused as the store was away",
        ("channel", "outcome"),
    ),
    "seratus_turns": Counted(
        "Turns by kind of event, flow (form, or state of the talk) and outcome",
        ("kind", "flow", "outcome"),
    ),
    "seratus_happened": Counted("What turns came to, such as a registration sent", ("what",)),
    "seratus_rushed": Counted(
        "Messages passed by since their phone wrote more than a hundred at once", ("channel",)
    ),
    "seratus_sends": Counted(
        "Messages by result: sent, or the code of the error", ("channel", "account", "result")
    ),
    "seratus_too_often": Counted(
        "Times that a platform told us to slow down (429)", ("channel", "account")
    ),
    "seratus_effects": Counted(
        "Effects by name and result: ran, again, failed", ("effect", "result")
    ),
    "seratus_timers_fired": Counted("Timers, reminders and campaign steps that fired", ()),
    "seratus_receipts": Counted("Platforms' statuses of our messages, applied", ()),
    "seratus_loop_failures": Counted("Times that a loop failed and was tried again", ("part",)),
}
SPREADS: Final[Mapping[str, Spread]] = {
    "seratus_commit_rows": Spread(
        "Rows that one commit carried: turns of the engine, outcomes of the sender",
        ("part",),
        ROWS,
    ),
    "seratus_part_seconds": Spread(
        "Seconds that one batch or call took in a part", ("part",), SECONDS
    ),
}


@dataclass(slots=True)
class Tally:
    """One histogram's series: how many fell under each bound, and their sum."""

    counts: list[int]
    total: float = 0.0

    def add(self, bounds: tuple[float, ...], value: float) -> None:
        """One value more."""
        self.counts[bisect_left(bounds, value)] += 1
        self.total += value

    def cumulative(self) -> list[int]:
        """How many were at most each bound, all of them last."""
        return list(accumulate(self.counts))


@dataclass(slots=True)
class Meters:
    """The counters and histograms of one process."""

    counts: dict[str, dict[Labels, float]] = field(default_factory=dict)
    spreads: dict[str, dict[Labels, Tally]] = field(default_factory=dict)

    def count(self, name: str, *labels: str, by: float = 1) -> None:
        """Adds to a counter. Raises KeyError for one that COUNTERS does not know."""
        if len(labels) != len(COUNTERS[name].labels):
            raise KeyError(name)
        series = self.counts.setdefault(name, {})
        key = labels if labels in series or len(series) < MOST_SERIES else _rest(labels)
        series[key] = series.get(key, 0) + by

    def note(self, name: str, value: float, *labels: str) -> None:
        """Adds a value to a histogram. Raises KeyError for one that SPREADS does not know."""
        bounds = SPREADS[name].bounds
        series = self.spreads.setdefault(name, {})
        if labels not in series:
            series[labels] = Tally([0] * (len(bounds) + 1))
        series[labels].add(bounds, value)

    @contextmanager
    def timed(self, part: str) -> Iterator[None]:
        """Times a block, also one that raises."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.note("seratus_part_seconds", time.perf_counter() - began, part)

    def clear(self) -> None:
        """Forgets all, as a new process would."""
        self.counts.clear()
        self.spreads.clear()


def _rest(labels: Labels) -> Labels:
    return ("other",) * len(labels)


meters = Meters()
