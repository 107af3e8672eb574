"""Knowing: whom a report may mean, and to whom the membership of that person may be disclosed.

The same questions are asked of the database whether anybody is found or not, so that neither an
answer nor its time tells a stranger who is a member. NIK and birth date never suffice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hmac import compare_digest

from sqlalchemy import Connection, and_, select

from conversations.session import Json
from conversations.understanding.text import fold
from storage.crypto import Sealer
from storage.endpoints import PHONE as ENDPOINT_PHONE
from storage.endpoints import Endpoint
from storage.participants import NIK
from storage.tables import (
    applications,
    contacts,
    endpoints,
    links,
    participants,
    receipt_links,
    receipts,
    tasks,
)

KPJ = "participants.kpj"  # the blind index column, as `Sealer.index` names it
NOBODY = "0" * 32  # stands for whoever was not found, so that the same is asked
NOWHERE = "-"
REGISTRARS = ("helper", "family", "officer")  # roles of whoever registered somebody else
SPEAKERS = ("self", "family", "helper")

Place = tuple[str, str]  # participant id, village code


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a report means; `by` says by what: "nik", "kpj", "name" or "" (nobody)."""

    participant_id: str | None
    by: str = ""
    village_code: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How an endpoint stands to somebody."""

    linked: bool = False  # speaks for them
    contact: bool = False  # a vouched phone that was recorded as the family's
    registrar: bool = False  # a vouched phone that registered them

    @property
    def known(self) -> bool:
        """Whether a report from here counts as the family's."""
        return self.linked or self.contact or self.registrar

    @property
    def disclosed(self) -> str | None:
        """Why the membership may be disclosed here without a number, if it may."""
        return "contact" if self.contact or self.registrar else None


def whom(conn: Connection, sealer: Sealer, subject: Mapping[str, Json], trial: bool) -> Found:
    """Whom the words of a report mean; a name only where one person alone fits.

    `subject` as in `conversations.claim_happened.ClaimOpened`. Made-up people know only each other.
    """
    number = subject.get("number") or {"kind": "", "value": ""}
    kind, value = str(number["kind"]), str(number["value"])
    who = participants.c
    query = select(who.id, who.village_code).where(who.trial.is_(trial))
    by_nik = query.where(who.nik_index == sealer.index(NIK, value if kind == "nik" else ""))
    by_kpj = query.where(who.kpj_index == sealer.index(KPJ, value.upper() if kind == "kpj" else ""))
    found: dict[str, list[Place]] = {
        "nik": [(which, village) for which, village in conn.execute(by_nik)],
        "kpj": [(which, village) for which, village in conn.execute(by_kpj)],
        "name": _by_name(conn, subject, trial),
    }
    for by, places in found.items():
        if len(places) == 1:
            ((which, village),) = places
            return Found(which, by, village)
    return Found(None)


def _by_name(conn: Connection, subject: Mapping[str, Json], trial: bool) -> list[Place]:
    """Those of the village, born that year, whose name is the one told."""
    who, year = participants.c, subject.get("birth_year") or 1
    born = who.birth_date.between(date(int(year), 1, 1), date(int(year), 12, 31))
    there = and_(who.village_code == (subject.get("village") or NOWHERE), who.trial.is_(trial))
    rows = conn.execute(select(who.id, who.village_code, who.name).where(there, born)).all()
    told = fold(str(subject.get("name") or ""))
    return [(which, village) for which, village, name in rows if told and fold(name) == told]


def standings(
    conn: Connection,
    sealer: Sealer,
    endpoint: Endpoint,
    participant_ids: Iterable[str | None],
    now: datetime,
) -> dict[str, Standing]:
    """How an endpoint stands to each of these people; three queries, also for nobody."""
    ids = sorted({each or NOBODY for each in participant_ids})
    linked = _linked(conn, endpoint, ids)
    families = _families(conn, sealer, ids)
    registrars = _registrars(conn, ids)
    vouched = endpoint.vouched(now) and not endpoint.doubtful(now)
    phone = endpoint.phone if vouched else None
    index = sealer.index(ENDPOINT_PHONE, phone or "")
    found: dict[str, Standing] = {}
    for which in ids:
        numbers = families.get(which, ())
        contact = bool(phone) and any(_same(phone or "", each) for each in numbers)
        places = registrars.get(which, ())
        at_it = any(who == endpoint.id and (vouched or endpoint.trial) for who, _ in places)
        by_phone = bool(phone) and any(other == index for _, other in places)
        found[which] = Standing(which in linked, contact, at_it or by_phone)
    return found


def _same(one: str, other: str) -> bool:
    return compare_digest(one.encode(), other.encode())


def _linked(conn: Connection, endpoint: Endpoint, ids: Collection[str]) -> set[str]:
    mine = and_(links.c.endpoint_id == endpoint.id, links.c.participant_id.in_(ids))
    query = select(links.c.participant_id).where(mine, links.c.role.in_(SPEAKERS))
    return set(conn.scalars(query))


def _families(conn: Connection, sealer: Sealer, ids: Collection[str]) -> dict[str, list[str]]:
    """The phones, E.164, of each one's family as recorded."""
    query = select(contacts.c.participant_id, contacts.c.id, contacts.c.phone)
    found: dict[str, list[str]] = {}
    for who, row, sealed in conn.execute(query.where(contacts.c.participant_id.in_(ids))):
        if sealed is not None:
            phone = sealer.open_text(sealed, contacts.name, "phone", row)
            found.setdefault(who, []).append(phone)
    return found


def _registrars(
    conn: Connection, ids: Collection[str]
) -> dict[str, list[tuple[str, bytes | None]]]:
    """Where each one was registered by another: endpoint and index of its vouched phone."""
    its = applications.c
    query = select(its.participant_id, its.endpoint_id, endpoints.c.phone_index)
    theirs = query.join_from(applications, endpoints).where(its.participant_id.in_(ids))
    sent = theirs.where(its.role.in_(REGISTRARS), its.state != "withdrawn")
    found: dict[str, list[tuple[str, bytes | None]]] = {}
    for who, endpoint_id, index in conn.execute(sent):
        found.setdefault(who, []).append((endpoint_id, index))
    return found


def noted(conn: Connection, endpoint_id: str, note: str) -> str | None:
    """About whom a registration was that became a note, told to the endpoint that sent it."""
    mine = and_(receipts.c.task_id == note, receipt_links.c.endpoint_id == endpoint_id)
    kept = receipt_links.join(receipts).join(tasks, tasks.c.id == receipts.c.task_id)
    found: str | None = conn.scalar(select(tasks.c.participant_id).select_from(kept).where(mine))
    return found


def village_of(
    conn: Connection, participant_id: str | None, subject: Mapping[str, Json]
) -> str | None:
    """Whose officers see the report: the village on record, else the one that was told."""
    who = participants.c
    kept: str | None = conn.scalar(
        select(who.village_code).where(who.id == (participant_id or NOBODY))
    )
    told = subject.get("village")
    return kept or (str(told) if told else None)
