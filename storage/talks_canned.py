"""Ready answers: kept by the kabupaten, used by all officers who work in its regions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, or_, select, update

from storage import audits
from storage.claims import By
from storage.ids import new_id
from storage.scope import Scope, within
from storage.tables import canned_answers

TITLE_LONGEST = 80  # as the column
MOST = 200  # of one region: more are not found among each other


class CannedGone(LookupError):
    """No such answer where this officer works, or it was changed meanwhile."""


@dataclass(frozen=True, slots=True)
class Canned:
    """A ready answer."""

    id: str
    region: str
    title: str
    body: str
    version: int
    changed_at: datetime


def listed(conn: Connection, scope: Scope) -> list[Canned]:
    """What officers of this scope may use, by title: of the regions around theirs and in them."""
    its = canned_answers.c
    names = (its[name] for name in Canned.__slots__)
    query = select(*names).where(its.ended_at.is_(None), _usable(scope))
    rows = conn.execute(query.order_by(its.title, its.id).limit(MOST))
    return [Canned(*row) for row in rows]


def add(conn: Connection, by: By, region: str, title: str, body: str) -> str:
    """A new answer for a region of the officer's; gives its id. Raises CannedGone elsewhere."""
    if not _works_in(by.scope, region):
        raise CannedGone
    answer = new_id(by.now)
    row = {
        "id": answer,
        "region": region,
        "title": title,
        "body": body,
        "changed_by": by.actor,
        "changed_at": by.now,
        "version": 1,
    }
    conn.execute(insert(canned_answers).values(row))
    audits.officers(conn, by.actor, "canned_added", "canned", answer, by.now)
    return answer


def change(conn: Connection, by: By, answer: str, version: int, title: str, body: str) -> None:
    """Other words, by compare-and-set. Raises CannedGone."""
    _set(conn, by, answer, version, title=title, body=body)
    audits.officers(conn, by.actor, "canned_changed", "canned", answer, by.now)


def end(conn: Connection, by: By, answer: str, version: int) -> None:
    """Not offered any more. Raises CannedGone."""
    _set(conn, by, answer, version, ended_at=by.now)
    audits.officers(conn, by.actor, "canned_ended", "canned", answer, by.now)


def _set(conn: Connection, by: By, answer: str, version: int, **values: object) -> None:
    its = canned_answers.c
    same = (its.id == answer) & (its.version == version) & its.ended_at.is_(None)
    changed = update(canned_answers).where(same, within(by.scope, its.region))
    marks = {"version": its.version + 1, "changed_by": by.actor, "changed_at": by.now}
    if not conn.execute(changed.values(**values, **marks)).rowcount:
        raise CannedGone


def _usable(scope: Scope) -> ColumnElement[bool]:
    parts = [each.split(".") for each in scope.regions]
    around = {".".join(each[:count]) for each in parts for count in range(1, len(each) + 1)}
    return or_(within(scope, canned_answers.c.region), canned_answers.c.region.in_(sorted(around)))


def _works_in(scope: Scope, region: str) -> bool:
    if scope == Scope.whole():
        return True
    return any(region == each or region.startswith(f"{each}.") for each in scope.regions)
