"""Others: for whom an endpoint speaks, where else the person is known, what a one-time code does.

A note on somebody else's registration looks like one's own here too, so that nobody learns from
another channel that a NIK was known (promise 7).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from conversations.facts import Other, PassSeen, PassView, Query
from conversations.receipt import read_code
from conversations.session import SOURCE
from storage import conversations, moving, passes, sources
from storage import endpoints as endpoint_rows
from storage.crypto import Sealer
from storage.endpoints import Endpoint
from storage.passes import Pass
from storage.tables import links, participants, receipt_links, receipts, tasks, tries

TRIED = "tries.digest"  # the blind index column
CODES_A_DAY = 10  # one-time codes an endpoint may try in a day: 10 of 100 million
DAY = timedelta(days=1)


def people(
    conn: Connection, sealer: Sealer, endpoint_ids: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """The names of those for whom each endpoint speaks: one's own first, then as they came."""
    ids = list(endpoint_ids)
    found: dict[str, list[tuple[bool, datetime, str, str]]] = {}
    linked = select(links.c.endpoint_id, links.c.role, links.c.created_at, participants)
    mine = linked.join_from(links, participants).where(links.c.endpoint_id.in_(ids))
    for row in conn.execute(mine):
        place = (row.role != "self", row.created_at, row.id, row.name)
        found.setdefault(row.endpoint_id, []).append(place)
    for row in conn.execute(_notes(ids)):
        body = sealer.open_json(row.body, "tasks", "body", row.id)
        place = (body["role"] != "self", row.created_at, row.id, body["values"]["name"]["name"])
        found.setdefault(row.endpoint_id, []).append(place)
    return {who: _names(places) for who, places in found.items()}


def elsewhere(
    conn: Connection,
    sealer: Sealer,
    asked: Iterable[str],
    endpoints: Mapping[str, Endpoint],
    now: datetime,
) -> dict[str, tuple[Other, ...]]:
    """Where else the phones of these endpoints are known, the latest first.

    Only where both channels vouched for the phone lately and neither is in doubt.
    """
    asking = [endpoints[who] for who in asked if _sure(endpoints[who], now)]
    known = endpoint_rows.by_phone(conn, sealer, {str(each.phone) for each in asking})
    places = [each for each in known if each.active and _sure(each, now)]
    places.sort(key=lambda each: each.last_seen_at, reverse=True)
    shown = _shown(conn, sealer, places) if places else {}
    return {
        mine.id: tuple(
            shown[each.id]
            for each in places
            if each.id != mine.id and each.phone == mine.phone and _matters(shown[each.id])
        )
        for mine in asking
    }


def pass_views(
    conn: Connection,
    sealer: Sealer,
    asked: Sequence[tuple[str, PassSeen]],
    endpoints: Mapping[str, Endpoint],
    now: datetime,
) -> dict[tuple[str, Query], PassView]:
    """What each code may do where it was written."""
    found = passes.find(conn, sealer, {query.code for _, query in asked}, now)
    tried = _tried(conn, {who for who, _ in asked}, now)
    places = endpoint_rows.by_id(conn, sealer, _ids(each.endpoint_id for each in found.values()))
    shown = _shown(conn, sealer, list(places.values())) if places else {}
    persons = _ids(each.participant_id for each in found.values())
    named, brought = _persons(conn, persons), sources.of_people(conn, persons, now)
    papers = sources.by_codes(conn, sealer, {q.code for _, q in asked if read_code(q.code)}, now)

    def view(who: str, code: str) -> PassView:
        if len(tried.get(who, set()) - {sealer.index(TRIED, f"pass {code}")}) >= CODES_A_DAY:
            return PassView("tired")
        given, here = found.get(code), endpoints[who]
        paper = papers.get(code)
        if paper and paper.trial == here.trial and not here.doubtful(now):
            return PassView("open", "person", None, paper.name.split()[0], paper.source)
        if given is None or not _may_meet(given, here, places, named, now):
            return PassView("unknown")
        if given.state != "open":
            return PassView(given.state)
        there = shown.get(given.endpoint_id or "")
        other = there if given.endpoint_id != who else None
        name = named[given.participant_id][0].split()[0] if given.participant_id else ""
        source = brought.get(given.participant_id or "")
        return PassView("open", given.kind, other, name, source)

    return {(who, query): view(who, query.code) for who, query in asked}


def _may_meet(
    given: Pass,
    here: Endpoint,
    places: Mapping[str, Endpoint],
    named: Mapping[str, tuple[str, bool]],
    now: datetime,
) -> bool:
    """Whether the code and the endpoint belong to one world: made-up people stay among themselves.

    Where the number may be somebody else's by now, its code opens nothing.
    """
    if given.endpoint_id is not None:
        there = places[given.endpoint_id]
        return there.trial == here.trial and (there.id == here.id or not there.doubtful(now))
    if given.participant_id is not None:
        return named[given.participant_id][1] == here.trial
    return not here.trial


def _sure(endpoint: Endpoint, now: datetime) -> bool:
    return not endpoint.trial and endpoint.vouched(now) and not endpoint.doubtful(now)


def _matters(other: Other) -> bool:
    return bool(other.drafts) or other.people > 0


def _shown(conn: Connection, sealer: Sealer, places: Sequence[Endpoint]) -> dict[str, Other]:
    ids = [each.id for each in places]
    drafts = moving.drafts_of(conn, sealer, ids)
    spoken_for = people(conn, sealer, ids)
    talks = conversations.load(conn, sealer, ids)
    return {
        each.id: Other(
            each.id,
            each.channel,
            drafts.get(each.id, ()),
            len(spoken_for.get(each.id, ())),
            talks[each.id].session.language if each.id in talks else SOURCE,
        )
        for each in places
    }


def _notes(endpoint_ids: Sequence[str]) -> Any:
    """Registrations that became a note, with who may be told of them."""
    columns = (receipt_links.c.endpoint_id, receipts.c.created_at, tasks.c.id, tasks.c.body)
    kept = receipt_links.join(receipts).join(tasks, tasks.c.id == receipts.c.task_id)
    theirs = receipt_links.c.endpoint_id.in_(endpoint_ids)
    return select(*columns).select_from(kept).where(theirs)


def _names(places: Sequence[tuple[bool, datetime, str, str]]) -> tuple[str, ...]:
    """The names in order; who is linked in two roles stands once."""
    return tuple({who: name for _, _, who, name in sorted(places)}.values())


def _persons(conn: Connection, ids: Sequence[str]) -> dict[str, tuple[str, bool]]:
    """Name of each participant, and whether it is a made-up one."""
    columns = (participants.c.id, participants.c.name, participants.c.trial)
    rows = conn.execute(select(*columns).where(participants.c.id.in_(ids)))
    return {row.id: (row.name, row.trial) for row in rows}


def _tried(conn: Connection, endpoint_ids: Iterable[str], now: datetime) -> dict[str, set[bytes]]:
    """The codes that each endpoint tried within the day, as they are kept."""
    of_day = (tries.c.kind == "pass") & (tries.c.at > now - DAY)
    query = select(tries.c.endpoint_id, tries.c.digest)
    found: dict[str, set[bytes]] = {}
    for row in conn.execute(query.where(of_day, tries.c.endpoint_id.in_(list(endpoint_ids)))):
        found.setdefault(row.endpoint_id, set()).add(row.digest)
    return found


def _ids(given: Iterable[str | None]) -> list[str]:
    return sorted({each for each in given if each is not None})
