"""The members of a transcript's head in a store: people, months paid, places, proofs."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, update

from program.regions import region
from storage import proofs
from storage.crypto import Sealer
from storage.ids import new_id
from storage.proofs import NewProof
from storage.tables import participants, places
from storage.tables import proofs as proof_rows
from tests import members as made
from tests.claimed_store import put_family
from tests.covered import VILLAGE, Member
from tests.people import Person, person

NO_FILE = "f" * 32
APART = timedelta(minutes=1)  # between two people, so that they keep their order


def put_members(
    conn: Connection,
    sealer: Sealer,
    members: Sequence[Member],
    endpoint_of: Mapping[str, str],
    now: datetime,
    vouched: Mapping[str, str] | None = None,
) -> None:
    """Stores the members of phones whose endpoints are there already.

    A phone that is vouched for (E.164 by name) is on record as the family's of whom it speaks for.
    """
    for place, member in enumerate(members):
        before = now - APART * (len(members) - place)
        who = _put(conn, sealer, member, endpoint_of[member.phone], before, place)
        if member.role != "self" and (phone := (vouched or {}).get(member.phone)):
            put_family(conn, sealer, who, phone, before)


def _put(
    conn: Connection, sealer: Sealer, member: Member, endpoint: str, now: datetime, seed: int
) -> str:
    sponsor = None
    if member.sponsor:
        sponsor = made.sponsor(conn, member.payer, member.sponsor, VILLAGE[:5], now)
    which = made.member(
        conn,
        sealer,
        _person(member, seed),
        VILLAGE,
        paid=[f"{each:%Y-%m}" for each in sorted(member.paid)],
        payer=member.payer,
        sponsor=sponsor,
        endpoint=endpoint,
        role=member.role,
        now=now,
        income=member.income,
        package="with_jht" if member.savings else "jkk_jkm",
        occupation="driver" if member.transport else "farmer",
        reminded=member.reminded,
    )
    if member.code:
        sealed = sealer.seal_text(member.code, "participants", "payment_code", which)
        mine = update(participants).where(participants.c.id == which)
        conn.execute(mine.values(payment_code=sealed))
    if (sponsor and member.until) or member.waiting:
        conn.execute(insert(places), _place(member, which, sponsor, now))
    if member.proof:
        (proof,) = proofs.put(conn, [NewProof(which, endpoint, VILLAGE, NO_FILE)], now)
        its = update(proof_rows).where(proof_rows.c.id == proof)
        conn.execute(its.values(state=member.proof, reason=member.reason or None))
    return which


def _person(member: Member, seed: int) -> Person:
    village = region(VILLAGE)
    assert village is not None
    return replace(person(random.Random(1000 + seed)), name=member.name, village=village)


def _place(member: Member, which: str, sponsor: str | None, now: datetime) -> dict[str, object]:
    year = member.until.year if member.until else now.year
    return {
        "id": new_id(now),
        "village_code": VILLAGE,
        "year": year,
        "participant_id": which,
        "sponsor_id": sponsor,
        "state": "waiting" if member.waiting else "held",
        "from_month": None if member.waiting else now.date().replace(month=1, day=1),
        "until_month": member.until,
        "version": 1,
        "created_at": now,
        "updated_at": now,
    }
