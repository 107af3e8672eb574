"""Contributions: recorded, taken back, and what they make of a person's cover."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, delete, select, update

from program.contributions import months_later
from program.coverage import last_day
from storage import audits, payments
from storage.charges import Charge, SponsorUnknown, assess, portions
from storage.crypto import Sealer
from storage.office_time import office_zone
from storage.payments import (
    NewLine,
    NewPayment,
    Recorded,
    RecordedLine,
    Unrecognised,
    spent,
    unrecognised,
)
from storage.prepared import Making, Prepared
from storage.scope import Scope, within
from storage.tables import contributions, participants, payment_lines, proofs
from storage.tables import payments as payment_rows

if TYPE_CHECKING:
    from storage.store import Upsert

__all__ = [
    "NewLine",
    "NewPayment",
    "Recorded",
    "RecordedLine",
    "SponsorUnknown",
    "Unrecognised",
    "begin_runs",
    "office_day",
    "record",
    "refresh",
    "run_of",
    "spent",
    "undo",
    "unrecognised",
]

RUN = 256  # lines in one statement, so that the pages of these people stay in SQLite's memory
RUNS_AT_ONCE = 1000  # people whose cover is told anew in one transaction, so that no turn waits

Run = tuple[date | None, date | None]  # covered until, first day of the next run


def record(
    conn: Connection, sealer: Sealer, scope: Scope, new: NewPayment, now: datetime
) -> Recorded:
    """Records a payment: lines that can be are paid, the others say why not.

    Somebody outside the scope is unknown. Raises SponsorUnknown.
    """
    charges = assess(conn, sealer, scope, new)
    lines = tuple(each.line for each in charges)
    which = payments.put(conn, sealer, scope, new, lines, now)
    CHARGED.many(conn, _charged(charges, new.payer, which, now))
    paid = {each.participant_id for each in lines if each.state == "paid" and each.participant_id}
    refresh(conn, paid, office_day(now))
    audits.officers(conn, new.actor, "payment_recorded", "payment", which, now)
    return Recorded(which, lines)


def _charged(
    charges: Iterable[Charge], payer: str, payment_id: str, now: datetime
) -> list[dict[str, object]]:
    """One statement for each part of lines that cost the same and follow one another."""
    rows: list[dict[str, object]] = []
    paid = (each for each in charges if each.parts)
    for (parts, _), run in groupby(paid, lambda each: (each.parts, each.line.position // RUN)):
        positions = [each.line.position for each in run]
        of_run = {"of": payment_id, "first": positions[0], "last": positions[-1], "by": payer}
        rows += [
            {**of_run, "since": now, "for_month": month, "for_programme": programme, "cost": cost}
            for month, programme, cost in parts
        ]
    return rows


def _insert_charged(making: Making) -> Upsert:
    line = payment_lines.c
    kinds = contributions.c
    columns = (
        line.participant_id,
        bindparam("for_month", type_=kinds.month.type),
        bindparam("for_programme", type_=kinds.programme.type),
        bindparam("cost", type_=kinds.amount.type),
        bindparam("by", type_=kinds.payer.type),
        line.payment_id,
        bindparam("since", type_=kinds.recorded_at.type),
    )
    paid = (line.payment_id == bindparam("of")) & (line.state == "paid")
    theirs = paid & line.position.between(bindparam("first"), bindparam("last"))
    names = [each.name for each in kinds]
    return making.insert(contributions).from_select(names, select(*columns).where(theirs))


CHARGED = Prepared(_insert_charged)


def undo(
    conn: Connection, scope: Scope, payment_id: str, actor: str, reason: str, now: datetime
) -> bool:
    """Takes a payment back, with the proof that it was recorded from; gives whether it was there.

    Its lines are kept, its months are free again.
    """
    mine = (payment_rows.c.id == payment_id) & within(scope, payment_rows.c.region_code)
    here = mine & (payment_rows.c.state == "recorded")
    if conn.scalar(select(payment_rows.c.id).where(here).with_for_update()) is None:
        return False
    of_it = contributions.c.payment_id == payment_id
    who = set(conn.scalars(select(contributions.c.participant_id).where(of_it).distinct()))
    conn.execute(delete(contributions).where(of_it))
    gone = {"state": "undone", "undone_at": now, "undone_by": actor, "undone_reason": reason}
    conn.execute(update(payment_rows).where(mine).values(gone))
    _reopen(conn, payment_id)
    refresh(conn, who, office_day(now))
    audits.officers(conn, actor, "payment_undone", "payment", payment_id, now)
    return True


def refresh(conn: Connection, participant_ids: Iterable[str], today: date) -> int:
    """Tells anew until when these people are covered; gives for how many it changed."""
    changed = 0
    for ids in portions(set(participant_ids)):
        stored = _stored(conn, ids)
        paid = {
            who: run_of([month for _, month in rows], today)
            for who, rows in groupby(PAID.rows(conn, ids=ids), key=lambda row: row[0])
        }
        rows = [
            {"which": who, "until": until, "next": later}
            for who, was in stored.items()
            for until, later in (paid.get(who, (None, None)),)
            if (until, later) != was
        ]
        COVER.many(conn, rows)
        changed += len(rows)
    return changed


# JKK and JKM are one package: who has a month of JKM has it of both.
PAID = Prepared(
    lambda making: (
        select(contributions.c.participant_id, contributions.c.month)
        .where(
            making.among(contributions.c.participant_id, "ids"), contributions.c.programme == "jkm"
        )
        .order_by(contributions.c.participant_id, contributions.c.month)
    )
)
COVER = Prepared(
    lambda _: (
        update(participants)
        .where(participants.c.id == bindparam("which"))
        .values(covered_until=bindparam("until"), next_cover=bindparam("next"))
    )
)


def begin_runs(conn: Connection, today: date, limit: int = RUNS_AT_ONCE) -> int:
    """Moves those whose next paid run has come; gives how many, `limit` if there may be more."""
    come = select(participants.c.id).where(participants.c.next_cover <= today)
    ids = conn.scalars(come.order_by(participants.c.id).limit(limit)).all()
    refresh(conn, ids, today)
    return len(ids)


def run_of(months: Iterable[date], today: date) -> Run:
    """The last day of the last run of paid months that has begun, and when the next begins.

    The months are first days in order; like `program.coverage`, in one pass.
    """
    last: date | None = None
    following: date | None = None
    later: date | None = None
    for month in months:
        if month > today and month != following:
            later = month
            break
        last, following = month, _next(month)
    return (last_day(last) if last else None), later


@lru_cache(1024)
def _next(month: date) -> date:
    return months_later(month, 1)


def office_day(now: datetime) -> date:
    """The day where the office is (SERATUS_TIMEZONE)."""
    return now.astimezone(office_zone()).date()


def _stored(conn: Connection, ids: Collection[str]) -> dict[str, Run]:
    """What is stored of each, held until the transaction ends: two payments of one wait."""
    return {who: (until, later) for who, until, later in HELD.rows(conn, ids=ids)}


HELD = Prepared(
    lambda making: (
        select(participants.c.id, participants.c.covered_until, participants.c.next_cover)
        .where(making.among(participants.c.id, "ids"))
        .order_by(participants.c.id)
        .with_for_update()
    )
)


def _reopen(conn: Connection, payment_id: str) -> None:
    """The proof that a payment came from is for an officer again."""
    change = update(proofs).where(proofs.c.payment_id == payment_id)
    again = {"state": "waiting", "payment_id": None, "decided_by": None, "decided_at": None}
    conn.execute(change.values(**again, version=proofs.c.version + 1))
