"""Metrics for Prometheus, read from the store when asked; no personal data in names or labels."""

from __future__ import annotations

from datetime import datetime

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from sqlalchemy import Connection, func, select

from storage import inbox, outbox
from storage.tables import inbox as inbox_table


def metrics(conn: Connection, now: datetime) -> bytes:
    """The text of /metrics."""
    registry = CollectorRegistry()
    waiting, oldest = inbox.waiting(conn)
    Gauge("seratus_inbox_waiting", "Events not yet worked off", registry=registry).set(waiting)
    age = (now - oldest).total_seconds() if oldest else 0.0
    Gauge("seratus_inbox_oldest_seconds", "Age of the oldest waiting event", registry=registry).set(
        age
    )
    failed = Gauge("seratus_inbox_failed", "Events that failed and are kept", registry=registry)
    failed.set(failures(conn))
    due = outbox.oldest(conn, now)
    name, told = "seratus_outbox_oldest_seconds", "Age of the oldest message that is due"
    Gauge(name, told, registry=registry).set((now - due).total_seconds() if due else 0.0)
    unsent = Gauge(
        "seratus_outbox_failed", "Messages that failed", ["channel", "error"], registry=registry
    )
    for (channel, code), count in outbox.failed_by_code(conn).items():
        unsent.labels(channel, code).set(count)
    depth = Gauge(
        "seratus_outbox_waiting", "Messages not yet sent", ["channel", "kind"], registry=registry
    )
    for (channel, kind), count in outbox.depth(conn).items():
        depth.labels(channel, kind).set(count)
    return generate_latest(registry)


def failures(conn: Connection) -> int:
    """How many events failed and are kept for an operator."""
    query = select(func.count()).where(inbox_table.c.state == "failed")
    return int(conn.scalar(query) or 0)
