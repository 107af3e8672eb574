"""Listed: whom an office's list brought with a phone, as the talk of that phone may know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, or_, select

from conversations.listed_facts import Listed, ListedPerson
from storage import sources
from storage.crypto import Sealer
from storage.endpoints import Endpoint
from storage.tables import participants, tries

PHONE = "participants.phone"  # the blind index column
BIRTH = "birth"  # kind of a try
# Days of birth that a phone may tell wrong, as long as tries are kept: whoever has somebody else's
# number is not to go through the years of a life.
MOST_BIRTHS = 3
# A family shares a phone; behind more people stands the number of an office or a helper, which
# speaks for none of them.
MOST_SHARING = 5


def listed(
    conn: Connection,
    sealer: Sealer,
    asked: Sequence[tuple[str, Listed]],
    endpoints: Mapping[str, Endpoint],
    now: datetime,
) -> dict[tuple[str, Any], tuple[ListedPerson, ...]]:
    """Whom lists brought with the phones; nobody where the phone may be another's by now."""
    sure = [(who, query) for who, query in asked if _sure(endpoints[who], query.phone, now)]
    people = _by_phone(conn, sealer, {query.phone for _, query in sure}, now) if sure else {}
    met = {who for who, query in sure if people.get(query.phone)}
    tired = _tired(conn, met) if met else set()
    told = {
        (who, query): people.get(query.phone, ())
        for who, query in sure
        if who in met and who not in tired
    }
    return {(who, query): told.get((who, query), ()) for who, query in asked}


def _sure(endpoint: Endpoint, phone: str, now: datetime) -> bool:
    """A phone that is being shared is vouched for; one on record only lately."""
    known = endpoint.phone != phone or endpoint.vouched(now)
    return known and not endpoint.trial and not endpoint.doubtful(now)


def _by_phone(
    conn: Connection, sealer: Sealer, phones: Iterable[str], now: datetime
) -> dict[str, tuple[ListedPerson, ...]]:
    indexes = {sealer.index(PHONE, phone): phone for phone in phones}
    who = participants.c
    columns = (who.id, who.name, who.birth_date, who.phone_index, who.phone_index_next)
    theirs = or_(who.phone_index.in_(indexes), who.phone_index_next.in_(indexes))
    here = (who.standing == "here") & who.trial.is_(False)
    rows = conn.execute(select(*columns).where(theirs, here).order_by(who.id)).all()
    brought = sources.of_people(conn, {row.id for row in rows}, now)
    found: dict[str, tuple[ListedPerson, ...]] = {}
    for row in rows:
        if source := brought.get(row.id):
            phone = indexes.get(row.phone_index) or indexes[row.phone_index_next]
            person = ListedPerson(row.id, row.name, row.birth_date, source.office, source.day)
            found[phone] = (*found.get(phone, ()), person)
    return {phone: each for phone, each in found.items() if len(each) <= MOST_SHARING}


def _tired(conn: Connection, endpoint_ids: Iterable[str]) -> set[str]:
    wrong = tries.c.endpoint_id.in_(sorted(endpoint_ids)) & (tries.c.kind == BIRTH)
    query = select(tries.c.endpoint_id).where(wrong).group_by(tries.c.endpoint_id)
    return set(conn.scalars(query.having(func.count() >= MOST_BIRTHS)))
