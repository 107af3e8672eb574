"""Rows of every table as JSON and back, the same from both databases: for backups and moves."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from typing import Any, TypeAlias

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Date,
    LargeBinary,
    Select,
    Table,
    func,
    insert,
    select,
    text,
    tuple_,
)

from storage.tables import Moment, metadata

Written: TypeAlias = str | int | float | bool | list[Any] | dict[str, Any] | None
AT_ONCE = 500  # rows read or inserted by one statement; a talk's row is a few kB


class NotEmpty(RuntimeError):
    """The database already holds rows: nothing is written over."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of one table: the names of the columns, and their values as JSON."""

    table: str
    columns: tuple[str, ...]
    values: tuple[tuple[Written, ...], ...]


def tables() -> Sequence[Table]:
    """All tables, each behind those that it points at; without those made from the others."""
    return [each for each in metadata.sorted_tables if "derived" not in each.info]


def read(conn: Connection, table: Table, after: Sequence[Any] | None = None) -> Iterator[Rows]:
    """All rows of a table by primary key, some at a time; `after` leaves out up to that key."""
    while (found := some(conn, table, after)).values:
        yield found
        after = key_of(table, found)


def some(conn: Connection, table: Table, after: Sequence[Any] | None = None) -> Rows:
    """The next rows by primary key, behind `after`; none at the end."""
    found = conn.execute(behind(select(table), table, after)).all()
    names = tuple(table.columns.keys())
    return Rows(table.name, names, tuple(_written(table, row) for row in found))


def key_of(table: Table, found: Rows) -> tuple[Any, ...]:
    """The primary key of the last of these rows."""
    keys = list(table.primary_key.columns)
    last = dict(zip(found.columns, found.values[-1], strict=True))
    return tuple(_reader(each)(last[each.name]) for each in keys)


def digest(conn: Connection, table: Table) -> tuple[int, int]:
    """How many rows, and the sum of their hashes: equal where two databases hold the same.

    A sum, since databases put texts in different orders.
    """
    number = total = 0
    for found in read(conn, table):
        number += len(found.values)
        total += sum(_hash(row) for row in found.values)
    return number, total


def _hash(row: Sequence[Written]) -> int:
    return int.from_bytes(sha256(json.dumps(row, sort_keys=True).encode()).digest(), "big")


def write(conn: Connection, rows: Rows) -> None:
    """Inserts them as they are. Raises KeyError for a table that this program does not know."""
    table = metadata.tables[rows.table]
    its = [_reader(table.columns[name]) for name in rows.columns]
    values = [
        {name: read(value) for name, read, value in zip(rows.columns, its, row, strict=True)}
        for row in rows.values
    ]
    for some in _alike(table, values):
        conn.execute(insert(table), some)


def count_up(conn: Connection) -> None:
    """On PostgreSQL: lets the numbers that it gives begin behind those that were inserted."""
    if conn.dialect.name != "postgresql":
        return
    for table in tables():
        for column in table.primary_key.columns:
            name = conn.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
            if name is not None:
                most = conn.scalar(select(func.max(column))) or 0
                begin = text("SELECT setval(:name, :most, :called)")
                conn.execute(begin, {"name": name, "most": max(most, 1), "called": most > 0})


def last_key(conn: Connection, table: Table) -> tuple[Any, ...] | None:
    """The greatest primary key; None of an empty table."""
    keys = list(table.primary_key.columns)
    found = conn.execute(select(*keys).order_by(*(each.desc() for each in keys)).limit(1)).first()
    return tuple(found) if found else None


def refuse_filled(conn: Connection, *but: Table) -> None:
    """Raises NotEmpty where any table, but those, holds a row."""
    for table in tables():
        if table not in but and conn.execute(select(table).limit(1)).first() is not None:
            raise NotEmpty(table.name)


def behind(
    query: Select[Any], table: Table, after: Sequence[Any] | None, limit: int = AT_ONCE
) -> Select[Any]:
    """The query's next rows in the order of the primary key, behind that of `after`."""
    keys = list(table.primary_key.columns)
    ordered = query.order_by(*keys).limit(limit)
    return ordered if after is None else ordered.where(_behind(keys, after))


def _behind(keys: Sequence[Column[Any]], after: Sequence[Any]) -> ColumnElement[bool]:
    return tuple_(*keys) > tuple_(*after) if len(keys) > 1 else keys[0].__gt__(after[0])


def _alike(table: Table, values: Sequence[Mapping[str, Any]]) -> list[list[dict[str, Any]]]:
    """Rows that lack the same JSON columns together: a None there would be JSON's own null."""
    groups: dict[frozenset[str], list[dict[str, Any]]] = {}
    for row in values:
        lacking = frozenset(
            name
            for name, value in row.items()
            if value is None and isinstance(table.columns[name].type, JSON)
        )
        kept = {name: value for name, value in row.items() if name not in lacking}
        groups.setdefault(lacking, []).append(kept)
    return list(groups.values())


def _written(table: Table, row: Sequence[Any]) -> tuple[Written, ...]:
    writers = _writers(table)
    return tuple(
        None if value is None else write(value) for write, value in zip(writers, row, strict=True)
    )


@cache
def _writers(table: Table) -> tuple[Callable[[Any], Written], ...]:
    return tuple(_writer(column) for column in table.columns)


def _writer(column: Column[Any]) -> Callable[[Any], Written]:
    match column.type:
        case LargeBinary():
            return lambda value: b64encode(value).decode()
        case Moment() | Date():
            return lambda value: str(value.isoformat())
        case _:
            return _as_it_is


def _as_it_is(value: Written) -> Written:
    return value


def _reader(column: Column[Any]) -> Callable[[Written], Any]:
    match column.type:
        case LargeBinary():
            return lambda value: None if value is None else b64decode(str(value))
        case Moment():
            return lambda value: None if value is None else _moment(str(value))
        case Date():
            return lambda value: None if value is None else date.fromisoformat(str(value))
        case _:
            return _as_it_is


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(value).astimezone(UTC)


def as_json(rows: Rows) -> Mapping[str, Any]:
    """The rows as one JSON object."""
    return {"table": rows.table, "columns": rows.columns, "values": rows.values}


def from_json(raw: Mapping[str, Any]) -> Rows:
    """Raises KeyError or TypeError where it is none."""
    values = tuple(tuple(row) for row in raw["values"])
    return Rows(raw["table"], tuple(raw["columns"]), values)
