"""Charges: what the lines of a payment become, before any of it is written.

A month has one payer and is charged once a programme; a pot pays no more than it holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Connection, select

from program.contributions import contribution, months_later
from program.open_questions import Answers
from program.tables import RATES, row_on
from storage.crypto import Sealer
from storage.payments import NewLine, NewPayment, RecordedLine, spent
from storage.scope import Scope, within
from storage.tables import contributions, participants, payments, pots, sponsors

AT_ONCE = 4096  # ids in one statement: SQLite takes 32.766 values, PostgreSQL 32.767
# Sponsors pay the lowest bracket: a worker paid for by the kabupaten costs 16.800 (FACTS.md 1).
SPONSORED_INCOME = 1_000_000
DRIVER = "driver"  # the occupation that counts as transport (PP 50/2025 art. 4)
PRICES_KEPT = 4096  # different prices in one payment: brackets × months × lengths

Part = tuple[date, str, int]  # month, programme, whole rupiah
Payer = tuple[str, str | None]  # kind, and id of the sponsor


class SponsorUnknown(LookupError):
    """No such sponsor or pot where this officer works."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What a line becomes, and its parts if it is paid."""

    line: RecordedLine
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """What a month's price is counted from."""

    payer: str
    income: int
    transport: bool
    discounted: bool | None  # an officer's word on the sponsor


class _Paid(NamedTuple):
    """Who pays a person's month, and which programmes so far; a tuple, as there are many."""

    payer: Payer
    programmes: frozenset[str]


NOTHING: frozenset[str] = frozenset()


Taken = dict[tuple[str, date], _Paid]


def assess(conn: Connection, sealer: Sealer, scope: Scope, new: NewPayment) -> tuple[Charge, ...]:
    """What each line becomes, in their order; the people meant are held until the end.

    Raises SponsorUnknown.
    """
    discounted = _discounted(conn, scope, new)
    left, last = _pot(conn, new)
    known = _people(conn, sealer, scope, new)
    taken = _taken(conn, new, known)
    ledger = _Ledger((new.payer, new.sponsor_id), discounted, left, last, taken)
    return tuple(
        ledger.charge(position, line, known.get(line.participant_id or ""))
        for position, line in enumerate(new.lines, 1)
    )


@dataclass(slots=True)
class _Ledger:
    """What is paid and what is left, as the lines of a payment are gone through."""

    payer: Payer
    discounted: bool | None
    left: int | None
    last: date | None  # last month that the pot pays
    taken: Taken

    def charge(self, position: int, line: NewLine, person: tuple[int, bool] | None) -> Charge:
        """What the line becomes; the next one finds its months taken."""
        who = line.participant_id
        if person is None or who is None:
            return Charge(RecordedLine(position, None, "unknown", "", 0))
        basis = Basis(self.payer[0], *person, self.discounted)
        parts, reason = _parts(line, basis, self.taken, self.payer)
        total = sum(amount for _, _, amount in parts)
        if not reason and self.last is not None and _months(line)[-1] > self.last:
            reason = "pot_ended"
        if not reason and self.left is not None and total > self.left:
            reason = "pot_empty"
        if reason:
            return Charge(RecordedLine(position, who, "refused", reason, 0))
        if self.left is not None:
            self.left -= total
        _take(self.taken, line, self.payer)
        return Charge(RecordedLine(position, who, "paid", "", total), parts)


def portions(ids: Collection[str]) -> Iterator[Sequence[str]]:
    """The ids in order, as many at once as one statement takes."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def _discounted(conn: Connection, scope: Scope, new: NewPayment) -> bool | None:
    if new.sponsor_id is None:
        return None
    row = conn.execute(select(sponsors).where(sponsors.c.id == new.sponsor_id)).first()
    if row is None or row.kind != new.payer or not _near(scope, row.region_code):
        raise SponsorUnknown
    return bool(row.discounted) if row.discounted is not None else None


def _near(scope: Scope, region: str) -> bool:
    """Whether a sponsor's region lies in the scope or holds it: a village uses its kabupaten's."""
    return any(
        not each or f"{region}.".startswith(f"{each}.") or f"{each}.".startswith(f"{region}.")
        for each in scope.regions
    )


def _pot(conn: Connection, new: NewPayment) -> tuple[int | None, date | None]:
    """What is left in the pot and the last month it pays, held until the transaction ends.

    None where nothing limits it.
    """
    if new.pot_id is None:
        return None, None
    pot = conn.execute(select(pots).where(pots.c.id == new.pot_id).with_for_update()).first()
    if pot is None or pot.sponsor_id != new.sponsor_id:
        raise SponsorUnknown
    if pot.amount is None:
        return None, pot.last_month
    return int(pot.amount) - spent(conn, [new.pot_id]).get(new.pot_id, 0), pot.last_month


def _people(
    conn: Connection, sealer: Sealer, scope: Scope, new: NewPayment
) -> dict[str, tuple[int, bool]]:
    """Income and whether it is a driver, of those in the scope; held, in one order everywhere."""
    own = new.payer == "self"
    who = participants.c
    found: dict[str, tuple[int, bool]] = {}
    for ids in portions({each.participant_id for each in new.lines if each.participant_id}):
        theirs = select(who.id, who.income, who.occupation).where(who.id.in_(ids))
        query = theirs.where(within(scope, who.village_code)).order_by(who.id).with_for_update()
        for which, sealed, occupation in conn.execute(query):
            income = SPONSORED_INCOME
            if own and sealed:
                income = int(sealer.open_text(sealed, "participants", "income", which))
            found[which] = (income, occupation == DRIVER)
    return found


def _taken(conn: Connection, new: NewPayment, known: Collection[str]) -> Taken:
    """The months of these people that are paid already."""
    if not known:
        return {}
    first = min(each.first_month for each in new.lines)
    last = max(months_later(each.first_month, each.months - 1) for each in new.lines)
    paid = contributions.c
    taken: Taken = {}
    for ids in portions(known):
        columns = (paid.participant_id, paid.month, paid.programme, paid.payer)
        query = select(*columns, payments.c.sponsor_id).join_from(contributions, payments)
        theirs = query.where(paid.participant_id.in_(ids), paid.month.between(first, last))
        for who, month, programme, payer, sponsor in conn.execute(theirs):
            before = taken.get((who, month))
            programmes = before.programmes if before else NOTHING
            taken[(who, month)] = _Paid((payer, sponsor), programmes | {programme})
    return taken


def _take(taken: Taken, line: NewLine, payer: Payer) -> None:
    for month in _months(line):
        place = (str(line.participant_id), month)
        before = taken.get(place)
        programmes = before.programmes if before else NOTHING
        taken[place] = _Paid(payer, programmes | line.programmes)


def _parts(
    line: NewLine, basis: Basis, taken: Mapping[tuple[str, date], _Paid], payer: Payer
) -> tuple[tuple[Part, ...], str]:
    """The parts of a line, or why it is not paid."""
    before = [taken.get((str(line.participant_id), month)) for month in _months(line)]
    if any(each.payer != payer for each in before if each):
        return (), "other_payer"
    if any(each.programmes & line.programmes for each in before if each):
        return (), "paid_already"
    if any(row_on(RATES, month) is None for month in _months(line)):
        return (), "no_tariff"
    return _priced(_months(line), line.programmes, line.amount, basis), ""


def _months(line: NewLine) -> tuple[date, ...]:
    return _months_from(line.first_month, line.months)


@lru_cache(PRICES_KEPT)
def _months_from(first: date, count: int) -> tuple[date, ...]:
    return tuple(months_later(first, later) for later in range(count))


@lru_cache(PRICES_KEPT)
def _priced(
    months: tuple[date, ...], programmes: frozenset[str], amount: int | None, basis: Basis
) -> tuple[Part, ...]:
    """What each month and programme costs; a line's own amount is shared out in proportion."""
    parts = [part for month in months for part in _month(month, programmes, basis)]
    if amount is None:
        return tuple(parts)
    whole = sum(cost for _, _, cost in parts)
    shared, seen, given = [], 0, 0
    for month, programme, cost in parts:
        seen += cost
        upto = amount * seen // whole
        shared.append((month, programme, upto - given))
        given = upto
    return tuple(shared)


def _month(month: date, programmes: frozenset[str], basis: Basis) -> list[Part]:
    answers = Answers(village_discounted=basis.discounted, csr_discounted=basis.discounted)
    cost = contribution(
        month, basis.income, programmes, basis.payer, basis.transport, answers=answers
    )
    off = 100 - cost.discount
    parts = {"jkk": cost.jkk * off // 100, "jht": cost.jht}
    parts["jkm"] = cost.total - sum(parts.values())
    return [(month, programme, parts[programme]) for programme in sorted(programmes)]
