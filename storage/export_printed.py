"""Lists that a village prints: who belongs to the SK, and who is told by word of mouth."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from storage import audits
from storage.claims import By
from storage.crypto import Sealer
from storage.export_lists import opened
from storage.exports import NotHere
from storage.scope import within
from storage.sponsors import lies_in
from storage.tables import applications, participants

MOST = 500  # lines: a village's hundred, its waiting list, and room


@dataclass(frozen=True, slots=True)
class Printed:
    """One line of a printed list."""

    name: str
    birth_date: date
    sex: str
    nik: str = field(repr=False)
    rt_rw: str = field(repr=False)
    street: str = field(repr=False)
    state: str = ""
    covered_until: date | None = None


def for_decree(conn: Connection, sealer: Sealer, by: By, village: str) -> tuple[Printed, ...]:
    """Who of a village is proposed or decided, for the list that belongs to the SK."""
    its, who = applications.c, participants.c
    here = and_(within(by.scope, its.village_code), its.village_code == village)
    wanted = its.state.in_(("checked", "proposed", "decided"))
    query = select(participants, its.state.label("stands")).join_from(applications, participants)
    rows = conn.execute(
        query.where(here, wanted, its.trial.is_(False), who.payer != "self")
        .order_by(who.name, who.id)
        .limit(MOST)
    ).all()
    _printed(conn, by, "decree_printed", village)
    return tuple(_print(sealer, row, row.stands) for row in rows)


def without_phone(conn: Connection, sealer: Sealer, by: By, village: str) -> tuple[Printed, ...]:
    """Who of a village has no phone, by RT: somebody brings them the news."""
    who = participants.c
    here = and_(within(by.scope, who.village_code), who.village_code == village)
    living = and_(who.standing == "here", who.mourned_at.is_(None), who.trial.is_(False))
    query = select(participants).where(here, living, who.phone.is_(None))
    rows = conn.execute(query.order_by(who.name, who.id).limit(MOST)).all()
    _printed(conn, by, "relay_printed", village)
    found = tuple(_print(sealer, row) for row in rows)
    return tuple(sorted(found, key=lambda each: (not each.rt_rw, each.rt_rw, each.name)))


def _printed(conn: Connection, by: By, act: str, village: str) -> None:
    if not lies_in(by.scope, village):
        raise NotHere
    audits.officers(conn, by.actor, act, "region", village, by.now)


def _print(sealer: Sealer, row: Row[Any], state: str = "") -> Printed:
    return Printed(
        row.name,
        row.birth_date,
        row.sex,
        opened(sealer, row, "nik", row.id) or "",
        opened(sealer, row, "rt_rw", row.id) or "",
        opened(sealer, row, "street", row.id) or "",
        state,
        row.covered_until,
    )
