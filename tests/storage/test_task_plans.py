"""Tasks of a kabupaten are found along an index of their own, however many the nation has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, insert, text

from storage import officer_tasks
from storage.claims import By
from storage.scope import Scope
from storage.store import Store
from storage.tables import tasks

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
HERE = "63.10.03.2004"
ELSEWHERE = ("11.01.01.2001", "63.09.01.2001", "91.71.01.2001")
WHOLE = re.compile(r"Seq Scan|SCAN tasks|TEMP B-TREE|ix_tasks_state_due_at_id")
MANY = 3000  # tasks elsewhere, all of them older: enough for PostgreSQL to look for an index


def filled(conn: Connection) -> None:
    """The nation's older tasks, and two pages of the kabupaten's, half of them without a time."""
    rows = [_row(n, ELSEWHERE[n % 3], NOW - timedelta(days=400, minutes=-n)) for n in range(MANY)]
    ours = [_row(MANY + n, HERE, NOW + timedelta(hours=n) if n % 2 else None) for n in range(120)]
    conn.execute(insert(tasks), rows + ours)
    conn.execute(text("ANALYZE tasks"))


def _row(number: int, village: str, due: datetime | None) -> dict[str, Any]:
    same = {"kind": "duplicate", "state": "open", "created_at": NOW}
    return {"id": f"{number:032x}", "village_code": village, "due_at": due, **same}


@contextmanager
def plans(dialect: str) -> Iterator[list[str]]:
    """The plan of each statement meanwhile that reads tasks."""
    found: list[str] = []

    def look(
        conn: Connection, cursor: Any, statement: str, given: Any, context: Any, many: bool
    ) -> None:
        if statement.startswith("SELECT tasks.") and "LIMIT" in statement:
            cursor.execute(f"EXPLAIN {'QUERY PLAN ' * (dialect == 'sqlite')}{statement}", given)
            found.append("\n".join(str(row[-1]) for row in cursor.fetchall()))

    event.listen(Engine, "before_cursor_execute", look)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", look)


@pytest.mark.parametrize("scope", [Scope(("63.10",)), Scope(("63.10", "11"))])
async def test_a_page_is_read_along_the_index(store: Store, scope: Scope) -> None:
    """Of a kabupaten, and of a kabupaten and a province: not by the nation's time."""
    await store.write(filled)
    by = By(scope, "tester", NOW)
    with plans(store.dialect) as found:
        await store.write(lambda conn: officer_tasks.listed(conn, by, "o:" + "0" * 32))
        await store.write(lambda conn: officer_tasks.listed(conn, by))
    for plan in found:
        assert "ix_tasks_kabupaten_queue" in plan or "ix_tasks_province_queue" in plan
        assert not WHOLE.search(plan)
    assert any("ix_tasks_kabupaten_queue" in plan for plan in found)


async def test_pages_hold_every_task_once_in_order(store: Store) -> None:
    """Those with a time first, by it; then the oldest; of two regions that overlap, once."""
    await store.write(filled)
    by = By(Scope(("63.10", HERE)), "tester", NOW)
    seen: list[officer_tasks.Task] = []
    after = ""
    while True:
        page, after = await store.write(partial(officer_tasks.listed, by=by, after=after))
        seen += page
        if not after:
            break
    dated = [each.id for each in seen if each.due_at]
    assert len(dated) == 60
    assert [each.due_at for each in seen[60:]] == [None] * 60
    assert dated == sorted(dated)
    assert [each.id for each in seen[60:]] == sorted(each.id for each in seen[60:])
