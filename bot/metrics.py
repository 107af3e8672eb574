"""Metrics for Prometheus: what the store says when asked, and what this process counted.

No personal data in names or labels. docs/running.md tells what each is for and when to act.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector
from sqlalchemy import Connection, func, select

from bot.meters import COUNTERS, SPREADS, Meters, meters
from bot.state import State
from bot.timers import HOUSE
from storage import measures, outbox
from storage.measures import Waiting
from storage.tables import inbox as inbox_table

Series: TypeAlias = dict[tuple[str, ...], float]  # values by labels

# What is read from the store or the disk; every process with a web side tells the same of it.
GAUGES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "seratus_inbox_waiting": ("Events not yet worked off", ()),
    "seratus_inbox_oldest_seconds": ("Age of the oldest waiting event", ()),
    "seratus_inbox_age_seconds": ("The same by account", ("channel", "account")),
    "seratus_inbox_failed": ("Events that failed and are kept", ()),
    "seratus_outbox_oldest_seconds": ("Age of the oldest message that is due", ()),
    "seratus_outbox_age_seconds": (
        "The same by account; nobody waits for reminders and campaigns",
        ("channel", "account", "waited_for"),
    ),
    "seratus_outbox_failed": ("Messages that failed", ("channel", "error")),
    "seratus_outbox_waiting": ("Messages not yet sent", ("channel", "kind")),
    "seratus_timers_late": ("Timers that are due and did not fire", ()),
    "seratus_timers_late_seconds": ("Since when the first of them is due", ()),
    "seratus_people": ("People by how far they are, a minute old at most", ("kind", "name")),
    "seratus_trouble": ("1 for what is troubled: an account, the sender, the journal", ("what",)),
    "seratus_schema_behind": ("1 while the database waits for `seratus migrate`", ()),
    "seratus_sender_paused": ("1 while nothing is sent, after a restore", ()),
    "seratus_disk_free_ratio": ("Free part of the disk with the data folder", ()),
    "seratus_backup_age_seconds": ("Age of the newest backup, where they are taken daily", ()),
}


@dataclass(frozen=True, slots=True)
class Read:
    """What one reading of the store gave."""

    inbox: list[Waiting]
    outbox: list[Waiting]
    failed_events: int
    unsent: Mapping[tuple[str, str], int]
    depth: Mapping[tuple[str, str], int]
    late: tuple[int, datetime | None]


def read(conn: Connection, now: datetime) -> Read:
    """What waits and what failed; all by partial indexes."""
    return Read(
        measures.inbox_waiting(conn),
        measures.outbox_waiting(conn, now),
        failures(conn),
        outbox.failed_by_code(conn),
        {(channel, kind): number for (channel, kind), number in outbox.depth(conn).items()},
        measures.late_timers(conn, now, HOUSE),
    )


def failures(conn: Connection) -> int:
    """How many events failed and are kept for an operator."""
    query = select(func.count()).where(inbox_table.c.state == outbox.FAILED)
    return int(conn.scalar(query) or 0)


def text(found: Read, people: Mapping[tuple[str, str], int], state: State, now: datetime) -> bytes:
    """The text of /metrics."""
    registry = CollectorRegistry()
    registry.register(_Collector(found, people, state, now, meters))
    return generate_latest(registry)


class _Collector(Collector):
    """Hands to Prometheus' library what was read and counted."""

    def __init__(
        self,
        found: Read,
        people: Mapping[tuple[str, str], int],
        state: State,
        now: datetime,
        counted: Meters,
    ) -> None:
        self._found, self._people, self._state = found, people, state
        self._now, self._counted = now, counted

    def collect(self) -> Iterator[Metric]:
        """Every metric once."""
        yield from self._gauges()
        yield from _counters(self._counted)
        yield from _spreads(self._counted)

    def _gauges(self) -> Iterator[Metric]:
        for name, values in {**self._waiting(), **self._well()}.items():
            help_, labels = GAUGES[name]
            made = GaugeMetricFamily(name, help_, labels=labels)
            for key, value in values.items():
                made.add_metric(key, value)
            yield made

    def _waiting(self) -> dict[str, Series]:
        found, late = self._found, self._found.late
        return {
            "seratus_inbox_waiting": {(): sum(each.number for each in found.inbox)},
            "seratus_inbox_oldest_seconds": {(): self._oldest(found.inbox)},
            "seratus_inbox_age_seconds": {
                (each.channel, each.account): self._age(each.since) for each in found.inbox
            },
            "seratus_inbox_failed": {(): found.failed_events},
            "seratus_outbox_oldest_seconds": {(): self._oldest(found.outbox)},
            "seratus_outbox_age_seconds": {
                (each.channel, each.account, each.waited_for): self._age(each.since)
                for each in found.outbox
            },
            "seratus_outbox_failed": _numbers(found.unsent),
            "seratus_outbox_waiting": _numbers(found.depth),
            "seratus_timers_late": {(): late[0]},
            "seratus_timers_late_seconds": {(): self._age(late[1])},
        }

    def _well(self) -> dict[str, Series]:
        state = self._state
        age = state.backup_age
        backup: Series = {} if age is None else {(): age}
        return {
            "seratus_people": _numbers(self._people),
            "seratus_trouble": {(what,): 1.0 for what in state.troubles},
            "seratus_schema_behind": {(): float(state.schema_behind)},
            "seratus_sender_paused": {(): float(state.paused_since is not None)},
            "seratus_disk_free_ratio": {(): state.room.free},
            "seratus_backup_age_seconds": backup,
        }

    def _oldest(self, waiting: list[Waiting]) -> float:
        return max((self._age(each.since) for each in waiting), default=0.0)

    def _age(self, since: datetime | None) -> float:
        return (self._now - since).total_seconds() if since else 0.0


def _numbers(found: Mapping[tuple[str, str], int]) -> Series:
    return {key: float(number) for key, number in found.items()}


def _counters(counted: Meters) -> Iterator[Metric]:
    for name, what in COUNTERS.items():
        made = CounterMetricFamily(name, what.help, labels=what.labels)
        nothing = {} if what.labels else {(): 0.0}
        for labels, value in (counted.counts.get(name) or nothing).items():
            made.add_metric(labels, value)
        yield made


def _spreads(counted: Meters) -> Iterator[Metric]:
    for name, what in SPREADS.items():
        made = HistogramMetricFamily(name, what.help, labels=what.labels)
        bounds = [*(str(each) for each in what.bounds), "+Inf"]
        for labels, tally in counted.spreads.get(name, {}).items():
            buckets = list(zip(bounds, map(float, tally.cumulative()), strict=True))
            made.add_metric(labels, buckets, tally.total)
        yield made
