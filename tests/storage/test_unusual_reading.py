"""Who reads much is asked about it: once a day, by others, and nobody is accused for nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, insert, select

from storage import audits, kept_settings, officer_tasks, officers, unusual_reading
from storage.claims import By
from storage.scope import Scope
from storage.store import Store
from storage.tables import audit, tasks

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
HOME = "63.10"


def looks(conn: Connection, who: str, number: int, act: str = "person_seen") -> None:
    """So many people seen in the last half hour, each twice."""
    at = NOW - timedelta(minutes=30)
    rows = [audits.row("officer", who, act, "participant", f"{n:032x}", at) for n in range(number)]
    twice = [audits.row("officer", who, act, "participant", f"{n:032x}", at) for n in range(number)]
    conn.execute(insert(audit), [*rows, *twice])


def officer(conn: Connection, login: str, *regions: str) -> str:
    """An officer of these regions."""
    return officers.add(conn, login, login, "desa" if regions else "admin", regions, "test", NOW)


async def test_who_reads_much_becomes_one_task_a_day_of_the_kabupaten(store: Store) -> None:
    """60 people in an hour are usual; with one more the kabupaten gets a task, once a day."""

    def work(conn: Connection) -> None:
        usual = officer(conn, "usual", "63.10.03.2004")
        much = officer(conn, "much", "63.10.03.2004")
        lists = officer(conn, "lists", "63.10.03.2004")
        looks(conn, usual, unusual_reading.MOST)
        looks(conn, much, unusual_reading.MOST + 1)
        looks(conn, lists, 500, "people_listed")
        assert unusual_reading.note(conn, NOW) == 1
        assert unusual_reading.note(conn, NOW + timedelta(minutes=10)) == 0
        assert unusual_reading.note(conn, NOW + timedelta(hours=2)) == 0  # of the last hour only
        found = conn.execute(select(tasks)).one()
        assert (found.kind, found.officer_id, found.village_code) == (
            "unusual_reading",
            much,
            HOME,
        )
        by = By(Scope((HOME,)), "colleague", NOW)
        seen, _ = officer_tasks.listed(conn, by)
        assert [each.officer_id for each in seen] == [much]
        of_village = By(Scope(("63.10.03.2004",)), much, NOW)
        assert officer_tasks.listed(conn, of_village)[0] == ()

    await store.write(work)


@pytest.mark.parametrize(
    ("who", "regions", "closed"),
    [
        ("much", (HOME,), False),  # the officer it is about
        ("colleague", ("63.02",), False),  # of another kabupaten
        ("colleague", ("63.10.03.2004",), False),  # of a village
        ("colleague", (HOME,), True),
    ],
)
async def test_another_of_the_kabupaten_closes_it(
    store: Store, who: str, regions: tuple[str, ...], closed: bool
) -> None:
    """Who it is about can't put it away, nor can anybody elsewhere; it stands in the audit."""

    def work(conn: Connection) -> None:
        much = officer(conn, "much", HOME)
        looks(conn, much, 61)
        unusual_reading.note(conn, NOW)
        task = conn.scalar(select(tasks.c.id)) or ""
        by = By(Scope(regions), much if who == "much" else who, NOW)
        assert unusual_reading.close(conn, by, task) is closed
        acts = conn.scalars(select(audit.c.act).where(audit.c.act == "reading_asked")).all()
        assert len(acts) == closed
        assert (conn.scalar(select(tasks.c.state)) == "done") is closed

    await store.write(work)


async def test_the_kabupaten_says_how_many_are_usual(store: Store) -> None:
    """The number of the settings page holds from the next look on; one of the nation's, too."""

    def work(conn: Connection) -> None:
        much = officer(conn, "much")
        looks(conn, much, 20)
        assert unusual_reading.note(conn, NOW) == 0
        by = By(Scope((HOME,)), "officer", NOW)
        kept_settings.keep(conn, by, HOME, "looks_an_hour", "19", 0, "")
        assert unusual_reading.note(conn, NOW) == 1
        assert conn.scalar(select(tasks.c.village_code)) is None

    await store.write(work)
