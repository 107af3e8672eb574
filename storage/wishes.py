"""Wishes: what people said of their contributions: a proof, "sudah bayar", when to be reminded.

Only of somebody for whom the endpoint speaks. What is said of a registration that became a note
reaches an officer with the note, and changes nothing of the participant whose NIK it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, bindparam, func, select, update

from conversations.happened import PaymentTold, ProofSent, RemindersSet, RemindLater
from storage import audits, proofs
from storage.crypto import Sealer
from storage.ids import new_id
from storage.prepared import Prepared
from storage.proofs import NewProof
from storage.store import insert_into
from storage.tables import audit, links, participants, receipt_links, receipts, tasks

Wish: TypeAlias = ProofSent | PaymentTold | RemindLater | RemindersSet
TOLD = "payment_told"  # the officer's task
SPEAKERS = ("self", "family", "helper")


@dataclass(frozen=True, slots=True)
class _Subject:
    """About whom something was said; `note` is the id of a note instead."""

    participant_id: str | None
    village_code: str | None
    note: str | None = None


class Wishes:
    """Collects what was said in a batch and writes it."""

    def __init__(self, sealer: Sealer, now: datetime) -> None:
        self._sealer = sealer
        self._now = now
        self._said: list[tuple[str, Wish]] = []

    def add(self, endpoint_id: str, wish: Wish) -> None:
        """Takes in what was said at an endpoint."""
        self._said.append((endpoint_id, wish))

    def write(self, conn: Connection) -> None:
        """Writes all, after the links and receipts of the batch; others' words are dropped."""
        if not self._said:
            return
        known = _subjects(conn, {who for who, _ in self._said})
        meant = [
            (who, wish, known[(who, wish.who)])
            for who, wish in self._said
            if (who, wish.who) in known
        ]
        self._proofs(conn, meant)
        self._told(conn, meant)
        self._remind(conn, meant)
        acts = [
            audits.row("person", who, *_act(wish, about), self._now) for who, wish, about in meant
        ]
        if acts:
            conn.execute(insert_into(conn, audit), acts)

    def _proofs(self, conn: Connection, meant: Sequence[tuple[str, Wish, _Subject]]) -> None:
        new = [
            NewProof(about.participant_id, who, about.village_code, wish.file, wish.months)
            for who, wish, about in meant
            if isinstance(wish, ProofSent) and about.participant_id and about.village_code
        ]
        proofs.put(conn, new, self._now)

    def _told(self, conn: Connection, meant: Sequence[tuple[str, Wish, _Subject]]) -> None:
        """One open task about a person, however often it is said; each proof of a note is one."""
        said: dict[str, dict[str, object]] = {}
        for who, wish, about in meant:
            subject = about.participant_id or who
            if isinstance(wish, PaymentTold):
                said.setdefault(subject, self._task(who, wish, about))
            elif isinstance(wish, ProofSent) and about.note is not None:
                said[f"{subject} {wish.file}"] = self._task(who, wish, about)
        told = _open(conn, list(said)) if said else set()
        new = [row for subject, row in said.items() if subject not in told]
        if new:
            conn.execute(insert_into(conn, tasks), new)

    def _task(self, endpoint_id: str, wish: Wish, about: _Subject) -> dict[str, object]:
        task = new_id(self._now)
        body: dict[str, str] = {"note": about.note} if about.note else {}
        if isinstance(wish, ProofSent):
            body["file"] = wish.file
        sealed = self._sealer.seal_json(body, "tasks", "body", task) if body else None
        return {
            "id": task,
            "kind": TOLD,
            "endpoint_id": endpoint_id,
            "participant_id": about.participant_id,
            "village_code": about.village_code,
            "body": sealed,
            "state": "open",
            "created_at": self._now,
        }

    def _remind(self, conn: Connection, meant: Sequence[tuple[str, Wish, _Subject]]) -> None:
        """In the order in which it was said: the last word holds."""
        for _, wish, about in meant:
            if about.participant_id is None:
                continue
            if isinstance(wish, RemindLater):
                LATER.many(conn, [{"which": about.participant_id, "day": wish.day}])
            elif isinstance(wish, RemindersSet):
                REMINDED.many(conn, [{"which": about.participant_id, "on": wish.on}])


LATER = Prepared(
    lambda _: (
        update(participants)
        .where(participants.c.id == bindparam("which"))
        .values(remind_on=bindparam("day"))
    )
)
REMINDED = Prepared(
    lambda _: (
        update(participants)
        .where(participants.c.id == bindparam("which"))
        .values(reminded=bindparam("on"))
    )
)


def _act(wish: Wish, about: _Subject) -> tuple[str, str, str]:
    """The act, and what it was about, as the audit says it."""
    match wish:
        case ProofSent():
            act = "proof_sent"
        case PaymentTold():
            act = TOLD
        case RemindLater(day=None):
            act = "remind_not_later"
        case RemindLater():
            act = "remind_later"
        case RemindersSet(on=on):
            act = "reminders_on" if on else "reminders_off"
    return act, "task" if about.note else "participant", wish.who


def _subjects(conn: Connection, endpoint_ids: set[str]) -> Mapping[tuple[str, str], _Subject]:
    """Of whom each endpoint may speak, by endpoint and the id that its talk knows."""
    ids = sorted(endpoint_ids)
    people = select(links.c.endpoint_id, participants.c.id, participants.c.village_code)
    mine = people.join_from(links, participants).where(links.c.endpoint_id.in_(ids))
    rows = conn.execute(mine.where(links.c.role.in_(SPEAKERS)))
    found = {(who, which): _Subject(which, village) for who, which, village in rows}
    told = receipt_links.join(receipts).join(tasks, tasks.c.id == receipts.c.task_id)
    notes = select(receipt_links.c.endpoint_id, tasks.c.id, tasks.c.village_code)
    kept: Any = notes.select_from(told).where(receipt_links.c.endpoint_id.in_(ids))
    for who, note, village in conn.execute(kept):
        found[(who, note)] = _Subject(None, village, note)
    return found


def _open(conn: Connection, subjects: Sequence[str]) -> set[str]:
    """Of which people, or endpoints with a note, an open task says already that they paid."""
    subject = func.coalesce(tasks.c.participant_id, tasks.c.endpoint_id)
    mine = tasks.c.participant_id.in_(subjects) | tasks.c.endpoint_id.in_(subjects)
    query = select(subject).where(mine, tasks.c.kind == TOLD, tasks.c.state == "open")
    return set(conn.scalars(query))
