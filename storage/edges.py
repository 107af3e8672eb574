"""The edge of a transaction: under which index keys the store stands, as that transaction sees it.

Processes that run learn of a rotation here and need no restart. Within one transaction the answer
never changes: on SQLite it has one picture of the database, on PostgreSQL whoever writes holds
`SHARED` from their first statement on, and the switch waits until nobody does.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, select, text

from storage.store import Work
from storage.tables import store_facts

T = TypeVar("T")

CURRENT = "index_key"  # the store fact: number of the key that the first columns stand under
WAITING = "index_next"  # the store fact: number of the key that the second columns stand under
INDEX_LOCK = 0x5E7A1D  # of PostgreSQL's advisory locks: shared by who writes, alone for the switch
SHARED = text(f"SELECT pg_advisory_xact_lock_shared({INDEX_LOCK})")
ALONE = text(f"SELECT pg_advisory_xact_lock({INDEX_LOCK})")
# A batch may wait for a write on another connection: who wants to be alone gives way to it.
PATIENCE = text("SET LOCAL lock_timeout = '200ms'")


@dataclass(frozen=True, slots=True)
class Standing:
    """Numbers of the index keys of both columns; None where the store names none."""

    current: int | None = None
    waiting: int | None = None


@dataclass(slots=True)
class _Edge:
    conn: Connection
    standing: Standing | None = None


_EDGE: ContextVar[_Edge | None] = ContextVar("edge", default=None)


def within(work: Work[T]) -> Work[T]:
    """The same work, its transaction known to `standing`."""

    def run(conn: Connection) -> T:
        token = _EDGE.set(_Edge(conn))
        try:
            return work(conn)
        finally:
            _EDGE.reset(token)

    return run


def standing() -> Standing | None:
    """As the transaction of this call sees it, asked once; None outside of one."""
    edge = _EDGE.get()
    if edge is None:
        return None
    if edge.standing is None:
        edge.standing = read(edge.conn)
    return edge.standing


def read(conn: Connection) -> Standing:
    """What the store says now."""
    its = store_facts.c
    query = select(its.name, its.value).where(its.name.in_((CURRENT, WAITING)))
    found = {name: int(value) for name, value in conn.execute(query)}
    return Standing(found.get(CURRENT), found.get(WAITING))


def be_alone(conn: Connection) -> None:
    """Waits until no transaction writes, and keeps others from it until this one ends.

    On PostgreSQL raises what a lock timeout raises (SQLSTATE 55P03) when others do not end.
    On SQLite a writing transaction is alone by itself.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(PATIENCE)
        conn.execute(ALONE)
