"""Requests about one's own data at the desk: listed by time left, looked at, answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    and_,
    insert,
    literal,
    or_,
    select,
    update,
)

from conversations.attachments import Attachment
from conversations.my_data_facts import REFUSALS
from conversations.my_data_telling import KIND, told_with
from program.nik import mask_nik
from storage import audits, endpoints, rights_erasing, timers
from storage import rights as asked
from storage.claims import By
from storage.crypto import Sealer
from storage.ids import new_id
from storage.scope import Scope, within
from storage.tables import (
    OPEN_APPLICATION,
    applications,
    consents,
    links,
    participants,
    rights,
    tasks,
)

PAGE = 50
LONGEST = 500  # characters of the officer's words
PROOFS = ("ktp", "known", "call")  # how the officer made sure who asks
HELD = "open_claim"
SELF = literal("self").label("role")  # of who asked on paper


class RightGone(LookupError):
    """No such request, or not of these regions."""


class RightChanged(RuntimeError):
    """Somebody else answered meanwhile."""


class NotProved(ValueError):
    """Data leave only once an officer made sure who asks, and whose they are."""


class NotReadable(ValueError):
    """The form lacks what the act needs; the argument names the field."""


@dataclass(frozen=True, slots=True)
class Line:
    """A request in the list."""

    id: str
    kind: str
    state: str
    asked_at: datetime
    due_at: datetime
    village_code: str | None
    escalated: bool
    trial: bool
    paper: bool = False  # recorded by an officer: no phone is told the answer


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody for whom the asking phone speaks."""

    id: str
    name: str = field(repr=False)
    nik: str = field(repr=False)  # masked
    role: str
    village_code: str


@dataclass(frozen=True, slots=True)
class Request:
    """One request with all that an officer needs to answer it."""

    line: Line
    version: int
    subject: str | None  # the participant's id, where it is plain
    people: tuple[Person, ...]
    reason: str
    note: str = field(repr=False)
    decided_at: datetime | None
    told_at: datetime | None

    @property
    def own(self) -> tuple[Person, ...]:
        """Whose own phone it is; several share it."""
        return tuple(each for each in self.people if each.role == "self")

    @property
    def others(self) -> int:
        """How many others are spoken for."""
        return len({each.id for each in self.people} - {each.id for each in self.own})


def listed(
    conn: Connection, by: By, over: bool = False, after: tuple[datetime, str] | None = None
) -> tuple[tuple[Line, ...], bool]:
    """A page of requests, by time left or the newest answered first; whether there are more."""
    its = rights.c
    mine = within(by.scope, its.village_code)
    query = select(rights).where(mine, its.state != "open" if over else its.state == "open")
    order = (its.due_at.desc(), its.id.desc()) if over else (its.due_at, its.id)
    if after is not None:
        query = query.where(_behind(after, over))
    rows = conn.execute(query.order_by(*order).limit(PAGE + 1)).all()
    audits.officers(conn, by.actor, "rights_listed", "right", "", by.now)
    return tuple(_line(row) for row in rows[:PAGE]), len(rows) > PAGE


def _behind(after: tuple[datetime, str], over: bool) -> Any:
    at, which = after
    its = rights.c
    if over:
        return or_(its.due_at < at, and_(its.due_at == at, its.id < which))
    return or_(its.due_at > at, and_(its.due_at == at, its.id > which))


def _line(row: Row[Any]) -> Line:
    return Line(
        row.id,
        row.kind,
        row.state,
        row.asked_at,
        row.due_at,
        row.village_code,
        row.escalated_at is not None,
        row.trial,
        row.endpoint_id is None,
    )


def one(conn: Connection, sealer: Sealer, by: By, which: str) -> Request:
    """One request; a look is audited. Raises RightGone."""
    found = load(conn, sealer, by.scope, which)
    audits.officers(conn, by.actor, "right_seen", "right", which, by.now)
    return found


def load(conn: Connection, sealer: Sealer, scope: Scope, which: str) -> Request:
    """One request, for who looks at more than it. Raises RightGone."""
    row = _row(conn, scope, which)
    note = sealer.open_text(row.note, asked.TABLE, "note", row.id) if row.note else ""
    return Request(
        _line(row),
        row.version,
        row.participant_id,
        _people(conn, sealer, scope, row),
        row.reason or "",
        note,
        row.decided_at,
        row.told_at,
    )


def on_paper(conn: Connection, which: str) -> bool:
    """Whether a request came on paper, so that the officer tells its answer."""
    row = conn.execute(select(rights.c.endpoint_id).where(rights.c.id == which)).first()
    return row is not None and row.endpoint_id is None


def _row(conn: Connection, scope: Scope, which: str) -> Row[Any]:
    mine = and_(rights.c.id == which, within(scope, rights.c.village_code))
    row = conn.execute(select(rights).where(mine)).first()
    if row is None:
        raise RightGone
    return row


def _people(
    conn: Connection, sealer: Sealer, scope: Scope, asked_by: Row[Any]
) -> tuple[Person, ...]:
    """Those for whom the phone speaks within the officer's regions; on paper, who asked."""
    its = participants.c
    here = within(scope, its.village_code)
    if asked_by.endpoint_id is None:
        alone: Select[Any] = select(its.id, its.name, its.nik, its.village_code, SELF)
        query = alone.where(its.id == asked_by.participant_id, here)
    else:
        linked: Select[Any] = select(its.id, its.name, its.nik, its.village_code, links.c.role)
        mine = links.c.endpoint_id == asked_by.endpoint_id
        query = linked.join_from(links, participants).where(mine, here)
    query = query.order_by(its.name, its.id)
    return tuple(
        Person(
            row.id,
            row.name,
            mask_nik(sealer.open_text(row.nik, "participants", "nik", row.id)),
            row.role,
            row.village_code,
        )
        for row in conn.execute(query)
    )


# --- answering -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """What an officer answers: whose data, how that was made sure, a reason, words."""

    subject: str = ""
    proof: str = ""
    reason: str = ""
    note: str = field(default="", repr=False)


def done(
    conn: Connection,
    sealer: Sealer,
    by: By,
    which: str,
    version: int,
    answer: Answer,
    file: Attachment | None = None,
) -> list[str]:
    """Does what was asked; gives ids of pictures whose content must go. `file` goes by chat.

    Raises RightGone, RightChanged, NotProved (of others' data, and without a look at who asks),
    NotReadable, and `rights_erasing.Held` where a claim is open.
    """
    request = load(conn, sealer, by.scope, which)
    subject = subject_of(request, answer)
    _answered(conn, sealer, by, request, version, "done", answer, subject, file)
    kind = request.line.kind
    if kind == "erase":
        return rights_erasing.erase(conn, sealer, subject, by.now)
    if kind in EFFECTS:
        EFFECTS[kind](conn, by, request, subject)
    return []


def subject_of(request: Request, answer: Answer) -> str:
    """Whose data it is: only of who asks from a phone of their own, once that is made sure.

    Raises NotProved.
    """
    if answer.proof not in PROOFS:
        raise NotProved
    own = {each.id for each in request.own}
    if answer.subject:
        if answer.subject not in own:
            raise NotProved
        return answer.subject
    if len(own) != 1:
        raise NotProved
    return next(iter(own))


def refuse(
    conn: Connection, sealer: Sealer, by: By, which: str, version: int, answer: Answer
) -> None:
    """Not possible, for a reason. Raises RightGone, RightChanged, NotReadable."""
    if answer.reason not in REFUSALS:
        raise NotReadable("reason")
    request = load(conn, sealer, by.scope, which)
    _answered(conn, sealer, by, request, version, "refused", answer, request.subject)


def invite(
    conn: Connection, sealer: Sealer, by: By, which: str, version: int, answer: Answer
) -> None:
    """The person is asked to come by with the KTP. Raises RightGone, RightChanged."""
    request = load(conn, sealer, by.scope, which)
    _answered(conn, sealer, by, request, version, "come", answer, request.subject)


def _answered(
    conn: Connection,
    sealer: Sealer,
    by: By,
    request: Request,
    version: int,
    state: str,
    answer: Answer,
    subject: str | None,
    file: Attachment | None = None,
) -> None:
    if len(answer.note) > LONGEST:
        raise NotReadable("note")
    which = request.line.id
    note = sealer.seal_text(answer.note, asked.TABLE, "note", which) if answer.note else None
    values: dict[str, object] = {"state": state, "reason": answer.reason or None, "note": note}
    told = by.now if request.line.paper else None  # on paper the officer tells it
    values |= {"proof": answer.proof or None, "participant_id": subject, "told_at": told}
    values |= {"decided_by": by.actor, "decided_at": by.now, "version": version + 1}
    # Who was asked to come by, and came, is answered once more.
    open_still = rights.c.state.in_(("open", "come") if state != "come" else ("open",))
    mine = and_(rights.c.id == which, rights.c.version == version, open_still)
    if conn.execute(update(rights).where(mine).values(**values)).rowcount != 1:
        raise RightChanged
    conn.execute(update(tasks).where(tasks.c.id == which).values(state="done"))
    timers.cancel(conn, asked.keys(which))
    if not request.line.paper:
        _tell(conn, sealer, which, by.now, file)
    audits.officers(conn, by.actor, f"right_{state}", "right", which, by.now)


def _tell(
    conn: Connection, sealer: Sealer, which: str, now: datetime, file: Attachment | None
) -> None:
    """The talk tells the answer at once: it was asked for, and the law counts in hours."""
    who = conn.scalar(select(rights.c.endpoint_id).where(rights.c.id == which))
    key = f"{KIND}:{which}"
    subject = sealer.seal_text(told_with(key, file), "timers", "arguments", key)
    timers.set_timers(conn, [timers.Timer(key, now, KIND, now, str(who), subject)])


# --- what the rights do --------------------------------------------------------------------


def _withdraw(conn: Connection, by: By, request: Request, subject: str) -> None:
    """The consent is no more: open applications end, nothing unasked is sent."""
    mine = and_(applications.c.participant_id == subject, OPEN_APPLICATION)
    ended = {"state": "withdrawn", "version": applications.c.version + 1, "updated_at": by.now}
    conn.execute(update(applications).where(mine).values(**ended))
    last = (
        select(consents)
        .where(consents.c.participant_id == subject)
        .order_by(consents.c.id.desc())
        .limit(1)
    )
    row: Mapping[Any, Any] | None = conn.execute(last).mappings().first()
    if row is None and not request.line.paper:
        row = _first(conn, request, subject)
    if row is not None:  # none was given where neither paper nor talk holds one
        again = {**row, "id": new_id(by.now), "given": False, "at": by.now}
        conn.execute(insert(consents), again)
    _hush(conn, by, request, subject)


def _first(conn: Connection, request: Request, subject: str) -> Mapping[Any, Any]:
    """What a consent says that was given on paper or before it was noted."""
    asked_at = select(rights.c.endpoint_id).where(rights.c.id == request.line.id)
    whose = {"endpoint_id": conn.scalar(asked_at), "participant_id": subject}
    words = {"purpose": "registration", "text_version": "–", "how": "self", "language": "id"}
    return {**whose, **words}


def _hush(conn: Connection, by: By, request: Request, subject: str) -> None:
    """Nothing unasked any more: no news, no reminders."""
    if request.line.paper:
        mine = links.c.participant_id == subject
        conn.execute(update(links).where(mine).values(stopped="all"))
    else:
        endpoint_id = select(rights.c.endpoint_id).where(rights.c.id == request.line.id)
        endpoints.stop(conn, [(str(conn.scalar(endpoint_id)), "all")])
    quiet = {"reminded": False, "version": participants.c.version + 1, "updated_at": by.now}
    conn.execute(update(participants).where(participants.c.id == subject).values(**quiet))


EFFECTS: Mapping[str, Callable[[Connection, By, Request, str], None]] = {
    "withdraw": _withdraw,
    "limit": _hush,
    "object": _hush,
}
