"""Prepared statements: made and compiled once, run as the driver's own SQL.

For what each turn and each message runs: SQLAlchemy makes a statement anew, looks up its compiled
form and builds a dictionary for each row, which took longer than the database
(docs/decisions/0011-prepared-statements.md). Everything else stays plain Core.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Dialect,
    LargeBinary,
    Table,
    any_,
    bindparam,
)
from sqlalchemy.types import TypeEngine

from storage.tables import Moment

if TYPE_CHECKING:
    from sqlalchemy.sql.compiler import SQLCompiler

    from storage.store import Upsert

MOMENTS_KEPT = 256  # a batch writes few different times, each into many rows
ROWS_TOGETHER = 500  # of one INSERT: SQLite has 32.766 places, and no table has sixty columns
LENGTHS_KEPT = 64  # of a statement's lists: powers of two, so these are all of two lists

Make: TypeAlias = "Callable[[Making], Any]"
Processor: TypeAlias = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Making:
    """The dialect that a statement is made for, and what differs in it."""

    dialect: Dialect

    @property
    def postgresql(self) -> bool:
        """Whether it is PostgreSQL."""
        return self.dialect.name == "postgresql"

    def among(self, column: Column[Any], name: str) -> ColumnElement[bool]:
        """Whether the column is one of the values in the list `name`."""
        if self.postgresql:  # one statement for all lengths: asyncpg prepares each by itself
            from sqlalchemy.dialects.postgresql import ARRAY

            return column == any_(bindparam(name, type_=ARRAY(column.type)))
        return column.in_([bindparam(name, type_=column.type)])  # its place is widened by `_Ready`

    def insert(self, table: Table) -> Upsert:
        """An INSERT that knows ON CONFLICT, in the dialect."""
        if self.postgresql:
            from sqlalchemy.dialects import postgresql

            return postgresql.insert(table)
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table)


class Prepared:
    """A statement, and its SQL in each dialect it was run in."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self._ready: dict[tuple[str, ...], _Ready] = {}

    def rows(self, conn: Connection, **given: Any) -> list[tuple[Any, ...]]:
        """The rows it gives, as the columns' types read them."""
        ready = self._prepared(conn.dialect, ())
        found = conn.exec_driver_sql(*ready.single(given)).all()
        return ready.read(found) if ready.readers else found  # type: ignore[return-value]

    def run(self, conn: Connection, **given: Any) -> int:
        """How many rows it changed."""
        ready = self._prepared(conn.dialect, ())
        return conn.exec_driver_sql(*ready.single(given)).rowcount

    def many(self, conn: Connection, rows: Sequence[Mapping[str, Any]]) -> int:
        """Runs it for each row, all with the keys of the first; gives how many it changed.

        asyncpg does not count them: -1.
        """
        if not rows:
            return 0
        ready = self._prepared(conn.dialect, tuple(rows[0]))
        return conn.exec_driver_sql(ready.sql, [ready.values(row) for row in rows]).rowcount

    def together(self, conn: Connection, rows: Sequence[Mapping[str, Any]]) -> int:
        """Like `many` of an INSERT, on SQLite as one statement of all rows.

        There each statement on a table with a trigger saves the pages it is about to change, and
        looks for their place in what the transaction has saved so far.
        """
        if conn.dialect.name != "sqlite" or len(rows) < 2:
            return self.many(conn, rows)
        ready, done = self._prepared(conn.dialect, tuple(rows[0])), 0
        for first in range(0, len(rows), ROWS_TOGETHER):
            some = rows[first : first + ROWS_TOGETHER]
            places = tuple(value for row in some for value in ready.values(row))
            done += conn.exec_driver_sql(ready.repeated(len(some)), places).rowcount
        return done

    def _prepared(self, dialect: Dialect, keys: tuple[str, ...]) -> _Ready:
        key = (dialect.name, *keys)
        ready = self._ready.get(key)
        if ready is None:
            statement = self._make(Making(dialect))
            ready = self._ready[key] = _compiled(statement, dialect, keys)
        return ready


class _Ready:
    """The SQL of one dialect, and how values go in and come out."""

    def __init__(
        self,
        sql: str,
        takes: Sequence[tuple[str, Processor | None]],  # in the order of the SQL's places
        fixed: Mapping[str, Any],  # what the statement itself says
        readers: Sequence[tuple[int, Processor]],  # of columns by their place
        widens: bool,
    ) -> None:
        self.sql = sql
        self.readers = readers
        self._takes = takes
        self._names = [name for name, _ in takes]
        self._writers = [(place, write) for place, (_, write) in enumerate(takes) if write]
        self._fixed = fixed
        self._widens = widens
        self._widened = lru_cache(LENGTHS_KEPT)(self._wider)

    def repeated(self, times: int) -> str:
        """The SQL of an INSERT with the places of so many rows."""
        before, mark, rest = self.sql.partition(" VALUES (")
        row, closed, after = rest.partition(")")
        if not (mark and closed) or set(row) - set("?, "):
            raise ValueError("only an INSERT of plain values is repeated")
        return f"{before} VALUES {', '.join([f'({row})'] * times)}{after}"

    def values(self, given: Mapping[str, Any]) -> tuple[object, ...]:
        """The values in their places."""
        known = {**self._fixed, **given} if self._fixed else given
        found = [known[name] for name in self._names]
        for place, write in self._writers:
            found[place] = write(found[place])
        return tuple(found)

    def single(self, given: Mapping[str, Any]) -> tuple[str, tuple[object, ...]]:
        """The SQL and the values of one run, a place for each of a list's where it must be so."""
        lists = {name: list(value) for name, value in given.items() if _is_list(value)}
        if not lists:
            return self.sql, self.values(given)
        if not self._widens:
            return self.sql, self.values({**given, **lists})
        filled = {name: _filled(each) for name, each in lists.items()}
        known = {**self._fixed, **given}
        places: list[object] = []
        for name, write in self._takes:
            for value in filled[name] if name in filled else (known[name],):
                places.append(write(value) if write else value)
        lengths = tuple(len(filled[name]) if name in filled else 1 for name, _ in self._takes)
        return self._widened(lengths), tuple(places)

    def read(self, found: Sequence[Any]) -> list[tuple[Any, ...]]:
        """The rows in Python's types."""
        rows = [list(row) for row in found]
        for place, read in self.readers:
            for row in rows:
                row[place] = read(row[place])
        return [tuple(row) for row in rows]

    def _wider(self, lengths: tuple[int, ...]) -> str:
        between = self.sql.split("?")
        marks = (", ".join("?" * length) for length in lengths)
        return "".join(part + mark for part, mark in zip(between, [*marks, ""], strict=True))


def _compiled(statement: Any, dialect: Dialect, keys: tuple[str, ...]) -> _Ready:
    compiled: SQLCompiler = statement.compile(dialect=dialect, column_keys=list(keys) or None)
    places = compiled.positiontup or ()
    writers = {name: _writer(compiled.binds[name].type, dialect) for name in places}
    named = {name: compiled.params[name] for name in places}
    readers = [
        (place, read)
        for place, column in enumerate(getattr(statement, "exported_columns", ()))
        if (read := column.type.dialect_impl(dialect).result_processor(dialect, None))
    ]
    return _Ready(
        str(compiled),
        [(name, writers[name]) for name in places],
        {name: value for name, value in named.items() if _is_value(value)},
        readers,
        widens=dialect.name == "sqlite",
    )


def _is_value(value: object) -> bool:
    """Whether the statement itself gives it; else it comes with each run."""
    return isinstance(value, (str, int, float, bytes, datetime))


def _is_list(value: object) -> bool:
    return isinstance(value, Collection) and not isinstance(value, (str, bytes))


def _writer(kind: TypeEngine[Any], dialect: Dialect) -> Processor | None:
    if dialect.name == "sqlite" and isinstance(kind, LargeBinary):
        return _bytearray
    write = kind.dialect_impl(dialect).bind_processor(dialect)
    return lru_cache(MOMENTS_KEPT)(write) if write and isinstance(kind, Moment) else write


def _bytearray(value: bytes | None) -> bytearray | None:
    """What Python's driver takes as it is; for bytes it first asks whether they are to be adapted,
    which takes longer than to bind them."""
    return None if value is None else bytearray(value)


def _filled(values: list[Any]) -> list[Any]:
    """The list with its last again, up to a power of two: few different statements."""
    length = 1 << (len(values) - 1).bit_length() if values else 0
    return values + values[-1:] * (length - len(values))
