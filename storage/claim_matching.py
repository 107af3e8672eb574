"""Matching: whose claim it is, who may be told what is on record, and that a death is sure."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, select, update

from conversations.session import Json
from storage import (
    claim_death,
    claim_kin,
    claim_news,
    claim_papers,
    claim_signals,
    claim_tasks,
    mourning,
)
from storage.claims import (
    HEARD,
    OVER,
    By,
    ClaimGone,
    NotNow,
    change,
    events_of,
    held,
    open_claim_of,
)
from storage.crypto import Sealer
from storage.scope import within
from storage.tables import claim_papers as paper_rows
from storage.tables import claims, files, participants


def match(conn: Connection, sealer: Sealer, by: By, claim_id: str, participant_id: str) -> str:
    """Says whose claim it is; gives the id of the claim that goes on.

    Where that person has an open claim of the kind already, the families of both are linked to
    that one and this one is closed. Who was told another's membership is told it no more. Raises
    ClaimGone, also for a person outside the scope; NotNow.
    """
    row = _open(conn, by, claim_id)
    who = participants.c
    mine = within(by.scope, who.village_code) & (who.id == participant_id)
    found = conn.execute(select(who.village_code, who.trial).where(mine)).first()
    if found is None or found.trial != row.trial:
        raise ClaimGone
    if row.participant_id == participant_id:
        change(conn, sealer, by, claim_id, "matched")
        return claim_id
    other = open_claim_of(conn, participant_id, row.kind)
    if other is not None:
        return _join(conn, sealer, by, claim_id, other)
    _move(conn, sealer, by, row, participant_id, found.village_code)
    return claim_id


def _move(
    conn: Connection, sealer: Sealer, by: By, row: Row[Any], participant_id: str, village: str
) -> None:
    """From whoever it was thought to be about, to this person."""
    before = {row.participant_id, *claim_tasks.suspects(conn, row.id)} - {None}
    claim_tasks.set_about(conn, row.id, participant_id, village)
    moved = {"participant_id": participant_id, "village_code": village}
    conn.execute(update(claims).where(claims.c.id == row.id).values(moved))
    if row.participant_id is not None:
        claim_death.revive(conn, sealer, by, row)
        claim_kin.withdraw(conn, row.id)
    standing = claim_death.bury(conn, held(conn, by, row.id), by.now)
    note = {"before": row.participant_id, "standing": standing}
    change(conn, sealer, by, row.id, "matched", note=note)
    mourning.settle(conn, [*(str(each) for each in before), participant_id], by.now)
    claim_signals.look(conn, by, row.id)


def _join(conn: Connection, sealer: Sealer, by: By, claim_id: str, other: str) -> str:
    """The claim's family and papers go to the other, which goes on."""
    held(conn, by, other)
    claim_kin.copy(conn, claim_id, other, by.now)
    _papers(conn, claim_id, other)
    told = {
        each.actor: each.note["subject"]
        for each in events_of(conn, sealer, [claim_id]).get(claim_id, ())
        if each.act in HEARD and each.note
    }
    change(conn, sealer, by, other, "took_in", note={"claim": claim_id, "told": told})
    for endpoint_id in claim_kin.of_claim(conn, claim_id):
        claim_kin.unlink(conn, claim_id, endpoint_id)
    claim_death.take_back(conn, sealer, by, claim_id, "joined")
    claim_signals.look(conn, by, other)
    return other


def _papers(conn: Connection, claim_id: str, other: str) -> None:
    """Papers that the other has not yet."""
    known = claim_papers.of_claims(conn, [claim_id, other])
    there = {each.kind for each in known.get(other, ())}
    for each in known.get(claim_id, ()):
        if each.kind in there or each.file_id is None:
            continue
        its = paper_rows.c
        same = (its.claim_id == claim_id) & (its.kind == each.kind) & (its.copy == each.copy)
        file_id = _file(conn, each.file_id, other)
        conn.execute(update(paper_rows).where(same).values(claim_id=other, file_id=file_id))


def _file(conn: Connection, file_id: str, other: str) -> str:
    """The picture as the other claim's; the same one is there once."""
    digest = select(files.c.digest).where(files.c.id == file_id).scalar_subquery()
    theirs = (files.c.owner_kind == claim_papers.OWNER) & (files.c.owner_id == other)
    known: str | None = conn.scalar(select(files.c.id).where(theirs, files.c.digest == digest))
    if known is None:
        conn.execute(update(files).where(files.c.id == file_id).values(owner_id=other))
    return known or file_id


def settle_member(conn: Connection, sealer: Sealer, by: By, claim_id: str, member: bool) -> str:
    """Says whether the person was a member; told only where it may be disclosed.

    A member is said by `match`. Raises ClaimGone, NotNow where nobody is matched.
    """
    row = _open(conn, by, claim_id)
    if member and row.participant_id is None:
        raise NotNow("say first whose claim it is")
    claim_tasks.close(conn, claim_id, [claim_tasks.ANSWER])
    return _told(conn, sealer, by, claim_id, "matched" if member else "not_a_member")


def confirm_months(conn: Connection, sealer: Sealer, by: By, claim_id: str) -> str:
    """Says that the paid months on record are right: only then one sum is told alone."""
    row = _open(conn, by, claim_id)
    if row.participant_id is None:
        raise NotNow("say first whose claim it is")
    return _told(conn, sealer, by, claim_id, "months_confirmed")


def disclose(
    conn: Connection,
    sealer: Sealer,
    by: By,
    claim_id: str,
    endpoint_ids: Collection[str],
    papers_seen: bool = False,
) -> list[str]:
    """Lets these phones of the claim be told the membership and sums; gives those new to it.

    By the officer's word, or as the KTP of the deceased and a paper that names both were seen.
    """
    _open(conn, by, claim_id)
    why = "papers" if papers_seen else by.actor
    new = claim_kin.disclose(conn, claim_id, endpoint_ids, why)
    claim_tasks.close(conn, claim_id, [claim_tasks.ANSWER])
    if new:
        reason = "papers" if papers_seen else "word"
        _told(conn, sealer, by, claim_id, "disclosed", reason, {"endpoints": new})
    return new


def confirm_death(conn: Connection, sealer: Sealer, by: By, claim_id: str) -> str | None:
    """Says that the death is sure; gives the event, None where it was already."""
    _open(conn, by, claim_id)
    return claim_death.confirm(conn, sealer, by, claim_id, "officer")


def _told(
    conn: Connection,
    sealer: Sealer,
    by: By,
    claim_id: str,
    act: str,
    reason: str | None = None,
    note: Json = None,
) -> str:
    event = change(conn, sealer, by, claim_id, act, reason=reason, note=note)
    claim_news.tell(conn, sealer, by, claim_id)
    return event


def _open(conn: Connection, by: By, claim_id: str) -> Row[Any]:
    row = held(conn, by, claim_id)
    if row.state in OVER:
        raise NotNow(f"a claim that is {row.state}")
    return row
