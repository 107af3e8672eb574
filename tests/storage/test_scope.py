"""The scope: a region holds what lies in it, by code, and a query needs one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select, true

from storage.scope import Scope, ScopeMissing, within
from storage.store import Store
from storage.tables import tasks
from tests.storage.test_schema import NOW

VILLAGES = ("63.10.03.2004", "63.10.03.2014", "63.10.13.2004", "63.01.03.2004", "6.31.00.3200")

SCOPES = [
    # a desa is itself alone
    (("63.10.03.2004",), {"63.10.03.2004"}),
    # a kecamatan holds its desa
    (("63.10.03",), {"63.10.03.2004", "63.10.03.2014"}),
    # a code that only begins alike is no part: 63.10.1 is no region
    (("63.10.1",), set()),
    # a kabupaten holds its kecamatan
    (("63.10",), {"63.10.03.2004", "63.10.03.2014", "63.10.13.2004"}),
    # an officer may have several regions
    (("63.01", "63.10.13"), {"63.10.13.2004", "63.01.03.2004"}),
    # a provinsi
    (("63",), {"63.10.03.2004", "63.10.03.2014", "63.10.13.2004", "63.01.03.2004"}),
    # the whole nation, and what has no village yet
    (("",), {*VILLAGES, None}),
]


@pytest.mark.parametrize(("regions", "seen"), SCOPES)
async def test_a_scope_holds_what_lies_in_it(
    store: Store, regions: tuple[str, ...], seen: set[str | None]
) -> None:
    """A query within a scope gives the rows of its regions and no other."""

    def ask(conn: Connection) -> set[str | None]:
        rows = [
            {"id": f"{i:032x}", "kind": "officer", "village_code": village, "state": "open"}
            for i, village in enumerate([*VILLAGES, None])
        ]
        conn.execute(insert(tasks), [{**row, "created_at": NOW} for row in rows])
        village = tasks.c.village_code
        return set(conn.scalars(select(village).where(within(Scope(regions), village))))

    assert await store.write(ask) == seen


@pytest.mark.parametrize("regions", [(), ("", "63")])
def test_a_scope_says_what_it_holds(regions: tuple[str, ...]) -> None:
    """A scope without regions, or one that hides the whole among regions, is refused."""
    with pytest.raises(ScopeMissing):
        Scope(regions)


def test_a_query_needs_a_scope() -> None:
    """No scope is no permission."""
    with pytest.raises(ScopeMissing):
        within(None, tasks.c.village_code)


@given(st.lists(st.text("0123456789.", min_size=1), min_size=1))
def test_only_the_whole_is_without_condition(regions: list[str]) -> None:
    """No list of regions, however written, lets a query pass unconditioned."""
    condition = within(Scope(tuple(regions)), tasks.c.village_code)
    assert not condition.compare(true())
