"""A list of people that was taken is taken back, a few rows at a time.

What went on since (decided, sent, paid, changed by somebody) stays, each with its reason.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, and_, delete, exists, select, update
from sqlalchemy.exc import IntegrityError

from storage import audits, name_index, people_imports, person_acts
from storage.applications import note_event
from storage.claims import By
from storage.crypto import Sealer
from storage.people_imports import SheetImport, SheetRow
from storage.people_imports_apply import INSERTS, WHY, typed
from storage.person_acts import Changed, NotHere
from storage.person_views import PersonGone
from storage.sponsors import lies_in
from storage.tables import (
    application_events,
    applications,
    import_rows,
    participants,
    receipts,
    reminders,
    tasks,
)

# What an undo still takes back; from then on an application is the village's or BPJS's.
EARLY = frozenset({"submitted", "correction", "checked", "waiting"})


def undo(
    conn: Connection, sealer: Sealer, by: By, asked: SheetImport, rows: Sequence[SheetRow]
) -> tuple[SheetRow, ...]:
    """Takes rows back; what went on since stays, with its reason."""
    taken = [row for row in rows if row.found.get("taken")]
    marked = _Undoing(conn, sealer, by, taken).marked()
    people_imports.mark(conn, sealer, asked.id, marked)
    return marked


class _Undoing:
    """Takes rows of one chunk back, a statement a table."""

    def __init__(self, conn: Connection, sealer: Sealer, by: By, rows: Sequence[SheetRow]) -> None:
        self._conn = conn
        self._sealer = sealer
        self._by = by
        self._rows = rows
        self._new = [row for row in rows if row.kind == "new" and "application" in row.found]
        self._held = self._applications()

    def marked(self) -> tuple[SheetRow, ...]:
        """The rows, undone or with the reason why they stay."""
        notes = [str(row.found["task"]) for row in self._rows if "task" in row.found]
        if notes:
            done = update(tasks).where(tasks.c.id.in_(notes)).values(state="done")
            self._conn.execute(done)
        early = [row for row in self._new if self._early(row)]
        erased = self._erased([row for row in early if self._fresh(row)])
        return tuple(self._one(row, erased) for row in self._rows)

    def _one(self, row: SheetRow, erased: Collection[int]) -> SheetRow:
        if row.kind == "change":
            return _changed_back(self._conn, self._sealer, self._by, row)
        if "task" in row.found or row.at in erased:
            return _undone(row)
        if not self._early(row):
            return _stays(row, "went_on")
        self._withdraw(row)
        return _undone(row)

    def _applications(self) -> dict[str, Any]:
        """The applications of the rows, held until the end."""
        its, who = applications.c, participants.c
        wanted = sorted(str(row.found["application"]) for row in self._new)
        query = select(its.id, its.state, its.version, its.village_code).where(its.id.in_(wanted))
        held = self._conn.execute(query.order_by(its.id).with_for_update()).all()
        ids = sorted({str(row.participant_id) for row in self._new})
        same = and_(who.id.in_(ids), who.version == 1)
        self._unchanged = frozenset(self._conn.scalars(select(who.id).where(same)))
        return {row.id: row for row in held}

    def _early(self, row: SheetRow) -> bool:
        held = self._held.get(str(row.found["application"]))
        mine = held is not None and lies_in(self._by.scope, held.village_code)
        return held is not None and mine and held.state in EARLY

    def _fresh(self, row: SheetRow) -> bool:
        """Whether nobody but this file has had to do with the person, as far as rows tell."""
        first = self._held[str(row.found["application"])].version == 1
        return bool(row.found["made"]) and first and row.participant_id in self._unchanged

    def _erased(self, rows: Sequence[SheetRow]) -> frozenset[int]:
        """The rows whose people are gone; whoever wrote or paid since stays.

        All at once where nobody did, else one by one.
        """
        if not rows:
            return frozenset()
        if _erased(self._conn, rows):
            gone = rows
        else:
            gone = [row for row in rows if _erased(self._conn, [row])]
        told = [str(row.participant_id) for row in gone]
        INSERTS["audit"].together(
            self._conn,
            [
                audits.row(
                    "officer", self._by.actor, "import_row_erased", "participant", who, self._by.now
                )
                for who in told
            ],
        )
        return frozenset(row.at for row in gone)

    def _withdraw(self, row: SheetRow) -> None:
        held = self._held[str(row.found["application"])]
        gone = {"state": "withdrawn", "version": held.version + 1, "updated_at": self._by.now}
        self._conn.execute(update(applications).where(applications.c.id == held.id).values(gone))
        told = (held.state, "withdrawn")
        note_event(self._conn, self._sealer, self._by, held.id, "withdrawn", told)


def _erased(conn: Connection, rows: Sequence[SheetRow]) -> bool:
    """Whether people whom only this file made are gone: none, where any row refers to one."""
    which = [str(row.found["application"]) for row in rows]
    who = [str(row.participant_id) for row in rows]
    if conn.scalar(select(exists().where(reminders.c.participant_id.in_(who)))):
        return False
    try:
        with conn.begin_nested():
            conn.execute(delete(receipts).where(receipts.c.application_id.in_(which)))
            mine = application_events.c.application_id.in_(which)
            conn.execute(delete(application_events).where(mine))
            conn.execute(delete(applications).where(applications.c.id.in_(which)))
            name_index.forget(conn, who)
            named = import_rows.c.participant_id.in_(who)
            conn.execute(update(import_rows).where(named).values(participant_id=None))
            conn.execute(delete(participants).where(participants.c.id.in_(who)))
    except IntegrityError:
        return False
    return True


def _changed_back(conn: Connection, sealer: Sealer, by: By, row: SheetRow) -> SheetRow:
    before, version = typed(row.found["before"]), int(row.found["version_after"])
    try:
        person_acts.edit(conn, sealer, by, str(row.participant_id), version, before, WHY)
    except (Changed, PersonGone, NotHere):
        return _stays(row, "changed_since")
    return _undone(row)


def _undone(row: SheetRow) -> SheetRow:
    found = {**row.found, "taken": False}
    gone = row.kind == "new"
    return SheetRow(row.at, "undone", "", row.cells, found, None if gone else row.participant_id)


def _stays(row: SheetRow, reason: str) -> SheetRow:
    return SheetRow(row.at, row.kind, reason, row.cells, row.found, row.participant_id)
