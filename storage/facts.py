"""Facts for a batch of turns: every question of every flow, answered in a few set-based queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from conversations.application_facts import MySteps
from conversations.claim_facts import ClaimPeople, MyClaims, OfficerPhone, ReportAllowed
from conversations.facts import (
    ApplicationView,
    Elsewhere,
    MyApplications,
    MyCover,
    MyOffice,
    MyReminders,
    NikAllowed,
    NikHolder,
    PassSeen,
    PeopleHere,
    Query,
    ReceiptSeen,
)
from conversations.listed_facts import Listed
from conversations.my_data_facts import MyRights
from conversations.place_facts import MyPlaces
from storage import (
    applications_talk,
    campaigns_chat,
    claim_views,
    covers,
    listed,
    others,
    place_news,
    reminders,
)
from storage import rights as my_rights
from storage.crypto import Sealer
from storage.endpoints import Endpoint
from storage.others import TRIED
from storage.participants import Holder, holders
from storage.prepared import Prepared
from storage.tables import (
    applications,
    links,
    participants,
    receipt_links,
    receipts,
    tasks,
    tries,
)

CODE = "receipts.code"  # the blind index column
CLAIM_QUERIES = (ClaimPeople, MyClaims, OfficerPhone, ReportAllowed)
CODES_A_DAY = 10  # wrong receipt codes an endpoint may try in a day; 40 bits hold for ages then
DAY = timedelta(days=1)

Asked = tuple[str, Query]  # endpoint id, question


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits that are settings."""

    niks_per_endpoint: int
    zone: str = "Asia/Makassar"  # where people are told what day it is


def fetch(
    conn: Connection,
    sealer: Sealer,
    asked: Sequence[Asked],
    endpoints: Mapping[str, Endpoint],
    limits: Limits,
    now: datetime,
) -> dict[Asked, Any]:
    """The answers, by endpoint and question."""
    found: dict[Asked, Any] = {}
    niks = [(who, query) for who, query in asked if isinstance(query, NikHolder)]
    if niks:
        known = holders(conn, sealer, {query.nik for _, query in niks})
        found |= {(who, query): held(known.get(query.nik), who) for who, query in niks}
    allowed = [(who, query) for who, query in asked if isinstance(query, NikAllowed)]
    if allowed:
        found |= _allowed(conn, sealer, allowed, endpoints, limits)
    mine = [(who, query) for who, query in asked if isinstance(query, MyApplications)]
    if mine:
        shown = _applications(conn, sealer, {who for who, _ in mine})
        found |= {(who, query): tuple(shown.get(who, ())) for who, query in mine}
    codes = [(who, query) for who, query in asked if isinstance(query, ReceiptSeen)]
    if codes:
        found |= _receipts(conn, sealer, codes, now)
    here = [(who, query) for who, query in asked if isinstance(query, PeopleHere)]
    if here:
        people = others.people(conn, sealer, {who for who, _ in here})
        found |= {(who, query): people.get(who, ()) for who, query in here}
    away = [(who, query) for who, query in asked if isinstance(query, Elsewhere)]
    if away:
        places = others.elsewhere(conn, sealer, {who for who, _ in away}, endpoints, now)
        found |= {(who, query): places.get(who, ()) for who, query in away}
    paid = [(who, query) for who, query in asked if isinstance(query, MyCover)]
    if paid:
        today = now.astimezone(ZoneInfo(limits.zone)).date()
        shown_covers = covers.covers(conn, sealer, {who for who, _ in paid}, today)
        found |= {(who, query): shown_covers.get(who, ()) for who, query in paid}
    planned = [(who, query) for who, query in asked if isinstance(query, MyReminders)]
    if planned:
        due = reminders.untold(conn, {who for who, _ in planned}, now)
        found |= {(who, query): due.get(who, ()) for who, query in planned}
    held_seats = [(who, query) for who, query in asked if isinstance(query, MyPlaces)]
    if held_seats:
        today = now.astimezone(ZoneInfo(limits.zone)).date()
        seats = place_news.views(conn, {who for who, _ in held_seats}, today)
        found |= {(who, query): seats.get(who, ()) for who, query in held_seats}
    steps = [(who, query) for who, query in asked if isinstance(query, MySteps)]
    if steps:
        left = applications_talk.steps(conn, sealer, {who for who, _ in steps})
        found |= {(who, query): left.get(who, ()) for who, query in steps}
    rights = [(who, query) for who, query in asked if isinstance(query, MyRights)]
    if rights:
        own = my_rights.views(conn, sealer, {who for who, _ in rights})
        found |= {(who, query): own[who] for who, query in rights}
    told = [(who, query) for who, query in asked if isinstance(query, CLAIM_QUERIES)]
    if told:
        found |= claim_views.answers(conn, sealer, told, endpoints, now)
    at_desks = [(who, query) for who, query in asked if isinstance(query, MyOffice)]
    if at_desks:
        known_offices = campaigns_chat.offices(conn, {who for who, _ in at_desks})
        found |= {(who, query): known_offices.get(who) for who, query in at_desks}
    on_lists = [(who, query) for who, query in asked if isinstance(query, Listed)]
    if on_lists:
        found |= listed.listed(conn, sealer, on_lists, endpoints, now)
    written = [(who, query) for who, query in asked if isinstance(query, PassSeen)]
    if written:
        found |= others.pass_views(conn, sealer, written, endpoints, now)
    return found


def held(holder: Holder | None, endpoint_id: str) -> str:
    """What `NikHolder` gives for this endpoint.

    Who was noted on somebody else's is told the same as who was first (promise 7).
    """
    if holder is None:
        return "nobody"
    if endpoint_id in holder.noted:
        return "mine"
    if endpoint_id not in holder.linked:
        return "another"
    return "mine" if holder.open else "nobody"


def _allowed(
    conn: Connection,
    sealer: Sealer,
    asked: Iterable[tuple[str, NikAllowed]],
    endpoints: Mapping[str, Endpoint],
    limits: Limits,
) -> dict[Asked, Any]:
    wanted = list(asked)
    tried: dict[str, set[bytes]] = {}
    for who, digest in NIKS_TRIED.rows(conn, ids=[who for who, _ in wanted]):
        tried.setdefault(who, set()).add(digest)
    answers: dict[Asked, Any] = {}
    for who, question in wanted:
        before = tried.get(who, set())
        own = endpoints[who].nik_limit
        most = limits.niks_per_endpoint if own is None else own  # an officer may also set 0
        known = sealer.index(TRIED, f"nik {question.nik}") in before
        answers[(who, question)] = known or len(before) < most
    return answers


NIKS_TRIED = Prepared(
    lambda making: select(tries.c.endpoint_id, tries.c.digest).where(
        making.among(tries.c.endpoint_id, "ids"), tries.c.kind == "nik"
    )
)


def _applications(
    conn: Connection, sealer: Sealer, endpoint_ids: Iterable[str]
) -> dict[str, list[ApplicationView]]:
    """What each endpoint sent or is linked to, newest first; a note looks like an application."""
    ids = list(endpoint_ids)
    columns = (
        receipts.c.code,
        receipts.c.code_index,
        receipts.c.created_at,
        applications.c.state,
        applications.c.role,
        participants.c.name,
        participants.c.village_code,
        tasks.c.id.label("task_id"),
        tasks.c.body,
    )
    known = (
        receipts.outerjoin(applications, applications.c.id == receipts.c.application_id)
        .outerjoin(participants, participants.c.id == applications.c.participant_id)
        .outerjoin(tasks, tasks.c.id == receipts.c.task_id)
    )
    told = select(receipt_links.c.endpoint_id.label("who"), *columns).select_from(
        known.join(receipt_links, receipt_links.c.code_index == receipts.c.code_index)
    )
    by_link = select(links.c.endpoint_id.label("who"), *columns).select_from(
        known.join(links, links.c.participant_id == applications.c.participant_id)
    )
    rows = [
        *conn.execute(told.where(receipt_links.c.endpoint_id.in_(ids))),
        *conn.execute(by_link.where(links.c.endpoint_id.in_(ids))),
    ]
    shown: dict[str, dict[str, ApplicationView]] = {}
    for row in sorted(rows, key=lambda row: row.created_at, reverse=True):
        view = _view(sealer, row)
        shown.setdefault(row.who, {})[view.code] = view
    return {who: list(views.values()) for who, views in shown.items()}


def _view(sealer: Sealer, row: Any) -> ApplicationView:
    code = sealer.open_text(row.code, "receipts", "code", row.code_index.hex())
    if row.task_id is None:
        return ApplicationView(
            code, row.name, row.role, row.state, row.created_at, row.village_code
        )
    body = sealer.open_json(row.body, "tasks", "body", row.task_id)
    values = body["values"]
    village = values.get("district") or values["village"][0]
    state = "withdrawn" if body.get("withdrawn") else "submitted"
    return ApplicationView(
        code, values["name"]["name"], body["role"], state, row.created_at, village
    )


def _receipts(
    conn: Connection, sealer: Sealer, asked: Iterable[tuple[str, ReceiptSeen]], now: datetime
) -> dict[Asked, Any]:
    wanted = list(asked)
    indexes = {query.code: sealer.index(CODE, query.code) for _, query in wanted}
    rows = conn.execute(
        select(
            receipts.c.code_index,
            receipt_links.c.endpoint_id,
            links.c.endpoint_id.label("linked"),
        )
        .select_from(
            receipts.outerjoin(receipt_links, receipt_links.c.code_index == receipts.c.code_index)
            .outerjoin(applications, applications.c.id == receipts.c.application_id)
            .outerjoin(links, links.c.participant_id == applications.c.participant_id)
        )
        .where(receipts.c.code_index.in_(list(indexes.values())))
    )
    owners: dict[bytes, set[str]] = {}
    for row in rows:
        owners.setdefault(row.code_index, set()).update({row.endpoint_id, row.linked} - {None})
    tired = _tired(conn, {who for who, _ in wanted}, now)
    answers: dict[Asked, Any] = {}
    for who, query in wanted:
        seen = owners.get(indexes[query.code])
        state = "unknown" if seen is None else "mine" if who in seen else "received"
        answers[(who, query)] = "tired" if state != "mine" and who in tired else state
    return answers


def _tired(conn: Connection, endpoint_ids: Iterable[str], now: datetime) -> set[str]:
    query = (
        select(tries.c.endpoint_id)
        .where(
            tries.c.kind == "receipt",
            tries.c.endpoint_id.in_(list(endpoint_ids)),
            tries.c.at > now - DAY,
        )
        .group_by(tries.c.endpoint_id)
        .having(func.count() >= CODES_A_DAY)
    )
    return set(conn.scalars(query))
