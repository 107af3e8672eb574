"""A checked list of people is taken, a few rows at a time.

A NIK that is another region's becomes a note there, as in a chat, so that nobody can find out by a
file who is registered elsewhere.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from conversations.forms import FORMS
from conversations.receipt import make_code
from storage import audits, people_imports, person_acts
from storage import participants as people
from storage.claims import By
from storage.crypto import Sealer
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
    receipts,
    tasks,
)

FORM = "registration"
WHY = Why("papers")


def take(
    conn: Connection,
    sealer: Sealer,
    by: By,
    asked: SheetImport,
    rows: Sequence[SheetRow],
    place_id: str,
) -> tuple[SheetRow, ...]:
    """Takes rows over that were checked; gives them as they were marked.

    `place_id` is the officer's own endpoint (`applications_counter.place`).
    """
    changed = [_change(conn, sealer, by, row) for row in rows if row.kind == "change"]
    new = [row for row in rows if row.kind == "new"]
    added = _Adding(conn, sealer, by, asked, place_id).add(new) if new else ()
    marked = (*changed, *added)
    people_imports.mark(conn, sealer, asked.id, marked)
    return marked


def _change(conn: Connection, sealer: Sealer, by: By, row: SheetRow) -> SheetRow:
    version, after = int(row.found["version"]), typed(row.found["after"])
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


def typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as a correction takes them."""
    found = dict(values)
    if "birth_date" in found:
        found["birth_date"] = date.fromisoformat(found["birth_date"])
    return found


def _wrong(row: SheetRow, reason: str) -> SheetRow:
    return SheetRow(row.at, "wrong", reason, row.cells, row.found, row.participant_id)


def _kept(row: SheetRow) -> dict[str, Any]:
    """What a row that was taken still tells; what was read in it stands with the person now."""
    return {"nik": row.found["nik"], "taken": True}


class _Adding:
    """Adds new people of one chunk, a statement a table."""

    def __init__(
        self, conn: Connection, sealer: Sealer, by: By, asked: SheetImport, place_id: str
    ) -> None:
        self._conn = conn
        self._sealer = sealer
        self._by = by
        self._asked = asked
        self._place = place_id
        self._rows: dict[str, list[dict[str, Any]]] = {}

    def add(self, rows: Sequence[SheetRow]) -> tuple[SheetRow, ...]:
        """Stores them; gives the rows with what became of each."""
        wanted = {row.at: self._wanted(row) for row in rows}
        holders = people.claim(self._conn, self._sealer, list(wanted.values()), self._by.now)
        marked = tuple(self._one(row, wanted[row.at], holders[wanted[row.at].nik]) for row in rows)
        self._write()
        return marked

    def _wanted(self, row: SheetRow) -> NewParticipant:
        values = {**row.found["values"], "payer": self._asked.settings.get("payer", "village")}
        flags = tuple(str(each) for each in row.found["flags"])
        return NewParticipant(new_id(self._by.now), self._place, values, flags, trial=False)

    def _one(self, row: SheetRow, new: NewParticipant, holder: Holder) -> SheetRow:
        if not lies_in(self._by.scope, holder.village_code):
            return self._note(row, new, holder)
        made = holder.participant_id == new.id
        if holder.open:
            return _wrong(row, "known")
        if not made:
            people.renew(self._conn, self._sealer, new, holder, self._by.now)
        return self._application(row, new, holder.participant_id, made)

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
            endpoint_id=self._place,
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
        found = _kept(row) | {"application": which, "code": code, "made": made}
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
            endpoint_id=self._place,
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
            endpoint_id=self._place,
            participant_id=holder.participant_id,
            application_id=holder.latest_application,
            village_code=holder.village_code,
            body=self._sealer.seal_json(body, "tasks", "body", task),
            state="open",
            created_at=self._by.now,
        )
        code = self._receipt(None, task)
        self._audit("person_imported", "task", task)
        found = _kept(row) | {"task": task, "code": code}
        return SheetRow(row.at, "new", "", row.cells, found)

    def _audit(self, act: str, kind: str, subject: str) -> None:
        told = audits.row("officer", self._by.actor, act, kind, subject, self._by.now)
        self._put("audit", **told)

    def _put(self, table: str, **row: Any) -> None:
        self._rows.setdefault(table, []).append(row)

    def _write(self) -> None:
        for name, insert in INSERTS.items():
            insert.together(self._conn, self._rows.get(name, ()))


INSERTS = {
    "applications": Prepared(lambda making: making.insert(applications)),
    "events": Prepared(lambda making: making.insert(application_events)),
    "tasks": Prepared(lambda making: making.insert(tasks)),
    "receipts": Prepared(lambda making: making.insert(receipts)),
    "audit": Prepared(lambda making: making.insert(audit)),
}
