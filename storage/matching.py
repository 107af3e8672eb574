"""Matching: two sponsors' lists by NIK before either pays, as a NIK has one payer a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, and_, select

from program.nik import Nik, read_nik
from storage.charges import portions
from storage.crypto import Sealer
from storage.participants import NIK
from storage.scope import Scope, within
from storage.tables import contributions, participants, payments, sponsors

MOST = 50_000  # NIKs of one list: a kabupaten three times over


@dataclass(frozen=True, slots=True)
class Covered:
    """A NIK whose month is paid already, and by whom; `sponsor` is "" of a self-payer."""

    nik: str = field(repr=False)
    payer: str
    sponsor: str


@dataclass(frozen=True, slots=True)
class Matched:
    """Two lists side by side, each NIK once and in one of the four; in the order they came."""

    both: tuple[str, ...] = field(repr=False)  # one of the two must leave it out
    only_first: tuple[str, ...] = field(repr=False)
    only_second: tuple[str, ...] = field(repr=False)
    covered_elsewhere: tuple[Covered, ...]  # on one of the lists or both, and paid already
    twice: tuple[str, ...] = field(repr=False)  # more than once within a list
    unreadable: int = 0  # entries that are no NIK


def match(
    conn: Connection,
    sealer: Sealer,
    scope: Scope,
    first: Sequence[str],
    second: Sequence[str],
    month: date,
) -> Matched:
    """Compares two lists for a contribution month; nobody outside the scope is told of."""
    if month.day != 1 or max(len(first), len(second)) > MOST:
        raise ValueError(f"a month's first day, and at most {MOST} NIKs a list")
    one, two = _read(first), _read(second)
    niks = list(dict.fromkeys([*one, *two]))
    covered = _covered(conn, sealer, scope, niks, month)
    open_ones = [each for each in niks if each not in covered]
    on_first, on_second = set(one), set(two)
    return Matched(
        tuple(each for each in open_ones if each in on_first and each in on_second),
        tuple(each for each in open_ones if each not in on_second),
        tuple(each for each in open_ones if each not in on_first),
        tuple(covered[each] for each in niks if each in covered),
        tuple(dict.fromkeys([*_twice(one), *_twice(two)])),
        len(first) - len(one) + len(second) - len(two),
    )


def _read(texts: Sequence[str]) -> list[str]:
    found = (read_nik(each) for each in texts)
    return [each.digits for each in found if isinstance(each, Nik)]


def _twice(niks: Sequence[str]) -> list[str]:
    seen: set[str] = set()
    return [each for each in niks if each in seen or seen.add(each)]  # type: ignore[func-returns-value]


def _covered(
    conn: Connection, sealer: Sealer, scope: Scope, niks: Sequence[str], month: date
) -> dict[str, Covered]:
    indexes = {sealer.index(NIK, each).hex(): each for each in niks}
    who, paid = participants.c, contributions.c
    its = and_(paid.participant_id == who.id, paid.month == month, paid.programme == "jkm")
    query = (
        select(who.nik_index, paid.payer, sponsors.c.name)
        .join_from(participants, contributions, its)
        .join(payments, payments.c.id == paid.payment_id)
        .outerjoin(sponsors, sponsors.c.id == payments.c.sponsor_id)
        .where(within(scope, who.village_code))
    )
    found: dict[str, Covered] = {}
    for part in portions(indexes):
        theirs = query.where(who.nik_index.in_([bytes.fromhex(each) for each in part]))
        for index, payer, sponsor in conn.execute(theirs):
            nik = indexes[index.hex()]
            found[nik] = Covered(nik, payer, sponsor or "")
    return found
