"""One page a person: what the store knows of somebody, numbers masked, each look audited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from conversations.session import Json
from conversations.understanding.phones import show_phone
from program.nik import mask_nik
from storage import audits, sponsored
from storage.claims import By
from storage.crypto import SealBroken, Sealer
from storage.scope import Scope, within
from storage.sponsored import PaidMonth
from storage.tables import (
    applications,
    claims,
    consents,
    contacts,
    endpoints,
    links,
    merges,
    outbox,
    participants,
)

SHOWN = 4  # last digits of a phone that tell one number from another
SAID_SHOWN = 20  # latest messages; they are deleted after some days anyway
TOLD = ("reply", "notice", "campaign")  # kinds of rows that a person reads
SEALED_FIELDS = (
    "birth_place",
    "rt_rw",
    "street",
    "occupation_text",
    "second_occupation",
    "workplace",
    "income",
)
SECRET = frozenset({"nik", "phone", "mother_name", "kpj"})  # shown by `person_acts.reveal` only


class PersonGone(LookupError):
    """Nobody of this id where this officer works."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody registered; numbers are masked, `held` names the secrets that there are."""

    id: str
    version: int
    name: str
    birth_date: date
    sex: str
    nik: str
    phone: str
    village_code: str
    occupation: str
    member_before: str
    payer: str
    programmes: str
    months: int | None
    flags: tuple[str, ...]
    trial: bool
    standing: str
    mourned_at: datetime | None
    unreachable_at: datetime | None
    covered_until: date | None
    reminded: bool
    held: frozenset[str]
    created_at: datetime
    updated_at: datetime
    told: Mapping[str, str] = field(repr=False)  # SEALED_FIELDS, "" where not known


@dataclass(frozen=True, slots=True)
class Link:
    """Who speaks for the person, where; whether it can be reached."""

    endpoint_id: str
    channel: str
    role: str
    since: datetime
    seen_at: datetime
    stopped: str
    active: bool
    doubt: bool
    nik_limit: int | None


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent given or refused."""

    purpose: str
    given: bool
    how: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """Family that can be reached; the phone is masked."""

    name: str
    relation: str
    phone: str


@dataclass(frozen=True, slots=True)
class Stage:
    """An application or a claim, and where it stands."""

    id: str
    kind: str
    state: str
    since: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class SaidOnce:
    """A message to the person, as long as it is kept."""

    at: datetime
    kind: str
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class MergedIn:
    """A participant that was taken in."""

    id: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of one page."""

    person: Person
    links: tuple[Link, ...]
    consents: tuple[Consent, ...]
    contacts: tuple[Contact, ...]
    applications: tuple[Stage, ...]
    claims: tuple[Stage, ...]
    paid: tuple[PaidMonth, ...]
    said: tuple[SaidOnce, ...]
    merged: tuple[MergedIn, ...]


def look(conn: Connection, sealer: Sealer, by: By, participant_id: str) -> Sheet:
    """The page of a person; the look is noted. Raises PersonGone."""
    sheet = read(conn, sealer, by.scope, participant_id)
    audits.officers(conn, by.actor, "person_seen", "participant", participant_id, by.now)
    return sheet


def read(conn: Connection, sealer: Sealer, scope: Scope, participant_id: str) -> Sheet:
    """All that is known of a person. Raises PersonGone."""
    person = one(conn, sealer, scope, participant_id)
    linked = _links(conn, participant_id)
    return Sheet(
        person,
        linked,
        _consents(conn, participant_id),
        contacts_of(conn, sealer, participant_id),
        _applications(conn, participant_id),
        _claims(conn, participant_id),
        tuple(sponsored.paid_months(conn, [participant_id]).get(participant_id, ())),
        _said(conn, sealer, linked),
        _merged(conn, participant_id),
    )


def one(conn: Connection, sealer: Sealer, scope: Scope, participant_id: str) -> Person:
    """A person. Raises PersonGone."""
    return opened(sealer, row_of(conn, scope, participant_id))


def row_of(conn: Connection, scope: Scope, participant_id: str, hold: bool = False) -> Row[Any]:
    """A person's row, held until the transaction ends if asked for. Raises PersonGone."""
    who = participants.c
    query = select(participants).where(who.id == participant_id, within(scope, who.village_code))
    row = conn.execute(query.with_for_update() if hold else query).first()
    if row is None:
        raise PersonGone
    return row


def went_into(conn: Connection, scope: Scope, participant_id: str) -> str | None:
    """The person into whom one was merged, as far as the scope shows both."""
    its, who = merges.c, participants.c
    query = select(its.kept_id).join_from(merges, participants, who.id == its.kept_id)
    here = (within(scope, its.village_code), within(scope, who.village_code))
    found: str | None = conn.scalar(
        query.where(its.gone_id == participant_id, its.undone_at.is_(None), *here)
    )
    return found


def opened(sealer: Sealer, row: Row[Any]) -> Person:
    """A row of `participants` as an officer sees it."""

    def unsealed(column: str) -> str:
        sealed = getattr(row, column)
        if sealed is None:
            return ""
        return sealer.open_text(sealed, participants.name, column, row.id)

    held = frozenset(each for each in SECRET if getattr(row, each) is not None)
    return Person(
        id=row.id,
        version=row.version,
        name=row.name,
        birth_date=row.birth_date,
        sex=row.sex,
        nik=mask_nik(unsealed("nik")),
        phone=masked_phone(unsealed("phone")),
        village_code=row.village_code,
        occupation=row.occupation,
        member_before=row.member_before,
        payer=row.payer,
        programmes=row.programmes or "",
        months=row.months,
        flags=tuple(row.flags),
        trial=row.trial,
        standing=row.standing,
        mourned_at=row.mourned_at,
        unreachable_at=row.unreachable_at,
        covered_until=row.covered_until,
        reminded=row.reminded,
        held=held,
        created_at=row.created_at,
        updated_at=row.updated_at,
        told={each: unsealed(each) for each in SEALED_FIELDS},
    )


def masked_phone(phone: str) -> str:
    """A number of which only the last digits are seen."""
    if not phone:
        return ""
    shown = show_phone(phone)
    hidden = len(shown) - SHOWN
    return "".join("•" if each.isdigit() and at < hidden else each for at, each in enumerate(shown))


# --- parts -----------------------------------------------------------------------------------


def _links(conn: Connection, who: str) -> tuple[Link, ...]:
    at = endpoints.c
    query = (
        select(
            at.id,
            at.channel,
            links.c.role,
            links.c.created_at,
            at.last_seen_at,
            at.stopped,
            at.active,
            at.doubt,
            at.nik_limit,
        )
        .join_from(links, endpoints)
        .where(links.c.participant_id == who)
        .order_by(links.c.created_at, at.id)
    )
    return tuple(Link(*row) for row in conn.execute(query))


def _consents(conn: Connection, who: str) -> tuple[Consent, ...]:
    its = consents.c
    query = select(its.purpose, its.given, its.how, its.at).where(its.participant_id == who)
    return tuple(Consent(*row) for row in conn.execute(query.order_by(its.at, its.id)))


def contacts_of(conn: Connection, sealer: Sealer, who: str) -> tuple[Contact, ...]:
    """The family on record, in its order."""
    its = contacts.c
    rows = conn.execute(
        select(contacts).where(its.participant_id == who).order_by(its.position, its.id)
    )

    def unsealed(row: Row[Any], column: str) -> str:
        sealed = getattr(row, column)
        return sealer.open_text(sealed, contacts.name, column, row.id) if sealed else ""

    return tuple(
        Contact(unsealed(row, "name"), row.relation, masked_phone(unsealed(row, "phone")))
        for row in rows
    )


def _applications(conn: Connection, who: str) -> tuple[Stage, ...]:
    its = applications.c
    query = select(its.id, its.role, its.state, its.submitted_at, its.updated_at)
    mine = query.where(its.participant_id == who).order_by(its.submitted_at.desc(), its.id)
    return tuple(Stage(*row) for row in conn.execute(mine))


def _claims(conn: Connection, who: str) -> tuple[Stage, ...]:
    its = claims.c
    query = select(its.id, its.kind, its.state, its.created_at, its.updated_at)
    mine = query.where(its.participant_id == who).order_by(its.created_at.desc(), its.id)
    return tuple(Stage(*row) for row in conn.execute(mine))


def _merged(conn: Connection, who: str) -> tuple[MergedIn, ...]:
    its = merges.c
    query = select(its.id, its.at, its.actor).where(its.kept_id == who, its.undone_at.is_(None))
    return tuple(MergedIn(*row) for row in conn.execute(query.order_by(its.at.desc())))


def _said(conn: Connection, sealer: Sealer, linked: Sequence[Link]) -> tuple[SaidOnce, ...]:
    """What was said to the person's own chats; a helper's speak of others too and stay closed."""
    own = [each.endpoint_id for each in linked if each.role == "self"]
    if not own:
        return ()
    its = outbox.c
    mine = (its.endpoint_id.in_(own), its.kind.in_(TOLD), its.state != "dropped")
    query: Select[Any] = select(its.id, its.created_at, its.kind, its.state, its.payload)
    rows = conn.execute(query.where(*mine).order_by(its.seq.desc()).limit(SAID_SHOWN)).all()
    return tuple(
        SaidOnce(row.created_at, row.kind, row.state, _text_of(sealer, row)) for row in rows
    )


def _text_of(sealer: Sealer, row: Row[Any]) -> str:
    if not row.payload:
        return ""  # erased
    try:
        payload = sealer.open_json(row.payload, outbox.name, "payload", row.id)
    except SealBroken:
        return ""
    return words_in(payload)


def words_in(payload: Json) -> str:
    """The first words of a platform's message: its text, body or caption."""
    if not isinstance(payload, dict):
        return ""
    for key in ("text", "caption", "body"):
        if isinstance(payload.get(key), str):
            return str(payload[key])
    return next((told for each in payload.values() if (told := words_in(each))), "")
