"""The journal told to a restored store: who stopped, died, withdrew or was deleted since stays so.

Entries say what holds, and the last one of each thing wins; so it does no harm to tell it twice,
or to a store that knows it already. Ids that the backup does not hold are counted and left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, insert, select, update

from conversations.my_data_telling import KIND
from storage import endpoints as endpoint_rows
from storage import files as kept_files
from storage import retention, rights, rights_paper, timers
from storage.crypto import Sealer
from storage.ids import new_id
from storage.journal import Entry
from storage.rights_erasing import Held, erase
from storage.tables import (
    applications,
    audit,
    audit_seals,
    consents,
    drafts,
    endpoints,
    journal_rows,
    links,
    participants,
    tasks,
)
from storage.tables import rights as right_rows

RESTORED = "restored"  # the entry that says with how many seals of the audit a store began again
DUE = "journal_due"  # the store fact of a restored store that was not told the journal yet


@dataclass(frozen=True, slots=True)
class Means:
    """What telling needs besides the store."""

    sealer: Sealer
    now: datetime


@dataclass(slots=True)
class Applied:
    """How many things each kind changed, how many the backup does not hold, files to delete."""

    changed: Counter[str] = field(default_factory=Counter)
    absent: int = 0
    held: int = 0  # people deleted since whom an open claim of the backup keeps
    files: list[str] = field(default_factory=list)


def apply(conn: Connection, entries: Iterable[Entry], means: Means) -> Applied:
    """Tells a store all that the journal holds, in the order of writing."""
    done, last = Applied(), dict[tuple[str, str], Entry]()
    for each in entries:
        last.pop((each.kind, each.subject), None)
        last[each.kind, each.subject] = each
    for each in last.values():
        if each.kind in WAYS:
            WAYS[each.kind](conn, each, done, means)
    sealed = conn.scalar(select(func.max(audit_seals.c.seq))) or 0
    noted = {"kind": RESTORED, "subject": "store", "value": str(sealed)}
    conn.execute(insert(journal_rows), noted)  # seals behind this one are made anew
    row = {"actor_kind": "system", "actor": "journal", "act": "journal_applied", "details": None}
    about = {"subject_kind": "store", "subject_id": "", "id": new_id(means.now), "at": means.now}
    conn.execute(insert(audit), {**row, **about})
    return done


def _standing(column: str) -> Callable[[Connection, Entry, Applied, Means], None]:
    def set_one(conn: Connection, each: Entry, done: Applied, _: Means) -> None:
        values = {column: READ.get(each.kind, _as_it_is)(each.value)}
        count = {"version": participants.c.version + 1}
        _set(conn, participants, each, done, values, count)

    return set_one


def _stopped(conn: Connection, each: Entry, done: Applied, _: Means) -> None:
    _set(conn, endpoints, each, done, {"stopped": each.value}, {})


def _stopped_one(conn: Connection, each: Entry, done: Applied, _: Means) -> None:
    """STOP of one person on one phone: the subject is both ids."""
    row, who, phone = links.c, each.subject[:32], each.subject[32:]
    mine = and_(row.participant_id == who, row.endpoint_id == phone)
    if not conn.scalars(select(row.stopped).where(mine)).all():
        done.absent += 1
        return
    other = and_(mine, row.stopped != each.value)
    if conn.execute(update(links).where(other).values(stopped=each.value)).rowcount:
        done.changed[each.kind] += 1


def _withdrawn(conn: Connection, each: Entry, done: Applied, _: Means) -> None:
    count = {"version": applications.c.version + 1, "updated_at": each.at}
    _set(conn, applications, each, done, {"state": "withdrawn"}, count)


def _set(
    conn: Connection,
    table: Table,
    each: Entry,
    done: Applied,
    values: Mapping[str, Any],
    besides: Mapping[str, Any],
) -> None:
    """Sets a row's values where they are others."""
    row = conn.execute(select(table).where(table.c.id == each.subject)).first()
    if row is None:
        done.absent += 1
    elif any(row._mapping[name] != value for name, value in values.items()):
        mine: ColumnElement[bool] = table.c.id == each.subject
        conn.execute(update(table).where(mine).values(**values, **besides))
        done.changed[each.kind] += 1


def _asked(conn: Connection, each: Entry, done: Applied, means: Means) -> None:
    """Somebody asked for a right, such as to be deleted: it waits again, due as it was."""
    which, kind, who, *_ = [*(each.value or "").split("|"), "", ""]
    if _there(conn, tasks, each.subject):
        return
    right = "erase" if kind == "erasure" else kind.removeprefix(rights.OF_TASK)
    if not which and who:
        _asked_on_paper(conn, each, right, who, done)
        return
    found = endpoint_rows.by_id(conn, means.sealer, [which])
    if which not in found:
        done.absent += 1
        return
    rights.put(conn, means.sealer, found[which], right, each.at, which=each.subject)
    done.changed[each.kind] += 1


def _asked_on_paper(conn: Connection, each: Entry, right: str, who: str, done: Applied) -> None:
    village = select(participants.c.village_code).where(participants.c.id == who)
    row = conn.execute(village).first()
    if row is None:
        done.absent += 1
        return
    rights_paper.note(conn, who, row.village_code, right, each.at, each.subject, each.at)
    done.changed[each.kind] += 1


def _answered(conn: Connection, each: Entry, done: Applied, _: Means) -> None:
    """A request that was answered is not asked again; its answer was told when it was given."""
    state, reason, proof, by = (each.value or "").split("|")
    row = conn.execute(select(right_rows).where(right_rows.c.id == each.subject)).first()
    if row is None:
        done.absent += 1
        return
    if row.state == state:
        return
    values = {"state": state, "reason": reason or None, "proof": proof or None}
    values |= {"decided_by": by or None, "note": None}
    times = {"decided_at": each.at, "told_at": each.at, "version": row.version + 1}
    mine = right_rows.c.id == each.subject
    conn.execute(update(right_rows).where(mine).values(**values, **times))
    conn.execute(update(tasks).where(tasks.c.id == each.subject).values(state="done"))
    timers.cancel(conn, [*rights.keys(each.subject), f"{KIND}:{each.subject}"])
    done.changed[each.kind] += 1


def _refused(conn: Connection, each: Entry, done: Applied, _: Means) -> None:
    """A consent that was taken back or refused is so again."""
    endpoint, who, purpose, version, how, language = (each.value or "").split("|")
    if not _there(conn, endpoints, endpoint) or (who and not _there(conn, participants, who)):
        done.absent += 1
        return
    if _there(conn, consents, each.subject):
        return
    whose = {"id": each.subject, "endpoint_id": endpoint, "participant_id": who or None}
    words = {"purpose": purpose, "text_version": version, "how": how, "language": language}
    conn.execute(insert(consents), {**whose, **words, "given": False, "at": each.at})
    done.changed[each.kind] += 1


def _erased(conn: Connection, each: Entry, done: Applied, means: Means) -> None:
    """What was deleted is deleted again: an unfinished form with its talk, or a person."""
    match each.value:
        case "draft" if _there(conn, drafts, each.subject):
            _draft(conn, each.subject, done)
        case "participant" if _there(conn, participants, each.subject):
            try:
                done.files += erase(conn, means.sealer, each.subject, means.now)
            except Held:
                done.held += 1
                return
        case _:
            done.absent += 1
            return
    done.changed[each.kind] += 1


def _draft(conn: Connection, draft: str, done: Applied) -> None:
    theirs = select(endpoints.c.id, endpoints.c.address_index).join_from(
        endpoints, drafts, and_(drafts.c.endpoint_id == endpoints.c.id, drafts.c.id == draft)
    )
    who = conn.execute(theirs).one()
    owned = kept_files.of_drafts(conn, [draft])
    kept_files.forget(conn, owned)
    done.files += owned
    conn.execute(delete(drafts).where(drafts.c.id == draft))
    retention.forget_talks(conn, [who.address_index], [who.id])


def _there(conn: Connection, table: Table, which: str | None) -> bool:
    return conn.scalar(select(table.c.id).where(table.c.id == which)) is not None


def _moment(value: str | None) -> datetime | None:
    """As either database writes it; UTC where it says no zone."""
    if value is None:
        return None
    found = datetime.fromisoformat(value)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def _as_it_is(value: str | None) -> object:
    return value


READ: Mapping[str, Callable[[str | None], object]] = {
    "mourned": _moment,
    "reminded": lambda value: value == "yes",
}
WAYS: Mapping[str, Callable[[Connection, Entry, Applied, Means], None]] = {
    "stopped": _stopped,
    "stopped_one": _stopped_one,
    "standing": _standing("standing"),
    "mourned": _standing("mourned_at"),
    "reminded": _standing("reminded"),
    "withdrawn": _withdrawn,
    "asked": _asked,
    "answered": _answered,
    "refused": _refused,
    "erased": _erased,
}
