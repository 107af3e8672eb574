"""Lists of cover that leave: a village's hundred with its waiting list, and who loses cover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from storage import lapsing
from storage.claims import By
from storage.contributions import office_day
from storage.crypto import Sealer
from storage.export_lists import (
    Cells,
    Listing,
    Wanted,
    each,
    here,
    is_region,
    is_year,
    local,
    opened,
    place,
)
from storage.sponsored import in_line, in_line_order
from storage.tables import participants, places, sponsors

# --- a village's hundred and its waiting list -----------------------------------------------


def _places(_conn: Connection, by: By, wanted: Wanted) -> Select[Any]:
    its, who, pays = places.c, participants.c, sponsors.c
    asked = (its.year == int(wanted.year), its.state != "ended", who.trial.is_(False))
    person = (who.nik, who.name, who.birth_date, who.covered_until)
    paying = (pays.name.label("sponsor"), pays.kind.label("sponsor_kind"), pays.wadah)
    return (
        select(places, *person, *paying)
        .join_from(places, participants)
        .outerjoin(sponsors, pays.id == its.sponsor_id)
        .where(here(by, wanted, its.village_code), *asked)
        .order_by(its.village_code, its.state, its.from_month, *in_line_order())
    )


def _placed(conn: Connection, sealer: Sealer, _by: By, rows: Sequence[Row[Any]]) -> Sequence[Cells]:
    lists = {(row.village_code, row.year) for row in rows if row.state == "waiting"}
    numbers = {
        who: number for one, year in lists for who, number in in_line(conn, [one], year).items()
    }
    return [_place(sealer, row, numbers) for row in rows]


def _place(sealer: Sealer, row: Row[Any], numbers: Mapping[str, int]) -> Cells:
    waiting = row.state == "waiting"
    return {
        **place(row.village_code),
        "place_state": row.state,
        "rank": numbers.get(row.participant_id) if waiting else None,
        "nik": opened(sealer, row, "nik", row.participant_id),
        "name": row.name,
        "birth_date": row.birth_date,
        "year": row.year,
        "from_month": row.from_month,
        "until_month": row.until_month,
        "sponsor": row.sponsor,
        "sponsor_kind": row.sponsor_kind,
        "wadah": row.wadah,
        "extreme_poverty": row.extreme_poverty,
        "desil": row.desil,
        "covered_until": row.covered_until,
    }


PLACES = Listing(
    columns=(
        *("place_state", "rank", "nik", "name", "birth_date", "village", "district", "year"),
        *("from_month", "until_month", "sponsor", "sponsor_kind", "wadah"),
        *("extreme_poverty", "desil", "covered_until"),
    ),
    key=places.c.id,
    query=_places,
    cells=_placed,
    filters={"region": is_region, "year": is_year},
    needs=("year",),
)


# --- who loses cover -----------------------------------------------------------------------


def _lapsing(conn: Connection, by: By, wanted: Wanted) -> Select[Any]:
    return lapsing.soon(conn, by.scope, office_day(by.now)).where(
        here(by, wanted, participants.c.village_code)
    )


def _lapser(sealer: Sealer, row: Row[Any]) -> Cells:
    return {
        **place(row.village_code),
        "name": row.name,
        "phone": local(opened(sealer, row, "phone", row.id)),
        "covered_until": row.covered_until,
        "sponsored": bool(row.sponsored),
        "reached": not row.alone,
    }


LAPSING = Listing(
    columns=("name", "village", "district", "phone", "covered_until", "sponsored", "reached"),
    key=participants.c.id,
    query=_lapsing,
    cells=each(_lapser),
    filters={"region": is_region},
)
