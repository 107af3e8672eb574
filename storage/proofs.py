"""Proofs of payment that people sent: an officer confirms one, or refuses it with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, select, update

from storage import audits, proof_news
from storage.contributions import NewLine, NewPayment, Recorded, record
from storage.crypto import Sealer
from storage.ids import new_id
from storage.prepared import Prepared
from storage.scope import Scope, within
from storage.tables import files, participants, proofs

OWNER = "proof"  # whose the picture is, in `files`; also the kind of evidence
LISTED = 200  # proofs on one page of the desk
REASONS = frozenset({"unreadable", "not_a_proof", "another_person", "wrong_sum", "not_received"})


class ProofGone(LookupError):
    """No such proof waits where this officer works: another may have decided."""


class ProofNotTaken(RuntimeError):
    """The months it was to pay cannot be charged; the text is the line's reason."""


@dataclass(frozen=True, slots=True)
class NewProof:
    """A picture of a payment, sent by an endpoint that speaks for the participant."""

    participant_id: str
    endpoint_id: str
    village_code: str
    file_id: str
    months: int | None = None  # as the sender said


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof as an officer sees it."""

    id: str
    participant_id: str
    name: str
    village_code: str
    endpoint_id: str  # who is to be told
    months: int | None
    state: str
    reason: str
    file_id: str | None
    payment_id: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What an officer read on a proof."""

    first_month: date
    months: int
    paid_on: date
    programmes: frozenset[str] = frozenset({"jkk", "jkm"})
    amount: int | None = None  # whole rupiah
    reference: str | None = None


def put(conn: Connection, new: Sequence[NewProof], now: datetime) -> list[str]:
    """Stores proofs, whose pictures are theirs from now on; gives their ids."""
    rows = [_row(each, now) for each in new]
    NEW.many(conn, rows)
    ids = [str(row["id"]) for row in rows]
    own = [{"file": each.file_id, "proof": which} for each, which in zip(new, ids, strict=True)]
    ADOPT.many(conn, own)
    return ids


NEW = Prepared(lambda making: making.insert(proofs))
ADOPT = Prepared(
    lambda _: (
        update(files)
        .where(files.c.id == bindparam("file"), files.c.owner_kind != OWNER)
        .values(owner_kind=OWNER, owner_id=bindparam("proof"))
    )
)


def listed(
    conn: Connection, scope: Scope, state: str = "waiting", limit: int = LISTED
) -> tuple[Proof, ...]:
    """The proofs in a state, the oldest first."""
    here = within(scope, proofs.c.village_code) & (proofs.c.state == state)
    query = _proofs().where(here).order_by(proofs.c.created_at, proofs.c.id).limit(limit)
    return tuple(_proof(row) for row in conn.execute(query))


def one(conn: Connection, scope: Scope, proof_id: str) -> Proof:
    """A proof, whatever became of it. Raises ProofGone."""
    mine = (proofs.c.id == proof_id) & within(scope, proofs.c.village_code)
    row = conn.execute(_proofs().where(mine)).first()
    if row is None:
        raise ProofGone
    return _proof(row)


def confirm(
    conn: Connection,
    sealer: Sealer,
    scope: Scope,
    proof_id: str,
    read: Confirmation,
    actor: str,
    now: datetime,
) -> Recorded:
    """Records the payment that a proof shows. Raises ProofGone, ProofNotTaken."""
    proof = _waiting(conn, scope, proof_id)
    line = NewLine(
        proof.participant_id, None, read.first_month, read.months, read.programmes, read.amount
    )
    payment = NewPayment(
        "self",
        OWNER,
        read.paid_on,
        actor,
        (line,),
        reference=read.reference,
        amount=read.amount,
        file_id=proof.file_id,
        region=proof.village_code,
    )
    recorded = record(conn, sealer, scope, payment, now)
    (became,) = recorded.lines
    if became.state != "paid":
        raise ProofNotTaken(became.reason or became.state)
    _decide(conn, proof, "confirmed", actor, now, payment_id=recorded.id)
    proof_news.tell(conn, sealer, proof.id, now)
    return recorded


def refuse(
    conn: Connection,
    scope: Scope,
    proof_id: str,
    reason: str,
    actor: str,
    now: datetime,
    sealer: Sealer | None = None,
) -> Proof:
    """Refuses a proof for one of REASONS; gives it as it was. Raises ProofGone.

    With a sealer whoever sent it is told.
    """
    if reason not in REASONS:
        raise ValueError("no such reason to refuse a proof")
    proof = _waiting(conn, scope, proof_id)
    _decide(conn, proof, "refused", actor, now, reason=reason)
    if sealer is not None:
        proof_news.tell(conn, sealer, proof.id, now)
    return proof


def _decide(
    conn: Connection, proof: Proof, state: str, actor: str, now: datetime, **more: str
) -> None:
    values = {"state": state, "decided_by": actor, "decided_at": now, "told_at": None, **more}
    change = update(proofs).where(proofs.c.id == proof.id)
    conn.execute(change.values(**values, version=proofs.c.version + 1))
    audits.officers(conn, actor, f"proof_{state}", "proof", proof.id, now)


def _waiting(conn: Connection, scope: Scope, proof_id: str) -> Proof:
    """The proof, held until the transaction ends: of two officers one decides."""
    mine = (proofs.c.id == proof_id) & within(scope, proofs.c.village_code)
    held = select(proofs.c.id).where(mine, proofs.c.state == "waiting").with_for_update()
    if conn.scalar(held) is None:
        raise ProofGone
    return _proof(conn.execute(_proofs().where(proofs.c.id == proof_id)).one())


def _proofs() -> Any:
    picture = and_(files.c.owner_kind == OWNER, files.c.owner_id == proofs.c.id)
    query = select(proofs, participants.c.name, files.c.id.label("file_id"))
    return query.join_from(proofs, participants).outerjoin(files, picture)


def _proof(row: Row[Any]) -> Proof:
    return Proof(
        row.id,
        row.participant_id,
        row.name,
        row.village_code,
        row.endpoint_id,
        row.months,
        row.state,
        row.reason or "",
        row.file_id,
        row.payment_id,
        row.created_at,
    )


def _row(new: NewProof, now: datetime) -> dict[str, object]:
    return {
        "id": new_id(now),
        "participant_id": new.participant_id,
        "endpoint_id": new.endpoint_id,
        "village_code": new.village_code,
        "months": new.months,
        "state": "waiting",
        "version": 1,
        "created_at": now,
    }
