"""What an officer sees of applications: the queue, one of them with its doubts and history."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    or_,
    select,
    tuple_,
)

from conversations.session import Json
from program.eligibility import eligibility
from storage import audits
from storage.applications import ApplicationGone
from storage.applications_bpjs import holders as places_of
from storage.applications_kin import own_affair
from storage.claims import By
from storage.contributions import office_day
from storage.crypto import Sealer
from storage.places import PlaceGone
from storage.scope import Scope, begins, within
from storage.sponsors import lies_in
from storage.tables import (
    application_events,
    applications,
    contacts,
    files,
    participants,
    receipts,
)

PAGE = 50  # applications on one page: what is looked through at a time
KEPT = ("birth_place", "mother_name", "phone", "rt_rw", "street", "occupation_text")
SEALED = (*KEPT, "second_occupation", "workplace", "income", "nik", "kpj")
OWNER = "application"  # whose its pictures are, in `files`
SHOWN_AS = frozenset({"image/jpeg", "image/png", "image/webp"})  # what was re-encoded by us


@dataclass(frozen=True, slots=True)
class Line:
    """One application in a list."""

    id: str
    version: int
    state: str
    participant_id: str
    name: str
    sex: str
    birth_date: date
    village_code: str
    payer: str
    doubts: tuple[str, ...]
    reason: str
    trial: bool
    submitted_at: datetime
    card_on: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of lines; `more` is where the next begins, None at the end."""

    lines: tuple[Line, ...]
    more: tuple[datetime, str] | None


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody of the family who can be reached."""

    name: str
    relation: str
    phone: str


@dataclass(frozen=True, slots=True)
class Event:
    """One step of an application."""

    application_id: str
    at: datetime
    actor_kind: str
    actor: str
    act: str
    from_state: str
    to_state: str
    reason: str
    told_at: datetime | None
    note: Mapping[str, Json] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Detail:
    """An application with all that an officer compares."""

    line: Line
    role: str
    code: str
    batch_id: str | None
    own: bool  # about the officer or the officer's family
    holds_place: bool  # the village gave a seat, so it may go to BPJS
    covered_until: date | None
    person: Mapping[str, Any] = field(repr=False)  # the participant's columns, opened
    values: Mapping[str, Json] = field(repr=False)  # as submitted
    contacts: tuple[Contact, ...] = field(repr=False)
    photos: tuple[str, ...]
    events: tuple[Event, ...]
    others: tuple[Line, ...]  # further applications of the same person
    twins: tuple[Line, ...]  # of other people with this name and birth date


# --- the queue -----------------------------------------------------------------------------


def queue(
    conn: Connection,
    by: By,
    state: str,
    region: str = "",
    last: tuple[datetime, str] | None = None,
) -> Page:
    """A page of one state behind the last one seen, the oldest first.

    Of one region of the scope, or of all of it: a query a region, each along an index, merged.
    Raises PlaceGone for a region outside.
    """
    if region and not lies_in(by.scope, region):
        raise PlaceGone
    scopes = [Scope((region,))] if region else [Scope((each,)) for each in by.scope.regions]
    found = [_stretch(conn, by.scope, one, state, last) for one in scopes]
    merged = heapq.merge(*found, key=lambda row: (row.submitted_at, row.id))
    rows = list({row.id: row for row in merged}.values())[: PAGE + 1]
    shown = rows[:PAGE]
    twins = _twins(conn, by.scope, shown)
    today = office_day(by.now)
    lines = tuple(_line(row, today, twins) for row in shown)
    more = (shown[-1].submitted_at, shown[-1].id) if len(rows) > PAGE else None
    _listed(conn, by, "region", region or "scope")
    return Page(lines, more)


def _stretch(
    conn: Connection,
    scope: Scope,
    region: Scope,
    state: str,
    last: tuple[datetime, str] | None,
    limit: int = PAGE + 1,
) -> Sequence[Row[Any]]:
    its = applications.c
    here = and_(its.state == state, begins(its.village_code, region.regions[0]))
    if region.regions[0] not in scope.regions:
        here = and_(here, within(scope, its.village_code))
    query = _lines().where(here)
    if last is not None:
        query = query.where(tuple_(its.submitted_at, its.id) > last)
    return conn.execute(query.order_by(its.submitted_at, its.id).limit(limit)).all()


def behind(conn: Connection, by: By, state: str, last: tuple[datetime, str]) -> str:
    """The next application of a state behind one of it, "" at the end."""
    found = [
        _stretch(conn, by.scope, Scope((each,)), state, last, limit=1) for each in by.scope.regions
    ]
    rows = [row for some in found for row in some if row.id != last[1]]
    return str(min(rows, key=lambda row: (row.submitted_at, row.id)).id) if rows else ""


def of_ids(conn: Connection, by: By, ids: Collection[str]) -> tuple[Line, ...]:
    """These applications as far as the scope shows them, the oldest first; noted in the audit."""
    _listed(conn, by, "scope", "chosen")
    mine = and_(applications.c.id.in_(list(ids)), within(by.scope, applications.c.village_code))
    return _shown(conn, by, mine)


def of_batch(conn: Connection, by: By, batch_id: str) -> tuple[Line, ...]:
    """What went with a batch, as far as the scope shows it; noted in the audit."""
    _listed(conn, by, "batch", batch_id)
    its = applications.c
    return _shown(conn, by, and_(its.batch_id == batch_id, within(by.scope, its.village_code)))


def _listed(conn: Connection, by: By, kind: str, which: str) -> None:
    audits.officers(conn, by.actor, "applications_listed", kind, which, by.now)


def cards(conn: Connection, by: By, village: str) -> tuple[Line, ...]:
    """Who of a village is registered and has no card yet: the list to sign. Raises PlaceGone."""
    if not lies_in(by.scope, village):
        raise PlaceGone
    _listed(conn, by, "region", village)
    its = applications.c
    here = and_(its.village_code == village, its.state == "registered", its.card_on.is_(None))
    return _shown(conn, by, and_(here, within(by.scope, its.village_code)))


def _shown(conn: Connection, by: By, mine: ColumnElement[bool]) -> tuple[Line, ...]:
    its = applications.c
    rows = conn.execute(_lines().where(mine).order_by(its.submitted_at, its.id).limit(300)).all()
    today = office_day(by.now)
    twins = _twins(conn, by.scope, rows)
    return tuple(_line(row, today, twins) for row in rows)


# --- one application -----------------------------------------------------------------------


def look(conn: Connection, sealer: Sealer, by: By, application_id: str) -> Detail:
    """The application, noted in the audit. Raises ApplicationGone."""
    row = _row(conn, by.scope, application_id)
    audits.officers(conn, by.actor, "application_seen", "application", application_id, by.now)
    twins = _twins(conn, by.scope, [row])
    its = applications.c
    further = and_(its.participant_id == row.participant_id, its.id != row.id)
    same = [each for each, (name, born, _) in twins.items() if each != row.participant_id]
    return Detail(
        line=_with_photos(conn, _line(row, office_day(by.now), twins)),
        role=row.role,
        code=_code(conn, sealer, row.id),
        batch_id=row.batch_id,
        own=own_affair(conn, sealer, by.actor, row.participant_id),
        holds_place=bool(places_of(conn, [row.participant_id], office_day(by.now).year)),
        covered_until=row.covered_until,
        person=_person(sealer, row),
        values=_submitted(sealer, row),
        contacts=_contacts(conn, sealer, row.participant_id),
        photos=_photos(conn, row.id),
        events=history(conn, sealer, [row.id]),
        others=_shown(conn, by, and_(further, within(by.scope, its.village_code))),
        twins=_shown(
            conn, by, and_(its.participant_id.in_(same), within(by.scope, its.village_code))
        ),
    )


def reveal(conn: Connection, sealer: Sealer, by: By, application_id: str) -> str:
    """The whole NIK, noted in the audit. Raises ApplicationGone."""
    row = _row(conn, by.scope, application_id)
    audits.officers(conn, by.actor, "nik_seen", "participant", row.participant_id, by.now)
    return sealer.open_text(row.nik, "participants", "nik", row.participant_id)


def photo(conn: Connection, by: By, application_id: str, file_id: str) -> str:
    """The media type of a picture of the application, noted in the audit. Raises ApplicationGone.

    Only what we re-encoded ourselves is shown.
    """
    _row(conn, by.scope, application_id)
    mine = and_(files.c.owner_kind == OWNER, files.c.owner_id == application_id)
    kind = conn.scalar(select(files.c.media_type).where(mine, files.c.id == file_id))
    if kind not in SHOWN_AS:
        raise ApplicationGone
    audits.officers(conn, by.actor, "photo_seen", "application", application_id, by.now)
    return str(kind)


def history(conn: Connection, sealer: Sealer, ids: Sequence[str]) -> tuple[Event, ...]:
    """The steps of applications that were looked up already, the first one first."""
    its = application_events.c
    query = select(application_events).where(its.application_id.in_(list(ids)))
    return tuple(_event(sealer, row) for row in conn.execute(query.order_by(its.at, its.id)))


def _event(sealer: Sealer, row: Row[Any]) -> Event:
    note = sealer.open_json(row.note, "application_events", "note", row.id) if row.note else {}
    return Event(
        row.application_id,
        row.at,
        row.actor_kind,
        row.actor,
        row.act,
        row.from_state,
        row.to_state,
        row.reason or "",
        row.told_at,
        note,
    )


def _row(conn: Connection, scope: Scope, application_id: str) -> Row[Any]:
    its = applications.c
    mine = and_(its.id == application_id, within(scope, its.village_code))
    row = conn.execute(_whole().where(mine)).one_or_none()
    if row is None:
        raise ApplicationGone
    return row


def _whole() -> Any:
    """An application with all that is known of its person."""
    its, who = applications.c, participants.c
    columns = (*(who[name] for name in SEALED), who.occupation, who.member_before)
    return _lines().add_columns(its.role, its.batch_id, its.answers, who.covered_until, *columns)


def _person(sealer: Sealer, row: Row[Any]) -> dict[str, Any]:
    opened: dict[str, Any] = {"occupation": row.occupation, "member_before": row.member_before}
    for name in SEALED:
        value, which = getattr(row, name), row.participant_id
        opened[name] = sealer.open_text(value, "participants", name, which) if value else ""
    return opened


def _submitted(sealer: Sealer, row: Row[Any]) -> Mapping[str, Json]:
    if not row.answers:
        return {}
    kept = sealer.open_json(row.answers, "applications", "answers", row.id)
    return dict(kept["values"])


def _contacts(conn: Connection, sealer: Sealer, participant_id: str) -> tuple[Contact, ...]:
    its = contacts.c
    query = select(contacts).where(its.participant_id == participant_id).order_by(its.position)
    return tuple(
        Contact(
            sealer.open_text(row.name, "contacts", "name", row.id),
            row.relation,
            sealer.open_text(row.phone, "contacts", "phone", row.id) if row.phone else "",
        )
        for row in conn.execute(query)
    )


def _photos(conn: Connection, application_id: str) -> tuple[str, ...]:
    """Its pictures, the newest first."""
    mine = and_(files.c.owner_kind == OWNER, files.c.owner_id == application_id)
    query = select(files.c.id).where(mine, files.c.media_type.in_(SHOWN_AS))
    return tuple(conn.scalars(query.order_by(files.c.created_at.desc(), files.c.id.desc())))


def _with_photos(conn: Connection, line: Line) -> Line:
    """With a doubt where the very same picture came with somebody else's application.

    A sign for the officer's eye, never a reason by itself: families share a phone and a file.
    """
    mine, theirs, its = files.alias(), files.alias(), applications.c
    same = and_(mine.c.digest == theirs.c.digest, theirs.c.owner_kind == OWNER)
    pairs = mine.join(theirs, same).join(applications, its.id == theirs.c.owner_id)
    here = and_(mine.c.owner_kind == OWNER, mine.c.owner_id == line.id)
    query = select(its.id).select_from(pairs).where(here, its.participant_id != line.participant_id)
    used = conn.scalar(query.limit(1)) is not None
    return replace(line, doubts=(*line.doubts, "photo_used")) if used else line


def _code(conn: Connection, sealer: Sealer, application_id: str) -> str:
    query = select(receipts).where(receipts.c.application_id == application_id).limit(1)
    row = conn.execute(query).first()
    return sealer.open_text(row.code, "receipts", "code", row.code_index.hex()) if row else ""


# --- doubts --------------------------------------------------------------------------------

Twins = Mapping[str, tuple[str, date, str]]


def _twins(conn: Connection, scope: Scope, rows: Sequence[Row[Any]]) -> Twins:
    """Everybody in the scope with a name and birth date of these rows: one query for a page."""
    wanted = {(row.birth_date, row.name) for row in rows}
    if not wanted:
        return {}
    who = participants.c
    same = or_(*(and_(who.birth_date == born, who.name == name) for born, name in sorted(wanted)))
    query = select(who.id, who.name, who.birth_date, who.village_code)
    found = conn.execute(query.where(same, within(scope, who.village_code)))
    return {row.id: (row.name, row.birth_date, row.village_code) for row in found}


def _line(row: Row[Any], today: date, twins: Twins) -> Line:
    same = [
        who
        for who, (name, born, _) in twins.items()
        if (name, born) == (row.name, row.birth_date) and who != row.participant_id
    ]
    age = eligibility(row.birth_date, today)
    doubts = dict.fromkeys(
        [*row.flags, *(["twin"] if same else []), *([age] if age in ("minor", "too_old") else [])]
    )
    return Line(
        row.id,
        row.version,
        row.state,
        row.participant_id,
        row.name,
        row.sex,
        row.birth_date,
        row.village_code,
        row.payer,
        tuple(str(each) for each in doubts),
        row.reason or "",
        row.trial,
        row.submitted_at,
        row.card_on,
    )


def _lines() -> Any:
    its, who = applications.c, participants.c
    columns = (its.id, its.version, its.state, its.participant_id, its.village_code, its.flags)
    more = (its.reason, its.trial, its.submitted_at, its.card_on)
    person = (who.name, who.sex, who.birth_date, who.payer)
    return select(*columns, *more, *person).join_from(applications, participants)
