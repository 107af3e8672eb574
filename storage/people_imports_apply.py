"""A checked list of people is taken, a few rows at a time, and taken back the same way.

A NIK that is another region's becomes a note there, as in a chat, so that nobody can find out by a
file who is registered elsewhere.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, delete, select, update
from sqlalchemy.exc import IntegrityError

from conversations.forms import FORMS
from conversations.receipt import make_code
from storage import audits, name_index, people_imports, person_acts
from storage import participants as people
from storage.applications import note_event
from storage.applications_counter import place
from storage.claims import By
from storage.crypto import Sealer
from storage.endpoints import Endpoint
from storage.events import TICK
from storage.facts import CODE
from storage.ids import new_id
from storage.participants import Holder, NewParticipant
from storage.people_imports import SheetImport, SheetRow
from storage.person_acts import Changed, NotHere, Why
from storage.person_views import PersonGone
from storage.prepared import Prepared
from storage.sponsors import lies_in
from storage.tables import (
    application_events,
    applications,
    audit,
    import_rows,
    participants,
    receipts,
    tasks,
)

FORM = "registration"
WHY = Why("papers")
# What an undo still takes back; from then on an application is the village's or BPJS's.
EARLY = frozenset({"submitted", "correction", "checked", "waiting"})


def take(
    conn: Connection, sealer: Sealer, by: By, asked: SheetImport, rows: Sequence[SheetRow]
) -> tuple[SheetRow, ...]:
    """Takes rows over that were checked; gives them as they were marked."""
    changed = [_change(conn, sealer, by, row) for row in rows if row.kind == "change"]
    new = [row for row in rows if row.kind == "new"]
    added = _Adding(conn, sealer, by, asked).add(new) if new else ()
    marked = (*changed, *added)
    people_imports.mark(conn, sealer, asked.id, marked)
    return marked


def _change(conn: Connection, sealer: Sealer, by: By, row: SheetRow) -> SheetRow:
    version, after = int(row.found["version"]), _typed(row.found["after"])
    try:
        person_acts.edit(conn, sealer, by, str(row.participant_id), version, after, WHY)
    except Changed:
        return _wrong(row, "stale")
    except PersonGone:
        return _wrong(row, "gone")
    except NotHere:
        return _wrong(row, "village_outside")
    found = {**row.found, "taken": True, "version_after": version + 1}
    return SheetRow(row.at, "change", "", row.cells, found, row.participant_id)


def _typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as a correction takes them."""
    found = dict(values)
    if "birth_date" in found:
        found["birth_date"] = date.fromisoformat(found["birth_date"])
    return found


def _wrong(row: SheetRow, reason: str) -> SheetRow:
    return SheetRow(row.at, "wrong", reason, row.cells, row.found, row.participant_id)


class _Adding:
    """Adds new people of one chunk, a statement a table."""

    def __init__(self, conn: Connection, sealer: Sealer, by: By, asked: SheetImport) -> None:
        self._conn = conn
        self._sealer = sealer
        self._by = by
        self._asked = asked
        self._place: Endpoint = place(conn, sealer, by)
        self._rows: dict[str, list[dict[str, Any]]] = {}

    def add(self, rows: Sequence[SheetRow]) -> tuple[SheetRow, ...]:
        """Stores them; gives the rows with what became of each."""
        wanted = {row.at: self._wanted(row) for row in rows}
        before = people.holders(self._conn, self._sealer, [each.nik for each in wanted.values()])
        fresh = [each for each in wanted.values() if each.nik not in before]
        after = people.claim(self._conn, self._sealer, fresh, self._by.now)
        holders = {**after, **before}
        marked = tuple(self._one(row, wanted[row.at], holders, before) for row in rows)
        self._write()
        return marked

    def _wanted(self, row: SheetRow) -> NewParticipant:
        values = {**row.found["values"], "payer": self._asked.settings.get("payer", "village")}
        flags = tuple(str(each) for each in row.found["flags"])
        return NewParticipant(new_id(self._by.now), self._place.id, values, flags, trial=False)

    def _one(
        self,
        row: SheetRow,
        new: NewParticipant,
        holders: Mapping[str, Holder],
        before: Mapping[str, Holder],
    ) -> SheetRow:
        holder = holders[new.nik]
        mine = lies_in(self._by.scope, holder.village_code)
        if not mine:
            return self._note(row, new, holder)
        if new.nik in before and holder.open:
            return _wrong(row, "known")
        if new.nik in before:
            people.renew(self._conn, self._sealer, new, holder, self._by.now)
        elif holder.participant_id != new.id:  # somebody was faster by a moment
            return _wrong(row, "known")
        return self._application(row, new, holder.participant_id, made=new.nik not in before)

    def _application(self, row: SheetRow, new: NewParticipant, who: str, made: bool) -> SheetRow:
        which, now = new_id(self._by.now), self._by.now
        sure = self._asked.settings.get("checked") == "yes" and not set(new.flags) - {
            "member_unknown",
            "no_phone",
        }
        sealed = self._sealer.seal_json(
            {"answers": {}, "values": dict(new.values)}, "applications", "answers", which
        )
        self._put(
            "applications",
            id=which,
            participant_id=who,
            endpoint_id=self._place.id,
            role="officer",
            state="checked" if sure else "submitted",
            answers=sealed,
            form=FORM,
            form_version=FORMS[FORM].version,
            flags=list(new.flags),
            village_code=new.values["village"][0],
            trial=False,
            version=1,
            submitted_at=now,
            updated_at=now,
        )
        if sure:
            self._event(which)
        code = self._receipt(which)
        found = {**row.found, "taken": True, "application": which, "code": code, "made": made}
        self._audit("person_imported", "application", which)
        return SheetRow(row.at, "new", "", row.cells, found, who)

    def _event(self, which: str) -> None:
        self._put(
            "events",
            id=new_id(self._by.now + TICK),
            application_id=which,
            at=self._by.now + TICK,
            actor_kind="officer",
            actor=self._by.actor,
            act="checked",
            from_state="submitted",
            to_state="checked",
        )

    def _receipt(self, application: str | None, task: str | None = None) -> str:
        code = make_code(secrets.token_bytes(32))
        index = self._sealer.index(CODE, code)
        self._put(
            "receipts",
            code_index=index,
            code_index_next=self._sealer.index_next(CODE, code),
            code=self._sealer.seal_text(code, "receipts", "code", index.hex()),
            application_id=application,
            task_id=task,
            endpoint_id=self._place.id,
            created_at=self._by.now,
        )
        return code

    def _note(self, row: SheetRow, new: NewParticipant, holder: Holder) -> SheetRow:
        """The other region's officers see that somebody wished to register this NIK again."""
        task = new_id(self._by.now)
        body = {
            "values": dict(new.values),
            "answers": {},
            "role": "officer",
            "flags": list(new.flags),
        }
        self._put(
            "tasks",
            id=task,
            kind="duplicate",
            endpoint_id=self._place.id,
            participant_id=holder.participant_id,
            application_id=holder.latest_application,
            village_code=holder.village_code,
            body=self._sealer.seal_json(body, "tasks", "body", task),
            state="open",
            created_at=self._by.now,
        )
        code = self._receipt(None, task)
        self._audit("person_imported", "task", task)
        found = {**row.found, "taken": True, "task": task, "code": code}
        return SheetRow(row.at, "new", "", row.cells, found)

    def _audit(self, act: str, kind: str, subject: str) -> None:
        told = audits.row("officer", self._by.actor, act, kind, subject, self._by.now)
        self._put("audit", **told)

    def _put(self, table: str, **row: Any) -> None:
        self._rows.setdefault(table, []).append(row)

    def _write(self) -> None:
        for name, insert in INSERTS.items():
            insert.many(self._conn, self._rows.get(name, ()))


INSERTS = {
    "applications": Prepared(lambda making: making.insert(applications)),
    "events": Prepared(lambda making: making.insert(application_events)),
    "tasks": Prepared(lambda making: making.insert(tasks)),
    "receipts": Prepared(lambda making: making.insert(receipts)),
    "audit": Prepared(lambda making: making.insert(audit)),
}


# --- back ----------------------------------------------------------------------------------


def undo(
    conn: Connection, sealer: Sealer, by: By, asked: SheetImport, rows: Sequence[SheetRow]
) -> tuple[SheetRow, ...]:
    """Takes rows back; what went on since stays, with its reason."""
    taken = [row for row in rows if row.found.get("taken")]
    marked = tuple(_back(conn, sealer, by, row) for row in taken)
    people_imports.mark(conn, sealer, asked.id, marked)
    return marked


def _back(conn: Connection, sealer: Sealer, by: By, row: SheetRow) -> SheetRow:
    if row.kind == "change":
        return _changed_back(conn, sealer, by, row)
    if task := row.found.get("task"):
        conn.execute(update(tasks).where(tasks.c.id == task).values(state="done"))
        return _undone(row)
    which, who = str(row.found["application"]), str(row.participant_id)
    its = applications.c
    held = conn.execute(select(applications).where(its.id == which).with_for_update()).first()
    if held is None or held.state not in EARLY or not lies_in(by.scope, held.village_code):
        return _stays(row, "went_on")
    if row.found["made"] and held.version == 1 and _erased(conn, which, who):
        audits.officers(conn, by.actor, "import_row_erased", "participant", who, by.now)
        return _undone(row)
    gone = {"state": "withdrawn", "version": held.version + 1, "updated_at": by.now}
    conn.execute(update(applications).where(its.id == which).values(gone))
    note_event(conn, sealer, by, which, "withdrawn", (held.state, "withdrawn"))
    return _undone(row)


def _erased(conn: Connection, application: str, who: str) -> bool:
    """Whether somebody whom only this file made is gone; whoever wrote or paid since stays."""
    fresh = and_(participants.c.id == who, participants.c.version == 1)
    if conn.scalar(select(participants.c.id).where(fresh)) is None:
        return False
    mine = application_events.c.application_id == application
    try:
        with conn.begin_nested():
            conn.execute(delete(receipts).where(receipts.c.application_id == application))
            conn.execute(delete(application_events).where(mine))
            conn.execute(delete(applications).where(applications.c.id == application))
            name_index.forget(conn, [who])
            named = import_rows.c.participant_id == who
            conn.execute(update(import_rows).where(named).values(participant_id=None))
            conn.execute(delete(participants).where(participants.c.id == who))
    except IntegrityError:
        return False
    return True


def _changed_back(conn: Connection, sealer: Sealer, by: By, row: SheetRow) -> SheetRow:
    before, version = _typed(row.found["before"]), int(row.found["version_after"])
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
