"""Made-up members in the store: people who applied, with the months that were paid for them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, insert, update

from program.contributions import contribution
from program.regions import Region, villages
from storage import contributions as cover
from storage import participants as people
from storage.crypto import Sealer
from storage.ids import new_id
from storage.participants import NewParticipant
from storage.tables import contributions, links, participants, payments
from storage.tables import sponsors as sponsor_rows
from tests.people import HOME, Person, person

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
NOBODY = "0" * 32  # `NewParticipant` asks for an endpoint, a member needs none
PROGRAMMES: Mapping[str, frozenset[str]] = {
    "jkk_jkm": frozenset({"jkk", "jkm"}),
    "with_jht": frozenset({"jkk", "jkm", "jht"}),
}


def month(text: str) -> date:
    """ "2026-11" as a first day."""
    return date.fromisoformat(f"{text}-01")


def months(first: str, last: str) -> tuple[str, ...]:
    """All months from one to another, both with it: months("2026-01", "2026-10")."""
    (year, start), (last_year, end) = (map(int, each.split("-")) for each in (first, last))
    count = 12 * (last_year - year) + end - start + 1
    every = (divmod(start - 1 + later, 12) for later in range(count))
    return tuple(f"{year + years}-{index + 1:02}" for years, index in every)


def member(
    conn: Connection,
    sealer: Sealer,
    who: random.Random | Person,
    village: str | None = None,
    *,
    paid: Iterable[str] = (),
    payer: str = "self",
    sponsor: str | None = None,
    endpoint: str | None = None,
    role: str = "self",
    now: datetime = NOW,
    income: int | None = 1_000_000,
    package: str = "jkk_jkm",
    occupation: str = "farmer",
    trial: bool = False,
    **columns: Any,
) -> str:
    """Stores somebody, with contributions for the months ("2026-10") paid; gives the id.

    `village` is a code, the person's own if not given; `sponsor` and `endpoint` are ids; columns
    are those of participants: `reminded=False`, `standing="dead"`, `mourned_at=…`.
    """
    its = who if isinstance(who, Person) else _unknown(conn, sealer, who)
    which = new_id(now)
    values = _values(its, village or its.village.code, payer, income, package, occupation)
    people.claim(conn, sealer, [NewParticipant(which, NOBODY, values, (), trial)], now)
    if columns:
        conn.execute(update(participants).where(participants.c.id == which).values(columns))
    if endpoint is not None:
        link = {"endpoint_id": endpoint, "participant_id": which, "role": role, "created_at": now}
        conn.execute(insert(links), link)
    pay(conn, which, paid, payer=payer, sponsor=sponsor, package=package, now=now)
    return which


def pay(
    conn: Connection,
    who: str,
    paid: Iterable[str],
    *,
    payer: str = "self",
    sponsor: str | None = None,
    pot: str | None = None,
    package: str = "jkk_jkm",
    now: datetime = NOW,
) -> str | None:
    """Months paid for somebody at the lowest bracket; gives the id of the payment."""
    first_days = [month(each) for each in paid]
    if not first_days:
        return None
    which = new_id(now)
    row = {
        "id": which,
        "payer": payer,
        "sponsor_id": sponsor,
        "pot_id": pot,
        "evidence": "officer",
        "paid_on": cover.office_day(now),
        "region_code": HOME,
        "state": "recorded",
        "actor": "test",
        "recorded_at": now,
    }
    conn.execute(insert(payments), row)
    shared = {"participant_id": who, "payer": payer, "payment_id": which, "recorded_at": now}
    rows = [
        {**shared, "month": each, "programme": programme, "amount": amount}
        for each in first_days
        for programme, amount in _amounts(each, payer, package)
    ]
    conn.execute(insert(contributions), rows)
    cover.refresh(conn, [who], cover.office_day(now))
    return which


def sponsor(
    conn: Connection,
    kind: str = "village",
    name: str = "Pemerintah Desa",
    region: str = HOME,
    now: datetime = NOW,
    **columns: Any,
) -> str:
    """Stores a sponsor; gives the id."""
    which = new_id(now)
    row = {"id": which, "kind": kind, "name": name, "region_code": region, "active": True}
    row |= {"version": 1, "created_at": now}
    conn.execute(insert(sponsor_rows), {**row, **columns})
    return which


def _unknown(conn: Connection, sealer: Sealer, rng: random.Random) -> Person:
    """A person whose NIK nobody in the store has."""
    while True:
        its = person(rng)
        if not people.holders(conn, sealer, [its.nik]):
            return its


@lru_cache(1024)
def _amounts(first_day: date, payer: str, package: str) -> tuple[tuple[str, int], ...]:
    cost = contribution(first_day, 0, PROGRAMMES[package], payer)
    parts = {"jkk": cost.jkk // (1 + cost.discounted), "jkm": cost.jkm // (1 + cost.discounted)}
    parts["jht"] = cost.jht
    return tuple((each, parts[each]) for each in sorted(PROGRAMMES[package]))


def _values(
    its: Person, village: str, payer: str, income: int | None, package: str, occupation: str
) -> dict[str, Any]:
    """The resolved values of the registration form."""
    return {
        "nik": its.nik,
        "name": {"name": its.name},
        "birth_date": its.birth_date.isoformat(),
        "birth_place": its.birth_place,
        "sex": its.sex,
        "mother_name": its.mother_name,
        "phone": f"+62{its.phone[1:]}",
        "village": [village],
        "street": its.street,
        "occupation": {"kind": occupation, "text": ""},
        "income": income if payer == "self" else None,
        "member_before": "no",
        "payer": payer if payer in ("self", "village") else "unknown",
        "programmes": package if payer == "self" else None,
        "months": None,
    }


def home_villages() -> tuple[Region, ...]:
    """The villages of the home kabupaten."""
    return tuple(villages(HOME))
