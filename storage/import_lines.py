"""What the rows of a payment file ask for: whose line each becomes, and why others become none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection, select

from storage.charges import assess, portions
from storage.crypto import Sealer
from storage.participants import NIK
from storage.payment_rows import Default, ReadRow, months_of
from storage.payments import NewLine, NewPayment, RecordedLine
from storage.scope import Scope, within
from storage.tables import participants

JHT = frozenset({"jkk", "jkm", "jht"})

# Why a row is not taken. Somebody outside the scope is as unknown as nobody at all.
REASONS = (
    "nik_missing",
    "nik_length",
    "nik_rounded",
    "nik_impossible",
    "month_missing",
    "month_unreadable",
    "amount_unreadable",
    "unknown_person",
    "twice_in_file",
    "paid_already",
    "other_payer",
    "amount_differs",
    "pot_empty",
    "pot_ended",
    "no_tariff",
)


@dataclass(frozen=True, slots=True)
class Terms:
    """Who paid and how the file is to be read.

    With `as_written` a row's sum is charged as it stands, else it must be what the tables say.
    """

    payer: str
    paid_on: date
    evidence: str = "bpjs"  # bpjs, bank or invoice
    sponsor_id: str | None = None
    pot_id: str | None = None
    reference: str | None = field(default=None, repr=False)  # number of the invoice or transfer
    default: Default = Default()
    as_written: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)  # what is in which column


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of a row; `reason` "" where it was taken, `amount` what was charged."""

    at: int
    reason: str
    participant_id: str | None = None
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file asks for: a payment whose lines are these rows', and rows that are no lines."""

    rows: Sequence[ReadRow]
    asked: NewPayment
    of: tuple[int, ...]  # the row of each line, by its place from 0
    wrong: Mapping[int, str]  # why a row is not taken

    def results(self, lines: Sequence[RecordedLine]) -> tuple[RowResult, ...]:
        """What became of each row, by what became of its line."""
        became = dict(zip(self.of, lines, strict=True))
        return tuple(self._result(place, became.get(place)) for place in range(len(self.rows)))

    def _result(self, place: int, line: RecordedLine | None) -> RowResult:
        at = self.rows[place].at
        if place in self.wrong or line is None:
            return RowResult(at, self.wrong.get(place, "unknown_person"))
        reason = "unknown_person" if line.state == "unknown" else line.reason
        return RowResult(at, reason, line.participant_id, line.amount)


def understood(
    conn: Connection,
    sealer: Sealer,
    scope: Scope,
    rows: Sequence[ReadRow],
    terms: Terms,
    actor: str,
) -> Reading:
    """The payment that the rows ask for, and why some are no part of it."""
    known = _people(conn, sealer, scope, {each.nik for each in rows if each.nik})
    wrong = {place: each.reason for place, each in enumerate(rows) if each.reason}
    lines = {
        place: line
        for place, row in enumerate(rows)
        if (line := _line(row, known, place in wrong)) is not None
    }
    asked = NewPayment(
        terms.payer,
        terms.evidence,
        terms.paid_on,
        actor,
        tuple(lines.values()),
        terms.sponsor_id,
        terms.pot_id,
        terms.reference,
        sum(each.amount or 0 for each in rows) or None,
    )
    sums = {place: rows[place].amount for place in lines if place not in wrong}
    differ = _with_sums(conn, sealer, scope, asked, lines, sums)
    if not terms.as_written:
        wrong |= dict.fromkeys(differ, "amount_differs")
        lines = {place: line for place, line in lines.items() if place not in differ}
    return Reading(rows, replace(asked, lines=tuple(lines.values())), tuple(lines), wrong)


def _line(row: ReadRow, known: Mapping[str, str], wrong: bool) -> NewLine | None:
    """The line of a row; somebody named but not recognised has one too, to be looked for."""
    if row.first_month is None or row.reason == "twice_in_file" or (wrong and not row.named):
        return None
    who = None if wrong else known.get(row.nik or "")
    return NewLine(who, row.named, row.first_month, row.months, amount=row.amount)


def _with_sums(
    conn: Connection,
    sealer: Sealer,
    scope: Scope,
    asked: NewPayment,
    lines: dict[int, NewLine],
    sums: Mapping[int, int | None],
) -> set[int]:
    """Puts JHT into lines whose sum has it in; gives those whose sum is none of the tables'."""
    told = {place: amount for place, amount in sums.items() if amount is not None}
    differ = set(told)
    for jht in (False, True):
        tried = {place: replace(lines[place], amount=None) for place in sorted(differ)}
        if jht:
            tried = {place: replace(line, programmes=JHT) for place, line in tried.items()}
        if not tried:
            return differ
        trial = replace(asked, lines=tuple(tried.values()), pot_id=None)
        charges = assess(conn, sealer, scope, trial)
        for (place, line), charge in zip(tried.items(), charges, strict=True):
            if charge.line.state != "paid":
                differ.discard(place)  # it has a reason of its own
            elif charge.line.amount == told[place]:
                differ.discard(place)
                lines[place] = replace(lines[place], programmes=line.programmes)
    return differ


def once(rows: Sequence[ReadRow]) -> list[ReadRow]:
    """The rows, those that pay a month again for the same NIK marked."""
    seen: set[tuple[str | None, date]] = set()
    told = []
    for row in rows:
        months = {(row.nik, month) for month in months_of(row)}
        if not row.reason and months & seen:
            row = replace(row, reason="twice_in_file")
        if not row.reason:
            seen |= months
        told.append(row)
    return told


def _people(conn: Connection, sealer: Sealer, scope: Scope, niks: set[str]) -> dict[str, str]:
    """Who these NIKs belong to, within the scope."""
    indexes = {sealer.index(NIK, nik).hex(): nik for nik in niks}
    who = participants.c
    found: dict[str, str] = {}
    for part in portions(indexes):
        theirs = who.nik_index.in_([bytes.fromhex(each) for each in part])
        query = select(who.nik_index, who.id).where(theirs, within(scope, who.village_code))
        found |= {indexes[index.hex()]: which for index, which in conn.execute(query)}
    return found
