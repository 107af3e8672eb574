"""Acts of officers on a claim: each with its scope, checked against the state, told once.

received → incomplete (which papers) → ready (checked before the trip) → handed (to BPJS) →
accepted (the working days run from here) → returned | paid | refused; taken back from anywhere.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from conversations.claim_facts import CLAIM_REASONS
from conversations.session import Json
from program.deadlines import due_day
from storage import claim_death, claim_kin, claim_news, claim_papers, claim_tasks
from storage.claim_papers import PROOFS
from storage.claims import By, NotNow, change, held
from storage.contributions import office_day
from storage.crypto import Sealer
from storage.holidays import days_off

# What an officer looks at before the family's trip to BPJS.
CHECKS = frozenset({"names_equal", "account_in_name", "originals"})
TAKEN_BACK = frozenset({"wrong_person", "alive", "false_report", "asked", "joined"})
PAID_WITHIN = {"jkm": "jkm_paid", "jkk": "jkk_paid"}  # `program.deadlines`
PROGRAMMES = {"death": "jkm", "accident": "jkk"}  # unless the officer names another
# From which states an act is possible.
FROM: dict[str, frozenset[str]] = {
    "incomplete": frozenset({"received", "incomplete", "ready", "returned"}),
    "ready": frozenset({"received", "incomplete", "returned"}),
    "handed": frozenset({"ready"}),
    "accepted": frozenset({"handed"}),
    "returned": frozenset({"handed", "accepted"}),
    "paid": frozenset({"handed", "accepted"}),
    "refused": frozenset({"received", "incomplete", "ready", "handed", "accepted", "returned"}),
    "taken_back": frozenset(
        {"received", "incomplete", "ready", "handed", "accepted", "returned", "refused"}
    ),
}


class NotReady(RuntimeError):
    """What is to be checked before the trip was not, or fails: the text names the checks."""


# --- papers --------------------------------------------------------------------------------


def check_paper(
    conn: Connection, sealer: Sealer, by: By, claim_id: str, paper: tuple[str, int]
) -> str:
    """A paper (kind, copy) is good; a letter or certificate of the death confirms it."""
    event = claim_papers.judge(conn, sealer, by, claim_id, paper)
    if paper[0] in PROOFS:
        claim_death.confirm(conn, sealer, by, claim_id, "paper")
    return event


def refuse_paper(
    conn: Connection, sealer: Sealer, by: By, claim_id: str, paper: tuple[str, int], why: str
) -> str:
    """A paper is not good, for one of PAPER_REASONS: the family is told."""
    event = claim_papers.judge(conn, sealer, by, claim_id, paper, refused=why)
    claim_news.tell(conn, sealer, by, claim_id)
    return event


# --- from state to state -------------------------------------------------------------------


def incomplete(
    conn: Connection, sealer: Sealer, by: By, claim_id: str, papers: Collection[str] = ()
) -> str:
    """Papers are missing: those asked for besides those that the case wants anyway."""
    _may(conn, by, claim_id, "incomplete")
    claim_papers.want(conn, by, claim_id, papers)
    claim_tasks.close(conn, claim_id, [claim_tasks.CHECK])
    return _to(conn, sealer, by, claim_id, "incomplete", note={"papers": sorted(papers)})


def ready(conn: Connection, sealer: Sealer, by: By, claim_id: str, checked: Collection[str]) -> str:
    """All of CHECKS hold: the trip may be made. Raises NotReady with those that do not."""
    _may(conn, by, claim_id, "ready")
    if missing := sorted(CHECKS - set(checked)):
        raise NotReady(", ".join(missing))
    refused = [
        each.kind
        for each in claim_papers.of_claims(conn, [claim_id]).get(claim_id, ())
        if each.state == "refused"
    ]
    if refused:
        raise NotReady(", ".join(refused))
    claim_tasks.close(conn, claim_id, [claim_tasks.CHECK])
    return _to(conn, sealer, by, claim_id, "ready", note={"checked": sorted(checked)})


def handed(conn: Connection, sealer: Sealer, by: By, claim_id: str, on: date) -> str:
    """BPJS was given the papers on that day."""
    _may(conn, by, claim_id, "handed")
    _past(by, on)
    return _to(conn, sealer, by, claim_id, "handed", note={"on": on.isoformat()})


def accepted(
    conn: Connection,
    sealer: Sealer,
    by: By,
    claim_id: str,
    on: date,
    programme: str | None = None,
) -> date:
    """BPJS holds a complete file since that day; gives the last day of payment from there.

    `programme` is "jkk" where BPJS takes a death as one from work: that is never decided here.
    """
    row = _may(conn, by, claim_id, "accepted")
    _past(by, on)
    due = due_day(PAID_WITHIN[programme or PROGRAMMES[row.kind]], on, days_off(conn))
    note = {"on": on.isoformat(), "due": due.isoformat()}
    _to(conn, sealer, by, claim_id, "accepted", note=note, accepted_on=on, due_on=due)
    return due


def returned(
    conn: Connection,
    sealer: Sealer,
    by: By,
    claim_id: str,
    reason: str,
    papers: Collection[tuple[str, str]] = (),
) -> str:
    """BPJS sent it back: why, and which papers (kind, one of PAPER_REASONS)."""
    _reason(reason)
    _may(conn, by, claim_id, "returned")
    for kind, why in papers:
        claim_papers.refuse_kind(conn, by, claim_id, kind, why)
    note = {"papers": [list(each) for each in papers]}
    values = {"accepted_on": None, "due_on": None}
    return _to(conn, sealer, by, claim_id, "returned", reason, note, **values)


def paid(conn: Connection, sealer: Sealer, by: By, claim_id: str, on: date) -> str:
    """It was paid to the family on that day."""
    _may(conn, by, claim_id, "paid")
    _past(by, on)
    claim_tasks.close(conn, claim_id)
    return _to(conn, sealer, by, claim_id, "paid", note={"on": on.isoformat()})


def refused(conn: Connection, sealer: Sealer, by: By, claim_id: str, reason: str) -> str:
    """It is not paid, for one of CLAIM_REASONS."""
    _reason(reason)
    _may(conn, by, claim_id, "refused")
    claim_tasks.close(conn, claim_id)
    return _to(conn, sealer, by, claim_id, "refused", reason)


def take_back(conn: Connection, sealer: Sealer, by: By, claim_id: str, reason: str) -> str:
    """It was a mistake, for one of TAKEN_BACK: everything is restored, the family is told."""
    if reason not in TAKEN_BACK:
        raise ValueError("no such reason to take a claim back")
    _may(conn, by, claim_id, "taken_back")
    event = claim_death.take_back(conn, sealer, by, claim_id, reason)
    for endpoint_id in claim_kin.of_claim(conn, claim_id):
        claim_news.hush(conn, claim_id, endpoint_id)
    claim_news.tell(conn, sealer, by, claim_id, back=True)
    return event


# --- helpers -------------------------------------------------------------------------------


def _to(
    conn: Connection,
    sealer: Sealer,
    by: By,
    claim_id: str,
    state: str,
    reason: str | None = None,
    note: Json = None,
    **values: object,
) -> str:
    event = change(conn, sealer, by, claim_id, state, state, reason, note, **values)
    claim_news.tell(conn, sealer, by, claim_id)
    return event


def _may(conn: Connection, by: By, claim_id: str, act: str) -> Row[Any]:
    row = held(conn, by, claim_id)
    if row.state not in FROM[act]:
        raise NotNow(f"{act} of a claim that is {row.state}")
    return row


def _reason(reason: str) -> None:
    if reason not in CLAIM_REASONS:
        raise ValueError("no such reason")


def _past(by: By, on: date) -> None:
    if on > office_day(by.now):
        raise ValueError("a day that is still to come")
