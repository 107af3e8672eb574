"""Lists of money that leave: contributions, pots of sponsors, proofs that wait, unknown names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, String, and_, cast, func, select

from storage.claims import By
from storage.crypto import Sealer
from storage.export_lists import (
    Cells,
    Listing,
    Wanted,
    each,
    here,
    is_month,
    is_region,
    is_year,
    opened,
    place,
)
from storage.payments import line_id, spent
from storage.scope import within
from storage.tables import (
    contributions,
    participants,
    payment_lines,
    payments,
    pots,
    proofs,
    sponsors,
)

# --- contributions -------------------------------------------------------------------------


def _contributions(_conn: Connection, by: By, wanted: Wanted) -> Select[Any]:
    who, paid, to = participants.c, contributions.c, payments.c
    asked = [here(by, wanted, who.village_code), who.trial.is_(False)]
    if wanted.month:
        asked.append(paid.month == date.fromisoformat(f"{wanted.month}-01"))
    columns = (paid.month, paid.programme, paid.amount, paid.payer)
    person = (who.id, who.nik, who.name, who.village_code)
    money = (to.paid_on, to.evidence, sponsors.c.name.label("sponsor"), sponsors.c.wadah)
    return (
        select(*columns, *person, *money)
        .join_from(contributions, participants)
        .join(payments, to.id == paid.payment_id)
        .outerjoin(sponsors, sponsors.c.id == to.sponsor_id)
        .where(*asked)
        .order_by(who.id, paid.month, paid.programme)
    )


def _contribution(sealer: Sealer, row: Row[Any]) -> Cells:
    return {
        **place(row.village_code),
        "nik": opened(sealer, row, "nik", row.id),
        "name": row.name,
        "month": row.month,
        "programme": row.programme,
        "amount": row.amount,
        "payer": row.payer,
        "sponsor": row.sponsor,
        "wadah": row.wadah,
        "paid_on": row.paid_on,
        "evidence": row.evidence,
    }


CONTRIBUTIONS = Listing(
    columns=(
        *("nik", "name", "village", "district", "month", "programme", "amount"),
        *("payer", "sponsor", "wadah", "paid_on", "evidence"),
    ),
    key=participants.c.id,  # whole people at a time: their months are few
    query=_contributions,
    cells=each(_contribution),
    filters={"region": is_region, "month": is_month},
)


# --- sponsors and their pots ---------------------------------------------------------------


def _sponsors(_conn: Connection, by: By, wanted: Wanted) -> Select[Any]:
    pays, pot = sponsors.c, pots.c
    theirs = pot.sponsor_id == pays.id
    if wanted.year:
        theirs = and_(theirs, pot.year == int(wanted.year))
    columns = (pot.id.label("pot_id"), pot.year, pot.amount, pot.last_month)
    return (
        select(sponsors, *columns)
        .select_from(sponsors.outerjoin(pots, theirs))
        .where(within(by.scope, pays.region_code))
        .order_by(pays.region_code, pays.name, pays.id, pot.year)
    )


def _pots(conn: Connection, _sealer: Sealer, _by: By, rows: Sequence[Row[Any]]) -> Sequence[Cells]:
    gone = spent(conn, [row.pot_id for row in rows if row.pot_id])
    return [_pot(row, gone.get(row.pot_id, 0)) for row in rows]


def _pot(row: Row[Any], gone: int) -> Cells:
    return {
        "sponsor": row.name,
        "sponsor_kind": row.kind,
        "pays_for": row.region_code,
        "wadah": row.wadah,
        "active": row.active,
        "year": row.year,
        "pot": row.amount,
        "spent": gone if row.pot_id else None,
        "left": None if row.amount is None else row.amount - gone,
        "last_month": row.last_month,
    }


SPONSORS = Listing(
    columns=(
        *("sponsor", "sponsor_kind", "pays_for", "wadah", "active"),
        *("year", "pot", "spent", "left", "last_month"),
    ),
    key=func.coalesce(pots.c.id, sponsors.c.id),  # a line a pot; a sponsor without one has a line
    query=_sponsors,
    cells=_pots,
    filters={"year": is_year},
)


# --- proofs that wait ----------------------------------------------------------------------


def _proofs(_conn: Connection, by: By, _wanted: Wanted) -> Select[Any]:
    its, who = proofs.c, participants.c
    return (
        select(its.id, its.village_code, its.months, its.created_at, who.name, who.covered_until)
        .join_from(proofs, participants)
        .where(within(by.scope, its.village_code), its.state == "waiting", who.trial.is_(False))
        .order_by(its.created_at, its.id)
    )


def _proof(_sealer: Sealer, row: Row[Any]) -> Cells:
    return {
        **place(row.village_code),
        "name": row.name,
        "months": row.months,
        "covered_until": row.covered_until,
        "sent_at": row.created_at,
    }


PROOFS = Listing(
    columns=("name", "village", "district", "months", "covered_until", "sent_at"),
    key=proofs.c.id,
    query=_proofs,
    cells=each(_proof),
)


# --- names paid for that nobody here has ----------------------------------------------------


def _lines(_conn: Connection, by: By, _wanted: Wanted) -> Select[Any]:
    its, to = payment_lines.c, payments.c
    unknown = and_(its.state == "unknown", to.state == "recorded")
    return (
        select(payment_lines, to.payer, to.paid_on)
        .join_from(payment_lines, payments)
        .where(unknown, within(by.scope, to.region_code))
        .order_by(to.recorded_at.desc(), to.id.desc(), its.position)
    )


def _line(sealer: Sealer, row: Row[Any]) -> Cells:
    which = line_id(row.payment_id, row.position)
    named = sealer.open_text(row.named, "payment_lines", "named", which) if row.named else ""
    return {
        "named": named,
        "month": row.first_month,
        "months": row.months,
        "amount": row.amount,
        "payer": row.payer,
        "paid_on": row.paid_on,
    }


LINES = Listing(
    columns=("named", "month", "months", "amount", "payer", "paid_on"),
    key=payment_lines.c.payment_id.concat("/").concat(cast(payment_lines.c.position, String)),
    query=_lines,
    cells=each(_line),
)
