"""Deleting a person at their own request: what names them goes, what the office must keep stays.

The rows of money stay for the books, under an empty name and a NIK that is nobody's; the audit
stays as proof (docs/privacy.md says how long). Talks, forms, contacts, words of the search, codes,
links and pictures go. Ids of pictures are given back, to be erased in the folder too.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    LargeBinary,
    Table,
    and_,
    delete,
    insert,
    or_,
    select,
    update,
)

from storage import audits, name_index, retention
from storage import files as kept_files
from storage.claims import OVER
from storage.crypto import Sealer
from storage.participants import NIK
from storage.tables import (
    OPEN_APPLICATION,
    applications,
    audit,
    claims,
    contacts,
    drafts,
    endpoints,
    files,
    import_rows,
    links,
    merges,
    metadata,
    participants,
    proofs,
    receipt_links,
    receipts,
    rights,
    tasks,
)

NOBODY = "0" * 16  # no NIK has the serial 0000
NO_NAME = "–"
NO_DAY = date(1900, 1, 1)
ERASED = "erased"  # the act of the audit, which the journal keeps for restored backups
# Kept as proof of what officers did and of what was agreed to; none of them names the person.
LEFT = frozenset({"audit", "rights", "consents"})


class Held(RuntimeError):
    """An open claim needs the data: the heirs would lose it."""


def erase(conn: Connection, sealer: Sealer, participant_id: str, now: datetime) -> list[str]:
    """Erases a person; gives the ids of pictures whose content must go too. Raises Held.

    Whoever is erased already, or was never here, changes nothing.
    """
    row = conn.execute(select(participants).where(participants.c.id == participant_id)).first()
    if row is None or row.name == NO_NAME:
        return []
    open_claim = and_(claims.c.participant_id == participant_id, claims.c.state.not_in(list(OVER)))
    if conn.scalar(select(claims.c.id).where(open_claim).limit(1)) is not None:
        raise Held
    alone = _only_theirs(conn, participant_id)
    gone = _pictures(conn, participant_id)
    _codes(conn, participant_id)
    _applications(conn, sealer, participant_id, now)
    gone += _talks(conn, alone)
    for table in (contacts, links, import_rows):
        conn.execute(delete(table).where(table.c.participant_id == participant_id))
    name_index.forget(conn, [participant_id])
    _sealed_columns(conn, participant_id)
    _person(conn, sealer, participant_id, now)
    noted = audits.row("system", "rights", ERASED, "participant", participant_id, now)
    conn.execute(insert(audit), noted)
    return gone


def _only_theirs(conn: Connection, who: str) -> list[Any]:
    """Endpoints that speak for nobody else: their talks go too."""
    mine = select(links.c.endpoint_id).where(links.c.participant_id == who)
    shared = select(links.c.endpoint_id).where(links.c.participant_id != who)
    query = select(endpoints.c.id, endpoints.c.address_index)
    return list(conn.execute(query.where(endpoints.c.id.in_(mine), endpoints.c.id.not_in(shared))))


def _pictures(conn: Connection, who: str) -> list[str]:
    sent = select(applications.c.id).where(applications.c.participant_id == who)
    paid = select(proofs.c.id).where(proofs.c.participant_id == who)
    copied = select(rights.c.id).where(rights.c.participant_id == who)
    theirs = or_(
        and_(files.c.owner_kind == "application", files.c.owner_id.in_(sent)),
        and_(files.c.owner_kind == "proof", files.c.owner_id.in_(paid)),
        and_(files.c.owner_kind == "participant", files.c.owner_id == who),
        and_(files.c.owner_kind == "right", files.c.owner_id.in_(copied)),
    )
    found = list(conn.scalars(select(files.c.id).where(theirs)))
    kept_files.forget(conn, found)
    return found


def _codes(conn: Connection, who: str) -> None:
    """Receipts, so that nobody is told of what is gone."""
    sent = select(applications.c.id).where(applications.c.participant_id == who)
    noted = select(tasks.c.id).where(tasks.c.participant_id == who)
    mine = or_(receipts.c.application_id.in_(sent), receipts.c.task_id.in_(noted))
    codes = select(receipts.c.code_index).where(mine).scalar_subquery()
    conn.execute(delete(receipt_links).where(receipt_links.c.code_index.in_(codes)))
    conn.execute(delete(receipts).where(mine))


def _applications(conn: Connection, sealer: Sealer, who: str, now: datetime) -> None:
    """Their answers are emptied; an open one ends."""
    mine = applications.c.participant_id == who
    for (which,) in conn.execute(select(applications.c.id).where(mine)).all():
        empty = {"answers": {}, "values": {"name": {"name": NO_NAME}, "nik": NOBODY}}
        sealed = sealer.seal_json(empty, "applications", "answers", which)
        conn.execute(update(applications).where(applications.c.id == which).values(answers=sealed))
    ended = {"state": "withdrawn", "version": applications.c.version + 1, "updated_at": now}
    conn.execute(update(applications).where(mine, OPEN_APPLICATION).values(**ended))


def _talks(conn: Connection, alone: list[Any]) -> list[str]:
    """What was said where nobody else is spoken for, with unfinished forms and their pictures."""
    ids = [each.id for each in alone]
    if not ids:
        return []
    retention.forget_talks(conn, [each.address_index for each in alone], ids)
    unsent = list(conn.scalars(select(drafts.c.id).where(drafts.c.endpoint_id.in_(ids))))
    gone = kept_files.of_drafts(conn, unsent)
    kept_files.forget(conn, gone)
    conn.execute(delete(drafts).where(drafts.c.id.in_(unsent)))
    return gone


def _sealed_columns(conn: Connection, who: str) -> None:
    """What is sealed in rows about the person, wherever a row may stand without it."""
    for table in metadata.sorted_tables:
        if table.name in LEFT or table is participants or "participant_id" not in table.c:
            continue
        names = _openable(table)
        if names:
            mine = update(table).where(table.c.participant_id == who)
            conn.execute(mine.values(dict.fromkeys(names)))
    conn.execute(update(tasks).where(tasks.c.participant_id == who).values(state="done"))
    conn.execute(delete(merges).where(or_(merges.c.kept_id == who, merges.c.gone_id == who)))


def _openable(table: Table) -> list[str]:
    """Sealed columns that may be null."""
    return [
        each.name
        for each in table.c
        if isinstance(each.type, LargeBinary)
        and each.nullable
        and (each.comment or "").startswith("sealed:")
    ]


def _person(conn: Connection, sealer: Sealer, who: str, now: datetime) -> None:
    """The row itself: a NIK that is nobody's under an index that nothing finds."""
    empty: dict[str, Any] = dict.fromkeys(_openable(participants))
    empty |= {each.name: None for each in participants.c if each.name.endswith("_index_next")}
    empty |= {"phone_index": None, "kpj_index": None, "flags": [], "months": None}
    values = empty | {
        "nik": sealer.seal_text(NOBODY, "participants", "nik", who),
        "nik_index": sealer.index(NIK, f"{ERASED} {who}"),
        "nik_index_next": sealer.index_next(NIK, f"{ERASED} {who}"),
        "name": NO_NAME,
        "birth_date": NO_DAY,
        "reminded": False,
        "remind_on": None,
        "updated_at": now,
        "version": participants.c.version + 1,
    }
    conn.execute(update(participants).where(participants.c.id == who).values(values))
