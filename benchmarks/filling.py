"""What every filler of made-up stores needs: triggers that rest meanwhile, and villages.

Rows that triggers would have made one by one are made at once afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from sqlalchemy import Connection, text

from program.regions import all_villages

HOME, A_VILLAGE = "63.10", 100  # the kabupaten whose villages come first; people a village
AT_ONCE = 5_000  # villages told to the database by one statement
WAYS = "storage.migrations.versions.0016_audiences"  # what makes the ways to people
COUNTS = "storage.migrations.versions.0021_recipients"  # what counts them
# What the triggers of the picture would have noted.
CHANGED = (
    "INSERT INTO village_changes (village_code) SELECT DISTINCT village_code FROM participants"
)


@contextmanager
def quiet(conn: Connection) -> Iterator[None]:
    """Without triggers and, on PostgreSQL, without a look at foreign keys."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("SET LOCAL session_replication_role = replica"))
        yield
        conn.execute(text("SET LOCAL session_replication_role = origin"))
        return
    made = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    triggers = conn.execute(text(made)).all()
    for each in triggers:
        conn.exec_driver_sql(f"DROP TRIGGER {each.name}")
    yield
    for each in triggers:
        conn.exec_driver_sql(each.sql)


def derive(conn: Connection) -> None:
    """The rows that triggers keep: ways to people, villages whose picture changed; statistics."""
    name = conn.dialect.name
    with quiet(conn):
        for statement in (*import_module(WAYS).written(name), *import_module(COUNTS).counted(name)):
            conn.execute(text(statement))
    conn.execute(text(CHANGED))
    conn.execute(text("ANALYZE"))


@contextmanager
def homes(conn: Connection, people: int) -> Iterator[int]:
    """A table of villages by number, the home kabupaten's first, then round the nation; how many.

    Where there are more people than the nation has hundreds, villages come again.
    """
    code = "varchar(13)" if conn.dialect.name == "sqlite" else 'varchar(13) COLLATE "C"'
    conn.execute(text(f"CREATE TABLE homes (at bigint PRIMARY KEY, code {code})"))
    known = sorted(all_villages(), key=lambda each: not each.code.startswith(f"{HOME}."))
    wanted = -(-people // A_VILLAGE)
    rows = [{"at": at, "code": known[at % len(known)].code} for at in range(wanted)]
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        conn.execute(text("INSERT INTO homes (at, code) VALUES (:at, :code)"), some)
    yield wanted
    conn.execute(text("DROP TABLE homes"))
