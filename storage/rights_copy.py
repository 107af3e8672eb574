"""The copy of somebody's data, for who asked for it: read by an officer, or sent into the chat."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, and_, select

from conversations.attachments import Attachment
from program.retention import kept
from storage import attaching, audits, files
from storage.attaching import Given
from storage.claims import By
from storage.crypto import Sealer
from storage.rights_acts import Answer, NotReadable, RightGone, load, subject_of
from storage.tables import (
    applications,
    consents,
    contacts,
    contributions,
    endpoints,
    participants,
    rights,
)
from storage.tables import files as kept_files
from storage.talks import WHATSAPP, WINDOW, WINDOW_ENDS_EARLY

SHOWING: Final = frozenset({"see", "take"})  # rights by which data leave the office
SENT: Final = "take"  # the one whose copy may go by chat
OWNER: Final = "right"  # in `files`
AT_ONCE: Final = 1000  # files of one sweep

SEALED = (
    *("nik", "birth_place", "mother_name", "phone", "rt_rw", "street", "occupation_text"),
    *("second_occupation", "workplace", "income", "kpj", "payment_code"),
)
CLEAR = ("name", "birth_date", "sex", "village_code", "occupation", "payer", "covered_until")


def copy(conn: Connection, sealer: Sealer, by: By, which: str, answer: Answer) -> dict[str, Any]:
    """The record of the one who asks, as JSON; each copy is audited.

    Talks, photos and claims are shown by an officer, not copied here. Of the family only how they
    are related: names and numbers are theirs. Raises RightGone,
    NotProved.
    """
    request = load(conn, sealer, by.scope, which)
    if request.line.kind not in SHOWING:
        raise RightGone
    subject = subject_of(request, answer)
    row = conn.execute(select(participants).where(participants.c.id == subject)).one()
    held: dict[str, Any] = {name: _plain(getattr(row, name)) for name in CLEAR}
    held |= {name: _opened(sealer, row, name) for name in SEALED}
    held["family"] = [r for (r,) in conn.execute(_family(subject))]
    held["consents"] = [_told(each) for each in conn.execute(_consents(subject))]
    held["applications"] = [_told(each) for each in conn.execute(_sent(subject))]
    held["contributions"] = [_told(each) for each in conn.execute(_paid(subject))]
    audits.officers(conn, by.actor, "right_copied", "participant", subject, by.now)
    return held


def _opened(sealer: Sealer, row: Row[Any], name: str) -> Any:
    sealed = getattr(row, name)
    if not sealed:
        return None
    return sealer.open_text(sealed, "participants", name, row.id)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _told(row: Row[Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in row._mapping.items()}


def _family(who: str) -> Select[Any]:
    return select(contacts.c.relation).where(contacts.c.participant_id == who)


def _consents(who: str) -> Select[Any]:
    its = consents.c
    query = select(its.purpose, its.text_version, its.given, its.how, its.language, its.at)
    return query.where(its.participant_id == who).order_by(its.id)


def _sent(who: str) -> Select[Any]:
    its = applications.c
    query = select(its.state, its.submitted_at, its.role)
    return query.where(its.participant_id == who).order_by(its.id)


def _paid(who: str) -> Select[Any]:
    its = contributions.c
    query = select(its.month, its.programme, its.amount).where(its.participant_id == who)
    return query.order_by(its.month, its.programme)


# --- sent into the chat --------------------------------------------------------------------


def sendable(conn: Connection, which: str, now: datetime) -> bool:
    """Whether a file may go to the phone that asked: on WhatsApp within 24 hours of its words."""
    query = select(endpoints.c.channel, endpoints.c.last_seen_at, endpoints.c.doubt)
    asked = query.join(rights, rights.c.endpoint_id == endpoints.c.id)
    row = conn.execute(asked.where(rights.c.id == which, rights.c.kind == SENT)).first()
    if row is None or row.doubt:
        return False
    return bool(row.channel != WHATSAPP or now < row.last_seen_at + WINDOW - WINDOW_ENDS_EARLY)


def attach(
    conn: Connection, sealer: Sealer, by: By, which: str, its: Given
) -> tuple[Attachment, bool]:
    """The file's row, and whether its content is to be written. Raises NotReadable: "window"."""
    if not sendable(conn, which, by.now):
        raise NotReadable("window")
    return attaching.noted(conn, sealer, (OWNER, which), its, by.now)


def over(conn: Connection, now: datetime) -> list[str]:
    """Ids of copies that went long enough ago."""
    its = kept_files.c
    old = and_(its.owner_kind == OWNER, its.created_at < now - kept("copies"))
    return list(conn.scalars(select(its.id).where(old).limit(AT_ONCE)))


def forget(conn: Connection, ids: list[str]) -> None:
    """Takes their rows away; the contents are the caller's, before."""
    files.forget(conn, ids)
