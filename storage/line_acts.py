"""Names that were paid for and that nobody here had: an officer says later who was meant.

Only then the line's months are that person's. It can be taken back; both are kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, select, update

from program.contributions import months_later
from storage import audits
from storage.charges import Charge, assess
from storage.contributions import CHARGED, office_day, refresh
from storage.crypto import Sealer
from storage.ids import new_id
from storage.payments import NewLine, NewPayment, line_id
from storage.scope import Scope, within
from storage.store import insert_into
from storage.tables import (
    contributions,
    line_assignments,
    participants,
    payment_lines,
    payments,
)

LISTED = 50  # assignments that may be taken back, on one page


class LineGone(LookupError):
    """No such line waits where this officer works: another may have named its person."""


class LineNotTaken(RuntimeError):
    """The months cannot be the person's; the text is the reason (`RecordedLine.reason`)."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """A line whose person an officer named."""

    id: str
    name: str
    first_month: date
    months: int
    actor: str
    at: datetime


def assign(
    conn: Connection,
    sealer: Sealer,
    scope: Scope,
    line: tuple[str, int],
    participant_id: str,
    actor: str,
    now: datetime,
) -> str:
    """Says whose a line (payment, position) is and pays the months; gives the assignment's id.

    Raises LineGone, also for somebody outside the scope; LineNotTaken.
    """
    row = _line(conn, scope, line, "unknown")
    charge = _charge(conn, sealer, scope, row, participant_id)
    if charge.line.state == "unknown":
        raise LineGone
    if charge.line.state != "paid":
        raise LineNotTaken(charge.line.reason)
    its = payment_lines.c
    same = and_(its.payment_id == line[0], its.position == line[1])
    named = {"participant_id": participant_id, "state": "paid", "reason": ""}
    conn.execute(update(payment_lines).where(same).values(**named))
    for month, programme, cost in charge.parts:
        one = {"of": line[0], "first": line[1], "last": line[1], "by": row.payer, "since": now}
        CHARGED.many(conn, [{**one, "for_month": month, "for_programme": programme, "cost": cost}])
    which = new_id(now)
    kept = {"id": which, "payment_id": line[0], "position": line[1], "actor": actor, "at": now}
    conn.execute(insert_into(conn, line_assignments), kept)
    refresh(conn, {participant_id}, office_day(now))
    audits.officers(conn, actor, "line_assigned", "payment", line[0], now)
    return which


def undo(conn: Connection, scope: Scope, assignment_id: str, actor: str, now: datetime) -> bool:
    """Takes an assignment back: the line waits again, its months are free; False if gone."""
    done = line_assignments.c
    query = select(done.payment_id, done.position).where(
        done.id == assignment_id, done.undone_at.is_(None)
    )
    found = conn.execute(query.with_for_update()).first()
    if found is None:
        return False
    try:
        row = _line(conn, scope, (found.payment_id, found.position), "paid")
    except LineGone:
        return False
    paid = contributions.c
    last = months_later(row.first_month, row.months - 1)
    theirs = and_(
        paid.payment_id == row.payment_id,
        paid.participant_id == row.participant_id,
        paid.month.between(row.first_month, last),
        paid.programme.in_(row.programmes),
    )
    conn.execute(delete(contributions).where(theirs))
    its = payment_lines.c
    same = and_(its.payment_id == row.payment_id, its.position == row.position)
    conn.execute(update(payment_lines).where(same).values(participant_id=None, state="unknown"))
    gone = update(line_assignments).where(done.id == assignment_id)
    conn.execute(gone.values(undone_by=actor, undone_at=now))
    refresh(conn, {row.participant_id}, office_day(now))
    audits.officers(conn, actor, "line_unassigned", "payment", row.payment_id, now)
    return True


def listed(conn: Connection, scope: Scope, limit: int = LISTED) -> tuple[Assigned, ...]:
    """What was assigned and may be taken back, the latest first."""
    done, its = line_assignments.c, payment_lines.c
    line = and_(its.payment_id == done.payment_id, its.position == done.position)
    query = (
        select(done.id, participants.c.name, its.first_month, its.months, done.actor, done.at)
        .select_from(line_assignments.join(payment_lines, line).join(payments).join(participants))
        .where(done.undone_at.is_(None), payments.c.state == "recorded", its.state == "paid")
        .where(within(scope, payments.c.region_code))
        .order_by(done.at.desc(), done.id.desc())
    )
    return tuple(Assigned(*row) for row in conn.execute(query.limit(limit)))


def named(
    conn: Connection, sealer: Sealer, scope: Scope, line: tuple[str, int]
) -> tuple[str, Row[Any]]:
    """What stood in a line that nobody was found for, and its row. Raises LineGone."""
    row = _line(conn, scope, line, "unknown")
    place = line_id(*line)
    text = sealer.open_text(row.named, "payment_lines", "named", place) if row.named else ""
    return text, row


def _line(conn: Connection, scope: Scope, line: tuple[str, int], state: str) -> Row[Any]:
    """The line, held until the transaction ends."""
    its = payment_lines.c
    columns = (payments.c.payer, payments.c.evidence, payments.c.paid_on)
    query = select(payment_lines, *columns, payments.c.sponsor_id, payments.c.pot_id)
    mine = and_(its.payment_id == line[0], its.position == line[1], its.state == state)
    here = and_(payments.c.state == "recorded", within(scope, payments.c.region_code))
    held = query.join_from(payment_lines, payments).where(mine, here).with_for_update()
    row = conn.execute(held).first()
    if row is None:
        raise LineGone
    return row


def _charge(
    conn: Connection, sealer: Sealer, scope: Scope, row: Row[Any], participant_id: str
) -> Charge:
    """What the line becomes for this person, by the rules of any payment."""
    line = NewLine(
        participant_id, None, row.first_month, row.months, frozenset(row.programmes), row.amount
    )
    asked = NewPayment(
        row.payer, row.evidence, row.paid_on, "", (line,), row.sponsor_id, row.pot_id
    )
    (charge,) = assess(conn, sealer, scope, asked)
    return replace(charge, line=replace(charge.line, position=row.position))
