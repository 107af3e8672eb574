"""Nobody decides on himself or his family: what ties an officer to somebody who applied."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select

from storage.crypto import Sealer
from storage.participants import PHONE
from storage.tables import (
    applications,
    contacts,
    endpoints,
    links,
    officer_endpoints,
    officers,
    participants,
)

# A helper who is no family: an officer registers neighbours by his own phone every day.
STRANGERS = frozenset({"neighbour", "other"})


def own_affair(conn: Connection, sealer: Sealer, officer_id: str, participant_id: str) -> bool:
    """Whether the participant is the officer, or family, as far as chats and phones can tell."""
    officer = conn.execute(select(officers).where(officers.c.id == officer_id)).one_or_none()
    if officer is None:
        return False
    chats = _chats(conn, officer_id)
    if _linked(conn, sealer, list(chats), participant_id):
        return True
    phones = _phones(sealer, officer, chats.values())
    own = _own(conn, list(chats))
    phones |= _phones_of(conn, sealer, own)
    if participant_id in own or not phones:
        return participant_id in own
    return _has_phone(conn, sealer, participant_id, phones) or bool(
        phones & _contact_phones(conn, sealer, [participant_id])
    )


def _chats(conn: Connection, officer_id: str) -> dict[str, Row[Any]]:
    query = select(endpoints).join_from(officer_endpoints, endpoints)
    rows = conn.execute(query.where(officer_endpoints.c.officer_id == officer_id))
    return {row.id: row for row in rows}


def _linked(conn: Connection, sealer: Sealer, endpoint_ids: list[str], participant_id: str) -> bool:
    """Whether one of these chats speaks for the person as more than a neighbour's helper."""
    its = links.c
    here = and_(its.endpoint_id.in_(endpoint_ids), its.participant_id == participant_id)
    roles = set(conn.scalars(select(its.role).where(here)))
    if roles & {"self", "family"}:
        return True
    return "helper" in roles and not _strangers(conn, sealer, endpoint_ids, participant_id)


def _strangers(
    conn: Connection, sealer: Sealer, endpoint_ids: list[str], participant_id: str
) -> bool:
    """Whether the helper said to be a neighbour or somebody else, in each application sent."""
    its = applications.c
    sent = and_(its.endpoint_id.in_(endpoint_ids), its.participant_id == participant_id)
    said = [
        sealer.open_json(row.answers, "applications", "answers", row.id)["values"]
        for row in conn.execute(select(its.id, its.answers).where(sent))
    ]
    return bool(said) and all(each.get("helper_relation") in STRANGERS for each in said)


def _phones(sealer: Sealer, officer: Row[Any], chats: Collection[Row[Any]]) -> set[str]:
    """The officer's own numbers."""
    return {
        sealer.open_text(row.phone, table, "phone", row.id)
        for table, rows in (("officers", [officer]), ("endpoints", chats))
        for row in rows
        if row.phone
    }


def _own(conn: Connection, endpoint_ids: list[str]) -> list[str]:
    """The officer as a participant."""
    here = and_(links.c.endpoint_id.in_(endpoint_ids), links.c.role == "self")
    return list(conn.scalars(select(links.c.participant_id).where(here)))


def _phones_of(conn: Connection, sealer: Sealer, ids: list[str]) -> set[str]:
    """The numbers of these participants and of the family that they named."""
    its = participants.c
    rows = conn.execute(select(its.id, its.phone).where(its.id.in_(ids), its.phone.is_not(None)))
    own = {sealer.open_text(row.phone, "participants", "phone", row.id) for row in rows}
    return own | _contact_phones(conn, sealer, ids)


def _contact_phones(conn: Connection, sealer: Sealer, ids: list[str]) -> set[str]:
    its = contacts.c
    named = and_(its.participant_id.in_(ids), its.phone.is_not(None))
    rows = conn.execute(select(its.id, its.phone).where(named))
    return {sealer.open_text(row.phone, "contacts", "phone", row.id) for row in rows}


def _has_phone(
    conn: Connection, sealer: Sealer, participant_id: str, phones: Collection[str]
) -> bool:
    who = participants.c
    indexes = [sealer.index(PHONE, each) for each in phones]
    by_phone = or_(who.phone_index.in_(indexes), who.phone_index_next.in_(indexes))
    query = select(who.id).where(who.id == participant_id, by_phone)
    return conn.scalar(query) is not None
