"""Whose data a set of records holds, for the notices of UU 27/2022 article 46."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, and_, select

from program.regions import region
from storage.crypto import Sealer
from storage.participants import NIK
from storage.scope import Scope, within
from storage.tables import (
    applications,
    claims,
    contributions,
    endpoints,
    files,
    links,
    participants,
    proofs,
    receipt_links,
    receipts,
)

T = TypeVar("T")
CHUNK = 400  # values of one query, below every database's limit of bound parameters


@dataclass(frozen=True, slots=True)
class Affected:
    """One person whose data were in the set, with ways to tell them."""

    id: str
    name: str = field(repr=False)
    village: str
    phone: str = field(repr=False)  # E.164, "" where none is known
    channels: tuple[str, ...]  # on which a phone that speaks for them is reached


@dataclass(frozen=True, slots=True)
class Found:
    """Those affected by name, and how many of the values belong to nobody here."""

    people: tuple[Affected, ...]
    unknown: int


def of_records(
    conn: Connection, sealer: Sealer, ids: Collection[str], niks: Collection[str]
) -> Found:
    """Those whom ids (of people, phones, applications, claims, proofs, files) and NIKs mean."""
    people: set[str] = set()
    known: set[str] = set()
    for part in _chunks(sorted(ids)):
        for value, who in _meant(conn, part):
            known.add(value)
            people.add(who)
    indexes = {sealer.index(NIK, nik): nik for nik in niks}
    for some in _chunks(sorted(indexes)):
        query = select(participants.c.id, participants.c.nik_index)
        for who, index in conn.execute(query.where(participants.c.nik_index.in_(some))):
            people.add(who)
            known.add(indexes[index])
    unknown = len((set(ids) | set(niks)) - known)
    return Found(_people(conn, sealer, people), unknown)


def of_place(conn: Connection, sealer: Sealer, code: str | None, since: datetime | None) -> Found:
    """Everybody of a region (or of all), with data written or changed since."""
    scope = Scope((code,)) if code else Scope.whole()
    mine: ColumnElement[bool] = within(scope, participants.c.village_code)
    if since is not None:
        mine = and_(mine, participants.c.updated_at >= since)
    found = set(conn.scalars(select(participants.c.id).where(mine)))
    return Found(_people(conn, sealer, found), 0)


def _meant(conn: Connection, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(id given, participant) of whatever the ids are."""
    sent, claimed, paid = applications.c, claims.c, proofs.c
    queries = [
        select(participants.c.id, participants.c.id).where(participants.c.id.in_(ids)),
        select(links.c.endpoint_id, links.c.participant_id).where(links.c.endpoint_id.in_(ids)),
        select(sent.id, sent.participant_id).where(sent.id.in_(ids)),
        select(claimed.id, claimed.participant_id).where(claimed.id.in_(ids)),
        select(paid.id, paid.participant_id).where(paid.id.in_(ids)),
        select(contributions.c.payment_id, contributions.c.participant_id).where(
            contributions.c.payment_id.in_(ids)
        ),
        select(receipt_links.c.endpoint_id, sent.participant_id)
        .join_from(receipt_links, receipts)
        .join(applications, sent.id == receipts.c.application_id)
        .where(receipt_links.c.endpoint_id.in_(ids)),
    ]
    for owner in (sent, claimed, paid):
        queries.append(
            select(files.c.id, owner.participant_id)
            .select_from(files.join(owner.id.table, owner.id == files.c.owner_id))
            .where(files.c.id.in_(ids))
        )
    for query in queries:
        for value, who in conn.execute(query):
            if who is not None:
                yield value, who


def _people(conn: Connection, sealer: Sealer, ids: Iterable[str]) -> tuple[Affected, ...]:
    found: list[Affected] = []
    for part in _chunks(sorted(ids)):
        reached = _reached(conn, part)
        query = select(participants).where(participants.c.id.in_(part))
        for row in conn.execute(query):
            sealed = row.phone
            phone = sealer.open_text(sealed, "participants", "phone", row.id) if sealed else ""
            place = region(row.village_code)
            village = place.name if place else row.village_code
            by = tuple(sorted(reached.get(row.id, ())))
            found.append(Affected(row.id, row.name, village, phone, by))
    return tuple(sorted(found, key=lambda each: (each.name, each.id)))


def _reached(conn: Connection, ids: Sequence[str]) -> dict[str, set[str]]:
    query = select(links.c.participant_id, endpoints.c.channel).join_from(links, endpoints)
    alive = and_(links.c.participant_id.in_(ids), endpoints.c.active.is_(True))
    found: dict[str, set[str]] = {}
    for who, channel in conn.execute(query.where(alive)):
        found.setdefault(who, set()).add(channel)
    return found


def _chunks(values: Sequence[T]) -> Iterator[list[T]]:
    rest = iter(values)
    while part := list(islice(rest, CHUNK)):
        yield part
