"""Views of claims: what a phone may be told (the facts of `conversations.claim_facts`).

A registration that became a note looks like one that nobody has paid for yet (promise 7).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select

from conversations.claim_facts import (
    ClaimPeople,
    ClaimPerson,
    ClaimQuery,
    ClaimView,
    MemberRecord,
    MyClaims,
    OfficerPhone,
    PaperView,
    ReportAllowed,
)
from conversations.facts import Query
from conversations.fields.money import LOWEST_INCOME
from conversations.session import Json
from program.coverage import last_day
from program.nik import Nik
from storage import officer_chats
from storage.claim_knowing import NOBODY, SPEAKERS, Standing, standings
from storage.claim_papers import FIRST, Paper, of_claims
from storage.claim_reports import OFFICER_PHONE, REPORT
from storage.claims import HEARD, Claim, Event, events_of, opened
from storage.contributions import office_day
from storage.crypto import Sealer
from storage.endpoints import PHONE, Endpoint
from storage.others import TRIED
from storage.sponsored import paid_months
from storage.tables import (
    claim_links,
    claims,
    endpoints,
    links,
    participants,
    receipt_links,
    receipts,
    tasks,
    tries,
)

REPORTS_A_DAY = 5  # of deaths and accidents by one phone; a disaster is told to an officer
PHONES_A_DAY = 5  # numbers that one phone may ask about: a list of officers is not to be fished
DAY = timedelta(days=1)
SETTLED = {"matched": "yes", "not_a_member": "no"}  # acts by which an officer settled it

Asked = tuple[str, ClaimQuery]  # endpoint id, question


def answers(
    conn: Connection,
    sealer: Sealer,
    asked: Sequence[Asked],
    at: Mapping[str, Endpoint],
    now: datetime,
) -> dict[tuple[str, Query], Any]:
    """The answers to all questions about claims, by endpoint and question."""
    found: dict[tuple[str, Query], Any] = {}
    for who, query in asked:
        match query:
            case ClaimPeople():
                found[(who, query)] = people(conn, sealer, at[who], now)
            case MyClaims():
                found[(who, query)] = mine(conn, sealer, at[who], now)
            case ReportAllowed():
                found[(who, query)] = len(_tried(conn, who, REPORT, now)) < REPORTS_A_DAY
            case OfficerPhone(phone):
                found[(who, query)] = _officer(conn, sealer, who, phone, now)
    return found


# --- people --------------------------------------------------------------------------------


def people(
    conn: Connection, sealer: Sealer, endpoint: Endpoint, now: datetime
) -> tuple[ClaimPerson, ...]:
    """For whom the endpoint speaks, the own one first, then as they came."""
    linked = select(links.c.role, links.c.created_at.label("since"), participants)
    here = and_(links.c.endpoint_id == endpoint.id, links.c.role.in_(SPEAKERS))
    rows = conn.execute(linked.join_from(links, participants).where(here)).all()
    rows = sorted(rows, key=lambda row: SPEAKERS.index(row.role))
    known = {row.id: row for row in reversed(rows)}
    standing = standings(conn, sealer, endpoint, known, now)
    records = records_of(conn, sealer, list(known), now)
    said = _said(conn, endpoint.id)
    found = [
        ((row.role != "self", row.since, who), _person(row, standing[who], records[who], said))
        for who, row in known.items()
    ]
    found += _notes(conn, sealer, endpoint, now)
    return tuple(person for _, person in sorted(found, key=lambda each: each[0]))


def _person(
    row: Row[Any], standing: Standing, record: MemberRecord, said: Collection[str]
) -> ClaimPerson:
    """The person's own phone is told by its contact or helper's number alone, or an officer."""
    told = standing.disclosed is not None or row.id in said
    village = row.village_code
    return ClaimPerson(row.id, row.name, row.sex, row.role, village, told, record if told else None)


def _said(conn: Connection, endpoint_id: str) -> set[str]:
    """Of whom an officer said that this endpoint may be told."""
    at = and_(claim_links.c.endpoint_id == endpoint_id, claim_links.c.disclosed.is_(True))
    query = select(claims.c.participant_id).join_from(claim_links, claims).where(at)
    return {who for who in conn.scalars(query) if who is not None}


def _notes(
    conn: Connection, sealer: Sealer, endpoint: Endpoint, now: datetime
) -> list[tuple[tuple[bool, datetime, str], ClaimPerson]]:
    kept = receipt_links.join(receipts).join(tasks, tasks.c.id == receipts.c.task_id)
    query = select(receipts.c.created_at, tasks.c.id, tasks.c.body, tasks.c.endpoint_id)
    rows = conn.execute(
        query.select_from(kept).where(receipt_links.c.endpoint_id == endpoint.id)
    ).all()
    sure = endpoint.trial or (endpoint.vouched(now) and not endpoint.doubtful(now))
    found = []
    for row in rows:
        body = sealer.open_json(row.body, "tasks", "body", row.id)
        values, role = body["values"], body["role"]
        told = sure and role != "self" and row.endpoint_id == endpoint.id
        record = MemberRecord(office_day(row.created_at), frozenset(), LOWEST_INCOME)
        person = ClaimPerson(
            who=row.id,
            name=values["name"]["name"],
            sex=str(values.get("sex", "")),
            role=role,
            village=str(values.get("district") or values["village"][0]),
            disclosed=told,
            record=record if told else None,
        )
        found.append(((role != "self", row.created_at, row.id), person))
    return found


def records_of(
    conn: Connection, sealer: Sealer, participant_ids: Collection[str], now: datetime
) -> dict[str, MemberRecord]:
    """What is on record of these people's membership; whoever has none is NOBODY's."""
    ids = sorted({*participant_ids, NOBODY})
    months = paid_months(conn, ids)
    who = participants.c
    query = select(who.id, who.income, who.created_at).where(who.id.in_(ids))
    found: dict[str, MemberRecord] = {}
    for which, sealed, since in conn.execute(query):
        paid = frozenset(each.month for each in months.get(which, ()))
        income = LOWEST_INCOME
        if sealed is not None:
            income = int(sealer.open_text(sealed, participants.name, "income", which))
        found[which] = MemberRecord(_joined(paid, office_day(since)), paid, income)
    return found


def _joined(paid: Collection[date], registered: date) -> date:
    """When the membership began: with the first paid month, not before the registration in it."""
    if not paid:
        return registered
    first = min(paid)
    return max(first, registered) if registered <= last_day(first) else first


# --- claims --------------------------------------------------------------------------------


def mine(
    conn: Connection, sealer: Sealer, endpoint: Endpoint, now: datetime
) -> tuple[ClaimView, ...]:
    """The claims to which the endpoint is linked, the newest first; taken-back ones left out."""
    link = claim_links.c
    told = (link.relation, link.disclosed, link.created_at.label("since"))
    here = and_(link.endpoint_id == endpoint.id, claims.c.state != "taken_back")
    query = select(claims, *told).join_from(claim_links, claims).where(here)
    rows = conn.execute(query.order_by(link.created_at.desc(), claims.c.id.desc())).all()
    ids = [row.id for row in rows]
    events, papers = events_of(conn, sealer, ids), of_claims(conn, ids)
    told_of = {row.participant_id for row in rows if row.participant_id}
    known = _people(conn, told_of)
    records = records_of(conn, sealer, told_of, now)
    return tuple(
        _view(
            opened(sealer, row),
            (row.relation, row.disclosed),
            _heard(events[row.id], endpoint.id, known.get(row.participant_id)),
            events[row.id],
            papers.get(row.id, ()),
            records.get(row.participant_id or NOBODY),
        )
        for row in rows
    )


def _people(conn: Connection, ids: Iterable[str]) -> dict[str | None, tuple[str, str]]:
    who = participants.c
    rows = conn.execute(select(who.id, who.name, who.sex).where(who.id.in_(sorted(ids))))
    return {which: (name, sex) for which, name, sex in rows}


def _heard(
    events: Sequence[Event], endpoint_id: str, known: tuple[str, str] | None
) -> tuple[str, str]:
    """Name and sex of whom it is about, as this endpoint told them, else as the first one did."""
    told = {each.actor: each.note["subject"] for each in events if each.act in HEARD and each.note}
    for each in events:
        told |= each.note["told"] if each.act == "took_in" else {}
    first: Mapping[str, Json] = next(iter(told.values()), {})
    subject = told.get(endpoint_id, first)
    number = subject.get("number") or {}
    if number.get("kind") == "nik":
        return str(subject.get("name") or ""), Nik(str(number["value"])).sex
    if "number" not in subject and known is not None:  # tapped, or spoken for
        return str(subject.get("name") or known[0]), known[1]
    return str(subject.get("name") or ""), "unknown"


def _view(
    claim: Claim,
    link: tuple[str, bool],
    heard: tuple[str, str],
    events: Sequence[Event],
    papers: Sequence[Paper],
    record: MemberRecord | None,
) -> ClaimView:
    relation, disclosed = link
    member = next((SETTLED[e.act] for e in reversed(events) if e.act in SETTLED), "")
    if record is not None and any(each.act == "months_confirmed" for each in events):
        record = MemberRecord(record.joined, record.paid, record.income, confirmed=True)
    return ClaimView(
        claim=claim.id,
        kind=claim.kind,
        name=heard[0],
        sex=heard[1],
        state=claim.state,
        happened_on=claim.happened_on,
        at_work=claim.at_work,
        relation=relation,
        papers=_told(papers),
        heir_told=claim.heir is not None,
        heir_minor=(claim.heir or {}).get("minor") == "yes",
        handed_on=_on(events, "handed"),
        accepted_on=claim.accepted_on,
        due_on=claim.due_on,
        paid_on=_on(events, "paid"),
        reason=claim.reason,
        disclosed=disclosed,
        member=member if disclosed else "",
        record=record if disclosed else None,
        children=_children(claim) if disclosed else (),
    )


def _children(claim: Claim) -> tuple[tuple[int, str], ...]:
    return tuple((int(str(each["age"])), str(each["level"])) for each in claim.children)


def _told(papers: Sequence[Paper]) -> tuple[PaperView, ...]:
    """Each paper once: as its first page stands, refused where any of its pages was."""
    refused = {each.kind: each.reason for each in papers if each.state == "refused"}
    return tuple(
        PaperView(each.kind, "refused", refused[each.kind])
        if each.kind in refused
        else PaperView(each.kind, each.state, each.reason)
        for each in papers
        if each.copy == FIRST
    )


def _on(events: Sequence[Event], act: str) -> date | None:
    """The day of the latest such act."""
    days = [each.note["on"] for each in events if each.act == act and each.note]
    return date.fromisoformat(days[-1]) if days else None


# --- limits and officers ---------------------------------------------------------------------


def _tried(conn: Connection, endpoint_id: str, kind: str, now: datetime) -> set[bytes]:
    own = and_(tries.c.endpoint_id == endpoint_id, tries.c.kind == kind, tries.c.at > now - DAY)
    return set(conn.scalars(select(tries.c.digest).where(own)))


def _officer(conn: Connection, sealer: Sealer, who: str, phone: str, now: datetime) -> str:
    """Whether the number is an officer's: one whose chat was linked or invited as such."""
    index = sealer.index(PHONE, phone)
    joined = officer_chats.known_here()
    linked = select(links.c.endpoint_id).where(links.c.role == "officer")
    at = endpoints.c
    officers = or_(at.id.in_(joined), at.id.in_(linked))
    real = and_(at.phone_index == index, at.trial.is_(False), at.doubt.is_(False))
    query = select(func.count()).select_from(endpoints).where(real, officers)
    known = bool(conn.scalar(query))
    digest = sealer.index(TRIED, f"{OFFICER_PHONE} {phone}")
    if len(_tried(conn, who, OFFICER_PHONE, now) - {digest}) >= PHONES_A_DAY:
        return "tired"
    return "officer" if known else "unknown"
