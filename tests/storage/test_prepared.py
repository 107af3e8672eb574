"""Prepared statements: the same in and out as through SQLAlchemy, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from storage import journal_triggers
from storage.prepared import Prepared
from storage.store import Store
from storage.tables import audit, participants

NOW = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)
WITA = timezone(timedelta(hours=8))
COLUMNS = (audit.c.id, audit.c.at, audit.c.actor, audit.c.details)

PUT = Prepared(lambda making: making.insert(audit).on_conflict_do_nothing())
FOUND = Prepared(
    lambda making: select(*COLUMNS).where(making.among(audit.c.id, "ids")).order_by(audit.c.id)
)
GONE = Prepared(lambda making: delete(audit).where(making.among(audit.c.id, "ids")))
TOLD = Prepared(
    lambda _: (
        update(audit)
        .where(audit.c.id == bindparam("which"))
        .values(act="said", actor=bindparam("to"))
    )
)


def row(number: int, **more: Any) -> dict[str, Any]:
    """A row of the audit."""
    return {
        "id": f"{number:032x}",
        "at": NOW,
        "actor_kind": "person",
        "actor": "made up",
        "act": "tried",
        "subject_kind": "endpoint",
        "subject_id": "1",
        "details": None,
        **more,
    }


def ids(count: int) -> list[str]:
    """The ids of the first rows."""
    return [f"{number:032x}" for number in range(count)]


# How many are asked for: none, one, a power of two, one more, and one less.
@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 7, 33])
async def test_a_list_finds_exactly_its_own(store: Store, count: int) -> None:
    """A list of any length finds its rows, each once, and no other."""

    def asked(conn: Connection) -> list[str]:
        PUT.many(conn, [row(number) for number in range(40)])
        return [found[0] for found in FOUND.rows(conn, ids=ids(count))]

    assert await store.write(asked) == ids(count)


async def test_values_are_those_of_the_columns(store: Store) -> None:
    """Times, bytes and nothing come back as SQLAlchemy itself writes and reads them."""
    given = [
        row(0, at=NOW.astimezone(WITA), details=b"\x00sealed"),  # another zone, raw bytes
        row(1, at=NOW + timedelta(microseconds=1)),  # the smallest step in time
    ]

    def both(conn: Connection) -> tuple[list[Any], list[Any]]:
        PUT.many(conn, given[:1])
        conn.execute(insert(audit), given[1:])
        plain = conn.execute(select(*COLUMNS).order_by(audit.c.id)).all()
        return FOUND.rows(conn, ids=ids(2)), [tuple(each) for each in plain]

    found, plain = await store.write(both)
    assert [tuple(each) for each in found] == plain
    assert [each[1:] for each in plain] == [
        (NOW, "made up", b"\x00sealed"),
        (NOW + timedelta(microseconds=1), "made up", None),
    ]


async def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    """As everywhere else: nobody knows when it is."""
    with pytest.raises(ValueError, match="without a zone"):
        await store.write(lambda conn: PUT.many(conn, [row(0, at=NOW.replace(tzinfo=None))]))


async def test_changes_are_counted(store: Store) -> None:
    """One run counts its rows everywhere; many runs at once are counted on SQLite alone."""

    def changed(conn: Connection) -> tuple[int, int, int]:
        journal_triggers.lift(conn)  # the audit itself is only added to
        PUT.many(conn, [row(number) for number in range(3)])
        told = TOLD.many(conn, [{"which": each, "to": "x"} for each in ids(5)])
        return told, GONE.run(conn, ids=ids(2)), GONE.run(conn, ids=[])

    told, gone, nothing = await store.write(changed)
    assert told == (3 if store.dialect == "sqlite" else -1)
    assert (gone, nothing) == (2, 0)


async def test_what_the_statement_says_itself_stands(store: Store) -> None:
    """Fixed values go with those that are given."""

    def told(conn: Connection) -> list[tuple[str, str]]:
        journal_triggers.lift(conn)
        PUT.many(conn, [row(0)])
        TOLD.many(conn, [{"which": each, "to": "x"} for each in ids(1)])
        return [tuple(each) for each in conn.execute(select(audit.c.act, audit.c.actor))]

    assert await store.write(told) == [("said", "x")]


def test_no_statement_runs_for_no_rows() -> None:
    """Nothing to do needs no database."""
    nothing: Any = None
    assert Prepared(lambda making: making.insert(participants)).many(nothing, []) == 0
