"""The work of one job of the desk's sheets, step by step: check, take or take back some rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from storage import (
    bpjs_answers,
    people_imports,
    people_imports_apply,
    people_imports_check,
    people_imports_undo,
)
from storage import sheet_jobs as jobs
from storage.applications_counter import place
from storage.claims import By
from storage.crypto import Sealer
from storage.people_imports import SheetImport, SheetRow
from storage.sheet_jobs import Job

AT_ONCE = 100  # rows of a step: some 0.1 s of a quiet core, which a turn may have to wait for
CHECKED = 200  # rows that are only looked at take half as long, and each commit waits for the disk
FEW = 10  # of answers and corrections, which are acts with an audit row each
TAKEN = ("new", "change", "kpj", "back")  # kinds of rows that change something


@dataclass(slots=True)
class Working:
    """A job that this process holds, and what it needs to remember between steps.

    After a step that failed it is thrown away, and the job taken up anew.
    """

    job: Job
    asked: SheetImport
    after: int = 0  # the last row that was done
    done: int = 0
    seen: set[str] = field(default_factory=set, repr=False)
    place: str = ""  # the officer's own endpoint, once it was looked up


def begin(conn: Connection, sealer: Sealer, by: By, import_id: str, kind: jobs.Kind) -> str:
    """Asks for the next thing to be done with a file; gives the job's id. Raises ImportGone."""
    asked = people_imports.look(conn, sealer, by, import_id)
    wanted = {"check": "read", "apply": "dry", "undo": "done"}[kind]
    going = jobs.latest(conn, import_id)
    busy = going is not None and going.state == "open"
    if asked.state != wanted or busy or (kind == "undo" and asked.kind != "people"):
        raise people_imports.ImportGone
    people_imports.noted(conn, by, f"import_{kind}", import_id)
    return jobs.begin(conn, by, kind, asked.rows, import_id)


def take_up(conn: Connection, sealer: Sealer, job: Job, now: datetime) -> Working:
    """Where a job that was just taken goes on: at its first row, or where its process died."""
    asked = people_imports.look(conn, sealer, job.by(now), str(job.import_id))
    if job.done == 0:
        return Working(job, asked)
    seen = people_imports_check.seen_before(conn, sealer, asked) if job.kind == "check" else set()
    return Working(job, asked, int(job.latest or 0), job.done, seen)


def step(conn: Connection, sealer: Sealer, work: Working, home: str, now: datetime) -> bool:
    """Does some rows; gives whether there are more. All of a step is committed, or nothing."""
    by = work.job.by(now)
    slow = work.job.kind != "check" and work.asked.kind == "answers"
    limit = FEW if slow else CHECKED if work.job.kind == "check" else AT_ONCE
    rows = people_imports.some(conn, sealer, work.asked.id, (), work.after, limit)
    if rows:
        DOES[work.job.kind](conn, sealer, by, work, rows, home)
        work.after, work.done = rows[-1].at, work.done + len(rows)
        jobs.step(conn, work.job.id, work.done, now, str(work.after))
    if len(rows) < limit:
        _settle(conn, by, work)
        jobs.finish(conn, work.job.id, now)
    return len(rows) == limit


def _check(
    conn: Connection, sealer: Sealer, by: By, work: Working, rows: Sequence[SheetRow], home: str
) -> None:
    if work.asked.kind == "answers":
        bpjs_answers.check(conn, sealer, by, work.asked, rows, work.seen)
    else:
        people_imports_check.check(conn, sealer, by, work.asked, rows, work.seen, home)


def _apply(
    conn: Connection, sealer: Sealer, by: By, work: Working, rows: Sequence[SheetRow], home: str
) -> None:
    taken = [row for row in rows if row.kind in TAKEN]
    if work.asked.kind == "answers":
        bpjs_answers.take(conn, sealer, by, work.asked, taken)
        return
    work.place = work.place or place(conn, sealer, by).id
    people_imports_apply.take(conn, sealer, by, work.asked, taken, work.place)


def _undo(
    conn: Connection, sealer: Sealer, by: By, work: Working, rows: Sequence[SheetRow], home: str
) -> None:
    people_imports_undo.undo(conn, sealer, by, work.asked, rows)


Does = Callable[[Connection, Sealer, By, Working, Sequence[SheetRow], str], None]
DOES: dict[str, Does] = {"check": _check, "apply": _apply, "undo": _undo}


def _settle(conn: Connection, by: By, work: Working) -> None:
    state = {"check": "dry", "apply": "done", "undo": "undone"}[work.job.kind]
    counts = people_imports.counts(conn, work.asked.id)
    good = sum(number for (kind, _), number in counts.items() if kind in TAKEN)
    people_imports.settle(conn, by, work.asked.id, state, good)
