"""A claim opened at the counter, for a family without a phone or one that came in person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from conversations.claim_papers import PAPERS
from storage import claim_death, claim_tasks, mourning
from storage.claim_papers import FIRST, PROOFS, of_claims, put
from storage.claim_tasks import About
from storage.claims import (
    OVER,
    TABLE,
    By,
    ClaimGone,
    NotNow,
    change,
    held,
    note_event,
    open_claim_of,
)
from storage.crypto import Sealer
from storage.ids import new_id
from storage.scope import within
from storage.sponsors import lies_in
from storage.store import insert_into
from storage.tables import claims, participants

KINDS = ("death", "accident")
AT_WORK = ("yes", "no", "unknown")
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class AtCounter:
    """What a family tells at the counter; `participant_id` or a name and the village."""

    kind: str  # one of KINDS
    happened_on: date | None
    at_work: str  # one of AT_WORK
    participant_id: str | None = None
    village: str | None = None
    name: str = field(default="", repr=False)  # of the person
    asker: str = field(default="", repr=False)  # who came
    relation: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS or self.at_work not in AT_WORK:
            raise ValueError("no such kind of claim")
        if self.participant_id is None and not (self.name.strip() and self.village):
            raise ValueError("a claim is about somebody")


def open_claim(conn: Connection, sealer: Sealer, by: By, told: AtCounter) -> tuple[str, bool]:
    """Opens a claim; gives its id, and whether it is new: an open one of the person goes on.

    Raises ClaimGone for a person or village outside the scope.
    """
    name, village, trial = _whom(conn, by, told)
    if told.participant_id:
        before = open_claim_of(conn, told.participant_id, told.kind)
        if before is not None:
            return before, False
    which = new_id(by.now)
    subject = {"name": name, "village": village, "birth_year": None, "number": None}
    row = {
        "id": which,
        "kind": told.kind,
        "participant_id": told.participant_id,
        "village_code": village,
        "subject": sealer.seal_json(subject, TABLE, "subject", which),
        "happened_on": told.happened_on,
        "at_work": told.at_work,
        "state": "received",
        "confirmed": False,
        "trial": trial,
        "version": 1,
        "created_at": by.now,
        "updated_at": by.now,
    }
    conn.execute(insert_into(conn, claims), row)
    note = {"subject": subject, "name": told.asker, "relation": told.relation}
    note_event(conn, sealer, by, which, "opened", ("", "received"), "counter", note)
    first = mourning.REPORT if told.kind == "death" else claim_tasks.ACCIDENT
    about = About(which, village, told.participant_id)
    claim_tasks.ask(conn, sealer, by, first, about)
    if told.kind == "death" and told.participant_id:
        mourning.settle(conn, [told.participant_id], by.now)
    return which, True


def saw_paper(conn: Connection, sealer: Sealer, by: By, claim_id: str, kind: str) -> str:
    """The family brought a paper to the counter and it is good; a proof confirms the death.

    Raises ClaimGone, NotNow.
    """
    if kind not in PAPERS:
        raise ValueError("no such paper")
    state = held(conn, by, claim_id).state
    if state in OVER:
        raise NotNow(f"papers of a claim that is {state}")
    pages = [e.copy for e in of_claims(conn, [claim_id]).get(claim_id, ()) if e.kind == kind]
    for page in {FIRST, *pages}:
        put(conn, by, claim_id, (kind, page), {"state": "checked", "reason": None})
    event = change(conn, sealer, by, claim_id, "paper_checked", reason=kind, note={"desk": True})
    if kind in PROOFS:
        claim_death.confirm(conn, sealer, by, claim_id, "paper")
    return event


def _whom(conn: Connection, by: By, told: AtCounter) -> tuple[str, str, bool]:
    """Name, village and whether made up."""
    if told.participant_id is None:
        village = str(told.village)
        if not lies_in(by.scope, village):
            raise ClaimGone
        return told.name.strip()[:LONGEST_NAME], village, False
    who = participants.c
    mine = within(by.scope, who.village_code) & (who.id == told.participant_id)
    row = conn.execute(select(who.name, who.village_code, who.trial).where(mine)).first()
    if row is None:
        raise ClaimGone
    return row.name, row.village_code, row.trial
