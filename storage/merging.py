"""Two participants who are one: what each has side by side, merged into one, and undone as a whole.

Everything that points at the one taken in moves to the one kept; its own row is kept sealed in the
merge's record with the keys of all that moved, so that nothing is lost and the whole can be undone.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Row,
    Select,
    Table,
    and_,
    delete,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from storage import contributions as cover
from storage import mourning, name_index
from storage.claims import OVER, By
from storage.contributions import office_day
from storage.crypto import Sealer
from storage.ids import new_id
from storage.name_index import Named
from storage.person_acts import Why, noted
from storage.person_views import PersonGone, Sheet, read, row_of
from storage.scope import within
from storage.tables import (
    OPEN_APPLICATION,
    OPEN_PLACE,
    applications,
    claims,
    contributions,
    merges,
    metadata,
    participant_words,
    participants,
    places,
)
from storage.tables.columns import POINTS_AT

MERGE_REASONS = ("twice", "nik_mistyped", "two_villages", "other")
FORGOTTEN = frozenset({participant_words})  # made anew for whoever is kept
WITHDRAWN = "withdrawn"  # what becomes of the second open application

Written = dict[str, Any]


class Hindered(RuntimeError):
    """These two cannot be merged as they stand; `reasons` are codes for the officer."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = tuple(reasons)


class MergeGone(LookupError):
    """No such merge where this officer works, or it was undone already."""


class NotUndone(RuntimeError):
    """The merge cannot be undone: the NIK of the one taken in was registered anew."""


@dataclass(frozen=True, slots=True)
class Preview:
    """Both sides, and what hinders; `months` are those that both have paid."""

    kept: Sheet
    gone: Sheet
    hindrances: tuple[str, ...]
    months: tuple[date, ...]
    numbers: frozenset[str]  # numbers that differ, which masks would hide: nik, phone


def preview(conn: Connection, sealer: Sealer, by: By, kept: str, gone: str) -> Preview:
    """Both people side by side; each look is noted. Raises PersonGone."""
    if kept == gone:
        raise PersonGone
    sides = [read(conn, sealer, by.scope, each) for each in (kept, gone)]
    for each in (kept, gone):
        noted(conn, sealer, by, "person_compared", each, Why("merge"))
    months = _both_paid(conn, kept, gone)
    hindrances = _hindrances(conn, kept, gone, months)
    return Preview(sides[0], sides[1], hindrances, months, _numbers(conn, kept, gone))


def _numbers(conn: Connection, kept: str, gone: str) -> frozenset[str]:
    who = participants.c
    query = select(who.nik_index, who.phone_index).where(who.id.in_([kept, gone]))
    niks, phones = zip(*conn.execute(query).all(), strict=True)
    told = {"nik": niks, "phone": phones}
    return frozenset(name for name, indexes in told.items() if len(set(indexes)) > 1)


def merge(
    conn: Connection,
    sealer: Sealer,
    by: By,
    kept: tuple[str, int],
    gone: tuple[str, int],
    why: Why,
) -> str:
    """Takes one in (id, version as seen) into the other; gives the merge's id.

    Raises PersonGone, Hindered, also with "changed" where a side changed since it was looked at.
    """
    rows = _held(conn, by, kept, gone)
    months = _both_paid(conn, kept[0], gone[0])
    if hindrances := _hindrances(conn, kept[0], gone[0], months):
        raise Hindered(hindrances)
    record: Written = {"withdrawn": _withdraw(conn, by, kept[0], gone[0])}
    record |= _move_all(conn, kept[0], gone[0])
    name_index.forget(conn, [gone[0]])
    record["row"] = written(participants, rows[gone[0]])
    conn.execute(delete(participants).where(participants.c.id == gone[0]))
    which = _keep(conn, sealer, by, rows, kept[0], gone[0], record, why)
    _settle(conn, by, [kept[0]])
    for each, act in ((kept[0], "merged"), (gone[0], "merged_away")):
        noted(conn, sealer, by, act, each, why, {"merge": which, "other": _other(each, kept, gone)})
    return which


def undo(conn: Connection, sealer: Sealer, by: By, merge_id: str, why: Why) -> str:
    """Takes a whole merge back; gives the id of the one who is there again.

    What came to the kept one later stays there. Raises MergeGone, NotUndone.
    """
    row = _held_merge(conn, by, merge_id)
    record = sealer.open_json(row.record, merges.name, "record", row.id)
    again = unwritten(participants, record["row"])
    try:
        with conn.begin_nested():
            conn.execute(insert(participants).values(again))
    except IntegrityError:
        raise NotUndone from None
    _move_back(conn, record, row.kept_id, row.gone_id)
    for each in record["withdrawn"]:
        mine = and_(applications.c.id == each["id"], applications.c.state == WITHDRAWN)
        if not _open_application(conn, row.gone_id):
            conn.execute(update(applications).where(mine).values(_counted(each["state"], by)))
    name_index.add(conn, [Named(row.gone_id, again["name"], again["village_code"])])
    _settle(conn, by, [row.kept_id, row.gone_id])
    change = update(merges).where(merges.c.id == merge_id)
    conn.execute(change.values(undone_by=by.actor, undone_at=by.now))
    for each in (row.kept_id, row.gone_id):
        noted(conn, sealer, by, "merge_undone", each, why, {"merge": merge_id})
    return str(row.gone_id)


# --- what hinders ------------------------------------------------------------------------------


def _both_paid(conn: Connection, kept: str, gone: str) -> tuple[date, ...]:
    mine, other = contributions.alias("mine"), contributions.alias("other")
    same = and_(mine.c.month == other.c.month, mine.c.programme == other.c.programme)
    query = select(mine.c.month).distinct().select_from(mine.join(other, same))
    found = conn.scalars(query.where(mine.c.participant_id == kept, other.c.participant_id == gone))
    return tuple(sorted(found))


def _hindrances(conn: Connection, kept: str, gone: str, months: Sequence[date]) -> tuple[str, ...]:
    """Codes of what an officer has to settle first."""
    found = ["months"] if months else []
    who = participants.c
    sides = conn.execute(select(who.trial, who.standing).where(who.id.in_([kept, gone]))).all()
    if len({each.trial for each in sides}) > 1:
        found.append("trial")
    if len({each.standing == "dead" for each in sides}) > 1:
        found.append("dead")
    if _shared(conn, places, places.c.year, kept, gone, OPEN_PLACE):
        found.append("places")
    open_claims = claims.c.state.not_in(sorted(OVER))
    if _shared(conn, claims, claims.c.kind, kept, gone, open_claims):
        found.append("claims")
    return tuple(found)


def _shared(
    conn: Connection, table: Table, column: Column[Any], kept: str, gone: str, condition: Any
) -> bool:
    """Whether both have an open row of one kind."""
    mine = select(column).where(table.c.participant_id == kept, condition)
    theirs = select(column).where(table.c.participant_id == gone, condition)
    return bool(set(conn.scalars(mine)) & set(conn.scalars(theirs)))


# --- moving ------------------------------------------------------------------------------------


def pointers() -> list[tuple[Table, Column[Any]]]:
    """Each column of the store that points at a participant."""
    return [
        (table, column)
        for table in metadata.sorted_tables
        for column in table.columns
        if _names_people(column) and table not in FORGOTTEN
    ]


def _names_people(column: Column[Any]) -> bool:
    """Whether it holds participants' ids, as a foreign key or without being one."""
    checked = any(key.column is participants.c.id for key in column.foreign_keys)
    return checked or column.info.get(POINTS_AT) == participants.name


def _move_all(conn: Connection, kept: str, gone: str) -> Written:
    """Lets all rows of the one taken in point at the other; gives their keys, and rows left out.

    A row that the kept one has already under its key (a link of the same phone) is left out.
    """
    moved: list[Written] = []
    left_out: list[Written] = []
    for table, column in pointers():
        keys = list(table.primary_key.columns)
        rows = conn.execute(select(table).where(column == gone)).all()
        for row in rows:
            key = {each.name: getattr(row, each.name) for each in keys}
            here = _at(table, key)
            if column in keys and _there(conn, table, {**key, column.name: kept}):
                conn.execute(delete(table).where(here))
                left_out.append({"table": table.name, "row": written(table, row)})
                continue
            conn.execute(update(table).where(here).values({column.name: kept}))
            told = {name: encoded(value) for name, value in key.items()}
            moved.append({"table": table.name, "column": column.name, "key": told})
    return {"moved": moved, "left_out": left_out}


def _move_back(conn: Connection, record: Written, kept: str, gone: str) -> None:
    """What moved and still is the kept one's goes back, what was left out is there again."""
    for each in record["moved"]:
        table = metadata.tables[each["table"]]
        column = table.columns[each["column"]]
        key = {name: decoded(value) for name, value in each["key"].items()}
        if column.name in key:
            key[column.name] = kept
        mine = and_(_at(table, key), column == kept)
        conn.execute(update(table).where(mine).values({column.name: gone}))
    for each in record["left_out"]:
        table = metadata.tables[each["table"]]
        values = unwritten(table, each["row"])
        key = {column.name: values[column.name] for column in table.primary_key.columns}
        if not _there(conn, table, key):
            conn.execute(insert(table).values(values))


def _at(table: Table, key: Mapping[str, Any]) -> Any:
    return and_(*(table.columns[name] == value for name, value in key.items()))


def _there(conn: Connection, table: Table, key: Mapping[str, Any]) -> bool:
    found: Select[Any] = select(literal_column("1")).select_from(table).where(_at(table, key))
    return conn.execute(found).first() is not None


def _withdraw(conn: Connection, by: By, kept: str, gone: str) -> list[Written]:
    """One open application stays: the kept one's; gives those withdrawn with their states."""
    if not _open_application(conn, kept):
        return []
    its = applications.c
    mine = and_(its.participant_id == gone, OPEN_APPLICATION)
    query: Select[Any] = select(its.id, its.state)
    found = conn.execute(query.where(mine)).all()
    for row in found:
        conn.execute(update(applications).where(its.id == row.id).values(_counted(WITHDRAWN, by)))
    return [{"id": row.id, "state": row.state} for row in found]


def _open_application(conn: Connection, who: str) -> bool:
    mine = and_(applications.c.participant_id == who, OPEN_APPLICATION)
    return conn.execute(select(applications.c.id).where(mine)).first() is not None


def _counted(state: str, by: By) -> dict[str, Any]:
    return {"state": state, "version": applications.c.version + 1, "updated_at": by.now}


# --- rows --------------------------------------------------------------------------------------


def _held(
    conn: Connection, by: By, kept: tuple[str, int], gone: tuple[str, int]
) -> dict[str, Row[Any]]:
    """Both rows, held in one order so that two officers never wait for each other."""
    versions = dict((kept, gone))
    if len(versions) != 2:
        raise PersonGone
    rows = {each: row_of(conn, by.scope, each, hold=True) for each in sorted(versions)}
    if any(rows[each].version != version for each, version in versions.items()):
        raise Hindered(["changed"])
    return rows


def _held_merge(conn: Connection, by: By, merge_id: str) -> Row[Any]:
    """A merge not undone, both of whose sides the scope shows. Raises MergeGone."""
    its, who = merges.c, participants.c
    here = (within(by.scope, its.village_code), within(by.scope, who.village_code))
    query = select(merges).join_from(merges, participants, who.id == its.kept_id)
    mine = query.where(its.id == merge_id, its.undone_at.is_(None), *here)
    row = conn.execute(mine.with_for_update(of=merges)).first()
    if row is None:
        raise MergeGone
    return row


def _keep(
    conn: Connection,
    sealer: Sealer,
    by: By,
    rows: Mapping[str, Row[Any]],
    kept: str,
    gone: str,
    record: Written,
    why: Why,
) -> str:
    which = new_id(by.now)
    note = sealer.seal_text(why.note, merges.name, "note", which) if why.note else None
    values = {
        "id": which,
        "kept_id": kept,
        "gone_id": gone,
        "village_code": rows[gone].village_code,
        "record": sealer.seal_json(record, merges.name, "record", which),
        "reason": why.reason,
        "note": note,
        "actor": by.actor,
        "at": by.now,
    }
    conn.execute(insert(merges).values(values))
    return which


def _settle(conn: Connection, by: By, ids: Iterable[str]) -> None:
    """Cover and grief as the rows now say; whoever looked before looks again."""
    which = list(ids)
    theirs = update(participants).where(participants.c.id.in_(which))
    conn.execute(theirs.values(version=participants.c.version + 1, updated_at=by.now))
    cover.refresh(conn, which, office_day(by.now))
    mourning.settle(conn, which, by.now)


def _other(which: str, kept: tuple[str, int], gone: tuple[str, int]) -> str:
    return gone[0] if which == kept[0] else kept[0]


# --- values as JSON ----------------------------------------------------------------------------


def written(table: Table, row: Row[Any]) -> Written:
    """A row as JSON."""
    return {column.name: encoded(getattr(row, column.name)) for column in table.columns}


def unwritten(table: Table, row: Written) -> dict[str, Any]:
    """A row as it was; columns that came since have their defaults."""
    known = {column.name for column in table.columns}
    return {name: decoded(value) for name, value in row.items() if name in known}


def encoded(value: Any) -> Any:
    """A value of the store as JSON."""
    match value:
        case bytes():
            return {"bytes": b64encode(value).decode()}
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case dict() | list():
            return {"json": value}
    return value


def decoded(value: Any) -> Any:
    """The value again."""
    match value:
        case {"bytes": str(told)}:
            return b64decode(told)
        case {"moment": str(told)}:
            return datetime.fromisoformat(told)
        case {"day": str(told)}:
            return date.fromisoformat(told)
        case {"json": told}:
            return told
    return value
