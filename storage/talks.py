"""Talks with officers as the desk sees them: the queue, one talk, what was said in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Literal, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Text,
    and_,
    cast,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)

from conversations.templates import ANSWER
from storage import audits, templates
from storage.crypto import Sealer
from storage.documents import KINDS
from storage.endpoints import SILENT
from storage.officer_rows import Officer, officer
from storage.scope import Scope, within
from storage.tables import endpoints, files, officers, outbox, talks
from storage.tables import talk_messages as messages
from storage.talks_kept import BODY, TABLE

Which: TypeAlias = Literal["mine", "unassigned", "all", "closed"]
After: TypeAlias = tuple[bool, datetime, str]  # waiting, since, id: what the queue goes on behind

LISTED = 50  # talks a page
SHOWN = 200  # messages a page; more are an older page's
KABUPATEN = 2  # parts of a kabupaten's code, "63.10"
WINDOW = timedelta(hours=24)  # in which WhatsApp takes free words after the person's last ones
# What is written in the last minutes of it might be sent too late, and be lost to a template.
WINDOW_ENDS_EARLY = timedelta(minutes=5)
WHATSAPP = "whatsapp"
_OPEN = talks.c.state.in_(("open", "held"))
_NOT_CLOSED = talks.c.state != literal_column("'closed'")  # the partial indexes' condition


class TalkGone(LookupError):
    """No such talk where this officer works."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk in the queue."""

    id: str
    endpoint_id: str
    participant_id: str | None
    village_code: str | None
    reason: str
    state: str
    officer_id: str | None
    officer: str  # name, "" for none
    waiting: bool
    since: datetime
    asked_at: datetime
    last_at: datetime
    closed_at: datetime | None
    trial: bool
    version: int
    channel: str
    account: str
    written_at: datetime  # the person's latest message
    doubt: bool  # somebody else may hold the number now
    reached: bool  # false: blocked us, or is gone
    called: str = field(repr=False)

    @property
    def over(self) -> bool:
        """Whether it was closed."""
        return self.state in ("closing", "closed")

    @property
    def window_ends(self) -> datetime | None:
        """Until when free words may be sent; None where the channel has no such limit."""
        if self.channel != WHATSAPP:
            return None
        return self.written_at + WINDOW - WINDOW_ENDS_EARLY

    def may_write(self, now: datetime) -> bool:
        """Whether free words may be sent."""
        return self.window_ends is None or now < self.window_ends


@dataclass(frozen=True, slots=True)
class Message:
    """One message, note or act of a talk; `kind` "gone" where it was erased."""

    seq: int
    id: str
    at: datetime
    said_by: str
    officer: str
    kind: str
    text: str = field(repr=False)
    choices: tuple[str, ...] = ()
    file_id: str | None = None
    fetching: bool = False  # what was sent is still being fetched
    problem: str = ""
    sent: str = ""  # of ours: waiting, sending, sent, failed, unknown, dropped, delivered or read
    error: str = ""  # why it was not sent, by our closed list
    document: str = ""  # "pdf" or "docx" of a file that is only saved; "" of a picture
    size: int = 0  # bytes of the file


def here(scope: Scope) -> ColumnElement[bool]:
    """The condition that a talk lies in the scope; where no village is known: the kabupaten's."""
    mine = within(scope, talks.c.village_code)
    if any(each.count(".") + 1 <= KABUPATEN for each in scope.regions):
        return or_(mine, talks.c.village_code.is_(None))
    return mine


def listed(
    conn: Connection,
    sealer: Sealer,
    scope: Scope,
    which: Which,
    actor: str,
    now: datetime,
    after: After | None = None,
    limit: int = LISTED,
) -> list[Talk]:
    """A page of talks: who waits longest first; of closed ones the latest first."""
    its, query = talks.c, queue(scope, which, actor)
    if after and which == "closed":
        query = query.where(tuple_(its.closed_at, its.id) < tuple_(after[1], after[2]))
    elif after:
        query = query.where(_behind(after))
    return [_talk(sealer, row, now) for row in conn.execute(query.limit(limit))]


def queue(scope: Scope, which: Which, actor: str) -> Select[Any]:
    """The rows of the talks, in the order of the queue."""
    its, query = talks.c, _talks().where(here(scope), *_chosen(which, actor))
    if which == "closed":
        return query.order_by(its.closed_at.desc(), its.id.desc())
    return query.order_by(its.waiting.desc(), its.since, its.id)


def called(sealer: Sealer, row: Row[Any]) -> str:
    """The name under which somebody asked, "" where it is not known."""
    return sealer.open_text(row.called, "talks", "called", row.id) if row.called else ""


def after(talk: Talk) -> After:
    """Where the next page goes on."""
    if talk.over and talk.closed_at:
        return (False, talk.closed_at, talk.id)
    return (talk.waiting, talk.since, talk.id)


def previews(conn: Connection, sealer: Sealer, talk_ids: Collection[str]) -> dict[str, Message]:
    """The person's latest message of each talk."""
    its = messages.c
    mine = and_(its.talk_id.in_(list(talk_ids)), its.said_by == "person")
    latest = select(func.max(its.seq)).where(mine).group_by(its.talk_id)
    query = _messages().add_columns(its.talk_id).where(its.seq.in_(latest))
    return {row.talk_id: _message(sealer, row) for row in conn.execute(query)}


def queue_mark(conn: Connection, scope: Scope, which: Which, actor: str) -> str:
    """Changes with anything in the queue; cheap, so that a page may ask again and again."""
    its = talks.c
    kept = select(func.count(), func.max(its.last_at), func.sum(its.version), func.max(its.since))
    if which == "closed":
        kept = select(func.max(its.closed_at))  # they are many, and change no more
    return _digest(conn.execute(kept.where(here(scope), *_chosen(which, actor))).all())


def one(conn: Connection, sealer: Sealer, scope: Scope, talk_id: str, now: datetime) -> Talk:
    """A talk. Raises TalkGone."""
    row = conn.execute(_talks().where(talks.c.id == talk_id, here(scope))).one_or_none()
    if row is None:
        raise TalkGone
    return _talk(sealer, row, now)


def said(
    conn: Connection, sealer: Sealer, talk: Talk, before: int | None = None
) -> tuple[Message, ...]:
    """The latest messages of a talk, in their order; `before` those ahead of that one."""
    query = _messages().where(messages.c.talk_id == talk.id)
    if before is not None:
        query = query.where(messages.c.seq < before)
    rows = conn.execute(query.order_by(messages.c.seq.desc()).limit(SHOWN)).all()
    return tuple(_message(sealer, row) for row in reversed(rows))


def talk_mark(conn: Connection, scope: Scope, talk_id: str) -> str:
    """Changes with anything in a talk. Raises TalkGone."""
    its = talks.c
    found = conn.execute(
        select(its.version, its.state, its.waiting).where(its.id == talk_id, here(scope))
    )
    talk = found.one_or_none()
    if talk is None:
        raise TalkGone
    what = (
        messages.c.seq,
        messages.c.file_id,
        messages.c.problem,
        outbox.c.state,
        outbox.c.receipt,
    )
    joined = messages.outerjoin(outbox, outbox.c.id == messages.c.outbox_id)
    mine = select(*what).select_from(joined).where(messages.c.talk_id == talk_id)
    rows = conn.execute(mine.order_by(messages.c.seq.desc()).limit(SHOWN)).all()
    return _digest([talk, *rows])


def picture(conn: Connection, scope: Scope, talk_id: str, message_id: str) -> tuple[str, str]:
    """Id and media type of the file that came with a message. Raises TalkGone."""
    mine = and_(talks.c.id == talk_id, messages.c.id == message_id, here(scope))
    joined = messages.join(talks, talks.c.id == messages.c.talk_id)
    joined = joined.join(files, files.c.id == messages.c.file_id)
    query = select(files.c.id, files.c.media_type).select_from(joined).where(mine)
    row = conn.execute(query).one_or_none()
    if row is None:
        raise TalkGone
    return row.id, row.media_type


def colleagues(conn: Connection, talk: Talk) -> list[Officer]:
    """Officers who see the talk and may take care of it, by name."""
    its = officers.c
    active = its.state != "disabled"
    regions = [f'%"{each}"%' for each in _around(talk.village_code)]
    covering = or_(its.role == "admin", *(cast(its.regions, Text).like(each) for each in regions))
    if talk.village_code is None:
        covering = its.role.in_(("admin", "branch", "kabupaten"))
    rows = conn.execute(select(officers).where(active, covering).order_by(its.name, its.id))
    return [officer(row) for row in rows]


def template_ready(conn: Connection, talk: Talk) -> bool:
    """Whether WhatsApp approved the one message that may be sent after its 24 hours."""
    return talk.account in templates.ready(conn, [ANSWER.name])


def look(conn: Connection, actor: str, act: str, talk_id: str, now: datetime) -> None:
    """Notes a look at a talk, or at a page of them ("")."""
    audits.officers(conn, actor, act, "talk", talk_id, now)


# --- rows ----------------------------------------------------------------------------------


def _chosen(which: Which, actor: str) -> Sequence[ColumnElement[bool]]:
    if which == "closed":
        return (talks.c.closed_at.is_not(None),)
    open_ones = (_NOT_CLOSED, _OPEN)
    if which == "mine":
        return (*open_ones, talks.c.officer_id == actor)
    if which == "unassigned":
        return (*open_ones, talks.c.officer_id.is_(None))
    return open_ones


def _behind(given: After) -> ColumnElement[bool]:
    waiting, since, talk_id = given
    its = talks.c
    later = and_(its.waiting.is_(waiting), tuple_(its.since, its.id) > tuple_(since, talk_id))
    return or_(later, its.waiting.is_(False)) if waiting else later


def _talks() -> Select[Any]:
    own = [talks.c[name] for name in _OWN]
    at = endpoints.c
    where = (at.channel, at.account, at.last_seen_at, at.doubt, at.active)
    joined = talks.join(endpoints, endpoints.c.id == talks.c.endpoint_id)
    joined = joined.outerjoin(officers, officers.c.id == talks.c.officer_id)
    return select(*own, *where, officers.c.name.label("officer"), talks.c.called).select_from(
        joined
    )


_OWN = (
    *("id", "endpoint_id", "participant_id", "village_code", "reason", "state", "officer_id"),
    *("waiting", "since", "asked_at", "last_at", "closed_at", "trial", "version"),
)


def _talk(sealer: Sealer, row: Row[Any], now: datetime) -> Talk:
    silent = row.channel == WHATSAPP and row.last_seen_at < now - SILENT
    return Talk(
        **{name: getattr(row, name) for name in _OWN},
        officer=row.officer or "",
        channel=row.channel,
        account=row.account,
        written_at=row.last_seen_at,
        doubt=row.doubt or silent,
        reached=row.active,
        called=called(sealer, row),
    )


def _messages() -> Any:
    its = messages.c
    own = (its.seq, its.id, its.at, its.said_by, its.body, its.effect_id, its.file_id, its.problem)
    sent_file = (files.c.media_type, files.c.size)
    sent = (outbox.c.state, outbox.c.receipt, outbox.c.error_code)
    joined = messages.outerjoin(outbox, outbox.c.id == its.outbox_id)
    joined = joined.outerjoin(officers, officers.c.id == its.officer_id)
    joined = joined.outerjoin(files, files.c.id == its.file_id)
    said = select(*own, *sent_file, *sent, officers.c.name.label("officer"))
    return said.select_from(joined)


def _message(sealer: Sealer, row: Row[Any]) -> Message:
    body = {"kind": "gone", "text": "", "choices": []}
    if row.body:
        body = sealer.open_json(row.body, TABLE, BODY, row.id)
    sent = row.receipt if row.state == "sent" and row.receipt else row.state
    return Message(
        row.seq,
        row.id,
        row.at,
        row.said_by,
        row.officer or "",
        str(body["kind"]),
        str(body["text"]),
        tuple(map(str, body["choices"])),
        row.file_id,
        row.effect_id is not None and row.file_id is None and row.problem is None,
        row.problem or "",
        sent or "",
        row.error_code or "",
        KINDS.get(row.media_type or "", ""),
        row.size or 0,
    )


def _around(village: str | None) -> list[str]:
    """A code and those of the regions around it."""
    parts = village.split(".") if village else []
    return [".".join(parts[:count]) for count in range(1, len(parts) + 1)]


def _digest(rows: Sequence[Any]) -> str:
    return sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()[:24]
