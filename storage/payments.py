"""Payments: one person's, or a list of names times months; with the lines nobody was found for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from sqlalchemy import Connection, Row, func, select

from program.contributions import PROGRAMMES
from storage.crypto import Sealer
from storage.ids import new_id
from storage.prepared import Prepared
from storage.scope import Scope, within
from storage.store import insert_into
from storage.tables import contributions, payment_lines, payments

# A sponsor pays a budget year at most, somebody alone twelve months ahead of the arrears.
MONTHS_MOST = 24
PAYERS = frozenset({"self", "kabupaten", "village", "provinsi", "state", "csr"})
EVIDENCE = frozenset({"officer", "proof", "invoice", "bank", "bpjs"})
LISTED = 500  # unrecognised lines of one page of the desk

LineState: TypeAlias = Literal["paid", "unknown", "refused"]


@dataclass(frozen=True, slots=True)
class NewLine:
    """For whom and which months; without an amount it costs what the tables say."""

    participant_id: str | None  # None: the name was not recognised
    named: str | None  # NIK and name as they stood there
    first_month: date
    months: int = 1
    programmes: frozenset[str] = frozenset({"jkk", "jkm"})
    amount: int | None = None  # whole rupiah of the line

    def __post_init__(self) -> None:
        if self.first_month.day != 1 or not 1 <= self.months <= MONTHS_MOST:
            raise ValueError(f"a line pays 1 to {MONTHS_MOST} months from a month's first day")
        if not self.programmes or not self.programmes <= PROGRAMMES:
            raise ValueError("programmes are jkk, jkm and jht")
        if self.amount is not None and self.amount < 0:
            raise ValueError("an amount is not negative")


@dataclass(frozen=True, slots=True)
class NewPayment:
    """A payment to be recorded; a sponsor's names whose money it is, and out of which pot."""

    payer: str  # one of PAYERS
    evidence: str  # one of EVIDENCE
    paid_on: date
    actor: str  # id of the officer, or the part of the system
    lines: tuple[NewLine, ...]
    sponsor_id: str | None = None
    pot_id: str | None = None
    reference: str | None = None  # number of the invoice or transfer
    amount: int | None = None  # whole rupiah as the evidence says
    file_id: str | None = None
    import_id: str | None = None
    region: str | None = None  # whose payment it is; None: the first region of the scope
    id: str | None = None  # made if not given

    def __post_init__(self) -> None:
        if self.payer not in PAYERS or self.evidence not in EVIDENCE:
            raise ValueError("no such payer or evidence")


@dataclass(frozen=True, slots=True)
class RecordedLine:
    """What became of a line."""

    position: int  # from 1
    participant_id: str | None
    state: LineState
    reason: str  # of a refused one: paid_already, other_payer, pot_empty, pot_ended or no_tariff
    amount: int  # whole rupiah charged


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded payment, its lines in their order."""

    id: str
    lines: tuple[RecordedLine, ...]

    @property
    def total(self) -> int:
        """Whole rupiah charged."""
        return sum(each.amount for each in self.lines)

    @property
    def counts(self) -> Counter[LineState]:
        """How many lines came to which state."""
        return Counter(each.state for each in self.lines)


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """A name that was paid for and that nobody here has."""

    payment_id: str
    position: int
    named: str
    first_month: date
    months: int
    amount: int | None  # as the line says
    payer: str
    paid_on: date


def put(
    conn: Connection,
    sealer: Sealer,
    scope: Scope,
    new: NewPayment,
    lines: Sequence[RecordedLine],
    now: datetime,
) -> str:
    """Stores a payment and what became of its lines; gives its id."""
    which = new.id or new_id(now)
    reference = new.reference
    row = {
        "id": which,
        "payer": new.payer,
        "sponsor_id": new.sponsor_id,
        "pot_id": new.pot_id,
        "evidence": new.evidence,
        "reference": sealer.seal_text(reference, "payments", "reference", which)
        if reference
        else None,
        "amount": new.amount,
        "paid_on": new.paid_on,
        "file_id": new.file_id,
        "import_id": new.import_id,
        "region_code": scope.regions[0] if new.region is None else new.region,
        "state": "recorded",
        "actor": new.actor,
        "recorded_at": now,
    }
    conn.execute(insert_into(conn, payments), row)
    pairs = zip(new.lines, lines, strict=True)
    LINES.many(conn, [_line_row(sealer, which, asked, became) for asked, became in pairs])
    return which


LINES = Prepared(lambda making: making.insert(payment_lines))


def _line_row(
    sealer: Sealer, payment_id: str, asked: NewLine, became: RecordedLine
) -> dict[str, object]:
    place = line_id(payment_id, became.position)
    named = asked.named
    return {
        "payment_id": payment_id,
        "position": became.position,
        "participant_id": became.participant_id,
        "named": sealer.seal_text(named, "payment_lines", "named", place) if named else None,
        "first_month": asked.first_month,
        "months": asked.months,
        "programmes": sorted(asked.programmes),
        "amount": asked.amount,
        "state": became.state,
        "reason": became.reason,
    }


def line_id(payment_id: str, position: int) -> str:
    """The row that a line's sealed columns are bound to."""
    return f"{payment_id}:{position}"


def spent(conn: Connection, pot_ids: Iterable[str]) -> dict[str, int]:
    """What was paid out of each pot, whole rupiah; pots nothing was paid from are left out."""
    query = (
        select(payments.c.pot_id, func.sum(contributions.c.amount))
        .join_from(payments, contributions, contributions.c.payment_id == payments.c.id)
        .where(payments.c.pot_id.in_(list(pot_ids)))
        .group_by(payments.c.pot_id)
    )
    return {pot: int(total) for pot, total in conn.execute(query)}


def unrecognised(
    conn: Connection, sealer: Sealer, scope: Scope, limit: int = LISTED
) -> tuple[Unrecognised, ...]:
    """Names paid but not recognised, the latest payment first; one paid twice stands once."""
    query = (
        select(payment_lines, payments.c.payer, payments.c.paid_on)
        .join_from(payment_lines, payments)
        .where(
            payment_lines.c.state == "unknown",
            payments.c.state == "recorded",
            within(scope, payments.c.region_code),
        )
        .order_by(payments.c.recorded_at.desc(), payments.c.id.desc(), payment_lines.c.position)
        .limit(limit)
    )
    found: dict[object, Unrecognised] = {}
    for row in conn.execute(query):
        line = _unrecognised(sealer, row)
        found.setdefault((line.payer, line.named, line.first_month, line.months), line)
    return tuple(found.values())


def _unrecognised(sealer: Sealer, row: Row[tuple[object, ...]]) -> Unrecognised:
    place = line_id(row.payment_id, row.position)
    named = sealer.open_text(row.named, "payment_lines", "named", place) if row.named else ""
    return Unrecognised(
        row.payment_id,
        row.position,
        named,
        row.first_month,
        row.months,
        row.amount,
        row.payer,
        row.paid_on,
    )
