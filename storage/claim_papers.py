"""Papers of a claim: wanted, later, given, checked or refused, each with its picture.

A picture is a file of owner kind "claim". One that is replaced stays with the claim, and the event
says which it was.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, select, update

from conversations.claim_facts import PAPER_REASONS
from conversations.claim_papers import MOST_PAGES, PAPERS
from storage.claims import OVER, By, NotNow, change, held, linked
from storage.crypto import Sealer
from storage.store import insert_into
from storage.tables import claim_papers, claims, files

OWNER = "claim"  # whose a paper's picture is, in `files`
PROOFS = frozenset({"death_letter", "death_certificate"})  # papers that confirm a death
FIRST = 0  # the first page; the others stand behind it


class PaperGone(LookupError):
    """No such paper of this claim."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it stands."""

    kind: str
    copy: int
    state: str  # wanted, later, given, checked or refused
    file_id: str | None
    reason: str
    updated_at: datetime
    batch: str = ""  # which sending; pages of another one than the first page's count no more


def of_claims(conn: Connection, claim_ids: Collection[str]) -> dict[str, tuple[Paper, ...]]:
    """The papers of claims with all pages that count, in the order of our list."""
    rows = conn.execute(select(claim_papers).where(claim_papers.c.claim_id.in_(list(claim_ids))))
    found: dict[str, list[Paper]] = {}
    for row in rows:
        found.setdefault(row.claim_id, []).append(_paper(row))
    return {claim: tuple(sorted(_counted(each), key=_place)) for claim, each in found.items()}


def _counted(papers: Collection[Paper]) -> list[Paper]:
    """Those sent together with their first page, and those that stand alone."""
    first = {each.kind: each.batch for each in papers if each.copy == FIRST}
    return [
        each for each in papers if not each.batch or first.get(each.kind, each.batch) == each.batch
    ]


def takes(conn: Connection, claim_id: str, endpoint_id: str) -> bool:
    """Whether an endpoint may add a picture to the claim, held until the transaction ends."""
    row = conn.execute(select(claims.c.state).where(claims.c.id == claim_id).with_for_update())
    state = row.scalar()
    return state not in (None, *OVER) and linked(conn, claim_id, endpoint_id) is not None


def give(
    conn: Connection,
    sealer: Sealer,
    by: By,
    claim_id: str,
    which: tuple[str, int, str],
    file_id: str,
) -> str | None:
    """Keeps a picture as a paper's page (kind, page, sending); gives the event.

    None where the file is no picture of the claim. Raises ClaimGone, NotNow once it is over.
    """
    kind, copy, batch = which
    _open(conn, by, claim_id)
    _known(kind)
    if copy not in range(MOST_PAGES):
        raise ValueError("no such page")
    mine = and_(files.c.id == file_id, files.c.owner_kind == OWNER, files.c.owner_id == claim_id)
    digest = conn.scalar(select(files.c.digest).where(mine))
    if digest is None:
        return None
    before = _find(conn, claim_id, kind, copy)
    note = {"file": file_id, "before": before.file_id if before else None, "page": copy}
    values = {"state": "given", "file_id": file_id, "digest": digest, "reason": None}
    values["batch"] = batch or None
    put(conn, by, claim_id, (kind, copy), values)
    return change(conn, sealer, by, claim_id, "paper_given", reason=kind, note=note)


def later(conn: Connection, sealer: Sealer, by: By, claim_id: str, kind: str) -> str | None:
    """ "Menyusul": notes it, unless there is a picture. Raises ClaimGone, NotNow."""
    _open(conn, by, claim_id)
    _known(kind)
    before = _find(conn, claim_id, kind, FIRST)
    if before is not None and before.state in ("given", "checked", "later"):
        return None
    put(conn, by, claim_id, (kind, FIRST), {"state": "later"})
    return change(conn, sealer, by, claim_id, "paper_later", reason=kind)


def want(conn: Connection, by: By, claim_id: str, kinds: Collection[str]) -> None:
    """Asks for papers beyond those of the case; those that stand already are left."""
    for kind in kinds:
        _known(kind)
        if _find(conn, claim_id, kind, FIRST) is None:
            put(conn, by, claim_id, (kind, FIRST), {"state": "wanted"})


def judge(
    conn: Connection,
    sealer: Sealer,
    by: By,
    claim_id: str,
    paper: tuple[str, int],
    refused: str | None = None,
) -> str:
    """An officer looked at a paper (kind, copy): checked, or refused for one of PAPER_REASONS.

    Raises ClaimGone, NotNow, PaperGone where nothing was given.
    """
    if refused is not None and refused not in PAPER_REASONS:
        raise ValueError("no such reason to refuse a paper")
    _open(conn, by, claim_id)
    before = _find(conn, claim_id, *paper)
    if before is None or before.file_id is None:
        raise PaperGone
    state = "refused" if refused else "checked"
    put(conn, by, claim_id, paper, {"state": state, "reason": refused})
    note = {"file": before.file_id, "why": refused}
    return change(conn, sealer, by, claim_id, f"paper_{state}", reason=paper[0], note=note)


def refuse_kind(conn: Connection, by: By, claim_id: str, kind: str, why: str) -> None:
    """Marks a paper as not accepted, given or not: BPJS sent the claim back because of it."""
    _known(kind)
    if why not in PAPER_REASONS:
        raise ValueError("no such reason to refuse a paper")
    put(conn, by, claim_id, (kind, FIRST), {"state": "refused", "reason": why})


def _open(conn: Connection, by: By, claim_id: str) -> None:
    state = held(conn, by, claim_id).state
    if state in OVER:
        raise NotNow(f"papers of a claim that is {state}")


def _known(kind: str) -> None:
    if kind not in PAPERS:
        raise ValueError("no such paper")


def _find(conn: Connection, claim_id: str, kind: str, copy: int) -> Paper | None:
    its = claim_papers.c
    mine = and_(its.claim_id == claim_id, its.kind == kind, its.copy == copy)
    row = conn.execute(select(claim_papers).where(mine)).first()
    return None if row is None else _paper(row)


def put(
    conn: Connection, by: By, claim_id: str, paper: tuple[str, int], values: dict[str, Any]
) -> None:
    """Sets a paper (kind, copy) of a claim that is `held`; its event is the caller's."""
    kind, copy = paper
    key = {"claim_id": claim_id, "kind": kind, "copy": copy}
    told = {**values, "updated_at": by.now}
    if _find(conn, claim_id, kind, copy) is None:
        conn.execute(insert_into(conn, claim_papers), {**key, **told})
        return
    same = and_(*(claim_papers.c[name] == value for name, value in key.items()))
    conn.execute(update(claim_papers).where(same).values(told))


def _place(paper: Paper) -> tuple[int, int]:
    return PAPERS.index(paper.kind), paper.copy


def _paper(row: Row[Any]) -> Paper:
    why, batch = row.reason or "", row.batch or ""
    return Paper(row.kind, row.copy, row.state, row.file_id, why, row.updated_at, batch)
