"""Lists that leave the desk: people and contributions of a scope, page by page, each audited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeAlias

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, select

from program.regions import kecamatan_name, region
from storage import audits
from storage.claims import By
from storage.contributions import office_day
from storage.crypto import Sealer
from storage.scope import Scope, within
from storage.sponsors import lies_in
from storage.tables import (
    applications,
    audit,
    contributions,
    participants,
    payments,
    places,
    sponsors,
)

List: TypeAlias = Literal["people", "contributions"]
PAGE = 200  # rows that are read at a time: some 20 ms
MOST = 200_000  # rows of one file; more is no sheet that anybody works with
COVERS = ("covered", "lapsed", "never")
STATES = (
    *("submitted", "correction", "checked", "proposed", "waiting"),
    *("decided", "sent", "registered"),
)
SEALED = (
    *("nik", "birth_place", "mother_name", "rt_rw", "street", "phone", "occupation_text", "kpj"),
)
PEOPLE = (
    *("id", "version", "nik", "name", "birth_place", "birth_date", "sex", "mother_name"),
    *("village", "district", "village_code", "rt_rw", "street", "phone", "occupation"),
    *("kpj", "state", "sponsor", "sponsor_kind", "wadah", "covered_until"),
)
CONTRIBUTIONS = (
    *("nik", "name", "village", "district", "month", "programme", "amount"),
    *("payer", "sponsor", "wadah", "paid_on", "evidence"),
)
HIDDEN = ("id", "version")  # columns by which a corrected file is known again
COLUMNS: Mapping[str, tuple[str, ...]] = {"people": PEOPLE, "contributions": CONTRIBUTIONS}


class NotHere(LookupError):
    """A region outside the officer's own."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which list, and of whom; an empty filter leaves nobody out."""

    name: List = "people"
    region: str = ""
    state: str = ""  # of the application
    cover: str = ""  # one of COVERS
    month: str = ""  # of contributions, "2026-11"

    def told(self) -> dict[str, str]:
        """As JSON, for the job and the audit: codes only, nobody's data."""
        return {
            "name": self.name,
            "region": self.region,
            "state": self.state,
            "cover": self.cover,
            "month": self.month,
        }


@dataclass(frozen=True, slots=True)
class Page:
    """Rows by column; values are texts, codes, days, whole numbers or None. `last` ends it."""

    rows: tuple[Mapping[str, Any], ...] = field(repr=False)
    last: str | None


def size(conn: Connection, by: By, wanted: Wanted) -> int:
    """How many rows there are, at most MOST + 1. Raises NotHere."""
    _check(by.scope, wanted)
    ids = _people(by, wanted) if wanted.name == "people" else _paid(by, wanted)
    return conn.scalar(select(func.count()).select_from(ids.limit(MOST + 1).subquery())) or 0


def page(
    conn: Connection, sealer: Sealer, by: By, wanted: Wanted, after: str | None, limit: int = PAGE
) -> Page:
    """The rows behind `after`, in the order of ids. Raises NotHere."""
    _check(by.scope, wanted)
    if wanted.name == "contributions":
        return _contributions(conn, sealer, by, wanted, after, limit)
    query = _people(by, wanted)
    if after:
        query = query.where(participants.c.id > after)
    ids = list(conn.scalars(query.order_by(participants.c.id).limit(limit)))
    return Page(_rows(conn, sealer, by, ids), ids[-1] if len(ids) == limit else None)


def noted(conn: Connection, sealer: Sealer, by: By, wanted: Wanted, rows: int) -> None:
    """The audit of a list that left: which one, with what filter, and how many rows."""
    row = audits.row(by.kind, by.actor, "list_exported", "region", wanted.region or "scope", by.now)
    told = {**wanted.told(), "rows": rows}
    row["details"] = sealer.seal_json(told, audit.name, "details", str(row["id"]))
    conn.execute(audit.insert(), row)


# --- people --------------------------------------------------------------------------------


def _people(by: By, wanted: Wanted) -> Select[Any]:
    who = participants.c
    here = [within(by.scope, who.village_code), who.trial.is_(False), _region(wanted)]
    today = office_day(by.now)
    covers: Mapping[str, ColumnElement[bool]] = {
        "covered": who.covered_until >= today,
        "lapsed": who.covered_until < today,
        "never": who.covered_until.is_(None),
    }
    if wanted.cover:
        here.append(covers[wanted.cover])
    if wanted.state:
        its = applications.c
        mine = and_(its.participant_id == who.id, its.state == wanted.state)
        here.append(exists(select(its.id).where(mine)))
    return select(who.id).where(and_(*here))


def _rows(
    conn: Connection, sealer: Sealer, by: By, ids: Sequence[str]
) -> tuple[Mapping[str, Any], ...]:
    found = conn.execute(select(participants).where(participants.c.id.in_(ids)))
    people = {row.id: row for row in found}
    states = _states(conn, ids)
    payers = _payers(conn, ids, office_day(by.now).year)
    return tuple(_person(sealer, people[each], states, payers) for each in ids if each in people)


def _person(
    sealer: Sealer,
    row: Row[Any],
    states: Mapping[str, str],
    payers: Mapping[str, tuple[str, str, str]],
) -> dict[str, Any]:
    told = {name: opened(sealer, row, name) for name in SEALED}
    name, kind, wadah = payers.get(row.id, ("", "self" if row.payer == "self" else "", ""))
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


def opened(sealer: Sealer, row: Row[Any], name: str) -> str | None:
    """A sealed column of a participant."""
    value = getattr(row, name)
    return sealer.open_text(value, "participants", name, row.id) if value else None


def place(code: str) -> dict[str, Any]:
    """Village and kecamatan by name, and the code."""
    known = region(code)
    return {
        "village": known.name if known else code,
        "district": kecamatan_name(code[:8]) if known else "",
        "village_code": code,
    }


def local(phone: str | None) -> str | None:
    """A number as people write it here, "0812…", which no spreadsheet takes for a formula."""
    return f"0{phone[3:]}" if phone and phone.startswith("+62") else phone


def _states(conn: Connection, ids: Sequence[str]) -> dict[str, str]:
    its = applications.c
    query = select(its.participant_id, its.state).where(its.participant_id.in_(ids))
    rows = conn.execute(query.order_by(its.submitted_at, its.id))
    return {row.participant_id: row.state for row in rows}


def _payers(conn: Connection, ids: Sequence[str], year: int) -> dict[str, tuple[str, str, str]]:
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


# --- contributions -------------------------------------------------------------------------


def _paid(by: By, wanted: Wanted) -> Select[Any]:
    who, paid = participants.c, contributions.c
    here = [within(by.scope, who.village_code), who.trial.is_(False), _region(wanted)]
    if wanted.month:
        here.append(paid.month == date.fromisoformat(f"{wanted.month}-01"))
    query = select(paid.participant_id, paid.month, paid.programme)
    return query.join_from(contributions, participants).where(and_(*here))


def _contributions(
    conn: Connection, sealer: Sealer, by: By, wanted: Wanted, after: str | None, limit: int
) -> Page:
    """Whole people at a time: their months are few."""
    who, paid = participants.c, contributions.c
    query = _paid(by, wanted)
    if after:
        query = query.where(who.id > after)
    ids = select(query.subquery().c.participant_id).distinct()
    some = sorted(conn.scalars(ids.order_by("participant_id").limit(limit)))
    columns = (paid.month, paid.programme, paid.amount, paid.payer)
    person = (who.id, who.nik, who.name, who.village_code)
    money = (payments.c.paid_on, payments.c.evidence)
    lines = (
        select(*columns, *person, *money, sponsors.c.name.label("sponsor"), sponsors.c.wadah)
        .select_from(contributions)
        .join(participants)
        .join(payments, payments.c.id == paid.payment_id)
        .outerjoin(sponsors, sponsors.c.id == payments.c.sponsor_id)
        .where(paid.participant_id.in_(some))
        .order_by(who.id, paid.month, paid.programme)
    )
    if wanted.month:
        lines = lines.where(paid.month == date.fromisoformat(f"{wanted.month}-01"))
    rows = tuple(_line(sealer, row) for row in conn.execute(lines))
    return Page(rows, some[-1] if len(some) == limit else None)


def _line(sealer: Sealer, row: Any) -> dict[str, Any]:
    return {
        **place(row.village_code),
        "nik": sealer.open_text(row.nik, "participants", "nik", row.id),
        "name": row.name,
        "month": row.month,
        "programme": row.programme,
        "amount": row.amount,
        "payer": row.payer,
        "sponsor": row.sponsor or "",
        "wadah": row.wadah or "",
        "paid_on": row.paid_on,
        "evidence": row.evidence,
    }


def _region(wanted: Wanted) -> ColumnElement[bool]:
    scope = Scope((wanted.region,)) if wanted.region else Scope.whole()
    return within(scope, participants.c.village_code)


def _check(scope: Scope, wanted: Wanted) -> None:
    if wanted.region and not lies_in(scope, wanted.region):
        raise NotHere


# --- printed -------------------------------------------------------------------------------


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


MOST_PRINTED = 500  # lines: a village's hundred, its waiting list, and room


def for_decree(conn: Connection, sealer: Sealer, by: By, village: str) -> tuple[Printed, ...]:
    """Who of a village is proposed or decided, for the list that belongs to the SK."""
    its, who = applications.c, participants.c
    here = and_(within(by.scope, its.village_code), its.village_code == village)
    wanted = its.state.in_(("checked", "proposed", "decided"))
    query = select(participants, its.state.label("stands")).join_from(applications, participants)
    rows = conn.execute(
        query.where(here, wanted, its.trial.is_(False), who.payer != "self")
        .order_by(who.name, who.id)
        .limit(MOST_PRINTED)
    ).all()
    _printed(conn, by, "decree_printed", village)
    return tuple(_print(sealer, row, row.stands) for row in rows)


def without_phone(conn: Connection, sealer: Sealer, by: By, village: str) -> tuple[Printed, ...]:
    """Who of a village has no phone, by RT: somebody brings them the news."""
    who = participants.c
    here = and_(within(by.scope, who.village_code), who.village_code == village)
    living = and_(who.standing == "here", who.mourned_at.is_(None), who.trial.is_(False))
    query = select(participants).where(here, living, who.phone.is_(None))
    rows = conn.execute(query.order_by(who.name, who.id).limit(MOST_PRINTED)).all()
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
        opened(sealer, row, "nik") or "",
        opened(sealer, row, "rt_rw") or "",
        opened(sealer, row, "street") or "",
        state,
        row.covered_until,
    )
