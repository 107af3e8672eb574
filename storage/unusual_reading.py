"""Officers who look where they may have no business: reported to the kabupaten as a task.

Counted from the audit, once an hour. It accuses nobody: somebody asks the officer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, and_, func, select, update

from storage import audits
from storage.claims import By
from storage.contributions import office_day
from storage.scope import WHOLE, within
from storage.store import insert_into
from storage.tables import audit, kept_settings, officers, tasks

TASK: Final = "unusual_reading"
# Acts by which one person's data are looked at; lists show little of each and are not among them.
LOOKS: Final = (
    *("person_seen", "application_seen", "claim_seen", "nik_seen", "photo_seen"),
    *("revealed_nik", "revealed_phone", "revealed_mother_name"),
)
HOUR: Final = timedelta(hours=1)
ANSWERED_IN: Final = timedelta(days=3)
KABUPATEN_DOTS: Final = 1  # of a kabupaten's code, "63.10"
MOST: Final = 60  # different people in an hour, one a minute: an assumption, officers set it
SETTING: Final = "looks_an_hour"


def note(conn: Connection, now: datetime) -> int:
    """Makes a task of each officer who saw too many people in the hour, one a day each.

    Gives how many tasks are new.
    """
    rows = [_task(conn, who, now) for who in _many(conn, most(conn), now)]
    put = insert_into(conn, tasks).on_conflict_do_nothing()
    return sum(conn.execute(put, row).rowcount for row in rows)


def most(conn: Connection) -> int:
    """So many people an hour ask no question: the most that officers of any region set."""
    its = kept_settings.c
    found = [int(each) for each in conn.scalars(select(its.value).where(its.name == SETTING))]
    return max(found, default=MOST)


def _many(conn: Connection, number: int, now: datetime) -> Sequence[str]:
    its = audit.c
    seen = func.count(its.subject_id.distinct())
    looks = (its.act.in_(LOOKS), its.at > now - HOUR, its.actor_kind == "officer")
    query = select(its.actor).where(*looks).group_by(its.actor).having(seen > number)
    return conn.scalars(query.order_by(its.actor)).all()


def _task(conn: Connection, who: str, now: datetime) -> dict[str, object]:
    """One a day: the id is made of officer and day, so that the second is the same."""
    which = hashlib.sha256(f"{TASK}:{who}:{office_day(now)}".encode()).hexdigest()[:32]
    regions = conn.scalar(select(officers.c.regions).where(officers.c.id == who)) or [WHOLE]
    return {
        "id": which,
        "kind": TASK,
        "officer_id": who,
        "village_code": _kabupaten(regions[0]),
        "state": "open",
        "due_at": now + ANSWERED_IN,
        "created_at": now,
    }


def _kabupaten(region: str) -> str | None:
    """Whose officers are told; None, the nation's, where the officer's region is wider."""
    parts = region.split(".")
    return ".".join(parts[: KABUPATEN_DOTS + 1]) if len(parts) > KABUPATEN_DOTS else None


def close(conn: Connection, by: By, task_id: str) -> bool:
    """Somebody asked and is done; never the officer it is about. Gives whether it was open."""
    its = tasks.c
    here = and_(its.id == task_id, within(by.scope, its.village_code))
    mine = and_(here, its.kind == TASK, its.state == "open", its.officer_id != by.actor)
    if not conn.execute(update(tasks).where(mine).values(state="done")).rowcount:
        return False
    audits.officers(conn, by.actor, "reading_asked", "task", task_id, by.now)
    return True
