"""Talks with officers as the engine keeps them: opened when asked for, then all that is said.

Sealed. What belongs to a form goes with its draft; a closed talk goes after a while.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from sqlalchemy import Connection, String, and_, delete, literal_column, select, true, update

from storage.crypto import Sealer
from storage.endpoints import Endpoint
from storage.ids import new_id
from storage.store import insert_into
from storage.tables import applications, files, inbox, links, outbox, participants, talks
from storage.tables import talk_messages as messages

SaidBy: TypeAlias = Literal["person", "bot", "officer", "note", "act"]

TABLE, BODY = "talk_messages", "body"
# A literal, not a parameter: else PostgreSQL's generic plans leave the partial indexes aside.
CLOSED = literal_column("'closed'", String)
KEPT = timedelta(days=180)  # after closing: by then nobody asks again what was answered
BEFORE = 10  # messages before the asking that are kept with it
OWNER = "talk"  # kind of the owner of a picture that was sent to an officer
ROLES = ("self", "helper", "family")  # who the person most likely is, the likeliest first


@dataclass(frozen=True, slots=True)
class Line:
    """One message to be kept."""

    said_by: SaidBy
    at: datetime
    kind: str  # of person and bot: text, edited, choice, photo …; of an act: what was done
    text: str = ""
    choices: tuple[str, ...] = ()  # labels that were offered
    of_form: bool = False
    effect_id: str | None = None
    outbox_id: str | None = None
    officer_id: str | None = None


@dataclass(frozen=True, slots=True)
class About:
    """Whom a talk is about, as far as can be told."""

    called: str = ""
    village_code: str | None = None
    participant_id: str | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """An event or a message of before the asking, sealed as inbox and outbox keep it."""

    seq: int  # of the inbox: what was said with it stands behind it
    payload: bytes
    event_key: bytes = b""  # of an event
    outbox_id: str = ""  # of a message of ours
    at: datetime | None = None


def open_now(conn: Connection, endpoint_ids: Collection[str]) -> dict[str, str]:
    """The open talk of each endpoint that has one."""
    if not endpoint_ids:
        return {}
    its = talks.c
    mine = and_(its.endpoint_id.in_(endpoint_ids), its.state != CLOSED)
    rows = conn.execute(select(its.endpoint_id, its.id).where(mine)).all()
    return {row.endpoint_id: row.id for row in rows}


def begin(
    conn: Connection, sealer: Sealer, endpoint: Endpoint, reason: str, about: About, now: datetime
) -> str:
    """Opens a talk; gives its id. None of this endpoint may be open."""
    talk = new_id(now)
    row = {
        "id": talk,
        "endpoint_id": endpoint.id,
        "participant_id": about.participant_id,
        "village_code": about.village_code,
        "called": sealer.seal_text(about.called, "talks", "called", talk),
        "reason": reason,
        "state": "open",
        "officer_id": None,
        "waiting": True,
        "since": now,
        "asked_at": now,
        "last_at": now,
        "closed_at": None,
        "trial": endpoint.trial,
        "version": 1,
    }
    conn.execute(insert_into(conn, talks), row)
    return talk


def guess(conn: Connection, endpoint_id: str) -> About:
    """Who it most likely is: whom the endpoint speaks for, else whom it registered last."""
    at = links.c
    linked = select(at.role, participants.c.id, participants.c.name, participants.c.village_code)
    here = and_(at.endpoint_id == endpoint_id, at.role.in_(ROLES))
    found = conn.execute(linked.join_from(links, participants).where(here)).all()
    rows = sorted(found, key=lambda row: ROLES.index(row.role))
    if rows and (rows[0].role == "self" or len(rows) == 1):
        return About(rows[0].name, rows[0].village_code, rows[0].id)
    its = applications.c
    sent = select(its.village_code).where(its.endpoint_id == endpoint_id)
    village = conn.scalar(sent.order_by(its.submitted_at.desc(), its.id.desc()).limit(1))
    return About("", village)


def earlier(conn: Connection, endpoint: Endpoint, before_seq: int) -> list[Earlier]:
    """What was said here before a turn, the oldest first, as far as it is still kept."""
    its = outbox.c
    mine = and_(its.endpoint_id == endpoint.id, its.kind.in_(("reply", "notice")))
    older = and_(mine, its.inbox_seq < before_seq, its.payload != b"")
    query = select(its.id, its.inbox_seq, its.payload, its.created_at).where(older)
    said = conn.execute(query.order_by(its.seq.desc()).limit(BEFORE)).all()
    seqs = {row.inbox_seq for row in said}
    at = inbox.c
    events = select(at.seq, at.payload, at.event_key, at.received_at).where(
        at.seq.in_(seqs), at.kind == "message", at.payload != b""
    )
    found = [
        Earlier(row.seq, row.payload, event_key=row.event_key, at=row.received_at)
        for row in conn.execute(events)
    ]
    found += [
        Earlier(row.inbox_seq, row.payload, outbox_id=row.id, at=row.created_at)
        for row in reversed(said)
    ]
    return sorted(found, key=lambda each: (each.seq, bool(each.outbox_id)))


def keep(
    conn: Connection, sealer: Sealer, talk_id: str, lines: Sequence[Line], now: datetime
) -> None:
    """Keeps messages of a talk in their order."""
    if not lines:
        return
    conn.execute(insert_into(conn, messages), [_row(sealer, talk_id, each) for each in lines])
    conn.execute(update(talks).where(talks.c.id == talk_id).values(last_at=now))


def waits(conn: Connection, talk_id: str, now: datetime) -> None:
    """The person waits for an officer from now on, unless it waits already."""
    begins = and_(talks.c.id == talk_id, talks.c.waiting.is_(False), talks.c.state != "closed")
    conn.execute(update(talks).where(begins).values(waiting=true(), since=now))


def freed(conn: Connection, talk_id: str) -> None:
    """The bot answers again; who took care of the talk still does."""
    held = and_(talks.c.id == talk_id, talks.c.state == "held")
    conn.execute(update(talks).where(held).values(state="open"))


def close(conn: Connection, talk_id: str, now: datetime) -> None:
    """The talk is over, for the bot too."""
    still = and_(talks.c.id == talk_id, talks.c.state != "closed")
    over = {"state": "closed", "waiting": False, "closed_at": now}
    conn.execute(update(talks).where(still).values(**over, version=talks.c.version + 1))


def spoken(conn: Connection, message_id: str, outbox_id: str | None) -> None:
    """An officer's words went out as this message."""
    said = update(messages).where(messages.c.id == message_id)
    conn.execute(said.values(outbox_id=outbox_id))


def unheard(conn: Connection, message_id: str, why: str) -> None:
    """An officer's words were not said, and why."""
    conn.execute(update(messages).where(messages.c.id == message_id).values(problem=why))


def open_of(conn: Connection, endpoint_id: str) -> str | None:
    """The open talk of an endpoint, held until the transaction ends."""
    mine = and_(talks.c.endpoint_id == endpoint_id, talks.c.state != CLOSED)
    found: str | None = conn.scalar(select(talks.c.id).where(mine).with_for_update())
    return found


def attach(conn: Connection, effect_id: str, file_id: str | None, problem: str | None) -> None:
    """What an effect fetched belongs to the message that brought it, or could not be kept."""
    brought = update(messages).where(messages.c.effect_id == effect_id)
    conn.execute(brought.values(file_id=file_id, problem=problem))


# --- what goes -----------------------------------------------------------------------------


def forget_forms(conn: Connection, endpoint_ids: Collection[str]) -> None:
    """What was said about a form that was deleted goes with it."""
    theirs = select(talks.c.id).where(talks.c.endpoint_id.in_(list(endpoint_ids)))
    gone = and_(messages.c.talk_id.in_(theirs), messages.c.of_form.is_(True))
    conn.execute(update(messages).where(gone).values(body=None, file_id=None))


def forget(conn: Connection, talk_id: str) -> list[str]:
    """Deletes what was said in a closed talk; that there was one stays.

    Gives the pictures whose contents are to be erased.
    """
    closed = select(talks.c.id).where(talks.c.id == talk_id, talks.c.state == "closed")
    if conn.scalar(closed) is None:
        return []
    conn.execute(delete(messages).where(messages.c.talk_id == talk_id))
    theirs = and_(files.c.owner_kind == OWNER, files.c.owner_id == talk_id)
    gone = list(conn.scalars(select(files.c.id).where(theirs)))
    conn.execute(delete(files).where(theirs))
    return gone


def _row(sealer: Sealer, talk_id: str, line: Line) -> dict[str, object]:
    row_id = new_id(line.at)
    body = {"kind": line.kind, "text": line.text, "choices": list(line.choices)}
    return {
        "id": row_id,
        "talk_id": talk_id,
        "at": line.at,
        "said_by": line.said_by,
        "officer_id": line.officer_id,
        "body": sealer.seal_json(body, TABLE, BODY, row_id),
        "of_form": line.of_form,
        "effect_id": line.effect_id,
        "file_id": None,
        "problem": None,
        "outbox_id": line.outbox_id,
    }
