"""Requests about one's own data that came on paper or in person: recorded by an officer.

They have no phone: what waits is looked for hourly instead of by timers, and the answer is given
as the request came.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import Connection, and_, func, insert, select

from conversations.my_data_facts import (
    DUE_WITHIN,
    ESCALATE_HOURS,
    REMIND_HOURS,
    RIGHTS,
    RightWaits,
)
from conversations.understanding.identifiers import find_nik
from storage import audits
from storage import rights as asked
from storage.claims import By
from storage.crypto import Sealer
from storage.ids import new_id
from storage.participants import NIK
from storage.rights_acts import NotReadable, RightGone
from storage.scope import within
from storage.tables import audit, participants, rights, tasks

OLDEST = timedelta(days=30)  # of a letter; older ones are a slip of the year or month
HOURS = (*REMIND_HOURS, ESCALATE_HOURS)
REMINDED = ("right_reminded", "right_escalated")


def put(
    conn: Connection, sealer: Sealer, by: By, typed: str, kind: str, day: date, zone: tzinfo
) -> str:
    """Records a request that came on a day; gives its id, of an open one of the kind that one.

    The three days count from the beginning of that day. Raises NotReadable, and RightGone where
    nobody of these regions has the NIK.
    """
    today = by.now.astimezone(zone).date()
    if kind not in RIGHTS:
        raise NotReadable("kind")
    if not today - OLDEST <= day <= today:
        raise NotReadable("day")
    nik = find_nik(typed).value
    if nik is None:
        raise NotReadable("nik")
    who, village = _person(conn, sealer, by, nik.digits)
    since = datetime.combine(day, time(), zone).astimezone(by.now.tzinfo)
    which = note(conn, who, village, kind, since, new_id(by.now), by.now)
    audits.officers(conn, by.actor, f"right_asked_{kind}", "right", which, by.now)
    return which


def _person(conn: Connection, sealer: Sealer, by: By, nik: str) -> tuple[str, str]:
    mine = participants.c.nik_index == sealer.index(NIK, nik)
    query = select(participants.c.id, participants.c.village_code)
    row = conn.execute(query.where(mine, within(by.scope, participants.c.village_code))).first()
    if row is None:
        raise RightGone
    return row.id, row.village_code


def note(
    conn: Connection,
    who: str,
    village: str | None,
    kind: str,
    since: datetime,
    which: str,
    now: datetime,
) -> str:
    """Writes the request with its task, where none of the kind is open; gives its id."""
    same = and_(rights.c.participant_id == who, rights.c.kind == kind)
    here = and_(same, rights.c.endpoint_id.is_(None), rights.c.state == "open")
    if known := conn.scalar(select(rights.c.id).where(here)):
        return str(known)
    about = {"id": which, "participant_id": who, "village_code": village, "state": "open"}
    due = {"due_at": since + DUE_WITHIN}
    named = "erasure" if kind == "erase" else f"{asked.OF_TASK}{kind}"
    conn.execute(insert(tasks), {**about, **due, "kind": named, "created_at": now})
    times = {**due, "asked_at": since}
    conn.execute(insert(rights), {**about, **times, "kind": kind, "trial": False, "version": 1})
    return which


def remind(conn: Connection, now: datetime) -> int:
    """Officers are told of what waits, those in charge near its end; gives how many requests.

    How often that was done already stands in the audit.
    """
    done = func.count(audit.c.id)
    about = and_(
        audit.c.subject_kind == "right",
        audit.c.subject_id == rights.c.id,
        audit.c.act.in_(REMINDED),
    )
    query = (
        select(rights.c.id, rights.c.asked_at, done.label("told"))
        .select_from(rights.outerjoin(audit, about))
        .where(rights.c.endpoint_id.is_(None), rights.c.state == "open")
        .group_by(rights.c.id, rights.c.asked_at)
    )
    count = 0
    for row in conn.execute(query).all():
        passed = [hours for hours in HOURS if row.asked_at + timedelta(hours=hours) <= now]
        if len(passed) > row.told:
            for hours in passed[row.told :]:
                asked.remind(conn, RightWaits(row.id, hours), now)
            count += 1
    return count
