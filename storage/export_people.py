"""Lists of people that leave: everybody, their applications, what goes to BPJS together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, select

from storage.claims import By
from storage.contributions import office_day
from storage.crypto import Sealer
from storage.export_lists import (
    Cells,
    Listing,
    Wanted,
    each,
    here,
    is_id,
    is_region,
    local,
    one_of,
    opened,
    place,
)
from storage.scope import within
from storage.tables import applications, contributions, participants, payments, places, sponsors

COVERS = ("covered", "lapsed", "never")
STATES = (
    *("submitted", "correction", "checked", "proposed", "waiting"),
    *("decided", "sent", "registered"),
)
SEALED = (
    *("nik", "birth_place", "mother_name", "rt_rw", "street", "phone", "occupation_text", "kpj"),
)
Paying = Mapping[str, tuple[str, str, str]]  # by person: sponsor, its kind and its wadah


# --- everybody -----------------------------------------------------------------------------


def _people(_conn: Connection, by: By, wanted: Wanted) -> Select[Any]:
    who = participants.c
    asked = [here(by, wanted, who.village_code), who.trial.is_(False)]
    today = office_day(by.now)
    covers: Mapping[str, ColumnElement[bool]] = {
        "covered": who.covered_until >= today,
        "lapsed": who.covered_until < today,
        "never": who.covered_until.is_(None),
    }
    if wanted.cover:
        asked.append(covers[wanted.cover])
    if wanted.state:
        its = applications.c
        mine = and_(its.participant_id == who.id, its.state == wanted.state)
        asked.append(exists(select(its.id).where(mine)))
    return select(participants).where(*asked).order_by(who.id)


def _persons(conn: Connection, sealer: Sealer, by: By, rows: Sequence[Row[Any]]) -> Sequence[Cells]:
    ids = [row.id for row in rows]
    states = _states(conn, ids)
    paying = payers(conn, ids, office_day(by.now).year)
    return [_person(sealer, row, states, paying) for row in rows]


def _person(sealer: Sealer, row: Row[Any], states: Mapping[str, str], paying: Paying) -> Cells:
    told = {name: opened(sealer, row, name, row.id) for name in SEALED}
    name, kind, wadah = paying.get(row.id, ("", "self" if row.payer == "self" else "", ""))
    work = told.pop("occupation_text")
    return {
        **told,
        **place(row.village_code),
        "id": row.id,
        "version": row.version,
        "name": row.name,
        "birth_date": row.birth_date,
        "sex": row.sex,
        "phone": local(told["phone"]),
        "occupation": work or row.occupation,
        "occupation_told": bool(work),  # in own words: no code to be named
        "state": states.get(row.id),
        "sponsor": name,
        "sponsor_kind": kind,
        "wadah": wadah,
        "covered_until": row.covered_until,
    }


def _states(conn: Connection, ids: Sequence[str]) -> dict[str, str]:
    its = applications.c
    query = select(its.participant_id, its.state).where(its.participant_id.in_(ids))
    rows = conn.execute(query.order_by(its.submitted_at, its.id))
    return {row.participant_id: row.state for row in rows}


def payers(conn: Connection, ids: Sequence[str], year: int) -> Paying:
    """Sponsor, its kind and its wadah, of who holds a place; else of whoever paid last."""
    paid, to = contributions.c, payments.c
    latest = (
        select(paid.participant_id, sponsors.c.name, sponsors.c.kind, sponsors.c.wadah)
        .select_from(contributions)
        .join(payments, to.id == paid.payment_id)
        .join(sponsors, sponsors.c.id == to.sponsor_id)
        .where(paid.participant_id.in_(ids))
        .order_by(paid.month)
    )
    its = places.c
    held = (
        select(its.participant_id, sponsors.c.name, sponsors.c.kind, sponsors.c.wadah)
        .join_from(places, sponsors, sponsors.c.id == its.sponsor_id)
        .where(its.participant_id.in_(ids), its.state == "held", its.year == year)
    )
    rows = [*conn.execute(latest), *conn.execute(held)]
    return {row[0]: (row[1], row[2], row[3] or "") for row in rows}


PEOPLE = Listing(
    columns=(
        *("id", "version", "nik", "name", "birth_place", "birth_date", "sex", "mother_name"),
        *("village", "district", "village_code", "rt_rw", "street", "phone", "occupation"),
        *("kpj", "state", "sponsor", "sponsor_kind", "wadah", "covered_until"),
    ),
    key=participants.c.id,
    query=_people,
    cells=_persons,
    filters={"region": is_region, "state": one_of(STATES), "cover": one_of(COVERS)},
)


# --- what goes to BPJS together ------------------------------------------------------------


def _batch(_conn: Connection, by: By, wanted: Wanted) -> Select[Any]:
    its = applications.c
    mine = (its.batch_id == wanted.batch, within(by.scope, its.village_code))
    query = select(participants).select_from(applications.join(participants)).where(*mine)
    return query.order_by(its.submitted_at, its.id)


BATCH = Listing(
    columns=(
        *("nik", "name", "birth_place", "birth_date", "sex", "mother_name", "street", "rt_rw"),
        *("village", "district", "phone", "occupation", "sponsor", "sponsor_kind", "wadah"),
    ),
    key=participants.c.id,
    query=_batch,
    cells=_persons,
    filters={"batch": is_id},
    needs=("batch",),
)


# --- applications --------------------------------------------------------------------------


def _applications(_conn: Connection, by: By, wanted: Wanted) -> Select[Any]:
    its, who = applications.c, participants.c
    asked = [here(by, wanted, its.village_code), its.trial.is_(False)]
    if wanted.state:
        asked.append(its.state == wanted.state)
    own = (its.id, its.participant_id, its.state, its.reason, its.village_code, its.submitted_at)
    person = (who.nik, who.name, who.birth_date, who.sex, who.phone, who.payer)
    query = select(*own, *person).join_from(applications, participants)
    return query.where(*asked).order_by(its.submitted_at, its.id)


def _application(sealer: Sealer, row: Row[Any]) -> Cells:
    return {
        **place(row.village_code),
        "nik": opened(sealer, row, "nik", row.participant_id),
        "name": row.name,
        "birth_date": row.birth_date,
        "sex": row.sex,
        "phone": local(opened(sealer, row, "phone", row.participant_id)),
        "payer": row.payer,
        "application_state": row.state,
        "reason": row.reason,
        "submitted_at": row.submitted_at,
    }


APPLICATIONS = Listing(
    columns=(
        *("nik", "name", "birth_date", "sex", "village", "district", "phone"),
        *("payer", "application_state", "reason", "submitted_at"),
    ),
    key=applications.c.id,
    query=_applications,
    cells=each(_application),
    filters={"region": is_region, "state": one_of((*STATES, "refused", "withdrawn"))},
)
